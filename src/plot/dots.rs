//! The dot plot of one pair: where in two articles the shared words stand.
//!
//! In: runs of shared words, by position in each article. Out: SVG, a square. One line a run: a long diagonal is a
//! passage copied in order, steps are moved paragraphs, scattered points are stock phrases. Both axes run from
//! the article's start, at the top left, so that reading on means going down and right.

use super::canvas::{Anchor, Canvas, Text};
use super::colour::Theme;
use super::frame::{self, MARGIN, class_keys, grouped};
use super::lettering::{Weight, clean, fit, width};
use crate::region::Class;

/// A run of shared words, one after the other in both articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// Position of its first word in the first article, from 0.
    pub a: usize,
    /// Position of its first word in the second article, from 0.
    pub b: usize,
    /// How many words.
    pub words: usize,
    /// What they count as.
    pub class: Class,
}

/// What a dot plot shows.
#[derive(Clone, Copy, Debug)]
pub struct Dots<'a> {
    /// Name of the first article, along the top.
    pub a: &'a str,
    /// Name of the second article, down the side.
    pub b: &'a str,
    /// Words in the first and in the second article.
    pub words: (usize, usize),
    /// The shared runs, in any order.
    pub runs: &'a [Run],
    /// What the plot shows, best as a statement.
    pub title: &'a str,
    /// What counts as shared, k, corpus.
    pub subtitle: &'a str,
    /// The paper.
    pub theme: Theme,
}

/// Side of the square, in pixels.
const SIDE: f64 = 380.0;
/// Most runs drawn, the longest first; the rest is counted.
const MOST: usize = 5_000;

/// The SVG of a dot plot.
pub fn dots(input: &Dots<'_>) -> String {
    let theme = input.theme;
    let left = MARGIN + 58.0;
    let wide = left + SIDE + MARGIN + 12.0;
    let mut canvas = Canvas::new(theme);
    let y = frame::header(&mut canvas, theme, input.title, input.subtitle, wide);
    let y = frame::keys(&mut canvas, theme, &class_keys(theme), (MARGIN, y), wide);
    let place = (left, y + 46.0);
    axes(&mut canvas, input, place);

    let mut runs: Vec<&Run> = input.runs.iter().filter(|run| run.words > 0).collect();
    runs.sort_by_key(|run| (std::cmp::Reverse(run.words), **run));
    let left_out = runs.len().saturating_sub(MOST);
    runs.truncate(MOST);
    // Short over long, narrative over quotes over boilerplate.
    runs.sort_by_key(|run| (std::cmp::Reverse(run.class), std::cmp::Reverse(run.words), **run));
    let along = |position: usize, words: usize| position.min(words) as f64 / words.max(1) as f64;
    for run in runs {
        let end = (run.a.saturating_add(run.words), run.b.saturating_add(run.words));
        let point = |a, b| {
            let (x, y) = (along(a, input.words.0), along(b, input.words.1));
            (place.0 + x * SIDE, place.1 + y * SIDE)
        };
        let (from, to) = (point(run.a, run.b), point(end.0, end.1));
        // A run shorter than the line is wide is still a dot.
        let to =
            if to.0 - from.0 + to.1 - from.1 < 2.0 { (from.0 + 1.5, from.1 + 1.5) } else { to };
        canvas.line(&[from, to], theme.class(run.class), 2.6);
    }
    let mut notes = Vec::new();
    if input.runs.is_empty() {
        notes.push("No words shared.".to_owned());
    }
    if left_out > 0 {
        notes.push(format!("{} shorter runs not drawn.", grouped(left_out)));
    }
    let below = place.1 + SIDE + 12.0;
    let y = frame::notes(&mut canvas, theme, &notes, below, wide);
    canvas.finish(
        wide,
        y + MARGIN - 4.0,
        &format!("{}. {}", clean(input.title), clean(input.subtitle)),
    )
}

