//! Verdicts and scores of a run against labelled pairs.
//!
//! A label may be any name. A [`Reading`] maps labels to verdicts (METER's WD, PD and ND to `wholly_shared`,
//! `partly_shared`, `independent`) and may put them in an order. A labelled pair that the run has no row of
//! is `independent` with score 0. A verdict that no label stands for counts as the nearest one that
//! does: quotes and boilerplate as independent, partly as wholly shared and the other way round.

use super::Tally;
use super::ranking::{Calibration, average_precision, calibration, spearman};
use crate::verdict::Verdict;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A labelled pair, in either order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labelled<'t> {
    /// One document.
    pub a: &'t str,
    /// The other.
    pub b: &'t str,
    /// Its label.
    pub label: &'t str,
}

/// What a run says of a pair, in either order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged<'t> {
    /// One document.
    pub a: &'t str,
    /// The other.
    pub b: &'t str,
    /// The verdict, or whatever class the run gives.
    pub verdict: &'t str,
    /// How much speaks for shared copy, 0 to 1.
    pub score: f64,
    /// How sure the verdict is, 0 to 1, where the run says so.
    pub confidence: Option<f64>,
}

/// How labels are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The verdict a label stands for; one that is not here stands for itself.
    pub map: BTreeMap<String, String>,
    /// Labels from the least to the most reuse, for the rank correlation; empty for none.
    pub order: Vec<String>,
}

/// How well pairs were judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairScore {
    /// Labelled pairs.
    pub pairs: usize,
    /// Those of them the run has no row of.
    pub missing: usize,
    /// Who was taken for what.
    pub confusion: Confusion,
    /// By class, where labels stand for verdicts.
    pub classes: Option<Classes>,
    /// Shared copy against the rest, where labels stand for verdicts.
    pub shared: Option<Shared>,
    /// How often a verdict is right, against its confidence, where the run states one.
    pub confidence: Option<Calibration>,
    /// How the score goes with the order of the labels, where one is given.
    pub order: Option<Order>,
}

/// A table of counts: a row for each label, a column for each verdict of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// What the rows are.
    pub labels: Vec<String>,
    /// What the columns are.
    pub verdicts: Vec<String>,
    /// What a column counts as, where that is another class.
    pub counts_as: BTreeMap<String, String>,
    /// The counts.
    pub counts: Vec<Vec<usize>>,
}

/// Right and wrong by class.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Classes {
    /// Share of the pairs that are in their class.
    pub accuracy: f64,
    /// Mean F1 of the labelled classes.
    pub macro_f1: f64,
    /// Each labelled class.
    pub each: BTreeMap<String, Tally>,
}

/// `wholly_shared` and `partly_shared` against the rest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shared {
    /// By verdict.
    pub by_verdict: Tally,
    /// By verdict: the rest, taken for the rest.
    pub rest: usize,
    /// Of the score; `None` if no pair is labelled as shared copy.
    pub average_precision: Option<f64>,
    /// Of the score, read as the probability of shared copy.
    pub calibration: Calibration,
}

/// The score against an order of labels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Order {
    /// From the least to the most reuse.
    pub labels: Vec<String>,
    /// Pairs with one of these labels.
    pub pairs: usize,
    /// Spearman's rank correlation; `None` if all labels or all scores are equal.
    pub spearman: Option<f64>,
}

/// One labelled pair with what the run says of it.
struct Row<'t> {
    label: &'t str,
    class: &'t str,
    verdict: &'t str,
    score: f64,
    confidence: Option<f64>,
}

