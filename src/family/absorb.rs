//! Families inside of families → one: the readings of an edit that a few copies of a story share.
//!
//! Copies that share an edit share grams that the others lack, and beside an edit winnowing keeps
//! grams that it passes over elsewhere. Such a family's stretches lie inside of the story's, which
//! reach across the edit. So a stretch votes for the largest family, in documents, of those whose
//! stretches cover it, and half of its stretches decide for a family.

use super::link::Forest;
use super::stretch::Stretch;
use rayon::prelude::*;
use std::cmp::Reverse;

/// Joins families that lie inside of larger ones, and the stretches of one family in a document that
/// are at most `gap` tokens apart. Gives the stretches by family, document and place.
pub(super) fn absorb(mut stretches: Vec<Stretch>, gap: u32) -> Vec<Stretch> {
    let names = stretches.par_iter().map(|stretch| stretch.family).max();
    let names = names.map_or(0, |most| most as usize + 1);
    let mut sizes = vec![0u32; names];
    stretches.par_sort_unstable_by_key(|s| (s.family, s.document, s.start));
    for (x, stretch) in stretches.iter().enumerate() {
        let key = |s: &Stretch| (s.family, s.document);
        let again = x > 0 && key(&stretches[x - 1]) == key(stretch);
        sizes[stretch.family as usize] += u32::from(!again);
    }
    stretches.par_sort_unstable_by_key(|s| (s.document, order(s, &sizes)));
    let mut votes: Vec<(u32, u32)> = stretches
        .par_chunk_by(|x, y| x.document == y.document)
        .flat_map_iter(|stretches| votes(stretches, &sizes))
        .collect();
    votes.par_sort_unstable();
    let mut forest = Forest::of(names);
    for ballots in votes.chunk_by(|x, y| x.0 == y.0) {
        let winner = ballots.chunk_by(|x, y| x.1 == y.1).max_by_key(|run| run.len());
        if let Some(run) = winner.filter(|run| 2 * run.len() >= ballots.len()) {
            forest.join(run[0].0, run[0].1);
        }
    }
    for stretch in &mut stretches {
        stretch.family = forest.root(stretch.family);
    }
    stretches.par_sort_unstable_by_key(|s| (s.family, s.document, s.start));
    stretches.dedup_by(|next, last| joins(next, last, gap));
    stretches
}

/// Whether a stretch is one with the `last` before it, which then reaches as far.
pub(super) fn joins(next: &Stretch, last: &mut Stretch, gap: u32) -> bool {
    let one = (next.family, next.document) == (last.family, last.document)
        && next.start <= last.end + gap;
    if one && next.end > last.end {
        last.end = next.end;
        last.span.end = next.span.end;
    }
    one
}

/// The order of the stretches of a document in which they are asked.
pub(super) fn order(stretch: &Stretch, sizes: &[u32]) -> (u32, Reverse<(u32, u32)>, u32) {
    let size = sizes[stretch.family as usize];
    (stretch.start, Reverse((stretch.end, size)), stretch.family)
}

/// For the family of each stretch of a document the largest family that covers it, perhaps
/// itself. The stretches are in [`order`]: by start, the longer first, then that of the larger
/// family.
pub(super) fn votes(stretches: &[Stretch], sizes: &[u32]) -> Vec<(u32, u32)> {
    let rank = |stretch: &Stretch| (sizes[stretch.family as usize], u32::MAX - stretch.family);
    // Those that began and may cover what follows: ends fall and ranks rise, or one is of no use.
    let mut open: Vec<&Stretch> = Vec::new();
    let mut votes = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let covering = open.partition_point(|other| other.end >= stretch.end);
        let largest = open[..covering].last().filter(|other| rank(other) > rank(stretch));
        votes.push((stretch.family, largest.map_or(stretch.family, |other| other.family)));
        if largest.is_none() {
            let of_use = open.partition_point(|other| other.end > stretch.end);
            let hidden = open[of_use..].iter().take_while(|o| rank(o) <= rank(stretch)).count();
            open.splice(of_use..of_use + hidden, [stretch]);
        }
    }
    votes
}
