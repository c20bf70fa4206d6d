//! Families on disk: given out in their order, or as who is in none and who meets whom.

use super::super::kind::Kind;
use super::super::shown::single;
use super::super::{Family, Member, Shelf};
use super::repeated::{packed, unpacked};
use crate::budget::Budget;
use crate::error::Result;
use crate::sorter::{Sorted, Sorter};
use crate::span::Span;
use crate::spool::{Place, Spool};
use rayon::prelude::*;

/// Takes families in.
pub(super) struct Listing {
    spool: Spool,
    kinds: Vec<Kind>,
    /// Most documents, most words, first member's document and word, number, place in the spool.
    order: Sorter<[u32; 8]>,
    /// Whether a document, by rank, is in no family.
    alone: Vec<bool>,
    budget: Budget,
    room: usize,
}

/// Families within a budget of memory, in the order of [`families`](super::super::families): an iterator.
pub struct Families {
    spool: Spool,
    kinds: Vec<Kind>,
    order: Sorted<[u32; 8]>,
    alone: Vec<bool>,
    budget: Budget,
    room: usize,
}

/// Numbers before those of documents, and for each member.
const HEAD: usize = 4;
const MEMBER: usize = 5;

impl Listing {
    /// None yet, for a shelf of so many documents, with `room` bytes to sort them.
    pub(super) fn new(documents: usize, budget: &Budget, room: usize) -> Result<Listing> {
        Ok(Listing {
            spool: Spool::new(&budget.folder)?,
            kinds: Vec::new(),
            order: Sorter::new(&budget.folder, room),
            alone: vec![true; documents],
            budget: budget.clone(),
            room,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    pub(super) fn push(&mut self, family: &Family) -> Result<()> {
        let (members, words) = (&family.members, family.words as u32);
        let mut documents: Vec<u32> = members.iter().map(|member| member.document).collect();
        documents.dedup();
        let head = [family.documents as u32, family.outlets as u32, words, members.len() as u32];
        let member = |member: &Member| {
            let Member { document, span, words, first } = *member;
            [document, span.start as u32, span.end as u32, words, first]
        };
        let numbers = head.into_iter().chain(documents.iter().copied());
        let numbers = numbers.chain(members.iter().flat_map(member));
        let record: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
        let Place { start, bytes } = self.spool.append(&[record])?[0];
        let (first, at) = (&members[0], self.kinds.len() as u32);
        let (high, low) = ((start >> 32) as u32, start as u32);
        let many = u32::MAX - family.documents as u32;
        let key = [many, u32::MAX - words, first.document, first.first, at, high, low, bytes];
        self.order.push(key)?;
        self.kinds.push(family.kind);
        documents.into_iter().for_each(|document| self.alone[document as usize] = false);
        Ok(())
    }

    /// Says what the family of this number is.
    pub(super) fn judge(&mut self, at: usize, kind: Kind) {
        self.kinds[at] = kind;
    }

    pub(super) fn sorted(self) -> Result<Families> {
        let Listing { spool, kinds, order, alone, budget, room } = self;
        Ok(Families { spool, kinds, order: order.sorted()?, alone, budget, room })
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers.iter().map(|&number| u32::from_le_bytes(number)).collect()
}

/// Where the record of a family lies.
fn place([.., high, low, bytes]: [u32; 8]) -> Place {
    Place { start: u64::from(high) << 32 | u64::from(low), bytes }
}

impl Iterator for Families {
    type Item = Result<Family>;

    fn next(&mut self) -> Option<Result<Family>> {
        Some(self.order.next()?.and_then(|key| self.family(key)))
    }
}

impl Families {
    fn family(&self, key: [u32; 8]) -> Result<Family> {
        let numbers = numbers(&self.spool.get(place(key))?);
        let member = |row: &[u32]| Member {
            document: row[0],
            span: Span::new(row[1] as usize, row[2] as usize),
            words: row[3],
            first: row[4],
        };
        let documents = numbers[0] as usize;
        Ok(Family {
            members: numbers[HEAD + documents..].chunks_exact(MEMBER).map(member).collect(),
            documents,
            outlets: numbers[1] as usize,
            words: numbers[2] as usize,
            kind: self.kinds[key[4] as usize],
        })
    }

    /// What [`singletons`](super::super::singletons) gives.
    ///
    /// # Errors
    /// If a temporary file cannot be read or written.
    pub fn singletons<S: Shelf>(
        &self,
        shelf: &S,
    ) -> Result<impl Iterator<Item = Result<Family>> + use<S>> {
        /// Pages that are read together.
        const TOGETHER: usize = 1 << 10;
        let mut alone: Vec<u32> = (0..self.alone.len() as u32).collect();
        alone.retain(|&rank| self.alone[rank as usize]);
        alone.par_sort_unstable_by_key(|&rank| shelf.lies_at(rank as usize));
        let mut sorter = Sorter::new(&self.budget.folder, self.room);
        for ranks in alone.chunks(TOGETHER) {
            let of = |&rank: &u32| single(shelf, rank as usize);
            for family in ranks.par_iter().with_min_len(8).map(of).collect::<Vec<Family>>() {
                let Member { document, span, words, .. } = family.members[0];
                let (start, end) = (span.start as u32, span.end as u32);
                sorter.push([document, start, end, words, family.kind as u32])?;
            }
        }
        Ok(sorter.sorted()?.map(|row| {
            let [document, start, end, words, kind] = row?;
            let span = Span::new(start as usize, end as usize);
            let kind = [Kind::Copy, Kind::Quote, Kind::Boilerplate][kind as usize];
            let members = vec![Member { document, span, words, first: 0 }];
            Ok(Family { members, documents: 1, outlets: 1, words: words as usize, kind })
        }))
    }

    /// What [`pairs`](super::super::pairs) gives.
    ///
    /// # Errors
    /// If a temporary file cannot be read or written.
    pub fn pairs(self) -> Result<impl Iterator<Item = Result<(u32, u32)>>> {
        let Families { spool, order, budget, room, .. } = self;
        let documents = move |place: Place| spool.get(place).map(|bytes| numbers(&bytes));
        let mut met = Sorter::new(&budget.folder, room);
        for key in order {
            let key = key?;
            let count = (u32::MAX - key[0]) as usize;
            let Place { start, .. } = place(key);
            let start = start + 4 * HEAD as u64;
            let list = documents(Place { start, bytes: 4 * count as u32 })?;
            for document in list {
                met.push(packed([document, (start >> 32) as u32, start as u32, count as u32]))?;
            }
        }
        let mut met = met.sorted()?.peekable();
        let mut others = move || -> Option<Result<(u32, Vec<u32>)>> {
            let first = match met.peek()? {
                Ok(first) => unpacked(*first)[0],
                Err(_) => return met.next().map(|failed| failed.map(|_| (0, Vec::new()))),
            };
            let mut others: Vec<u32> = Vec::new();
            let of = |next: &Result<u128>| next.as_ref().map_or(true, |&x| unpacked(x)[0] == first);
            while let Some(next) = met.next_if(of) {
                let list = next.and_then(|next| {
                    let [_, high, low, count] = unpacked(next);
                    let start = u64::from(high) << 32 | u64::from(low);
                    documents(Place { start, bytes: 4 * count })
                });
                match list {
                    Ok(list) => others.extend(&list[list.partition_point(|&x| x <= first)..]),
                    Err(error) => return Some(Err(error)),
                }
            }
            others.sort_unstable();
            others.dedup();
            Some(Ok((first, others)))
        };
        let mut row: (u32, std::vec::IntoIter<u32>) = (0, Vec::new().into_iter());
        Ok(std::iter::from_fn(move || {
            loop {
                if let Some(other) = row.1.next() {
                    return Some(Ok((row.0, other)));
                }
                match others()? {
                    Ok((document, list)) => row = (document, list.into_iter()),
                    Err(error) => return Some(Err(error)),
                }
            }
        }))
    }
}
