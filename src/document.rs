//! One article as it was read, and a run's worth of them.

use crate::region::Region;
use crate::span::Span;

/// One article. `text` is final: it was decoded and repaired while reading, and every [`Span`] of
/// the analysis counts its bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Unique in its corpus: a path relative to the input folder, or the `id` of a row.
    pub id: String,
    /// Who published it; the id's first folder or file stem where nothing else is known.
    pub outlet: String,
    /// The headline where the source states it apart from the text.
    pub title: Option<String>,
    /// Date of publication as the source writes it.
    pub date: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Primary language subtag (BCP 47, lower case), from the source or detected.
    pub language: Option<String>,
    /// The whole text in UTF-8.
    pub text: String,
    /// Regions the format itself states (an HTML caption or heading), sorted, not overlapping.
    pub marked: Vec<Region>,
    /// Block quotes the format itself states, sorted, not overlapping.
    pub block_quotes: Vec<Span>,
    /// How many damaged characters were repaired while reading.
    pub repairs: usize,
    /// Other fields of a row, passed through to row outputs.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// An input that could not be read, and why: reported and counted, never silently dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// File or row.
    pub path: String,
    /// What was wrong and what to do about it, in one line.
    pub reason: String,
}

/// The documents of a run, sorted by id, ids unique.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Short name, used in titles and as the folder of a report.
    pub name: String,
    /// The documents, sorted by id.
    pub documents: Vec<Document>,
    /// The id of the one that was given first.
    pub first: Option<String>,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
}

impl Corpus {
    /// A corpus of these documents, in the order of their ids.
    pub fn of(name: impl Into<String>, mut documents: Vec<Document>) -> Corpus {
        let first = documents.first().map(|given| given.id.clone());
        documents.sort_by(|x, y| x.id.cmp(&y.id));
        Corpus { name: name.into(), documents, first, skipped: Vec::new() }
    }
}
