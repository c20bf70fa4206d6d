//! `wirecopy plot`: one plot into one file.

use super::Usage;
use super::input::{Comparing, Input};
use super::matrix::Chosen;
use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use wirecopy::analysis::Analysis;
use wirecopy::plot::{self, Theme, order::Order};
use wirecopy::report::summary::Summary;
use wirecopy::report::{atomic, figures};

/// One plot, as PNG or SVG by the ending of the file
#[derive(Args)]
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
        common: Common,
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
        common: Common,
    },
    /// Two documents against each other: one line for each shared run of words
    #[command(after_help = "Example:\n  wirecopy plot dots a.txt b.txt -o dots.png")]
    Dots {
        #[command(flatten)]
        common: Common,
    },
}

#[derive(Args)]
struct Common {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    comparing: Comparing,
    /// The file to write, ending in .png or .svg
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Pixels of a PNG for a unit of the SVG: 2 for print
    #[arg(long, default_value_t = 1.0, value_parser = scale)]
    scale: f32,
}

#[derive(Clone, Copy, ValueEnum)]
enum OrderName {
    /// Neighbours are alike (average linkage)
    Clustered,
    /// By id
    Given,
}

fn scale(text: &str) -> Result<f32, String> {
    let scale: f32 = text.parse().map_err(|_| "not a number".to_string())?;
    (0.25..=8.0).contains(&scale).then_some(scale).ok_or_else(|| "from 0.25 to 8".to_string())
}

impl Plot {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        match self.kind {
            Kind::Heatmap { common, chosen, order } => {
                let order = match order {
                    OrderName::Clustered => Order::Clustered,
                    OrderName::Given => Order::Given,
                };
                common.run(quiet, |analysis, summary| {
                    let rows = figures::chosen(analysis);
                    let names: Vec<String> =
                        rows.iter().map(|&row| summary.names[row].clone()).collect();
                    let matrix = analysis.matrix(&rows, chosen.measure(), chosen.scope());
                    Ok(figures::heatmap_of(analysis, &names, &matrix, order, Theme::Light))
                })
            }
            Kind::Shares { common } => common.run(quiet, |analysis, summary| {
                Ok(figures::shares_plot(analysis, summary, Theme::Light))
            }),
            Kind::Dots { common } => common.run(quiet, |analysis, summary| {
                let count = analysis.articles.len();
                match analysis.comparisons.first() {
                    Some(pair) if count == 2 => {
                        Ok(figures::dots_plot(analysis, summary, pair, Theme::Light))
                    }
                    None if count == 2 => {
                        Err(Usage("the two share nothing to plot; see `--run`".into()).into())
                    }
                    _ => Err(Usage(format!("a dot plot takes two documents, not {count}")).into()),
                }
            }),
        }
    }
}

impl Common {
    fn run(
        &self,
        quiet: bool,
        draw: impl FnOnce(&Analysis, &Summary) -> Result<String>,
    ) -> Result<()> {
        let ending = self.output.extension().map(|ending| ending.to_ascii_lowercase());
        let png = match ending.as_deref().and_then(|ending| ending.to_str()) {
            Some("png") => true,
            Some("svg") => false,
            _ => {
                let path = self.output.display();
                return Err(
                    Usage(format!("{path}: the name of a plot ends in .png or .svg")).into()
                );
            }
        };
        let analysis = self.comparing.analyse(self.input.open(quiet)?, quiet)?;
        let svg = draw(&analysis, &Summary::of(&analysis))?;
        let bytes = if png { plot::png(&svg, self.scale)? } else { svg.into_bytes() };
        Ok(atomic::write(&self.output, |out| out.write_all(&bytes))?)
    }
}
