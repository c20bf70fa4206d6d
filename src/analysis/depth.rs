//! The search for rewritten copy in a run: what it knows of all documents, and what it does to a pair.

use super::direction::{agency_copy, derived};
use super::{Comparison, Edit, Passage};
use crate::align::derived::{Counted, Derived, Letters, RUN, Rarity, Side, derivation, shares};
use crate::align::rewritten::{self, Background, Parameters, Prepared, Rewritten};
use crate::article::Article;
use crate::chance;
use crate::measure::ratio;
use crate::region::Class;
use crate::token::{Unit, tokenize};
use crate::verdict;
use rayon::prelude::*;
use std::ops::Range;

/// What the search for rewritten passages knows of a run.
pub(super) struct Depth {
    /// One an article; empty for one without text.
    prepared: Vec<Prepared>,
    background: Background,
    parameters: Parameters,
    /// None where it is not asked for.
    derivation: Option<Derivation>,
}

/// What the measure of derivation knows of a run.
struct Derivation {
    /// The narrative of each article.
    letters: Vec<Counted>,
    rarity: Rarity,
}

impl Derivation {
    fn of(articles: &[Article]) -> Derivation {
        let letters: Vec<Letters> = articles.par_iter().map(narrative).collect();
        let rarity = Rarity::of(&letters);
        let letters = letters.into_par_iter().map(|letters| rarity.counted(&letters)).collect();
        Derivation { letters, rarity }
    }

    /// Lets the derivation of a pair, whose passages are those found by shared runs, speak in its
    /// verdict.
    fn measure(&self, articles: &[Article], pair: &mut Comparison) {
        let (a, b) = (&articles[pair.a], &articles[pair.b]);
        let strings = shares(&self.letters[pair.a], &self.letters[pair.b], &self.rarity);
        let sides = [side(pair, a, false, strings[0]), side(pair, b, true, strings[1])];
        let derived = derived(a, b);
        pair.reasons.derivation = Some(derivation(sides, derived));
        pair.reasons.from_agency = match derived {
            Derived::A => agency_copy(b),
            Derived::B => agency_copy(a),
            Derived::Unknown => false,
        };
        verdict::follow(&mut pair.verdict, &pair.reasons);
    }
}

impl Depth {
    /// Of these articles; with their derivation, if so asked.
    pub(super) fn of(articles: &[Article], derivation: bool) -> Depth {
        let prepare = |article: &Article| {
            let text = article.text.as_deref().unwrap_or("");
            Prepared::of(text, &tokenize(text, Unit::Words))
        };
        let prepared: Vec<Prepared> = articles.par_iter().map(prepare).collect();
        let background = Background::of(&prepared);
        let derivation = derivation.then(|| Derivation::of(articles));
        Depth { prepared, background, parameters: Parameters::default(), derivation }
    }

    /// Puts the rewritten passages of a pair in the place of those found by shared runs, and lets its
    /// derivation speak in the verdict. The passages do not: two reports of one event have them too.
    pub(super) fn search(&self, articles: &[Article], pair: &mut Comparison) {
        if let Some(derivation) = &self.derivation {
            derivation.measure(articles, pair);
        }
        let (x, y) = (&self.prepared[pair.a], &self.prepared[pair.b]);
        let (a, b) = (&articles[pair.a], &articles[pair.b]);
        let found = rewritten::passages(x, y, &self.background, &self.parameters);
        pair.passages = found.iter().map(|passage| passage_of(passage, a, b)).collect();
    }
}

/// One of a pair, the second or the first, with this share of strings: its narrative, and how much of
/// that stands in shared runs of at least [`RUN`] words.
fn side(pair: &Comparison, article: &Article, second: bool, strings: f64) -> Side {
    let classes = &article.fingerprint.classes;
    let narrative = |classes: &[Class]| classes.iter().filter(|&&c| c == Class::Narrative).count();
    let runs = pair.passages.iter().flat_map(|passage| &passage.runs).filter(|run| run.2 >= RUN);
    let start = |run: &(usize, usize, usize)| if second { run.1 } else { run.0 };
    let inside = runs.map(|run| narrative(&classes[start(run)..start(run) + run.2])).sum();
    let words = narrative(classes);
    Side { words, strings, runs: ratio(inside, words) }
}

/// The letters of an article's narrative; none without text.
fn narrative(article: &Article) -> Letters {
    let text = article.text.as_deref().unwrap_or("");
    let words = article.starts.iter().zip(&article.ends).zip(&article.fingerprint.classes);
    let narrative = words.filter(|&(_, &class)| class == Class::Narrative && !text.is_empty());
    Letters::of(narrative.map(|((&start, &end), _)| &text[start as usize..end as usize]))
}

/// A rewritten passage in the form of all passages: one edit from end to end.
fn passage_of(found: &Rewritten, a: &Article, b: &Article) -> Passage {
    let (in_a, in_b) = (a.tokens(found.a), b.tokens(found.b));
    let (words_a, words_b) = (in_a.len(), in_b.len());
    let share = |class: Class, article: &Article, tokens: &Range<usize>| {
        let classes = &article.fingerprint.classes[tokens.clone()];
        classes.iter().filter(|&&c| c == class).count() as f32 / classes.len().max(1) as f32
    };
    let matched = (words_a.min(words_b) as f32 * found.matched).round();
    // A word counts as what it more likely is on the less narrative side.
    let boilerplate = Class::Boilerplate;
    let worst = |class| share(class, a, &in_a).max(share(class, b, &in_b));
    let lost = (matched * worst(boilerplate)).round();
    let quoted = (matched * worst(Class::Quote)).round().min(matched - lost);
    let classes = [matched - lost - quoted, quoted, lost].map(|words| words as usize);
    Passage {
        a: found.a,
        b: found.b,
        class: verdict::class(classes, 0),
        matched: matched as usize,
        classes,
        words_a,
        words_b,
        longest: 0,
        edits: vec![Edit { a: found.a, b: found.b }],
        runs: Vec::new(),
        bits: found.bits - chance::places(a, b),
        likelihood: Some(found.bits),
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Analysis, Comparison, Options, analyse};
    use crate::document::{Corpus, Document};

    #[test]
    fn passages_are_the_same_with_and_without_derivation() {
        let words = |name: &str, turn: usize| -> String {
            (0..240).map(|number| format!("{name}{} ", number ^ turn)).collect()
        };
        let texts = [words("otter", 0), words("otter", 5), words("ferry", 0)];
        let run = |derivation| -> Analysis {
            let document = |(at, text): (usize, &String)| Document {
                id: at.to_string(),
                text: text.clone(),
                ..Document::default()
            };
            let documents = texts.iter().enumerate().map(document).collect();
            let corpus = Corpus { documents, ..Corpus::default() };
            analyse(corpus, &Options { rewritten: true, derivation, ..Options::default() })
        };
        let (with, without) = (run(true), run(false));
        assert_eq!(with.comparisons.len(), 1);
        let measured = |pair: &Comparison| pair.reasons.derivation.is_some();
        assert!(with.comparisons.iter().all(measured));
        assert!(!without.comparisons.iter().any(measured));
        let passages = |run: Analysis| -> Vec<_> {
            run.comparisons.into_iter().map(|pair| pair.passages).collect()
        };
        let passages = [passages(with), passages(without)];
        assert!(!passages[0][0].is_empty());
        assert_eq!(passages[0], passages[1]);
    }
}
