//! A canvas: marks in the order they are laid out, in; one SVG string, out.
//!
//! Shapes are drawn by plotters' SVG backend, which knows whole units only: it gets tenths of a pixel.
//! Texts and images are written here, because that backend rounds font sizes, turns text in quarters only and
//! needs another copy of an image library. Coordinates are pixels from the top left. The string holds no ids, so
//! any number of plots can stand in one page.

use super::colour::{Rgb, Theme};
use super::lettering::{Weight, isolated};
use base64::Engine;
use plotters::prelude::*;
use plotters::style::Color;
use std::fmt::Write;

/// Units of plotters' backend in a pixel.
const UNITS: f64 = 10.0;

/// Where the given x of a text lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// At its left end.
    Start,
    /// In its middle.
    Middle,
    /// At its right end.
    End,
}

/// A line of text.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// What it says, cleaned.
    pub(crate) text: String,
    /// Where its anchor stands on the baseline.
    pub(crate) at: (f64, f64),
    /// Font size in pixels.
    pub(crate) size: f64,
    /// Font weight.
    pub(crate) weight: Weight,
    /// Which end `at` names.
    pub(crate) anchor: Anchor,
    /// Degrees clockwise around `at`.
    pub(crate) turn: i32,
    /// Ink.
    pub(crate) fill: Rgb,
    /// The whole of a text that was cut, shown under the pointer.
    pub(crate) whole: Option<String>,
}

impl Text {
    /// Regular, level text starting at `at`.
    pub(crate) fn of(text: impl Into<String>, at: (f64, f64), size: f64, fill: Rgb) -> Text {
        let (weight, anchor) = (Weight::Regular, Anchor::Start);
        Text { text: text.into(), at, size, weight, anchor, turn: 0, fill, whole: None }
    }

    /// The same text with its `anchor` at the point.
    pub(crate) fn anchored(self, anchor: Anchor) -> Text {
        Text { anchor, ..self }
    }
}

enum Mark {
    Rect { from: (f64, f64), to: (f64, f64), fill: Rgb },
    Line { points: Vec<(f64, f64)>, stroke: Rgb, width: f64 },
    Text(Text),
    Image { at: (f64, f64), size: (f64, f64), png: Vec<u8> },
}

/// Marks on paper.
pub(crate) struct Canvas {
    theme: Theme,
    marks: Vec<Mark>,
}

impl Canvas {
    /// Empty paper.
    pub(crate) fn new(theme: Theme) -> Canvas {
        Canvas { theme, marks: Vec::new() }
    }

    /// A filled rectangle with the corner `x`, `y`.
    pub(crate) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, fill: Rgb) {
        self.marks.push(Mark::Rect { from: (x, y), to: (x + width, y + height), fill });
    }

    /// A line through `points`.
    pub(crate) fn line(&mut self, points: &[(f64, f64)], stroke: Rgb, width: f64) {
        self.marks.push(Mark::Line { points: points.to_vec(), stroke, width });
    }

    /// A line of text.
    pub(crate) fn text(&mut self, text: Text) {
        if !text.text.is_empty() {
            self.marks.push(Mark::Text(text));
        }
    }

    /// A PNG, its pixels not smoothed.
    pub(crate) fn image(&mut self, x: f64, y: f64, width: f64, height: f64, png: Vec<u8>) {
        self.marks.push(Mark::Image { at: (x, y), size: (width, height), png });
    }

    /// The SVG of everything laid out. `label` says for readers of the screen what the plot shows.
    pub(crate) fn finish(self, width: f64, height: f64, label: &str) -> String {
        let (width, height) = (width.ceil(), height.ceil());
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\" \
             font-family=\"DejaVu Sans, Verdana, sans-serif\">\n",
            escaped(label)
        );
        let paper = self.theme.paper();
        let _ = writeln!(svg, "<rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>");
        for run in self.marks.chunk_by(|x, y| x.is_shape() && y.is_shape()) {
            match &run[0] {
                Mark::Text(text) => text.write(&mut svg),
                Mark::Image { at, size, png } => {
                    let _ = writeln!(
                        svg,
                        "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" \
                         style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{}\"/>",
                        tenth(at.0),
                        tenth(at.1),
                        tenth(size.0),
                        tenth(size.1),
                        base64::engine::general_purpose::STANDARD.encode(png)
                    );
                }
                Mark::Rect { .. } | Mark::Line { .. } => {
                    svg.push_str(&shapes(run, (width, height)))
                }
            }
        }
        svg.push_str("</svg>\n");
        svg
    }
}

