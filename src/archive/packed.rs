//! A block of postings: sorted (hash, document, position), packed to as few bits as the block allows.
//!
//! Payload: count (u16), the widths in bits of gaps, documents and positions (u8 each), the first hash (u64), the
//! smallest document (u32), then one stream of bits, lowest first: for each posting whether its hash is
//! another than the one before; for each other hash its distance from the last; for each posting its
//! document less the smallest; for each its position. Of a hash the places can be read without reading
//! those of the others.

use super::postings::Posting;
use std::ops::Range;

const HEADER: usize = 17;
/// Zeros behind the bits, so that every number can be read as part of sixteen bytes.
pub(super) const PADDING: usize = 16;

/// Bits needed for `value`.
fn width(value: u64) -> u8 {
    (64 - value.leading_zeros()) as u8
}

/// The payload of a block; `postings` is sorted and not empty.
pub(super) fn pack(postings: &[Posting]) -> Vec<u8> {
    let gaps = postings.windows(2).map(|pair| pair[1].hash - pair[0].hash);
    let least = postings.iter().map(|posting| posting.document).min().unwrap_or(0);
    let most = postings.iter().map(|posting| posting.document).max().unwrap_or(0);
    let last = postings.iter().map(|posting| posting.position).max().unwrap_or(0);
    let widths =
        [width(gaps.clone().max().unwrap_or(0)), width((most - least).into()), width(last.into())];
    let mut out = (postings.len() as u16).to_le_bytes().to_vec();
    out.extend(widths);
    out.extend(postings[0].hash.to_le_bytes());
    out.extend(least.to_le_bytes());
    let mut bits = BitWriter { out, held: 0, count: 0 };
    bits.put(0, 1);
    gaps.clone().for_each(|gap| bits.put(u64::from(gap > 0), 1));
    gaps.filter(|&gap| gap > 0).for_each(|gap| bits.put(gap, widths[0]));
    postings.iter().for_each(|posting| bits.put((posting.document - least).into(), widths[1]));
    postings.iter().for_each(|posting| bits.put(posting.position.into(), widths[2]));
    bits.finish()
}

struct BitWriter {
    out: Vec<u8>,
    held: u128,
    count: u32,
}

impl BitWriter {
    fn put(&mut self, value: u64, width: u8) {
        self.held |= u128::from(value) << self.count;
        self.count += u32::from(width);
        if self.count >= 64 {
            self.out.extend((self.held as u64).to_le_bytes());
            self.held >>= 64;
            self.count -= 64;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        let bytes = self.held.to_le_bytes();
        self.out.extend(&bytes[..self.count.div_ceil(8) as usize]);
        self.out
    }
}

/// A block as its bits, padded.
pub(super) struct Block<'a> {
    bits: &'a [u8],
    pub(super) count: usize,
    widths: [usize; 3],
    first: u64,
    least: u32,
    /// First bit of the gaps, documents, positions.
    starts: [usize; 3],
}

impl<'a> Block<'a> {
    /// A block from its payload and [`PADDING`]; `None` if it contradicts itself.
    pub(super) fn of(padded: &'a [u8]) -> Option<Block<'a>> {
        let (header, bits) = padded.split_at_checked(HEADER)?;
        let count = u16::from_le_bytes([header[0], header[1]]) as usize;
        let widths = [2, 3, 4].map(|at| header[at] as usize);
        let first = u64::from_le_bytes(header[5..13].try_into().ok()?);
        let least = u32::from_le_bytes(header[13..17].try_into().ok()?);
        let fits = widths[0] <= 64 && widths[1] <= 32 && widths[2] <= 32 && count > 0;
        let available = bits.len().checked_sub(PADDING)? * 8;
        if !fits || count > available {
            return None;
        }
        let block = Block { bits, count, widths, first, least, starts: [0; 3] };
        let others: usize = (0..count)
            .step_by(64)
            .map(|at| block.read(at, 64.min(count - at)).count_ones() as usize)
            .sum();
        let documents = count + others * widths[0];
        let positions = documents + count * widths[1];
        let end = positions + count * widths[2];
        (end <= available).then_some(Block { starts: [count, documents, positions], ..block })
    }

    /// The `width` bits from bit `at`.
    fn read(&self, at: usize, width: usize) -> u64 {
        let from = at / 8;
        let mask = if width == 0 { 0 } else { u64::MAX >> (64 - width) };
        if width <= 57 {
            let Some(bytes) = self.bits.get(from..from + 8) else { return 0 };
            return (u64::from_le_bytes(bytes.try_into().unwrap_or_default()) >> (at % 8)) & mask;
        }
        let Some(bytes) = self.bits.get(from..from + 16) else { return 0 };
        let bytes = u128::from_le_bytes(bytes.try_into().unwrap_or_default());
        (bytes >> (at % 8)) as u64 & mask
    }

    /// The `width` bits from bit `at`, at most 32.
    fn read_short(&self, at: usize, width: usize) -> u32 {
        let from = at / 8;
        let Some(bytes) = self.bits.get(from..from + 8) else { return 0 };
        let bytes = u64::from_le_bytes(bytes.try_into().unwrap_or_default());
        ((bytes >> (at % 8)) & ((1 << width) - 1)) as u32
    }

    /// The posting at `at`, whose hash is known.
    pub(super) fn posting(&self, at: usize, hash: u64) -> Posting {
        let position = self.read_short(self.starts[2] + at * self.widths[2], self.widths[2]);
        Posting { hash, document: self.document(at), position }
    }

    /// The document of the posting at `at`.
    pub(super) fn document(&self, at: usize) -> u32 {
        let less = self.read_short(self.starts[1] + at * self.widths[1], self.widths[1]);
        self.least.wrapping_add(less)
    }

    /// Which postings are of `hash`.
    pub(super) fn places_of(&self, hash: u64) -> Range<usize> {
        let width = self.widths[0];
        let (mut current, mut gap, mut start) = (self.first, self.starts[0], 0);
        let found = |current, start, end| if current == hash { start..end } else { start..start };
        for from in (0..self.count).step_by(64) {
            let mut others = self.read(from, 64.min(self.count - from));
            while others != 0 {
                let end = from + others.trailing_zeros() as usize;
                if current >= hash {
                    return found(current, start, end);
                }
                current = current.wrapping_add(self.read(gap, width));
                gap += width;
                start = end;
                others &= others - 1;
            }
        }
        found(current, start, self.count)
    }

    /// The hashes, one a posting.
    pub(super) fn hashes(&self) -> impl Iterator<Item = u64> {
        let (mut hash, mut gap) = (self.first, self.starts[0]);
        (0..self.count).map(move |at| {
            if self.read(at, 1) == 1 {
                hash = hash.wrapping_add(self.read(gap, self.widths[0]));
                gap += self.widths[0];
            }
            hash
        })
    }
}
