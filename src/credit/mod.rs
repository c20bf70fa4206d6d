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
mod tests {
    use super::*;

    /// Credits of a text without regions, as "agency role" in text order.
    fn found(text: &str) -> Vec<String> {
        let document = Document { text: text.to_string(), ..Document::default() };
        let name = |c: &Credit| format!("{} {}", c.agency.as_deref().unwrap_or("?"), c.role);
        credits(&document, &[], &Directory::default()).iter().map(name).collect()
    }

    /// The five seeds, beside the checkout; `None` (said aloud) where they are absent.
    fn seed(start: &str) -> Option<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds");
        let Ok(files) = std::fs::read_dir(folder) else {
            assert!(std::env::var("WIRECOPY_REQUIRE_SEEDS").is_err(), "no {folder}");
            println!("no {folder}: skipped");
            return None;
        };
        let mut paths = files.filter_map(|f| f.ok()).map(|f| f.path());
        let path =
            paths.find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(start)));
        path.map(|p| std::fs::read_to_string(p).unwrap())
    }

    #[test]
    fn seeds_have_the_credits_a_reader_sees() {
        let rows: [(&str, &[&str]); 5] = [
            ("000", &[]),
            ("001", &["Reuters author", "Reuters photo", "AFP photo"]),
            ("002", &["AFP photo", "AFP photo", "AP contributed"]),
            ("003", &[]),
            ("004", &["AFP quoted_as_source", "? syndicated"]),
        ];
        for (id, want) in rows {
            let Some(text) = seed(id) else { return };
            assert_eq!(found(&text), want, "{id}");
        }
    }

    #[test]
    fn every_form_of_credit_has_its_role() {
        let rows: &[(&str, &[&str])] = &[
            // Datelines.
            ("PARIS (Reuters) - Rain fell.", &["Reuters author"]),
            ("LONDON, July 3 (Reuters) - Rain fell.", &["Reuters author"]),
            ("WASHINGTON (AP) — Rain fell.", &["AP author"]),
            ("(CNN) Rain fell on the town.", &["CNN author"]),
            ("Berlin (dpa) - Es regnet.", &["dpa author"]),
            ("PARIS, 3 juil. (AFP) - Il pleut.", &["AFP author"]),
            ("Madrid, 3 jul (EFE).- Llueve.", &["EFE author"]),
            ("(ANSA) - ROMA, 3 LUG - Piove.", &["ANSA author"]),
            ("МОСКВА, 3 июля. /ТАСС/. Идёт дождь.", &["TASS author"]),
            ("МОСКВА, 3 июл — РИА Новости. Идёт дождь.", &["RIA Novosti author"]),
            ("لاہور ۔ 3 جولائی (اے پی پی) بارش ہوئی", &["APP author"]),
            ("کراچی (سپورٹس ڈیسک/اے ایف پی ) بارش ہوئی", &["AFP author"]),
            ("باريس (أ ف ب) - هطل المطر", &["AFP author"]),
            // Bylines.
            ("Rain\n\nBy Jane Doe, Associated Press\n\nRain fell.", &["AP author"]),
            ("Rain\nJane Doe, Reuters|\nRain fell.", &["Reuters author"]),
            ("Rain\nAssociated Press\nRain fell.", &["AP author"]),
            ("Rain\nBy JANE DOE\nAP Sports Writer\nRain fell.", &["AP author"]),
            ("Rain\nBy Jane Doe, Example News\nRain fell.", &[]),
            ("Rain\nBy staff and wire services\nRain fell.", &["? author"]),
            // Contributions.
            ("Rain fell.\n\nThe Associated Press contributed to this report.", &["AP contributed"]),
            (
                "Rain fell.\nExample News' Jane Doe and Reuters contributed to this report.",
                &["Reuters contributed"],
            ),
            (
                "Rain fell.\nAP writers J. Doe in Rome, N.Y., and A. Roe contributed to this report.",
                &["AP contributed"],
            ),
            ("Rain fell.\nWith files from The Canadian Press", &["Canadian Press contributed"]),
            ("Rain fell.\n(With inputs from agencies)", &["? contributed"]),
            ("Rain fell.\n— with AFP", &["AFP contributed"]),
            // Closing forms and legal lines.
            ("Rain fell.\n(Reporting by Jane Doe; Editing by A. Roe)", &["Reuters author"]),
            ("Rain fell.\nAdditional reporting by Jane Doe.", &[]),
            (
                "Rain fell.\nCopyright 2019 The Associated Press. All rights reserved.",
                &["AP copyright"],
            ),
            ("Rain fell.\n© 2019 AFP", &["AFP copyright"]),
            ("Rain fell.\n(c) 2018 Tribune Content Agency", &["TNS copyright"]),
            (
                "Rain fell.\nThis article was originally published by Example Weekly.",
                &["? syndicated"],
            ),
            (
                "Rain fell.\nThis story has been published from a syndicated feed.",
                &["? syndicated"],
            ),
            (
                "Rain fell.\nThis article was originally published on The Conversation.",
                &["The Conversation syndicated"],
            ),
            // Sources.
            ("It rains, she told AFP on Monday.", &["AFP quoted_as_source"]),
            ("He did not answer questions from AFP.", &["AFP quoted_as_source"]),
            ("Reuters reported rain.", &["Reuters quoted_as_source"]),
            ("It rained, according to the AP.", &["AP quoted_as_source"]),
            ("It rained, South Korea's Yonhap news agency said.", &["Yonhap quoted_as_source"]),
            ("She told The Associated Press (AP) it rains.", &["AP quoted_as_source"]),
            (
                "She told Reuters and AFP it rains.",
                &["Reuters quoted_as_source", "AFP quoted_as_source"],
            ),
            // Pictures.
            ("A wet dog. (Photo: Reuters)", &["Reuters photo"]),
            ("A wet dog. (Jack Doe/AFP)", &["AFP photo"]),
            ("A wet dog. (AP Photo/Jack Doe)", &["AP photo"]),
            ("A wet dog. REUTERS/Jack Doe", &["Reuters photo"]),
            ("A wet dog. Photo by Jack Doe/Getty Images", &["Getty photo"]),
            ("Image copyright AFP Image caption A wet dog", &["AFP photo"]),
            ("A wet dog. (Jack Doe via AP)", &["AP photo"]),
        ];
        for (text, want) in rows {
            assert_eq!(&found(text), want, "{text}");
        }
    }

    #[test]
    fn names_that_are_not_the_agency_are_no_credit() {
        let rows = [
            "Editors at agencies including AFP appear in the file.",
            "The AP Stylebook says to spell it out.",
            "A Reuters Institute survey found that trust fell.",
            "Jane Doe lives in Pittsburgh, PA.",
            "Fans at TASS Street cheered.",
            "AFP, or Americans for Prosperity, said it would spend more.",
            "Mayor Bloomberg said so. She told Bloomberg no.",
            "The Sputnik vaccine arrived, officials said.",
            "Reuters laid off staff.",
            "See example.com/ap and @AP.",
            "RAPID CAPITAL APRIL",
            "Spokane Online said no.",
        ];
        for text in rows {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn photo_credits_and_sources_do_not_attribute_the_text() {
        let text = "BERLIN (dpa) - Rain, he told AFP.\n\nA dog. (Photo: Reuters)";
        let document = Document { text: text.to_string(), ..Document::default() };
        assert_eq!(text_agencies(&credits(&document, &[], &Directory::default())), ["dpa"]);
    }

    #[test]
    fn a_paper_is_no_agency_on_its_own_pages() {
        let mut document = Document { text: "(CNN) Rain fell.".to_string(), ..Document::default() };
        assert_eq!(credits(&document, &[], &Directory::default()).len(), 1);
        document.outlet = "CNN (Web News)".to_string();
        assert_eq!(credits(&document, &[], &Directory::default()), []);
    }

    #[test]
    fn regions_decide_where_words_do_not() {
        let text = "A wet dog Reuters\nRain fell.";
        let document = Document { text: text.to_string(), ..Document::default() };
        assert_eq!(credits(&document, &[], &Directory::default()), []);
        let caption = Region { kind: RegionKind::Caption, span: Span::new(0, 17) };
        assert_eq!(credits(&document, &[caption], &Directory::default())[0].role, Role::Photo);
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_sorted_credits_on_character_boundaries(
            parts in proptest::collection::vec("(\\PC{0,6}|AP|Reuters|\\(|\\)|/|—|\n|By |©|told the |رائٹرز| contributed to this report\\.|originally published on )", 0..60)
        ) {
            let document = Document { text: parts.concat(), ..Document::default() };
            let found = credits(&document, &[], &Directory::default());
            assert!(found.is_sorted_by_key(|c| c.span));
            for credit in found {
                assert!(!credit.span.of(&document.text).is_empty());
            }
        }
    }

    #[test]
    fn hostile_repetition_is_bounded() {
        for unit in
            ["AP ", "AP/", "AP, ", "told AP. ", "originally published on AP ", "(Reuters) - "]
        {
            let document = Document { text: unit.repeat(60_000), ..Document::default() };
            assert!(
                credits(&document, &[], &Directory::default()).len() <= 12 * 4 * LOOKED_AT,
                "{unit}"
            );
        }
    }
}
