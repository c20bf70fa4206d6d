//! Where agencies are named: text in, groups of mentions out, in the order of the text.
//!
//! One pass of an Aho–Corasick automaton (Aho, Corasick 1975) over the text finds every form of
//! every agency, longest first, so that text without a name costs that pass and nothing else.
//! Mentions joined by "and", a comma or a slash form one group, and rules see the words around the group.

use crate::credit::agencies::{AGENCIES, Agency, Kind, LocalAgency, NOT_AGENCIES};
use crate::credit::context::boundary;
use crate::credit::phrase::PHRASES;
use crate::literals::Literals;
use crate::span::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::{Arc, LazyLock};

/// How far back the beginning of an address is looked for, in bytes.
const ADDRESS: usize = 200;

/// How many agencies one group holds at most.
const TOGETHER: usize = 12;

/// One agency, named once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention<'a> {
    pub(super) agency: Known<'a>,
    pub(super) span: Span,
    /// The form is ambiguous: only a dateline or a picture credit makes it an agency.
    pub(super) strict: bool,
}

/// An agency of the built-in table or of the corpus.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known<'a> {
    Table(&'static Agency),
    Local(&'a LocalAgency),
}

impl<'a> Known<'a> {
    pub(super) fn name(self) -> &'a str {
        match self {
            Known::Table(agency) => agency.name,
            Known::Local(agency) => &agency.name,
        }
    }

    pub(super) fn kind(self) -> Kind {
        match self {
            Known::Table(agency) => agency.kind,
            Known::Local(_) => Kind::Wire,
        }
    }

    pub(super) fn outlets(self) -> &'static [&'static str] {
        match self {
            Known::Table(agency) => agency.outlets,
            Known::Local(_) => &[],
        }
    }
}

/// Agencies named together: "Reuters and AFP", "Kyodo/Reuters". Never empty.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    pub(super) members: Vec<Mention<'a>>,
    /// From the first to the last, with an abbreviation in brackets that repeats the last.
    pub(super) span: Span,
    /// Joined by a slash somewhere.
    pub(super) slashed: bool,
}

/// What a pattern of the automaton says.
#[derive(Clone, Copy, Debug)]
enum Form {
    Name(usize),
    Short(usize),
    Strict(usize),
    Homonym(usize),
    NotAgency,
    Phrase(usize),
}

/// All that one pass over a text finds.
pub(super) struct Found<'a> {
    /// Groups of agencies.
    pub(super) groups: Vec<Group<'a>>,
    /// Triggers of [`PHRASES`]: which phrase, and where the trigger stands.
    pub(super) phrases: Vec<(usize, Span)>,
}

#[derive(Debug)]
struct Automaton {
    search: Literals,
    forms: Vec<Form>,
    local: Vec<LocalAgency>,
}

/// The agencies that can be credited: the built-in table, and those a corpus adds.
#[derive(Clone, Debug)]
pub struct Directory(Arc<Automaton>);

static BUILT_IN: LazyLock<Directory> = LazyLock::new(|| Directory::with(Vec::new()));

impl Default for Directory {
    fn default() -> Directory {
        BUILT_IN.clone()
    }
}

impl Directory {
    /// No agency at all, where nobody asks for credits: they are then found in no text.
    pub fn none() -> Directory {
        let search = Literals::of(Vec::new(), AhoCorasick::builder());
        Directory(Arc::new(Automaton { search, forms: Vec::new(), local: Vec::new() }))
    }

    /// The built-in table and these. A number of an agency is its row, in the table first.
    pub fn with(local: Vec<LocalAgency>) -> Directory {
        let (mut patterns, mut forms) = (Vec::new(), Vec::new());
        let mut add = |pattern: String, form| {
            patterns.push(pattern);
            forms.push(form);
        };
        for (i, agency) in AGENCIES.iter().enumerate() {
            for name in agency.names {
                add((*name).to_string(), Form::Name(i));
                let capitals = name.to_uppercase();
                if capitals != *name && capitals.len() > 4 {
                    add(capitals, Form::Name(i));
                }
            }
            agency.short.iter().for_each(|s| add((*s).to_string(), Form::Short(i)));
            agency.strict.iter().for_each(|s| add((*s).to_string(), Form::Strict(i)));
            agency.homonyms.iter().for_each(|s| add((*s).to_string(), Form::Homonym(i)));
        }
        for (i, agency) in local.iter().enumerate() {
            let spellings = agency.full.iter().chain([&agency.name]).filter(|s| !s.is_empty());
            spellings.for_each(|s| add(s.clone(), Form::Name(AGENCIES.len() + i)));
        }
        NOT_AGENCIES.iter().for_each(|s| add((*s).to_string(), Form::NotAgency));
        for (i, phrase) in PHRASES.iter().enumerate() {
            phrase.triggers.iter().for_each(|s| add((*s).to_string(), Form::Phrase(i)));
        }
        let how = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).clone();
        let search = Literals::of(patterns, how);
        Directory(Arc::new(Automaton { search, forms, local }))
    }

    fn agency(&self, number: usize) -> Known<'_> {
        match AGENCIES.get(number) {
            Some(agency) => Known::Table(agency),
            None => Known::Local(&self.0.local[number - AGENCIES.len()]),
        }
    }
}

