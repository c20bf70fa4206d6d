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
    /// Other fields of a row, those of up to 16 KB: an archive keeps them.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Document {
    /// Bytes of memory it takes, about.
    pub fn size(&self) -> usize {
        let text = |field: &Option<String>| field.as_ref().map_or(0, String::len);
        let fields = [&self.title, &self.date, &self.url, &self.language];
        let fields: usize = fields.into_iter().map(text).sum();
        let marks = (self.marked.len() + self.block_quotes.len()) * 16;
        let extra: usize = self.extra.iter().map(|(name, value)| name.len() + weight(value)).sum();
        self.id.len() + self.outlet.len() + self.text.len() + fields + marks + extra
    }
}

/// Bytes of memory a JSON value takes, about.
fn weight(value: &serde_json::Value) -> usize {
    use serde_json::Value;
    64 + match value {
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(weight).sum(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| name.len() + weight(value)).sum()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// An input that could not be read, and why: reported and counted, never silently dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// File or row.
    pub path: String,
    /// What was wrong and what to do about it, in one line.
    pub reason: String,
}

/// What could not be read: the first [`Skips::KEPT`], and how many there are, so that a file of millions of
/// bad rows takes no more memory than one of a thousand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skips {
    kept: Vec<Skipped>,
    all: usize,
}

impl Skips {
    /// So many are kept with their reasons.
    pub const KEPT: usize = 1_000;
    /// Of a path or reason so many bytes are kept; ids can be as long as texts.
    const LONGEST: usize = 1_000;

    /// Adds one.
    pub fn push(&mut self, skipped: Skipped) {
        self.all += 1;
        if self.kept.len() < Skips::KEPT {
            let Skipped { path, reason } = skipped;
            self.kept.push(Skipped { path: shortened(path), reason: shortened(reason) });
        }
    }

    /// Adds those of another list behind its own.
    pub fn append(&mut self, other: Skips) {
        self.all += other.all;
        self.kept.extend(other.kept);
        self.kept.truncate(Skips::KEPT);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all == 0
    }

    /// The first.
    pub fn first(&self) -> Option<&Skipped> {
        self.kept.first()
    }

    /// Those kept, in the order of the inputs.
    pub fn iter(&self) -> std::slice::Iter<'_, Skipped> {
        self.kept.iter()
    }
}

impl Extend<Skipped> for Skips {
    fn extend<T: IntoIterator<Item = Skipped>>(&mut self, more: T) {
        more.into_iter().for_each(|skipped| self.push(skipped));
    }
}

fn shortened(text: String) -> String {
    match text.len() <= Skips::LONGEST {
        true => text,
        false => {
            let end = (0..=Skips::LONGEST).rev().find(|&end| text.is_char_boundary(end));
            format!("{}…", &text[..end.unwrap_or(0)])
        }
    }
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
    pub skipped: Skips,
}

impl Corpus {
    /// A corpus of these documents, in the order of their ids.
    pub fn of(name: impl Into<String>, mut documents: Vec<Document>) -> Corpus {
        let first = documents.first().map(|given| given.id.clone());
        documents.sort_by(|x, y| x.id.cmp(&y.id));
        Corpus { name: name.into(), documents, first, skipped: Skips::default() }
    }
}
