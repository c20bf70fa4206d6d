//! The run: corpus → analysis, stage after stage.

use crate::align::rewritten::{self, Background, Parameters, Prepared, Rewritten};
use crate::align::{Aligner, Alignment, runs::Table};
use crate::article::{Article, Dissection};
use crate::clean::Recurring;
use crate::credit::{Credit, Directory, Reason, Role, text_agencies};
use crate::document::{Corpus, Skipped};
use crate::fingerprint::Sieve;
use crate::index::candidates;
use crate::measure::{Matrix, Measure, Overlap, Scope, Weights};
use crate::region::Class;
use crate::span::Span;
use crate::token::{Unit, tokenize};
use crate::verdict::{self, Reasons, Verdict};
use ndarray::Array2;
use rayon::prelude::*;
use std::ops::Range;

/// Settings of a run. The defaults are right for news.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// What counts as a token.
    pub unit: Unit,
    /// Tokens in a shingle.
    pub k: usize,
    /// Every pair that shares at least so many tokens in a row is found, no other is reported;
    /// at least `k`. `None` takes `k` up to [`FEW`] documents and [`LONG_RUN`] above.
    pub run: Option<usize>,
    /// Shared runs that are at most so many tokens apart on both sides are one passage.
    pub gap: usize,
    /// The least equal tokens of a passage.
    pub passage: usize,
    /// Which pairs to compare.
    pub pairs: Pairs,
    /// Whether pairs of one outlet are left out.
    pub cross_outlet: bool,
    /// Whether passages are found by the words they share in any order and form instead of by
    /// shared runs; see [`rewritten`]. Needs the texts, and costs about 0.2 ms a pair.
    pub rewritten: bool,
}

/// Up to how many documents the search for rewritten copy compares all pairs; above, only those
/// that share a run.
pub const FEW_REWRITTEN: usize = 300;

/// Up to how many documents every shingle takes part in the search.
pub const FEW: usize = 2_000;
/// The default of [`Options::run`] for larger corpora.
pub const LONG_RUN: usize = 12;

impl Default for Options {
    fn default() -> Options {
        Options {
            unit: Unit::Words,
            k: 5,
            run: None,
            gap: 12,
            passage: 6,
            pairs: Pairs::Sharing,
            cross_outlet: false,
            rewritten: false,
        }
    }
}

/// Which pairs of documents are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Pairs {
    /// Those that share a run.
    #[default]
    Sharing,
    /// All of them.
    All,
    /// These ids, whether they share anything or not.
    Listed(Vec<(String, String)>),
}

/// A shared stretch of two articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Where it stands in `a`.
    pub a: Span,
    /// Where it stands in `b`.
    pub b: Span,
    /// What it mostly is.
    pub class: Class,
    /// Equal words.
    pub matched: usize,
    /// Equal words by class, in the order of [`Class::ALL`].
    pub classes: [usize; 3],
    /// Words it reaches over in `a`.
    pub words_a: usize,
    /// Words it reaches over in `b`.
    pub words_b: usize,
    /// The most equal words in a row.
    pub longest: usize,
    /// What differs inside, from left to right; one side of an edit may be empty.
    pub edits: Vec<Edit>,
    /// Its equal runs, as token positions (a, b, length); none if it was found as rewritten.
    pub runs: Vec<(usize, usize, usize)>,
    /// How much likelier its words are if one was made from the other, in bits, if it was found as
    /// rewritten.
    pub bits: Option<f32>,
}

/// A difference inside a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What stands in `a`.
    pub a: Span,
    /// What stands in `b` instead.
    pub b: Span,
}

/// All about one pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Index of the article with the smaller id.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// Exact counts.
    pub overlap: Overlap,
    /// What they share, from the first to the last in `a`.
    pub passages: Vec<Passage>,
    /// How alike the headlines are, 0 to 1.
    pub headline: f64,
    /// What they have to do with each other.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Reasons,
    /// Whether one outlet published both.
    pub same_outlet: bool,
}

/// All of a run.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Name of the corpus.
    pub name: String,
    /// The settings used, with `run` filled in.
    pub options: Options,
    /// The articles, by id.
    pub articles: Vec<Article>,
    /// The pairs compared, by `a`, then `b`.
    pub comparisons: Vec<Comparison>,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
}

