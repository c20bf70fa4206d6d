//! `catalogue.sum`: what the catalogue's file is, byte by byte, so that `check` can vouch for all of it.
//!
//! The sum inside of the catalogue covers its rows. SQLite does not miss bytes it makes no use of,
//! and an older catalogue is whole in itself; the seal names both. It is written twice a commit: before
//! with the sum of the rows that are meant to be, after with the bytes that came of it. Where a writer was
//! killed in between, the file is the old one, byte for byte, or its rows are those meant.
//!
//! Layout, little-endian u64 each: `WIRESEAL`, length of the file, its `xxh3_64`, the sum of the rows
//! meant (0 where none are), `xxh3_64` of all before.

use super::catalogue;
use crate::error::{Error, Result};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64;

/// Name of the file.
pub(super) const FILE: &str = "catalogue.sum";
/// Its name until it is whole.
pub(super) const UNFINISHED: &str = "catalogue.sum.part";
const MAGIC: &[u8; 8] = b"WIRESEAL";

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Image {
    /// Its length.
    pub(super) bytes: u64,
    /// `xxh3_64` of it.
    pub(super) sum: u64,
}

/// What the file of a catalogue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seal {
    image: Image,
    /// Sum of the rows that a commit is about to write, or 0.
    meant: u64,
}

/// Compares the catalogue as it `is`, whose rows have the sum `rows`, with its seal; whether it is sealed, or
/// left as it is by a writer that was killed or knew no seals. No writer may commit meanwhile.
///
/// # Errors
/// If the catalogue is another than was written last, or the seal is damaged.
pub(super) fn verify(folder: &Path, is: Image, rows: u64) -> Result<bool> {
    let Some(seal) = Seal::read(folder)? else { return Ok(false) };
    if is == seal.image || (seal.meant != 0 && seal.meant == rows) {
        return Ok(is == seal.image && seal.meant == 0);
    }
    let problem = format!(
        "is not as it was last written (damaged, or an older one); put the file back from a copy, \
         or delete {FILE} to take it as it is"
    );
    Err(Error::format(folder.join(catalogue::FILE), problem))
}

/// Notes that rows of the sum `meant` are about to be written, or 0 where none are; durable on return. All
/// who write a seal hold the catalogue exclusively.
pub(super) fn write(folder: &Path, image: Image, meant: u64) -> Result<()> {
    Seal { image, meant }.write(folder)?;
    super::segment::sync(folder)
}

impl Seal {
    fn read(folder: &Path) -> Result<Option<Seal>> {
        let path = folder.join(FILE);
        let bytes = match fs::metadata(&path).and_then(|about| match about.len() {
            0..=64 => fs::read(&path),
            _ => Ok(Vec::new()),
        }) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(path, error)),
        };
        let fields: Vec<u64> = match bytes.split_first_chunk::<8>() {
            Some((MAGIC, rest)) => rest.chunks(8).map(number).collect(),
            _ => Vec::new(),
        };
        match fields[..] {
            [length, sum, meant, own] if bytes.len() == 40 && own == xxh3_64(&bytes[..32]) => {
                Ok(Some(Seal { image: Image { bytes: length, sum }, meant }))
            }
            _ => {
                let problem = "is damaged; put the file back from a copy, or delete it";
                Err(Error::format(path, problem))
            }
        }
    }

    fn write(self, folder: &Path) -> Result<()> {
        let mut bytes = MAGIC.to_vec();
        [self.image.bytes, self.image.sum, self.meant]
            .iter()
            .for_each(|x| bytes.extend(x.to_le_bytes()));
        bytes.extend(xxh3_64(&bytes).to_le_bytes());
        replace(&folder.join(UNFINISHED), &folder.join(FILE), &bytes)
    }
}

/// Writes a small file under its first name, waits until it is on the disk, and gives it its second.
pub(super) fn replace(unfinished: &PathBuf, whole: &PathBuf, bytes: &[u8]) -> Result<()> {
    let written = fs::File::create(unfinished).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| Error::io(unfinished, error))?;
    fs::rename(unfinished, whole).map_err(|error| Error::io(whole, error))
}

fn number(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, u64::from_le_bytes)
}
