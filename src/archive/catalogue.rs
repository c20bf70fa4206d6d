//! `catalogue.sqlite`: which segments and removed documents there are, changed in transactions.
//!
//! The catalogue is the truth: a file is part of the archive if and only if it is listed here.
//! A sum over all rows, and of `archive.toml`, stands in it, so that no damaged row is believed.

use super::blocks::{Kind, Listed};
use super::lock::Lock;
use super::removed::Removed;
use super::{seal, settings};
use crate::error::{Error, Result};
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior, params};
use std::path::{Path, PathBuf};
use std::time::Duration;
use xxhash_rust::xxh3::xxh3_64;

/// Name of the file.
pub(super) const FILE: &str = "catalogue.sqlite";
/// How long to wait for others who read or write at this moment.
const PATIENCE: Duration = Duration::from_secs(60);

const TABLES: &str = "
    create table state (next integer not null, segment integer not null, settings integer not null,
        sum integer not null);
    create table segments (segment integer primary key, first integer not null, past integer not null);
    create table files (segment integer not null, kind text not null, bytes integer not null,
        items integer not null, sum integer not null, primary key (segment, kind)) without rowid;
    create table removed (document integer primary key);";

/// One segment as listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// What its files are called.
    pub(super) name: u32,
    /// No document of it has a smaller number.
    pub(super) first: u32,
    /// All documents of it have smaller numbers.
    pub(super) past: u32,
    /// In the order of [`Kind::ALL`].
    pub(super) files: [Listed; 4],
}

impl Row {
    pub(super) fn file(&self, kind: Kind) -> Listed {
        self.files[kind as usize]
    }

    pub(super) fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Where a file of the segment lies.
    pub(super) fn path(folder: &Path, name: u32, kind: Kind) -> PathBuf {
        folder.join("segments").join(format!("{name:08}.{}", kind.name()))
    }
}

/// All that the catalogue holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Number of the next document.
    pub(super) next: u32,
    /// Name of the next segment.
    pub(super) segment: u32,
    /// `xxh3_64` of `archive.toml`.
    pub(super) settings: u64,
    /// By their documents, which do not overlap.
    pub(super) segments: Vec<Row>,
    /// Documents that are in a segment but no longer in the archive.
    pub(super) removed: Removed,
}

impl Manifest {
    /// The sum of all rows.
    pub(super) fn sum(&self) -> u64 {
        let mut bytes = Vec::new();
        let mut put = |number: u64| bytes.extend(number.to_le_bytes());
        [self.next.into(), self.segment.into(), self.settings].into_iter().for_each(&mut put);
        for row in &self.segments {
            [row.name, row.first, row.past].into_iter().map(u64::from).for_each(&mut put);
            row.files.iter().flat_map(|x| [x.bytes, x.items, x.sum]).for_each(&mut put);
        }
        self.removed.iter().map(u64::from).for_each(&mut put);
        xxh3_64(&bytes)
    }
}

/// An open catalogue.
pub(super) struct Catalogue {
    path: PathBuf,
    connection: Connection,
}

impl Catalogue {
    /// Makes an empty catalogue, in place of what is there.
    pub(super) fn create(folder: &Path, settings: u64) -> Result<()> {
        let path = folder.join(FILE);
        let olds = [folder.join(seal::FILE), path.clone(), folder.join(format!("{FILE}-journal"))];
        for old in olds {
            match std::fs::remove_file(&old) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::io(old, error));
                }
                _ => {}
            }
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut catalogue = Catalogue::connect(path.clone(), flags)?;
        let manifest = Manifest { segment: 1, settings, ..Manifest::default() };
        let made = catalogue.connection.transaction().and_then(|transaction| {
            transaction.execute_batch(TABLES)?;
            transaction.execute("insert into state values (0, 0, 0, 0)", [])?;
            put(&transaction, &manifest)?;
            transaction.commit()
        });
        made.map_err(|error| refused(&path, &error))?;
        seal::renew(folder)
    }

    /// Opens the catalogue of an archive. One left by a killed writer is put right on the way.
    ///
    /// # Errors
    /// If `folder` is no archive, or its catalogue cannot be opened.
    pub(super) fn open(folder: &Path) -> Result<Catalogue> {
        let settings = folder.join(settings::FILE);
        if !settings.is_file() {
            let segments = std::fs::read_dir(folder.join("segments"));
            if segments.is_ok_and(|mut segments| segments.next().is_some()) {
                return Err(Error::format(&settings, super::reader::LOST));
            }
            let problem = "is no archive; make one with `wirecopy archive create`";
            return Err(Error::format(folder, problem));
        }
        Catalogue::connect(folder.join(FILE), OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    fn connect(path: PathBuf, flags: OpenFlags) -> Result<Catalogue> {
        if !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) {
            std::fs::metadata(&path).map_err(|error| Error::io(&path, error))?;
        }
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(&path, flags).and_then(|connection| {
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "synchronous", "extra")?;
            Ok(connection)
        });
        match opened {
            Ok(connection) => Ok(Catalogue { path, connection }),
            Err(error) => Err(refused(&path, &error)),
        }
    }

    /// Reads all, and runs `then` before any writer can change it or delete a file it names.
    pub(super) fn read<T>(&mut self, then: impl FnOnce(Manifest) -> Result<T>) -> Result<T> {
        let path = &self.path;
        let refused = |error: rusqlite::Error| refused(path, &error);
        let transaction = self.connection.transaction().map_err(refused)?;
        let (manifest, sum) = take(&transaction).map_err(refused)?;
        if manifest.sum() != sum {
            return Err(damaged(path));
        }
        then(manifest)
    }

    /// Whether SQLite finds its file in order.
    pub(super) fn check(&self) -> Result<()> {
        let answer: rusqlite::Result<String> =
            self.connection.query_row("pragma integrity_check", [], |row| row.get(0));
        match answer.as_deref() {
            Ok("ok") => Ok(()),
            Ok(_) => Err(damaged(&self.path)),
            Err(error) => Err(refused(&self.path, error)),
        }
    }

    /// Puts the second manifest in the place of the first, all at once and durably; only these documents
    /// are `newly` removed and only these no longer listed as `gone`.
    ///
    /// # Errors
    /// If the truth is not the first manifest any more, or the lock another's: somebody has deleted it, and
    /// two have written. Nothing is changed then.
    pub(super) fn commit(
        &mut self,
        (before, after): (&Manifest, &Manifest),
        newly: &[u32],
        gone: &[u32],
        lock: &Lock,
    ) -> Result<()> {
        let path = &self.path;
        let folder = path.parent().unwrap_or(path);
        let refused = |error: rusqlite::Error| refused(path, &error);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = transaction.map_err(refused)?;
        let sum = transaction.query_row("select sum from state", [], |row| row.get::<_, i64>(0));
        if sum.map_err(refused)? as u64 != before.sum() || !lock.holds() {
            return Err(Error::format(folder, super::lock::LOST));
        }
        seal::intend(folder, after.sum())?;
        let changed = change(&transaction, after, newly, gone);
        changed.and_then(|()| transaction.commit()).map_err(refused)?;
        // The commit stands. Without its seal `check` vouches for the rows only, until the next writer.
        let _ = seal::renew(folder);
        Ok(())
    }
}

