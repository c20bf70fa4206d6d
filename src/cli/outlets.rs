//! `wirecopy outlets`: one row for what an outlet shares with another.

use super::comparing::Job;
use super::memory::Memory;
use super::output::{Output, table};
use clap::{Args, ValueEnum};
use wirecopy::date::Day;
use wirecopy::error::{Error, Result};
use wirecopy::outlet::{Flow, Window, flows};
use wirecopy::report::rows::OutletRow;
use wirecopy::report::{json, tables};

/// Who prints what of whom: shares of documents and words from outlet to outlet, and who was first
#[derive(Args)]
#[command(
    after_help = "Example: whose copy two papers printed within three days of each other\n  \
    wirecopy outlets archive.jsonl.zst --cross-outlet --window 3 --format table"
)]
pub(crate) struct OutletsVerb {
    #[command(flatten)]
    job: Job,
    #[command(flatten)]
    memory: Memory,
    #[command(flatten)]
    shown: Shown,
}

/// Which dates count, and how rows are written.
#[derive(Args)]
pub(super) struct Shown {
    /// Count only pairs whose dates are at most so many days apart
    #[arg(long, value_name = "DAYS")]
    window: Option<u32>,
    /// Count only documents of this day and later; with any of the three, undated ones take no part
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Day>,
    /// Count only documents of this day and earlier
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Day>,
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
    /// For reading
    Table,
}

fn day(text: &str) -> Result<Day, String> {
    Day::of(text).ok_or_else(|| "is no date; write 2031-05-03".into())
}

impl OutletsVerb {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let window = self.shown.window()?;
        if let Some(budget) = self.memory.budget(quiet) {
            return self.shown.write(&self.job.shelve(budget, false, quiet)?.flows(window)?);
        }
        let analysis = self.job.run(quiet)?;
        self.shown.write(&flows(&analysis, window))
    }
}

impl Shown {
    pub(super) fn window(&self) -> Result<Window> {
        if self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
            return Err(Error::Usage("no day is in the window: --from is later than --to".into()));
        }
        Ok(Window { days: self.window, from: self.from, to: self.to })
    }

    pub(super) fn write(&self, flows: &[Flow]) -> Result<()> {
        let rows = flows.iter().map(OutletRow::of);
        self.output.write(|out| match self.format {
            Format::Jsonl => json::lines(rows, out),
            Format::Csv => tables::outlets(rows, out),
            Format::Table => out.write_all(text(rows).as_bytes()),
        })
    }
}

/// The rows for people.
fn text<'a>(rows: impl Iterator<Item = OutletRow<'a>>) -> String {
    let header = ["of", "documents", "in", "share", "of words", "first", "later", "same day", "?"];
    let cells = rows.map(|row| {
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        let documents = format!("{} of {}", row.shared_x, row.documents_x);
        let counts = [row.x_first, row.y_first, row.same_day, row.undated_pairs];
        [row.x.into(), documents, row.y.into(), percent(row.share_x), percent(row.share_words_x)]
            .into_iter()
            .chain(counts.map(|count| count.to_string()))
            .collect()
    });
    table(&header, cells)
}
