//! Analysis → CSV: a row a pair or a pair of outlets, and a measure as a matrix.
//!
//! Cells taken from input (ids, outlets) never start a spreadsheet formula.

use super::escape::cell;
use super::rows::{OutletRow, PairRow, rounded};
use crate::measure::Matrix;
use csv::WriterBuilder;
use std::io::{self, Write};

/// The columns of [`pairs`], in order. Unprefixed measures count narrative, `page_…` whole pages.
pub const PAIR_COLUMNS: [&str; 34] = [
    "a",
    "b",
    "outlet_a",
    "outlet_b",
    "same_outlet",
    "verdict",
    "confidence",
    "words_ab",
    "words_ba",
    "containment_ab",
    "containment_ba",
    "jaccard",
    "dice",
    "overlap_coefficient",
    "page_words_ab",
    "page_words_ba",
    "page_containment_ab",
    "page_containment_ba",
    "page_jaccard",
    "page_dice",
    "page_overlap_coefficient",
    "headline",
    "derivation",
    "passages",
    "narrative",
    "prose",
    "quoted",
    "boilerplate",
    "share_a",
    "share_b",
    "longest",
    "likeness",
    "agencies_a",
    "agencies_b",
];

/// The cells of a pair, under [`PAIR_COLUMNS`]; agencies are joined by `; `.
pub fn pair_cells(row: &PairRow<'_>) -> [String; 34] {
    let share = |value: f64| rounded(value).to_string();
    let text = |text: &str| cell(text).into_owned();
    let reasons = &row.reasons;
    [
        text(row.a),
        text(row.b),
        text(row.outlet_a),
        text(row.outlet_b),
        row.same_outlet.to_string(),
        row.verdict.name().to_string(),
        share(row.confidence),
        share(row.words_ab),
        share(row.words_ba),
        share(row.containment_ab),
        share(row.containment_ba),
        share(row.jaccard),
        share(row.dice),
        share(row.overlap_coefficient),
        share(row.page_words_ab),
        share(row.page_words_ba),
        share(row.page_containment_ab),
        share(row.page_containment_ba),
        share(row.page_jaccard),
        share(row.page_dice),
        share(row.page_overlap_coefficient),
        share(row.headline),
        row.derivation.map_or(String::new(), share),
        row.passages.to_string(),
        reasons.narrative.to_string(),
        reasons.prose.to_string(),
        reasons.quoted.to_string(),
        reasons.boilerplate.to_string(),
        share(reasons.share_a),
        share(reasons.share_b),
        reasons.longest.to_string(),
        reasons.likeness.map_or(String::new(), share),
        text(&reasons.agencies_a.join("; ")),
        text(&reasons.agencies_b.join("; ")),
    ]
}

/// The pairs as CSV.
///
/// # Errors
/// If `out` cannot be written to.
pub fn pairs<'a>(rows: impl IntoIterator<Item = PairRow<'a>>, out: impl Write) -> io::Result<()> {
    let mut table = WriterBuilder::new().from_writer(out);
    table.write_record(PAIR_COLUMNS).map_err(plain)?;
    for row in rows {
        table.write_record(pair_cells(&row)).map_err(plain)?;
    }
    table.flush()
}

/// One line of [`pairs`].
///
/// # Errors
/// If `out` cannot be written to.
pub fn pair(row: &PairRow<'_>, out: impl Write) -> io::Result<()> {
    let mut table = WriterBuilder::new().from_writer(out);
    table.write_record(pair_cells(row)).map_err(plain)?;
    table.flush()
}

/// The columns of [`outlets`], in order.
pub const OUTLET_COLUMNS: [&str; 15] = [
    "x",
    "y",
    "documents_x",
    "documents_y",
    "undated_x",
    "shared_x",
    "share_x",
    "words_x",
    "shared_words_x",
    "share_words_x",
    "pairs",
    "x_first",
    "y_first",
    "same_day",
    "undated_pairs",
];

/// What outlets share, as CSV.
///
/// # Errors
/// If `out` cannot be written to.
pub fn outlets<'a>(
    rows: impl IntoIterator<Item = OutletRow<'a>>,
    out: impl Write,
) -> io::Result<()> {
    let mut table = WriterBuilder::new().from_writer(out);
    table.write_record(OUTLET_COLUMNS).map_err(plain)?;
    for row in rows {
        let cells = [
            cell(row.x).into_owned(),
            cell(row.y).into_owned(),
            row.documents_x.to_string(),
            row.documents_y.to_string(),
            row.undated_x.to_string(),
            row.shared_x.to_string(),
            rounded(row.share_x).to_string(),
            row.words_x.to_string(),
            row.shared_words_x.to_string(),
            rounded(row.share_words_x).to_string(),
            row.pairs.to_string(),
            row.x_first.to_string(),
            row.y_first.to_string(),
            row.same_day.to_string(),
            row.undated_pairs.to_string(),
        ];
        table.write_record(cells).map_err(plain)?;
    }
    table.flush()
}

/// The system's own error, so that whoever writes into a pipe can tell that its reader went away.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A matrix as CSV: `ids` name rows and columns, a cell is the measure from its row to its column, empty
/// where the two were not compared.
///
/// # Errors
/// If `out` cannot be written to.
pub fn matrix(ids: &[&str], matrix: &Matrix, out: impl Write) -> io::Result<()> {
    let mut table = WriterBuilder::new().from_writer(out);
    let names = ids.iter().map(|id| cell(id));
    let header = ["id".into()].into_iter().chain(names).map(|cell| cell.into_owned());
    table.write_record(header).map_err(plain)?;
    for (id, values) in ids.iter().zip(matrix.values.rows()) {
        let values = values.iter().map(|&value| match value.is_nan() {
            true => String::new(),
            false => rounded(value).to_string(),
        });
        let row = [cell(id).into_owned()].into_iter().chain(values);
        table.write_record(row).map_err(plain)?;
    }
    table.flush()
}

/// A matrix as one JSON object: rows of numbers from 0 to 1, `null` where the two were not compared.
///
/// # Errors
/// If `out` cannot be written to.
pub fn matrix_json(ids: &[&str], matrix: &Matrix, mut out: impl Write) -> io::Result<()> {
    let rows: Vec<Vec<Option<f64>>> = matrix
        .values
        .rows()
        .into_iter()
        .map(|row| row.iter().map(|value| (!value.is_nan()).then(|| rounded(*value))).collect())
        .collect();
    let object = serde_json::json!({
        "schema": "wirecopy.matrix/1",
        "measure": matrix.measure.name(),
        "scope": matrix.scope,
        "direction": "row in column",
        "ids": ids,
        "outlets": matrix.labels,
        "values": rows,
    });
    serde_json::to_writer(&mut out, &object)?;
    out.write_all(b"\n")
}

/// A matrix as NPY 1.0 (the format of NumPy): little-endian float64 in C order, NaN where the two
/// were not compared.
///
/// # Errors
/// If `out` cannot be written to.
pub fn matrix_npy(matrix: &Matrix, mut out: impl Write) -> io::Result<()> {
    let (rows, columns) = matrix.values.dim();
    let mut header =
        format!("{{'descr': '<f8', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
    // Magic, version, length and header together are a multiple of 64 bytes, the last a line end.
    while (10 + header.len() + 1) % 64 != 0 {
        header.push(' ');
    }
    header.push('\n');
    out.write_all(b"\x93NUMPY\x01\x00")?;
    out.write_all(&(header.len() as u16).to_le_bytes())?;
    out.write_all(header.as_bytes())?;
    matrix.values.iter().try_for_each(|value| out.write_all(&value.to_le_bytes()))
}
