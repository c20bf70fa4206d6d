//! The one container of an archive's files: checksummed blocks under ascending keys.
//!
//! Layout, all numbers little-endian: `WIRECARC`, version (u32), kind (u32); the blocks, each its
//! payload and `xxh3_64` of it; the index, for each block its key (u64) and its first byte (u64), in pages of
//! 64 blocks, each followed by its `xxh3_64`; the first entry of each page; the footer: number of blocks, of
//! items in them, first byte of the pages, `xxh3_64` of the first entries, of all before the footer, and of
//! the footer's fields before (u64 each). In version 1 the index is one page, whose sum stands in the footer.
//! A file is written once, synced, and never changed. Every byte read is checked before it is used.

use super::sections::written;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

pub(super) const MAGIC: &[u8; 8] = b"WIRECARC";
/// Version of the layout of new files.
pub(super) const VERSION: u32 = 2;
pub(super) const HEADER: u64 = 16;
pub(super) const FOOTER: u64 = 48;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The kept hashes of the documents, each with its places.
    Postings,
    /// The hashes of the ids, each with its document.
    Ids,
    /// What is known of each document but its text.
    Entries,
    /// The texts, or the fingerprints.
    Documents,
}

impl Kind {
    /// All kinds, in the order of their declaration.
    pub(super) const ALL: [Kind; 4] = [Kind::Postings, Kind::Ids, Kind::Entries, Kind::Documents];

    /// Ending of the file's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Postings => "postings",
            Kind::Ids => "ids",
            Kind::Entries => "entries",
            Kind::Documents => "documents",
        }
    }
}

/// What the catalogue knows of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// Length in bytes.
    pub(super) bytes: u64,
    /// Postings, ids or documents in it.
    pub(super) items: u64,
    /// `xxh3_64` of all before its footer.
    pub(super) sum: u64,
}

/// Writes a file block by block.
pub(super) struct BlockWriter {
    path: PathBuf,
    out: BufWriter<File>,
    sum: Xxh3,
    at: u64,
    items: u64,
    /// Key and first byte of each block.
    index: Vec<[u64; 2]>,
}

impl BlockWriter {
    pub(super) fn create(path: &Path, kind: Kind) -> Result<BlockWriter> {
        // Never over what is there: it could be of a writer whose `lock` somebody deleted.
        let file = File::create_new(path).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => {
                let problem = "is of another writer, whose `lock` was deleted; start again";
                Error::format(path, problem)
            }
            _ => Error::io(path, error),
        })?;
        let mut writer = BlockWriter {
            path: path.to_path_buf(),
            out: BufWriter::with_capacity(1 << 20, file),
            sum: Xxh3::new(),
            at: 0,
            items: 0,
            index: Vec::new(),
        };
        writer.put(MAGIC)?;
        writer.put(&VERSION.to_le_bytes())?;
        writer.put(&(kind as u32).to_le_bytes())?;
        Ok(writer)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.sum.update(bytes);
        self.at += bytes.len() as u64;
        self.out.write_all(bytes).map_err(|error| Error::io(&self.path, error))
    }

    /// Appends a block of `items` items. Keys ascend, equal ones are allowed.
    pub(super) fn block(&mut self, key: u64, items: usize, payload: &[u8]) -> Result<()> {
        self.index.push([key, self.at]);
        self.items += items as u64;
        self.put(payload)?;
        self.put(&xxh3_64(payload).to_le_bytes())
    }

    /// Writes index and footer and waits until all is on the disk.
    pub(super) fn finish(mut self) -> Result<Listed> {
        let (blocks, start) = (self.index.len() as u64, self.at);
        let (pages, tops) = written(&std::mem::take(&mut self.index));
        self.put(&pages)?;
        self.put(&tops)?;
        let sum = self.sum.digest();
        let mut footer = Vec::new();
        for field in [blocks, self.items, start, xxh3_64(&tops), sum] {
            footer.extend(field.to_le_bytes());
        }
        footer.extend(xxh3_64(&footer).to_le_bytes());
        self.put(&footer)?;
        let (path, bytes, items) = (self.path, self.at, self.items);
        let file = self.out.into_inner().map_err(std::io::IntoInnerError::into_error);
        file.and_then(|file| file.sync_all()).map_err(|error| Error::io(path, error))?;
        Ok(Listed { bytes, items, sum })
    }
}
