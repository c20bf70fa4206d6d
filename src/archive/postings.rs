//! Files of postings: sorted (hash, document, position), in blocks (`packed`) under their first hash.

use super::blocks::{BlockWriter, Kind, Listed};
use super::file::{BlockFile, Stream};
use super::packed::{Block, PADDING, pack};
use super::removed::Removed;
use crate::error::Result;
use std::ops::Range;
use std::path::Path;

/// Postings in a block, of which a look-up reads one (512 in files of version 1).
const BLOCK: usize = 256;

/// One kept hash of a document and where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Posting {
    /// What [`Sieve::keep_at`](crate::fingerprint::Sieve::keep_at) keeps.
    pub hash: u64,
    /// Number of the document.
    pub document: u32,
    /// The first token it covers.
    pub position: u32,
}

/// Writes sorted postings.
pub(super) struct PostingsWriter {
    out: BlockWriter,
    held: Vec<Posting>,
}

impl PostingsWriter {
    pub(super) fn create(path: &Path, kind: Kind) -> Result<PostingsWriter> {
        Ok(PostingsWriter { out: BlockWriter::create(path, kind)?, held: Vec::new() })
    }

    /// Appends a posting that does not stand before the last one.
    pub(super) fn push(&mut self, posting: Posting) -> Result<()> {
        self.held.push(posting);
        if self.held.len() < BLOCK { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<()> {
        if let Some(first) = self.held.first() {
            self.out.block(first.hash, self.held.len(), &pack(&self.held))?;
            self.held.clear();
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Listed> {
        self.flush()?;
        self.out.finish()
    }
}

/// A file of sorted postings.
pub(super) struct PostingsFile {
    pub(super) file: BlockFile,
}

impl PostingsFile {
    /// Adds the postings of each of `hashes`, ascending, to `found`.
    pub(super) fn lookup(&self, hashes: &[u64], found: &mut Vec<Posting>) -> Result<()> {
        let mut held: Option<(usize, Vec<u8>)> = None;
        for &hash in hashes {
            for at in self.reach(hash)? {
                let padded = match &mut held {
                    Some((number, padded)) if *number == at => padded,
                    _ => {
                        let mut padded = self.file.block(at)?;
                        padded.resize(padded.len() + PADDING, 0);
                        &held.insert((at, padded)).1
                    }
                };
                let block = Block::of(padded).ok_or_else(|| self.broken(at))?;
                found.extend(block.places_of(hash).map(|at| block.posting(at, hash)));
            }
        }
        Ok(())
    }

    /// Adds the documents where `hash` stands to `found`, ascending, each once, but those removed; how many
    /// places it has in them.
    pub(super) fn documents(
        &self,
        hash: u64,
        removed: &Removed,
        found: &mut Vec<u32>,
    ) -> Result<usize> {
        let mut stream = self.blocks(hash, hash)?;
        let (mut padded, mut count) = (Vec::new(), 0);
        while let Some((at, payload)) = stream.next()? {
            padded.clear();
            padded.extend_from_slice(payload);
            padded.resize(payload.len() + PADDING, 0);
            let block = Block::of(&padded).ok_or_else(|| self.broken(at))?;
            for at in block.places_of(hash) {
                let document = block.document(at);
                if removed.contains(document) {
                    continue;
                }
                count += 1;
                if found.last() != Some(&document) {
                    found.push(document);
                }
            }
        }
        Ok(count)
    }

    /// The numbers of the blocks that may hold `hash`.
    pub(super) fn reach(&self, hash: u64) -> Result<Range<usize>> {
        let start = self.file.below(hash)?.saturating_sub(1);
        Ok(start..self.file.through(hash)?.max(start))
    }

    /// How many places `hash` has, from the first and the last block that hold it: those between
    /// are full of it, and each as long as the first.
    pub(super) fn count(&self, hash: u64) -> Result<usize> {
        let Range { start, end } = self.reach(hash)?;
        let (mut count, mut full) = (0, 0);
        for at in [start, end.saturating_sub(1).max(start + 1)].into_iter().filter(|at| *at < end) {
            let mut padded = self.file.block(at)?;
            padded.resize(padded.len() + PADDING, 0);
            let block = Block::of(&padded).ok_or_else(|| self.broken(at))?;
            full = if at == start { block.count } else { full };
            count += block.places_of(hash).len();
        }
        Ok(count + full * end.saturating_sub(start + 2))
    }

    /// The blocks that may hold hashes of `first..=last`.
    fn blocks(&self, first: u64, last: u64) -> Result<Stream<'_>> {
        let start = self.file.below(first)?.saturating_sub(1);
        Ok(self.file.stream(start..self.file.through(last)?.max(start)))
    }

    /// The postings whose hash lies in `first..=last`, in order.
    pub(super) fn stream(&self, first: u64, last: u64) -> Result<Cursor<'_>> {
        let stream = self.blocks(first, last)?;
        let (padded, held) = (Vec::new(), Vec::new());
        Ok(Cursor { postings: self, stream, first, last, padded, held, next: 0 })
    }

    fn broken(&self, block: usize) -> crate::error::Error {
        self.file.damaged(&format!("contradicts itself in block {block}"))
    }
}

/// Walks a file of postings, a block in memory.
pub(super) struct Cursor<'a> {
    postings: &'a PostingsFile,
    stream: Stream<'a>,
    first: u64,
    last: u64,
    padded: Vec<u8>,
    held: Vec<Posting>,
    next: usize,
}

impl Cursor<'_> {
    /// The next posting.
    pub(super) fn next(&mut self) -> Result<Option<Posting>> {
        while self.next == self.held.len() {
            let Some((at, payload)) = self.stream.next()? else { return Ok(None) };
            self.padded.clear();
            self.padded.extend_from_slice(payload);
            self.padded.resize(payload.len() + PADDING, 0);
            let block = Block::of(&self.padded).ok_or_else(|| self.postings.broken(at))?;
            self.held.clear();
            self.next = 0;
            let (first, last) = (self.first, self.last);
            let inside = block.hashes().enumerate();
            let inside = inside.filter(|(_, hash)| (first..=last).contains(hash));
            self.held.extend(inside.map(|(at, hash)| block.posting(at, hash)));
        }
        self.next += 1;
        Ok(Some(self.held[self.next - 1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn posting() -> impl Strategy<Value = Posting> {
        let hash = prop_oneof![any::<u64>(), 1u64..6, (u64::MAX - 3)..=u64::MAX];
        let number = || prop_oneof![any::<u32>(), 0u32..4];
        (hash, number(), number()).prop_map(|(hash, document, position)| Posting {
            hash,
            document,
            position,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Look-ups and walks give what a plain filter over the sorted postings gives.
        #[test]
        fn postings_come_back_as_they_were(
            mut postings in proptest::collection::vec(posting(), 0..1600), range in any::<(u64, u64)>()
        ) {
            postings.sort_unstable();
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("x.postings");
            let mut writer = PostingsWriter::create(&path, Kind::Postings).unwrap();
            postings.iter().for_each(|&posting| writer.push(posting).unwrap());
            let listed = writer.finish().unwrap();
            prop_assert_eq!(listed.items as usize, postings.len());
            let file = PostingsFile { file: BlockFile::open(&path, Kind::Postings, listed).unwrap() };
            let (first, last) = (range.0.min(range.1), range.0.max(range.1));
            for (first, last) in [(0, u64::MAX), (first, last), (3, 4)] {
                let mut cursor = file.stream(first, last).unwrap();
                let walked: Vec<_> = std::iter::from_fn(|| cursor.next().unwrap()).collect();
                let mut plainly = postings.clone();
                plainly.retain(|posting| (first..=last).contains(&posting.hash));
                prop_assert_eq!(walked, plainly);
            }
            let mut hashes: Vec<u64> = postings.iter().step_by(7).map(|p| p.hash).collect();
            hashes.extend([0, 3, 77, u64::MAX]);
            hashes.sort_unstable();
            hashes.dedup();
            let mut found = Vec::new();
            file.lookup(&hashes, &mut found).unwrap();
            for &hash in &hashes {
                let of = postings.iter().filter(|posting| posting.hash == hash);
                let mut plainly: Vec<u32> = of.map(|posting| posting.document).collect();
                plainly.dedup();
                let mut documents = Vec::new();
                file.documents(hash, &Removed::default(), &mut documents).unwrap();
                prop_assert_eq!(documents, plainly);
                let places = postings.iter().filter(|posting| posting.hash == hash).count();
                prop_assert_eq!(file.count(hash).unwrap(), places);
            }
            postings.retain(|posting| hashes.binary_search(&posting.hash).is_ok());
            prop_assert_eq!(found, postings);
        }
    }
}
