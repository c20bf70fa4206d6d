//! An article → the archived articles that share text with it, and which of them came first.
//!
//! Its kept hashes are looked up (`lists`). What was printed so often, so long and by so few that it is
//! a box and no story is boilerplate, whatever the page says (`standing`). The places of the others tell
//! how much of its narrative each candidate has, without reading a candidate; those that seem to have
//! most are read and compared as in a run.

use super::rank::Candidate;
use super::{Archive, Entry};
use crate::align::{Aligner, runs::Table};
use crate::analysis::{Comparison, Options, compare_two};
use crate::article::{Article, Dissection};
use crate::date::Day;
use crate::error::Result;
use crate::region::Class;
use rayon::prelude::*;
use std::borrow::Cow;

/// What a search finds.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Archived articles that share a kept hash with the article asked about.
    pub candidates: usize,
    /// How many of them share only text that stands on pages for good; they are not compared.
    pub standing: usize,
    /// How many of the others were compared: those that seem to share most narrative.
    pub compared: usize,
    /// Those of them that share a run, by shared narrative words, most first, then by all equal words
    /// and by id.
    pub matches: Vec<Match>,
    /// The earliest day of those that share wire copy.
    pub first: Option<Day>,
}

/// An archived article that shares text.
#[derive(Clone, Debug)]
pub struct Match {
    /// What the archive knows of it.
    pub entry: Entry,
    /// The article.
    pub article: Article,
    /// The comparison; `a` is the article asked about.
    pub pair: Comparison,
    /// Whether it shares wire copy and none that does is dated before.
    pub first: bool,
}

/// Candidates read at a time, so that all threads have work.
const TOGETHER: usize = 4;

impl Archive {
    /// Which archived articles share text with `article`, whose unit and `k` are the archive's. Of
    /// its candidates the best `most` are compared, with the `gap` and `passage` of `options`; `how`
    /// takes them apart where the archive holds texts.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn search(
        &self,
        article: &Article,
        how: &Dissection,
        options: &Options,
        most: usize,
    ) -> Result<Answer> {
        let kept = self.options();
        let (k, run) = (kept.k, Some(kept.run));
        let options = Options { unit: kept.unit, k, run, ..options.clone() };
        let lists = self.lists(&article.fingerprint)?;
        let standing = self.standing(&lists)?;
        let mut article = Cow::Borrowed(article);
        if !standing.is_empty() {
            let classes = &mut article.to_mut().fingerprint.classes;
            standing.iter().for_each(|part| classes[part.tokens.clone()].fill(Class::Boilerplate));
        }
        let article = &*article;
        let ranking = self.rank(&lists, &article.fingerprint.classes, &standing, most)?;
        let mut candidates = ranking.best;
        candidates.sort_unstable_by_key(|candidate| candidate.number);
        let compared = candidates.len();
        let matches = candidates.par_chunks(TOGETHER).map(|candidates| {
            let mut aligner = Aligner::of(&article.fingerprint);
            let (mut matches, mut near) = (Vec::new(), [None, None]);
            for Candidate { number, .. } in candidates {
                let (entry, other) = self.entry_and_article(*number, how, &mut near)?;
                let distinct = Table::of(&other.fingerprint).distinct();
                let made = compare_two(&mut aligner, [article, &other], [0, 1], distinct, &options);
                let found = |(pair, _)| Match { entry, article: other, pair, first: false };
                matches.extend(made.map(found));
            }
            Ok(matches)
        });
        let mut matches = matches.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
        let first = mark_first(&mut matches);
        let matched = |x: &Match| x.pair.passages.iter().map(|p| p.matched).sum::<usize>();
        matches.sort_by_cached_key(|found| {
            let narrative = std::cmp::Reverse(found.pair.reasons.narrative);
            (narrative, std::cmp::Reverse(matched(found)), found.entry.id.clone())
        });
        let (candidates, standing) = (ranking.all, ranking.all - ranking.own);
        Ok(Answer { candidates, standing, compared, matches, first })
    }
}

/// Marks those of the earliest day among the ones that share wire copy.
fn mark_first(matches: &mut Vec<Match>) -> Option<Day> {
    let day = |found: &Match| {
        let day = found.entry.date.as_deref().and_then(Day::of);
        day.filter(|_| found.pair.verdict.is_shared_copy())
    };
    let first = matches.iter().filter_map(day).min();
    for found in matches {
        found.first = first.is_some() && day(found) == first;
    }
    first
}
