//! The articles of a run → how many surroundings each shared shingle stands in: what is a formula
//! of the corpus.
//!
//! A formula ("declined to comment on the") stands in many surroundings; a copied story stands in
//! the same wherever it is printed, and is none however many print it. So the count of a shingle
//! is that of the different shingles before it, or after it if these are fewer (the continuation
//! count of Kneser and Ney, ICASSP 1995, at a distance), by linear counting in 64 bits (Whang,
//! Vander-Zanden, Taylor, TODS 1990): only shared shingles are counted, in one pass over all, and the
//! order of articles and threads changes nothing.

use crate::article::Article;
use crate::shingle::BROKEN;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// How many tokens before and after a shingle its surroundings are looked at: formulae of up to
/// so many words and a shingle are seen whole.
const DISTANCE: usize = 12;
/// Surroundings that tell nothing: those of the two articles compared.
const OWN: f32 = 2.0;
/// Words of other news that a corpus is seen beside, so that what three of five articles have in
/// common is not yet a formula of the language.
const BESIDE: f32 = 100_000.0;

/// Which shingles of which articles are shared: a bit a position.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    articles: Vec<Vec<u64>>,
}

impl Marks {
    /// No mark in so many articles.
    pub fn of(articles: usize) -> Marks {
        Marks { articles: vec![Vec::new(); articles] }
    }

    /// Marks the shingles from position `from` up to `to` of an article.
    pub fn mark(&mut self, article: usize, from: usize, to: usize) {
        let bits = &mut self.articles[article];
        bits.resize(bits.len().max(to.div_ceil(64)), 0);
        (from..to).for_each(|at| bits[at / 64] |= 1 << (at % 64));
    }

    /// The positions marked in an article, ascending.
    fn of_article(&self, article: usize) -> impl Iterator<Item = usize> + '_ {
        let bits = self.articles[article].iter().enumerate();
        bits.flat_map(|(word, &bits)| {
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| 64 * word + bit)
        })
    }
}

/// How common the shared shingles of a run are.
#[derive(Clone, Debug, Default)]
pub struct Formulae {
    /// Surroundings beyond those of a pair, of the shingles that have one more at least.
    places: FxHashMap<u64, f32>,
    tokens: f32,
}

/// What spares most shingles, which are not shared, the way to the map: a bit for those that are.
struct Filter {
    bits: Vec<u64>,
}

impl Filter {
    fn of(numbers: &FxHashMap<u64, u32>) -> Filter {
        let mut filter = Filter { bits: vec![0; (numbers.len() / 4).next_power_of_two()] };
        for &shingle in numbers.keys() {
            let at = filter.at(shingle);
            filter.bits[at] |= bit(shingle);
        }
        filter
    }

    fn at(&self, shingle: u64) -> usize {
        shingle as usize & (self.bits.len() - 1)
    }

    fn may_hold(&self, shingle: u64) -> bool {
        self.bits[self.at(shingle)] & bit(shingle) != 0
    }
}

/// The counts of one shingle.
#[derive(Default)]
struct Seen {
    places: AtomicU32,
    before: AtomicU64,
    after: AtomicU64,
}

impl Formulae {
    /// The formulae among the marked shingles of these articles.
    pub fn of(articles: &[Article], marks: &Marks) -> Formulae {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        for (index, article) in articles.iter().enumerate() {
            for at in marks.of_article(index) {
                let next = numbers.len() as u32;
                numbers.entry(article.fingerprint.shingles[at]).or_insert(next);
            }
        }
        let filter = Filter::of(&numbers);
        let mut seen: Vec<Seen> = Vec::new();
        seen.resize_with(numbers.len(), Seen::default);
        articles.par_iter().enumerate().for_each(|(index, article)| {
            let fingerprint = &article.fingerprint;
            let (shingles, distance) = (&fingerprint.shingles, DISTANCE.max(fingerprint.k));
            // Where a text ends it has no surroundings in common with others.
            let around = |at: Option<usize>| match at.and_then(|at| shingles.get(at)) {
                Some(&shingle) if shingle != BROKEN => bit(shingle),
                _ => bit((index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)),
            };
            for (at, shingle) in shingles.iter().enumerate() {
                if !filter.may_hold(*shingle) {
                    continue;
                }
                let Some(&number) = numbers.get(shingle) else { continue };
                let seen = &seen[number as usize];
                seen.places.fetch_add(1, Ordering::Relaxed);
                seen.before.fetch_or(around(at.checked_sub(distance)), Ordering::Relaxed);
                seen.after.fetch_or(around(Some(at + distance)), Ordering::Relaxed);
            }
        });
        let tokens: usize = articles.iter().map(|article| article.fingerprint.tokens()).sum();
        let places = |number: u32| seen[number as usize].count() - OWN;
        let common = numbers.into_iter().map(|(shingle, number)| (shingle, places(number)));
        Formulae {
            places: common.filter(|&(_, places)| places >= 1.0).collect(),
            tokens: BESIDE + tokens as f32,
        }
    }

