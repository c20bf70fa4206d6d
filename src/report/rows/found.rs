//! What a search of an archive finds → rows: one a query, then one a match.

use super::four;
use crate::archive::{Answer, Match};
use crate::article::Article;
use crate::measure::{Measure, Scope};
use crate::offsets::OffsetUnit;
use crate::region::Class;
use crate::verdict::Verdict;
use serde::Serialize;

/// A query and what was found in all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchRow<'a> {
    /// `wirecopy.search/1`.
    pub schema: &'static str,
    /// The article asked about.
    pub query: &'a str,
    /// Its date as its source writes it.
    pub date: Option<&'a str>,
    /// Archived articles that may share text with it.
    pub candidates: usize,
    /// How many of them share only text that stands on pages for good; they are not compared.
    pub standing: usize,
    /// How many of the others were compared: those that seem to share most.
    pub compared: usize,
    /// Compared ones that share a run.
    pub matches: usize,
    /// How many of these have no row.
    pub rest: usize,
    /// Compared ones that share wire copy.
    pub copies: usize,
    /// The earliest dated of those; of several of one day, the one that shares most.
    pub first_seen: Option<FirstRow<'a>>,
}

/// Where a text was first seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirstRow<'a> {
    /// The article.
    pub id: &'a str,
    /// Who published it.
    pub outlet: &'a str,
    /// When, as its source writes it.
    pub date: Option<&'a str>,
}

/// An archived article that shares text with the query.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatchRow<'a> {
    /// `wirecopy.match/1`.
    pub schema: &'static str,
    /// The article asked about.
    pub query: &'a str,
    /// From 1; by shared narrative words.
    pub rank: usize,
    /// The unit of offsets, where it is not code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offsets: Option<OffsetUnit>,
    /// The archived article.
    pub id: &'a str,
    /// Who published it.
    pub outlet: &'a str,
    /// Its date as its source writes it.
    pub date: Option<&'a str>,
    /// Address of its page.
    pub url: Option<&'a str>,
    /// What the two have to do with each other.
    pub verdict: Verdict,
    /// How likely it is that the verdict is right about sharing copy or not.
    #[serde(serialize_with = "four")]
    pub confidence: f64,
    /// Whether it shares wire copy and none that does is dated before.
    pub first_seen: bool,
    /// Share of the query's narrative words that stand in the archived article.
    #[serde(serialize_with = "four")]
    pub words_query: f64,
    /// Share of the archived article's narrative words that stand in the query.
    #[serde(serialize_with = "four")]
    pub words_match: f64,
    /// Share of the query's narrative shingles that the archived article has.
    #[serde(serialize_with = "four")]
    pub containment: f64,
    /// Narrative words in passages of copy.
    pub narrative: usize,
    /// Quoted words in passages.
    pub quoted: usize,
    /// Words of boilerplate in passages.
    pub boilerplate: usize,
    /// What they share, from the first to the last in the query.
    pub passages: Vec<PlaceRow>,
}

/// A shared passage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PlaceRow {
    /// Where it starts in the query.
    pub query_start: usize,
    /// Where it ends in the query.
    pub query_end: usize,
    /// Where it starts in the archived article.
    pub start: usize,
    /// Where it ends in the archived article.
    pub end: usize,
    /// What it mostly is.
    pub class: Class,
    /// Equal words.
    pub matched: usize,
}

impl<'a> SearchRow<'a> {
    /// The row of an answer of which `shown` matches have rows.
    pub fn of(query: &'a Article, answer: &'a Answer, shown: usize) -> SearchRow<'a> {
        let first = answer.matches.iter().find(|found| found.first).map(|found| FirstRow {
            id: &found.entry.id,
            outlet: &found.entry.outlet,
            date: found.entry.date.as_deref(),
        });
        let copies = answer.matches.iter().filter(|found| found.pair.verdict.is_shared_copy());
        SearchRow {
            schema: "wirecopy.search/1",
            query: &query.id,
            date: query.date.as_deref(),
            candidates: answer.candidates,
            standing: answer.standing,
            compared: answer.compared,
            matches: answer.matches.len(),
            rest: answer.matches.len().saturating_sub(shown),
            copies: copies.count(),
            first_seen: first,
        }
    }

    /// The same in a sentence, without what names the query.
    pub fn sentence(&self) -> String {
        let SearchRow { candidates, standing, compared, copies, .. } = *self;
        let mut text = format!("{copies} archived articles share wire copy with it");
        if let Some(first) = &self.first_seen {
            let date = first.date.unwrap_or_default();
            text += &format!("; first seen on {date} in {} ({})", first.outlet, first.id);
        }
        if standing > 0 {
            text += &format!("; {standing} share only text that stands on many pages");
        }
        if compared + standing < candidates {
            text += &format!("; {compared} of {candidates} candidates were compared");
        }
        if self.rest > 0 {
            text += &format!("; {} more matches are not shown", self.rest);
        }
        text
    }
}

impl<'a> MatchRow<'a> {
    /// The row of the match of this rank.
    pub fn of(query: &'a Article, rank: usize, found: &'a Match, unit: OffsetUnit) -> MatchRow<'a> {
        let (entry, pair) = (&found.entry, &found.pair);
        let back = pair.overlap.mirrored();
        let place = |passage: &crate::analysis::Passage| {
            let there = query.offsets.convert(passage.a, unit);
            let here = found.article.offsets.convert(passage.b, unit);
            PlaceRow {
                query_start: there.start,
                query_end: there.end,
                start: here.start,
                end: here.end,
                class: passage.class,
                matched: passage.matched,
            }
        };
        MatchRow {
            schema: "wirecopy.match/1",
            query: &query.id,
            rank,
            offsets: unit.stated(),
            id: &entry.id,
            outlet: &entry.outlet,
            date: entry.date.as_deref(),
            url: entry.url.as_deref(),
            verdict: pair.verdict,
            confidence: pair.reasons.confidence(pair.verdict),
            first_seen: found.first,
            words_query: Measure::Words.of(&pair.overlap, Scope::Narrative),
            words_match: Measure::Words.of(&back, Scope::Narrative),
            containment: Measure::Containment.of(&pair.overlap, Scope::Narrative),
            narrative: pair.reasons.narrative,
            quoted: pair.reasons.quoted,
            boilerplate: pair.reasons.boilerplate,
            passages: pair.passages.iter().map(place).collect(),
        }
    }
}
