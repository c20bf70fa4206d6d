//! Where the blocks of a file are and what they begin with, as the file has it: searched as it is read,
//! because at a million articles unpacking it takes longer than a look-up.

/// Bytes of an entry: key, first byte.
const ENTRY: usize = 16;

/// The index of a file of blocks: for each its first key and its first byte.
pub(super) struct Index {
    bytes: Vec<u8>,
    /// First byte after the blocks.
    end: u64,
}

impl Index {
    /// An index from its bytes; `None` if keys or places do not ascend. The blocks end at `end`.
    pub(super) fn of(bytes: Vec<u8>, end: u64) -> Option<Index> {
        let index = Index { bytes, end };
        let keys = (1..index.len()).all(|at| index.key(at - 1) <= index.key(at));
        let starts = (0..index.len()).all(|at| index.start(at) + 8 <= index.start(at + 1));
        (keys && starts).then_some(index)
    }

    /// How many blocks there are.
    pub(super) fn len(&self) -> usize {
        self.bytes.len() / ENTRY
    }

    /// The first key of a block.
    pub(super) fn key(&self, block: usize) -> u64 {
        self.number(ENTRY * block)
    }

    /// The first byte of a block, or of what follows the last.
    pub(super) fn start(&self, block: usize) -> u64 {
        if block < self.len() { self.number(ENTRY * block + 8) } else { self.end }
    }

    /// How many blocks begin with less than `key`.
    pub(super) fn below(&self, key: u64) -> usize {
        self.first_not(0, |block| self.key(block) < key)
    }

    /// How many blocks begin with `key` or less.
    pub(super) fn through(&self, key: u64) -> usize {
        self.first_not(0, |block| self.key(block) <= key)
    }

    /// The first block from `first` on for which `holds` does not hold; it holds for all before.
    pub(super) fn first_not(&self, first: usize, holds: impl Fn(usize) -> bool) -> usize {
        let (mut low, mut high) = (first, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if holds(middle) { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn number(&self, at: usize) -> u64 {
        u64::from_le_bytes(self.bytes[at..at + 8].try_into().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The questions have the answers of the plain lists.
        #[test]
        fn an_index_answers_as_lists_do(mut keys in proptest::collection::vec(0u64..20, 0..40)) {
            keys.sort_unstable();
            let starts: Vec<u64> = (0..=keys.len() as u64).map(|at| 16 + 10 * at).collect();
            let bytes = |keys: &[u64]| {
                let entries = keys.iter().zip(&starts).flat_map(|(key, start)| [*key, *start]);
                entries.flat_map(u64::to_le_bytes).collect::<Vec<u8>>()
            };
            let index = Index::of(bytes(&keys), starts[keys.len()]).unwrap();
            prop_assert_eq!(index.len(), keys.len());
            prop_assert!((0..=keys.len()).all(|at| index.start(at) == starts[at]));
            prop_assert!((0..keys.len()).all(|at| index.key(at) == keys[at]));
            for key in 0..21 {
                prop_assert_eq!(index.below(key), keys.partition_point(|&other| other < key));
                prop_assert_eq!(index.through(key), keys.partition_point(|&other| other <= key));
            }
            prop_assert!(Index::of(bytes(&keys), starts[keys.len()] - 3).is_none() || keys.is_empty());
            keys.insert(0, 30);
            prop_assert!(keys.len() <= 2 || Index::of(bytes(&keys[..keys.len() - 1]), 1 << 20).is_none());
        }
    }
}
