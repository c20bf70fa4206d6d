//! The heatmap: who shares words with whom, by one measure, all pairs at a glance.
//!
//! In: labels and a square matrix. Out: SVG. The range is fixed by the caller and not stretched to the data, so
//! that two heatmaps can be compared; the diagonal is muted; what cannot be compared (NaN) is hatched and never
//! looks like zero. Up to 30 rows the values stand in the cells, up to 300 there are labels, above 960 a
//! cell stands for many pairs and shows the highest.

use super::canvas::{Anchor, Canvas, Text};
use super::colour::{STEPS, Theme, ink_on, step};
use super::frame::{self, Key, MARGIN, NARROWEST, SMALL, Swatch, grouped};
use super::lettering::{Weight, clean, fit, width, wrap};
use super::order::{Order, clustered};
use super::pixels::indexed_png;
use ndarray::{ArrayView2, Axis};

mod grid;
use grid::{Cell, Grid};

/// How values are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A share of one as a percentage: `31%`.
    #[default]
    Percent,
    /// A coefficient with two decimals: `0.31`.
    Decimal,
}

/// What a heatmap shows. Start from [`Heatmap::of`] and set the rest.
#[derive(Clone, Debug)]
pub struct Heatmap<'a> {
    /// Names of rows and columns, in the order of `values`.
    pub labels: &'a [String],
    /// `values[[row, column]]`; NaN where the two cannot be compared. The diagonal is not shown.
    pub values: ArrayView2<'a, f64>,
    /// The values at the two ends of the scale.
    pub range: (f64, f64),
    /// How values are written.
    pub unit: Unit,
    /// Whether `values[[a, b]]` and `values[[b, a]]` mean different things.
    pub directional: bool,
    /// What a value is, in words, over the legend. Of a directional measure it says which side is the whole: "share
    /// of the row's words that stand in the column".
    pub measure: &'a str,
    /// What the plot shows, best as a statement.
    pub title: &'a str,
    /// Measure, k, class of words, corpus.
    pub subtitle: &'a str,
    /// How rows and columns are ordered.
    pub order: Order,
    /// The paper.
    pub theme: Theme,
}

impl<'a> Heatmap<'a> {
    /// A heatmap of shares of one, 0 to 100 %, without titles. Rows and columns beyond the shortest
    /// of labels, rows and columns are left out.
    pub fn of(labels: &'a [String], values: ArrayView2<'a, f64>) -> Heatmap<'a> {
        Heatmap {
            labels,
            values,
            range: (0.0, 1.0),
            unit: Unit::default(),
            directional: false,
            measure: "",
            title: "",
            subtitle: "",
            order: Order::default(),
            theme: Theme::default(),
        }
    }

    /// Where in the range a value lies, 0 to 1.
    fn share(&self, value: f64) -> f64 {
        let (low, high) = self.range;
        if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// A value as it stands in a cell; nothing at all is a dot, and what is there is never written
    /// as zero nor the incomplete as whole.
    fn written(&self, value: f64, sign: bool) -> String {
        match self.unit {
            _ if value == 0.0 => "·".to_owned(),
            Unit::Percent => {
                let percent = if sign { "%" } else { "" };
                match value * 100.0 {
                    v if v > 0.0 && v < 0.5 => format!("<1{percent}"),
                    v if v < 100.0 => format!("{:.0}{percent}", v.min(99.0)),
                    v => format!("{v:.0}{percent}"),
                }
            }
            Unit::Decimal if value > 0.0 && value < 0.005 => "<.01".to_owned(),
            Unit::Decimal if value > 0.99 && value < 1.0 => "0.99".to_owned(),
            Unit::Decimal => format!("{value:.2}"),
        }
    }
}

/// Space between labels and cells, in pixels.
const GAP: f64 = 8.0;

/// Widest row label and longest turned column label, in pixels.
const LONGEST_LABEL: f64 = 170.0;

