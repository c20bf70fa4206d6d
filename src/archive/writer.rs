//! The one writer: documents in, one durable commit each time; removal; compaction.
//!
//! A commit writes new files, waits until they are on the disk, and then changes the catalogue
//! in one transaction. Whatever happens before leaves files that no catalogue lists, which the next
//! writer sweeps away. Neighbouring segments of like size are merged, so that there are never more
//! than a few for each power of [`FEW`] in size, and each byte is written a few times only.

use super::catalogue::{Catalogue, Manifest, Row};
use super::lock::Lock;
use super::prepare::prepare;
use super::reader::Archive;
use super::segment::{self, Segment};
use crate::article::Dissection;
use crate::document::{Document, Skipped, Skips};
use crate::error::{Error, Result};
use crate::read::Batch;
use rayon::prelude::*;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// So many neighbouring segments of one level are merged.
const FEW: usize = 4;
/// Segments of less than this are of the lowest level.
const SMALL: u64 = 1 << 20;
/// Bytes a document may have in all.
const LARGEST: usize = 1 << 30;

/// What becomes of a document whose id is in the archive with another text, outlet or date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// The archive keeps what it has, and the document is reported.
    #[default]
    Keep,
    /// The document takes its place.
    Replace,
}

/// What one [`Writer::add`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Documents that are in the archive now and were not before.
    pub added: usize,
    /// Of these, how many took the place of another text of their id.
    pub replaced: usize,
    /// Documents that were there already, id and text.
    pub present: usize,
    /// Documents left out, by id, and why.
    pub skipped: Skips,
}

/// The writer of an archive. Reads what it has written through [`Writer::archive`].
pub struct Writer {
    archive: Archive,
    catalogue: Catalogue,
    how: Dissection,
    /// Whether a commit has failed, so that what the catalogue holds is not known for certain.
    failed: bool,
    lock: Lock,
}

impl Writer {
    /// Opens the archive in `folder` for writing.
    ///
    /// # Errors
    /// If another writer has it open, there is none, it is damaged, or it cannot be written to.
    pub fn open(folder: &Path) -> Result<Writer> {
        let mut catalogue = Catalogue::open(folder)?;
        let lock = Lock::take(folder)?;
        let (archive, sealed) = catalogue.read_sealed(|manifest, sealed| {
            let sealed = sealed?;
            let archive = Archive::of(folder, manifest)?;
            sweep(&archive)?;
            Ok((archive, sealed))
        })?;
        if !sealed {
            catalogue.seal(|| lock.holds())?;
        }
        let options = archive.options();
        let how = Dissection { unit: options.unit, k: options.k, ..Dissection::default() };
        Ok(Writer { archive, catalogue, how, failed: false, lock })
    }

    /// The archive as this writer has left it.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// How many bytes of text to add together so that reading, adding and the next batch waiting stay
    /// within about so many bytes of memory.
    pub fn batch_within(memory: usize) -> usize {
        /// What reading and merging take whatever the batch.
        const FIXED: usize = 64 << 20;
        /// Times a text stands in memory: as read, as the next one read, as its record, as its hashes
        /// twice, packed.
        const TIMES: usize = 7;
        (memory.saturating_sub(FIXED) / TIMES).clamp(1 << 20, Batch::default().bytes)
    }

    /// Adds documents: when this returns they are on the disk, all of them; when it fails or is killed,
    /// none. All are in memory at once, so add many in batches; the archive answers alike
    /// whatever the batches. A missing language is detected.
    ///
    /// # Errors
    /// If a file cannot be written or is damaged. The archive is then as it was.
    pub fn add(&mut self, documents: Vec<Document>, known: Known) -> Result<Added> {
        self.usable()?;
        let (documents, gone, mut added) = self.triage(documents, known)?;
        added.added = documents.len();
        if !documents.is_empty() {
            self.merge_alike()?;
            let mut manifest = self.archive.manifest.clone();
            let first = manifest.next;
            let room = u32::try_from(documents.len()).ok().and_then(|n| first.checked_add(n));
            let full = "has no numbers left for so many documents; start another archive";
            manifest.next = room.ok_or_else(|| Error::format(self.archive.folder(), full))?;
            let (options, how) = (self.archive.options(), &self.how);
            let prepared = documents
                .into_par_iter()
                .enumerate()
                .map(|(at, document)| prepare(first + at as u32, document, options, how))
                .collect();
            let name = manifest.segment;
            manifest.segment += 1;
            for &number in &gone {
                manifest.removed.insert(number);
            }
            let written = segment::write(self.archive.folder(), name, prepared);
            let row = self.kept_or_swept(name, written)?;
            manifest.segments.push(row);
            self.commit(manifest, &gone, &[])?;
        }
        Ok(added)
    }

