//! `wirecopy pairs`: one row a pair.

use super::comparing::Job;
use super::memory::Memory;
use super::note;
use super::output::{Output, stdout};
use clap::{Args, ValueEnum};
use wirecopy::analysis::Comparison;
use wirecopy::article::Article;
use wirecopy::error::Result;
use wirecopy::report::rows::PairRow;
use wirecopy::report::{json, run_reliability, tables};
use wirecopy::streamed::Depot;

/// Who shares with whom: verdict, reasons and measures of every pair that shares anything
#[derive(Args)]
#[command(after_help = "Example: the pairs of an archive that share wire copy\n  \
    wirecopy pairs archive.jsonl.zst --cross-outlet | grep _shared")]
pub(crate) struct Pairs {
    #[command(flatten)]
    job: Job,
    #[command(flatten)]
    memory: Memory,
    #[command(flatten)]
    rows: Rows,
}

/// How pairs are written.
#[derive(Args)]
pub(super) struct Rows {
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
        if let Some(budget) = self.memory.budget(quiet) {
            let depot = self.job.shelve(budget, false, quiet)?;
            return self.rows.write(depot);
        }
        let analysis = self.job.run(quiet)?;
        let rows = analysis.comparisons.iter().map(|pair| PairRow::of(&analysis, pair));
        self.rows.output.write(|out| match self.rows.format {
            Format::Csv => tables::pairs(rows, out),
            Format::Jsonl => json::lines(rows, out),
        })?;
        if let Some(sure) = run_reliability(&analysis) {
            note(quiet, &sure);
        }
        Ok(())
    }
}

impl Rows {
    /// Writes the pairs of articles on disk as they are compared.
    pub(super) fn write(&self, depot: Depot) -> Result<()> {
        self.output.pieces(|put| {
            if let Format::Csv = self.format {
                let mut header = Vec::new();
                tables::pairs([], &mut header).map_err(stdout)?;
                put(&header)?;
            }
            let show = |a: &Article, b: &Article, pair: &Comparison| {
                let (mut line, row) = (Vec::new(), PairRow::between(a, b, pair));
                let shown = match self.format {
                    Format::Csv => tables::pair(&row, &mut line),
                    Format::Jsonl => json::lines([row], &mut line),
                };
                shown.map(|()| line).map_err(stdout)
            };
            depot.compare(show, |line| put(&line?))
        })
    }
}
