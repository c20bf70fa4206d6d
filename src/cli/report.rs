//! `wirecopy report`: the main job.

use super::comparing::Comparing;
use super::input::{Offsets, Preparing, Strict, open};
use super::note;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::path::PathBuf;
use wirecopy::error::Result;
use wirecopy::report::summary::Summary;
use wirecopy::report::{self, ReportSettings};
use wirecopy::source::{EMBEDDED, Source};

/// Everything about a corpus: a report in HTML and Markdown, plots, tables
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    wirecopy report                                  the built-in corpora, into ./reports/NAME\n  \
    wirecopy report my-articles/ -o out              your own pages\n  \
    wirecopy report pegasus-2021 --texts seeds/      a published pack with the texts you hold")]
pub(crate) struct Report {
    /// Files, folders, globs, packs (.wfp) or built-in corpora [default: all built-in corpora]
    #[arg(value_name = "INPUT", value_parser = NonEmptyStringValueParser::new())]
    inputs: Vec<String>,
    #[command(flatten)]
    strict: Strict,
    #[command(flatten)]
    preparing: Preparing,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    offsets: Offsets,
    /// Folder to write [default: reports/NAME]; without INPUT one for each corpus in it
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Title of the report [default: the corpus's]
    #[arg(long)]
    title: Option<String>,
    /// Show positions instead of words, as a report to publish must
    #[arg(long)]
    no_words: bool,
}

impl Report {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        if !self.inputs.is_empty() {
            return self.one(self.open(&self.inputs, quiet)?, self.output.clone(), quiet);
        }
        for corpus in EMBEDDED {
            let source = self.open(&[corpus.name.to_string()], quiet)?;
            let folder = self.output.as_ref().map(|folder| folder.join(corpus.name));
            self.one(source, folder, quiet)?;
        }
        Ok(())
    }

    fn open(&self, inputs: &[String], quiet: bool) -> Result<Source> {
        open(inputs, &self.strict, self.preparing.options(), quiet)
    }

    fn one(&self, source: Source, folder: Option<PathBuf>, quiet: bool) -> Result<()> {
        let settings = ReportSettings {
            title: self.title.clone().unwrap_or_else(|| source.title.clone()),
            about: source.about.clone(),
            offsets: self.offsets.unit(),
            words: !self.no_words,
            ..ReportSettings::default()
        };
        let folder = folder.unwrap_or_else(|| PathBuf::from("reports").join(source.folder_name()));
        let analysis = self.comparing.analyse(source, quiet)?;
        let files = report::write(&analysis, &settings, &folder)?;
        note(quiet, &Summary::of(&analysis).finding);
        let page = folder.join("report.html");
        note(quiet, &format!("{} ({} files)", page.display(), files.len()));
        Ok(())
    }
}
