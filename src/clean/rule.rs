//! What a rule is, and the index that finds the few rules a line could match.
//!
//! A rule's patterns see one unit of text (a line, or a paragraph of hard-wrapped text). Patterns
//! that fix the first word or two are found by their hash; the others by an Aho-Corasick
//! pass over the unit for a literal each must contain. So a text that triggers no rule pays for no pattern.

use super::pattern::{Pattern, front_hashes};
use super::rules::{LANGUAGES, entries};
use crate::literals::Literals;
use crate::region::RegionKind;
use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How much a rule labels when its pattern matches a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The unit.
    Line,
    /// The unit, and up to so many units after it that do not end a sentence: a list of links.
    Links(usize),
    /// The unit is chrome; up to six units after it are captions if a picture credit closes them.
    Gallery,
    /// The unit and all that follows, provided that hardly any prose does: one paragraph at most,
    /// of at most an eighth of the prose before.
    Rest,
    /// A teaser glued to the front of a paragraph: up to the place where a sentence starts without
    /// a space before it; the whole unit if there is no such place and it is short.
    Glued,
    /// The unit, however long: its front or its end is what the pattern sees.
    Box,
}

/// Where on the page a rule may fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Anywhere.
    Anywhere,
    /// Before the first paragraph of the story.
    Top,
    /// After the last paragraph of the story.
    Tail,
    /// Before the first or after the last.
    Edge,
}

/// A row of a language's table: patterns that tell what a line is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// What `wirecopy regions` shows as the reason.
    pub name: &'static str,
    /// What the line is.
    pub kind: RegionKind,
    /// How much the rule labels.
    pub scope: Scope,
    /// Where it may fire.
    pub place: Place,
    /// Whether it needs a line that does not end like a sentence.
    pub open: bool,
    /// Longest unit it may fire on, in bytes.
    pub longest: usize,
    /// The patterns, separated by `;`; see the module `pattern` for their language.
    pub patterns: &'static str,
}

impl Rule {
    /// A rule that labels single lines anywhere on the page.
    pub(super) const fn line(name: &'static str, kind: RegionKind, patterns: &'static str) -> Rule {
        let (scope, place) = (Scope::Line, Place::Anywhere);
        Rule { name, kind, scope, place, open: false, longest: 300, patterns }
    }

    /// The same for chrome.
    pub(super) const fn chrome(name: &'static str, patterns: &'static str) -> Rule {
        Rule::line(name, RegionKind::Chrome, patterns)
    }

    /// With another scope.
    pub(super) const fn scope(mut self, scope: Scope) -> Rule {
        self.scope = scope;
        self
    }

    /// Confined to a place on the page.
    pub(super) const fn at(mut self, place: Place) -> Rule {
        self.place = place;
        self
    }

    /// Only for lines that do not end like a sentence.
    pub(super) const fn open(mut self) -> Rule {
        self.open = true;
        self
    }

    /// With another length limit, in bytes; [`LONGEST`] at most.
    pub(super) const fn longest(mut self, bytes: usize) -> Rule {
        self.longest = bytes;
        self
    }
}

/// No rule looks at longer units, save for those of [`Scope::Glued`], which look at their front,
/// and of [`Scope::Box`].
pub(super) const LONGEST: usize = 900;

/// All tables, compiled.
pub(super) struct Index {
    patterns: Vec<(Pattern, &'static Rule)>,
    by_front: FxHashMap<u64, Vec<u32>>,
    anchors: Literals,
    anchored: Vec<u32>,
}

/// The index over all languages: pages mix them, and whole-line patterns rarely clash.
pub(super) static INDEX: LazyLock<Index> =
    LazyLock::new(|| Index::of(LANGUAGES.iter().flat_map(|language| language.rules)));

impl Index {
    /// Compiles rules.
    fn of(rules: impl Iterator<Item = &'static Rule>) -> Index {
        let mut patterns = Vec::new();
        let mut by_front: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let (mut anchors, mut anchored) = (Vec::new(), Vec::new());
        for rule in rules {
            for source in entries(rule.patterns) {
                let pattern = Pattern::of(source);
                let id = patterns.len() as u32;
                match pattern
                    .first_words()
                    .and_then(|words| front_hashes(&words).into_iter().flatten().last())
                {
                    Some(hash) => by_front.entry(hash).or_default().push(id),
                    None => {
                        anchors.push(pattern.anchor());
                        anchored.push(id);
                    }
                }
                patterns.push((pattern, rule));
            }
        }
        let how = AhoCorasick::builder().ascii_case_insensitive(true).clone();
        Index { patterns, by_front, anchors: Literals::of(anchors, how), anchored }
    }

    /// Ids of the patterns whose first word or two are those of `text`.
    pub(super) fn by_front(&self, text: &str) -> impl Iterator<Item = u32> + '_ {
        let keys = front_hashes(text).into_iter().flatten();
        keys.filter_map(|key| self.by_front.get(&key)).flatten().copied()
    }

    /// Ids of the other patterns whose anchor stands in `text`, once for each place.
    pub(super) fn by_anchor<'a>(&'a self, text: &'a str) -> impl Iterator<Item = u32> + 'a {
        let hits = self.anchors.automaton(text.len()).find_overlapping_iter(text);
        hits.map(|hit| self.anchored[hit.pattern().as_usize()])
    }

    /// The pattern of an id and its rule.
    pub(super) fn pattern(&self, id: u32) -> &(Pattern, &'static Rule) {
        &self.patterns[id as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_lower_case_and_has_a_word_to_be_found_by() {
        for rule in LANGUAGES.iter().flat_map(|language| language.rules) {
            assert!(rule.longest <= LONGEST, "{}", rule.name);
            for pattern in entries(rule.patterns) {
                assert_eq!(pattern, pattern.to_lowercase(), "{}", rule.name);
                let compiled = Pattern::of(pattern);
                let found = compiled.first_words().is_some() || !compiled.anchor().is_empty();
                assert!(found, "{}: {pattern}", rule.name);
            }
        }
    }
}
