//! `wirecopy archive pairs` and `outlets`: the whole archive against itself, within a budget of memory.

use super::super::comparing::Engine;
use super::super::input::progress;
use super::super::memory::Memory;
use super::super::outlets::Shown;
use super::super::pairs::Rows;
use clap::Args;
use std::path::PathBuf;
use wirecopy::archive::Archive;
use wirecopy::error::Result;
use wirecopy::streamed::Shelf;

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
    wirecopy archive outlets news/ --cross-outlet --window 3 --format table"
)]
pub(super) struct Outlets {
    #[command(flatten)]
    stored: Stored,
    #[command(flatten)]
    shown: Shown,
}

impl Stored {
    fn shelve(&self, quiet: bool) -> Result<Shelf> {
        let archive = Archive::open(&self.folder)?;
        let options = self.engine.streamed(archive.options().k)?;
        let bar = progress(quiet, "{spinner} taking apart {human_pos} documents {elapsed}");
        let count = |count| bar.inc(count as u64);
        Shelf::of_archive(&archive, &options, self.memory.or(1 << 30), false, &count)
    }
}

impl Pairs {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        self.rows.write(self.stored.shelve(quiet)?)
    }
}

impl Outlets {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let flows = self.stored.shelve(quiet)?.flows(self.shown.window())?;
        self.shown.write(&flows)
    }
}
