//! `wirecopy eval pairs`: verdicts and scores against labelled pairs.

use super::super::comparing::Engine;
use super::super::note;
use super::{Rendering, Sides, share, table, tally_header, tally_row};
use clap::Args;
use wirecopy::analysis;
use wirecopy::error::{Error, Result};
use wirecopy::eval::gold;
use wirecopy::eval::judged::{self, Row};
use wirecopy::eval::pairs::{self, Confusion, Judged, Labelled, PairScore, Reading};
use wirecopy::eval::ranking::Calibration;
use wirecopy::report::escape::line;
use wirecopy::report::rows::PairRow;
use wirecopy::verdict::Verdict;

/// Verdicts against labelled pairs: confusion table, F1, average precision, calibration, rank correlation
///
/// Labels are verdicts, or any names that --map maps to verdicts. Only labelled pairs whose documents were
/// read count; one that the run has no row of is independent, with score 0. A verdict that no label stands for
/// counts as the nearest one that does.
#[derive(Args)]
#[command(after_help = "GOLD: {\"a\", \"b\", \"verdict\"} or {\"a\", \"b\", \"label\"}.\n\
    ROWS: {\"a\", \"b\", \"verdict\", \"score\"?, \"confidence\"?, …}, as `wirecopy pairs` writes them.\n\n\
    Example: wholly, partly and not derived\n  \
    wirecopy eval pairs gold.jsonl docs.jsonl --map WD=wholly_shared,PD=partly_shared,ND=independent \
    --order ND,PD,WD\n\n\
    Example: degrees of verbatim copying, by the share of shingles\n  \
    wirecopy eval pairs gold.jsonl docs.jsonl --score containment --order non,heavy,light,cut")]
pub(super) struct Pairs {
    #[command(flatten)]
    sides: Sides,
    #[command(flatten)]
    engine: Engine,
    /// What your labels stand for: wholly_shared, partly_shared, shared_quotes, boilerplate, independent
    #[arg(long, value_name = "LABEL=VERDICT,…", value_delimiter = ',', value_parser = mapping)]
    map: Vec<(String, String)>,
    /// Your labels from the least to the most reuse, for the rank correlation
    #[arg(long, value_name = "LABELS", value_delimiter = ',')]
    order: Vec<String>,
    /// The score, 0 to 1: a field of the rows, or the larger of NAME_ab and NAME_ba, or of NAME_a and NAME_b
    /// [default: score, else words]
    #[arg(long, value_name = "NAME")]
    score: Option<String>,
    #[command(flatten)]
    rendering: Rendering,
}

/// `LABEL=VERDICT`.
fn mapping(text: &str) -> Result<(String, String), String> {
    let (label, verdict) = text.rsplit_once('=').ok_or("it is not LABEL=VERDICT")?;
    if !Verdict::ALL.iter().any(|known| known.name() == verdict) {
        let known = Verdict::ALL.map(Verdict::name).join(", ");
        return Err(format!("`{verdict}` is no verdict; verdicts are {known}"));
    }
    Ok((label.to_string(), verdict.to_string()))
}

impl Pairs {
    pub(super) fn run(self, quiet: bool) -> Result<()> {
        let mut gold = gold::pairs(&self.sides.gold)?;
        let known = |label: &String| gold.iter().any(|pair| pair.label == *label);
        let named = self.map.iter().map(|(label, _)| label).chain(&self.order);
        if let Some(stranger) = named.into_iter().find(|label| !gold.is_empty() && !known(label)) {
            return Err(Error::Usage(format!("no pair is labelled {stranger:?}")));
        }
        if let Some(stranger) = self.stranger(&gold) {
            let known = Verdict::ALL.map(Verdict::name).join(", ");
            let problem =
                format!("label {stranger:?} is no verdict ({known}) and --map has it not");
            return Err(Error::format(&self.sides.gold, problem));
        }
        let score = self.score.as_deref();
        let found = match &self.sides.rows {
            Some(path) => judged::read(path, score)?,
            None => {
                let labelled = gold.iter().flat_map(|pair| [pair.a.as_str(), &pair.b]);
                let source = self.sides.open(labelled, quiet)?;
                let read = |id: &String| source.articles.binary_search_by(|x| x.id.cmp(id)).is_ok();
                let pairs = gold.len();
                gold.retain(|pair| read(&pair.a) && read(&pair.b));
                if gold.len() < pairs {
                    let less = pairs - gold.len();
                    note(quiet, &format!("{less} of {pairs} labelled pairs are left out"));
                }
                let ids = gold.iter().map(|pair| (pair.a.clone(), pair.b.clone())).collect();
                let listed = analysis::Pairs::Listed(ids);
                let analysis = self.engine.analyse(source, listed, quiet)?;
                let row = |pair| {
                    let row = serde_json::to_value(PairRow::of(&analysis, pair));
                    let row = row.map_err(|problem| problem.to_string());
                    row.and_then(|row| Row::of(&row, score)).map_err(Error::Usage)
                };
                analysis.comparisons.iter().map(row).collect::<Result<_>>()?
            }
        };
        let labelled: Vec<Labelled> = gold
            .iter()
            .map(|pair| Labelled { a: &pair.a, b: &pair.b, label: &pair.label })
            .collect();
        let found: Vec<Judged> = found.iter().map(Row::judged).collect();
        let reading = Reading { map: self.map.into_iter().collect(), order: self.order };
        let score = pairs::score(&labelled, &found, &reading);
        if let Some(rows) = self.sides.rows.as_ref().filter(|_| !found.is_empty())
            && score.missing == score.pairs
            && score.pairs > 0
        {
            let problem = format!("none of its pairs has a row in {}", rows.display());
            return Err(Error::format(&self.sides.gold, problem));
        }
        self.rendering.write("wirecopy.eval-pairs/1", &self.sides.gold, &score, &text(&score))
    }
}

