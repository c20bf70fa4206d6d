//! Paths → documents: text, HTML, JSON and JSON Lines, CSV, each also as `.gz` or `.zst`, one file a
//! format. Decoding and repair happen here and nowhere else; what comes out is final.
//!
//! What cannot be read is reported in [`Corpus::skipped`], and the run goes on. The corpus is the
//! same whatever the number of threads; for the same files in another order of inputs it differs
//! only in which of two documents with one id is kept: the first.

mod csv;
mod harvest;
mod html;
mod input;
mod json;
mod jsonl;
mod language;
mod open;
mod row;

pub use harvest::Batch;
pub use input::{is_report, names};
pub use language::detect_language;
pub use open::open;

use crate::document::{Corpus, Document, Skipped, Skips};
use crate::error::{Error, Result};
use crate::repair::{decode, repair};
use harvest::{Harvest, Stop};
use input::Source;
use open::{Format, read_all, says};
use rayon::prelude::*;
use std::collections::HashSet;
use std::io::{Cursor, Read};
use std::path::Path;

/// How to read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Stop at the first input that cannot be read instead of reporting it.
    pub strict: bool,
    /// Bytes a file of rows (JSON Lines, CSV) may hold unpacked. What comes after is not read.
    pub max_bytes: u64,
    /// Bytes a row may have, about. Where one has more, the rest of its file is not read; below the
    /// default, which is more than any page has, it is memory that runs out, and so does the run.
    pub max_row_bytes: usize,
    /// Bytes a file of one article may hold unpacked.
    pub max_page_bytes: u64,
    /// Detect the language where a document does not state it. Done only while at most
    /// [`DETECTED`] documents need it, because it takes longer than all other reading.
    pub detect_language: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            strict: false,
            max_bytes: 4 << 30,
            max_row_bytes: 1 << 30,
            max_page_bytes: 64 << 20,
            detect_language: true,
        }
    }
}

impl Options {
    /// What a row that is too long does.
    fn too_long(&self, source: &Source, reason: String) -> Stop {
        match self.max_row_bytes < Options::default().max_row_bytes {
            true => Stop::Refused(Error::format(&source.path, reason + ", or give more --memory")),
            false => Stop::Unreadable(reason),
        }
    }
}

/// Up to how many documents without a stated language have it detected; beyond, none has.
pub const DETECTED: usize = 2000;

/// Reads the files, folders and globs in `inputs`; `-` is the standard input. `progress` is told
/// how many more documents were read, from any thread.
///
/// # Errors
/// If nothing at all could be read; in strict mode, if anything could not.
pub fn read(
    inputs: &[String],
    options: &Options,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Corpus> {
    let (sources, mut skipped) = expand(inputs)?;
    let harvests: Vec<Harvest> =
        sources.par_iter().map(|source| read_source(source, options, progress)).collect();
    let mut documents = Vec::new();
    let mut ids = HashSet::new();
    for (source, harvest) in sources.iter().zip(harvests) {
        skipped.append(harvest.skipped);
        for document in harvest.documents {
            if ids.insert(document.id.clone()) {
                documents.push(document);
            } else {
                let reason = format!("id {:?} stands twice; the first is kept", document.id);
                skipped.push(Skipped { path: source.path.display().to_string(), reason });
            }
        }
    }
    enough(&skipped, documents.len(), options)?;
    if options.detect_language {
        fill_languages(&mut documents);
    }
    let mut corpus = Corpus::of(name_of(inputs), documents);
    corpus.skipped = skipped;
    Ok(corpus)
}

/// Reads as [`read`] does, but gives the documents to `sink` batch by batch, in the order of the
/// inputs, so that no more than a batch or so is in memory; gives what could not be read. Ids that stand twice
/// are not looked for, and no language is detected.
///
/// # Errors
/// If nothing at all could be read; in strict mode, if anything could not; the first error of `sink`.
pub fn each(
    inputs: &[String],
    options: &Options,
    batch: Batch,
    progress: &(dyn Fn(usize) + Sync),
    sink: &mut (dyn FnMut(Vec<Document>) -> Result<()> + Send),
) -> Result<Skips> {
    let (sources, skipped) = expand(inputs)?;
    let mut harvest = Harvest::into_sink(batch, options.strict, sink);
    harvest.skipped = skipped;
    let page = |source: &Source| matches!(source.format, Some(Format::Text | Format::Html));
    let groups = sources.chunk_by(|x, y| page(x) && page(y));
    for group in groups.flat_map(|group| portions(group, batch.bytes)) {
        if let [source] = group {
            match read_into(&mut harvest, source, options, progress) {
                Err(Stop::Refused(error)) => return Err(error),
                Err(Stop::Unreadable(reason)) => {
                    let path = source.path.display().to_string();
                    harvest.skipped.push(Skipped { path, reason });
                }
                Ok(()) => {}
            }
        } else {
            let pages = group.par_iter().map(|source| read_source(source, options, progress));
            for page in pages.collect::<Vec<Harvest>>() {
                harvest.skipped.append(page.skipped);
                harvest.documents.extend(page.documents);
            }
        }
        harvest.offer(false)?;
    }
    enough(&harvest.skipped, harvest.given + harvest.documents.len(), options)?;
    harvest.offer(true)?;
    Ok(harvest.skipped)
}

/// As many files of one article each as are read at once: those that have about so many bytes.
fn portions(mut sources: &[Source], bytes: usize) -> impl Iterator<Item = &[Source]> {
    /// Files at once, at most.
    const TOGETHER: usize = 64;
    /// Times that a packed file is larger unpacked, about.
    const PACKED: u64 = 8;
    std::iter::from_fn(move || {
        let mut sum = 0;
        let fits = |source: &&Source| {
            let name = source.path.to_string_lossy();
            let times = if open::unpacked(&name).len() < name.len() { PACKED } else { 1 };
            sum += source.path.metadata().map_or(0, |about| about.len()).saturating_mul(times);
            sum <= bytes as u64
        };
        let count = sources.iter().take(TOGETHER).take_while(fits).count().max(1);
        let (portion, rest) = sources.split_at_checked(count)?;
        sources = rest;
        Some(portion)
    })
}

fn expand(inputs: &[String]) -> Result<(Vec<Source>, Skips)> {
    if inputs.is_empty() {
        return Err(Error::Usage("no input: name files, folders, globs, or - for stdin".into()));
    }
    input::expand(inputs)
}

/// Whether what was read is enough to go on with.
fn enough(skipped: &Skips, documents: usize, options: &Options) -> Result<()> {
    match skipped.first() {
        Some(first) if options.strict => Err(Error::format(&first.path, &first.reason)),
        Some(first) if documents == 0 => {
            let problem = match skipped.len() - 1 {
                0 => first.reason.clone(),
                more => format!("{} (and {more} more: nothing could be read)", first.reason),
            };
            Err(Error::format(&first.path, problem))
        }
        _ => Ok(()),
    }
}

/// The corpus is called after its only input, or `articles`.
fn name_of(inputs: &[String]) -> String {
    let name = match inputs {
        [only] if Path::new(only).is_dir() => Path::new(only).file_name(),
        [only] if Path::new(only).is_file() => Path::new(open::unpacked(only)).file_stem(),
        _ => None,
    };
    name.map_or("articles".into(), |name| name.to_string_lossy().into_owned())
}

/// The first `bytes` bytes of `text`, or a few less, where a character would be cut.
fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

fn fill_languages(documents: &mut [Document]) {
    let mut silent: Vec<&mut Document> =
        documents.iter_mut().filter(|document| document.language.is_none()).collect();
    if silent.len() <= DETECTED {
        silent.par_iter_mut().for_each(|document| {
            document.language = detect_language(&document.text).map(str::to_owned);
        });
    }
}

fn read_source(
    source: &Source,
    options: &Options,
    progress: &(dyn Fn(usize) + Sync),
) -> Harvest<'static> {
    let mut harvest = Harvest::default();
    if let Err(stop) = read_into(&mut harvest, source, options, progress) {
        let reason = stop.to_string();
        harvest.skipped.push(Skipped { path: source.path.display().to_string(), reason });
    }
    harvest
}