/// The SVG of a heatmap.
pub fn heatmap(input: &Heatmap<'_>) -> String {
    let n = input.labels.len().min(input.values.nrows()).min(input.values.ncols());
    let values = input.values;
    let values = values.slice_axis(Axis(0), (..n).into());
    let values = values.slice_axis(Axis(1), (..n).into());
    let order = match input.order {
        Order::Given => (0..n).collect(),
        Order::Clustered => clustered(values),
    };
    let grid = Grid::of(n);
    let cells = grid.cells(values, &order);
    let labels: Vec<String> = match grid.label_size {
        Some(_) => order.iter().map(|&i| clean(&input.labels[i])).collect(),
        None => Vec::new(),
    };

    let rows = Rows::of(&grid, &labels);
    let columns = Columns::of(&grid, &labels);
    let left = MARGIN + rows.width + if rows.width > 0.0 { GAP } else { 0.0 };
    let right = left + grid.side().0.max(columns.reach) + MARGIN;
    let wide = right.max(NARROWEST).ceil();

    let mut canvas = Canvas::new(input.theme);
    let y = frame::header(&mut canvas, input.theme, input.title, input.subtitle, wide);
    let y = legend(&mut canvas, input, &grid, &cells, y, wide);
    let top = (y + 6.0 + columns.height).ceil();
    let place = (left.ceil(), top);
    if input.directional && grid.label_size.is_some() && n > 1 {
        corner(&mut canvas, input.theme, place, rows.width);
    }
    rows.draw(&mut canvas, &grid, input.theme, place);
    columns.draw(&mut canvas, &grid, input.theme, place);
    match grid.is_raster() {
        true => draw_pixels(&mut canvas, input, &grid, &cells, place),
        false => draw_cells(&mut canvas, input, &grid, &cells, place),
    }
    let notes = remarks(input, &grid);
    let y = frame::notes(&mut canvas, input.theme, &notes, top + grid.side().1 + 10.0, wide);
    let label =
        format!("{}. {}. {}", clean(input.title), clean(input.subtitle), clean(input.measure));
    canvas.finish(wide, y + MARGIN - 4.0, &label)
}

/// Every cell as a rectangle, with its value where there is room.
fn draw_cells(
    canvas: &mut Canvas,
    input: &Heatmap<'_>,
    grid: &Grid,
    cells: &[Cell],
    place: (f64, f64),
) {
    let (theme, (w, h)) = (input.theme, grid.cell);
    let at = |i: usize| {
        let (row, column) = (i / grid.count, i % grid.count);
        (place.0 + column as f64 * w, place.1 + row as f64 * h)
    };
    for (i, cell) in cells.iter().enumerate() {
        let (x, y) = at(i);
        match cell {
            Cell::Value(v) => {
                canvas.rect(x, y, w - grid.gap, h - grid.gap, theme.scale(input.share(*v)))
            }
            Cell::Itself => canvas.rect(x, y, w - grid.gap, h - grid.gap, theme.blank()),
            Cell::Unknown => frame::hatch(canvas, theme, (x, y), (w - grid.gap, h - grid.gap)),
        }
    }
    let Some(size) = grid.value_size else { return };
    for (i, cell) in cells.iter().enumerate() {
        let Cell::Value(v) = cell else { continue };
        let (x, y) = at(i);
        let middle = (x + (w - grid.gap) / 2.0, y + (h - grid.gap) / 2.0 + size * 0.36);
        let ink = ink_on(theme.scale(input.share(*v)));
        let written = input.written(*v, grid.has_signs());
        canvas.text(Text::of(written, middle, size, ink).anchored(Anchor::Middle));
    }
}

/// All cells as one image, pixel for pixel.
fn draw_pixels(
    canvas: &mut Canvas,
    input: &Heatmap<'_>,
    grid: &Grid,
    cells: &[Cell],
    place: (f64, f64),
) {
    const ITSELF: u8 = STEPS as u8;
    const RULE: u8 = ITSELF + 1;
    const PAPER: u8 = ITSELF + 2;
    let theme = input.theme;
    let mut palette = theme.steps().to_vec();
    palette.extend([theme.blank(), theme.rule(), theme.paper()]);
    let (cell, gap) = (grid.cell.0 as usize, grid.gap as usize);
    let side = grid.count * cell;
    let mut pixels = vec![PAPER; side * side];
    for (i, value) in cells.iter().enumerate() {
        let (row, column) = (i / grid.count * cell, i % grid.count * cell);
        for y in row..row + cell - gap {
            for x in column..column + cell - gap {
                pixels[y * side + x] = match value {
                    Cell::Value(v) => step(input.share(*v)) as u8,
                    Cell::Unknown if (x + y) % 4 == 0 => RULE,
                    Cell::Itself | Cell::Unknown => ITSELF,
                };
            }
        }
    }
    let png = indexed_png(side, side, &pixels, &palette);
    canvas.image(place.0, place.1, side as f64, side as f64, png);
}

