//! What a verdict was decided from, as numbers, and how likely it is right.

use super::{Relation, Verdict};
use serde::{Deserialize, Serialize};

/// How likely it is that a pair shares copy whose pages are about different things: of seven labelled ones two did.
const DISTANT_COPY: f64 = 2.0 / 7.0;

/// Why a verdict was given: all it was decided from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reasons {
    /// Equal narrative words in passages of copy.
    pub narrative: usize,
    /// How many of them are no parts of names.
    pub prose: usize,
    /// Quoted words in passages.
    pub quoted: usize,
    /// Words of captions, chrome and other boilerplate in passages.
    pub boilerplate: usize,
    /// Share of the narrative of `a` that stands in passages, whether they are copy or not, what was edited inside of
    /// them included, 0 to 1.
    pub share_a: f64,
    /// The same of `b`.
    pub share_b: f64,
    /// Equal words of the longest passage.
    pub longest: usize,
    /// How far one text is made from the other, 0 to 1; see [`derived`](crate::align::derived).
    /// Only of a search for rewritten copy.
    pub derivation: Option<f64>,
    /// Whether that one is the later, and the earlier is an agency's copy as a whole.
    pub from_agency: bool,
    /// How little the two are related besides what they share, where that is why it is no copy.
    pub relation: Option<Relation>,
}

impl Reasons {
    /// How likely it is that the pair shares copy, 0 to 1: a logistic curve over the logarithms of
    /// the narrative prose and the quoted words, fitted to the development parts of the labelled
    /// pairs in `benches/quality`, where its error of calibration is given. Where the earlier text is an agency's,
    /// the derivation speaks too, by a curve fitted to two thirds of COUNTER.
    pub fn likelihood(&self) -> f64 {
        let log = |words: usize| (1.0 + words as f64).log2();
        let logistic = |score: f64| 1.0 / (1.0 + (-score).exp());
        let words = match self.relation.is_some_and(Relation::is_distant) {
            true => DISTANT_COPY,
            false => logistic(1.130 * log(self.prose) + 0.193 * log(self.quoted) - 4.192),
        };
        let derived = self.derivation.filter(|_| self.from_agency);
        let curve = |derivation: f64| logistic(1.657 * derivation.log2() + 5.925);
        derived.map_or(words, |derivation| words.max(curve(derivation)))
    }

    /// How likely it is that the verdict is right about the pair sharing copy or not, 0 to 1.
    pub fn confidence(&self, verdict: Verdict) -> f64 {
        if verdict.is_shared_copy() { self.likelihood() } else { 1.0 - self.likelihood() }
    }
}
