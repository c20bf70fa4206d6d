//! JSON Lines → documents, many rows at a time on all threads, a block of lines in memory.

use super::Options;
use super::harvest::{Harvest, Stop};
use super::input::Source;
use super::open::{says, too_large};
use super::row::Row;
use crate::document::{Document, Skipped};
use crate::repair::decode;
use rayon::prelude::*;
use std::io::Read;

/// Bytes read before their lines are parsed; a longer line makes its block longer.
const BLOCK: usize = 4 << 20;
/// Rows parsed together: a block may be a million of them.
const ROWS: usize = 1 << 13;

/// Reads rows until the end or [`Options::max_bytes`]. A bad row is skipped, a bad end ends it.
pub(super) fn read(
    mut reader: Box<dyn Read + Send>,
    source: &Source,
    options: &Options,
    harvest: &mut Harvest,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), Stop> {
    let (mut total, mut row) = (0u64, 0usize);
    // Two blocks in turn, so that the system gives their memory once.
    let (mut block, mut next) = (Vec::new(), Vec::new());
    let mut end = fill(&mut reader, &mut block);
    loop {
        let more = matches!(end, Ok(true));
        let lines = match memchr::memrchr(b'\n', &block) {
            Some(at) if more => at + 1,
            None if more => 0,
            _ => block.len(),
        };
        if total + block.len() as u64 > options.max_bytes {
            return Err(too_large(options.max_bytes).into());
        }
        if lines == 0 && block.len() > options.max_row_bytes {
            let most = options.max_row_bytes >> 20;
            let reason = format!("has more than {most} MB in line {}; split it", row + 1);
            return Err(options.too_long(source, reason));
        }
        total += lines as u64;
        // The next block is unpacked while this one is parsed.
        next.clear();
        match lines {
            0 => std::mem::swap(&mut next, &mut block),
            _ => next.extend_from_slice(&block[lines..]),
        }
        let mut rest = &block[..lines];
        let first = some(&mut rest, &mut row);
        let (after, parsed) = rayon::join(
            || more.then(|| fill(&mut reader, &mut next)),
            || parse(&first, source, progress),
        );
        // Not inside of the join: whoever takes the documents may wait for the threads that do such work.
        harvest.take(parsed)?;
        while !rest.is_empty() {
            harvest.take(parse(&some(&mut rest, &mut row), source, progress))?;
        }
        std::mem::swap(&mut block, &mut next);
        end = match (end, after) {
            (_, Some(after)) => after,
            (Ok(_), None) => return Ok(()),
            (Err(error), None) => {
                return Err(format!("{}; the {row} rows before are kept", says(&error)).into());
            }
        };
    }
}

/// Adds a block to what is left of the last one; whether there may be more.
fn fill(reader: &mut impl Read, block: &mut Vec<u8>) -> std::io::Result<bool> {
    let before = block.len();
    // As much again as a line that has no end yet, so that it is searched a few times only.
    let more = before.max(BLOCK);
    reader.take(more as u64).read_to_end(block)?;
    Ok(block.len() - before == more)
}

/// The next lines of a block that are not empty, each with its number; `row` are before them.
fn some<'b>(rest: &mut &'b [u8], row: &mut usize) -> Vec<(usize, &'b [u8])> {
    let mut lines = Vec::new();
    while !rest.is_empty() && lines.len() < ROWS {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest[..end].trim_ascii();
        *rest = &rest[rest.len().min(end + 1)..];
        *row += 1;
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        if !line.is_empty() {
            lines.push((*row, line));
        }
    }
    lines
}

/// The documents of lines.
fn parse(
    lines: &[(usize, &[u8])],
    source: &Source,
    progress: &(dyn Fn(usize) + Sync),
) -> Vec<Result<Document, Skipped>> {
    let parsed = lines
        .par_iter()
        .with_max_len(16)
        .map(|&(number, line)| row(line, source, number).inspect(|_| progress(1)));
    parsed.collect()
}

/// The document of a row, the `number`th of its file.
pub(super) fn row(line: &[u8], source: &Source, number: usize) -> Result<Document, Skipped> {
    let path = || format!("{}:{number}", source.path.display());
    document(line, source, number).map_err(|reason| Skipped { path: path(), reason })
}

fn document(line: &[u8], source: &Source, number: usize) -> Result<Document, String> {
    let decoded;
    let line = match std::str::from_utf8(line) {
        Ok(line) => line,
        Err(_) => {
            decoded = decode(line, None).text;
            &decoded
        }
    };
    let mended;
    let parsed = match serde_json::from_str::<Row>(line) {
        Err(error) if error.to_string().contains("hex escape") => {
            mended = without_lone_surrogates(line);
            serde_json::from_str(&mended)
        }
        parsed => parsed,
    };
    let row = parsed.map_err(|error| {
        let problem = error.to_string();
        let problem = problem.split(" at line ").next().unwrap_or_default();
        format!(
            "is not a row ({problem}, column {}); a row is {{\"id\", \"text\"}}",
            error.column()
        )
    })?;
    row.into_document(&format!("{}:{number}", source.id), source.stem())
}

/// JSON in which each escape of half a character, as texts cut by programs have, is U+FFFD.
fn without_lone_surrogates(json: &str) -> String {
    let unit = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let (mut out, mut kept, mut at) = (String::with_capacity(json.len()), 0, 0);
    while let Some(found) = memchr::memchr(b'\\', &json.as_bytes()[at..]) {
        at += found;
        let pair = unit(at).zip(unit(at + 6));
        at += match (unit(at), pair) {
            (_, Some((0xd800..=0xdbff, 0xdc00..=0xdfff))) => 12,
            (Some(0xd800..=0xdfff), _) => {
                out.push_str(&json[kept..at]);
                out.push_str("\\ufffd");
                kept = at + 6;
                6
            }
            // An escape has one byte at least, and a bad one is told by the parser.
            _ => 2,
        };
        if at > json.len() {
            break;
        }
    }
    out + &json[kept..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_character_costs_a_character_and_no_row() {
        let rows = [
            (r#""cut \ud83d""#, r#""cut \ufffd""#),
            (r#""\ud83dx \ud83d\ude00 \ude00""#, r#""\ufffdx \ud83d\ude00 \ufffd""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""a \\ud83d é\n""#, r#""a \\ud83d é\n""#),
            (r#""\ud83"#, r#""\ud83"#),
            ("\\é\\", "\\é\\"),
        ];
        for (json, want) in rows {
            assert_eq!(without_lone_surrogates(json), want);
        }
        let source = Source { path: "x".into(), id: "x".into(), folder: None, format: None };
        let row = br#"{"id": "a", "text": "Fog \ud83d lifts \ud83d\ude00"}"#;
        assert_eq!(document(row, &source, 1).unwrap().text, "Fog \u{fffd} lifts \u{1f600}");
    }
}
