//! Documents → regions: which bytes of a page are the story and which are headline, byline,
//! dateline, credit, caption or chrome.
//!
//! Rules are data, a table a language (`rules/`); shapes (`shape`), places (`label`) and cuts
//! inside paragraphs (`cut`) are code. What the format itself marked always wins. In doubt a line
//! is the story: losing a sentence costs more than keeping a link. Regions tile the text: sorted,
//! adjacent, every byte in exactly one.

mod bio;
mod cut;
mod gallery;
mod label;
mod learner;
mod links;
mod list;
mod pattern;
mod recurring;
mod rule;
mod rules;
pub(crate) mod shape;
mod unit;
mod whole;

pub use learner::Learner;
pub use recurring::Recurring;

use crate::document::Document;
use crate::region::{Region, RegionKind};
use crate::span::Span;
use label::Label;

/// The story, where no rule says otherwise.
const STORY: Label = (RegionKind::Body, "story");

/// The regions of a document's text, one a paragraph or line and more where a rule cuts inside:
/// neighbours of the same kind are not merged, so that a region never spans two paragraphs.
/// White space belongs to the region before it. An empty text has no regions.
///
/// ```
/// use wirecopy::clean::{Recurring, regions};
/// use wirecopy::document::Document;
/// use wirecopy::region::RegionKind::{Body, Byline, Dateline, Headline};
/// let text = "Ships collide\nBy Ada Byte\nPARIS (Reuters) - Two ships collided off the northern coast on Monday.";
/// let document = Document { text: text.into(), ..Document::default() };
/// let kinds: Vec<_> = regions(&document, &Recurring::default()).iter().map(|r| r.kind).collect();
/// assert_eq!(kinds, [Headline, Byline, Dateline, Body]);
/// ```
pub fn regions(document: &Document, recurring: &Recurring) -> Vec<Region> {
    explain(document, recurring).into_iter().map(|(region, _)| region).collect()
}

/// The regions with the name of the rule that made each.
pub fn explain(document: &Document, recurring: &Recurring) -> Vec<(Region, &'static str)> {
    let text = document.text.as_str();
    if text.is_empty() {
        return Vec::new();
    }
    let units = unit::units(text);
    let lines = recurring.of_outlet(&document.outlet);
    let label::Labelled { labels, glued } =
        label::label(text, &units, document.title.as_deref(), |line| lines.holds(line));
    let mut pieces: Vec<(usize, Label)> = Vec::with_capacity(units.len() + 4);
    let first = labels.iter().position(Option::is_none);
    let last = labels.iter().rposition(Option::is_none);
    for (at, (unit, label)) in units.iter().zip(&labels).enumerate() {
        let start = if pieces.is_empty() { 0 } else { unit.span.start };
        match label {
            Some(label) => pieces.push((start, *label)),
            None => {
                let story = unit.span.of(text);
                let teaser = glued.binary_search(&at).ok().and_then(|_| cut::teaser(story));
                cut_story(story, teaser, first == Some(at), last == Some(at), |offset, label| {
                    let start = if offset == 0 { start } else { unit.span.start + offset };
                    pieces.push((start, label));
                });
            }
        }
    }
    if pieces.is_empty() {
        pieces.push((0, STORY));
    }
    overlay(text, &pieces, &document.marked)
}

/// Hands on where the parts of a paragraph of the story begin, in order. `first` and `last` say
/// whether it opens or closes the story.
fn cut_story(
    story: &str,
    teaser: Option<(usize, &'static str)>,
    first: bool,
    last: bool,
    mut part: impl FnMut(usize, Label),
) {
    let mut body = 0;
    if let Some((end, name)) = teaser {
        part(0, (RegionKind::Chrome, name));
        body = end;
    } else if let Some(end) = cut::dateline(story, first) {
        part(0, (RegionKind::Dateline, "dateline"));
        body = end;
    }
    if body < story.len() {
        part(body, STORY);
    }
    let closing = if last { cut::closing(&story[body..]) } else { None };
    let end = closing.map_or(story.len(), |(at, _)| body + at);
    for inside in links::after_names(&story[body..end]) {
        part(body + inside.start, (RegionKind::Chrome, "links after a name"));
        if body + inside.end < end {
            part(body + inside.end, STORY);
        }
    }
    if let Some((_, label)) = closing {
        part(end, label);
    }
}

/// Turns starts into regions that tile the text, and lays what the format marked over them.
fn overlay(
    text: &str,
    pieces: &[(usize, Label)],
    marked: &[Region],
) -> Vec<(Region, &'static str)> {
    let mut found: Vec<(Region, &'static str)> =
        Vec::with_capacity(pieces.len() + 2 * marked.len());
    let mut marks = marked.iter().copied().filter_map(|mark| snap(text, mark)).peekable();
    let mut done = 0;
    for (at, (start, (kind, name))) in pieces.iter().enumerate() {
        let end = pieces.get(at + 1).map_or(text.len(), |(next, _)| *next);
        let mut from = (*start).max(done);
        while let Some(mark) = marks.next_if(|mark| mark.span.start < end) {
            let span = Span::new(mark.span.start.max(from).max(done), mark.span.end);
            if span.is_empty() {
                continue;
            }
            if from < span.start {
                found.push((Region { kind: *kind, span: Span::new(from, span.start) }, name));
            }
            found.push((Region { kind: mark.kind, span }, "marked by the format"));
            (from, done) = (span.end, span.end);
        }
        if from < end {
            found.push((Region { kind: *kind, span: Span::new(from, end) }, name));
        }
    }
    found
}

/// A mark cut to the text and to character boundaries; `None` if nothing is left of it.
fn snap(text: &str, mark: Region) -> Option<Region> {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let span = Span::new(boundary(mark.span.start), boundary(mark.span.end));
    (!span.is_empty()).then_some(Region { kind: mark.kind, span })
}

#[cfg(test)]
mod tests;
