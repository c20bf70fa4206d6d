//! Comparisons → who prints what of whom: shares from outlet to outlet, with their denominators.
//!
//! Documents and pairs are handed over one by one, so that a run larger than memory is summed up too;
//! their order changes nothing. A document counts once for each outlet it shares wire copy with, and a
//! word once however many documents of that outlet have it. Memory is linear in what is shared: a few
//! stretches for each document and each outlet it shares copy with.

use crate::analysis::{Analysis, Comparison, Passage};
use crate::article::Article;
use crate::date::Day;
use crate::region::Class;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Which dates take part. As soon as any is set, documents without a readable date take no part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Only pairs whose dates are at most so many days apart.
    pub days: Option<u32>,
    /// Only documents of this day and later.
    pub from: Option<Day>,
    /// Only documents of this day and earlier.
    pub to: Option<Day>,
}

/// What outlet `x` shares with outlet `y`, seen from `x`. A pair of documents counts if it shares wire
/// copy: wholly or partly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// The outlet whose documents and words are counted.
    pub x: String,
    /// The outlet they are shared with; `x` itself for what it prints more than once.
    pub y: String,
    /// Documents of `x` that take part.
    pub documents_x: usize,
    /// Documents of `y` that take part.
    pub documents_y: usize,
    /// Documents of `x` without a readable date.
    pub undated_x: usize,
    /// Documents of `x` that share copy with any of `y`.
    pub shared_x: usize,
    /// Narrative words of the documents of `x` that take part.
    pub words_x: usize,
    /// Those of them that stand in shared narrative with any document of `y`.
    pub shared_words_x: usize,
    /// Pairs of a document of `x` and one of `y` that share copy.
    pub pairs: usize,
    /// Pairs in which the one of `x` is dated before; within one outlet, all of different dates.
    pub x_first: usize,
    /// Pairs in which the one of `y` is dated before.
    pub y_first: usize,
    /// Pairs of one day.
    pub same_day: usize,
    /// Pairs in which a date is missing.
    pub undated_pairs: usize,
}

/// The sums of a run, growing.
#[derive(Debug, Default)]
pub struct Outlets {
    window: Window,
    numbers: FxHashMap<String, u32>,
    totals: Vec<Total>,
    members: Vec<Member>,
    /// By outlets, the smaller number first.
    ties: FxHashMap<(u32, u32), Tie>,
    stretches: Vec<Stretch>,
    /// How many stretches may pile up before they are merged.
    room: usize,
}

/// What two documents share that counts: narrative, as tokens of both.
#[derive(Clone, Debug)]
pub struct Shared {
    a: u32,
    b: u32,
    in_a: Vec<Range<u32>>,
    in_b: Vec<Range<u32>>,
}

/// A document.
#[derive(Clone, Copy, Debug)]
struct Member {
    outlet: u32,
    day: Option<Day>,
    /// Whether it takes part.
    counts: bool,
}

/// An outlet.
#[derive(Clone, Copy, Debug, Default)]
struct Total {
    documents: usize,
    undated: usize,
    words: usize,
}

/// The pairs of two outlets.
#[derive(Clone, Copy, Debug, Default)]
struct Tie {
    pairs: usize,
    /// By the document of the outlet with the smaller number.
    first: usize,
    second: usize,
    same_day: usize,
    undated: usize,
}

/// Tokens of a document that an outlet has too. One that is empty says no more than that they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    document: u32,
    outlet: u32,
    start: u32,
    end: u32,
}

/// Stretches that may pile up in any case.
const ROOM: usize = 1 << 16;

/// The flows of all of a run.
pub fn flows(analysis: &Analysis, window: Window) -> Vec<Flow> {
    let mut outlets = Outlets::new(window);
    analysis.articles.iter().for_each(|article| outlets.add(article));
    for pair in &analysis.comparisons {
        let (a, b) = (&analysis.articles[pair.a], &analysis.articles[pair.b]);
        Shared::of(a, b, pair).iter().for_each(|shared| outlets.count(shared));
    }
    outlets.flows()
}

impl Outlets {
    /// No documents yet.
    pub fn new(window: Window) -> Outlets {
        Outlets { window, room: ROOM, ..Outlets::default() }
    }

    /// Adds a document; the first is the one that comparisons call 0, and so on.
    pub fn add(&mut self, article: &Article) {
        let [words, ..] = article.words();
        self.add_document(&article.outlet, article.date.as_deref().and_then(Day::of), words);
    }

