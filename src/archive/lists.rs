//! A text's kept hashes → how common each is, and the documents where it stands.
//!
//! The list of a gram of a box on every page is as long as the archive; how long it is can be told without
//! reading it.

use super::Archive;
use crate::error::Result;
use crate::fingerprint::Fingerprint;
use rayon::prelude::*;

/// The kept hashes of a text and how common they are.
pub(super) struct Lists {
    /// Where a hash stands in the text, ascending, and which of them it is.
    pub(super) places: Vec<(u32, u32)>,
    /// The hashes, ascending.
    pub(super) hashes: Vec<u64>,
    /// How many places each has in the archive.
    pub(super) counts: Vec<usize>,
    /// Tokens under a hash.
    pub(super) gram: usize,
}

impl Archive {
    /// How common the kept hashes of a text are.
    pub(super) fn lists(&self, fingerprint: &Fingerprint) -> Result<Lists> {
        let sieve = self.sieve();
        let kept = sieve.keep_at(&fingerprint.shingles);
        let mut hashes: Vec<u64> = kept.iter().map(|&(_, hash)| hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let count = |&hash: &u64| {
            self.segments.iter().map(|segment| segment.postings.count(hash)).sum::<Result<usize>>()
        };
        let counts = hashes.par_iter().map(count).collect::<Result<_>>()?;
        let which = |hash: u64| hashes.partition_point(|&other| other < hash) as u32;
        let mut places: Vec<(u32, u32)> =
            kept.iter().map(|&(at, hash)| (at, which(hash))).collect();
        places.sort_unstable();
        Ok(Lists { places, hashes, counts, gram: sieve.gram(fingerprint.k) })
    }

    /// The documents where a hash stands, ascending; removed ones among them.
    pub(super) fn documents_of(&self, hash: u64) -> Result<Vec<u32>> {
        let mut documents = Vec::new();
        // Segments go by number.
        for segment in &self.segments {
            segment.postings.documents(hash, &mut documents)?;
        }
        Ok(documents)
    }
}
