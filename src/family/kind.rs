//! Families → what the passage is, told by where it stands rather than by how often.
//!
//! A story is printed by many outlets within days; a box stands on the pages of few outlets for months. So a
//! passage is *standing* if its days are many and far apart while its outlets are few, or, where no
//! dates are known, if each of its outlets has many of its documents and it is short. A short one that is
//! in dozens of documents of each outlet on several days stands, however near the days are. A long passage of few
//! outlets that comes back within half a year is the background of a running story, not a box. A
//! formula of the trade, shorter than a sentence, is known by its days alone. What does not stand is
//! what the page of one of its longest members says it is: narrative, quotation or boilerplate.

use super::{Family, Member, Shelf};
use crate::date::Day;
use crate::region::{Region, RegionKind};
use crate::span::Span;
use rayon::prelude::*;
use serde::Serialize;

/// What a family's passage is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody's prose, printed again.
    #[default]
    Copy,
    /// What somebody said or wrote, quoted.
    Quote,
    /// Boxes, captions, notices, formulae.
    Boilerplate,
}

/// Days on which a standing passage is found, at least.
const DAYS: usize = 5;
/// Days from the first to the last, at least.
const SPAN: u32 = 60;
/// The background of a running story comes back within so many days,
const RUNNING: u32 = 180;
/// and has so many words.
const BACKGROUND: usize = 30;
/// A formula has fewer words.
const FORMULA: usize = 20;
/// Documents an outlet of a standing passage, at least.
const EACH: usize = 4;
/// The same where dates are not known.
const EACH_UNDATED: usize = 10;
/// However short the time, no outlet prints a passage of a story in so many documents on average,
const CROWD: usize = 25;
/// unless it has so many words.
const LONGEST_BOX: usize = 100;
/// Longest standing passage where dates are not known, in words.
const LONGEST_UNDATED: usize = 80;

/// Judges every family.
pub(super) fn judge(shelf: &impl Shelf, families: &mut [Family]) {
    families.par_iter_mut().for_each(|family| {
        if is_standing(shelf, family) {
            family.kind = Kind::Boilerplate;
        }
    });
    // Every page is taken apart once, and one that speaks for a family speaks for others too.
    let mut speaks = vec![false; shelf.documents()];
    let mut asked: Vec<(u32, usize, Span)> = Vec::new();
    for (at, family) in families.iter().enumerate().filter(|(_, f)| f.kind == Kind::Copy) {
        let member = spokesman(family, &speaks);
        speaks[member.document as usize] = true;
        asked.push((member.document, at, member.span));
    }
    asked.sort_unstable_by_key(|&(document, at, _)| (shelf.lies_at(document as usize), at));
    let pages: Vec<&[(u32, usize, Span)]> = asked.chunk_by(|x, y| x.0 == y.0).collect();
    let said: Vec<(usize, Kind)> = pages
        .par_iter()
        .with_max_len(64)
        .flat_map_iter(|asked| {
            let (regions, quotes) = shelf.parts(asked[0].0 as usize);
            let of = |&(_, at, span): &(u32, usize, Span)| (at, kind_of(span, &regions, &quotes));
            asked.iter().map(of).collect::<Vec<_>>()
        })
        .collect();
    for (at, kind) in said {
        families[at].kind = kind;
    }
}

/// The member whose page says what the passage is: of those with nine tenths of the most words the
/// first whose page speaks already, or else the first.
pub(super) fn spokesman<'a>(family: &'a Family, speaks: &[bool]) -> &'a Member {
    let long = |member: &&Member| 10 * member.words as usize >= 9 * family.words;
    let mut members = family.members.iter().filter(long);
    let first = members.clone().next().expect("a family has a longest member");
    members.find(|member| speaks[member.document as usize]).unwrap_or(first)
}

pub(super) fn is_standing(shelf: &impl Shelf, family: &Family) -> bool {
    let days = family.members.iter().filter_map(|member| shelf.day(member.document as usize));
    let Family { documents, outlets, words, .. } = *family;
    Spread { documents, outlets, words, places: family.members.len() }.stands(days.collect())
}

/// How widely a passage is spread.
pub(crate) struct Spread {
    /// Documents it stands in.
    pub(crate) documents: usize,
    /// Outlets that printed it.
    pub(crate) outlets: usize,
    /// Its words.
    pub(crate) words: usize,
    /// Places whose days were asked for.
    pub(crate) places: usize,
}

impl Spread {
    /// Whether a passage of this spread stands on pages for good, by the days of those of its places
    /// that are dated.
    pub(crate) fn stands(&self, mut days: Vec<Day>) -> bool {
        days.sort_unstable();
        let span = days.last().map_or(0, |last| last.distance(days[0]));
        let dated = days.len();
        days.dedup();
        if 2 * dated < self.places {
            let each = self.documents >= EACH_UNDATED * self.outlets;
            return each && self.words < LONGEST_UNDATED;
        }
        if self.documents >= CROWD * self.outlets && self.words < LONGEST_BOX && days.len() >= DAYS
        {
            return true;
        }
        if days.len() < DAYS || 2 * days.len() < dated || span < SPAN {
            return false;
        }
        let running = span < RUNNING && self.words >= BACKGROUND;
        self.words < FORMULA || (self.documents >= EACH * self.outlets && !running)
    }
}

/// What most of a member is, in bytes.
pub(super) fn kind_of(member: Span, regions: &[Region], quotes: &[Span]) -> Kind {
    let inside = |span: Span| span.end.min(member.end).saturating_sub(span.start.max(member.start));
    let other = regions.iter().filter(|region| region.kind != RegionKind::Body);
    let lost: usize = other.map(|region| inside(region.span)).sum();
    let quoted: usize = quotes.iter().map(|&quote| inside(quote)).sum();
    match member.len() {
        all if 2 * lost > all => Kind::Boilerplate,
        all if 2 * (quoted + lost) > all => Kind::Quote,
        _ => Kind::Copy,
    }
}
