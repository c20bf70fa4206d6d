//! What was read so far, and where it goes: all into memory, or on in batches.

use crate::document::{Document, Skipped, Skips};
use crate::error::{Error, Result};
use std::fmt;

/// How many documents are handed on together: as many as reach one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Documents.
    pub documents: usize,
    /// Bytes of them.
    pub bytes: usize,
}

impl Default for Batch {
    fn default() -> Batch {
        Batch { documents: 20_000, bytes: 64 << 20 }
    }
}

/// What takes batches.
type Sink<'s> = &'s mut (dyn FnMut(Vec<Document>) -> Result<()> + Send);

/// The documents that were read and not yet handed on, and what was wrong.
#[derive(Default)]
pub(super) struct Harvest<'s> {
    pub(super) documents: Vec<Document>,
    pub(super) skipped: Skips,
    /// Documents handed on.
    pub(super) given: usize,
    /// Whether nothing is handed on once something could not be read.
    strict: bool,
    sink: Option<(Batch, Sink<'s>)>,
}

impl<'s> Harvest<'s> {
    pub(super) fn into_sink(batch: Batch, strict: bool, sink: Sink<'s>) -> Harvest<'s> {
        Harvest { strict, sink: Some((batch, sink)), ..Harvest::default() }
    }

    /// Takes rows, and hands on whole batches.
    pub(super) fn take(&mut self, rows: Vec<std::result::Result<Document, Skipped>>) -> Result<()> {
        for row in rows {
            match row {
                Ok(document) => self.documents.push(document),
                Err(skipped) => self.skipped.push(skipped),
            }
        }
        self.offer(false)
    }

    /// Hands on whole batches, and at the end what is left.
    pub(super) fn offer(&mut self, end: bool) -> Result<()> {
        let Some((batch, sink)) = &mut self.sink else { return Ok(()) };
        if let (true, Some(first)) = (self.strict, self.skipped.first()) {
            return Err(Error::format(&first.path, &first.reason));
        }
        loop {
            let mut bytes = 0;
            let full = self.documents.iter().enumerate().position(|(at, document)| {
                bytes += document.size();
                bytes >= batch.bytes || at + 1 >= batch.documents
            });
            let count = match full {
                Some(last) => last + 1,
                None if end && !self.documents.is_empty() => self.documents.len(),
                None => return Ok(()),
            };
            let rest = self.documents.split_off(count);
            self.given += count;
            sink(std::mem::replace(&mut self.documents, rest))?;
        }
    }
}

/// Why the rest of a file was not read.
pub(super) enum Stop {
    /// What is wrong with the file, in one line.
    Unreadable(String),
    /// Who takes the documents takes no more.
    Refused(Error),
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::Unreadable(reason) => f.write_str(reason),
            Stop::Refused(error) => error.fmt(f),
        }
    }
}

impl From<String> for Stop {
    fn from(reason: String) -> Stop {
        Stop::Unreadable(reason)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Refused(error)
    }
}
