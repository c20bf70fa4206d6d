//! `catalogue.sqlite`: which segments and removed documents there are, changed in transactions.
//!
//! The catalogue is the truth: a file is part of the archive if and only if it is listed here.
//! A sum over all rows, and of `archive.toml`, stands in it, so that no damaged row is believed.

use super::blocks::{Kind, Listed};
use super::lock::Lock;
use super::removed::Removed;
use super::seal::{self, Image};
use super::settings;
use crate::error::{Error, Result};
use rusqlite::{Connection, ErrorCode, OpenFlags, params};
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
        catalogue.exclusively(|catalogue| {
            let refused = |error: rusqlite::Error| refused(&path, &error);
            let connection = &catalogue.connection;
            connection.execute_batch(TABLES).map_err(refused)?;
            connection.execute("insert into state values (0, 0, 0, 0)", []).map_err(refused)?;
            put(connection, &manifest).map_err(refused)
        })?;
        catalogue.seal(|| true)
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
    ///
    /// # Errors
    /// If the file is damaged, or not the one that was written last.
    pub(super) fn read<T>(&mut self, then: impl FnOnce(Manifest) -> Result<T>) -> Result<T> {
        self.read_sealed(|manifest, sealed| {
            sealed?;
            then(manifest)
        })
    }

    /// The same; `then` is told what [`seal::verify`] says.
    pub(super) fn read_sealed<T>(
        &mut self,
        then: impl FnOnce(Manifest, Result<bool>) -> Result<T>,
    ) -> Result<T> {
        self.transaction("begin", |catalogue| {
            let path = &catalogue.path;
            let (manifest, sum) =
                take(&catalogue.connection).map_err(|error| refused(path, &error))?;
            let rows = manifest.sum();
            if rows != sum {
                return Err(damaged(path));
            }
            let image = catalogue.image()?;
            let sealed = seal::verify(catalogue.folder(), image, rows);
            then(manifest, sealed)
        })
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    /// What the file is. Not read by `File`: closing one would drop the locks that SQLite has on it.
    fn image(&mut self) -> Result<Image> {
        let path = &self.path;
        let bytes = std::fs::metadata(path).map_err(|error| Error::io(path, error))?.len();
        let pages = self.connection.serialize("main").map_err(|error| refused(path, &error))?;
        Ok(Image { bytes, sum: xxh3_64(&pages) })
    }

    /// Runs `work` while nobody else reads or writes, and keeps what it changed if it succeeds.
    fn exclusively<T>(&mut self, work: impl FnOnce(&mut Catalogue) -> Result<T>) -> Result<T> {
        self.transaction("begin exclusive", work)
    }

    fn transaction<T>(
        &mut self,
        begin: &str,
        work: impl FnOnce(&mut Catalogue) -> Result<T>,
    ) -> Result<T> {
        let refuse = |catalogue: &Catalogue, error| Err(refused(&catalogue.path, &error));
        if let Err(error) = self.connection.execute_batch(begin) {
            return refuse(self, error);
        }
        let done = work(self);
        let ended = self.connection.execute_batch(if done.is_ok() { "commit" } else { "rollback" });
        match (done, ended) {
            (Ok(_), Err(error)) => {
                let _ = self.connection.execute_batch("rollback");
                refuse(self, error)
            }
            (done, _) => done,
        }
    }

    /// Notes what the file is now, if `ours` says that it is this writer's.
    pub(super) fn seal(&mut self, ours: impl FnOnce() -> bool) -> Result<()> {
        self.exclusively(|catalogue| {
            let image = catalogue.image()?;
            if ours() { seal::write(catalogue.folder(), image, 0) } else { Ok(()) }
        })
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
        self.exclusively(|catalogue| {
            let image = catalogue.image()?;
            let (path, folder) = (&catalogue.path, catalogue.folder());
            let refused = |error: rusqlite::Error| refused(path, &error);
            let sum = "select sum from state";
            let sum = catalogue.connection.query_row(sum, [], |row| row.get::<_, i64>(0));
            if sum.map_err(refused)? as u64 != before.sum() || !lock.holds() {
                return Err(Error::format(folder, super::lock::LOST));
            }
            seal::write(folder, image, after.sum())?;
            change(&catalogue.connection, after, newly, gone).map_err(refused)
        })?;
        // The commit stands. Without its seal `check` vouches for the rows only, until the next writer.
        let _ = self.seal(|| lock.holds());
        Ok(())
    }
}

/// Writes all that a manifest changes.
fn change(
    connection: &Connection,
    manifest: &Manifest,
    newly: &[u32],
    gone: &[u32],
) -> rusqlite::Result<()> {
    let mut add = connection.prepare("insert into removed values (?)")?;
    newly.iter().try_for_each(|number| add.execute([number]).map(drop))?;
    let mut drop_it = connection.prepare("delete from removed where document = ?")?;
    gone.iter().try_for_each(|number| drop_it.execute([number]).map(drop))?;
    put(connection, manifest)
}

/// Writes all but the removed documents.
fn put(connection: &Connection, manifest: &Manifest) -> rusqlite::Result<()> {
    connection.execute_batch("delete from files; delete from segments;")?;
    for row in &manifest.segments {
        let sql = "insert into segments values (?, ?, ?)";
        connection.execute(sql, params![row.name, row.first, row.past])?;
        for kind in Kind::ALL {
            let Listed { bytes, items, sum } = row.file(kind);
            let values = params![row.name, kind.name(), bytes as i64, items as i64, sum as i64];
            connection.execute("insert into files values (?, ?, ?, ?, ?)", values)?;
        }
    }
    let (settings, sum) = (manifest.settings as i64, manifest.sum() as i64);
    let values = params![manifest.next, manifest.segment, settings, sum];
    let sql = "update state set next = ?, segment = ?, settings = ?, sum = ?";
    connection.execute(sql, values).map(drop)
}

/// Reads all, and the sum it should have.
fn take(connection: &Connection) -> rusqlite::Result<(Manifest, u64)> {
    let sql = "select next, segment, settings, sum from state";
    let (mut manifest, sum) = connection.query_row(sql, [], |row| {
        let (next, segment) = (row.get(0)?, row.get(1)?);
        let settings = row.get::<_, i64>(2)? as u64;
        let manifest = Manifest { next, segment, settings, ..Manifest::default() };
        Ok((manifest, row.get::<_, i64>(3)? as u64))
    })?;
    let mut rows =
        connection.prepare("select segment, first, past from segments order by first")?;
    let mut files =
        connection.prepare("select bytes, items, sum from files where segment = ? and kind = ?")?;
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
    let mut removed = connection.prepare("select document from removed order by document")?;
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
