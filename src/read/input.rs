//! INPUT arguments → the files to read, each with its id and outlet, in a fixed order.
//!
//! A folder gives all files of known formats under it, sorted, hidden ones and reports of this program left
//! out; a glob the files that match; a file itself, whatever its name. What names nothing is an error. A path given twice is read once. Ids are paths
//! relative to the input folder; where two of them are equal, all are relative to the folder above all.

use super::open::{Format, unpacked};
use crate::document::{Skipped, Skips};
use crate::error::{Error, Result};
use globset::GlobBuilder;
use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Where it is; `-` for the standard input.
    pub(super) path: PathBuf,
    /// Its path relative to the input folder, with forward slashes.
    pub(super) id: String,
    /// The folder it lies in within the input, if any.
    pub(super) folder: Option<String>,
    /// What its name tells; to be told by its content otherwise.
    pub(super) format: Option<Format>,
}

impl Source {
    fn of(path: &Path, base: &Path) -> Source {
        let relative = path.strip_prefix(base).unwrap_or(path);
        let parts: Vec<_> =
            relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let folder = parts.len().checked_sub(2).map(|at| parts[at].to_string());
        let id = parts.join("/");
        Source { path: path.to_path_buf(), folder, format: Format::of_name(&id), id }
    }

    /// The file's name without folders and endings.
    pub(super) fn stem(&self) -> &str {
        let name = unpacked(self.id.rsplit('/').next().unwrap_or_default());
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        }
    }
}

/// The files that `inputs` name, in the order given and by path within each, and what could not be listed.
///
/// # Errors
/// If an input names no file.
pub(super) fn expand(inputs: &[String]) -> Result<(Vec<Source>, Skips)> {
    let (mut sources, mut skipped) = (Vec::new(), Skips::default());
    let mut seen = HashSet::new();
    for input in inputs {
        let (path, told) = (Path::new(input), skipped.len());
        let found = if input == "-" {
            let id = "stdin".to_owned();
            vec![Source { path: path.to_path_buf(), id, folder: None, format: None }]
        } else if path.is_dir() {
            walk(path, usize::MAX, &mut skipped).iter().map(|file| Source::of(file, path)).collect()
        } else if path.exists() || !input.contains(['*', '?', '[', '{']) {
            path.metadata().map_err(|error| Error::io(path, error))?;
            vec![Source::of(path, path.parent().unwrap_or(Path::new("")))]
        } else {
            matching(input, &mut skipped)?
        };
        if found.is_empty() && skipped.len() == told {
            let reason = "no .txt, .md, .html, .jsonl or .csv file (or a .gz or .zst of one)";
            if !path.is_dir() {
                return Err(Error::format(path, format!("matches {reason}")));
            }
            skipped.push(Skipped { path: input.clone(), reason: format!("holds {reason}") });
        }
        let new = |source: &Source| {
            seen.insert(source.path.canonicalize().unwrap_or_else(|_| source.path.clone()))
        };
        sources.extend(found.into_iter().filter(new));
    }
    let mut ids = HashSet::new();
    if !sources.iter().all(|source| ids.insert(&source.id)) {
        tell_apart(&mut sources);
    }
    Ok((sources, skipped))
}

/// Whether a file, by its canonical path, is one of those that inputs name; globs and folders are looked through.
pub fn names(inputs: &[String], file: &Path) -> bool {
    let is_file = |path: &Path| path.canonicalize().is_ok_and(|path| path == file);
    inputs.iter().filter(|input| *input != "-").any(|input| {
        let found = expand(std::slice::from_ref(input));
        found.is_ok_and(|(sources, _)| sources.iter().any(|source| is_file(&source.path)))
    })
}

