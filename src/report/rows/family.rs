//! A family → its row: one passage, and every place where it stands.

use crate::family::{Family, Kind, Legible, Member};
use crate::offsets::OffsetUnit;
use serde::Serialize;
use std::borrow::Cow;

/// One passage and all the places where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FamilyRow<'a> {
    /// `wirecopy.family/1`.
    pub schema: &'static str,
    /// Its number: 1 is the one that stands in most documents.
    pub family: usize,
    /// How many documents it stands in; 1 for a document that shares nothing.
    pub size: usize,
    /// How many outlets printed it.
    pub outlets: usize,
    /// What it is.
    pub kind: Kind,
    /// Words of the longest member.
    pub words: usize,
    /// The unit of offsets, where it is not code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offsets: Option<OffsetUnit>,
    /// Every place; a document in which parts of the passage stand apart has several.
    pub members: Vec<MemberRow<'a>>,
}

/// One place of a passage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MemberRow<'a> {
    /// Id of the document.
    pub id: Cow<'a, str>,
    /// Who published it.
    pub outlet: &'a str,
    /// When, as the source writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Cow<'a, str>>,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Words.
    pub words: u32,
    /// The words themselves, if asked for and at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
}

impl<'a> FamilyRow<'a> {
    /// The row of a family, with its words if `text`.
    pub fn of(
        shelf: &'a impl Legible,
        number: usize,
        family: &Family,
        unit: OffsetUnit,
        text: bool,
    ) -> FamilyRow<'a> {
        FamilyRow {
            schema: "wirecopy.family/1",
            family: number,
            size: family.documents,
            outlets: family.outlets,
            kind: family.kind,
            words: family.words,
            offsets: unit.stated(),
            members: family.members.iter().map(|m| MemberRow::of(shelf, m, unit, text)).collect(),
        }
    }
}

impl<'a> MemberRow<'a> {
    /// The row of a place, with its words if `text`.
    pub fn of(
        shelf: &'a impl Legible,
        member: &Member,
        unit: OffsetUnit,
        text: bool,
    ) -> MemberRow<'a> {
        let document = member.document as usize;
        let label = shelf.label(document);
        let span = label.offsets.convert(member.span, unit);
        let words = |text: Cow<'a, str>| match text {
            Cow::Borrowed(text) => Cow::Borrowed(member.span.of(text)),
            Cow::Owned(text) => Cow::Owned(member.span.of(&text).to_owned()),
        };
        MemberRow {
            id: label.id,
            outlet: shelf.outlet(document),
            date: label.date,
            start: span.start,
            end: span.end,
            words: member.words,
            text: if text { shelf.text(document).map(words) } else { None },
        }
    }
}
