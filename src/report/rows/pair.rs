//! A pair → its row: verdict, measures, reasons.

use super::{four, four_if_any};
use crate::analysis::{Analysis, Comparison};
use crate::article::Article;
use crate::credit::text_agencies;
use crate::measure::{Measure, Scope};
use crate::verdict::Verdict;
use serde::Serialize;

/// The measures of a pair. Without a prefix they count narrative on both sides
/// ([`Scope::Narrative`]); `page_…` counts whole pages, boilerplate included ([`Scope::All`]).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairRow<'a> {
    /// `wirecopy.pair/1`.
    pub schema: &'static str,
    /// The smaller id.
    pub a: &'a str,
    /// The other id.
    pub b: &'a str,
    /// Who published `a`.
    pub outlet_a: &'a str,
    /// Who published `b`.
    pub outlet_b: &'a str,
    /// Whether one outlet published both.
    pub same_outlet: bool,
    /// What they have to do with each other.
    pub verdict: Verdict,
    /// How likely it is that the verdict is right about the pair sharing copy or not.
    #[serde(serialize_with = "four")]
    pub confidence: f64,
    /// Share of `a`'s narrative words that stand in `b` inside a shared shingle.
    #[serde(serialize_with = "four")]
    pub words_ab: f64,
    /// Share of `b`'s narrative words that stand in `a`.
    #[serde(serialize_with = "four")]
    pub words_ba: f64,
    /// Share of `a`'s narrative shingles that `b` has.
    #[serde(serialize_with = "four")]
    pub containment_ab: f64,
    /// Share of `b`'s narrative shingles that `a` has.
    #[serde(serialize_with = "four")]
    pub containment_ba: f64,
    /// Jaccard of narrative shingles.
    #[serde(serialize_with = "four")]
    pub jaccard: f64,
    /// Dice of narrative shingles.
    #[serde(serialize_with = "four")]
    pub dice: f64,
    /// Overlap coefficient of narrative shingles.
    #[serde(serialize_with = "four")]
    pub overlap_coefficient: f64,
    /// Share of `a`'s words, whole page, that stand in `b`.
    #[serde(serialize_with = "four")]
    pub page_words_ab: f64,
    /// Share of `b`'s words, whole page, that stand in `a`.
    #[serde(serialize_with = "four")]
    pub page_words_ba: f64,
    /// Share of `a`'s shingles, whole page, that `b` has.
    #[serde(serialize_with = "four")]
    pub page_containment_ab: f64,
    /// Share of `b`'s shingles, whole page, that `a` has.
    #[serde(serialize_with = "four")]
    pub page_containment_ba: f64,
    /// Jaccard of the shingles of whole pages.
    #[serde(serialize_with = "four")]
    pub page_jaccard: f64,
    /// Dice of the shingles of whole pages.
    #[serde(serialize_with = "four")]
    pub page_dice: f64,
    /// Overlap coefficient of the shingles of whole pages.
    #[serde(serialize_with = "four")]
    pub page_overlap_coefficient: f64,
    /// How alike the headlines are, by word pairs.
    #[serde(serialize_with = "four")]
    pub headline: f64,
    /// How far one is made from the other, 0 to 1, in a search for rewritten copy; else null.
    #[serde(serialize_with = "four_if_any")]
    pub derivation: Option<f64>,
    /// Passages of the pair.
    pub passages: usize,
    /// What the verdict was decided from.
    pub reasons: ReasonsRow<'a>,
}

/// The reasons of a verdict, in words counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReasonsRow<'a> {
    /// Narrative words in passages of copy.
    pub narrative: usize,
    /// How many of them are no parts of names.
    pub prose: usize,
    /// Quoted words in passages.
    pub quoted: usize,
    /// Words of boilerplate in passages.
    pub boilerplate: usize,
    /// Share of `a`'s narrative that stands in passages, edits inside of them included.
    #[serde(serialize_with = "four")]
    pub share_a: f64,
    /// The same of `b`.
    #[serde(serialize_with = "four")]
    pub share_b: f64,
    /// Equal words of the longest passage.
    pub longest: usize,
    /// How alike the two are besides what they share, 0 to 1, where that is so little that it
    /// cannot be copy; else null.
    #[serde(serialize_with = "four_if_any")]
    pub likeness: Option<f64>,
    /// Agencies credited with the text of `a`.
    pub agencies_a: Vec<&'a str>,
    /// Agencies credited with the text of `b`.
    pub agencies_b: Vec<&'a str>,
}

impl<'a> PairRow<'a> {
    /// The row of a pair of `analysis`.
    pub fn of(analysis: &'a Analysis, pair: &Comparison) -> PairRow<'a> {
        PairRow::between(&analysis.articles[pair.a], &analysis.articles[pair.b], pair)
    }

    /// The row of a pair of these articles.
    pub fn between(a: &'a Article, b: &'a Article, pair: &Comparison) -> PairRow<'a> {
        let (there, back) = (pair.overlap, pair.overlap.mirrored());
        let narrative = |measure: Measure| measure.of(&there, Scope::Narrative);
        let page = |measure: Measure| measure.of(&there, Scope::All);
        PairRow {
            schema: "wirecopy.pair/1",
            a: &a.id,
            b: &b.id,
            outlet_a: &a.outlet,
            outlet_b: &b.outlet,
            same_outlet: pair.same_outlet,
            verdict: pair.verdict,
            confidence: pair.reasons.confidence(pair.verdict),
            words_ab: narrative(Measure::Words),
            words_ba: Measure::Words.of(&back, Scope::Narrative),
            containment_ab: narrative(Measure::Containment),
            containment_ba: Measure::Containment.of(&back, Scope::Narrative),
            jaccard: narrative(Measure::Jaccard),
            dice: narrative(Measure::Dice),
            overlap_coefficient: narrative(Measure::OverlapCoefficient),
            page_words_ab: page(Measure::Words),
            page_words_ba: Measure::Words.of(&back, Scope::All),
            page_containment_ab: page(Measure::Containment),
            page_containment_ba: Measure::Containment.of(&back, Scope::All),
            page_jaccard: page(Measure::Jaccard),
            page_dice: page(Measure::Dice),
            page_overlap_coefficient: page(Measure::OverlapCoefficient),
            headline: pair.headline,
            derivation: pair.reasons.derivation,
            passages: pair.passages.len(),
            reasons: ReasonsRow {
                narrative: pair.reasons.narrative,
                prose: pair.reasons.prose,
                quoted: pair.reasons.quoted,
                boilerplate: pair.reasons.boilerplate,
                share_a: pair.reasons.share_a,
                share_b: pair.reasons.share_b,
                longest: pair.reasons.longest,
                likeness: pair
                    .reasons
                    .relation
                    .filter(|relation| relation.is_distant())
                    .map(|relation| relation.likeness),
                agencies_a: text_agencies(&a.credits),
                agencies_b: text_agencies(&b.credits),
            },
        }
    }
}