/// Writes all that a manifest changes.
fn change(
    transaction: &Transaction,
    manifest: &Manifest,
    newly: &[u32],
    gone: &[u32],
) -> rusqlite::Result<()> {
    let mut add = transaction.prepare("insert into removed values (?)")?;
    newly.iter().try_for_each(|number| add.execute([number]).map(drop))?;
    let mut drop_it = transaction.prepare("delete from removed where document = ?")?;
    gone.iter().try_for_each(|number| drop_it.execute([number]).map(drop))?;
    put(transaction, manifest)
}

/// Writes all but the removed documents.
fn put(transaction: &Transaction, manifest: &Manifest) -> rusqlite::Result<()> {
    transaction.execute_batch("delete from files; delete from segments;")?;
    for row in &manifest.segments {
        let sql = "insert into segments values (?, ?, ?)";
        transaction.execute(sql, params![row.name, row.first, row.past])?;
        for kind in Kind::ALL {
            let Listed { bytes, items, sum } = row.file(kind);
            let values = params![row.name, kind.name(), bytes as i64, items as i64, sum as i64];
            transaction.execute("insert into files values (?, ?, ?, ?, ?)", values)?;
        }
    }
    let (settings, sum) = (manifest.settings as i64, manifest.sum() as i64);
    let values = params![manifest.next, manifest.segment, settings, sum];
    let sql = "update state set next = ?, segment = ?, settings = ?, sum = ?";
    transaction.execute(sql, values).map(drop)
}

/// Reads all, and the sum it should have.
fn take(transaction: &Transaction) -> rusqlite::Result<(Manifest, u64)> {
    let sql = "select next, segment, settings, sum from state";
    let (mut manifest, sum) = transaction.query_row(sql, [], |row| {
        let (next, segment) = (row.get(0)?, row.get(1)?);
        let settings = row.get::<_, i64>(2)? as u64;
        let manifest = Manifest { next, segment, settings, ..Manifest::default() };
        Ok((manifest, row.get::<_, i64>(3)? as u64))
    })?;
    let mut rows =
        transaction.prepare("select segment, first, past from segments order by first")?;
    let mut files = transaction
        .prepare("select bytes, items, sum from files where segment = ? and kind = ?")?;
    let rows: Vec<(u32, u32, u32)> = rows
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (name, first, past) in rows {
        let mut row = Row { name, first, past, files: [Listed::default(); 4] };
        for kind in Kind::ALL {
            row.files[kind as usize] = files.query_row(params![name, kind.name()], |row| {
                let number = |at| row.get::<_, i64>(at).map(|number| number as u64);
                Ok(Listed { bytes: number(0)?, items: number(1)?, sum: number(2)? })
            })?;
        }
        manifest.segments.push(row);
    }
    let mut removed = transaction.prepare("select document from removed order by document")?;
    for number in removed.query_map([], |row| row.get::<_, u32>(0))? {
        manifest.removed.insert(number?);
    }
    Ok((manifest, sum))
}

fn damaged(path: &Path) -> Error {
    Error::format(path, "is damaged; put the file back from a copy")
}

/// What SQLite says, in our words.
pub(super) fn refused(path: &Path, error: &rusqlite::Error) -> Error {
    use std::io::{Error as Io, ErrorKind};
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::io(path, Io::from(ErrorKind::StorageFull)),
        Some(ErrorCode::SystemIoFailure) => Error::io(path, Io::other(error.to_string())),
        Some(ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            Error::io(path, Io::from(ErrorKind::PermissionDenied))
        }
        Some(ErrorCode::ReadOnly) => Error::io(path, Io::from(ErrorKind::ReadOnlyFilesystem)),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::format(path, "others are using it for too long; try again")
        }
        _ => damaged(path),
    }
}
