//! An archive as it was when it was opened: questions in, documents and postings out.

use super::catalogue::{self, Catalogue, Manifest};
use super::entry::{Entry, article_of};
use super::near::Near;
use super::postings::{Posting, PostingsFile};
use super::records::Numbered;
use super::removed::Removed;
use super::seal;
use super::segment::{Segment, id_hash};
use super::settings::{self, ArchiveOptions};
use super::walk::{Merged, Of, Records, until_error};
use crate::article::{Article, Dissection};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::fingerprint::Sieve;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// A snapshot of an archive, for any number of threads. Its files stay open: what a writer
/// does meanwhile does not touch it.
pub struct Archive {
    folder: PathBuf,
    options: ArchiveOptions,
    pub(super) segments: Vec<Arc<Segment>>,
    pub(super) manifest: Manifest,
}

/// What to say where segments lie and what they are is not told.
pub(super) const LOST: &str = "is not there, but its segments are; put it back from a copy";

impl Archive {
    /// Makes an empty archive in `folder`, which must be empty or not there.
    ///
    /// # Errors
    /// If there is something already, the folder cannot be written to, or the options make no sense.
    pub fn create(folder: &Path, options: &ArchiveOptions) -> Result<Archive> {
        let text = options.valid()?.to_toml();
        let io = |error| Error::io(folder, error);
        fs::create_dir_all(folder).map_err(io)?;
        let vacant = || match folder.join(settings::FILE).exists() {
            true => Err(Error::format(folder, "is an archive already; use `wirecopy archive add`")),
            false => Ok(()),
        };
        vacant()?;
        // What an interrupted creation left may stand there.
        let ours = [
            catalogue::FILE,
            "catalogue.sqlite-journal",
            seal::FILE,
            seal::UNFINISHED,
            "lock",
            "segments",
            UNFINISHED,
        ];
        for entry in fs::read_dir(folder).map_err(io)? {
            let name = entry.map_err(io)?.file_name();
            if !ours.iter().any(|ours| name == *ours) {
                let problem = "holds other files; name a folder that is empty or not there yet";
                return Err(Error::format(folder, problem));
            }
        }
        let lock = super::lock::Lock::take(folder)?;
        vacant()?;
        let segments = folder.join("segments");
        fs::create_dir_all(&segments).map_err(io)?;
        if fs::read_dir(&segments).map_err(io)?.next().is_some() {
            return Err(Error::format(folder.join(settings::FILE), LOST));
        }
        Catalogue::create(folder, xxh3_64(text.as_bytes()))?;
        let (unfinished, whole) = (folder.join(UNFINISHED), folder.join(settings::FILE));
        seal::replace(&unfinished, &whole, text.as_bytes())?;
        super::segment::sync_folder(folder)?;
        super::segment::sync(folder)?;
        drop(lock);
        Archive::open(folder)
    }

    /// Opens the archive in `folder` as it is now.
    ///
    /// # Errors
    /// If there is none, it is of a newer version, or damaged so far that no question can be
    /// answered; damage to single blocks shows when they are read.
    pub fn open(folder: &Path) -> Result<Archive> {
        Catalogue::open(folder)?.read(|manifest| Archive::of(folder, manifest))
    }

