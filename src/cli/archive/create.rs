//! `wirecopy archive create`: an empty archive.

use super::super::input::Shingles;
use super::super::note;
use clap::Args;
use std::path::PathBuf;
use wirecopy::archive::{Archive, ArchiveOptions};
use wirecopy::error::Result;

/// Make an empty archive; what it keeps is fixed from then on
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    wirecopy archive create news/\n  \
    wirecopy archive create prints/ --no-text    fingerprints only, as in a pack; no words")]
pub(super) struct Create {
    /// The folder to make; it must be empty or not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    shingles: Shingles,
    /// Find every shared run of at least N words; more finds less and takes less room
    #[arg(long, value_name = "N", default_value_t = 12)]
    run: usize,
    /// Keep fingerprints only, no texts and no titles
    #[arg(long)]
    no_text: bool,
}

impl Create {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let usual = ArchiveOptions::default();
        let asked = self.shingles.options();
        let (unit, k) = (asked.unit.unwrap_or(usual.unit), asked.k.unwrap_or(usual.k));
        let options = ArchiveOptions { unit, k, run: self.run, text: !self.no_text };
        Archive::create(&self.folder, &options)?;
        let folder = self.folder.display();
        note(quiet, &format!("{folder}: an empty archive; fill it with `wirecopy archive add`"));
        Ok(())
    }
}
