//! A passage → its words side by side, what differs marked; its positions where the words are not at hand.

use super::escape::visible;
use crate::analysis::{Analysis, Comparison, Passage};
use crate::article::Article;
use crate::offsets::OffsetUnit;
use crate::span::Span;
use crate::token::{Unit, tokenize};
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How a piece of one side stands to the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It stands on both.
    Same,
    /// Something else stands there on the other.
    Changed,
    /// Nothing stands there on the other.
    Only,
}

/// A stretch of one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// How it stands to the other side.
    pub mark: Mark,
    /// Its words, fit to be [shown](visible).
    pub text: String,
}

/// Longest passage shown in words, in bytes of one side; a longer one is told by its position.
pub const LONGEST_SHOWN: usize = 30_000;
/// Most tokens of an edit that are compared word by word.
const MOST_REFINED: usize = 1_000;

/// The words of a passage, `a` and `b`, what differs marked word by word; `None` if a text is not at hand,
/// is not the one analysed, or the passage is [too long](LONGEST_SHOWN) to be read.
pub fn side_by_side(a: &Article, b: &Article, passage: &Passage) -> Option<[Vec<Piece>; 2]> {
    let (text_a, text_b) = (a.text.as_deref()?, b.text.as_deref()?);
    if passage.a.len().max(passage.b.len()) > LONGEST_SHOWN {
        return None;
    }
    let mut marked = [Vec::new(), Vec::new()];
    for edit in &passage.edits {
        let (old, new) = (text_a.get(edit.a.range())?, text_b.get(edit.b.range())?);
        for (inside_a, inside_b) in differences(old, new) {
            let place_a = Span::new(edit.a.start + inside_a.start, edit.a.start + inside_a.end);
            let place_b = Span::new(edit.b.start + inside_b.start, edit.b.start + inside_b.end);
            let mark = |other: Span| if other.is_empty() { Mark::Only } else { Mark::Changed };
            marked[0].push((place_a, mark(place_b)));
            marked[1].push((place_b, mark(place_a)));
        }
    }
    Some([pieces(text_a, passage.a, &marked[0])?, pieces(text_b, passage.b, &marked[1])?])
}

/// Where two wordings differ, word by word, letter case aside: spans inside each.
fn differences(a: &str, b: &str) -> Vec<(Span, Span)> {
    let whole = vec![(Span::new(0, a.len()), Span::new(0, b.len()))];
    let (x, y) = (tokenize(a, Unit::Words), tokenize(b, Unit::Words));
    if x.is_empty() || y.is_empty() || x.len().max(y.len()) > MOST_REFINED {
        return whole;
    }
    let span = |tokens: &crate::token::Tokens, from: usize, len: usize| match len {
        0 => {
            let at = from.checked_sub(1).map_or(0, |before| tokens.ends[before] as usize);
            Span::new(at, at)
        }
        _ => Span::new(tokens.starts[from] as usize, tokens.ends[from + len - 1] as usize),
    };
    let different = capture_diff_slices(Algorithm::Myers, &x.terms, &y.terms);
    let different = different.into_iter().filter_map(|difference| match difference {
        DiffOp::Equal { .. } => None,
        DiffOp::Delete { old_index, old_len, new_index } => {
            Some((span(&x, old_index, old_len), span(&y, new_index, 0)))
        }
        DiffOp::Insert { old_index, new_index, new_len } => {
            Some((span(&x, old_index, 0), span(&y, new_index, new_len)))
        }
        DiffOp::Replace { old_index, old_len, new_index, new_len } => {
            Some((span(&x, old_index, old_len), span(&y, new_index, new_len)))
        }
    });
    different.collect()
}

