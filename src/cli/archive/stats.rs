//! `wirecopy archive stats`: an archive in numbers.

use super::super::output::{Output, table};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;
use wirecopy::archive::{Archive, Stats};
use wirecopy::error::Result;

/// An archive in numbers: documents, outlets, dates, words, bytes
#[derive(Args)]
#[command(after_help = "Example:\n  wirecopy archive stats news/ --json")]
pub(super) struct StatsVerb {
    /// The archive
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// One JSON object instead of a table
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    output: Output,
}

#[derive(Serialize)]
struct Row {
    schema: &'static str,
    unit: wirecopy::token::Unit,
    k: usize,
    run: usize,
    text: bool,
    #[serde(flatten)]
    stats: Stats,
}

impl StatsVerb {
    pub(super) fn run(self) -> Result<()> {
        let archive = Archive::open(&self.folder)?;
        let (options, stats) = (archive.options(), Stats::of(&archive)?);
        self.output.write(|out| match self.json {
            true => {
                let schema = "wirecopy.archive-stats/1";
                let (unit, k, run, text) = (options.unit, options.k, options.run, options.text);
                serde_json::to_writer_pretty(
                    &mut *out,
                    &Row { schema, unit, k, run, text, stats },
                )?;
                out.write_all(b"\n")
            }
            false => out.write_all(rows(&stats, options.text).as_bytes()),
        })
    }
}

fn rows(stats: &Stats, text: bool) -> String {
    let documents = stats.documents as u64;
    let bytes = |bytes: u64| match bytes.checked_div(documents) {
        Some(each) => format!("{bytes} ({each} a document)"),
        None => bytes.to_string(),
    };
    let date = |date: &Option<String>| date.clone().unwrap_or("none".into());
    let rows = [
        ("documents", documents.to_string()),
        ("removed, not yet compacted", stats.removed.to_string()),
        ("outlets", stats.outlets.to_string()),
        ("earliest date", date(&stats.earliest)),
        ("latest date", date(&stats.latest)),
        ("without a date", stats.undated.to_string()),
        ("words", stats.words.to_string()),
        ("kept hashes", stats.postings.to_string()),
        (
            if text { "bytes of texts" } else { "bytes of fingerprints" },
            bytes(stats.document_bytes),
        ),
        ("bytes of postings", bytes(stats.posting_bytes)),
        ("bytes of the catalogue", bytes(stats.catalogue_bytes)),
        ("segments", stats.segments.to_string()),
    ];
    let row = |(name, value): (&str, String)| vec![name.to_string(), value];
    table(&["archive", ""], rows.map(row))
}
