//! A document made ready for the search: its terms with their places, and where a passage may begin.
//!
//! In: a text and its tokens. Out: [`Prepared`], built once a document and used for every pair.

use crate::span::Span;
use crate::token::Tokens;
use std::ops::Range;

/// How natural a border between two tokens is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Border {
    /// Inside a sentence.
    #[default]
    Word,
    /// At a line break that ends no sentence.
    Line,
    /// Between sentences or paragraphs, and at both ends of the text.
    Sentence,
}

/// A document made ready for the search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepared {
    /// (term, place) of every token, sorted.
    pub(super) postings: Vec<(u64, u32)>,
    /// For each token, where its word begins, opening quotation marks and brackets included.
    starts: Vec<u32>,
    /// For each token, where its word ends, closing punctuation included.
    ends: Vec<u32>,
    /// The border before each token, and the one after the last.
    pub(super) borders: Vec<Border>,
}

impl Prepared {
    /// Prepares `text`, whose tokens are `tokens`.
    pub fn of(text: &str, tokens: &Tokens) -> Prepared {
        let count = tokens.len();
        let mut postings: Vec<(u64, u32)> = tokens.terms.iter().copied().zip(0..).collect();
        postings.sort_unstable();
        let mut prepared = Prepared {
            postings,
            starts: Vec::with_capacity(count),
            ends: Vec::with_capacity(count),
            borders: Vec::with_capacity(count + 1),
        };
        let mut end = 0;
        for index in 0..count {
            let span = tokens.span(index);
            let between = &text[end..span.start];
            let letters = if index == 0 { 0 } else { tokens.span(index - 1).len() };
            prepared.begin(between, end, index, letters, &text[span.start..]);
            end = span.end;
        }
        if count > 0 {
            prepared.ends.push((end + closing(&text[end..])) as u32);
        }
        prepared.borders.push(Border::Sentence);
        prepared
    }

    /// Notes what stands before token `index`: the text `between` it and the end of the one before,
    /// which has `letters` bytes.
    fn begin(&mut self, between: &str, end: usize, index: usize, letters: usize, rest: &str) {
        let word_start = between
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + between[at..].chars().next().map_or(0, char::len_utf8));
        let glued = index > 0 && word_start == 0;
        let start = if glued { end + between.len() } else { end + word_start };
        self.starts.push(start as u32);
        if index == 0 {
            self.borders.push(Border::Sentence);
            return;
        }
        self.ends.push((end + if glued { 0 } else { closing(between) }) as u32);
        self.borders.push(border(between, letters, rest));
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The bytes of these tokens, at least one, with the punctuation that clings to them.
    pub(super) fn span(&self, tokens: &Range<usize>) -> Span {
        Span::new(self.starts[tokens.start] as usize, self.ends[tokens.end - 1] as usize)
    }
}

/// How many bytes stand before the first whitespace.
fn closing(between: &str) -> usize {
    between.find(char::is_whitespace).unwrap_or(between.len())
}

/// The border that the text `between` two words makes; the word before has `letters` bytes, `rest`
/// begins with the word after.
///
/// A sentence ends with a full stop, question or exclamation mark of any script and a space (none
/// after the wide ones), but not before a small letter, nor after an initial. A finer splitter
/// would be wasted: borders only weigh in on where a passage ends.
fn border(between: &str, letters: usize, rest: &str) -> Border {
    let (mut stopped, mut ends, mut lines) = (false, false, 0);
    for c in between.chars() {
        match c {
            '\n' => lines += 1,
            '.' | '!' | '?' | '…' | '۔' | '؟' | '։' | '।' | '॥' | '።' => stopped = true,
            '。' | '！' | '？' | '｡' => ends = true,
            _ => {}
        }
        ends |= stopped && c.is_whitespace();
    }
    let ends = ends && letters > 1 && !rest.starts_with(char::is_lowercase);
    match (ends, lines) {
        (true, _) | (_, 2..) => Border::Sentence,
        (false, 1) => Border::Line,
        (false, _) => Border::Word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Unit, tokenize};

    fn prepare(text: &str) -> Prepared {
        Prepared::of(text, &tokenize(text, Unit::Words))
    }

    #[test]
    fn borders_are_where_sentences_and_lines_end() {
        let rows = [
            ("The fog left. Ships sailed", vec![3]),
            ("She left (at last!) Ships sailed", vec![4]),
            ("He met J. Doe, i.e. nobody", vec![]),
            ("It rose by approx. three points", vec![]),
            ("کشتی آئی۔ لوگ گئے", vec![2]),
            ("船来了。人走了", vec![3]),
            ("no stop\n\nnew paragraph", vec![2]),
        ];
        for (text, want) in rows {
            let prepared = prepare(text);
            let inner = 1..prepared.len();
            let got: Vec<usize> =
                inner.filter(|&i| prepared.borders[i] == Border::Sentence).collect();
            assert_eq!(got, want, "{text}");
        }
        assert_eq!(prepare("one\ntwo").borders[1], Border::Line);
    }

    #[test]
    fn spans_take_the_punctuation_that_clings_to_their_words() {
        let text = "  \"Fog,\" he said. (Ships sailed...)  And well-known men";
        let prepared = prepare(text);
        let rows = [
            (0, 3, "\"Fog,\" he said."),
            (1, 2, "he"),
            (3, 5, "(Ships sailed...)"),
            (5, 7, "And well"),
            (7, 9, "known men"),
        ];
        for (first, last, want) in rows {
            assert_eq!(prepared.span(&(first..last)).of(text), want);
        }
        assert!(prepare(" ... ").is_empty());
    }
}