    /// The documents that are new, the numbers of those they replace, and what was found out.
    fn triage(
        &self,
        documents: Vec<Document>,
        known: Known,
    ) -> Result<(Vec<Document>, Vec<u32>, Added)> {
        let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        let there = self.archive.known(&ids)?;
        let hash = |document: &Document| {
            let text = xxh3_64(document.text.as_bytes());
            (text, origin(&document.outlet, document.date.as_deref()))
        };
        let hashes: Vec<(u64, u64)> = documents.par_iter().map(hash).collect();
        let (mut added, mut gone) = (Added::default(), Vec::new());
        // By id: the hashes of the text that counts now and of its origin, and where among the new ones it
        // stands.
        let mut latest: HashMap<String, ((u64, u64), Option<usize>)> = HashMap::new();
        let mut fresh: Vec<Document> = Vec::new();
        for ((document, there), hash) in documents.into_iter().zip(there).zip(hashes) {
            let id = document.id.clone();
            let mut skip = |reason: &str| {
                added.skipped.push(Skipped { path: id.clone(), reason: reason.into() });
            };
            if document.size() > LARGEST {
                skip("is larger than 1 GiB; split it");
                continue;
            }
            let before = latest.get(&id).copied();
            let known_before = |entry: &super::entry::Entry| {
                ((entry.text_hash, origin(&entry.outlet, entry.date.as_deref())), None)
            };
            let before = before.or(there.as_ref().map(known_before));
            match before {
                None => {
                    latest.insert(id, (hash, Some(fresh.len())));
                    fresh.push(document);
                }
                Some((same, _)) if same == hash => added.present += 1,
                Some(((text, _), _)) if known == Known::Keep => skip(match text == hash.0 {
                    true => "this id is there from another outlet or day, which is kept",
                    false => "this id is there with another text, which is kept",
                }),
                Some((_, Some(at))) => {
                    latest.insert(id, (hash, Some(at)));
                    fresh[at] = document;
                }
                Some((_, None)) => {
                    added.replaced += 1;
                    gone.extend(there.map(|entry| entry.number));
                    latest.insert(id, (hash, Some(fresh.len())));
                    fresh.push(document);
                }
            }
        }
        Ok((fresh, gone, added))
    }

    /// Removes documents by id, in one durable commit. Gives the ids that are not there.
    ///
    /// # Errors
    /// If a file is damaged or cannot be written. The archive is then as it was.
    pub fn remove(&mut self, ids: &[String]) -> Result<Vec<String>> {
        self.usable()?;
        let names: Vec<&str> = ids.iter().map(String::as_str).collect();
        let (mut gone, mut missing) = (Vec::new(), Vec::new());
        let mut manifest = self.archive.manifest.clone();
        for (id, entry) in ids.iter().zip(self.archive.known(&names)?) {
            match entry {
                Some(entry) if manifest.removed.insert(entry.number) => gone.push(entry.number),
                Some(_) => {}
                None => missing.push(id.clone()),
            }
        }
        if !gone.is_empty() {
            self.commit(manifest, &gone, &[])?;
        }
        Ok(missing)
    }

    /// Merges all segments into one and drops removed documents from the disk. Needs room for
    /// the archive once more meanwhile.
    ///
    /// # Errors
    /// If a file is damaged or cannot be written. The archive is then as it was.
    pub fn compact(&mut self) -> Result<()> {
        self.usable()?;
        let count = self.archive.segments.len();
        let useless = count <= 1 && self.archive.manifest.removed.len() == 0;
        if useless { Ok(()) } else { self.merge(0) }
    }

