//! Tokens → rarities: how much each word tells, in sixteen coarse levels, from one document alone.
//!
//! A word's probability mixes two: nine parts how often news uses it, by a table compiled in
//! (`rarity/background.bin`, made by `benches/background` from word counts in eighteen languages
//! and variants), and one part how often the rest of its own document does (the cache of Kuhn and De
//! Mori, PAMI 1990), so that names of the day and languages the table knows little of do not count
//! as rare. The corpus plays no part: the level of a word is the same in every run, and may stand in
//! a pack. A level is coarse so that no word can be read from it: each holds [`FEWEST`] words or more.

mod table;

pub use table::{FEWEST, Frequencies, Table};

use crate::token::{Tokens, Unit};

/// How many levels there are; the last is of words not in the table.
pub const LEVELS: u8 = 16;
/// What the words of level 0 tell, in bits: that of the commonest words together.
const COMMON: f32 = 6.0;
/// Where level 1 begins, in bits.
const FIRST: f32 = 8.5;
/// What each level tells more than the one before, in bits.
const STEP: f32 = 0.85;
/// The level of a word of which nothing is known, where a document comes without levels: that of
/// the average word of news.
pub const AVERAGE: u8 = 2;
/// The weight of a document's own use of a word, against that of the table.
const OWN: f32 = 0.1;

/// What a word of this level tells at least, in bits: minus the logarithm of its probability.
pub fn bits(level: u8) -> f32 {
    match level {
        0 => COMMON,
        _ => FIRST + STEP * f32::from(level.min(LEVELS - 1) - 1),
    }
}

/// The level of a word of this probability.
fn level(probability: f32) -> u8 {
    let above = -probability.log2() - FIRST;
    if above < 0.0 { 0 } else { (above / STEP).min(f32::from(LEVELS - 2)) as u8 + 1 }
}

/// The level of every token. Letters and digits are not in the table: their own document says all.
pub fn rarities(tokens: &Tokens, unit: Unit) -> Vec<u8> {
    let (numbers, counts) = count(&tokens.terms);
    let table = Table::compiled();
    let own = match unit {
        Unit::Words => OWN,
        Unit::Characters => 1.0,
    };
    let each = own / tokens.len().max(1) as f32;
    let levels: Vec<u8> = counts
        .iter()
        .map(|&(term, count)| match (count, unit) {
            (1, Unit::Words) => table.level(term),
            _ => {
                let common = (1.0 - own) * (-bits(table.level(term))).exp2();
                level(common + each * (count - 1) as f32)
            }
        })
        .collect();
    numbers.iter().map(|&number| levels[number as usize]).collect()
}

/// The number of each term among the different ones, and these with their counts.
///
/// A hash table for terms, which are hashes already: this is done to every word that is read.
fn count(terms: &[u64]) -> (Vec<u32>, Vec<(u64, u32)>) {
    let mask = (2 * terms.len()).next_power_of_two() - 1;
    // One more than the number of the term, 0 where there is none.
    let mut slots = vec![0u32; mask + 1];
    let mut counts: Vec<(u64, u32)> = Vec::with_capacity(terms.len() / 2);
    let number = |&term: &u64| {
        let mut slot = term as usize & mask;
        loop {
            let number = slots[slot] as usize;
            if number == 0 {
                counts.push((term, 1));
                slots[slot] = counts.len() as u32;
                return slots[slot] - 1;
            }
            if counts[number - 1].0 == term {
                counts[number - 1].1 += 1;
                return slots[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
    };
    (terms.iter().map(number).collect(), counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn of(text: &str) -> Vec<u8> {
        rarities(&tokenize(text, Unit::Words), Unit::Words)
    }

    proptest! {
        #[test]
        fn counts_are_those_of_a_map(terms in proptest::collection::vec(0u64..40, 0..60)) {
            let mut plainly: HashMap<u64, u32> = HashMap::new();
            terms.iter().for_each(|&term| *plainly.entry(term).or_default() += 1);
            let (numbers, counts) = count(&terms);
            let back: Vec<u64> = numbers.iter().map(|&number| counts[number as usize].0).collect();
            prop_assert_eq!(back, terms);
            prop_assert_eq!(counts.into_iter().collect::<HashMap<_, _>>(), plainly);
        }
    }

    #[test]
    fn levels_are_their_bits() {
        for step in 0..LEVELS {
            assert_eq!(level((-bits(step) - 0.01).exp2()), step);
        }
        assert_eq!((level(1.0), level(0.0)), (0, LEVELS - 1));
        assert!((1..LEVELS).all(|step| bits(step - 1) < bits(step)));
        assert_eq!(bits(LEVELS), bits(LEVELS - 1), "there is no rarer word");
    }

    #[test]
    fn common_words_are_common_in_many_languages() {
        for words in
            ["the and of to", "der die und", "le la les", "и в на", "של את", "και το", "کے میں"]
        {
            assert!(of(words).iter().all(|&level| level <= 1), "{words}: {:?}", of(words));
        }
        assert_eq!(of("Quernstown"), [LEVELS - 1]);
        let news = of("the minister dredged");
        assert!(news.is_sorted() && news[1] < news[2], "{news:?}");
    }

    #[test]
    fn what_its_own_document_repeats_is_not_rare() {
        let once = of("Quernstown has a harbour and three sheds beside the old quay");
        let often = of("Quernstown has a harbour and Quernstown sheds beside Quernstown quay");
        assert!(often[0] < once[0] && often[0] == often[5]);
        assert_eq!(often[1..3], once[1..3]);
    }

    #[test]
    fn letters_are_as_rare_as_their_document_has_them() {
        let letters = |text| rarities(&tokenize(text, Unit::Characters), Unit::Characters);
        assert_eq!(letters("banana"), [LEVELS - 1, 0, 0, 0, 0, 0]);
        assert!(letters("").is_empty());
    }

    /// What keeps words from being read from a pack.
    #[test]
    fn every_level_has_many_words() {
        let words = Table::compiled().words();
        let told = &words[..usize::from(LEVELS) - 1];
        assert!(told.iter().all(|&count| count >= FEWEST), "{words:?}");
    }
}
