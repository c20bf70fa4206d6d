//! `wirecopy eval clusters`: found clusters against labelled ones.

use super::super::comparing::Engine;
use super::{Rendering, Sides, share, table};
use clap::Args;
use wirecopy::analysis::Pairs;
use wirecopy::error::Result;
use wirecopy::eval::clusters::{self, ClusterScore, Clustering};
use wirecopy::eval::gold;

/// Found clusters against labelled ones: adjusted Rand index, pairs, B³
///
/// The clusters of a run are the documents tied by pairs that share wire copy, wholly or partly. Only
/// labelled documents count; one that the run does not know stands alone.
#[derive(Args)]
#[command(
    after_help = "GOLD: {\"id\", \"cluster\"} or {\"members\": [ids]}; each document once.\n\
    ROWS: the same; families too, where those that share a document are one cluster.\n\n\
    Example:\n  wirecopy eval clusters stories.jsonl articles.jsonl.zst"
)]
pub(super) struct Clusters {
    #[command(flatten)]
    sides: Sides,
    #[command(flatten)]
    engine: Engine,
    #[command(flatten)]
    rendering: Rendering,
}

impl Clusters {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let gold = gold::clusters(&self.sides.gold)?;
        let gold = Clustering::of(&gold);
        let score = match &self.sides.rows {
            Some(path) => clusters::score(&gold, &Clustering::of(&gold::overlapping(path)?)),
            None => {
                let source = self.sides.open(gold.ids(), quiet)?;
                let analysis = self.engine.analyse(source, Pairs::Sharing, quiet)?;
                let id = |at: usize| analysis.articles[at].id.as_str();
                let copies = analysis.comparisons.iter().filter(|x| x.verdict.is_shared_copy());
                let ties = copies.map(|pair| (id(pair.a), id(pair.b)));
                let ids = (0..analysis.articles.len()).map(id);
                clusters::score(&gold, &Clustering::tied(ids, ties))
            }
        };
        self.rendering.write("wirecopy.eval-clusters/1", &self.sides.gold, score, &text(&score))
    }
}

fn text(score: &ClusterScore) -> String {
    let (pairs, b_cubed) = (score.pairs, score.b_cubed);
    let row = |name: &str, figures: [f64; 3]| {
        [name.to_string()].into_iter().chain(figures.map(share)).collect::<Vec<_>>()
    };
    let rows = [
        row("pairs", [pairs.precision(), pairs.recall(), pairs.f1()]),
        row("B³", [b_cubed.precision, b_cubed.recall, b_cubed.f1]),
    ];
    let missing = match score.missing {
        0 => String::new(),
        missing => format!(" ({missing} of them unknown to the run)"),
    };
    format!(
        "{}\nadjusted Rand index {:.4}\n{} documents{missing} in {} labelled clusters and {} found ones\n",
        table(&["clusters", "precision", "recall", "F1"], rows),
        score.adjusted_rand,
        score.documents,
        score.gold,
        score.found
    )
}
