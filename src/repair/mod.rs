//! Bytes → text: the encoding found, then damage that happened before us undone, once and for all.
//!
//! [`decode`] never fails: what cannot be read becomes U+FFFD. [`repair`] undoes mojibake, that is
//! UTF-8 read in a legacy charset, once or several times, also where bytes were lost on the way.
//! A text without any sign of it is only looked over. Nothing after this stage rewrites a text, so
//! every span of the analysis stays valid. Both are total, and `repair(repair(x)) = repair(x)`.

mod charset;
mod lossy;
mod mojibake;

use crate::offsets::next_wide;
use charset::{Charset, entry};
use encoding_rs::Encoding;
use std::borrow::Cow;

/// Text out of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with `\n` line ends, without NULs and byte order mark.
    pub text: String,
    /// The encoding it was read in, by its WHATWG name.
    pub encoding: &'static str,
    /// Whether some bytes made no sense in it and became U+FFFD.
    pub malformed: bool,
}

/// How many bytes the statistical detection looks at.
const SAMPLE: usize = 256 << 10;

/// Reads `bytes` as text: a byte order mark decides, else UTF-8 that proves itself (valid, and not
/// plain ASCII), else `hint` (the charset of an HTTP header or a `<meta>`), else UTF-8 with some
/// damage, else UTF-16 without its mark, else what chardetng takes it for.
///
/// Valid UTF-8 goes before the hint because pages that claim Latin-1 and are UTF-8 are common, and
/// prose in any other charset that happens to be valid UTF-8 does not occur.
pub fn decode(bytes: &[u8], hint: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return read_as(&bytes[length..], encoding);
    }
    let valid = std::str::from_utf8(bytes);
    let hinted = hint.and_then(|label| Encoding::for_label_no_replacement(label.trim().as_bytes()));
    // Who could read the hint as plain letters did not read UTF-16.
    let plain = valid.is_ok_and(|text| !text.contains('\0'));
    let wide = [encoding_rs::UTF_16LE, encoding_rs::UTF_16BE];
    let hinted = hinted.filter(|encoding| !(plain && wide.contains(encoding)));
    match (valid, hinted) {
        (Ok(text), None) if !text.contains('\0') => clean_utf8(text),
        (Ok(text), _) if !text.is_ascii() => clean_utf8(text),
        (_, Some(encoding)) if encoding != encoding_rs::UTF_8 => read_as(bytes, encoding),
        _ => read_as(bytes, guess(bytes)),
    }
}

fn clean_utf8(text: &str) -> Decoded {
    let text = tidy(Cow::Borrowed(text)).into_owned();
    Decoded { text, encoding: encoding_rs::UTF_8.name(), malformed: false }
}

fn read_as(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: tidy(text).into_owned(), encoding: encoding.name(), malformed }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd > 3 + sample.len() / 32 && odd > 8 * even {
        return encoding_rs::UTF_16LE;
    } else if even > 3 + sample.len() / 32 && even > 8 * odd {
        return encoding_rs::UTF_16BE;
    }
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good >= bad {
        return encoding_rs::UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Line ends to `\n`, NULs and a leading byte order mark gone; borrowed where nothing had to change.
pub(crate) fn tidy(text: Cow<'_, str>) -> Cow<'_, str> {
    let marked = text.starts_with('\u{feff}');
    if !marked && memchr::memchr2(b'\r', b'\0', text.as_bytes()).is_none() {
        return text;
    }
    let mut tidied = String::with_capacity(text.len());
    let mut rest = text.trim_start_matches('\u{feff}');
    while let Some(at) = memchr::memchr2(b'\r', b'\0', rest.as_bytes()) {
        tidied.push_str(&rest[..at]);
        if rest.as_bytes()[at] == b'\r' && rest.as_bytes().get(at + 1) != Some(&b'\n') {
            tidied.push('\n');
        }
        rest = &rest[at + 1..];
    }
    tidied.push_str(rest);
    Cow::Owned(tidied)
}

/// Passes after which the deepest plausible damage is long undone; each pass shortens the text.
const PASSES: usize = 64;

/// Undoes mojibake in `text`; the second value counts the characters restored, 0 for a clean text.
pub fn repair(mut text: String) -> (String, usize) {
    let mut repairs = 0;
    for _ in 0..PASSES {
        let signs = Signs::of(&text);
        let step = (signs.charsets != 0)
            .then(|| mojibake::undo(&text, signs.charsets))
            .flatten()
            .or_else(|| signs.controls.then(|| name_controls(&text)).flatten())
            .or_else(|| signs.circumflex.then(|| lossy::restore(&text)).flatten());
        let Some((repaired, count)) = step else { break };
        text = repaired;
        repairs += count;
    }
    (text, repairs)
}

/// What a quick look over a text finds that may be damage.
#[derive(Debug, Default)]
struct Signs {
    /// Mask of the charsets in which two neighbours could be a UTF-8 sequence.
    charsets: u8,
    /// A C1 control stands in it.
    controls: bool,
    /// An `â` stands in it.
    circumflex: bool,
}

impl Signs {
    fn of(text: &str) -> Signs {
        let mut signs = Signs::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(start) = next_wide(bytes, at) {
            let mut lead = 0;
            at = start;
            for c in text[start..].chars() {
                if c.is_ascii() {
                    // A swallowed no-break space: `Ã ` or `Â `.
                    if c == ' ' {
                        signs.charsets |= lead & Charset::Windows1252.bit();
                    }
                    break;
                }
                let found = entry(c);
                let lost = if c == '\u{fffd}' { u8::MAX } else { 0 };
                signs.charsets |= lead & (found.continuation | lost);
                signs.controls |= ('\u{80}'..='\u{9f}').contains(&c);
                signs.circumflex |= c == 'â';
                lead = found.lead;
                at += c.len_utf8();
            }
        }
        signs
    }
}

/// C1 controls are windows-1252 read as Latin-1: `\u{93}` is “. The five it leaves undefined stay.
fn name_controls(text: &str) -> Option<(String, usize)> {
    let mut named = 0;
    let repaired = text
        .chars()
        .map(|c| match u8::try_from(c) {
            Ok(byte @ 0x80..=0x9F) => {
                let byte = [byte];
                let (read, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
                let read = read.chars().next().filter(|read| !read.is_control());
                named += usize::from(read.is_some());
                read.unwrap_or(c)
            }
            _ => c,
        })
        .collect();
    (named > 0).then_some((repaired, named))
}

#[cfg(test)]
mod tests;