/// Scores `found` against `gold`.
pub fn score(gold: &[Labelled], found: &[Judged], reading: &Reading) -> PairScore {
    let of_pair: HashMap<(&str, &str), &Judged> =
        found.iter().map(|pair| (key(pair.a, pair.b), pair)).collect();
    let rows: Vec<Row> = gold
        .iter()
        .map(|pair| {
            let judged = of_pair.get(&key(pair.a, pair.b));
            Row {
                label: pair.label,
                class: reading.map.get(pair.label).map_or(pair.label, String::as_str),
                verdict: judged.map_or(Verdict::Independent.name(), |judged| judged.verdict),
                score: judged.map_or(0.0, |judged| judged.score),
                confidence: judged.and_then(|judged| judged.confidence),
            }
        })
        .collect();
    let missing = gold.iter().filter(|pair| !of_pair.contains_key(&key(pair.a, pair.b))).count();
    let used: BTreeSet<&str> = rows.iter().map(|row| row.class).collect();
    // Labels that no verdict answers to can be ranked, but they are neither right nor wrong.
    let verdicts = used.iter().any(|class| verdict(class).is_some());
    let comparable = verdicts || rows.iter().any(|row| used.contains(row.verdict));
    let sure: Vec<(f64, bool)> = rows
        .iter()
        .filter_map(|row| Some((row.confidence?, counts_as(row.verdict, &used) == row.class)))
        .collect();
    PairScore {
        pairs: rows.len(),
        missing,
        confusion: confusion(&rows, &used, &reading.order),
        classes: comparable.then(|| classes(&rows, &used)),
        shared: verdicts.then(|| shared(&rows)),
        confidence: (comparable && !sure.is_empty()).then(|| calibration(&sure)),
        order: (!reading.order.is_empty()).then(|| order(&rows, &reading.order)),
    }
}

fn key<'t>(a: &'t str, b: &'t str) -> (&'t str, &'t str) {
    (a.min(b), a.max(b))
}

/// The verdict of this name.
fn verdict(name: &str) -> Option<Verdict> {
    Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
}

fn is_shared(class: &str) -> bool {
    verdict(class).is_some_and(Verdict::is_shared_copy)
}

/// The class that a verdict counts as, among the labelled ones.
fn counts_as<'t>(name: &'t str, used: &BTreeSet<&str>) -> &'t str {
    let nearest = match verdict(name) {
        Some(Verdict::WhollyShared) => Verdict::PartlyShared,
        Some(Verdict::PartlyShared) => Verdict::WhollyShared,
        Some(Verdict::SharedQuotes | Verdict::Boilerplate) => Verdict::Independent,
        Some(Verdict::Independent) | None => return name,
    };
    match used.contains(name) || !used.contains(nearest.name()) {
        true => name,
        false => nearest.name(),
    }
}

/// The classes in a fixed order: verdicts, then those of `order`, then all others by name.
fn sorted<'t>(classes: &BTreeSet<&'t str>, order: &[String]) -> Vec<&'t str> {
    let place = |class: &str| {
        let verdict = Verdict::ALL.iter().position(|verdict| verdict.name() == class);
        let listed = order.iter().position(|label| label == class);
        (verdict.unwrap_or(usize::MAX), listed.unwrap_or(usize::MAX))
    };
    let mut classes: Vec<&str> = classes.iter().copied().collect();
    classes.sort_by_key(|class| place(class));
    classes
}

fn confusion(rows: &[Row], used: &BTreeSet<&str>, order: &[String]) -> Confusion {
    let found: BTreeSet<&str> = rows.iter().map(|row| row.verdict).collect();
    let both: BTreeSet<&str> = found.iter().chain(used).copied().collect();
    // A class stands as a column too if the run could have given it.
    let could = |class: &&&str| found.contains(**class) || verdict(class).is_some();
    let columns: BTreeSet<&str> = both.iter().filter(could).copied().collect();
    let (labels, verdicts) = (sorted(used, order), sorted(&columns, order));
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    rows.iter().for_each(|row| *counts.entry((row.class, row.verdict)).or_default() += 1);
    let count = |label: &str, verdict: &str| counts.get(&(label, verdict)).copied().unwrap_or(0);
    let other = |name: &&str| {
        let class = counts_as(name, used);
        (class != *name).then(|| (name.to_string(), class.to_string()))
    };
    let line = |label: &&str| verdicts.iter().map(|verdict| count(label, verdict)).collect();
    Confusion {
        counts: labels.iter().map(line).collect(),
        counts_as: verdicts.iter().filter_map(other).collect(),
        labels: labels.into_iter().map(str::to_string).collect(),
        verdicts: verdicts.into_iter().map(str::to_string).collect(),
    }
}

