//! What of an article takes part in comparisons ↔ bytes: fast, complete but for what no comparison and
//! no row of one needs (regions, quotes, credits of no text, address, language, title).
//!
//! All numbers are LEB128 but hashes. A text is its length and UTF-8; what may be missing is 0, or its
//! length + 1. In order: grain, id, outlet, date?, text?, text agencies, distinct shingles by class, runs of
//! classes, token spans (bytes since the last token, bytes of the token), hashes of the headline,
//! characters of more than a byte, shingles, marks (two a byte), topics (how many tokens,
//! how many topical ones, for each how far from the last and u32).

use crate::align::runs::Table;
use crate::article::Article;
use crate::credit::{Credit, Reason, Role, text_agencies};
use crate::fingerprint::Fingerprint;
use crate::offsets::Offsets;
use crate::pack::bytes::{Cursor, put_marks, put_varint};
use crate::region::Class;
use crate::span::Span;

/// An article and what the aligner of another wants to know of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shelved {
    pub(super) article: Article,
    /// See [`Table::distinct`].
    pub(super) distinct: [usize; 3],
}

/// The record of an article; its text is kept if `text` says so.
pub(super) fn bytes_of(article: &Article, text: bool) -> Vec<u8> {
    let fingerprint = &article.fingerprint;
    let mut out = Vec::with_capacity(12 * fingerprint.classes.len() + 256);
    put_varint(&mut out, article.grain.into());
    put_text(&mut out, &article.id);
    put_text(&mut out, &article.outlet);
    put_optional(&mut out, article.date.as_deref());
    put_optional(&mut out, article.text.as_deref().filter(|_| text));
    let agencies = text_agencies(&article.credits);
    put_varint(&mut out, agencies.len() as u32);
    agencies.iter().for_each(|agency| put_text(&mut out, agency));
    let distinct = Table::of(fingerprint).distinct();
    distinct.iter().for_each(|&count| put_varint(&mut out, count as u32));
    put_varint(&mut out, fingerprint.classes.len() as u32);
    for run in fingerprint.classes.chunk_by(|x, y| x == y) {
        put_varint(&mut out, run[0] as u32);
        put_varint(&mut out, run.len() as u32);
    }
    let mut last = 0;
    for (&start, &end) in article.starts.iter().zip(&article.ends) {
        put_varint(&mut out, start - last);
        put_varint(&mut out, end - start);
        last = end;
    }
    put_varint(&mut out, article.headline.len() as u32);
    article.headline.iter().for_each(|hash| out.extend(hash.to_le_bytes()));
    let runs = article.offsets.runs();
    put_varint(&mut out, runs.len() as u32);
    for (start, width, count) in runs {
        [start, width.into(), count].into_iter().for_each(|number| put_varint(&mut out, number));
    }
    fingerprint.shingles.iter().for_each(|hash| out.extend(hash.to_le_bytes()));
    put_marks(&mut out, fingerprint);
    let topical = || article.topics.iter().enumerate().filter(|(_, topic)| **topic != 0);
    put_varint(&mut out, article.topics.len() as u32);
    put_varint(&mut out, topical().count() as u32);
    let mut last = 0;
    for (at, topic) in topical() {
        put_varint(&mut out, at as u32 - last);
        out.extend(topic.to_le_bytes());
        last = at as u32;
    }
    out
}

