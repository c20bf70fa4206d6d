//! Scores against the truth: average precision, calibration, rank correlation.
//!
//! Equal scores are one threshold and one rank, so that nothing depends on the order of rows. Scores are
//! numbers from 0 to 1; what is no number counts as 0.

use serde::Serialize;

/// The area under the curve of precision over recall, as a sum over the distinct scores, from high
/// to low: `Σ (Rₙ − Rₙ₋₁) Pₙ`, without interpolation. `None` where nothing is true.
///
/// A row is a score and whether it is true.
pub fn average_precision(rows: &[(f64, bool)]) -> Option<f64> {
    let mut rows: Vec<(f64, bool)> = rows.iter().map(|&(s, truth)| (number(s), truth)).collect();
    rows.sort_by(|x, y| y.0.total_cmp(&x.0));
    let all = rows.iter().filter(|row| row.1).count();
    let (mut taken, mut hits, mut area) = (0, 0, 0.0);
    for equal in rows.chunk_by(|x, y| x.0 == y.0) {
        let new = equal.iter().filter(|row| row.1).count();
        taken += equal.len();
        hits += new;
        area += new as f64 * hits as f64 / taken as f64;
    }
    (all > 0).then(|| area / all as f64)
}

/// How far a score can be read as a probability.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// Expected calibration error (Naeini, Cooper, Hauskrecht, AAAI 2015): the mean distance of score and
    /// truth over the bins, weighted by their rows. 0 is best.
    pub error: f64,
    /// The reliability table: ten bins of equal width, a score on an edge in the upper one.
    pub bins: Vec<Bin>,
}

/// The rows whose score lies in one stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// The least score.
    pub from: f64,
    /// The score it ends before; the last bin holds 1 too.
    pub to: f64,
    /// How many rows.
    pub rows: usize,
    /// Their mean score; 0 without rows.
    pub score: f64,
    /// The share of them that is true; 0 without rows.
    pub truth: f64,
}

/// How many bins a reliability table has.
const BINS: usize = 10;

/// The calibration of scores, each with whether it is true.
pub fn calibration(rows: &[(f64, bool)]) -> Calibration {
    let mut sums = [(0usize, 0.0, 0usize); BINS];
    for &(score, truth) in rows {
        let score = number(score).clamp(0.0, 1.0);
        let bin = &mut sums[((score * BINS as f64) as usize).min(BINS - 1)];
        *bin = (bin.0 + 1, bin.1 + score, bin.2 + usize::from(truth));
    }
    let bins: Vec<Bin> = (0..BINS)
        .map(|at| {
            let (rows, score, truth) = sums[at];
            let share = |sum: f64| if rows == 0 { 0.0 } else { sum / rows as f64 };
            Bin {
                from: at as f64 / BINS as f64,
                to: (at + 1) as f64 / BINS as f64,
                rows,
                score: share(score),
                truth: share(truth as f64),
            }
        })
        .collect();
    let error = bins.iter().map(|bin| bin.rows as f64 * (bin.score - bin.truth).abs()).sum::<f64>();
    Calibration { error: error / rows.len().max(1) as f64, bins }
}

/// Spearman's rank correlation, −1 to 1: Pearson's of the ranks, equal values sharing their mean
/// rank. `None` where one side is all equal.
pub fn spearman(rows: &[(f64, f64)]) -> Option<f64> {
    let x = ranks(rows.iter().map(|row| row.0));
    let y = ranks(rows.iter().map(|row| row.1));
    let middle = (rows.len() as f64 + 1.0) / 2.0;
    let spread = |r: &[f64]| r.iter().map(|v| (v - middle).powi(2)).sum::<f64>();
    let both: f64 = x.iter().zip(&y).map(|(v, w)| (v - middle) * (w - middle)).sum();
    let whole = (spread(&x) * spread(&y)).sqrt();
    (whole > 0.0).then(|| both / whole)
}

/// The rank of each value, from 1.
fn ranks(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<(f64, usize)> = values.enumerate().map(|(at, v)| (number(v), at)).collect();
    sorted.sort_by(|x, y| x.0.total_cmp(&y.0));
    let mut ranks = vec![0.0; sorted.len()];
    let mut before = 0;
    for equal in sorted.chunk_by(|x, y| x.0 == y.0) {
        let rank = before as f64 + (equal.len() as f64 + 1.0) / 2.0;
        equal.iter().for_each(|&(_, at)| ranks[at] = rank);
        before += equal.len();
    }
    ranks
}

