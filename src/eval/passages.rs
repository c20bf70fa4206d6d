//! Scores found passages against labelled ones: precision, recall, granularity and plagdet.
//!
//! Measures of Potthast, Stein, Barrón-Cedeño and Rosso (COLING 2010), macro-averaged over passages:
//! a passage counts by the characters of both its sides, a side being covered by the union of those
//! passages of the other list that meet it on both sides. Pairs are unordered: `(a, b)` with its spans
//! and `(b, a)` with the spans swapped are the same. Time is near-linear in the number of passages,
//! but for passages of one pair, of which each meets those that begin before its end.

use crate::span::Span;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// One passage: a stretch of document `a` and the stretch of document `b` that goes with it.
///
/// Offsets may count bytes or code points, as long as both lists count the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case<'t> {
    /// Id of one document.
    pub a: &'t str,
    /// Id of the other.
    pub b: &'t str,
    /// Where the passage stands in `a`.
    pub a_span: Span,
    /// Where it stands in `b`.
    pub b_span: Span,
}

/// How well the found passages match the labelled ones; everything but `granularity` lies in 0..=1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PassageScore {
    /// How many passages are labelled.
    pub gold: usize,
    /// How many were found.
    pub detected: usize,
    /// Mean share of a found passage's characters that is labelled.
    pub precision: f64,
    /// Mean share of a labelled passage's characters that was found.
    pub recall: f64,
    /// Mean number of found passages per labelled passage that was found at all: 1 is best.
    pub granularity: f64,
    /// Harmonic mean of precision and recall, over `log2(1 + granularity)`.
    pub plagdet: f64,
}

/// Scores `detected` against `gold`. With both lists empty everything is right and the score is 1.
pub fn score(gold: &[Case], detected: &[Case]) -> PassageScore {
    let (gold, detected) = (oriented(gold), oriented(detected));
    let recall = coverage(&gold, &detected);
    let precision = coverage(&detected, &gold);
    let f1 = match precision.mean + recall.mean {
        0.0 => 0.0,
        sum => 2.0 * precision.mean * recall.mean / sum,
    };
    let granularity = match recall.met {
        0 => 1.0,
        met => recall.meetings as f64 / met as f64,
    };
    PassageScore {
        gold: gold.len(),
        detected: detected.len(),
        precision: precision.mean,
        recall: recall.mean,
        granularity,
        plagdet: f1 / (1.0 + granularity).log2(),
    }
}

/// Scores each category by itself. `categories` names the category of every pair that counts;
/// passages of other pairs are ignored.
pub fn score_by_category<'t>(
    categories: &[(&'t str, &'t str, &'t str)],
    gold: &[Case<'t>],
    detected: &[Case<'t>],
) -> BTreeMap<&'t str, PassageScore> {
    let mut of_pair: HashMap<(&str, &str), &'t str> = HashMap::new();
    let mut parts: BTreeMap<&'t str, [Vec<Case<'t>>; 2]> = BTreeMap::new();
    for &(a, b, category) in categories {
        of_pair.insert((a.min(b), a.max(b)), category);
        parts.entry(category).or_default();
    }
    for (side, cases) in [gold, detected].into_iter().enumerate() {
        for case in cases {
            let Some(category) = of_pair.get(&(case.a.min(case.b), case.a.max(case.b))) else {
                continue;
            };
            parts.entry(category).or_default()[side].push(*case);
        }
    }
    parts.into_iter().map(|(name, [gold, found])| (name, score(&gold, &found))).collect()
}

/// The cases with `a <= b`, sorted, so that a pair's cases stand together.
fn oriented<'t>(cases: &[Case<'t>]) -> Vec<Case<'t>> {
    let turn = |c: &Case<'t>| match c.a <= c.b {
        true => *c,
        false => Case { a: c.b, b: c.a, a_span: c.b_span, b_span: c.a_span },
    };
    let mut cases: Vec<Case> = cases.iter().map(turn).collect();
    cases.sort_unstable();
    cases
}

/// How the cases of one list are covered by those of another.
struct Coverage {
    /// Mean share of a case's characters that is covered.
    mean: f64,
    /// Cases that at least one case of the other list meets.
    met: usize,
    /// Meetings in all.
    meetings: usize,
}

/// Covers each of `cases` with `others`; both as [`oriented`] gives them.
fn coverage(cases: &[Case], others: &[Case]) -> Coverage {
    let mut found = Coverage { mean: 0.0, met: 0, meetings: 0 };
    if cases.is_empty() || others.is_empty() {
        found.mean = f64::from(u8::from(cases.is_empty() && others.is_empty()));
        return found;
    }
    let mut shares = 0.0;
    let mut at = 0;
    for group in cases.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)) {
        let pair = (group[0].a, group[0].b);
        at += others[at..].partition_point(|c| (c.a, c.b) < pair);
        let size = others[at..].partition_point(|c| (c.a, c.b) == pair);
        let rivals = &others[at..at + size];
        for case in group {
            let (mut in_a, mut in_b) = (Vec::new(), Vec::new());
            let until = rivals.partition_point(|r| r.a_span.start < case.a_span.end);
            for rival in &rivals[..until] {
                let a = rival.a_span.intersection(case.a_span);
                let b = rival.b_span.intersection(case.b_span);
                if let (Some(a), Some(b)) = (a, b) {
                    in_a.push(a);
                    in_b.push(b);
                }
            }
            found.met += usize::from(!in_a.is_empty());
            found.meetings += in_a.len();
            let whole = (case.a_span.len() + case.b_span.len()).max(1);
            shares += (union(in_a) + union(in_b)) as f64 / whole as f64;
        }
    }
    found.mean = shares / cases.len() as f64;
    found
}

