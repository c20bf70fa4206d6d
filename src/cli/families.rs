//! `wirecopy families`: one row a passage, with every place where it stands.

use super::input::{Input, Offsets, Shingles, progress};
use super::output::Output;
use clap::Args;
use wirecopy::error::Result;
use wirecopy::family::{Search, Texts, families};
use wirecopy::report::json;
use wirecopy::report::rows::FamilyRow;
use wirecopy::source::SourceOptions;

/// Which passages stand in several documents, and in which all of them, however many
#[derive(Args)]
#[command(after_help = "Example: the story that most outlets printed\n  \
    wirecopy families archive.jsonl.zst | jq -c 'select(.kind == \"copy\") | [.outlets, .words]' | head")]
pub(crate) struct Families {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    shingles: Shingles,
    /// Find every passage of so many words in a row that two documents share
    #[arg(long, value_name = "N", default_value_t = Search::default().run as u32)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    run: u32,
    /// Stretches of a passage at most so many words apart are one
    #[arg(long, value_name = "N", default_value_t = Search::default().gap as u32)]
    gap: u32,
    #[command(flatten)]
    offsets: Offsets,
    /// Add the words of every member
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    output: Output,
}

impl Families {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let mut options: SourceOptions = self.shingles.options();
        options.read.detect_language = false;
        let inputs = self.input.read(options, quiet)?;
        let search = Search { k: inputs.k, run: self.run as usize, gap: self.gap as usize };
        let texts = Texts::of(inputs)?;
        let bar = progress(quiet, "{spinner} grouping {elapsed}");
        let families = families(&texts, search);
        drop(bar);
        let (unit, text) = (self.offsets.unit(), self.text);
        self.output.write(|out| {
            let row = |at: usize, family: &_| FamilyRow::of(&texts, at + 1, family, unit, text);
            json::lines_of(&families, row, out)
        })
    }
}
