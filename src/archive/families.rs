//! An archive → its families: those of a run over its documents, from the postings it keeps.
//!
//! Families go by id, an archive by the order of adding: documents are ranked by id, and read in
//! the order in which they lie. In memory is what is known of the documents, never their texts. What
//! cannot be read is given as empty, its error is kept, and nothing that was found with it is given.

use super::entry::{Entry, article_of, text_of};
use super::near::Near;
use super::{Archive, Posting};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::family::{Family, Legible, Page, Piece, Search, Shelf, group, parts};
use crate::offsets::Offsets;
use crate::region::Region;
use crate::shingle::shingle;
use crate::span::Span;
use crate::token::tokenize;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The documents of an archive by id.
pub struct Ranked<'a> {
    archive: &'a Archive,
    cards: Vec<Card>,
    /// The rank of each number; [`NOBODY`] where there is no document.
    ranks: Vec<u32>,
    /// The blocks that each thread has read last, of texts and of entries.
    near: Vec<Mutex<[Option<Near>; 2]>>,
    /// The document of lowest number that could not be read.
    broken: Mutex<Option<(u32, Error)>>,
}

/// What is known of a document.
struct Card {
    number: u32,
    words: u32,
    id: Box<str>,
    outlet: Arc<str>,
    date: Option<Arc<str>>,
    /// Told by its page, when that is read.
    offsets: OnceLock<Offsets>,
}

const NOBODY: u32 = u32::MAX;

impl<'a> Ranked<'a> {
    /// The documents of `archive`.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn of(archive: &'a Archive) -> Result<Ranked<'a>> {
        let mut names: HashSet<Arc<str>> = HashSet::new();
        let mut shared = |name: &str| match names.get(name) {
            Some(name) => name.clone(),
            None => {
                let name: Arc<str> = name.into();
                names.insert(name.clone());
                name
            }
        };
        let mut cards = Vec::with_capacity(archive.len());
        for entry in archive.entries() {
            let Entry { number, id, outlet, date, words, .. } = entry?;
            let (outlet, date) = (shared(&outlet), date.map(|date| shared(&date)));
            let (id, offsets) = (id.into(), OnceLock::new());
            cards.push(Card { number, words, id, outlet, date, offsets });
        }
        cards.par_sort_unstable_by(|x, y| x.id.cmp(&y.id));
        let mut ranks = vec![NOBODY; archive.past() as usize];
        for (rank, card) in (0..).zip(&cards) {
            ranks[card.number as usize] = rank;
        }
        let near = (0..rayon::current_num_threads()).map(|_| Mutex::default()).collect();
        Ok(Ranked { archive, cards, ranks, near, broken: Mutex::default() })
    }

    /// All families, as [`families`](crate::family::families) finds them in the same documents.
    /// Stretches at most `gap` tokens apart are one; `k` and the run are the archive's.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn families(&self, gap: usize) -> Result<Vec<Family>> {
        let kept = self.archive.options();
        let search = Search { k: kept.k, run: kept.run, gap };
        let gram = self.archive.sieve().gram(kept.k);
        let ranked = |posting: Posting| {
            let rank = self.ranks.get(posting.document as usize).copied();
            let card = rank.and_then(|rank| self.cards.get(rank as usize));
            match (rank, card) {
                (Some(rank), Some(card))
                    if posting.position as usize + gram <= card.words as usize =>
                {
                    Ok((posting.hash, rank, posting.position))
                }
                _ => Err(self.archive.broken(posting.document)),
            }
        };
        let postings = self.archive.postings()?.map(|posting| posting.and_then(ranked));
        let families = group(self, search, postings)?;
        self.sound()?;
        Ok(families)
    }

    /// What `of` makes of the records of a document, of its text and its entry; empty if they are
    /// damaged.
    fn read<T>(
        &self,
        document: usize,
        empty: T,
        of: impl FnOnce(&Card, &mut [Option<Near>; 2]) -> Result<T>,
    ) -> T {
        let card = &self.cards[document];
        let own = rayon::current_thread_index().unwrap_or(0) % self.near.len();
        let mut near = self.near[own].lock().unwrap_or_else(PoisonError::into_inner);
        of(card, &mut near).unwrap_or_else(|error| {
            let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
            if broken.as_ref().is_none_or(|(number, _)| card.number < *number) {
                *broken = Some((card.number, error));
            }
            empty
        })
    }

    fn text_in(&self, card: &Card, near: &'_ mut [Option<Near>; 2]) -> Result<String> {
        let record = self.archive.near(card.number, |segment| &segment.documents, &mut near[0])?;
        text_of(record).map(str::to_owned).ok_or_else(|| self.archive.broken(card.number))
    }

    fn article_in(&self, card: &Card, near: &mut [Option<Near>; 2]) -> Result<Article> {
        let record = self.archive.near(card.number, |segment| &segment.documents, &mut near[0])?;
        let article = article_of(self.archive.options().k, record);
        article.ok_or_else(|| self.archive.broken(card.number))
    }

    fn page_in(&self, card: &Card, near: &mut [Option<Near>; 2]) -> Result<Page<'static>> {
        let kept = self.archive.options();
        let page = if kept.text {
            let text = self.text_in(card, near)?;
            card.offsets.get_or_init(|| Offsets::of(&text));
            let tokens = tokenize(&text, kept.unit);
            Page::Pieces { pieces: vec![Piece { first: 0, tokens, offset: 0 }], k: kept.k }
        } else {
            let Article { fingerprint, starts, ends, offsets, .. } = self.article_in(card, near)?;
            card.offsets.get_or_init(|| offsets);
            let shingles = fingerprint.shingles.into();
            Page::Words { shingles, starts: starts.into(), ends: ends.into() }
        };
        match page.words() == card.words as usize {
            true => Ok(page),
            false => Err(self.archive.broken(card.number)),
        }
    }
}

