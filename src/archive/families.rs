//! An archive → its families: those of a run over its documents, from the postings it keeps.
//!
//! Families go by id, an archive by the order of adding: documents are ranked by id, and read in
//! the order in which they lie. In memory is what is known of the documents, never their texts. What
//! cannot be read is given as empty, its error is kept, and nothing that was found with it is given.

use super::entry::{Entry, article_of, text_of};
use super::near::Near;
use super::{Archive, Posting};
use crate::article::Article;
use crate::budget::Budget;
use crate::date::Day;
use crate::error::Result;
use crate::family::{
    Families, Family, Faults, Label, Legible, Page, Piece, Register, Search, Shelf, group, parts,
    spill,
};
use crate::offsets::Offsets;
use crate::region::Region;
use crate::shingle::shingle;
use crate::span::Span;
use crate::token::tokenize;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// The documents of an archive by id.
pub struct Ranked<'a> {
    archive: &'a Archive,
    register: Register,
    /// Tokens of each text, by number.
    words: Vec<u32>,
    /// The blocks that each thread has read last, of texts and of entries.
    near: Vec<Mutex<[Option<Near>; 2]>>,
    faults: Faults,
}

impl<'a> Ranked<'a> {
    /// The documents of `archive`.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn of(archive: &'a Archive) -> Result<Ranked<'a>> {
        Ranked::with(archive, None)
    }

    /// The same, for [`Ranked::families_within`]: most of what is known of them is kept in the
    /// folder of the budget.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read, a temporary file cannot be written, or what must
    /// stand in memory does not fit in the budget.
    pub fn within(archive: &'a Archive, budget: &Budget) -> Result<Ranked<'a>> {
        Ranked::with(archive, Some(budget))
    }

    fn with(archive: &'a Archive, budget: Option<&Budget>) -> Result<Ranked<'a>> {
        let mut register = Register::new(budget.map(|budget| budget.folder.as_path()))?;
        let mut words = Vec::new();
        for entry in archive.entries() {
            let Entry { number, id, outlet, date, words: count, .. } = entry?;
            register.enter(number, &id, &outlet, date.as_deref())?;
            words.resize(number as usize, 0);
            words.push(count);
            if let (Some(budget), true) = (budget, words.len().is_multiple_of(1 << 12)) {
                register.fits(budget)?;
            }
        }
        register.rank()?;
        let near = (0..rayon::current_num_threads()).map(|_| Mutex::default()).collect();
        Ok(Ranked { archive, register, words, near, faults: Faults::default() })
    }

    /// All families, as [`families`](crate::family::families) finds them in the same documents.
    /// Stretches at most `gap` tokens apart are one; `k` and the run are the archive's.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn families(&self, gap: usize) -> Result<Vec<Family>> {
        let postings = self.archive.postings()?.map(|posting| {
            let Posting { hash, document, position } = posting?;
            Ok((hash, self.rank_of(document, position)?, position))
        });
        let families = group(self, self.search(gap), postings)?;
        self.faults.none()?;
        Ok(families)
    }

    /// The same families, found within a budget of memory.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read, a temporary file cannot be written, or what must
    /// stand in memory does not fit in the budget.
    pub fn families_within(&self, gap: usize, budget: &Budget) -> Result<Families> {
        let postings = self.archive.postings()?.map(|posting| {
            let Posting { hash, document, position } = posting?;
            self.rank_of(document, position)?;
            Ok((hash, document, position))
        });
        let held = self.register.held() + 4 * self.words.len();
        let families = spill(self, self.search(gap), postings, budget, held)?;
        self.faults.none()?;
        Ok(families)
    }

    fn search(&self, gap: usize) -> Search {
        let kept = self.archive.options();
        Search { k: kept.k, run: kept.run, gap }
    }

    /// The rank of the document of a posting, which must be one of its text.
    fn rank_of(&self, number: u32, position: u32) -> Result<u32> {
        let gram = self.archive.sieve().gram(self.archive.options().k);
        let rank = self.register.rank_at(number as usize);
        let end = position as usize + gram;
        let inside = |_: &usize| end <= self.words[number as usize] as usize;
        let rank = rank.filter(inside).ok_or_else(|| self.archive.broken(number))?;
        Ok(rank as u32)
    }

    /// What `of` makes of the records of a document, of its text and its entry, by its number;
    /// empty if they are damaged.
    fn read<T>(
        &self,
        document: usize,
        empty: T,
        of: impl FnOnce(u32, &mut [Option<Near>; 2]) -> Result<T>,
    ) -> T {
        let number = self.register.place_of(document);
        let own = rayon::current_thread_index().unwrap_or(0) % self.near.len();
        let mut near = self.near[own].lock().unwrap_or_else(PoisonError::into_inner);
        self.faults.or(number, of(number as u32, &mut near), empty)
    }

    fn text_in(&self, number: u32, near: &'_ mut [Option<Near>; 2]) -> Result<String> {
        let record = self.archive.near(number, |segment| &segment.documents, &mut near[0])?;
        text_of(record).map(str::to_owned).ok_or_else(|| self.archive.broken(number))
    }

    fn article_in(&self, number: u32, near: &mut [Option<Near>; 2]) -> Result<Article> {
        let record = self.archive.near(number, |segment| &segment.documents, &mut near[0])?;
        let article = article_of(self.archive.options().k, record);
        article.ok_or_else(|| self.archive.broken(number))
    }

    /// The whole page; how its bytes map to code points is laid by.
    fn page_in(
        &self,
        document: usize,
        number: u32,
        near: &mut [Option<Near>; 2],
    ) -> Result<Page<'static>> {
        let kept = self.archive.options();
        let page = if kept.text {
            let text = self.text_in(number, near)?;
            if !self.register.knows(document) {
                self.register.lay(document, &Offsets::of(&text))?;
            }
            let tokens = tokenize(&text, kept.unit);
            Page::Pieces { pieces: vec![Piece { first: 0, tokens, offset: 0 }], k: kept.k }
        } else {
            let article = self.article_in(number, near)?;
            let Article { fingerprint, starts, ends, offsets, .. } = article;
            self.register.lay(document, &offsets)?;
            let shingles = fingerprint.shingles.into();
            Page::Words { shingles, starts: starts.into(), ends: ends.into() }
        };
        match page.words() == self.words[number as usize] as usize {
            true => Ok(page),
            false => Err(self.archive.broken(number)),
        }
    }
}

