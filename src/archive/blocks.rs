//! The one container of an archive's files: checksummed blocks under ascending keys.
//!
//! Layout, all numbers little-endian: `WIRECARC`, version (u32), kind (u32); the blocks, each its
//! payload and `xxh3_64` of it; the index, for each block its key (u64) and its first byte (u64); the
//! footer: number of blocks, of items in them, first byte of the index, `xxh3_64` of the index, of all
//! before the footer, and of the footer's fields before (u64 each). A file is written once, synced,
//! and never changed. Every byte read is checked before it is used.

use super::sections::Index;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

const MAGIC: &[u8; 8] = b"WIRECARC";
/// Version of the layout of all files.
pub(super) const VERSION: u32 = 1;
const HEADER: u64 = 16;
const FOOTER: u64 = 48;
/// Bytes read at once where blocks are read one after another.
const STRIDE: u64 = 1 << 18;

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
    index: Vec<u8>,
}

impl BlockWriter {
    pub(super) fn create(path: &Path, kind: Kind) -> Result<BlockWriter> {
        let file = File::create(path).map_err(|error| Error::io(path, error))?;
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
        self.index.extend(key.to_le_bytes());
        self.index.extend(self.at.to_le_bytes());
        self.items += items as u64;
        self.put(payload)?;
        self.put(&xxh3_64(payload).to_le_bytes())
    }

    /// Writes index and footer and waits until all is on the disk.
    pub(super) fn finish(mut self) -> Result<Listed> {
        let index = std::mem::take(&mut self.index);
        let (blocks, start) = (index.len() as u64 / 16, self.at);
        self.put(&index)?;
        let sum = self.sum.digest();
        let mut footer = Vec::new();
        for field in [blocks, self.items, start, xxh3_64(&index), sum] {
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

/// A file open for reading. It stays readable when it loses its name.
pub(super) struct BlockFile {
    path: PathBuf,
    file: File,
    listed: Listed,
    blocks: u64,
    /// First byte of the index.
    start: u64,
    index_sum: u64,
    index: OnceLock<Index>,
    /// Held while the index is read, so that it is read once.
    reading: Mutex<()>,
}

impl BlockFile {
    /// Opens a file, which must be the one listed.
    pub(super) fn open(path: &Path, kind: Kind, listed: Listed) -> Result<BlockFile> {
        let file = File::open(path).map_err(|error| Error::io(path, error))?;
        let length = file.metadata().map_err(|error| Error::io(path, error))?.len();
        let wrong = |problem: &str| damaged(path, problem);
        if length != listed.bytes || length < HEADER + FOOTER {
            let wanted = listed.bytes;
            return Err(wrong(&format!("has {length} bytes, not {wanted}")));
        }
        let mut header = [0; HEADER as usize];
        let mut footer = [0; FOOTER as usize];
        read_at(&file, path, 0, &mut header)?;
        read_at(&file, path, length - FOOTER, &mut footer)?;
        let fields: Vec<u64> = footer.chunks_exact(8).map(number).collect();
        let [blocks, items, start, index_sum, sum, own] = fields[..] else {
            return Err(wrong("has no footer"));
        };
        if own != xxh3_64(&footer[..40]) {
            return Err(wrong("has a damaged footer"));
        }
        let expected = [MAGIC, &VERSION.to_le_bytes()[..], &(kind as u32).to_le_bytes()].concat();
        if header[..] != expected || (sum, items) != (listed.sum, listed.items) {
            return Err(wrong("is not the file that the catalogue lists"));
        }
        if blocks.checked_mul(16).and_then(|index| start.checked_add(index + FOOTER))
            != Some(length)
        {
            return Err(wrong("has a damaged footer"));
        }
        let path = path.to_path_buf();
        let (index, reading) = (OnceLock::new(), Mutex::new(()));
        Ok(BlockFile { path, file, listed, blocks, start, index_sum, index, reading })
    }

    pub(super) fn listed(&self) -> Listed {
        self.listed
    }

    /// The index, read at its first use.
    pub(super) fn index(&self) -> Result<&Index> {
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let _reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let mut bytes = vec![0; self.blocks as usize * 16];
        read_at(&self.file, &self.path, self.start, &mut bytes)?;
        let sum = xxh3_64(&bytes);
        match Index::of(bytes, self.start) {
            Some(index) if sum == self.index_sum => Ok(self.index.get_or_init(|| index)),
            _ => Err(self.damaged("has a damaged index")),
        }
    }

    /// Reads the payload of one block.
    pub(super) fn block(&self, at: usize) -> Result<Vec<u8>> {
        let index = self.index()?;
        let mut bytes = vec![0; (index.start(at + 1) - index.start(at)) as usize];
        read_at(&self.file, &self.path, index.start(at), &mut bytes)?;
        let length = self.checked(at, &bytes)?.len();
        bytes.truncate(length);
        Ok(bytes)
    }

    fn checked<'b>(&self, at: usize, block: &'b [u8]) -> Result<&'b [u8]> {
        match block.split_last_chunk::<8>() {
            Some((payload, sum)) if xxh3_64(payload) == u64::from_le_bytes(*sum) => Ok(payload),
            _ => Err(self.damaged(&format!("is damaged in block {at}"))),
        }
    }

    /// The blocks of a range, one after another.
    pub(super) fn stream(&self, blocks: std::ops::Range<usize>) -> Stream<'_> {
        Stream { file: self, next: blocks.start, end: blocks.end, first: 0, held: Vec::new() }
    }

