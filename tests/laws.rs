//! Laws of a whole run, on invented texts: every pair as if it were alone, the order of documents and
//! the number of threads change nothing, every pair that shares a run is found.

#![allow(clippy::unwrap_used)] // a helper that fails fails its test

use proptest::prelude::*;
use wirecopy::align::align;
use wirecopy::analysis::{Analysis, Options, Pairs, analyse};
use wirecopy::document::{Corpus, Document};
use wirecopy::measure::{Measure, Scope};

/// Documents of words from a small vocabulary, so that they share runs by chance.
fn documents() -> impl Strategy<Value = Vec<Document>> {
    let text = proptest::collection::vec(0u8..9, 0..60);
    proptest::collection::vec(text, 2..7).prop_map(|texts| {
        let words = |text: &Vec<u8>| -> Vec<String> {
            text.iter().map(|n| format!("{}ord", (b'a' + n) as char)).collect()
        };
        let document = |(number, text): (usize, &Vec<u8>)| Document {
            id: format!("d{number}"),
            outlet: format!("o{}", number % 3),
            text: words(text).join(" "),
            ..Document::default()
        };
        texts.iter().enumerate().map(document).collect()
    })
}

fn run(documents: Vec<Document>, pairs: Pairs, run: usize) -> Analysis {
    let options = Options { k: 3, run: Some(run), pairs, ..Options::default() };
    analyse(Corpus::of("laws", documents), &options)
}

/// The rest of a run that a longer one took is shorter than a shingle and stands at the very front.
#[test]
fn what_is_left_of_a_run_may_hold_no_shingle() {
    let texts = [
        "one two three four five six seven eight nine ten eleven twelve",
        "one two three four five and then red four five six seven eight nine ten eleven twelve",
    ];
    let document = |(number, text): (usize, &&str)| Document {
        id: number.to_string(),
        text: (*text).into(),
        ..Document::default()
    };
    let documents = texts.iter().enumerate().map(document).collect();
    let analysis = analyse(Corpus::of("laws", documents), &Options::default());
    assert_eq!(analysis.comparisons[0].passages[0].runs, [(0, 0, 3), (3, 8, 9)]);
}

/// Any text at all, and many words twice.
fn anything() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-d]{1,2}",
        1 => "\\PC{0,6}",
        1 => prop::sample::select(vec![".", ":", "\n\n", "“", "”", "\"", "(AP) —", "\n", "I", "—"])
            .prop_map(str::to_owned),
    ];
    proptest::collection::vec(part, 0..120).prop_map(|parts| parts.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// At the defaults, and with what is asked for least; bits are none of nothing.
    #[test]
    fn any_texts_can_be_compared(texts in proptest::collection::vec(anything(), 2..5), rewritten in any::<bool>()) {
        let document = |(number, text): (usize, &String)| Document {
            id: number.to_string(),
            text: text.clone(),
            ..Document::default()
        };
        let documents = texts.iter().enumerate().map(document).collect();
        let options = Options { pairs: Pairs::All, rewritten, ..Options::default() };
        let analysis = analyse(Corpus::of("laws", documents), &options);
        for passage in analysis.comparisons.iter().flat_map(|pair| &pair.passages) {
            prop_assert!(passage.bits.is_finite() && passage.matched > 0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_pair_counts_as_if_it_were_alone(documents in documents()) {
        let analysis = run(documents, Pairs::All, 3);
        let n = analysis.articles.len();
        prop_assert_eq!(analysis.comparisons.len(), n * (n - 1) / 2);
        for pair in &analysis.comparisons {
            let [a, b] = [pair.a, pair.b].map(|index| &analysis.articles[index].fingerprint);
            let alone = align(a, b, analysis.options.gap);
            prop_assert_eq!(pair.overlap, alone.overlap);
        }
    }

    #[test]
    fn every_pair_that_shares_a_run_is_found_and_no_other(documents in documents(), least in 3usize..9) {
        let all = run(documents.clone(), Pairs::All, least);
        let shares = |at: &usize| {
            let pair = &all.comparisons[*at];
            let [a, b] = [pair.a, pair.b].map(|index| &all.articles[index].fingerprint);
            align(a, b, 0).chains.iter().any(|chain| chain.longest() >= least)
        };
        let want: Vec<_> = (0..all.comparisons.len())
            .filter(shares)
            .map(|at| (all.comparisons[at].a, all.comparisons[at].b))
            .collect();
        let found = run(documents, Pairs::Sharing, least);
        let got: Vec<_> = found.comparisons.iter().map(|pair| (pair.a, pair.b)).collect();
        prop_assert_eq!(got, want);
    }

    #[test]
    fn order_and_threads_change_nothing(documents in documents(), turn in 0usize..7) {
        let mut turned = documents.clone();
        turned.rotate_left(turn % documents.len());
        let with = |threads: usize, documents: Vec<Document>| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| run(documents, Pairs::Sharing, 3))
        };
        let (one, three) = (with(1, documents), with(3, turned));
        prop_assert_eq!(one.articles, three.articles);
        prop_assert_eq!(one.comparisons, three.comparisons);
    }

    #[test]
    fn measures_stay_in_range_and_are_one_for_a_copy(documents in documents()) {
        let mut documents = documents;
        let mut copy = documents[0].clone();
        copy.id = "copy".into();
        documents.push(copy);
        let analysis = run(documents, Pairs::All, 3);
        let all: Vec<usize> = (0..analysis.articles.len()).collect();
        for measure in Measure::ALL {
            for scope in [Scope::Narrative, Scope::Body, Scope::All] {
                let matrix = analysis.matrix(&all, measure, scope);
                prop_assert!(matrix.values.iter().all(|value| (0.0..=1.0).contains(value)));
                if !measure.directional() {
                    prop_assert_eq!(&matrix.values, &matrix.values.t());
                }
                // `copy` sorts before `d0`.
                let held = Measure::Jaccard.of(&analysis.comparisons[0].overlap, scope) > 0.0;
                if held && measure != Measure::Words {
                    prop_assert!((matrix.values[[0, 1]] - 1.0).abs() < 1e-9, "{measure:?}");
                }
            }
        }
    }
}

/// In 18 languages and variants, beside the checkout: tokens are the words of UAX #29, or parts of one
/// where a lost space is put right.
#[test]
fn tokens_are_the_words_of_every_language() {
    use unicode_segmentation::UnicodeSegmentation;
    use wirecopy::token::{Unit, tokenize};
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/multilingual/docs.jsonl");
    let Ok(rows) = std::fs::read_to_string(path) else {
        assert!(std::env::var_os("WIRECOPY_REQUIRE_SEEDS").is_none(), "the languages are missing");
        return;
    };
    let mut languages = std::collections::BTreeSet::new();
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let text = row["text"].as_str().unwrap();
        languages.insert(row["lang"].as_str().unwrap().to_string());
        let words: Vec<_> = text.unicode_word_indices().map(|(at, w)| at..at + w.len()).collect();
        let tokens = tokenize(text, Unit::Words);
        let spans: Vec<_> = (0..tokens.len()).map(|i| tokens.span(i)).collect();
        for span in &spans {
            let after = words.partition_point(|word| word.end < span.end);
            let word = &words[after];
            assert!(word.start <= span.start && span.end <= word.end, "{}", row["id"]);
        }
        for word in &words {
            let after = spans.partition_point(|span| span.end <= word.start);
            assert!(spans[after].start < word.end, "a word is lost in {}", row["id"]);
        }
    }
    assert!(languages.len() >= 18, "{languages:?}");
}