impl Shelf for Ranked<'_> {
    fn documents(&self) -> usize {
        self.register.len()
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
        self.read(document, empty, |number, near| self.page_in(document, number, near))
    }

    fn parts(&self, document: usize) -> (Cow<'_, [Region]>, Cow<'_, [Span]>) {
        let parts = self.read(document, Default::default(), |number, near| {
            if !self.archive.options().text {
                let article = self.article_in(number, near)?;
                return Ok((article.regions, article.quotes));
            }
            let [texts, entries] = near;
            let entry = self.archive.near(number, |segment| &segment.entries, entries)?;
            let text = self.archive.near(number, |segment| &segment.documents, texts)?;
            let entry = Entry::from_bytes(number, entry);
            let document = entry.and_then(|entry| entry.into_document(text));
            Ok(parts(&document.ok_or_else(|| self.archive.broken(number))?))
        });
        (parts.0.into(), parts.1.into())
    }

    fn outlet(&self, document: usize) -> &str {
        self.register.outlet(document)
    }

    fn day(&self, document: usize) -> Option<Day> {
        self.register.day(document)
    }

    fn lies_at(&self, document: usize) -> usize {
        self.register.place_of(document)
    }

    fn at(&self, place: usize) -> usize {
        self.register.rank_at(place).unwrap_or_default()
    }
}

impl Legible for Ranked<'_> {
    fn id(&self, document: usize) -> Cow<'_, str> {
        let place = self.register.place_of(document);
        self.faults.or(place, self.register.id(document), String::new()).into()
    }

    fn label(&self, document: usize) -> Label<'_> {
        if !self.register.knows(document) {
            self.page(document, &[]);
        }
        let label = self.register.label(document);
        self.faults.or(self.register.place_of(document), label, Label::default())
    }

    fn text(&self, document: usize) -> Option<Cow<'_, str>> {
        let kept = self.archive.options().text;
        let text = || {
            self.read(document, None, |number, near| {
                self.text_in(number, near).map(Cow::from).map(Some)
            })
        };
        if kept { text() } else { None }
    }

    fn sound(&self) -> Result<()> {
        self.faults.none()
    }
}
