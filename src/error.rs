//! Everything that can go wrong at the edges of the library: reading, packs, writing.

use std::io;
use std::path::{Path, PathBuf};

/// An error with the file or id it concerns and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused.
    #[error("{}: {}", path.display(), says(source))]
    Io {
        /// The file concerned.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not what it should be.
    #[error("{}: {problem}", path.display())]
    Format {
        /// The file concerned, with `:row` where there are rows.
        path: PathBuf,
        /// What is wrong and what to do about it.
        problem: String,
    },
    /// The options contradict each other or the data.
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// An I/O error at `path`.
    pub fn io(path: impl AsRef<Path>, source: io::Error) -> Error {
        Error::Io { path: path.as_ref().to_path_buf(), source }
    }

    /// A file at `path` that is not what it should be.
    pub fn format(path: impl AsRef<Path>, problem: impl Into<String>) -> Error {
        Error::Format { path: path.as_ref().to_path_buf(), problem: problem.into() }
    }
}

/// What the system's refusal means and what to do about it, in a few words.
pub(crate) fn says(error: &io::Error) -> String {
    let plain = match error.kind() {
        io::ErrorKind::NotFound => "is not there; check the path",
        io::ErrorKind::PermissionDenied => "access is denied; check its permissions",
        io::ErrorKind::IsADirectory => "is a folder where a file is needed",
        io::ErrorKind::NotADirectory => "is not a folder, or not in one; check the path",
        io::ErrorKind::AlreadyExists => "is there already and is no folder; choose another name",
        io::ErrorKind::StorageFull => "the disk is full; nothing of it was kept",
        io::ErrorKind::ReadOnlyFilesystem => "lies on a disk that cannot be written to",
        _ => {
            let text = error.to_string();
            return text.split(" (os error").next().unwrap_or_default().to_owned();
        }
    };
    plain.to_owned()
}

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;
