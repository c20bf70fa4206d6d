//! Shingles → fingerprint: what of a document takes part in the search for candidates.
//!
//! Winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003) keeps the smallest hash of every window of
//! `window` consecutive grams, the rightmost on ties, and so at least one gram of every shared run
//! of `window + gram − 1` tokens, while keeping about `2 / (window + 1)` of them.

use crate::mark::Mark;
use crate::region::Class;
use crate::shingle::BROKEN;

/// All that comparing needs of a document: no word can be read from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Tokens in a shingle.
    pub k: usize,
    /// One a position, as [`shingle`](crate::shingle::shingle) gives them.
    pub shingles: Vec<u64>,
    /// One a token.
    pub classes: Vec<Class>,
    /// What else the text says of each token; none in old packs.
    pub marks: Vec<Mark>,
}

impl Fingerprint {
    /// How many tokens the document has.
    pub fn tokens(&self) -> usize {
        self.classes.len()
    }

    /// Whether a token is known to have this mark.
    pub fn has(&self, token: usize, mark: Mark) -> bool {
        self.marks.get(token).is_some_and(|marks| marks.is(mark))
    }

    /// The class of the shingle at `position`: boilerplate if any of its tokens is, else a quote if
    /// any is, else narrative.
    pub fn class(&self, position: usize) -> Class {
        let tokens = &self.classes[position..position + self.k];
        tokens.iter().copied().max().unwrap_or(Class::Narrative)
    }

    /// How many tokens there are of each class, in the order of [`Class::ALL`].
    pub fn words(&self) -> [usize; 3] {
        let mut words = [0; 3];
        for &class in &self.classes {
            words[class as usize] += 1;
        }
        words
    }
}

/// Positions, ascending, of the hashes that winnowing keeps. A stretch between [`BROKEN`] places
/// that is shorter than the window keeps its smallest hash.
///
/// # Panics
/// If `window` is 0.
pub fn winnow(hashes: &[u64], window: usize) -> Vec<u32> {
    assert!(window > 0, "a window holds at least one hash");
    let mut kept: Vec<u32> = Vec::with_capacity(2 * hashes.len() / window.saturating_add(1) + 1);
    winnow_into(hashes, window, &mut kept);
    kept
}

fn winnow_into(hashes: &[u64], window: usize, kept: &mut Vec<u32>) {
    let mut start = 0;
    for stretch in hashes.split(|&hash| hash == BROKEN) {
        winnow_stretch(stretch, window, start, kept);
        start += stretch.len() + 1;
    }
}

fn winnow_stretch(hashes: &[u64], window: usize, start: usize, kept: &mut Vec<u32>) {
    match window {
        1 => return kept.extend((start..start + hashes.len()).map(|position| position as u32)),
        4 if hashes.len() >= 4 => return winnow_few::<4>(hashes, start, kept),
        _ => {}
    }
    // The smallest of the window, the rightmost on ties; searched anew when it leaves the window,
    // which happens to one window in `window`.
    let mut least = 0;
    let mut last = None;
    for (position, &hash) in hashes.iter().enumerate() {
        if hash <= hashes[least] {
            least = position;
        } else if position - least >= window {
            least += 1;
            for later in least + 1..=position {
                if hashes[later] <= hashes[least] {
                    least = later;
                }
            }
        }
        let full = position + 1 >= window || position + 1 == hashes.len();
        if full && last != Some(least) {
            last = Some(least);
            kept.push((start + least) as u32);
        }
    }
}

/// The same for the usual window, without a branch a hash; `hashes` fill one at least.
fn winnow_few<const WINDOW: usize>(hashes: &[u64], start: usize, kept: &mut Vec<u32>) {
    let before = kept.len();
    kept.resize(before + hashes.len() - WINDOW + 1, 0);
    let places = &mut kept[before..];
    let (mut count, mut last) = (0, u32::MAX);
    for (window, at) in hashes.windows(WINDOW).zip(start..) {
        let (mut least, mut offset) = (window[0], 0);
        for (later, &hash) in window.iter().enumerate().skip(1) {
            (least, offset) = if hash <= least { (hash, later) } else { (least, offset) };
        }
        let place = (at + offset) as u32;
        count += usize::from(place != last);
        places[count - 1] = place;
        last = place;
    }
    kept.truncate(before + count);
}

/// How to find every pair of documents that share a run of at least `run` tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sieve {
    /// Consecutive shingles in a gram, 1 to `k + 1`.
    grams: usize,
    /// Grams in a window.
    window: usize,
}

/// Room to sieve in, used again from document to document.
#[derive(Debug, Default)]
pub struct Room {
    grams: Vec<u64>,
    places: Vec<u32>,
}

impl Sieve {
    /// The sieve that misses no shared run of `run` tokens, from shingles of `k` tokens.
    /// A `run` below `k` counts as `k`.
    pub fn of(run: usize, k: usize) -> Sieve {
        let shingles = run.max(k) - k + 1;
        // Long grams meet by chance less often, wide windows keep fewer: half and half.
        let window = shingles.div_ceil(2).max(shingles.saturating_sub(k));
        Sieve { grams: shingles + 1 - window, window }
    }

