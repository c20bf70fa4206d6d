//! Which files a report has, and how each is made: all of them in parallel, in memory.

use super::figures::{Figures, Plot, chosen};
use super::rows::{PairRow, PassageRow};
use super::summary::Summary;
use super::view::View;
use super::{ReportSettings, html, json, markdown, tables};
use crate::analysis::Analysis;
use crate::error::{Error, Result};
use crate::measure::{Measure, Scope};
use crate::plot::png;
use rayon::prelude::*;

/// A file of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// `report.html`: the page, self-contained.
    Html,
    /// `report.md`: the same in Markdown, plots linked.
    Markdown,
    /// A plot as SVG.
    Svg(Plot),
    /// A plot as PNG.
    Png(Plot),
    /// `pairs.csv`: a row for every pair compared.
    Pairs,
    /// `passages.jsonl`: a row for every passage, positions only.
    Passages,
    /// `matrix-….csv`: a measure of narrative, for every article against every other.
    Matrix(Measure),
    /// `report.json`: settings, articles, pairs, what was skipped.
    Json,
}

impl File {
    /// The files of a report, in the order in which a reader would open them.
    pub fn all() -> Vec<File> {
        let mut all = vec![File::Html, File::Markdown];
        all.extend(Plot::ALL.into_iter().flat_map(|plot| [File::Svg(plot), File::Png(plot)]));
        all.extend([File::Pairs, File::Passages]);
        // The cosine is none of counts, and no verdict rests on it.
        let measures = Measure::ALL.into_iter().filter(|&measure| measure != Measure::Cosine);
        all.extend(measures.map(File::Matrix));
        all.push(File::Json);
        all
    }

    /// Its name in the folder.
    pub fn name(self) -> String {
        match self {
            File::Html => "report.html".to_owned(),
            File::Markdown => "report.md".to_owned(),
            File::Svg(plot) => format!("{}.svg", plot.name()),
            File::Png(plot) => format!("{}.png", plot.name()),
            File::Pairs => "pairs.csv".to_owned(),
            File::Passages => "passages.jsonl".to_owned(),
            File::Matrix(measure) => format!("matrix-{}.csv", measure.name()),
            File::Json => "report.json".to_owned(),
        }
    }
}

/// The files of a report and their bytes, in the order of [`File::all`].
///
/// # Errors
/// With the name of the file that could not be made.
pub fn files(analysis: &Analysis, settings: &ReportSettings) -> Result<Vec<(File, Vec<u8>)>> {
    let summary = Summary::of(analysis);
    let (figures, view) = rayon::join(
        || Figures::of(analysis, &summary, settings.order),
        || View::of(analysis, &summary, settings),
    );
    let material = Material { analysis, settings, summary, figures, view };
    let make = |file: File| material.make(file).map(|bytes| (file, bytes));
    // One job a file: the PNGs take by far the longest. Of several errors, always the first counts.
    let made: Vec<Result<_>> = File::all().into_par_iter().with_max_len(1).map(make).collect();
    made.into_iter().collect()
}

/// What files are made from.
struct Material<'a> {
    analysis: &'a Analysis,
    settings: &'a ReportSettings,
    summary: Summary,
    figures: Figures,
    view: View,
}

impl Material<'_> {
    fn make(&self, file: File) -> Result<Vec<u8>> {
        let Material { analysis, settings, summary, figures, view } = self;
        let pairs = || analysis.comparisons.iter().map(|pair| PairRow::of(analysis, pair));
        let mut bytes = Vec::new();
        let filled = match file {
            File::Html => {
                return html::page(self.analysis, summary, view, figures, settings)
                    .map(String::into_bytes);
            }
            File::Markdown => return Ok(markdown::page(analysis, view, settings).into_bytes()),
            File::Svg(plot) => return Ok(figures.figure(plot).on(settings.theme).into()),
            File::Png(plot) => {
                let drawn = png(figures.figure(plot).on(settings.theme), settings.scale);
                return drawn.map_err(|problem| Error::format(file.name(), problem.to_string()));
            }
            File::Pairs => tables::pairs(pairs(), &mut bytes),
            File::Passages => {
                let passages = analysis.comparisons.iter().flat_map(|pair| {
                    let row = move |passage| {
                        PassageRow::of(analysis, pair, passage, settings.offsets, false)
                    };
                    pair.passages.iter().map(row)
                });
                json::lines(passages, &mut bytes)
            }
            File::Matrix(measure) => {
                let chosen = chosen(analysis);
                let ids: Vec<&str> =
                    chosen.iter().map(|&index| analysis.articles[index].id.as_str()).collect();
                let matrix = analysis.matrix(&chosen, measure, Scope::Narrative);
                tables::matrix(&ids, &matrix, &mut bytes)
            }
            File::Json => json::report(analysis, summary, settings, &mut bytes),
        };
        filled.map(|()| bytes).map_err(|problem| Error::io(file.name(), problem))
    }
}
