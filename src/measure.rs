//! Counts of a pair → numbers: the similarity measures, and matrices of them.
//!
//! Measures see counts only. Shingle sets are those of Broder (1997); every measure lies in 0..=1,
//! is 1 for a document with itself (if it has a shingle in scope) and 0 where a side is empty.

use crate::region::Class;
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// Which words a measure looks at. Scopes nest, so that what counts as shared in one also counts
/// on each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Narrative on both sides: copy in the stricter sense.
    #[default]
    Narrative,
    /// The stories: narrative and quotes.
    Body,
    /// The pages as they are, boilerplate included.
    All,
}

impl Scope {
    /// The sum of the classes in scope of counts in the order of [`Class::ALL`].
    pub fn sum(self, counts: [usize; 3]) -> usize {
        counts[..=self as usize].iter().sum()
    }

    /// Whether words of this class are in scope.
    pub fn holds(self, class: Class) -> bool {
        class as usize <= self as usize
    }

    /// What the words are called in titles.
    pub fn noun(self) -> &'static str {
        match self {
            Scope::Narrative => "narrative",
            Scope::Body => "story text (narrative and quotes)",
            Scope::All => "page text (boilerplate included)",
        }
    }
}

/// Counts of a pair, each by class in the order of [`Class::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Overlap {
    /// Distinct shingles of `a`.
    pub shingles_a: [usize; 3],
    /// Distinct shingles of `b`.
    pub shingles_b: [usize; 3],
    /// Distinct shingles of both, by their class [shared](Class::shared_with).
    pub shingles_shared: [usize; 3],
    /// Words of `a`.
    pub words_a: [usize; 3],
    /// Words of `b`.
    pub words_b: [usize; 3],
    /// Words of `a` inside a shingle that stands in `b` too, by their class shared.
    pub covered_a: [usize; 3],
    /// Words of `b` inside a shingle that stands in `a` too, by their class shared.
    pub covered_b: [usize; 3],
}

impl Overlap {
    /// The same pair seen from the other side.
    pub fn mirrored(self) -> Overlap {
        Overlap {
            shingles_a: self.shingles_b,
            shingles_b: self.shingles_a,
            shingles_shared: self.shingles_shared,
            words_a: self.words_b,
            words_b: self.words_a,
            covered_a: self.covered_b,
            covered_b: self.covered_a,
        }
    }
}

/// A similarity of two documents. With `A`, `B` their sets of distinct shingles in scope:
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Share of `a`'s words in scope that stand in `b`, inside a shared shingle. Directional, and
    /// the one to read first: "31 % of A's words stand in B".
    #[default]
    Words,
    /// `|A ∩ B| / |A|`: how much of `a` is in `b`. Directional (Broder 1997).
    Containment,
    /// `|A ∩ B| / |A ∪ B|`: resemblance; low where lengths differ (Broder 1997).
    Jaccard,
    /// `2 |A ∩ B| / (|A| + |B|)` (Dice 1945, Sørensen 1948).
    Dice,
    /// `|A ∩ B| / min(|A|, |B|)`: 1 where the shorter is a part (Szymkiewicz–Simpson).
    OverlapCoefficient,
    /// Cosine of the TF-IDF vectors over shingles; see [`Weights`].
    Cosine,
}

impl Measure {
    /// All measures, in the order of their declaration.
    pub const ALL: [Measure; 6] = [
        Measure::Words,
        Measure::Containment,
        Measure::Jaccard,
        Measure::Dice,
        Measure::OverlapCoefficient,
        Measure::Cosine,
    ];

    /// Whether a to b and b to a differ.
    pub fn directional(self) -> bool {
        matches!(self, Measure::Words | Measure::Containment)
    }

    /// Its name in files and options.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Words => "words",
            Measure::Containment => "containment",
            Measure::Jaccard => "jaccard",
            Measure::Dice => "dice",
            Measure::OverlapCoefficient => "overlap_coefficient",
            Measure::Cosine => "cosine",
        }
    }

    /// The measure from `a` to `b`, 0 to 1. [`Measure::Cosine`] needs more than counts and is 0
    /// here; [`Weights::cosine`] gives it.
    pub fn of(self, overlap: &Overlap, scope: Scope) -> f64 {
        let a = scope.sum(overlap.shingles_a);
        let b = scope.sum(overlap.shingles_b);
        let shared = scope.sum(overlap.shingles_shared);
        match self {
            Measure::Words => ratio(scope.sum(overlap.covered_a), scope.sum(overlap.words_a)),
            Measure::Containment => ratio(shared, a),
            Measure::Jaccard => ratio(shared, a + b - shared),
            Measure::Dice => ratio(2 * shared, a + b),
            Measure::OverlapCoefficient => ratio(shared, a.min(b)),
            Measure::Cosine => 0.0,
        }
    }
}

