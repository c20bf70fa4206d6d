//! Lists: lines in a row inside the story that are no prose, teasers each with its date, and what a box to
//! share the page repeats of it.

use super::label::Page;
use super::shape;
use crate::region::RegionKind;

/// So many lines make a list.
const FEWEST_LISTED: usize = 4;

/// A line of a list is at most so long, in bytes.
const LONGEST_LISTED: usize = 160;

/// What stands before the date of a teaser, in lower case.
const STAMPS: &[&str] = &["posted", "updated", "last updated", "published"];
/// A line with the date of a teaser is at most so long, in bytes.
const LONGEST_STAMP: usize = 60;

/// So many dates, each with a teaser, make a list of other stories.
const FEWEST_DATED: usize = 4;
/// So many units belong to one of these at most: who wrote it, when, how it begins.
const LONGEST_DATED: usize = 4;
/// The lines between which a box repeats the headline and the summary of the page it sends on.
pub(super) const SENT: [&str; 2] = ["post to facebook", "cancelsend"];

impl Page<'_> {
    /// Other stories, each with its day: dates without a time of day, at equal distances. What stands between
    /// them, the short line before the first and the one after the last are no story.
    pub(super) fn label_dated(&mut self) {
        let dated = |&at: &usize| {
            let (unit, text) = (self.units[at], self.unit_text(at));
            unit.lines == 1 && !text.contains(':') && shape::is_time(text) && has_year(text)
        };
        let dates: Vec<usize> = (0..self.units.len()).filter(dated).collect();
        let steps: Vec<usize> = dates.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mut from = 0;
        for run in steps.chunk_by(|x, y| x == y) {
            let (first, last) = (dates[from], dates[from + run.len()]);
            from += run.len();
            if run.len() + 1 < FEWEST_DATED || !(2..=LONGEST_DATED).contains(&run[0]) {
                continue;
            }
            let named = first.checked_sub(1).filter(|&at| !self.units[at].ended);
            let end = (last + 2).min(self.units.len());
            self.labels[named.unwrap_or(first)..end].iter_mut().for_each(|label| {
                label.get_or_insert((RegionKind::Chrome, "teasers with their dates"));
            });
        }
    }

    /// What a box to share the page repeats of it.
    pub(super) fn label_sent(&mut self) {
        for at in 2..self.units.len() {
            let ends = [self.unit_text(at - 2), self.unit_text(at)];
            if ends.iter().zip(SENT).all(|(line, sent)| line.eq_ignore_ascii_case(sent)) {
                self.labels[at - 1] = Some((RegionKind::Chrome, "box to share the page"));
            }
        }
    }

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

/// Whether a date names the year.
fn has_year(date: &str) -> bool {
    let numbers = date.split(|c: char| !c.is_ascii_digit());
    numbers.into_iter().any(|number| number.len() == 4)
}

#[cfg(test)]
mod tests {
    use crate::clean::{Recurring, regions};
    use crate::document::Document;
    use crate::region::RegionKind;

    /// The story of a page.
    fn story(text: &str) -> String {
        let document = Document { text: text.into(), ..Document::default() };
        let regions = regions(&document, &Recurring::default());
        let body = regions.iter().filter(|region| region.kind == RegionKind::Body);
        body.map(|region| region.span.of(text)).collect()
    }

    #[test]
    fn other_stories_with_their_dates_are_no_story() {
        let told =
            "The ferry left the port at noon with sixty people and a dozen sheep on board.\n";
        let teaser = "Ada Byte\nFriday May 02, 2031\nNobody knows who painted the old lighthouse \
                      green over the weekend, the council said.\n";
        let end = "The council meets again on Monday to hear what the painters have to say to it.";
        assert_eq!(story(&format!("{told}{}", teaser.repeat(4))), told);
        assert!(story(&format!("{told}{}{end}", teaser.repeat(5))).ends_with(end));
        assert!(story(&format!("{told}{}", teaser.repeat(2))).contains("lighthouse"), "too few");
        let digest = "9:15 a.m.\nNobody knows who painted the old lighthouse green, they say.\n";
        assert!(story(&format!("{told}{}", digest.repeat(5))).contains("lighthouse"), "times");
    }

    #[test]
    fn what_a_box_repeats_is_no_story() {
        let told =
            "The ferry left the port at noon with sixty people and a dozen sheep on board.\n";
        let more = "They came back to it in the evening, the captain and the sheep and most of the people, \
                    and told the harbour master that the fog beyond the old pier had been too thick for them.\n";
        let page = format!("{told}{more}Post to Facebook\n{told}CancelSend\n{more}{told}");
        assert_eq!(story(&page).matches("dozen sheep").count(), 2);
    }
}
