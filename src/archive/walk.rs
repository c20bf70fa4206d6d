//! Everything in an archive, in order, a few blocks in memory.

use super::postings::{Cursor, Posting, PostingsFile};
use super::records::{Blocks, Numbered, RecordsFile, Unpacked};
use super::removed::Removed;
use super::segment::Segment;
use crate::error::Result;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::sync::Arc;

/// Sorted files of postings as one.
pub(super) struct Merged<'a> {
    cursors: Vec<Cursor<'a>>,
    /// The next posting of each cursor that has one, and the cursor.
    heads: BinaryHeap<Reverse<(Posting, usize)>>,
}

impl<'a> Merged<'a> {
    /// The postings with hashes in `first..=last`.
    pub(super) fn of(files: &[&'a PostingsFile], first: u64, last: u64) -> Result<Merged<'a>> {
        let cursors = files.iter().map(|file| file.stream(first, last));
        let mut cursors: Vec<Cursor> = cursors.collect::<Result<_>>()?;
        let mut heads = BinaryHeap::new();
        for (at, cursor) in cursors.iter_mut().enumerate() {
            heads.extend(cursor.next()?.map(|posting| Reverse((posting, at))));
        }
        Ok(Merged { cursors, heads })
    }

    /// The next posting.
    pub(super) fn next(&mut self) -> Result<Option<Posting>> {
        let Some(mut head) = self.heads.peek_mut() else { return Ok(None) };
        let Reverse((posting, at)) = *head;
        match self.cursors[at].next()? {
            Some(next) => *head = Reverse((next, at)),
            None => drop(PeekMut::pop(head)),
        }
        Ok(Some(posting))
    }
}

/// What `next` gives, up to its end or its first error.
pub(super) fn until_error<T>(
    mut next: impl FnMut() -> Result<Option<T>>,
) -> impl Iterator<Item = Result<T>> {
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let item = next().transpose();
        ended = !matches!(item, Some(Ok(_)));
        item
    })
}

/// Which file of a segment to walk.
pub(super) type Of = fn(&Segment) -> &RecordsFile;

/// The records of one kind that are not removed, by number.
pub(super) struct Records<'a> {
    segments: std::slice::Iter<'a, Arc<Segment>>,
    of: Of,
    first: u32,
    removed: &'a Removed,
    blocks: Option<Blocks<'a>>,
    /// The records of the block at hand, last first.
    held: Vec<Numbered>,
}

impl<'a> Records<'a> {
    /// The records from number `first` on.
    pub(super) fn of(
        segments: &'a [Arc<Segment>],
        of: Of,
        first: u32,
        removed: &'a Removed,
    ) -> Records<'a> {
        let start = segments.partition_point(|segment| segment.row.past <= first);
        let segments = segments[start..].iter();
        Records { segments, of, first, removed, blocks: None, held: Vec::new() }
    }

    fn keep(&mut self, block: &Unpacked) {
        let kept = |number| number >= self.first && !self.removed.contains(number);
        let records = block.iter().filter(|&(number, _)| kept(number));
        self.held = records.map(|(number, record)| (number, record.to_vec())).collect();
        self.held.reverse();
    }

    pub(super) fn next(&mut self) -> Result<Option<Numbered>> {
        loop {
            if let Some(record) = self.held.pop() {
                return Ok(Some(record));
            }
            let block = match &mut self.blocks {
                Some(blocks) => blocks.next()?,
                None => None,
            };
            match (block, self.segments.as_slice().first()) {
                (Some(block), _) => self.keep(&block),
                (None, None) => return Ok(None),
                (None, Some(segment)) => {
                    self.blocks = Some((self.of)(segment).stream(self.first)?);
                    self.segments.next();
                }
            }
        }
    }
}
