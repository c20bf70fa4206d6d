//! Text → tokens: the words (or characters) of a text with their spans and the hash of their term.
//!
//! Words are those of UAX #29, by `unicode-segmentation`, with a byte-table twin for ASCII (a
//! property test holds the two together). A term is the word after NFKC, full case folding, and
//! folding of apostrophes and of the spellings of Arabic script, with soft hyphens, vowel points and
//! the possessive ending dropped (`fold`); its identity is `xxh3_64` of its UTF-8, fixed for good
//! because packs and archives outlive a release.
//! Spans are never modified by folding. A masked run (`@ @ @`) leaves no token but a break.

mod fold;
mod stretches;

pub use fold::fold;

use crate::span::Span;
use fold::{Folding, without_possessive};
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use xxhash_rust::xxh3::xxh3_64;

/// What counts as one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Words (UAX #29).
    #[default]
    Words,
    /// Letters and digits, one by one: for scripts without spaces, or noisy text.
    Characters,
}

/// The tokens of one text, in order; `terms`, `starts` and `ends` have one entry a token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Hash of the folded term.
    pub terms: Vec<u64>,
    /// First byte.
    pub starts: Vec<u32>,
    /// One past the last byte.
    pub ends: Vec<u32>,
    /// Tokens before which a masked run stands, ascending: no shingle may reach across.
    pub breaks: Vec<u32>,
}

impl Tokens {
    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The span of token `index`.
    pub fn span(&self, index: usize) -> Span {
        Span::new(self.starts[index] as usize, self.ends[index] as usize)
    }

    fn push(&mut self, term: u64, start: usize, end: usize) {
        self.terms.push(term);
        self.starts.push(start as u32);
        self.ends.push(end as u32);
    }

    fn mark_break(&mut self) {
        let here = self.terms.len() as u32;
        if self.breaks.last() != Some(&here) {
            self.breaks.push(here);
        }
    }
}

/// The tokens of `text`, which must be shorter than 4 GiB (readers refuse far smaller texts).
///
/// ```
/// use wirecopy::token::{Unit, tokenize};
/// let tokens = tokenize("Israel’s NATION-states", Unit::Words);
/// assert_eq!(tokens.terms, tokenize("israel nation states", Unit::Words).terms);
/// assert_eq!(tokens.span(0).of("Israel’s NATION-states"), "Israel’s");
/// ```
pub fn tokenize(text: &str, unit: Unit) -> Tokens {
    let mut tokens = Tokens::default();
    tokenize_into(text, unit, &mut tokens);
    tokens
}

/// The same into `tokens`, whose own are gone: their memory is used again.
pub fn tokenize_into(text: &str, unit: Unit, tokens: &mut Tokens) {
    let Tokens { terms, starts, ends, breaks } = tokens;
    terms.clear();
    starts.clear();
    ends.clear();
    breaks.clear();
    terms.reserve(text.len() / 6);
    starts.reserve(text.len() / 6);
    ends.reserve(text.len() / 6);
    match unit {
        Unit::Words => words(text, tokens),
        Unit::Characters => characters(text, tokens),
    }
}

fn words(text: &str, tokens: &mut Tokens) {
    let bytes = text.as_bytes();
    let mut folding = Folding::new();
    stretches::tokens(bytes, tokens, |tokens, start, end| {
        let stretch = &bytes[start..end];
        if stretch.is_ascii() {
            ascii_words(bytes, start, end, tokens);
        } else if !punctuated_words(stretch, start, tokens) {
            for (offset, word) in text[start..end].unicode_word_indices() {
                split_glued(word, |from, to| {
                    let word = &word[from..to];
                    let term = folding.term(word);
                    tokens.push(term, start + offset + from, start + offset + to);
                });
            }
        }
    });
}

/// What an ASCII byte is to UAX #29.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Letter,
    Digit,
    Underscore,
    /// `.` and `'`, which join two letters or two digits.
    MidAny,
    /// `:`, which joins two letters.
    MidLetter,
    /// `,` and `;`, which join two digits.
    MidDigit,
    Other,
}

const KINDS: [Kind; 128] = {
    let mut kinds = [Kind::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
            b'0'..=b'9' => Kind::Digit,
            b'_' => Kind::Underscore,
            b'.' | b'\'' => Kind::MidAny,
            b':' => Kind::MidLetter,
            b',' | b';' => Kind::MidDigit,
            _ => Kind::Other,
        };
        byte += 1;
    }
    kinds
};

/// Whether an ASCII byte is part of a word whatever stands beside it.
fn is_wordy(byte: u8) -> bool {
    matches!(kind(byte), Kind::Letter | Kind::Digit | Kind::Underscore)
}

fn kind(byte: u8) -> Kind {
    KINDS[(byte & 0x7f) as usize]
}

