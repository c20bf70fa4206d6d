//! Whether two pages are about the same in what they do not share.

use crate::align::Chain;
use crate::article::Article;
use crate::region::Class;
use crate::topic::Topics;
use crate::verdict::{ECHO, Relation};
use std::ops::Range;

/// How two articles with these passages are related; none where their words are not at hand.
pub(super) fn related(x: &Article, y: &Article, chains: &[Chain]) -> Option<Relation> {
    let known = |article: &Article| article.topics.len() == article.fingerprint.tokens();
    if !(known(x) && known(y)) {
        return None;
    }
    let passages = || chains.iter().filter(|chain| chain.matched() >= ECHO);
    let rests =
        [rest(x, passages().map(Chain::a).collect()), rest(y, passages().map(Chain::b).collect())];
    Some(Relation {
        rest: rests[0].len().min(rests[1].len()),
        likeness: rests[0].cosine(&rests[1]),
    })
}

/// The topical words of an article's body outside of these tokens.
fn rest(article: &Article, mut shared: Vec<Range<usize>>) -> Topics {
    shared.sort_by_key(|range| range.start);
    let classes = &article.fingerprint.classes;
    let (mut topics, mut from) = (Vec::new(), 0);
    shared.push(classes.len()..classes.len());
    for range in shared {
        let between = from..range.start.max(from);
        topics.extend(
            between.filter(|&at| classes[at] != Class::Boilerplate).map(|at| article.topics[at]),
        );
        from = range.end.max(from);
    }
    Topics::of(topics)
}
