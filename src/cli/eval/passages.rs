//! `wirecopy eval passages`: found passages against labelled ones.

use super::super::comparing::Engine;
use super::{Rendering, Sides, share, table};
use clap::Args;
use std::path::PathBuf;
use wirecopy::analysis::{Analysis, Pairs};
use wirecopy::error::Result;
use wirecopy::eval::gold::{self, Passage};
use wirecopy::eval::listed::{self, ListedScore, Part};
use wirecopy::offsets::OffsetUnit;

/// Found passages against labelled ones, character by character: precision, recall, granularity, plagdet
///
/// The measures are those of Potthast, Stein, Barrón-Cedeño and Rosso (2010), macro-averaged over passages.
/// Only listed pairs count; those of a list without a labelled passage are clean, and it is said how many
/// of them fire. Where list or labels carry a category, each is scored by itself.
#[derive(Args)]
#[command(after_help = "GOLD: {\"a\", \"b\", \"a_start\", \"a_end\", \"b_start\", \"b_end\", \
    \"category\"?}, offsets in code points.\nROWS: the same, as `wirecopy passages` writes them.\n\n\
    Example: a set with clean pairs\n  \
    wirecopy eval passages gold.jsonl docs.jsonl --pairs pairs.jsonl")]
pub(super) struct Passages {
    #[command(flatten)]
    sides: Sides,
    #[command(flatten)]
    engine: Engine,
    /// The pairs that count: JSON Lines {"a", "b", "category"?} [default: those of GOLD]
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    #[command(flatten)]
    rendering: Rendering,
}

impl Passages {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let gold = gold::passages(&self.sides.gold)?;
        let list = self.pairs.as_deref().map(gold::listed).transpose()?;
        let found = match &self.sides.rows {
            Some(path) => gold::passages(path)?,
            None => {
                let ids: Vec<(String, String)> = match &list {
                    Some(list) => list.iter().map(|row| (row.a.clone(), row.b.clone())).collect(),
                    None => gold.iter().map(|row| (row.a.clone(), row.b.clone())).collect(),
                };
                let labelled = ids.iter().flat_map(|(a, b)| [a.as_str(), b]);
                let source = self.sides.open(labelled, quiet)?;
                found(&self.engine.analyse(source, Pairs::Listed(ids), quiet)?)
            }
        };
        let score = listed::score(&gold, list.as_deref(), &found);
        self.rendering.write("wirecopy.eval-passages/1", &self.sides.gold, &score, &text(&score))
    }
}

/// The passages of a run, in code points.
fn found(analysis: &Analysis) -> Vec<Passage> {
    let mut found = Vec::new();
    for pair in &analysis.comparisons {
        let (x, y) = (&analysis.articles[pair.a], &analysis.articles[pair.b]);
        found.extend(pair.passages.iter().map(|passage| {
            let a = x.offsets.convert(passage.a, OffsetUnit::Characters);
            let b = y.offsets.convert(passage.b, OffsetUnit::Characters);
            Passage {
                a: x.id.clone(),
                b: y.id.clone(),
                a_start: a.start,
                a_end: a.end,
                b_start: b.start,
                b_end: b.end,
                category: None,
                offsets: OffsetUnit::Characters,
            }
        }));
    }
    found
}

fn text(score: &ListedScore) -> String {
    let row = |name: &str, part: &Part| {
        let (score, clean) = (part.score, part.clean);
        let shares = [score.plagdet, score.precision, score.recall, score.granularity].map(share);
        let counts = [score.gold, score.detected, clean.pairs, clean.firing];
        let counts = counts.map(|count| count.to_string());
        [name.to_string()].into_iter().chain(shares).chain(counts).collect()
    };
    let categories = score.categories.iter().map(|(name, part)| row(name, part));
    let header = [
        "passages",
        "plagdet",
        "precision",
        "recall",
        "granularity",
        "labelled",
        "found",
        "clean pairs",
        "firing",
    ];
    let table = table(&header, categories.chain([row("all", &score.overall)]));
    format!("{table}\n{} pairs; those without a labelled passage are clean\n", score.pairs)
}
