//! The words around a name: a few hundred bytes to each side, across line ends.
//!
//! Both sides are copies in which typographic apostrophes and spaces are plain, carriage returns are
//! gone and the ends of the text are line ends, so that rules state `\n` for "line begins here".

use crate::span::Span;

/// How far rules look, in bytes, to each side.
const REACH: usize = 280;
/// How much of a text counts as its head, where bylines stand, and its foot, in bytes.
const HEAD: usize = 1_800;
const FOOT: usize = 320;

/// What stands around one group of names.
pub(super) struct Context {
    /// Up to the name; begins with `\n` only at the start of a line.
    pub(super) left: String,
    /// From the name on.
    pub(super) right: String,
    /// Near the beginning of the text.
    pub(super) head: bool,
    /// Near its end.
    pub(super) foot: bool,
    /// Where the sentence begins in `left` and ends in `right`.
    sentence: (usize, usize),
}

impl Context {
    /// The context of `span` in `text`.
    pub(super) fn of(text: &str, span: Span) -> Context {
        let start = boundary(text, span.start.saturating_sub(REACH));
        let end = boundary(text, span.end + REACH);
        let mut left = String::with_capacity(REACH + 2);
        if start == 0 {
            left.push('\n');
        }
        plain(&text[start..span.start], &mut left);
        let mut right = String::with_capacity(REACH + 2);
        plain(&text[span.end..end], &mut right);
        if end == text.len() {
            right.push('\n');
        }
        let sentence = (sentence_start(&left), sentence_end(&right));
        let (head, foot) = (span.start < HEAD, span.end + FOOT >= text.len());
        Context { left, right, head, foot, sentence }
    }

    /// Both sides, cut to the sentence.
    pub(super) fn sentence(&self) -> (&str, &str) {
        (&self.left[self.sentence.0..], &self.right[..self.sentence.1])
    }
}

/// The last character boundary of `text` not after `at`.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

fn plain(from: &str, into: &mut String) {
    for c in from.chars() {
        match c {
            '\u{2018}' | '\u{2019}' => into.push('\''),
            '\u{a0}' | '\u{202f}' | '\t' => into.push(' '),
            '\r' | '\u{200e}' | '\u{200f}' | '\u{feff}' => {}
            c => into.push(c),
        }
    }
}

/// Where the last sentence or line of `left` begins.
fn sentence_start(left: &str) -> usize {
    let stops = left.rmatch_indices(['.', '!', '?', '\n']);
    let ends =
        |at: usize| left[at..].starts_with('\n') || ends_sentence(&left[..at], &left[at + 1..]);
    stops.map(|(at, _)| at).find(|&at| ends(at)).map_or(0, |at| at + 1)
}

/// Where the first sentence or line of `right` ends.
fn sentence_end(right: &str) -> usize {
    let stops = right.match_indices(['.', '!', '?', '\n']);
    let ends =
        |at: usize| right[at..].starts_with('\n') || ends_sentence(&right[..at], &right[at + 1..]);
    stops.map(|(at, _)| at).find(|&at| ends(at)).map_or(right.len(), |at| at + 1)
}

/// Whether the stop between these ends a sentence rather than an abbreviation.
fn ends_sentence(before: &str, after: &str) -> bool {
    const SHORTENED: [&str; 24] = [
        "Calif", "Mass", "Conn", "Minn", "Penn", "Tenn", "Wash", "Colo", "Mich", "Miss", "Ariz",
        "Okla", "Ore", "Fla", "Ala", "Neb", "Nev", "Wis", "Kan", "Ill", "Ind", "Gov", "Sen", "Rep",
    ];
    let rest = after.trim_start_matches(['"', '\'', '”', ')']);
    let opens = rest.starts_with(char::is_whitespace)
        && rest.trim_start().starts_with(|c: char| !c.is_lowercase());
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let whole = word.chars().count() > 2 || word.is_empty() || word.chars().all(char::is_numeric);
    opens && whole && !SHORTENED.contains(&word)
}
