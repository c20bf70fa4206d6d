//! The documents of a run as a shelf: texts, and the articles of packs.
//!
//! Texts are tokenised when they are needed: once whole for their shingles, which leaves
//! milestones, and then from milestone to milestone where passages begin and end.

use super::shelf::{Label, Legible, Page, Piece, Shelf};
use crate::article::Article;
use crate::clean::{self, Recurring};
use crate::date::Day;
use crate::document::Document;
use crate::error::Result;
use crate::offsets::Offsets;
use crate::pack::Pack;
use crate::quote::{opens_with_dash, quotes};
use crate::read::detect_language;
use crate::region::Region;
use crate::shingle::shingle;
use crate::source::Inputs;
use crate::span::Span;
use crate::token::{Tokens, Unit, tokenize, tokenize_into};
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

/// Documents as they were read, tokenised whenever they are needed, and the articles of packs.
pub struct Texts {
    k: usize,
    unit: Unit,
    items: Vec<Item>,
}

enum Item {
    Text(Box<Text>),
    Article(Box<Article>),
}

struct Text {
    document: Document,
    offsets: OnceLock<Offsets>,
    milestones: OnceLock<Vec<Milestone>>,
}

/// A place where tokenising can begin anew: a white space before the next token.
#[derive(Clone, Copy)]
struct Milestone {
    /// Tokens before it.
    token: u32,
    /// Bytes before it.
    byte: u32,
}

/// Tokens from one milestone to the next, at least.
const MILE: usize = 32;

thread_local! {
    /// The tokens of the last text.
    static TOKENS: RefCell<Tokens> = RefCell::default();
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
        let read = |document| {
            let (offsets, milestones) = (OnceLock::new(), OnceLock::new());
            Item::Text(Box::new(Text { document, offsets, milestones }))
        };
        items.extend(documents.into_iter().map(read));
        items.sort_by(|x, y| x.id().cmp(y.id()));
        match items.windows(2).find(|pair| pair[0].id() == pair[1].id()) {
            Some(twice) => Err(Pack::id_twice(twice[0].id())),
            None => Ok(Texts { k, unit, items }),
        }
    }
}

impl Item {
    fn id(&self) -> &str {
        match self {
            Item::Text(text) => &text.document.id,
            Item::Article(article) => &article.id,
        }
    }

    fn date(&self) -> Option<&str> {
        match self {
            Item::Text(text) => text.document.date.as_deref(),
            Item::Article(article) => article.date.as_deref(),
        }
    }
}

impl Text {
    /// The pieces of the text that hold these tokens.
    fn pieces(&self, wanted: &[Range<u32>], unit: Unit) -> Vec<Piece> {
        let text = &self.document.text;
        let milestones = self.milestones.get_or_init(|| milestones(text, &tokenize(text, unit)));
        // From the last milestone before to the first behind; the beginning is one, the end is none.
        let mut bounds: Vec<Range<usize>> = Vec::new();
        for wanted in wanted {
            let from = milestones.partition_point(|stone| stone.token <= wanted.start).max(1) - 1;
            let to = milestones.partition_point(|stone| stone.token < wanted.end).max(from + 1);
            match bounds.last_mut() {
                Some(last) if last.end >= from => last.end = last.end.max(to),
                _ => bounds.push(from..to),
            }
        }
        let piece = |bounds: Range<usize>| {
            let first = milestones[bounds.start];
            let end = milestones.get(bounds.end).map_or(text.len(), |stone| stone.byte as usize);
            let tokens = tokenize(&text[first.byte as usize..end], unit);
            Piece { first: first.token as usize, tokens, offset: first.byte }
        };
        bounds.into_iter().map(piece).collect()
    }
}

/// The milestones of a text; its beginning is the first.
fn milestones(text: &str, tokens: &Tokens) -> Vec<Milestone> {
    let mut milestones = vec![Milestone { token: 0, byte: 0 }];
    let mut token = MILE;
    while token < tokens.len() {
        let (before, start) = (tokens.ends[token - 1] as usize, tokens.starts[token] as usize);
        let between = &text.as_bytes()[before..start];
        match between.iter().rposition(|&byte| byte <= b' ') {
            Some(at) => {
                milestones.push(Milestone { token: token as u32, byte: (before + at) as u32 });
                token += MILE;
            }
            None => token += 1,
        }
    }
    milestones
}