/// Gives files their ids relative to the deepest folder that holds them all.
fn tell_apart(sources: &mut [Source]) {
    let place = |source: &Source| {
        let file = std::path::absolute(&source.path).ok()?;
        Some(file.parent()?.canonicalize().ok()?.join(file.file_name()?))
    };
    let places: Vec<Option<PathBuf>> = sources.iter().map(place).collect();
    let folders = places.iter().flatten().filter_map(|file| file.parent());
    let above = |x: &Path, y: &Path| {
        let same = x.components().zip(y.components()).take_while(|(x, y)| x == y);
        same.map(|(part, _)| part).collect::<PathBuf>()
    };
    let Some(base) = folders.map(Path::to_path_buf).reduce(|x, y| above(&x, &y)) else { return };
    for (source, place) in sources.iter_mut().zip(places) {
        if let Some(place) = place {
            let told = Source::of(&place, &base);
            (source.id, source.folder) = (told.id, told.folder);
        }
    }
}

/// All files of known formats under a folder, so many folders deep, sorted by name folder by folder.
fn walk(folder: &Path, deepest: usize, skipped: &mut Skips) -> Vec<PathBuf> {
    let reported = is_report(folder);
    let visible = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let report = || match entry.file_type().is_dir() {
            true => is_report(entry.path()),
            false => reported && entry.depth() == 1 && is_of_report(&name),
        };
        entry.depth() == 0 || !(name.starts_with('.') || report())
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(folder)
        .max_depth(deepest)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible)
    {
        match entry {
            Ok(entry) => {
                let known = Format::of_name(&entry.file_name().to_string_lossy()).is_some();
                if entry.file_type().is_file() && known {
                    files.push(entry.into_path());
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).display().to_string();
                let reason = match error.loop_ancestor() {
                    Some(_) => "is a link to a folder above it; not followed".into(),
                    None => error.io_error().map_or("cannot be listed".into(), ToString::to_string),
                };
                skipped.push(Skipped { path, reason });
            }
        }
    }
    files
}

/// Whether a folder holds a report that this program wrote.
pub fn is_report(folder: &Path) -> bool {
    let mut head = Vec::new();
    let read =
        File::open(folder.join("report.json")).and_then(|f| f.take(64).read_to_end(&mut head));
    read.is_ok() && String::from_utf8_lossy(&head).contains("\"wirecopy.report/")
}

/// Whether a file beside the `report.json` of a report is another of its files.
fn is_of_report(name: &str) -> bool {
    let matrix = name.starts_with("matrix-") && name.ends_with(".csv");
    matrix || ["report.html", "report.md", "pairs.csv", "passages.jsonl"].contains(&name)
}

/// The files of known formats that match a glob; ids are relative to its last fixed folder.
fn matching(pattern: &str, skipped: &mut Skips) -> Result<Vec<Source>> {
    let mut pattern = pattern;
    while let Some(rest) = pattern.strip_prefix("./") {
        pattern = rest.trim_start_matches('/');
    }
    let glob = match GlobBuilder::new(pattern).literal_separator(true).build() {
        Ok(glob) => glob.compile_matcher(),
        Err(error) => {
            let reason = format!("is no file and no valid glob ({})", error.kind());
            return Err(Error::format(Path::new(pattern), reason));
        }
    };
    let fixed = pattern.split(['*', '?', '[', '{']).next().unwrap_or_default();
    let base = fixed.rsplit_once('/').map_or("", |(folder, _)| folder);
    let base = if base.is_empty() && fixed.starts_with('/') { "/" } else { base };
    let from = Path::new(if base.is_empty() { "." } else { base });
    let below = &pattern[base.len()..];
    let folders = below.trim_start_matches('/').matches('/').count();
    let deepest = if below.contains("**") { usize::MAX } else { folders + 1 };
    let files = walk(from, deepest, skipped);
    let files = files.iter().map(|file| file.strip_prefix(".").unwrap_or(file));
    let found = files.filter(|file| glob.is_match(file));
    Ok(found.map(|file| Source::of(file, Path::new(base))).collect())
}