    /// Merges the last segments while there are too many of one level.
    fn merge_alike(&mut self) -> Result<()> {
        loop {
            let levels: Vec<u32> =
                self.archive.segments.iter().map(|segment| level(segment.row.bytes())).collect();
            let Some(&last) = levels.last() else { return Ok(()) };
            let alike = levels.iter().rev().take_while(|&&level| level <= last).count();
            if alike < FEW {
                return Ok(());
            }
            self.merge(levels.len() - alike)?;
        }
    }

    /// Merges the segments from the one at `start` to the last.
    fn merge(&mut self, start: usize) -> Result<()> {
        let parts = self.archive.segments[start..].to_vec();
        let mut manifest = self.archive.manifest.clone();
        let name = manifest.segment;
        manifest.segment += 1;
        let range = parts.first().map_or(0, |part| part.row.first)..manifest.next;
        let gone: Vec<u32> = manifest.removed.range(range).collect();
        let merged = segment::merge(self.archive.folder(), name, &parts, &manifest.removed);
        let row = self.kept_or_swept(name, merged)?;
        gone.iter().for_each(|&number| manifest.removed.remove(number));
        manifest.segments.truncate(start);
        manifest.segments.push(row);
        self.commit(manifest, &[], &gone)?;
        // Readers that are open keep what they have open.
        for part in parts {
            sweep_segment(self.archive.folder(), part.row.name);
        }
        Ok(())
    }

    /// Makes the manifest the truth, on the disk and here.
    fn commit(&mut self, manifest: Manifest, newly: &[u32], gone: &[u32]) -> Result<()> {
        let known = |row: &Row| {
            let mut open = self.archive.segments.iter();
            open.find(|segment| segment.row == *row).cloned()
        };
        let segments = manifest.segments.iter().map(|row| match known(row) {
            Some(segment) => Ok(segment),
            None => Segment::open(self.archive.folder(), *row).map(Arc::new),
        });
        let segments: Result<Vec<Arc<Segment>>> = segments.collect();
        let segments = segments.map_err(|error| self.blamed(error))?;
        let committed =
            self.catalogue.commit((&self.archive.manifest, &manifest), newly, gone, &self.lock);
        self.failed |= committed.is_err();
        committed?;
        (self.archive.manifest, self.archive.segments) = (manifest, segments);
        Ok(())
    }

    fn usable(&self) -> Result<()> {
        let problem = match (self.failed, self.lock.holds()) {
            (false, true) => return Ok(()),
            (true, _) => "could not be written to before; open it again",
            (false, false) => super::lock::LOST,
        };
        Err(Error::format(self.archive.folder(), problem))
    }

    /// What was written, or no file of it; where the lock is lost, the files may be another writer's.
    fn kept_or_swept(&self, name: u32, written: Result<Row>) -> Result<Row> {
        written.map_err(|error| {
            if self.lock.holds() {
                sweep_segment(self.archive.folder(), name);
            }
            self.blamed(error)
        })
    }

    /// What an error comes of: where the lock is lost, of that.
    fn blamed(&self, error: Error) -> Error {
        match self.lock.holds() {
            true => error,
            false => Error::format(self.archive.folder(), super::lock::LOST),
        }
    }
}

/// Deletes the files of a segment; what resists is left for the next writer.
fn sweep_segment(folder: &Path, name: u32) {
    for kind in super::blocks::Kind::ALL {
        let _ = fs::remove_file(Row::path(folder, name, kind));
    }
}

/// Deletes the files of segments that the catalogue does not list.
fn sweep(archive: &Archive) -> Result<()> {
    let folder = archive.folder().join("segments");
    let io = |error| Error::io(&folder, error);
    for file in fs::read_dir(&folder).map_err(io)? {
        let path = file.map_err(io)?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()?.parse::<u32>().ok());
        let listed = |name| archive.segments.iter().any(|s| s.row.name == name);
        if let Some(name) = name.filter(|&name| !listed(name)) {
            sweep_segment(archive.folder(), name);
        }
    }
    Ok(())
}

/// The level of a segment of so many bytes.
fn level(bytes: u64) -> u32 {
    (bytes / SMALL).max(1).ilog(FEW as u64)
}

/// A hash of where and when a document was printed.
fn origin(outlet: &str, date: Option<&str>) -> u64 {
    xxh3_64(format!("{outlet}\0{}", date.unwrap_or_default()).as_bytes())
}
