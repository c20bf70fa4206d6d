//! Text and regions → quotes. Until rules are known the block quotes.

use crate::region::Region;
use crate::span::Span;

/// The quotes of a text.
pub fn quotes(_: &str, _: &[Region], block_quotes: &[Span], _: Option<&str>) -> Vec<Span> {
    block_quotes.to_vec()
}
