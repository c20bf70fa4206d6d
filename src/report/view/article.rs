//! An article → its row in the table of articles, with whom it credits for what.

use crate::analysis::Analysis;
use crate::article::Article;
use crate::credit::{Reason, Role};
use crate::region::RegionKind;
use crate::report::escape::{language, line, web_address};
use crate::report::prose::grouped;
use crate::report::summary::Summary;
use serde::Serialize;
use std::collections::BTreeMap;

/// An article in the table of articles.
#[derive(Clone, Debug, Serialize)]
pub(in crate::report) struct ArticleView {
    pub(in crate::report) id: String,
    pub(in crate::report) outlet: String,
    pub(in crate::report) headline: Option<String>,
    pub(in crate::report) url: Option<String>,
    pub(in crate::report) date: String,
    pub(in crate::report) language: Option<String>,
    pub(in crate::report) words: [String; 3],
    pub(in crate::report) credits: Vec<String>,
}

/// The row of an article; `words` also shows its headline.
pub(super) fn article(
    analysis: &Analysis,
    summary: &Summary,
    index: usize,
    words: bool,
) -> ArticleView {
    let article = &analysis.articles[index];
    ArticleView {
        id: line(&article.id),
        outlet: if article.outlet.is_empty() {
            summary.names[index].clone()
        } else {
            line(&article.outlet)
        },
        headline: words.then(|| headline(article)).flatten(),
        url: article.url.as_deref().and_then(web_address).map(str::to_owned),
        date: line(article.date.as_deref().unwrap_or("–")),
        language: language_of(article),
        words: article.words().map(grouped),
        credits: credits(article),
    }
}

/// The language of an article, fit for an attribute.
pub(super) fn language_of(article: &Article) -> Option<String> {
    article.language.as_deref().and_then(language).map(str::to_owned)
}

/// The headline as the page has it, else as the source states it.
fn headline(article: &Article) -> Option<String> {
    let text = article.text.as_deref()?;
    let region = article.regions.iter().find(|region| region.kind == RegionKind::Headline);
    let in_text = region.and_then(|region| text.get(region.span.range())?.trim().lines().next());
    in_text.or(article.title.as_deref()).map(line).filter(|headline| !headline.is_empty())
}

/// What an article credits to whom, each once: `MNA: author (byline)`.
fn credits(article: &Article) -> Vec<String> {
    let mut seen: BTreeMap<(bool, Option<&str>, &str), (&str, bool)> = BTreeMap::new();
    for credit in &article.credits {
        let key = (!credit.role.credits_text(), credit.agency.as_deref(), role(credit.role));
        seen.entry(key).or_insert((reason(credit.reason), credit.inferred));
    }
    let credit = |((_, agency, role), (reason, inferred)): (_, (&str, bool))| {
        let agency: Option<&str> = agency;
        let agency = agency.map_or_else(|| "an agency it does not name".to_owned(), line);
        match inferred {
            true => format!("{agency}: {role} (inferred from a page that shares its text)"),
            false => format!("{agency}: {role} ({reason})"),
        }
    };
    seen.into_iter().map(credit).collect()
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Author => "author of the text",
        Role::Contributed => "contributed to the text",
        Role::QuotedAsSource => "cited as a source",
        Role::Photo => "photo",
        Role::Syndicated => "syndicated",
        Role::Copyright => "copyright in the text",
    }
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::CopyrightLine => "copyright line",
        Reason::ContributionLine => "contribution line",
        Reason::SyndicationLine => "syndication line",
        Reason::Dateline => "dateline",
        Reason::Byline => "byline",
        Reason::AgencyLine => "a line of its own",
        Reason::ReportingBy => "closing line",
        Reason::PhotoCredit => "photo credit",
        Reason::Caption => "caption",
        Reason::SpokenTo => "“told …”",
        Reason::Reported => "“… reported”",
        Reason::SharedText => "an article that shares its text",
    }
}