/// The value, 0 for what is no number; and one zero.
fn number(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value + 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Row<T> = (&'static str, &'static [(f64, T)], Option<f64>);

    #[test]
    fn average_precision_is_that_of_the_definition() {
        // Row: what it shows, scores and truth, area.
        #[rustfmt::skip]
        let rows: [Row<bool>; 6] = [
            ("true, false, true, false: 1/2 · 1 + 1/2 · 2/3",
                &[(0.9, true), (0.8, false), (0.7, true), (0.1, false)], Some(5.0 / 6.0)),
            ("the order of rows is nothing",
                &[(0.1, false), (0.7, true), (0.9, true), (0.8, false)], Some(5.0 / 6.0)),
            ("all true come first", &[(1.0, true), (0.4, true), (0.3, false)], Some(1.0)),
            ("all equal: the share of the true", &[(0.5, true), (0.5, false), (0.5, false), (0.5, false)],
                Some(0.25)),
            ("no number is nothing", &[(f64::NAN, true), (0.5, false)], Some(0.5)),
            ("nothing is true", &[(0.5, false)], None),
        ];
        for (what, rows, want) in rows {
            let got = average_precision(rows);
            assert!(
                got.zip(want).map_or(got == want, |(g, w)| (g - w).abs() < 1e-12),
                "{what}: {got:?}"
            );
        }
    }

    #[test]
    fn calibration_error_is_worked_out_by_hand() {
        // Bin 9: four rows, mean 0.95, three true: 0.2. Bin 2: one row of 0.25, false: 0.25.
        let rows = [(0.9, true), (0.95, true), (0.95, true), (1.0, false), (0.25, false)];
        let got = calibration(&rows);
        assert!((got.error - (4.0 * 0.2 + 0.25) / 5.0).abs() < 1e-12, "{got:?}");
        let held: Vec<usize> = got.bins.iter().map(|bin| bin.rows).collect();
        assert_eq!(held, [0, 0, 1, 0, 0, 0, 0, 0, 0, 4]);
        assert_eq!(calibration(&[(1.0, true), (0.0, false), (7.0, true)]).error, 0.0);
        assert_eq!(calibration(&[]).error, 0.0);
    }

    #[test]
    fn rank_correlation_knows_ties() {
        #[rustfmt::skip]
        let rows: [Row<f64>; 5] = [
            ("the same order", &[(1.0, 0.1), (2.0, 0.2), (3.0, 0.9)], Some(1.0)),
            ("the other way round", &[(1.0, 0.9), (2.0, 0.2), (3.0, 0.1)], Some(-1.0)),
            // d = 0, 1, 1, 0, so 1 − 6 · 2 / (4 · 15).
            ("two swapped", &[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0), (4.0, 4.0)], Some(0.8)),
            // Ranks 1.5, 1.5, 3.5, 3.5 and 1, 2, 3, 4: 4 / √(4 · 5).
            ("ties", &[(0.0, 1.0), (0.0, 2.0), (1.0, 3.0), (1.0, 4.0)], Some(0.8f64.sqrt())),
            ("one side all equal", &[(1.0, 1.0), (1.0, 2.0)], None),
        ];
        for (what, rows, want) in rows {
            let got = spearman(rows);
            assert!(
                got.zip(want).map_or(got == want, |(g, w)| (g - w).abs() < 1e-12),
                "{what}: {got:?}"
            );
        }
        assert_eq!(spearman(&[]), None);
    }

    proptest! {
        #[test]
        fn scores_are_shares(rows in prop::collection::vec((-0.5f64..1.5, any::<bool>()), 0..40)) {
            let area = average_precision(&rows).unwrap_or(0.0);
            prop_assert!((0.0..=1.0 + 1e-12).contains(&area));
            let error = calibration(&rows).error;
            prop_assert!((0.0..=1.0).contains(&error));
            let ranked: Vec<(f64, f64)> =
                rows.iter().map(|&(s, t)| (s, f64::from(u8::from(t)))).collect();
            prop_assert!(spearman(&ranked).is_none_or(|r| r.abs() <= 1.0 + 1e-12));
        }
    }
}
