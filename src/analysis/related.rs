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
    let around =
        [rest(x, passages().map(Chain::a).collect()), rest(y, passages().map(Chain::b).collect())];
    let [rest_a, rest_b] = [(x, &around[0]), (y, &around[1])]
        .map(|(article, rest)| Topics::of(rest.iter().map(|&at| article.topics[at])));
    let runs = || passages().flat_map(|chain| &chain.runs);
    let own = [
        rest(x, runs().map(|run| run.a..run.a + run.len).collect()),
        rest(y, runs().map(|run| run.b..run.b + run.len).collect()),
    ];
    let [own_a, own_b] = [(x, &own[0]), (y, &own[1])].map(|(article, rest)| {
        let proper = rest.iter().filter(|&&at| is_proper(article, at));
        Topics::all(proper.map(|&at| article.topics[at]))
    });
    let filled = |(a, b): (Range<usize>, Range<usize>)| {
        a.into_iter().any(|at| is_proper(x, at)) && b.into_iter().any(|at| is_proper(y, at))
    };
    let day = |article: &Article| article.date.as_deref().and_then(Day::of);
    Some(Relation {
        rest: rest_a.len().min(rest_b.len()),
        likeness: rest_a.cosine(&rest_b),
        proper: own_a.len().min(own_b.len()),
        same: own_a.overlap(&own_b),
        slots: passages().flat_map(Chain::edits).filter(|edit| filled(edit.clone())).count(),
        days: day(x).zip(day(y)).map(|(x, y)| x.distance(y)),
    })
}

/// Whether a token is a part of a name or a number.
fn is_proper(article: &Article, at: usize) -> bool {
    article.fingerprint.has(at, Mark::NAME) || is_number(article.topics[at])
}

/// The tokens of an article's body outside of these ranges.
fn rest(article: &Article, mut shared: Vec<Range<usize>>) -> Vec<usize> {
    shared.sort_by_key(|range| range.start);
    let classes = &article.fingerprint.classes;
    let (mut rest, mut from) = (Vec::new(), 0);
    shared.push(classes.len()..classes.len());
    for range in shared {
        let between = from..range.start.max(from);
        rest.extend(between.filter(|&at| classes[at] != Class::Boilerplate));
        from = range.end.max(from);
    }
    rest
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, analyse, compare};
    use crate::document::{Corpus, Document};
    use crate::verdict::Verdict::{self, Boilerplate, WhollyShared};

    const SHARED: &str = "the quiet rowers of the northern club meet beside the wooden shed every \
                          morning before the light comes and leave again when the tide has turned";
    const FERRY: &str = "The Zanzibarquay ferry hit the Mombasaport breakwater. Tugboats from \
                         Kilwaharbour towed the Zanzibarquay to the Lamudock shipyard at Pembahead";
    const AGAIN: &str = "At Pembahead, the Lamudock shipyard looked at the Zanzibarquay again; the \
                         Kilwaharbour tugboats and the Mombasaport pilots had left by then";
    const OTHER: &str = "Goatherds near Ulanfield counted Tarbaganvalley marmots. The Khovdpass \
                         survey found that Zavkhansteppe burrows and Govimeadow dens were empty";

    fn verdicts(rest: &str) -> [Verdict; 2] {
        let page = |id: &str, rest: &str| Document {
            id: id.into(),
            outlet: id.into(),
            text: format!("{rest}. Then {SHARED}."),
            ..Document::default()
        };
        let corpus = Corpus::of("demo", vec![page("a", FERRY), page("b", rest)]);
        let analysis = analyse(corpus, &Options::default());
        let pair = &analysis.comparisons[0];
        assert_eq!(pair.reasons.relation.is_some(), pair.verdict == Boilerplate);
        let mut articles = analysis.articles.clone();
        articles.iter_mut().for_each(|article| article.topics.clear());
        let packed = compare("demo".into(), articles, &Options::default());
        [pair.verdict, packed.comparisons[0].verdict]
    }

    #[test]
    fn what_pages_do_not_share_tells_what_they_share() {
        assert_eq!(verdicts(AGAIN), [WhollyShared; 2]);
        assert_eq!(verdicts(OTHER), [Boilerplate, WhollyShared], "without words nothing is said");
    }
}
