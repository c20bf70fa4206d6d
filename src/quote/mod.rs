//! Regions → quotes: the stretches of the story that are somebody else's words.
//!
//! Inside quotation marks (`marks`, `pair`), or without marks: block quotes, transcripts, statements,
//! tweets (`block`, `spoken`). The marks themselves are left out. Spans are sorted, disjoint, not empty,
//! inside body regions and on character boundaries. Linear in the text.

mod block;
mod marks;
mod pair;
mod single;
mod spoken;

pub use spoken::opens_with_dash;

use crate::region::{Region, RegionKind};
use crate::span::Span;

/// The quotes of a text. `regions` tile it; `block_quotes` are those the format states;
/// `language`, a primary subtag, only decides whether a dash may open speech.
///
/// ```
/// use wirecopy::quote::quotes;
/// use wirecopy::region::{Region, RegionKind};
/// let text = "“We saw it,” she said.";
/// let body = Region { kind: RegionKind::Body, span: (0..text.len()).into() };
/// let found = quotes(text, &[body], &[], Some("en"));
/// assert_eq!(found[0].of(text), "We saw it,");
/// ```
pub fn quotes(
    text: &str,
    regions: &[Region],
    block_quotes: &[Span],
    language: Option<&str>,
) -> Vec<Span> {
    let paragraphs = paragraphs(text, regions);
    let mut found = pair::pair(text, &paragraphs);
    single::find(text, &paragraphs, &mut found);
    spoken::find(text, &paragraphs, language, &mut found);
    for paragraph in &paragraphs {
        let start = block_quotes.partition_point(|block| block.end <= paragraph.start);
        let near = block_quotes[start..].iter().take_while(|block| block.start < paragraph.end);
        found.extend(near.filter_map(|block| snap(text, *block).intersection(*paragraph)));
    }
    merge(found)
}

/// The paragraphs of the story, trimmed. A region is a paragraph; inside a region a blank line, an
/// indented line and a line too long to have been wrapped end one.
fn paragraphs(text: &str, regions: &[Region]) -> Vec<Span> {
    const WIDEST_WRAP: usize = 100;
    let mut found = Vec::new();
    for region in regions.iter().filter(|region| region.kind == RegionKind::Body) {
        let whole = region.span.of(text);
        let (mut start, mut line) = (0, 0);
        for end in memchr::memchr_iter(b'\n', whole.as_bytes()) {
            let long = end - line > WIDEST_WRAP;
            let opens = whole[end + 1..].starts_with(char::is_whitespace);
            if long || opens {
                push(text, region.span.start + start, region.span.start + end, &mut found);
                start = end + 1;
            }
            line = end + 1;
        }
        push(text, region.span.start + start, region.span.end, &mut found);
    }
    found
}

/// Adds `start..end` without the space around it, if anything is left.
fn push(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let inside = text[start..end].trim_start();
    let start = end - inside.len();
    let end = start + inside.trim_end().len();
    if start < end {
        found.push(Span::new(start, end));
    }
}

/// A span cut to the text and to character boundaries.
fn snap(text: &str, span: Span) -> Span {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    Span::new(boundary(span.start), boundary(span.end))
}

/// Sorts spans and joins those that overlap.
fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
