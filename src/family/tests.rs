//! The law of families against all pairs done plainly; planted copies at every size.

use super::*;
use crate::date::Day;
use crate::region::{Region, RegionKind};
use crate::shingle::shingle;
use crate::token::Tokens;
use proptest::prelude::*;
use std::borrow::Cow;
use std::ops::Range;

/// Documents that are rows of terms, each its own byte, for shingles of one.
pub(super) struct Rows(pub Vec<Vec<u64>>);

impl Shelf for Rows {
    fn documents(&self) -> usize {
        self.0.len()
    }

    fn shingles(&self, document: usize) -> Cow<'_, [u64]> {
        let terms = self.0[document].clone();
        Cow::Owned(shingle(&Tokens { terms, ..Tokens::default() }, 1))
    }

    fn page(&self, document: usize, _: &[Range<u32>]) -> Page<'_> {
        let terms = self.0[document].clone();
        let count = terms.len() as u32;
        let (starts, ends) = ((0..count).collect(), (1..=count).collect());
        let tokens = Tokens { terms, starts, ends, breaks: Vec::new() };
        Page::Pieces { pieces: vec![Piece { first: 0, tokens, offset: 0 }], k: 1 }
    }

    fn parts(&self, document: usize) -> (Cow<'_, [Region]>, Cow<'_, [Span]>) {
        let span = Span::new(0, self.0[document].len());
        (vec![Region { kind: RegionKind::Body, span }].into(), Vec::new().into())
    }

    fn outlet(&self, _: usize) -> &str {
        "outlet"
    }

    fn day(&self, _: usize) -> Option<Day> {
        None
    }
}

pub(super) const SEARCH: Search = Search { k: 1, run: 6, gap: 3 };

/// All runs of at least `run` equal tokens of two rows that cannot be made longer: (a, b, length).
fn runs(a: &[u64], b: &[u64], run: usize) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    for i in 0..a.len() {
        for j in 0..b.len() {
            let before = i > 0 && j > 0 && a[i - 1] == b[j - 1];
            let length = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
            if !before && length >= run {
                found.push((i, j, length));
            }
        }
    }
    found
}

/// Whether every token of the run is in a family with both documents as members, on both sides.
fn covered(families: &[Family], documents: (usize, usize), run: (usize, usize, usize)) -> bool {
    let holds = |family: &Family, document: usize, token: usize| {
        let here = family.members.iter().filter(|member| member.document as usize == document);
        here.clone().any(|member| member.span.start <= token && token < member.span.end)
    };
    let member = |family: &&Family, document: usize| {
        family.members.iter().any(|member| member.document as usize == document)
    };
    let of_both: Vec<&Family> =
        families.iter().filter(|f| member(f, documents.0) && member(f, documents.1)).collect();
    (0..run.2).all(|at| {
        of_both.iter().any(|family| holds(family, documents.0, run.0 + at))
            && of_both.iter().any(|family| holds(family, documents.1, run.1 + at))
    })
}

