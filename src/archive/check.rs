//! Every byte of an archive against its sums, and its files against each other.

use super::blocks::Kind;
use super::catalogue::{Catalogue, Row};
use super::entry::Entry;
use super::file::BlockFile;
use super::postings::{Posting, PostingsFile};
use super::reader::Archive;
use super::records::RecordsFile;
use super::seal;
use super::segment::{Segment, id_hash};
use crate::error::{Error, Result};
use rayon::prelude::*;
use std::path::Path;

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// Files looked at.
    pub files: usize,
    /// Bytes of these.
    pub bytes: u64,
    /// What is damaged or missing, by file; nothing where all is well.
    pub damaged: Vec<Error>,
}

/// Reads the whole archive in `folder` and compares it with its sums. `progress` is told the bytes
/// of each file done, from any thread.
///
/// # Errors
/// If there is no archive.
pub fn check(folder: &Path, progress: &(dyn Fn(u64) + Sync)) -> Result<Checked> {
    let mut catalogue = Catalogue::open(folder)?;
    let files = 2 + usize::from(folder.join(seal::FILE).exists());
    let mut checked = Checked { files, ..Checked::default() };
    checked.damaged.extend(catalogue.check().err());
    // Files are opened while no writer can delete them.
    let opened = catalogue.read_sealed(|manifest, sealed| {
        let rows = manifest.segments.clone();
        let without = super::catalogue::Manifest { segments: Vec::new(), ..manifest };
        let archive = Archive::of(folder, without);
        let files: Vec<Vec<Result<BlockFile>>> = rows
            .iter()
            .map(|row| {
                let open = |kind| {
                    BlockFile::open(&Row::path(folder, row.name, kind), kind, row.file(kind))
                };
                Kind::ALL.map(open).into()
            })
            .collect();
        Ok(([archive.err(), sealed.err()], rows, files))
    });
    let (about, rows, files) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            if checked.damaged.is_empty() {
                checked.damaged.push(error);
            }
            return Ok(checked);
        }
    };
    let [settings, sealed] = about;
    if checked.damaged.is_empty() {
        checked.damaged.extend(sealed);
    }
    checked.damaged.extend(settings);
    checked.files += files.len() * Kind::ALL.len();
    checked.bytes = rows.iter().map(Row::bytes).sum();
    let damaged = rows.into_par_iter().zip(files).map(|(row, files)| {
        let sums = files.into_par_iter().map(|file| {
            let file = file?;
            file.check_sum()?;
            progress(file.listed().bytes);
            Ok(file)
        });
        let sums: Vec<Result<BlockFile>> = sums.collect();
        let mut damaged = Vec::new();
        let mut whole = Vec::new();
        for file in sums {
            match file {
                Ok(file) => whole.push(file),
                Err(error) => damaged.push(error),
            }
        }
        if let Ok([postings, ids, entries, documents]) = <[BlockFile; 4]>::try_from(whole) {
            let postings = PostingsFile { file: postings };
            let ids = PostingsFile { file: ids };
            let entries = RecordsFile { file: entries };
            let documents = RecordsFile { file: documents };
            let segment = Segment { row, postings, ids, entries, documents };
            damaged.extend(consistent(&segment).err());
        }
        damaged
    });
    checked.damaged.extend(damaged.collect::<Vec<_>>().into_iter().flatten());
    Ok(checked)
}

/// Whether the four files tell of the same documents, in order.
fn consistent(segment: &Segment) -> Result<()> {
    let Segment { postings, ids, entries, documents, .. } = segment;
    let mut found = Vec::new();
    let mut blocks = entries.stream(0)?;
    while let Some(block) = blocks.next()? {
        for (number, bytes) in block.iter() {
            let entry = Entry::from_bytes(number, bytes);
            let entry = entry.ok_or_else(|| entries.file.damaged("holds what is no entry"))?;
            let hash = id_hash(&entry.id);
            found.push(Posting { hash, document: number, position: 0 });
        }
    }
    let numbers: Vec<u32> = found.iter().map(|posting| posting.document).collect();
    let ordered = numbers.is_sorted_by(|x, y| x < y) && numbers.iter().all(|&n| segment.holds(n));
    if !ordered || numbers.len() as u64 != entries.file.listed().items {
        return Err(entries.file.damaged("holds documents that are not listed"));
    }
    found.sort_unstable();
    let mut cursor = ids.stream(0, u64::MAX)?;
    for posting in &found {
        if cursor.next()? != Some(*posting) {
            return Err(ids.file.damaged("holds other ids than the entries"));
        }
    }
    if cursor.next()?.is_some() {
        return Err(ids.file.damaged("holds more ids than the entries"));
    }
    let (mut blocks, mut at) = (documents.stream(0)?, 0);
    while let Some(block) = blocks.next()? {
        for (number, _) in block.iter() {
            if numbers.get(at) != Some(&number) {
                return Err(documents.file.damaged("holds other documents than the entries"));
            }
            at += 1;
        }
    }
    if at != numbers.len() {
        return Err(documents.file.damaged("holds fewer documents than the entries"));
    }
    let mut cursor = postings.stream(0, u64::MAX)?;
    let (mut last, mut count) = (Posting::default(), 0);
    while let Some(posting) = cursor.next()? {
        if posting < last || numbers.binary_search(&posting.document).is_err() {
            return Err(postings.file.damaged("is out of order"));
        }
        (last, count) = (posting, count + 1);
    }
    match count == postings.file.listed().items {
        true => Ok(()),
        false => Err(postings.file.damaged("holds another number of postings than it says")),
    }
}
