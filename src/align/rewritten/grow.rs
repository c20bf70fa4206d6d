//! A seed → the passage around it: the best stretch of `a` given that of `b`, and the other way
//! round, in turns, each with a margin to grow into, until nothing changes.

use super::segment::{Answer, Question, Scores};
use super::shared::Shared;
use super::{Found, Parameters, Rectangle};
use std::ops::Range;

/// Turns before a passage is taken as it is.
const TURNS: usize = 12;

/// Where more words have a counterpart than [`Parameters::copied`] says, the last turns go by their
/// share, so that an exact copy ends where it ends; but never by more than this.
const VERBATIM: f32 = 0.95;

/// Turns without a margin.
const FINAL_TURNS: usize = 3;

/// Grows a seed to a passage; `None` if it falls apart.
pub(super) fn grow(
    shared: &Shared,
    seed: Rectangle,
    scores: &mut Scores,
    parameters: &Parameters,
) -> Option<Found> {
    let mut at = seed;
    let mut copied = [parameters.copied; 2];
    for _ in 0..TURNS {
        let next = turn(shared, &at, parameters.margin, copied, scores, parameters)?;
        let next = Rectangle { a: next[0].range.clone(), b: next[1].range.clone() };
        if next == at {
            break;
        }
        at = next;
    }
    let mut found = Found { at, bits: 0.0, matched: 0.0 };
    for _ in 0..FINAL_TURNS {
        let [a, b] = turn(shared, &found.at, 0, copied, scores, parameters)?;
        copied = [&a, &b].map(|x| x.matched.max(parameters.copied).min(VERBATIM));
        found.bits = a.bits.min(b.bits);
        found.matched = a.matched.min(b.matched);
        found.at = Rectangle { a: a.range, b: b.range };
    }
    Some(found)
}

/// One turn: a new stretch of `a`, then a new one of `b`.
fn turn(
    shared: &Shared,
    at: &Rectangle,
    margin: usize,
    copied: [f32; 2],
    scores: &mut Scores,
    parameters: &Parameters,
) -> Option<[Answer; 2]> {
    let (a, b) = (&shared.a, &shared.b);
    let ask = Question {
        shared,
        sides: [a, b],
        window: wider(&at.a, 2 * margin, a.len()),
        known: at.a.clone(),
        inside: wider(&at.a, 2 * margin, a.len()),
        source: at.b.clone(),
        reach: wider(&at.b, margin, b.len()),
        copied: copied[0],
    };
    let in_a = scores.best(&ask, parameters)?;
    let ask = Question {
        shared,
        sides: [b, a],
        window: wider(&at.b, 2 * margin, b.len()),
        known: at.b.clone(),
        inside: wider(&at.b, 2 * margin, b.len()),
        source: in_a.range.clone(),
        reach: wider(&in_a.range, margin, a.len()),
        copied: copied[1],
    };
    let in_b = scores.best(&ask, parameters)?;
    Some([in_a, in_b])
}

/// The range with a margin on both sides, in a document of `len` tokens.
pub(super) fn wider(range: &Range<usize>, margin: usize, len: usize) -> Range<usize> {
    range.start.saturating_sub(margin)..range.end.saturating_add(margin).min(len)
}