/// What a value is, the scale with its numbers, and the keys of what is not on the scale.
fn legend(
    canvas: &mut Canvas,
    input: &Heatmap<'_>,
    grid: &Grid,
    cells: &[Cell],
    y: f64,
    wide: f64,
) -> f64 {
    const BAR: (f64, f64) = (200.0, 10.0);
    const BLOCKS: usize = 100;
    let theme = input.theme;
    let measure = clean(input.measure);
    let caption = match (input.directional, measure.is_empty()) {
        (true, false) => format!("Row in column: {measure}"),
        _ => measure,
    };
    let mut y = y;
    for line in
        super::lettering::paragraph(&caption, SMALL, Weight::Regular, wide - 2.0 * MARGIN, 3)
    {
        canvas.text(Text::of(line, (MARGIN, y + SMALL), SMALL, theme.ink()));
        y += 15.0;
    }
    y += 3.0;
    for block in 0..BLOCKS {
        let share = block as f64 / (BLOCKS - 1) as f64;
        let x = MARGIN + BAR.0 * block as f64 / BLOCKS as f64;
        // Each block reaches to the end of the bar, so that no seam shows where the plot is scaled.
        canvas.rect(x, y, MARGIN + BAR.0 - x, BAR.1, theme.scale(share));
    }
    for (end, anchor) in [(0.0, Anchor::Start), (0.5, Anchor::Middle), (1.0, Anchor::End)] {
        let value = input.range.0 + (input.range.1 - input.range.0) * end;
        let text = match input.unit {
            Unit::Percent => format!("{:.0}%", value * 100.0),
            Unit::Decimal => format!("{value:.2}"),
        };
        let at = (MARGIN + BAR.0 * end, y + BAR.1 + 12.0);
        canvas.text(Text::of(text, at, 10.0, theme.muted()).anchored(anchor));
    }
    let mut keys = Vec::new();
    let nothing = cells.iter().any(|c| matches!(c, Cell::Value(v) if *v == 0.0));
    if grid.value_size.is_some() && nothing {
        keys.push(Key {
            text: "nothing".to_owned(),
            swatch: Swatch::Signed(theme.scale(0.0), "·"),
        });
    }
    if cells.iter().any(|c| matches!(c, Cell::Itself)) {
        keys.push(Key { text: "itself".to_owned(), swatch: Swatch::Filled(theme.blank()) });
    }
    if cells.iter().any(|c| matches!(c, Cell::Unknown)) {
        keys.push(Key { text: "not comparable".to_owned(), swatch: Swatch::Hatched });
    }
    let below = frame::keys(canvas, theme, &keys, (MARGIN + BAR.0 + 24.0, y - 1.0), wide);
    below.max(y + BAR.1 + 16.0)
}

/// How to read a directional cell, where rows and columns meet.
fn corner(canvas: &mut Canvas, theme: Theme, place: (f64, f64), room: f64) {
    for (line, text) in [(1.0, "in column →"), (0.0, "row ↓")] {
        let at = (place.0 - GAP, place.1 - GAP - (1.0 - line) * 13.0);
        if width(text, 10.0, Weight::Regular) <= room {
            canvas.text(Text::of(text, at, 10.0, theme.muted()).anchored(Anchor::End));
        }
    }
}

/// What was left out or put together.
fn remarks(input: &Heatmap<'_>, grid: &Grid) -> Vec<String> {
    let mut out = Vec::new();
    match grid.documents {
        0 => return vec!["Nothing to compare.".to_owned()],
        1 => return vec!["One document only: nothing to compare.".to_owned()],
        _ => {}
    }
    let order = match input.order {
        Order::Given => "in the order given",
        Order::Clustered => "ordered so that what is alike stands together",
    };
    if grid.label_size.is_none() || grid.every > 1 {
        let labels = match (grid.label_size, grid.every) {
            (None, _) => String::new(),
            (Some(_), every) => format!("; one label in {every} shown"),
        };
        out.push(format!("{} rows and columns, {order}{labels}.", grouped(grid.documents)));
    } else if input.order == Order::Clustered && grid.documents > 2 {
        out.push("Ordered so that what is alike stands together.".to_owned());
    }
    if grid.block > 1 {
        let block = grid.block;
        out.push(format!("Each cell shows the highest value among up to {block} × {block} pairs."));
    }
    out
}

/// Row labels: right-aligned, in lines where a cell is high enough.
struct Rows {
    lines: Vec<(Vec<String>, Option<String>)>,
    width: f64,
}

impl Rows {
    fn of(grid: &Grid, labels: &[String]) -> Rows {
        let Some(size) = grid.label_size else { return Rows { lines: Vec::new(), width: 0.0 } };
        let most = (grid.cell.1 / (size + 3.0)) as usize;
        let lines = labels.iter().step_by(grid.every).map(|label| {
            let wrapped =
                (most > 1).then(|| wrap(label, size, Weight::Regular, 112.0, most)).flatten();
            wrapped.map(|lines| (lines, None)).unwrap_or_else(|| {
                let fitted = fit(label, size, Weight::Regular, LONGEST_LABEL);
                let whole = (fitted != *label).then(|| label.clone());
                (vec![fitted], whole)
            })
        });
        let lines: Vec<_> = lines.collect();
        let width = lines.iter().flat_map(|(lines, _)| lines);
        let width = width.map(|l| width_of(l, size)).fold(0.0, f64::max);
        Rows { lines, width }
    }

