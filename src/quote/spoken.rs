//! Words of others that stand without quotation marks: transcripts, statements printed in full,
//! tweets with their signature, speech opened by a dash.

use super::block::{self, Page, first_persons};
use crate::clean::shape::announces_statement;
use crate::span::Span;

/// Languages in which a dash at the front of a paragraph opens speech.
const DASH_LANGUAGES: &[&str] =
    &["fr", "es", "ru", "uk", "pt", "it", "ca", "pl", "tr", "el", "hu", "ro", "bg"];

/// A statement printed in full is followed for so many paragraphs.
const LONGEST_STATEMENT: usize = 6;
/// A speaker's name alone on its line is at most so long, in bytes.
const LONGEST_SPEAKER: usize = 32;
/// The name before a tweet's handle, with its dash, is at most so long, in bytes.
const LONGEST_NAME: usize = 80;
/// Dashes that open speech.
const DASHES: [char; 3] = ['—', '–', '―'];
/// A tweet with its links is at most so long, in bytes.
const LONGEST_TWEET: usize = 420;
/// The line of a page that says it is a transcript is at most so long, in bytes.
const LONGEST_CUE: usize = 160;
/// Words in capitals before a colon that lead to other stories, and are no speakers.
const LABELS: &[&str] = &[
    "READ",
    "WATCH",
    "MORE",
    "RELATED",
    "UPDATE",
    "UPDATED",
    "VIDEO",
    "VIDEOS",
    "PHOTOS",
    "LISTEN",
    "NOTE",
    "OPINION",
    "ANALYSIS",
    "SEE",
    "BREAKING",
    "CLICK",
    "EDITOR",
    "CORRECTION",
    "POLL",
    "LIVE",
    "EXCLUSIVE",
    "FACTS",
    "FACT",
    "VERDICT",
    "CLAIM",
    "REALITY",
    "POINTS",
];
/// How transcripts of radio pieces name what is played.
const RECORDED: &str = "archived recording";
/// A letter has at least so many paragraphs.
const SHORTEST_LETTER: usize = 3;
/// Adds what is spoken without marks. `found` may hold overlaps afterwards.
pub(super) fn find(text: &str, paragraphs: &[Span], language: Option<&str>, found: &mut Vec<Span>) {
    let mut unclosed: Vec<usize> = found.iter().map(|quote| quote.end).collect();
    unclosed.sort_unstable();
    let page = Page::of(text);
    transcript(text, paragraphs, found);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let inside = paragraph.of(text);
        // Nobody leaves words out of his own sentences.
        let cuts = |at: usize| ["[…]", "[...]"].iter().any(|cut| inside[at..].starts_with(cut));
        if memchr::memchr_iter(b'[', inside.as_bytes()).any(cuts) {
            found.push(*paragraph);
        }
        if inside.ends_with(':') && announces_statement(inside) {
            statement(text, &paragraphs[index + 1..], found);
        } else {
            let open = unclosed.binary_search(&paragraph.end).is_ok();
            block::find(&page, *paragraph, open, &paragraphs[index + 1..], found);
        }
        if language.is_some_and(|language| DASH_LANGUAGES.contains(&language)) {
            found.extend(dash_speech(inside, paragraph.start));
        }
    }
    letter(&page, paragraphs, found);
    tweets(text, paragraphs, found);
    pictured(text, paragraphs, found);
}

/// Lines of speakers: "Q:", "A:", "MAYOR BYTE:", or a name alone on its line. Only speakers that
/// speak twice count (three times with the name alone), since headings stand once; any in capitals where the page says that it is a
/// transcript. What follows a name alone is
/// spoken; where speakers open two fifths of the paragraphs, or the page says that it is a transcript, all
/// paragraphs belong to the last speaker.
fn transcript(text: &str, paragraphs: &[Span], found: &mut Vec<Span>) {
    let mut speakers: Vec<Option<&str>> =
        paragraphs.iter().map(|paragraph| speaker(paragraph.of(text))).collect();
    let mut names: Vec<&str> = speakers.iter().flatten().copied().collect();
    if names.len() < 2 {
        return;
    }
    names.sort_unstable();
    let announced = announces_transcript(text);
    let asked = names.contains(&"Q") && names.contains(&"A");
    for speaker in &mut speakers {
        *speaker = speaker.filter(|name| {
            let first = names.partition_point(|other| other < name);
            let alone = usize::from(name.contains(char::is_lowercase));
            asked && name.len() == 1
                || names.get(first + 1 + alone) == Some(name)
                || announced && alone == 0
        });
    }
    let lines = speakers.iter().flatten().count();
    let whole = announced || lines >= 6 && lines * 5 >= paragraphs.len() * 2;
    let (mut speaking, mut named) = (false, false);
    for (paragraph, speaker) in paragraphs.iter().zip(&speakers) {
        if let Some(name) = speaker {
            let said = text[paragraph.start + name.len()..paragraph.end].trim_start_matches(':');
            let said = said.trim_start();
            found.push(Span::new(paragraph.end - said.len(), paragraph.end));
            speaking = true;
            named = said.is_empty();
        } else {
            if named || whole && speaking {
                found.push(*paragraph);
            }
            named = false;
        }
    }
}

