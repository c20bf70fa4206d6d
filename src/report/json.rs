//! Analysis → `report.json`, one object with everything that was counted, and rows as JSON Lines.

use super::ReportSettings;
use super::rows::{CreditRow, CreditsRow, PairRow, four};
use super::summary::Summary;
use crate::analysis::{Analysis, CALIBRATION_ERROR, LABELLED, Pairs};
use crate::measure::Scope;
use crate::offsets::OffsetUnit;
use crate::region::Class;
use crate::token::Unit;
use crate::verdict::Verdict;
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, Write};

/// A whole run without its passages, as `report.json` holds it.
#[derive(Clone, Debug, Serialize)]
struct Run<'a> {
    schema: &'static str,
    wirecopy: &'static str,
    name: &'a str,
    title: &'a str,
    about: &'a str,
    settings: Settings,
    finding: &'a str,
    verdicts: Vec<Count>,
    /// None where the confidences were not measured at these settings or in this language.
    expected: Option<ExpectedRow>,
    articles: Vec<ArticleRow<'a>>,
    pairs: Vec<PairRow<'a>>,
    /// How many inputs were skipped; the first thousand are listed.
    skipped_count: usize,
    skipped: Vec<SkippedRow<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct Settings {
    unit: Unit,
    k: usize,
    run: Option<usize>,
    gap: usize,
    passage: usize,
    pairs: &'static str,
    cross_outlet: bool,
    rewritten: bool,
    offsets: OffsetUnit,
    scope: Scope,
}

/// How many verdicts are to be expected wrong; see [`Expected`](crate::analysis::Expected).
#[derive(Clone, Copy, Debug, Serialize)]
struct ExpectedRow {
    flagged: usize,
    #[serde(serialize_with = "four")]
    wrong: f64,
    others: usize,
    #[serde(serialize_with = "four")]
    missed: f64,
    labelled: usize,
    calibration_error: f64,
}

/// How many pairs have a verdict; pairs that share nothing count as independent.
#[derive(Clone, Copy, Debug, Serialize)]
struct Count {
    verdict: Verdict,
    pairs: usize,
}

#[derive(Clone, Debug, Serialize)]
struct ArticleRow<'a> {
    id: &'a str,
    outlet: &'a str,
    date: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    words: Words,
    credits: Vec<CreditRow<'a>>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Words {
    narrative: usize,
    quote: usize,
    boilerplate: usize,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct SkippedRow<'a> {
    path: &'a str,
    reason: &'a str,
}

/// `report.json`: schema `wirecopy.report/1`.
///
/// # Errors
/// If `out` cannot be written to.
pub fn report(
    analysis: &Analysis,
    summary: &Summary,
    settings: &ReportSettings,
    mut out: impl Write,
) -> io::Result<()> {
    let options = &analysis.options;
    let articles = analysis.articles.iter().map(|article| {
        let words = article.words();
        let of = |class: Class| words[class as usize];
        ArticleRow {
            id: &article.id,
            outlet: &article.outlet,
            date: article.date.as_deref(),
            url: article.url.as_deref(),
            language: article.language.as_deref(),
            words: Words {
                narrative: of(Class::Narrative),
                quote: of(Class::Quote),
                boilerplate: of(Class::Boilerplate),
            },
            credits: CreditsRow::of(article, settings.offsets).credits,
        }
    });
    let skipped = analysis.skipped.iter();
    let expected = analysis.expected();
    let run = Run {
        schema: "wirecopy.report/1",
        wirecopy: env!("CARGO_PKG_VERSION"),
        name: &analysis.name,
        title: &settings.title,
        about: &settings.about,
        settings: Settings {
            unit: options.unit,
            k: options.k,
            run: options.run,
            gap: options.gap,
            passage: options.passage,
            pairs: match options.pairs {
                Pairs::Sharing => "sharing",
                Pairs::All => "all",
                Pairs::Listed(_) => "listed",
            },
            cross_outlet: options.cross_outlet,
            rewritten: options.rewritten,
            offsets: settings.offsets,
            scope: Scope::Narrative,
        },
        finding: &summary.finding,
        verdicts: Verdict::ALL
            .iter()
            .map(|&verdict| Count { verdict, pairs: summary.verdicts[verdict as usize] })
            .collect(),
        expected: analysis.unmeasured().is_none().then_some(ExpectedRow {
            flagged: expected.flagged,
            wrong: expected.wrong,
            others: expected.others,
            missed: expected.missed,
            labelled: LABELLED,
            calibration_error: CALIBRATION_ERROR,
        }),
        articles: articles.collect(),
        pairs: analysis.comparisons.iter().map(|pair| PairRow::of(analysis, pair)).collect(),
        skipped_count: analysis.skipped.len(),
        skipped: skipped.map(|s| SkippedRow { path: &s.path, reason: &s.reason }).collect(),
    };
    serde_json::to_writer_pretty(&mut out, &run)?;
    out.write_all(b"\n")
}

/// Rows as JSON Lines.
///
/// # Errors
/// If `out` cannot be written to.
pub fn lines<T: Serialize>(
    rows: impl IntoIterator<Item = T>,
    mut out: impl Write,
) -> io::Result<()> {
    for row in rows {
        line(&row, &mut out)?;
    }
    Ok(())
}

fn line<T: Serialize>(row: &T, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, row)?;
    out.write_all(b"\n")
}

/// [`lines`] of the rows that `row` makes of items, with their index, on all threads.
///
/// # Errors
/// If `out` cannot be written.
pub fn lines_of<T: Sync, R: Serialize>(
    items: &[T],
    row: impl Fn(usize, &T) -> R + Sync,
    mut out: impl Write,
) -> io::Result<()> {
    const TOGETHER: usize = 1 << 14;
    const EACH: usize = 1 << 6;
    for (block, items) in items.chunks(TOGETHER).enumerate() {
        let written = items.par_chunks(EACH).enumerate().with_max_len(1).map(|(chunk, items)| {
            let mut bytes = Vec::new();
            for (at, item) in items.iter().enumerate() {
                line(&row(block * TOGETHER + chunk * EACH + at, item), &mut bytes)?;
            }
            Ok(bytes)
        });
        for bytes in written.collect::<io::Result<Vec<Vec<u8>>>>()? {
            out.write_all(&bytes)?;
        }
    }
    Ok(())
}
