//! Bytes → a file that is either the old one or the whole new one, never half of it.

use crate::error::{Error, Result};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tempfile::{Builder, TempPath};

/// Writes the file at `path` through `fill`: into a new file beside it, which takes its name when
/// all is written. Whatever goes wrong, a file that stood at `path` still stands there, and nothing
/// is left beside it. A link is followed; a device or pipe is written to, never replaced.
///
/// # Errors
/// [`Error::Io`] with `path`, if the folder cannot be written to or `fill` fails.
pub fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let there = fs::metadata(path);
    if there.as_ref().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return fill_device(path, fill).map_err(|source| Error::io(path, source));
    }
    let target = if there.is_ok() { path.canonicalize() } else { Ok(path.to_path_buf()) };
    let target = target.map_err(|source| Error::io(path, source))?;
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::metadata(folder).map_err(|source| Error::io(folder, source))?;
    fill_beside(folder, fill)
        .and_then(|written| written.persist(&target).map_err(|failed| failed.error))
        .map_err(|source| Error::io(path, source))
}

fn fill_device(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut device = BufWriter::new(fs::OpenOptions::new().write(true).open(path)?);
    fill(&mut device)?;
    device.flush()
}

/// A filled and closed temporary file in `folder`, gone when dropped.
fn fill_beside(
    folder: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<TempPath> {
    let mut builder = Builder::new();
    builder.prefix(".wirecopy-").suffix(".part");
    // A report is to be read by others, as files made in the ordinary way are; the umask still holds.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = BufWriter::new(builder.tempfile_in(folder)?);
    fill(&mut file)?;
    Ok(file.into_inner().map_err(io::IntoInnerError::into_error)?.into_temp_path())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        write(&path, |out| out.write_all(b"old")).unwrap();
        let failed = write(&path, |out| {
            out.write_all(&[b'x'; 100_000])?;
            Err(io::Error::other("disk full"))
        });
        assert!(failed.unwrap_err().to_string().contains("report.md: disk full"));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        write(&path, |out| out.write_all(b"new")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["report.md"], "nothing is left beside it");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let problem = write(Path::new("/no/such/folder/x.csv"), |_| Ok(())).unwrap_err();
        assert_eq!(problem.to_string(), "/no/such/folder: is not there; check the path");
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_followed_and_what_is_no_file_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink("file", &link).unwrap();
        write(&link, |out| out.write_all(b"new")).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert!(link.is_symlink());
        // Stands for devices and pipes, and no harm is done where the test fails.
        let socket = folder.path().join("socket");
        let _open = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(write(&socket, |out| out.write_all(b"gone")).is_err());
        assert!(!fs::metadata(&socket).unwrap().is_file());
    }
}
