//! Kept hashes → candidates: the pairs of documents that have one in common.
//!
//! One sorted array of (hash, document): a sort-merge join. No hash is too common to count.

use rayon::prelude::*;

/// For every document the documents after it that share a kept hash, ascending.
///
/// `kept[i]` holds the hashes that [`Sieve::keep`](crate::fingerprint::Sieve::keep) keeps of
/// document `i`. Time is linear in the hashes, but for the sort, plus the pairs found, once for
/// each hash a pair shares.
pub fn candidates(kept: &[Vec<u64>]) -> Vec<Vec<u32>> {
    let mut entries: Vec<(u64, u32)> = kept
        .par_iter()
        .enumerate()
        .flat_map_iter(|(document, hashes)| hashes.iter().map(move |&hash| (hash, document as u32)))
        .collect();
    entries.par_sort_unstable();
    entries.dedup();
    let groups = shared_groups(&entries);
    drop(entries);

    // The groups of each document, and its place in each, so that it looks only at what follows.
    let mut memberships: Vec<Vec<(u32, u32)>> = vec![Vec::new(); kept.len()];
    for (group, members) in groups.iter().enumerate() {
        for (place, &document) in members.iter().enumerate() {
            memberships[document as usize].push((group as u32, place as u32));
        }
    }
    memberships
        .par_iter()
        .map(|memberships| {
            let mut partners = Vec::new();
            for &(group, place) in memberships {
                partners.extend_from_slice(&groups[group as usize][place as usize + 1..]);
                if partners.len() > 4 * kept.len() {
                    partners.sort_unstable();
                    partners.dedup();
                }
            }
            partners.sort_unstable();
            partners.dedup();
            partners.shrink_to_fit();
            partners
        })
        .collect()
}

/// The documents of every hash that stands in two or more; equal groups once.
fn shared_groups(entries: &[(u64, u32)]) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = entries
        .chunk_by(|x, y| x.0 == y.0)
        .filter(|chunk| chunk.len() > 1)
        .map(|chunk| chunk.iter().map(|&(_, document)| document).collect())
        .collect();
    groups.par_sort_unstable();
    groups.dedup();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn candidates_are_the_pairs_with_a_common_hash(
            kept in proptest::collection::vec(proptest::collection::vec(0u64..30, 0..8), 0..12)
        ) {
            let plainly: Vec<Vec<u32>> = (0..kept.len())
                .map(|a| {
                    (a + 1..kept.len())
                        .filter(|&b| kept[a].iter().any(|hash| kept[b].contains(hash)))
                        .map(|b| b as u32)
                        .collect()
                })
                .collect();
            prop_assert_eq!(candidates(&kept), plainly);
        }
    }
}
