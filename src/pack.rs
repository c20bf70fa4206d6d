//! Articles ↔ fingerprint pack (`.wfp`): a data set to publish without its words.
//!
//! Layout, all numbers little-endian: `WIRECOPY`, version (u32), length of the header (u64), the header as
//! JSON, then for each of its documents the token spans (LEB128 pairs: bytes since the last token, bytes of
//! the token), the shingles (u64 each), since version 2 the rarities of the words (a level of four bits a
//! token, low half first), since version 3 their marks (the same), and `xxh3_64` of all before.
//!
//! A pack gives the same matrices and passage positions as the texts, and the same verdicts but where only
//! words tell that two pages are about different things ([`topic`](crate::topic)). It hides the text from
//! reading, not from whoever guesses `k` consecutive words of it. A rarity names one of sixteen classes of
//! words, of which the least has dozens in a language; in a pack of version 1 it is the average one.

pub(crate) mod bytes;

use crate::article::Article;
use crate::credit::{Credit, Reason, Role};
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprint;
use crate::offsets::Offsets;
use crate::rarity;
use crate::region::{Class, Region, RegionKind};
use crate::span::Span;
use crate::token::Unit;
use bytes::{Cursor, put_halves, put_marks, put_varint};
use serde::{Deserialize, Serialize};
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: &[u8; 8] = b"WIRECOPY";
pub(crate) const VERSION: u32 = 3;
pub(crate) const UNMARKED: u32 = 2; // the last version without marks; archives keep it
const SCHEMA: &str = "wirecopy.pack/1";
/// What terms and hashes are, so that packs made differently are never compared.
pub(crate) const TERMS: &str = "uax29 nfkc casefold / xxh3_64 2d06800538d394c2";

/// The articles of a corpus without their words.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Name of the corpus.
    pub name: String,
    /// What counts as a token.
    pub unit: Unit,
    /// Tokens in a shingle.
    pub k: usize,
    /// Sorted by id; neither text nor title.
    pub articles: Vec<Article>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    schema: String,
    name: String,
    terms: String,
    unit: Unit,
    k: usize,
    documents: Vec<Entry>,
}

/// What is known of an article but its tokens, which [`put_tokens`] writes.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    id: String,
    outlet: String,
    date: Option<String>,
    url: Option<String>,
    language: Option<String>,
    tokens: usize,
    /// Tokens in a word; not written where that is one.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    grain: u8,
    /// Runs of one class: (class, tokens).
    classes: Vec<(Class, usize)>,
    regions: Vec<(RegionKind, usize, usize)>,
    quotes: Vec<(usize, usize)>,
    credits: Vec<PackedCredit>,
    /// Hashes of the headline's word pairs, in hexadecimal.
    headline: Vec<String>,
    characters: Offsets,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PackedCredit {
    agency: Option<String>,
    role: Role,
    reason: Reason,
    start: usize,
    end: usize,
    inferred: bool,
}

fn one() -> u8 {
    1
}

fn is_one(grain: &u8) -> bool {
    *grain == 1
}

impl Pack {
    /// A pack of articles of one unit and `k`.
    pub fn of(name: impl Into<String>, unit: Unit, k: usize, articles: &[Article]) -> Pack {
        let mut articles = articles.to_vec();
        for article in &mut articles {
            article.text = None;
            article.title = None;
            article.topics = Vec::new();
        }
        Pack { name: name.into(), unit, k, articles }
    }