fn classes(rows: &[Row], used: &BTreeSet<&str>) -> Classes {
    let mut each: BTreeMap<String, Tally> =
        used.iter().map(|class| (class.to_string(), Tally::default())).collect();
    let mut right = 0;
    for row in rows {
        let found = counts_as(row.verdict, used);
        right += usize::from(found == row.class);
        if let Some(tally) = each.get_mut(row.class) {
            *tally += match found == row.class {
                true => Tally { hit: 1, ..Tally::default() },
                false => Tally { missed: 1, ..Tally::default() },
            };
        }
        if let Some(tally) = each.get_mut(found).filter(|_| found != row.class) {
            tally.wrong += 1;
        }
    }
    let sum: f64 = each.values().map(|tally| tally.f1()).sum();
    Classes {
        accuracy: right as f64 / rows.len().max(1) as f64,
        macro_f1: sum / each.len().max(1) as f64,
        each,
    }
}

fn shared(rows: &[Row]) -> Shared {
    let (mut by_verdict, mut rest) = (Tally::default(), 0);
    for row in rows {
        match (is_shared(row.class), is_shared(row.verdict)) {
            (true, true) => by_verdict.hit += 1,
            (true, false) => by_verdict.missed += 1,
            (false, true) => by_verdict.wrong += 1,
            (false, false) => rest += 1,
        }
    }
    let scored: Vec<_> = rows.iter().map(|row| (row.score, is_shared(row.class))).collect();
    let average_precision = average_precision(&scored);
    Shared { by_verdict, rest, average_precision, calibration: calibration(&scored) }
}

