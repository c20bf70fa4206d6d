//! Analysis → `report.md`: the same report in Markdown, its plots linked.
//!
//! All text from input goes through [`markdown`], so that it stays text.

use super::ReportSettings;
use super::escape::markdown;
use super::method::{Definitions, measures, settings as settings_of, verdicts};
use super::view::{ArticleView, PassagesView, SideView, View};
use super::words::Mark;
use crate::analysis::Analysis;
use std::fmt::{self, Write};

/// The report. Writing into a string does not fail.
pub(super) fn page(analysis: &Analysis, view: &View, settings: &ReportSettings) -> String {
    let mut out = String::new();
    write_page(&mut out, analysis, view, settings).expect("a string takes all that is written");
    out
}

fn write_page(
    out: &mut String,
    analysis: &Analysis,
    view: &View,
    settings: &ReportSettings,
) -> fmt::Result {
    writeln!(out, "# {}\n", markdown(&view.title))?;
    if !view.about.is_empty() {
        writeln!(out, "{}\n", markdown(&view.about))?;
    }
    writeln!(out, "**{}**\n", markdown(&view.finding.concat()))?;
    for detail in &view.details {
        writeln!(out, "{}\n", markdown(detail))?;
    }
    let tally = view.verdicts.iter().map(|verdict| format!("{} {}", verdict.pairs, verdict.label));
    writeln!(out, "Pairs: {}.\n", tally.collect::<Vec<_>>().join(", "))?;
    if let Some(reliability) = &view.reliability {
        writeln!(out, "{}\n", markdown(reliability))?;
    }
    writeln!(
        out,
        "![Heatmap: share of the row’s narrative words that stand in the column](heatmap.svg)\n"
    )?;

    pairs(out, view)?;
    writeln!(out, "![Bars: words shared by each pair, by class](shares.svg)\n")?;
    writeln!(
        out,
        "![Heatmap: share of the row’s words, quotes included, that stand in the column](heatmap-body.svg)\n"
    )?;

    writeln!(out, "## The passages\n")?;
    match (view.shown.is_empty(), view.words) {
        (true, _) => writeln!(
            out,
            "No two pages have a passage in common that is more than a stock phrase.\n"
        )?,
        (_, true) => writeln!(
            out,
            "Words in **bold** differ from the other side or stand on one side only.\n"
        )?,
        (_, false) => writeln!(out, "The texts are not at hand: positions stand for the words.\n")?,
    }
    for pair in &view.shown {
        passages(out, pair)?;
    }
    if let Some(more) = &view.shown_left_out {
        writeln!(out, "{}\n", markdown(more))?;
    }

    writeln!(out, "## The pages\n")?;
    writeln!(
        out,
        "| Outlet | Id | Date | Language | Narrative | Quotes | Boilerplate | Credits |"
    )?;
    writeln!(out, "|---|---|---|---|---:|---:|---:|---|")?;
    for article in &view.articles {
        row(out, article)?;
    }
    match view.articles_left_out {
        0 => writeln!(out)?,
        more => writeln!(out, "\n{more} more articles are listed in report.json.\n")?,
    }

    writeln!(out, "## Method and settings\n\n### Verdicts\n")?;
    terms(out, verdicts())?;
    writeln!(out, "### Words and measures\n")?;
    terms(out, measures(analysis))?;
    writeln!(out, "### Settings\n")?;
    terms(out, settings_of(analysis, settings))?;
    if !view.skipped.is_empty() {
        writeln!(out, "### Not read\n")?;
        for [path, reason] in &view.skipped {
            writeln!(out, "- {}: {}", markdown(path), markdown(reason))?;
        }
        match view.skipped_left_out {
            0 => writeln!(out)?,
            more => writeln!(out, "- and {more} more; report.json has the first 1,000\n")?,
        }
    }
    Ok(())
}

fn pairs(out: &mut String, view: &View) -> fmt::Result {
    writeln!(out, "## The pairs\n")?;
    if !view.pairs.is_empty() {
        writeln!(out, "| Pair | Verdict | Narrative | Quoted | Boilerplate | Why |")?;
        writeln!(out, "|---|---|---:|---:|---:|---|")?;
        for pair in &view.pairs {
            writeln!(
                out,
                "| {} – {} | {} | {} | {} | {} | {} |",
                markdown(&pair.a),
                markdown(&pair.b),
                pair.verdict,
                pair.narrative,
                pair.quoted,
                pair.boilerplate,
                markdown(&pair.why)
            )?;
        }
        writeln!(out)?;
    }
    match &view.pairs_left_out {
        Some(more) => {
            writeln!(
                out,
                "{} [pairs.csv](pairs.csv) has every pair that shares a run of words.\n",
                markdown(more)
            )
        }
        None => Ok(()),
    }
}

fn passages(out: &mut String, pair: &PassagesView) -> fmt::Result {
    let (a, b) = (markdown(&pair.a), markdown(&pair.b));
    writeln!(out, "### {a} – {b}\n\n{}: {}.\n", pair.verdict, pair.extent)?;
    for passage in &pair.passages {
        writeln!(out, "**{}**, {}\n", passage.class, passage.extent)?;
        for side in &passage.sides {
            words(out, side)?;
        }
    }
    match pair.left_out {
        0 => Ok(()),
        more => writeln!(out, "{more} shorter passages are not shown.\n"),
    }
}

fn words(out: &mut String, side: &SideView) -> fmt::Result {
    write!(out, "- {}, {}", markdown(&side.name), side.place)?;
    if let Some(pieces) = &side.pieces {
        write!(out, ":\n  > ")?;
        for piece in pieces {
            let text = markdown(&piece.text);
            match piece.mark {
                Mark::Same => out.push_str(&text),
                Mark::Changed | Mark::Only => write!(out, "**{}**", text.trim())?,
            }
        }
    }
    writeln!(out, "\n")
}

fn row(out: &mut String, article: &ArticleView) -> fmt::Result {
    let credits: Vec<String> = article.credits.iter().map(|credit| markdown(credit)).collect();
    writeln!(
        out,
        "| {} | {} | {} | {} | {} | {} | {} | {} |",
        markdown(&article.outlet),
        markdown(&article.id),
        markdown(&article.date),
        article.language.as_deref().unwrap_or("–"),
        article.words[0],
        article.words[1],
        article.words[2],
        if credits.is_empty() { "–".to_owned() } else { credits.join("<br>") }
    )
}

fn terms(out: &mut String, definitions: Definitions) -> fmt::Result {
    for (term, meaning) in definitions {
        writeln!(out, "- **{term}**: {}", markdown(&meaning))?;
    }
    writeln!(out)
}
