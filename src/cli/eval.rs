//! `wirecopy eval`: a run, or the rows of one, scored against labels. One file a kind of label.

mod clusters;
mod credits;
mod pairs;
mod passages;

use super::input::{Preparing, Strict, open};
use super::note;
use super::output::{Output, table};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use wirecopy::error::{Error, Result};
use wirecopy::report::rows::rounded;
use wirecopy::source::Source;

/// How right it is: scores a run, or rows of an earlier one, against your own labels
#[derive(Args)]
#[command(
    after_help = "GOLD is a file of labels, JSON Lines (.gz and .zst are read as they are). \
    With INPUT the documents are read and compared now; with --rows, rows are scored that this or \
    another program has written.\n\nExamples:\n  \
    wirecopy eval pairs labels.jsonl articles/\n  \
    wirecopy passages articles/ > rows.jsonl; wirecopy eval passages gold.jsonl --rows rows.jsonl"
)]
pub(crate) struct Eval {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Subcommand)]
enum Kind {
    Passages(passages::Passages),
    Pairs(pairs::Pairs),
    Credits(credits::Credits),
    Clusters(clusters::Clusters),
}

impl Eval {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        match self.kind {
            Kind::Passages(kind) => kind.run(quiet),
            Kind::Pairs(kind) => kind.run(quiet),
            Kind::Credits(kind) => kind.run(quiet),
            Kind::Clusters(kind) => kind.run(quiet),
        }
    }
}

/// The labels, and what is held against them.
#[derive(Args)]
struct Sides {
    /// The labels
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// The labelled documents: files, folders, globs, packs (.wfp), built-in corpora, or -
    #[arg(value_name = "INPUT", required_unless_present = "rows")]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    inputs: Vec<String>,
    /// Score the rows of this file instead of reading and comparing INPUT
    #[arg(long, value_name = "FILE", conflicts_with = "inputs")]
    rows: Option<PathBuf>,
    #[command(flatten)]
    strict: Strict,
    #[command(flatten)]
    preparing: Preparing,
}

impl Sides {
    /// Reads the input. That none of it is labelled is a mistake, that some labels find no document is said.
    fn open<'t>(&self, labelled: impl IntoIterator<Item = &'t str>, quiet: bool) -> Result<Source> {
        let source = open(&self.inputs, &self.strict, self.preparing.options(), quiet)?;
        let labelled: BTreeSet<&str> = labelled.into_iter().collect();
        let known =
            |id: &&&str| source.articles.binary_search_by(|x| x.id.as_str().cmp(id)).is_ok();
        let missing = labelled.len() - labelled.iter().filter(known).count();
        if let (Some(id), Some(article)) = (labelled.first(), source.articles.first())
            && missing == labelled.len()
        {
            let read = &article.id;
            let problem =
                format!("none of its documents was read: it has {id:?}, INPUT has {read:?}");
            return Err(Error::format(&self.gold, problem));
        }
        if missing > 0 {
            let count = labelled.len();
            note(quiet, &format!("{missing} of {count} labelled documents were not read"));
        }
        Ok(source)
    }
}

/// How scores are written.
#[derive(Args)]
struct Rendering {
    /// Format of the scores
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One object
    Json,
}

impl Rendering {
    /// Writes `score` as an object with this schema, or `text` for people.
    fn write(&self, schema: &str, gold: &Path, score: impl Serialize, text: &str) -> Result<()> {
        self.output.write(|out| match self.format {
            Format::Table => out.write_all(text.as_bytes()),
            Format::Json => {
                let mut object = json!({"schema": schema, "labels": gold.display().to_string()});
                if let (Some(object), Value::Object(fields)) =
                    (object.as_object_mut(), short(serde_json::to_value(score)?))
                {
                    object.extend(fields);
                }
                serde_json::to_writer_pretty(&mut *out, &object)?;
                out.write_all(b"\n")
            }
        })
    }
}

/// The value with its fractions at four decimals.
fn short(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            Some(fraction) => json!(rounded(fraction)),
            None => Value::Number(number),
        },
        Value::Array(values) => values.into_iter().map(short).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (name, short(value))).collect()
        }
        other => other,
    }
}

/// A share in a table.
fn share(value: f64) -> String {
    format!("{value:.4}")
}

/// A row of a table: its name, then precision, recall and F1, then the counts.
fn tally_row(name: &str, tally: wirecopy::eval::Tally) -> Vec<String> {
    let shares = [tally.precision(), tally.recall(), tally.f1()].map(share);
    let counts = [tally.hit, tally.wrong, tally.missed].map(|count| count.to_string());
    [name.to_string()].into_iter().chain(shares).chain(counts).collect()
}

/// The header over [`tally_row`].
const fn tally_header(name: &str) -> [&str; 7] {
    [name, "precision", "recall", "F1", "right", "wrong", "missed"]
}
