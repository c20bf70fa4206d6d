//! Analysis → what it found, in sentences: who shares wire copy with whom, and whose copy it is said to be.
//!
//! Everything said is a count of verdicts, reasons and credits; nothing depends on the texts.

use super::escape::line;
use super::prose::{agree, count, counted, grouped, join, percent};
use crate::analysis::{Analysis, Comparison, Pairs};
use crate::credit::text_agencies;
use crate::verdict::Verdict;
use std::collections::BTreeMap;

/// What a run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Who shares wire copy with whom, in one sentence.
    pub finding: String,
    /// What there is to say besides, a sentence or two each.
    pub details: Vec<String>,
    /// How many pairs have each verdict, in the order of [`Verdict::ALL`]; pairs that share nothing
    /// count as independent.
    pub verdicts: [usize; 5],
    /// A name for each article: its outlet, with the id where an outlet has several.
    pub names: Vec<String>,
    /// Indices of the comparisons, the strongest first: by verdict, then words in common.
    pub ranked: Vec<usize>,
}

/// Most names in a sentence; the rest is counted.
const MOST_NAMES: usize = 9;
/// Most pairs in a sentence; the rest is counted.
const MOST_PAIRS: usize = 4;
/// Most groups whose members are named.
const MOST_GROUPS: usize = 3;

