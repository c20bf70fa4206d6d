//! Tokens → shingles: the hash of every `k` consecutive tokens, by the position of its first token.
//!
//! Shingles are the k-grams of Broder ("On the resemblance and containment of documents", 1997).
//! The hash is `xxh3_64` over the little-endian term hashes: fixed, because packs hold it.

use crate::token::Tokens;
use xxhash_rust::xxh3::xxh3_64;

/// Stands where no shingle is: it would reach across a masked run. Equal to no shingle.
pub const BROKEN: u64 = 0;

/// The shingles of `tokens`, one a position, `len − k + 1` of them (none if there are fewer than
/// `k` tokens); [`BROKEN`] where a masked run lies inside.
///
/// # Panics
/// If `k` is 0.
pub fn shingle(tokens: &Tokens, k: usize) -> Vec<u64> {
    assert!(k > 0, "a shingle has at least one token");
    let terms = &tokens.terms;
    let mut shingles: Vec<u64> = match k {
        5 => terms.windows(5).map(hash_few::<5>).collect(),
        _ => terms.windows(k).map(hash).collect(),
    };
    for &at in &tokens.breaks {
        let at = at as usize;
        let reaching = at.saturating_sub(k - 1)..at.min(shingles.len());
        shingles[reaching.start.min(reaching.end)..reaching.end].fill(BROKEN);
    }
    shingles
}

/// The shingle at one position, which must hold `k` tokens.
pub fn shingle_at(tokens: &Tokens, k: usize, at: usize) -> u64 {
    let next = tokens.breaks.partition_point(|&place| place as usize <= at);
    match tokens.breaks.get(next) {
        Some(&place) if (place as usize) < at + k => BROKEN,
        _ => hash(&tokens.terms[at..at + k]),
    }
}

/// The hash of these terms.
fn hash(terms: &[u64]) -> u64 {
    if cfg!(target_endian = "little") {
        return xxh3_64(bytemuck::cast_slice(terms)).max(1);
    }
    let bytes: Vec<u8> = terms.iter().flat_map(|term| term.to_le_bytes()).collect();
    xxh3_64(&bytes).max(1)
}

/// The same where their number is known to the compiler.
fn hash_few<const K: usize>(terms: &[u64]) -> u64 {
    match terms.first_chunk::<K>() {
        Some(terms) if cfg!(target_endian = "little") => xxh3_64(bytemuck::bytes_of(terms)).max(1),
        _ => hash(terms),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Unit, tokenize};

    #[test]
    fn there_is_a_shingle_for_every_position() {
        let tokens = tokenize("a b c a b c", Unit::Words);
        for (k, count) in [(1, 6), (3, 4), (6, 1), (7, 0)] {
            assert_eq!(shingle(&tokens, k).len(), count, "k = {k}");
        }
        let shingles = shingle(&tokens, 3);
        assert_eq!(shingles[0], shingles[3]);
        assert_ne!(shingles[0], shingles[1]);
    }

    #[test]
    fn no_shingle_reaches_across_a_masked_run() {
        let masked = shingle(&tokenize("a b @ @ c d", Unit::Words), 2);
        let whole = shingle(&tokenize("a b c d", Unit::Words), 2);
        assert_eq!(masked, [whole[0], BROKEN, whole[2]]);
        assert_eq!(shingle(&tokenize("@ a b @", Unit::Words), 2).len(), 1);
    }

    #[test]
    fn one_shingle_is_that_of_all() {
        let tokens = tokenize("@ a b c @ d e f g @ h", Unit::Words);
        for k in 1..5 {
            for (at, &shingle) in shingle(&tokens, k).iter().enumerate() {
                assert_eq!(shingle_at(&tokens, k, at), shingle, "k = {k}, at {at}");
            }
        }
    }

    /// Packs and archives hold these values.
    #[test]
    fn shingle_hashes_are_fixed_for_good() {
        let shingles = shingle(&tokenize("The harbour burned", Unit::Words), 3);
        assert_eq!(shingles, [0x8095_edf2_d227_120f]);
    }
}