/// Whether a line, which may be none of the story, says that the page is a transcript.
fn announces_transcript(text: &str) -> bool {
    const CUES: &[&str] =
        &["rush transcript", "is a transcript", "partial transcript", "transcript of "];
    text.lines().filter(|line| line.len() <= LONGEST_CUE).any(|line| {
        let line = line.trim_start().to_lowercase();
        line.starts_with("transcript") || CUES.iter().any(|cue| line.contains(cue))
    })
}

/// The speaker before a colon at the front of a paragraph (Q, A, or a name in capitals), or one
/// whose name stands alone.
fn speaker(paragraph: &str) -> Option<&str> {
    let bytes = paragraph.as_bytes();
    if bytes.len() <= LONGEST_SPEAKER && is_alone(paragraph) {
        return Some(paragraph);
    }
    if paragraph.starts_with(RECORDED) {
        return Some(RECORDED);
    }
    if !bytes[0].is_ascii_uppercase() || bytes.get(1).is_none_or(u8::is_ascii_lowercase) {
        return None;
    }
    let colon = bytes.iter().take(48).position(|b| matches!(b, b':' | b'\n'))?;
    let name = &bytes[..colon];
    let capitals = name.iter().all(|b| {
        b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b',' | b'-' | b'\'' | b'(' | b')')
    });
    let question = name.len() > 1 || matches!(name, b"Q" | b"A");
    let speaks =
        bytes[colon] == b':' && bytes.get(colon + 1) == Some(&b' ') && capitals && question;
    let name = &paragraph[..colon];
    (speaks && !name.split(' ').any(|word| LABELS.contains(&word))).then_some(name)
}

/// Whether a paragraph is two to four words of letters and nothing else.
fn is_alone(paragraph: &str) -> bool {
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
    (2..=4).contains(&paragraph.split(' ').count())
        && !paragraph.ends_with('.')
        && paragraph.chars().all(letters)
}

/// The paragraphs of a statement after the line that announces it: up to one that is short and no
/// sentence, or that quotes. A statement inside marks is left to the marks.
fn statement(text: &str, after: &[Span], found: &mut Vec<Span>) {
    let quoting = |paragraph: &str| paragraph.contains(['"', '“', '”', '„', '«', '»']);
    for (index, paragraph) in after.iter().take(LONGEST_STATEMENT).enumerate() {
        let inside = paragraph.of(text);
        // It may begin with a heading or with whom it is for; a later heading ends it.
        let heading = inside.len() < 80 && !inside.ends_with(['.', '!', '?', ',', ':', ';', '…']);
        if quoting(inside) || heading && index > 0 {
            break;
        }
        found.push(*paragraph);
    }
}

/// A letter printed in full inside a story: three paragraphs or more in a row that speak in the
/// first person without marks, on a page whose other paragraphs, more than a third, do not.
fn letter(page: &Page, paragraphs: &[Span], found: &mut Vec<Span>) {
    let mut quoted: Vec<usize> = found.iter().map(|quote| quote.start).collect();
    quoted.sort_unstable();
    let speaks: Vec<bool> = paragraphs
        .iter()
        .map(|paragraph| {
            let first = quoted.partition_point(|start| *start < paragraph.start);
            let opens = quoted.get(first).is_some_and(|start| *start <= paragraph.start + 4);
            !opens && first_persons(paragraph.of(page.text)).nth(1).is_some()
        })
        .collect();
    let own = speaks.iter().filter(|speaks| !**speaks).count();
    let mut longest = 0..0;
    let mut from = 0;
    for block in speaks.chunk_by(|x, y| x == y) {
        if block[0] && block.len() > longest.len() {
            longest = from..from + block.len();
        }
        from += block.len();
    }
    let elsewhere = speaks.len() - own - longest.len();
    let stands_out = longest.len() >= SHORTEST_LETTER && own * 3 > paragraphs.len();
    if stands_out && elsewhere <= 1 && page.is_english() {
        found.extend(&paragraphs[longest]);
    }
}