    fn draw(&self, canvas: &mut Canvas, grid: &Grid, theme: Theme, place: (f64, f64)) {
        let Some(size) = grid.label_size else { return };
        for (i, (lines, whole)) in self.lines.iter().enumerate() {
            let middle = place.1 + ((i * grid.every) as f64 + 0.5) * grid.cell.1 - grid.gap / 2.0;
            let first = middle - (lines.len() as f64 - 1.0) / 2.0 * (size + 2.0) + size * 0.36;
            for (line, text) in lines.iter().enumerate() {
                let at = (place.0 - GAP, first + line as f64 * (size + 2.0));
                let text = Text::of(text.clone(), at, size, theme.ink()).anchored(Anchor::End);
                canvas.text(Text { whole: whole.clone(), ..text });
            }
        }
    }
}

/// Column labels: level where they fit in lines over their columns, else turned.
struct Columns {
    lines: Vec<(Vec<String>, Option<String>)>,
    turn: i32,
    height: f64,
    /// How far to the right of the cells' left edge the labels reach.
    reach: f64,
}

impl Columns {
    fn of(grid: &Grid, labels: &[String]) -> Columns {
        let Some(size) = grid.label_size else {
            return Columns { lines: Vec::new(), turn: 0, height: 4.0, reach: 0.0 };
        };
        let level: Option<Vec<_>> = labels
            .iter()
            .map(|label| wrap(label, level_size(size), Weight::Regular, grid.cell.0 - 5.0, 3))
            .collect();
        if let Some(level) = level.filter(|_| grid.cell.0 >= 40.0) {
            let most = level.iter().map(Vec::len).max().unwrap_or(0);
            let height = most as f64 * (level_size(size) + 2.0) + GAP;
            let lines = level.into_iter().map(|lines| (lines, None)).collect();
            return Columns { lines, turn: 0, height: height.max(28.0), reach: 0.0 };
        }
        let turn: i32 = if grid.cell.0 >= 16.0 { -45 } else { -90 };
        let lean = f64::from(-turn).to_radians();
        let (mut height, mut reach) = (0.0_f64, 0.0_f64);
        let lines = labels.iter().step_by(grid.every).enumerate().map(|(i, label)| {
            let fitted = fit(label, size, Weight::Regular, LONGEST_LABEL * 0.9);
            let long = width_of(&fitted, size);
            let middle = ((i * grid.every) as f64 + 0.5) * grid.cell.0;
            height = height.max(long * lean.sin() + size * 0.8 * lean.cos());
            reach = reach.max(middle + long * lean.cos() + size * 0.5);
            let whole = (fitted != *label).then(|| label.clone());
            (vec![fitted], whole)
        });
        let lines = lines.collect();
        Columns { lines, turn, height: height + GAP, reach }
    }

    fn draw(&self, canvas: &mut Canvas, grid: &Grid, theme: Theme, place: (f64, f64)) {
        let Some(size) = grid.label_size else { return };
        for (i, (lines, whole)) in self.lines.iter().enumerate() {
            let middle = place.0 + ((i * grid.every) as f64 + 0.5) * grid.cell.0 - grid.gap / 2.0;
            for (line, text) in lines.iter().enumerate() {
                let text = text.clone();
                let drawn = if self.turn == 0 {
                    let size = level_size(size);
                    let up = (lines.len() - 1 - line) as f64 * (size + 2.0);
                    let at = (middle, place.1 - GAP - up);
                    Text::of(text, at, size, theme.ink()).anchored(Anchor::Middle)
                } else {
                    let lean = f64::from(-self.turn).to_radians();
                    // The middle of the letters, not their baseline, stands over the column's middle.
                    let at = (middle + size * 0.36 * lean.sin(), place.1 - GAP + 2.0);
                    Text { turn: self.turn, ..Text::of(text, at, size, theme.ink()) }
                };
                canvas.text(Text { whole: whole.clone(), ..drawn });
            }
        }
    }
}

/// Size of a level column label beside row labels of `size`.
fn level_size(size: f64) -> f64 {
    size - 1.0
}

fn width_of(text: &str, size: f64) -> f64 {
    width(text, size, Weight::Regular)
}
