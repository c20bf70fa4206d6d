//! Numbers in any order → the distinct ones, ascending, within a budget of memory.
//!
//! What does not fit is written to a temporary file as sorted runs, which are merged as they are read
//! (Knuth, The Art of Computer Programming 3, 5.4.1). The file has no name, so that nothing is left of
//! it whatever happens to the program; errors name the folder it lies in.

use crate::error::{Error, Result};
use rayon::slice::ParallelSliceMut;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What can be sorted: unsigned integers, into which callers pack their fields, the first highest, and
/// rows of them.
pub trait Record: Copy + Ord + Send + private::Sealed {
    /// Bytes of one.
    const BYTES: usize;
    /// Appends its bytes.
    fn put(self, out: &mut Vec<u8>);
    /// The record of these bytes, [`Record::BYTES`] of them.
    fn of(bytes: &[u8]) -> Self;
}

mod private {
    pub trait Sealed {}
    impl Sealed for u64 {}
    impl Sealed for u128 {}
    impl<const N: usize> Sealed for [u32; N] {}
}

macro_rules! record {
    ($($number:ty),*) => {$(
        impl Record for $number {
            const BYTES: usize = size_of::<$number>();

            fn put(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn of(bytes: &[u8]) -> $number {
                <$number>::from_le_bytes(bytes.try_into().expect("as many bytes as it has"))
            }
        }
    )*};
}

record!(u64, u128);

impl<const N: usize> Record for [u32; N] {
    const BYTES: usize = 4 * N;

    fn put(self, out: &mut Vec<u8>) {
        self.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
    }

    fn of(bytes: &[u8]) -> [u32; N] {
        let (numbers, _) = bytes.as_chunks::<4>();
        std::array::from_fn(|at| u32::from_le_bytes(numbers[at]))
    }
}

/// How many runs are merged at once; more are merged in rounds.
const FAN: usize = 64;
/// Bytes read or written at once, where the budget allows.
const BLOCK: usize = 1 << 16;

/// Takes records in.
pub struct Sorter<R> {
    folder: PathBuf,
    /// How many records may stand in memory.
    room: usize,
    records: Vec<R>,
    spilled: Spilled,
}

/// Gives them out, each once, ascending.
pub struct Sorted<R> {
    folder: PathBuf,
    file: Option<File>,
    tails: Vec<Tail<R>>,
    /// The next record of every run and of those in memory, with its place in `tails`.
    heads: BinaryHeap<Reverse<(R, usize)>>,
    last: Option<R>,
}

/// Sorted runs in one file.
#[derive(Default)]
struct Spilled {
    file: Option<File>,
    /// Where each begins and ends, in bytes.
    runs: Vec<(u64, u64)>,
}

/// What is still to come of a run.
struct Tail<R> {
    /// Read already, the next one last.
    ready: Vec<R>,
    /// Still in the file.
    rest: (u64, u64),
    /// How many records to read at once.
    block: usize,
}

impl<R: Record> Sorter<R> {
    /// A sorter that holds no more than about `bytes` of memory and writes the rest to a file in
    /// `folder`.
    pub fn new(folder: &Path, bytes: usize) -> Sorter<R> {
        // A vector that grows holds its old half too.
        let room = (bytes / R::BYTES).max(2);
        Sorter { folder: folder.into(), room, records: Vec::new(), spilled: Spilled::default() }
    }

    /// Takes a record in.
    ///
    /// # Errors
    /// If what does not fit in memory cannot be written.
    pub fn push(&mut self, record: R) -> Result<()> {
        if self.records.len() >= self.room {
            self.settle();
            // What shrinks to the half goes on in memory.
            if self.records.len() > self.room / 2 {
                self.spill().map_err(|error| Error::io(&self.folder, error))?;
            }
        }
        if self.records.len() == self.records.capacity() {
            let more = self.records.len().clamp(64, 1 << 20).min(self.room);
            self.records.reserve_exact(more.min(self.room - self.records.len()).max(1));
        }
        self.records.push(record);
        Ok(())
    }

    /// Sorts what is in memory and drops what stands twice.
    fn settle(&mut self) {
        self.records.par_sort_unstable();
        self.records.dedup();
    }

    /// Writes what is in memory, sorted, as a run.
    fn spill(&mut self) -> io::Result<()> {
        self.spilled.append(&self.folder, self.records.iter().copied().map(Ok))?;
        self.records.clear();
        Ok(())
    }

    /// The records in order.
    ///
    /// # Errors
    /// If the file cannot be read or written.
    pub fn sorted(mut self) -> Result<Sorted<R>> {
        self.settle();
        let folder = self.folder.clone();
        self.merged().map_err(|error| Error::io(folder, error))
    }

    fn merged(mut self) -> io::Result<Sorted<R>> {
        if !self.spilled.runs.is_empty() {
            self.spill()?;
            self.records = Vec::new();
        }
        while self.spilled.runs.len() > FAN {
            let mut fewer = Spilled::default();
            for group in self.spilled.runs.chunks(FAN) {
                let file = self.spilled.file.as_ref().map(File::try_clone).transpose()?;
                let part = Sorted::<R>::of(&self.folder, file, group, Vec::new(), self.room)?;
                let part = part.map(|record| record.map_err(io::Error::other));
                fewer.append(&self.folder, part)?;
            }
            self.spilled = fewer;
        }
        let Spilled { file, runs } = self.spilled;
        Sorted::of(&self.folder, file, &runs, self.records, self.room)
    }
}

impl Spilled {
    /// Writes a run behind the others.
    fn append<R: Record>(
        &mut self,
        folder: &Path,
        records: impl Iterator<Item = io::Result<R>>,
    ) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile_in(folder)?),
        };
        let start = file.seek(SeekFrom::End(0))?;
        let mut out = BufWriter::with_capacity(BLOCK, file);
        let (mut bytes, mut end) = (Vec::with_capacity(R::BYTES), start);
        for record in records {
            bytes.clear();
            record?.put(&mut bytes);
            out.write_all(&bytes)?;
            end += bytes.len() as u64;
        }
        out.flush()?;
        self.runs.push((start, end));
        Ok(())
    }
}