/// Reads one file into `harvest`; an error is what keeps the rest of it from being read.
fn read_into(
    harvest: &mut Harvest,
    source: &Source,
    options: &Options,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<(), Stop> {
    let opened = match source.path.to_str() {
        Some("-") => open::unpack(std::io::stdin()),
        _ => open::open(&source.path),
    };
    let mut reader = opened.map_err(|error| says(&error))?;
    let mut head = Vec::new();
    reader.by_ref().take(4096).read_to_end(&mut head).map_err(|error| says(&error))?;
    let named = source.format.is_some();
    let binary = !named && head.contains(&0) && decode(&head, None).encoding == "UTF-8";
    if binary || open::is_no_text(&head) {
        let reason = "is no text; save it as .txt, .html, .jsonl or .csv";
        return Err(Stop::Unreadable(reason.into()));
    }
    let format = source.format.unwrap_or_else(|| Format::of_content(&head));
    let reader: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(reader));
    match format {
        Format::JsonLines => jsonl::read(reader, source, options, harvest, progress)?,
        Format::Json => json::read(reader, source, options, harvest, progress)?,
        Format::Csv => csv::read(reader, source, options, harvest, progress)?,
        Format::Text | Format::Html => {
            let bytes = read_all(reader, options.max_page_bytes)?;
            let mut document = page(&bytes, format)?;
            document.id = source.id.clone();
            if let Some(folder) = &source.folder {
                document.outlet = folder.clone();
            } else if document.outlet.is_empty() {
                document.outlet = source.stem().to_owned();
            }
            harvest.documents.push(document);
            progress(1);
            harvest.offer(false)?;
        }
    }
    Ok(())
}

/// One article from the bytes of its file.
fn page(bytes: &[u8], format: Format) -> Result<Document, String> {
    if format == Format::Html {
        return html::page(&decode(bytes, html::charset(bytes).as_deref()).text);
    }
    let (text, repairs) = repair(decode(bytes, None).text);
    Ok(Document { text, repairs, ..Document::default() })
}

/// One article from the bytes of its file, text or HTML by the ending of `path`; the id is the
/// file's name.
///
/// # Errors
/// If the page cannot be read.
pub fn document(bytes: &[u8], path: &Path) -> Result<Document> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let format = match Format::of_name(&name) {
        Some(Format::Html) => Format::Html,
        _ => Format::Text,
    };
    let document = page(bytes, format).map_err(|problem| Error::format(path, problem))?;
    Ok(Document { id: name, ..document })
}

#[cfg(test)]
mod tests;
