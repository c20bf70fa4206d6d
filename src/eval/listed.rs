//! Labelled passages of a list of pairs → scores: overall, by category, and how many clean pairs fire.
//!
//! Only listed pairs count. The category of a pair is the one the list gives it, else that of its
//! labelled passages; where these differ, all their names joined by `+`.

use super::gold::{Listed, Passage};
use super::passages::{Case, PassageScore, score_by_category};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How well the passages of a list of pairs were found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListedScore {
    /// How many pairs count.
    pub pairs: usize,
    /// Over all of them.
    pub overall: Part,
    /// By category; empty where neither list nor labels carry one.
    pub categories: BTreeMap<String, Part>,
}

/// The score of some of the pairs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Part {
    /// How well the passages were found.
    #[serde(flatten)]
    pub score: PassageScore,
    /// Pairs without a labelled passage.
    pub clean: Clean,
}

/// Pairs that share nothing, by their labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Clean {
    /// How many there are.
    pub pairs: usize,
    /// In how many of them a passage was found.
    pub firing: usize,
}

/// The name of pairs without a category, where others have one.
const UNNAMED: &str = "no category";
/// Stands for all pairs together; no category is called so.
const EVERY: &str = "";

/// Scores `found` against `gold` on the pairs of `list`; without a list, on those of `gold`.
pub fn score(gold: &[Passage], list: Option<&[Listed]>, found: &[Passage]) -> ListedScore {
    let mut names: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for pair in list.unwrap_or_default() {
        names.entry(key(&pair.a, &pair.b)).or_default().extend(named(&pair.category));
    }
    let mut labelled: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for row in gold {
        labelled.entry(key(&row.a, &row.b)).or_default().extend(named(&row.category));
    }
    for (&pair, categories) in &labelled {
        if list.is_none() {
            names.insert(pair, categories.clone());
        } else if let Some(own) = names.get_mut(&pair).filter(|own| own.is_empty()) {
            own.clone_from(categories);
        }
    }
    let categorised = names.values().any(|categories| !categories.is_empty());
    let joined: Vec<(&str, &str, String)> = names
        .iter()
        .map(|(&(a, b), categories)| {
            let parts: Vec<&str> = categories.iter().copied().collect();
            (a, b, if parts.is_empty() { UNNAMED.to_string() } else { parts.join("+") })
        })
        .collect();
    let gold: Vec<Case> = gold.iter().map(Passage::case).collect();
    let cases: Vec<Case> = found.iter().map(Passage::case).collect();
    let pairs: Vec<(&str, &str, &str)> = joined.iter().map(|(a, b, _)| (*a, *b, EVERY)).collect();
    let fired: BTreeSet<(&str, &str)> = cases.iter().map(|case| key(case.a, case.b)).collect();
    let mut clean: BTreeMap<&str, Clean> = BTreeMap::new();
    for (a, b, category) in joined.iter().filter(|(a, b, _)| !labelled.contains_key(&(*a, *b))) {
        for name in [EVERY, category] {
            let clean = clean.entry(name).or_default();
            clean.pairs += 1;
            clean.firing += usize::from(fired.contains(&(*a, *b)));
        }
    }
    let part = |name, score| Part { score, clean: clean.get(name).copied().unwrap_or_default() };
    let overall = score_by_category(&pairs, &gold, &cases).remove(EVERY);
    let overall = overall.unwrap_or_else(|| super::passages::score(&[], &[]));
    let mut categories = BTreeMap::new();
    if categorised {
        let pairs: Vec<_> = joined.iter().map(|(a, b, name)| (*a, *b, name.as_str())).collect();
        let scores = score_by_category(&pairs, &gold, &cases).into_iter();
        categories.extend(scores.map(|(name, score)| (name.to_string(), part(name, score))));
    }
    ListedScore { pairs: names.len(), overall: part(EVERY, overall), categories }
}

fn named(category: &Option<String>) -> Option<&str> {
    category.as_deref().filter(|name| !name.is_empty())
}

fn key<'t>(a: &'t str, b: &'t str) -> (&'t str, &'t str) {
    (a.min(b), a.max(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(a: &str, b: &str, at: usize, category: &str) -> Passage {
        Passage {
            a: a.into(),
            b: b.into(),
            a_start: at,
            a_end: at + 10,
            b_start: at,
            b_end: at + 10,
            category: Some(category.into()).filter(|c: &String| !c.is_empty()),
            offsets: crate::offsets::OffsetUnit::Characters,
        }
    }

    fn pair(a: &str, b: &str, category: Option<&str>) -> Listed {
        Listed { a: a.into(), b: b.into(), category: category.map(str::to_string) }
    }

    #[test]
    fn gold_against_itself_is_right() {
        let gold = [passage("p", "x", 0, "near"), passage("p", "x", 50, "far")];
        let got = score(&gold, None, &gold);
        assert_eq!((got.pairs, got.overall.score.plagdet), (1, 1.0));
        assert_eq!(got.categories.keys().collect::<Vec<_>>(), ["far+near"]);
        assert_eq!(got.overall.clean, Clean::default());
        let none = score(&[], None, &[]);
        assert_eq!((none.pairs, none.overall.score.plagdet, none.categories.len()), (0, 1.0, 0));
    }

    #[test]
    fn two_halves_have_granularity_two() {
        let gold = [Passage { a_end: 20, b_end: 20, ..passage("p", "x", 0, "") }];
        let halves = [passage("p", "x", 0, ""), passage("p", "x", 10, "")];
        let got = score(&gold, None, &halves).overall.score;
        assert_eq!((got.precision, got.recall, got.granularity), (1.0, 1.0, 2.0));
        assert!((got.plagdet - 1.0 / 3f64.log2()).abs() < 1e-12);
    }

    #[test]
    fn only_listed_pairs_count_and_clean_ones_that_fire_are_told() {
        let gold = [passage("p", "x", 0, ""), passage("q", "x", 0, "spun")];
        let list =
            [pair("x", "p", Some("near")), pair("p", "y", Some("clean")), pair("q", "y", None)];
        let stray = [passage("y", "p", 0, ""), passage("p", "z", 0, ""), passage("q", "x", 0, "")];
        let found: Vec<Passage> = gold[..1].iter().chain(&stray).cloned().collect();
        let got = score(&gold, Some(&list), &found);
        let overall = got.overall.score;
        assert_eq!((got.pairs, overall.gold, overall.detected), (3, 1, 2));
        assert_eq!((overall.precision, overall.recall), (0.5, 1.0));
        assert_eq!(got.categories.keys().collect::<Vec<_>>(), ["clean", "near", UNNAMED]);
        assert_eq!(got.overall.clean, Clean { pairs: 2, firing: 1 });
        assert_eq!(got.categories["clean"].clean, Clean { pairs: 1, firing: 1 });
    }
}
