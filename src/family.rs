//! Kept grams → families: all the places where one passage stands, however many they are.
//!
//! A passage that ten thousand documents share is one family of ten thousand members, not fifty
//! million pairs. The stages, each near-linear in the places:
//!
//! 1. `place`: of the grams that the [`Sieve`] keeps of every document, the places of those that
//!    stand in two documents or more. A gram is a *class* of places.
//! 2. `link`: classes become one family where they follow each other in at least half of
//!    the documents of either: where the set of documents stays the same along the text. So a story and
//!    the box under it part, because the box stands on many other pages, and an edit in one copy
//!    parts nothing.
//! 3. `stretch`: the places of a family in a row in one document are a stretch, made exact to the
//!    word by what its neighbours in the classes of its ends share with it.
//! 4. `absorb`: a family inside of a larger one is a part of it.
//! 5. `kind`: whether the passage is copy, a quotation or boilerplate.
//!
//! The law (held by a property test): every run of [`Search::run`] words that two documents share is
//! covered, in both, by families that both are members of. No class is too large, none is
//! dropped. Pairs are expanded on demand: the members of a family are the candidates of an exact
//! comparison.

mod absorb;
mod extend;
mod faults;
mod kind;
mod link;
mod place;
mod register;
mod shelf;
mod shown;
mod spill;
mod stretch;
#[cfg(test)]
mod tests;
mod texts;

pub use faults::Faults;
pub use kind::Kind;
pub(crate) use kind::Spread;
pub use place::Posting;
pub use register::Register;
pub use shelf::{Label, Legible, Page, Piece, Shelf};
pub use shown::{pairs, singletons};
pub use spill::{Families, spill};
pub use texts::Texts;
pub(crate) use texts::parts;

use crate::fingerprint::Sieve;
use crate::span::Span;
use absorb::absorb;
use place::{Places, places};
use rayon::prelude::*;
use stretch::{Stretch, stretches};

/// How to look for families.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// Tokens in a shingle.
    pub k: usize,
    /// Every run of so many tokens that two documents share is found.
    pub run: usize,
    /// Stretches of a family in one document that are at most so many tokens apart are one.
    pub gap: usize,
}

impl Default for Search {
    fn default() -> Search {
        Search { k: 5, run: 12, gap: 12 }
    }
}

/// One passage and all the places where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// Where it stands, by document, then place: every document at least once.
    pub members: Vec<Member>,
    /// How many documents it stands in.
    pub documents: usize,
    /// How many outlets printed it.
    pub outlets: usize,
    /// Words of its longest member.
    pub words: usize,
    /// What it is.
    pub kind: Kind,
}

/// One place of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Number of the document on the shelf.
    pub document: u32,
    /// Where in its text, in bytes.
    pub span: Span,
    /// Words it reaches over.
    pub words: u32,
    /// Its first word, counted from 0.
    pub first: u32,
}

/// All families of a shelf: those in most documents first, then the longest, then by their first
/// member.
pub fn families(shelf: &impl Shelf, search: Search) -> Vec<Family> {
    assemble(shelf, search, places(shelf, Sieve::of(search.run, search.k)))
}

/// [`families`] from sorted postings, as an archive has them on disk: those that
/// [`Sieve::keep_at`] keeps of every document.
///
/// # Errors
/// The first error of `postings`.
pub fn group<E>(
    shelf: &impl Shelf,
    search: Search,
    postings: impl Iterator<Item = Result<Posting, E>>,
) -> Result<Vec<Family>, E> {
    let (mut parts, mut part) = (Vec::new(), Vec::new());
    for posting in postings {
        let posting = posting?;
        if part.last().is_some_and(|last: &Posting| place::part(last.0) != place::part(posting.0)) {
            parts.push(Places::of(&part));
            part.clear();
        }
        part.push(posting);
    }
    parts.push(Places::of(&part));
    Ok(assemble(shelf, search, Places::join(parts)))
}

fn assemble(shelf: &impl Shelf, search: Search, found: Places) -> Vec<Family> {
    let Places { places, sizes } = found;
    let grams = Grams::of(search);
    let family = link::families(&places, &sizes, grams.reach);
    let mut stretches = stretches(shelf, grams, &places, &family);
    drop((places, sizes, family));
    stretches.retain(|stretch| stretch.words() >= search.run as u32);
    let stretches = absorb(stretches, search.gap as u32);
    let mut families: Vec<Family> = stretches
        .par_chunk_by(|x, y| x.family == y.family)
        .filter_map(|stretches| family_of(shelf, stretches))
        .collect();
    kind::judge(shelf, &mut families);
    let first = |family: &Family| (family.members[0].document, family.members[0].first);
    families.par_sort_by(|x, y| {
        (y.documents, y.words, first(x)).cmp(&(x.documents, x.words, first(y)))
    });
    families
}

/// What a search is in grams.
#[derive(Clone, Copy)]
struct Grams {
    /// Tokens in a shingle.
    k: usize,
    /// Tokens in a gram.
    length: u32,
    /// Tokens that a run can reach beyond its first and last kept gram.
    width: usize,
    /// Tokens from one place to the next, at most, in a stretch.
    reach: u32,
}

impl Grams {
    fn of(search: Search) -> Grams {
        let sieve = Sieve::of(search.run, search.k);
        let length = sieve.gram(search.k);
        // Inside a run, kept grams follow each other by a window at most; between two, by a gap.
        let reach = (length + search.gap + 2 * sieve.window()) as u32;
        Grams { k: search.k, length: length as u32, width: sieve.window() - 1, reach }
    }
}

/// The family of these stretches, if they stand in two documents.
fn family_of(shelf: &impl Shelf, stretches: &[Stretch]) -> Option<Family> {
    let member = |stretch: &Stretch| Member {
        document: stretch.document,
        span: stretch.span,
        words: stretch.words(),
        first: stretch.start,
    };
    let mut documents: Vec<u32> = stretches.iter().map(|stretch| stretch.document).collect();
    documents.dedup();
    let count = documents.len();
    let mut outlets: Vec<&str> =
        documents.iter().map(|&document| shelf.outlet(document as usize)).collect();
    outlets.sort_unstable();
    outlets.dedup();
    (count > 1).then(|| Family {
        members: stretches.iter().map(member).collect(),
        documents: count,
        outlets: outlets.len(),
        words: stretches.iter().map(|stretch| stretch.words() as usize).max().unwrap_or(0),
        kind: Kind::default(),
    })
}