/// The passage cut at its marked spans, which are ascending; the empty ones show nothing.
fn pieces(text: &str, passage: Span, marked: &[(Span, Mark)]) -> Option<Vec<Piece>> {
    let mut pieces = Vec::with_capacity(2 * marked.len() + 1);
    let mut at = passage.start;
    let mut push = |mark, text: &str| {
        if !text.is_empty() {
            pieces.push(Piece { mark, text: visible(text) });
        }
    };
    for &(span, mark) in marked.iter().filter(|(span, _)| !span.is_empty()) {
        push(Mark::Same, text.get(at..span.start)?);
        push(mark, text.get(span.range())?);
        at = span.end;
    }
    push(Mark::Same, text.get(at..passage.end)?);
    Some(pieces)
}

/// Where a passage stands on each side, for people: `words 120–164, characters 731–990`.
///
/// Words are counted from 1, the last one included; characters as in files: from 0, the end excluded.
pub fn places(analysis: &Analysis, pair: &Comparison, passage: &Passage) -> [String; 2] {
    let unit = match analysis.options.unit {
        Unit::Words => "words",
        Unit::Characters => "letters",
    };
    let place = |index: usize, span: Span| {
        let article: &Article = &analysis.articles[index];
        let before = |at: usize| article.starts.partition_point(|&start| (start as usize) < at);
        let characters = article.offsets.convert(span, OffsetUnit::Characters);
        format!(
            "{unit} {}–{}, characters {}–{}",
            before(span.start) + 1,
            before(span.end),
            characters.start,
            characters.end
        )
    };
    [place(pair.a, passage.a), place(pair.b, passage.b)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One side as `same [changed] {only}`.
    fn written(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| match piece.mark {
            Mark::Same => piece.text.clone(),
            Mark::Changed => format!("[{}]", piece.text),
            Mark::Only => format!("{{{}}}", piece.text),
        };
        pieces.iter().map(piece).collect()
    }

    fn article(text: &str) -> Article {
        Article { text: Some(text.into()), ..Article::default() }
    }

    fn passage(a: Span, b: Span, edits: &[(Span, Span)]) -> Passage {
        Passage {
            a,
            b,
            class: crate::region::Class::Narrative,
            matched: 0,
            classes: [0; 3],
            words_a: 0,
            words_b: 0,
            longest: 0,
            edits: edits.iter().map(|&(a, b)| crate::analysis::Edit { a, b }).collect(),
            runs: Vec::new(),
            bits: 0.0,
            likelihood: None,
        }
    }

    #[test]
    fn edits_are_marked_word_by_word() {
        let rows = [
            (
                "killed 12 people in",
                "12",
                "killed 15 people in",
                "15",
                "killed [12] people in",
                "killed [15] people in",
            ),
            ("said on Friday", "on", "said Friday", "", "said {on} Friday", "said Friday"),
            (
                "at Old Quay now",
                "Old Quay",
                "at the old quay now",
                "the old quay",
                "at Old Quay now",
                "at {the} old quay now",
            ),
            ("“a” — b", "", "“a” b", "", "“a” — b", "“a” b"),
        ];
        for (a, edit_a, b, edit_b, want_a, want_b) in rows {
            let span = |text: &str, edit: &str| {
                let at = if edit.is_empty() { 4 } else { text.find(edit).unwrap() };
                Span::new(at, at + edit.len())
            };
            let edits = if edit_a.is_empty() && edit_b.is_empty() {
                vec![]
            } else {
                vec![(span(a, edit_a), span(b, edit_b))]
            };
            let passage = passage(Span::new(0, a.len()), Span::new(0, b.len()), &edits);
            let [x, y] = side_by_side(&article(a), &article(b), &passage).unwrap();
            assert_eq!((written(&x).as_str(), written(&y).as_str()), (want_a, want_b));
        }
    }

    #[test]
    fn a_text_that_was_not_the_one_analysed_shows_nothing() {
        let spans = [Span::new(0, 99), Span::new(1, 2)];
        for span in spans {
            let passage = passage(span, Span::new(0, 1), &[]);
            assert_eq!(side_by_side(&article("été"), &article("x"), &passage), None, "{span}");
        }
        let whole = passage(Span::new(0, 1), Span::new(0, 1), &[]);
        assert_eq!(side_by_side(&Article::default(), &article("x"), &whole), None);
    }
}
