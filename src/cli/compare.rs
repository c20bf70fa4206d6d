//! `wirecopy compare`: two pages, what they share side by side in the terminal.

use super::comparing::Finding;
use super::input::{Preparing, Strict, open_first};
use super::output::stdout;
use anstyle::{AnsiColor, Style};
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::io::{self, Write};
use wirecopy::analysis::{Analysis, Passage};
use wirecopy::error::{Error, Result};
use wirecopy::region::Class;
use wirecopy::report::beyond_chance;
use wirecopy::report::escape::line;
use wirecopy::report::words::{Mark, Piece, places, side_by_side};

/// Two pages: the verdict, its reasons, and the shared passages with their edits marked
#[derive(Args)]
#[command(after_help = "Example:\n  wirecopy compare ynet.html rt.html\n\n\
    What differs stands [in brackets]; on a terminal it is coloured too.")]
pub(crate) struct Compare {
    /// One page
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    a: String,
    /// The other
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    b: String,
    #[command(flatten)]
    preparing: Preparing,
    #[command(flatten)]
    finding: Finding,
}

impl Compare {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        let strict = Strict { strict: true };
        let inputs = [self.a, self.b];
        let (source, first) = open_first(&inputs, &strict, self.preparing.options(), quiet)?;
        let problem = match source.articles.len() {
            2 => None,
            0 | 1 => Some("compare takes two documents, and this is one twice".to_owned()),
            count => Some(format!(
                "compare takes two documents, these are {count}; use `wirecopy report` for more"
            )),
        };
        if let Some(problem) = problem {
            return Err(Error::Usage(problem));
        }
        let options = self.finding.options(&source)?;
        let analysis = source.analyse(&options);
        let mut out = anstream::stdout().lock();
        // A comparison has the smaller id first.
        let turned = first.is_some_and(|first| analysis.articles[0].id != first);
        show(&analysis, turned, &mut out).and_then(|()| out.flush()).map_err(stdout)
    }
}

/// Two things in the order in which the pages were given.
fn given<T>([a, b]: [T; 2], turned: bool) -> [T; 2] {
    if turned { [b, a] } else { [a, b] }
}

fn show(analysis: &Analysis, turned: bool, out: &mut impl Write) -> io::Result<()> {
    let pair = &analysis.comparisons[0];
    let [a, b] = given([&analysis.articles[pair.a], &analysis.articles[pair.b]], turned);
    let bold = Style::new().bold();
    let verdict = pair.verdict.label();
    writeln!(out, "{bold}{verdict}{bold:#}: a {} | b {}", line(&a.id), line(&b.id))?;
    let reasons = &pair.reasons;
    writeln!(
        out,
        "{} narrative words of copy, {} quoted, {} boilerplate; headlines {} alike",
        reasons.narrative,
        reasons.quoted,
        reasons.boilerplate,
        percent(pair.headline),
    )?;
    if reasons.narrative > 0 {
        let [share_a, share_b] = given([reasons.share_a, reasons.share_b], turned);
        let (share_a, share_b) = (percent(share_a), percent(share_b));
        writeln!(
            out,
            "passages and their edits reach over {share_a} of a's narrative, {share_b} of b's"
        )?;
    }
    for (side, article) in [("a", a), ("b", b)] {
        let credits: Vec<String> = article
            .credits
            .iter()
            .map(|x| format!("{} ({})", x.agency.as_deref().unwrap_or("unnamed agency"), x.role))
            .collect();
        if !credits.is_empty() {
            writeln!(out, "{side} credits {}", line(&credits.join(", ")))?;
        }
    }
    let mut passages: Vec<&Passage> = pair.passages.iter().collect();
    passages.sort_by_key(|passage| given([passage.a.start, passage.b.start], turned));
    for (number, passage) in passages.into_iter().enumerate() {
        let class = match passage.class {
            Class::Narrative => "narrative",
            Class::Quote => "quote",
            Class::Boilerplate => "boilerplate",
        };
        let (matched, chance) = (passage.matched, beyond_chance(passage.bits));
        writeln!(out, "\n{bold}{} {class}{bold:#}, {matched} equal words, {chance}", number + 1)?;
        show_passage(analysis, passage, turned, out)?;
    }
    Ok(())
}

fn show_passage(
    analysis: &Analysis,
    passage: &Passage,
    turned: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let pair = &analysis.comparisons[0];
    let [a, b] = [&analysis.articles[pair.a], &analysis.articles[pair.b]];
    let Some(sides) = side_by_side(a, b, passage) else {
        let [at_a, at_b] = given(places(analysis, pair, passage), turned);
        return writeln!(out, "  a | {at_a}\n  b | {at_b}");
    };
    for (name, pieces) in ["a", "b"].iter().zip(&given(sides, turned)) {
        for line in wrap(pieces, width().saturating_sub(6).max(20)) {
            writeln!(out, "  {name} | {line}")?;
        }
    }
    Ok(())
}

/// The columns of the terminal (or as `COLUMNS` says), at most 110 for reading's sake; 100 in a file or pipe.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let size = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into());
    said.or(size).map_or(100, |width: usize| width.clamp(30, 110))
}

/// Lines of at most `width` characters where words allow; pieces that differ in brackets.
fn wrap(pieces: &[Piece], width: usize) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for piece in pieces {
        let style = match piece.mark {
            Mark::Same => Style::new(),
            Mark::Changed => AnsiColor::Yellow.on_default().bold(),
            Mark::Only => AnsiColor::Cyan.on_default().bold(),
        };
        let text = match piece.mark {
            Mark::Same => piece.text.clone(),
            _ => format!("[{}]", piece.text),
        };
        for word in text.split_inclusive(char::is_whitespace) {
            let length = word.chars().count();
            if used > 0 && used + word.trim_end().chars().count() > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            let word = word.replace('\n', " ");
            line.push_str(&format!("{style}{word}{style:#}"));
            used += length;
        }
    }
    lines.push(line);
    lines
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}
