//! The heatmap: who shares words with whom, by one measure, all pairs at a glance.
//!
//! In: labels and a square matrix. Out: SVG. The range is fixed by the caller and not stretched to the data, so
//! that two heatmaps can be compared; the diagonal is muted; what cannot be compared (NaN) is hatched and never
//! looks like zero. Up to 30 rows the values stand in the cells, up to 300 there are labels, above 960 a
//! cell stands for many pairs and shows the highest.

use super::canvas::{Anchor, Canvas, Text};
use super::colour::{STEPS, Theme, ink_on, step};
use super::frame::{self, MARGIN, NARROWEST};
use super::lettering::clean;
use super::order::{Order, clustered};
use super::pixels::indexed_png;
use ndarray::{ArrayView2, Axis};

mod grid;
mod labels;
mod legend;
use grid::{Cell, Grid};
use labels::{Columns, GAP, Rows};

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
    let labels = grid.label_size.map_or_else(Vec::new, |size| {
        labels::labels(order.iter().map(|&i| clean(&input.labels[i])).collect(), size)
    });

    let rows = Rows::of(&grid, &labels);
    let columns = Columns::of(&grid, &labels);
    let left = MARGIN + rows.width + if rows.width > 0.0 { GAP } else { 0.0 };
    let right = left + grid.side().0.max(columns.reach) + MARGIN;
    let wide = right.max(NARROWEST).ceil();

    let mut canvas = Canvas::new(input.theme);
    let y = frame::header(&mut canvas, input.theme, input.title, input.subtitle, wide);
    let y = legend::draw(&mut canvas, input, &grid, &cells, y, wide);
    let top = (y + 6.0 + columns.height).ceil();
    let place = (left.ceil(), top);
    if input.directional && grid.label_size.is_some() && n > 1 {
        legend::corner(&mut canvas, input.theme, place, rows.width);
    }
    rows.draw(&mut canvas, &grid, input.theme, place);
    columns.draw(&mut canvas, &grid, input.theme, place);
    match grid.is_raster() {
        true => draw_pixels(&mut canvas, input, &grid, &cells, place),
        false => draw_cells(&mut canvas, input, &grid, &cells, place),
    }
    let notes = legend::remarks(input, &grid);
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

#[cfg(test)]
mod tests {
    use super::super::renderer::Renderer;
    use super::*;
    use ndarray::Array2;
    use resvg::usvg::{Node, Tree, roxmltree};

    fn names(n: usize) -> Vec<String> {
        (0..n).map(|i| format!("The Paper of Harbour {i}")).collect()
    }

    /// The texts of a plot with the whole ones of those that were cut.
    fn texts(svg: &str) -> Vec<String> {
        let document = roxmltree::Document::parse(svg).unwrap();
        let texts = document.descendants().filter(|n| n.is_text());
        texts.map(|n| n.text().unwrap_or("").trim().to_owned()).filter(|t| !t.is_empty()).collect()
    }

    #[test]
    fn values_are_written_without_claiming_too_much() {
        let rows = [
            (0.0, "·", "·"),
            (0.0001, "<1%", "<.01"),
            (0.004, "<1%", "<.01"),
            (0.006, "1%", "0.01"),
            (0.314, "31%", "0.31"),
            (0.999, "99%", "0.99"),
            (1.0, "100%", "1.00"),
            (-0.2, "-20%", "-0.20"),
        ];
        let (labels, values) = (names(2), Array2::zeros((2, 2)));
        let percent = Heatmap::of(&labels, values.view());
        let decimal = Heatmap { unit: Unit::Decimal, ..percent.clone() };
        for (value, as_percent, as_decimal) in rows {
            assert_eq!(percent.written(value, true), as_percent, "{value}");
            assert_eq!(decimal.written(value, true), as_decimal, "{value}");
        }
    }

    #[test]
    fn every_label_stands_on_both_axes() {
        for (n, order) in [(1, Order::Given), (5, Order::Given), (5, Order::Clustered)] {
            let (labels, values) = (names(n), Array2::zeros((n, n)));
            let svg = heatmap(&Heatmap { order, ..Heatmap::of(&labels, values.view()) });
            let text = texts(&svg).join(" ");
            for label in &labels {
                assert_eq!(text.matches(label.as_str()).count(), 2, "{label} in {text}");
            }
        }
    }

