//! How to compare: the options of all verbs that compare, and the comparing itself.

use super::input::progress;
use super::note;
use std::path::{Path, PathBuf};
use wirecopy::analysis::{Analysis, Options, Pairs};
use wirecopy::error::{Error, Result};
use wirecopy::source::Source;

/// What becomes a passage.
#[derive(clap::Args)]
pub(super) struct Finding {
    /// Shared runs at most so many words apart on both sides are one passage
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32))]
    gap: u32,
    /// The least equal words of a passage
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u32))]
    passage: u32,
    /// Find passages by the words they share in any order and form: copy that was reworded,
    /// shuffled, translated or summed up. Needs texts, not packs. Two reporters who state the same
    /// facts use the same words, so read what it finds on news; that is why it is not the default
    #[arg(long)]
    rewritten: bool,
}

/// Which pairs to compare, and how.
#[derive(clap::Args)]
pub(super) struct Comparing {
    #[command(flatten)]
    finding: Finding,
    /// Find every pair that shares so many words in a row [default: k up to 2,000 documents, else 12]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    run: Option<u32>,
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

impl Finding {
    /// The library's options for all pairs of this source.
    pub(super) fn options(&self, source: &Source) -> Result<Options> {
        if self.rewritten && source.articles.iter().any(|article| article.text.is_none()) {
            let problem = "--rewritten needs the words; a pack has none, give --texts DIR";
            return Err(Error::Usage(problem.into()));
        }
        Ok(Options {
            unit: source.unit,
            k: source.k,
            gap: self.gap as usize,
            passage: self.passage as usize,
            pairs: Pairs::All,
            rewritten: self.rewritten,
            ..Options::default()
        })
    }
}

impl Comparing {
    /// Compares what `source` holds, with a progress bar if it takes long.
    pub(super) fn analyse(&self, source: Source, quiet: bool) -> Result<Analysis> {
        let run = self.run.map(|run| run as usize);
        if run.is_some_and(|run| run < source.k) {
            let k = source.k;
            let problem = format!("--run cannot be below the {k} words of a shingle; lower -k too");
            return Err(Error::Usage(problem));
        }
        let pairs = match &self.pairs {
            Some(path) => Pairs::Listed(listed(path, &source, quiet)?),
            None if self.all => Pairs::All,
            None => Pairs::Sharing,
        };
        let cross_outlet = self.cross_outlet;
        let options = Options { run, pairs, cross_outlet, ..self.finding.options(&source)? };
        let _bar = progress(quiet, "{spinner} comparing {elapsed}");
        Ok(source.analyse(&options))
    }
}

/// The rows of a pair list.
fn listed(path: &Path, source: &Source, quiet: bool) -> Result<Vec<(String, String)>> {
    #[derive(serde::Deserialize)]
    struct Row {
        a: String,
        b: String,
    }
    let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, error))?;
    let rows = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parsed = rows.map(|(number, line)| {
        let place = || format!("{}:{}", path.display(), number + 1);
        let row: Row = serde_json::from_str(line).map_err(|_| {
            Error::format(place(), "is not a pair; a row is {\"a\": \"id\", \"b\": \"id\"}")
        })?;
        Ok((row.a, row.b))
    });
    let pairs: Vec<(String, String)> = parsed.collect::<Result<_>>()?;
    let articles = &source.articles;
    let known = |id: &str| articles.binary_search_by(|x| x.id.as_str().cmp(id)).is_ok();
    let unknown = |(a, b): &&(String, String)| !known(a) || !known(b);
    match pairs.iter().filter(unknown).count() {
        0 if pairs.is_empty() => Err(Error::format(path, "lists no pair")),
        0 => Ok(pairs),
        missing if missing < pairs.len() => {
            note(quiet, &format!("{missing} listed pairs name a document that was not read"));
            Ok(pairs)
        }
        _ => {
            let id = articles.first().map_or("", |article| &article.id);
            let problem = format!("no pair of it names two documents that were read, such as {id}");
            Err(Error::format(path, problem))
        }
    }
}
