//! Passages → stretches of one class: which of the words shared are narrative, quoted, or neither,
//! with the block quotes that only one side marks.

use crate::align::{Chain, Run};
use crate::fingerprint::Fingerprint;
use crate::mark::Mark;
use crate::region::Class;

/// The least words in a row that only one side marks as a quote for the rest of the run to be one.
pub const BLOCK: usize = 12;
/// A passage with more equal words is no block quote: who prints so much of another copies it.
pub const LONGEST_BLOCK: usize = 300;
/// A block quote goes on in the next passage if at most so many words stand between.
pub const NEXT: usize = 3;

/// Equal tokens of a passage in a row that are of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) class: Class,
    /// How many.
    pub(super) words: usize,
    /// How many of them are parts of names on both pages.
    pub(super) names: usize,
    /// How many of them are pronouns of the first person.
    pub(super) firsts: usize,
    /// How many of them are words of sites.
    pub(super) site: usize,
    /// How many of them one page quotes and the other tells.
    pub(super) lent: usize,
}

impl Stretch {
    fn of(class: Class) -> Stretch {
        Stretch { class, words: 0, names: 0, firsts: 0, site: 0, lent: 0 }
    }

    /// Counts words where `grain` tokens are one.
    pub(super) fn in_words(&mut self, grain: usize) {
        let counts =
            [&mut self.words, &mut self.names, &mut self.firsts, &mut self.site, &mut self.lent];
        counts.into_iter().for_each(|count| *count /= grain);
    }
}

/// Which side of a pair quotes the other in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quoting {
    A,
    B,
}

/// The stretches of all passages.
///
/// Where a run begins with words that only one side marks as a quote, that side quotes the other in
/// a block. The rest of the passage is quoted too, though its marks are lost, and so is the
/// passage that the quoting side prints right after it.
pub(super) fn stretches(chains: &[Chain], a: &Fingerprint, b: &Fingerprint) -> Vec<Vec<Stretch>> {
    let mut blocks: Vec<Option<(usize, Quoting)>> =
        chains.iter().map(|chain| block(chain, a, b)).collect();
    for side in [Quoting::A, Quoting::B] {
        let range = |chain: &Chain| if side == Quoting::A { chain.a() } else { chain.b() };
        let mut order: Vec<usize> = (0..chains.len()).collect();
        order.sort_by_key(|&at| (range(&chains[at]).start, at));
        for pair in order.windows(2) {
            let gap = range(&chains[pair[1]]).start.saturating_sub(range(&chains[pair[0]]).end);
            let before = blocks[pair[0]].is_some_and(|(_, quoting)| quoting == side);
            if before && gap <= NEXT && blocks[pair[1]].is_none() {
                blocks[pair[1]] = Some((0, side));
            }
        }
    }
    chains.iter().zip(blocks).map(|(chain, block)| stretches_of(chain, block, a, b)).collect()
}

/// The first run of a passage that begins a block quote, and who quotes.
fn block(chain: &Chain, a: &Fingerprint, b: &Fingerprint) -> Option<(usize, Quoting)> {
    let begins = |(at, run): (usize, &Run)| {
        let pairs = (0..run.len).map(|i| (a.classes[run.a + i], b.classes[run.b + i]));
        let quoted = pairs.take_while(|(x, y)| x.shared_with(*y) == Class::Quote);
        let (mut in_a, mut in_b) = (0, 0);
        quoted.filter(|(x, y)| x != y).for_each(|(x, _)| match x {
            Class::Quote => in_a += 1,
            _ => in_b += 1,
        });
        let quoting = if in_a > in_b { Quoting::A } else { Quoting::B };
        (in_a.max(in_b) >= BLOCK).then_some((at, quoting))
    };
    if chain.matched() > LONGEST_BLOCK {
        return None;
    }
    introduced(chain, a, b).or_else(|| chain.runs.iter().enumerate().find_map(begins))
}

/// Who quotes a passage that is introduced on one side only, from its first run on.
fn introduced(chain: &Chain, a: &Fingerprint, b: &Fingerprint) -> Option<(usize, Quoting)> {
    let near = |document: &Fingerprint, first: usize| {
        let first = first.saturating_sub(NEXT)..(first + NEXT + 1).min(document.tokens());
        first.into_iter().any(|token| document.has(token, Mark::INTRODUCED))
    };
    // Most of a page is not quoted by another of its length: that is the same story, introduced anew.
    let most = |document: &Fingerprint| 2 * chain.matched() >= document.words()[0];
    let run = chain.runs.first()?;
    match (near(a, run.a), near(b, run.b)) {
        (true, false) if !most(b) => Some((0, Quoting::A)),
        (false, true) if !most(a) => Some((0, Quoting::B)),
        _ => None,
    }
}

/// The stretches of a passage of which a block quote begins at some run.
fn stretches_of(
    chain: &Chain,
    block: Option<(usize, Quoting)>,
    a: &Fingerprint,
    b: &Fingerprint,
) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (at, run) in chain.runs.iter().enumerate() {
        let block = block.is_some_and(|(first, _)| first <= at);
        for (x, y) in (0..run.len).map(|i| (run.a + i, run.b + i)) {
            let (class_a, class_b) = (a.classes[x], b.classes[y]);
            let class = class_a.shared_with(class_b);
            let class = if block && class == Class::Narrative { Class::Quote } else { class };
            if stretches.last().is_none_or(|last| last.class != class) {
                stretches.push(Stretch::of(class));
            }
            if let Some(last) = stretches.last_mut() {
                last.words += 1;
                let both = |mark| usize::from(a.has(x, mark) && b.has(y, mark));
                last.names += both(Mark::NAME);
                last.firsts += both(Mark::FIRST_PERSON);
                last.site += both(Mark::SITE);
                let told = class_a == Class::Narrative || class_b == Class::Narrative;
                last.lent += usize::from(class == Class::Quote && told);
            }
        }
    }
    stretches
}
