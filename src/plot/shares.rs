//! Shares: for each pair, how many words it shares of each class, as one stacked bar.
//!
//! In: pairs with their counts and verdicts. Out: SVG. A reader sees at once whether what two outlets share is
//! narrative (copy) or quotes. Bars start at zero and have one scale; pairs that share nothing are counted, not drawn.

use super::canvas::{Anchor, Canvas, Text};
use super::colour::{Theme, ink_on};
use super::frame::{self, MARGIN, class_keys, grouped};
use super::lettering::{Weight, clean, fit, width};
use crate::region::Class;

/// What one pair shares.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share<'a> {
    /// Name of the first side.
    pub a: &'a str,
    /// Name of the second side.
    pub b: &'a str,
    /// Words they share, by class in the order of [`Class::ALL`].
    pub words: [usize; 3],
    /// The verdict, as the reader shall see it.
    pub verdict: &'a str,
}

impl Share<'_> {
    fn total(&self) -> usize {
        self.words.iter().fold(0, |sum, &words| sum.saturating_add(words))
    }

    /// Words of the story first, then the copy among them, then what stands around it.
    fn rank(&self) -> [usize; 3] {
        let [narrative, quotes, boilerplate] = self.words;
        [narrative.saturating_add(quotes), narrative, boilerplate]
    }
}

/// What the plot of shares shows.
#[derive(Clone, Copy, Debug)]
pub struct Shares<'a> {
    /// The pairs, in any order: the plot puts those first that share most narrative and quotes.
    pub pairs: &'a [Share<'a>],
    /// Most pairs drawn; the rest is counted.
    pub most: usize,
    /// What the plot shows, best as a statement.
    pub title: &'a str,
    /// What counts as shared, k, corpus.
    pub subtitle: &'a str,
    /// The paper.
    pub theme: Theme,
}

impl<'a> Shares<'a> {
    /// A plot of the 20 pairs that share most, without titles.
    pub fn of(pairs: &'a [Share<'a>]) -> Shares<'a> {
        Shares { pairs, most: 20, title: "", subtitle: "", theme: Theme::default() }
    }
}

/// Width of the plot, in pixels: one that a phone still shows legibly.
const WIDE: f64 = 520.0;
/// Height of a pair: a line of text over a bar.
const ROW: f64 = 44.0;
/// Height of a bar.
const BAR: f64 = 16.0;

/// The SVG of a plot of shares.
pub fn shares(input: &Shares<'_>) -> String {
    let theme = input.theme;
    let mut pairs: Vec<&Share<'_>> = input.pairs.iter().filter(|p| p.total() > 0).collect();
    pairs.sort_by(|x, y| y.rank().cmp(&x.rank()).then_with(|| (x.a, x.b).cmp(&(y.a, y.b))));
    let sharing = pairs.len();
    pairs.truncate(input.most);

    let mut canvas = Canvas::new(theme);
    let y = frame::header(&mut canvas, theme, input.title, input.subtitle, WIDE);
    let y = frame::keys(&mut canvas, theme, &class_keys(theme), (MARGIN, y), WIDE);
    let mut y = y + 8.0;
    let longest = pairs.iter().map(|p| p.total()).max().unwrap_or(1);
    for pair in &pairs {
        row(&mut canvas, theme, pair, longest, y);
        y += ROW;
    }
    let notes = remarks(input.pairs.len(), sharing, pairs.len());
    let y = frame::notes(&mut canvas, theme, &notes, y, WIDE);
    let label = format!("{}. {}", clean(input.title), clean(input.subtitle));
    canvas.finish(WIDE, y + MARGIN - 4.0, &label)
}

