//! Pairs quotation marks, paragraph by paragraph.
//!
//! Only the outermost pair counts. A stray mark cannot turn the rest of a paragraph inside out. A quote left
//! open goes on only where the next paragraph opens again, as typography has it, or begins with the end of a
//! quote.

use super::marks::{Mark, Shape, fits, scan};
use crate::span::Span;

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