    /// Several packs as one, for instance somebody's published one and your own.
    ///
    /// # Errors
    /// If they differ in unit or `k`, or an id stands in two of them.
    pub fn join(packs: Vec<Pack>) -> Result<Pack> {
        let mut packs = packs.into_iter();
        let Some(mut joined) = packs.next() else {
            return Err(Error::Usage("no packs to join; name at least one".into()));
        };
        for pack in packs {
            if (pack.unit, pack.k) != (joined.unit, joined.k) {
                let shingles = |pack: &Pack| match pack.unit {
                    Unit::Words => format!("{} words", pack.k),
                    Unit::Characters => format!("{} characters", pack.k),
                };
                let (other, one) = (shingles(&pack), shingles(&joined));
                let name = &joined.name;
                return Err(Error::format(
                    pack.name,
                    format!("its shingles are {other}, those of {name} {one}; pack both alike"),
                ));
            }
            joined.name = format!("{}+{}", joined.name, pack.name);
            joined.articles.extend(pack.articles);
        }
        joined.articles.sort_by(|x, y| x.id.cmp(&y.id));
        if let Some(twice) = joined.articles.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(Pack::id_twice(&twice[0].id));
        }
        Ok(joined)
    }

    /// The error that an id stands in two inputs.
    pub(crate) fn id_twice(id: &str) -> Error {
        Error::format(id, "this id stands in two of the inputs; rename one or leave it out")
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let header = Header {
            schema: SCHEMA.into(),
            name: self.name.clone(),
            terms: TERMS.into(),
            unit: self.unit,
            k: self.k,
            documents: self.articles.iter().map(Entry::of).collect(),
        };
        let header = serde_json::to_vec(&header).expect("a header has string keys only");
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend((header.len() as u64).to_le_bytes());
        out.extend(header);
        for article in &self.articles {
            put_tokens(&mut out, article);
            put_marks(&mut out, &article.fingerprint);
        }
        let sum = xxh3_64(&out);
        out.extend(sum.to_le_bytes());
        out
    }

    /// Reads a pack; `path` names it in errors.
    ///
    /// # Errors
    /// If the bytes are no pack, damaged, cut short, or of a newer version.
    pub fn from_bytes(bytes: &[u8], path: &Path) -> Result<Pack> {
        let broken = |problem: &str| Error::format(path, problem);
        if !bytes.starts_with(MAGIC) {
            return Err(broken("not a fingerprint pack; make one with `wirecopy pack`"));
        }
        let damaged = || broken("the pack is damaged or cut short; fetch or make it again");
        let (body, sum) = bytes.split_last_chunk::<8>().ok_or_else(damaged)?;
        if xxh3_64(body) != u64::from_le_bytes(*sum) {
            return Err(damaged());
        }
        let mut cursor = Cursor::of(&body[MAGIC.len()..]);
        let version = cursor.take_u32().ok_or_else(damaged)?;
        if version == 0 || version > VERSION {
            return Err(broken("made by a newer wirecopy; update to read it"));
        }
        let length = cursor.take_u64().ok_or_else(damaged)?;
        let header = usize::try_from(length).ok().and_then(|n| cursor.take(n));
        let header: Header = serde_json::from_slice(header.ok_or_else(damaged)?)
            .map_err(|error| broken(&format!("the pack's header is wrong: {error}")))?;
        if header.schema != SCHEMA || header.terms != TERMS || header.k == 0 {
            return Err(broken("its shingles were made in another way; make the pack again"));
        }
        let mut articles = Vec::with_capacity(header.documents.len().min(body.len()));
        for entry in header.documents {
            articles.push(entry.into_article(header.k, version, &mut cursor).ok_or_else(damaged)?);
        }
        if !cursor.is_empty() || articles.windows(2).any(|pair| pair[0].id >= pair[1].id) {
            return Err(damaged());
        }
        Ok(Pack { name: header.name, unit: header.unit, k: header.k, articles })
    }
}

/// The spans, shingles and rarities of an article.
pub(crate) fn put_tokens(out: &mut Vec<u8>, article: &Article) {
    let mut last = 0;
    for (&start, &end) in article.starts.iter().zip(&article.ends) {
        put_varint(out, start - last);
        put_varint(out, end - start);
        last = end;
    }
    for shingle in &article.fingerprint.shingles {
        out.extend(shingle.to_le_bytes());
    }
    put_halves(out, &article.rarities, article.fingerprint.tokens());
}

impl Entry {
    pub(crate) fn of(article: &Article) -> Entry {
        let packed = |credit: &Credit| PackedCredit {
            agency: credit.agency.clone(),
            role: credit.role,
            reason: credit.reason,
            start: credit.span.start,
            end: credit.span.end,
            inferred: credit.inferred,
        };
        let classes = &article.fingerprint.classes;
        Entry {
            id: article.id.clone(),
            outlet: article.outlet.clone(),
            date: article.date.clone(),
            url: article.url.clone(),
            language: article.language.clone(),
            tokens: classes.len(),
            grain: article.grain,
            classes: classes.chunk_by(|x, y| x == y).map(|run| (run[0], run.len())).collect(),
            regions: article.regions.iter().map(|r| (r.kind, r.span.start, r.span.end)).collect(),
            quotes: article.quotes.iter().map(|span| (span.start, span.end)).collect(),
            credits: article.credits.iter().map(packed).collect(),
            headline: article.headline.iter().map(|hash| format!("{hash:016x}")).collect(),
            characters: article.offsets.clone(),
        }
    }