/// The article of a record; `None` if it is none.
pub(super) fn article_of(k: usize, bytes: &[u8]) -> Option<Shelved> {
    let mut cursor = Cursor::of(bytes);
    let cursor = &mut cursor;
    let grain = u8::try_from(cursor.take_varint()?).ok()?;
    let (id, outlet) = (take_text(cursor)?, take_text(cursor)?);
    let (date, text) = (take_optional(cursor)?, take_optional(cursor)?);
    let mut credits = Vec::new();
    for _ in 0..cursor.take_varint()? {
        let (role, reason) = (Role::Author, Reason::SharedText);
        let agency = Some(take_text(cursor)?);
        credits.push(Credit { agency, role, reason, span: Span::default(), inferred: false });
    }
    let mut distinct = [0; 3];
    for count in &mut distinct {
        *count = cursor.take_varint()? as usize;
    }
    let tokens = cursor.take_varint()? as usize;
    let mut classes = Vec::with_capacity(tokens.min(cursor.len()));
    while classes.len() < tokens {
        let class = *Class::ALL.get(cursor.take_varint()? as usize)?;
        let count = cursor.take_varint()? as usize;
        if count == 0 || count > tokens - classes.len() {
            return None;
        }
        classes.resize(classes.len() + count, class);
    }
    let (mut starts, mut ends) = (Vec::with_capacity(tokens), Vec::with_capacity(tokens));
    let mut last = 0u32;
    for _ in 0..tokens {
        let start = last.checked_add(cursor.take_varint()?)?;
        last = start.checked_add(cursor.take_varint()?)?;
        starts.push(start);
        ends.push(last);
    }
    let count = cursor.take_varint()? as usize;
    let headline = take_hashes(cursor, count)?;
    let mut runs = Vec::new();
    for _ in 0..cursor.take_varint()? {
        let [start, width, count] =
            [cursor.take_varint()?, cursor.take_varint()?, cursor.take_varint()?];
        runs.push((start, u8::try_from(width).ok()?, count));
    }
    let offsets = Offsets::of_runs(runs.into_iter())?;
    let shingles = take_hashes(cursor, (tokens + 1).saturating_sub(k))?;
    let marks = cursor.take_marks(tokens)?;
    let mut topics = match cursor.take_varint()? as usize {
        0 => Vec::new(),
        all if all == tokens => vec![0; tokens],
        _ => return None,
    };
    let mut at = 0;
    for _ in 0..cursor.take_varint()? {
        at += cursor.take_varint()? as usize;
        *topics.get_mut(at)? = cursor.take_u32()?;
    }
    let fingerprint = Fingerprint { k, shingles, classes, marks };
    let article = Article {
        id,
        outlet,
        date,
        text,
        credits,
        starts,
        ends,
        topics,
        grain,
        fingerprint,
        headline,
        offsets,
        ..Article::default()
    };
    cursor.is_empty().then_some(Shelved { article, distinct })
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_varint(out, text.len() as u32);
    out.extend(text.as_bytes());
}

fn put_optional(out: &mut Vec<u8>, text: Option<&str>) {
    put_varint(out, text.map_or(0, |text| text.len() as u32 + 1));
    out.extend(text.unwrap_or_default().as_bytes());
}

fn take_text(cursor: &mut Cursor) -> Option<String> {
    let length = cursor.take_varint()?;
    String::from_utf8(cursor.take(length as usize)?.to_vec()).ok()
}

fn take_optional(cursor: &mut Cursor) -> Option<Option<String>> {
    match cursor.take_varint()?.checked_sub(1) {
        None => Some(None),
        Some(length) => String::from_utf8(cursor.take(length as usize)?.to_vec()).ok().map(Some),
    }
}

fn take_hashes(cursor: &mut Cursor, count: usize) -> Option<Vec<u64>> {
    let bytes = cursor.take(count.checked_mul(8)?)?;
    let (hashes, _) = bytes.as_chunks::<8>();
    Some(hashes.iter().map(|&hash| u64::from_le_bytes(hash)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Dissection;
    use crate::document::Document;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_comparisons_need_comes_back(
            text in "(By Ada Byte, Reuters\n)?([a-e]{1,2}[ “”é\n.]){0,60}",
            date in proptest::option::of("\\PC{0,9}"), keep in any::<bool>(),
        ) {
            let document = Document {
                id: "post/é".into(), outlet: "Post".into(), title: Some("A b c".into()), date, text,
                ..Document::default()
            };
            let article = Article::of(document, &Dissection { k: 3, ..Dissection::default() });
            let back = article_of(3, &bytes_of(&article, keep)).unwrap();
            prop_assert_eq!(back.distinct, Table::of(&article.fingerprint).distinct());
            prop_assert_eq!(text_agencies(&back.article.credits), text_agencies(&article.credits));
            let rest = Article {
                regions: Vec::new(), quotes: Vec::new(), title: None, rarities: Vec::new(),
                credits: back.article.credits.clone(),
                text: article.text.clone().filter(|_| keep),
                ..article
            };
            prop_assert_eq!(back.article, rest);
        }

        #[test]
        fn what_is_no_record_is_refused_or_read_without_harm(bytes in any::<Vec<u8>>()) {
            let _ = article_of(5, &bytes);
        }
    }
}