/// The frame of the square, with words counted along both sides.
fn axes(canvas: &mut Canvas, input: &Dots<'_>, place: (f64, f64)) {
    let theme = input.theme;
    let (x, y) = place;
    for step in ticks(input.words.0) {
        let at = x + step as f64 / input.words.0.max(1) as f64 * SIDE;
        canvas.line(&[(at, y), (at, y + SIDE)], theme.blank(), 1.0);
        let text = Text::of(grouped(step), (at, y - 6.0), 10.0, theme.muted());
        canvas.text(text.anchored(Anchor::Middle));
    }
    for step in ticks(input.words.1) {
        let at = y + step as f64 / input.words.1.max(1) as f64 * SIDE;
        canvas.line(&[(x, at), (x + SIDE, at)], theme.blank(), 1.0);
        let text = Text::of(grouped(step), (x - 6.0, at + 3.6), 10.0, theme.muted());
        canvas.text(text.anchored(Anchor::End));
    }
    let corners = [(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE), (x, y)];
    canvas.line(&corners, theme.rule(), 1.0);

    let name = |label: &str, words: usize| {
        let tail = format!(", {} words", grouped(words));
        let label = clean(label);
        let room = SIDE - width(&tail, 12.0, Weight::Regular);
        format!("{}{tail}", super::lettering::isolated(&fit(&label, 12.0, Weight::Regular, room)))
    };
    let top = (x + SIDE / 2.0, y - 24.0);
    let text = Text::of(name(input.a, input.words.0), top, 12.0, theme.ink());
    canvas.text(text.anchored(Anchor::Middle));
    let side = (MARGIN + 10.0, y + SIDE / 2.0);
    let text = Text::of(name(input.b, input.words.1), side, 12.0, theme.ink());
    canvas.text(Text { turn: -90, ..text.anchored(Anchor::Middle) });
}

/// About five round positions from 0 to `words`.
fn ticks(words: usize) -> Vec<usize> {
    let mut step = 1_usize;
    for factor in [2, 5, 10].iter().cycle() {
        let decade = 10_usize.checked_pow(step.ilog10()).unwrap_or(1);
        if words / step <= 5 {
            break;
        }
        match decade.checked_mul(*factor) {
            Some(next) => step = next,
            None => break,
        }
    }
    (0..=words).step_by(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(words: (usize, usize), runs: &[Run]) -> String {
        let theme = Theme::Light;
        dots(&Dots { a: "a < b", b: "ב & א", words, runs, title: "", subtitle: "", theme })
    }

    #[test]
    fn ticks_are_round_and_few() {
        let rows = [(0, vec![0]), (3, vec![0, 1, 2, 3]), (430, vec![0, 100, 200, 300, 400])];
        for (words, want) in rows {
            assert_eq!(ticks(words), want, "{words}");
        }
        for words in [7, 99, 1234, 1_000_000, usize::MAX] {
            assert!(ticks(words).len() <= 7, "{words}: {:?}", ticks(words));
        }
    }

    #[test]
    fn any_run_stays_inside_the_square() {
        let huge = Run { a: usize::MAX, b: 3, words: usize::MAX, class: Class::Quote };
        let empty = Run { a: 0, b: 0, words: 0, class: Class::Narrative };
        for (words, runs) in [((0, 0), vec![]), ((10, 20), vec![huge, empty]), ((0, 5), vec![huge])]
        {
            let svg = plot(words, &runs);
            let tree = resvg::usvg::Tree::from_str(&svg, &Default::default()).unwrap();
            assert!(tree.root().bounding_box().right() <= tree.size().width(), "{svg}");
        }
    }

    #[test]
    fn too_many_runs_are_counted() {
        let run = |i| Run { a: i, b: i, words: 1, class: Class::Narrative };
        let runs: Vec<Run> = (0..6_000).map(run).collect();
        assert!(plot((6_000, 6_000), &runs).contains("1,000 shorter runs not drawn."));
    }
}
