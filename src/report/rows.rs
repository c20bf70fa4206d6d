//! Analysis → rows: one serialisable type for each kind of row, used by the files of a report and by the
//! commands that print rows.
//!
//! Every row names its schema, which changes with the meaning of a field. Shares are 0 to 1, rounded to four
//! decimals; offsets are half-open, from 0, in the unit asked for. But for the fields of words, which are left
//! out unless asked for, a pack gives the same rows as the texts.

mod pair;
mod passage;
mod article;

pub use article::{CreditRow, CreditsRow, RegionRow, RegionsRow, SpanRow};
pub use pair::{PairRow, ReasonsRow};
pub use passage::{EditRow, PassageRow};

use serde::Serializer;

/// A share as files state it: four decimals.
pub fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn four<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(rounded(*value))
}

fn four_if_any<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => four(value, serializer),
        None => serializer.serialize_none(),
    }
}
