//! The grid of a heatmap: how large a cell is for so many rows, what still fits into it, and what it shows.
//!
//! In: the number of rows, later the matrix and its order. The larger the matrix, the less is written: first the
//! values go, then labels thin out, then they go, at last a cell stands for a block of pairs.

use ndarray::ArrayView2;

/// Sizes, all in pixels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// Rows of the matrix.
    pub(super) documents: usize,
    /// Rows of the matrix in one row of cells.
    pub(super) block: usize,
    /// Rows of cells.
    pub(super) count: usize,
    /// Width and height of a cell with the gap after it.
    pub(super) cell: (f64, f64),
    /// Paper between two cells.
    pub(super) gap: f64,
    /// Font size of values; nothing where they do not fit.
    pub(super) value_size: Option<f64>,
    /// Font size of labels; nothing where there are none.
    pub(super) label_size: Option<f64>,
    /// Every how many rows there is a label.
    pub(super) every: usize,
}

/// Most rows with values in the cells.
const WITH_VALUES: usize = 30;
/// Most rows drawn as rectangles; above it, one image.
const WITH_RECTANGLES: usize = 60;
/// Most rows with labels.
const WITH_LABELS: usize = 300;
/// Most rows with a cell of their own.
const WITH_CELLS: usize = 960;
/// Most rows of cells once a cell stands for a block of pairs.
const BLOCKS: usize = 480;
/// Least distance of two labels.
const LABEL_PITCH: f64 = 11.0;

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell {
    /// A value; of a block, the highest.
    Value(f64),
    /// A document and itself.
    Itself,
    /// Not comparable.
    Unknown,
}

impl Grid {
    /// The grid for a matrix of `documents` rows.
    pub(super) fn of(documents: usize) -> Grid {
        let n = documents.max(1) as f64;
        let block = if documents > WITH_CELLS { documents.div_ceil(BLOCKS) } else { 1 };
        let cell = match documents {
            0..=6 => (70.0, 46.0),
            7..=WITH_VALUES => {
                let w = (660.0 / n).floor().clamp(25.0, 62.0);
                (w, w.clamp(25.0, 38.0).min(w))
            }
            _ => {
                let side = match documents {
                    31..=WITH_LABELS => (740.0 / n).floor().clamp(2.0, 22.0),
                    301..=480 => 2.0,
                    481..=WITH_CELLS => 1.0,
                    _ => 2.0,
                };
                (side, side)
            }
        };
        let value_size = (documents <= WITH_VALUES).then_some(match cell.0 {
            60.0.. => 14.0,
            48.0.. => 13.0,
            32.0.. => 11.5,
            _ => 9.5,
        });
        let label_size = (documents <= WITH_LABELS).then_some(match cell.1 {
            18.0.. => 12.0,
            14.0.. => 10.5,
            _ => 9.0,
        });
        Grid {
            documents,
            block,
            count: documents.div_ceil(block),
            cell,
            gap: match cell.0 {
                40.0.. => 2.0,
                6.0.. => 1.0,
                _ => 0.0,
            },
            value_size,
            label_size,
            every: ((LABEL_PITCH / cell.1).ceil() as usize).max(1),
        }
    }

    /// Width and height of all cells.
    pub(super) fn side(&self) -> (f64, f64) {
        (self.count as f64 * self.cell.0, self.count as f64 * self.cell.1)
    }

    /// Whether the cells are drawn as one image.
    pub(super) fn is_raster(&self) -> bool {
        self.documents > WITH_RECTANGLES
    }

    /// Whether a percentage carries its sign.
    pub(super) fn has_signs(&self) -> bool {
        self.cell.0 >= 48.0
    }

    /// The cells row by row, with the matrix' rows and columns in `order`.
    pub(super) fn cells(&self, values: ArrayView2<'_, f64>, order: &[usize]) -> Vec<Cell> {
        let mut cells = vec![Cell::Itself; self.count * self.count];
        for (row, &i) in order.iter().enumerate() {
            let start = row / self.block * self.count;
            for (column, &j) in order.iter().enumerate() {
                if i != j {
                    let cell = &mut cells[start + column / self.block];
                    *cell = cell.with(values[[i, j]]);
                }
            }
        }
        cells
    }
}

impl Cell {
    /// The cell with one more pair in it.
    fn with(self, value: f64) -> Cell {
        match (self, value.is_nan()) {
            (Cell::Value(v), false) => Cell::Value(v.max(value)),
            (_, false) => Cell::Value(value),
            (Cell::Value(v), true) => Cell::Value(v),
            (_, true) => Cell::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    #[test]
    fn less_is_written_the_larger_the_matrix() {
        // documents, values, labels, every, block
        let rows = [
            (0, true, true, 1, 1),
            (5, true, true, 1, 1),
            (30, true, true, 1, 1),
            (31, false, true, 1, 1),
            (60, false, true, 1, 1),
            (150, false, true, 3, 1),
            (300, false, true, 6, 1),
            (301, false, false, 6, 1),
            (960, false, false, 11, 1),
            (961, false, false, 6, 3),
            (5000, false, false, 6, 11),
        ];
        for (documents, values, labels, every, block) in rows {
            let grid = Grid::of(documents);
            let got =
                (grid.value_size.is_some(), grid.label_size.is_some(), grid.every, grid.block);
            assert_eq!(got, (values, labels, every, block), "{documents}");
        }
        for documents in 0..20_000 {
            let side = Grid::of(documents).side();
            assert!(side.0 <= 960.0 && side.1 <= 960.0, "{documents}: {side:?}");
        }
    }

    #[test]
    fn one_hot_pair_survives_aggregation_and_the_diagonal_lights_nothing() {
        let mut values = Array2::zeros((2000, 2000));
        values.diag_mut().fill(1.0);
        values[[1234, 77]] = 0.9;
        values[[5, 6]] = f64::NAN;
        let grid = Grid::of(2000);
        let order: Vec<usize> = (0..2000).collect();
        let cells = grid.cells(values.view(), &order);
        let hot: Vec<usize> =
            (0..cells.len()).filter(|&i| matches!(cells[i], Cell::Value(v) if v > 0.0)).collect();
        assert_eq!(hot, [1234 / grid.block * grid.count + 77 / grid.block]);
        assert!(cells.iter().all(|c| matches!(c, Cell::Value(_))), "the rest of a block speaks");
    }

    #[test]
    fn what_cannot_be_compared_is_not_zero() {
        let mut values = Array2::zeros((2, 2));
        values[[0, 1]] = f64::NAN;
        let cells = Grid::of(2).cells(values.view(), &[0, 1]);
        assert_eq!(cells, [Cell::Itself, Cell::Unknown, Cell::Value(0.0), Cell::Itself]);
    }
}
