//! Files → bytes: what format a name or a beginning tells, `.gz` and `.zst` unpacked, sizes limited.

use crate::error;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// The formats a file can have, each also packed with gzip or zstd.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// One article as it stands: `.txt`, `.text`, `.md`.
    Text,
    /// One page: `.html`, `.htm`, `.xhtml`.
    Html,
    /// An article a line, JSON: `.jsonl`, `.ndjson`.
    JsonLines,
    /// A JSON array of articles, or one article over several lines; told by its beginning.
    Json,
    /// An article a row, with a header row: `.csv`.
    Csv,
}

impl Format {
    /// The format a file name tells, if any.
    pub(super) fn of_name(name: &str) -> Option<Format> {
        let name = unpacked(name).to_ascii_lowercase();
        match name.rsplit_once('.')?.1 {
            "txt" | "text" | "md" => Some(Format::Text),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }

    /// The format a file's beginning looks like; text where it looks like nothing else.
    pub(super) fn of_content(head: &[u8]) -> Format {
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let lower = super::head(text, 512).to_lowercase();
        let first = lower.lines().next().unwrap_or_default();
        let names = |name: &str| first.split([',', ';', '\t']).any(|f| f.trim_matches('"') == name);
        let array = text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
        if text.contains('"') && (array || first.trim_end() == "{") {
            Format::Json
        } else if text.starts_with('{') && text.contains('"') {
            Format::JsonLines
        } else if ["<!doctype html", "<html", "<head", "<body"]
            .iter()
            .any(|tag| lower.contains(tag))
        {
            Format::Html
        } else if names("text") || names("html") {
            Format::Csv
        } else {
            Format::Text
        }
    }
}

/// A file name without the ending of its packing.
pub(super) fn unpacked(name: &str) -> &str {
    [".gz", ".zst", ".zstd"]
        .iter()
        .find_map(|ending| {
            let at = name.len().checked_sub(ending.len())?;
            name.get(at..)?.eq_ignore_ascii_case(ending).then(|| &name[..at])
        })
        .unwrap_or(name)
}

/// The content of a file, unpacked while it is read, whatever its name says.
///
/// # Errors
/// If the file cannot be opened. A damaged packing shows while reading.
pub fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    unpack(File::open(path)?)
}

/// `packed` as it is, or unpacked where it starts as gzip or zstd does. All members of a gzip file
/// and all frames of a zstd file are read.
pub(super) fn unpack(mut packed: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut magic = Vec::new();
    packed.by_ref().take(4).read_to_end(&mut magic)?;
    let whole = io::Cursor::new(magic.clone()).chain(packed);
    Ok(match magic[..] {
        [0x1F, 0x8B, ..] => Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(whole))),
        // A zstd frame, or a skippable one before it.
        [0x28, 0xB5, 0x2F, 0xFD] | [0x50..=0x5F, 0x2A, 0x4D, 0x18] => {
            Box::new(zstd::stream::read::Decoder::new(whole)?)
        }
        _ => Box::new(whole),
    })
}

/// Whether a file that begins like this is of a format that holds no plain text: PDF, zip and what is made of
/// it (.docx), pictures, programs, archives, databases, and packs of this program.
pub(super) fn is_no_text(head: &[u8]) -> bool {
    const BEGINNINGS: &[&[u8]] = &[
        b"%PDF",
        b"PK\x03\x04",
        b"\x89PNG",
        b"GIF8",
        b"\xff\xd8\xff",
        b"\x7fELF",
        b"Rar!",
        b"7z\xbc\xaf",
        b"\xd0\xcf\x11\xe0",
        b"SQLite format",
    ];
    let pack = head.starts_with(b"WIRECOPY") && head.get(8).is_some_and(u8::is_ascii_control);
    pack || BEGINNINGS.iter().any(|beginning| head.starts_with(beginning))
}

/// All of `reader`, or why not: more than `limit` bytes, or a damaged packing.
pub(super) fn read_all(reader: impl Read, limit: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| says(&error))?;
    match bytes.len() as u64 > limit {
        true => Err(format!("is a page of more than {limit} bytes; make rows of it (JSON Lines)")),
        false => Ok(bytes),
    }
}

/// What to tell about a file of rows larger than `limit` bytes.
pub(super) fn too_large(limit: u64) -> String {
    format!("holds more than {limit} bytes when unpacked; split it or raise the limit")
}

/// What to tell about a failed read.
pub(super) fn says(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            "ends early: the packed file is cut off, fetch it again".into()
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other => {
            format!("cannot be unpacked ({error}); fetch it again")
        }
        _ => error::says(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_name() {
        let rows = [
            ("a.txt", Some(Format::Text)),
            ("a.HTM.gz", Some(Format::Html)),
            ("a.b.ndjson.zst", Some(Format::JsonLines)),
            ("é.csv", Some(Format::Csv)),
            ("a.gz", None),
            ("a.pdf", None),
            ("txt", None),
        ];
        for (name, want) in rows {
            assert_eq!(Format::of_name(name), want, "{name}");
        }
    }

    #[test]
    fn formats_are_told_by_content() {
        let rows: [(&[u8], Format); 8] = [
            (b"", Format::Text),
            (b"Smoke over the quay", Format::Text),
            (b"\xEF\xBB\xBF\n {\"id\":1}", Format::JsonLines),
            (b"<!DOCTYPE HTML><p>", Format::Html),
            (b"<?xml version=\"1.0\"?>\n<html>", Format::Html),
            (b"id,text\n1,a", Format::Csv),
            (b"\"id\";\"text\"\n", Format::Csv),
            (b"\xFF\xFE", Format::Text),
        ];
        for (head, want) in rows {
            assert_eq!(Format::of_content(head), want, "{head:?}");
        }
    }
}
