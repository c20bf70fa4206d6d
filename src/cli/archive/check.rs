//! `wirecopy archive check`: whether an archive is whole.

use super::super::input::progress;
use super::super::output::Output;
use super::counted;
use clap::Args;
use std::path::PathBuf;
use wirecopy::archive::check;
use wirecopy::error::{Error, Result};
use wirecopy::report::escape::line;

/// Read every byte and compare it with its sums; names the files that are damaged
#[derive(Args)]
#[command(after_help = "Exit code 1 if anything is damaged.\n\nExample:\n  \
    wirecopy archive check news/")]
pub(super) struct Check {
    /// The archive
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Check {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let bar = progress(quiet, "{spinner} {bytes} checked {elapsed}");
        let checked = check(&self.folder, &|bytes| bar.inc(bytes))?;
        drop(bar);
        let (files, folder) = (counted(checked.files, "file"), self.folder.display());
        Output::default().write(|out| {
            checked.damaged.iter().try_for_each(|x| writeln!(out, "{}", line(&x.to_string())))?;
            match checked.damaged.is_empty() {
                true => writeln!(out, "{}", line(&format!("{folder}: {files}, all whole"))),
                false => Ok(()),
            }
        })?;
        match checked.damaged.len() {
            0 => Ok(()),
            count => {
                let problem = format!("{count} of {files} damaged; put them back from a copy");
                Err(Error::format(&self.folder, problem))
            }
        }
    }
}
