//! Where the search for families takes its documents from.

use crate::article::Article;
use crate::clean::{self, Recurring};
use crate::document::Document;
use crate::error::Result;
use crate::offsets::Offsets;
use crate::pack::Pack;
use crate::quote::quotes;
use crate::region::Region;
use crate::shingle::{BROKEN, shingle, shingle_at};
use crate::source::Inputs;
use crate::span::Span;
use crate::token::{Tokens, Unit, tokenize};
use std::borrow::Cow;
use std::sync::OnceLock;

/// Documents by number. What it gives of a document must not change between two calls.
pub trait Shelf: Sync {
    /// How many documents there are.
    fn documents(&self) -> usize;
    /// The shingle at each position of a document.
    fn shingles(&self, document: usize) -> Cow<'_, [u64]>;
    /// Shingles and places of the words of a document.
    fn page(&self, document: usize) -> Page<'_>;
    /// What the stretches of a document are, and where its quotes stand.
    fn parts(&self, document: usize) -> (Cow<'_, [Region]>, Cow<'_, [Span]>);
    /// Who published it.
    fn outlet(&self, document: usize) -> &str;
    /// When, as the source writes it.
    fn date(&self, document: usize) -> Option<&str>;
}

/// The words of a document: where they stand, and the shingles that begin with them.
pub enum Page<'a> {
    /// As tokens, for shingles of `k`.
    Tokens(Tokens, usize),
    /// As an article or a pack holds them.
    Words {
        /// The shingle at each position.
        shingles: &'a [u64],
        /// First byte of each token.
        starts: &'a [u32],
        /// One past the last byte of each token.
        ends: &'a [u32],
    },
}

impl Page<'_> {
    /// The shingle at a position; [`BROKEN`] where there is none.
    pub fn shingle(&self, at: usize) -> u64 {
        match self {
            Page::Tokens(tokens, k) if at + k <= tokens.len() => shingle_at(tokens, *k, at),
            Page::Tokens(..) => BROKEN,
            Page::Words { shingles, .. } => shingles.get(at).copied().unwrap_or(BROKEN),
        }
    }

    /// First byte of each token.
    pub fn starts(&self) -> &[u32] {
        match self {
            Page::Tokens(tokens, _) => &tokens.starts,
            Page::Words { starts, .. } => starts,
        }
    }

    /// One past the last byte of each token.
    pub fn ends(&self) -> &[u32] {
        match self {
            Page::Tokens(tokens, _) => &tokens.ends,
            Page::Words { ends, .. } => ends,
        }
    }
}

/// Documents as they were read, tokenised whenever they are needed, and the articles of packs.
pub struct Texts {
    k: usize,
    unit: Unit,
    items: Vec<Item>,
}

enum Item {
    Document(Box<Document>, OnceLock<Offsets>),
    Article(Box<Article>),
}

impl Texts {
    /// The documents of `inputs`, by id.
    ///
    /// # Errors
    /// If the packs do not fit together, or the same id stands in two inputs.
    pub fn of(inputs: Inputs) -> Result<Texts> {
        let Inputs { k, unit, documents, packs, .. } = inputs;
        let mut items: Vec<Item> = match packs.is_empty() {
            true => Vec::new(),
            false => Pack::join(packs)?
                .articles
                .into_iter()
                .map(|article| Item::Article(Box::new(article)))
                .collect(),
        };
        let read = |document| Item::Document(Box::new(document), OnceLock::new());
        items.extend(documents.into_iter().map(read));
        items.sort_by(|x, y| x.id().cmp(y.id()));
        match items.windows(2).find(|pair| pair[0].id() == pair[1].id()) {
            Some(twice) => Err(Pack::id_twice(twice[0].id())),
            None => Ok(Texts { k, unit, items }),
        }
    }

    /// The id of a document.
    pub fn id(&self, document: usize) -> &str {
        self.items[document].id()
    }

    /// The text of a document, if it is at hand.
    pub fn text(&self, document: usize) -> Option<&str> {
        match &self.items[document] {
            Item::Document(document, _) => Some(&document.text),
            Item::Article(article) => article.text.as_deref(),
        }
    }

    /// How its bytes map to code points.
    pub fn offsets(&self, document: usize) -> &Offsets {
        match &self.items[document] {
            Item::Document(document, offsets) => {
                offsets.get_or_init(|| Offsets::of(&document.text))
            }
            Item::Article(article) => &article.offsets,
        }
    }
}

impl Item {
    fn id(&self) -> &str {
        match self {
            Item::Document(document, _) => &document.id,
            Item::Article(article) => &article.id,
        }
    }
}

impl Shelf for Texts {
    fn documents(&self) -> usize {
        self.items.len()
    }

    fn shingles(&self, document: usize) -> Cow<'_, [u64]> {
        match &self.items[document] {
            Item::Document(document, _) => {
                Cow::Owned(shingle(&tokenize(&document.text, self.unit), self.k))
            }
            Item::Article(article) => Cow::Borrowed(&article.fingerprint.shingles),
        }
    }

    fn page(&self, document: usize) -> Page<'_> {
        match &self.items[document] {
            Item::Document(document, _) => {
                Page::Tokens(tokenize(&document.text, self.unit), self.k)
            }
            Item::Article(article) => Page::Words {
                shingles: &article.fingerprint.shingles,
                starts: &article.starts,
                ends: &article.ends,
            },
        }
    }

    fn parts(&self, document: usize) -> (Cow<'_, [Region]>, Cow<'_, [Span]>) {
        match &self.items[document] {
            Item::Document(document, _) => {
                let regions = clean::regions(document, &Recurring::default());
                let (text, language) = (&document.text, document.language.as_deref());
                let quotes = quotes(text, &regions, &document.block_quotes, language);
                (regions.into(), quotes.into())
            }
            Item::Article(article) => ((&article.regions).into(), (&article.quotes).into()),
        }
    }

    fn outlet(&self, document: usize) -> &str {
        match &self.items[document] {
            Item::Document(document, _) => &document.outlet,
            Item::Article(article) => &article.outlet,
        }
    }

    fn date(&self, document: usize) -> Option<&str> {
        match &self.items[document] {
            Item::Document(document, _) => document.date.as_deref(),
            Item::Article(article) => article.date.as_deref(),
        }
    }
}
