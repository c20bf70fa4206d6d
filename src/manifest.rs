//! `manifest.toml` of a corpus folder: its documents, and the labels people gave them.
//!
//! The manifest makes a data set checkable (SHA-256 of every file) without holding its texts.

use crate::credit::Role;
use crate::credit::agencies::LocalAgency;
use crate::error::{Error, Result};
use crate::verdict::Verdict;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The name of the file in a corpus folder.
pub const FILE: &str = "manifest.toml";
const SCHEMA: &str = "wirecopy.manifest/1";

/// A corpus: what it is called, what is in it, and what should come out.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    schema: String,
    /// Short name; the pack beside it is `<name>.wfp`.
    pub name: String,
    /// Title of its report.
    pub title: String,
    /// One or two sentences on what it is.
    #[serde(default)]
    pub about: String,
    /// Agencies the built-in table does not know.
    #[serde(default)]
    pub agencies: Vec<LocalAgency>,
    /// The documents.
    #[serde(rename = "document")]
    pub documents: Vec<Listed>,
    /// The expected verdicts.
    #[serde(rename = "pair", default)]
    pub pairs: Vec<LabelledPair>,
}

/// A document of the manifest.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// Its file, relative to the manifest, or to the folder of texts.
    pub file: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// Primary language subtag.
    pub language: Option<String>,
    /// Date of publication.
    pub date: Option<String>,
    /// The expected credits.
    #[serde(default)]
    pub credits: Vec<LabelledCredit>,
}

/// A credit as a person sees it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
pub struct LabelledCredit {
    /// Short name of the agency; empty for one that is not named.
    pub agency: String,
    /// What it is credited with.
    pub role: Role,
}

/// A verdict as a person gives it.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct LabelledPair {
    /// One id.
    pub a: String,
    /// The other.
    pub b: String,
    /// The expected verdict.
    pub verdict: Verdict,
    /// Why.
    #[serde(default)]
    pub note: String,
}

impl Manifest {
    /// Reads a manifest; `path` names it in errors.
    ///
    /// # Errors
    /// If it is no TOML, lacks a field or has an unknown one.
    pub fn parse(text: &str, path: &Path) -> Result<Manifest> {
        let manifest: Manifest = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let row = before.matches('\n').count() + 1;
            let problem = error.message().replace('\n', ", ");
            Error::format(format!("{}:{row}", path.display()), problem)
        })?;
        if manifest.schema != SCHEMA {
            return Err(Error::format(
                path,
                format!("its schema is not {SCHEMA}; update wirecopy"),
            ));
        }
        Ok(manifest)
    }
}

impl Listed {
    /// Checks that `bytes` are the file that was meant.
    ///
    /// # Errors
    /// If the SHA-256 differs.
    pub fn check(&self, bytes: &[u8], path: &Path) -> Result<()> {
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if sum == self.sha256.to_ascii_lowercase() {
            return Ok(());
        }
        let (id, wanted) = (&self.id, &self.sha256);
        let problem = format!(
            "is not the text that the manifest lists as {id}, its SHA-256 is {sum} and not {wanted}; \
             fetch it again or leave it out"
        );
        Err(Error::format(path, problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_named() {
        let rows = [
            ("schema = 1", "m.toml:1: "),
            ("schema = \"x\"\nname = 5", "m.toml:2: invalid type"),
            ("schema = \"x\"\nname = \"n\"\ntitle = \"t\"\ndocument = []", "update wirecopy"),
            ("schema = \"x\"\nnam = \"n\"", "nam"),
        ];
        for (text, says) in rows {
            let error = Manifest::parse(text, Path::new("m.toml")).unwrap_err().to_string();
            assert!(error.starts_with("m.toml:") && error.contains(says), "{error}");
            assert!(!error.contains('\n'));
        }
    }
}
