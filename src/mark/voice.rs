//! Who speaks: pronouns of the first person, and paragraphs that a colon introduces.

use super::{Lazy, Mark, site};
use crate::token::{Tokens, fold};
use crate::tongue::Tongue;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// What is looked for, by hash.
struct Known {
    /// Whether some term has these low bits: nearly all have not.
    hints: [bool; HINTS],
    marks: FxHashMap<u64, Found>,
}

/// What a term is.
#[derive(Clone, Copy)]
enum Found {
    Site,
    /// A pronoun of the first person, in this language.
    FirstPerson(Tongue),
}

const HINTS: usize = 1 << 13;

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known { hints: [false; HINTS], marks: FxHashMap::default() };
    let sites = site::WORDS.iter().map(|word| (word, Found::Site));
    let pronouns = Tongue::ALL.into_iter().flat_map(|tongue| {
        tongue.first_person().iter().map(move |word| (word, Found::FirstPerson(tongue)))
    });
    for (word, found) in sites.chain(pronouns) {
        let term = xxh3_64(fold(word).as_bytes());
        known.hints[term as usize % HINTS] = true;
        known.marks.insert(term, found);
    }
    known
});

/// Marks what speaks in the first person, in the language of the text, what is introduced, and the words of sites.
pub(super) fn find(text: &str, tongue: &Lazy, tokens: &Tokens, marks: &mut [Mark]) {
    let (known, bytes) = (&*KNOWN, text.as_bytes());
    let mut end = 0;
    for at in 0..marks.len() {
        let term = tokens.terms[at];
        if known.hints[term as usize % HINTS]
            && let Some(&found) = known.marks.get(&term)
            && !is_other(tokens.span(at).of(text), at > 0 && marks[at - 1].is(Mark::NAME))
        {
            match found {
                Found::Site => marks[at].set(Mark::SITE),
                Found::FirstPerson(language) if Some(language) == **tongue => {
                    marks[at].set(Mark::FIRST_PERSON);
                }
                Found::FirstPerson(_) => {}
            }
        }
        let start = tokens.starts[at] as usize;
        if start > end + 1
            && at > 0
            && let Some(line) = bytes[end..start].iter().position(|&byte| byte == b'\n')
            && hands_over(&text[end..end + line])
        {
            marks[at].set(Mark::INTRODUCED);
        }
        end = tokens.ends[at] as usize;
    }
}

/// Whether what closes a paragraph hands over to the next: a colon, but not that behind the note that opens a
/// digest, "(all times local):".
fn hands_over(close: &str) -> bool {
    let close = close.trim_end();
    close.ends_with([':', '：']) && !close.ends_with("):")
}

/// Whether a word only looks like one that is looked for: a country and a union, and numerals, which are small or
/// stand after a name ("Elizabeth I").
fn is_other(word: &str, named: bool) -> bool {
    matches!(word, "US" | "EU" | "i") || word == "I" && named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Unit, tokenize};

    fn of(text: &str, mark: Mark) -> String {
        let tokens = tokenize(text, Unit::Words);
        let mut marks = vec![Mark::default(); tokens.len()];
        let tongue: Lazy = Lazy::new(Box::new(|| Tongue::of(text)));
        super::super::name::find(text, &tongue, &tokens, &mut marks);
        find(text, &tongue, &tokens, &mut marks);
        let held = (0..tokens.len()).filter(|&at| marks[at].is(mark));
        held.map(|at| tokens.span(at).of(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pronouns_count_in_their_own_language_only() {
        let story = "Мы вышли из порта, и буря была рядом, как это бывает осенью, но паром был цел, сказала она. \
                     Она ждала, что дым уйдёт. Мы были рады. Мне не было страшно, сказал он, это был мой паром.";
        assert_eq!(of(story, Mark::FIRST_PERSON), "Мне");
        let polish = "Prom wypłynął z portu i nie wrócił, a my czekaliśmy na nabrzeżu do rana i nikt nie \
                      wiedział, co się stało. Burza i mgła nie ustały, kapitan i załoga nie odpowiadali na \
                      wezwania portu i straży.";
        assert_eq!(of(polish, Mark::FIRST_PERSON), "");
        let union = "The EU and the port signed the treaty that the ferries had waited for, and the EU said that \
                     it was glad of it and that the quay would be mended with its money from next year on.";
        assert_eq!(of(union, Mark::FIRST_PERSON), "");
    }

    #[test]
    fn pronouns_and_introductions_are_marked() {
        for (text, pronouns, introduced) in [
            ("I told them my ship was lost.", "I my", ""),
            ("In part i the ship leaves.", "", ""),
            ("They saw King Byte I leave.", "", ""),
            ("I’m lost. Я дома.", "I’m", ""),
            ("The paper wrote:\n\nThe ship was lost.", "", "The"),
            ("The paper wrote: the ship was lost.", "", ""),
            ("The Latest on the ship (all times local):\n\n9 a.m.", "", ""),
            ("The paper wrote.\nThe ship was lost:", "", ""),
        ] {
            assert_eq!(of(text, Mark::FIRST_PERSON), pronouns, "{text}");
            assert_eq!(of(text, Mark::INTRODUCED), introduced, "{text}");
        }
    }
}
