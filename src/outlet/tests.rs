//! Flows against their definitions, word for word.

use super::*;
use crate::analysis::{Options, analyse};
use crate::document::{Corpus, Document};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A hundred words that no other story has: so many are copy whatever else two pages tell.
fn story(number: usize) -> String {
    let word = |n| format!("w{number}x{n}");
    (0..100).map(word).collect::<Vec<_>>().join(" ")
}

fn page(id: usize, outlet: usize, stories: &[usize], date: &str) -> Document {
    let text: Vec<String> = stories.iter().map(|&number| story(number)).collect();
    Document {
        id: format!("p{id:02}"),
        outlet: format!("o{outlet}"),
        date: Some(date.into()),
        text: text.join(" "),
        ..Document::default()
    }
}

fn run(pages: Vec<Document>) -> Analysis {
    analyse(Corpus::of("outlets", pages), &Options::default())
}

/// The definitions, word for word.
fn plainly(analysis: &Analysis, window: Window) -> Vec<Flow> {
    let articles = &analysis.articles;
    let day = |at: usize| articles[at].date.as_deref().and_then(Day::of);
    let any = window != Window::default();
    let counts = |&at: &usize| match day(at) {
        Some(day) => day >= window.from.unwrap_or(day) && day <= window.to.unwrap_or(day),
        None => !any,
    };
    let names: BTreeSet<&str> = articles.iter().map(|x| x.outlet.as_str()).collect();
    let of = |name: &str| -> Vec<usize> {
        (0..articles.len()).filter(|&at| articles[at].outlet == name).collect()
    };
    let mut flows = Vec::new();
    for x in &names {
        for y in &names {
            let (all_x, all_y) = (of(x), of(y));
            let in_x: Vec<usize> = all_x.iter().copied().filter(counts).collect();
            let in_y: Vec<usize> = all_y.iter().copied().filter(counts).collect();
            let mut flow = Flow {
                x: x.to_string(),
                y: y.to_string(),
                documents_x: in_x.len(),
                documents_y: in_y.len(),
                undated_x: all_x.iter().filter(|&&at| day(at).is_none()).count(),
                words_x: in_x.iter().map(|&at| articles[at].words()[0]).sum(),
                ..Flow::default()
            };
            for &a in &in_x {
                let mut words = BTreeSet::new();
                let mut shares = false;
                for &b in in_y.iter().filter(|&&b| b != a) {
                    let Some(pair) = analysis.comparison(a, b) else { continue };
                    let apart = day(a).zip(day(b)).map(|(s, t)| s.distance(t));
                    let near = window.days.is_none_or(|days| apart.is_some_and(|d| d <= days));
                    if !pair.verdict.is_shared_copy() || !near {
                        continue;
                    }
                    shares = true;
                    for passage in &pair.passages {
                        for &(in_a, in_b, length) in &passage.runs {
                            let from = if pair.a == a { in_a } else { in_b };
                            words.extend(from..from + length);
                        }
                    }
                    if x == y && b < a {
                        continue;
                    }
                    flow.pairs += 1;
                    match day(a).zip(day(b)) {
                        None => flow.undated_pairs += 1,
                        Some((s, t)) if s == t => flow.same_day += 1,
                        Some((s, t)) if s < t || x == y => flow.x_first += 1,
                        Some(_) => flow.y_first += 1,
                    }
                }
                flow.shared_x += usize::from(shares);
                flow.shared_words_x += words.len();
            }
            if flow.pairs > 0 {
                flows.push(flow);
            }
        }
    }
    flows
}

#[test]
fn a_word_counts_once_however_many_have_it() {
    let analysis = run(vec![
        page(0, 0, &[1, 2], "2031-05-03"),
        page(1, 1, &[1], "2031-05-01"),
        page(2, 1, &[1, 3], "2031-05-04"),
        page(3, 1, &[4], "soon"),
    ]);
    let flows = flows(&analysis, Window::default());
    assert_eq!(flows.len(), 3, "both ways between the two, and the second with itself");
    let there = &flows[0];
    assert_eq!((there.x.as_str(), there.y.as_str()), ("o0", "o1"));
    assert_eq!((there.documents_x, there.documents_y, there.shared_x), (1, 3, 1));
    assert_eq!((there.words_x, there.shared_words_x), (200, 100));
    assert_eq!((there.pairs, there.x_first, there.y_first), (2, 1, 1));
    let back = &flows[1];
    assert_eq!((back.shared_x, back.shared_words_x, back.undated_x), (2, 200, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn flows_are_their_definitions(
        pages in proptest::collection::vec(
            (0usize..3, proptest::collection::btree_set(0usize..5, 1..4), 0u8..9), 2..12),
        days in proptest::option::of(0u32..4),
        from in proptest::option::of(22_400i32..22_406),
        to in proptest::option::of(22_400i32..22_408),
    ) {
        let documents = pages.iter().enumerate().map(|(id, (outlet, stories, day))| {
            let date = if *day == 0 { "undated".into() } else { format!("2031-05-{day:02}") };
            page(id, *outlet, &stories.iter().copied().collect::<Vec<_>>(), &date)
        });
        let analysis = run(documents.collect());
        let window = Window { days, from: from.map(Day), to: to.map(Day) };
        prop_assert_eq!(flows(&analysis, window), plainly(&analysis, window));
    }
}
