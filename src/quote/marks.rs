//! Pairs quotation marks, paragraph by paragraph.
//!
//! Only the outermost pair counts. Marks that state their side (`“ ” « » „ 「`) are believed unless
//! the space around them says otherwise; straight marks go by the space around them, so that a
//! stray one cannot turn the rest of a paragraph inside out. Nothing is carried from paragraph to
//! paragraph: a quote that goes on opens again, as typography has it.

use crate::span::Span;

/// A kind of pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
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
struct Mark {
    at: usize,
    mark: char,
    family: Family,
    /// Whether the text around it lets it open a quote.
    opens: bool,
    /// Whether the text around it lets it close one.
    closes: bool,
}

/// No single mark looks further than so many marks for its partner.
const REACH: usize = 64;

/// The outermost quotes of all paragraphs.
pub(super) fn pair(text: &str, paragraphs: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut marks = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        marks.clear();
        scan(text, *paragraph, &mut marks);
        if !marks.is_empty() {
            let next = paragraphs.get(index + 1).and_then(|next| next.of(text).chars().next());
            pair_paragraph(text, *paragraph, &marks, next, &mut found);
        }
    }
    found
}

/// What a mark is, if it is one.
fn family(mark: char) -> Option<Family> {
    match mark {
        '"' | '“' | '”' | '„' | '‟' | '〝' | '〞' | '〟' | '＂' | '״' => {
            Some(Family::Double)
        }
        '«' | '»' => Some(Family::Guillemet),
        '\'' | '‘' | '’' | '‚' | '‛' => Some(Family::Single),
        '‹' | '›' => Some(Family::Angle),
        '「' | '」' | '｢' | '｣' => Some(Family::Corner),
        '『' | '』' => Some(Family::WhiteCorner),
        _ => None,
    }
}

/// Bytes a mark can begin with.
const LEADS: [bool; 256] = {
    let mut leads = [false; 256];
    leads[b'"' as usize] = true;
    leads[b'\'' as usize] = true;
    leads[0xc2] = true;
    leads[0xd7] = true;
    leads[0xe2] = true;
    leads[0xe3] = true;
    leads[0xef] = true;
    leads
};

/// Finds the marks of a paragraph that could open or close.
fn scan(text: &str, paragraph: Span, marks: &mut Vec<Mark>) {
    let bytes = text.as_bytes();
    for at in paragraph.range() {
        if !LEADS[bytes[at] as usize] {
            continue;
        }
        // The commonest case by far: an apostrophe inside a word.
        if bytes[at] == b'\''
            && at > paragraph.start
            && bytes[at - 1].is_ascii_alphanumeric()
            && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
        {
            continue;
        }
        let Some(mark) = text[at..].chars().next() else { continue };
        let Some(family) = family(mark) else { continue };
        let before = text[paragraph.start..at].chars().next_back();
        let after = text[at + mark.len_utf8()..paragraph.end].chars().next();
        let (opens, closes) = sides(mark, family, before, after);
        if opens || closes {
            marks.push(Mark { at, mark, family, opens, closes });
        }
    }
}

/// Whether a mark can open and whether it can close, by what it is and what stands around it.
fn sides(mark: char, family: Family, before: Option<char>, after: Option<char>) -> (bool, bool) {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let ideograph = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
    let free_before = before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '/' | ':' | '…' | ',')
            || self::family(c).is_some()
    }) || ideograph(before);
    let free_after = !word(after) || ideograph(after);
    let tight_after = after.is_some_and(|c| !c.is_whitespace());
    let tight_before = before.is_some_and(|c| !c.is_whitespace());
    match (family, mark) {
        (Family::Corner | Family::WhiteCorner, _) => {
            let opens = matches!(mark, '「' | '｢' | '『');
            (opens, !opens)
        }
        (_, '„' | '‚') => (true, false),
        // French sets a space inside, Germans turn them round: believe the side that is free.
        (Family::Guillemet | Family::Angle, '«' | '‹') => (
            true,
            tight_before
                && word(before) | matches!(before, Some('.' | ',' | '!' | '?'))
                && free_after,
        ),
        (Family::Guillemet | Family::Angle, _) => (free_before && word(after), true),
        (Family::Double, '“' | '〝') => (true, tight_before && free_after && !free_before),
        (Family::Double, '”' | '〞' | '〟') => {
            (free_before && tight_after && word(after), true)
        }
        (Family::Double, _) => {
            // An acronym in Hebrew, inches after a height.
            let hebrew =
                |c: Option<char>| c.is_some_and(|c| ('\u{05d0}'..='\u{05ea}').contains(&c));
            if hebrew(before) && hebrew(after) {
                return (false, false);
            }
            (free_before && tight_after, tight_before || !tight_after)
        }
        (Family::Single, '‘' | '‛') => (free_before && tight_after, tight_before && free_after),
        (Family::Single, '’') => (false, tight_before && free_after),
        (Family::Single, _) => (free_before && word(after), tight_before && free_after),
    }
}

