//! Whose copy a page says it prints: a document and its regions in, credits out, sorted by span.
//!
//! A credit names an agency, the role it is named in, the rule that saw it and where. A photo credit
//! never credits the text, nor does an agency that is only cited. The outlet's own staff is no agency.
//! Agencies ([`agencies`]) and rules (`rules`) are data; the code finds names (`mention`), takes
//! the words around them and lets the first rule that fits decide. Total, deterministic, and linear in
//! the text: every rule looks at no more than a few hundred bytes.

pub mod agencies;
mod context;
mod mention;
mod phrase;
mod rules;

pub use mention::Directory;

use crate::document::Document;
use crate::region::{Region, RegionKind};
use crate::span::Span;
use agencies::Kind;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What an agency is credited with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It wrote the text, alone or with the outlet: byline, dateline, closing line.
    Author,
    /// Parts of the text are its work: "The Associated Press contributed to this report."
    Contributed,
    /// The text cites it: "told AFP", "Reuters reported". No claim on the text itself.
    QuotedAsSource,
    /// A picture, graphic or video on the page is its work.
    Photo,
    /// The text is printed from its feed or from where it first appeared.
    Syndicated,
    /// It holds the copyright in the text.
    Copyright,
}

impl Role {
    /// All roles, in the order of their declaration.
    pub const ALL: [Role; 6] = [
        Role::Author,
        Role::Contributed,
        Role::QuotedAsSource,
        Role::Photo,
        Role::Syndicated,
        Role::Copyright,
    ];

    /// Whether the role makes the text the agency's copy, in whole or in part.
    pub fn credits_text(self) -> bool {
        matches!(self, Role::Author | Role::Contributed | Role::Syndicated | Role::Copyright)
    }

    /// The role's name as it stands in files.
    pub fn name(self) -> &'static str {
        match self {
            Role::Author => "author",
            Role::Contributed => "contributed",
            Role::QuotedAsSource => "quoted_as_source",
            Role::Photo => "photo",
            Role::Syndicated => "syndicated",
            Role::Copyright => "copyright",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Which rule saw a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// "Copyright 2019 The Associated Press."
    CopyrightLine,
    /// "… contributed to this report", "With files from …".
    ContributionLine,
    /// "This article was originally published by …", "published from a syndicated feed".
    SyndicationLine,
    /// "PARIS (Reuters) -".
    Dateline,
    /// "By Jane Doe, Associated Press".
    Byline,
    /// The agency's name as a line of its own where bylines stand, or as the last line.
    AgencyLine,
    /// "Reporting by …; Editing by …", the closing form of Reuters.
    ReportingBy,
    /// "(Jack Doe/AFP)", "AP Photo/…", "Photo: Reuters".
    PhotoCredit,
    /// The name stands in a caption.
    Caption,
    /// "told AFP", "according to the AP", "questions from AFP".
    SpokenTo,
    /// "Reuters reported", "an AFP reporter saw".
    Reported,
    /// Nothing on the page: an article that shares its text is credited to the agency.
    SharedText,
}

/// One credit of one agency.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Credit {
    /// Short name of [`agencies::AGENCIES`] ("AP", "Reuters"); `None` for an agency the page does not name.
    pub agency: Option<String>,
    /// What it is credited with.
    pub role: Role,
    /// The rule that saw it.
    pub reason: Reason,
    /// The words that say so: the agency's name, or the whole phrase where none is named.
    pub span: Span,
    /// Not said by the page but taken over from a document that shares its text.
    pub inferred: bool,
}

/// All credits of a document, sorted by span, one per agency, role and place.
///
/// Regions are hints: rules find credits in a text that is all `Body`, and a name is never taken
/// for the author's in a caption, nor for a source's or an author's in chrome.
pub fn credits(document: &Document, regions: &[Region], directory: &Directory) -> Vec<Credit> {
    let text = document.text.as_str();
    let mut scanned = mention::scan(text, directory);
    trim(&mut scanned.phrases);
    trim(&mut scanned.groups);
    let mut found: Vec<Credit> = Vec::new();
    for (which, hit) in scanned.phrases {
        let inside = found.last().is_some_and(|c| hit.start < c.span.end);
        found.extend(phrase::judge(document, which, hit).filter(|_| !inside));
    }
    for group in scanned.groups {
        let kind = kind_at(regions, group.span.start);
        let context = context::Context::of(text, group.span);
        let pictured = group.members.iter().any(|m| m.agency.kind() == Kind::Picture);
        for member in &group.members {
            let Some((role, reason)) =
                rules::judge(member, &context, kind, pictured, group.slashed)
            else {
                continue;
            };
            let said = |c: &Credit| c.role == role && c.span.covers(member.span);
            if member.agency.kind() == Kind::Unnamed && found.iter().any(said) {
                continue;
            }
            if member.agency.kind() == Kind::Paper && is_own(document, member.agency.outlets()) {
                continue;
            }
            found.push(Credit {
                agency: Some(member.agency.name().to_string()).filter(|n| !n.is_empty()),
                role,
                reason,
                span: member.span,
                inferred: false,
            });
        }
    }
    found.sort_by(|x, y| (x.span, x.role, &x.agency).cmp(&(y.span, y.role, &y.agency)));
    found.dedup();
    found
}

/// The agencies the text itself is attributed to: authors, contributors, syndicators, holders of
/// copyright; sorted, each once. Photo credits, cited agencies and what is only inferred are not
/// among them.
pub fn text_agencies(credits: &[Credit]) -> Vec<&str> {
    let mut names: Vec<&str> = credits
        .iter()
        .filter(|c| c.role.credits_text() && !c.inferred)
        .filter_map(|c| c.agency.as_deref())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// How many places of one kind are looked at from either end of a text. No article comes near it;
/// it bounds the work on hostile input.
const LOOKED_AT: usize = 2_000;

/// Keeps the first and the last [`LOOKED_AT`].
fn trim<T>(places: &mut Vec<T>) {
    if places.len() > 2 * LOOKED_AT {
        places.drain(LOOKED_AT..places.len() - LOOKED_AT);
    }
}

/// The kind of region at a byte; `Body` where regions say nothing. `regions` are sorted.
fn kind_at(regions: &[Region], at: usize) -> RegionKind {
    let after = regions.partition_point(|r| r.span.end <= at);
    regions.get(after).filter(|r| r.span.contains(at)).map_or(RegionKind::Body, |r| r.kind)
}

/// Whether the document stands on one of these outlets' own pages.
fn is_own(document: &Document, outlets: &[&str]) -> bool {
    let own = |field: &str| {
        let field = field.to_lowercase();
        outlets.iter().any(|o| field.contains(o))
    };
    let host = document.url.as_deref().map(|url| {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    });
    own(&document.outlet) || host.is_some_and(own)
}

#[cfg(test)]
mod tests;
