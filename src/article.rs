//! Document → article: all that is known about one document before it is compared.
//!
//! Everything but `text` and `title` can stand in a pack; nothing after this module needs them
//! but to show words.

use crate::clean::{self, Recurring};
use crate::credit::{self, Credit, Directory};
use crate::document::Document;
use crate::fingerprint::Fingerprint;
use crate::grain::grain;
use crate::mark::marks;
use crate::offsets::Offsets;
use crate::quote;
use crate::rarity::rarities;
use crate::region::{Class, Region, RegionKind};
use crate::shingle::shingle;
use crate::span::Span;
use crate::token::{Tokens, Unit, tokenize};
use crate::topic::topics;
use std::ops::Range;

/// One document, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Unique in its corpus.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// Date of publication as the source writes it.
    pub date: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Primary language subtag.
    pub language: Option<String>,
    /// The headline, where it is stated apart from the text; words, so never in a pack.
    pub title: Option<String>,
    /// The text, where it is at hand.
    pub text: Option<String>,
    /// What each stretch of the page is; they tile the text.
    pub regions: Vec<Region>,
    /// Stretches of body inside quotation marks or block quotes.
    pub quotes: Vec<Span>,
    /// Which agencies are credited.
    pub credits: Vec<Credit>,
    /// First byte of each token.
    pub starts: Vec<u32>,
    /// One past the last byte of each token.
    pub ends: Vec<u32>,
    /// How rare the word of each token is, as [`rarity`](crate::rarity) has it; none in old packs.
    pub rarities: Vec<u8>,
    /// What the page is about, one a token, as [`topic`](crate::topic) has it; words, so never in a pack.
    pub topics: Vec<u32>,
    /// Tokens in a word, as [`grain`] has it; 0 is taken for 1.
    pub grain: u8,
    /// What is compared.
    pub fingerprint: Fingerprint,
    /// Hashes of the headline's word pairs, in order; see [`Article::headline_similarity`].
    pub headline: Vec<u64>,
    /// How bytes map to code points.
    pub offsets: Offsets,
}

/// How documents are taken apart, and what is known beforehand.
#[derive(Clone, Debug, Default)]
pub struct Dissection {
    /// What counts as a token.
    pub unit: Unit,
    /// Tokens in a shingle.
    pub k: usize,
    /// Lines that recur in an outlet, so that they are its chrome.
    pub recurring: Recurring,
    /// The agencies that can be credited.
    pub directory: Directory,
}

impl Article {
    /// Takes a document apart.
    pub fn of(document: Document, how: &Dissection) -> Article {
        let Dissection { unit, k, .. } = *how;
        let regions = clean::regions(&document, &how.recurring);
        let language = document.language.as_deref();
        let quotes = quote::quotes(&document.text, &regions, &document.block_quotes, language);
        let credits = credit::credits(&document, &regions, &how.directory);
        let tokens = tokenize(&document.text, unit);
        let fingerprint = Fingerprint {
            k,
            shingles: shingle(&tokens, k),
            classes: classify(&tokens, &regions, &quotes),
            marks: marks(&document.text, &tokens, unit),
        };
        let headline = headline(&document, &regions);
        let grain = grain(&document.text, &tokens);
        let topics = topics(&document.text, &tokens, unit);
        Article {
            id: document.id,
            outlet: document.outlet,
            date: document.date,
            url: document.url,
            language: document.language,
            title: document.title,
            offsets: Offsets::of(&document.text),
            text: Some(document.text),
            regions,
            quotes,
            credits,
            rarities: rarities(&tokens, unit),
            grain,
            topics,
            starts: tokens.starts,
            ends: tokens.ends,
            fingerprint,
            headline,
        }
    }