/// `part / whole`, 0 where the whole is empty.
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Term weights for [`Measure::Cosine`]: `(1 + ln tf) · (ln((1 + n) / (1 + df)) + 1)`, the
/// smoothed form of Salton and Buckley (1988), over shingles. With `k = 1` this is the usual cosine
/// of two bags of words.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    vectors: Vec<Vec<(u64, f64)>>,
}

impl Weights {
    /// The vectors of documents given by their shingles in scope, repeated as they occur.
    pub fn of(documents: Vec<Vec<u64>>) -> Weights {
        let mut counted: Vec<Vec<(u64, f64)>> = Vec::with_capacity(documents.len());
        let mut everywhere = Vec::new();
        for mut shingles in documents {
            shingles.sort_unstable();
            let counts: Vec<(u64, f64)> =
                shingles.chunk_by(|x, y| x == y).map(|same| (same[0], same.len() as f64)).collect();
            everywhere.extend(counts.iter().map(|&(shingle, _)| shingle));
            counted.push(counts);
        }
        everywhere.sort_unstable();
        let n = counted.len() as f64;
        let idf: Vec<(u64, f64)> = everywhere
            .chunk_by(|x, y| x == y)
            .map(|same| (same[0], ((1.0 + n) / (1.0 + same.len() as f64)).ln() + 1.0))
            .collect();
        for vector in &mut counted {
            let mut at = 0;
            for (shingle, weight) in vector.iter_mut() {
                at += idf[at..].partition_point(|&(other, _)| other < *shingle);
                *weight = (1.0 + weight.ln()) * idf[at].1;
            }
            let norm = vector.iter().map(|&(_, w)| w * w).sum::<f64>().sqrt();
            vector.iter_mut().for_each(|(_, weight)| *weight /= norm);
        }
        Weights { vectors: counted }
    }

    /// The cosine of two documents, 0 to 1.
    pub fn cosine(&self, a: usize, b: usize) -> f64 {
        let (mut a, mut b) = (self.vectors[a].as_slice(), self.vectors[b].as_slice());
        let mut sum = 0.0;
        while let (Some(x), Some(y)) = (a.first(), b.first()) {
            if x.0 == y.0 {
                sum += x.1 * y.1;
            }
            (a, b) = (&a[(x.0 <= y.0) as usize..], &b[(y.0 <= x.0) as usize..]);
        }
        sum.clamp(0.0, 1.0)
    }
}

/// A measure of every document against every other: `values[[row, column]]` is from row to column.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// What each row and column stands for.
    pub labels: Vec<String>,
    /// The measure.
    pub measure: Measure,
    /// Which words it looks at.
    pub scope: Scope,
    /// Square, 0 to 1, with 1 on the diagonal (a document with itself).
    pub values: Array2<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(a: usize, b: usize, shared: usize) -> Overlap {
        Overlap {
            shingles_a: [a, 0, 0],
            shingles_b: [b, 0, 0],
            shingles_shared: [shared, 0, 0],
            words_a: [2 * a, 0, 0],
            covered_a: [shared, 0, 0],
            ..Overlap::default()
        }
    }

    #[test]
    fn measures_are_their_formulas() {
        let rows = [
            (Measure::Words, 1.0 / 16.0),
            (Measure::Containment, 1.0 / 8.0),
            (Measure::Jaccard, 1.0 / 10.0),
            (Measure::Dice, 2.0 / 11.0),
            (Measure::OverlapCoefficient, 1.0 / 3.0),
        ];
        for (measure, want) in rows {
            let got = measure.of(&counts(8, 3, 1), Scope::All);
            assert!((got - want).abs() < 1e-12, "{measure:?}: {got}");
        }
    }

    #[test]
    fn nothing_is_like_nothing() {
        for measure in Measure::ALL {
            assert_eq!(measure.of(&Overlap::default(), Scope::All), 0.0);
        }
    }

    #[test]
    fn scopes_nest() {
        let counts = [1, 10, 100];
        let sums = [Scope::Narrative, Scope::Body, Scope::All].map(|scope| scope.sum(counts));
        assert_eq!(sums, [1, 11, 111]);
        assert!(Scope::Body.holds(Class::Quote) && !Scope::Narrative.holds(Class::Quote));
    }

    #[test]
    fn cosine_is_one_for_a_twin_and_zero_for_a_stranger() {
        let weights = Weights::of(vec![vec![1, 2, 2], vec![2, 1, 2], vec![7], vec![]]);
        assert!((weights.cosine(0, 1) - 1.0).abs() < 1e-12);
        assert_eq!((weights.cosine(0, 2), weights.cosine(2, 3)), (0.0, 0.0));
    }
}
