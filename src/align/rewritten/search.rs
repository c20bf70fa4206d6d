//! Seeds → the passages of a pair, by growing the seeds one by one, the best first.

use super::grow::grow;
use super::seed::seeds;
use super::segment::Scores;
use super::shared::Shared;
use super::{Found, Parameters, meet};
use std::ops::Range;

/// The most seeds of a pair that are grown: far more than real texts need, a bound for hostile ones.
const MOST_SEEDS: usize = 2000;

/// The passages of a pair, in no particular order. A word that a passage has taken is lost to all
/// others; neighbours are joined.
pub(super) fn search(
    shared: &mut Shared,
    scores: &mut Scores,
    parameters: &Parameters,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mostly = |x: &Range<usize>, y: &Range<usize>| 2 * common(x, y) > y.len();
    let mut grown = 0;
    for seed in seeds(shared, parameters) {
        if found.iter().any(|x| mostly(&x.at.a, &seed.a) && mostly(&x.at.b, &seed.b)) {
            continue;
        }
        grown += 1;
        if grown > MOST_SEEDS {
            break;
        }
        let Some(mut passage) = grow(shared, seed, scores, parameters) else { continue };
        if passage.bits < parameters.passage_bits {
            continue;
        }
        let near = |x: &Found, y: &Found| {
            // Neighbours in another order are paragraphs that were moved.
            (x.at.a.start < y.at.a.start) == (x.at.b.start < y.at.b.start)
                && meet(&x.at.a, &y.at.a, parameters.gap)
                && meet(&x.at.b, &y.at.b, parameters.gap)
        };
        while let Some(number) = found.iter().position(|other| near(other, &passage)) {
            let other = found.swap_remove(number);
            passage = Found {
                at: passage.at.around(&other.at),
                bits: passage.bits + other.bits,
                matched: passage.matched.min(other.matched),
            };
        }
        shared.a.taken[passage.at.a.clone()].fill(true);
        shared.b.taken[passage.at.b.clone()].fill(true);
        found.push(passage);
    }
    found
}

/// How many tokens both ranges hold.
fn common(x: &Range<usize>, y: &Range<usize>) -> usize {
    x.end.min(y.end).saturating_sub(x.start.max(y.start))
}
