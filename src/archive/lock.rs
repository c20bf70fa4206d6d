//! `lock`: the right to write to an archive, held by one process at a time.

use crate::error::{Error, Result};
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// What to say where another may have written meanwhile.
pub(super) const LOST: &str = "another process may have written to it, because `lock` was deleted; \
                               nothing more was added. Start again";

/// The right to write, for as long as this lives.
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes it.
    ///
    /// # Errors
    /// If another process has it, which is named, or the file cannot be made.
    pub(super) fn take(folder: &Path) -> Result<Lock> {
        let path = folder.join("lock");
        let io = |error| Error::io(&path, error);
        let options = File::options().create(true).truncate(false).read(true).write(true).clone();
        let mut file = options.open(&path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = (&file).take(20).read_to_string(&mut holder);
                let holder = match holder.trim().parse::<u32>() {
                    Ok(process) => format!("process {process}"),
                    Err(_) => "another process".into(),
                };
                let problem =
                    format!("{holder} is writing to this archive; wait until it has ended");
                return Err(Error::format(folder, problem));
            }
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
        let process = std::process::id().to_string();
        let told = file.set_len(0).and_then(|()| file.rewind());
        told.and_then(|()| file.write_all(process.as_bytes())).map_err(io)?;
        Ok(Lock { path, file })
    }

    /// Whether the file locked is still the one that others would lock: it was not deleted.
    pub(super) fn holds(&self) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let identity = |about: std::fs::Metadata| (about.dev(), about.ino());
            let there = std::fs::metadata(&self.path).map(identity);
            let ours = self.file.metadata().map(identity);
            there.is_ok_and(|there| ours.is_ok_and(|ours| ours == there))
        }
        // Elsewhere an open file keeps its name.
        #[cfg(not(unix))]
        {
            self.path.exists() && self.file.metadata().is_ok()
        }
    }
}
