//! Families within any budget are those found in memory, also where documents lie in another order.

use super::super::place::Posting;
use super::super::tests::{Rows, SEARCH, rows};
use super::super::{Page, Shelf, families, pairs, singletons};
use super::spill;
use crate::budget::Budget;
use crate::date::Day;
use crate::fingerprint::Sieve;
use crate::region::Region;
use crate::span::Span;
use proptest::prelude::*;
use std::borrow::Cow;
use std::ops::Range;

/// Rows of which the last lies first, with some outlets and days.
struct Turned(Rows);

impl Shelf for Turned {
    fn documents(&self) -> usize {
        self.0.documents()
    }

    fn shingles(&self, document: usize) -> Cow<'_, [u64]> {
        self.0.shingles(document)
    }

    fn page(&self, document: usize, wanted: &[Range<u32>]) -> Page<'_> {
        self.0.page(document, wanted)
    }

    fn parts(&self, document: usize) -> (Cow<'_, [Region]>, Cow<'_, [Span]>) {
        let quotes = if document.is_multiple_of(3) { vec![Span::new(0, 30)] } else { Vec::new() };
        (self.0.parts(document).0, quotes.into())
    }

    fn outlet(&self, document: usize) -> &str {
        ["Post", "Star"][document % 2]
    }

    fn day(&self, document: usize) -> Option<Day> {
        Some(Day(document as i32 * 20))
    }

    fn lies_at(&self, document: usize) -> usize {
        self.documents() - 1 - document
    }

    fn at(&self, place: usize) -> usize {
        self.lies_at(place)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_budget_finds_the_same_families(
        rows in rows(), bytes in prop_oneof![0usize..3_000, Just(64 << 20)], run in 1usize..14
    ) {
        let shelf = Turned(Rows(rows));
        let search = super::super::Search { run, ..SEARCH };
        let kept = |document: usize| {
            let lies = shelf.at(document) as u32;
            let kept = Sieve::of(run, 1).keep_at(&shelf.shingles(document));
            kept.into_iter().map(move |(position, hash)| (hash, lies, position))
        };
        let mut found: Vec<Posting> = (0..shelf.documents()).flat_map(kept).collect();
        found.sort_unstable();
        let folder = tempfile::tempdir().unwrap();
        let budget = Budget { bytes, folder: folder.path().into() };
        let spilled = || spill(&shelf, search, found.iter().copied().map(Ok), &budget, 0).unwrap();
        let want = families(&shelf, search);
        prop_assert_eq!(spilled().map(Result::unwrap).collect::<Vec<_>>(), &want[..]);
        let single = spilled().singletons(&shelf).unwrap().map(Result::unwrap);
        prop_assert_eq!(single.collect::<Vec<_>>(), singletons(&shelf, &want));
        let met = spilled().pairs().unwrap().map(Result::unwrap);
        prop_assert_eq!(met.collect::<Vec<_>>(), pairs(&want).collect::<Vec<_>>());
        prop_assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none());
    }
}

#[test]
fn what_cannot_stand_in_memory_is_refused() {
    let shelf = Turned(Rows(Vec::new()));
    let folder = tempfile::tempdir().unwrap();
    let budget = Budget { bytes: 60 << 20, folder: folder.path().into() };
    // Eight million grams that stand in two documents each.
    let all = (0..8_000_000u64).flat_map(|hash| [(hash, 0, 0), (hash, 1, 0)].map(Ok));
    let refused = spill(&shelf, SEARCH, all, &budget, 0).err().unwrap().to_string();
    assert!(refused.contains("shared grams") && refused.contains("give more than "), "{refused}");
}
