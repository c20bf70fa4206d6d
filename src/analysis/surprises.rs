//! Passages of a run → the bits of each, under what the whole run has shown to be formulae.

use super::Comparison;
use crate::article::Article;
use crate::chance::{self, Formulae, Marks};
use rayon::prelude::*;

/// Fills in the bits of all passages that were found by their runs.
pub(super) fn surprises(articles: &[Article], comparisons: &mut [Comparison]) {
    let mut marks = Marks::of(articles.len());
    for pair in &*comparisons {
        let k = articles[pair.a].fingerprint.k;
        for &(at, _, length) in pair.passages.iter().flat_map(|passage| &passage.runs) {
            // What is left of a run between longer ones may hold no shingle.
            marks.mark(pair.a, at, (at + length + 1).saturating_sub(k));
        }
    }
    let formulae = Formulae::of(articles, &marks);
    comparisons.par_iter_mut().for_each(|pair| {
        let (a, b) = (&articles[pair.a], &articles[pair.b]);
        for passage in pair.passages.iter_mut().filter(|passage| !passage.runs.is_empty()) {
            passage.bits = chance::bits(a, b, &passage.runs, &formulae);
        }
    });
}