    /// In how many surroundings a shingle stands beside those of a pair, if it is of a formula.
    pub fn places(&self, shingle: u64) -> Option<f32> {
        self.places.get(&shingle).copied()
    }

    /// How many tokens they were looked for in.
    pub fn tokens(&self) -> f32 {
        self.tokens
    }
}

impl Seen {
    /// The different surroundings on the poorer side; the places where 64 bits are too few to tell.
    fn count(&self) -> f32 {
        let different = |bits: &AtomicU64| match bits.load(Ordering::Relaxed).count_zeros() {
            0 => f32::INFINITY,
            zeros => 64.0 * (64.0 / zeros as f32).ln(),
        };
        let places = self.places.load(Ordering::Relaxed) as f32;
        different(&self.before).min(different(&self.after)).min(places)
    }
}

/// One of 64 bits, by the high bits of a hash.
fn bit(hash: u64) -> u64 {
    1 << (hash >> 58)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::Fingerprint;
    use crate::region::Class;
    use std::collections::HashSet;

    impl Formulae {
        /// Formulae of these shingles, for tests of what uses them.
        pub(in crate::chance) fn known(
            shingles: impl IntoIterator<Item = u64>,
            places: f32,
            tokens: f32,
        ) -> Formulae {
            let places = shingles.into_iter().map(|shingle| (shingle, places)).collect();
            Formulae { places, tokens }
        }
    }

    /// A number as a hash.
    fn mixed(number: u64) -> u64 {
        let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
    }

    /// `count` articles of 60 shingles of their own with `shared` ones in the middle.
    fn articles(count: u64, shared: std::ops::Range<u64>) -> Vec<Article> {
        let article = |number: u64| {
            let mut shingles: Vec<u64> =
                (0..60).map(|at| mixed(1_000 * (number + 1) + at)).collect();
            shingles.splice(30..30, shared.clone().map(mixed));
            let classes = vec![Class::Narrative; shingles.len() + 4];
            Article {
                fingerprint: Fingerprint { k: 5, shingles, classes, marks: Vec::new() },
                ..Article::default()
            }
        };
        (0..count).map(article).collect()
    }

    fn formulae(articles: &[Article], shared: usize) -> Formulae {
        let mut marks = Marks::of(articles.len());
        marks.mark(0, 30, 30 + shared);
        Formulae::of(articles, &marks)
    }

    #[test]
    fn a_formula_has_many_surroundings_and_a_copy_one() {
        let phrase = formulae(&articles(40, 0..4), 4);
        for shingle in 0..4 {
            let places = phrase.places(mixed(shingle)).unwrap();
            assert!((25.0..39.0).contains(&places), "40 surroundings but two, not {places}");
        }
        let story = formulae(&articles(40, 0..60), 60);
        assert!(
            (0..60).all(|shingle| story.places(mixed(shingle)).is_none()),
            "copies are no formula"
        );
        assert_eq!(formulae(&articles(2, 0..4), 4).places(mixed(0)), None, "nor is a pair");
    }

    #[test]
    fn where_the_bits_are_too_few_places_count() {
        let phrase = formulae(&articles(2_000, 0..1), 1);
        assert_eq!(phrase.places(mixed(0)), Some(1_998.0));
    }

    #[test]
    fn linear_counting_is_close_to_counting() {
        for count in [1usize, 3, 10, 50, 120] {
            let seen = Seen::default();
            let mut plainly = HashSet::new();
            for number in 0..count as u64 * 3 {
                let hash = mixed(number % count as u64);
                plainly.insert(hash);
                seen.places.fetch_add(1, Ordering::Relaxed);
                seen.before.fetch_or(bit(hash), Ordering::Relaxed);
                seen.after.fetch_or(bit(hash), Ordering::Relaxed);
            }
            let off = seen.count() / plainly.len() as f32;
            assert!((0.6..1.6).contains(&off), "{count}: {off}, less than a bit");
        }
    }

    #[test]
    fn the_order_of_articles_changes_nothing() {
        let mut turned = articles(9, 0..3);
        let mut marks = Marks::of(9);
        marks.mark(8, 30, 33);
        turned.reverse();
        let (there, back) = (formulae(&articles(9, 0..3), 3), Formulae::of(&turned, &marks));
        let of =
            |formulae: &Formulae| (0..3).map(|s| formulae.places(mixed(s))).collect::<Vec<_>>();
        assert_eq!(of(&there), of(&back));
    }
}
