//! The byte codes of packs and archives: fixed-width numbers, LEB128 varints, and halves of bytes.

use crate::fingerprint::Fingerprint;
use crate::mark::Mark;
use crate::rarity::AVERAGE;

/// Reads a slice from front to back; `None` where it ends too early.
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { rest: bytes }
    }

    pub(crate) fn len(&self) -> usize {
        self.rest.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub(crate) fn take_u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    pub(crate) fn take_u64(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_le_bytes)
    }

    /// So many numbers of four bits.
    pub(crate) fn take_halves(&mut self, count: usize) -> Option<Vec<u8>> {
        let bytes = self.take(count.div_ceil(2))?;
        let halves = bytes.iter().flat_map(|byte| [byte & 15, byte >> 4]);
        Some(halves.take(count).collect())
    }

    /// The marks of so many tokens.
    pub(crate) fn take_marks(&mut self, count: usize) -> Option<Vec<Mark>> {
        Some(self.take_halves(count)?.into_iter().map(Mark::of_bits).collect())
    }

    pub(crate) fn take_varint(&mut self) -> Option<u32> {
        let mut value = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value.try_into().ok();
            }
        }
        None
    }
}

/// `count` rarities, two a byte; those that are not there are average.
pub(crate) fn put_halves(out: &mut Vec<u8>, rarities: &[u8], count: usize) {
    put_pairs(out, count, |at| rarities.get(at).copied().unwrap_or(AVERAGE));
}

/// The marks of all tokens, two a byte.
pub(crate) fn put_marks(out: &mut Vec<u8>, fingerprint: &Fingerprint) {
    let mark = |at: usize| fingerprint.marks.get(at).copied().unwrap_or_default().bits();
    put_pairs(out, fingerprint.tokens(), mark);
}

/// `count` numbers of four bits, two a byte, the lower half first.
fn put_pairs(out: &mut Vec<u8>, count: usize, number: impl Fn(usize) -> u8) {
    let half = |at: usize| if at < count { number(at) & 15 } else { 0 };
    out.extend((0..count).step_by(2).map(|at| half(at) | half(at + 1) << 4));
}

pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_come_back() {
        for value in [0, 1, 127, 128, 300, 70_000, u32::MAX] {
            let mut out = Vec::new();
            put_varint(&mut out, value);
            assert_eq!(Cursor::of(&out).take_varint(), Some(value));
            assert_eq!(Cursor::of(&out[..out.len() - 1]).take_varint(), None);
        }
        assert_eq!(Cursor::of(&[0xff; 9]).take_varint(), None);
    }
}