/// Every group of agencies and every trigger of a phrase in `text`.
pub(super) fn scan<'a>(text: &str, directory: &'a Directory) -> Found<'a> {
    let automaton = &*directory.0;
    let (mut mentions, mut phrases) = (Vec::new(), Vec::new());
    let mut clash = vec![false; AGENCIES.len() + automaton.local.len()];
    for found in automaton.search.automaton(text.len()).find_iter(text) {
        let (agency, strict, short) = match automaton.forms[found.pattern().as_usize()] {
            Form::Name(i) => (i, false, false),
            Form::Short(i) => (i, false, true),
            Form::Strict(i) => (i, true, false),
            Form::Homonym(i) => {
                clash[i] = true;
                continue;
            }
            Form::NotAgency => continue,
            Form::Phrase(i) => {
                phrases.push((i, Span::new(found.start(), found.end())));
                continue;
            }
        };
        let span = Span::new(found.start(), found.end());
        if stands_alone(text, span) {
            mentions.push((agency, strict, short, span));
        }
    }
    let mentions = mentions.into_iter().map(|(i, strict, short, span)| Mention {
        agency: directory.agency(i),
        span,
        strict: strict || (short && clash[i]),
    });
    let mut groups: Vec<Group<'_>> = Vec::new();
    for mention in mentions {
        if let Some(group) = groups.last_mut() {
            let between = &text[group.span.end..mention.span.start];
            let last = group.members[group.members.len() - 1];
            let bracket = matches!(between.trim(), "(" | "（" | "[");
            if bracket && last.agency.name() == mention.agency.name() {
                let close = text[mention.span.end..].starts_with([')', ']']);
                group.span.end = mention.span.end + usize::from(close);
                continue;
            }
            if group.members.len() < TOGETHER && joins(between) {
                group.members.push(mention);
                group.slashed |= between.contains('/');
                group.span.end = mention.span.end;
                continue;
            }
        }
        groups.push(Group { members: vec![mention], span: mention.span, slashed: false });
    }
    Found { groups, phrases }
}

/// What stands right before the name of who took a picture.
const CAPTIONED: &[&str] = &["hoto: ", "mage: ", "redit: "];

/// Whether nothing glued to the name makes it part of a longer word, a handle or an address.
fn stands_alone(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let lower = span.of(text).starts_with(char::is_lowercase);
    // Scripts without spaces glue every word to the next.
    let spaced = |c: char| {
        !('\u{2e80}'..='\u{9fff}').contains(&c) && !('\u{ac00}'..='\u{d7a3}').contains(&c)
    };
    let glued = |c: char| (c.is_alphanumeric() || c == '_') && spaced(c);
    if before
        .chars()
        .next_back()
        .is_some_and(|c| glued(c) || matches!(c, '@' | '#') || (c == '.' && lower))
    {
        return false;
    }
    let near = &before[boundary(before, before.len().saturating_sub(ADDRESS))..];
    let word = near.rsplit(char::is_whitespace).next().unwrap_or("");
    if word.contains("://") || word.contains("www.") {
        return false;
    }
    // The next paragraph may be glued to a caption.
    let mut sentence = after.chars();
    let captioned = CAPTIONED.iter().any(|front| before.ends_with(front));
    if captioned
        && sentence.next().is_some_and(char::is_uppercase)
        && sentence.next().is_some_and(char::is_lowercase)
    {
        return true;
    }
    let mut next = after.chars();
    match next.next() {
        Some(c) if glued(c) => false,
        Some('.' | '-') => !next.next().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit()),
        _ => true,
    }
}

/// Whether two names with this between them are credited together.
fn joins(between: &str) -> bool {
    if between.len() > 12 || between.contains('\n') {
        return false;
    }
    let mut words = between
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|' | '+' | '&' | '،'))
        .filter(|w| !w.is_empty());
    words
        .all(|w| matches!(w, "and" | "or" | "the" | "The" | "und" | "et" | "y" | "e" | "и" | "via"))
        && between.chars().any(|c| !c.is_whitespace())
}
