//! An article → its rows: credits, regions and quotes.

use crate::article::Article;
use crate::credit::{Reason, Role};
use crate::offsets::OffsetUnit;
use crate::region::RegionKind;
use crate::span::Span;
use serde::Serialize;

/// The credits of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CreditsRow<'a> {
    /// `wirecopy.credits/1`.
    pub schema: &'static str,
    /// The article.
    pub id: &'a str,
    /// The unit of offsets, where it is not code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offsets: Option<OffsetUnit>,
    /// Its credits, by place.
    pub credits: Vec<CreditRow<'a>>,
}

/// One credit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CreditRow<'a> {
    /// Short name; null for an agency the page does not name.
    pub agency: Option<&'a str>,
    /// What it is credited with.
    pub role: Role,
    /// The rule that saw it.
    pub reason: Reason,
    /// Where the words that say so start.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// Whether it was taken over from an article that shares its text.
    pub inferred: bool,
}

impl<'a> CreditsRow<'a> {
    /// The row of an article.
    pub fn of(article: &'a Article, unit: OffsetUnit) -> CreditsRow<'a> {
        let credits = article.credits.iter().map(|credit| {
            let span = article.offsets.convert(credit.span, unit);
            CreditRow {
                agency: credit.agency.as_deref(),
                role: credit.role,
                reason: credit.reason,
                start: span.start,
                end: span.end,
                inferred: credit.inferred,
            }
        });
        CreditsRow {
            schema: "wirecopy.credits/1",
            id: &article.id,
            offsets: unit.stated(),
            credits: credits.collect(),
        }
    }
}

/// The regions and quotes of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RegionsRow<'a> {
    /// `wirecopy.regions/1`.
    pub schema: &'static str,
    /// The article.
    pub id: &'a str,
    /// The unit of offsets, where it is not code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offsets: Option<OffsetUnit>,
    /// What each stretch of it is, in order.
    pub regions: Vec<RegionRow<'a>>,
    /// The stretches of body that are somebody else's words, in order.
    pub quotes: Vec<SpanRow<'a>>,
}

/// One region.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RegionRow<'a> {
    /// What it is.
    pub kind: RegionKind,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words, if asked for and at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
}

/// A stretch of an article.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SpanRow<'a> {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words, if asked for and at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
}

impl<'a> RegionsRow<'a> {
    /// The row of an article, with its words if `words`.
    pub fn of(article: &'a Article, unit: OffsetUnit, words: bool) -> RegionsRow<'a> {
        let text = |span: Span| Some(span.of(article.text.as_deref().filter(|_| words)?));
        let convert = |span| article.offsets.convert(span, unit);
        let regions = article.regions.iter().map(|region| {
            let Span { start, end } = convert(region.span);
            RegionRow { kind: region.kind, start, end, text: text(region.span) }
        });
        let quotes = article.quotes.iter().map(|&quote| {
            let Span { start, end } = convert(quote);
            SpanRow { start, end, text: text(quote) }
        });
        RegionsRow {
            schema: "wirecopy.regions/1",
            id: &article.id,
            offsets: unit.stated(),
            regions: regions.collect(),
            quotes: quotes.collect(),
        }
    }
}
