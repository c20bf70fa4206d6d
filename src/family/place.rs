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

/// All places of repeated grams, by document and position, and in how many documents each class
/// stands.
#[derive(Default)]
pub(super) struct Places {
    pub places: Vec<Place>,
    pub sizes: Vec<u32>,
}

/// Bits of a hash that tell its part: a part is sorted in the cache of one core.
const PART_BITS: u32 = 8;
/// Documents that are taken together.
const TOGETHER: usize = 1 << 9;

/// The part that a hash belongs to; parts follow each other as the hashes do.
pub(super) fn part(hash: u64) -> usize {
    (hash >> (64 - PART_BITS)) as usize
}

/// The kept grams of all documents: sorted parts, one after the other.
pub(super) fn postings(shelf: &impl Shelf, sieve: Sieve) -> Vec<Vec<Posting>> {
    let documents: Vec<u32> = (0..shelf.documents() as u32).collect();
    let scattered: Vec<Vec<Vec<Posting>>> = documents
        .par_chunks(TOGETHER)
        .map(|documents| {
            let mut parts = vec![Vec::new(); 1 << PART_BITS];
            for &document in documents {
                for (position, hash) in sieve.keep_at(&shelf.shingles(document as usize)) {
                    parts[part(hash)].push((hash, document, position));
                }
            }
            parts
        })
        .collect();
    (0..1 << PART_BITS)
        .into_par_iter()
        .map(|part| {
            let mut postings: Vec<Posting> =
                scattered.iter().flat_map(|parts| &parts[part]).copied().collect();
            postings.sort_unstable();
            postings
        })
        .collect()
}

impl Places {
    /// The repeated ones of sorted postings, sorted as they come.
    pub(super) fn of(postings: &[Posting]) -> Places {
        let mut found = Places::default();
        for same in postings.chunk_by(|x, y| x.0 == y.0) {
            let documents = same.chunk_by(|x, y| x.1 == y.1).count();
            if documents > 1 {
                let class = found.sizes.len() as u32;
                let place =
                    |&(_, document, position): &Posting| Place { document, position, class };
                found.places.extend(same.iter().map(place));
                found.sizes.push(documents as u32);
            }
        }
        found
    }

    /// All parts as one, sorted by document and position.
    pub(super) fn join(parts: Vec<Places>) -> Places {
        let mut all = Places::default();
        for part in parts {
            let before = all.sizes.len() as u32;
            let named = part.places.into_iter().map(|p| Place { class: before + p.class, ..p });
            all.places.extend(named);
            all.sizes.extend(part.sizes);
        }
        all.places.par_sort_unstable();
        all
    }
}
