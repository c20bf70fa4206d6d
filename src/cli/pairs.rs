//! `wirecopy pairs`: one row a pair.

use super::comparing::Job;
use super::note;
use super::output::Output;
use clap::{Args, ValueEnum};
use wirecopy::error::Result;
use wirecopy::report::rows::PairRow;
use wirecopy::report::{json, reliability, tables};

/// Who shares with whom: verdict, reasons and measures of every pair that shares anything
#[derive(Args)]
#[command(after_help = "Example: the pairs of an archive that share wire copy\n  \
    wirecopy pairs archive.jsonl.zst --cross-outlet | grep _shared")]
pub(crate) struct Pairs {
    #[command(flatten)]
    job: Job,
    /// Format of the rows
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// JSON Lines
    Jsonl,
    /// A table with a header row
    Csv,
}

impl Pairs {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let analysis = self.job.run(quiet)?;
        let rows = analysis.comparisons.iter().map(|pair| PairRow::of(&analysis, pair));
        self.output.write(|out| match self.format {
            Format::Csv => tables::pairs(rows, out),
            Format::Jsonl => json::lines(rows, out),
        })?;
        if let Some(sure) = reliability(&analysis.expected()) {
            note(quiet, &sure);
        }
        Ok(())
    }
}
