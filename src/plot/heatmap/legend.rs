//! What a heatmap says in words: the legend above the cells, how to read them, what was left out below.

use super::super::canvas::{Anchor, Canvas, Text};
use super::super::colour::Theme;
use super::super::frame::{self, Key, MARGIN, SMALL, Swatch, grouped};
use super::super::lettering::{Weight, clean, paragraph, width};
use super::super::order::Order;
use super::grid::{Cell, Grid};
use super::labels::GAP;
use super::{Heatmap, Unit};

/// What a value is, the scale with its numbers, and the keys of what is not on the scale.
pub(super) fn draw(
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
    for line in paragraph(&caption, SMALL, Weight::Regular, wide - 2.0 * MARGIN, 3) {
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
pub(super) fn corner(canvas: &mut Canvas, theme: Theme, place: (f64, f64), room: f64) {
    for (line, text) in [(1.0, "in column →"), (0.0, "row ↓")] {
        let at = (place.0 - GAP, place.1 - GAP - (1.0 - line) * 13.0);
        if width(text, 10.0, Weight::Regular) <= room {
            canvas.text(Text::of(text, at, 10.0, theme.muted()).anchored(Anchor::End));
        }
    }
}

/// What was left out or put together.
pub(super) fn remarks(input: &Heatmap<'_>, grid: &Grid) -> Vec<String> {
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
