//! What there is to say besides the finding: the strongest tie, whom it credits, quotes, and the rest.

use super::{Summary, capitalised};
use crate::analysis::{Analysis, Comparison};
use crate::credit::text_agencies;
use crate::report::escape::line;
use crate::report::prose::{count, counted, grouped, join, percent};
use crate::verdict::Verdict;
use std::collections::BTreeMap;

/// Most pairs in a sentence; the rest is counted.
const MOST_PAIRS: usize = 4;

impl Summary {
    /// The details of a run with these groups of pages that share copy, out of `total` pairs.
    pub(super) fn explain(
        &self,
        analysis: &Analysis,
        groups: &[Vec<usize>],
        total: usize,
    ) -> Vec<String> {
        let mut details = Vec::new();
        if total == 0 {
            return details;
        }
        let shared = self.ranked.first().map(|&at| &analysis.comparisons[at]);
        if let Some(pair) = shared.filter(|pair| pair.verdict.is_shared_copy()) {
            details.push(self.closest(pair, self.sharing_copy()));
        }
        if let [group] = groups {
            details.extend(self.credited(analysis, group));
        }
        let [_, _, quotes, boilerplate, independent] = self.verdicts;
        if quotes > 0 {
            let pairs = self.pairs(analysis, Verdict::SharedQuotes);
            let examples = self.examples(pairs, quotes);
            let verb = if quotes == 1 { "shares" } else { "share" };
            let pairs = counted(quotes, "pair");
            details.push(capitalised(format!("{pairs} {verb} quotes, but no copy: {examples}.")));
        }
        details.extend(rest(boilerplate, independent, total).map(capitalised));
        details
    }

    /// The pair with most copy in common, in numbers.
    fn closest(&self, pair: &Comparison, of: usize) -> String {
        let reasons = &pair.reasons;
        let (a, b) = (&self.names[pair.a], &self.names[pair.b]);
        let words = grouped(reasons.narrative);
        let (of_a, of_b) = (percent(reasons.share_a), percent(reasons.share_b));
        match of {
            1 => format!(
                "They have {words} words of narrative in common; with their edits, these passages are {of_a} of what \
                 {a} tells in its own voice, {of_b} of what {b} does."
            ),
            _ => format!(
                "Most is shared by {a} and {b}: {words} words of narrative; with their edits, these passages are {of_a} \
                 of what the first tells in its own voice and {of_b} of what the second does."
            ),
        }
    }

    /// Whom a group of pages that share copy credits for it.
    fn credited(&self, analysis: &Analysis, group: &[usize]) -> Option<String> {
        let mut agencies: BTreeMap<&str, usize> = BTreeMap::new();
        let mut nobody = Vec::new();
        for &index in group {
            let credits = &analysis.articles[index].credits;
            for agency in text_agencies(credits) {
                *agencies.entry(agency).or_default() += 1;
            }
            if !credits.iter().any(|credit| credit.role.credits_text()) {
                nobody.push(index);
            }
        }
        let mut agencies: Vec<(&str, usize)> = agencies.into_iter().collect();
        agencies.sort_by_key(|&(name, pages)| (std::cmp::Reverse(pages), name));
        agencies.truncate(MOST_PAIRS);
        let size = count(group.len());
        if agencies.is_empty() {
            let none =
                if group.len() == 2 { "Neither".to_owned() } else { format!("None of the {size}") };
            return Some(match nobody.len() == group.len() {
                true => format!("{none} credits an agency for its text."),
                false => format!("{none} names the agency its text comes from."),
            });
        }
        let credits = agencies.iter().map(|&(name, pages)| {
            let verb = if pages == 1 { "credits" } else { "credit" };
            format!("{} {verb} {}", count(pages), line(name))
        });
        let credits = join(&credits.collect::<Vec<_>>());
        let none = match nobody.as_slice() {
            [] => String::new(),
            [one] => format!("; {} credits no agency", self.names[*one]),
            some => format!("; {} credit no agency", self.named(some, 4)),
        };
        Some(format!("Of the {size}, {credits} for the text{none}."))
    }

    fn examples<'a>(&self, pairs: impl Iterator<Item = &'a Comparison>, all: usize) -> String {
        let most = if all == MOST_PAIRS + 1 { all } else { MOST_PAIRS };
        let examples = pairs.take(most).map(|pair| {
            let (a, b) = (&self.names[pair.a], &self.names[pair.b]);
            format!("{a} with {b} ({})", words(pair.reasons.quoted))
        });
        let mut examples: Vec<String> = examples.collect();
        if all > examples.len() {
            examples.push(format!("{} more", count(all - examples.len())));
        }
        join(&examples)
    }

    /// The pairs of one verdict, the strongest first.
    fn pairs<'a>(
        &'a self,
        analysis: &'a Analysis,
        verdict: Verdict,
    ) -> impl Iterator<Item = &'a Comparison> {
        let ranked = self.ranked.iter().map(|&at| &analysis.comparisons[at]);
        ranked.filter(move |pair| pair.verdict == verdict)
    }
}

/// What there is to say of the pairs that share neither copy nor quotes.
fn rest(boilerplate: usize, independent: usize, total: usize) -> Option<String> {
    let are = if independent == 1 { "is" } else { "are" };
    let share = if boilerplate == 1 { "shares" } else { "share" };
    let others = if boilerplate + independent < total { "the other " } else { "" };
    let beyond = "nothing in common beyond names and stock phrases";
    match (boilerplate, independent) {
        (0, 0) => None,
        (0, 1) if total == 1 => Some(format!("They have {beyond}.")),
        (0, 1) => Some(format!("The one other pair is independent: {beyond}.")),
        (0, _) => {
            Some(format!("{others}{} are independent: {beyond}.", counted(independent, "pair")))
        }
        (_, 0) => Some(format!(
            "{others}{} {share} no more than captions or page furniture.",
            counted(boilerplate, "pair")
        )),
        _ => Some(format!(
            "Of {others}{}, {} {share} no more than captions or page furniture, and {} {are} \
             independent: {beyond}.",
            counted(boilerplate + independent, "pair"),
            count(boilerplate),
            count(independent)
        )),
    }
}

fn words(count: usize) -> String {
    format!("{} {}", grouped(count), if count == 1 { "word" } else { "words" })
}