/// How many positions at least one of the spans holds.
fn union(mut spans: Vec<Span>) -> usize {
    spans.sort_unstable();
    let mut reach = 0;
    let mut held = 0;
    for span in spans {
        held += span.end.saturating_sub(span.start.max(reach));
        reach = reach.max(span.end);
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row = (&'static str, &'static str, usize, usize, usize, usize);

    fn cases(rows: &[Row]) -> Vec<Case<'static>> {
        let case = |&(a, b, s, e, t, f): &Row| Case {
            a,
            b,
            a_span: Span::new(s, e),
            b_span: Span::new(t, f),
        };
        rows.iter().map(case).collect()
    }

    const GOLD: [Row; 3] =
        [("p", "x", 0, 100, 50, 150), ("p", "x", 300, 400, 200, 300), ("q", "x", 10, 60, 0, 50)];

    type Expected<'a> = (&'a str, &'a [Row], &'a [Row], f64, f64, f64);

    #[test]
    fn scores_follow_the_definition() {
        // Row: what it shows, gold, detected, precision, recall, granularity.
        #[rustfmt::skip]
        let rows: [Expected<'_>; 10] = [
            ("gold against itself", &GOLD, &GOLD, 1.0, 1.0, 1.0),
            ("nothing found", &GOLD, &[], 0.0, 0.0, 1.0),
            ("nothing to find", &[], &GOLD, 0.0, 0.0, 1.0),
            ("nothing to find and nothing found", &[], &[], 1.0, 1.0, 1.0),
            ("one of three", &GOLD, &GOLD[..1], 1.0, 1.0 / 3.0, 1.0),
            ("two halves", &GOLD[..1], &[("p", "x", 0, 50, 50, 100), ("p", "x", 50, 100, 100, 150)],
                1.0, 1.0, 2.0),
            ("twice as long as it should be", &GOLD[2..], &[("q", "x", 10, 110, 0, 100)], 0.5, 1.0, 1.0),
            ("right on one side only", &GOLD[..1], &[("p", "x", 0, 100, 400, 500)], 0.0, 0.0, 1.0),
            ("another pair", &GOLD[..1], &[("q", "x", 0, 100, 50, 150)], 0.0, 0.0, 1.0),
            ("doubles count once as characters and twice as passages", &GOLD[..1],
                &[("p", "x", 0, 60, 50, 110), ("p", "x", 0, 60, 50, 110)], 1.0, 0.6, 2.0),
        ];
        for (what, gold, detected, precision, recall, granularity) in rows {
            let got = score(&cases(gold), &cases(detected));
            let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
            let wanted = [precision, recall, granularity, f1 / (1.0 + granularity).log2()];
            let got = [got.precision, got.recall, got.granularity, got.plagdet];
            for (got, wanted) in got.into_iter().zip(wanted) {
                assert!((got - wanted).abs() < 1e-12, "{what}: {got} instead of {wanted}");
            }
        }
    }

    #[test]
    fn swapping_a_and_b_changes_nothing() {
        let gold = cases(&GOLD);
        let found = cases(&[("p", "x", 20, 120, 60, 140), ("q", "x", 0, 40, 0, 40)]);
        let swap = |c: &Case<'static>| Case { a: c.b, b: c.a, a_span: c.b_span, b_span: c.a_span };
        let swapped: Vec<Case> = found.iter().map(swap).collect();
        assert_eq!(score(&gold, &found), score(&gold, &swapped));
        let swapped_gold: Vec<Case> = gold.iter().map(swap).collect();
        assert_eq!(score(&gold, &found), score(&swapped_gold, &found));
    }

    #[test]
    fn only_listed_pairs_count_and_each_in_its_category() {
        let pairs = [("x", "p", "near"), ("q", "x", "far"), ("q", "y", "empty")];
        let stray = cases(&[("q", "z", 0, 9, 0, 9), ("q", "y", 0, 9, 0, 9)]);
        let found: Vec<Case> = cases(&GOLD).into_iter().chain(stray).collect();
        let scores = score_by_category(&pairs, &cases(&GOLD), &found);
        let got: Vec<_> = scores.iter().map(|(k, s)| (*k, s.gold, s.detected, s.plagdet)).collect();
        assert_eq!(got, [("empty", 0, 1, 0.0), ("far", 1, 1, 1.0), ("near", 2, 2, 1.0)]);
    }
}
