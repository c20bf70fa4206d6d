//! Scores of a run against labels.

pub mod passages;
