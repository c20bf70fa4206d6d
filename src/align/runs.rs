//! Fingerprints → the maximal shared runs, and exact counts of what they share.
//!
//! One document's shingles stand in a hash table; the other's are looked up in order. A hit on a
//! diagonal not yet covered there is extended both ways. Where both repeat a shingle more than
//! `REPEATS` times (tables, refrains) its n-th places only are paired, so that hostile texts cost
//! linear time; runs through it are still found from their other shingles.

use super::{Run, shared_class};
use crate::fingerprint::Fingerprint;
use crate::region::Class;
use crate::shingle::BROKEN;

/// How often a shingle may stand in both documents before its places are no longer all paired.
const REPEATS: u32 = 32;

const NONE: u32 = u32::MAX;

/// One distinct shingle of the indexed document.
struct Entry {
    hash: u64,
    /// First and last place.
    first: u32,
    last: u32,
    places: u32,
    /// The lowest class of its places.
    class: Class,
    /// The lowest class of its places in the other document, and how many were seen.
    class_there: Class,
    seen: u32,
    /// Where the next place in the other document is paired, for a shingle repeated on both sides.
    cursor: u32,
}

/// The shingles of one document, to be looked up by those of others.
pub struct Table {
    /// Entry numbers by hash, open addressing, a power of two.
    slots: Vec<u32>,
    entries: Vec<Entry>,
    /// The next place of the same shingle, by position.
    next: Vec<u32>,
    /// The place in the other document up to which a diagonal is covered.
    reached: Vec<u32>,
    /// The entry of each place of the other document.
    found: Vec<u32>,
    /// The entries found there.
    touched: Vec<u32>,
}

/// What [`Table::shared`] finds.
pub struct Shared {
    /// The maximal runs, of at least `k` tokens, ordered by `b`, then `a`.
    pub runs: Vec<Run>,
    /// Distinct shared shingles by class.
    pub shared: [usize; 3],
}

impl Table {
    /// The table of a document.
    pub fn of(document: &Fingerprint) -> Table {
        let n = document.shingles.len();
        let mut table = Table {
            slots: vec![NONE; (2 * n.max(4)).next_power_of_two()],
            entries: Vec::with_capacity(n),
            next: vec![NONE; n],
            reached: Vec::new(),
            found: Vec::new(),
            touched: Vec::new(),
        };
        for (position, &hash) in document.shingles.iter().enumerate() {
            if hash == BROKEN {
                continue;
            }
            let class = document.class(position);
            let slot = table.slot(hash);
            match table.slots[slot] {
                NONE => {
                    table.slots[slot] = table.entries.len() as u32;
                    table.entries.push(Entry {
                        hash,
                        first: position as u32,
                        last: position as u32,
                        places: 1,
                        class,
                        class_there: Class::Boilerplate,
                        seen: 0,
                        cursor: position as u32,
                    });
                }
                entry => {
                    let entry = &mut table.entries[entry as usize];
                    table.next[entry.last as usize] = position as u32;
                    entry.last = position as u32;
                    entry.places += 1;
                    entry.class = entry.class.min(class);
                }
            }
        }
        table
    }

