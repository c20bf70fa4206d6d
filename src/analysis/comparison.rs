//! All about one pair, as data: counts, passages, verdict with its reasons.

use super::Options;
use super::related::related;
use crate::align::Alignment;
use crate::article::Article;
use crate::measure::Overlap;
use crate::region::Class;
use crate::span::Span;
use crate::verdict::{self, Reasons, Verdict};

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
    /// How surprising it would be by chance: between two unrelated articles of these lengths
    /// `2^-bits` passages at least so surprising are to be expected. See [`chance`](crate::chance).
    pub bits: f32,
    /// How much likelier its words are if one was made from the other, in bits, if it was found as
    /// rewritten.
    pub likelihood: Option<f32>,
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

/// The comparison of articles `x` and `y`, of index `a` and `b`, from their alignment.
pub(super) fn comparison(
    [x, y]: [&Article; 2],
    [a, b]: [usize; 2],
    alignment: Alignment,
    options: &Options,
) -> Comparison {
    // Where one is in words, so is what they share.
    let grain = x.grain.min(y.grain).max(1).into();
    let (mut verdict, mut reasons) =
        verdict::judge(&alignment.chains, &x.fingerprint, &y.fingerprint, grain);
    if verdict.is_shared_copy() {
        reasons.relation = related(x, y, &alignment.chains);
    }
    let parted = verdict::part(&mut verdict, &mut reasons);
    reasons.relation = reasons.relation.filter(|_| parted);
    let class = |classes, longest| match verdict::class(classes, longest) {
        Class::Narrative if parted => Class::Boilerplate,
        class => class,
    };
    let passages = alignment
        .chains
        .iter()
        .zip(verdict::classes(&alignment.chains, &x.fingerprint, &y.fingerprint))
        .filter(|(chain, _)| chain.matched() >= options.passage)
        .map(|(chain, classes)| {
            let edits = chain.edits().map(|(at_a, at_b)| Edit { a: x.span(at_a), b: y.span(at_b) });
            Passage {
                a: x.span(chain.a()),
                b: y.span(chain.b()),
                class: class(classes, chain.longest()),
                matched: chain.matched(),
                classes,
                words_a: chain.a().len(),
                words_b: chain.b().len(),
                longest: chain.longest(),
                edits: edits.collect(),
                runs: chain.runs.iter().map(|run| (run.a, run.b, run.len)).collect(),
                bits: 0.0,
                likelihood: None,
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
