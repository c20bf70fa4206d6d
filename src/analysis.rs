//! The run: corpus → analysis, stage after stage.

mod comparison;
mod depth;
mod direction;
mod expected;
mod inferred;
mod options;
mod partners;
mod related;
mod surprises;

pub use comparison::{Comparison, Edit, Passage};
pub use expected::{CALIBRATION_ERROR, Expected, LABELLED, Unmeasured};
pub use options::{FEW, FEW_REWRITTEN, LONG_RUN, Options, Pairs};

use crate::align::{Aligner, runs::Table};
use crate::article::{Article, Dissection};
use crate::clean::Recurring;
use crate::credit::Directory;
use crate::document::{Corpus, Skips};
use crate::measure::{Matrix, Measure, Overlap, Scope, Weights};
use comparison::comparison;
use depth::Depth;
use inferred::inferred;
use ndarray::Array2;
use partners::partners;
use rayon::prelude::*;
use surprises::surprises;

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
    pub skipped: Skips,
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
    let options = options.settled(articles.len());
    let run = options.run.unwrap_or(options.k);
    let partners = partners(&articles, run, &options);
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
    let depth = options.rewritten.then(|| Depth::of(&articles, options.derivation));
    let depth = &depth;
    let mut comparisons: Vec<Comparison> = partners
        .par_iter()
        .enumerate()
        .flat_map_iter(|(a, partners)| {
            let (articles, options) = (&articles, &options);
            let mut aligner = None;
            partners.iter().filter_map(move |&b| {
                let aligner = aligner.get_or_insert_with(|| Aligner::of(&articles[a].fingerprint));
                let b = b as usize;
                let both = [&articles[a], &articles[b]];
                let (mut pair, shares) = compare_two(aligner, both, [a, b], distinct[b], options)?;
                if let Some(depth) = depth {
                    depth.search(articles, &mut pair);
                    let found = shares || !pair.passages.is_empty();
                    return (found || options.pairs != Pairs::Sharing).then_some(pair);
                }
                Some(pair)
            })
        })
        .collect();
    surprises(&articles, &mut comparisons);
    let inferred = inferred(&articles, &comparisons);
    for (index, credit) in inferred {
        articles[index].credits.push(credit);
    }
    Analysis { name, options, articles, comparisons, skipped: Skips::default() }
}

/// The comparison of two articles, of these indices, by the aligner of the first and the
/// [distinct](Table::distinct) shingles of the second, and whether they share a run; none if the pair
/// is not asked for. The options are [settled](Options::settled).
pub(crate) fn compare_two(
    aligner: &mut Aligner,
    both: [&Article; 2],
    indices: [usize; 2],
    distinct: [usize; 3],
    options: &Options,
) -> Option<(Comparison, bool)> {
    let alignment = aligner.align(&both[1].fingerprint, distinct, options.gap);
    let run = options.run.unwrap_or(options.k);
    let shares = alignment.chains.iter().any(|chain| chain.longest() >= run);
    let asked = shares || options.pairs != Pairs::Sharing || options.rewritten;
    asked.then(|| (comparison(both, indices, alignment, options), shares))
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