/// Rows that share pieces of a few sources, so that classes of all sizes meet.
pub(super) fn rows() -> impl Strategy<Value = Vec<Vec<u64>>> {
    let piece = (0u64..4, 0usize..30, 1usize..25, 0u64..8);
    let row = proptest::collection::vec(piece, 0..6);
    proptest::collection::vec(row, 0..9).prop_map(|rows| {
        let spell = |(source, from, length, noise): &(u64, usize, usize, u64)| {
            let words = (*from..from + length).map(|at| 1 + source * 100 + at as u64);
            words.chain((*noise > 3).then_some(1000 + noise)).collect::<Vec<u64>>()
        };
        rows.iter().map(|row| row.iter().flat_map(spell).collect()).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_shared_run_is_in_families_of_both(rows in rows()) {
        let shelf = Rows(rows.clone());
        let families = families(&shelf, SEARCH);
        let sieve = Sieve::of(SEARCH.run, 1);
        let of = |document: usize| {
            let kept = sieve.keep_at(&shelf.shingles(document)).into_iter();
            kept.map(move |(position, hash)| (hash, document as u32, position))
        };
        let mut postings: Vec<Posting> = (0..rows.len()).flat_map(of).collect();
        postings.sort_unstable();
        let postings = postings.into_iter().map(Ok::<_, ()>);
        prop_assert_eq!(group(&shelf, SEARCH, postings), Ok(families.clone()));
        for a in 0..rows.len() {
            for b in a + 1..rows.len() {
                for run in runs(&rows[a], &rows[b], SEARCH.run) {
                    prop_assert!(covered(&families, (a, b), run), "{a} and {b}: {run:?}");
                }
            }
        }
        for family in &families {
            prop_assert!(family.documents > 1);
            for member in &family.members {
                prop_assert!(member.words as usize >= SEARCH.run);
                prop_assert_eq!(member.span.len(), member.words as usize);
                prop_assert!(member.span.end <= rows[member.document as usize].len());
            }
        }
    }

    /// Where two share one run and nothing else, the member is that run, exactly.
    #[test]
    fn a_member_is_exact_to_the_word(length in 6u64..40, before in 0u64..9, after in 0u64..9) {
        let row = |own: u64| {
            let pad = |from: u64, count: u64| (0..count).map(move |at| own * 1000 + from + at);
            pad(0, before + own).chain(1..=length).chain(pad(500, after)).collect::<Vec<u64>>()
        };
        let families = families(&Rows(vec![row(1), row(2)]), SEARCH);
        prop_assert_eq!(families.len(), 1);
        for member in &families[0].members {
            let start = before as usize + 1 + member.document as usize;
            prop_assert_eq!(member.span, Span::new(start, start + length as usize));
        }
    }
}

#[test]
fn a_story_is_one_family_at_every_size() {
    for copies in [2, 101, 1_000, 5_000] {
        let mut rows: Vec<Vec<u64>> = (0..copies as u64)
            .map(|copy| {
                let mut row: Vec<u64> = (1..=300).collect();
                // One word in a hundred is this copy's own.
                for edit in 0..3 {
                    row[(copy * 37 + edit * 101) as usize % 300] = 10_000 + copy * 3 + edit;
                }
                row
            })
            .collect();
        rows.extend((0..200).map(|other| (0..300).map(|at| 1 << 40 | other << 20 | at).collect()));
        let families = families(&Rows(rows), Search { k: 1, run: 12, gap: 12 });
        assert_eq!(families[0].documents, copies, "{copies} copies");
        // What is over holds runs between two edits that are too short to look for.
        assert!(families[1..].iter().all(|rest| 20 * rest.documents < copies && rest.words < 60));
    }
}

#[test]
fn a_story_and_the_box_under_it_part() {
    let story: Vec<u64> = (1..60).collect();
    let notice: Vec<u64> = (100..140).collect();
    let own = |at: u64| (1000 * at..1000 * at + 50).collect::<Vec<u64>>();
    let mut rows: Vec<Vec<u64>> = (0..3).map(|_| [&story[..], &notice].concat()).collect();
    rows.extend((1..20).map(|at| [&own(at)[..], &notice].concat()));
    let families = families(&Rows(rows), SEARCH);
    let sizes: Vec<(usize, usize)> = families.iter().map(|f| (f.documents, f.words)).collect();
    assert_eq!(sizes[0].0, 22);
    assert_eq!(sizes[1].0, 3);
    assert_eq!(sizes.len(), 2, "{sizes:?}");
}

/// Rows with an outlet and a day each.
struct Dated(Rows, Vec<(&'static str, String)>);

impl Shelf for Dated {
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
        self.0.parts(document)
    }

    fn outlet(&self, document: usize) -> &str {
        self.1[document].0
    }

    fn day(&self, document: usize) -> Option<Day> {
        Day::of(&self.1[document].1)
    }
}

#[test]
fn boxes_are_told_from_stories_by_outlets_and_days_not_by_number() {
    const OUTLETS: [&str; 8] = ["Post", "Star", "Echo", "Mail", "Sun", "Globe", "Age", "Argus"];
    let of = |words: u64, copies: usize, outlets: usize, apart: usize| {
        let rows = (0..copies).map(|_| (1..=words).collect()).collect();
        let day = |copy: usize| {
            let days = copy * apart;
            format!("20{:02}-{:02}-{:02}", 30 + days / 336, 1 + days / 28 % 12, 1 + days % 28)
        };
        let pages = (0..copies).map(|copy| (OUTLETS[copy % outlets], day(copy))).collect();
        families(&Dated(Rows(rows), pages), Search { k: 1, run: 12, gap: 12 })[0].kind
    };
    for (words, copies, outlets, apart, want) in [
        (25, 40, 1, 9, Kind::Boilerplate), // a box of one outlet for a year
        (300, 40, 8, 0, Kind::Copy),       // a story of a day
        (25, 40, 8, 0, Kind::Copy),        // a line of it
        (15, 40, 8, 9, Kind::Boilerplate), // a formula
        (40, 8, 1, 9, Kind::Copy),         // background of a running story
        (40, 40, 1, 9, Kind::Boilerplate), // too long for one
        (40, 16, 8, 9, Kind::Copy),        // a famous passage
        (40, 60, 2, 1, Kind::Boilerplate), // a box of a fortnight
        (300, 60, 2, 1, Kind::Copy),       // too long for one
    ] {
        let kind = of(words, copies, outlets, apart);
        assert_eq!(kind, want, "{words} words, {copies} copies, {outlets} outlets, {apart} days");
    }
}