impl Shelf for Ranked<'_> {
    fn documents(&self) -> usize {
        self.cards.len()
    }

    fn shingles(&self, document: usize) -> Cow<'_, [u64]> {
        match self.page(document, &[]) {
            Page::Words { shingles, .. } => shingles,
            Page::Pieces { pieces, k } => {
                pieces.iter().flat_map(|piece| shingle(&piece.tokens, k)).collect()
            }
        }
    }

    /// The whole page, whatever is wanted.
    fn page(&self, document: usize, _: &[Range<u32>]) -> Page<'_> {
        let empty = Page::Pieces { pieces: Vec::new(), k: self.archive.options().k };
        self.read(document, empty, |card, near| self.page_in(card, near))
    }

    fn parts(&self, document: usize) -> (Cow<'_, [Region]>, Cow<'_, [Span]>) {
        let parts = self.read(document, Default::default(), |card, near| {
            if !self.archive.options().text {
                let article = self.article_in(card, near)?;
                return Ok((article.regions, article.quotes));
            }
            let [texts, entries] = near;
            let number = card.number;
            let entry = self.archive.near(number, |segment| &segment.entries, entries)?;
            let text = self.archive.near(number, |segment| &segment.documents, texts)?;
            let entry = Entry::from_bytes(number, entry);
            let document = entry.and_then(|entry| entry.into_document(text));
            Ok(parts(&document.ok_or_else(|| self.archive.broken(number))?))
        });
        (parts.0.into(), parts.1.into())
    }

    fn outlet(&self, document: usize) -> &str {
        &self.cards[document].outlet
    }

    fn date(&self, document: usize) -> Option<&str> {
        self.cards[document].date.as_deref()
    }

    fn lies_at(&self, document: usize) -> usize {
        self.cards[document].number as usize
    }
}

impl Legible for Ranked<'_> {
    fn id(&self, document: usize) -> &str {
        &self.cards[document].id
    }

    fn text(&self, document: usize) -> Option<Cow<'_, str>> {
        let kept = self.archive.options().text;
        let text = || {
            self.read(document, None, |card, near| {
                self.text_in(card, near).map(Cow::from).map(Some)
            })
        };
        if kept { text() } else { None }
    }

    fn offsets(&self, document: usize) -> &Offsets {
        let offsets = &self.cards[document].offsets;
        if offsets.get().is_none() {
            self.page(document, &[]);
        }
        offsets.get_or_init(Offsets::default)
    }

    fn sound(&self) -> Result<()> {
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner).take();
        broken.map_or(Ok(()), |(_, error)| Err(error))
    }
}
