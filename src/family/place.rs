//! Documents → the places of repeated grams.

use super::Shelf;
use crate::fingerprint::Sieve;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

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

/// The kept grams of all documents that may stand twice, sorted.
pub(super) fn postings(shelf: &impl Shelf, sieve: Sieve) -> Vec<Posting> {
    let seen = Seen::of(BITS);
    let kept: Vec<Vec<Posting>> = (0..shelf.documents())
        .into_par_iter()
        .map(|document| {
            let kept = sieve.keep_at(&shelf.shingles(document));
            let postings = kept.into_iter().map(|(position, hash)| {
                seen.see(hash);
                (hash, document as u32, position)
            });
            postings.collect()
        })
        .collect();
    let again = |posting: &Posting| seen.twice(posting.0);
    let mut postings: Vec<Posting> =
        kept.into_par_iter().flat_map_iter(|kept| kept.into_iter().filter(again)).collect();
    postings.par_sort_unstable();
    postings
}

/// Bits of a hash that tell whether it was seen.
const BITS: u32 = 26;

/// Which hashes were seen once, and which twice, as far as their first bits tell: most grams stand
/// in one place only, and need not be sorted.
struct Seen {
    once: Vec<AtomicU64>,
    twice: Vec<AtomicU64>,
    shift: u32,
}

impl Seen {
    fn of(bits: u32) -> Seen {
        let words = || (0..1usize << (bits - 6)).map(|_| AtomicU64::new(0)).collect();
        Seen { once: words(), twice: words(), shift: 64 - bits }
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let place = hash >> self.shift;
        ((place >> 6) as usize, 1 << (place & 63))
    }

    fn see(&self, hash: u64) {
        let (word, bit) = self.place(hash);
        if self.once[word].fetch_or(bit, Ordering::Relaxed) & bit != 0 {
            self.twice[word].fetch_or(bit, Ordering::Relaxed);
        }
    }

    fn twice(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.twice[word].load(Ordering::Relaxed) & bit != 0
    }
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
