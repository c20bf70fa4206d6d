//! Classes → families: which classes are parts of one passage.

use super::place::Place;
use rayon::prelude::*;

/// The family of every class; a family is called after one of its classes. `places` are sorted by
/// document and position; `sizes` tell how many documents each class stands in; two places that
/// are at most `reach` tokens apart can be parts of one passage.
pub(super) fn families(places: &[Place], sizes: &[u32], reach: u32) -> Vec<u32> {
    let mut forest = Forest::of(sizes.len());
    let mut links: Vec<(u32, u32)> = places
        .par_windows(2)
        .filter(|pair| follows(&pair[0], &pair[1], reach))
        .map(|pair| (pair[0].class, pair[1].class))
        .collect();
    links.par_sort_unstable();
    for run in links.chunk_by(|x, y| x == y) {
        let (x, y) = run[0];
        // In at least half of the documents of either.
        if 2 * run.len() as u64 >= u64::from(sizes[x as usize].max(sizes[y as usize])) {
            forest.join(x, y);
        }
    }
    forest.roots()
}

/// Whether two places, one after the other, can be parts of one passage.
pub(super) fn follows(x: &Place, y: &Place, reach: u32) -> bool {
    x.document == y.document && x.class != y.class && y.position - x.position <= reach
}

/// Disjoint sets (Tarjan 1975), halving paths; the smaller name is the root.
pub(super) struct Forest(Vec<u32>);

impl Forest {
    /// Every one alone.
    pub(super) fn of(count: usize) -> Forest {
        Forest((0..count as u32).collect())
    }

    /// The name of the set.
    pub(super) fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let above = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = above;
            at = above;
        }
        at
    }

    /// The names of the sets of all.
    pub(super) fn roots(mut self) -> Vec<u32> {
        for at in 0..self.0.len() {
            // What is above stands before, and is at its root already.
            self.0[at] = self.0[self.0[at] as usize];
        }
        self.0
    }

    /// Makes the sets of two one; whether they were two.
    pub(super) fn join(&mut self, x: u32, y: u32) -> bool {
        let (x, y) = (self.root(x), self.root(y));
        self.0[x.max(y) as usize] = x.min(y);
        x != y
    }
}