/// Whether `mark` closes what `open` opened, the space around it apart.
fn fits(open: Mark, mark: Mark) -> bool {
    open.family == mark.family
        && match open.mark {
            '«' | '‹' => matches!(mark.mark, '»' | '›'),
            '»' | '›' => matches!(mark.mark, '«' | '‹'),
            '‘' | '‛' => matches!(mark.mark, '’' | '\''),
            '\'' => matches!(mark.mark, '\'' | '’'),
            _ => true,
        }
}

/// Pairs the marks of one paragraph. `next` is the first character of the next paragraph.
fn pair_paragraph(
    text: &str,
    paragraph: Span,
    marks: &[Mark],
    next: Option<char>,
    found: &mut Vec<Span>,
) {
    let mut open: Option<Mark> = None;
    let mut depth = 0_usize;
    let mut index = 0;
    while let Some(mark) = marks.get(index).copied() {
        index += 1;
        let Some(opened) = open else {
            if mark.family == Family::Single && mark.mark != '‚' {
                if let Some(close) = single_close(text, marks, index - 1) {
                    found.push(inside(mark, marks[close].at));
                    index = close + 1;
                }
            } else if mark.opens {
                open = Some(mark);
                depth = 0;
            }
            continue;
        };
        if mark.family != opened.family {
            continue;
        }
        let same = mark.mark == opened.mark && !matches!(mark.mark, '"' | '＂' | '״' | '”');
        if mark.closes && fits(opened, mark) && !(mark.opens && reopens(text, mark)) {
            if depth == 0 {
                found.push(inside(opened, mark.at));
                open = None;
            }
            depth = depth.saturating_sub(1);
        } else if mark.opens
            && same
            && matches!(opened.family, Family::Corner | Family::WhiteCorner | Family::Guillemet)
        {
            depth += 1;
        } else if mark.opens {
            // Opened again before it closed: the first mark was stray, or its partner is missing.
            found.push(Span::new(
                opened.at + opened.mark.len_utf8(),
                sentence_end(text, opened.at, mark.at),
            ));
            open = Some(mark);
        }
    }
    if let Some(opened) = open {
        let continued = next.and_then(family) == Some(opened.family);
        let leads = opened.at == paragraph.start;
        let end = if continued || leads {
            paragraph.end
        } else {
            sentence_end(text, opened.at, paragraph.end)
        };
        found.push(Span::new(opened.at + opened.mark.len_utf8(), end));
    }
}

/// What stands between an opening mark and the place where it closes, without space at the ends.
fn inside(open: Mark, close: usize) -> Span {
    Span::new(open.at + open.mark.len_utf8(), close)
}

/// Whether a straight mark that could do either stands where a new quote begins: after a space and
/// before a word.
fn reopens(text: &str, mark: Mark) -> bool {
    let before = text[..mark.at].chars().next_back();
    let after = text[mark.at + mark.mark.len_utf8()..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['))
        && after.is_some_and(char::is_alphanumeric)
}

/// The index of the mark that closes the single mark at `index`, if it opens a quote at all.
///
/// An apostrophe that ends a word (`the ministers' plan`) looks like a closing mark: one after
/// punctuation is believed first, then the first after a word that does not end in s, then the first.
fn single_close(text: &str, marks: &[Mark], index: usize) -> Option<usize> {
    let open = marks[index];
    if !open.opens || is_clipped_word(&text[open.at + open.mark.len_utf8()..]) {
        return None;
    }
    let mut first = None;
    let mut doubles = 0_i32;
    for (at, mark) in marks.iter().enumerate().skip(index + 1).take(REACH) {
        if mark.family == Family::Double {
            doubles += if mark.opens && !(mark.closes && doubles > 0) { 1 } else { -1 };
            if doubles < 0 {
                break;
            }
            continue;
        }
        if mark.family != Family::Single {
            continue;
        }
        if mark.opens && !mark.closes {
            break;
        }
        if doubles != 0 || !mark.closes || !fits(open, *mark) || mark.at < open.at + 3 {
            continue;
        }
        match text[..mark.at].chars().next_back() {
            Some('s' | 'S' | 'z' | 'x') => first = first.or(Some(at)),
            _ => return Some(at),
        }
    }
    first
}

/// Whether the text after a single mark is a word that lost its front: 90s, tis, twas, em, n, til.
fn is_clipped_word(text: &str) -> bool {
    const CLIPPED: &[&str] = &["tis", "twas", "em", "n", "til", "cause", "bout", "round"];
    let length = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let word = &text[..length];
    let decade = word.trim_end_matches('s');
    decade.len() == 2 && decade.bytes().all(|b| b.is_ascii_digit())
        || CLIPPED.iter().any(|clipped| clipped.eq_ignore_ascii_case(word))
}

/// The end of the sentence that begins at `start`, at most `end`.
fn sentence_end(text: &str, start: usize, end: usize) -> usize {
    let mut last = ' ';
    for (at, c) in text[start..end].char_indices() {
        if c.is_whitespace() && matches!(last, '.' | '!' | '?' | '…' | '؟' | '۔')
            || matches!(last, '。' | '！' | '？')
        {
            return start + at;
        }
        last = c;
    }
    start + text[start..end].trim_end().len()
}
