//! `archive.toml`: what an archive is, fixed when it is created.

use super::blocks::VERSION;
use crate::error::{Error, Result};
use crate::pack::TERMS;
use crate::token::Unit;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Name of the file.
pub(super) const FILE: &str = "archive.toml";
const SCHEMA: &str = "wirecopy.archive";

/// What an archive keeps of its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArchiveOptions {
    /// What counts as a token.
    pub unit: Unit,
    /// Tokens in a shingle.
    pub k: usize,
    /// Every shared run of at least this many tokens is found; see
    /// [`Sieve`](crate::fingerprint::Sieve).
    pub run: usize,
    /// Whether texts are kept, or only fingerprints, as in a pack.
    pub text: bool,
}

impl Default for ArchiveOptions {
    fn default() -> ArchiveOptions {
        ArchiveOptions { unit: Unit::Words, k: 5, run: 12, text: true }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    version: u32,
    terms: String,
    unit: Unit,
    k: usize,
    run: usize,
    text: bool,
}

impl ArchiveOptions {
    /// The options, if they make sense.
    pub(super) fn valid(self) -> Result<ArchiveOptions> {
        match self {
            ArchiveOptions { k: 1..=64, run, .. } if run >= self.k && run <= 10_000 => Ok(self),
            ArchiveOptions { k, run, .. } => Err(Error::Usage(format!(
                "an archive with k {k} and run {run} cannot be: k is 1 to 64, run from k to 10000"
            ))),
        }
    }

    /// The content of the file.
    pub(super) fn to_toml(self) -> String {
        let ArchiveOptions { unit, k, run, text } = self;
        let (schema, terms) = (SCHEMA.to_owned(), TERMS.to_owned());
        let file = File { schema, version: VERSION, terms, unit, k, run, text };
        toml::to_string(&file).expect("plain fields are TOML")
    }

    /// Reads the file; `path` names it in errors.
    pub(super) fn from_toml(text: &str, path: &Path) -> Result<ArchiveOptions> {
        #[derive(Deserialize)]
        struct Version {
            schema: String,
            version: u32,
        }
        let wrong = |problem: &str| Error::format(path, problem);
        let file: Version = toml::from_str(text).map_err(|_| wrong("is not of an archive"))?;
        if file.schema != SCHEMA {
            return Err(wrong("is not of an archive"));
        }
        if !(1..=VERSION).contains(&file.version) {
            return Err(wrong("the archive was made by a newer wirecopy; update to read it"));
        }
        let file: File = toml::from_str(text)
            .map_err(|error| wrong(&format!("is damaged ({})", error.message())))?;
        if file.terms != TERMS {
            return Err(wrong("its shingles were made in another way; create the archive again"));
        }
        let File { unit, k, run, text, .. } = file;
        ArchiveOptions { unit, k, run, text }.valid()
    }
}
