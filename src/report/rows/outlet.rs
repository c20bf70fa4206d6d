//! What one outlet shares with another → its row, with denominators.

use super::four;
use crate::measure::ratio;
use crate::outlet::Flow;
use serde::Serialize;

/// What outlet `x` shares with outlet `y`, seen from `x`; see [`Flow`]. There is a row for either
/// direction, and one with `x` as `y` for what an outlet prints more than once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutletRow<'a> {
    /// `wirecopy.outlet/1`.
    pub schema: &'static str,
    /// The outlet whose documents and words are counted.
    pub x: &'a str,
    /// The outlet they are shared with.
    pub y: &'a str,
    /// Documents of `x` that take part.
    pub documents_x: usize,
    /// Documents of `y` that take part.
    pub documents_y: usize,
    /// Documents of `x` without a readable date; with a window of dates they take no part.
    pub undated_x: usize,
    /// Documents of `x` that share wire copy with any of `y`.
    pub shared_x: usize,
    /// Their share of the documents of `x`.
    #[serde(serialize_with = "four")]
    pub share_x: f64,
    /// Narrative words of `x`.
    pub words_x: usize,
    /// Those of them in narrative shared with `y`.
    pub shared_words_x: usize,
    /// Their share of the narrative words of `x`.
    #[serde(serialize_with = "four")]
    pub share_words_x: f64,
    /// Pairs of documents that share wire copy.
    pub pairs: usize,
    /// Pairs in which the document of `x` is dated before; of one outlet, all of different dates.
    pub x_first: usize,
    /// Pairs in which the document of `y` is dated before.
    pub y_first: usize,
    /// Pairs of one day.
    pub same_day: usize,
    /// Pairs in which a date is missing.
    pub undated_pairs: usize,
}

impl<'a> OutletRow<'a> {
    /// The row of a flow.
    pub fn of(flow: &'a Flow) -> OutletRow<'a> {
        OutletRow {
            schema: "wirecopy.outlet/1",
            x: &flow.x,
            y: &flow.y,
            documents_x: flow.documents_x,
            documents_y: flow.documents_y,
            undated_x: flow.undated_x,
            shared_x: flow.shared_x,
            share_x: ratio(flow.shared_x, flow.documents_x),
            words_x: flow.words_x,
            shared_words_x: flow.shared_words_x,
            share_words_x: ratio(flow.shared_words_x, flow.words_x),
            pairs: flow.pairs,
            x_first: flow.x_first,
            y_first: flow.y_first,
            same_day: flow.same_day,
            undated_pairs: flow.undated_pairs,
        }
    }
}
