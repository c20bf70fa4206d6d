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
