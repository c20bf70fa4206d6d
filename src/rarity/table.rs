//! The background: how often news uses a word, compiled in and made from counts.
//!
//! 65,536 entries of two bytes, open addressing by the low bits of a term's hash: twelve other bits
//! of it, to tell it from others, and its level. One unknown word in about two thousand is mistaken
//! for a known one. Nothing of a text can be read from it but which hashes are common.

use super::{LEVELS, level};
use std::collections::BTreeMap;

/// How many words of all languages a level has at least.
pub const FEWEST: usize = 300;
/// How many words the table holds at most.
const WORDS: usize = 36_000;
const SLOTS: usize = 1 << 16;
/// A language's counts below this tell nothing.
const LEAST: u32 = 3;

const COMPILED: &[u8; 2 * SLOTS] = include_bytes!("background.bin");

/// How rare words are.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    bytes: &'a [u8; 2 * SLOTS],
}

impl Table<'_> {
    /// The table that is part of the program.
    pub fn compiled() -> Table<'static> {
        Table { bytes: COMPILED }
    }

    /// The level of a term; the last for one it does not hold.
    pub fn level(self, term: u64) -> u8 {
        let mut slot = term as usize % SLOTS;
        loop {
            let entry = self.entry(slot);
            if entry == 0 {
                return LEVELS - 1;
            }
            if entry >> 4 == check(term) {
                return (entry & 15) as u8;
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// How many words it holds of each level.
    pub fn words(self) -> [usize; LEVELS as usize] {
        let mut words = [0; LEVELS as usize];
        let entries = (0..SLOTS).map(|slot| self.entry(slot)).filter(|&entry| entry != 0);
        entries.for_each(|entry| words[usize::from(entry & 15)] += 1);
        words
    }

    fn entry(self, slot: usize) -> u16 {
        u16::from_le_bytes([self.bytes[2 * slot], self.bytes[2 * slot + 1]])
    }
}

/// Twelve bits of a term, never all 0.
fn check(term: u64) -> u16 {
    ((term >> 16) as u16 & 0xfff).max(1)
}

/// Counts of words by language, from which a table is made.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    languages: BTreeMap<String, BTreeMap<u64, u32>>,
}

impl Frequencies {
    /// Counts these terms of a text in `language`.
    pub fn add(&mut self, language: &str, terms: &[u64]) {
        let counts = self.languages.entry(language.to_owned()).or_default();
        terms.iter().for_each(|&term| *counts.entry(term).or_default() += 1);
    }

    /// The bytes of the table: a word has the level of the language that uses it most.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut levels: BTreeMap<u64, u8> = BTreeMap::new();
        for counts in self.languages.values() {
            let total: u64 = counts.values().map(|&count| u64::from(count)).sum();
            for (&term, &count) in counts.iter().filter(|&(_, &count)| count >= LEAST) {
                // A word seen once in a sample is rarer than that: absolute discounting.
                let level = level((count as f32 - 0.75) / total as f32);
                let best = levels.entry(term).or_insert(level);
                *best = level.min(*best);
            }
        }
        let mut ranked: Vec<(u8, u64)> =
            levels.iter().map(|(&term, &level)| (level, term)).collect();
        ranked.sort_unstable();
        let mut entries = vec![0u16; SLOTS];
        for (level, term) in ranked.into_iter().filter(|&(level, _)| level < LEVELS - 1).take(WORDS)
        {
            let mut slot = term as usize % SLOTS;
            while entries[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            entries[slot] = check(term) << 4 | u16::from(level);
        }
        entries.iter().flat_map(|entry| entry.to_le_bytes()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_the_levels_of_its_counts() {
        let mut frequencies = Frequencies::default();
        let term = |number: u64| (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for number in 0..2_000 {
            let copies = vec![term(number); if number < 100 { 40 } else { 4 }];
            frequencies.add("en", &copies);
        }
        frequencies.add("en", &[term(7_777); 2]);
        frequencies.add("fr", &vec![term(1_999); 500]);
        let bytes: [u8; 2 * SLOTS] = frequencies.to_bytes().try_into().unwrap();
        let table = Table { bytes: &bytes };
        let total = 100.0 * 40.0 + 1_900.0 * 4.0 + 2.0;
        for (number, want) in [(0, level(39.25 / total)), (500, level(3.25 / total)), (1_999, 0)] {
            assert_eq!(table.level(term(number)), want, "{number}");
        }
        for unknown in [7_777, 5_000] {
            assert_eq!(table.level(term(unknown)), LEVELS - 1, "too few, or none");
        }
        assert_eq!(table.words().iter().sum::<usize>(), 2_000);
    }
}
