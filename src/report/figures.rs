//! Analysis → the plots of a report, as SVG: who shares words with whom, and words of which class.

use super::prose::grouped;
use super::summary::Summary;
use crate::analysis::{Analysis, Comparison};
use crate::measure::{Matrix, Measure, Scope};
use crate::plot::Theme;
use crate::plot::dots::{Dots, Run, dots};
use crate::plot::heatmap::{Heatmap, heatmap};
use crate::plot::order::Order;
use crate::plot::shares::{Share, Shares, shares};

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

/// Which pages are `shown` in matrices and heatmaps, if not all.
pub(super) fn excerpt(analysis: &Analysis, shown: usize) -> Option<String> {
    let all = analysis.articles.len();
    (all > shown).then(|| {
        format!("the {} of {} pages that share most narrative", grouped(shown), grouped(all))
    })
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
            let words = analysis.matrix(&chosen, Measure::Words, scope);
            Figure::drawn(|theme| heatmap_of(analysis, &names, &words, order, theme))
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

/// The heatmap of one matrix of a run; `names` label its rows.
pub fn heatmap_of(
    analysis: &Analysis,
    names: &[String],
    matrix: &Matrix,
    order: Order,
    theme: Theme,
) -> String {
    let (title, whose) = match matrix.scope {
        Scope::Narrative => ("Who shares narrative with whom", "narrative words"),
        Scope::Body => ("Narrative and quotes together", "words, quotes included,"),
        Scope::All => ("Whole pages, boilerplate included", "words"),
    };
    let measure = match matrix.measure {
        Measure::Words => format!("share of the row’s {whose} that stand in the column"),
        Measure::Containment => "share of the row’s shingles that stand in the column".to_string(),
        Measure::Jaccard => "shared shingles over all shingles of both (Jaccard)".to_string(),
        Measure::Dice => "shared shingles, twice, over those of each (Dice)".to_string(),
        Measure::OverlapCoefficient => {
            "shared shingles over those of the shorter page (overlap coefficient)".to_string()
        }
        Measure::Cosine => "cosine of the shingles’ TF-IDF weights".to_string(),
    };
    heatmap(&Heatmap {
        directional: matrix.measure.directional(),
        measure: &measure,
        title,
        subtitle: &match excerpt(analysis, names.len()) {
            Some(excerpt) => format!("{}: {excerpt}", subtitle(analysis, matrix.scope.noun())),
            None => subtitle(analysis, matrix.scope.noun()),
        },
        order,
        theme,
        ..Heatmap::of(names, matrix.values.view())
    })
}

/// What kind of words the pairs share, the strongest first.
pub fn shares_plot(analysis: &Analysis, summary: &Summary, theme: Theme) -> String {
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

/// Where two articles' passages stand: their shared runs in the order of both, most of each run's
/// class. The two must have been compared.
pub fn dots_plot(
    analysis: &Analysis,
    summary: &Summary,
    pair: &Comparison,
    theme: Theme,
) -> String {
    let runs = pair.passages.iter().flat_map(|passage| {
        let run =
            |&(a, b, words): &(usize, usize, usize)| Run { a, b, words, class: passage.class };
        passage.runs.iter().map(run)
    });
    let runs: Vec<Run> = runs.collect();
    let words = |index: usize| analysis.articles[index].fingerprint.tokens();
    dots(&Dots {
        a: &summary.names[pair.a],
        b: &summary.names[pair.b],
        words: (words(pair.a), words(pair.b)),
        runs: &runs,
        title: "Where the shared passages stand",
        subtitle: &subtitle(analysis, pair.verdict.label()),
        theme,
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
