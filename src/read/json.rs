//! A JSON array of rows, or one row over many lines → documents. It is read whole: large sets are better JSON Lines.

use super::Options;
use super::harvest::{Harvest, Stop};
use super::input::Source;
use super::jsonl;
use super::open::says;
use crate::repair::decode;
use rayon::prelude::*;
use serde_json::value::RawValue;
use std::io::Read;

/// Reads the rows of a file up to [`Options::max_row_bytes`]. A bad row is skipped; a file that is no JSON has none.
pub(super) fn read(
    reader: Box<dyn Read + Send>,
    source: &Source,
    options: &Options,
    harvest: &mut Harvest,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), Stop> {
    let (mut bytes, most) = (Vec::new(), options.max_row_bytes);
    reader.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|error| says(&error))?;
    if bytes.len() > most {
        let reason = format!("is an array of more than {} MB; make it JSON Lines", most >> 20);
        return Err(options.too_long(source, reason));
    }
    let text = decode(&bytes, None).text;
    drop(bytes);
    let rows: Vec<&RawValue> = match text.trim_start().starts_with('[') {
        true => {
            serde_json::from_str(&text).map_err(|error| format!("is no array of rows ({error})"))?
        }
        false => vec![serde_json::from_str(&text).map_err(|error| format!("is no row ({error})"))?],
    };
    let parsed = rows
        .par_iter()
        .enumerate()
        .map(|(at, row)| jsonl::row(row.get().as_bytes(), source, at + 1).inspect(|_| progress(1)));
    harvest.take(parsed.collect())?;
    Ok(())
}
