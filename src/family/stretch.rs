//! Places and families → stretches: a family's places in a row in one document.

use super::extend::extend;
use super::place::Place;
use super::{Grams, Shelf};
use crate::span::Span;
use rayon::prelude::*;

/// A family's places in a row in one document.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub family: u32,
    pub document: u32,
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// Bytes.
    pub span: Span,
    /// Index of the first place.
    pub first: u32,
    /// Index of the last place.
    pub last: u32,
}

impl Stretch {
    pub(super) fn words(&self) -> u32 {
        self.end - self.start
    }
}

/// The stretches of all families, by document, exact to the word. `places` are sorted by document
/// and position; `family` names the family of each class.
pub(super) fn stretches(
    shelf: &impl Shelf,
    grams: Grams,
    places: &[Place],
    family: &[u32],
) -> Vec<Stretch> {
    let documents: Vec<&[Place]> = places.chunk_by(|x, y| x.document == y.document).collect();
    let mut before = 0;
    let count = |places: &&[Place]| {
        before += places.len() as u32;
        before - places.len() as u32
    };
    let firsts: Vec<u32> = documents.iter().map(count).collect();
    let mut stretches: Vec<Stretch> = documents
        .par_iter()
        .zip(firsts)
        .flat_map_iter(|(places, first)| in_document(places, first, family, grams))
        .collect();
    extend(shelf, places, family, &mut stretches, grams);
    stretches
}

/// The stretches of one document, from gram to gram; its first place has the index `first`.
pub(super) fn in_document(
    places: &[Place],
    first: u32,
    family: &[u32],
    grams: Grams,
) -> Vec<Stretch> {
    let named = places.iter().zip(first..).map(|(p, at)| (family[p.class as usize], at, p));
    let mut named: Vec<(u32, u32, &Place)> = named.collect();
    named.sort_unstable_by_key(|&(family, at, _)| (family, at));
    let together = |x: &(u32, u32, &Place), y: &(u32, u32, &Place)| {
        x.0 == y.0 && y.2.position - x.2.position <= grams.reach
    };
    let stretch = |chunk: &[(u32, u32, &Place)]| {
        let ((family, first, from), (_, last, to)) = (chunk[0], chunk[chunk.len() - 1]);
        Stretch {
            family,
            document: from.document,
            start: from.position,
            end: to.position + grams.length,
            span: Span::default(),
            first,
            last,
        }
    };
    named.chunk_by(together).map(stretch).collect()
}
