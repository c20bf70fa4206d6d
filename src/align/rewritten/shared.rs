//! Two prepared documents → the words they share, numbered, with their places on both sides.
//!
//! Everything after this works on these numbers. Time is linear in the two documents.

use super::background::Background;
use super::prepared::{Border, Prepared};
use std::ops::Range;

/// The number of a token whose term the other document does not have.
pub(super) const ALONE: u32 = u32::MAX;

/// How many tokens of background the pair itself counts for: it speaks for terms that no other
/// document has, and for all of them where there is no other document.
const OWN_TOKENS: f64 = 50_000.0;

/// How often a term is thought to stand in the pair apart from the two places that make it shared,
/// where it stands nowhere else in it.
const UNSEEN: f64 = 0.5;

/// One document of a pair.
pub(super) struct Side<'d> {
    /// The shared term of each token, or [`ALONE`].
    pub(super) terms: Vec<u32>,
    /// The border before each token, and the one after the last.
    pub(super) borders: &'d [Border],
    /// Which tokens belong to a passage already.
    pub(super) taken: Vec<bool>,
    /// The places of all shared terms, by term, ascending.
    places: Vec<u32>,
    /// Where in `places` each term begins, and the end.
    begins: Vec<u32>,
}

impl<'d> Side<'d> {
    fn of(document: &'d Prepared) -> Side<'d> {
        Side {
            terms: vec![ALONE; document.len()],
            borders: &document.borders,
            taken: vec![false; document.len()],
            places: Vec::new(),
            begins: vec![0],
        }
    }

    fn add(&mut self, postings: &[(u64, u32)]) {
        let number = self.begins.len() as u32 - 1;
        for &(_, place) in postings {
            self.terms[place as usize] = number;
            self.places.push(place);
        }
        self.begins.push(self.places.len() as u32);
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The places of a shared term.
    pub(super) fn places(&self, term: u32) -> &[u32] {
        let term = term as usize;
        &self.places[self.begins[term] as usize..self.begins[term + 1] as usize]
    }

    /// Its places in a range of tokens.
    pub(super) fn places_in(&self, term: u32, range: &Range<usize>) -> &[u32] {
        let places = self.places(term);
        let first = places.partition_point(|&place| (place as usize) < range.start);
        let rest = &places[first..];
        &rest[..rest.partition_point(|&place| (place as usize) < range.end)]
    }
}

/// What two documents share, word by word.
pub(super) struct Shared<'d> {
    pub(super) a: Side<'d>,
    pub(super) b: Side<'d>,
    /// How likely a token of any text is the term, by shared term.
    pub(super) rates: Vec<f32>,
}

impl<'d> Shared<'d> {
    /// Joins two documents.
    pub(super) fn of(a: &'d Prepared, b: &'d Prepared, background: &Background) -> Shared<'d> {
        let mut shared = Shared { a: Side::of(a), b: Side::of(b), rates: Vec::new() };
        let own_total = (a.len() + b.len()) as f64;
        let total = (background.total() - own_total).max(0.0) + OWN_TOKENS;
        let (mut rest_a, mut rest_b) = (&a.postings[..], &b.postings[..]);
        while let (Some(first_a), Some(first_b)) = (rest_a.first(), rest_b.first()) {
            let term = first_a.0.max(first_b.0);
            if first_a.0 != first_b.0 {
                rest_a = &rest_a[rest_a.iter().take_while(|p| p.0 < term).count()..];
                rest_b = &rest_b[rest_b.iter().take_while(|p| p.0 < term).count()..];
                continue;
            }
            let (here, there);
            (here, rest_a) = rest_a.split_at(rest_a.iter().take_while(|p| p.0 == term).count());
            (there, rest_b) = rest_b.split_at(rest_b.iter().take_while(|p| p.0 == term).count());
            shared.a.add(here);
            shared.b.add(there);
            let own = (here.len() + there.len()) as f64;
            let elsewhere = (background.count(term) - own).max(0.0);
            shared
                .rates
                .push(((elsewhere + OWN_TOKENS * (own - 2.0 + UNSEEN) / own_total) / total) as f32);
        }
        shared
    }
}
