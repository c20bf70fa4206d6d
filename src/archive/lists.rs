//! A text's kept hashes → how common each is, and the documents where it stands.
//!
//! The list of a gram of a box on every page is as long as the archive; how long it is can be told without
//! reading it.

use super::Archive;
use crate::error::Result;
use crate::fingerprint::Fingerprint;
use rayon::prelude::*;
use std::borrow::Cow;

/// A list in more blocks of a segment is counted before it is read.
const SHORT: usize = 2;

/// The kept hashes of a text.
pub(super) struct Lists {
    /// Where a hash stands in the text, ascending, and which of them it is.
    pub(super) places: Vec<(u32, u32)>,
    /// The hashes, ascending.
    pub(super) lists: Vec<List>,
    /// Tokens under a hash.
    pub(super) gram: usize,
}

/// A hash and how common it is.
pub(super) struct List {
    hash: u64,
    /// How many places it has in the archive.
    pub(super) count: usize,
    /// The documents, where they are few.
    documents: Option<Vec<u32>>,
}

impl Archive {
    /// How common the kept hashes of a text are.
    pub(super) fn lists(&self, fingerprint: &Fingerprint) -> Result<Lists> {
        let sieve = self.sieve();
        let kept = sieve.keep_at(&fingerprint.shingles);
        let mut hashes: Vec<u64> = kept.iter().map(|&(_, hash)| hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let which = |hash: u64| hashes.partition_point(|&other| other < hash) as u32;
        let mut places: Vec<(u32, u32)> =
            kept.iter().map(|&(at, hash)| (at, which(hash))).collect();
        places.sort_unstable();
        let lists = hashes.par_iter().map(|&hash| self.list(hash)).collect::<Result<_>>()?;
        Ok(Lists { places, lists, gram: sieve.gram(fingerprint.k) })
    }

    fn list(&self, hash: u64) -> Result<List> {
        // Long lists are told by their length, and that counts what was removed.
        let mut short = true;
        let whole = self.removed().len() > 0;
        for segment in &self.segments {
            short &= segment.postings.reach(hash)?.len() <= SHORT;
        }
        if short || whole {
            let (count, documents) = self.read_list(hash)?;
            return Ok(List { hash, count, documents: Some(documents) });
        }
        let counts = self.segments.iter().map(|segment| segment.postings.count(hash));
        Ok(List { hash, count: counts.sum::<Result<usize>>()?, documents: None })
    }

    /// The documents of a list, ascending.
    pub(super) fn documents_of<'a>(&self, list: &'a List) -> Result<Cow<'a, [u32]>> {
        match &list.documents {
            Some(documents) => Ok(Cow::Borrowed(documents)),
            None => Ok(Cow::Owned(self.read_list(list.hash)?.1)),
        }
    }

    fn read_list(&self, hash: u64) -> Result<(usize, Vec<u32>)> {
        let (mut count, mut documents) = (0, Vec::new());
        // Segments go by number.
        for segment in &self.segments {
            count += segment.postings.documents(hash, self.removed(), &mut documents)?;
        }
        Ok((count, documents))
    }
}
