//! Byte strings in a temporary file, each read back by its place. The file has no name, so that
//! nothing is left of it whatever happens to the program; errors name the folder it lies in.

use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Written from front to back, read anywhere.
pub struct Spool {
    folder: PathBuf,
    kept: Kept,
    end: u64,
}

/// Where the bytes are.
enum Kept {
    File(File),
    Memory(Vec<u8>),
}

/// Where a byte string stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// First byte.
    pub start: u64,
    /// How many bytes.
    pub bytes: u32,
}

impl Spool {
    /// An empty one.
    ///
    /// # Errors
    /// If `folder` cannot be written to.
    pub fn new(folder: &Path) -> Result<Spool> {
        let file = tempfile::tempfile_in(folder).map_err(|error| Error::io(folder, error))?;
        Ok(Spool { folder: folder.into(), kept: Kept::File(file), end: 0 })
    }

    /// An empty one that stays in memory.
    pub fn in_memory() -> Spool {
        Spool { folder: PathBuf::new(), kept: Kept::Memory(Vec::new()), end: 0 }
    }

    /// Appends byte strings.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn append(&mut self, records: &[Vec<u8>]) -> Result<Vec<Place>> {
        let mut places = Vec::with_capacity(records.len());
        for record in records {
            places.push(Place { start: self.end, bytes: record.len() as u32 });
            self.end += record.len() as u64;
        }
        let start = places.first().map_or(self.end, |place| place.start);
        let written = match &mut self.kept {
            Kept::Memory(bytes) => {
                records.iter().for_each(|record| bytes.extend_from_slice(record));
                Ok(())
            }
            Kept::File(file) => file.seek(SeekFrom::Start(start)).and_then(|_| {
                let mut out = BufWriter::with_capacity(1 << 16, file);
                records.iter().try_for_each(|record| out.write_all(record))?;
                out.flush()
            }),
        };
        written.map_err(|error| Error::io(&self.folder, error))?;
        Ok(places)
    }

    /// Reads a byte string back, from any thread.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn get(&self, place: Place) -> Result<Vec<u8>> {
        let length = place.bytes as usize;
        match &self.kept {
            Kept::Memory(kept) => {
                let bytes = kept.get(place.start as usize..).and_then(|kept| kept.get(..length));
                bytes.map(<[u8]>::to_vec).ok_or_else(|| self.lost())
            }
            Kept::File(file) => {
                let mut bytes = vec![0; length];
                let read = read_at(file, &mut bytes, place.start);
                read.map_err(|error| Error::io(&self.folder, error))?;
                Ok(bytes)
            }
        }
    }

    /// What to say of a record that is not what was written: the disk lost it.
    pub fn lost(&self) -> Error {
        let problem = "a temporary file in it lost what was written; choose another with --temp";
        Error::format(&self.folder, problem)
    }
}

#[cfg(unix)]
pub(crate) fn read_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

#[cfg(windows)]
pub(crate) fn read_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    let mut done = 0;
    while done < bytes.len() {
        match file.seek_read(&mut bytes[done..], start + done as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => done += read,
        }
    }
    Ok(())
}