    /// Tokens in a gram, of shingles of `k` tokens.
    pub fn gram(self, k: usize) -> usize {
        k + self.grams - 1
    }

    /// Grams in a window: how far apart, in tokens, two grams kept of one run can stand.
    pub fn window(self) -> usize {
        self.window
    }

    /// The grams kept of a document with these `shingles`: position of the first token, and hash.
    ///
    /// A gram is `grams` consecutive shingles. Its first and its last one together cover all its
    /// tokens, so their hashes decide it.
    pub fn keep_at(self, shingles: &[u64]) -> Vec<(u32, u64)> {
        self.keep_in(shingles, &mut Room::default()).collect()
    }

    /// [`keep_at`](Sieve::keep_at) for one document after another.
    pub fn keep_in<'a>(
        self,
        shingles: &'a [u64],
        room: &'a mut Room,
    ) -> impl Iterator<Item = (u32, u64)> + 'a {
        let Room { grams, places } = room;
        let whole = !shingles.contains(&BROKEN);
        let mut hashes = shingles;
        if self.grams > 1 {
            let firsts = &shingles[..(shingles.len() + 1).saturating_sub(self.grams)];
            let lasts = shingles.get(self.grams - 1..).unwrap_or(&[]);
            grams.clear();
            grams.extend(firsts.iter().zip(lasts).map(|(&first, &last)| combine(first, last)));
            let broken = match whole {
                true => &[][..],
                false => shingles,
            };
            let broken = broken.iter().enumerate().filter(|(_, hash)| **hash == BROKEN);
            for (broken, _) in broken {
                let reaching = broken.saturating_sub(self.grams - 1)..(broken + 1).min(grams.len());
                grams[reaching.start.min(reaching.end)..reaching.end].fill(BROKEN);
            }
            hashes = grams;
        }
        places.clear();
        match whole {
            true => winnow_stretch(hashes, self.window, 0, places),
            false => winnow_into(hashes, self.window, places),
        }
        places.iter().map(move |&place| (place, hashes[place as usize]))
    }

    /// The hashes of [`keep_at`](Sieve::keep_at).
    pub fn keep(self, shingles: &[u64]) -> Vec<u64> {
        self.keep_at(shingles).iter().map(|&(_, hash)| hash).collect()
    }
}

/// One hash of two (a multiply-xorshift finaliser); never [`BROKEN`].
fn combine(first: u64, last: u64) -> u64 {
    let mixed = (first ^ last.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, word for word.
    fn plainly(hashes: &[u64], window: usize) -> Vec<u32> {
        let mut kept: Vec<u32> = hashes
            .windows(window)
            .enumerate()
            .map(|(start, w)| {
                let least = w.iter().min().unwrap();
                (start + w.iter().rposition(|h| h == least).unwrap()) as u32
            })
            .collect();
        kept.dedup();
        kept
    }

    #[test]
    fn a_short_stretch_keeps_its_smallest_hash() {
        assert_eq!(winnow(&[5, 3, 4], 8), [1]);
        assert_eq!(winnow(&[5, BROKEN, 4, 9], 8), [0, 2]);
        assert_eq!(winnow(&[], 4), [0u32; 0]);
        assert_eq!(winnow(&[5, 3, 4], usize::MAX), [1]);
    }

    #[test]
    fn the_sieve_splits_a_run_into_gram_and_window() {
        for (run, k, grams, window) in [(5, 5, 1, 1), (3, 5, 1, 1), (12, 5, 5, 4), (8, 5, 3, 2)] {
            assert_eq!(Sieve::of(run, k), Sieve { grams, window }, "run {run}, k {k}");
        }
        for k in 1..9 {
            for run in k..60 {
                let sieve = Sieve::of(run, k);
                assert!(sieve.grams <= k + 1, "the ends of a gram cover it");
                assert_eq!(sieve.grams + sieve.window + k - 2, run);
            }
        }
    }

    proptest! {
        #[test]
        fn winnowing_is_its_definition(
            hashes in proptest::collection::vec(1u64..20, 0..60), window in 1usize..9
        ) {
            prop_assume!(hashes.len() >= window);
            prop_assert_eq!(winnow(&hashes, window), plainly(&hashes, window));
        }

        /// The guarantee: two documents that share a run share a kept hash.
        #[test]
        fn no_shared_run_is_missed(
            shared in proptest::collection::vec(1u64..1_000_000, 8),
            before in proptest::collection::vec(1u64..1_000_000, 0..20),
            after in proptest::collection::vec(1u64..1_000_000, 0..20),
        ) {
            // Eight shared shingles of five tokens are a run of twelve.
            let sieve = Sieve::of(12, 5);
            let a = [&before[..], &shared, &after].concat();
            let b = [&after[..], &shared, &before].concat();
            let kept = sieve.keep(&a);
            prop_assert!(sieve.keep(&b).iter().any(|hash| kept.contains(hash)));
        }
    }
}
