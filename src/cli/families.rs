//! `wirecopy families`: one row a passage, with every place where it stands.

mod rows;

use super::input::{Input, Offsets, Shingles, progress};
use super::memory::Memory;
use super::output::Output;
use clap::Args;
use rows::{Rows, met};
use wirecopy::analysis::Options;
use wirecopy::error::Result;
use wirecopy::family::{
    Families as Spilled, Family, Legible, Search, Texts, families, pairs, singletons,
};
use wirecopy::source::SourceOptions;
use wirecopy::streamed::{Budget, Intake, Laid};

/// Which passages stand in several documents, and in which all of them, however many
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    wirecopy families archive.jsonl.zst | jq -c 'select(.kind == \"copy\") | [.outlets, .words]' | head\n  \
    wirecopy families huge.jsonl.zst --memory 1G > families.jsonl  the same rows in 1 GB\n  \
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
    memory: Memory,
    #[command(flatten)]
    shown: Shown,
}

/// What is shown of families.
#[derive(Args)]
pub(super) struct Shown {
    /// Stretches of a passage at most so many words apart are one
    #[arg(long, value_name = "N", default_value_t = Search::default().gap as u32)]
    #[arg(value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    gap: u32,
    /// Also, behind the passages, a row of size 1 for each document that shares nothing, whole
    #[arg(long)]
    singletons: bool,
    /// Instead of passages, the pairs of documents that are members of one: {"a", "b"}, each once, in order (two
    /// members need not share words with each other; `pairs --pairs` tells)
    #[arg(long, conflicts_with_all = ["singletons", "text", "offsets"])]
    pairs: bool,
    #[command(flatten)]
    offsets: Offsets,
    /// Add the words of every member
    #[arg(long, visible_alias = "words")]
    text: bool,
    #[command(flatten)]
    output: Output,
}

impl Families {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let mut options: SourceOptions = self.shingles.options();
        options.read.detect_language = false;
        if let Some(budget) = self.memory.budget(quiet) {
            return self.within(budget, options, quiet);
        }
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

    fn within(&self, budget: Budget, options: SourceOptions, quiet: bool) -> Result<()> {
        let usual = Options::default();
        let (k, unit) = (options.k.unwrap_or(usual.k), options.unit.unwrap_or(usual.unit));
        let bytes = budget.bytes;
        let intake = self.input.take_in(Intake::plain(budget)?, options, quiet)?;
        let laid = Laid::of(intake, unit, k)?;
        let bar = progress(quiet, "{spinner} grouping {human_pos} documents {elapsed}");
        let (run, gap) = (self.run as usize, self.shown.gap());
        let families = laid.families(run, gap, &|count| bar.inc(count as u64))?;
        drop(bar);
        self.shown.write_spilled(&laid, families, bytes)
    }
}

impl Shown {
    pub(super) fn gap(&self) -> usize {
        self.gap as usize
    }

    /// Writes the families of a shelf.
    pub(super) fn write(&self, shelf: &impl Legible, mut families: Vec<Family>) -> Result<()> {
        if self.pairs {
            return self.met(shelf, pairs(&families).map(Ok));
        }
        if self.singletons {
            families.extend(singletons(shelf, &families));
            shelf.sound()?;
        }
        self.rows(shelf, families.into_iter().map(Ok), usize::MAX)
    }

    /// The same of families found within so many bytes of memory.
    pub(super) fn write_spilled(
        &self,
        shelf: &impl Legible,
        families: Spilled,
        bytes: usize,
    ) -> Result<()> {
        // The row of a member takes less than a kilobyte, but for its words.
        let most = (bytes >> 15).clamp(1 << 6, 1 << 13);
        if self.pairs {
            return self.met(shelf, families.pairs()?);
        }
        if !self.singletons {
            return self.rows(shelf, families, most);
        }
        let single = families.singletons(shelf)?;
        shelf.sound()?;
        self.rows(shelf, families.chain(single), most)
    }

    fn met(
        &self,
        shelf: &impl Legible,
        pairs: impl Iterator<Item = Result<(u32, u32)>>,
    ) -> Result<()> {
        self.output.pieces(|put| met(shelf, pairs, put))
    }

    fn rows(
        &self,
        shelf: &impl Legible,
        families: impl Iterator<Item = Result<Family>>,
        most: usize,
    ) -> Result<()> {
        let rows = Rows { shelf, unit: self.offsets.unit(), text: self.text, most };
        self.output.pieces(|put| rows.write(families, put))
    }
}
