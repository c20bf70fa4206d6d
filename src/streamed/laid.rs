//! Documents laid by on disk → their families, as [`families`](crate::family::families) finds them in
//! [`Texts`](crate::family::Texts), within a budget of memory.
//!
//! Texts are read when they are needed and tokenised as a whole: once for their grams, which are sorted on
//! disk, and once where passages begin and end. In memory is what is known of the documents, never
//! their texts.

use super::Budget;
use super::intake::{Intake, batch, portions};
use crate::archive::document_of;
use crate::date::Day;
use crate::document::Document;
use crate::error::Result;
use crate::family::{
    Families, Faults, Label, Legible, Page, Piece, Register, Search, Shelf, parts, spill,
};
use crate::fingerprint::Sieve;
use crate::offsets::Offsets;
use crate::region::Region;
use crate::shingle::shingle;
use crate::sorter::{Sorted, Sorter};
use crate::span::Span;
use crate::spool::{Place, Spool};
use crate::token::{Unit, tokenize};
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;

/// Documents on disk, by id.
pub struct Laid {
    budget: Budget,
    spool: Spool,
    /// In the order of coming.
    places: Vec<Place>,
    register: Register,
    unit: Unit,
    k: usize,
    faults: Faults,
}

impl Laid {
    /// The documents of `intake`, for shingles of `k` tokens.
    ///
    /// # Errors
    /// If a temporary file cannot be read or written, or what must stand in memory does not fit in
    /// the budget.
    pub fn of(intake: Intake, unit: Unit, k: usize) -> Result<Laid> {
        let (budget, spool, places) = intake.into_parts();
        let mut register = Register::new(Some(&budget.folder))?;
        let mut number = 0;
        for portion in portions(&places, batch(&budget)) {
            let documents = portion.par_iter().map(|&place| document(&spool, place));
            for document in documents.collect::<Result<Vec<Document>>>()? {
                let Document { id, outlet, date, .. } = document;
                register.enter(number, &id, &outlet, date.as_deref())?;
                number += 1;
            }
            register.fits(&budget)?;
        }
        register.rank()?;
        Ok(Laid { budget, spool, places, register, unit, k, faults: Faults::default() })
    }

    /// All families, with runs of so many tokens; stretches at most `gap` tokens apart are one.
    /// `progress` is told how many more documents are done.
    ///
    /// # Errors
    /// If a temporary file cannot be read or written, or what must stand in memory does not fit in
    /// the budget.
    pub fn families(
        &self,
        run: usize,
        gap: usize,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Families> {
        let search = Search { k: self.k, run, gap };
        let held = self.register.held() + size_of::<Place>() * self.places.capacity();
        let postings = self.postings(Sieve::of(run, self.k), held, progress)?.map(|posting| {
            let posting = posting?;
            Ok(((posting >> 64) as u64, (posting >> 32) as u32, posting as u32))
        });
        let families = spill(self, search, postings, &self.budget, held)?;
        self.faults.none()?;
        Ok(families)
    }

    /// The kept grams of all documents: hash, document, position. How their bytes map to code points
    /// is laid by on the way.
    fn postings(
        &self,
        sieve: Sieve,
        held: usize,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Sorted<u128>> {
        let Laid { budget, spool, places, register, unit, k, .. } = self;
        let mut sorter = Sorter::new(&budget.folder, budget.room(held) / 3);
        let mut number = 0u32;
        for portion in portions(places, batch(budget)) {
            let of = |&place: &Place| {
                let text = document(spool, place)?.text;
                let kept = sieve.keep_at(&shingle(&tokenize(&text, *unit), *k));
                Ok((kept, Offsets::of(&text)))
            };
            for made in portion.par_iter().map(of).collect::<Result<Vec<_>>>()? {
                let (kept, offsets) = made;
                for (position, hash) in kept {
                    let place = u64::from(number) << 32 | u64::from(position);
                    sorter.push(u128::from(hash) << 64 | u128::from(place))?;
                }
                if let Some(rank) = register.rank_at(number as usize) {
                    register.lay(rank, &offsets)?;
                }
                number += 1;
            }
            progress(portion.len());
        }
        sorter.sorted()
    }

    /// What `of` makes of a document; `empty` if it cannot be read.
    fn read<T>(&self, document: usize, empty: T, of: impl FnOnce(Document) -> T) -> T {
        let place = self.register.place_of(document);
        let read = self::document(&self.spool, self.places[place]);
        self.faults.or(place, read.map(of), empty)
    }
}

fn document(spool: &Spool, place: Place) -> Result<Document> {
    document_of(&spool.get(place)?).ok_or_else(|| spool.lost())
}

impl Shelf for Laid {
    fn documents(&self) -> usize {
        self.register.len()
    }

    fn shingles(&self, document: usize) -> Cow<'_, [u64]> {
        let of = |document: Document| shingle(&tokenize(&document.text, self.unit), self.k);
        self.read(document, Vec::new(), of).into()
    }

    /// The whole page, whatever is wanted.
    fn page(&self, document: usize, _: &[Range<u32>]) -> Page<'_> {
        let pieces = self.read(document, Vec::new(), |document| {
            vec![Piece { first: 0, tokens: tokenize(&document.text, self.unit), offset: 0 }]
        });
        Page::Pieces { pieces, k: self.k }
    }

    fn parts(&self, document: usize) -> (Cow<'_, [Region]>, Cow<'_, [Span]>) {
        let parts = self.read(document, Default::default(), |document| parts(&document));
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

impl Legible for Laid {
    fn id(&self, document: usize) -> Cow<'_, str> {
        let place = self.register.place_of(document);
        self.faults.or(place, self.register.id(document), String::new()).into()
    }

    fn label(&self, document: usize) -> Label<'_> {
        let label = self.register.label(document);
        self.faults.or(self.register.place_of(document), label, Label::default())
    }

    fn text(&self, document: usize) -> Option<Cow<'_, str>> {
        self.read(document, None, |document| Some(document.text.into()))
    }

    fn sound(&self) -> Result<()> {
        self.faults.none()
    }
}
