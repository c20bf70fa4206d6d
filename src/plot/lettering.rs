//! Lettering: how wide a text is in the compiled-in font, and labels made to fit.
//!
//! Widths are sums of the glyphs' own advances (no kerning, no ligatures), in pixels at a font size in pixels:
//! shaped text comes out the same or a little narrower. Text stays in logical order; whoever shows the SVG does the
//! bidirectional part. Labels are hostile: no control characters, no stacks of accents, bounded length.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};
use std::sync::OnceLock;
use unicode_segmentation::UnicodeSegmentation;

/// The weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Labels, values, notes.
    Regular,
    /// Titles.
    Bold,
}

/// One face, opened for measuring.
struct Face {
    glyphs: Charmap<'static>,
    advances: GlyphMetrics<'static>,
}

impl Face {
    /// The face of `weight`; nothing if the font data does not open.
    fn of(weight: Weight) -> Option<&'static Face> {
        static REGULAR: OnceLock<Option<Face>> = OnceLock::new();
        static BOLD: OnceLock<Option<Face>> = OnceLock::new();
        let open = |bytes| {
            let font = FontRef::new(bytes).ok()?;
            let advances = font.glyph_metrics(Size::new(1.0), LocationRef::default());
            Some(Face { glyphs: font.charmap(), advances })
        };
        match weight {
            Weight::Regular => REGULAR.get_or_init(|| open(dejavu::sans::regular())).as_ref(),
            Weight::Bold => BOLD.get_or_init(|| open(dejavu::sans::bold())).as_ref(),
        }
    }

    /// Advance of one character at size 1, where the face has it.
    fn advance(&self, c: char) -> Option<f64> {
        self.advances.advance_width(self.glyphs.map(c)?).map(f64::from)
    }
}

/// Width of `text` at `size`, in pixels. A character the font lacks counts as a full square from
/// the East Asian blocks on, else as 0.7 of one.
pub(crate) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let face = Face::of(weight);
    let advance = |c: char| {
        let fallback = if c >= '\u{2e80}' { 1.0 } else { 0.7 };
        if is_joiner(c) { 0.0 } else { face.and_then(|f| f.advance(c)).unwrap_or(fallback) }
    };
    text.chars().map(advance).sum::<f64>() * size
}

/// The letters of `text` that the compiled-in font lacks, each once, in order of code points: a PNG shows
/// boxes for them unless its [`Renderer`](super::renderer::Renderer) was given a font that has them.
pub fn missing_letters(text: &str) -> String {
    let lacks = |c: &char| Face::of(Weight::Regular).is_none_or(|f| f.advance(*c).is_none());
    let shown = text.chars().filter(|&c| !is_removed(c) && !is_joiner(c) && !c.is_whitespace());
    shown.filter(lacks).collect::<std::collections::BTreeSet<char>>().into_iter().collect()
}

/// Longest label looked at, in characters; no plot has room for more.
const LONGEST: usize = 300;

/// Most characters kept of one grapheme, so that stacked accents do not climb over the plot.
const STACK: usize = 8;

/// A label fit to be shown: one line, no control or direction characters, bounded length.
pub(crate) fn clean(label: &str) -> String {
    let mut out = String::new();
    // One further than the bound, so that `fit` sees that there was more.
    let shown: String = label.chars().filter(|&c| !is_removed(c)).take(LONGEST + 1).collect();
    for word in shown.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.graphemes(true).flat_map(|g| g.chars().take(STACK)));
    }
    out
}

/// Text as it goes into the SVG: a label with right-to-left letters is set apart (Unicode
/// isolates), so that its brackets and numbers do not take the direction of the page.
pub(crate) fn isolated(text: &str) -> String {
    match text.chars().any(is_right_to_left) {
        true => format!("\u{2068}{text}\u{2069}"),
        false => text.to_owned(),
    }
}

/// `text` if it fits into `room` pixels, else its start and its end around an ellipsis, cut between
/// graphemes: the start names the outlet, the end tells two of its articles apart.
pub(crate) fn fit(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    let around = |kept: usize| {
        let head = kept - kept / 3;
        let (head, tail) = (&graphemes[..head], &graphemes[graphemes.len() - kept / 3..]);
        format!("{}…{}", head.concat().trim_end(), tail.concat().trim_start())
    };
    // The widest that fits; widths grow with what is kept, so bisect.
    let (mut fits, mut over) = (0, graphemes.len());
    while over - fits > 1 {
        let middle = fits.midpoint(over);
        match width(&around(middle), size, weight) <= room {
            true => fits = middle,
            false => over = middle,
        }
    }
    around(fits)
}

