//! Families → JSON Lines, some at a time; one with very many members in pieces.

use super::super::output::stdout;
use serde::Serialize;
use wirecopy::error::Result;
use wirecopy::family::{Family, Legible, Member};
use wirecopy::offsets::OffsetUnit;
use wirecopy::report::json;
use wirecopy::report::rows::{FamilyRow, MemberRow};

/// What rows show.
pub(super) struct Rows<'a, L> {
    pub(super) shelf: &'a L,
    pub(super) unit: OffsetUnit,
    /// Whether the words are shown.
    pub(super) text: bool,
    /// Members whose rows are made before they are written, about.
    pub(super) most: usize,
}

/// What takes the bytes.
type Put<'p> = &'p mut dyn FnMut(&[u8]) -> Result<()>;

impl<L: Legible> Rows<'_, L> {
    /// Writes the rows of `families`, numbered from 1.
    pub(super) fn write(
        &self,
        families: impl Iterator<Item = Result<Family>>,
        put: Put,
    ) -> Result<()> {
        /// Families whose rows are made together.
        const TOGETHER: usize = 1 << 14;
        let (mut block, mut members, mut number) = (Vec::new(), 0, 0);
        for family in families {
            let family = family?;
            if family.members.len() > self.most {
                self.block(&block, number, put)?;
                number += block.len();
                block.clear();
                members = 0;
                self.piecewise(&family, number + 1, put)?;
                number += 1;
                continue;
            }
            members += family.members.len();
            block.push(family);
            if block.len() >= TOGETHER || members >= self.most {
                self.block(&block, number, put)?;
                number += block.len();
                block.clear();
                members = 0;
            }
        }
        self.block(&block, number, put)
    }

    /// The rows of families, of which `before` come first.
    fn block(&self, families: &[Family], before: usize, put: Put) -> Result<()> {
        let mut lines = Vec::new();
        let row = |at: usize, family: &_| {
            FamilyRow::of(self.shelf, before + at + 1, family, self.unit, self.text)
        };
        json::lines_of(families, row, &mut lines).map_err(stdout)?;
        self.shelf.sound()?;
        put(&lines)
    }

    /// The row of a family, a part of its members at a time: its members are the last of the row.
    fn piecewise(&self, family: &Family, number: usize, put: Put) -> Result<()> {
        let bare = Family { members: Vec::new(), ..family.clone() };
        let row = FamilyRow::of(self.shelf, number, &bare, self.unit, self.text);
        let mut lines = Vec::new();
        json::lines([row], &mut lines).map_err(stdout)?;
        let end = b"]}\n";
        lines.truncate(lines.len() - end.len());
        for (at, members) in family.members.chunks(self.most).enumerate() {
            let start = lines.len();
            let row = |_, member: &Member| MemberRow::of(self.shelf, member, self.unit, self.text);
            json::lines_of(members, row, &mut lines).map_err(stdout)?;
            self.shelf.sound()?;
            // A row holds no line break but the one behind it.
            lines.pop();
            lines[start..].iter_mut().filter(|byte| **byte == b'\n').for_each(|byte| *byte = b',');
            if at > 0 {
                put(b",")?;
            }
            put(&lines)?;
            lines.clear();
        }
        put(end)
    }
}

/// Two documents that share a passage, as `--pairs` of other verbs reads them.
#[derive(Serialize)]
struct Met<'a> {
    a: &'a str,
    b: &'a str,
}

/// Writes pairs of documents.
pub(super) fn met(
    shelf: &impl Legible,
    pairs: impl Iterator<Item = Result<(u32, u32)>>,
    put: Put,
) -> Result<()> {
    let (mut line, mut last) = (Vec::new(), None);
    for pair in pairs {
        let (a, b) = pair?;
        let (_, id) = match last.take() {
            Some((of, id)) if of == a => last.insert((of, id)),
            _ => last.insert((a, shelf.id(a as usize))),
        };
        let met = Met { a: id, b: &shelf.id(b as usize) };
        line.clear();
        json::lines([met], &mut line).map_err(stdout)?;
        shelf.sound()?;
        put(&line)?;
    }
    Ok(())
}
