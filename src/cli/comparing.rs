//! How to compare: the options of all verbs that compare, and the comparing itself.

use super::input::{Input, Preparing, progress};
use super::note;
use std::path::{Path, PathBuf};
use wirecopy::analysis::{Analysis, Options, Pairs};
use wirecopy::error::{Error, Result};
use wirecopy::eval::gold;
use wirecopy::source::Source;
use wirecopy::streamed::{Budget, Depot, Intake};

/// What becomes a passage.
#[derive(clap::Args)]
pub(super) struct Finding {
    /// Shared runs at most so many words apart on both sides are one passage
    #[arg(long, value_name = "N", default_value_t = Options::default().gap as u32)]
    gap: u32,
    /// The least equal words of a passage
    #[arg(long, value_name = "N", default_value_t = Options::default().passage as u32)]
    passage: u32,
    /// Find passages by the words they share in any order and form: copy that was reworded,
    /// shuffled, translated or summed up. Needs texts, not packs. Two reporters who state the same
    /// facts use the same words, so read what it finds on news; that is why it is not the default.
    /// Rows of pairs then state `derivation`, how far one text is made from the other, 0 to 1; it
    /// decides the verdict where dates and credits (or outlets) say that an agency's text was first
    #[arg(long)]
    rewritten: bool,
    /// Whether `rewritten` measures derivations too.
    #[arg(skip = true)]
    derivation: bool,
}

/// How to compare.
#[derive(clap::Args)]
pub(super) struct Engine {
    #[command(flatten)]
    finding: Finding,
    /// Find every pair that shares so many words in a row [default: k up to 2,000 documents, else 12]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    run: Option<u32>,
    /// Leave out pairs of one outlet
    #[arg(long)]
    cross_outlet: bool,
}

/// Which pairs to compare, and how.
#[derive(clap::Args)]
pub(super) struct Comparing {
    #[command(flatten)]
    engine: Engine,
    /// Compare only the pairs of this file: JSON Lines {"a": id, "b": id}, .gz and .zst too
    #[arg(long, value_name = "FILE", conflicts_with = "all")]
    pairs: Option<PathBuf>,
    /// Compare all pairs, also those that share nothing
    #[arg(long)]
    all: bool,
}

/// What to read, and how to compare it.
#[derive(clap::Args)]
pub(super) struct Job {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    preparing: Preparing,
    #[command(flatten)]
    comparing: Comparing,
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
            derivation: self.derivation,
            ..Options::default()
        })
    }
}

impl Engine {
    /// The library's options for a run that does not stand in memory.
    pub(super) fn streamed(&self, k: usize) -> Result<Options> {
        match self.finding.rewritten {
            true => Err(Error::Usage("--rewritten needs all documents in memory".into())),
            false => self.options(k),
        }
    }

    /// The library's options for shingles of `k`, but for which pairs.
    fn options(&self, k: usize) -> Result<Options> {
        let run = self.run.map(|run| run as usize);
        if run.is_some_and(|run| run < k) {
            let problem = format!("--run cannot be below the {k} words of a shingle; lower -k too");
            return Err(Error::Usage(problem));
        }
        let (gap, passage) = (self.finding.gap as usize, self.finding.passage as usize);
        Ok(Options { k, run, gap, passage, cross_outlet: self.cross_outlet, ..Options::default() })
    }

    /// Compares these pairs of what `source` holds, with a progress bar.
    pub(super) fn analyse(&self, source: Source, pairs: Pairs, quiet: bool) -> Result<Analysis> {
        let Options { run, cross_outlet, .. } = self.options(source.k)?;
        let options = Options { run, pairs, cross_outlet, ..self.finding.options(&source)? };
        let outlets = || source.articles.windows(2).all(|two| two[0].outlet == two[1].outlet);
        if cross_outlet && source.articles.len() > 1 && outlets() {
            let outlet = &source.articles[0].outlet;
            note(quiet, &format!("all documents are of one outlet, {outlet:?}: no pair is left"));
        }
        let _bar = progress(quiet, "{spinner} comparing {elapsed}");
        Ok(source.analyse(&options))
    }
}

impl Job {
    /// Reads.
    pub(super) fn open(&self, quiet: bool) -> Result<Source> {
        self.input.open(self.preparing.options(), quiet)
    }

    /// Compares what was read.
    pub(super) fn analyse(&self, source: Source, quiet: bool) -> Result<Analysis> {
        self.comparing.analyse(source, quiet)
    }

    /// Reads documents and takes them apart within a budget of memory, ready to compare.
    pub(super) fn shelve(&self, budget: Budget, texts: bool, quiet: bool) -> Result<Depot> {
        let options = self.preparing.options();
        let usual = Options::default();
        let (k, unit) = (options.k.unwrap_or(usual.k), options.unit.unwrap_or(usual.unit));
        let streamed = self.comparing.engine.streamed(k)?;
        let intake = self.input.take_in(Intake::new(budget)?, options, quiet)?;
        let pairs = match &self.comparing.pairs {
            Some(path) => {
                Pairs::Listed(listed(path, |id| intake.holds(id), intake.first(), quiet)?)
            }
            None if self.comparing.all => Pairs::All,
            None => Pairs::Sharing,
        };
        let options = Options { unit, k, pairs, ..streamed };
        let bar = progress(quiet, "{spinner} taking apart {human_pos} documents {elapsed}");
        intake.shelve(&options, texts, &|count| bar.inc(count as u64))
    }

    /// Reads and compares for the passages alone: derivations are not measured.
    pub(super) fn passages(mut self, quiet: bool) -> Result<Analysis> {
        self.comparing.engine.finding.derivation = false;
        self.run(quiet)
    }

    /// Reads and compares.
    pub(super) fn run(&self, quiet: bool) -> Result<Analysis> {
        self.analyse(self.open(quiet)?, quiet)
    }
}

impl Comparing {
    /// See [`Engine::analyse`].
    pub(super) fn analyse(&self, source: Source, quiet: bool) -> Result<Analysis> {
        let pairs = match &self.pairs {
            Some(path) => Pairs::Listed(listed_in(path, &source, quiet)?),
            None if self.all => Pairs::All,
            None => Pairs::Sharing,
        };
        self.engine.analyse(source, pairs, quiet)
    }
}

/// The pairs of a list that are of this source.
fn listed_in(path: &Path, source: &Source, quiet: bool) -> Result<Vec<(String, String)>> {
    let articles = &source.articles;
    let known = |id: &str| articles.binary_search_by(|x| x.id.as_str().cmp(id)).is_ok();
    listed(path, known, articles.first().map(|article| article.id.as_str()), quiet)
}

/// The pairs of a list; those of documents that were not read are told, and refused if all are.
/// `first` is one that was read.
fn listed(
    path: &Path,
    known: impl Fn(&str) -> bool,
    first: Option<&str>,
    quiet: bool,
) -> Result<Vec<(String, String)>> {
    let pairs: Vec<_> = gold::listed(path)?.into_iter().map(|row| (row.a, row.b)).collect();
    let missing = pairs.iter().filter(|(a, b)| !known(a) || !known(b)).count();
    let problem = match first {
        _ if pairs.is_empty() => "lists no pair".to_owned(),
        Some(read) if missing == pairs.len() => {
            let (a, b) = &pairs[0];
            let missing = if known(a) { b } else { a };
            format!("none of its pairs was read: INPUT has no {missing:?}, but {read:?}")
        }
        _ => {
            if missing > 0 {
                note(quiet, &format!("{missing} listed pairs name a document that was not read"));
            }
            return Ok(pairs);
        }
    };
    Err(Error::format(path, problem))
}
