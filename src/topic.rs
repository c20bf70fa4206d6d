//! Tokens → topics: which words tell what a page is about, and whether two pages are about the same.
//!
//! Copy is shared by two pages about one story; a box, an advertisement, or the standing introduction
//! of a series by pages that have nothing else in common. So what two pages do *not* share says what their
//! shared words are. A topical word is one that news seldom uses, by the table of [`rarity`](crate::rarity); how alike two
//! stretches are is the cosine of their sets of topical words, each weighed by what it tells (Salton
//! and Buckley, "Term-weighting approaches in automatic text retrieval", 1988).
//!
//! What names and numbers pages do not share tells a formula from a story; so numbers are kept, too.
//!
//! Topics are hashes of single words, which a dictionary can undo: they never stand in a pack.

use crate::rarity::{LEVELS, Table, bits};
use crate::token::{Tokens, Unit};

/// The least level of a topical word.
pub const TOPICAL: u8 = 5;
/// Bits of a topic that hold the level of its word.
const LEVEL: u32 = 4;
/// The bit of a topic that says that it is a number.
const NUMBER: u32 = 1 << LEVEL;

/// One a token: 0 for a word that is not topical and no number, else its hash, whether it is a number, and its
/// level. None for characters.
pub fn topics(text: &str, tokens: &Tokens, unit: Unit) -> Vec<u32> {
    let table = Table::compiled();
    let topic = |(&term, &start): (&u64, &u32)| {
        let number = text.as_bytes().get(start as usize).is_some_and(u8::is_ascii_digit);
        let level = table.level(term);
        if level < TOPICAL && !number {
            return 0;
        }
        let hash = ((term >> 32) as u32 & !1) << LEVEL;
        hash | if number { NUMBER } else { 0 } | u32::from(level)
    };
    match unit {
        Unit::Words => tokens.terms.iter().zip(&tokens.starts).map(topic).collect(),
        Unit::Characters => Vec::new(),
    }
}

/// Whether a topic is that of a number.
pub fn is_number(topic: u32) -> bool {
    topic & NUMBER != 0
}

/// The level of the word of a topic.
fn level(topic: u32) -> u8 {
    (topic & (NUMBER - 1)) as u8
}

/// What a topical word weighs.
fn weight(topic: u32) -> f64 {
    f64::from(bits(level(topic).min(LEVELS - 1)) - bits(TOPICAL - 1))
}

/// The topical words of a stretch of text, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topics(Vec<u32>);

impl Topics {
    /// Of these topics of tokens; numbers count if they are topical.
    pub fn of(topics: impl IntoIterator<Item = u32>) -> Topics {
        Topics::all(topics.into_iter().filter(|&topic| level(topic) >= TOPICAL))
    }

    /// Of these topics of tokens, all numbers with them.
    pub fn all(topics: impl IntoIterator<Item = u32>) -> Topics {
        let mut found: Vec<u32> = topics.into_iter().filter(|&topic| topic != 0).collect();
        found.sort_unstable();
        found.dedup();
        Topics(found)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How alike two stretches are, 0 to 1; 0 if either has no topical word.
    pub fn cosine(&self, other: &Topics) -> f64 {
        let square = |topics: &[u32]| topics.iter().map(|&x| weight(x).powi(2)).sum::<f64>();
        let both: Vec<u32> = self.common(other).collect();
        let norm = (square(&self.0) * square(&other.0)).sqrt();
        if both.is_empty() { 0.0 } else { square(&both) / norm }
    }

    /// The share of the smaller set that the other has too, 0 to 1; 0 if either is empty.
    pub fn overlap(&self, other: &Topics) -> f64 {
        let both = self.common(other).count();
        if both == 0 { 0.0 } else { both as f64 / self.len().min(other.len()) as f64 }
    }

    fn common<'a>(&'a self, other: &'a Topics) -> impl Iterator<Item = u32> + 'a {
        self.0.iter().copied().filter(|topic| other.0.binary_search(topic).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn of(text: &str) -> Topics {
        Topics::of(topics(text, &tokenize(text, Unit::Words), Unit::Words))
    }

    #[test]
    fn common_words_are_not_topical_and_names_are() {
        assert!(of("it was said that they have been there for the last year").is_empty());
        assert_eq!(of("Zanzibarquay and the Zanzibarquay of Mombasaport").len(), 2);
        let text = "the Zanzibarquay 10";
        let topics = topics(text, &tokenize(text, Unit::Words), Unit::Words);
        assert!(topics[0] == 0 && topics[1] != 0 && !is_number(topics[1]) && is_number(topics[2]));
        assert_eq!((Topics::of(topics.clone()).len(), Topics::all(topics).len()), (1, 2));
        let letters = tokenize("ab", Unit::Characters);
        assert!(super::topics("ab", &letters, Unit::Characters).is_empty());
    }

    #[test]
    fn the_smaller_set_decides_the_overlap() {
        let (x, y) = (of("Zanzibarquay Mombasaport"), of("Mombasaport Kilwaharbour Pembahead"));
        assert_eq!((x.overlap(&y), y.overlap(&x), x.overlap(&of(""))), (0.5, 0.5, 0.0));
    }

    proptest! {
        #[test]
        fn likeness_is_a_cosine(x in "([a-e]{6}qx ){0,9}", y in "([a-e]{6}qx ){0,9}") {
            let (x, y) = (of(&x), of(&y));
            let likeness = x.cosine(&y);
            prop_assert_eq!(likeness, y.cosine(&x));
            prop_assert!((0.0..=1.0 + 1e-9).contains(&likeness));
            prop_assert!(x.is_empty() || (x.cosine(&x) - 1.0).abs() < 1e-9);
            // All words here are unknown and weigh the same.
            let set = |topics: &Topics| topics.0.iter().copied().collect::<BTreeSet<u32>>();
            let (a, b) = (set(&x), set(&y));
            let plainly = match a.len() * b.len() {
                0 => 0.0,
                all => a.intersection(&b).count() as f64 / (all as f64).sqrt(),
            };
            prop_assert!((likeness - plainly).abs() < 1e-9);
        }
    }
}
