//! `wirecopy archive search`: where a text has stood before.

use super::super::input::{Offsets, Strict, progress, tell};
use super::super::output::{Output, table};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::PathBuf;
use wirecopy::analysis::Options;
use wirecopy::archive::{Answer, Archive};
use wirecopy::article::{Article, Dissection};
use wirecopy::clean::{self, Recurring};
use wirecopy::credit::Directory;
use wirecopy::document::Document;
use wirecopy::error::Result;
use wirecopy::read;
use wirecopy::report::escape::line;
use wirecopy::report::json;
use wirecopy::report::rows::{MatchRow, SearchRow};

/// Which archived articles share text with these, ranked, and where it was first seen
///
/// Rows are JSON Lines: for each article asked about one that sums up (wirecopy.search/1), then its
/// matches (wirecopy.match/1), those that share most narrative first. Text that has stood on many pages of
/// few outlets for months is boilerplate; articles that share nothing else are counted, not compared.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    wirecopy archive search news/ page.html --format table\n  \
    wirecopy archive search news/ today.jsonl --top 3 > found.jsonl")]
pub(super) struct Search {
    /// The archive
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Files, folders, globs, or - for standard input
    #[arg(required = true, value_name = "FILE", value_parser = NonEmptyStringValueParser::new())]
    inputs: Vec<String>,
    /// Show so many matches of each
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    /// Compare so many candidates of each at most, those that seem to share most, of equal ones the
    /// earliest [default: 50, or what --top says if that is more]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    compare: Option<u32>,
    /// Format of the rows
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    #[command(flatten)]
    offsets: Offsets,
    #[command(flatten)]
    strict: Strict,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// JSON Lines
    Jsonl,
    /// For reading
    Table,
}

impl Search {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let (archive, ()) = rayon::join(|| Archive::open(&self.folder), compile_rules);
        let archive = archive?;
        let options = read::Options { strict: self.strict.strict, ..read::Options::default() };
        let corpus = read::read(&self.inputs, &options, &|_| {})?;
        tell(&corpus.skipped, corpus.documents.len(), quiet);
        let kept = archive.options();
        let (recurring, directory) = (Recurring::default(), Directory::none());
        let how = Dissection { unit: kept.unit, k: kept.k, recurring, directory };
        let most = self.compare.map_or(self.top.max(50), |most| most as usize);
        let bar = progress(quiet, "{spinner} searching {human_pos} articles {elapsed}");
        let answers = corpus.documents.into_par_iter().map(|document| {
            let article = Article::of(document, &how);
            let answer = archive.search(&article, &how, &Options::default(), most)?;
            bar.inc(1);
            Ok((article, answer))
        });
        let answers: Vec<(Article, Answer)> = answers.collect::<Result<_>>()?;
        drop(bar);
        self.output.write(|out| {
            answers.iter().try_for_each(|(article, answer)| self.show(article, answer, out))
        })
    }

    fn show(&self, article: &Article, answer: &Answer, mut out: &mut dyn Write) -> io::Result<()> {
        let sum = SearchRow::of(article, answer, self.top);
        let shown = answer.matches.iter().take(self.top).enumerate();
        let rows = shown.map(|(at, x)| MatchRow::of(article, at + 1, x, self.offsets.unit()));
        match self.format {
            Format::Jsonl => {
                json::lines([sum], &mut out)?;
                json::lines(rows, out)
            }
            Format::Table => {
                writeln!(out, "{}", line(&format!("{}: {}", article.id, sum.sentence())))?;
                let rows: Vec<Vec<String>> = rows.map(|row| cells(&row)).collect();
                if rows.is_empty() {
                    return Ok(());
                }
                let header = ["id", "outlet", "date", "", "verdict", "of it", "narrative"];
                writeln!(out, "{}", table(&header, rows))
            }
        }
    }
}

/// Compiles the rules for pages, which the first page does otherwise.
fn compile_rules() {
    let page = Document { text: "A page.".into(), ..Document::default() };
    clean::regions(&page, &Recurring::default());
}

fn cells(row: &MatchRow<'_>) -> Vec<String> {
    vec![
        row.id.into(),
        row.outlet.into(),
        row.date.unwrap_or("–").into(),
        if row.first_seen { "first" } else { "" }.into(),
        row.verdict.label().into(),
        format!("{:.1} %", 100.0 * row.words_query),
        row.narrative.to_string(),
    ]
}
