//! `wirecopy families`: one row a passage, with every place where it stands.

use super::input::{Input, Offsets, Shingles, progress};
use super::output::{Output, stdout};
use clap::Args;
use serde::Serialize;
use wirecopy::error::Result;
use wirecopy::family::{Family, Legible, Search, Texts, families, pairs, singletons};
use wirecopy::report::json;
use wirecopy::report::rows::FamilyRow;
use wirecopy::source::SourceOptions;

/// Which passages stand in several documents, and in which all of them, however many
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    wirecopy families archive.jsonl.zst | jq -c 'select(.kind == \"copy\") | [.outlets, .words]' | head\n  \
    wirecopy families archive.jsonl.zst --pairs > met.jsonl        who meets whom in any passage\n  \
    wirecopy pairs archive.jsonl.zst --pairs met.jsonl             and what they share, compared")]
pub(crate) struct Families {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    shingles: Shingles,
    /// Find every passage of so many words in a row that two documents share
    #[arg(long, value_name = "N", default_value_t = Search::default().run as u32)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    run: u32,
    #[command(flatten)]
    shown: Shown,
}

/// What is shown of families.
#[derive(Args)]
pub(super) struct Shown {
    /// Stretches of a passage at most so many words apart are one
    #[arg(long, value_name = "N", default_value_t = Search::default().gap as u32)]
    gap: u32,
    /// Also, behind the passages, a row of size 1 for each document that shares nothing, whole
    #[arg(long)]
    singletons: bool,
    /// Instead of passages, the pairs of documents that share any: {"a", "b"}, each once, in order
    #[arg(long, conflicts_with_all = ["singletons", "text", "offsets"])]
    pairs: bool,
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
        let search = Search { k: inputs.k, run: self.run as usize, gap: self.shown.gap() };
        let texts = Texts::of(inputs)?;
        let bar = progress(quiet, "{spinner} grouping {elapsed}");
        let families = families(&texts, search);
        drop(bar);
        self.shown.write(&texts, families)?;
        // The system takes the memory back at once; giving it back text by text takes longer.
        std::mem::forget(texts);
        Ok(())
    }
}

/// Two documents that share a passage, as `--pairs` of other verbs reads them.
#[derive(Serialize)]
struct Met<'a> {
    a: &'a str,
    b: &'a str,
}

impl Shown {
    pub(super) fn gap(&self) -> usize {
        self.gap as usize
    }

    /// Writes the families of a shelf.
    pub(super) fn write(&self, shelf: &impl Legible, mut families: Vec<Family>) -> Result<()> {
        /// Rows that are made before they are written.
        const TOGETHER: usize = 1 << 14;
        if self.singletons {
            families.extend(singletons(shelf, &families));
            shelf.sound()?;
        }
        let (unit, text) = (self.offsets.unit(), self.text);
        self.output.pieces(|put| {
            let mut lines = Vec::new();
            if self.pairs {
                for (a, b) in pairs(&families) {
                    let met = Met { a: shelf.id(a as usize), b: shelf.id(b as usize) };
                    lines.clear();
                    json::lines([met], &mut lines).map_err(stdout)?;
                    put(&lines)?;
                }
                return Ok(());
            }
            for (block, families) in families.chunks(TOGETHER).enumerate() {
                let row = |at: usize, family: &_| {
                    FamilyRow::of(shelf, block * TOGETHER + at + 1, family, unit, text)
                };
                lines.clear();
                json::lines_of(families, row, &mut lines).map_err(stdout)?;
                shelf.sound()?;
                put(&lines)?;
            }
            Ok(())
        })
    }
}
