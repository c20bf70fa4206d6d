//! The order of rows and columns: as given, or so that what is alike stands together.
//!
//! In: a square matrix of similarities, 0 to 1. Out: a permutation of its indices, the same for the same matrix.

use kodama::{Method, linkage};
use ndarray::ArrayView2;

/// How rows and columns are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the caller gave them.
    Given,
    /// By [`clustered`].
    #[default]
    Clustered,
}

/// Above this many rows the quadratic memory of the hierarchy is not worth it: [`components`] instead.
pub const HIERARCHY_LIMIT: usize = 2_000;

/// Similarity from which two rows are one component.
const TIE: f64 = 0.25;

/// The leaves of an average-linkage hierarchy over 1 − similarity, the larger of the two directions
/// counting for a pair and NaN as no similarity.
///
/// Where two branches meet, both are turned so that their most alike ends touch; ties keep the lower index first.
/// Above [`HIERARCHY_LIMIT`] rows the order is that of [`components`]. Method: Müllner 2011 (`kodama`).
pub fn clustered(values: ArrayView2<'_, f64>) -> Vec<usize> {
    let n = values.nrows().min(values.ncols());
    if n < 3 {
        return (0..n).collect();
    }
    if n > HIERARCHY_LIMIT {
        return components(values);
    }
    let similarity = |i: usize, j: usize| either_way(&values, i, j);
    let mut distances: Vec<f64> =
        (0..n).flat_map(|i| (i + 1..n).map(move |j| 1.0 - similarity(i, j))).collect();
    let hierarchy = linkage(&mut distances, n, Method::Average);
    let mut branches: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    for step in hierarchy.steps() {
        let (mut x, mut y) = (
            std::mem::take(&mut branches[step.cluster1]),
            std::mem::take(&mut branches[step.cluster2]),
        );
        if x.iter().min() > y.iter().min() {
            std::mem::swap(&mut x, &mut y);
        }
        let end = |branch: &[usize], last: bool| branch[if last { branch.len() - 1 } else { 0 }];
        // The four ways to lay the two branches end to end; the first of the best.
        let (mut best, mut turns) = (f64::NEG_INFINITY, (false, false));
        for (turn_x, turn_y) in [(false, false), (true, false), (false, true), (true, true)] {
            let touch = similarity(end(&x, !turn_x), end(&y, turn_y));
            if touch > best {
                (best, turns) = (touch, (turn_x, turn_y));
            }
        }
        if turns.0 {
            x.reverse();
        }
        if turns.1 {
            y.reverse();
        }
        x.append(&mut y);
        branches.push(x);
    }
    let mut leaves = branches.pop().unwrap_or_default();
    if leaves.first() > leaves.last() {
        leaves.reverse();
    }
    leaves
}

/// Rows tied directly or through others by a similarity of at least a quarter stand together, the
/// largest group first, indices rising inside a group and among groups of one size.
pub fn components(values: ArrayView2<'_, f64>) -> Vec<usize> {
    let n = values.nrows().min(values.ncols());
    let mut root: Vec<usize> = (0..n).collect();
    fn find(root: &mut [usize], mut i: usize) -> usize {
        while root[i] != i {
            root[i] = root[root[i]];
            i = root[i];
        }
        i
    }
    for i in 0..n {
        for j in 0..i {
            if either_way(&values, i, j) >= TIE {
                let (x, y) = (find(&mut root, i), find(&mut root, j));
                root[x.max(y)] = x.min(y);
            }
        }
    }
    let mut size = vec![0usize; n];
    let roots: Vec<usize> = (0..n).map(|i| find(&mut root, i)).collect();
    roots.iter().for_each(|&r| size[r] += 1);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(size[roots[i]]), roots[i], i));
    order
}

/// Similarity of a pair, the larger of its two directions, inside 0..=1; NaN is 0.
fn either_way(values: &ArrayView2<'_, f64>, i: usize, j: usize) -> f64 {
    // `f64::max` gives the other side where one is NaN.
    let similarity = values[[i, j]].max(values[[j, i]]);
    if similarity.is_nan() { 0.0 } else { similarity.clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array2, array};

    #[test]
    fn alike_rows_stand_together() {
        let mut values = Array2::zeros((6, 6));
        for (i, j) in [(0, 3), (3, 5), (1, 4)] {
            values[[i, j]] = 0.9;
        }
        let order = clustered(values.view());
        let place = |i| order.iter().position(|&x| x == i).unwrap() as i32;
        assert_eq!((place(0) - place(3)).abs(), 1, "{order:?}");
        assert_eq!((place(3) - place(5)).abs(), 1, "{order:?}");
        assert_eq!((place(1) - place(4)).abs(), 1, "{order:?}");
        assert_eq!(components(values.view()), [0, 3, 5, 1, 4, 2]);
    }

    #[test]
    fn every_order_is_a_permutation_whatever_the_values() {
        let nan = f64::NAN;
        let rows = [
            Array2::zeros((0, 0)),
            Array2::zeros((1, 1)),
            array![[1.0, nan], [nan, 1.0]],
            Array2::from_elem((5, 5), nan),
            Array2::from_elem((4, 7), f64::INFINITY),
            Array2::from_elem((5, 5), -3.0),
            Array2::zeros((9, 9)),
        ];
        for values in rows {
            let n = values.nrows().min(values.ncols());
            for mut order in [clustered(values.view()), components(values.view())] {
                order.sort_unstable();
                assert_eq!(order, (0..n).collect::<Vec<_>>(), "{values}");
            }
        }
        assert_eq!(clustered(Array2::zeros((5, 5)).view()), [0, 1, 2, 3, 4], "ties keep the order");
    }
}