    /// The article, its spans, shingles and rarities taken from `cursor`; `None` if they contradict it.
    pub(crate) fn into_article(
        self,
        k: usize,
        version: u32,
        cursor: &mut Cursor,
    ) -> Option<Article> {
        if self.tokens > cursor.len() || self.classes.iter().any(|run| run.1 > self.tokens) {
            return None;
        }
        let repeated = self.classes.iter().flat_map(|&(class, n)| std::iter::repeat_n(class, n));
        let classes: Vec<Class> = repeated.take(self.tokens + 1).collect();
        let mut starts = Vec::with_capacity(self.tokens);
        let mut ends = Vec::with_capacity(self.tokens);
        let mut last = 0u32;
        for _ in 0..self.tokens {
            starts.push(last.checked_add(cursor.take_varint()?)?);
            last = starts.last()?.checked_add(cursor.take_varint()?)?;
            ends.push(last);
        }
        let count = (self.tokens + 1).saturating_sub(k);
        let shingles = cursor.take(count.checked_mul(8)?)?;
        let shingles = shingles.chunks_exact(8).map(|x| x.try_into().map(u64::from_le_bytes));
        let rarities = match version {
            1 => vec![rarity::AVERAGE; self.tokens],
            _ => cursor.take_halves(self.tokens)?,
        };
        let marks = match version {
            ..=UNMARKED => Vec::new(),
            _ => cursor.take_marks(self.tokens)?,
        };
        let headline = self.headline.iter().map(|hash| u64::from_str_radix(hash, 16));
        let credits = self.credits.into_iter().map(|credit| Credit {
            agency: credit.agency,
            role: credit.role,
            reason: credit.reason,
            span: Span::new(credit.start, credit.end),
            inferred: credit.inferred,
        });
        let regions = self.regions.into_iter();
        let regions =
            regions.map(|(kind, start, end)| Region { kind, span: Span::new(start, end) });
        (classes.len() == self.tokens).then_some(Article {
            id: self.id,
            outlet: self.outlet,
            date: self.date,
            url: self.url,
            language: self.language,
            title: None,
            text: None,
            regions: regions.collect(),
            quotes: self.quotes.into_iter().map(|(start, end)| Span::new(start, end)).collect(),
            credits: credits.collect(),
            starts,
            ends,
            rarities,
            topics: Vec::new(),
            grain: self.grain,
            fingerprint: Fingerprint {
                k,
                shingles: shingles.collect::<Result<_, _>>().ok()?,
                classes,
                marks,
            },
            headline: headline.collect::<Result<_, _>>().ok()?,
            offsets: self.characters,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Dissection;
    use crate::document::Document;
    use proptest::prelude::*;

    fn pack() -> Pack {
        let article = |id: &str, text: &str| {
            let document = Document { id: id.into(), text: text.into(), ..Document::default() };
            Article::of(document, &Dissection { k: 3, ..Dissection::default() })
        };
        let articles =
            [article("a", "“Ships burn,” said the naïve captain @ @ @ of six."), article("b", "")];
        Pack::of("demo", Unit::Words, 3, &articles)
    }

    #[test]
    fn a_pack_comes_back_as_it_was() {
        let bytes = pack().to_bytes();
        assert_eq!(Pack::from_bytes(&bytes, Path::new("x.wfp")).unwrap(), pack());
        assert!(!String::from_utf8_lossy(&bytes).contains("captain"));
    }

    #[test]
    fn older_packs_have_no_marks_and_average_rarities() {
        let Pack { articles, .. } = pack();
        let mut one = Pack::of("demo", Unit::Words, 3, &articles[..1]);
        let halves = one.articles[0].rarities.len().div_ceil(2);
        for version in [2, 1] {
            // A version less, and half a byte a token.
            let mut bytes = one.to_bytes();
            bytes.truncate(bytes.len() - 8 - (3 - version) * halves);
            bytes[MAGIC.len()] = version as u8;
            let sum = xxh3_64(&bytes);
            bytes.extend(sum.to_le_bytes());
            one.articles[0].fingerprint.marks.clear();
            if version == 1 {
                one.articles[0].rarities.fill(rarity::AVERAGE);
            }
            assert_eq!(Pack::from_bytes(&bytes, Path::new("x.wfp")).unwrap(), one);
        }
    }

    #[test]
    fn other_files_are_refused_with_a_way_out() {
        let bytes = pack().to_bytes();
        let cut = &bytes[..bytes.len() - 3];
        for (bytes, says) in [(&b"PK"[..], "wirecopy pack"), (cut, "cut short"), (b"", "not a")] {
            let error = Pack::from_bytes(bytes, Path::new("x.wfp")).unwrap_err().to_string();
            assert!(error.starts_with("x.wfp: ") && error.contains(says), "{error}");
        }
    }

    #[test]
    fn packs_join_unless_an_id_stands_twice() {
        let mut other = pack();
        for article in &mut other.articles {
            article.id.insert(0, 'z');
        }
        assert_eq!(Pack::join(vec![pack(), other]).unwrap().articles.len(), 4);
        assert!(
            Pack::join(vec![pack(), pack()])
                .unwrap_err()
                .to_string()
                .contains("a: this id stands in two")
        );
    }

    proptest! {
        #[test]
        fn no_flipped_byte_goes_unnoticed(at in 0usize..4000, flip in 1u8..) {
            let mut bytes = pack().to_bytes();
            let at = at % bytes.len();
            bytes[at] ^= flip;
            prop_assert!(Pack::from_bytes(&bytes, Path::new("x.wfp")).is_err());
        }

        /// Even a forged sum: the reader may refuse or accept, it must not fall over.
        #[test]
        fn forged_packs_do_no_harm(at in 8usize..4000, flip in 1u8..) {
            let mut bytes = pack().to_bytes();
            let end = bytes.len() - 8;
            bytes[8 + at % (end - 8)] ^= flip;
            let sum = xxh3_64(&bytes[..end]);
            bytes[end..].copy_from_slice(&sum.to_le_bytes());
            let _ = Pack::from_bytes(&bytes, Path::new("x.wfp"));
        }
    }
}
