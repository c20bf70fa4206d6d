//! `wirecopy plot`: one plot into one file.

use super::comparing::{Comparing, Finding};
use super::input::{Input, Preparing};
use super::matrix::Chosen;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use wirecopy::error::{Error, Result};
use wirecopy::plot::{self, Theme, order::Order};
use wirecopy::report::summary::Summary;
use wirecopy::report::{atomic, figures};

/// One plot, as PNG or SVG by the ending of the file
#[derive(Args)]
#[command(after_help = "Example:\n  wirecopy plot heatmap pages/ -o heatmap.png")]
pub(crate) struct Plot {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Subcommand)]
enum Kind {
    /// Every document against every other, a measure as colour
    #[command(after_help = "Example: for print\n  \
        wirecopy plot heatmap pages/ -o heatmap.png --scale 2")]
    Heatmap {
        #[command(flatten)]
        what: What,
        #[command(flatten)]
        comparing: Comparing,
        #[command(flatten)]
        chosen: Chosen,
        /// Order of rows and columns
        #[arg(long, value_enum, default_value_t = OrderName::Clustered)]
        order: OrderName,
    },
    /// What each pair shares: narrative, quotes, boilerplate
    #[command(after_help = "Example:\n  wirecopy plot shares pages/ -o shares.svg")]
    Shares {
        #[command(flatten)]
        what: What,
        #[command(flatten)]
        comparing: Comparing,
    },
    /// Two documents against each other: one line for each shared run of words
    #[command(after_help = "Example:\n  wirecopy plot dots a.txt b.txt -o dots.png")]
    Dots {
        #[command(flatten)]
        what: What,
        #[command(flatten)]
        finding: Finding,
    },
}

/// What to plot, and where to.
#[derive(Args)]
struct What {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    preparing: Preparing,
    /// The file to write, ending in .png or .svg
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Pixels of a PNG for a unit of the SVG: 2 for print
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = scale)]
    scale: f32,
}

#[derive(Clone, Copy, ValueEnum)]
enum OrderName {
    /// Neighbours are alike (average linkage)
    Clustered,
    /// By id
    Given,
}

/// The format of a plot.
#[derive(Clone, Copy)]
enum Format {
    Png,
    Svg,
}

fn scale(text: &str) -> Result<f32, String> {
    let scale: f32 = text.parse().map_err(|_| "not a number".to_string())?;
    (0.25..=8.0).contains(&scale).then_some(scale).ok_or_else(|| "from 0.25 to 8".to_string())
}

impl Plot {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        match self.kind {
            Kind::Heatmap { what, comparing, chosen, order } => {
                let format = what.format()?;
                let order = match order {
                    OrderName::Clustered => Order::Clustered,
                    OrderName::Given => Order::Given,
                };
                let analysis = comparing.analyse(what.open(quiet)?, quiet)?;
                let names = Summary::of(&analysis).names;
                let rows = figures::chosen(&analysis);
                let names: Vec<String> = rows.iter().map(|&row| names[row].clone()).collect();
                let matrix = analysis.matrix(&rows, chosen.measure(), chosen.scope());
                let svg = figures::heatmap_of(&analysis, &names, &matrix, order, Theme::Light);
                what.write(svg, format)
            }
            Kind::Shares { what, comparing } => {
                let format = what.format()?;
                let analysis = comparing.analyse(what.open(quiet)?, quiet)?;
                let summary = Summary::of(&analysis);
                what.write(figures::shares_plot(&analysis, &summary, Theme::Light), format)
            }
            Kind::Dots { what, finding } => {
                let format = what.format()?;
                let source = what.open(quiet)?;
                let options = finding.options(&source)?;
                let analysis = source.analyse(&options);
                let [pair] = analysis.comparisons.as_slice() else {
                    let count = analysis.articles.len();
                    let problem = format!("a dot plot takes two documents, not {count}");
                    return Err(Error::Usage(problem));
                };
                let summary = Summary::of(&analysis);
                what.write(figures::dots_plot(&analysis, &summary, pair, Theme::Light), format)
            }
        }
    }
}

impl What {
    fn open(&self, quiet: bool) -> Result<wirecopy::source::Source> {
        self.input.open(self.preparing.options(), quiet)
    }

    /// By the ending of the file, which is checked before anything is read.
    fn format(&self) -> Result<Format> {
        let ending = self.output.extension().map(|ending| ending.to_ascii_lowercase());
        match ending.as_deref().and_then(|ending| ending.to_str()) {
            Some("png") => Ok(Format::Png),
            Some("svg") => Ok(Format::Svg),
            _ => {
                let path = self.output.display();
                Err(Error::Usage(format!("{path}: the name of a plot ends in .png or .svg")))
            }
        }
    }

    fn write(&self, svg: String, format: Format) -> Result<()> {
        let bytes = match format {
            Format::Png => plot::png(&svg, self.scale)?,
            Format::Svg => svg.into_bytes(),
        };
        atomic::write(&self.output, |out| out.write_all(&bytes))
    }
}
