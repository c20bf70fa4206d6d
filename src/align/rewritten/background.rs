//! How often each term is used: what makes a shared word telling or not.
//!
//! In: the prepared documents of a run. Out: counts. The order of the documents changes nothing.

use super::prepared::Prepared;
use rustc_hash::FxHashMap;

/// The use of every term over all documents of a run.
#[derive(Clone, Debug, Default)]
pub struct Background {
    counts: FxHashMap<u64, u32>,
    total: u64,
}

impl Background {
    /// The background that these documents make together.
    pub fn of<'d>(documents: impl IntoIterator<Item = &'d Prepared>) -> Background {
        let mut background = Background::default();
        for document in documents {
            background.total += document.len() as u64;
            for places in document.postings.chunk_by(|x, y| x.0 == y.0) {
                let count = background.counts.entry(places[0].0).or_default();
                *count = count.saturating_add(places.len() as u32);
            }
        }
        background
    }

    /// How many tokens the documents have together.
    pub(super) fn total(&self) -> f64 {
        self.total as f64
    }

    /// How many of them are this term.
    pub(super) fn count(&self, term: u64) -> f64 {
        f64::from(self.counts.get(&term).copied().unwrap_or(0))
    }
}
