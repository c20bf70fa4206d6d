//! A text's kept hashes and where they stand → the parts of it that stand on pages for good.
//!
//! An article taken apart alone shows no lines that recur in its outlet, but an archive knows how often
//! each gram was printed, when and by whom. Neighbouring grams in about as many documents are one
//! stretch; whether it stands is judged as for [families](crate::family), from some of its documents.

use super::Archive;
use super::lists::Lists;
use crate::date::Day;
use crate::error::Result;
use crate::family::Spread;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// A stretch in fewer documents is not asked about.
const FEWEST: usize = 25;
/// Neighbours belong to one stretch unless one is in more than so many times the documents of the other.
const ALIKE: usize = 2;
/// Documents that speak for a stretch.
const SPOKESMEN: usize = 32;

/// Outlet and day of a document; nothing if it was removed.
type Origin = Option<(String, Option<Day>)>;

/// A part of a text that stands on pages for good.
pub(super) struct Standing {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Its places among those of the text.
    pub(super) places: Range<usize>,
    /// The documents that have the gram of the middle, by how common they are.
    pub(super) documents: Vec<u32>,
}

impl Archive {
    /// The parts of a text that stand on pages for good, ascending. Of each one list is read.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub(super) fn standing(&self, lists: &Lists) -> Result<Vec<Standing>> {
        let count = |&(_, list): &(u32, u32)| lists.lists[list as usize].count;
        let belong = |x: &(u32, u32), y: &(u32, u32)| {
            let (m, n) = (count(x), count(y));
            y.0 as usize <= x.0 as usize + lists.gram && m <= ALIKE * n && n <= ALIKE * m
        };
        let mut first = 0;
        let mut asked: Vec<(Range<usize>, u32)> = Vec::new();
        for places in lists.places.chunk_by(belong) {
            // At the edges of a stretch grams are kept less often than they stand.
            let mut common: Vec<(usize, u32)> =
                places.iter().map(|place| (count(place), place.1)).collect();
            let middle = common.len() / 2;
            let (_, &mut (documents, list), _) = common.select_nth_unstable(middle);
            if documents >= FEWEST {
                asked.push((first..first + places.len(), list));
            }
            first += places.len();
        }
        let stretch = |(places, list): (Range<usize>, u32)| {
            let tokens = lists.places[places.start].0 as usize
                ..lists.places[places.end - 1].0 as usize + lists.gram;
            Ok(Standing {
                tokens,
                places,
                documents: self.documents_of(&lists.lists[list as usize])?.into_owned(),
            })
        };
        let stretches: Vec<Standing> = asked.into_par_iter().map(stretch).collect::<Result<_>>()?;
        let asked: Vec<Vec<u32>> = stretches.par_iter().map(|x| spokesmen(&x.documents)).collect();
        let mut numbers = asked.concat();
        numbers.sort_unstable();
        numbers.dedup();
        let origin = |&number: &u32| {
            let of = |entry: super::Entry| (entry.outlet, entry.date.as_deref().and_then(Day::of));
            Ok((number, self.entry(number)?.map(of)))
        };
        let origins: HashMap<u32, Origin> =
            numbers.par_iter().map(origin).collect::<Result<_>>()?;
        let stands = stretches.into_iter().zip(&asked).filter(|(stretch, asked)| {
            let known: Vec<_> =
                asked.iter().filter_map(|number| origins[number].as_ref()).collect();
            let documents = stretch.documents.len();
            let outlets =
                outlets(known.iter().map(|origin| origin.0.as_str()).collect(), documents);
            let (words, places) = (stretch.tokens.len(), known.len());
            let spread = Spread { documents, outlets, words, places };
            spread.stands(known.iter().filter_map(|origin| origin.1).collect())
        });
        Ok(stands.map(|(stretch, _)| stretch).collect())
    }
}

/// Some documents of a list, those of the least hashes: lists of the same documents have the same.
fn spokesmen(list: &[u32]) -> Vec<u32> {
    let hash =
        |number: u32| number.wrapping_mul(0x9e37_79b1).rotate_left(15).wrapping_mul(0x85eb_ca77);
    let mut hashed: Vec<(u32, u32)> = list.iter().map(|&number| (hash(number), number)).collect();
    if hashed.len() > SPOKESMEN {
        hashed.select_nth_unstable(SPOKESMEN);
        hashed.truncate(SPOKESMEN);
    }
    hashed.into_iter().map(|(_, number)| number).collect()
}

/// How many outlets have printed `documents`, from the outlets of some of them: exact where all are known, else as
/// many equal ones as two documents would be of one outlet as often (the inverse of Simpson's index; Simpson,
/// "Measurement of Diversity", Nature 163, 1949).
fn outlets(mut known: Vec<&str>, documents: usize) -> usize {
    known.sort_unstable();
    let pairs = |count: usize| count * count.saturating_sub(1);
    let alike: usize = known.chunk_by(|x, y| x == y).map(|same| pairs(same.len())).sum();
    let all = pairs(known.len());
    known.dedup();
    match (documents <= SPOKESMEN, alike) {
        (true, _) => known.len(),
        (false, 0) => documents,
        (false, alike) => known.len().max(all / alike),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_are_counted_or_estimated() {
        assert_eq!(outlets(vec!["x", "y", "x"], 3), 2);
        let of = |count: usize| (0..32).map(move |at| ["a", "b", "c", "d"][at % count]).collect();
        assert_eq!((outlets(of(1), 9000), outlets(of(4), 9000)), (1, 4));
        let names: Vec<String> = (0..32).map(|at| at.to_string()).collect();
        assert_eq!(outlets(names.iter().map(String::as_str).collect(), 9000), 9000);
    }

    #[test]
    fn spokesmen_of_the_same_documents_are_the_same() {
        let all: Vec<u32> = (0..9000).collect();
        let most: Vec<u32> = all.iter().copied().filter(|number| number % 50 != 0).collect();
        let (mut x, mut y) = (spokesmen(&all), spokesmen(&most));
        x.sort_unstable();
        y.sort_unstable();
        assert_eq!(x.len(), SPOKESMEN);
        assert!(x.iter().filter(|number| y.contains(number)).count() > SPOKESMEN * 9 / 10);
        assert_eq!(spokesmen(&[3, 4]), [3, 4]);
    }
}
