//! Words of others in paragraphs of their own, told by the paragraph that hands over to them.

use crate::span::Span;
use crate::tongue::Tongue;
use memchr::memmem::Finder;
use std::cell::OnceCell;
use std::sync::LazyLock;

/// A paragraph that is introduced by the one before has at least so many bytes; shorter ones are
/// items of a list.
const SHORTEST_BLOCK: usize = 60;
/// Words in the first person are followed for so many paragraphs.
const LONGEST_SPEECH: usize = 16;
/// A paragraph introduced by a colon alone has at least so many bytes.
const SHORTEST_QUOTED: usize = 100;
/// What a page shows under the heading "Example" is so many paragraphs where no other heading ends it.
const LONGEST_EXHIBIT: usize = 4;
/// Words in the sentence before a colon that announce a list.
const LISTING: &[&str] = &[
    "here",
    "following",
    "these",
    "list",
    "lists",
    "below",
    "include",
    "includes",
    "including",
    "things",
    "facts",
    "reasons",
    "steps",
    "questions",
    "points",
    "options",
    "results",
    "times",
    "know",
    "words",
    "tips",
    "ways",
    "examples",
    "more",
    "highlights",
    "update",
    "updated",
    "correction",
];
/// "From the Example:" is at most so long, in bytes.
const LONGEST_SOURCE: usize = 32;
/// Words of saying, of which one stands in the sentence before a quote in a paragraph of its own.
const SAYING: &[&str] = &[
    "said",
    "says",
    "wrote",
    "writes",
    "written",
    "added",
    "adds",
    "read",
    "reads",
    "stated",
    "states",
    "explained",
    "explains",
    "posted",
    "reported",
    "reports",
    "report",
    "told",
    "tweeted",
    "continued",
    "replied",
    "responded",
    "response",
    "claims",
    "claimed",
    "asked",
    "notes",
    "noted",
    "announced",
    "according",
    "statement",
    "note",
    "letter",
    "message",
    "post",
    "excerpt",
    "quote",
    "quoted",
    "described",
    "describes",
    "disclaimer",
    "email",
    "exposed",
    "concluded",
];
/// A text, and whether it is English.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    english: OnceCell<bool>,
}

impl<'a> Page<'a> {
    pub(super) fn of(text: &'a str) -> Page<'a> {
        Page { text, english: OnceCell::new() }
    }

    pub(super) fn is_english(&self) -> bool {
        *self.english.get_or_init(|| Tongue::of(self.text) == Some(Tongue::English))
    }
}

/// Words of others in paragraphs of their own, their marks lost: the paragraph after one that ends
/// in a colon or a verb of saying, and what goes on in the first person after it or after a quote
/// that was never closed. A paragraph that opens with a mark is left to the marks.
///
/// Colons that announce lists, and who speaks, are known in English only.
pub(super) fn find(
    page: &Page,
    paragraph: Span,
    open: bool,
    after: &[Span],
    found: &mut Vec<Span>,
) {
    let text = page.text;
    let inside = paragraph.of(text);
    let is_first_person =
        |paragraph: &str| first_persons(paragraph).next().is_some() && page.is_english();
    if is_exhibit(inside) {
        let heads = |next: &&Span| next.len() < SHORTEST_BLOCK && !next.of(text).ends_with(':');
        let shown = after.iter().take(LONGEST_SPEECH);
        let headed = shown.clone().skip(1).position(|next| heads(&next)).map(|at| at + 1);
        found.extend(shown.take(headed.unwrap_or(LONGEST_EXHIBIT)));
        return;
    }
    let hands_over = hands_over(inside);
    let is_block = |next: &Span| {
        let next = next.of(text);
        next.len() >= SHORTEST_BLOCK && !next.starts_with(['"', '“', '”', '„', '«', '»', '‘', '\''])
    };
    let mut speech = after;
    if hands_over || inside.ends_with(':') {
        // A heading may stand between.
        let heading = after.first().is_some_and(|next| next.len() < SHORTEST_BLOCK);
        speech = &after[usize::from(heading)..];
        let Some(first) = speech.first().filter(|next| is_block(next)) else { return };
        let first_person = is_first_person(first.of(text));
        if hands_over
            || first_person
            || !heading && introduces(inside, first.of(text)) && page.is_english()
        {
            found.push(*first);
        }
        if !first_person {
            return;
        }
        speech = &speech[1..];
    } else if mentions_statement(inside) {
        let ours = |next: &&Span| is_block(next) && is_statement(next.of(text));
        found.extend(after.iter().take(LONGEST_SPEECH).take_while(ours));
        return;
    } else if !open {
        return;
    }
    let goes_on = |next: &&Span| is_block(next) && is_first_person(next.of(text));
    found.extend(speech.iter().take(LONGEST_SPEECH).take_while(goes_on));
}

/// Whether a paragraph is the heading of what a page about rumours goes on to show: "Example #1:".
fn is_exhibit(paragraph: &str) -> bool {
    let rest = paragraph.strip_prefix("Example").map(|rest| rest.strip_prefix('s').unwrap_or(rest));
    rest.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b" #:".contains(&b)))
}

/// Whether a paragraph ends in a colon with a word of saying in its last sentence, in a comma after
/// one, or only names the source ("From the Example:").
fn hands_over(paragraph: &str) -> bool {
    let Some(rest) = paragraph.strip_suffix([':', ',']) else { return false };
    let said = |word: &str| SAYING.iter().any(|saying| saying.eq_ignore_ascii_case(word));
    let mut words = rest.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if paragraph.ends_with(',') {
        return words.next().is_some_and(said);
    }
    let sentence = last_sentence(rest);
    let source = ["From ", "Via ", "Per "].iter().any(|word| sentence.starts_with(word));
    source && sentence.len() <= LONGEST_SOURCE
        || sentence.split(|c: char| !c.is_alphanumeric()).any(said)
}

