//! What two pages do not share: whether it leaves room for one to have copied the other's story.

use super::{PHRASE_RUN, Reasons, Verdict};
use serde::{Deserialize, Serialize};

/// The least topical words that a page must have outside of its passages to tell what it is about.
pub const REST: usize = 8;
/// Pages less alike than this outside of their passages share copy only if it has at least
/// [`DISTANT_WORDS`] words of narrative.
pub const DISTANT: f64 = 0.03;
/// See [`DISTANT`]. Few boxes, notices and biographies have as many.
pub const DISTANT_WORDS: usize = 90;
/// What two documents have in common besides the passages they share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Topical words outside of the passages, on the side that has fewer.
    pub rest: usize,
    /// How alike the topical words outside of the passages are, 0 to 1.
    pub likeness: f64,
}

impl Relation {
    /// Whether pages so related share so many words of narrative because one copied the other's
    /// story, not because both carry a box, a notice or the same formula.
    fn explains(self, narrative: usize) -> bool {
        self.rest < REST || self.likeness >= DISTANT || narrative >= DISTANT_WORDS
    }
}

/// Lets what two pages do *not* share speak: pages about different things share no story, so what
/// stands on both is a box, a notice, a biography or a formula. Whether it did.
pub fn part(verdict: &mut Verdict, reasons: &mut Reasons) -> bool {
    let explained = |relation: Relation| relation.explains(reasons.narrative);
    if !verdict.is_shared_copy() || reasons.relation.is_none_or(explained) {
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
            (7, 0.01, 20, false),
        ];
        for (rest, likeness, narrative, parted) in rows {
            let relation = Some(Relation { rest, likeness });
            let mut reasons = Reasons { narrative, relation, ..Reasons::default() };
            let mut verdict = Verdict::PartlyShared;
            assert_eq!(part(&mut verdict, &mut reasons), parted, "{rest} {likeness} {narrative}");
            let want = if parted { Verdict::Boilerplate } else { Verdict::PartlyShared };
            assert_eq!((verdict, reasons.narrative), (want, if parted { 0 } else { narrative }));
        }
    }
}
