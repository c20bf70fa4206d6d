//! Passages that survive rewriting: words shuffled, replaced and dropped, translated there and back,
//! summed up.
//!
//! In: two [`Prepared`] documents and the [`Background`] of the run. Out: pairs of stretches, in any
//! order, that share no word with each other. Stages, one a file: `shared` joins the two documents,
//! `seed` finds blocks that share telling words, `grow` finds the stretches around a seed by asking
//! `segment` in turns for either side, `summary` finds stretches that sum up the other document.
//! There are no stop words, stems or classes of rewriting: a word counts by what it tells, so that
//! all languages are served alike. Swapping the documents mirrors the result.

mod background;
mod grow;
mod prepared;
mod seed;
mod segment;
mod shared;
mod summary;

pub use background::Background;
pub use prepared::Prepared;

use crate::span::Span;
use segment::{Answer, Scores};
use shared::Shared;
use std::ops::Range;

/// The most seeds of a pair that are grown: far more than real texts need, a bound for hostile ones.
const MOST_SEEDS: usize = 2000;

/// What the search goes by. `benches/quality/pan13.md` tells what a step up or down does.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// Which share of a passage's words is thought to be taken over, 0 to 1. A word without a
    /// counterpart costs `-log2(1 - copied)` bits.
    pub copied: f32,
    /// How much of the vocabulary an independent writer has in common with each of the documents
    /// (outside the passage), 0 to 0.5; the rest is that of the whole run.
    pub topic: f32,
    /// Tokens added to the length of a document where that share is counted, so that a few words
    /// outside a passage do not pass for a topic.
    pub topic_words: usize,
    /// Tokens a block has in the search for seeds.
    pub block: usize,
    /// Tokens a passage may grow by on either side in one turn.
    pub margin: usize,
    /// Bits it is worth that a passage begins or ends at the border of a sentence; half at a line.
    pub border_bits: f32,
    /// Passages no farther apart than this on both sides are one, in tokens.
    pub gap: usize,
    /// Bits a passage needs; a seed needs half of them.
    pub passage_bits: f32,
    /// Tokens a passage needs on both sides.
    pub passage_words: usize,
    /// As `copied`, for summaries.
    pub summary_copied: f32,
    /// Bits a summary needs in all.
    pub summary_bits: f32,
    /// Bits a summary needs for each of its words, also those that the best passage in it leaves.
    pub summary_bits_per_word: f32,
}

impl Default for Parameters {
    fn default() -> Parameters {
        Parameters {
            copied: 0.5,
            topic: 0.2,
            topic_words: 200,
            block: 25,
            margin: 30,
            border_bits: 8.0,
            gap: 40,
            passage_bits: 65.0,
            passage_words: 25,
            summary_copied: 0.7,
            summary_bits: 100.0,
            summary_bits_per_word: 1.0,
        }
    }
}

/// A stretch of `a` and the stretch of `b` it goes with.
#[derive(Clone, Debug, PartialEq)]
pub struct Rewritten {
    /// Bytes of `a`.
    pub a: Span,
    /// Bytes of `b`.
    pub b: Span,
    /// How much likelier the words are if one was made from the other, in bits (the weaker side).
    pub bits: f32,
    /// Share of the words that have a counterpart (the weaker side; in a summary, its own): about
    /// half where two writers state the same facts, nearly all in a copy.
    pub matched: f32,
    /// Whether the shorter side sums up the whole of the other document.
    pub summary: bool,
}

/// A stretch of tokens in each document.
#[derive(Clone, Debug, PartialEq)]
struct Rectangle {
    a: Range<usize>,
    b: Range<usize>,
}

impl Rectangle {
    /// The smallest rectangle that holds both.
    fn around(&self, other: &Rectangle) -> Rectangle {
        let hull = |x: &Range<usize>, y: &Range<usize>| x.start.min(y.start)..x.end.max(y.end);
        Rectangle { a: hull(&self.a, &other.a), b: hull(&self.b, &other.b) }
    }
}

/// A passage in tokens, with the bits and the share of matched words of [`Rewritten`].
#[derive(Clone, Debug)]
struct Found {
    at: Rectangle,
    bits: f32,
    matched: f32,
}

/// Bits that a word tells: `copied` is the share of words taken over, `supply` how likely a word
/// taken from the source is this one, `rate` how likely any word is.
fn bits(copied: f32, supply: f32, rate: f32) -> f32 {
    (1.0 - copied + copied * supply / rate.max(f32::MIN_POSITIVE)).log2()
}

