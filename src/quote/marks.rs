//! Pairs quotation marks, paragraph by paragraph.
//!
//! Only the outermost pair counts. Marks that state their side (`“ ” « » „ 「`) are believed unless
//! the space around them says otherwise; straight marks go by the space around them, so that a
//! stray one cannot turn the rest of a paragraph inside out. A quote left open goes on only where
//! the next paragraph opens again, as typography has it, or begins with the end of a quote.

use crate::span::Span;

/// A kind of pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
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
    /// Bytes it takes.
    width: usize,
    shape: Shape,
    /// Whether the text around it lets it open a quote.
    opens: bool,
    /// Whether the text around it lets it close one.
    closes: bool,
}

impl Mark {
    /// Where what it opens begins.
    fn end(self) -> usize {
        self.at + self.width
    }
}

/// No single mark looks further than so many marks for its partner.
const REACH: usize = 64;

/// A quote that stood open at the end of a paragraph.
#[derive(Clone, Copy, Debug)]
struct Pending {
    open: Mark,
    paragraph: usize,
}

/// A quote is carried over so many paragraphs without marks to the mark that closes it.
const CARRIED: usize = 2;

/// The outermost quotes of all paragraphs, in no order.
pub(super) fn pair(text: &str, paragraphs: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut marks = Vec::new();
    let mut pending: Option<Pending> = None;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        marks.clear();
        scan(text, *paragraph, &mut marks);
        let mut from = 0;
        if let Some(carried) = pending {
            let first = marks.iter().position(|mark| mark.shape == carried.open.shape);
            if first.is_none() && index - carried.paragraph <= CARRIED {
                continue;
            }
            let first = first.map(|at| (at, marks[at]));
            from = resume(text, paragraphs, index, carried, first, &mut found);
            pending = None;
        }
        if from < marks.len() {
            let open = pair_paragraph(text, &marks[from..], &mut found);
            pending = open.map(|open| Pending { open, paragraph: index });
        }
    }
    if let Some(carried) = pending {
        resume(text, paragraphs, paragraphs.len(), carried, None, &mut found);
    }
    found
}