    /// Adds a document of so many narrative words.
    pub fn add_document(&mut self, outlet: &str, day: Option<Day>, words: usize) {
        let outlet = match self.numbers.get(outlet) {
            Some(&number) => number,
            None => {
                self.numbers.insert(outlet.to_owned(), self.totals.len() as u32);
                self.totals.push(Total::default());
                self.totals.len() as u32 - 1
            }
        };
        let Window { days, from, to } = self.window;
        let counts = match day {
            Some(day) => from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to),
            None => days.is_none() && from.is_none() && to.is_none(),
        };
        let total = &mut self.totals[outlet as usize];
        total.undated += usize::from(day.is_none());
        if counts {
            total.documents += 1;
            total.words += words;
        }
        self.members.push(Member { outlet, day, counts });
    }

    /// Counts a pair of documents that were added.
    ///
    /// # Panics
    /// If one was not added.
    pub fn count(&mut self, shared: &Shared) {
        let [x, y] = [shared.a, shared.b].map(|number| self.members[number as usize]);
        if !x.counts || !y.counts {
            return;
        }
        let dates = x.day.zip(y.day);
        let near = |days| dates.is_some_and(|(x, y)| x.distance(y) <= days);
        if self.window.days.is_some_and(|days| !near(days)) {
            return;
        }
        let tie = self.ties.entry((x.outlet.min(y.outlet), x.outlet.max(y.outlet))).or_default();
        tie.pairs += 1;
        match dates {
            None => tie.undated += 1,
            Some((day_x, day_y)) if day_x == day_y => tie.same_day += 1,
            Some((day_x, day_y)) => {
                let before = if day_x < day_y { x.outlet } else { y.outlet };
                match before <= x.outlet.min(y.outlet) {
                    true => tie.first += 1,
                    false => tie.second += 1,
                }
            }
        }
        let mut stretch = |document, outlet, range: &Range<u32>| {
            self.stretches.push(Stretch { document, outlet, start: range.start, end: range.end });
        };
        stretch(shared.a, y.outlet, &(0..0));
        stretch(shared.b, x.outlet, &(0..0));
        shared.in_a.iter().for_each(|range| stretch(shared.a, y.outlet, range));
        shared.in_b.iter().for_each(|range| stretch(shared.b, x.outlet, range));
        if self.stretches.len() > self.room {
            self.merge();
            self.room = ROOM.max(2 * self.stretches.len());
        }
    }

    /// Joins stretches that overlap or touch.
    fn merge(&mut self) {
        self.stretches.sort_unstable();
        self.stretches.dedup_by(|next, last| {
            let joins = (next.document, next.outlet) == (last.document, last.outlet)
                && next.start <= last.end;
            if joins {
                last.end = last.end.max(next.end);
            }
            joins
        });
    }

    /// The flows in both directions between all outlets that share copy, by `x`, then `y`.
    pub fn flows(mut self) -> Vec<Flow> {
        self.merge();
        let mut names = vec![String::new(); self.totals.len()];
        for (name, number) in self.numbers {
            names[number as usize] = name;
        }
        let mut shared: FxHashMap<(u32, u32), [usize; 2]> = FxHashMap::default();
        for same in self.stretches.chunk_by(|x, y| (x.document, x.outlet) == (y.document, y.outlet))
        {
            let outlet = self.members[same[0].document as usize].outlet;
            let [documents, words] = shared.entry((outlet, same[0].outlet)).or_default();
            *documents += 1;
            *words +=
                same.iter().map(|stretch| (stretch.end - stretch.start) as usize).sum::<usize>();
        }
        let mut flows: Vec<Flow> = shared
            .into_iter()
            .map(|((x, y), [shared_x, shared_words_x])| {
                let tie = self.ties.get(&(x.min(y), x.max(y))).copied().unwrap_or_default();
                let total = self.totals[x as usize];
                let (x_first, y_first) =
                    if x <= y { (tie.first, tie.second) } else { (tie.second, tie.first) };
                Flow {
                    x: names[x as usize].clone(),
                    y: names[y as usize].clone(),
                    documents_x: total.documents,
                    documents_y: self.totals[y as usize].documents,
                    undated_x: total.undated,
                    shared_x,
                    words_x: total.words,
                    shared_words_x,
                    pairs: tie.pairs,
                    x_first,
                    y_first,
                    same_day: tie.same_day,
                    undated_pairs: tie.undated,
                }
            })
            .collect();
        flows.sort_unstable_by(|p, q| (&p.x, &p.y).cmp(&(&q.x, &q.y)));
        flows
    }
}

impl Shared {
    /// What these articles share, if it is wire copy.
    pub fn of(a: &Article, b: &Article, pair: &Comparison) -> Option<Shared> {
        if !pair.verdict.is_shared_copy() {
            return None;
        }
        let (a_index, b_index) = (pair.a as u32, pair.b as u32);
        let mut shared = Shared { a: a_index, b: b_index, in_a: Vec::new(), in_b: Vec::new() };
        for passage in pair.passages.iter().filter(|found| found.class == Class::Narrative) {
            shared.extend(passage, a, b);
        }
        Some(shared)
    }

    /// Adds the tokens that a passage shares as narrative; of one found as rewritten, which has no
    /// equal runs, all narrative inside it.
    fn extend(&mut self, passage: &Passage, a: &Article, b: &Article) {
        let classes = [&a.fingerprint.classes, &b.fingerprint.classes];
        if passage.runs.is_empty() {
            let own = |classes: &[Class], tokens: Range<usize>| {
                let narrative = tokens.filter(|&at| classes[at] == Class::Narrative);
                narrative.map(|at| at as u32..at as u32 + 1).collect::<Vec<_>>()
            };
            self.in_a.extend(own(classes[0], a.tokens(passage.a)));
            self.in_b.extend(own(classes[1], b.tokens(passage.b)));
        }
        for &(in_a, in_b, length) in &passage.runs {
            let shared = |at: usize| {
                classes[0][in_a + at].shared_with(classes[1][in_b + at]) == Class::Narrative
            };
            let mut at = 0;
            while at < length {
                let end = (at..length).find(|&next| !shared(next)).unwrap_or(length);
                if at < end {
                    self.in_a.push((in_a + at) as u32..(in_a + end) as u32);
                    self.in_b.push((in_b + at) as u32..(in_b + end) as u32);
                }
                at = end + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
