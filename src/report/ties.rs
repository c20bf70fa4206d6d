//! Analysis → what its summary counts: names of articles, pairs by strength, groups tied by shared copy.

use super::escape::line;
use crate::analysis::{Analysis, Comparison, Pairs};
use crate::article::Article;
use std::collections::BTreeMap;

/// A name for each article: its outlet, with the id where several have that outlet.
pub(super) fn names(analysis: &Analysis) -> Vec<String> {
    let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
    for article in &analysis.articles {
        *outlets.entry(&article.outlet).or_default() += 1;
    }
    let name = |article: &Article| {
        let (outlet, id) = (line(&article.outlet), line(&article.id));
        match outlets.get(article.outlet.as_str()) {
            _ if outlet.is_empty() => id,
            Some(1) => outlet,
            _ => format!("{outlet} ({id})"),
        }
    };
    analysis.articles.iter().map(name).collect()
}

/// Indices of the pairs, the strongest first: by verdict, then words in common.
pub(super) fn rank(pairs: &[Comparison]) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..pairs.len()).collect();
    ranked.sort_by_key(|&at| {
        let reasons = &pairs[at].reasons;
        let words = (reasons.narrative, reasons.quoted, reasons.boilerplate);
        (pairs[at].verdict, std::cmp::Reverse(words), at)
    });
    ranked
}

/// How many pairs the run was asked about.
pub(super) fn pairs_in_question(analysis: &Analysis) -> usize {
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
pub(super) fn groups(analysis: &Analysis) -> Vec<Vec<usize>> {
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