/// Speech after a dash at the front of a paragraph, up to the dash that ends it.
fn dash_speech(paragraph: &str, start: usize) -> Option<Span> {
    let rest = paragraph.strip_prefix(DASHES)?;
    let speech = rest.trim_start();
    if !speech.starts_with(|c: char| c.is_uppercase() || matches!(c, '¿' | '¡' | '…')) {
        return None;
    }
    let from = start + paragraph.len() - speech.len();
    let length = [" — ", " – ", " —", ", —"].iter().filter_map(|dash| speech.find(dash)).min();
    Some(Span::new(from, from + length.unwrap_or(speech.len())))
}

/// Whether a line of the text opens with a dash, so that its language matters.
pub fn opens_with_dash(text: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with(DASHES))
}

/// Tweets: the text before a signature "— Name (@handle) May 3, 2031", with the signature, which
/// travels with it. Where the signature stands alone, the paragraph before it.
fn tweets(text: &str, paragraphs: &[Span], found: &mut Vec<Span>) {
    let mut from = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"(@") {
        let Some(end) = signature_end(text, at) else { continue };
        from += paragraphs[from..].partition_point(|paragraph| paragraph.end <= at);
        let Some(paragraph) = paragraphs.get(from).filter(|paragraph| paragraph.contains(at))
        else {
            continue;
        };
        let mut from_here = at.saturating_sub(LONGEST_NAME).max(paragraph.start);
        while !text.is_char_boundary(from_here) {
            from_here += 1;
        }
        let front = &text[from_here..at];
        let dash = front.rfind(['—', '–', '-']);
        let whole = from_here == paragraph.start;
        if dash.is_none() && !whole {
            continue;
        }
        let alone = whole && front[..dash.unwrap_or(0)].trim().is_empty();
        let end = end.min(paragraph.end);
        found.push(Span::new(tweet_start(text, *paragraph, at), end));
        if alone && let Some(before) = from.checked_sub(1).map(|index| paragraphs[index]) {
            found.push(Span::new(tweet_start(text, before, before.end), before.end));
        }
    }
}

/// Tweets whose signature is lost but whose picture's address is not.
fn pictured(text: &str, paragraphs: &[Span], found: &mut Vec<Span>) {
    for at in memchr::memmem::find_iter(text.as_bytes(), b"pic.twitter.com/") {
        let index = paragraphs.partition_point(|paragraph| paragraph.end <= at);
        let paragraph = paragraphs.get(index).filter(|paragraph| paragraph.contains(at));
        let Some(paragraph) = paragraph else { continue };
        let rest = &text[at..paragraph.end];
        let end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
        found.push(Span::new(tweet_start(text, *paragraph, end), end));
    }
}

/// Where the tweet that ends at `end` begins: the paragraph, or if that is too long for a tweet,
/// the first sentence that starts within a tweet's length.
fn tweet_start(text: &str, paragraph: Span, end: usize) -> usize {
    if end - paragraph.start <= LONGEST_TWEET {
        return paragraph.start;
    }
    let mut from = end - LONGEST_TWEET;
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let sentence =
        [". ", "? ", "! ", ": ", ".\n"].iter().filter_map(|stop| text[from..end].find(stop));
    sentence.min().map_or(from, |at| from + at + 2)
}

/// Where the signature whose handle begins at `at` ends, if a date with a year follows it.
fn signature_end(text: &str, at: usize) -> Option<usize> {
    let close = at + text.as_bytes()[at..].iter().take(24).position(|b| *b == b')')?;
    let date = &text.as_bytes()[close + 1..text.len().min(close + 40)];
    let letter = date.iter().position(|b| !b.is_ascii_whitespace())?;
    if letter > 2 || !date[letter].is_ascii_uppercase() {
        return None;
    }
    let year = date.windows(4).position(|four| {
        (four.starts_with(b"20") || four.starts_with(b"19")) && four.iter().all(u8::is_ascii_digit)
    })?;
    Some(close + 1 + year + 4)
}
