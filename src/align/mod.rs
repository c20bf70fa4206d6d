//! Two fingerprints → what they share: exact counts, and passages in any order.
//!
//! `runs` finds the maximal shared runs of tokens, `chain` tiles both texts with them and joins
//! neighbours into passages. All of it works on shingles, so a pack gives the same as the texts.
//! Swapping the two documents mirrors the result.

pub mod chain;
pub mod derived;
pub mod rewritten;
pub mod runs;

use crate::fingerprint::Fingerprint;
use crate::measure::Overlap;
use crate::region::Class;
use std::ops::Range;

/// A shared run of tokens: `len` tokens from `a` on in one document and from `b` on in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// First token in `a`.
    pub a: usize,
    /// First token in `b`.
    pub b: usize,
    /// How many tokens.
    pub len: usize,
}

impl Run {
    fn mirrored(self) -> Run {
        Run { a: self.b, b: self.a, len: self.len }
    }
}

/// A shared stretch: runs in the same order on both sides, with the edits between them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Chain {
    /// The runs, ascending and not overlapping on both sides; at least one.
    pub runs: Vec<Run>,
}

impl Chain {
    /// The tokens of `a` it reaches over.
    pub fn a(&self) -> Range<usize> {
        let (first, last) = (self.runs[0], self.runs[self.runs.len() - 1]);
        first.a..last.a + last.len
    }

    /// The tokens of `b` it reaches over.
    pub fn b(&self) -> Range<usize> {
        let (first, last) = (self.runs[0], self.runs[self.runs.len() - 1]);
        first.b..last.b + last.len
    }

    /// How many tokens are equal.
    pub fn matched(&self) -> usize {
        self.runs.iter().map(|run| run.len).sum()
    }

    /// The length of its longest run, in tokens.
    pub fn longest(&self) -> usize {
        self.runs.iter().map(|run| run.len).max().unwrap_or(0)
    }

    /// What stands between neighbouring runs: token ranges of `a` and `b`, either may be empty,
    /// not both.
    pub fn edits(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + '_ {
        self.runs
            .windows(2)
            .map(|pair| (pair[0].a + pair[0].len..pair[1].a, pair[0].b + pair[0].len..pair[1].b))
    }
}

/// What two documents share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// Exact counts.
    pub overlap: Overlap,
    /// The passages, ascending in `a`.
    pub chains: Vec<Chain>,
}

/// Aligns one document with many: holds the index of its shingles.
pub struct Aligner<'a> {
    a: &'a Fingerprint,
    table: runs::Table,
    distinct: [usize; 3],
}

impl<'a> Aligner<'a> {
    /// An aligner of `a` with others.
    pub fn of(a: &'a Fingerprint) -> Aligner<'a> {
        let table = runs::Table::of(a);
        let distinct = table.distinct();
        Aligner { a, table, distinct }
    }

    /// Aligns with `b`, of the same `k`; runs closer than `gap` tokens on both sides are one
    /// passage.
    pub fn align(&mut self, b: &Fingerprint, distinct_b: [usize; 3], gap: usize) -> Alignment {
        let found = self.table.shared(self.a, b);
        let (covered_a, covered_b) = runs::covered(&found.runs, self.a, b);
        let overlap = Overlap {
            shingles_a: self.distinct,
            shingles_b: distinct_b,
            shingles_shared: found.shared,
            words_a: self.a.words(),
            words_b: b.words(),
            covered_a,
            covered_b,
        };
        Alignment { overlap, chains: chain::chain(found.runs, self.a, b, gap) }
    }
}

/// Aligns two documents; see [`Aligner::align`] for many.
///
/// # Panics
/// If their `k` differ.
pub fn align(a: &Fingerprint, b: &Fingerprint, gap: usize) -> Alignment {
    assert_eq!(a.k, b.k, "documents to align have shingles of one length");
    Aligner::of(a).align(b, runs::Table::of(b).distinct(), gap)
}

/// The class of a token pair.
fn shared_class(a: &Fingerprint, b: &Fingerprint, at_a: usize, at_b: usize) -> Class {
    a.classes[at_a].shared_with(b.classes[at_b])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Measure, Scope};
    use crate::shingle::shingle;
    use crate::token::Tokens;
    use proptest::prelude::*;

    const CLASSES: [Class; 3] = Class::ALL;

    /// A document of these terms (any numbers) and classes.
    fn document(terms: &[u64], classes: &[usize], k: usize) -> Fingerprint {
        let tokens = Tokens { terms: terms.iter().map(|t| t + 1).collect(), ..Tokens::default() };
        let classes = (0..terms.len()).map(|i| CLASSES[classes[i % classes.len()]]).collect();
        Fingerprint { k, shingles: shingle(&tokens, k), classes, marks: Vec::new() }
    }

    /// The plain quadratic aligner: every diagonal of the whole table, token by token.
    fn runs_plainly(a: &[u64], b: &[u64], k: usize) -> Vec<Run> {
        let mut runs = Vec::new();
        for i in 0..a.len() {
            for j in 0..b.len() {
                let starts = i == 0 || j == 0 || a[i - 1] != b[j - 1];
                let len = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
                if starts && len >= k {
                    runs.push(Run { a: i, b: j, len });
                }
            }
        }
        runs.sort_by_key(|run| (run.b, run.a));
        runs
    }

    fn text() -> impl Strategy<Value = Vec<u64>> {
        proptest::collection::vec(0u64..6, 0..40)
    }

    fn classes() -> impl Strategy<Value = Vec<usize>> {
        proptest::collection::vec(0usize..3, 1..9)
    }