    /// The archive of a manifest that cannot change meanwhile.
    pub(super) fn of(folder: &Path, manifest: Manifest) -> Result<Archive> {
        let path = folder.join(settings::FILE);
        let text = fs::read_to_string(&path).map_err(|error| Error::io(&path, error))?;
        let options = ArchiveOptions::from_toml(&text, &path)?;
        if xxh3_64(text.as_bytes()) != manifest.settings {
            let problem = "is not what it was when the archive was created; put it back";
            return Err(Error::format(path, problem));
        }
        let rows = manifest.segments.iter();
        let segments = rows.map(|&row| Segment::open(folder, row).map(Arc::new));
        let segments = segments.collect::<Result<_>>()?;
        Ok(Archive { folder: folder.to_path_buf(), options, segments, manifest })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it keeps of its documents.
    pub fn options(&self) -> ArchiveOptions {
        self.options
    }

    /// What chose its postings.
    pub fn sieve(&self) -> Sieve {
        Sieve::of(self.options.run, self.options.k)
    }

    /// How many documents it holds.
    pub fn len(&self) -> usize {
        let held: u64 = self.segments.iter().map(|s| s.entries.file.listed().items).sum();
        held as usize - self.manifest.removed.len().min(held as usize)
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One more than the largest number given so far: the length of a table by number. Numbers of
    /// removed documents are never given again.
    pub fn past(&self) -> u32 {
        self.manifest.next
    }

    /// What is known of the document of this number; nothing if it was removed or never was.
    ///
    /// # Errors
    /// As all that reads: if a file is damaged or cannot be read.
    pub fn entry(&self, number: u32) -> Result<Option<Entry>> {
        let Some(bytes) = self.record(number, |segment| &segment.entries)? else { return Ok(None) };
        let entry = Entry::from_bytes(number, &bytes);
        entry.map(Some).ok_or_else(|| self.broken(number))
    }

    /// The number of the document of this id.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn number(&self, id: &str) -> Result<Option<u32>> {
        Ok(self.known(&[id])?.pop().flatten().map(|entry| entry.number))
    }

    /// What is known of the documents of these ids.
    pub(super) fn known(&self, ids: &[&str]) -> Result<Vec<Option<Entry>>> {
        let hashes: Vec<u64> = ids.iter().map(|id| id_hash(id)).collect();
        let found = self.find(&hashes, |segment| &segment.ids)?;
        let one = |(id, hash): (&&str, &u64)| {
            let start = found.partition_point(|posting| posting.hash < *hash);
            for posting in found[start..].iter().take_while(|posting| posting.hash == *hash) {
                // Ids of one hash are told apart by what they are.
                if let Some(entry) = self.entry(posting.document)?
                    && entry.id == **id
                {
                    return Ok(Some(entry));
                }
            }
            Ok(None)
        };
        ids.par_iter().zip(&hashes).map(one).collect()
    }

    /// All entries, by number.
    pub fn entries(&self) -> impl Iterator<Item = Result<Entry>> + '_ {
        self.entries_from(0)
    }

