//! Plots: data in, one SVG string out, and PNG bytes from that SVG. No file is touched here.
//!
//! Which plot answers what: [`heatmap`] shows who shares words with whom, for one measure; [`shares`] shows
//! what kind of words a pair shares (narrative, quotes, boilerplate); [`dots`] shows where in two articles the
//! shared words stand. A plot function lays out marks on a `Canvas`; the canvas alone knows SVG. The same
//! input gives the same bytes. [`png()`] renders with the compiled-in fonts only, never with the system's.
//!
//! ```
//! use wirecopy::plot::{self, heatmap::{Heatmap, heatmap}};
//!
//! let labels = ["The Harbour Gazette".to_owned(), "Channel 7".to_owned()];
//! let containment = ndarray::array![[1.0, 0.31], [0.64, 1.0]];
//! let svg = heatmap(&Heatmap {
//!     directional: true,
//!     measure: "share of the row's words that stand in the column",
//!     title: "Channel 7 prints two thirds of what the Gazette has",
//!     subtitle: "Containment, 8-word shingles, narrative words",
//!     ..Heatmap::of(&labels, containment.view())
//! });
//! let for_print: Vec<u8> = plot::png(&svg, 2.0)?;
//! # assert!(for_print.starts_with(b"\x89PNG"));
//! # Ok::<(), wirecopy::error::Error>(())
//! ```

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
pub use lettering::missing_letters;
pub use renderer::png;