impl Shelf for Texts {
    fn documents(&self) -> usize {
        self.items.len()
    }

    fn shingles(&self, document: usize) -> Cow<'_, [u64]> {
        match &self.items[document] {
            Item::Text(text) => TOKENS.with_borrow_mut(|tokens| {
                tokenize_into(&text.document.text, self.unit, tokens);
                text.milestones.get_or_init(|| milestones(&text.document.text, tokens));
                Cow::Owned(shingle(tokens, self.k))
            }),
            Item::Article(article) => Cow::Borrowed(&article.fingerprint.shingles),
        }
    }

    fn page(&self, document: usize, wanted: &[Range<u32>]) -> Page<'_> {
        match &self.items[document] {
            Item::Text(text) => Page::Pieces { pieces: text.pieces(wanted, self.unit), k: self.k },
            Item::Article(article) => Page::Words {
                shingles: (&article.fingerprint.shingles).into(),
                starts: (&article.starts).into(),
                ends: (&article.ends).into(),
            },
        }
    }

    fn parts(&self, document: usize) -> (Cow<'_, [Region]>, Cow<'_, [Span]>) {
        match &self.items[document] {
            Item::Text(text) => {
                let (regions, quotes) = parts(&text.document);
                (regions.into(), quotes.into())
            }
            Item::Article(article) => ((&article.regions).into(), (&article.quotes).into()),
        }
    }

    fn outlet(&self, document: usize) -> &str {
        match &self.items[document] {
            Item::Text(text) => &text.document.outlet,
            Item::Article(article) => &article.outlet,
        }
    }

    fn day(&self, document: usize) -> Option<Day> {
        Day::of(self.items[document].date()?)
    }
}

impl Legible for Texts {
    fn id(&self, document: usize) -> Cow<'_, str> {
        self.items[document].id().into()
    }

    fn label(&self, document: usize) -> Label<'_> {
        let item = &self.items[document];
        let offsets = match item {
            Item::Text(text) => text.offsets.get_or_init(|| Offsets::of(&text.document.text)),
            Item::Article(article) => &article.offsets,
        };
        let date = item.date().map(Cow::from);
        Label { id: item.id().into(), date, offsets: Cow::Borrowed(offsets) }
    }

    fn text(&self, document: usize) -> Option<Cow<'_, str>> {
        match &self.items[document] {
            Item::Text(text) => Some((&text.document.text).into()),
            Item::Article(article) => article.text.as_deref().map(Cow::from),
        }
    }
}

/// The regions and quotes of a document taken apart by itself. A missing language is detected
/// where it matters: it decides whether a dash may open speech.
pub(crate) fn parts(document: &Document) -> (Vec<Region>, Vec<Span>) {
    let regions = clean::regions(document, &Recurring::default());
    let text = &document.text;
    let stated = document.language.as_deref();
    let language = stated.or_else(|| opens_with_dash(text).then(|| detect_language(text))?);
    let quotes = quotes(text, &regions, &document.block_quotes, language);
    (regions, quotes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Pieces hold what was asked for, and it is what the whole text has there.
        #[test]
        fn pieces_are_parts_of_the_whole(
            text in "([a-zé]{1,5}[ .,\n@-]{1,3}){0,200}",
            from in 0u32..200, length in 1u32..90, more in 0u32..200,
        ) {
            for unit in [Unit::Words, Unit::Characters] {
                let whole = tokenize(&text, unit);
                let document = Document { text: text.clone(), ..Document::default() };
                let (offsets, milestones) = (OnceLock::new(), OnceLock::new());
                let item = Text { document, offsets, milestones };
                let wanted = [from..from + length, from + more..from + more + 5];
                let page = Page::Pieces { pieces: item.pieces(&wanted, unit), k: 3 };
                let shingles = shingle(&whole, 3);
                for at in wanted.into_iter().flatten().map(|at| at as usize) {
                    prop_assert_eq!(page.start(at), whole.starts.get(at).copied());
                    prop_assert_eq!(page.end(at), whole.ends.get(at).copied());
                }
                for at in from..(from + length).saturating_sub(2) {
                    let at = at as usize;
                    prop_assert_eq!(page.shingle(at), shingles.get(at).copied().unwrap_or(0));
                }
            }
        }
    }
}
