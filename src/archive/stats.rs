//! An archive in numbers.

use super::blocks::Kind;
use super::reader::Archive;
use crate::date::Day;
use crate::error::Result;
use serde::Serialize;
use std::collections::BTreeSet;

/// An archive in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Documents.
    pub documents: usize,
    /// Removed documents that still take room, until the archive is compacted.
    pub removed: usize,
    /// Outlets.
    pub outlets: usize,
    /// Earliest date as written, of those that name a [`Day`].
    pub earliest: Option<String>,
    /// Latest date as written, of those that name a [`Day`].
    pub latest: Option<String>,
    /// Documents whose date names no day, or that have none.
    pub undated: usize,
    /// Tokens of all texts.
    pub words: u64,
    /// Hashes kept of all documents, those of removed ones too.
    pub postings: u64,
    /// Segments.
    pub segments: usize,
    /// Bytes of the texts, or of the fingerprints.
    pub document_bytes: u64,
    /// Bytes of the postings.
    pub posting_bytes: u64,
    /// Bytes of what is known of the documents, of their ids, and of the catalogue.
    pub catalogue_bytes: u64,
}

impl Stats {
    /// Counts an archive; reads all its entries.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn of(archive: &Archive) -> Result<Stats> {
        let bytes = |kind| archive.segments.iter().map(|s| s.row.file(kind).bytes).sum::<u64>();
        let catalogue = std::fs::metadata(archive.folder().join(super::catalogue::FILE));
        let catalogue = catalogue.map_or(0, |file| file.len());
        let mut stats = Stats {
            removed: archive.manifest.removed.len(),
            segments: archive.segments.len(),
            postings: archive.segments.iter().map(|s| s.row.file(Kind::Postings).items).sum(),
            document_bytes: bytes(Kind::Documents),
            posting_bytes: bytes(Kind::Postings),
            catalogue_bytes: bytes(Kind::Entries) + bytes(Kind::Ids) + catalogue,
            ..Stats::default()
        };
        let mut outlets = BTreeSet::new();
        let (mut earliest, mut latest): (Option<(Day, String)>, _) = (None, None);
        for entry in archive.entries() {
            let entry = entry?;
            stats.documents += 1;
            stats.words += u64::from(entry.words);
            match entry.date.and_then(|date| Some((Day::of(&date)?, date))) {
                Some(dated) => {
                    if earliest.as_ref().is_none_or(|earliest| dated < *earliest) {
                        earliest = Some(dated.clone());
                    }
                    latest = latest.max(Some(dated));
                }
                None => stats.undated += 1,
            }
            outlets.insert(entry.outlet);
        }
        stats.outlets = outlets.len();
        stats.earliest = earliest.map(|(_, date)| date);
        stats.latest = latest.map(|(_, date)| date);
        Ok(stats)
    }
}
