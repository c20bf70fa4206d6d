//! Analysis → what a page of the report shows, in reading order: the pages of every format are made from it.
//!
//! All text from input has gone through [`visible`](super::escape::visible); formats still escape their own
//! markup. Long lists are cut, and what is cut is counted: the tables beside the page hold everything.

use super::ReportSettings;
use super::escape::{language, line, web_address};
use super::prose::{counted, grouped, join, percent};
use super::summary::Summary;
use super::words::{Piece, places, side_by_side};
use crate::analysis::{Analysis, Comparison, Passage};
use crate::article::Article;
use crate::credit::{Reason, text_agencies};
use crate::region::{Class, RegionKind};
use crate::verdict::Verdict;
use serde::Serialize;
use std::collections::BTreeMap;

/// Most pairs in the table of pairs.
pub(super) const MOST_PAIRS: usize = 120;
/// Independent pairs are listed up to so many rows in all, above they are counted.
const FEW_PAIRS: usize = 30;
/// Most pairs whose passages are shown.
const MOST_SHOWN: usize = 60;
/// Most passages shown of one pair.
const MOST_PASSAGES: usize = 30;
/// Most articles in the table of articles.
const MOST_ARTICLES: usize = 500;
/// Most skipped inputs named.
const MOST_SKIPPED: usize = 50;

/// What a page of the report shows.
#[derive(Clone, Debug, Serialize)]
pub(super) struct View {
    pub(super) title: String,
    pub(super) about: String,
    pub(super) finding: String,
    pub(super) details: Vec<String>,
    pub(super) verdicts: Vec<VerdictView>,
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
    pub(super) pairs: usize,
}

/// A pair in the table of pairs.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PairView {
    pub(super) a: String,
    pub(super) b: String,
    pub(super) key: &'static str,
    pub(super) verdict: &'static str,
    pub(super) why: String,
    pub(super) narrative: String,
    pub(super) quoted: String,
    pub(super) boilerplate: String,
    /// Where its passages are shown, from 1.
    pub(super) shown: Option<usize>,
}

/// The passages of a pair.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PassagesView {
    pub(super) number: usize,
    pub(super) a: String,
    pub(super) b: String,
    pub(super) key: &'static str,
    pub(super) verdict: &'static str,
    pub(super) extent: String,
    pub(super) passages: Vec<PassageView>,
    pub(super) left_out: usize,
}

/// A passage.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PassageView {
    pub(super) key: &'static str,
    pub(super) class: &'static str,
    pub(super) extent: String,
    pub(super) sides: [SideView; 2],
}

/// One side of a passage.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SideView {
    pub(super) name: String,
    pub(super) language: Option<String>,
    pub(super) place: String,
    /// Its words; nothing where they are not shown.
    pub(super) pieces: Option<Vec<Piece>>,
}

/// An article in the table of articles.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ArticleView {
    pub(super) id: String,
    pub(super) outlet: String,
    pub(super) headline: Option<String>,
    pub(super) url: Option<String>,
    pub(super) date: String,
    pub(super) language: Option<String>,
    pub(super) words: [String; 3],
    pub(super) credits: Vec<String>,
}

