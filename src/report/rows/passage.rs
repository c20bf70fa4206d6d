//! A passage → its row: where it stands on both sides, and the edits inside it.

use super::{four_if_any, one};
use crate::analysis::{Analysis, Comparison, Edit, Passage};
use crate::article::Article;
use crate::offsets::OffsetUnit;
use crate::region::Class;
use crate::span::Span;
use serde::Serialize;

/// A shared stretch of two articles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PassageRow<'a> {
    /// `wirecopy.passage/1`.
    pub schema: &'static str,
    /// The smaller id.
    pub a: &'a str,
    /// The other id.
    pub b: &'a str,
    /// The unit of offsets, where it is not code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offsets: Option<OffsetUnit>,
    /// Where it starts in `a`.
    pub a_start: usize,
    /// Where it ends in `a`.
    pub a_end: usize,
    /// Where it starts in `b`.
    pub b_start: usize,
    /// Where it ends in `b`.
    pub b_end: usize,
    /// What it mostly is.
    pub class: Class,
    /// Equal words.
    pub matched: usize,
    /// Words it reaches over in `a`.
    pub words_a: usize,
    /// Words it reaches over in `b`.
    pub words_b: usize,
    /// The most equal words in a row.
    pub longest: usize,
    /// How surprising it would be by chance: `2^-bits` passages at least so surprising are to be
    /// expected between two unrelated articles of these lengths.
    #[serde(serialize_with = "one")]
    pub bits: f32,
    /// How much likelier the words are if one was made from the other, in bits; only of a passage
    /// found as rewritten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<f32>,
    /// What differs inside.
    pub edits: Vec<EditRow<'a>>,
    /// Its words in `a`, if asked for and at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a_text: Option<&'a str>,
    /// Its words in `b`, if asked for and at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b_text: Option<&'a str>,
}

/// A difference inside a passage; one side may be empty.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EditRow<'a> {
    /// Where it starts in `a`.
    pub a_start: usize,
    /// Where it ends in `a`.
    pub a_end: usize,
    /// Where it starts in `b`.
    pub b_start: usize,
    /// Where it ends in `b`.
    pub b_end: usize,
    /// The words of `a`, if asked for and at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a_text: Option<&'a str>,
    /// The words of `b`, if asked for and at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b_text: Option<&'a str>,
    /// How alike they are: one minus the Levenshtein distance over the longer one's length, in
    /// characters (`strsim`). Only with the words, and not for edits above 2,000 bytes.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "four_if_any")]
    pub similarity: Option<f64>,
}

/// Longest side of an edit whose similarity is computed, in bytes: its cost is quadratic.
const LONGEST_EDIT: usize = 2_000;

impl<'a> PassageRow<'a> {
    /// The row of a passage of `pair`; `words` adds the texts where they are at hand.
    pub fn of(
        analysis: &'a Analysis,
        pair: &Comparison,
        passage: &Passage,
        unit: OffsetUnit,
        words: bool,
    ) -> PassageRow<'a> {
        let (x, y) = (&analysis.articles[pair.a], &analysis.articles[pair.b]);
        PassageRow::between(x, y, passage, unit, words)
    }

    /// The row of a passage of two articles.
    pub fn between(
        x: &'a Article,
        y: &'a Article,
        passage: &Passage,
        unit: OffsetUnit,
        words: bool,
    ) -> PassageRow<'a> {
        let (a, b) = (x.offsets.convert(passage.a, unit), y.offsets.convert(passage.b, unit));
        PassageRow {
            schema: "wirecopy.passage/1",
            a: &x.id,
            b: &y.id,
            offsets: unit.stated(),
            a_start: a.start,
            a_end: a.end,
            b_start: b.start,
            b_end: b.end,
            class: passage.class,
            matched: passage.matched,
            words_a: passage.words_a,
            words_b: passage.words_b,
            longest: passage.longest,
            bits: passage.bits,
            likelihood: passage.likelihood,
            edits: passage.edits.iter().map(|e| EditRow::of(x, y, e, unit, words)).collect(),
            a_text: text_of(x, passage.a, words),
            b_text: text_of(y, passage.b, words),
        }
    }
}

impl<'a> EditRow<'a> {
    fn of(
        x: &'a Article,
        y: &'a Article,
        edit: &Edit,
        unit: OffsetUnit,
        words: bool,
    ) -> EditRow<'a> {
        let (a, b) = (x.offsets.convert(edit.a, unit), y.offsets.convert(edit.b, unit));
        let (a_text, b_text) = (text_of(x, edit.a, words), text_of(y, edit.b, words));
        let similarity = a_text.zip(b_text).filter(|(s, t)| s.len().max(t.len()) <= LONGEST_EDIT);
        EditRow {
            a_start: a.start,
            a_end: a.end,
            b_start: b.start,
            b_end: b.end,
            a_text,
            b_text,
            similarity: similarity.map(|(s, t)| strsim::normalized_levenshtein(s, t)),
        }
    }
}

fn text_of(article: &Article, span: Span, words: bool) -> Option<&str> {
    article.text.as_deref().filter(|_| words).and_then(|text| text.get(span.range()))
}
