//! Documents in any order → what a run must know of all of them before it takes the first apart.

use super::{Budget, Depot};
use crate::analysis::Options;
use crate::archive::{document_of, record_of};
use crate::article::{Article, Dissection};
use crate::budget::longest_row;
use crate::clean::Learner;
use crate::credit::Directory;
use crate::document::{Document, Skipped, Skips};
use crate::error::{Error, Result};
use crate::read::{self, Batch, DETECTED, detect_language};
use crate::source::{SourceOptions, is_plain};
use crate::spool::{Place, Spool};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_128;

/// Documents on disk.
pub struct Intake {
    budget: Budget,
    spool: Spool,
    places: Vec<Place>,
    /// Hashes of the ids.
    seen: FxHashSet<u128>,
    /// None where nothing is learned.
    learner: Option<Learner>,
    /// The id that comes first.
    first: Option<String>,
    /// How many do not state their language.
    silent: usize,
}

impl Intake {
    /// Nothing yet.
    ///
    /// # Errors
    /// If the folder of the budget cannot be written to.
    pub fn new(budget: Budget) -> Result<Intake> {
        let learner = Some(Learner::new(Some(&budget.folder))?);
        Ok(Intake { learner, ..Intake::plain(budget)? })
    }

    /// The same, for [`Laid`](super::Laid): nothing is learned of what recurs.
    ///
    /// # Errors
    /// If the folder of the budget cannot be written to.
    pub fn plain(budget: Budget) -> Result<Intake> {
        let spool = Spool::new(&budget.folder)?;
        let (places, seen) = (Vec::new(), FxHashSet::default());
        Ok(Intake { budget, spool, places, seen, learner: None, first: None, silent: 0 })
    }

    /// Reads files, folders and globs, as [`read::read`] does, and lays their documents by.
    ///
    /// # Errors
    /// As [`read::read`]; for packs and corpus folders; if a temporary file cannot be written.
    pub fn read(
        mut self,
        inputs: &[String],
        options: &SourceOptions,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<(Intake, Skips)> {
        if let Some(input) = inputs.iter().find(|input| !is_plain(input)) {
            let problem = "is a pack or a corpus with a manifest, which takes memory as a whole; \
                           leave out --memory, or name documents";
            return Err(Error::format(input, problem));
        }
        let batch = Batch { documents: 5_000, bytes: batch(&self.budget) };
        let read =
            read::Options { max_row_bytes: longest_row(self.budget.bytes), ..options.read.clone() };
        let mut twice = Skips::default();
        let mut take = |documents| {
            let reason = || "stands twice as an id; the first is kept".into();
            let ids = self.add(documents)?.into_iter();
            twice.extend(ids.map(|path| Skipped { path, reason: reason() }));
            Ok(())
        };
        let mut skipped = read::each(inputs, &read, batch, progress, &mut take)?;
        skipped.append(twice);
        match skipped.first() {
            Some(first) if options.read.strict => Err(Error::format(&first.path, &first.reason)),
            _ => Ok((self, skipped)),
        }
    }

    /// Lays documents by; of two with one id the first is kept, and the id is given back.
    ///
    /// # Errors
    /// If a temporary file cannot be written, or the list of documents does not fit in the budget.
    pub fn add(&mut self, mut documents: Vec<Document>) -> Result<Vec<String>> {
        let mut twice = Vec::new();
        documents.retain(|document| {
            let new = self.seen.insert(xxh3_128(document.id.as_bytes()));
            if !new {
                twice.push(document.id.clone());
            }
            new
        });
        let ids = documents.iter().map(|document| &document.id).chain(&self.first);
        self.first = ids.min().cloned();
        if let Some(learner) = &mut self.learner {
            learner.add(&documents)?;
        }
        self.silent += documents.iter().filter(|document| document.language.is_none()).count();
        let records: Vec<Vec<u8>> = documents.par_iter().map(record_of).collect();
        self.places.extend(self.spool.append(&records)?);
        let held = 20 * self.seen.capacity()
            + size_of::<Place>() * self.places.capacity()
            + self.learner.as_ref().map_or(0, Learner::held);
        self.budget.hold(held, || format!("a list of {} documents", self.places.len()))?;
        Ok(twice)
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is a document of this id.
    pub fn holds(&self, id: &str) -> bool {
        self.seen.contains(&xxh3_128(id.as_bytes()))
    }

    /// The smallest id.
    pub fn first(&self) -> Option<&str> {
        self.first.as_deref()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Takes all documents apart and lays the articles on a depot, with their texts if `texts` says so.
    /// `progress` is told how many more are done.
    ///
    /// # Errors
    /// If a temporary file cannot be read or written.
    pub fn shelve(
        self,
        options: &Options,
        texts: bool,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Depot> {
        let Intake { budget, spool, places, seen, learner, silent, .. } = self;
        drop(seen);
        let how = Dissection {
            unit: options.unit,
            k: options.k,
            recurring: learner.map(Learner::finish).transpose()?.unwrap_or_default(),
            directory: Directory::default(),
        };
        let together = batch(&budget);
        let mut depot = Depot::new(budget, options, places.len(), texts)?;
        for portion in portions(&places, together) {
            let articles = portion.par_iter().map(|&place| {
                let document = document_of(&spool.get(place)?).ok_or_else(|| spool.lost())?;
                Ok(Article::of(stated(document, silent), &how))
            });
            depot.add(&articles.collect::<Result<Vec<_>>>()?)?;
            progress(portion.len());
        }
        Ok(depot)
    }

    pub(super) fn into_parts(self) -> (Budget, Spool, Vec<Place>) {
        (self.budget, self.spool, self.places)
    }
}

/// Bytes of text that take as much memory as a document does without any.
const FIXED: usize = 200;

/// As many places together as hold so many bytes, one at least.
pub(super) fn portions(places: &[Place], bytes: usize) -> impl Iterator<Item = &[Place]> {
    let mut rest = places;
    std::iter::from_fn(move || {
        let mut sum = 0;
        let fits = |place: &&Place| {
            sum += place.bytes as usize + FIXED;
            sum <= bytes
        };
        let count = rest.iter().take_while(fits).count().max(1);
        let (portion, others) = rest.split_at_checked(count)?;
        rest = others;
        Some(portion)
    })
}

/// Bytes of text taken apart at once: an article takes about six times its text.
pub(super) fn batch(budget: &Budget) -> usize {
    (budget.bytes / 48).min(8 << 20)
}

/// The document with its language, found out where `silent` of them do not state it.
fn stated(mut document: Document, silent: usize) -> Document {
    if document.language.is_none() && silent <= DETECTED {
        document.language = detect_language(&document.text).map(str::to_owned);
    }
    document
}
