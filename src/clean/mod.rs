//! Document → regions. Until rules are known the whole page is body.

use crate::document::Document;
use crate::region::{Region, RegionKind};
use crate::span::Span;

/// Lines that recur in an outlet.
#[derive(Debug, Default)]
pub struct Recurring;

impl Recurring {
    /// Learns them.
    pub fn learn(_: &[Document]) -> Recurring {
        Recurring
    }
}

/// The regions of a document.
pub fn regions(document: &Document, _: &Recurring) -> Vec<Region> {
    vec![Region { kind: RegionKind::Body, span: Span::new(0, document.text.len()) }]
}
