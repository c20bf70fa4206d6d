//! JSON Lines → documents, many rows at a time on all threads, a block of lines in memory.

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
/// Bytes a line may have.
const LINE: usize = 1 << 30;

/// Reads rows until the end or `limit` bytes. A bad row is skipped, a bad end ends it.
pub(super) fn read(
    mut reader: Box<dyn Read + Send>,
    source: &Source,
    limit: u64,
    harvest: &mut Harvest,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), Stop> {
    let (mut total, mut row) = (0u64, 0usize);
    let mut block = Vec::new();
    let mut end = fill(&mut reader, &mut block);
    loop {
        let more = matches!(end, Ok(true));
        let lines = match memchr::memrchr(b'\n', &block) {
            Some(at) if more => at + 1,
            None if more => 0,
            _ => block.len(),
        };
        if total + block.len() as u64 > limit {
            return Err(too_large(limit).into());
        }
        if lines == 0 && block.len() > LINE {
            let reason = format!("has more than 1 GiB in line {}; split it", row + 1);
            return Err(Stop::Unreadable(reason));
        }
        total += lines as u64;
        // The next block is unpacked while this one is parsed.
        let mut next = block.split_off(lines);
        let (after, parsed) = rayon::join(
            || more.then(|| fill(&mut reader, &mut next)),
            || parse(&block, source, row, harvest, progress),
        );
        row += parsed;
        harvest.offer(false)?;
        block = next;
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
    reader.take(BLOCK as u64).read_to_end(block)?;
    Ok(block.len() - before == BLOCK)
}

/// Parses the rows of a block; how many lines it has.
fn parse(
    block: &[u8],
    source: &Source,
    before: usize,
    harvest: &mut Harvest,
    progress: &(dyn Fn(usize) + Sync),
) -> usize {
    let mut starts = vec![0];
    starts.extend(memchr::memchr_iter(b'\n', block).map(|at| at + 1));
    if starts.last() == Some(&block.len()) {
        starts.pop();
    }
    let rows: Vec<Option<Result<Document, Skipped>>> = starts
        .par_iter()
        .enumerate()
        .map(|(i, &start)| {
            let end = starts.get(i + 1).map_or(block.len(), |next| next - 1);
            let number = before + i + 1;
            let line = block[start..end].trim_ascii();
            let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
            if line.is_empty() {
                return None;
            }
            let parsed = document(line, source, number);
            if parsed.is_ok() {
                progress(1);
            }
            let path = || format!("{}:{number}", source.path.display());
            Some(parsed.map_err(|reason| Skipped { path: path(), reason }))
        })
        .collect();
    for row in rows.into_iter().flatten() {
        match row {
            Ok(document) => harvest.documents.push(document),
            Err(skipped) => harvest.skipped.push(skipped),
        }
    }
    starts.len()
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
    let row: Row = serde_json::from_str(line).map_err(|error| {
        let problem = error.to_string();
        let problem = problem.split(" at line ").next().unwrap_or_default();
        format!(
            "is not a row ({problem}, column {}); a row is {{\"id\", \"text\"}}",
            error.column()
        )
    })?;
    row.into_document(&format!("{}:{number}", source.id), source.stem())
}
