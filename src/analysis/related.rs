//! Whether two pages are about the same in what they do not share.

use crate::align::Chain;
use crate::article::Article;
use crate::date::Day;
use crate::mark::Mark;
use crate::region::Class;
use crate::topic::{Topics, is_number};
use crate::verdict::{ECHO, Relation};
use std::ops::Range;

/// How two articles with these passages are related; none where their words are not at hand.
pub(super) fn related(x: &Article, y: &Article, chains: &[Chain]) -> Option<Relation> {
    let known = |article: &Article| article.topics.len() == article.fingerprint.tokens();
    if !(known(x) && known(y)) {
        return None;
    }
    let passages = || chains.iter().filter(|chain| chain.matched() >= ECHO);
    let topics = |article, ranges| Topics::of(rest(article, ranges, |_| true));
    let around = [
        topics(x, passages().map(Chain::a).collect()),
        topics(y, passages().map(Chain::b).collect()),
    ];
    let day = |article: &Article| article.date.as_deref().and_then(Day::of);
    let mut relation = Relation {
        rest: around[0].len().min(around[1].len()),
        likeness: around[0].cosine(&around[1]),
        slots: passages().flat_map(Chain::edits).filter(|edit| is_slot([x, y], edit)).count(),
        days: day(x).zip(day(y)).map(|(x, y)| x.distance(y)),
        ..Relation::default()
    };
    if relation.is_distant() {
        let bound = |article: &Article, ranges: Vec<Range<usize>>, around: &Topics| {
            Topics::of(inside(article, ranges)).cosine(around)
        };
        let in_a = bound(x, passages().map(Chain::a).collect(), &around[0]);
        relation.bound = in_a.min(bound(y, passages().map(Chain::b).collect(), &around[1]));
    }
    if relation.may_be_formula() {
        let runs = || passages().flat_map(|chain| &chain.runs);
        let own = |article: &Article, ranges| {
            Topics::all(rest(article, ranges, |at| is_proper(article, at)))
        };
        let own_a = own(x, runs().map(|run| run.a..run.a + run.len).collect());
        let own_b = own(y, runs().map(|run| run.b..run.b + run.len).collect());
        relation.proper = own_a.len().min(own_b.len());
        relation.same = own_a.overlap(&own_b);
    }
    Some(relation)
}

/// Whether each side of an edit has a name or a number.
fn is_slot([x, y]: [&Article; 2], (a, b): &(Range<usize>, Range<usize>)) -> bool {
    a.clone().any(|at| is_proper(x, at)) && b.clone().any(|at| is_proper(y, at))
}

/// Whether a token is a part of a name or a number.
fn is_proper(article: &Article, at: usize) -> bool {
    article.fingerprint.has(at, Mark::NAME) || is_number(article.topics[at])
}

/// The topics of those tokens of an article's body outside of these ranges that are asked for.
fn rest(
    article: &Article,
    mut shared: Vec<Range<usize>>,
    asked: impl Fn(usize) -> bool,
) -> Vec<u32> {
    shared.sort_by_key(|range| range.start);
    let classes = &article.fingerprint.classes;
    let (mut topics, mut from) = (Vec::new(), 0);
    shared.push(classes.len()..classes.len());
    for range in shared {
        let between = from..range.start.max(from);
        let body = between.filter(|&at| classes[at] != Class::Boilerplate && asked(at));
        topics.extend(body.map(|at| article.topics[at]).filter(|&topic| topic != 0));
        from = range.end.max(from);
    }
    topics
}

/// The topics of those tokens of an article's body inside of these ranges.
fn inside(article: &Article, shared: Vec<Range<usize>>) -> Vec<u32> {
    let body = |at: &usize| article.fingerprint.classes[*at] != Class::Boilerplate;
    let body = shared.into_iter().flatten().filter(body);
    body.map(|at| article.topics[at]).filter(|&topic| topic != 0).collect()
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, analyse, compare};
    use crate::document::{Corpus, Document};
    use crate::verdict::Verdict;

    const SHARED: &str = "the quiet rowers of the Elmwathe club meet beside the wooden shed every \
                          morning before the light comes and leave again when the tide has turned";
    /// So many words that are in no dictionary.
    fn places(ending: &str, count: usize) -> String {
        let names: Vec<String> = (0..count).map(|at| format!("Zanzi{at}{ending}")).collect();
        names.join(", ")
    }

    /// Whether the pages share copy, and whether they do without their words.
    fn share_copy(rest: [&str; 2]) -> [bool; 2] {
        let page = |id: &str, rest: &str| Document {
            id: id.into(),
            outlet: id.into(),
            text: format!("{rest}. Then {SHARED}."),
            ..Document::default()
        };
        let corpus = Corpus::of("demo", vec![page("a", rest[0]), page("b", rest[1])]);
        let analysis = analyse(corpus, &Options::default());
        let pair = &analysis.comparisons[0];
        assert_eq!(pair.reasons.relation.is_some(), pair.verdict == Verdict::Boilerplate);
        let mut articles = analysis.articles.clone();
        articles.iter_mut().for_each(|article| article.topics.clear());
        let packed = compare("demo".into(), articles, &Options::default());
        [pair.verdict, packed.comparisons[0].verdict].map(Verdict::is_shared_copy)
    }

    #[test]
    fn what_pages_do_not_share_tells_what_they_share() {
        let (ferry, other) = (places("quay", 40), places("marmot", 40));
        let again = places("quay", 32) + " " + &places("dock", 8);
        assert_eq!(share_copy([&ferry, &again]), [true; 2]);
        let without_words = true;
        assert_eq!(share_copy([&ferry, &other]), [false, without_words]);
        let few = places("marmot", 20);
        assert_eq!(share_copy([&ferry, &few]), [true; 2], "too little to tell");
        let told = |places: &str| format!("Elmwathe, {places}");
        assert_eq!(share_copy([&told(&ferry), &told(&other)]), [true; 2], "both are about it");
    }
}