/// `text` in at most `most` lines of `room` pixels, broken at spaces into as few lines as will do, these of
/// about the same width; nothing if it does not fit.
pub(crate) fn wrap(
    text: &str,
    size: f64,
    weight: Weight,
    room: f64,
    most: usize,
) -> Option<Vec<String>> {
    let lines = filled(text, size, weight, room)?;
    if lines.len() > most {
        return None;
    }
    let narrower = [0.5, 0.6, 0.7, 0.8, 0.9].iter();
    let balanced = narrower
        .filter_map(|share| filled(text, size, weight, room * share))
        .find(|narrow| narrow.len() == lines.len());
    Some(balanced.unwrap_or(lines))
}

/// `text` in lines as full as they get; nothing if a word is wider than a line.
fn filled(text: &str, size: f64, weight: Weight, room: f64) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if width(word, size, weight) > room {
            return None;
        }
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (lines.last_mut(), longer.filter(|line| width(line, size, weight) <= room)) {
            (Some(line), Some(longer)) => *line = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    Some(lines)
}

/// Running text in lines of `room` pixels, at most `most` of them: a word too long for a line is cut, and
/// what has no place ends in an ellipsis.
pub(crate) fn paragraph(
    text: &str,
    size: f64,
    weight: Weight,
    room: f64,
    most: usize,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut line = fit(word, size, weight, room);
        while let Some(next) = words.peek() {
            let longer = format!("{line} {next}");
            if width(&longer, size, weight) > room {
                break;
            }
            line = longer;
            words.next();
        }
        if lines.len() + 1 >= most && words.peek().is_some() {
            line.push('…');
            lines.push(line);
            break;
        }
        lines.push(line);
    }
    lines
}

/// Characters that no label may bring: controls, what XML cannot hold, marks that turn the direction of text around them.
fn is_removed(c: char) -> bool {
    let controls = c.is_control() && !c.is_whitespace();
    let directions = matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    controls || directions || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}')
}

/// Characters that join or part letters and have no width.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{2066}'..='\u{2069}')
}

/// Letters of the scripts written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_cleaned_of_what_would_break_the_plot() {
        let rows = [
            ("Ynet", "Ynet"),
            ("  The\tTimes\nof  Israel ", "The Times of Israel"),
            ("a\u{0}b\u{202e}c\u{7f}\u{ffff}", "abc"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("", ""),
        ];
        for (label, want) in rows {
            assert_eq!(clean(label), want);
        }
        assert_eq!(clean(&format!("a{}", "\u{301}".repeat(5000))).chars().count(), STACK);
        assert!(clean(&"long ".repeat(1_000_000)).chars().count() <= LONGEST + 1);
    }

    #[test]
    fn cut_labels_keep_start_and_end_and_whole_graphemes() {
        let label = "archive/2021/07/20/the-harbour-gazette.txt";
        let cut = fit(label, 12.0, Weight::Regular, 120.0);
        assert!(cut.starts_with("archive/") && cut.ends_with(".txt") && cut.contains('…'), "{cut}");
        assert!(width(&cut, 12.0, Weight::Regular) <= 120.0);
        let flags = "e\u{301}".repeat(50);
        let cut = fit(&flags, 12.0, Weight::Regular, 60.0);
        assert!(cut.split('…').all(|half| half.chars().count() % 2 == 0), "{cut}");
        assert_eq!(fit("abcdef", 12.0, Weight::Regular, 1.0), "…");
    }

    #[test]
    fn lines_break_at_spaces_or_not_at_all() {
        let wrapped = |room, most| wrap("The Times of Israel", 11.0, Weight::Regular, room, most);
        assert_eq!(wrapped(66.0, 3).unwrap(), ["The Times", "of Israel"]);
        assert_eq!(wrapped(90.0, 3).unwrap(), ["The Times", "of Israel"], "lines are balanced");
        assert_eq!(wrapped(66.0, 1), None);
        assert_eq!(wrapped(20.0, 9), None);
        let cut = paragraph("one two three four five six", 12.0, Weight::Regular, 60.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…'));
    }

    #[test]
    fn letters_of_the_scripts_we_promise_are_there_and_others_are_named() {
        for text in ["Ynet", "ידיעות אחרונות", "الجزيرة", "Коммерсантъ", "Καθημερινή"]
        {
            assert_eq!(missing_letters(text), "", "{text}");
            assert!(
                text.chars().all(|c| width(c.encode_utf8(&mut [0; 4]), 1.0, Weight::Regular) > 0.0)
            );
        }
        assert_eq!(missing_letters("Asahi 朝日 日"), "日朝");
    }
}
