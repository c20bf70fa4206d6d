//! [`group`](super::group) for more than fits in memory: the same stages, the same families, in the
//! same order, with all that grows with the places of grams on disk.
//!
//! Documents are walked in the order in which they lie, as often as a stage wants it. In memory stay four
//! bytes a repeated gram (which family it is of), what stands next to the places of some classes,
//! and the members of the family at hand. The files have no names.

mod gathered;
mod listing;
mod margins;
mod repeated;
#[cfg(test)]
mod tests;
mod walk;

pub use listing::Families;

use super::place::Posting;
use super::{Grams, Search, Shelf};
use crate::budget::Budget;
use crate::error::Result;
use gathered::{absorbed, gathered};
use margins::stretches;
use repeated::Repeated;

/// All families of a shelf from sorted postings, as [`group`](super::group) finds them, within a
/// budget of memory of which `held` bytes are taken. Postings name documents by where they lie.
///
/// # Errors
/// The first error of `postings`; if a temporary file cannot be read or written, or what must stand
/// in memory does not fit in the budget.
pub fn spill(
    shelf: &impl Shelf,
    search: Search,
    postings: impl Iterator<Item = Result<Posting>>,
    budget: &Budget,
    held: usize,
) -> Result<Families> {
    let grams = Grams::of(search);
    let repeated = Repeated::of(postings, grams.reach, budget, held)?;
    let stretches = stretches(shelf, &repeated, search.run as u32, grams, budget, held)?;
    drop(repeated);
    let stretches = absorbed(shelf, stretches, budget, held)?;
    gathered(shelf, stretches, search.gap as u32, budget, held)
}
