//! A segment: the documents of one `add`, or of several merged, in four files.

use super::Posting;
use super::blocks::Kind;
use super::catalogue::Row;
use super::entry::Entry;
use super::file::BlockFile;
use super::postings::{PostingsFile, PostingsWriter};
use super::records::{Numbered, RecordsFile, RecordsWriter};
use super::removed::Removed;
use crate::error::{Error, Result};
use rayon::prelude::*;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// A segment open for reading.
pub(super) struct Segment {
    pub(super) row: Row,
    pub(super) postings: PostingsFile,
    pub(super) ids: PostingsFile,
    pub(super) entries: RecordsFile,
    pub(super) documents: RecordsFile,
}

/// A document on its way into a segment.
pub(super) struct Prepared {
    pub(super) entry: Entry,
    /// The record of its text or fingerprint.
    pub(super) record: Vec<u8>,
    /// The hashes kept of it, by position.
    pub(super) kept: Vec<(u32, u64)>,
}

/// What the files of ids hold as hash.
pub(super) fn id_hash(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

impl Segment {
    pub(super) fn open(folder: &Path, row: Row) -> Result<Segment> {
        let open = |kind| BlockFile::open(&Row::path(folder, row.name, kind), kind, row.file(kind));
        Ok(Segment {
            row,
            postings: PostingsFile { file: open(Kind::Postings)? },
            ids: PostingsFile { file: open(Kind::Ids)? },
            entries: RecordsFile { file: open(Kind::Entries)? },
            documents: RecordsFile { file: open(Kind::Documents)? },
        })
    }

    pub(super) fn holds(&self, number: u32) -> bool {
        (self.row.first..self.row.past).contains(&number)
    }
}

/// Writes the files of a new segment; `documents`, not empty, are by ascending number.
pub(super) fn write(folder: &Path, name: u32, documents: Vec<Prepared>) -> Result<Row> {
    let path = |kind| Row::path(folder, name, kind);
    let (first, past) = match (documents.first(), documents.last()) {
        (Some(first), Some(last)) => (first.entry.number, last.entry.number + 1),
        _ => (0, 0),
    };
    let total = documents.iter().map(|document| document.kept.len()).sum();
    let mut postings: Vec<Posting> = Vec::with_capacity(total);
    let mut ids = Vec::with_capacity(documents.len());
    let mut entries: Vec<Numbered> = Vec::with_capacity(documents.len());
    let mut records: Vec<Numbered> = Vec::with_capacity(documents.len());
    for Prepared { entry, record, kept } in documents {
        let document = entry.number;
        let places = kept.into_iter();
        postings.extend(places.map(|(position, hash)| Posting { hash, document, position }));
        ids.push(Posting { hash: id_hash(&entry.id), document, position: 0 });
        entries.push((document, entry.to_bytes()));
        records.push((document, record));
    }
    let sorted = |kind, mut postings: Vec<Posting>| {
        postings.par_sort_unstable();
        let mut writer = PostingsWriter::create(&path(kind), kind)?;
        postings.into_iter().try_for_each(|posting| writer.push(posting))?;
        writer.finish()
    };
    let numbered = |kind, records: Vec<Numbered>| {
        let mut writer = RecordsWriter::create(&path(kind), kind)?;
        writer.extend(&records)?;
        writer.finish()
    };
    let (hashes, texts) = rayon::join(
        || [sorted(Kind::Postings, postings), sorted(Kind::Ids, ids)],
        || [numbered(Kind::Entries, entries), numbered(Kind::Documents, records)],
    );
    let ([postings, ids], [entries, documents]) = (hashes, texts);
    sync_folder(folder)?;
    Ok(Row { name, first, past, files: [postings?, ids?, entries?, documents?] })
}

/// Writes the files of a segment that holds what neighbours hold, without what was removed.
pub(super) fn merge(
    folder: &Path,
    name: u32,
    parts: &[Arc<Segment>],
    removed: &Removed,
) -> Result<Row> {
    let path = |kind| Row::path(folder, name, kind);
    let first = parts.first().map_or(0, |part| part.row.first);
    let past = parts.last().map_or(0, |part| part.row.past);
    let sorted = |kind, of: fn(&Segment) -> &PostingsFile| {
        let mut writer = PostingsWriter::create(&path(kind), kind)?;
        let files: Vec<&PostingsFile> = parts.iter().map(|part| of(part)).collect();
        let mut merged = super::walk::Merged::of(&files, 0, u64::MAX)?;
        while let Some(posting) = merged.next()? {
            if !removed.contains(posting.document) {
                writer.push(posting)?;
            }
        }
        writer.finish()
    };
    let numbered = |kind, of: fn(&Segment) -> &RecordsFile| {
        let mut writer = RecordsWriter::create(&path(kind), kind)?;
        for part in parts {
            let kept = |range| removed.range(range).next().is_none();
            of(part).copy_into(&mut writer, kept)?;
        }
        writer.finish()
    };
    let (hashes, texts) = rayon::join(
        || [sorted(Kind::Postings, |part| &part.postings), sorted(Kind::Ids, |part| &part.ids)],
        || {
            let entries = numbered(Kind::Entries, |part| &part.entries);
            [entries, numbered(Kind::Documents, |part| &part.documents)]
        },
    );
    let ([postings, ids], [entries, documents]) = (hashes, texts);
    sync_folder(folder)?;
    Ok(Row { name, first, past, files: [postings?, ids?, entries?, documents?] })
}

/// Waits until the names of new files are on the disk.
pub(super) fn sync_folder(folder: &Path) -> Result<()> {
    sync(&folder.join("segments"))
}

/// Waits until the names in a folder are on the disk.
pub(super) fn sync(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|error| Error::io(folder, error))?;
    }
    Ok(())
}
