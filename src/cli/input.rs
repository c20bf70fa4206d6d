//! The options that verbs share: what to read, how to compare, in which unit offsets are.

use super::{Usage, note};
use anyhow::Result;
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::BufRead;
use std::path::PathBuf;
use wirecopy::analysis::{Analysis, Options, Pairs};
use wirecopy::offsets::OffsetUnit;
use wirecopy::source::{Source, SourceOptions};
use wirecopy::token::Unit;

/// What to read.
#[derive(clap::Args)]
pub(super) struct Input {
    /// Files, folders, globs, packs (.wfp), built-in corpora, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    #[command(flatten)]
    pub(super) how: How,
}

/// How to read and to take apart.
#[derive(clap::Args)]
pub(super) struct How {
    /// Folder with the texts of a pack, to show its words (checked by SHA-256)
    #[arg(long, value_name = "DIR")]
    pub(super) texts: Option<PathBuf>,
    /// Stop at the first file or row that cannot be read
    #[arg(long)]
    pub(super) strict: bool,
    /// Tokens in a shingle [default: 5, or the pack's]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    k: Option<u16>,
    /// What counts as a token
    #[arg(long, value_enum, default_value_t = UnitName::Words)]
    unit: UnitName,
}

#[derive(Clone, Copy, ValueEnum)]
enum UnitName {
    Words,
    Characters,
}

/// How to compare.
#[derive(clap::Args)]
pub(super) struct Comparing {
    /// Find every pair that shares so many words in a row [default: k up to 2,000 documents, else 12]
    #[arg(long, value_name = "N")]
    run: Option<usize>,
    /// Shared runs at most so many words apart on both sides are one passage
    #[arg(long, value_name = "N", default_value_t = Options::default().gap)]
    gap: usize,
    /// The least equal words of a passage
    #[arg(long, value_name = "N", default_value_t = Options::default().passage)]
    passage: usize,
    /// Find passages by the words they share in any order and form: copy that was reworded,
    /// shuffled, translated or summed up. Needs texts, not packs. Two reporters who state the same
    /// facts use the same words, so read what it finds on news; that is why it is not the default
    #[arg(long)]
    rewritten: bool,
    /// Leave out pairs of one outlet
    #[arg(long)]
    cross_outlet: bool,
    /// Compare only the pairs of this file: JSON Lines {"a": id, "b": id}
    #[arg(long, value_name = "FILE", conflicts_with = "all")]
    pairs: Option<PathBuf>,
    /// Compare all pairs, also those that share nothing
    #[arg(long)]
    all: bool,
}

/// In which unit offsets are written.
#[derive(clap::Args)]
pub(super) struct Offsets {
    /// Unit of offsets in the output
    #[arg(long, value_enum, default_value_t = OffsetName::Characters)]
    offsets: OffsetName,
}

#[derive(Clone, Copy, ValueEnum)]
enum OffsetName {
    /// Unicode code points, as Python and R count
    Characters,
    /// Bytes of UTF-8
    Bytes,
}

impl Offsets {
    pub(super) fn unit(&self) -> OffsetUnit {
        match self.offsets {
            OffsetName::Characters => OffsetUnit::Characters,
            OffsetName::Bytes => OffsetUnit::Bytes,
        }
    }
}

impl Input {
    /// Reads the input, with a progress bar if it takes long, and says what could not be read.
    pub(super) fn open(&self, quiet: bool) -> Result<Source> {
        self.how.open(&self.inputs, quiet)
    }
}

impl How {
    /// See [`Input::open`].
    pub(super) fn open(&self, inputs: &[String], quiet: bool) -> Result<Source> {
        let mut options = SourceOptions {
            k: self.k.map(usize::from),
            unit: match self.unit {
                UnitName::Words => Unit::Words,
                UnitName::Characters => Unit::Characters,
            },
            texts: self.texts.clone(),
            ..SourceOptions::default()
        };
        options.read.strict = self.strict;
        let bar = progress(quiet, "reading");
        let source = Source::open(inputs, &options, &|count| bar.set_position(count as u64))?;
        bar.finish_and_clear();
        for skipped in &source.skipped {
            note(quiet, &format!("skipped {}: {}", skipped.path, skipped.reason));
        }
        if !source.skipped.is_empty() {
            let (read, skipped) = (source.articles.len(), source.skipped.len());
            note(quiet, &format!("{read} documents read, {skipped} skipped"));
        }
        Ok(source)
    }
}

impl Comparing {
    /// The library's options for this source.
    pub(super) fn options(&self, source: &Source) -> Result<Options> {
        let pairs = match (&self.pairs, self.all) {
            (Some(path), _) => Pairs::Listed(listed(path)?),
            (None, true) => Pairs::All,
            (None, false) => Pairs::Sharing,
        };
        if self.run.is_some_and(|run| run < source.k) {
            let k = source.k;
            return Err(Usage(format!(
                "--run cannot be below the {k} words of a shingle; lower -k too"
            ))
            .into());
        }
        if self.rewritten && source.articles.iter().any(|article| article.text.is_none()) {
            return Err(Usage(
                "--rewritten needs the words; a pack has none, give --texts DIR".into(),
            )
            .into());
        }
        Ok(Options {
            unit: source.unit,
            k: source.k,
            run: self.run,
            gap: self.gap,
            passage: self.passage,
            pairs,
            cross_outlet: self.cross_outlet,
            rewritten: self.rewritten,
        })
    }

    /// Compares what `source` holds.
    pub(super) fn analyse(&self, source: Source, quiet: bool) -> Result<Analysis> {
        let options = self.options(&source)?;
        if let Pairs::Listed(listed) = &options.pairs {
            let known =
                |id: &str| source.articles.binary_search_by(|x| x.id.as_str().cmp(id)).is_ok();
            let missing = listed.iter().filter(|(a, b)| !known(a) || !known(b)).count();
            if missing > 0 {
                note(quiet, &format!("{missing} listed pairs name a document that was not read"));
            }
        }
        let bar = progress(quiet, "comparing");
        let analysis = source.analyse(&options);
        bar.finish_and_clear();
        Ok(analysis)
    }
}

/// The rows of a pair list.
fn listed(path: &PathBuf) -> Result<Vec<(String, String)>> {
    #[derive(serde::Deserialize)]
    struct Row {
        a: String,
        b: String,
    }
    let file =
        std::fs::File::open(path).map_err(|error| wirecopy::error::Error::io(path, error))?;
    let mut pairs = Vec::new();
    for (number, line) in std::io::BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|error| wirecopy::error::Error::io(path, error))?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_str(&line).map_err(|_| {
            let place = format!("{}:{}", path.display(), number + 1);
            wirecopy::error::Error::format(place, "a row is {\"a\": id, \"b\": id}")
        })?;
        pairs.push((row.a, row.b));
    }
    Ok(pairs)
}

/// A line on stderr that appears when the work takes longer than a blink; none when quiet or when
/// stderr is no terminal.
fn progress(quiet: bool, what: &'static str) -> ProgressBar {
    let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {human_pos} {elapsed}") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar
}
