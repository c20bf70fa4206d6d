//! The search for rewritten copy in a run: what it knows of all documents, and what it does to a pair.

use super::{Comparison, Edit, Passage};
use super::direction::derived;
use crate::align::derived::{Letters, Rarity, derivation, shares};
use crate::align::rewritten::{self, Background, Parameters, Prepared, Rewritten};
use crate::article::Article;
use crate::measure::{Measure, Overlap, Scope};
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
    /// The narrative of each article.
    letters: Vec<Letters>,
    rarity: Rarity,
}

impl Depth {
    pub(super) fn of(articles: &[Article]) -> Depth {
        let prepare = |article: &Article| {
            let text = article.text.as_deref().unwrap_or("");
            Prepared::of(text, &tokenize(text, Unit::Words))
        };
        let prepared: Vec<Prepared> = articles.par_iter().map(prepare).collect();
        let background = Background::of(&prepared);
        let letters: Vec<Letters> = articles.par_iter().map(narrative).collect();
        let rarity = Rarity::of(&letters);
        Depth { prepared, background, parameters: Parameters::default(), letters, rarity }
    }

    /// Puts the rewritten passages of a pair in the place of those found by shared runs, and lets
    /// them speak in the verdict.
    pub(super) fn search(&self, articles: &[Article], pair: &mut Comparison) {
        let (x, y) = (&self.prepared[pair.a], &self.prepared[pair.b]);
        let (a, b) = (&articles[pair.a], &articles[pair.b]);
        let found = rewritten::passages(x, y, &self.background, &self.parameters);
        pair.passages = found.iter().map(|passage| passage_of(passage, a, b)).collect();
        let copies: Vec<_> = found
            .iter()
            .filter(|found| !found.summary && found.matched >= verdict::REWRITTEN_MATCHED)
            .map(|passage| (a.tokens(passage.a), b.tokens(passage.b)))
            .collect();
        verdict::reconsider(
            &mut pair.verdict,
            &mut pair.reasons,
            &copies,
            [a, b].map(|x| &x.fingerprint),
        );
        pair.reasons.derivation = Some(self.derivation(articles, pair));
    }

    /// How far one of a pair is made from the other.
    fn derivation(&self, articles: &[Article], pair: &Comparison) -> f64 {
        let (a, b) = (pair.a, pair.b);
        let strings = shares(&self.letters[a], &self.letters[b], &self.rarity);
        let share = |overlap: &Overlap| Measure::Words.of(overlap, Scope::Narrative);
        let words = [share(&pair.overlap), share(&pair.overlap.mirrored())];
        derivation(strings, words, derived(&articles[a], &articles[b]))
    }
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
        bits: Some(found.bits),
    }
}
