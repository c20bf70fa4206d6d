//! Bytes → code points: what files count in, without the text at hand.
//!
//! A text is kept as the runs of its characters outside ASCII, so that a pack can print the same
//! offsets as the text it was made from.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A run of characters of equal width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(u32, u8, u32)", try_from = "(u32, u8, u32)")]
struct Wide {
    /// First byte.
    start: u32,
    /// Bytes a character, 2 to 4.
    width: u8,
    /// How many characters.
    count: u32,
    /// Bytes before it that begin no character.
    extra: u32,
}

impl From<Wide> for (u32, u8, u32) {
    fn from(wide: Wide) -> Self {
        (wide.start, wide.width, wide.count)
    }
}

impl TryFrom<(u32, u8, u32)> for Wide {
    type Error = &'static str;

    fn try_from((start, width, count): (u32, u8, u32)) -> Result<Self, Self::Error> {
        let plausible = (2..=4).contains(&width);
        let wide = Wide { start, width, count, extra: 0 };
        plausible.then_some(wide).ok_or("a character has 2 to 4 bytes")
    }
}

/// Where the characters of a text lie that are longer than a byte.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Wide>", into = "Vec<Wide>")]
pub struct Offsets {
    wide: Vec<Wide>,
}

impl From<Vec<Wide>> for Offsets {
    fn from(mut wide: Vec<Wide>) -> Offsets {
        let mut extra = 0u32;
        for run in &mut wide {
            run.extra = extra;
            extra = extra.saturating_add(run.count.saturating_mul(u32::from(run.width) - 1));
        }
        Offsets { wide }
    }
}

impl From<Offsets> for Vec<Wide> {
    fn from(offsets: Offsets) -> Vec<Wide> {
        offsets.wide
    }
}

/// In which unit offsets are written to files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OffsetUnit {
    /// Unicode code points: what Python, R and annotation tools count.
    #[default]
    Characters,
    /// Bytes of UTF-8.
    Bytes,
}

impl OffsetUnit {
    /// What a row says of its unit: nothing where it is code points.
    pub fn stated(self) -> Option<OffsetUnit> {
        (self != OffsetUnit::default()).then_some(self)
    }
}

impl Offsets {
    /// The offsets of `text`.
    pub fn of(text: &str) -> Offsets {
        let bytes = text.as_bytes();
        let mut wide: Vec<Wide> = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let Some(found) = next_wide(bytes, at) else { break };
            at = found;
            let lead = bytes[at];
            let width = if lead >= 0xf0 { 4 } else { 2 + (lead >= 0xe0) as u8 };
            match wide.last_mut() {
                Some(last) if last.width == width && last.end() == at => last.count += 1,
                _ => wide.push(Wide { start: at as u32, width, count: 1, extra: 0 }),
            }
            at += width as usize;
        }
        wide.into()
    }

    /// The runs, as first byte, bytes a character and characters.
    pub(crate) fn runs(&self) -> impl ExactSizeIterator<Item = (u32, u8, u32)> + '_ {
        self.wide.iter().map(|&wide| wide.into())
    }

    /// The offsets of these runs; `None` if they cannot be.
    pub(crate) fn of_runs(runs: impl Iterator<Item = (u32, u8, u32)>) -> Option<Offsets> {
        let wide: Result<Vec<Wide>, _> = runs.map(Wide::try_from).collect();
        Some(wide.ok()?.into())
    }

    /// How many code points stand before byte `offset`, a character boundary.
    pub fn characters(&self, offset: usize) -> usize {
        let before = self.wide.partition_point(|wide| (wide.start as usize) < offset);
        let Some(last) = before.checked_sub(1).map(|last| self.wide[last]) else { return offset };
        let reached = (offset.min(last.end()) - last.start as usize) / last.width as usize;
        offset.saturating_sub(last.extra as usize + reached * (last.width as usize - 1))
    }

    /// `span` in the unit asked for.
    pub fn convert(&self, span: Span, unit: OffsetUnit) -> Span {
        match unit {
            OffsetUnit::Bytes => span,
            OffsetUnit::Characters => {
                Span::new(self.characters(span.start), self.characters(span.end))
            }
        }
    }
}

/// Where the next byte outside ASCII stands, from `at` on.
pub(crate) fn next_wide(bytes: &[u8], mut at: usize) -> Option<usize> {
    let wide = |chunk: &[u8]| chunk.iter().fold(0, |all, byte| all | byte) >= 0x80;
    while bytes.get(at..at + 64).is_some_and(|chunk| !wide(chunk)) {
        at += 64;
    }
    bytes.get(at..)?.iter().position(|&byte| byte >= 0x80).map(|found| at + found)
}

impl Wide {
    fn end(self) -> usize {
        self.start as usize + self.width as usize * self.count as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn characters_are_counted_as_the_text_has_them(text in "[aé日😀\n]{0,40}") {
            let offsets = Offsets::of(&text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.characters(at), count);
            }
            prop_assert_eq!(offsets.characters(text.len()), text.chars().count());
        }
    }
}
