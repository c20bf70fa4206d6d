//! Units → what each is, and by which rule. `None` is the story.
//!
//! First what a line says or looks like, wherever it stands; from that, where the story begins and
//! ends; then what depends on the place: headline and deck, bylines, the tail of links.

use super::pattern::{Pattern, fold_into};
use super::rule::{INDEX, LONGEST, Place, Rule, Scope};
use super::shape;
use super::unit::Unit;
use super::{bio, cut};
use crate::region::RegionKind;

/// What a unit is and the rule that says so.
pub(super) type Label = (RegionKind, &'static str);

/// Shortest unit that ends like a sentence and longest that does not, for it to count as prose.
const SHORT_PROSE: usize = 60;
const LONG_OPEN: usize = 220;

/// Longest headline, and longest line of a list of links, in bytes.
const LONGEST_HEADLINE: usize = 220;
const LONGEST_LINK: usize = 160;

/// A headline has so many lines under it at most; more are a list.
const MOST_DECKS: usize = 3;

/// A page while it is labelled.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) units: &'a [Unit],
    pub(super) labels: Vec<Option<Label>>,
    /// Rules whose pattern matched, by unit and then by the order of the tables.
    hits: Vec<(usize, u32)>,
    /// The first and the last unit of prose.
    pub(super) story: Option<(usize, usize)>,
}

/// What the units of a page are.
pub(super) struct Labelled {
    /// One for each unit; `None` is the story.
    pub(super) labels: Vec<Option<Label>>,
    /// The units that begin with a glued teaser, sorted.
    pub(super) glued: Vec<usize>,
}

/// Labels the units of a page. `title` is the headline where the source states it; `recurs` says
/// whether a unit stands on many pages of the outlet.
pub(super) fn label(
    text: &str,
    units: &[Unit],
    title: Option<&str>,
    recurs: impl Fn(&str) -> bool,
) -> Labelled {
    let labels = vec![None; units.len()];
    let mut page = Page { text, units, labels, hits: Vec::new(), story: None };
    page.hits = hits(text, units);
    page.label_shapes(recurs);
    page.find_story();
    page.label_rules();
    page.label_repeats();
    if units.len() > 1 {
        page.label_sources();
        page.label_slides();
        page.label_slide_shows();
        page.label_top(title);
        page.label_tail();
        page.label_lists();
        page.label_teasers();
        page.label_dated();
        page.label_sent();
    }
    page.label_whole();
    let glued = page.hits.iter().filter(|(_, id)| INDEX.pattern(*id).1.scope == Scope::Glued);
    Labelled { glued: glued.map(|(at, _)| *at).collect(), labels: page.labels }
}

