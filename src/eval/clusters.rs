//! Clusters of a run against labelled ones: adjusted Rand index, pairs, B³.
//!
//! Only labelled documents count; one that the run does not know stands alone. Names of clusters
//! mean nothing. Where clusters of a run overlap, as families do, those that share a document
//! are one. Time is near-linear in the documents.

use super::Tally;
use super::gold::Cluster;
use serde::Serialize;
use std::collections::BTreeMap;

/// Which cluster each document belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clustering<'t> {
    of_id: BTreeMap<&'t str, usize>,
}

impl<'t> Clustering<'t> {
    /// The clusters of rows: rows of one name, and rows that share a document, are one cluster.
    pub fn of(rows: &'t [Cluster]) -> Clustering<'t> {
        let mut named: BTreeMap<&str, &str> = BTreeMap::new();
        let mut ids = Vec::new();
        let mut ties = Vec::new();
        for row in rows {
            ids.extend(row.members.iter().map(String::as_str));
            let Some(first) = row.members.first() else { continue };
            ties.extend(row.members.iter().map(|id| (first.as_str(), id.as_str())));
            if let Some(name) = &row.name {
                ties.push((named.entry(name).or_insert(first), first));
            }
        }
        Clustering::tied(ids, ties)
    }

    /// The connected components of documents and the pairs that tie them.
    pub fn tied(
        ids: impl IntoIterator<Item = &'t str>,
        ties: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Clustering<'t> {
        let mut of_id = BTreeMap::new();
        let mut parents = Vec::new();
        let mut place = |id: &'t str, parents: &mut Vec<usize>| {
            *of_id.entry(id).or_insert_with(|| {
                parents.push(parents.len());
                parents.len() - 1
            })
        };
        for id in ids {
            place(id, &mut parents);
        }
        for (a, b) in ties {
            let (a, b) = (place(a, &mut parents), place(b, &mut parents));
            let (a, b) = (root(&mut parents, a), root(&mut parents, b));
            parents[a.max(b)] = a.min(b);
        }
        for cluster in of_id.values_mut() {
            *cluster = root(&mut parents, *cluster);
        }
        Clustering { of_id }
    }

    /// The documents, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &'t str> {
        self.of_id.keys().copied()
    }
}

/// The first of the documents tied to this one; halves the way there.
fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

/// How well clusters agree.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ClusterScore {
    /// Labelled documents.
    pub documents: usize,
    /// Those of them the run does not know.
    pub missing: usize,
    /// Labelled clusters, single documents included.
    pub gold: usize,
    /// Clusters of the run among the labelled documents, single ones included.
    pub found: usize,
    /// Rand index adjusted for chance (Hubert, Arabie, Journal of Classification 1985): 1 where both
    /// agree, about 0 for clusters thrown at random.
    pub adjusted_rand: f64,
    /// Pairs of documents in one cluster.
    pub pairs: Tally,
    /// B³ (Bagga, Baldwin, LREC 1998): means over the documents.
    pub b_cubed: BCubed,
}

/// Precision and recall of the documents, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BCubed {
    /// Mean share of a document's cluster that is labelled to be with it, itself included.
    pub precision: f64,
    /// Mean share of the documents labelled to be with it that are.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

