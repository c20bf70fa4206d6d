//! Where quotation marks stand in a paragraph, and what the space around them lets each do.
//!
//! Marks that state their side (`“ ” « » „ 「`) are believed unless the space says otherwise; straight marks
//! go by the space.

use crate::span::Span;

/// A kind of pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `“ ” „ "`.
    Double,
    /// `« »`.
    Guillemet,
    /// `‘ ’ ‚ '`, which are apostrophes too.
    Single,
    /// `‹ ›`.
    Angle,
    /// `「 」`.
    Corner,
    /// `『 』`.
    WhiteCorner,
}

/// A mark in its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) mark: char,
    /// Bytes it takes.
    width: usize,
    pub(super) shape: Shape,
    /// Whether the text around it lets it open a quote.
    pub(super) opens: bool,
    /// Whether the text around it lets it close one.
    pub(super) closes: bool,
}

impl Mark {
    /// Where what it opens begins.
    pub(super) fn end(self) -> usize {
        self.at + self.width
    }
}

/// What a mark is, if it is one.
fn shape(mark: char) -> Option<Shape> {
    match mark {
        '"' | '“' | '”' | '„' | '‟' | '〝' | '〞' | '〟' | '＂' | '״' => {
            Some(Shape::Double)
        }
        '«' | '»' => Some(Shape::Guillemet),
        '\'' | '‘' | '’' | '‚' | '‛' => Some(Shape::Single),
        '‹' | '›' => Some(Shape::Angle),
        '「' | '」' | '｢' | '｣' => Some(Shape::Corner),
        '『' | '』' => Some(Shape::WhiteCorner),
        _ => None,
    }
}

/// Whether a mark can begin with this byte: quotes and backticks of ASCII, and all letters and
/// signs of more than one byte. Comparisons only, so that the compiler makes vectors of it.
fn leads(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\'') | (byte == b'`') | (byte >= 0xc2)
}

/// The first byte from `at` that could begin a mark; `end` if there is none. Whole blocks without
/// one are passed over at once.
fn next_lead(bytes: &[u8], mut at: usize, end: usize) -> usize {
    const BLOCK: usize = 32;
    while at + BLOCK <= end && !bytes[at..at + BLOCK].iter().fold(false, |any, b| any | leads(*b)) {
        at += BLOCK;
    }
    bytes[at..end].iter().position(|byte| leads(*byte)).map_or(end, |length| at + length)
}

/// Whether the mark at `at` is an apostrophe inside a word, by far the commonest case.
fn is_apostrophe(bytes: &[u8], at: usize) -> bool {
    let width = match bytes[at] {
        b'\'' => 1,
        0xe2 if bytes[at + 1..].starts_with(&[0x80, 0x99]) => 3,
        _ => return false,
    };
    at > 0
        && bytes[at - 1].is_ascii_alphanumeric()
        && bytes.get(at + width).is_some_and(u8::is_ascii_alphanumeric)
}

/// Finds the marks of a paragraph that could open or close.
pub(super) fn scan(text: &str, paragraph: Span, marks: &mut Vec<Mark>) {
    let bytes = text.as_bytes();
    let mut from = paragraph.start;
    loop {
        let at = next_lead(bytes, from, paragraph.end);
        if at == paragraph.end {
            return;
        }
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
        if is_apostrophe(bytes, at) {
            continue;
        }
        let Some((mark, width)) = mark_at(&text[at..paragraph.end]) else { continue };
        let Some(shape) = shape(mark) else { continue };
        from = at + width;
        let before = text[paragraph.start..at].chars().next_back();
        let after = text[at + width..paragraph.end].chars().next();
        let (opens, closes) = sides(mark, shape, before, after);
        if opens || closes {
            marks.push(Mark { at, mark, width, shape, opens, closes });
        }
    }
}

/// The mark at the front of a text and the bytes it takes. Two single marks in a row, and two
/// backticks, are one double mark.
fn mark_at(text: &str) -> Option<(char, usize)> {
    let mark = text.chars().next()?;
    let doubled = match mark {
        '`' => '“',
        '\'' => '"',
        '‘' => '“',
        '’' => '”',
        _ => return Some((mark, mark.len_utf8())),
    };
    let twice = text[mark.len_utf8()..].starts_with(mark);
    Some(if twice { (doubled, 2 * mark.len_utf8()) } else { (mark, mark.len_utf8()) })
}

/// Whether a mark can open and whether it can close, by what it is and what stands around it.
fn sides(mark: char, shape: Shape, before: Option<char>, after: Option<char>) -> (bool, bool) {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let ideograph = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
    let free_before = before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '/' | ':' | '…' | ',')
            || self::shape(c).is_some()
    }) || ideograph(before);
    let free_after = !word(after) || ideograph(after);
    let tight_after = after.is_some_and(|c| !c.is_whitespace());
    let tight_before = before.is_some_and(|c| !c.is_whitespace());
    // An acronym in Hebrew, by whatever mark.
    let hebrew = |c: Option<char>| c.is_some_and(|c| ('\u{05d0}'..='\u{05ea}').contains(&c));
    if shape == Shape::Double && hebrew(before) && hebrew(after) {
        return (false, false);
    }
    match (shape, mark) {
        (Shape::Corner | Shape::WhiteCorner, _) => {
            let opens = matches!(mark, '「' | '｢' | '『');
            (opens, !opens)
        }
        (_, '„' | '‚') => (true, false),
        // French sets a space inside, Germans turn them round: believe the side that is free.
        (Shape::Guillemet | Shape::Angle, '«' | '‹') => (
            true,
            tight_before
                && word(before) | matches!(before, Some('.' | ',' | '!' | '?'))
                && free_after,
        ),
        (Shape::Guillemet | Shape::Angle, _) => (free_before && word(after), true),
        (Shape::Double, '“' | '〝') => {
            let closes = tight_before && free_after && !free_before;
            (!closes, closes)
        }
        (Shape::Double, '”' | '〞' | '〟') => (free_before && tight_after && word(after), true),
        // It may stand for inches after a height, too.
        (Shape::Double, _) => (free_before && tight_after, tight_before || !tight_after),
        (Shape::Single, '‘' | '‛') => (free_before && tight_after, tight_before && free_after),
        (Shape::Single, '’') => (false, tight_before && free_after),
        (Shape::Single, _) => {
            (free_before && (word(after) || after == Some('[')), tight_before && free_after)
        }
    }
}

/// Whether `mark` closes what `open` opened, the space around it apart.
pub(super) fn fits(open: Mark, mark: Mark) -> bool {
    open.shape == mark.shape
        && match open.mark {
            '«' | '‹' => matches!(mark.mark, '»' | '›'),
            '»' | '›' => matches!(mark.mark, '«' | '‹'),
            '‘' | '‛' => matches!(mark.mark, '’' | '\''),
            '\'' => matches!(mark.mark, '\'' | '’'),
            _ => true,
        }
}