    /// Where `hash` stands, or the empty slot where it would.
    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != NONE && self.entries[self.slots[slot] as usize].hash != hash {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// How many distinct shingles there are of each class.
    pub fn distinct(&self) -> [usize; 3] {
        let mut distinct = [0; 3];
        for entry in &self.entries {
            distinct[entry.class as usize] += 1;
        }
        distinct
    }

    /// What the indexed document `a` shares with `b`.
    pub fn shared(&mut self, a: &Fingerprint, b: &Fingerprint) -> Shared {
        let shared = self.look_up(b);
        let mut runs = Vec::new();
        if shared == [0; 3] {
            return Shared { runs, shared };
        }
        let offset = b.shingles.len();
        self.reached.clear();
        self.reached.resize(a.shingles.len() + offset, 0);
        for at_b in 0..b.shingles.len() {
            let number = self.found[at_b];
            if number == NONE {
                continue;
            }
            let entry = &mut self.entries[number as usize];
            let repeated = entry.places.min(entry.seen) > REPEATS;
            let mut at_a = if repeated { entry.cursor } else { entry.first };
            if repeated && at_a != NONE {
                entry.cursor = self.next[at_a as usize];
            }
            while at_a != NONE {
                let diagonal = at_a as usize + offset - at_b;
                let from = self.reached[diagonal] as usize;
                if from <= at_b {
                    let run = extend(a, b, at_a as usize, at_b, from);
                    self.reached[diagonal] = (run.b + run.len + 1 - a.k) as u32;
                    runs.push(run);
                }
                at_a = if repeated { NONE } else { self.next[at_a as usize] };
            }
        }
        runs.sort_unstable_by_key(|run: &Run| (run.b, run.a));
        Shared { runs, shared }
    }

    /// Notes the entry of every place of `b`, and counts the distinct shingles found, by class.
    fn look_up(&mut self, b: &Fingerprint) -> [usize; 3] {
        let mut touched = std::mem::take(&mut self.touched);
        for number in touched.drain(..) {
            self.entries[number as usize].seen = 0;
        }
        self.found.clear();
        for (at_b, &hash) in b.shingles.iter().enumerate() {
            let number = if hash == BROKEN { NONE } else { self.slots[self.slot(hash)] };
            self.found.push(number);
            if number != NONE {
                let entry = &mut self.entries[number as usize];
                if entry.seen == 0 {
                    touched.push(number);
                    entry.cursor = entry.first;
                    entry.class_there = Class::Boilerplate;
                }
                entry.seen += 1;
                entry.class_there = entry.class_there.min(b.class(at_b));
            }
        }
        let mut shared = [0; 3];
        for &number in &touched {
            let entry = &self.entries[number as usize];
            shared[entry.class.shared_with(entry.class_there) as usize] += 1;
        }
        self.touched = touched;
        shared
    }
}

/// The maximal run through a shared shingle, not reaching back before position `from` of `b`.
fn extend(a: &Fingerprint, b: &Fingerprint, at_a: usize, at_b: usize, from: usize) -> Run {
    let equal = |i: usize, j: usize| a.shingles[i] == b.shingles[j] && a.shingles[i] != BROKEN;
    let (mut start_a, mut start_b) = (at_a, at_b);
    while start_a > 0 && start_b > from && equal(start_a - 1, start_b - 1) {
        (start_a, start_b) = (start_a - 1, start_b - 1);
    }
    let (mut end_a, mut end_b) = (at_a + 1, at_b + 1);
    while end_a < a.shingles.len() && end_b < b.shingles.len() && equal(end_a, end_b) {
        (end_a, end_b) = (end_a + 1, end_b + 1);
    }
    Run { a: start_a, b: start_b, len: end_a - start_a + a.k - 1 }
}

/// The tokens of each side inside a shared run, by class; a token in several counts once, in the
/// lowest of its classes.
pub fn covered(runs: &[Run], a: &Fingerprint, b: &Fingerprint) -> ([usize; 3], [usize; 3]) {
    if runs.is_empty() {
        return ([0; 3], [0; 3]);
    }
    const UNCOVERED: u8 = 3;
    let mut lowest_a = vec![UNCOVERED; a.tokens()];
    let mut lowest_b = vec![UNCOVERED; b.tokens()];
    for run in runs {
        for i in 0..run.len {
            let class = shared_class(a, b, run.a + i, run.b + i) as u8;
            lowest_a[run.a + i] = lowest_a[run.a + i].min(class);
            lowest_b[run.b + i] = lowest_b[run.b + i].min(class);
        }
    }
    let count = |lowest: &[u8]| {
        let mut counts = [0usize; 4];
        lowest.iter().for_each(|&class| counts[class as usize] += 1);
        [counts[0], counts[1], counts[2]]
    };
    (count(&lowest_a), count(&lowest_b))
}