/// Scores `found` against `gold`.
pub fn score(gold: &Clustering, found: &Clustering) -> ClusterScore {
    let past = found.of_id.values().max().map_or(0, |last| last + 1);
    let mut missing = 0;
    let mut cells: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (id, &cluster) in &gold.of_id {
        let place = found.of_id.get(id).copied().unwrap_or_else(|| {
            missing += 1;
            past + missing
        });
        *cells.entry((cluster, place)).or_default() += 1;
    }
    let sizes = |side: fn(&(usize, usize)) -> usize| {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        cells.iter().for_each(|(cell, count)| *sizes.entry(side(cell)).or_default() += count);
        sizes
    };
    let (rows, columns) = (sizes(|cell| cell.0), sizes(|cell| cell.1));
    let documents = gold.of_id.len();
    let together: usize = cells.values().map(|&count| pairs_of(count)).sum();
    let in_gold: usize = rows.values().map(|&size| pairs_of(size)).sum();
    let in_found: usize = columns.values().map(|&size| pairs_of(size)).sum();
    let mean = |size: &dyn Fn(&(usize, usize)) -> usize| {
        let shares = cells.iter().map(|(cell, &n)| (n * n) as f64 / size(cell) as f64);
        if documents == 0 { 1.0 } else { shares.sum::<f64>() / documents as f64 }
    };
    let (precision, recall) = (mean(&|cell| columns[&cell.1]), mean(&|cell| rows[&cell.0]));
    ClusterScore {
        documents,
        missing,
        gold: rows.len(),
        found: columns.len(),
        adjusted_rand: adjusted_rand(together, in_gold, in_found, pairs_of(documents)),
        pairs: Tally { hit: together, wrong: in_found - together, missed: in_gold - together },
        b_cubed: BCubed { precision, recall, f1: 2.0 * precision * recall / (precision + recall) },
    }
}

/// Pairs among so many.
fn pairs_of(count: usize) -> usize {
    count * count.saturating_sub(1) / 2
}