    #[test]
    fn every_matrix_makes_a_plot_with_nothing_outside_the_paper() {
        let wild = "ש<&\"'>\u{0}\u{202e} ".repeat(40);
        let labels: Vec<String> = (0..400).map(|i| format!("{wild}{i}{wild}")).collect();
        let nan = f64::NAN;
        for n in [0, 1, 2, 5, 7, 13, 30, 31, 60, 61, 150, 301] {
            for value in [0.0, nan, 1.0, f64::INFINITY, -5.0] {
                let mut values = Array2::from_elem((n, n + 2), value);
                if n > 2 {
                    values[[0, 1]] = 0.5;
                }
                let input = Heatmap {
                    title: &wild,
                    subtitle: &wild,
                    measure: &wild,
                    directional: true,
                    ..Heatmap::of(&labels, values.view())
                };
                let svg = heatmap(&input);
                assert_eq!(svg, heatmap(&input), "the same bytes each time");
                let tree = Tree::from_str(&svg, &Default::default()).expect("well-formed");
                let (size, marks) = (tree.size(), tree.root().abs_bounding_box());
                assert!(marks.right() <= size.width() + 0.1, "{n} {value}");
                assert!(marks.bottom() <= size.height() + 0.1, "{n} {value}");
            }
        }
    }

    #[test]
    fn no_letter_leaves_the_paper_and_no_two_texts_overlap() {
        for n in [1, 2, 5, 8, 20, 30, 60, 150] {
            let labels: Vec<String> =
                (0..n).map(|i| format!("The Long Gazette of Harbour and County {i}")).collect();
            let values = Array2::from_elem((n, n), 0.996);
            let title = "A title that is long enough to need more than one line of the plot";
            let input = Heatmap { title, directional: true, ..Heatmap::of(&labels, values.view()) };
            let tree = Renderer::default().tree(&heatmap(&input)).unwrap();
            let mut level = Vec::new();
            for node in tree.root().children() {
                let Node::Text(text) = node else { continue };
                let ink = text.abs_bounding_box();
                assert!(
                    ink.left() >= 8.0 && ink.right() <= tree.size().width() - 4.0,
                    "{n} {ink:?}"
                );
                assert!(
                    ink.top() >= 8.0 && ink.bottom() <= tree.size().height() - 4.0,
                    "{n} {ink:?}"
                );
                if text.abs_transform().kx == 0.0 {
                    level.push(ink);
                }
            }
            assert!(level.len() > n.min(30), "{n}: texts were looked at");
            for (i, x) in level.iter().enumerate() {
                for y in &level[..i] {
                    assert!(x.intersect(y).is_none(), "{n}: {x:?} and {y:?}");
                }
            }
        }
    }

    #[test]
    fn labels_thin_out_and_say_so() {
        for (n, shown, note) in
            [(60, 60, ""), (150, 50, "one label in 3 shown"), (301, 0, "301 rows")]
        {
            let (labels, values) = (names(n), Array2::zeros((n, n)));
            let texts = texts(&heatmap(&Heatmap::of(&labels, values.view())));
            let found = texts.iter().filter(|t| t.contains("Harbour")).count();
            assert_eq!(found, 2 * shown, "{n}");
            assert!(texts.iter().any(|t| t.contains(note)), "{n} {texts:?}");
        }
    }

    #[test]
    fn the_diagonal_is_not_shown_and_direction_is_said() {
        let labels = names(2);
        let values = ndarray::array![[0.77, 0.1], [0.2, 0.88]];
        let measure = "share of the row's words";
        let input = Heatmap { measure, directional: true, ..Heatmap::of(&labels, values.view()) };
        let text = texts(&heatmap(&input)).join(" ");
        assert!(text.contains("Row in column: share of the row's words"), "{text}");
        assert!(text.contains("10%") && text.contains("20%"), "{text}");
        assert!(!text.contains("77%") && !text.contains("88%"), "{text}");
    }
}
