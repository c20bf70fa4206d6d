//! Links glued into a sentence: after a name the whole name again, with the headlines of other
//! stories and a button run on to it, as in "Mayor Byte Ada ByteStorm nears harbour MORE said".

use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// The button that closes such a list.
const BUTTON: &str = " MORE";
/// A list is at most so long, in bytes.
const LONGEST: usize = 700;
/// The name comes again within so many words.
const LONGEST_NAME: usize = 5;

/// The byte ranges of such lists in a paragraph, sorted and disjoint.
pub(super) fn after_names(paragraph: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    static BUTTONS: LazyLock<Finder> = LazyLock::new(|| Finder::new(BUTTON));
    for at in BUTTONS.find_iter(paragraph.as_bytes()) {
        let end = at + BUTTON.len();
        let goes_on = paragraph[end..].starts_with(char::is_alphanumeric);
        let mut from = found.last().map_or(0, |last| last.end).max(at.saturating_sub(LONGEST));
        while !paragraph.is_char_boundary(from) {
            from += 1;
        }
        if !goes_on
            && from < at
            && let Some(start) = echo(&paragraph[from..at])
        {
            found.push(from + start..end);
        }
    }
    found
}

/// Where a name comes again as part of the whole name: behind the first of two words of which the
/// second, a few words later, is the first or goes on from it in a capital or a number.
fn echo(text: &str) -> Option<usize> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let near = words.len().saturating_sub(LONGEST_NAME);
        if let Some((end, _)) = words[near..].iter().find(|(_, name)| is_again(name, bare)) {
            return Some(*end);
        }
        if bare.starts_with(char::is_uppercase) && bare.chars().nth(2).is_some() {
            words.push((at + bare.len(), bare));
        } else if !bare.starts_with('(') {
            words.clear();
        }
        at += word.len();
    }
    None
}

/// Whether a word is a name, alone or with the start of a headline run on to it.
fn is_again(name: &str, word: &str) -> bool {
    let rest = word.strip_prefix(name);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_lowercase() || c == '\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_run_from_the_name_that_comes_again_to_the_button() {
        let rows: [(&str, &[&str]); 5] = [
            (
                "Mayor Byte Ada ByteStorm nears harbour Quay sold MORE said so.",
                &[" Ada ByteStorm nears harbour Quay sold MORE"],
            ),
            (
                "Mayor Ada Byte Ada Byte Quay sold MORE (Ind.) and Otto Bit Otto (Ott) Bit2031 ends MORE left.",
                &[" Byte Ada Byte Quay sold MORE", " Bit Otto (Ott) Bit2031 ends MORE"],
            ),
            ("The mayor wants MORE boats.", &[]),
            ("YouTube and MyHarbour want MORE", &[]),
            ("", &[]),
        ];
        for (text, want) in rows {
            let got: Vec<&str> = after_names(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
