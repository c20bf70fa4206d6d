//! A short stretch of one document that sums up the other: its words come from all over it.
//!
//! The stretch is found as any other, with the whole other document as its source. It is a summary
//! if it is worth its length, if what the best single passage in it does not explain is telling
//! too, and if the rest of its own document is about something else: a text that is about the same
//! matter from end to end cannot be told from a summary by its words.

use super::Parameters;
use super::segment::{Answer, Question, Scores};
use super::shared::{ALONE, Shared, Side};
use std::ops::Range;

/// How many times longer than its summary a text must be.
const TIMES: usize = 3;

/// The stretch of `sides[0]` that sums up `sides[1]`. `passages` are those found so
/// far, as (stretch of `sides[0]`, stretch of `sides[1]`), the best first.
pub(super) fn summary(
    shared: &Shared,
    sides: [&Side; 2],
    passages: &[(Range<usize>, Range<usize>)],
    scores: &mut Scores,
    parameters: &Parameters,
) -> Option<Answer> {
    let [here, there] = sides;
    let mut ask = Question {
        shared,
        sides,
        window: 0..here.len(),
        known: 0..here.len(),
        inside: 0..here.len(),
        source: 0..there.len(),
        reach: 0..there.len(),
        copied: parameters.summary_copied,
    };
    let mut answer = scores.best(&ask, parameters)?;
    for _ in 0..2 {
        ask.known = answer.range.clone();
        ask.inside = answer.range.clone();
        answer = scores.best(&ask, parameters)?;
    }
    let stretch = &answer.range;
    if stretch.len() < parameters.passage_words
        || TIMES * stretch.len() > there.len()
        || 2 * stretch.len() > here.len()
        || answer.bits < parameters.summary_bits
        || answer.bits < parameters.summary_bits_per_word * stretch.len() as f32
    {
        return None;
    }
    // What the words are worth that the first few passages in the stretch do not explain.
    let rest = |few: usize| -> (f32, f32) {
        let meets =
            |p: &&(Range<usize>, Range<usize>)| p.0.start < stretch.end && p.0.end > stretch.start;
        let explained = |i: usize| {
            passages.iter().filter(meets).take(few).any(|(own, other)| {
                let term = here.terms[i];
                own.contains(&i) && term != ALONE && !there.places_in(term, other).is_empty()
            })
        };
        let left = stretch.clone().filter(|&i| !explained(i));
        left.fold((0.0, 0.0), |(bits, words), i| (bits + scores.bits[i], words + 1.0))
    };
    let (rest_bits, rest_words) = rest(1);
    let telling = rest_bits >= parameters.passage_bits
        && rest_bits >= parameters.summary_bits_per_word * rest_words
        && rest(passages.len()).0 > 0.0;
    telling.then_some(answer)
}
