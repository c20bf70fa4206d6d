//! The archive: documents on disk, added to daily, asked for the hashes they share.
//!
//! An archive is a folder: `archive.toml` (what it is), `catalogue.sqlite` (which segments are part of it
//! and which documents were removed), `catalogue.sum` (what that file is, byte by byte), `lock` (held by the one writer), and `segments/`, where each
//! segment is four files that are written once and never changed: sorted `.postings` (what
//! [`Sieve::keep_at`](crate::fingerprint::Sieve::keep_at) keeps of each document), `.ids`, `.entries`
//! (what is known of each document) and `.documents` (the texts as read, or, without texts,
//! fingerprints as a pack has them). `ARCHITECTURE.md` has the layouts.
//!
//! # Reading
//! [`Archive::open`] takes a snapshot: what is added, removed or compacted later changes nothing in it.
//! Documents have numbers, given in the order of adding and never used again; rows for people are
//! better ordered by id, because numbers depend on that order. A removed document is never seen.
//!
//! | question | answer |
//! |---|---|
//! | how many, of which kind | [`Archive::len`], [`Archive::past`], [`Archive::options`], [`Archive::sieve`] |
//! | what is known of a document | [`Archive::entry`] by number, [`Archive::number`] by id, [`Archive::entries`] for all |
//! | its text, or all about it | [`Archive::document`], [`Archive::article`], [`Archive::documents`], [`Archive::articles`] |
//! | where a hash stands | [`Archive::lookup`] |
//! | which articles share text with one | [`Archive::search`] |
//! | which passages stand in several documents | [`Ranked::families`] |
//! | all hashes in order | [`Archive::postings`], [`Archive::postings_between`] for a part of them, on a thread of its own |
//!
//! An archive without texts was taken apart when its documents were added, one by one: lines that
//! recur in an outlet ([`Recurring`](crate::clean::Recurring)) are not known to it. An archive with
//! texts takes them apart when asked, as the caller's [`Dissection`](crate::article::Dissection) says.
//!
//! # Writing
//! [`Writer::open`] for the one writer; each [`Writer::add`] is one durable commit: killed at any moment,
//! an archive has all documents of every `add` that returned, and of the others none.
//!
//! ```
//! use wirecopy::archive::{Archive, ArchiveOptions, Known, Writer};
//! use wirecopy::document::Document;
//! use wirecopy::token::tokenize;
//!
//! let folder = tempfile::tempdir().unwrap();
//! let folder = folder.path().join("news");
//! Archive::create(&folder, &ArchiveOptions::default())?;
//! let text = "The night ferry struck a drifting barge on Tuesday and lost its rudder off the reef.";
//! let page = Document { id: "post/1".into(), text: text.into(), ..Document::default() };
//! assert_eq!(Writer::open(&folder)?.add(vec![page], Known::Keep)?.added, 1);
//!
//! let archive = Archive::open(&folder)?;
//! let number = archive.number("post/1")?.unwrap();
//! assert_eq!(archive.document(number)?.text, text);
//! let hashes: Vec<u64> = archive.postings()?.map(|p| p.unwrap().hash).collect();
//! assert!(archive.lookup(&hashes)?.iter().all(|posting| posting.document == number));
//! # Ok::<(), wirecopy::error::Error>(())
//! ```

mod blocks;
mod catalogue;
mod check;
mod entry;
mod families;
mod file;
mod lists;
mod lock;
mod near;
mod packed;
mod postings;
mod prepare;
mod rank;
mod reader;
mod records;
mod removed;
mod seal;
mod search;
mod sections;
mod segment;
mod settings;
mod standing;
mod stats;
mod walk;
mod writer;

pub use check::{Checked, check};
pub use entry::Entry;
pub(crate) use entry::{document_of, record_of};
pub use families::Ranked;
pub use postings::Posting;
pub use reader::Archive;
pub use search::{Answer, Match};
pub use settings::ArchiveOptions;
pub use stats::Stats;
pub use writer::{Added, Known, Writer};

#[cfg(test)]
mod tests;