impl Mark {
    fn is_shape(&self) -> bool {
        matches!(self, Mark::Rect { .. } | Mark::Line { .. })
    }
}

/// Shapes as plotters writes them, without its `svg` element and its defaults. It cuts them off at
/// the edges of the paper.
fn shapes(run: &[Mark], paper: (f64, f64)) -> String {
    let unit = |v: f64| (v * UNITS).round() as i32;
    let point = |p: &(f64, f64)| (unit(p.0), unit(p.1));
    let paper = (unit(paper.0).unsigned_abs(), unit(paper.1).unsigned_abs());
    let mut drawn = String::new();
    {
        let area = SVGBackend::with_string(&mut drawn, paper).into_drawing_area();
        let colour = |c: &Rgb| RGBColor(c.0, c.1, c.2);
        for mark in run {
            let done = match mark {
                Mark::Rect { from, to, fill } => {
                    area.draw(&Rectangle::new([point(from), point(to)], colour(fill).filled()))
                }
                Mark::Line { points, stroke, width } => {
                    let style = colour(stroke).stroke_width(unit(*width).max(1).unsigned_abs());
                    area.draw(&PathElement::new(
                        points.iter().map(point).collect::<Vec<_>>(),
                        style,
                    ))
                }
                Mark::Text(_) | Mark::Image { .. } => Ok(()),
            };
            done.expect("drawing into a string does not fail");
        }
    }
    let body = drawn.split_once('\n').map_or("", |(_, body)| body);
    let body = body.trim_end().trim_end_matches("</svg>");
    let body = body.replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "");
    let body = body.replace(" \"/>", "\"/>");
    format!("<g transform=\"scale({})\">\n{body}</g>\n", 1.0 / UNITS)
}

impl Text {
    fn write(&self, svg: &mut String) {
        let (x, y) = (tenth(self.at.0), tenth(self.at.1));
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\" fill=\"{}\"",
            tenth(self.size),
            self.fill
        );
        match self.anchor {
            Anchor::Start => {}
            Anchor::Middle => svg.push_str(" text-anchor=\"middle\""),
            Anchor::End => svg.push_str(" text-anchor=\"end\""),
        }
        match self.weight {
            Weight::Regular => {}
            Weight::Bold => svg.push_str(" font-weight=\"bold\""),
        }
        if self.turn != 0 {
            let _ = write!(svg, " transform=\"rotate({} {x} {y})\"", self.turn);
        }
        let _ = write!(svg, ">{}", escaped(&isolated(&self.text)));
        if let Some(whole) = &self.whole {
            let _ = write!(svg, "<title>{}</title>", escaped(whole));
        }
        svg.push_str("</text>\n");
    }
}

/// A coordinate with at most one decimal; the same number is always the same text.
fn tenth(v: f64) -> f64 {
    // Adding zero turns a negative zero into zero.
    (v * 10.0).round() / 10.0 + 0.0
}

/// Text for XML: markup escaped, characters XML cannot hold left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && !matches!(c, '\t' | '\n') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        let rows = [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("a & \"b\" 'c'", "a &amp; &quot;b&quot; &#39;c&#39;"),
            ("\u{0}\u{1b}[31m\u{ffff}", "[31m"),
        ];
        for (text, want) in rows {
            assert_eq!(escaped(text), want);
        }
    }

    #[test]
    fn marks_keep_their_order_and_shapes_come_from_plotters() {
        let mut canvas = Canvas::new(Theme::Light);
        canvas.rect(1.0, 2.0, 3.05, 4.0, Rgb(1, 2, 3));
        canvas.text(Text::of("x", (0.0, 9.0), 12.0, Rgb(0, 0, 0)));
        canvas.line(&[(0.0, 0.0), (5.0, 5.5)], Rgb(9, 9, 9), 0.5);
        let svg = canvas.finish(10.0, 10.0, "a \"plot\"");
        let want = [
            "aria-label=\"a &quot;plot&quot;\"",
            "<rect x=\"10\" y=\"20\" width=\"31\" height=\"40\" fill=\"#010203\"/>",
            "<text x=\"0\" y=\"9\" font-size=\"12\" fill=\"#000000\">x</text>",
            "stroke-width=\"5\" points=\"0,0 50,55\"/>",
            "</svg>",
        ];
        let mut rest = svg.as_str();
        for piece in want {
            rest = rest.split_once(piece).unwrap_or_else(|| panic!("{piece} in order in {svg}")).1;
        }
        assert!(usvg_reads(&svg));
    }

    fn usvg_reads(svg: &str) -> bool {
        resvg::usvg::Tree::from_str(svg, &Default::default()).is_ok()
    }
}
