//! Pages that are no stories as a whole: galleries with a line or two of text, and forms, receipts and
//! notices whose few words speak to the reader.

use super::label::{Label, Page};
use super::list::SENT;
use crate::region::RegionKind;

/// A gallery has so many captions at least,
const CAPTIONS: usize = 5;
/// each of at least so many bytes,
const CAPTION: usize = 60;
/// so many times as many bytes of captions as of story,
const GALLERY: usize = 4;
/// and at most so many words of story.
const LEAD: usize = 100;
/// A page for the reader has at most so many words of story,
const WORDS: usize = 60;
/// of which most speak to the reader, or any if they are no more than these.
const FEW: usize = 40;

impl Page<'_> {
    /// Labels what is left of the story where the page as a whole is none.
    pub(super) fn label_whole(&mut self) {
        let Some(label) = self.whole() else { return };
        self.labels.iter_mut().for_each(|unit| {
            unit.get_or_insert(label);
        });
    }

    fn whole(&self) -> Option<Label> {
        let story = || (0..self.units.len()).filter(|&at| self.labels[at].is_none());
        let bytes: usize = story().map(|at| self.units[at].span.len()).sum();
        let is_caption = |at: &usize| {
            self.labels[*at].is_some_and(|(kind, _)| kind == RegionKind::Caption)
                && self.units[*at].span.len() >= CAPTION
        };
        let captions = || (0..self.units.len()).filter(is_caption);
        let captioned: usize = captions().map(|at| self.units[at].span.len()).sum();
        let words: usize = story().map(|at| self.unit_text(at).split_whitespace().count()).sum();
        let gallery = captions().count() >= CAPTIONS && captioned >= GALLERY * bytes;
        if gallery && (1..=LEAD).contains(&words) {
            return Some((RegionKind::Caption, "gallery page"));
        }
        if words == 0 || words > WORDS || story().any(|at| reports(self.unit_text(at))) {
            return None;
        }
        let spoken = story().filter(|&at| addresses(self.unit_text(at)));
        let spoken: usize = spoken.map(|at| self.units[at].span.len()).sum();
        let shares = || (0..self.units.len()).any(|at| shares(self.unit_text(at)));
        (2 * spoken > bytes || words <= FEW && (spoken > 0 || shares()))
            .then_some((RegionKind::Chrome, "page for the reader"))
    }
}

/// The words of a line, without punctuation.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
}

fn has(line: &str, known: &[&str]) -> bool {
    words(line).any(|word| known.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Whether a line speaks to the reader, in English, or says whose the page is.
fn addresses(line: &str) -> bool {
    has(line, &["you", "your", "please", "copyright"]) || line.contains(['@', '©'])
}

/// Whether a line is that of a box in which a page is sent to others, in English.
fn shares(line: &str) -> bool {
    SENT.iter().any(|sent| line.eq_ignore_ascii_case(sent))
}

/// Whether a line tells what somebody said, or who tells it, in English.
fn reports(line: &str) -> bool {
    has(line, &["said", "says", "told", "asked", "according", "i", "i'm", "i’m", "my"])
        || line.contains(['“', '”', '"'])
}

#[cfg(test)]
mod tests {
    use crate::clean::{Recurring, regions};
    use crate::document::Document;
    use crate::region::RegionKind;

    /// Whether nothing of a page is story.
    fn is_no_story(text: &str) -> bool {
        let document = Document { text: text.into(), ..Document::default() };
        regions(&document, &Recurring::default()).iter().all(|r| r.kind != RegionKind::Body)
    }

    #[test]
    fn forms_and_galleries_are_no_stories() {
        let form = "We keep your harbour letters private and never sell them to anybody at all.\n\
                    Your harbour letter was handed to the captain of the next ship.";
        assert!(is_no_story(form));
        let told = "The captain said your harbour letters are private and never sold to anybody.";
        assert!(!is_no_story(told));
        let shared =
            "Post to Facebook\nThe ferry came back to the port, and nobody knows why.\nCancelSend";
        assert!(is_no_story(shared));
        let story = "The ferry left the port at noon with sixty people and a dozen sheep on board.";
        assert!(!is_no_story(story));
        let caption = |day: usize| {
            format!("Ferry number {day} leaves the port Friday, May {day}, 2031, in Exampleton.\n")
        };
        let captions: String = (1..8).map(caption).collect();
        let lead = "The ferries of the port were shown to the town on Friday, all of them at once.";
        assert!(is_no_story(&format!("{captions}{lead}\n{captions}")));
        assert!(!is_no_story(&format!("{}\n{lead}", caption(3))));
    }
}
