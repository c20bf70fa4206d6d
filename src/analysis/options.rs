//! What a run is told: the settings, and which pairs to compare.

use crate::token::Unit;

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
    /// shared runs; see [`rewritten`](crate::align::rewritten). Needs the texts, and costs about
    /// 0.4 ms a pair.
    pub rewritten: bool,
    /// Whether `rewritten` measures the derivation of every pair too
    /// ([`derived`](crate::align::derived)), for its verdict: passages alone do without.
    pub derivation: bool,
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
            derivation: true,
        }
    }
}

impl Options {
    /// These options with `run` filled in for so many documents.
    pub fn settled(&self, documents: usize) -> Options {
        let usual = if documents <= FEW { self.k } else { LONG_RUN };
        let run = self.run.unwrap_or(usual).max(self.k);
        Options { run: Some(run), ..self.clone() }
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
