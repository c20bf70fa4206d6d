//! The stretch of one document that is best explained as made from a stretch of the other.
//!
//! Each word of a window is scored by the logarithm of a likelihood ratio: that a share of the words
//! was copied from the other stretch in whatever order, against independent writing by someone with
//! the vocabulary of both documents and of the whole run. A word of the other stretch is used as
//! often as it stands there, by the nearest takers. The best stretch is the maximal segment
//! (Kadane), with a bonus where it begins and ends at natural borders.

use super::prepared::Border;
use super::shared::{ALONE, Shared, Side};
use super::{Parameters, bits};
use std::ops::Range;

/// Work space for one pair.
#[derive(Default)]
pub(super) struct Scores {
    /// Bits of each token of the window.
    pub(super) bits: Vec<f32>,
    /// The last question each term was part of.
    asked: Vec<u32>,
    question: u32,
}

/// A question: which part of `window` is made from `source`?
pub(super) struct Question<'q, 'd> {
    pub(super) shared: &'q Shared<'d>,
    /// The document to find the stretch in, and the other one.
    pub(super) sides: [&'q Side<'d>; 2],
    /// Where to look.
    pub(super) window: Range<usize>,
    /// The best known answer.
    pub(super) known: Range<usize>,
    /// What may belong to the answer, and so is no evidence of what its document is about.
    pub(super) inside: Range<usize>,
    /// The stretch of the other document, and the wider one whose words may be used too.
    pub(super) source: Range<usize>,
    pub(super) reach: Range<usize>,
    /// Which share of the words is thought to be copied.
    pub(super) copied: f32,
}

/// The stretch that answers a question.
pub(super) struct Answer {
    pub(super) range: Range<usize>,
    /// Bits in all, without the bonus of its borders.
    pub(super) bits: f32,
    /// Share of its words that have a counterpart.
    pub(super) matched: f32,
}

impl Scores {
    /// Fills `bits` for the window.
    pub(super) fn fill(&mut self, ask: &Question, parameters: &Parameters) {
        let [here, there] = ask.sides;
        self.bits.clear();
        self.bits.resize(ask.window.len(), (1.0 - ask.copied).log2());
        self.asked.resize(ask.shared.rates.len(), 0);
        self.question += 1;
        let outside = |side: &Side, range: &Range<usize>| {
            let words = side.len() - range.len() + parameters.topic_words;
            parameters.topic / words.max(1) as f32
        };
        let (outside_here, outside_there) =
            (outside(here, &ask.inside), outside(there, &ask.reach));
        let slope = ask.known.len() as f32 / ask.source.len().max(1) as f32;
        for &term in &there.terms[ask.reach.clone()] {
            if term == ALONE || self.asked[term as usize] == self.question {
                continue;
            }
            self.asked[term as usize] = self.question;
            let takers = here.places_in(term, &ask.window);
            if takers.is_empty() {
                continue;
            }
            let givers = there.places_in(term, &ask.reach);
            let inside = here.places_in(term, &ask.inside).len();
            let rate = (1.0 - 2.0 * parameters.topic) * ask.shared.rates[term as usize]
                + outside_here * (here.places(term).len() - inside) as f32
                + outside_there * (there.places(term).len() - givers.len()) as f32;
            let worth = bits(ask.copied, givers.len() as f32 / ask.reach.len() as f32, rate);
            if givers.len() >= takers.len() {
                takers.iter().for_each(|&i| self.bits[i as usize - ask.window.start] = worth);
                continue;
            }
            let mut free = 0;
            for (number, &giver) in givers.iter().enumerate() {
                let offset = (giver as f32 - ask.source.start as f32) * slope;
                let wanted = (ask.known.start as f32 + offset).max(0.0);
                // Enough takers must be left for the givers to come.
                let last = takers.len() - (givers.len() - number);
                let after = takers[free..=last].partition_point(|&i| (i as f32) < wanted) + free;
                let nearer = after > free
                    && (after > last
                        || wanted - takers[after - 1] as f32 <= takers[after] as f32 - wanted);
                let taker = after - usize::from(nearer);
                self.bits[takers[taker] as usize - ask.window.start] = worth;
                free = taker + 1;
            }
        }
        for (bits, &taken) in self.bits.iter_mut().zip(&here.taken[ask.window.clone()]) {
            if taken {
                *bits = -1e4;
            }
        }
    }

    /// The best stretch of the window and its bits, without the bonus of its borders; `None` where
    /// nothing is better than nothing.
    pub(super) fn best(&mut self, ask: &Question, parameters: &Parameters) -> Option<Answer> {
        self.fill(ask, parameters);
        let borders = ask.sides[0].borders;
        let bonus = |at: usize| match borders[at] {
            Border::Word => 0.0,
            Border::Line => parameters.border_bits / 2.0,
            Border::Sentence => parameters.border_bits,
        };
        let mut best = (0..0, 2.0 * parameters.border_bits);
        let (mut start, mut sum) = (ask.window.start, f32::MIN);
        for (at, bits) in ask.window.clone().zip(&self.bits) {
            let fresh = bonus(at);
            if sum <= fresh {
                (start, sum) = (at, fresh);
            }
            sum += bits;
            let value = sum + bonus(at + 1);
            if value > best.1 {
                best = (start..at + 1, value);
            }
        }
        let (range, value) = best;
        if range.is_empty() {
            return None;
        }
        let shift = ask.window.start;
        let words = &self.bits[range.start - shift..range.end - shift];
        let missing = (1.0 - ask.copied).log2();
        let matched = words.iter().filter(|&&bits| bits > missing).count() as f32;
        let share = matched / words.len() as f32;
        Some(Answer { range, bits: value - 2.0 * parameters.border_bits, matched: share })
    }
}
