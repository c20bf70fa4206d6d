//! A file of blocks, open for reading: blocks by number or by key, or one after another.

use super::blocks::{FOOTER, HEADER, Kind, Listed, MAGIC, VERSION};
use super::sections::{Index, Shape};
use crate::error::{Error, Result};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Bytes read at once where blocks are read one after another.
const STRIDE: u64 = 1 << 18;

/// A file open for reading. It stays readable when it loses its name.
pub(super) struct BlockFile {
    path: PathBuf,
    file: File,
    listed: Listed,
    shape: Shape,
    index_sum: u64,
    index: OnceLock<Index>,
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
        let version = header[8..12].try_into().map_or(0, u32::from_le_bytes);
        if header.starts_with(MAGIC) && version > VERSION {
            let problem = "was written by a newer wirecopy, or is damaged; update, or put the file back \
                           from a copy";
            return Err(Error::format(path, problem));
        }
        let expected = [MAGIC, &version.to_le_bytes()[..], &(kind as u32).to_le_bytes()].concat();
        let shape = usize::try_from(blocks).ok().and_then(|x| Shape::of(version, x, start));
        let Some(shape) = shape.filter(|_| header[..] == expected && sum == listed.sum) else {
            return Err(wrong("is not the file that the catalogue lists"));
        };
        let ends = shape.tops().and_then(|(first, bytes)| first.checked_add(bytes as u64 + FOOTER));
        if ends != Some(length) || items != listed.items {
            return Err(wrong("has a damaged footer"));
        }
        let path = path.to_path_buf();
        Ok(BlockFile { path, file, listed, shape, index_sum, index: OnceLock::new() })
    }

    pub(super) fn listed(&self) -> Listed {
        self.listed
    }

    /// How many blocks there are.
    pub(super) fn blocks(&self) -> usize {
        self.shape.blocks
    }

    /// How many blocks begin with less than `key`.
    pub(super) fn below(&self, key: u64) -> Result<usize> {
        self.before(|other| other < key)
    }

    /// How many blocks begin with `key` or less.
    pub(super) fn through(&self, key: u64) -> Result<usize> {
        self.before(|other| other <= key)
    }

    fn before(&self, before: impl Fn(u64) -> bool) -> Result<usize> {
        let index = self.index()?;
        let Some(page) = index.page_at(&before) else { return Ok(0) };
        Ok(index.first(page) + self.page(page)?.partition_point(|entry| before(entry[0])))
    }

    /// The first key of a block.
    pub(super) fn key(&self, block: usize) -> Result<u64> {
        let (page, entry) = self.index()?.page_of(block);
        Ok(self.page(page)?[entry][0])
    }

    /// The first byte of a block, or of what follows the last.
    fn start(&self, block: usize) -> Result<u64> {
        let index = self.index()?;
        if let Some(start) = index.start(block) {
            return Ok(start);
        }
        let (page, entry) = index.page_of(block);
        Ok(self.page(page)?[entry][1])
    }

    /// The index, its first entries read at its first use.
    fn index(&self) -> Result<&Index> {
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let (first, bytes) = self.shape.tops().unwrap_or_default();
        let mut tops = vec![0; bytes];
        read_at(&self.file, &self.path, first, &mut tops)?;
        let whole = tops.is_empty() || xxh3_64(&tops) == self.index_sum;
        let index = Index::of(self.shape, &tops, HEADER).filter(|_| whole);
        let index = index.ok_or_else(|| self.damaged("has a damaged index"))?;
        Ok(self.index.get_or_init(|| index))
    }

    /// A page of the index, read at its first use.
    fn page(&self, page: usize) -> Result<&[[u64; 2]]> {
        let index = self.index()?;
        if let Some(entries) = index.page(page) {
            return Ok(entries);
        }
        let (first, bytes) = index.place(page);
        let mut read = vec![0; bytes];
        read_at(&self.file, &self.path, first, &mut read)?;
        let kept = index.keep(page, &read, self.index_sum);
        kept.ok_or_else(|| self.damaged("has a damaged index"))
    }

    /// Reads the payload of one block.
    pub(super) fn block(&self, at: usize) -> Result<Vec<u8>> {
        let (start, end) = (self.start(at)?, self.start(at + 1)?);
        let mut bytes = vec![0; (end - start) as usize];
        read_at(&self.file, &self.path, start, &mut bytes)?;
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
        let (from, to) = (self.file.start(at)?, self.file.start(at + 1)?);
        if from < self.first || to > self.first + self.held.len() as u64 {
            let mut past = at + 1;
            while past < self.end && self.file.start(past + 1)? <= from + STRIDE {
                past += 1;
            }
            let last = self.file.start(past)?;
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