impl<R: Record> Sorted<R> {
    /// Merges runs of the file and the sorted `records`, with about `room` records in memory.
    fn of(
        folder: &Path,
        file: Option<File>,
        runs: &[(u64, u64)],
        mut records: Vec<R>,
        room: usize,
    ) -> io::Result<Sorted<R>> {
        let block = (room / (runs.len() + 1)).clamp(1, BLOCK / R::BYTES);
        records.reverse();
        let mut tails = vec![Tail { ready: records, rest: (0, 0), block }];
        tails.extend(runs.iter().map(|&rest| Tail { ready: Vec::new(), rest, block }));
        let heads = BinaryHeap::with_capacity(tails.len());
        let mut sorted = Sorted { folder: folder.into(), file, tails, heads, last: None };
        (0..sorted.tails.len()).try_for_each(|at| sorted.advance(at))?;
        Ok(sorted)
    }

    /// Puts the next record of a run among the heads.
    fn advance(&mut self, at: usize) -> io::Result<()> {
        let tail = &mut self.tails[at];
        let (start, end) = tail.rest;
        if let (true, true, Some(file)) = (tail.ready.is_empty(), start < end, &mut self.file) {
            let bytes = ((end - start) as usize).min(tail.block * R::BYTES);
            let mut read = vec![0; bytes];
            file.seek(SeekFrom::Start(start))?;
            file.read_exact(&mut read)?;
            tail.ready.extend(read.chunks_exact(R::BYTES).rev().map(R::of));
            tail.rest.0 += bytes as u64;
        }
        if let Some(record) = tail.ready.pop() {
            self.heads.push(Reverse((record, at)));
        }
        Ok(())
    }
}

impl<R: Record> Iterator for Sorted<R> {
    type Item = Result<R>;

    fn next(&mut self) -> Option<Result<R>> {
        loop {
            let Reverse((record, at)) = self.heads.pop()?;
            if let Err(error) = self.advance(at) {
                self.heads.clear();
                return Some(Err(Error::io(&self.folder, error)));
            }
            if self.last.replace(record) != Some(record) {
                return Some(Ok(record));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn records_come_out_in_order_each_once_whatever_the_budget(
            records in proptest::collection::vec(0u64..2_000, 0..3_000), bytes in 0usize..4_000
        ) {
            let folder = tempfile::tempdir().unwrap();
            let mut small = Sorter::new(folder.path(), bytes);
            let mut large = Sorter::new(folder.path(), bytes);
            let mut wide = Sorter::new(folder.path(), bytes);
            for &record in &records {
                small.push(record).unwrap();
                wide.push([record as u32 / 7, record as u32, 9]).unwrap();
                large.push(u128::from(record) << 64 | 1).unwrap();
            }
            let want: Vec<u64> = BTreeSet::from_iter(records).into_iter().collect();
            let got: Vec<u64> = small.sorted().unwrap().map(Result::unwrap).collect();
            prop_assert_eq!(&got, &want);
            let got = large.sorted().unwrap().map(|record| (record.unwrap() >> 64) as u64);
            prop_assert_eq!(got.collect::<Vec<_>>(), &want[..]);
            let got = wide.sorted().unwrap().map(|record| u64::from(record.unwrap()[1]));
            prop_assert_eq!(got.collect::<Vec<_>>(), want);
            prop_assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none());
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let mut sorter = Sorter::new(Path::new("/no/such/folder"), 0);
        let failed = (0u64..9).try_for_each(|record| sorter.push(record)).unwrap_err();
        assert_eq!(failed.to_string(), "/no/such/folder: is not there; check the path");
    }
}