/// One pair: names and verdict over the bar, counts in the bar, the sum behind it.
fn row(canvas: &mut Canvas, theme: Theme, pair: &Share<'_>, longest: usize, y: f64) {
    let room = WIDE - 2.0 * MARGIN;
    let verdict = fit(&clean(pair.verdict), 11.0, Weight::Regular, room * 0.4);
    let verdict_room = width(&verdict, 11.0, Weight::Regular);
    let names = room - verdict_room - 14.0;
    let (a, b) = (clean(pair.a), clean(pair.b));
    let between = 24.0;
    let (wide_a, wide_b) = (width(&a, 12.0, Weight::Regular), width(&b, 12.0, Weight::Regular));
    // Each name may have half of the room and what the other leaves of its half.
    let half = (names - between) / 2.0;
    let a = fit(&a, 12.0, Weight::Regular, half + (half - wide_b).max(0.0));
    let b = fit(&b, 12.0, Weight::Regular, half + (half - wide_a).max(0.0));
    let second = MARGIN + width(&a, 12.0, Weight::Regular) + between;
    let base = y + 12.0;
    canvas.text(Text::of(a, (MARGIN, base), 12.0, theme.ink()));
    let middle = (second - between / 2.0, base);
    canvas.text(Text::of("↔", middle, 11.0, theme.muted()).anchored(Anchor::Middle));
    canvas.text(Text::of(b, (second, base), 12.0, theme.ink()));
    let right = (WIDE - MARGIN, base);
    canvas.text(Text::of(verdict, right, 11.0, theme.muted()).anchored(Anchor::End));

    let total = format!("{} words", grouped(pair.total()));
    let scale = (room - 90.0) / longest.max(1) as f64;
    let (mut x, top) = (MARGIN, y + 19.0);
    for (class, &words) in Class::ALL.iter().zip(&pair.words) {
        let (long, fill) = (words as f64 * scale, theme.class(*class));
        if words == 0 {
            continue;
        }
        // Nothing shared is so little that it is not seen.
        let long = long.max(1.5);
        canvas.rect(x, top, long, BAR, fill);
        let count = grouped(words);
        if words != pair.total() && width(&count, 10.5, Weight::Regular) + 6.0 <= long {
            let at = (x + long / 2.0, top + BAR / 2.0 + 3.8);
            canvas.text(Text::of(count, at, 10.5, ink_on(fill)).anchored(Anchor::Middle));
        }
        x += long;
    }
    let base = top + BAR / 2.0 + 3.8;
    canvas.text(Text::of(total, (x + 6.0, base), 10.5, theme.ink()));
}

/// What is not drawn.
fn remarks(all: usize, sharing: usize, drawn: usize) -> Vec<String> {
    let pairs = |n: usize| format!("{} {}", grouped(n), if n == 1 { "pair" } else { "pairs" });
    let mut out = Vec::new();
    if sharing > drawn {
        let more = sharing - drawn;
        out.push(format!("{} more sharing less copy: not drawn.", pairs(more)));
    }
    match all - sharing {
        0 => {}
        none if none == all => {
            out.push(format!("No copy, quotes or boilerplate shared in {}.", pairs(all)))
        }
        none => out.push(format!("{} more sharing no copy, quotes or boilerplate.", pairs(none))),
    }
    if all == 0 {
        out.push("No pairs to compare.".to_owned());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(svg: &str) -> Vec<String> {
        let document = resvg::usvg::roxmltree::Document::parse(svg).unwrap();
        let texts = document.descendants().filter(|n| n.has_tag_name("text"));
        texts.map(|n| n.text().unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn most_of_the_story_comes_first_and_the_rest_is_counted() {
        let share = |a, words| Share { a, b: "z", words, verdict: "v" };
        let pairs = [
            share("statement", [0, 50, 900]),
            share("copy", [50, 0, 0]),
            share("nothing", [0, 0, 0]),
            share("captions", [0, 0, 7]),
        ];
        let texts = text_of(&shares(&Shares { most: 2, ..Shares::of(&pairs) }));
        let place = |what: &str| texts.iter().position(|t| t == what);
        assert!(place("copy") < place("statement"), "{texts:?}");
        assert_eq!((place("captions"), place("nothing")), (None, None));
        for note in [
            "1 pair more sharing less copy: not drawn.",
            "1 pair more sharing no copy, quotes or boilerplate.",
        ] {
            assert!(place(note).is_some(), "{note} in {texts:?}");
        }
    }

    #[test]
    fn any_counts_and_names_make_a_plot() {
        let long = "<&\"'>".repeat(300);
        let rows: [&[Share<'_>]; 3] = [
            &[],
            &[Share::default()],
            &[Share { a: &long, b: &long, words: [usize::MAX; 3], verdict: &long }],
        ];
        for pairs in rows {
            let svg = shares(&Shares { title: &long, subtitle: "\u{0}", ..Shares::of(pairs) });
            assert!(resvg::usvg::Tree::from_str(&svg, &Default::default()).is_ok(), "{svg}");
        }
    }
}
