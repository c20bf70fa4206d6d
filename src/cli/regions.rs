//! `wirecopy regions`: one row a document, with what each stretch of the page is.

use super::input::{Input, Offsets};
use super::output::Output;
use clap::Args;
use wirecopy::error::Result;
use wirecopy::report::json;
use wirecopy::report::rows::RegionsRow;
use wirecopy::source::SourceOptions;

/// What each stretch of a page is: headline, byline, dateline, credit, body, caption, chrome; and
/// where the quotes are
#[derive(Args)]
#[command(after_help = "Example:\n  wirecopy regions page.html | jq '.regions[]'")]
pub(crate) struct Regions {
    #[command(flatten)]
    input: Input,
    /// Print the words too
    #[arg(long, visible_alias = "text")]
    words: bool,
    #[command(flatten)]
    offsets: Offsets,
    #[command(flatten)]
    output: Output,
}

impl Regions {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let source = self.input.open(SourceOptions::default(), quiet)?;
        let unit = self.offsets.unit();
        let rows = source.articles.iter().map(|article| RegionsRow::of(article, unit, self.words));
        self.output.write(|out| json::lines(rows, out))
    }
}