/// What stands behind the last full stop with a space after it; all where there is none.
fn last_sentence(paragraph: &str) -> &str {
    let bytes = paragraph.as_bytes();
    let stop = memchr::memrchr_iter(b'.', bytes).find(|stop| bytes.get(stop + 1) == Some(&b' '));
    stop.map_or(paragraph, |stop| &paragraph[stop + 2..])
}

/// Whether a paragraph that ends in a colon, with no word of saying, hands over to the next: it
/// announces no list, and the next is a sentence or more.
fn introduces(paragraph: &str, next: &str) -> bool {
    let sentence = last_sentence(paragraph);
    let listing = |word: &str| LISTING.iter().any(|list| list.eq_ignore_ascii_case(word));
    let prose = next.len() >= SHORTEST_QUOTED
        && next.ends_with(['.', '!', '?', '…'])
        && next.starts_with(char::is_alphabetic);
    prose
        && !paragraph.ends_with("):")
        && !sentence.split(|c: char| !c.is_alphanumeric()).any(listing)
}

/// Whether the last sentence of a paragraph speaks of a statement, as before one printed in full.
fn mentions_statement(paragraph: &str) -> bool {
    static STATEMENTS: LazyLock<[Finder; 4]> =
        LazyLock::new(|| ["statement", "letter", "memo", "mail"].map(Finder::new));
    let sentence = last_sentence(paragraph);
    if !STATEMENTS.iter().any(|word| word.find(sentence.as_bytes()).is_some()) {
        return false;
    }
    let is_one = |word: &str| matches!(word, "statement" | "letter" | "memo" | "email" | "e-mail");
    !sentence.contains(['"', '“', '”', '‘'])
        && sentence.split(|c: char| !(c.is_alphanumeric() || c == '-')).any(is_one)
}

/// Whether a paragraph without marks speaks for several, as statements do.
fn is_statement(paragraph: &str) -> bool {
    const OURS: &[&str] = &["we", "our", "ours", "us", "we're", "we’re", "we've", "we’ve", "we'll"];
    let is_ours =
        |word: &str| OURS.iter().any(|our| our.eq_ignore_ascii_case(word)) && word != "US";
    !paragraph.contains(['"', '“', '”', '„', '«'])
        && paragraph.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).any(is_ours)
}

/// Whether a word in the first person may stand in a paragraph: `i` or `m` where a word begins, and
/// what can follow it. Comparisons only, so that the compiler makes vectors of it.
fn may_be_first_person(paragraph: &str) -> bool {
    const BLOCK: usize = 64;
    let parts = |byte: u8| {
        (byte <= b' ') | (byte == b',') | (byte == b'.') | (byte == b';') | (byte >= 0x80)
    };
    let opens = |[before, first, second, third]: [u8; 4]| {
        let ends_i = parts(second) | (second == b'\'');
        let goes_on = (second | 0x20 == b'y') | (second | 0x20 == b'e');
        let ends_m = parts(third) | (third | 0x20 == b's');
        parts(before)
            & ((first | 0x20 == b'i') & ends_i | (first | 0x20 == b'm') & goes_on & ends_m)
    };
    let bytes = paragraph.as_bytes();
    let at = |place: usize| bytes.get(place).copied().unwrap_or(b' ');
    let mut from = 0;
    // The first word has nothing before it, and the last ones nothing behind.
    if opens([b' ', at(0), at(1), at(2)]) {
        return true;
    }
    while let Some(block) = bytes.get(from..from + BLOCK + 3) {
        let mut any = false;
        for place in 0..BLOCK {
            any |= opens([block[place], block[place + 1], block[place + 2], block[place + 3]]);
        }
        if any {
            return true;
        }
        from += BLOCK;
    }
    (from..bytes.len()).any(|place| opens([at(place), at(place + 1), at(place + 2), at(place + 3)]))
}

/// The words of an English paragraph in the first person: stories speak so in quotes only.
pub(super) fn first_persons(paragraph: &str) -> impl Iterator<Item = &str> {
    let paragraph = if may_be_first_person(paragraph) { paragraph } else { "" };
    let words = paragraph.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | '—'));
    words.filter(|word| {
        word.len() <= 8 && Tongue::English.first_person().iter().any(|first| is_word(word, first))
    })
}

/// Whether a word is `other`, with whatever apostrophe and capitals.
fn is_word(word: &str, other: &str) -> bool {
    match word.split_once('’') {
        Some((front, back)) => other
            .split_once('\'')
            .is_some_and(|(x, y)| front.eq_ignore_ascii_case(x) && back.eq_ignore_ascii_case(y)),
        None => word.eq_ignore_ascii_case(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Nothing is passed over that a look at every word finds.
        #[test]
        fn first_persons_are_found_wherever_they_stand(
            text in "([IiMmYyEeSs'’]{1,4}[ ,.;—\"\u{a0}]{0,2}|[a-h]{20,70} ){0,8}"
        ) {
            let words = text.split(|c: char| c.is_whitespace() || ",.;—".contains(c));
            let known = Tongue::English.first_person();
            let plain = |word: &str| word.to_ascii_lowercase().replacen('’', "'", 1);
            let is_one = |word: &&str| known.contains(&plain(word).as_str());
            let want: Vec<&str> = words.filter(is_one).collect();
            prop_assert_eq!(first_persons(&text).collect::<Vec<_>>(), want);
        }
    }

    #[test]
    fn the_last_sentence_begins_behind_the_last_full_stop() {
        for (text, want) in [("So. It is.", "It is."), ("So.it. ", ""), ("So it is", "So it is")] {
            assert_eq!(last_sentence(text), want);
        }
    }
}
