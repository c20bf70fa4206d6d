//! How far one text is made from another, where hardly a run of words is left of it.
//!
//! In: two texts as [`Letters`], [`Counted`] over their run, how [`Rarity`] weighs them, and their shares of words in runs of [`RUN`].
//! Out: a number, 0 to 1. It is a mean of two containments (Broder 1997). Short strings of letters
//! outlive inflection, reordering and replaced words (McNamee and Mayfield, "Character n-gram
//! tokenization for European language text retrieval", 2004), serve all scripts, and do not mind
//! where a writer puts spaces, as in Urdu; only what they share beyond chance counts; runs of words tell what was copied from what was reworded
//! (Clough and Stevenson, "Developing a corpus of plagiarised short answers", 2011).
//! `benches/quality/derivation.md` has figures and alternatives. Swapping the texts mirrors the result.

use crate::token::fold;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use xxhash_rust::xxh3::xxh3_64;

/// Letters in a string: fewer meet by chance, more are lost with every word that is inflected.
pub const LETTERS: usize = 4;
/// Words in a row that are copied and not reworded.
pub const RUN: usize = 10;
/// What runs weigh beside strings of letters: more ranks the degrees of copying better, less tells
/// free rewriting from independent writing better.
pub const RUNS_WEIGHT: f64 = 0.3;

/// Every string of [`LETTERS`] letters in a text, across words: a set of hashes, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters(Vec<u32>);

impl Letters {
    /// The strings of these words, one after the other, spellings folded.
    pub fn of<'t>(words: impl IntoIterator<Item = &'t str>) -> Letters {
        let text: String = words.into_iter().map(fold).collect();
        let starts: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let strings = starts.windows(LETTERS + 1);
        let hash = |ends: &[usize]| xxh3_64(&text.as_bytes()[ends[0]..ends[LETTERS]]) as u32;
        let mut hashes: Vec<u32> = strings.map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Letters(hashes)
    }
}

/// In how many texts of a run each string stands: what makes a shared one telling or not.
#[derive(Clone, Debug)]
pub struct Rarity {
    /// Texts that have strings.
    texts: u32,
    /// Strings of all texts together.
    strings: u64,
    counts: FxHashMap<u32, u32>,
    /// What a string tells, by how many texts but the pair have it.
    telling: Vec<Telling>,
}

/// What a string says of a pair: its weight, and the share of other texts that have it.
#[derive(Clone, Copy, Debug)]
struct Telling {
    weight: f64,
    /// Logarithm of the share of other texts that have it not.
    absent: f64,
}

impl Rarity {
    /// The counts of these texts.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t Letters>) -> Rarity {
        let counts = FxHashMap::default();
        let mut rarity = Rarity { texts: 0, strings: 0, counts, telling: Vec::new() };
        for text in texts {
            rarity.texts += u32::from(!text.0.is_empty());
            rarity.strings += text.0.len() as u64;
            text.0.iter().for_each(|&string| *rarity.counts.entry(string).or_default() += 1);
        }
        let others = f64::from(rarity.texts.saturating_sub(2));
        let telling = |holders: u32| Telling {
            weight: 1.0 + ((1.0 + others) / f64::from(1 + holders)).ln(),
            absent: (1.0 - f64::from(holders) / others.max(1.0)).ln(),
        };
        rarity.telling = (0..rarity.texts.saturating_sub(1).max(1)).map(telling).collect();
        rarity
    }

    /// The strings of a text with their counts, to be compared with those of many others.
    pub fn counted(&self, text: &Letters) -> Counted {
        let count = |&string: &u32| (string, self.counts.get(&string).copied().unwrap_or(0));
        let lengths = text.0.len() as f64 * f64::from(self.texts) / self.strings.max(1) as f64;
        Counted { strings: text.0.iter().map(count).collect(), lengths }
    }

    /// Weighs a string that `count` texts of the run have over the texts but a pair, of which `own`
    /// have it, by `1 + ln((1 + n) / (1 + df))` (Salton and Buckley 1988).
    fn telling(&self, count: u32, own: u32) -> &Telling {
        let holders = count.saturating_sub(own) as usize;
        &self.telling[holders.min(self.telling.len() - 1)]
    }
}

/// The strings of a text, each with the count of texts that have it: what [`Letters`] are to a run.
#[derive(Clone, Debug)]
pub struct Counted {
    /// (string, count), ascending.
    strings: Vec<(u32, u32)>,
    /// How many texts of mean length it makes.
    lengths: f64,
}

/// The strings of one text, by weight.
#[derive(Default)]
struct Mass {
    all: f64,
    /// What would be shared by chance.
    chance: f64,
    shared: f64,
}

