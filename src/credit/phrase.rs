//! Credits that need no agency's name: "Reporting by …; Editing by …", "This article was originally
//! published on …", "this story has not been edited by our staff". Document in, credits out.

use crate::credit::context::boundary;
use crate::credit::{Credit, Reason, Role, agencies, is_own};
use crate::document::Document;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// How far around a trigger a phrase is looked for, in bytes.
const BEFORE: usize = 160;
const AFTER: usize = 420;

pub(super) struct Phrase {
    /// Any of these stands in the phrase.
    pub(super) triggers: &'static [&'static str],
    /// Matched in the trigger's surroundings; a group `source` names the publisher.
    pattern: &'static str,
    role: Role,
    reason: Reason,
    agency: Option<&'static str>,
}

pub(super) const PHRASES: &[Phrase] = &[
    Phrase {
        triggers: &["eporting by "],
        pattern: r"(?:^|[\s(])Reporting by [^;\n]{2,300}; ?(?:[Aa]dditional|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslat)",
        role: Role::Author,
        reason: Reason::ReportingBy,
        agency: Some("Reuters"),
    },
    Phrase {
        triggers: &["eporting By "],
        pattern: r"(?:^|[\s(])Reporting By [^;\n]{2,300}; ?(?:[Aa]dditional|[Ww]riting|[Ee]diting)",
        role: Role::Author,
        reason: Reason::ReportingBy,
        agency: Some("Reuters"),
    },
    Phrase {
        triggers: &["diting by "],
        pattern: r"(?:\(\s*(?:Additional reporting by [^;\n]{2,300}; ?)?Editing by [^()\n]{2,120}\)|(?:reporting|[Ww]riting) by [^;\n]{2,300}; ?[Ee]diting by )",
        role: Role::Author,
        reason: Reason::ReportingBy,
        agency: Some("Reuters"),
    },
    Phrase {
        triggers: &["not been edited by"],
        pattern: r"[Tt]his (?:story|article|report|news|copy)[^.\n]{0,40} not been edited by [^\n]{0,200}",
        role: Role::Syndicated,
        reason: Reason::SyndicationLine,
        agency: None,
    },
    Phrase {
        triggers: FIRST,
        pattern: ORIGINALLY,
        role: Role::Syndicated,
        reason: Reason::SyndicationLine,
        agency: None,
    },
    Phrase {
        triggers: &["epublished "],
        pattern: r"(?:article|story|piece|post|column)\b[^.\n]{0,60}[Rr]epublished (?:here )?(?:from|with (?:the )?permission (?:of|from)|courtesy of) (?:the )?(?P<source>\p{Lu}[^\n.;:]{1,60})",
        role: Role::Syndicated,
        reason: Reason::SyndicationLine,
        agency: None,
    },
    Phrase {
        triggers: &["ead the original article"],
        pattern: r"[Rr]ead the original article(?: (?:on|at|from) (?:the )?(?P<source>\p{Lu}[^\n.;:]{1,60}))?",
        role: Role::Syndicated,
        reason: Reason::SyndicationLine,
        agency: None,
    },
];

const FIRST: &[&str] = &[
    "riginally published",
    "riginally appeared",
    "riginally posted",
    "riginally ran",
    "irst published",
    "irst appeared",
    "irst posted",
    "irst ran",
];

const ORIGINALLY: &str = r"(?:(?:(?:[Tt]his |[Tt]he following |[Aa] version of this )[^.\n]{0,60}(?:article|story|post|piece|column|report|essay|interview|commentary|op-ed|version)\b[^.\n]{0,80} |^|[\n(])(?:was |has been )?(?:[Oo]riginally|[Ff]irst) (?:published|appeared|posted|ran)(?: \w+ \d+,? \d{4},?)? (?:by|on|in|at|with|from) (?:the )?(?:(?:web)?site |blog )?(?P<source>\p{Lu}[^\n.;:,]{1,60}|(?:[a-z0-9-]+\.){1,3}(?:com|org|net|edu|co|uk|in|news)\b)|, where th(?:is|e) (?:article|story|column|piece|essay) (?:originally|first) (?:appeared|ran|was published))";

static COMPILED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    PHRASES.iter().map(|p| Regex::new(p.pattern).expect("patterns are tested")).collect()
});

/// The credit of phrase `which` whose trigger stands at `hit`, if the words around it agree.
pub(super) fn judge(document: &Document, which: usize, hit: Span) -> Option<Credit> {
    let text = document.text.as_str();
    let start = boundary(text, hit.start.saturating_sub(BEFORE));
    let end = boundary(text, hit.end + AFTER);
    let captures = COMPILED[which].captures(&text[start..end])?;
    let whole = captures.get(0)?.range();
    let source = captures.name("source").map(|m| m.as_str());
    if source.is_some_and(|s| is_date(s) || names_agency(s) || is_ours(document, s)) {
        return None;
    }
    Some(Credit {
        agency: PHRASES[which].agency.map(str::to_string),
        role: PHRASES[which].role,
        reason: PHRASES[which].reason,
        span: Span::new(start + whole.start, start + whole.end),
        inferred: false,
    })
}

/// "June 2016": when it was printed first, not where.
fn is_date(source: &str) -> bool {
    const TIMES: [&str; 19] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon",
        "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
    ];
    let word = source.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let rest = &source[word.len()..];
    let counts = rest.trim_start_matches(['.', ' ']).is_empty()
        || rest.contains(|c: char| c.is_ascii_digit());
    counts && TIMES.iter().any(|m| word.starts_with(m)) && word.len() <= 9
}

/// Whether an agency of the table is named, which the rules for names then credit.
fn names_agency(source: &str) -> bool {
    let mut forms = agencies::AGENCIES.iter().flat_map(|a| a.names.iter().chain(a.short));
    forms.any(|form| source.starts_with(form))
}

/// Whether the source is the outlet itself, by its first two words or by the outlet's whole name.
fn is_ours(document: &Document, source: &str) -> bool {
    let source = source.to_lowercase();
    let two = source.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let outlet = document.outlet.to_lowercase();
    is_own(document, &[two.as_str(), two.replace(' ', "").as_str()])
        || (!outlet.is_empty() && source.contains(&outlet))
}
