//! The kinds of text on a page: every byte belongs to one region, and every word counts in one class.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// What a stretch of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionKind {
    /// The headline and the lines under it that belong to it (deck, strap, summary).
    Headline,
    /// Who wrote it: "By Jane Doe, Example News".
    Byline,
    /// Where and by whom a story opens: "PARIS (Reuters) -".
    Dateline,
    /// A line about the source of the text or a picture, standing by itself.
    Credit,
    /// The story itself.
    Body,
    /// The text under a picture, with the picture's own credit.
    Caption,
    /// Menus, "read more", comment forms, sign-up boxes, bios, teasers of other stories.
    Chrome,
}

impl RegionKind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [RegionKind; 7] = [
        RegionKind::Headline,
        RegionKind::Byline,
        RegionKind::Dateline,
        RegionKind::Credit,
        RegionKind::Body,
        RegionKind::Caption,
        RegionKind::Chrome,
    ];
}

/// A stretch of a page and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// Where it stands.
    pub span: Span,
}

/// How a word counts when two documents share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Body text in the outlet's (or its agency's) own voice.
    Narrative,
    /// Body text inside quotation marks or a block quote: somebody else's words.
    Quote,
    /// Everything outside the body.
    Boilerplate,
}

impl Class {
    /// All classes, in the order of their declaration.
    pub const ALL: [Class; 3] = [Class::Narrative, Class::Quote, Class::Boilerplate];

    /// The class of a word shared by a place of class `self` and one of class `other`: boilerplate
    /// if either side is, else a quote if either side is, else narrative.
    ///
    /// A statement that one outlet prints inside marks and another without them is a quote.
    pub fn shared_with(self, other: Class) -> Class {
        self.max(other)
    }
}
