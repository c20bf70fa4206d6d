//! `wirecopy pack`: make, inspect and join fingerprint packs.

use super::input::{Input, Shingles};
use super::note;
use super::output::Output;
use clap::Args;
use std::path::PathBuf;
use wirecopy::article::Article;
use wirecopy::error::Result;
use wirecopy::report::{atomic, json};

/// A data set without its words: make a pack from texts, join packs, or look into one
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    wirecopy pack pages/ -o pages.wfp                     make one from texts\n  \
    wirecopy pack theirs.wfp mine.wfp -o both.wfp         join two\n  \
    wirecopy pack theirs.wfp                              look into one\n  \
    wirecopy report theirs.wfp my-pages/                  compare a pack with your own texts")]
pub(crate) struct Pack {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    shingles: Shingles,
    /// The pack to write; without it a row about each document is printed
    #[arg(long, short, value_name = "FILE.wfp")]
    output: Option<PathBuf>,
}

#[derive(serde::Serialize)]
struct Row<'a> {
    schema: &'static str,
    id: &'a str,
    outlet: &'a str,
    date: Option<&'a str>,
    language: Option<&'a str>,
    k: usize,
    narrative: usize,
    quoted: usize,
    boilerplate: usize,
    shingles: usize,
}

impl<'a> Row<'a> {
    fn of(article: &'a Article, k: usize) -> Row<'a> {
        let [narrative, quoted, boilerplate] = article.words();
        Row {
            schema: "wirecopy.packed/1",
            id: &article.id,
            outlet: &article.outlet,
            date: article.date.as_deref(),
            language: article.language.as_deref(),
            k,
            narrative,
            quoted,
            boilerplate,
            shingles: article.fingerprint.shingles.len(),
        }
    }
}

impl Pack {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let source = self.input.open(self.shingles.options(), quiet)?;
        let pack = source.pack();
        let Some(path) = &self.output else {
            let rows = pack.articles.iter().map(|article| Row::of(article, pack.k));
            return Output::default().write(|out| json::lines(rows, out));
        };
        let bytes = pack.to_bytes();
        atomic::write(path, |out| out.write_all(&bytes))?;
        let (count, size) = (pack.articles.len(), bytes.len());
        note(quiet, &format!("{}: {count} documents, {size} bytes, no words", path.display()));
        Ok(())
    }
}
