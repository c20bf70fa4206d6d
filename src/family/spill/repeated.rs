//! Sorted postings → the places of repeated grams on disk, and the family of every class of them.

use super::super::link::{Forest, follows};
use super::super::place::{Place, Posting};
use crate::budget::Budget;
use crate::error::Result;
use crate::sorter::{Sorted, Sorter};
use crate::tape::Tape;

/// The places of repeated grams, and which classes are parts of one passage.
pub(super) struct Repeated {
    /// Where the document lies, position, class; in order.
    pub places: Tape<[u32; 3]>,
    /// The family of every class. Families are numbered without gaps, by their smallest class.
    pub family: Vec<u32>,
    /// How many there are.
    pub families: usize,
}

impl Repeated {
    pub(super) fn of(
        postings: impl Iterator<Item = Result<Posting>>,
        reach: u32,
        budget: &Budget,
        held: usize,
    ) -> Result<Repeated> {
        let (places, sizes) = classes(postings, budget, held)?;
        let room = budget.room(held + 4 * sizes.len()) / 3;
        let (places, links) = linked(places, reach, budget, room)?;
        let joins = decided(links, &sizes, budget)?;
        let classes = sizes.len();
        drop(sizes);
        let mut forest = Forest::of(classes);
        for join in joins.read() {
            let [x, y] = join?;
            forest.join(x, y);
        }
        let mut family = forest.roots();
        let mut families = 0;
        for class in 0..classes {
            // The root of a family is the smallest class of it, so its number is known.
            let root = family[class] as usize;
            family[class] = if root == class { families } else { family[root] };
            families += u32::from(root == class);
        }
        Ok(Repeated { places, family, families: families as usize })
    }
}

/// The places of grams that stand in two documents or more, and in how many each class stands.
fn classes(
    postings: impl Iterator<Item = Result<Posting>>,
    budget: &Budget,
    held: usize,
) -> Result<(Sorter<u128>, Vec<u32>)> {
    let mut places = Sorter::new(&budget.folder, budget.room(held) / 3);
    let mut sizes: Vec<u32> = Vec::new();
    // The places in the first document of the hash at hand.
    let mut first: Vec<(u32, u32)> = Vec::new();
    let (mut at, mut document, mut documents) = (None, 0, 0);
    for posting in postings {
        let (hash, of, position) = posting?;
        if at != Some(hash) {
            if documents > 1 {
                sizes.push(documents);
                if sizes.len().is_multiple_of(1 << 16) {
                    let count = sizes.len();
                    budget.hold(held + 4 * count, || format!("a list of {count} shared grams"))?;
                }
            }
            (at, document, documents) = (Some(hash), of, 1);
            first.clear();
        } else if document != of {
            (document, documents) = (of, documents + 1);
        }
        first.push((of, position));
        if documents > 1 {
            let class = sizes.len() as u32;
            for (document, position) in first.drain(..) {
                places.push(packed([document, position, class, 0]))?;
            }
        }
    }
    if documents > 1 {
        sizes.push(documents);
    }
    Ok((places, sizes))
}

/// Four numbers as one, the first highest.
pub(super) fn packed(numbers: [u32; 4]) -> u128 {
    numbers.into_iter().fold(0, |packed, number| packed << 32 | u128::from(number))
}

/// The numbers of [`packed`].
pub(super) fn unpacked(packed: u128) -> [u32; 4] {
    [96, 64, 32, 0].map(|shift| (packed >> shift) as u32)
}

/// The places in order, and for each two that follow each other their classes and where it is.
fn linked(
    places: Sorter<u128>,
    reach: u32,
    budget: &Budget,
    room: usize,
) -> Result<(Tape<[u32; 3]>, Sorted<u128>)> {
    let mut tape = Tape::new(&budget.folder)?;
    let mut links = Sorter::new(&budget.folder, room);
    let mut last: Option<Place> = None;
    for place in places.sorted()? {
        let [document, position, class, _] = unpacked(place?);
        tape.push([document, position, class])?;
        let place = Place { document, position, class };
        if let Some(last) = last.filter(|last| follows(last, &place, reach)) {
            links.push(packed([last.class, class, document, position]))?;
        }
        last = Some(place);
    }
    Ok((tape, links.sorted()?))
}

/// The classes that are one family: those that follow each other in half of the documents of either.
fn decided(links: Sorted<u128>, sizes: &[u32], budget: &Budget) -> Result<Tape<[u32; 2]>> {
    let mut joins = Tape::new(&budget.folder)?;
    let (mut at, mut count) = ([0, 0], 0u64);
    let mut close = |[x, y]: [u32; 2], count: u64| {
        let most = if count > 0 { sizes[x as usize].max(sizes[y as usize]) } else { u32::MAX };
        if 2 * count >= u64::from(most) { joins.push([x, y]) } else { Ok(()) }
    };
    for link in links {
        let [x, y, ..] = unpacked(link?);
        if at != [x, y] {
            close(at, count)?;
            (at, count) = ([x, y], 0);
        }
        count += 1;
    }
    close(at, count)?;
    Ok(joins)
}
