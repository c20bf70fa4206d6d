//! Passages that survive rewriting: words shuffled, replaced and dropped, translated there and back,
//! summed up.
//!
//! In: two [`Prepared`] documents and the [`Background`] of the run. Out: pairs of stretches, in any
//! order. Stages, one a file: `shared` joins the two documents, `seed` finds blocks that share telling
//! words, `grow` finds the stretches around a seed by asking `segment` for either side in turns,
//! `search` does so seed by seed, `summary` finds a stretch that sums up the other document.
//! There are no stop words, stems or classes of rewriting: a word counts by what it tells, so that
//! all languages are served alike. Swapping the documents mirrors the result.
//!
//! Two writers who state the same facts use the same words: what is found in two news articles of
//! one event is evidence of copying only if nearly all words are matched ([`Rewritten::matched`]).

mod background;
mod grow;
mod parameters;
mod prepared;
mod search;
mod seed;
mod segment;
mod shared;
mod summary;

pub use background::Background;
pub use parameters::Parameters;
pub use prepared::Prepared;

use crate::span::Span;
use search::search;
use segment::{Answer, Scores};
use shared::Shared;
use std::ops::Range;

/// A stretch of `a` and the stretch of `b` it goes with.
#[derive(Clone, Debug, PartialEq)]
pub struct Rewritten {
    /// Bytes of `a`.
    pub a: Span,
    /// Bytes of `b`.
    pub b: Span,
    /// How much likelier the words are if one was made from the other, in bits (the weaker side).
    pub bits: f32,
    /// Share of the words that have a counterpart (the weaker side; in a summary, its own): about
    /// half where two writers state the same facts, nearly all in a copy.
    pub matched: f32,
    /// Whether the shorter side sums up the whole of the other document.
    pub summary: bool,
}

/// A stretch of tokens in each document.
#[derive(Clone, Debug, PartialEq)]
struct Rectangle {
    a: Range<usize>,
    b: Range<usize>,
}

impl Rectangle {
    /// The smallest rectangle that holds both.
    fn around(&self, other: &Rectangle) -> Rectangle {
        let hull = |x: &Range<usize>, y: &Range<usize>| x.start.min(y.start)..x.end.max(y.end);
        Rectangle { a: hull(&self.a, &other.a), b: hull(&self.b, &other.b) }
    }
}

/// A passage in tokens, with the bits and the share of matched words of [`Rewritten`].
#[derive(Clone, Debug)]
struct Found {
    at: Rectangle,
    bits: f32,
    matched: f32,
}

/// Bits that a word tells: `copied` is the share of words taken over, `supply` how likely a word
/// taken from the source is this one, `rate` how likely any word is.
fn bits(copied: f32, supply: f32, rate: f32) -> f32 {
    (1.0 - copied + copied * supply / rate.max(f32::MIN_POSITIVE)).log2()
}

/// The passages that `a` and `b` share, ascending in `a`.
pub fn passages(
    a: &Prepared,
    b: &Prepared,
    background: &Background,
    parameters: &Parameters,
) -> Vec<Rewritten> {
    // The search begins with one document; which, must not depend on how the caller names them.
    if (b.len(), &b.postings) < (a.len(), &a.postings) {
        let mut found = passages(b, a, background, parameters);
        found.iter_mut().for_each(|p| std::mem::swap(&mut p.a, &mut p.b));
        found.sort_by_key(|p| (p.a, p.b));
        return found;
    }
    let mut shared = Shared::of(a, b, background);
    let mut scores = Scores::default();
    let mut found = search(&mut shared, &mut scores, parameters);
    found.retain(|passage| passage.at.a.len().min(passage.at.b.len()) >= parameters.passage_words);
    found.sort_by(|x, y| y.bits.total_cmp(&x.bits));
    let summary = sum_up(&mut shared, &found, &mut scores, parameters);
    if let Some(Found { at, .. }) = &summary {
        found.retain(|passage| !meet(&passage.at.a, &at.a, 0) || !meet(&passage.at.b, &at.b, 0));
    }
    let spans = |found: Found, summary: bool| Rewritten {
        a: a.span(&found.at.a),
        b: b.span(&found.at.b),
        bits: found.bits,
        matched: found.matched,
        summary,
    };
    let passages = found.into_iter().map(|passage| spans(passage, false));
    let mut all: Vec<Rewritten> = passages.chain(summary.map(|found| spans(found, true))).collect();
    all.sort_by_key(|p| (p.a, p.b));
    all
}

/// A summary of one document in the other, if there is one.
fn sum_up(
    shared: &mut Shared,
    found: &[Found],
    scores: &mut Scores,
    parameters: &Parameters,
) -> Option<Found> {
    shared.a.taken.fill(false);
    shared.b.taken.fill(false);
    let (a, b) = (&shared.a, &shared.b);
    let straight: Vec<_> = found.iter().map(|x| (x.at.a.clone(), x.at.b.clone())).collect();
    let turned: Vec<_> = straight.iter().map(|(a, b)| (b.clone(), a.clone())).collect();
    let in_a = summary::summary(shared, [a, b], &straight, scores, parameters);
    let in_b = summary::summary(shared, [b, a], &turned, scores, parameters);
    let found =
        |answer: Answer, at: Rectangle| Found { at, bits: answer.bits, matched: answer.matched };
    let in_a = in_a.map(|x| {
        let at = Rectangle { a: x.range.clone(), b: 0..b.len() };
        found(x, at)
    });
    let in_b = in_b.map(|x| {
        let at = Rectangle { a: 0..a.len(), b: x.range.clone() };
        found(x, at)
    });
    match (in_a, in_b) {
        (Some(x), Some(y)) => Some(if x.bits >= y.bits { x } else { y }),
        (x, y) => x.or(y),
    }
}

