//! Documents → the places of repeated grams.

use super::Shelf;
use crate::fingerprint::{Room, Sieve};
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
const PARTS: usize = 1 << PART_BITS;
/// Documents that are taken together.
const TOGETHER: usize = 1 << 7;
/// So many parts, or times documents that are taken together, one core does in a row at most: what
/// it has begun the others cannot take from it.
const IN_A_ROW: usize = 8;

/// The part that a hash belongs to; parts follow each other as the hashes do.
pub(super) fn part(hash: u64) -> usize {
    (hash >> (64 - PART_BITS)) as usize
}

/// All places of repeated grams.
pub(super) fn places(shelf: &impl Shelf, sieve: Sieve) -> Places {
    let documents: Vec<u32> = (0..shelf.documents() as u32).collect();
    let scattered: Vec<Scattered> = documents
        .par_chunks(TOGETHER)
        .with_max_len(IN_A_ROW)
        .map_init(
            || (Vec::new(), Room::default()),
            |(postings, room), documents| {
                postings.clear();
                for &document in documents {
                    let shingles = shelf.shingles(document as usize);
                    let kept = sieve.keep_in(&shingles, room);
                    postings.extend(kept.map(|(position, hash)| (hash, document, position)));
                }
                Scattered::of(postings)
            },
        )
        .collect();
    let parts = (0..PARTS)
        .into_par_iter()
        .with_max_len(IN_A_ROW)
        .map_init(Repeated::default, |repeated, part| {
            repeated.keep(scattered.iter().map(|scattered| scattered.part(part)));
            Places::of(&repeated.postings)
        })
        .collect();
    drop(scattered);
    Places::join(parts)
}

/// Postings by part, in each as they came.
struct Scattered {
    postings: Vec<Posting>,
    /// Where each part begins, and where the last one ends.
    starts: Vec<u32>,
}

impl Scattered {
    fn of(postings: &[Posting]) -> Scattered {
        let mut starts = vec![0; PARTS + 1];
        for posting in postings {
            starts[part(posting.0) + 1] += 1;
        }
        for part in 0..PARTS {
            starts[part + 1] += starts[part];
        }
        let mut next = starts.clone();
        let mut scattered = vec![Posting::default(); postings.len()];
        for posting in postings {
            let next = &mut next[part(posting.0)];
            scattered[*next as usize] = *posting;
            *next += 1;
        }
        Scattered { postings: scattered, starts }
    }

    fn part(&self, part: usize) -> &[Posting] {
        &self.postings[self.starts[part] as usize..self.starts[part + 1] as usize]
    }
}

/// The postings of a part but for most of those whose hash stands once, sorted.
#[derive(Default)]
struct Repeated {
    /// A bit for some bits of a hash: whether they were met, and whether twice.
    met: Vec<[u64; 2]>,
    postings: Vec<Posting>,
}

impl Repeated {
    fn keep<'a>(&mut self, postings: impl Iterator<Item = &'a [Posting]> + Clone) {
        let count: usize = postings.clone().map(<[Posting]>::len).sum();
        // Sixteen bits a posting, so that few meet by chance, and no more than a cache holds.
        let words = (count / 4).next_power_of_two().clamp(1, 1 << 17);
        self.met.clear();
        self.met.resize(words, [0; 2]);
        let place = |hash: u64| (hash as usize >> 6 & (words - 1), 1 << (hash & 63));
        for &(hash, ..) in postings.clone().flatten() {
            let (word, bit) = place(hash);
            let [once, twice] = &mut self.met[word];
            *twice |= *once & bit;
            *once |= bit;
        }
        self.postings.clear();
        for postings in postings {
            let met_twice = |&&(hash, ..): &&Posting| {
                let (word, bit) = place(hash);
                self.met[word][1] & bit != 0
            };
            self.postings.extend(postings.iter().filter(met_twice));
        }
        self.postings.sort_unstable_by_key(|&(hash, document, position)| {
            u128::from(hash) << 64 | u128::from(document) << 32 | u128::from(position)
        });
    }
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
        all.places.par_sort_unstable_by_key(|place| {
            u64::from(place.document) << 32 | u64::from(place.position)
        });
        all
    }
}
