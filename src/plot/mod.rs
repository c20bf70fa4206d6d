//! Plots: data in, one SVG string out, and PNG bytes from that SVG. No file is touched here.
//!
//! Which plot answers what: [`heatmap`] shows who shares words with whom, for one measure; [`shares`] shows
//! what kind of words a pair shares (narrative, quotes, boilerplate); [`dots`] shows where in two articles the
//! shared words stand. A plot function lays out marks on a `Canvas`; the canvas alone knows SVG. The same
//! input gives the same bytes. [`png`] renders with the compiled-in fonts only, never with the system's.

pub mod colour;
mod lettering;
mod canvas;
mod frame;
pub mod order;
pub mod heatmap;
mod pixels;
pub mod shares;
pub mod dots;
pub mod renderer;

pub use colour::Theme;
pub use renderer::png;