    proptest! {
        #[test]
        fn runs_are_those_of_the_plain_aligner(a in text(), b in text(), k in 1usize..5) {
            let (x, y) = (document(&a, &[0], k), document(&b, &[0], k));
            let plainly = runs_plainly(&a, &b, k);
            prop_assert_eq!(runs::Table::of(&x).shared(&x, &y).runs, plainly);
        }

        #[test]
        fn a_table_serves_many_documents(a in text(), b in text(), c in text()) {
            let [x, y, z] = [&a, &b, &c].map(|terms| document(terms, &[0, 1, 0], 2));
            let mut aligner = Aligner::of(&x);
            let distinct = |f: &Fingerprint| runs::Table::of(f).distinct();
            aligner.align(&y, distinct(&y), 4);
            prop_assert_eq!(aligner.align(&z, distinct(&z), 4), align(&x, &z, 4));
        }

        #[test]
        fn swapping_the_documents_mirrors_everything(
            a in text(), b in text(), ca in classes(), cb in classes(), k in 1usize..5, gap in 0usize..6
        ) {
            let (x, y) = (document(&a, &ca, k), document(&b, &cb, k));
            let (there, back) = (align(&x, &y, gap), align(&y, &x, gap));
            prop_assert_eq!(there.overlap, back.overlap.mirrored());
            let mut mirrored: Vec<Chain> = back.chains;
            for chain in &mut mirrored {
                chain.runs.iter_mut().for_each(|run| *run = run.mirrored());
            }
            mirrored.sort_by_key(|chain| (chain.runs[0].a, chain.runs[0].b));
            let mut forward = there.chains;
            forward.sort_by_key(|chain| (chain.runs[0].a, chain.runs[0].b));
            prop_assert_eq!(forward, mirrored);
        }

        #[test]
        fn passages_tile_equal_tokens_in_order(a in text(), b in text(), gap in 0usize..6) {
            let (x, y) = (document(&a, &[0], 3), document(&b, &[0], 3));
            let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
            for chain in align(&x, &y, gap).chains {
                for run in &chain.runs {
                    for i in 0..run.len {
                        prop_assert_eq!(a[run.a + i], b[run.b + i]);
                        prop_assert!(!used_a[run.a + i] && !used_b[run.b + i], "one place, one use");
                        used_a[run.a + i] = true;
                        used_b[run.b + i] = true;
                    }
                }
                for (edit_a, edit_b) in chain.edits() {
                    prop_assert!(edit_a.len() <= gap && edit_b.len() <= gap);
                }
            }
            for run in runs_plainly(&a, &b, 3) {
                let free: Vec<bool> =
                    (0..run.len).map(|i| !used_a[run.a + i] && !used_b[run.b + i]).collect();
                let left = free.chunk_by(|x, y| x == y).filter(|part| part[0]).map(<[bool]>::len);
                prop_assert!(left.max().unwrap_or(0) < 2, "half a shingle was left out");
            }
        }

        #[test]
        fn counts_obey_the_laws_of_sets(a in text(), b in text(), ca in classes(), cb in classes()) {
            let (x, y) = (document(&a, &ca, 2), document(&b, &cb, 2));
            let overlap = align(&x, &y, 4).overlap;
            let own = align(&x, &x, 4).overlap;
            for scope in [Scope::Narrative, Scope::Body, Scope::All] {
                for measure in Measure::ALL {
                    let value = measure.of(&overlap, scope);
                    prop_assert!((0.0..=1.0).contains(&value), "{measure:?} {scope:?} {value}");
                    if !measure.directional() {
                        prop_assert_eq!(value, measure.of(&overlap.mirrored(), scope));
                    }
                    if measure != Measure::Cosine && measure != Measure::Words
                        && scope.sum(own.shingles_a) > 0 {
                        prop_assert_eq!(measure.of(&own, scope), 1.0);
                    }
                }
            }
        }

        #[test]
        fn a_part_is_contained_wholly(a in text(), from in 0usize..40, len in 2usize..20) {
            prop_assume!(from + len <= a.len());
            let (whole, part) = (document(&a, &[0], 2), document(&a[from..from + len], &[0], 2));
            let overlap = align(&part, &whole, 4).overlap;
            prop_assert_eq!(Measure::Containment.of(&overlap, Scope::All), 1.0);
            prop_assert_eq!(Measure::Words.of(&overlap, Scope::All), 1.0);
            prop_assert_eq!(Measure::OverlapCoefficient.of(&overlap, Scope::All), 1.0);
        }
    }

    #[test]
    fn a_moved_paragraph_is_a_second_passage() {
        let first: Vec<u64> = (0..20).collect();
        let second: Vec<u64> = (20..40).collect();
        let x = document(&[&first[..], &second].concat(), &[0], 5);
        let y = document(&[&second[..], &first].concat(), &[0], 5);
        assert_eq!(align(&x, &y, 10).chains.len(), 2);
        assert_eq!(align(&x, &x, 10).chains.len(), 1);
    }

    #[test]
    fn an_edit_stands_between_runs() {
        let x = document(&(0..20).collect::<Vec<u64>>(), &[0], 5);
        let mut changed: Vec<u64> = (0..20).collect();
        changed.splice(9..10, [77, 78]);
        let y = document(&changed, &[0], 5);
        let chains = align(&x, &y, 10).chains;
        assert_eq!(chains.len(), 1);
        assert_eq!(chains[0].edits().collect::<Vec<_>>(), [(9..10, 9..11)]);
        assert_eq!(chains[0].matched(), 19);
    }

    #[test]
    fn endless_repetition_costs_linear_time() {
        let x = document(&vec![3; 200_000], &[0], 5);
        let y = document(&vec![3; 150_000], &[0], 5);
        let alignment = align(&x, &y, 10);
        assert_eq!(Measure::Words.of(&alignment.overlap, Scope::All), 0.75);
    }
}
