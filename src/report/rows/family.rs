//! A family → its row: one passage, and every place where it stands.

use crate::family::{Family, Kind, Member, Shelf, Texts};
use crate::offsets::OffsetUnit;
use serde::Serialize;

/// One passage and all the places where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FamilyRow<'a> {
    /// `wirecopy.family/1`.
    pub schema: &'static str,
    /// Its number: 1 is the one that stands in most documents.
    pub family: usize,
    /// How many documents it stands in.
    pub size: usize,
    /// How many outlets printed it.
    pub outlets: usize,
    /// What it is.
    pub kind: Kind,
    /// Words of the longest member.
    pub words: usize,
    /// Every place; a document in which parts of the passage stand apart has several.
    pub members: Vec<MemberRow<'a>>,
}

/// One place of a passage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MemberRow<'a> {
    /// Id of the document.
    pub id: &'a str,
    /// Who published it.
    pub outlet: &'a str,
    /// When, as the source writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<&'a str>,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Words.
    pub words: u32,
    /// The words themselves, if asked for and at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
}

impl<'a> FamilyRow<'a> {
    /// The row of a family, with its words if `text`.
    pub fn of(
        texts: &'a Texts,
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
            members: family.members.iter().map(|m| MemberRow::of(texts, m, unit, text)).collect(),
        }
    }
}

impl<'a> MemberRow<'a> {
    fn of(texts: &'a Texts, member: &Member, unit: OffsetUnit, text: bool) -> MemberRow<'a> {
        let document = member.document as usize;
        let span = texts.offsets(document).convert(member.span, unit);
        MemberRow {
            id: texts.id(document),
            outlet: texts.outlet(document),
            date: texts.date(document),
            start: span.start,
            end: span.end,
            words: member.words,
            text: texts.text(document).filter(|_| text).map(|text| member.span.of(text)),
        }
    }
}
