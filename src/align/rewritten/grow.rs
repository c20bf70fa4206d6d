//! A seed → the passage around it: the best stretch of `a` given that of `b`, and the other way
//! round, in turns, each with a margin to grow into, until nothing changes.

use super::segment::{Question, Scores};
use super::shared::Shared;
use super::{Parameters, Rectangle};
use std::ops::Range;

/// Turns before a passage is taken as it is.
const TURNS: usize = 12;

/// Grows a seed to a passage with its bits (the smaller of both sides); `None` if it falls apart.
pub(super) fn grow(
    shared: &Shared,
    seed: Rectangle,
    scores: &mut Scores,
    parameters: &Parameters,
) -> Option<(Rectangle, f32)> {
    let mut at = seed;
    for _ in 0..TURNS {
        let (next, _) = turn(shared, &at, parameters.margin, scores, parameters)?;
        if next == at {
            break;
        }
        at = next;
    }
    turn(shared, &at, 0, scores, parameters)
}

/// One turn: a new stretch of `a`, then a new one of `b`.
fn turn(
    shared: &Shared,
    at: &Rectangle,
    margin: usize,
    scores: &mut Scores,
    parameters: &Parameters,
) -> Option<(Rectangle, f32)> {
    let (a, b) = (&shared.a, &shared.b);
    let ask = Question {
        shared,
        sides: [a, b],
        window: wider(&at.a, 2 * margin, a.len()),
        known: at.a.clone(),
        inside: wider(&at.a, 2 * margin, a.len()),
        source: at.b.clone(),
        reach: wider(&at.b, margin, b.len()),
        copied: parameters.copied,
    };
    let (next_a, bits_a) = scores.best(&ask, parameters)?;
    let ask = Question {
        shared,
        sides: [b, a],
        window: wider(&at.b, 2 * margin, b.len()),
        known: at.b.clone(),
        inside: wider(&at.b, 2 * margin, b.len()),
        source: next_a.clone(),
        reach: wider(&next_a, margin, a.len()),
        copied: parameters.copied,
    };
    let (next_b, bits_b) = scores.best(&ask, parameters)?;
    Some((Rectangle { a: next_a, b: next_b }, bits_a.min(bits_b)))
}

/// The range with a margin on both sides, in a document of `len` tokens.
pub(super) fn wider(range: &Range<usize>, margin: usize, len: usize) -> Range<usize> {
    range.start.saturating_sub(margin)..range.end.saturating_add(margin).min(len)
}
