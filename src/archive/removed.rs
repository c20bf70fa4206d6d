//! The set of removed documents: one bit a number.

/// A set of document numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Removed {
    words: Vec<u64>,
    count: usize,
}

impl Removed {
    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn contains(&self, number: u32) -> bool {
        let word = self.words.get(number as usize / 64);
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Which of the 64 numbers from 64 times `at` on are in it.
    pub(super) fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }

    /// Whether it was not there before.
    pub(super) fn insert(&mut self, number: u32) -> bool {
        let new = !self.contains(number);
        if new {
            let at = number as usize / 64;
            self.words.resize(self.words.len().max(at + 1), 0);
            self.words[at] |= 1 << (number % 64);
            self.count += 1;
        }
        new
    }

    pub(super) fn remove(&mut self, number: u32) {
        if self.contains(number) {
            self.words[number as usize / 64] &= !(1 << (number % 64));
            self.count -= 1;
        }
    }

    /// The numbers, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        self.range(0..u32::MAX)
    }

    /// The numbers in `range`, ascending.
    pub(super) fn range(&self, range: std::ops::Range<u32>) -> impl Iterator<Item = u32> {
        let words = self.words.iter().enumerate();
        let words = words.take(range.end.div_ceil(64) as usize).skip(range.start as usize / 64);
        words
            .flat_map(|(at, &word)| {
                let mut rest = word;
                std::iter::from_fn(move || {
                    let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                    rest &= rest - 1;
                    Some(at as u32 * 64 + bit)
                })
            })
            .filter(move |number| range.contains(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_is_a_set(
            numbers in proptest::collection::vec((0u32..300, any::<bool>()), 0..60),
            from in 0u32..300, to in 0u32..300,
        ) {
            let (mut set, mut plainly) = (Removed::default(), BTreeSet::new());
            for (number, put) in numbers {
                if put {
                    prop_assert_eq!(set.insert(number), plainly.insert(number));
                } else {
                    set.remove(number);
                    plainly.remove(&number);
                }
            }
            prop_assert_eq!(set.len(), plainly.len());
            prop_assert!((0..300).all(|number| set.contains(number) == plainly.contains(&number)));
            let held: Vec<u32> = plainly.iter().copied().filter(|n| (from..to).contains(n)).collect();
            prop_assert_eq!(set.range(from..to).collect::<Vec<_>>(), held);
        }
    }
}