impl View {
    /// The view of a run.
    pub(super) fn of(analysis: &Analysis, summary: &Summary, settings: &ReportSettings) -> View {
        let total: usize = summary.verdicts.iter().sum();
        let pair = |at: usize| &analysis.comparisons[at];
        let sharing = |at: &usize| pair(*at).verdict != Verdict::Independent;
        let tied = summary.ranked.iter().filter(|at| sharing(at)).count();
        let listed = if total <= FEW_PAIRS { summary.ranked.len() } else { tied }.min(MOST_PAIRS);
        let shown: Vec<PassagesView> = summary
            .ranked
            .iter()
            .filter(|at| sharing(at) && !pair(**at).passages.is_empty())
            .take(MOST_SHOWN)
            .enumerate()
            .map(|(n, &at)| passages(analysis, summary, pair(at), n + 1, settings.words))
            .collect();
        let number = |at: usize| {
            let key = (&summary.names[pair(at).a], &summary.names[pair(at).b]);
            shown.iter().find(|view| (&view.a, &view.b) == key).map(|view| view.number)
        };
        let pairs = summary.ranked[..listed].iter();
        let pairs: Vec<PairView> =
            pairs.map(|&at| pair_view(analysis, summary, pair(at), number(at))).collect();
        let words = shown.iter().flat_map(|view| &view.passages);
        let articles = analysis.articles.iter().take(MOST_ARTICLES);
        let skipped = analysis.skipped.iter().take(MOST_SKIPPED);
        View {
            title: line(if settings.title.is_empty() { &analysis.name } else { &settings.title }),
            about: line(&settings.about),
            finding: summary.finding.clone(),
            details: summary.details.clone(),
            verdicts: verdicts(summary),
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

fn verdicts(summary: &Summary) -> Vec<VerdictView> {
    let view = |&verdict: &Verdict| VerdictView {
        key: verdict.name(),
        label: verdict.label(),
        pairs: summary.verdicts[verdict as usize],
    };
    Verdict::ALL.iter().map(view).collect()
}

/// What the table of pairs leaves out.
fn left_out(sharing: usize, independent: usize) -> Option<String> {
    let sharing = (sharing > 0).then(|| format!("{} that share less", counted(sharing, "pair")));
    let independent = (independent > 0).then(|| match independent {
        1 => "one independent pair".to_owned(),
        _ => format!("{} independent pairs", super::prose::count(independent)),
    });
    let parts: Vec<String> = sharing.into_iter().chain(independent).collect();
    (!parts.is_empty()).then(|| format!("Not listed: {}.", join(&parts)))
}

fn pair_view(
    analysis: &Analysis,
    summary: &Summary,
    pair: &Comparison,
    shown: Option<usize>,
) -> PairView {
    let words = |words: usize| if words == 0 { "–".to_owned() } else { grouped(words) };
    PairView {
        a: summary.names[pair.a].clone(),
        b: summary.names[pair.b].clone(),
        key: pair.verdict.name(),
        verdict: pair.verdict.label(),
        why: why(analysis, summary, pair),
        narrative: words(pair.reasons.narrative),
        quoted: words(pair.reasons.quoted),
        boilerplate: words(pair.reasons.boilerplate),
        shown,
    }
}

/// The reasons of a verdict, in a few sentences.
fn why(analysis: &Analysis, summary: &Summary, pair: &Comparison) -> String {
    let reasons = &pair.reasons;
    let (a, b) = (&summary.names[pair.a], &summary.names[pair.b]);
    let mut why = Vec::new();
    match pair.verdict {
        Verdict::WhollyShared | Verdict::PartlyShared => {
            let (of_a, of_b) = (percent(reasons.share_a), percent(reasons.share_b));
            why.push(format!("{of_a} of the narrative of {a} and {of_b} of that of {b} is copy."));
            why.extend(credited(analysis, summary, pair));
        }
        Verdict::SharedQuotes => why.push(match reasons.narrative {
            0 => "Quotation only; each has its own narrative.".to_owned(),
            words => format!("Quotation; {} of narrative around it.", counted(words, "word")),
        }),
        Verdict::Boilerplate => why.push("Captions or page furniture only.".to_owned()),
        Verdict::Independent => why.push(match reasons.longest {
            0 => "No passage in common.".to_owned(),
            _ => "Stock phrases only.".to_owned(),
        }),
    }
    if reasons.longest > 0 {
        why.push(format!("Longest passage: {}.", counted(reasons.longest, "equal word")));
    }
    if pair.same_outlet {
        why.push("One outlet published both.".to_owned());
    }
    why.join(" ")
}

/// Whom two pages with copy in common credit for their text.
fn credited(analysis: &Analysis, summary: &Summary, pair: &Comparison) -> Option<String> {
    let agencies = [pair.a, pair.b].map(|index| {
        let names = text_agencies(&analysis.articles[index].credits);
        names.into_iter().map(line).collect::<Vec<String>>()
    });
    let [a, b] = [&summary.names[pair.a], &summary.names[pair.b]];
    match &agencies {
        [x, y] if x.is_empty() && y.is_empty() => Some("Neither names an agency.".to_owned()),
        [x, y] if x == y => Some(format!("Both credit {}.", join(x))),
        [x, y] if y.is_empty() => Some(format!("Only {a} names an agency: {}.", join(x))),
        [x, y] if x.is_empty() => Some(format!("Only {b} names an agency: {}.", join(y))),
        [x, y] => Some(format!("{a} credits {}, {b} {}.", join(x), join(y))),
    }
}

fn passages(
    analysis: &Analysis,
    summary: &Summary,
    pair: &Comparison,
    number: usize,
    words: bool,
) -> PassagesView {
    let (a, b) = (&analysis.articles[pair.a], &analysis.articles[pair.b]);
    let equal: usize = pair.passages.iter().map(|passage| passage.matched).sum();
    // The longest are shown, in the order of the text.
    let mut longest: Vec<usize> = (0..pair.passages.len()).collect();
    longest.sort_by_key(|&at| (std::cmp::Reverse(pair.passages[at].matched), at));
    longest.truncate(MOST_PASSAGES);
    longest.sort_unstable();
    let view = |passage: &Passage| {
        let [place_a, place_b] = places(analysis, pair, passage);
        let pieces = words.then(|| side_by_side(a, b, passage)).flatten();
        let [pieces_a, pieces_b] = pieces.map_or([None, None], |pieces| pieces.map(Some));
        let side = |index: usize, place, pieces| SideView {
            name: summary.names[index].clone(),
            language: language_of(&analysis.articles[index]),
            place,
            pieces,
        };
        PassageView {
            key: match passage.class {
                Class::Narrative => "narrative",
                Class::Quote => "quote",
                Class::Boilerplate => "boilerplate",
            },
            class: match passage.class {
                Class::Narrative => "Narrative",
                Class::Quote => "Quote",
                Class::Boilerplate => "Captions and boilerplate",
            },
            extent: extent(passage),
            sides: [side(pair.a, place_a, pieces_a), side(pair.b, place_b, pieces_b)],
        }
    };
    PassagesView {
        number,
        a: summary.names[pair.a].clone(),
        b: summary.names[pair.b].clone(),
        key: pair.verdict.name(),
        verdict: pair.verdict.label(),
        extent: format!(
            "{}, {}",
            counted(pair.passages.len(), "passage"),
            counted(equal, "equal word")
        ),
        passages: longest.iter().map(|&at| view(&pair.passages[at])).collect(),
        left_out: pair.passages.len() - longest.len(),
    }
}

fn extent(passage: &Passage) -> String {
    let equal = counted(passage.matched, "equal word");
    match passage.edits.len() {
        0 => format!("{equal}, no edits"),
        edits => format!("{equal}, {}", counted(edits, "edit")),
    }
}

fn article(analysis: &Analysis, summary: &Summary, index: usize, words: bool) -> ArticleView {
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

fn language_of(article: &Article) -> Option<String> {
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

fn role(role: crate::credit::Role) -> &'static str {
    use crate::credit::Role;
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
    }
}
