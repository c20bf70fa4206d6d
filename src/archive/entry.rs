//! Documents and articles ↔ records: what an archive keeps of each, as bytes.
//!
//! Strings are their length (LEB128) and UTF-8; an optional one is 0, or its length + 1. An entry: id,
//! outlet, title?, date?, url?, language?, words, hash of the text (u64). A text: the text, its regions
//! (count; kind, start, end), block quotes (count; start, end), repairs, other fields as JSON. A
//! fingerprint: length of its JSON, the JSON, then spans, shingles and rarities, as in a pack of
//! version 2: without texts an archive knows no marks and no topics.

use crate::article::Article;
use crate::document::Document;
use crate::pack::bytes::{Cursor, put_varint};
use crate::pack::{self, put_tokens};
use crate::region::{Region, RegionKind};
use crate::span::Span;

/// What an archive knows of a document besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its number: given once, in the order of adding, never used again.
    pub number: u32,
    /// Unique in the archive.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// The headline stated apart from the text; never there in an archive without texts.
    pub title: Option<String>,
    /// Date of publication as the source writes it.
    pub date: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Primary language subtag, stated or detected.
    pub language: Option<String>,
    /// Tokens of its text.
    pub words: u32,
    /// `xxh3_64` of its text: what tells the same document from another of the same id.
    pub text_hash: u64,
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_varint(out, text.len() as u32);
    out.extend(text.as_bytes());
}

fn put_optional(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        None => put_varint(out, 0),
        Some(text) => {
            put_varint(out, text.len() as u32 + 1);
            out.extend(text.as_bytes());
        }
    }
}

fn take_bytes(cursor: &mut Cursor, length: usize) -> Option<String> {
    String::from_utf8(cursor.take(length)?.to_vec()).ok()
}

fn take_text(cursor: &mut Cursor) -> Option<String> {
    let length = cursor.take_varint()?;
    take_bytes(cursor, length as usize)
}

fn take_optional(cursor: &mut Cursor) -> Option<Option<String>> {
    match cursor.take_varint()? {
        0 => Some(None),
        length => take_bytes(cursor, length as usize - 1).map(Some),
    }
}

impl Entry {
    /// The entry's record.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_text(&mut out, &self.id);
        put_text(&mut out, &self.outlet);
        for field in [&self.title, &self.date, &self.url, &self.language] {
            put_optional(&mut out, field.as_deref());
        }
        put_varint(&mut out, self.words);
        out.extend(self.text_hash.to_le_bytes());
        out
    }

    /// The entry of a record.
    pub(super) fn from_bytes(number: u32, bytes: &[u8]) -> Option<Entry> {
        let mut cursor = Cursor::of(bytes);
        let cursor = &mut cursor;
        let entry = Entry {
            number,
            id: take_text(cursor)?,
            outlet: take_text(cursor)?,
            title: take_optional(cursor)?,
            date: take_optional(cursor)?,
            url: take_optional(cursor)?,
            language: take_optional(cursor)?,
            words: cursor.take_varint()?,
            text_hash: cursor.take_u64()?,
        };
        cursor.is_empty().then_some(entry)
    }

    /// The document of this entry and the record of its text.
    pub(super) fn into_document(self, bytes: &[u8]) -> Option<Document> {
        let mut cursor = Cursor::of(bytes);
        let cursor = &mut cursor;
        let text = take_text(cursor)?;
        let mut marked = Vec::new();
        for _ in 0..cursor.take_varint()? {
            let kind = *RegionKind::ALL.get(cursor.take_varint()? as usize)?;
            marked.push(Region { kind, span: take_span(cursor, &text)? });
        }
        let mut block_quotes = Vec::new();
        for _ in 0..cursor.take_varint()? {
            block_quotes.push(take_span(cursor, &text)?);
        }
        let repairs = cursor.take_varint()? as usize;
        let extra = match cursor.take(cursor.len())? {
            [] => serde_json::Map::new(),
            json => serde_json::from_slice(json).ok()?,
        };
        let Entry { id, outlet, title, date, url, language, .. } = self;
        let (id, outlet) = (id, outlet);
        let document =
            Document { id, outlet, title, date, url, language, text, ..Document::default() };
        Some(Document { marked, block_quotes, repairs, extra, ..document })
    }
}

fn put_span(out: &mut Vec<u8>, span: Span) {
    put_varint(out, span.start as u32);
    put_varint(out, span.end as u32);
}

/// A span of `text`, on character boundaries.
fn take_span(cursor: &mut Cursor, text: &str) -> Option<Span> {
    let range = cursor.take_varint()? as usize..cursor.take_varint()? as usize;
    text.get(range.clone()).map(|_| Span::from(range))
}

