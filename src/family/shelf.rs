//! Where the search for families takes its documents from.

use crate::date::Day;
use crate::error::Result;
use crate::offsets::Offsets;
use crate::region::Region;
use crate::shingle::{BROKEN, shingle_at};
use crate::span::Span;
use crate::token::Tokens;
use std::borrow::Cow;
use std::ops::Range;

/// Documents by number. What it gives of a document must not change between two calls.
pub trait Shelf: Sync {
    /// How many documents there are.
    fn documents(&self) -> usize;
    /// The shingle at each position of a document.
    fn shingles(&self, document: usize) -> Cow<'_, [u64]>;
    /// The words of a document, at least those in the `wanted` ranges of tokens, which ascend and
    /// may reach beyond its end.
    fn page(&self, document: usize, wanted: &[Range<u32>]) -> Page<'_>;
    /// What the stretches of a document are, and where its quotes stand.
    fn parts(&self, document: usize) -> (Cow<'_, [Region]>, Cow<'_, [Span]>);
    /// Who published it.
    fn outlet(&self, document: usize) -> &str;
    /// On which day, if that can be told.
    fn day(&self, document: usize) -> Option<Day>;
    /// Where it lies: documents at places near each other are had soonest one after the other.
    fn lies_at(&self, document: usize) -> usize {
        document
    }
    /// Which one lies at a place.
    fn at(&self, place: usize) -> usize {
        place
    }
}

/// A shelf whose families can be shown.
pub trait Legible: Shelf {
    /// The id of a document; ids ascend.
    fn id(&self, document: usize) -> Cow<'_, str>;
    /// What rows say of a document.
    fn label(&self, document: usize) -> Label<'_>;
    /// The text of a document, if it is at hand.
    fn text(&self, document: usize) -> Option<Cow<'_, str>>;
    /// Whether all that was asked for could be read.
    ///
    /// # Errors
    /// If something could not be, and was given as empty; once.
    fn sound(&self) -> Result<()> {
        Ok(())
    }
}

/// What rows say of a document.
#[derive(Clone, Debug, Default)]
pub struct Label<'a> {
    /// Its id.
    pub id: Cow<'a, str>,
    /// When it was published, as the source writes it.
    pub date: Option<Cow<'a, str>>,
    /// How the bytes of its text map to code points.
    pub offsets: Cow<'a, Offsets>,
}

/// Words of a document: where they stand, and the shingles that begin with them.
pub enum Page<'a> {
    /// Pieces of a text, ascending, for shingles of `k`.
    Pieces {
        /// The pieces.
        pieces: Vec<Piece>,
        /// Tokens in a shingle.
        k: usize,
    },
    /// As an article or a pack holds them.
    Words {
        /// The shingle at each position.
        shingles: Cow<'a, [u64]>,
        /// First byte of each token.
        starts: Cow<'a, [u32]>,
        /// One past the last byte of each token.
        ends: Cow<'a, [u32]>,
    },
}

/// Some tokens of a text in a row.
pub struct Piece {
    /// How many tokens of the text stand before it.
    pub first: usize,
    /// Its tokens.
    pub tokens: Tokens,
    /// Bytes of the text before those that its tokens count from.
    pub offset: u32,
}

impl Page<'_> {
    /// How many words of the document stand up to the end of the page.
    pub fn words(&self) -> usize {
        match self {
            Page::Words { starts, .. } => starts.len(),
            Page::Pieces { pieces, .. } => {
                pieces.last().map_or(0, |piece| piece.first + piece.tokens.len())
            }
        }
    }

    /// The shingle at a position; [`BROKEN`] where there is none.
    pub fn shingle(&self, at: usize) -> u64 {
        match self {
            Page::Words { shingles, .. } => shingles.get(at).copied().unwrap_or(BROKEN),
            Page::Pieces { k, .. } => match self.piece(at) {
                Some((piece, at)) if at + k <= piece.tokens.len() => {
                    shingle_at(&piece.tokens, *k, at)
                }
                _ => BROKEN,
            },
        }
    }

    /// First byte of a token.
    pub fn start(&self, at: usize) -> Option<u32> {
        match self {
            Page::Words { starts, .. } => starts.get(at).copied(),
            Page::Pieces { .. } => {
                let (piece, at) = self.piece(at)?;
                Some(piece.offset + piece.tokens.starts.get(at)?)
            }
        }
    }

    /// One past the last byte of a token.
    pub fn end(&self, at: usize) -> Option<u32> {
        match self {
            Page::Words { ends, .. } => ends.get(at).copied(),
            Page::Pieces { .. } => {
                let (piece, at) = self.piece(at)?;
                Some(piece.offset + piece.tokens.ends.get(at)?)
            }
        }
    }

    /// The piece that may hold a token, and its place in it.
    fn piece(&self, at: usize) -> Option<(&Piece, usize)> {
        let Page::Pieces { pieces, .. } = self else { return None };
        let after = pieces.partition_point(|piece| piece.first <= at);
        let piece = &pieces[after.checked_sub(1)?];
        Some((piece, at - piece.first))
    }
}
