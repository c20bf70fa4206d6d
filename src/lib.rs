//! Who printed the same copy, word for word where, whose copy it was, and what is the outlet's own.

// Reading order is dependency order: a module imports only modules listed above it
// (`tests/floors.rs` checks).
pub mod error;
pub mod span;
pub mod region;
pub mod offsets;
pub mod document;

pub mod repair;
pub mod read;

pub mod clean;
pub mod quote;
pub mod credit;

pub mod token;

pub mod shingle;
pub mod fingerprint;
pub mod article;
pub mod pack;
pub mod index;

pub mod measure;
pub mod align;
pub mod verdict;

pub mod eval;

pub mod analysis;
pub mod manifest;
pub mod source;

pub mod plot;
pub mod report;