/// Takes every document of the corpus apart and compares them.
pub fn analyse(corpus: Corpus, options: &Options) -> Analysis {
    let how = Dissection {
        unit: options.unit,
        k: options.k,
        recurring: Recurring::learn(&corpus.documents),
        directory: Directory::default(),
    };
    let articles =
        corpus.documents.into_par_iter().map(|document| Article::of(document, &how)).collect();
    Analysis { skipped: corpus.skipped, ..compare(corpus.name, articles, options) }
}

/// Compares articles, as [`analyse`] or a pack gives them: sorted by id, of one `k`.
pub fn compare(name: String, mut articles: Vec<Article>, options: &Options) -> Analysis {
    let mut options = options.clone();
    let few = articles.len() <= FEW;
    let run = options.run.unwrap_or(if few { options.k } else { LONG_RUN }).max(options.k);
    options.run = Some(run);
    let partners = partners(&articles, run, &options);
    let mut second = vec![false; articles.len()];
    partners.iter().flatten().for_each(|&b| second[b as usize] = true);
    let mut compared: Vec<bool> = partners.iter().map(|partners| !partners.is_empty()).collect();
    partners.iter().flatten().for_each(|&b| compared[b as usize] = true);
    let distinct: Vec<[usize; 3]> = articles
        .par_iter()
        .zip(compared)
        .map(|(article, compared)| match compared {
            true => Table::of(&article.fingerprint).distinct(),
            false => [0; 3],
        })
        .collect();
    let distinct = &distinct;
    let depth = options.rewritten.then(|| Depth::of(&articles));
    let depth = &depth;
    let comparisons: Vec<Comparison> = partners
        .par_iter()
        .enumerate()
        .flat_map_iter(|(a, partners)| {
            let (articles, options) = (&articles, &options);
            let mut aligner = None;
            partners.iter().filter_map(move |&b| {
                let aligner = aligner.get_or_insert_with(|| Aligner::of(&articles[a].fingerprint));
                let b = b as usize;
                let fingerprint = &articles[b].fingerprint;
                let alignment = aligner.align(fingerprint, distinct[b], options.gap);
                let shares = alignment.chains.iter().any(|chain| chain.longest() >= run);
                let mut pair = (shares || options.pairs != Pairs::Sharing || options.rewritten)
                    .then(|| comparison(articles, a, b, alignment, options))?;
                if let Some(depth) = depth {
                    depth.search(articles, &mut pair);
                    let found = shares || !pair.passages.is_empty();
                    return (found || options.pairs != Pairs::Sharing).then_some(pair);
                }
                Some(pair)
            })
        })
        .collect();
    let inferred = inferred(&articles, &comparisons);
    for (index, credit) in inferred {
        articles[index].credits.push(credit);
    }
    Analysis { name, options, articles, comparisons, skipped: Vec::new() }
}

/// Where a text is silent, content speaks: an article whose narrative is wholly shared with one that
/// is credited to an agency takes the attribution over, at the longest passage they share. By
/// article, then agency.
fn inferred(articles: &[Article], comparisons: &[Comparison]) -> Vec<(usize, Credit)> {
    let mut found = Vec::new();
    let whole = |pair: &&Comparison| pair.verdict == Verdict::WhollyShared;
    for pair in comparisons.iter().filter(whole) {
        let sides = [
            (pair.a, pair.b, pair.reasons.share_a, true),
            (pair.b, pair.a, pair.reasons.share_b, false),
        ];
        for (silent, other, share, is_a) in sides {
            let said = |index: usize| text_agencies(&articles[index].credits);
            if share < verdict::WHOLLY_SHARE || !said(silent).is_empty() {
                continue;
            }
            let longest = pair.passages.iter().max_by_key(|passage| passage.matched);
            let span = longest.map_or(Span::default(), |p| if is_a { p.a } else { p.b });
            for agency in said(other) {
                let (agency, role, reason) = (agency.to_string(), Role::Author, Reason::SharedText);
                let credit = Credit { agency: Some(agency), role, reason, span, inferred: true };
                found.push((silent, credit));
            }
        }
    }
    found.sort_by(|x, y| (x.0, &x.1.agency, x.1.span).cmp(&(y.0, &y.1.agency, y.1.span)));
    found.dedup_by(|x, y| (x.0, &x.1.agency) == (y.0, &y.1.agency));
    found
}