impl Pairs {
    /// A label that is no verdict and stands for none, while others do or are: a misspelt one.
    fn stranger<'g>(&self, gold: &'g [gold::Pair]) -> Option<&'g str> {
        let is_verdict = |label: &str| Verdict::ALL.iter().any(|known| known.name() == label);
        let stands =
            |label: &str| is_verdict(label) || self.map.iter().any(|(mapped, _)| mapped == label);
        let some = gold.iter().any(|pair| stands(&pair.label));
        let label = gold.iter().map(|pair| pair.label.as_str()).find(|label| !stands(label));
        label.filter(|_| some)
    }
}

fn text(score: &PairScore) -> String {
    let mut parts = vec![confusion(&score.confusion)];
    match &score.classes {
        None => parts.push("No label stands for a verdict: map them with --map.\n".into()),
        Some(classes) => {
            let rows =
                score.confusion.labels.iter().filter_map(|class| {
                    classes.each.get(class).map(|tally| tally_row(class, *tally))
                });
            let (accuracy, macro_f1) = (classes.accuracy, classes.macro_f1);
            parts.push(format!(
                "{}\nmacro F1 {macro_f1:.4}, accuracy {accuracy:.4}\n",
                table(&tally_header("class"), rows)
            ));
        }
    }
    if let Some(shared) = &score.shared {
        let area = shared.average_precision.map_or("none".into(), share);
        parts.push(format!(
            "{}\naverage precision of the score {area}\n",
            table(&tally_header("shared copy"), [tally_row("wholly or partly", shared.by_verdict)])
        ));
        let title = "Score as the probability of shared copy";
        parts.push(reliability(title, &shared.calibration));
    }
    if let Some(confidence) = &score.confidence {
        parts.push(reliability("Confidence as the probability of a right verdict", confidence));
    }
    if let Some(order) = &score.order {
        let value = order.spearman.map_or("undefined".into(), share);
        let labels = line(&order.labels.join(" < "));
        parts.push(format!(
            "rank correlation (Spearman) of the score with {labels}: {value}, {} pairs\n",
            order.pairs
        ));
    }
    let missing = match score.missing {
        0 => String::new(),
        missing => format!(", {missing} of them without a row, so independent"),
    };
    parts.push(format!("{} pairs{missing}\n", score.pairs));
    parts.join("\n")
}

fn confusion(confusion: &Confusion) -> String {
    let mut header = vec!["label \\ verdict"];
    header.extend(confusion.verdicts.iter().map(String::as_str));
    let lines = confusion.labels.iter().zip(&confusion.counts);
    let rows = lines.map(|(label, counts)| {
        [label.clone()].into_iter().chain(counts.iter().map(usize::to_string)).collect()
    });
    let mut text = table(&header, rows);
    for (verdict, class) in &confusion.counts_as {
        text += &format!("{verdict} counts as {}\n", line(class));
    }
    text
}

fn reliability(title: &str, calibration: &Calibration) -> String {
    let held = calibration.bins.iter().filter(|bin| bin.rows > 0);
    let rows = held.map(|bin| {
        let name = format!("{:.1} to {:.1}", bin.from, bin.to);
        vec![name, bin.rows.to_string(), share(bin.score), share(bin.truth)]
    });
    let table = table(&["stated", "pairs", "mean", "true"], rows);
    format!("{title}: expected calibration error {:.4}\n{table}", calibration.error)
}
