//! What two pages do not share: whether it leaves room for one to have copied the other's story.

use super::{PHRASE_RUN, Reasons, Verdict};
use serde::{Deserialize, Serialize};

/// The least topical words that a page must have outside of its passages to tell what it is about: reports of one event
/// that have fewer may share none of them.
pub const REST: usize = 30;
/// Pages less alike than this outside of their passages share copy only if it has at least
/// [`DISTANT_WORDS`] words of narrative.
pub const DISTANT: f64 = 0.03;
/// See [`DISTANT`]. Few boxes, notices and biographies have as many.
pub const DISTANT_WORDS: usize = 90;
/// What is shared is part of the story of both pages where it is at least so much alike the rest of each.
pub const BOUND: f64 = 0.02;
/// Of the names and numbers that are not shared, at most this share of one page's stands in the other too where both
/// fill in a formula.
pub const FORMULA_SAME: f64 = 0.5;
/// In at least so many places of a formula each page has a name or a number of its own,
pub const SLOTS: usize = 3;
/// and there are at most so many words of narrative for each of them.
pub const SLOT_WORDS: usize = 20;
/// Pages at least so many days apart, with other names and numbers, are two events told by one formula
pub const APART: u32 = 4;
/// if each has at least so many of its own
pub const APART_PROPER: usize = 3;
/// and at least this share of the narrative of one is the same: an agency's background is less of a long story.
pub const APART_SHARE: f64 = 0.19;
/// No formula has more words.
pub const FORMULA_WORDS: usize = 150;

/// What two documents have in common besides the passages they share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Topical words outside of the passages, on the side that has fewer.
    pub rest: usize,
    /// How alike the topical words outside of the passages are, 0 to 1.
    pub likeness: f64,
    /// How alike the topical words inside and outside of the passages are, 0 to 1, on the page where they are less so;
    /// looked at only where the pages are distant otherwise.
    pub bound: f64,
    /// Different names and numbers outside of the equal words, on the side that has fewer; counted only where
    /// slots or days leave room for a formula.
    pub proper: usize,
    /// The share of these that the other page has too, 0 to 1.
    pub same: f64,
    /// Places inside of passages where each page has a name or a number of its own.
    pub slots: usize,
    /// Days between the two, where both have a date.
    pub days: Option<u32>,
}

impl Relation {
    /// Whether pages so related share so many words of narrative because one copied the other's
    /// story, not because both carry a box, a notice or the same formula.
    fn explains(self, narrative: usize) -> bool {
        !self.is_distant() || narrative >= DISTANT_WORDS
    }

    /// Whether the pages are about different things in what they do not share.
    pub fn is_distant(self) -> bool {
        self.rest >= REST && self.likeness < DISTANT && self.bound < BOUND
    }

    /// Whether slots or days leave room for a formula.
    pub fn may_be_formula(self) -> bool {
        self.slots >= SLOTS || self.days.is_some_and(|days| days >= APART)
    }

    /// Whether the narrative they share, `share` of that of one of them, is a formula that each fills with other
    /// names and numbers, as reports of prices, results and issues are.
    pub fn is_formula(self, narrative: usize, share: f64) -> bool {
        let filled = self.slots >= SLOTS && narrative <= SLOT_WORDS * self.slots;
        let again = self.days.is_some_and(|days| days >= APART)
            && self.proper >= APART_PROPER
            && share >= APART_SHARE;
        narrative <= FORMULA_WORDS && self.same <= FORMULA_SAME && (filled || again)
    }
}

/// Lets what two pages do *not* share speak: pages about different things share no story, so what
/// stands on both is a box, a notice, a biography or a formula. Whether it did.
pub fn part(verdict: &mut Verdict, reasons: &mut Reasons) -> bool {
    let share = reasons.share_a.max(reasons.share_b);
    let is_story = |relation: Relation| {
        relation.explains(reasons.narrative) && !relation.is_formula(reasons.narrative, share)
    };
    if !verdict.is_shared_copy() || reasons.relation.is_none_or(is_story) {
        return false;
    }
    reasons.boilerplate += reasons.narrative;
    (reasons.narrative, reasons.prose) = (0, 0);
    (reasons.share_a, reasons.share_b) = (0.0, 0.0);
    let quotes = reasons.quoted >= PHRASE_RUN;
    *verdict = if quotes { Verdict::SharedQuotes } else { Verdict::Boilerplate };
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_about_different_things_share_no_story() {
        let rows = [
            (60, 0.01, 20, true),
            (60, 0.04, 20, false),
            (60, 0.01, 90, false),
            (60, 0.30, 20, false),
            (29, 0.01, 20, false),
        ];
        for (rest, likeness, narrative, parted) in rows {
            let relation = Some(Relation { rest, likeness, ..Relation::default() });
            let mut reasons = Reasons { narrative, relation, ..Reasons::default() };
            let mut verdict = Verdict::PartlyShared;
            assert_eq!(part(&mut verdict, &mut reasons), parted, "{rest} {likeness} {narrative}");
            let want = if parted { Verdict::Boilerplate } else { Verdict::PartlyShared };
            assert_eq!((verdict, reasons.narrative), (want, if parted { 0 } else { narrative }));
        }
    }

    #[test]
    fn a_formula_filled_in_is_no_story() {
        let filled = Relation { slots: 4, proper: 9, same: 0.2, ..Relation::default() };
        let again = Relation { days: Some(7), proper: 9, same: 0.2, ..Relation::default() };
        for (name, relation, narrative, share, formula) in [
            ("filled in", filled, 40, 0.6, true),
            ("a long story with new figures", filled, 90, 0.6, false),
            ("a long story retold", again, 160, 0.6, false),
            ("the same names", Relation { same: 0.8, ..filled }, 40, 0.6, false),
            ("two new figures", Relation { slots: 2, ..filled }, 20, 0.6, false),
            ("a week later about others", again, 40, 0.6, true),
            ("background a week later", again, 40, 0.1, false),
            ("a day later", Relation { days: Some(1), ..again }, 40, 0.6, false),
            ("without dates", Relation { days: None, ..again }, 40, 0.6, false),
            ("a week later about the same", Relation { same: 0.6, ..again }, 40, 0.6, false),
            ("the same a week later", Relation { proper: 0, same: 0.0, ..again }, 40, 1.0, false),
        ] {
            assert_eq!(relation.is_formula(narrative, share), formula, "{name}");
        }
    }
}