/// The words of `bytes[start..end]`, a stretch of printable ASCII.
fn ascii_words(bytes: &[u8], start: usize, end: usize, tokens: &mut Tokens) {
    if bytes[start..end].iter().all(|&b| b == b'@') {
        return tokens.mark_break();
    }
    let mut at = start;
    while at < end {
        let first = kind(bytes[at]);
        if !is_wordy(bytes[at]) {
            at += 1;
            continue;
        }
        let from = at;
        loop {
            while at < end && is_wordy(bytes[at]) {
                at += 1;
            }
            let joins = at + 1 < end
                && match (kind(bytes[at - 1]), kind(bytes[at]), kind(bytes[at + 1])) {
                    // A full stop between lower and upper case is a lost space, not part of a word.
                    (Kind::Letter, Kind::MidAny, Kind::Letter) => {
                        !(bytes[at] == b'.'
                            && bytes[at - 1].is_ascii_lowercase()
                            && bytes[at + 1].is_ascii_uppercase())
                    }
                    (Kind::Letter, Kind::MidLetter, Kind::Letter) => true,
                    (Kind::Digit, Kind::MidAny | Kind::MidDigit, Kind::Digit) => true,
                    _ => false,
                };
            if !joins {
                break;
            }
            at += 1;
        }
        let wordy = first != Kind::Underscore || bytes[from..at].iter().any(|&b| b != b'_');
        if wordy {
            tokens.push(ascii_term(&bytes[from..at]), from, at);
        }
    }
}

/// The words of a stretch that is ASCII but for curly quotes, dashes and ellipses, as most that is not
/// ASCII in English is: read as their ASCII twins, which divide words alike. Whether it was one.
fn punctuated_words(stretch: &[u8], start: usize, tokens: &mut Tokens) -> bool {
    let mut twin = [0u8; 64];
    // Where in the twin a character of three bytes stands as one.
    let mut narrowed = [0u8; 64];
    let (mut length, mut count, mut at) = (0, 0, 0);
    while at < stretch.len() && length < twin.len() {
        let (byte, width) = match &stretch[at..] {
            [byte, ..] if byte.is_ascii() => (*byte, 1),
            [0xe2, 0x80, 0x98 | 0x99, ..] => (b'\'', 3),
            [0xe2, 0x80, 0x93 | 0x94 | 0x9c | 0x9d | 0xa6, ..] => (b'"', 3),
            _ => return false,
        };
        if width == 3 {
            narrowed[count] = length as u8;
            count += 1;
        }
        twin[length] = byte;
        length += 1;
        at += width;
    }
    if at < stretch.len() {
        return false;
    }
    let first = tokens.len();
    ascii_words(&twin, 0, length, tokens);
    let original = |place: u32| {
        let before = narrowed[..count].iter().filter(|&&at| u32::from(at) < place).count();
        (start + 2 * before) as u32 + place
    };
    for place in tokens.starts[first..].iter_mut().chain(&mut tokens.ends[first..]) {
        *place = original(*place);
    }
    true
}

/// The term of an ASCII word: lower case, without a possessive ending.
fn ascii_term(word: &[u8]) -> u64 {
    if !word.iter().any(u8::is_ascii_uppercase) {
        return xxh3_64(without_possessive(word));
    }
    let mut buffer = [0u8; 48];
    if word.len() > buffer.len() {
        let lower = word.to_ascii_lowercase();
        return xxh3_64(without_possessive(&lower));
    }
    let lower = &mut buffer[..word.len()];
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    xxh3_64(without_possessive(lower))
}

/// Calls `piece` with the parts of a UAX #29 word, cut where a full stop stands between a
/// lower-case and an upper-case letter: sentences glued by an extractor.
fn split_glued(word: &str, mut piece: impl FnMut(usize, usize)) {
    let mut from = 0;
    for (dot, _) in word.match_indices('.') {
        let before = word[..dot].chars().next_back().is_some_and(char::is_lowercase);
        let after = word[dot + 1..].chars().next().is_some_and(char::is_uppercase);
        if before && after {
            piece(from, dot);
            from = dot + 1;
        }
    }
    piece(from, word.len());
}

fn characters(text: &str, tokens: &mut Tokens) {
    let folding = Folding::new();
    let mut buffer = [0u8; 4];
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() {
            tokens.push(xxh3_64(&[c.to_ascii_lowercase() as u8]), at, at + 1);
        } else if c.is_alphanumeric() {
            let folded = folding.fold(c.encode_utf8(&mut buffer));
            if !folded.is_empty() {
                tokens.push(xxh3_64(folded.as_bytes()), at, at + c.len_utf8());
            }
        }
    }
}

#[cfg(test)]
mod tests;