/// The passages that `a` and `b` share, ascending in `a`.
pub fn passages(
    a: &Prepared,
    b: &Prepared,
    background: &Background,
    parameters: &Parameters,
) -> Vec<Rewritten> {
    // The search begins with one document; which, must not depend on how the caller names them.
    if (b.len(), &b.postings) < (a.len(), &a.postings) {
        let mut found = passages(b, a, background, parameters);
        found.iter_mut().for_each(|p| std::mem::swap(&mut p.a, &mut p.b));
        found.sort_by_key(|p| (p.a, p.b));
        return found;
    }
    let mut shared = Shared::of(a, b, background);
    let mut scores = Scores::default();
    let mut found = search(&mut shared, &mut scores, parameters);
    found.retain(|passage| {
        passage.at.a.len().min(passage.at.b.len()) >= parameters.passage_words
    });
    found.sort_by(|x, y| y.bits.total_cmp(&x.bits));
    let summary = sum_up(&mut shared, &found, &mut scores, parameters);
    if let Some(Found { at, .. }) = &summary {
        found.retain(|passage| !meet(&passage.at.a, &at.a, 0) || !meet(&passage.at.b, &at.b, 0));
    }
    let spans = |found: Found, summary: bool| Rewritten {
        a: a.span(&found.at.a),
        b: b.span(&found.at.b),
        bits: found.bits,
        matched: found.matched,
        summary,
    };
    let passages = found.into_iter().map(|passage| spans(passage, false));
    let mut all: Vec<Rewritten> = passages.chain(summary.map(|found| spans(found, true))).collect();
    all.sort_by_key(|p| (p.a, p.b));
    all
}

/// Grows the seeds one by one, the best first; a token serves one passage only.
fn search(shared: &mut Shared, scores: &mut Scores, parameters: &Parameters) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mostly = |x: &Range<usize>, y: &Range<usize>| 2 * common(x, y) > y.len();
    let mut grown = 0;
    for seed in seed::seeds(shared, parameters) {
        if found.iter().any(|x| mostly(&x.at.a, &seed.a) && mostly(&x.at.b, &seed.b)) {
            continue;
        }
        grown += 1;
        if grown > MOST_SEEDS {
            break;
        }
        let Some(mut passage) = grow::grow(shared, seed, scores, parameters) else { continue };
        if passage.bits < parameters.passage_bits {
            continue;
        }
        let near = |x: &Found, y: &Found| {
            meet(&x.at.a, &y.at.a, parameters.gap) && meet(&x.at.b, &y.at.b, parameters.gap)
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

/// A summary of one document in the other, if there is one.
fn sum_up(
    shared: &mut Shared,
    found: &[Found],
    scores: &mut Scores,
    parameters: &Parameters,
) -> Option<Found> {
    shared.a.taken.fill(false);
    shared.b.taken.fill(false);
    let (a, b) = (&shared.a, &shared.b);
    let straight: Vec<_> = found.iter().map(|x| (x.at.a.clone(), x.at.b.clone())).collect();
    let turned: Vec<_> = straight.iter().map(|(a, b)| (b.clone(), a.clone())).collect();
    let in_a = summary::summary(shared, [a, b], &straight, scores, parameters);
    let in_b = summary::summary(shared, [b, a], &turned, scores, parameters);
    let found = |answer: Answer, at: Rectangle| Found {
        at,
        bits: answer.bits,
        matched: answer.matched,
    };
    let in_a = in_a.map(|x| {
        let at = Rectangle { a: x.range.clone(), b: 0..b.len() };
        found(x, at)
    });
    let in_b = in_b.map(|x| {
        let at = Rectangle { a: 0..a.len(), b: x.range.clone() };
        found(x, at)
    });
    match (in_a, in_b) {
        (Some(x), Some(y)) => Some(if x.bits >= y.bits { x } else { y }),
        (x, y) => x.or(y),
    }
}

/// How many tokens both ranges hold.
fn common(x: &Range<usize>, y: &Range<usize>) -> usize {
    x.end.min(y.end).saturating_sub(x.start.max(y.start))
}

/// Whether the ranges overlap or stand less than `gap` apart.
fn meet(x: &Range<usize>, y: &Range<usize>, gap: usize) -> bool {
    x.start < y.end + gap && y.start < x.end + gap
}
