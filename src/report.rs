//! Analysis → a folder that answers who printed the same copy: page, plots and tables.
//!
//! [`write`] makes the whole folder; the modules below it make its files one by one, for whoever wants
//! only one. [`rows`] are the rows that files and commands print, [`summary`] is the answer in sentences.
//! Article text is hostile and never becomes markup ([`escape`]); files are written whole or not at all
//! ([`atomic`]). From a pack instead of texts, every number and plot is the same, byte for byte, and only
//! the pages differ, which then show positions for words.

pub mod atomic;
pub mod escape;
mod prose;
pub mod rows;
pub mod tables;
pub mod summary;
pub mod json;
pub mod words;
pub mod figures;
mod view;
mod method;
mod html;
mod markdown;
mod files;

pub use files::{File, files};

use crate::analysis::Analysis;
use crate::error::{Error, Result};
use crate::offsets::OffsetUnit;
use crate::plot::Theme;
use crate::plot::order::Order;
use std::path::{Path, PathBuf};

/// How a report is made. The defaults are right for reading and for write-ups.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportSettings {
    /// What the run is called; empty takes the corpus' name.
    pub title: String,
    /// What the corpus is, in a sentence or two; may be empty.
    pub about: String,
    /// In which unit files count offsets.
    pub offsets: OffsetUnit,
    /// Order of rows and columns in heatmaps.
    pub order: Order,
    /// The paper of the plots in files; the page itself follows its reader's choice.
    pub theme: Theme,
    /// Pixels of the PNGs for each pixel of the SVGs; 2 for print.
    pub scale: f32,
    /// Whether articles' words are shown where they are at hand.
    pub words: bool,
}

impl Default for ReportSettings {
    fn default() -> ReportSettings {
        ReportSettings {
            title: String::new(),
            about: String::new(),
            offsets: OffsetUnit::default(),
            order: Order::default(),
            theme: Theme::default(),
            scale: 1.0,
            words: true,
        }
    }
}

/// Writes the report of a run into `folder`, which is made if need be, and returns the files' paths.
///
/// Everything is made before the first file is written; files of other names are left alone.
///
/// # Errors
/// [`Error::Io`] or [`Error::Format`] with the file that could not be made or written.
pub fn write(
    analysis: &Analysis,
    settings: &ReportSettings,
    folder: &Path,
) -> Result<Vec<PathBuf>> {
    let made = files(analysis, settings)?;
    std::fs::create_dir_all(folder).map_err(|problem| Error::io(folder, problem))?;
    let write = |(file, bytes): (File, Vec<u8>)| {
        let path = folder.join(file.name());
        atomic::write(&path, |out| out.write_all(&bytes)).map(|()| path)
    };
    made.into_iter().map(write).collect()
}
