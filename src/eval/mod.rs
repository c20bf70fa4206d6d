//! Scores of a run against labels: rows in, scores out. Nothing here prints; only [`gold`] reads.
//!
//! One file a kind of label: [`listed`] passages (by the measures of [`passages`]), [`pairs`],
//! [`credits`], [`clusters`]. Scores do not depend on the order of rows, nor on which document of
//! a pair is `a`.

pub mod clusters;
pub mod credits;
pub mod gold;
pub mod judged;
pub mod listed;
pub mod pairs;
pub mod passages;
pub mod ranking;

use crate::measure::ratio;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::ops::AddAssign;

/// How many of the things to find were found. Serialised with the shares made from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found, and labelled so.
    pub hit: usize,
    /// Found, but not labelled so.
    pub wrong: usize,
    /// Labelled, but not found.
    pub missed: usize,
}

impl Tally {
    /// `hit / (hit + wrong)`. Where nothing was found: 1 if there was nothing to find, else 0.
    pub fn precision(self) -> f64 {
        self.share(self.hit + self.wrong)
    }

    /// `hit / (hit + missed)`. Where there was nothing to find: 1 if nothing was found, else 0.
    pub fn recall(self) -> f64 {
        self.share(self.hit + self.missed)
    }

    /// Harmonic mean of precision and recall: `2 hit / (2 hit + wrong + missed)`.
    pub fn f1(self) -> f64 {
        match 2 * self.hit + self.wrong + self.missed {
            0 => 1.0,
            all => 2.0 * self.hit as f64 / all as f64,
        }
    }

    fn share(self, whole: usize) -> f64 {
        match (whole, self.wrong + self.missed) {
            (0, 0) => 1.0,
            _ => ratio(self.hit, whole),
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Tally) {
        self.hit += more.hit;
        self.wrong += more.wrong;
        self.missed += more.missed;
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Tally", 6)?;
        fields.serialize_field("hit", &self.hit)?;
        fields.serialize_field("wrong", &self.wrong)?;
        fields.serialize_field("missed", &self.missed)?;
        fields.serialize_field("precision", &self.precision())?;
        fields.serialize_field("recall", &self.recall())?;
        fields.serialize_field("f1", &self.f1())?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_nothing_are_defined() {
        // Row: hit, wrong, missed; precision, recall, F1.
        let rows = [
            ((3, 1, 2), (0.75, 0.6, 2.0 / 3.0)),
            ((0, 0, 0), (1.0, 1.0, 1.0)),
            ((0, 2, 0), (0.0, 0.0, 0.0)),
            ((0, 0, 2), (0.0, 0.0, 0.0)),
        ];
        for ((hit, wrong, missed), want) in rows {
            let tally = Tally { hit, wrong, missed };
            assert_eq!((tally.precision(), tally.recall(), tally.f1()), want, "{tally:?}");
        }
    }
}