impl Summary {
    /// The summary of a run.
    pub fn of(analysis: &Analysis) -> Summary {
        let names = names(analysis);
        let ranked = rank(&analysis.comparisons);
        let mut verdicts = [0; 5];
        for pair in &analysis.comparisons {
            verdicts[pair.verdict as usize] += 1;
        }
        let total = pairs_in_question(analysis);
        verdicts[Verdict::Independent as usize] += total - analysis.comparisons.len();
        let mut summary =
            Summary { names, ranked, verdicts, finding: String::new(), details: Vec::new() };
        let groups = groups(analysis);
        summary.finding = summary.find(analysis, &groups, total);
        summary.details = summary.explain(analysis, &groups, total);
        summary
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

    /// How many pairs share wire copy.
    pub fn sharing_copy(&self) -> usize {
        let shared = Verdict::ALL.iter().filter(|verdict| verdict.is_shared_copy());
        shared.map(|&verdict| self.verdicts[verdict as usize]).sum()
    }

    fn find(&self, analysis: &Analysis, groups: &[Vec<usize>], total: usize) -> String {
        let pages = analysis.articles.len();
        let listed = matches!(analysis.options.pairs, Pairs::Listed(_));
        let members: usize = groups.iter().map(Vec::len).sum();
        let named = |group: &[usize]| self.named(group, MOST_NAMES);
        match (pages, total, groups) {
            (0, ..) => "There is no page to compare.".to_owned(),
            (1, ..) => "There is one page only, and nothing to compare it with.".to_owned(),
            (_, 0, _) => "No two pages were compared.".to_owned(),
            (2, _, []) => format!("{} do not share wire copy.", self.named(&[0, 1], 2)),
            (2, _, _) => format!("{} share wire copy.", self.named(&[0, 1], 2)),
            (_, 1, []) => "The one pair compared does not share wire copy.".to_owned(),
            (_, _, []) if listed => {
                format!("None of the {} compared shares wire copy.", counted(total, "pair"))
            }
            (_, _, []) => format!("No two of these {} pages share wire copy.", count(pages)),
            (_, _, [group]) if group.len() == 2 => {
                format!("Two of these {} pages share wire copy: {}.", count(pages), named(group))
            }
            (_, _, [group]) if group.len() == pages => {
                format!("All {} pages are tied together by shared wire copy.", count(pages))
            }
            (_, _, [group]) => capitalised(format!(
                "{} of these {} pages share wire copy: {}.",
                count(members),
                count(pages),
                named(group)
            )),
            _ if groups.len() <= MOST_GROUPS && members <= MOST_NAMES => capitalised(format!(
                "{} of these {} pages share wire copy, in {} groups: {}.",
                count(members),
                count(pages),
                count(groups.len()),
                groups.iter().map(|group| named(group)).collect::<Vec<_>>().join("; ")
            )),
            _ => capitalised(format!(
                "{} of these {} pages share wire copy, in {} groups; the largest has {}.",
                count(members),
                count(pages),
                count(groups.len()),
                count(groups[0].len())
            )),
        }
    }

    fn explain(&self, analysis: &Analysis, groups: &[Vec<usize>], total: usize) -> Vec<String> {
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
        let [wholly, partly, quotes, boilerplate, independent] = self.verdicts;
        if wholly + partly > 1 {
            let parts = [(wholly, "wholly shared copy"), (partly, "partly")];
            let parts = parts.into_iter().filter(|&(pairs, _)| pairs > 0);
            let parts = parts.map(|(pairs, what)| match what {
                "partly" if wholly == 0 => format!("{} partly shared copy", agree(pairs, "pair")),
                "partly" => format!("{} {what}", count(pairs)),
                _ => format!("{} {what}", agree(pairs, "pair")),
            });
            details.push(capitalised(format!("{}.", join(&parts.collect::<Vec<_>>()))));
        }
        if quotes > 0 {
            let pairs = self.pairs(analysis, Verdict::SharedQuotes);
            let examples = self.examples(pairs, quotes, |pair| pair.reasons.quoted);
            let verb = if quotes == 1 { "shares" } else { "share" };
            let pairs = counted(quotes, "pair");
            details.push(capitalised(format!("{pairs} {verb} quotes, but no copy: {examples}.")));
        }
        if boilerplate > 0 {
            let verb = if boilerplate == 1 { "shares" } else { "share" };
            let pairs = counted(boilerplate, "pair");
            details.push(capitalised(format!(
                "{pairs} {verb} no more than captions or page furniture."
            )));
        }
        if independent > 0 {
            let the_rest = match (independent, independent == total) {
                (1, true) => return details,
                (_, true) => format!("all {} are", counted(independent, "pair")),
                (1, false) => "the one other pair is".to_owned(),
                (_, false) => format!("the other {} are", counted(independent, "pair")),
            };
            details.push(capitalised(format!(
                "{the_rest} independent: nothing in common beyond names and stock phrases."
            )));
        }
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
                "They have {words} words of narrative in common: {of_a} of what {a} tells in its own \
                 voice, {of_b} of what {b} does."
            ),
            _ => format!(
                "Most is shared by {a} and {b}: {words} words of narrative, {of_a} of the one's and \
                 {of_b} of the other's."
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
            return Some(match nobody.len() == group.len() {
                true => format!("None of the {size} credits an agency for its text."),
                false => format!("None of the {size} names the agency its text comes from."),
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

    fn examples<'a>(
        &self,
        pairs: impl Iterator<Item = &'a Comparison>,
        all: usize,
        words: impl Fn(&Comparison) -> usize,
    ) -> String {
        let most = if all == MOST_PAIRS + 1 { all } else { MOST_PAIRS };
        let examples = pairs.take(most).map(|pair| {
            let (a, b) = (&self.names[pair.a], &self.names[pair.b]);
            format!("{a} with {b} ({})", counted_words(words(pair)))
        });
        let mut examples: Vec<String> = examples.collect();
        if all > examples.len() {
            examples.push(format!("{} more", count(all - examples.len())));
        }
        join(&examples)
    }

    fn named(&self, articles: &[usize], most: usize) -> String {
        let most = if articles.len() == most + 1 { most + 1 } else { most };
        let mut names: Vec<String> =
            articles.iter().take(most).map(|&index| self.names[index].clone()).collect();
        if articles.len() > most {
            names.push(format!("{} more", count(articles.len() - most)));
        }
        join(&names)
    }
}

fn counted_words(words: usize) -> String {
    format!("{} {}", grouped(words), if words == 1 { "word" } else { "words" })
}

fn capitalised(sentence: String) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A name for each article: its outlet, with the id where several have that outlet.
fn names(analysis: &Analysis) -> Vec<String> {
    let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
    for article in &analysis.articles {
        *outlets.entry(&article.outlet).or_default() += 1;
    }
    let name = |article: &crate::article::Article| {
        let (outlet, id) = (line(&article.outlet), line(&article.id));
        match outlets.get(article.outlet.as_str()) {
            _ if outlet.is_empty() => id,
            Some(1) => outlet,
            _ => format!("{outlet} ({id})"),
        }
    };
    analysis.articles.iter().map(name).collect()
}

fn rank(pairs: &[Comparison]) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..pairs.len()).collect();
    ranked.sort_by_key(|&at| {
        let reasons = &pairs[at].reasons;
        let words = (reasons.narrative, reasons.quoted, reasons.boilerplate);
        (pairs[at].verdict, std::cmp::Reverse(words), at)
    });
    ranked
}

/// How many pairs the run was asked about.
fn pairs_in_question(analysis: &Analysis) -> usize {
    let two_of = |count: usize| count * count.saturating_sub(1) / 2;
    if matches!(analysis.options.pairs, Pairs::Listed(_)) {
        return analysis.comparisons.len();
    }
    let mut total = two_of(analysis.articles.len());
    if analysis.options.cross_outlet {
        let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
        for article in &analysis.articles {
            *outlets.entry(&article.outlet).or_default() += 1;
        }
        total -= outlets.into_values().map(two_of).sum::<usize>();
    }
    total.max(analysis.comparisons.len())
}

/// Articles tied by shared copy, directly or through others; the largest group first.
fn groups(analysis: &Analysis) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..analysis.articles.len()).collect();
    fn find(root: &mut [usize], mut i: usize) -> usize {
        while root[i] != i {
            root[i] = root[root[i]];
            i = root[i];
        }
        i
    }
    for pair in analysis.comparisons.iter().filter(|pair| pair.verdict.is_shared_copy()) {
        let (x, y) = (find(&mut root, pair.a), find(&mut root, pair.b));
        root[x.max(y)] = x.min(y);
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..root.len() {
        let first = find(&mut root, index);
        groups.entry(first).or_default().push(index);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|g| g.len() > 1).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
    groups
}
