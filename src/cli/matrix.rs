//! `wirecopy matrix`: a measure of every document against every other.

use super::Usage;
use super::input::{Comparing, Input};
use super::output::Output;
use anyhow::Result;
use clap::{Args, ValueEnum};
use std::io::IsTerminal;
use wirecopy::measure::{Measure, Scope};
use wirecopy::report::tables;

/// A measure of every document against every other, as a dense matrix (row in column)
#[derive(Args)]
#[command(after_help = "Example: the share of each page's words that stand in each other page\n  \
    wirecopy matrix pages/ --measure words --scope all --format csv")]
pub(crate) struct Matrix {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    chosen: Chosen,
    /// Format of the matrix; npy is float64, rows in the order of the ids
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    output: Output,
}

/// Which measure of which words.
#[derive(Args)]
pub(super) struct Chosen {
    /// The measure
    #[arg(long, short, value_enum, default_value_t = MeasureName::Words)]
    measure: MeasureName,
    /// Which words it looks at
    #[arg(long, value_enum, default_value_t = ScopeName::Narrative)]
    scope: ScopeName,
}

#[derive(Clone, Copy, ValueEnum)]
enum MeasureName {
    /// Share of the row's words that stand in the column, in shared runs of k words
    Words,
    /// Share of the row's shingles that stand in the column (Broder)
    Containment,
    /// Shared shingles over all shingles of both
    Jaccard,
    /// Twice the shared shingles over the shingles of each
    Dice,
    /// Shared shingles over those of the shorter document
    OverlapCoefficient,
    /// Cosine of TF-IDF weights of shingles
    Cosine,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScopeName {
    /// The story in the outlet's own voice
    Narrative,
    /// Narrative and quotes
    Body,
    /// Captions and menus too
    All,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Npy,
}

impl Chosen {
    pub(super) fn measure(&self) -> Measure {
        match self.measure {
            MeasureName::Words => Measure::Words,
            MeasureName::Containment => Measure::Containment,
            MeasureName::Jaccard => Measure::Jaccard,
            MeasureName::Dice => Measure::Dice,
            MeasureName::OverlapCoefficient => Measure::OverlapCoefficient,
            MeasureName::Cosine => Measure::Cosine,
        }
    }

    pub(super) fn scope(&self) -> Scope {
        match self.scope {
            ScopeName::Narrative => Scope::Narrative,
            ScopeName::Body => Scope::Body,
            ScopeName::All => Scope::All,
        }
    }
}

/// A dense matrix of more documents than this would not fit in memory.
const MOST: usize = 20_000;

impl Matrix {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let source = self.input.open(quiet)?;
        if source.articles.len() > MOST {
            let count = source.articles.len();
            return Err(Usage(format!(
                "a matrix of {count} documents is too large (at most {MOST}); use `wirecopy pairs`"
            ))
            .into());
        }
        let analysis = self.comparing.analyse(source, quiet)?;
        let all: Vec<usize> = (0..analysis.articles.len()).collect();
        let matrix = analysis.matrix(&all, self.chosen.measure(), self.chosen.scope());
        let ids: Vec<&str> = analysis.articles.iter().map(|article| article.id.as_str()).collect();
        self.output.write(|out| match self.format {
            Format::Table => out.write_all(table(&matrix).as_bytes()),
            Format::Csv => tables::matrix(&ids, &matrix, out),
            Format::Json => tables::matrix_json(&ids, &matrix, out),
            Format::Npy => tables::matrix_npy(&matrix, out),
        })
    }
}

/// The matrix for people.
fn table(matrix: &wirecopy::measure::Matrix) -> String {
    use comfy_table::{CellAlignment, Table};
    let clean = |label: &String| super::output::printable(label);
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    if !std::io::stdout().is_terminal() {
        table.force_no_tty();
    }
    let header = std::iter::once(format!("{} (row in column)", matrix.measure.name()));
    table.set_header(header.chain(matrix.labels.iter().map(clean)));
    for (row, label) in matrix.labels.iter().enumerate() {
        let values = matrix.values.row(row).to_vec();
        let cells = values.iter().enumerate().map(|(column, value)| match value {
            _ if column == row => "·".to_string(),
            value if value.is_nan() => String::new(),
            value => format!("{value:.3}"),
        });
        table.add_row(std::iter::once(clean(label)).chain(cells));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!("{table}\n")
}
