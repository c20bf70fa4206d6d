//! Kept hashes → candidates, as [`index`](crate::index) finds them, within a budget of memory: the
//! hashes are sorted on disk, and so are the pairs that every hash makes of its documents.

use crate::error::Result;
use crate::sorter::{Sorted, Sorter};
use rustc_hash::FxHashSet;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_128;

/// Kept hashes of documents in any order.
pub(super) struct Candidates {
    hashes: Sorter<u128>,
}

/// Fewest documents of a hash that are remembered, so that the same ones make their pairs once.
const MANY: usize = 6;
/// Most of those memories.
const MEMORIES: usize = 1 << 18;

impl Candidates {
    pub(super) fn new(folder: &Path, bytes: usize) -> Candidates {
        Candidates { hashes: Sorter::new(folder, bytes) }
    }

    /// Takes in what is kept of a document.
    pub(super) fn add(&mut self, document: u32, kept: &[u64]) -> Result<()> {
        let mut records = kept.iter().map(|&hash| u128::from(hash) << 32 | u128::from(document));
        records.try_for_each(|record| self.hashes.push(record))
    }

    /// The pairs of documents with a hash in common, by their ranks, the lower first, ascending;
    /// without those that `wanted` refuses.
    pub(super) fn pairs(
        self,
        ranks: &[u32],
        wanted: impl Fn(u32, u32) -> bool,
        folder: &Path,
        bytes: usize,
    ) -> Result<Sorted<u64>> {
        let mut pairs = Sorter::new(folder, bytes);
        let mut seen = FxHashSet::default();
        let (mut last, mut group): (u64, Vec<u32>) = (0, Vec::new());
        let mut close = |group: &mut Vec<u32>| {
            group.sort_unstable();
            if group.len() >= MANY && seen.len() < MEMORIES && !seen.insert(key(group)) {
                group.clear();
            }
            for (at, &a) in group.iter().enumerate() {
                for &b in &group[at + 1..] {
                    if wanted(a, b) {
                        pairs.push(u64::from(a) << 32 | u64::from(b))?;
                    }
                }
            }
            group.clear();
            Ok(())
        };
        for record in self.hashes.sorted()? {
            let record = record?;
            let (hash, document) = ((record >> 32) as u64, record as u32);
            if hash != last {
                close(&mut group)?;
                last = hash;
            }
            group.push(ranks[document as usize]);
        }
        close(&mut group)?;
        pairs.sorted()
    }
}

/// What tells groups of documents apart.
fn key(group: &[u32]) -> u128 {
    let bytes: Vec<u8> = group.iter().flat_map(|document| document.to_le_bytes()).collect();
    xxh3_128(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn pairs_are_those_found_in_memory(
            kept in proptest::collection::vec(proptest::collection::vec(0u64..30, 0..8), 0..16),
            bytes in 0usize..900,
        ) {
            let folder = tempfile::tempdir().unwrap();
            let mut candidates = Candidates::new(folder.path(), bytes);
            for (document, kept) in kept.iter().enumerate().rev() {
                candidates.add(document as u32, kept).unwrap();
            }
            let ranks: Vec<u32> = (0..kept.len() as u32).collect();
            let pairs = candidates.pairs(&ranks, |_, b| b % 3 > 0, folder.path(), bytes).unwrap();
            let pairs: Vec<(u32, u32)> =
                pairs.map(|pair| pair.unwrap()).map(|pair| ((pair >> 32) as u32, pair as u32)).collect();
            let want = index::candidates(&kept).into_iter().enumerate().flat_map(|(a, partners)| {
                partners.into_iter().filter(|b| b % 3 > 0).map(move |b| (a as u32, b))
            });
            prop_assert_eq!(pairs, want.collect::<Vec<_>>());
        }
    }
}
