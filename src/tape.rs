//! Records in a row on disk: written from front to back, read so as often as wanted. The file has
//! no name, so that nothing is left of it whatever happens to the program.

use crate::error::{Error, Result};
use crate::sorter::Record;
use crate::spool::read_at;
use std::fs::File;
use std::io::Write;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

/// Bytes read or written at once.
const BLOCK: usize = 1 << 16;

/// Takes records in, and gives them out again in the order of coming.
pub struct Tape<R> {
    folder: PathBuf,
    file: File,
    /// Bytes in the file.
    written: u64,
    /// What comes behind them.
    held: Vec<u8>,
    records: PhantomData<R>,
}

impl<R: Record> Tape<R> {
    /// An empty one.
    ///
    /// # Errors
    /// If `folder` cannot be written to.
    pub fn new(folder: &Path) -> Result<Tape<R>> {
        let file = tempfile::tempfile_in(folder).map_err(|error| Error::io(folder, error))?;
        let held = Vec::with_capacity(BLOCK + 256);
        Ok(Tape { folder: folder.into(), file, written: 0, held, records: PhantomData })
    }

    /// Appends a record.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn push(&mut self, record: R) -> Result<()> {
        record.put(&mut self.held);
        if self.held.len() >= BLOCK {
            self.file.write_all(&self.held).map_err(|error| Error::io(&self.folder, error))?;
            self.written += self.held.len() as u64;
            self.held.clear();
        }
        Ok(())
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        (self.written + self.held.len() as u64) / R::BYTES as u64
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All records from the first on; ends behind the first error.
    pub fn read(&self) -> impl Iterator<Item = Result<R>> + '_ {
        let (mut at, mut block, mut next) = (0, Vec::new(), 0);
        std::iter::from_fn(move || {
            if next == block.len() {
                if at < self.written {
                    let whole = BLOCK / R::BYTES * R::BYTES;
                    let bytes = (self.written - at).min(whole as u64);
                    block.resize(bytes as usize, 0);
                    let read = read_at(&self.file, &mut block, at);
                    at += bytes;
                    if let Err(error) = read {
                        (at, block, next) = (u64::MAX, Vec::new(), 0);
                        return Some(Err(Error::io(&self.folder, error)));
                    }
                } else if at == self.written && !self.held.is_empty() {
                    block.clone_from(&self.held);
                    at = u64::MAX;
                } else {
                    return None;
                }
                next = 0;
            }
            next += R::BYTES;
            Some(Ok(R::of(&block[next - R::BYTES..next])))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_in_their_order_as_often_as_wanted() {
        let folder = tempfile::tempdir().unwrap();
        for count in [0, 1, 4_000, 40_000] {
            let mut tape: Tape<[u32; 3]> = Tape::new(folder.path()).unwrap();
            let record = |at: u32| [at.wrapping_mul(2_654_435_761), at, 7];
            (0..count).for_each(|at| tape.push(record(at)).unwrap());
            assert_eq!((tape.len(), tape.is_empty()), (count.into(), count == 0));
            for _ in 0..2 {
                let read: Vec<[u32; 3]> = tape.read().map(Result::unwrap).collect();
                assert_eq!(read, (0..count).map(record).collect::<Vec<_>>());
            }
        }
    }
}
