//! `wirecopy archive pairs`, `outlets` and `families`: the whole archive against itself.

use super::super::comparing::Engine;
use super::super::families;
use super::super::input::progress;
use super::super::memory::Memory;
use super::super::outlets::Shown;
use super::super::pairs::Rows;
use clap::Args;
use std::path::PathBuf;
use wirecopy::archive::{Archive, Ranked};
use wirecopy::error::{Error, Result};
use wirecopy::streamed::Depot;

/// An archive to compare with itself.
#[derive(Args)]
struct Stored {
    /// The archive
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    engine: Engine,
    #[command(flatten)]
    memory: Memory,
}

/// Who shares with whom in an archive: the rows of `wirecopy pairs`, in 1 GB of memory or --memory
#[derive(Args)]
#[command(mut_arg("rewritten", |arg| arg.hide(true)))]
pub(super) struct Pairs {
    #[command(flatten)]
    stored: Stored,
    #[command(flatten)]
    rows: Rows,
}

/// Who prints what of whom in an archive: the rows of `wirecopy outlets`, in 1 GB of memory or --memory
#[derive(Args)]
#[command(
    after_help = "Example: whose copy two papers printed within three days of each other\n  \
    wirecopy archive outlets news/ --cross-outlet --window 3 --format table",
    mut_arg("rewritten", |arg| arg.hide(true))
)]
pub(super) struct Outlets {
    #[command(flatten)]
    stored: Stored,
    #[command(flatten)]
    shown: Shown,
}

/// Which passages stand in several documents of an archive: the rows of `wirecopy families`
///
/// Passages are found by what the archive keeps of its documents; their texts are read one by one.
/// The places of all shared passages stand in memory, 4 KB a document, unless --memory is given.
#[derive(Args)]
#[command(after_help = "Example: the story that most outlets printed\n  \
    wirecopy archive families news/ --text | jq -r 'select(.kind == \"copy\") | .members[0].text' | head -1")]
pub(super) struct Families {
    /// The archive
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Find every passage of so many words in a row; an archive finds the run it was created with
    #[arg(long, value_name = "N")]
    run: Option<u32>,
    #[command(flatten)]
    memory: Memory,
    #[command(flatten)]
    shown: families::Shown,
}

impl Stored {
    fn shelve(&self, quiet: bool) -> Result<Depot> {
        let archive = Archive::open(&self.folder)?;
        let options = self.engine.streamed(archive.options().k)?;
        let bar = progress(quiet, "{spinner} taking apart {human_pos} documents {elapsed}");
        let count = |count| bar.inc(count as u64);
        Depot::of_archive(&archive, &options, self.memory.or(1 << 30, quiet), false, &count)
    }
}

impl Pairs {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        self.rows.write(self.stored.shelve(quiet)?)
    }
}

impl Outlets {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let flows = self.stored.shelve(quiet)?.flows(self.shown.window()?)?;
        self.shown.write(&flows)
    }
}

impl Families {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let archive = Archive::open(&self.folder)?;
        let kept = archive.options();
        if let Some(run) = self.run.filter(|&run| run as usize != kept.run) {
            return Err(Error::Usage(format!(
                "--run {run}: {} finds runs of {} words; leave --run out, or create an archive \
                 with `--run {run}`",
                self.folder.display(),
                kept.run,
            )));
        }
        let bar = progress(quiet, "{spinner} grouping {elapsed}");
        let gap = self.shown.gap();
        if let Some(budget) = self.memory.budget(quiet) {
            let ranked = Ranked::within(&archive, &budget)?;
            let families = ranked.families_within(gap, &budget)?;
            drop(bar);
            return self.shown.write_spilled(&ranked, families, budget.bytes);
        }
        let ranked = Ranked::of(&archive)?;
        let families = ranked.families(gap)?;
        drop(bar);
        self.shown.write(&ranked, families)
    }
}