/// Settles a quote left open, now that the next paragraph with marks of its shape is known: it
/// opens again, or begins with the mark that closes, or the closing mark is missing. Says how many
/// marks of the paragraph are used up.
fn resume(
    text: &str,
    paragraphs: &[Span],
    index: usize,
    carried: Pending,
    first: Option<(usize, Mark)>,
    found: &mut Vec<Span>,
) -> usize {
    let Pending { open, paragraph } = carried;
    let home = paragraphs[paragraph];
    let stops = |mark: Mark| text[..mark.at].ends_with(['.', ',', '!', '?', '…', '。', '！', '？']);
    let single = open.shape == Shape::Single && open.mark != '‚';
    match first {
        Some((at, mark))
            if mark.closes
                && !mark.opens
                && fits(open, mark)
                && (!single || open.mark == '‘' && stops(mark)) =>
        {
            found.push(Span::new(open.end(), home.end));
            found.extend(&paragraphs[paragraph + 1..index]);
            found.push(Span::new(paragraphs[index].start, mark.at));
            at + 1
        }
        Some((_, mark))
            if mark.opens && mark.at == paragraphs[index].start && index == paragraph + 1 =>
        {
            found.push(Span::new(open.end(), home.end));
            0
        }
        _ if single => {
            // Nothing but speech follows a colon and a mark that can be no apostrophe.
            if open.mark == '‘' && text[home.start..open.at].ends_with(": ") {
                found.push(Span::new(open.end(), home.end));
            }
            0
        }
        _ => {
            let leads = open.at == home.start;
            let end = if leads { home.end } else { sentence_end(text, open.at, home.end) };
            found.push(Span::new(open.end(), end));
            0
        }
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
fn scan(text: &str, paragraph: Span, marks: &mut Vec<Mark>) {
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
        (Shape::Double, _) => {
            // An acronym in Hebrew, inches after a height.
            let hebrew =
                |c: Option<char>| c.is_some_and(|c| ('\u{05d0}'..='\u{05ea}').contains(&c));
            if hebrew(before) && hebrew(after) {
                return (false, false);
            }
            (free_before && tight_after, tight_before || !tight_after)
        }
        (Shape::Single, '‘' | '‛') => (free_before && tight_after, tight_before && free_after),
        (Shape::Single, '’') => (false, tight_before && free_after),
        (Shape::Single, _) => {
            (free_before && (word(after) || after == Some('[')), tight_before && free_after)
        }
    }
}

/// Whether `mark` closes what `open` opened, the space around it apart.
fn fits(open: Mark, mark: Mark) -> bool {
    open.shape == mark.shape
        && match open.mark {
            '«' | '‹' => matches!(mark.mark, '»' | '›'),
            '»' | '›' => matches!(mark.mark, '«' | '‹'),
            '‘' | '‛' => matches!(mark.mark, '’' | '\''),
            '\'' => matches!(mark.mark, '\'' | '’'),
            _ => true,
        }
}

/// Pairs the marks of one paragraph; hands back the one that was left open.
fn pair_paragraph(text: &str, marks: &[Mark], found: &mut Vec<Span>) -> Option<Mark> {
    let mut open: Option<Mark> = None;
    let mut depth = 0_usize;
    let mut index = 0;
    while let Some(mark) = marks.get(index).copied() {
        index += 1;
        let Some(opened) = open else {
            if mark.shape == Shape::Single && mark.mark != '‚' {
                if let Some(close) = single_close(text, marks, index - 1) {
                    found.push(Span::new(mark.end(), marks[close].at));
                    index = close + 1;
                } else if index == marks.len() {
                    open = (mark.opens && !is_clipped_word(&text[mark.end()..])).then_some(mark);
                }
            } else if mark.opens {
                open = Some(mark);
                depth = 0;
            }
            continue;
        };
        if mark.shape != opened.shape {
            continue;
        }
        let same = mark.mark == opened.mark && !matches!(mark.mark, '"' | '＂' | '״' | '”');
        if mark.closes && fits(opened, mark) && !(mark.opens && reopens(text, mark)) {
            if depth == 0 {
                found.push(Span::new(opened.end(), mark.at));
                open = None;
            }
            depth = depth.saturating_sub(1);
        } else if mark.opens
            && same
            && (matches!(opened.shape, Shape::Corner | Shape::WhiteCorner | Shape::Guillemet)
                || mark.mark == '“' && closes_twice(&marks[index..]))
        {
            depth += 1;
        } else if mark.opens {
            // Opened again before it closed: the first mark was stray, or its partner is missing, or an
            // excerpt goes on after what was left out.
            let before = text[opened.at..mark.at].trim_end();
            let left_out = before.ends_with('…') || before.ends_with("...");
            let end = if left_out {
                opened.at + before.len()
            } else {
                sentence_end(text, opened.at, mark.at)
            };
            found.push(Span::new(opened.end(), end.max(opened.end())));
            open = Some(mark);
        }
    }
    open
}

/// Whether two `”` come before the next `“`: what opened here stands inside another quote.
fn closes_twice(marks: &[Mark]) -> bool {
    let mut double = marks.iter().filter(|mark| mark.shape == Shape::Double);
    (0..2).all(|_| double.next().is_some_and(|mark| mark.mark == '”'))
}

/// Whether a straight mark that could do either stands where a new quote begins: after a space and
/// before a word.
fn reopens(text: &str, mark: Mark) -> bool {
    let before = text[..mark.at].chars().next_back();
    let after = text[mark.end()..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['))
        && after.is_some_and(char::is_alphanumeric)
}

/// The index of the mark that closes the single mark at `index`, if it opens a quote at all.
///
/// An apostrophe that ends a word (`the ministers' plan`) looks like a closing mark: one after
/// punctuation is believed first, then the first after a word that does not end in s, then the first.
fn single_close(text: &str, marks: &[Mark], index: usize) -> Option<usize> {
    let open = marks[index];
    if !open.opens || is_clipped_word(&text[open.end()..]) {
        return None;
    }
    let mut first = None;
    let mut doubles = 0_i32;
    for (at, mark) in marks.iter().enumerate().skip(index + 1).take(REACH) {
        if mark.shape == Shape::Double {
            doubles += if mark.opens && !(mark.closes && doubles > 0) { 1 } else { -1 };
            if doubles < 0 {
                break;
            }
            continue;
        }
        if mark.shape != Shape::Single {
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
