//! Analysis → the plots of a report, as SVG: who shares words with whom, and words of which class.

use super::prose::grouped;
use super::summary::Summary;
use crate::analysis::{Analysis, Pairs};
use crate::measure::{Matrix, Measure, Scope};
use crate::plot::Theme;
use crate::plot::heatmap::{Heatmap, heatmap};
use crate::plot::order::Order;
use crate::plot::shares::{Share, Shares, shares};
use ndarray::Array2;

/// Most articles in the matrices of a report: those that share most narrative, if there are more.
pub const MOST_ARTICLES: usize = 1_000;

/// The articles that matrices and heatmaps show, ascending: all of them up to [`MOST_ARTICLES`].
pub fn chosen(analysis: &Analysis) -> Vec<usize> {
    let mut chosen: Vec<usize> = (0..analysis.articles.len()).collect();
    if chosen.len() > MOST_ARTICLES {
        let mut words = vec![0; chosen.len()];
        for pair in &analysis.comparisons {
            for index in [pair.a, pair.b] {
                words[index] = pair.reasons.narrative.max(words[index]);
            }
        }
        chosen.sort_by_key(|&index| (std::cmp::Reverse(words[index]), index));
        chosen.truncate(MOST_ARTICLES);
        chosen.sort_unstable();
    }
    chosen
}

/// Which articles matrices and heatmaps show, if not all.
pub(super) fn excerpt(analysis: &Analysis) -> Option<String> {
    let (most, all) = (grouped(MOST_ARTICLES), analysis.articles.len());
    (all > MOST_ARTICLES)
        .then(|| format!("the {most} of {} pages that share most narrative", grouped(all)))
}

/// A measure of every chosen article against every other: 0 where they share no run, NaN where they were
/// not to be compared. [`Measure::Cosine`], which counts do not give, is not for reports.
pub fn matrix(analysis: &Analysis, chosen: &[usize], measure: Measure, scope: Scope) -> Matrix {
    let options = &analysis.options;
    let article = |at: usize| &analysis.articles[chosen[at]];
    let mut values = Array2::from_shape_fn((chosen.len(), chosen.len()), |(row, column)| {
        let apart = options.cross_outlet && article(row).outlet == article(column).outlet;
        match &options.pairs {
            _ if row == column => 1.0,
            Pairs::Listed(_) => f64::NAN,
            Pairs::Sharing | Pairs::All if apart => f64::NAN,
            Pairs::Sharing | Pairs::All => 0.0,
        }
    });
    for pair in &analysis.comparisons {
        let places = (chosen.binary_search(&pair.a), chosen.binary_search(&pair.b));
        if let (Ok(a), Ok(b)) = places {
            values[[a, b]] = measure.of(&pair.overlap, scope);
            values[[b, a]] = measure.of(&pair.overlap.mirrored(), scope);
        }
    }
    let labels = chosen.iter().map(|&index| analysis.articles[index].outlet.clone()).collect();
    Matrix { labels, measure, scope, values }
}

/// The plots of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plot {
    /// `heatmap`: [`Measure::Words`] of narrative.
    Narrative,
    /// `heatmap-body`: [`Measure::Words`] of narrative and quotes.
    Body,
    /// `shares`: the words of each pair by class.
    Shares,
}

impl Plot {
    /// All plots, in the order of their declaration.
    pub const ALL: [Plot; 3] = [Plot::Narrative, Plot::Body, Plot::Shares];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Plot::Narrative => "heatmap",
            Plot::Body => "heatmap-body",
            Plot::Shares => "shares",
        }
    }
}

/// A plot as SVG, on either paper.
#[derive(Clone, Debug)]
pub struct Figure {
    light: String,
    dark: String,
}

impl Figure {
    /// Its SVG on this paper.
    pub fn on(&self, theme: Theme) -> &str {
        match theme {
            Theme::Light => &self.light,
            Theme::Dark => &self.dark,
        }
    }

    fn drawn(draw: impl Fn(Theme) -> String + Sync) -> Figure {
        let (light, dark) = rayon::join(|| draw(Theme::Light), || draw(Theme::Dark));
        Figure { light, dark }
    }
}

/// The plots of a run.
#[derive(Clone, Debug)]
pub struct Figures {
    narrative: Figure,
    body: Figure,
    shares: Figure,
}

impl Figures {
    /// Draws them, heatmaps in this order of rows and columns.
    pub fn of(analysis: &Analysis, summary: &Summary, order: Order) -> Figures {
        let chosen = chosen(analysis);
        let names: Vec<String> = chosen.iter().map(|&index| summary.names[index].clone()).collect();
        let [narrative, body] = [Scope::Narrative, Scope::Body].map(|scope| {
            let words = matrix(analysis, &chosen, Measure::Words, scope);
            Figure::drawn(|theme| words_heatmap(analysis, &names, &words, order, theme))
        });
        let shares = Figure::drawn(|theme| shares_plot(analysis, summary, theme));
        Figures { narrative, body, shares }
    }

    /// One of them.
    pub fn figure(&self, plot: Plot) -> &Figure {
        match plot {
            Plot::Narrative => &self.narrative,
            Plot::Body => &self.body,
            Plot::Shares => &self.shares,
        }
    }
}

fn words_heatmap(
    analysis: &Analysis,
    names: &[String],
    words: &Matrix,
    order: Order,
    theme: Theme,
) -> String {
    let (title, whose) = match words.scope {
        Scope::Narrative => ("Who shares narrative with whom", "narrative words"),
        Scope::Body => ("Narrative and quotes together", "words, quotes included,"),
        Scope::All => ("Whole pages, boilerplate included", "words"),
    };
    heatmap(&Heatmap {
        directional: true,
        measure: &format!("share of the row’s {whose} that stand in the column"),
        title,
        subtitle: &match excerpt(analysis) {
            Some(excerpt) => format!("{}: {excerpt}", subtitle(analysis, words.scope.noun())),
            None => subtitle(analysis, words.scope.noun()),
        },
        order,
        theme,
        ..Heatmap::of(names, words.values.view())
    })
}

/// What kind of words the pairs share, the strongest first.
fn shares_plot(analysis: &Analysis, summary: &Summary, theme: Theme) -> String {
    let share = |&at: &usize| {
        let pair = &analysis.comparisons[at];
        let reasons = &pair.reasons;
        let words = [reasons.narrative, reasons.quoted, reasons.boilerplate];
        let (a, b) = (&summary.names[pair.a], &summary.names[pair.b]);
        Share { a, b, words, verdict: pair.verdict.label() }
    };
    let pairs: Vec<Share<'_>> = summary.ranked.iter().map(share).collect();
    let subtitle = subtitle(analysis, "Equal words of copy, quotes and boilerplate");
    shares(&Shares {
        title: "What kind of words they share",
        subtitle: &subtitle,
        theme,
        ..Shares::of(&pairs)
    })
}

/// What was counted, with which k, in which corpus.
fn subtitle(analysis: &Analysis, what: &str) -> String {
    let mut letters = what.chars();
    let what: String =
        letters.next().map_or(String::new(), |c| c.to_uppercase().chain(letters).collect());
    let k = analysis.options.k;
    match analysis.name.as_str() {
        "" => format!("{what} · k = {k}"),
        name => format!("{what} · k = {k} · {name}"),
    }
}
