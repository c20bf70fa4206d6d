//! Text → units: the lines of a page, or the paragraphs of text that is wrapped at a fixed width.
//!
//! A unit is what rules look at and what regions are made of. Units are sorted and disjoint, hold
//! no space at either end, and are never empty.

use crate::span::Span;
use memchr::memchr_iter;

/// One line or wrapped paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Where it stands, without the space around it.
    pub(super) span: Span,
    /// How many lines it takes.
    pub(super) lines: u32,
    /// Whether it ends like a sentence.
    pub(super) ended: bool,
}

/// No line of hard-wrapped text is longer, in bytes.
const WIDEST_WRAP: usize = 100;

/// Splits a text into units.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut units: Vec<Unit> = Vec::with_capacity(lines.len());
    for line in lines {
        match units.last_mut() {
            Some(last) if wrapped && !line.opens => {
                last.span.end = line.span.end;
                last.lines += 1;
            }
            _ => units.push(Unit { span: line.span, lines: 1, ended: false }),
        }
    }
    for unit in &mut units {
        unit.ended = is_ended(unit.span.of(text));
    }
    units
}

/// A line that is not blank.
struct Line {
    span: Span,
    /// Whether it is indented or the first after a blank line.
    opens: bool,
}

/// The lines that are not blank, trimmed.
fn lines(text: &str) -> Vec<Line> {
    let (mut found, mut start, mut blank) = (Vec::new(), 0, true);
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[start..end];
        let front = line.trim_start();
        let inside = front.trim_end();
        if inside.is_empty() {
            blank = true;
        } else {
            let indent = line.len() - front.len();
            let span = Span::new(start + indent, start + indent + inside.len());
            found.push(Line { span, opens: blank || indent > 0 });
            blank = false;
        }
        start = (end + 1).min(text.len());
    }
    found
}

/// Whether lines were broken at a fixed width: none is wide, and a quarter of those that could
/// continue the line before begin in lower case after a line that does not end a sentence.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    if lines.len() < 2 || lines.iter().any(|line| line.span.len() > WIDEST_WRAP) {
        return false;
    }
    let (mut inner, mut lower) = (0, 0);
    for pair in lines.windows(2).filter(|pair| !pair[1].opens) {
        inner += 1;
        let begins_lower = pair[1].span.of(text).starts_with(|c: char| c.is_lowercase());
        let goes_on = pair[0].span.len() >= 25 && !is_ended(pair[0].span.of(text));
        lower += usize::from(begins_lower && goes_on);
    }
    lower > 0 && lower * 4 >= inner
}

/// Whether a text ends like a sentence, closing marks and brackets aside.
pub(super) fn is_ended(text: &str) -> bool {
    match text.as_bytes().last() {
        Some(b'.' | b'!' | b'?') => return true,
        Some(last) if last.is_ascii_alphanumeric() => return false,
        _ => {}
    }
    let closing =
        ['"', '”', '’', '\'', '»', '“', '«', ')', ']', '」', '』', '\u{200f}', '\u{200e}'];
    let ends = ['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '．'];
    text.trim_end_matches(closing).ends_with(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_units_unless_the_text_is_wrapped() {
        let rows: [(&str, &[&str]); 6] = [
            ("", &[]),
            (" \n\t\n", &[]),
            ("One line\r\n\r\n  Two. \n", &["One line", "Two."]),
            ("Headline\nStory begins.", &["Headline", "Story begins."]),
            (
                "Grain fell in the eastern ports\nas rain held up the loading of\nShips.\n    New day.",
                &[
                    "Grain fell in the eastern ports\nas rain held up the loading of\nShips.",
                    "New day.",
                ],
            ),
            ("Menu\nshare\ntweet", &["Menu", "share", "tweet"]),
        ];
        for (text, want) in rows {
            let got: Vec<&str> = units(text).iter().map(|unit| unit.span.of(text)).collect();
            assert_eq!(got, want, "{text:?}");
        }
    }

    #[test]
    fn a_sentence_ends_before_its_closing_marks() {
        let rows = [("So.”", true), ("so it is", false), ("(Photo: Ada)", false), ("کیا؟", true)];
        for (text, want) in rows {
            assert_eq!(is_ended(text), want, "{text}");
        }
    }
}