impl Mass {
    /// Adds a string; the other text has the length of `lengths` mean ones.
    fn add(&mut self, string: &Telling, shared: bool, lengths: f64) {
        self.all += string.weight;
        if string.absent < 0.0 {
            self.chance += string.weight * (1.0 - (string.absent * lengths).exp());
        }
        self.shared += if shared { string.weight } else { 0.0 };
    }

    fn share(&self) -> f64 {
        let beyond = self.shared - self.chance;
        if beyond > 0.0 { beyond / (self.all - self.chance) } else { 0.0 }
    }
}

/// The share of the strings of `a` that stand in `b`, and of `b` in `a`, by weight and beyond chance
/// as Cohen's kappa has it (1960): 0 for what two texts of the run that have nothing to do with each
/// other share, 1 for all. Time is linear in both.
pub fn shares(a: &Counted, b: &Counted, rarity: &Rarity) -> [f64; 2] {
    let (mut in_a, mut in_b) = (Mass::default(), Mass::default());
    let (mut x, mut y) = (0, 0);
    while let (Some(&(here, count_a)), Some(&(there, count_b))) =
        (a.strings.get(x), b.strings.get(y))
    {
        match here.cmp(&there) {
            Ordering::Less => in_a.add(rarity.telling(count_a, 1), false, b.lengths),
            Ordering::Greater => in_b.add(rarity.telling(count_b, 1), false, a.lengths),
            Ordering::Equal => {
                let telling = rarity.telling(count_a, 2);
                in_a.add(telling, true, b.lengths);
                in_b.add(telling, true, a.lengths);
            }
        }
        x += usize::from(here <= there);
        y += usize::from(there <= here);
    }
    for &(_, count) in &a.strings[x..] {
        in_a.add(rarity.telling(count, 1), false, b.lengths);
    }
    for &(_, count) in &b.strings[y..] {
        in_b.add(rarity.telling(count, 1), false, a.lengths);
    }
    [in_a.share(), in_b.share()]
}

/// Which of a pair, `a` or `b`, can have been made from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// The first.
    A,
    /// The second.
    B,
    /// Either.
    Unknown,
}

/// One text of a pair, as far as it bears on the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Side {
    /// How many words it has.
    pub words: usize,
    /// The [share](shares) of its strings that stand in the other.
    pub strings: f64,
    /// The share of its words in shared runs of [`RUN`].
    pub runs: f64,
}

impl Side {
    /// How far it is made from the other: the mean of both shares, by [`RUNS_WEIGHT`].
    fn share(&self) -> f64 {
        (1.0 - RUNS_WEIGHT) * self.strings + RUNS_WEIGHT * self.runs
    }

    /// The same where the other is known to be the source. A text longer than its source has others
    /// beside it: the share falls with the root of how much longer it is.
    fn made_from(&self, source: &Side) -> f64 {
        let longer = (self.words as f64 / source.words.max(1) as f64).max(1.0);
        self.share() / longer.sqrt()
    }
}

