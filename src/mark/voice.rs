//! Who speaks: pronouns of the first person, and paragraphs that a colon introduces.

use super::{Mark, site};
use crate::token::{Tokens, fold};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// Pronouns of the first person singular, in lower case. "I" alone must be a capital.
const FIRST_PERSON: &[&str] = &[
    "i", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll", "me", "my", "mine", "myself",
    "ich", "mich", "mir", "je", "moi", "yo", "eu", "я", "мне", "меня",
];
/// Longest of them, in bytes.
const LONGEST: usize = 8;

/// The words of sites by hash: looked up for every word, so without a comparison of texts.
static SITE: LazyLock<FxHashSet<u64>> =
    LazyLock::new(|| site::WORDS.iter().map(|word| xxh3_64(fold(word).as_bytes())).collect());

/// Marks what speaks in the first person, what is introduced, and the words of sites.
pub(super) fn find(text: &str, tokens: &Tokens, marks: &mut [Mark]) {
    let mut end = 0;
    for (at, mark) in marks.iter_mut().enumerate() {
        let span = tokens.span(at);
        let word = span.of(text);
        if word.len() <= LONGEST && is_first_person(word) {
            mark.set(Mark::FIRST_PERSON);
        }
        if word.len() <= site::LONGEST && SITE.contains(&tokens.terms[at]) && word != "US" {
            mark.set(Mark::SITE);
        }
        let gap = &text[end..span.start];
        if let Some(line) = gap.find('\n').filter(|_| at > 0)
            && gap[..line].trim_end().ends_with([':', '：'])
        {
            mark.set(Mark::INTRODUCED);
        }
        end = span.end;
    }
}

fn is_first_person(word: &str) -> bool {
    word != "i"
        && FIRST_PERSON.iter().any(|known| {
            known.len() == word.len()
                && (known.eq_ignore_ascii_case(word)
                    || !word.is_ascii() && word.to_lowercase() == **known)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Unit, tokenize};

    fn of(text: &str, mark: Mark) -> String {
        let tokens = tokenize(text, Unit::Words);
        let mut marks = vec![Mark::default(); tokens.len()];
        find(text, &tokens, &mut marks);
        let held = (0..tokens.len()).filter(|&at| marks[at].is(mark));
        held.map(|at| tokens.span(at).of(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pronouns_and_introductions_are_marked() {
        for (text, pronouns, introduced) in [
            ("I told them my ship was lost.", "I my", ""),
            ("In part i the ship leaves.", "", ""),
            ("I’m lost. Я дома.", "I’m Я", ""),
            ("The paper wrote:\n\nThe ship was lost.", "", "The"),
            ("The paper wrote: the ship was lost.", "", ""),
            ("The paper wrote.\nThe ship was lost:", "", ""),
        ] {
            assert_eq!(of(text, Mark::FIRST_PERSON), pronouns, "{text}");
            assert_eq!(of(text, Mark::INTRODUCED), introduced, "{text}");
        }
    }
}