/// Whether the ranges overlap or stand less than `gap` apart.
fn meet(x: &Range<usize>, y: &Range<usize>, gap: usize) -> bool {
    x.start < y.end + gap && y.start < x.end + gap
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Unit, tokenize};
    use proptest::prelude::*;

    const ORIGINAL: &str = "The harbour master of Velmora closed the northern quay on Tuesday after \
        engineers had found deep cracks in two of its granite pillars. Ferries to the outer islands \
        will leave from the grain terminal until the repairs, which may take eleven weeks, are done. \
        Fishermen complained that their cold store could no longer be reached by lorry.";
    const SHUFFLED: &str = "On Tuesday the northern quay of Velmora was closed: granite pillars, two \
        of them, had deep cracks, engineers found, the harbour master told. From the grain terminal \
        ferries will leave to the outer islands until eleven weeks of repairs are done. By lorry \
        the cold store could no longer be reached, fishermen complained.";
    const OTHER: &str = "A choir of forty retired teachers sang beneath the lime trees last evening \
        while children handed out paper lanterns. Nobody could remember a warmer autumn, and the \
        baker sold every loaf before noon. Later the mayor opened an exhibition about clocks, \
        telescopes and other instruments that were made in the valley a century ago.";
    const ELSEWHERE: &str = "Snow has blocked the pass road again. Drivers should carry chains and \
        blankets, said the ministry, which expects more storms before the weekend. Two villages had \
        no electricity; technicians hoped to mend the line by nightfall, weather permitting.";

    fn prepare(text: &str) -> Prepared {
        Prepared::of(text, &tokenize(text, Unit::Words))
    }

    fn find(a: &str, b: &str) -> Vec<Rewritten> {
        passages(&prepare(a), &prepare(b), &Background::default(), &Parameters::default())
    }

    #[test]
    fn passages_are_found_where_they_begin_and_end() {
        let rows = [
            ("word for word", ORIGINAL, ORIGINAL, true),
            ("shuffled and reworded", SHUFFLED, ORIGINAL, true),
            ("nothing in common", OTHER, ORIGINAL, false),
        ];
        for (what, inserted, original, want) in rows {
            let a = format!("{OTHER} {inserted} {ELSEWHERE}");
            let b = format!("{original}\n\n{}", ELSEWHERE.replace("Snow", "Ice"));
            let found = find(&a, &format!("{original} A different ending of this text."));
            let at = a.find(inserted).unwrap_or(0);
            let spans: Vec<_> = found.iter().map(|p| (p.a, p.b)).collect();
            let whole = (Span::new(at, at + inserted.len()), Span::new(0, original.len()));
            assert_eq!(spans, if want { vec![whole] } else { vec![] }, "{what}");
            assert!(!find(&a, &b).is_empty(), "the other passage of {what}");
        }
    }

    /// A text of invented, numbered words, twelve a sentence.
    fn text(name: &str, numbers: impl Iterator<Item = usize>) -> String {
        let words: Vec<String> = numbers.map(|n| format!("{name}{n}")).collect();
        let sentence = |words: &[String]| format!("The {}. ", words.join(" "));
        words.chunks(12).map(sentence).collect::<String>().trim_end().to_string()
    }

    #[test]
    fn moved_passages_are_two_and_swapping_mirrors_them() {
        let (first, second) = (text("first", 0..240), text("second", 0..240));
        let shuffled = text("second", (0..240).map(|n| n ^ 5));
        let (a, b) = (format!("{first} {second}"), format!("{shuffled} {first}"));
        let there = find(&a, &b);
        let spans: Vec<_> = there.iter().map(|p| (p.a.of(&a), p.b.of(&b))).collect();
        assert_eq!(spans, [(&first[..], &first[..]), (&second, &shuffled)]);
        let mut back: Vec<_> = find(&b, &a).iter().map(|p| (p.b, p.a)).collect();
        back.sort();
        assert_eq!(back, there.iter().map(|p| (p.a, p.b)).collect::<Vec<_>>());
    }

    #[test]
    fn a_summary_goes_with_the_whole_of_the_other_text() {
        let long = text("tale", 0..600);
        let summary = text("tale", (0..600).step_by(10));
        let (before, after) = (text("x", 0..300), text("y", 0..300));
        let host = format!("{before} {summary} {after}");
        let found = find(&host, &long);
        assert_eq!(found.len(), 1);
        assert!(found[0].summary);
        assert_eq!(found[0].a.of(&host), summary);
        assert_eq!(found[0].b, Span::new(0, long.len()));
        assert_eq!(find(&summary, &long), [], "nothing tells it from a text on the same matter");
    }

    #[test]
    fn repetition_is_cheap_and_says_nothing() {
        let refrain = "hey nonny no and ".repeat(40_000);
        assert_eq!(find(&refrain, &refrain), []);
        assert_eq!(find("", ORIGINAL), []);
        assert_eq!(find("", ""), []);
    }

    proptest! {
        #[test]
        fn any_two_texts_give_sound_spans_and_swap(
            a in "([a-h]{1,2}[ .]{1,2}|é |日。|\n){0,150}", b in "([a-h]{1,2}[ .]{1,2}|é |日。){0,150}"
        ) {
            let there = find(&a, &b);
            for passage in &there {
                prop_assert!(!passage.a.of(&a).is_empty() && !passage.b.of(&b).is_empty());
                prop_assert!(passage.bits.is_finite() && (0.0..=1.0).contains(&passage.matched));
            }
            let mut back = find(&b, &a);
            back.iter_mut().for_each(|p| std::mem::swap(&mut p.a, &mut p.b));
            back.sort_by_key(|p| (p.a, p.b));
            prop_assert_eq!(there, back);
        }
    }
}
