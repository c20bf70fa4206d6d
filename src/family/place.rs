//! Documents → the places of repeated grams.

use super::Shelf;
use crate::fingerprint::Sieve;
use rayon::prelude::*;

/// A kept gram: its hash, the number of its document, and its first token there.
pub type Posting = (u64, u32, u32);

/// A place of a gram that stands in two documents or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub document: u32,
    /// The gram's first token.
    pub position: u32,
    /// Which gram: classes are numbered by hash.
    pub class: u32,
}

/// The kept grams of all documents, sorted.
pub(super) fn postings(shelf: &impl Shelf, sieve: Sieve) -> Vec<Posting> {
    let mut postings: Vec<Posting> = (0..shelf.documents())
        .into_par_iter()
        .flat_map_iter(|document| {
            let kept = sieve.keep_at(&shelf.page(document).shingles);
            kept.into_iter().map(move |(position, hash)| (hash, document as u32, position))
        })
        .collect();
    postings.par_sort_unstable();
    postings
}

/// The places of all repeated grams, by document and position, and how many documents each class
/// stands in. `postings` come sorted.
pub(super) fn places(postings: impl Iterator<Item = Posting>) -> (Vec<Place>, Vec<u32>) {
    let (mut places, mut sizes) = (Vec::new(), Vec::new());
    let (mut hash, mut from, mut documents) = (0, 0, 0u32);
    let mut close = |places: &mut Vec<Place>, from: usize, documents: u32| match documents {
        0 | 1 => places.truncate(from),
        _ => sizes.push(documents),
    };
    let mut classes = 0;
    for posting in postings {
        if posting.0 != hash || places.is_empty() {
            close(&mut places, from, documents);
            classes += u32::from(documents > 1);
            (hash, from, documents) = (posting.0, places.len(), 0);
        }
        let (_, document, position) = posting;
        let again = places.len() > from && places.last().is_some_and(|p| p.document == document);
        documents += u32::from(!again);
        places.push(Place { document, position, class: classes });
    }
    close(&mut places, from, documents);
    places.par_sort_unstable();
    (places, sizes)
}