/// For every article those after it that it is compared with, ascending.
fn partners(articles: &[Article], run: usize, options: &Options) -> Vec<Vec<u32>> {
    let count = articles.len() as u32;
    let mut partners: Vec<Vec<u32>> = match &options.pairs {
        Pairs::All => all(count),
        Pairs::Sharing if options.rewritten && articles.len() <= FEW_REWRITTEN => all(count),
        Pairs::Sharing => {
            let sieve = Sieve::of(run, options.k);
            let kept: Vec<Vec<u64>> = articles
                .par_iter()
                .map(|article| sieve.keep(&article.fingerprint.shingles))
                .collect();
            candidates(&kept)
        }
        Pairs::Listed(listed) => {
            let find = |id: &str| articles.binary_search_by(|x| x.id.as_str().cmp(id)).ok();
            let mut partners = vec![Vec::new(); articles.len()];
            for (x, y) in listed {
                if let (Some(x), Some(y)) = (find(x), find(y))
                    && x != y
                {
                    partners[x.min(y)].push(x.max(y) as u32);
                }
            }
            partners.iter_mut().for_each(|list: &mut Vec<u32>| {
                list.sort_unstable();
                list.dedup();
            });
            partners
        }
    };
    if options.cross_outlet {
        for (a, list) in partners.iter_mut().enumerate() {
            list.retain(|&b| articles[a].outlet != articles[b as usize].outlet);
        }
    }
    partners
}

/// Every pair.
fn all(count: u32) -> Vec<Vec<u32>> {
    (0..count).map(|a| (a + 1..count).collect()).collect()
}

/// What the search for rewritten passages knows of a run.
struct Depth {
    /// One an article; empty for one without text.
    prepared: Vec<Prepared>,
    background: Background,
    parameters: Parameters,
}

impl Depth {
    fn of(articles: &[Article]) -> Depth {
        let prepare = |article: &Article| {
            let text = article.text.as_deref().unwrap_or("");
            Prepared::of(text, &tokenize(text, Unit::Words))
        };
        let prepared: Vec<Prepared> = articles.par_iter().map(prepare).collect();
        let background = Background::of(&prepared);
        Depth { prepared, background, parameters: Parameters::default() }
    }

    /// Puts the rewritten passages of a pair in the place of those found by shared runs, and lets
    /// them speak in the verdict.
    fn search(&self, articles: &[Article], pair: &mut Comparison) {
        let (x, y) = (&self.prepared[pair.a], &self.prepared[pair.b]);
        let (a, b) = (&articles[pair.a], &articles[pair.b]);
        let found = rewritten::passages(x, y, &self.background, &self.parameters);
        pair.passages = found.iter().map(|passage| passage_of(passage, a, b)).collect();
        let copies: Vec<_> = found
            .iter()
            .filter(|found| !found.summary && found.matched >= verdict::REWRITTEN_MATCHED)
            .map(|passage| (a.tokens(passage.a), b.tokens(passage.b)))
            .collect();
        verdict::reconsider(
            &mut pair.verdict,
            &mut pair.reasons,
            &copies,
            [a, b].map(|x| &x.fingerprint),
        );
    }
}

/// A rewritten passage in the form of all passages: one edit from end to end.
fn passage_of(found: &Rewritten, a: &Article, b: &Article) -> Passage {
    let (in_a, in_b) = (a.tokens(found.a), b.tokens(found.b));
    let (words_a, words_b) = (in_a.len(), in_b.len());
    let share = |class: Class, article: &Article, tokens: &Range<usize>| {
        let classes = &article.fingerprint.classes[tokens.clone()];
        classes.iter().filter(|&&c| c == class).count() as f32 / classes.len().max(1) as f32
    };
    let matched = (words_a.min(words_b) as f32 * found.matched).round();
    // A word counts as what it more likely is on the less narrative side.
    let boilerplate = Class::Boilerplate;
    let worst = |class| share(class, a, &in_a).max(share(class, b, &in_b));
    let lost = (matched * worst(boilerplate)).round();
    let quoted = (matched * worst(Class::Quote)).round().min(matched - lost);
    let classes = [matched - lost - quoted, quoted, lost].map(|words| words as usize);
    Passage {
        a: found.a,
        b: found.b,
        class: verdict::class(classes, 0),
        matched: matched as usize,
        classes,
        words_a,
        words_b,
        longest: 0,
        edits: vec![Edit { a: found.a, b: found.b }],
        runs: Vec::new(),
        bits: Some(found.bits),
    }
}

