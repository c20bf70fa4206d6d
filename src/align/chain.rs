//! Shared runs → passages: greedy string tiling, then chains of neighbouring tiles.
//!
//! Longest runs first, each takes its tokens on both sides, shorter ones keep what is left (Wise,
//! "String similarity via greedy string tiling", 1993; METER's measure). Tiles that follow each
//! other on both sides within the gap are one passage, so that moved paragraphs become several.

use super::{Chain, Run};
use crate::fingerprint::Fingerprint;

/// The passages made of `runs`, ascending in `a`; see the module.
///
/// The order in which equally long runs are taken must not depend on which document is `a`: it
/// follows the shorter document, or the one whose shingles come first.
pub fn chain(runs: Vec<Run>, a: &Fingerprint, b: &Fingerprint, gap: usize) -> Vec<Chain> {
    let swapped = (b.shingles.len(), &b.shingles) < (a.shingles.len(), &a.shingles);
    if !swapped {
        return join(tile(runs, a.tokens(), b.tokens(), a.k), gap);
    }
    let mirrored = runs.into_iter().map(Run::mirrored).collect();
    let mut chains = join(tile(mirrored, b.tokens(), a.tokens(), a.k), gap);
    for chain in &mut chains {
        chain.runs.iter_mut().for_each(|run| *run = run.mirrored());
    }
    chains.sort_by_key(|chain| (chain.runs[0].a, chain.runs[0].b));
    chains
}

/// Runs that share no token on either side, ascending in `a`. What is left of a run between
/// longer ones stays if it is at least half a shingle.
fn tile(mut runs: Vec<Run>, tokens_a: usize, tokens_b: usize, k: usize) -> Vec<Run> {
    runs.sort_unstable_by_key(|run| (std::cmp::Reverse(run.len), run.a, run.b));
    let (mut taken_a, mut taken_b) = (vec![false; tokens_a], vec![false; tokens_b]);
    let mut tiles = Vec::new();
    for run in runs {
        // Pieces of longer runs may stand anywhere in this one: it keeps every stretch that is free.
        let mut from = 0;
        while from < run.len {
            let free = |i: &usize| !taken_a[run.a + i] && !taken_b[run.b + i];
            let Some(first) = (from..run.len).find(free) else { break };
            from = (first..run.len).find(|i| !free(i)).unwrap_or(run.len);
            let tile = Run { a: run.a + first, b: run.b + first, len: from - first };
            if tile.len >= k.div_ceil(2) {
                taken_a[tile.a..tile.a + tile.len].fill(true);
                taken_b[tile.b..tile.b + tile.len].fill(true);
                tiles.push(tile);
            }
        }
    }
    tiles.sort_unstable_by_key(|run| run.a);
    tiles
}

/// Joins tiles to chains: each goes to the open chain it follows most closely.
fn join(tiles: Vec<Run>, gap: usize) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for tile in tiles {
        open.retain(|&number| chains[number].a().end + gap >= tile.a);
        let distance = |&number: &usize| {
            let (end_a, end_b) = (chains[number].a().end, chains[number].b().end);
            let follows = end_b <= tile.b && tile.b - end_b <= gap && end_a <= tile.a;
            follows.then(|| (tile.a - end_a) + (tile.b - end_b))
        };
        let nearest = open.iter().filter_map(|n| distance(n).map(|d| (d, *n))).min();
        match nearest {
            Some((_, number)) => chains[number].runs.push(tile),
            None => {
                open.push(chains.len());
                chains.push(Chain { runs: vec![tile] });
            }
        }
    }
    chains
}
