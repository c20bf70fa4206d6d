//! Text → its plain words, 64 bytes at a time; what is not plain is handed back by the stretch.
//!
//! A stretch is what stands between white space. It is plain if its words are its runs of ASCII
//! letters and digits: no byte outside ASCII, no `_` and no `@` stands in it, and no mark between
//! two letters or digits that could join them. Most stretches of English news are. Bytes become
//! bits, so that words are found without a branch a byte, and all letters become lower case at once.

use super::Tokens;
use xxhash_rust::xxh3::xxh3_64;

/// Bytes that are looked at together.
const PIECE: usize = 1024;
/// Bytes whose marks fit a number.
const BLOCK: usize = 64;

/// What a byte is: bits of a class.
const WORDY: u8 = 1;
const JOINING: u8 = 2;
const ODD: u8 = 4;

/// Pushes the tokens of plain stretches, and calls `other` with those that are not plain, in order.
pub(super) fn tokens(
    bytes: &[u8],
    tokens: &mut Tokens,
    mut other: impl FnMut(&mut Tokens, usize, usize),
) {
    let mut piece = Piece::default();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes.len() - at {
            rest @ ..=PIECE => at + rest,
            _ => match bytes[at..at + PIECE].iter().rposition(|&byte| byte <= b' ') {
                Some(space) => at + space + 1,
                None => {
                    let end = stretch_end(bytes, at);
                    other(tokens, at, end);
                    at = end;
                    continue;
                }
            },
        };
        piece.look_at(&bytes[at..end]);
        piece.tokens(&bytes[at..end], at, tokens, &mut other);
        at = end;
    }
}

fn stretch_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|&byte| byte <= b' ').map_or(bytes.len(), |length| at + length)
}

/// Some bytes of a text that end where a stretch does.
struct Piece {
    lower: [u8; PIECE],
    /// A bit a byte: letters and digits. The last block is empty, for those that look ahead.
    wordy: [u64; PIECE / BLOCK + 1],
    /// Bytes that keep a stretch from being plain.
    odd: [u64; PIECE / BLOCK],
    /// Where words begin and end, in turn.
    edges: [u16; PIECE + 2],
}

impl Default for Piece {
    fn default() -> Piece {
        Piece {
            lower: [0; PIECE],
            wordy: [0; PIECE / BLOCK + 1],
            odd: [0; PIECE / BLOCK],
            edges: [0; PIECE + 2],
        }
    }
}

impl Piece {
    fn look_at(&mut self, bytes: &[u8]) {
        let mut joining = [0u64; PIECE / BLOCK];
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let mut at = 0;
        let mut look = |block: &[u8; BLOCK]| {
            let classes = classes(block, &mut self.lower.as_chunks_mut().0[at]);
            self.wordy[at] = bits(&classes, WORDY);
            joining[at] = bits(&classes, JOINING);
            self.odd[at] = bits(&classes, ODD);
            at += 1;
        };
        blocks.iter().for_each(&mut look);
        if !rest.is_empty() {
            let mut last = [0; BLOCK];
            last[..rest.len()].copy_from_slice(rest);
            look(&last);
        }
        self.wordy[at] = 0;
        let mut before = 0;
        let blocks = self.odd[..at].iter_mut().zip(joining).zip(self.wordy.windows(2));
        for ((odd, joining), wordy) in blocks {
            *odd |= joining & (wordy[0] << 1 | before) & (wordy[0] >> 1 | wordy[1] << 63);
            before = wordy[0] >> 63;
        }
    }

    /// The tokens of the piece, which begins at byte `offset` of the text.
    fn tokens(
        &mut self,
        bytes: &[u8],
        offset: usize,
        tokens: &mut Tokens,
        other: &mut impl FnMut(&mut Tokens, usize, usize),
    ) {
        let mut from = 0;
        while let Some(odd) = self.odd_from(from, bytes.len()) {
            let start = bytes[from..odd].iter().rposition(|&byte| byte <= b' ');
            let start = start.map_or(from, |space| from + space + 1);
            let end = stretch_end(bytes, odd);
            self.plain(from, start, offset, tokens);
            other(tokens, offset + start, offset + end);
            from = end;
        }
        self.plain(from, bytes.len(), offset, tokens);
    }

    /// Where the next byte that is not plain stands, from `from` on.
    fn odd_from(&self, from: usize, end: usize) -> Option<usize> {
        let blocks = end.div_ceil(BLOCK);
        let mut block = from / BLOCK;
        let mut odd = self.odd.get(block)? & u64::MAX << (from % BLOCK);
        while block < blocks {
            if odd != 0 {
                return Some(BLOCK * block + odd.trailing_zeros() as usize);
            }
            block += 1;
            odd = self.odd.get(block).copied()?;
        }
        None
    }

    /// Pushes the words between two places that are no parts of words, all of them plain.
    fn plain(&mut self, from: usize, end: usize, offset: usize, tokens: &mut Tokens) {
        if from >= end {
            return;
        }
        let (mut count, mut before) = (0, 0);
        for block in from / BLOCK..=(end - 1) / BLOCK {
            let first = from.saturating_sub(BLOCK * block);
            let behind = (BLOCK * (block + 1)).saturating_sub(end);
            let wordy = self.wordy[block] & u64::MAX << first & u64::MAX >> behind;
            let mut edges = wordy ^ (wordy << 1 | before);
            before = wordy >> 63;
            while edges != 0 {
                self.edges[count] = (BLOCK * block) as u16 + edges.trailing_zeros() as u16;
                edges &= edges - 1;
                count += 1;
            }
        }
        // A word that reaches to the end of its block ends where the next would begin.
        self.edges[count] = end as u16;
        let (words, _) = self.edges[..count + 1].as_chunks::<2>();
        let offset = offset as u32;
        let term = |&[start, end]: &[u16; 2]| xxh3_64(&self.lower[start as usize..end as usize]);
        tokens.terms.extend(words.iter().map(term));
        tokens.starts.extend(words.iter().map(|word| offset + u32::from(word[0])));
        tokens.ends.extend(words.iter().map(|word| offset + u32::from(word[1])));
    }
}

/// The class of each byte, and the bytes in lower case. Comparisons of bytes only, in a loop of a
/// known length, so that the compiler makes vectors of them.
fn classes(block: &[u8; BLOCK], lower: &mut [u8; BLOCK]) -> [u8; BLOCK] {
    let mut classes = [0; BLOCK];
    for at in 0..BLOCK {
        let byte = block[at];
        let bit = |is: bool, bit: u8| if is { bit } else { 0 };
        let small = byte | bit(byte.wrapping_sub(b'A') < 26, 0x20);
        let letter = small.wrapping_sub(b'a') < 26;
        let digit = byte.wrapping_sub(b'0') < 10;
        let joins =
            (byte == b'.') | (byte == b'\'') | (byte == b':') | (byte == b',') | (byte == b';');
        let odd = (byte >= 0x80) | (byte == b'_') | (byte == b'@');
        lower[at] = small;
        classes[at] = bit(letter | digit, WORDY) | bit(joins, JOINING) | bit(odd, ODD);
    }
    classes
}

/// One bit of each class.
fn bits(classes: &[u8; BLOCK], class: u8) -> u64 {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    // Moves the lowest bits of eight bytes into the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let shift = class.trailing_zeros();
    let mut bits = [0; 8];
    for (bits, eight) in bits.iter_mut().zip(classes.as_chunks::<8>().0) {
        let lowest = u64::from_le_bytes(*eight) >> shift & LOWEST;
        *bits = (lowest.wrapping_mul(GATHER) >> 56) as u8;
    }
    u64::from_le_bytes(bits)
}
