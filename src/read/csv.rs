//! CSV with a header row → documents. The columns are those of a JSON row.

use super::Harvest;
use super::input::Source;
use super::open::read_all;
use super::row::{Row, Scalar};
use crate::document::{Document, Skipped};
use crate::repair::decode;
use ::csv::{Error, ErrorKind, ReaderBuilder, StringRecord};
use rayon::prelude::*;
use serde_json::Value;
use std::borrow::Cow;
use std::io::Read;

/// Rows parsed before they are made documents on all threads.
const BLOCK: usize = 4096;

/// Reads rows up to `limit` bytes of file. A row with too many or too few fields is skipped.
pub(super) fn read(
    reader: Box<dyn Read + Send>,
    source: &Source,
    limit: u64,
    harvest: &mut Harvest,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), String> {
    let text = decode(&read_all(reader, limit)?, None).text;
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|&delimiter| first.bytes().filter(|&byte| byte == delimiter).count());
    let mut rows =
        ReaderBuilder::new().delimiter(delimiter.unwrap_or(b',')).from_reader(text.as_bytes());
    let mut header = rows.headers().map_err(|error| error.to_string())?.clone();
    header.trim();
    if !header.iter().any(|name| matches!(name, "text" | "html")) {
        return Err("has no column named text or html in its first line".into());
    }
    let mut number = 1;
    let mut rows = rows.records();
    loop {
        let block: Vec<_> = rows.by_ref().take(BLOCK).collect();
        if block.is_empty() {
            return Ok(());
        }
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
        for document in documents {
            match document {
                Ok(document) => harvest.documents.push(document),
                Err(skipped) => harvest.skipped.push(skipped),
            }
        }
        number += block.len();
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