/// The text of a record of [`text_record`].
pub(super) fn text_of(bytes: &[u8]) -> Option<&str> {
    let mut cursor = Cursor::of(bytes);
    let length = cursor.take_varint()?;
    std::str::from_utf8(cursor.take(length as usize)?).ok()
}

/// The record of a document's text.
pub(super) fn text_record(document: &Document) -> Vec<u8> {
    let mut out = Vec::with_capacity(document.text.len() + 16);
    put_text(&mut out, &document.text);
    put_varint(&mut out, document.marked.len() as u32);
    for region in &document.marked {
        put_varint(&mut out, region.kind as u32);
        put_span(&mut out, region.span);
    }
    put_varint(&mut out, document.block_quotes.len() as u32);
    document.block_quotes.iter().for_each(|&span| put_span(&mut out, span));
    put_varint(&mut out, document.repairs as u32);
    if !document.extra.is_empty() {
        serde_json::to_writer(&mut out, &document.extra).expect("a map of strings is JSON");
    }
    out
}

/// A whole document as one record.
pub(crate) fn record_of(document: &Document) -> Vec<u8> {
    let entry = Entry {
        id: document.id.clone(),
        outlet: document.outlet.clone(),
        title: document.title.clone(),
        date: document.date.clone(),
        url: document.url.clone(),
        language: document.language.clone(),
        ..Entry::default()
    };
    let entry = entry.to_bytes();
    let mut out = Vec::with_capacity(entry.len() + document.text.len() + 64);
    put_varint(&mut out, entry.len() as u32);
    out.extend(entry);
    out.extend(text_record(document));
    out
}

/// The document of [`record_of`].
pub(crate) fn document_of(bytes: &[u8]) -> Option<Document> {
    let mut cursor = Cursor::of(bytes);
    let length = cursor.take_varint()?;
    let entry = Entry::from_bytes(0, cursor.take(length as usize)?)?;
    entry.into_document(cursor.take(cursor.len())?)
}

/// The record of an article's fingerprint: no words.
pub(super) fn fingerprint_record(article: &Article) -> Vec<u8> {
    let json = serde_json::to_vec(&pack::Entry::of(article)).expect("an entry has string keys");
    let mut out = Vec::new();
    put_varint(&mut out, json.len() as u32);
    out.extend(json);
    put_tokens(&mut out, article);
    out
}

/// The article of a fingerprint's record.
pub(super) fn article_of(k: usize, bytes: &[u8]) -> Option<Article> {
    let mut cursor = Cursor::of(bytes);
    let length = cursor.take_varint()?;
    let entry: pack::Entry = serde_json::from_slice(cursor.take(length as usize)?).ok()?;
    let article = entry.into_article(k, pack::UNMARKED, &mut cursor)?;
    cursor.is_empty().then_some(article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_document_comes_back_as_it_was(
            [id, outlet, text] in ["\\PC{0,9}", "\\PC{0,9}", "[a-zé“”\n ]{0,60}"],
            [title, date, url, language] in [
                proptest::option::of("\\PC{0,9}"), proptest::option::of("\\PC{0,9}"),
                proptest::option::of("\\PC{0,9}"), proptest::option::of("[a-z]{2}"),
            ],
            kind in 0usize..7, repairs in 0usize..9, extra in proptest::option::of("\\PC{0,9}"),
        ) {
            let whole = Span::new(0, text.len());
            let document = Document {
                id: id.clone(), outlet: outlet.clone(), title: title.clone(), date: date.clone(),
                url: url.clone(), language: language.clone(), text,
                marked: vec![Region { kind: RegionKind::ALL[kind], span: whole }],
                block_quotes: vec![Span::new(0, 0), whole],
                repairs,
                extra: extra.into_iter().map(|x| ("x".to_owned(), x.into())).collect(),
            };
            let entry = Entry {
                number: 7, id, outlet, title, date, url, language, words: 9, text_hash: 3,
            };
            let back = Entry::from_bytes(7, &entry.to_bytes()).unwrap();
            prop_assert_eq!(&back, &entry);
            prop_assert_eq!(&back.into_document(&text_record(&document)).unwrap(), &document);
            prop_assert_eq!(document_of(&record_of(&document)).unwrap(), document);
        }

        #[test]
        fn what_is_no_record_is_refused_or_read_without_harm(bytes in any::<Vec<u8>>()) {
            let _ = Entry::from_bytes(0, &bytes);
            let _ = Entry::default().into_document(&bytes);
            let _ = article_of(5, &bytes);
        }
    }
}
