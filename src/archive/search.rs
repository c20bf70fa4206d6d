//! An article → the archived articles that share text with it, and which of them came first.
//!
//! Its kept hashes are looked up. The places where they stand in the article tell how much of its
//! narrative each candidate has, without reading a candidate; those that seem to have most are read and
//! compared as in a run. Candidates are taken apart one by one: lines that recur in an outlet are not known.

use super::{Archive, Entry, Posting};
use crate::align::{Aligner, runs::Table};
use crate::analysis::{Comparison, Options, compare_two};
use crate::article::{Article, Dissection};
use crate::date::Day;
use crate::error::Result;
use crate::region::Class;
use rayon::prelude::*;

/// What a search finds.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Archived articles that share a kept hash with the article asked about.
    pub candidates: usize,
    /// How many of them were compared: those that seem to share most narrative.
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

/// A candidate and how much of the article's text it seems to have.
struct Candidate {
    /// Narrative tokens, then all tokens, under shared hashes.
    covered: [usize; 2],
    number: u32,
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
        let mut candidates = self.candidates(article)?;
        let count = candidates.len();
        if count > most {
            // Equal ones by number, which is the order of adding.
            let key = |x: &Candidate| (std::cmp::Reverse(x.covered), x.number);
            candidates.select_nth_unstable_by_key(most, key);
            candidates.truncate(most);
        }
        candidates.sort_unstable_by_key(|candidate| candidate.number);
        let compared = candidates.len();
        let matches = candidates.par_chunks(TOGETHER).map(|candidates| {
            let mut aligner = Aligner::of(&article.fingerprint);
            let mut matches = Vec::new();
            for candidate in candidates {
                matches.extend(self.compare(
                    candidate.number,
                    article,
                    &mut aligner,
                    how,
                    &options,
                )?);
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
        Ok(Answer { candidates: count, compared, matches, first })
    }

    fn compare(
        &self,
        number: u32,
        article: &Article,
        aligner: &mut Aligner,
        how: &Dissection,
        options: &Options,
    ) -> Result<Option<Match>> {
        let (entry, other) = self.entry_and_article(number, how)?;
        let distinct = Table::of(&other.fingerprint).distinct();
        let made = compare_two(aligner, [article, &other], [0, 1], distinct, options);
        Ok(made.map(|(pair, _)| Match { entry, article: other, pair, first: false }))
    }

    /// The archived articles that share a kept hash with `article`, by number.
    fn candidates(&self, article: &Article) -> Result<Vec<Candidate>> {
        let fingerprint = &article.fingerprint;
        let sieve = self.sieve();
        let mut kept: Vec<(u64, u32)> =
            sieve.keep_at(&fingerprint.shingles).into_iter().map(|(at, hash)| (hash, at)).collect();
        kept.sort_unstable();
        let hashes: Vec<u64> = kept.iter().map(|&(hash, _)| hash).collect();
        let mut found: Vec<(u32, u32)> = Vec::new();
        let postings = self.lookup(&hashes)?;
        let mut at = 0;
        for same in postings.chunk_by(|x, y| x.hash == y.hash) {
            at += kept[at..].partition_point(|&(hash, _)| hash < same[0].hash);
            let places = kept[at..].iter().take_while(|&&(hash, _)| hash == same[0].hash);
            let places: Vec<u32> = places.map(|&(_, place)| place).collect();
            let mut last = None;
            for &Posting { document, .. } in same {
                if last.replace(document) != Some(document) {
                    found.extend(places.iter().map(|&place| (document, place)));
                }
            }
        }
        found.sort_unstable();
        // Narrative tokens before each place.
        let mut before = vec![0u32];
        for &class in &fingerprint.classes {
            before.push(before[before.len() - 1] + u32::from(class == Class::Narrative));
        }
        let (tokens, length) = (fingerprint.classes.len(), sieve.gram(fingerprint.k));
        let candidates = found.chunk_by(|x, y| x.0 == y.0).map(|same| {
            let (mut covered, mut reached) = ([0; 2], 0);
            for &(_, place) in same {
                let (start, end) = ((place as usize).max(reached), place as usize + length);
                let end = end.min(tokens).max(start);
                covered[0] += (before[end] - before[start]) as usize;
                covered[1] += end - start;
                reached = end;
            }
            Candidate { covered, number: same[0].0 }
        });
        Ok(candidates.collect())
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
