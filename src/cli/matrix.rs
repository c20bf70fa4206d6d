//! `wirecopy matrix`: a measure of every document against every other.

use super::comparing::Comparing;
use super::input::{Input, Preparing};
use super::output::{Output, table};
use clap::{Args, ValueEnum};
use wirecopy::error::{Error, Result};
use wirecopy::measure::{Matrix, Measure, Scope};
use wirecopy::report::summary::Summary;
use wirecopy::report::tables;

/// A measure of every document against every other, as a dense matrix (row in column)
#[derive(Args)]
#[command(after_help = "Example: the share of each page's words that stand in each other page\n  \
    wirecopy matrix pages/ --measure words --scope all --format csv")]
pub(crate) struct MatrixVerb {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    preparing: Preparing,
    #[command(flatten)]
    comparing: Comparing,
    #[command(flatten)]
    chosen: Chosen,
    /// Format of the matrix, its rows and columns in the order of the ids
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
    /// For reading
    Table,
    /// Ids in the first row and column
    Csv,
    /// One object with ids and rows
    Json,
    /// float64 for NumPy, no ids
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

impl MatrixVerb {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let source = self.input.open(self.preparing.options(), quiet)?;
        if source.articles.len() > MOST {
            let count = source.articles.len();
            return Err(Error::Usage(format!(
                "a matrix of {count} documents is too large (at most {MOST}); use `wirecopy pairs`"
            )));
        }
        let analysis = self.comparing.analyse(source, quiet)?;
        let all: Vec<usize> = (0..analysis.articles.len()).collect();
        let matrix = analysis.matrix(&all, self.chosen.measure(), self.chosen.scope());
        let ids: Vec<&str> = analysis.articles.iter().map(|article| article.id.as_str()).collect();
        self.output.write(|out| match self.format {
            Format::Table => out.write_all(text(&Summary::of(&analysis).names, &matrix).as_bytes()),
            Format::Csv => tables::matrix(&ids, &matrix, out),
            Format::Json => tables::matrix_json(&ids, &matrix, out),
            Format::Npy => tables::matrix_npy(&matrix, out),
        })
    }
}

/// The matrix for people: numbered rows, columns by their numbers.
fn text(names: &[String], matrix: &Matrix) -> String {
    let numbers: Vec<String> = (1..=names.len()).map(|number| number.to_string()).collect();
    let title = format!("{} (row in column)", matrix.measure.name());
    let header: Vec<&str> =
        [title.as_str()].into_iter().chain(numbers.iter().map(String::as_str)).collect();
    let rows = names.iter().enumerate().map(|(row, name)| {
        let cells = (0..names.len()).map(|column| match matrix.values[[row, column]] {
            _ if column == row => "·".to_string(),
            value if value.is_nan() => String::new(),
            value => format!("{value:.3}"),
        });
        [format!("{} {name}", numbers[row])].into_iter().chain(cells).collect()
    });
    table(&header, rows)
}
