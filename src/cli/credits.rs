//! `wirecopy credits`: one row a document, with the agencies it credits.

use super::input::{Input, Offsets};
use super::output::Output;
use clap::Args;
use wirecopy::error::Result;
use wirecopy::report::json;
use wirecopy::report::rows::CreditsRow;
use wirecopy::source::SourceOptions;

/// Whose copy it is: the agencies that each document credits, in which role, and where it says so
#[derive(Args)]
#[command(
    after_help = "Example:\n  wirecopy credits pages/ | jq -r '[.id, .credits[].agency] | @tsv'"
)]
pub(crate) struct Credits {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    offsets: Offsets,
    #[command(flatten)]
    output: Output,
}

impl Credits {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let source = self.input.open(SourceOptions::default(), quiet)?;
        let unit = self.offsets.unit();
        let rows = source.articles.iter().map(|article| CreditsRow::of(article, unit));
        self.output.write(|out| json::lines(rows, out))
    }
}
