//! The labels of a heatmap's rows and columns, made to fit and put in their places.
//!
//! In: the grid and the labels in their order. Out: how much room they take, then marks on the canvas. No two labels
//! overlap, no label leaves the paper, and a label that was cut carries its whole text.

use super::super::canvas::{Anchor, Canvas, Text};
use super::super::colour::Theme;
use super::super::lettering::{Weight, fit, width, wrap};
use super::grid::Grid;
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

/// Space between labels and cells, in pixels.
pub(super) const GAP: f64 = 8.0;

/// Widest row label and longest turned column label, in pixels.
const LONGEST_LABEL: f64 = 170.0;
/// How many graphemes are kept of what labels have in common.
const FRONT: usize = 8;

/// The label of a row and a column.
pub(super) struct Label {
    whole: String,
    /// What of it is shown where it is too long: less than the whole where others would be cut to the same.
    shown: String,
}

/// The labels of a grid. Those that would be cut to the same are cut where they are the same, or, if that does not
/// help, numbered.
pub(super) fn labels(texts: Vec<String>, size: f64) -> Vec<Label> {
    let cut = |text: &str| fit(text, size, Weight::Regular, LONGEST_LABEL * 0.9);
    let mut alike: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    texts.iter().for_each(|text| {
        alike.entry(cut(text)).or_default().insert(text);
    });
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    for group in alike.into_values().filter(|group| group.len() > 1) {
        let same = group.iter().copied().reduce(|x, y| common(x, y)).unwrap_or_default();
        let front: String = same.graphemes(true).take(FRONT).collect();
        let apart = |text: &str| format!("{}…{}", front.trim_end(), &text[same.len()..]);
        let told: BTreeSet<String> = group.iter().map(|text| cut(&apart(text))).collect();
        let all = told.len() == group.len();
        for (number, text) in group.iter().enumerate() {
            let numbered = || format!("{}: {text}", number + 1);
            shown.insert((*text).to_owned(), if all { apart(text) } else { numbered() });
        }
    }
    let label = |whole: String| Label { shown: shown.get(&whole).unwrap_or(&whole).clone(), whole };
    texts.iter().cloned().map(label).collect()
}

/// What two texts have in common at their front, between graphemes.
fn common<'a>(x: &'a str, y: &str) -> &'a str {
    let same = x.graphemes(true).zip(y.graphemes(true)).take_while(|(x, y)| x == y);
    &x[..same.map(|(x, _)| x.len()).sum()]
}

/// Row labels: right-aligned, in lines where a cell is high enough.
pub(super) struct Rows {
    lines: Vec<(Vec<String>, Option<String>)>,
    /// Width of the widest, in pixels.
    pub(super) width: f64,
}

impl Rows {
    pub(super) fn of(grid: &Grid, labels: &[Label]) -> Rows {
        let Some(size) = grid.label_size else { return Rows { lines: Vec::new(), width: 0.0 } };
        let most = (grid.cell.1 / (size + 3.0)) as usize;
        let lines = labels.iter().step_by(grid.every).map(|label| {
            let wrapped = (most > 1)
                .then(|| wrap(&label.whole, size, Weight::Regular, 112.0, most))
                .flatten();
            wrapped.map(|lines| (lines, None)).unwrap_or_else(|| {
                let fitted = fit(&label.shown, size, Weight::Regular, LONGEST_LABEL);
                let whole = (fitted != label.whole).then(|| label.whole.clone());
                (vec![fitted], whole)
            })
        });
        let lines: Vec<_> = lines.collect();
        let width = lines.iter().flat_map(|(lines, _)| lines);
        let width = width.map(|l| width_of(l, size)).fold(0.0, f64::max);
        Rows { lines, width }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, grid: &Grid, theme: Theme, place: (f64, f64)) {
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
pub(super) struct Columns {
    lines: Vec<(Vec<String>, Option<String>)>,
    turn: i32,
    /// Height of the highest with the gap below it, in pixels.
    pub(super) height: f64,
    /// How far to the right of the cells' left edge the labels reach.
    pub(super) reach: f64,
}

impl Columns {
    pub(super) fn of(grid: &Grid, labels: &[Label]) -> Columns {
        let Some(size) = grid.label_size else {
            return Columns { lines: Vec::new(), turn: 0, height: 4.0, reach: 0.0 };
        };
        let level: Option<Vec<_>> = labels
            .iter()
            .map(|label| {
                wrap(&label.whole, level_size(size), Weight::Regular, grid.cell.0 - 5.0, 3)
            })
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
            let fitted = fit(&label.shown, size, Weight::Regular, LONGEST_LABEL * 0.9);
            let long = width_of(&fitted, size);
            let middle = ((i * grid.every) as f64 + 0.5) * grid.cell.0;
            height = height.max(long * lean.sin() + size * 0.8 * lean.cos());
            reach = reach.max(middle + long * lean.cos() + size * 0.5);
            let whole = (fitted != label.whole).then(|| label.whole.clone());
            (vec![fitted], whole)
        });
        let lines = lines.collect();
        Columns { lines, turn, height: height + GAP, reach }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, grid: &Grid, theme: Theme, place: (f64, f64)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_be_cut_to_the_same_are_told_apart() {
        let page = |name: &str| {
            format!("Daily Example (https://daily.example/2031/05/{name}-of-the-year.html)")
        };
        let texts: Vec<String> = ["ferry", "storm", "quay"].map(page).into();
        let shown = |texts: &[String]| -> BTreeSet<String> {
            let all = labels(texts.to_vec(), 12.0);
            assert!(all.iter().zip(texts).all(|(label, text)| label.whole == *text));
            all.iter().map(|label| fit(&label.shown, 12.0, Weight::Regular, 153.0)).collect()
        };
        let told = shown(&texts);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.iter().any(|label| label.contains("storm")), "{told:?}");
        let middle = |name: &str| format!("{}{name}{}", "a".repeat(80), "b".repeat(80));
        assert_eq!(shown(&["x", "y"].map(middle)).len(), 2);
        let far = |name: &str| format!("{}{name}{}", "x y ".repeat(9), "b".repeat(80));
        assert_eq!(shown(&["1 or another", "2 or another"].map(far)).len(), 2);
        assert_eq!(shown(&["Gazette".into(), "Gazette".into()]).len(), 1);
    }
}
