//! Galleries: which lines of a page are captions by what stands around them.
//!
//! A gallery is told by its button, its counter ("3 of 12"), its captions that come again, and the
//! photographers' names under them.

use super::label::Page;
use super::shape;
use crate::region::RegionKind;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Longest caption of a slide show, in bytes.
const LONGEST_CAPTION: usize = 700;

/// What closes each caption of some slide shows, before its number.
const CLOSER: &str = "Hide Caption ";
/// A caption of those is at most so many paragraphs.
const MOST_BETWEEN: usize = 6;

/// Whether somebody's handle stands in brackets.
fn holds_handle(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'@', bytes).any(|at| at > 0 && bytes[at - 1] == b'(')
}

impl Page<'_> {
    /// Labels the lines after a gallery's button up to the picture credit as captions.
    pub(super) fn label_gallery(&mut self, at: usize, name: &'static str) {
        let near = at + 1..(at + 7).min(self.units.len());
        let credit = near.clone().find(|next| {
            self.rules_of(*next).any(|rule| rule.name == "picture credit")
                || self.labels[*next].is_some_and(|(_, rule)| rule == "picture credit in brackets")
        });
        for next in near.take_while(|next| credit.is_some_and(|credit| *next <= credit)) {
            self.labels[next] = Some((RegionKind::Caption, name));
        }
    }

    /// Captions of a gallery: lines that stand three times on the page, or twice with a name under
    /// them, and the names under these. A page that holds its story twice is left alone, and so
    /// are lines that stand before the story, which often repeat its first sentence.
    pub(super) fn label_repeats(&mut self) {
        let Some((first, _)) = self.story else { return };
        let mut lines: Vec<(&str, usize)> = (first..self.units.len())
            .filter(|at| self.labels[*at].is_none() && self.units[*at].span.len() >= 40)
            .map(|at| (self.unit_text(at), at))
            .filter(|(text, _)| !holds_handle(text))
            .collect();
        lines.sort_unstable();
        let signed =
            |at: usize| at + 1 < self.units.len() && shape::is_name(self.unit_text(at + 1));
        let repeats = lines
            .chunk_by(|x, y| x.0 == y.0)
            .filter(|run| run.len() > 2 || run.len() == 2 && run.iter().any(|(_, at)| signed(*at)));
        let repeats: Vec<usize> = repeats.flatten().map(|(_, at)| *at).collect();
        let bytes = |at: &usize| self.units[*at].span.len();
        if repeats.iter().map(bytes).sum::<usize>() * 3
            <= lines.iter().map(|(text, _)| text.len()).sum()
        {
            for at in repeats {
                self.labels[at] = Some((RegionKind::Caption, "repeated line"));
            }
        }
        for at in 1..self.units.len() {
            let captioned = self.labels[at - 1]
                .is_some_and(|(kind, rule)| kind == RegionKind::Caption && rule != "gallery");
            if captioned && self.labels[at].is_none() && shape::is_name(self.unit_text(at)) {
                self.labels[at] = Some((RegionKind::Caption, "name under a caption"));
            }
        }
    }

    /// Slide shows that state after each caption how many there are: what stands between two such
    /// places, and before the first from its heading, are captions too.
    pub(super) fn label_slide_shows(&mut self) {
        static CLOSERS: LazyLock<Finder> = LazyLock::new(|| Finder::new(CLOSER));
        let mut cue: Option<usize> = None;
        for at in 0..self.units.len() {
            let text = self.unit_text(at);
            let heads = text.starts_with("Photos: ");
            let closes = text.len() > CLOSER.len() && CLOSERS.find(text.as_bytes()).is_some();
            if closes {
                let from = cue.filter(|cue| at - cue <= MOST_BETWEEN).unwrap_or(at);
                self.labels[from..=at].fill(Some((RegionKind::Caption, "slide")));
            }
            if heads || closes {
                cue = Some(at);
            }
        }
    }

    /// Captions of a slide show: the line after a counter, and what goes on in the same way, a
    /// paragraph and a name in turn.
    pub(super) fn label_slides(&mut self) {
        let mut shown = false;
        for at in 1..self.units.len() {
            let counted = shape::is_counter(self.unit_text(at - 1));
            shown |= counted;
            if self.labels[at].is_some() || self.units[at].span.len() > LONGEST_CAPTION {
                continue;
            }
            let signed =
                self.units.get(at + 1).is_some_and(|next| shape::is_name(next.span.of(self.text)));
            let before = |back: usize| {
                at.checked_sub(back).and_then(|at| self.labels[at]).map(|(_, rule)| rule)
            };
            let goes_on = match before(1) {
                Some("name under a caption") => true,
                // A button of the slide show stands between.
                Some("share bar") => before(2) == Some("name under a caption"),
                _ => false,
            };
            let next = self.labels.get(at + 1).copied().flatten();
            let captioned = shown && next.is_some_and(|(kind, _)| kind == RegionKind::Caption);
            if counted || goes_on && (signed || captioned) {
                self.labels[at] = Some((RegionKind::Caption, "slide"));
                if signed {
                    self.labels[at + 1] = Some((RegionKind::Caption, "name under a caption"));
                }
            }
        }
    }
}