/// The derivation of a pair: how far the derived text is made from the other. Where it is not known
/// which that is, the geometric mean of both shares (the coefficient of Ochiai, 1957): the larger
/// would call every short text derived from every long one on its subject.
pub fn derivation([a, b]: [Side; 2], derived: Derived) -> f64 {
    match derived {
        Derived::A => a.made_from(&b),
        Derived::B => b.made_from(&a),
        Derived::Unknown => (a.share() * b.share()).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn letters(text: &str) -> Letters {
        Letters::of(text.split_whitespace())
    }

    /// The shares of two texts of a run.
    fn between(a: &Letters, b: &Letters, rarity: &Rarity) -> [f64; 2] {
        shares(&rarity.counted(a), &rarity.counted(b), rarity)
    }

    /// [`shares`] as its definition says, on strings instead of hashes.
    fn slow(texts: &[&str], a: usize, b: usize) -> [f64; 2] {
        let strings = |text: &&str| -> BTreeSet<String> {
            let folded: String = text.split_whitespace().map(fold).collect();
            let letters: Vec<char> = folded.chars().collect();
            letters.windows(LETTERS).map(|window| window.iter().collect()).collect()
        };
        let sets: Vec<BTreeSet<String>> = texts.iter().map(strings).collect();
        let filled: Vec<usize> = (0..sets.len()).filter(|&at| !sets[at].is_empty()).collect();
        let mean = sets.iter().map(BTreeSet::len).sum::<usize>() as f64 / filled.len() as f64;
        let others = filled.len().saturating_sub(2);
        let of = |one: usize, other: usize| {
            let lengths = sets[other].len() as f64 / mean;
            let (mut all, mut chance, mut shared) = (0.0, 0.0, 0.0);
            for string in &sets[one] {
                let rest = filled.iter().filter(|&&at| at != a && at != b);
                let holders = rest.filter(|&&at| sets[at].contains(string)).count();
                let others = others.max(holders);
                let weight = 1.0 + ((1 + others) as f64 / (1 + holders) as f64).ln();
                let share = holders as f64 / others.max(1) as f64;
                all += weight;
                chance += weight * (1.0 - (1.0 - share).powf(lengths));
                shared += if sets[other].contains(string) { weight } else { 0.0 };
            }
            if shared > chance { (shared - chance) / (all - chance) } else { 0.0 }
        };
        [of(a, b), of(b, a)]
    }

    #[test]
    fn what_is_common_everywhere_tells_little() {
        let [a, b] = ["the gulls left the jetty", "the gulls left the lake"].map(letters);
        let others = ["the gulls left", "the gulls left again"].map(letters);
        let lone = letters("a lighthouse keeper painted his door");
        let alone = between(&a, &b, &Rarity::of([&a, &b, &lone]));
        let among = between(&a, &b, &Rarity::of([&a, &b, &others[0], &others[1]]));
        assert!(among[0] < alone[0] && among[1] < alone[1], "{among:?} {alone:?}");
    }

    #[test]
    fn reworded_copy_is_nearer_than_another_story() {
        let source = letters("Ferry crews found two sleeping otters under a lifeboat on Monday");
        let reworded =
            letters("On Monday two otters were found asleep beneath the ferry's lifeboats");
        let other = letters("Council members voted to repaint every bench along the promenade");
        let rarity = Rarity::of([&source, &reworded, &other]);
        let near = between(&source, &reworded, &rarity);
        assert!(near[1] > 0.3 && between(&source, &other, &rarity)[1] < 0.1, "{near:?}");
    }

    #[test]
    fn spaces_and_inflection_of_spelling_do_not_matter() {
        assert_eq!(letters("کر کے"), letters("کرکے"));
        assert_eq!(letters("co-operate NOW"), letters("CO-operateNow"));
        assert_eq!(letters("fog"), Letters::default());
    }

    fn side(words: usize, strings: f64, runs: f64) -> Side {
        Side { words, strings, runs }
    }

    #[test]
    fn the_derived_side_counts_and_both_where_it_is_not_known() {
        let pair = [side(90, 0.1, 0.3), side(90, 0.3, 0.5)];
        let rows = [(Derived::A, 0.16), (Derived::B, 0.36), (Derived::Unknown, 0.24)];
        for (derived, want) in rows {
            let got = derivation(pair, derived);
            assert!((got - want).abs() < 1e-12, "{derived:?}: {got}");
        }
    }

    #[test]
    fn who_writes_more_than_the_source_has_other_sources() {
        let (short, long) = (side(50, 0.8, 0.8), side(200, 0.2, 0.2));
        let rows = [(Derived::A, 0.8), (Derived::B, 0.1), (Derived::Unknown, 0.4)];
        for (derived, want) in rows {
            let got = derivation([short, long], derived);
            assert!((got - want).abs() < 1e-12, "{derived:?}: {got}");
        }
        assert_eq!(derivation([side(0, 0.0, 0.0), side(9, 0.0, 0.0)], Derived::B), 0.0);
    }

    proptest! {
        #[test]
        fn fast_and_slow_agree_and_swapping_mirrors(
            texts in prop::collection::vec("[abאבے ]{0,30}", 2..5)
        ) {
            let refs: Vec<&str> = texts.iter().map(String::as_str).collect();
            let all: Vec<Letters> = refs.iter().map(|text| letters(text)).collect();
            let rarity = Rarity::of(&all);
            let got = between(&all[0], &all[1], &rarity);
            let [back, there] = between(&all[1], &all[0], &rarity);
            prop_assert_eq!(got, [there, back]);
            let want = slow(&refs, 0, 1);
            prop_assert!((got[0] - want[0]).abs() < 1e-9 && (got[1] - want[1]).abs() < 1e-9);
            prop_assert!(got.iter().all(|share| (0.0..=1.0 + 1e-9).contains(share)));
        }

        #[test]
        fn derivation_is_a_share_mirrors_and_falls_with_length(
            words in [1..900usize, 1..900usize], strings in [0.0..=1.0f64, 0.0..=1.0],
            runs in [0.0..=1.0f64, 0.0..=1.0], more in 0..900usize
        ) {
            let [a, b] = [0, 1].map(|at| side(words[at], strings[at], runs[at]));
            let longer = Side { words: b.words + more, ..b };
            for (there, back) in [
                (Derived::A, Derived::B),
                (Derived::B, Derived::A),
                (Derived::Unknown, Derived::Unknown),
            ] {
                let got = derivation([a, b], there);
                prop_assert!((0.0..=1.0).contains(&got));
                prop_assert_eq!(got, derivation([b, a], back));
            }
            prop_assert!(derivation([a, longer], Derived::B) <= derivation([a, b], Derived::B));
            prop_assert!(derivation([a, longer], Derived::A) >= derivation([a, b], Derived::A));
        }
    }
}