/// The index from pairs together in both, in one, in the other, and in all; 1 where neither side
/// leaves anything to chance and both are the same.
fn adjusted_rand(together: usize, gold: usize, found: usize, all: usize) -> f64 {
    let expected = match all {
        0 => 0.0,
        all => gold as f64 * found as f64 / all as f64,
    };
    let most = (gold + found) as f64 / 2.0;
    if most == expected { 1.0 } else { (together as f64 - expected) / (most - expected) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One row a cluster, one letter a document: `"ab c"`.
    fn rows(text: &str) -> Vec<Cluster> {
        let members = |word: &str| word.chars().map(String::from).collect();
        text.split(' ').map(|word| Cluster { name: None, members: members(word) }).collect()
    }

    fn close(got: f64, want: f64) -> bool {
        (got - want).abs() < 1e-12
    }

    #[test]
    fn figures_are_those_worked_out_by_hand() {
        // Row: what it shows; gold, found; adjusted Rand index, pairs, B³.
        #[rustfmt::skip]
        let cases = [
            ("gold against itself", "abc de f", "abc de f", 1.0, (4, 0, 0), (1.0, 1.0)),
            ("all alone", "a b c", "a b c", 1.0, (0, 0, 0), (1.0, 1.0)),
            ("all together", "abc", "abc", 1.0, (3, 0, 0), (1.0, 1.0)),
            ("nothing found", "abcd", "x", 0.0, (0, 0, 6), (1.0, 0.25)),
            // Cells of 2, 1 and 3 documents, together 1 + 0 + 3; gold 3 + 3, found 1 + 6, of 15:
            // expected 6 · 7 / 15 = 2.8, at most 6.5.
            ("one moved", "abc def", "ab cdef", 1.2 / 3.7, (4, 3, 2),
                ((2.0 + 0.25 + 9.0 / 4.0) / 6.0, (4.0 / 3.0 + 1.0 / 3.0 + 3.0) / 6.0)),
            // Bagga and Baldwin's example: links 1-5, 6-7, 8-12; two large chains joined by mistake.
            ("Bagga and Baldwin, first response", "abcde fg hijkl", "abcde fghijkl",
                // Together 10 + 1 + 10 = 21 of 21 and 31, of 66.
                (21.0 - 21.0 * 31.0 / 66.0) / (26.0 - 21.0 * 31.0 / 66.0), (21, 10, 0),
                ((5.0 + 4.0 / 7.0 + 25.0 / 7.0) / 12.0, 1.0)),
            ("Bagga and Baldwin, second response", "abcde fg hijkl", "abcdehijkl fg",
                (21.0 - 21.0 * 46.0 / 66.0) / (33.5 - 21.0 * 46.0 / 66.0), (21, 25, 0),
                ((2.5 + 2.0 + 2.5) / 12.0, 1.0)),
        ];
        for (what, gold, found, rand, (hit, wrong, missed), (precision, recall)) in cases {
            let (gold, found) = (rows(gold), rows(found));
            let got = score(&Clustering::of(&gold), &Clustering::of(&found));
            assert!(close(got.adjusted_rand, rand), "{what}: {got:?}");
            assert_eq!(got.pairs, Tally { hit, wrong, missed }, "{what}");
            assert!(close(got.b_cubed.precision, precision), "{what}: {got:?}");
            assert!(close(got.b_cubed.recall, recall), "{what}: {got:?}");
        }
    }

    #[test]
    fn only_labelled_documents_count() {
        let (gold, found) = (rows("ab cd"), rows("abx yz c"));
        let got = score(&Clustering::of(&gold), &Clustering::of(&found));
        assert_eq!((got.documents, got.missing, got.gold, got.found), (4, 1, 2, 3));
        assert_eq!(got.pairs, Tally { hit: 1, wrong: 0, missed: 1 });
        let nothing = score(&Clustering::default(), &Clustering::of(&found));
        assert_eq!((nothing.documents, nothing.adjusted_rand, nothing.b_cubed.f1), (0, 1.0, 1.0));
    }

    #[test]
    fn all_forms_of_rows_say_the_same() {
        let named = |name: &str, id: &str| Cluster {
            name: Some(name.into()).filter(|name: &String| !name.is_empty()),
            members: vec![id.into()],
        };
        let one_a_row = [named("1", "a"), named("2", "c"), named("1", "b"), named("", "d")];
        let overlapping = rows("ab ba c d");
        let tied = Clustering::tied(["a", "b", "c", "d"], [("b", "a")]);
        for clustering in [Clustering::of(&one_a_row), Clustering::of(&overlapping), tied] {
            let got = score(&Clustering::of(&rows("ab c d")), &clustering);
            assert_eq!((got.adjusted_rand, got.found), (1.0, 3));
        }
        assert_eq!(Clustering::of(&rows("ab bc cd")).of_id.values().max(), Some(&0));
    }

    proptest! {
        #[test]
        fn relabelling_and_turning_change_nothing(
            labels in prop::collection::vec((0..5u8, 0..5u8), 1..40), shift in 1..5u8,
        ) {
            let ids: Vec<String> = (0..labels.len()).map(|i| format!("{i:02}")).collect();
            let side = |of: &dyn Fn(&(u8, u8)) -> u8| -> Vec<Cluster> {
                let row = |(id, label): (&String, &(u8, u8))| Cluster {
                    name: Some(of(label).to_string()),
                    members: vec![id.clone()],
                };
                ids.iter().zip(&labels).map(row).collect()
            };
            let (gold, found) = (side(&|l| l.0), side(&|l| l.1));
            let mut other = side(&|l| (l.1 + shift) % 5 + 10);
            other.reverse();
            let got = score(&Clustering::of(&gold), &Clustering::of(&found));
            let relabelled = score(&Clustering::of(&gold), &Clustering::of(&other));
            prop_assert!(close(got.adjusted_rand, relabelled.adjusted_rand));
            prop_assert_eq!(got.pairs, relabelled.pairs);
            prop_assert!(close(got.b_cubed.f1, relabelled.b_cubed.f1));
            let turned = score(&Clustering::of(&found), &Clustering::of(&gold));
            prop_assert!(close(got.adjusted_rand, turned.adjusted_rand));
            prop_assert!(close(got.b_cubed.precision, turned.b_cubed.recall));
            let itself = score(&Clustering::of(&gold), &Clustering::of(&gold));
            prop_assert_eq!((itself.adjusted_rand, itself.b_cubed.f1), (1.0, 1.0));
        }
    }
}
