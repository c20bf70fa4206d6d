//! An archive in numbers.

use super::blocks::Kind;
use super::reader::Archive;
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
    /// Earliest date, of those that start with year and month.
    pub earliest: Option<String>,
    /// Latest date, of those that start with year and month.
    pub latest: Option<String>,
    /// Documents without such a date.
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
        for entry in archive.entries() {
            let entry = entry?;
            stats.documents += 1;
            stats.words += u64::from(entry.words);
            match entry.date.filter(|date| is_dated(date)) {
                Some(date) => {
                    let later = |x: &Option<String>| x.as_ref().is_none_or(|x| *x < date);
                    if later(&stats.latest) {
                        stats.latest = Some(date.clone());
                    }
                    if stats.earliest.as_ref().is_none_or(|x| *x > date) {
                        stats.earliest = Some(date);
                    }
                }
                None => stats.undated += 1,
            }
            outlets.insert(entry.outlet);
        }
        stats.outlets = outlets.len();
        Ok(stats)
    }
}

/// Whether a date starts with year and month, as ISO 8601 writes them.
fn is_dated(date: &str) -> bool {
    let start = date.as_bytes().get(..7);
    start.is_some_and(|start| {
        start.iter().enumerate().all(|(at, byte)| match at {
            4 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    })
}
