//! Families → what the passage is.

use super::{Family, Shelf};
use serde::Serialize;

/// What a family's passage is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody's prose.
    #[default]
    Copy,
    /// What somebody said.
    Quote,
    /// Captions, boxes, menus, notices.
    Boilerplate,
}

/// Judges every family.
pub(super) fn judge(_shelf: &impl Shelf, _families: &mut [Family]) {}
