//! Lists: lines in a row inside the story that are no prose, and teasers each with its date.

use super::label::Page;
use crate::region::RegionKind;

/// So many lines make a list.
const FEWEST_LISTED: usize = 4;

/// A line of a list is at most so long, in bytes.
const LONGEST_LISTED: usize = 160;

/// What stands before the date of a teaser, in lower case.
const STAMPS: &[&str] = &["posted", "updated", "last updated", "published"];
/// A line with the date of a teaser is at most so long, in bytes.
const LONGEST_STAMP: usize = 60;

impl Page<'_> {
    /// Teasers: two lines or more with a date after each of them.
    pub(super) fn label_teasers(&mut self) {
        let stamped = |at: &usize| {
            let stamp = self.unit_text(at + 1).to_lowercase();
            self.labels[*at].is_none()
                && stamp.len() <= LONGEST_STAMP
                && !self.units[at + 1].ended
                && STAMPS.iter().any(|word| stamp.starts_with(word))
        };
        let teasers: Vec<usize> = (0..self.units.len().saturating_sub(1)).filter(stamped).collect();
        for pair in teasers.windows(2).filter(|pair| pair[1] == pair[0] + 2) {
            pair.iter().for_each(|&at| {
                self.labels[at] = Some((RegionKind::Chrome, "teaser with its date"));
            });
        }
    }

    /// Whether a line begins like a sentence and does not end like one.
    fn is_open_line(&self, at: usize) -> bool {
        let (unit, text) = (self.units[at], self.unit_text(at));
        let begins = |c: char| c.is_lowercase() || matches!(c, '"' | '“' | '‘' | '\'' | '—' | '–');
        !unit.ended
            && unit.lines == 1
            && !text.ends_with([',', ':', ';', '-', '—', '…', '"', '”'])
            && !text.starts_with(begins)
    }

    /// Lists: four lines or more in a row that begin like sentences and do not end like them.
    pub(super) fn label_lists(&mut self) {
        let open =
            |at: usize| self.labels[at].is_none() && self.units[at].span.len() <= LONGEST_LISTED;
        let listed: Vec<bool> =
            (0..self.units.len()).map(|at| open(at) && self.is_open_line(at)).collect();
        let mut from = 0;
        for run in listed.chunk_by(|x, y| x == y) {
            if run[0] && run.len() >= FEWEST_LISTED {
                let lines = &mut self.labels[from..from + run.len()];
                lines.fill(Some((RegionKind::Chrome, "list of lines")));
            }
            from += run.len();
        }
    }
}
