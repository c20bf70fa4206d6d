//! Analysis → what a page of the report shows, in reading order: the pages of every format are made from it.
//!
//! All text from input has gone through [`visible`](super::escape::visible); formats still escape their own
//! markup. Long lists are cut, and what is cut is counted: the tables beside the page hold everything.

mod pair;
mod article;

pub(super) use article::ArticleView;
pub(super) use pair::{PairView, PassagesView, SideView};

use super::ReportSettings;
use super::escape::line;
use super::prose::{count, counted, grouped, join};
use super::reliability::run_reliability;
use super::summary::Summary;
use crate::analysis::Analysis;
use crate::verdict::Verdict;
use article::article;
use pair::{pair_view, passages};
use serde::Serialize;

/// Most pairs in the table of pairs.
const MOST_PAIRS: usize = 120;
/// Independent pairs are listed up to so many rows in all, above they are counted.
const FEW_PAIRS: usize = 30;
/// Most pairs whose passages are shown.
const MOST_SHOWN: usize = 60;
/// Most articles in the table of articles.
const MOST_ARTICLES: usize = 500;
/// Most skipped inputs named.
const MOST_SKIPPED: usize = 50;

/// What a page of the report shows.
#[derive(Clone, Debug, Serialize)]
pub(super) struct View {
    pub(super) title: String,
    pub(super) about: String,
    /// The finding up to the names it ends with, and these.
    pub(super) finding: [String; 2],
    pub(super) details: Vec<String>,
    pub(super) verdicts: Vec<VerdictView>,
    /// How many verdicts are to be expected wrong.
    pub(super) reliability: Option<String>,
    pub(super) pairs: Vec<PairView>,
    pub(super) pairs_left_out: Option<String>,
    pub(super) shown: Vec<PassagesView>,
    pub(super) shown_left_out: Option<String>,
    pub(super) words: bool,
    pub(super) articles: Vec<ArticleView>,
    pub(super) articles_left_out: usize,
    pub(super) skipped: Vec<[String; 2]>,
    pub(super) skipped_left_out: usize,
}

/// A verdict and how many pairs have it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct VerdictView {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) pairs: String,
}

impl View {
    /// The view of a run.
    pub(super) fn of(analysis: &Analysis, summary: &Summary, settings: &ReportSettings) -> View {
        let total: usize = summary.verdicts.iter().sum();
        let pair = |at: usize| &analysis.comparisons[at];
        let sharing = |at: &usize| pair(*at).verdict != Verdict::Independent;
        let tied = summary.ranked.iter().filter(|at| sharing(at)).count();
        let listed = if total <= FEW_PAIRS { summary.ranked.len() } else { tied }.min(MOST_PAIRS);
        let with_passages = |at: &&usize| sharing(at) && !pair(**at).passages.is_empty();
        let shown_at: Vec<usize> =
            summary.ranked.iter().filter(with_passages).take(MOST_SHOWN).copied().collect();
        let number = |at: usize| shown_at.iter().position(|&shown| shown == at).map(|n| n + 1);
        let shown: Vec<PassagesView> = shown_at
            .iter()
            .enumerate()
            .map(|(n, &at)| passages(analysis, summary, pair(at), n + 1, settings.words))
            .collect();
        let pairs = summary.ranked[..listed].iter();
        let pairs: Vec<PairView> =
            pairs.map(|&at| pair_view(analysis, summary, pair(at), number(at))).collect();
        let words = shown.iter().flat_map(|view| &view.passages);
        let articles = analysis.articles.iter().take(MOST_ARTICLES);
        let skipped = analysis.skipped.iter().take(MOST_SKIPPED);
        View {
            title: line(if settings.title.is_empty() { &analysis.name } else { &settings.title }),
            about: line(&settings.about),
            finding: finding(summary),
            details: summary.details.clone(),
            verdicts: verdicts(summary),
            reliability: run_reliability(analysis),
            pairs_left_out: left_out(tied.saturating_sub(listed), total - tied.max(listed)),
            shown_left_out: match tied.saturating_sub(shown.len()) {
                0 => None,
                more => Some(format!(
                    "Of {} more that share something, passages.jsonl has the positions.",
                    counted(more, "pair")
                )),
            },
            words: words.flat_map(|passage| &passage.sides).any(|side| side.pieces.is_some()),
            articles: articles
                .enumerate()
                .map(|(index, _)| article(analysis, summary, index, settings.words))
                .collect(),
            articles_left_out: analysis.articles.len().saturating_sub(MOST_ARTICLES),
            skipped: skipped.map(|s| [line(&s.path), line(&s.reason)]).collect(),
            skipped_left_out: analysis.skipped.len().saturating_sub(MOST_SKIPPED),
            pairs,
            shown,
        }
    }
}

fn finding(summary: &Summary) -> [String; 2] {
    const CLAIM: &str = "wire copy: ";
    let at = summary.finding.find(CLAIM).map_or(summary.finding.len(), |at| at + CLAIM.len());
    let (claim, names) = summary.finding.split_at(at);
    [claim.to_owned(), names.to_owned()]
}

fn verdicts(summary: &Summary) -> Vec<VerdictView> {
    let view = |&verdict: &Verdict| VerdictView {
        key: verdict.name(),
        label: verdict.label(),
        pairs: grouped(summary.verdicts[verdict as usize]),
    };
    Verdict::ALL.iter().map(view).collect()
}

/// What the table of pairs leaves out.
fn left_out(sharing: usize, independent: usize) -> Option<String> {
    let sharing = (sharing > 0).then(|| format!("{} that share less", counted(sharing, "pair")));
    let independent = (independent > 0).then(|| match independent {
        1 => "one independent pair".to_owned(),
        _ => format!("{} independent pairs", count(independent)),
    });
    let parts: Vec<String> = sharing.into_iter().chain(independent).collect();
    (!parts.is_empty()).then(|| format!("Not listed: {}.", join(&parts)))
}