    /// The bytes from the first to the last of these tokens. An empty range gives the empty span
    /// behind the token before it.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        if tokens.is_empty() {
            let at = tokens.start.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
            return Span::new(at, at);
        }
        Span::new(self.starts[tokens.start] as usize, self.ends[tokens.end - 1] as usize)
    }

    /// The tokens that lie wholly inside a span.
    pub fn tokens(&self, span: Span) -> Range<usize> {
        let start = self.starts.partition_point(|&start| (start as usize) < span.start);
        let end = self.ends.partition_point(|&end| (end as usize) <= span.end);
        start..end.max(start)
    }

    /// How many tokens there are of each class, in the order of [`Class::ALL`].
    pub fn words(&self) -> [usize; 3] {
        self.fingerprint.words()
    }

    /// How alike two headlines are, 0 to 1: one minus the Levenshtein distance of their word
    /// pairs over the longer one's count (`strsim`), so that it can be told from hashes.
    pub fn headline_similarity(&self, other: &Article) -> f64 {
        let longest = self.headline.len().max(other.headline.len());
        if self.headline.is_empty() || other.headline.is_empty() {
            return 0.0;
        }
        let distance = strsim::generic_levenshtein(&self.headline, &other.headline);
        1.0 - distance as f64 / longest as f64
    }
}

/// A quotation of so few words is a phrase that the writer weaves in: the sentence is his.
pub const PHRASE: usize = 4;

/// The class of every token: from its region, and in the body from the quotes longer than a phrase.
fn classify(tokens: &Tokens, regions: &[Region], quotes: &[Span]) -> Vec<Class> {
    let words = |quote: &&Span| {
        let first = tokens.starts.partition_point(|&start| (start as usize) < quote.start);
        let last = first + PHRASE;
        tokens.starts.get(last).is_some_and(|&start| (start as usize) < quote.end)
    };
    let quotes: Vec<&Span> = quotes.iter().filter(words).collect();
    let (mut region, mut quote) = (0, 0);
    (0..tokens.len())
        .map(|index| {
            let at = tokens.starts[index] as usize;
            while region < regions.len() && regions[region].span.end <= at {
                region += 1;
            }
            while quote < quotes.len() && quotes[quote].end <= at {
                quote += 1;
            }
            match regions.get(region).map(|region| region.kind) {
                Some(RegionKind::Body) if quotes.get(quote).is_some_and(|q| q.start <= at) => {
                    Class::Quote
                }
                Some(RegionKind::Body) => Class::Narrative,
                _ => Class::Boilerplate,
            }
        })
        .collect()
}

/// Longest headline compared, in words: longer ones are not headlines.
const HEADLINE_WORDS: usize = 60;

/// The word pairs of the headline, the first word with nothing before it included. The headline is
/// the first line of the headline region, else the title stated apart.
fn headline(document: &Document, regions: &[Region]) -> Vec<u64> {
    let in_text = regions
        .iter()
        .find(|region| region.kind == RegionKind::Headline)
        .and_then(|region| region.span.of(&document.text).lines().find(|l| !l.trim().is_empty()));
    let line = in_text.or(document.title.as_deref()).unwrap_or("");
    let mut words = tokenize(line, Unit::Words);
    words.terms.truncate(HEADLINE_WORDS);
    if words.is_empty() {
        return Vec::new();
    }
    words.breaks.clear();
    words.terms.insert(0, 0);
    shingle(&words, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str, title: &str) -> Article {
        let title = Some(title.to_string());
        let document = Document { text: text.into(), title, ..Document::default() };
        Article::of(document, &Dissection { k: 5, ..Dissection::default() })
    }

    #[test]
    fn alike_headlines_are_alike() {
        let rows = [
            ("Fire at the old harbour", "Fire at the old harbour", 1.0),
            ("Fire at the old harbour", "FIRE AT THE OLD HARBOUR", 1.0),
            ("Fire at the old harbour", "Fire at the new harbour", 0.6),
            ("Fire at the old harbour", "Parliament votes", 0.0),
            ("", "", 0.0),
        ];
        for (a, b, want) in rows {
            let got = article("", a).headline_similarity(&article("", b));
            assert!((got - want).abs() < 1e-9, "{a} / {b}: {got}");
        }
    }

    #[test]
    fn an_empty_range_of_tokens_is_an_empty_span() {
        let article = article("one two three", "");
        assert_eq!(article.span(0..2), Span::new(0, 7));
        assert_eq!(article.span(1..1), Span::new(3, 3));
        assert_eq!(article.span(0..0), Span::new(0, 0));
    }

    #[test]
    fn an_empty_document_is_an_article() {
        assert_eq!(article("", "").words(), [0; 3]);
    }
}
