//! `wirecopy archive compact`: one segment, without what was removed.

use super::super::input::progress;
use super::super::note;
use clap::Args;
use std::path::PathBuf;
use wirecopy::archive::Writer;
use wirecopy::error::Result;

/// Free the room of removed documents and make searches a little faster
///
/// Needs room for the archive once more while it runs. Programs that are reading go on reading what
/// they have opened.
#[derive(Args)]
#[command(after_help = "Example:\n  wirecopy archive compact news/")]
pub(super) struct Compact {
    /// The archive
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Compact {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let bar = progress(quiet, "{spinner} compacting {elapsed}");
        let mut writer = Writer::open(&self.folder)?;
        writer.compact()?;
        drop(bar);
        note(quiet, &format!("{}: compact", self.folder.display()));
        Ok(())
    }
}
