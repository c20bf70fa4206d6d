//! Byte strings in a temporary file, each read back by its place. The file has no name, so that
//! nothing is left of it whatever happens to the program; errors name the folder it lies in.

use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Written from front to back, read anywhere.
pub(super) struct Spool {
    folder: PathBuf,
    file: File,
    end: u64,
}

/// Where a byte string stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    start: u64,
    pub(super) bytes: u32,
}

impl Spool {
    pub(super) fn new(folder: &Path) -> Result<Spool> {
        let file = tempfile::tempfile_in(folder).map_err(|error| Error::io(folder, error))?;
        Ok(Spool { folder: folder.into(), file, end: 0 })
    }

    /// Appends byte strings.
    pub(super) fn append(&mut self, records: &[Vec<u8>]) -> Result<Vec<Place>> {
        let mut places = Vec::with_capacity(records.len());
        let written = self.file.seek(SeekFrom::Start(self.end)).and_then(|_| {
            for record in records {
                self.file.write_all(record)?;
                places.push(Place { start: self.end, bytes: record.len() as u32 });
                self.end += record.len() as u64;
            }
            Ok(())
        });
        written.map_err(|error| Error::io(&self.folder, error))?;
        Ok(places)
    }

    /// Reads a byte string back, from any thread.
    pub(super) fn get(&self, place: Place) -> Result<Vec<u8>> {
        let mut bytes = vec![0; place.bytes as usize];
        let read = read_at(&self.file, &mut bytes, place.start);
        read.map_err(|error| Error::io(&self.folder, error))?;
        Ok(bytes)
    }

    /// A record that is not what was written: the disk lost it.
    pub(super) fn lost(&self) -> Error {
        let problem = "a temporary file in it lost what was written; choose another with --temp";
        Error::format(&self.folder, problem)
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
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