    /// Reads every byte and compares it with the sum of the whole.
    pub(super) fn check_sum(&self) -> Result<()> {
        let (mut sum, mut at) = (Xxh3::new(), 0);
        let end = self.listed.bytes - FOOTER;
        let mut buffer = vec![0; STRIDE as usize];
        while at < end {
            let count = STRIDE.min(end - at) as usize;
            read_at(&self.file, &self.path, at, &mut buffer[..count])?;
            sum.update(&buffer[..count]);
            at += count as u64;
        }
        match sum.digest() == self.listed.sum {
            true => Ok(()),
            false => Err(self.damaged("is damaged: the sum of its bytes is another")),
        }
    }

    pub(super) fn damaged(&self, problem: &str) -> Error {
        damaged(&self.path, problem)
    }
}

/// Reads blocks in order, many at a time.
pub(super) struct Stream<'a> {
    file: &'a BlockFile,
    next: usize,
    end: usize,
    /// Offset of the first byte held.
    first: u64,
    held: Vec<u8>,
}

impl Stream<'_> {
    /// The number and payload of the next block.
    pub(super) fn next(&mut self) -> Result<Option<(usize, &[u8])>> {
        if self.next >= self.end {
            return Ok(None);
        }
        let at = self.next;
        let index = self.file.index()?;
        let (from, to) = (index.start(at), index.start(at + 1));
        if from < self.first || to > self.first + self.held.len() as u64 {
            let past = index.first_not(at + 1, |next| index.start(next + 1) <= from + STRIDE);
            let last = index.start(past.min(self.end));
            self.first = from;
            self.held.resize((last - from) as usize, 0);
            read_at(&self.file.file, &self.file.path, from, &mut self.held)?;
        }
        self.next += 1;
        let block = &self.held[(from - self.first) as usize..(to - self.first) as usize];
        Ok(Some((at, self.file.checked(at, block)?)))
    }
}

fn damaged(path: &Path, problem: &str) -> Error {
    Error::format(path, format!("{problem}; put the file back from a copy"))
}

fn number(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.try_into().unwrap_or_default())
}

fn read_at(file: &File, path: &Path, offset: u64, buffer: &mut [u8]) -> Result<()> {
    #[cfg(unix)]
    let read = std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset);
    #[cfg(windows)]
    let read = {
        use std::os::windows::fs::FileExt;
        let mut done = 0;
        loop {
            match file.seek_read(&mut buffer[done..], offset + done as u64) {
                Ok(0) if done < buffer.len() => break Err(std::io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => done += count,
                Err(error) => break Err(error),
            }
            if done == buffer.len() {
                break Ok(());
            }
        }
    };
    read.map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => damaged(path, "ends too early"),
        _ => Error::io(path, error),
    })
}