    /// The entries of the documents from number `first` on.
    pub fn entries_from(&self, first: u32) -> impl Iterator<Item = Result<Entry>> + '_ {
        let mut records = self.records(|segment| &segment.entries, first);
        until_error(move || match records.next()? {
            Some((number, bytes)) => {
                let entry = Entry::from_bytes(number, &bytes);
                entry.map(Some).ok_or_else(|| self.broken(number))
            }
            None => Ok(None),
        })
    }

    /// The document of this number, as it was read.
    ///
    /// # Errors
    /// If there is none, the archive holds no texts, or a file is damaged or cannot be read.
    pub fn document(&self, number: u32) -> Result<Document> {
        self.with_text()?;
        let (entry, record) = self.whole(number)?;
        entry.into_document(&record).ok_or_else(|| self.broken(number))
    }

    /// The document of this number, taken apart: as `how` says where the archive holds texts; as it
    /// was when it was added where it holds fingerprints.
    ///
    /// # Errors
    /// If there is none, or a file is damaged or cannot be read.
    pub fn article(&self, number: u32, how: &Dissection) -> Result<Article> {
        let (entry, record) = self.whole(number)?;
        self.taken_apart(entry, &record, how)
    }

    /// What is known of a document that is there, and its article; `near` holds the blocks read last.
    pub(super) fn entry_and_article(
        &self,
        number: u32,
        how: &Dissection,
        near: &mut [Option<Near>; 2],
    ) -> Result<(Entry, Article)> {
        let [entries, texts] = near;
        let entry = self.near(number, |segment| &segment.entries, entries)?;
        let entry = Entry::from_bytes(number, entry).ok_or_else(|| self.broken(number))?;
        let record = self.near(number, |segment| &segment.documents, texts)?;
        Ok((entry.clone(), self.taken_apart(entry, record, how)?))
    }

    /// All documents, by number.
    ///
    /// # Errors
    /// If the archive holds no texts.
    pub fn documents(&self) -> Result<impl Iterator<Item = Result<(u32, Document)>> + '_> {
        self.with_text()?;
        let mut wholes = self.wholes(0);
        Ok(until_error(move || {
            let Some((entry, record)) = wholes()? else { return Ok(None) };
            let number = entry.number;
            let document = entry.into_document(&record).ok_or_else(|| self.broken(number))?;
            Ok(Some((number, document)))
        }))
    }

    /// All articles, by number, as [`Archive::article`] gives them, taken apart on all threads.
    pub fn articles<'a>(
        &'a self,
        how: &'a Dissection,
    ) -> impl Iterator<Item = Result<(u32, Article)>> + 'a {
        /// How many are taken apart at once.
        const TOGETHER: usize = 256;
        /// Bytes of theirs after which they are fewer.
        const BYTES: usize = 1 << 20;
        let mut wholes = self.wholes(0);
        let mut ready = Vec::new().into_iter();
        until_error(move || {
            if ready.len() == 0 {
                let mut group = Vec::with_capacity(TOGETHER);
                let mut bytes = 0;
                while group.len() < TOGETHER
                    && bytes < BYTES
                    && let Some(whole) = wholes()?
                {
                    bytes += whole.1.len();
                    group.push(whole);
                }
                let article = |(entry, record): (Entry, Vec<u8>)| {
                    Ok((entry.number, self.taken_apart(entry, &record, how)?))
                };
                ready = group.into_par_iter().map(article).collect::<Vec<_>>().into_iter();
            }
            ready.next().transpose()
        })
    }

    /// The places of these hashes, by hash, document and position. The hashes may come in any order;
    /// one that stands twice is looked up once.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn lookup(&self, hashes: &[u64]) -> Result<Vec<Posting>> {
        self.find(hashes, |segment| &segment.postings)
    }

    fn find(&self, hashes: &[u64], of: fn(&Segment) -> &PostingsFile) -> Result<Vec<Posting>> {
        let mut hashes = hashes.to_vec();
        hashes.sort_unstable();
        hashes.dedup();
        let found = self.segments.par_iter().map(|segment| {
            let mut found = Vec::new();
            of(segment).lookup(&hashes, &mut found)?;
            Ok(found)
        });
        let mut found = found.collect::<Result<Vec<_>>>()?.concat();
        found.retain(|posting| !self.removed().contains(posting.document));
        found.sort_unstable();
        Ok(found)
    }

    /// All postings, by hash, document and position; a few blocks of each segment in memory.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn postings(&self) -> Result<impl Iterator<Item = Result<Posting>> + '_> {
        self.postings_between(0, u64::MAX)
    }

    /// The postings with hashes from `first` to `last`, both included. Hashes are spread evenly.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn postings_between(
        &self,
        first: u64,
        last: u64,
    ) -> Result<impl Iterator<Item = Result<Posting>> + '_> {
        let files: Vec<&PostingsFile> = self.segments.iter().map(|s| &s.postings).collect();
        let mut merged = Merged::of(&files, first, last)?;
        Ok(until_error(move || {
            loop {
                match merged.next()? {
                    Some(posting) if self.removed().contains(posting.document) => {}
                    next => return Ok(next),
                }
            }
        }))
    }

    pub(super) fn removed(&self) -> &Removed {
        &self.manifest.removed
    }

    fn with_text(&self) -> Result<()> {
        match self.options.text {
            true => Ok(()),
            false => {
                Err(Error::format(&self.folder, "holds fingerprints only; its texts are elsewhere"))
            }
        }
    }

    fn record(&self, number: u32, of: Of) -> Result<Option<Vec<u8>>> {
        let at = self.segments.partition_point(|segment| segment.row.past <= number);
        match self.segments.get(at) {
            Some(segment) if segment.row.first <= number && !self.removed().contains(number) => {
                of(segment).get(number)
            }
            _ => Ok(None),
        }
    }

    fn records(&self, of: Of, first: u32) -> Records<'_> {
        Records::of(&self.segments, of, first, self.removed())
    }

    /// Entry and record of one document.
    fn whole(&self, number: u32) -> Result<(Entry, Vec<u8>)> {
        let entry = self.entry(number)?;
        let entry = entry.ok_or_else(|| {
            Error::format(&self.folder, format!("has no document of number {number}"))
        })?;
        let record = self.record(number, |segment| &segment.documents)?;
        Ok((entry, record.ok_or_else(|| self.broken(number))?))
    }

    /// Entry and record of every document from number `first` on.
    fn wholes(&self, first: u32) -> impl FnMut() -> Result<Option<(Entry, Vec<u8>)>> + '_ {
        let mut entries = self.entries_from(first);
        let mut records = self.records(|segment| &segment.documents, first);
        move || {
            let pair: (Option<Entry>, Option<Numbered>) =
                (entries.next().transpose()?, records.next()?);
            match pair {
                (Some(entry), Some((number, record))) if entry.number == number => {
                    Ok(Some((entry, record)))
                }
                (None, None) => Ok(None),
                (Some(Entry { number, .. }), _) | (None, Some((number, _))) => {
                    Err(self.broken(number))
                }
            }
        }
    }

    fn taken_apart(&self, entry: Entry, record: &[u8], how: &Dissection) -> Result<Article> {
        let number = entry.number;
        let article = match self.options.text {
            true => entry.into_document(record).map(|document| Article::of(document, how)),
            false => article_of(self.options.k, record),
        };
        article.ok_or_else(|| self.broken(number))
    }

    pub(super) fn broken(&self, number: u32) -> Error {
        let problem = format!("document {number} is damaged; see `wirecopy archive check`");
        Error::format(&self.folder, problem)
    }
}

/// Name of `archive.toml` until it is whole.
const UNFINISHED: &str = "archive.toml.part";
