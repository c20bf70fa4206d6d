//! `wirecopy archive remove`: documents out of an archive.

use super::super::note;
use super::counted;
use clap::Args;
use std::path::PathBuf;
use wirecopy::archive::Writer;
use wirecopy::error::{Error, Result};

/// Remove documents by id; `archive compact` frees their room
#[derive(Args)]
#[command(after_help = "Example:\n  wirecopy archive remove news/ post/2031-05-06/ferry.html")]
pub(super) struct Remove {
    /// The archive
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Ids of documents
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

impl Remove {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let mut writer = Writer::open(&self.folder)?;
        let before = writer.archive().len();
        let missing = writer.remove(&self.ids)?;
        let gone = before - writer.archive().len();
        let folder = self.folder.display();
        note(quiet, &format!("{folder}: {} removed", counted(gone, "document")));
        match missing.first() {
            None => Ok(()),
            Some(id) => {
                let others = match missing.len() - 1 {
                    0 => String::new(),
                    more => format!(" (and {more} more)"),
                };
                let problem = format!("holds no document {id:?}{others}; check the id");
                Err(Error::format(&self.folder, problem))
            }
        }
    }
}
