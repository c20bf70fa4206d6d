//! Who printed the same copy, word for word where, whose copy it was, and what is the outlet's own.
//!
//! wirecopy reads news articles from many outlets, splits each page into regions and its story into
//! narrative and quotes, finds every pair that shares a run of words, aligns what they share, and
//! gives a verdict with reasons.
//!
//! The few types to know: a [`document::Document`] is an article as it was read; an
//! [`article::Article`] is one taken apart; [`analysis::analyse`] compares a [`document::Corpus`] and
//! gives an [`analysis::Analysis`], whose [`analysis::Comparison`]s hold the [`measure::Overlap`],
//! the [`analysis::Passage`]s and the [`verdict::Verdict`] of each pair. [`source::Source`] reads any
//! mixture of files, folders and packs; [`report::write`] writes a report.
//!
//! ```
//! use wirecopy::analysis::{Options, analyse};
//! use wirecopy::document::{Corpus, Document};
//! use wirecopy::verdict::Verdict;
//!
//! let page = |id: &str, text: &str| Document {
//!     id: id.into(),
//!     outlet: id.into(),
//!     text: text.into(),
//!     ..Document::default()
//! };
//! let corpus = Corpus::of(
//!     "demo",
//!     vec![
//!         page("gazette", "The mayor walked the quay at dawn. “We will rebuild every shed before \
//!                          the winter storms arrive,” she said, and left."),
//!         page("herald", "Council opened late on Tuesday. “We will rebuild every shed before the \
//!                         winter storms arrive,” the mayor told members."),
//!     ],
//! );
//! let analysis = analyse(corpus, &Options::default());
//! let pair = &analysis.comparisons[0];
//! assert_eq!(pair.verdict, Verdict::SharedQuotes); // each tells the story in its own words
//! assert_eq!(pair.passages[0].matched, 10);
//! ```
//!
//! # Which measure should I use?
//! - [`Measure::Words`](measure::Measure::Words) with [`Scope::Narrative`](measure::Scope::Narrative),
//!   the default: how much of one article's own prose stands in the other. Directional.
//! - [`Measure::Containment`](measure::Measure::Containment): the same on sets of shingles, as in the
//!   literature; [`Measure::Jaccard`](measure::Measure::Jaccard) where both sides are alike in length.
//! - [`Measure::OverlapCoefficient`](measure::Measure::OverlapCoefficient): whether one is a part of
//!   the other, whichever it is.
//! - [`Measure::Cosine`](measure::Measure::Cosine) with `k = 1`: whether two tell of the same thing.
//!
//! None of them tells copying from quoting: that is what verdicts are for.

// Reading order is dependency order: a module imports only modules listed above it
// (`tests/floors.rs` checks).
pub mod error;
pub mod span;
pub mod region;
pub mod offsets;
pub mod date;
pub mod document;

pub mod budget;
pub mod spool;
pub mod sorter;
pub mod tape;

pub mod repair;
pub mod read;

mod literals;
pub mod tongue;
pub mod clean;
pub mod quote;
pub mod credit;

pub mod token;
pub mod grain;
pub mod rarity;
pub mod topic;
pub mod mark;

pub mod shingle;
pub mod fingerprint;
pub mod article;
pub mod pack;
pub mod index;

pub mod measure;
pub mod align;
pub mod chance;
pub mod verdict;

pub mod eval;

pub mod analysis;
pub mod outlet;
pub mod manifest;
pub mod source;
pub mod family;
pub mod archive;
pub mod streamed;

pub mod plot;
pub mod report;

/// The library example of the README, kept true by the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