fn order(rows: &[Row], labels: &[String]) -> Order {
    let level = |row: &Row| labels.iter().position(|label| label == row.label);
    let ranked: Vec<(f64, f64)> =
        rows.iter().filter_map(|row| Some((level(row)? as f64, row.score))).collect();
    Order { labels: labels.to_vec(), pairs: ranked.len(), spearman: spearman(&ranked) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(rows: &[(&'static str, &'static str)]) -> Vec<Labelled<'static>> {
        rows.iter().map(|&(b, label)| Labelled { a: "a", b, label }).collect()
    }

    fn judged(rows: &[(&'static str, &'static str, f64)]) -> Vec<Judged<'static>> {
        let row = |&(b, verdict, score): &(&'static str, &'static str, f64)| Judged {
            a: "a",
            b,
            verdict,
            score,
            confidence: None,
        };
        rows.iter().map(row).collect()
    }

    fn reading(map: &[(&str, &str)], order: &[&str]) -> Reading {
        Reading {
            map: map
                .iter()
                .map(|(label, verdict)| (label.to_string(), verdict.to_string()))
                .collect(),
            order: order.iter().map(|label| label.to_string()).collect(),
        }
    }

    const METER: [(&str, &str); 3] =
        [("WD", "wholly_shared"), ("PD", "partly_shared"), ("ND", "independent")];

    #[test]
    fn gold_against_itself_is_right() {
        let gold =
            labelled(&[("p", "wholly_shared"), ("q", "shared_quotes"), ("r", "independent")]);
        let found = judged(&[("p", "wholly_shared", 1.0), ("q", "shared_quotes", 0.0)]);
        let got = score(&gold, &found, &Reading::default());
        let classes = got.classes.unwrap();
        assert_eq!((got.pairs, got.missing), (3, 1), "a missing pair is independent");
        assert_eq!((classes.accuracy, classes.macro_f1), (1.0, 1.0));
        let shared = got.shared.unwrap();
        assert_eq!((shared.by_verdict.f1(), shared.rest), (1.0, 2));
        assert_eq!((shared.average_precision, shared.calibration.error), (Some(1.0), 0.0));
        assert_eq!(got.confusion.counts, [[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
        assert_eq!(score(&[], &[], &Reading::default()).classes, None);
    }

    #[test]
    fn labels_are_mapped_and_verdicts_without_a_label_count_as_the_nearest() {
        let gold = labelled(&[("p", "WD"), ("q", "PD"), ("r", "ND"), ("s", "ND"), ("t", "PD")]);
        let found = judged(&[
            ("p", "wholly_shared", 0.9),
            ("q", "wholly_shared", 0.6),
            ("r", "boilerplate", 0.1),
            ("s", "partly_shared", 0.3),
            ("t", "shared_quotes", 0.2),
        ]);
        let got = score(&gold, &found, &reading(&METER, &["ND", "PD", "WD"]));
        let counts_as: Vec<_> = got.confusion.counts_as.keys().map(String::as_str).collect();
        assert_eq!(counts_as, ["boilerplate", "shared_quotes"]);
        assert_eq!(got.confusion.labels, ["wholly_shared", "partly_shared", "independent"]);
        let counts = [[1, 0, 0, 0, 0], [1, 0, 1, 0, 0], [0, 1, 0, 1, 0]];
        assert_eq!(got.confusion.counts, counts);
        let classes = got.classes.unwrap();
        // F1: wholly 2/3, partly 0, independent 2/4.
        assert!((classes.macro_f1 - (2.0 / 3.0 + 0.5) / 3.0).abs() < 1e-12);
        assert_eq!(classes.accuracy, 0.4);
        let shared = got.shared.unwrap();
        assert_eq!(shared.by_verdict, Tally { hit: 2, wrong: 1, missed: 1 });
        // By score: WD, PD, ND, PD, ND: 1, 1, then 3 of 4.
        assert!((shared.average_precision.unwrap() - 2.75 / 3.0).abs() < 1e-12);
        // Ranks of the labels 5, 3.5, 3.5, 1.5, 1.5, of the scores 5, 4, 2, 3, 1: 7 / √(9 · 10).
        let order = got.order.unwrap();
        assert!((order.spearman.unwrap() - 7.0 / 90f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn two_classes_of_ones_own_are_enough() {
        let gold = labelled(&[("p", "copy"), ("q", "copy"), ("r", "own")]);
        let found = judged(&[("p", "partly_shared", 0.4), ("q", "wholly_shared", 0.9)]);
        let map = reading(&[("copy", "wholly_shared"), ("own", "independent")], &[]);
        let got = score(&gold, &found, &map);
        assert_eq!(got.classes.unwrap().macro_f1, 1.0);
        // Another program's classes are compared by their names.
        let found = judged(&[("p", "copy", 0.4), ("q", "own", 0.2), ("r", "own", 0.1)]);
        let got = score(&gold, &found, &Reading::default());
        assert_eq!((got.shared.is_none(), got.classes.unwrap().accuracy), (true, 2.0 / 3.0));
    }

    #[test]
    fn labels_that_no_verdict_answers_to_are_only_ranked() {
        let gold = labelled(&[("p", "cut"), ("q", "light"), ("r", "none")]);
        let found = judged(&[("p", "wholly_shared", 0.9), ("q", "partly_shared", 0.4)]);
        let got = score(&gold, &found, &reading(&[], &["none", "light", "cut"]));
        assert_eq!((got.classes, got.shared, got.confidence), (None, None, None));
        assert_eq!(got.confusion.labels, ["none", "light", "cut"]);
        assert_eq!(got.confusion.counts, [[0, 0, 1], [0, 1, 0], [1, 0, 0]]);
        assert_eq!(got.order.unwrap().spearman, Some(1.0));
    }

    #[test]
    fn confidence_is_held_against_the_verdict() {
        let gold = labelled(&[("p", "wholly_shared"), ("q", "independent")]);
        let mut found = judged(&[("p", "partly_shared", 0.4), ("q", "boilerplate", 0.0)]);
        found.iter_mut().for_each(|pair| pair.confidence = Some(0.75));
        let got = score(&gold, &found, &Reading::default());
        assert_eq!(got.confidence.unwrap().error, 0.25, "both are right: the nearest class");
    }

    #[test]
    fn swapping_a_and_b_changes_nothing() {
        let gold = labelled(&[("p", "WD"), ("q", "ND")]);
        let found = judged(&[("p", "wholly_shared", 0.4), ("q", "boilerplate", 0.3)]);
        let swapped: Vec<Judged> =
            found.iter().rev().map(|pair| Judged { a: pair.b, b: pair.a, ..*pair }).collect();
        let read = reading(&METER, &["ND", "WD"]);
        assert_eq!(score(&gold, &found, &read), score(&gold, &swapped, &read));
    }
}
