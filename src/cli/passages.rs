//! `wirecopy passages`: one row a shared passage.

use super::comparing::Job;
use super::input::Offsets;
use super::output::Output;
use clap::Args;
use wirecopy::error::Result;
use wirecopy::report::json;
use wirecopy::report::rows::PassageRow;

/// What stands where: every shared passage of every pair, with its place on both sides
#[derive(Args)]
#[command(after_help = "Example: the shared passages of two files, with their words\n  \
    wirecopy passages a.txt b.txt --words")]
pub(crate) struct Passages {
    #[command(flatten)]
    job: Job,
    #[command(flatten)]
    offsets: Offsets,
    /// Add the words of both sides and of the edits
    #[arg(long, visible_alias = "text")]
    words: bool,
    #[command(flatten)]
    output: Output,
}

impl Passages {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let unit = self.offsets.unit();
        let analysis = self.job.passages(quiet)?;
        let rows = analysis.comparisons.iter().flat_map(|pair| {
            let (analysis, words) = (&analysis, self.words);
            let row = move |passage| PassageRow::of(analysis, pair, passage, unit, words);
            pair.passages.iter().map(row)
        });
        self.output.write(|out| json::lines(rows, out))
    }
}
