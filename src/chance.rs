//! Shared runs → bits: how surprising it is that chance put them into both documents.
//!
//! In: two articles with the [`rarity`] of their words, a passage as its equal runs, and the
//! [`Formulae`] of the corpus. Out: bits, of which `2^-bits` is an E-value, as in Karlin and Altschul
//! (PNAS 1990) and BLAST: so many passages at least so surprising are to be expected between two
//! unrelated articles of these lengths; for a run of `n` pairs, `n · 2^-bits` among all. The surprise
//! of a run is its shortest description by words and by formulae, less the logarithm of the places
//! where it could have been found: words of `a` times words of `b`. Swapping the articles changes
//! nothing, a pack gives the bits of the texts, and `benches/quality/chance.md` how true they are.

mod formulae;

pub use formulae::{Formulae, Marks};

use crate::article::Article;
use crate::rarity;

/// The share of its own bits that a word of a run tells: words before it foretell the rest.
pub const SHARE: f32 = 0.31;
/// What each of the first words of a run tells besides, in bits.
pub const OPENING: f32 = 3.15;
/// How many words those are.
pub const OPENING_WORDS: usize = 5;

/// An equal run: first token in `a`, first token in `b`, how many tokens.
type Run = (usize, usize, usize);

/// The bits of a passage of these runs, ascending on both sides; below 0 is what chance is
/// expected to give. Its most surprising part decides, and a further run costs the logarithm of
/// the places where it could have stood as near: it never takes away from what stands before it.
pub fn bits(a: &Article, b: &Article, runs: &[Run], formulae: &Formulae) -> f32 {
    let (mut best, mut here) = (0.0f32, 0.0f32);
    let mut last: Option<Run> = None;
    for &run in runs {
        if let Some((last_a, last_b, length)) = last {
            here -= log2((run.0 - last_a - length + 1) * (run.1 - last_b - length + 1));
        }
        here = here.max(0.0) + surprise(a, b, run, formulae);
        best = best.max(here);
        last = Some(run);
    }
    best - places(a, b)
}

/// The logarithm of the number of places where a passage of two articles could have been found.
pub fn places(a: &Article, b: &Article) -> f32 {
    log2(a.fingerprint.tokens().max(1) * b.fingerprint.tokens().max(1))
}

/// The bits of the shortest description of a run, word by word or by formulae.
fn surprise(a: &Article, b: &Article, (at_a, at_b, length): Run, formulae: &Formulae) -> f32 {
    let k = a.fingerprint.k;
    // The shortest description up to each token; the shortest that ends in a formula, with its places.
    let mut shortest = Vec::with_capacity(length + 1);
    shortest.push(0.0f32);
    let mut formula: Option<(f32, f32)> = None;
    for token in 0..length {
        let level = level(a, at_a + token).min(level(b, at_b + token));
        let opening = if token < OPENING_WORDS { OPENING } else { 0.0 };
        let word = shortest[token] + SHARE * rarity::bits(level) + opening;
        let places = (token + 1).checked_sub(k).and_then(|first| {
            let places = formulae.places(a.fingerprint.shingles[at_a + first])?;
            Some((first, places))
        });
        formula = places.map(|(first, places)| {
            let enter = shortest[first] + (formulae.tokens() / places).log2().max(0.0);
            let follow = formula
                .map_or(f32::INFINITY, |(bits, before)| bits + (before / places).log2().max(0.0));
            (enter.min(follow), places)
        });
        shortest.push(formula.map_or(word, |(bits, _)| bits.min(word)));
    }
    shortest[length]
}

/// The level of a token; the average one where the article has none.
fn level(article: &Article, token: usize) -> u8 {
    article.rarities.get(token).copied().unwrap_or(rarity::AVERAGE)
}

fn log2(count: usize) -> f32 {
    (count as f32).log2()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::Fingerprint;
    use crate::region::Class;
    use proptest::prelude::*;

    /// An article of tokens with these levels and shingles that are their positions.
    fn article(levels: &[u8]) -> Article {
        let shingles = (1..levels.len() as u64 - 1).collect();
        let classes = vec![Class::Narrative; levels.len()];
        Article {
            rarities: levels.to_vec(),
            fingerprint: Fingerprint { k: 3, shingles, classes, marks: Vec::new() },
            ..Article::default()
        }
    }

    fn alone(a: &Article, b: &Article, runs: &[Run]) -> f32 {
        bits(a, b, runs, &Formulae::default())
    }

    fn levels() -> impl Strategy<Value = Vec<u8>> {
        proptest::collection::vec(0u8..16, 40)
    }

    proptest! {
        #[test]
        fn bits_grow_with_length(x in levels(), y in levels(), length in 3usize..39) {
            let (a, b) = (article(&x), article(&y));
            prop_assert!(alone(&a, &b, &[(0, 0, length)]) < alone(&a, &b, &[(0, 0, length + 1)]));
        }

        #[test]
        fn rare_words_tell_more(x in levels(), at in 0usize..40) {
            prop_assume!(x[at] < 15);
            let mut rarer = x.clone();
            rarer[at] += 1;
            let whole = [(0, 0, 40)];
            let (common, rare) = (article(&x), article(&rarer));
            prop_assert!(alone(&common, &common, &whole) < alone(&rare, &rare, &whole));
        }

        #[test]
        fn swapping_the_articles_changes_nothing(x in levels(), y in levels(), gap in 0usize..5) {
            let (a, b) = (article(&x), article(&y));
            let there = [(2, 7, 10), (12 + gap, 18, 12)];
            let back = there.map(|(at_a, at_b, length)| (at_b, at_a, length));
            prop_assert_eq!(alone(&a, &b, &there), alone(&b, &a, &back));
        }

        #[test]
        fn a_further_run_takes_nothing_away(x in levels(), y in levels(), gap in 1usize..8) {
            let (a, b) = (article(&x), article(&y));
            let both = [(0, 0, 12), (12 + gap, 12 + gap, 5)];
            prop_assert!(alone(&a, &b, &both) >= alone(&a, &b, &both[..1]));
        }
    }

    #[test]
    fn bits_are_their_formula() {
        let a = article(&[0; 40]);
        let want = 7.0 * SHARE * rarity::bits(0) + 5.0 * OPENING - 1600f32.log2();
        assert!((alone(&a, &a, &[(3, 4, 7)]) - want).abs() < 1e-4);
        assert_eq!(level(&Article::default(), 0), rarity::AVERAGE);
    }

    #[test]
    fn a_formula_of_the_corpus_counts_for_little() {
        let a = article(&[9; 40]);
        let common = |shingles: std::ops::Range<u64>| Formulae::known(shingles, 50.0, 1e6);
        let run = [(0, 0, 9)];
        let [none, part, whole] =
            [0..0, 1..4, 1..8].map(|known| bits(&a, &a, &run, &common(known)));
        assert!(none > part && part > whole);
        // 50 places among a million words, wherever in the run of seven shingles it is looked at.
        assert!((whole + 1600f32.log2() - 2e4f32.log2()).abs() < 1e-3);
    }
}