fn comparison(
    articles: &[Article],
    a: usize,
    b: usize,
    alignment: Alignment,
    options: &Options,
) -> Comparison {
    let (x, y) = (&articles[a], &articles[b]);
    let (verdict, reasons) = verdict::judge(&alignment.chains, &x.fingerprint, &y.fingerprint);
    let passages = alignment
        .chains
        .iter()
        .filter(|chain| chain.matched() >= options.passage)
        .map(|chain| {
            let classes = verdict::classes(chain, &x.fingerprint, &y.fingerprint);
            let edits = chain.edits().map(|(at_a, at_b)| Edit { a: x.span(at_a), b: y.span(at_b) });
            Passage {
                a: x.span(chain.a()),
                b: y.span(chain.b()),
                class: verdict::class(classes, chain.longest()),
                matched: chain.matched(),
                classes,
                words_a: chain.a().len(),
                words_b: chain.b().len(),
                longest: chain.longest(),
                edits: edits.collect(),
                runs: chain.runs.iter().map(|run| (run.a, run.b, run.len)).collect(),
                bits: None,
            }
        })
        .collect();
    Comparison {
        a,
        b,
        overlap: alignment.overlap,
        passages,
        headline: x.headline_similarity(y),
        verdict,
        reasons,
        same_outlet: x.outlet == y.outlet,
    }
}

impl Analysis {
    /// The comparison of two articles by index, in either order, if they were compared.
    pub fn comparison(&self, x: usize, y: usize) -> Option<&Comparison> {
        let key = (x.min(y), x.max(y));
        let at = self.comparisons.binary_search_by_key(&key, |pair| (pair.a, pair.b));
        at.ok().map(|at| &self.comparisons[at])
    }

    /// A measure of each of the `chosen` articles (indices, ascending) against each: 1 on the
    /// diagonal, 0 where two share no run, NaN where they were not to be compared.
    pub fn matrix(&self, chosen: &[usize], measure: Measure, scope: Scope) -> Matrix {
        let outlet = |at: usize| &self.articles[chosen[at]].outlet;
        let mut values = Array2::from_shape_fn((chosen.len(), chosen.len()), |(row, column)| {
            let apart = self.options.cross_outlet && outlet(row) == outlet(column);
            match &self.options.pairs {
                _ if row == column => 1.0,
                Pairs::Listed(_) => f64::NAN,
                Pairs::Sharing | Pairs::All if apart => f64::NAN,
                Pairs::Sharing | Pairs::All => 0.0,
            }
        });
        let weights = (measure == Measure::Cosine).then(|| self.weights(scope));
        for pair in &self.comparisons {
            let places = (chosen.binary_search(&pair.a), chosen.binary_search(&pair.b));
            let (Ok(a), Ok(b)) = places else { continue };
            let value = |overlap: &Overlap| match &weights {
                Some(weights) => weights.cosine(pair.a, pair.b),
                None => measure.of(overlap, scope),
            };
            values[[a, b]] = value(&pair.overlap);
            values[[b, a]] = value(&pair.overlap.mirrored());
        }
        let labels = chosen.iter().map(|&index| self.articles[index].outlet.clone()).collect();
        Matrix { labels, measure, scope, values }
    }

    fn weights(&self, scope: Scope) -> Weights {
        let in_scope = |article: &Article| {
            let fingerprint = &article.fingerprint;
            let shingles = fingerprint.shingles.iter().enumerate();
            let held = shingles.filter(|&(at, _)| scope.holds(fingerprint.class(at)));
            held.map(|(_, &shingle)| shingle).collect()
        };
        Weights::of(self.articles.iter().map(in_scope).collect())
    }
}