/// Every rule that matches a unit, wherever the rule may fire; sorted, each pair once.
fn hits(text: &str, units: &[Unit]) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    let mut line = Vec::new();
    let mut folded = usize::MAX;
    let mut check = |at: usize, id: u32, found: &mut Vec<(usize, u32)>| {
        let (pattern, rule): &(Pattern, &Rule) = INDEX.pattern(id);
        let unit = units[at];
        let inside = unit.span.of(text);
        let long = inside.len() > rule.longest && !matches!(rule.scope, Scope::Glued | Scope::Box);
        if long || rule.open && unit.ended {
            return;
        }
        if folded != at {
            let mut end = inside.len().min(LONGEST);
            while !inside.is_char_boundary(end) {
                end -= 1;
            }
            fold_into(&inside[..end], &mut line);
            folded = at;
        }
        let mut matches = pattern.matches(&line);
        if !matches && rule.scope == Scope::Box && inside.len() > LONGEST {
            let mut start = inside.len() - LONGEST;
            while !inside.is_char_boundary(start) {
                start += 1;
            }
            let mut end = Vec::new();
            fold_into(&inside[start..], &mut end);
            matches = pattern.matches(&end);
        }
        if matches {
            found.push((at, id));
        }
    };
    for (at, unit) in units.iter().enumerate() {
        let inside = unit.span.of(text);
        let parts = anchor_reach(inside).into_iter().filter(|part| !part.is_empty());
        let anchored = parts.flat_map(|part| INDEX.by_anchor(part));
        for id in INDEX.by_front(inside).chain(anchored) {
            check(at, id, &mut found);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The parts of a unit in which anchors are looked for: all of a short one; of a long one the
/// front, where a bio says what its subject is, and the end, where credits stand.
fn anchor_reach(unit: &str) -> [&str; 2] {
    const PART: usize = 120;
    if unit.len() <= 2 * PART {
        return [unit, ""];
    }
    let (mut front, mut end) = (PART, unit.len() - PART);
    while !unit.is_char_boundary(front) {
        front -= 1;
    }
    while !unit.is_char_boundary(end) {
        end += 1;
    }
    [&unit[..front], &unit[end..]]
}

impl Page<'_> {
    pub(super) fn unit_text(&self, at: usize) -> &str {
        self.units[at].span.of(self.text)
    }

    /// The rules that match a unit, in the order of the tables.
    pub(super) fn rules_of(&self, at: usize) -> impl Iterator<Item = &'static Rule> + '_ {
        let start = self.hits.partition_point(|(unit, _)| *unit < at);
        let hits = self.hits[start..].iter().take_while(move |(unit, _)| *unit == at);
        hits.map(|(_, id)| INDEX.pattern(*id).1)
    }

    fn has_kind(&self, at: usize, kind: RegionKind) -> bool {
        self.rules_of(at).any(|rule| rule.kind == kind)
    }

    /// What a unit is by its shape alone, and lines that recur on the outlet's pages.
    fn label_shapes(&mut self, recurs: impl Fn(&str) -> bool) {
        let mut story_seen = false;
        for at in 0..self.units.len() {
            let unit = self.units[at];
            let text = self.unit_text(at);
            let label = if !text.contains(char::is_alphanumeric) {
                Some((RegionKind::Chrome, "no words"))
            } else if recurs(text) {
                Some((RegionKind::Chrome, "recurring line"))
            } else if unit.lines == 1 && shape::is_time(text) {
                Some((RegionKind::Chrome, "date line"))
            } else if text.len() <= 700 && shape::closes_with_picture_credit(text) {
                Some((RegionKind::Caption, "picture credit in brackets"))
            } else if text.len() <= 700 && shape::is_dated_caption(text) {
                Some((RegionKind::Caption, "dated caption"))
            } else if shape::is_weather_alert(text) {
                Some((RegionKind::Chrome, "weather alert"))
            } else if story_seen && bio::is_bio(text) {
                Some((RegionKind::Chrome, "biography"))
            } else if shape::is_box(text) {
                Some((RegionKind::Chrome, "box for the reader"))
            } else if at > 0 && (25..=500).contains(&text.len()) && text == self.unit_text(at - 1) {
                let heading = !story_seen && !unit.ended && text.len() <= LONGEST_HEADLINE;
                let label = match self.labels[at - 1] {
                    Some(label) => label,
                    None if heading => (RegionKind::Headline, "doubled headline"),
                    None => (RegionKind::Caption, "doubled line"),
                };
                self.labels[at - 1] = Some(label);
                Some(label)
            } else {
                None
            };
            story_seen |= at > 0 && self.labels[at - 1].is_none() && self.units[at - 1].ended;
            self.labels[at] = label;
        }
    }

    /// Finds the first and the last unit of prose.
    fn find_story(&mut self) {
        let mut matched = vec![false; self.units.len()];
        for (at, id) in &self.hits {
            matched[*at] |= INDEX.pattern(*id).1.scope != Scope::Glued;
        }
        let prose = |at: &usize| {
            let unit = self.units[*at];
            let long = if unit.ended { SHORT_PROSE } else { LONG_OPEN };
            self.labels[*at].is_none() && !matched[*at] && unit.span.len() >= long
        };
        let Some(mut first) = (0..self.units.len()).find(prose) else { return };
        let last = (0..self.units.len()).rfind(prose).unwrap_or(first);
        // A deck may be a sentence; the byline after it shows that the story has not begun.
        if !self.units[0].ended || first > 0 {
            let near = first + 1..(first + 4).min(self.units.len());
            let byline = near.rev().find(|at| {
                self.has_kind(*at, RegionKind::Byline)
                    && (first..*at).all(|before| self.units[before].span.len() <= 320)
            });
            if let Some(next) = byline.and_then(|at| (at..self.units.len()).find(prose)) {
                first = next;
            }
        }
        self.story = Some((first, last.max(first)));
    }

    /// Whether a rule may fire on a unit.
    fn is_place(&self, at: usize, place: Place) -> bool {
        let (top, tail) = match self.story {
            Some((first, last)) => (at < first, at > last),
            None => (true, false),
        };
        match place {
            Place::Anywhere => true,
            Place::Top => top,
            Place::Tail => tail,
            Place::Edge => top || tail,
        }
    }

    /// What the rules say.
    fn label_rules(&mut self) {
        let prose = self.prose_before();
        for at in 0..self.units.len() {
            let rule = self.rules_of(at).find(|rule| self.is_place(at, rule.place));
            let Some(rule) = rule else { continue };
            let label = (rule.kind, rule.name);
            match rule.scope {
                Scope::Glued => continue,
                Scope::Line | Scope::Box => {}
                Scope::Links(most) => self.label_links(at, most, label),
                Scope::Gallery => self.label_gallery(at, rule.name),
                Scope::Rest => {
                    let (units, bytes) = prose[at];
                    let (all_units, all_bytes) = prose[self.units.len()];
                    if all_units - units <= 1 && (all_bytes - bytes) * 8 <= bytes {
                        for rest in &mut self.labels[at..] {
                            rest.get_or_insert(label);
                        }
                        return;
                    }
                }
            }
            self.labels[at].get_or_insert(label);
        }
    }

    /// Units and bytes of unlabelled prose before each unit, and in all.
    fn prose_before(&self) -> Vec<(usize, usize)> {
        let mut total = (0, 0);
        let mut sums = vec![total];
        for (unit, label) in self.units.iter().zip(&self.labels) {
            if label.is_none() && unit.ended && unit.span.len() >= SHORT_PROSE {
                total = (total.0 + 1, total.1 + unit.span.len());
            }
            sums.push(total);
        }
        sums
    }

    /// Labels the lines after a heading of links that do not end like sentences.
    fn label_links(&mut self, at: usize, most: usize, label: Label) {
        for next in at + 1..(at + 1 + most).min(self.units.len()) {
            let unit = self.units[next];
            if unit.ended || unit.span.len() > LONGEST_LINK {
                break;
            }
            self.labels[next].get_or_insert(label);
        }
    }

    /// Lists of links to other sites: three lines in a row that close with the name of one.
    fn label_sources(&mut self) {
        let named: Vec<bool> = self
            .units
            .iter()
            .map(|unit| !unit.ended && shape::names_a_site(unit.span.of(self.text)))
            .collect();
        for at in 2..named.len() {
            if named[at - 2..=at].iter().all(|named| *named) {
                for label in &mut self.labels[at - 2..=at] {
                    label.get_or_insert((RegionKind::Chrome, "links to other sites"));
                }
            }
        }
    }

    /// Headline, deck and bare names before the story.
    fn label_top(&mut self, title: Option<&str>) {
        let first = self.story.map_or(1, |(first, _)| first);
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        let mut headline: Option<usize> = None;
        let mut decks = 0;
        for at in 0..first.max(usize::from(title.is_some())).min(self.units.len()) {
            let (unit, text) = (self.units[at], self.unit_text(at));
            if self.labels[at].is_some_and(|(kind, _)| kind == RegionKind::Headline) {
                headline = headline.or(Some(at));
            }
            if title == Some(text) {
                self.labels[at] = Some((RegionKind::Headline, "title"));
                headline = Some(at);
            } else if self.labels[at].is_some() || at >= first {
                continue;
            } else if headline.is_none() {
                let other = title.is_some_and(|title| !shape::shares_words(text, title));
                if other || !self.could_be_headline(at) {
                    if unit.ended || text.ends_with(':') || text.len() > LONGEST_LINK {
                        break;
                    }
                    self.labels[at] = Some((RegionKind::Chrome, "line at the top"));
                    continue;
                }
                self.labels[at] = Some((RegionKind::Headline, "headline"));
                headline = Some(at);
            } else if shape::is_name(text) {
                self.labels[at] = Some((RegionKind::Byline, "bare name"));
            } else if !unit.ended && text.split_whitespace().nth(3).is_none() {
                self.labels[at] = Some((RegionKind::Chrome, "fragment at the top"));
            } else if decks < MOST_DECKS && !text.ends_with(':') {
                self.labels[at] = Some((RegionKind::Headline, "deck"));
                decks += 1;
            }
        }
    }

    /// Whether a line before the story could be its headline.
    fn could_be_headline(&self, at: usize) -> bool {
        let (unit, text) = (self.units[at], self.unit_text(at));
        let asks = text.ends_with(['?', '!', '？', '！', '؟']);
        unit.lines == 1
            && text.len() <= LONGEST_HEADLINE
            && (!unit.ended || asks)
            && !text.ends_with([':', ',', ';', '-', '—'])
            && !text.starts_with(char::is_lowercase)
            && cut::dateline(text, true).is_none()
    }

    /// Links and scraps after the story, once something there is known not to be the story.
    fn label_tail(&mut self) {
        let Some((_, last)) = self.story else { return };
        let mut evidence = false;
        for at in last + 1..self.units.len() {
            match self.labels[at] {
                Some((kind, _)) => {
                    evidence |= matches!(kind, RegionKind::Chrome | RegionKind::Credit)
                }
                None if evidence
                    && !self.units[at].ended
                    && self.units[at].span.len() <= LONGEST_LINK =>
                {
                    self.labels[at] = Some((RegionKind::Chrome, "tail of the page"));
                }
                None => {}
            }
        }
    }
}
