//! CSV with a header row → documents, a block of rows in memory. The columns are those of a JSON row.
//!
//! The encoding and the delimiter are told from the beginning of the file.

use super::Options;
use super::harvest::{Harvest, Stop};
use super::input::Source;
use super::open::{says as says_io, too_large};
use super::row::{LONGEST_EXTRA, Row, Scalar};
use crate::document::{Document, Skipped};
use crate::repair::decode;
use ::csv::{Error, ErrorKind, ReaderBuilder, StringRecord};
use encoding_rs::{Decoder, Encoding};
use rayon::prelude::*;
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, Chain, Cursor, Read};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Rows parsed before they are made documents on all threads.
const BLOCK: usize = 4096;
/// Bytes of these after which they are made documents though they are fewer.
const BLOCK_BYTES: usize = 16 << 20;
/// Bytes decoded at once.
const PIECE: usize = 64 << 10;

/// Bytes that tell the encoding: as much as [`decode`] looks at and more.
const HEAD: usize = 1 << 20;

/// Reads rows up to [`Options::max_bytes`] of file. A row with too many or too few fields is skipped.
pub(super) fn read(
    mut reader: Box<dyn Read + Send>,
    source: &Source,
    options: &Options,
    harvest: &mut Harvest,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), Stop> {
    let mut head = Vec::new();
    let taken = reader.by_ref().take(HEAD as u64).read_to_end(&mut head);
    taken.map_err(|error| says_io(&error))?;
    let decoded = decode(&head, None);
    let first = decoded.text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|&delimiter| first.bytes().filter(|&byte| byte == delimiter).count());
    let (row, quotes) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let text = Text {
        packed: Cursor::new(head).chain(reader),
        decoder: encoding.new_decoder_with_bom_removal(),
        left: options.max_bytes,
        limit: options.max_bytes,
        row: row.clone(),
        quotes: quotes.clone(),
        longest: options.max_row_bytes,
        read: Vec::new(),
        text: vec![0; 3 * PIECE + 16],
        ready: 0..0,
        ended: false,
    };
    let mut rows = ReaderBuilder::new().delimiter(delimiter.unwrap_or(b',')).from_reader(text);
    let header = rows.headers().map_err(|error| end_of(&error).unwrap_or(error.to_string()));
    let mut header = header?.clone();
    header.trim();
    if !header.iter().any(|name| matches!(name, "text" | "html")) {
        let reason = "has no column named text or html in its first line";
        return Err(Stop::Unreadable(reason.into()));
    }
    let (mut number, mut long) = (1, false);
    let mut rows = rows.records();
    loop {
        let (mut block, mut bytes, mut end) = (Vec::new(), 0, None);
        while block.len() < BLOCK && bytes < BLOCK_BYTES && end.is_none() {
            row.store(0, Ordering::Relaxed);
            let Some(row) = rows.next() else { break };
            end = row.as_ref().err().and_then(end_of);
            bytes += row.as_ref().map_or(0, |row| row.as_slice().len());
            block.push(row);
        }
        if end.is_some() {
            block.pop();
        }
        let done = block.is_empty();
        let documents: Vec<Result<Document, Skipped>> = block
            .par_iter()
            .enumerate()
            .map(|(i, record)| {
                let row = number + i + 1;
                let path = || format!("{}:{row}", source.path.display());
                let made = match record {
                    Ok(record) => document(&header, record, source, row),
                    Err(error) => Err(says(error)),
                };
                made.inspect(|_| progress(1)).map_err(|reason| Skipped { path: path(), reason })
            })
            .collect();
        number += block.len();
        if let Some(Ok(last)) = block.last() {
            // An open field takes the end of the file with it.
            long = last.iter().next_back().is_some_and(|field| field.ends_with('\n'));
        }
        harvest.take(documents)?;
        if done && long && quotes.load(Ordering::Relaxed) % 2 == 1 {
            let path = format!("{}:{number}", source.path.display());
            let reason =
                "is its last row, and a quotation mark is never closed: rows may be inside of it";
            harvest.take(vec![Err(Skipped { path, reason: reason.into() })])?;
        }
        match end {
            Some(reason) if row.load(Ordering::Relaxed) > options.max_row_bytes => {
                return Err(options.too_long(source, reason));
            }
            Some(reason) => return Err(Stop::Unreadable(reason)),
            None if done => return Ok(()),
            None => {}
        }
    }
}

fn document(
    header: &StringRecord,
    record: &StringRecord,
    source: &Source,
    number: usize,
) -> Result<Document, String> {
    let mut row = Row::default();
    for (name, value) in header.iter().zip(record) {
        match row.field(name) {
            Some(field) => *field = Scalar(Some(Cow::Borrowed(value))),
            None if value.len() > LONGEST_EXTRA => {}
            None => {
                row.extra.insert(name.to_owned(), Value::String(value.to_owned()));
            }
        }
    }
    row.into_document(&format!("{}:{number}", source.id), source.stem())
}

fn says(error: &Error) -> String {
    match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("has {len} fields where the header has {expected_len}; check its quotes")
        }
        _ => format!("is not a row ({error})"),
    }
}

/// Why nothing can be read after this, if so.
fn end_of(error: &Error) -> Option<String> {
    match error.kind() {
        ErrorKind::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref()) {
            Some(TooLarge::File(limit)) => Some(too_large(*limit)),
            Some(TooLarge::Row(limit)) => {
                Some(format!("has a row of more than {limit} bytes; check its quotes"))
            }
            None => Some(says_io(error)),
        },
        _ => None,
    }
}

/// A file as UTF-8, decoded while it is read.
struct Text {
    packed: Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>>,
    decoder: Decoder,
    /// Bytes that may still be read.
    left: u64,
    limit: u64,
    /// Bytes taken since the last row ended, which are some more than the row has.
    row: Arc<AtomicUsize>,
    /// Quotation marks taken.
    quotes: Arc<AtomicUsize>,
    /// Bytes a row may have.
    longest: usize,
    read: Vec<u8>,
    text: Vec<u8>,
    /// What of `text` was not taken yet.
    ready: Range<usize>,
    ended: bool,
}

/// The file, or a row of it, has more bytes than this.
#[derive(Debug, thiserror::Error)]
enum TooLarge {
    #[error("holds more than {0} bytes")]
    File(u64),
    #[error("has a row of more than {0} bytes")]
    Row(usize),
}

impl Text {
    /// Decodes another piece.
    fn fill(&mut self) -> io::Result<()> {
        self.read.clear();
        let read = self.packed.by_ref().take(PIECE as u64).read_to_end(&mut self.read)?;
        let left = self.left.checked_sub(read as u64);
        self.left = left.ok_or_else(|| io::Error::other(TooLarge::File(self.limit)))?;
        self.ended = read == 0;
        let (_, _, written, _) =
            self.decoder.decode_to_utf8(&self.read, &mut self.text, self.ended);
        self.ready = 0..written;
        Ok(())
    }
}

impl Read for Text {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() && !self.ended {
            self.fill()?;
        }
        let count = out.len().min(self.ready.len());
        if self.row.fetch_add(count, Ordering::Relaxed) > self.longest {
            return Err(io::Error::other(TooLarge::Row(self.longest)));
        }
        let from = self.ready.start;
        out[..count].copy_from_slice(&self.text[from..from + count]);
        let quotes = memchr::memchr_iter(b'"', &out[..count]).count();
        self.quotes.fetch_add(quotes, Ordering::Relaxed);
        self.ready.start += count;
        Ok(count)
    }
}
