//! The laws of the generator of `benches/grow`, on rows made of the invented demo corpus.

#![allow(clippy::unwrap_used)] // a helper that fails fails its test

#[path = "../benches/grow/growth/mod.rs"]
mod growth;

use growth::language::Language;
use growth::{Growth, Mix};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use wirecopy::analysis::{Options, analyse};
use wirecopy::document::{Corpus, Document};

const PLAIN: Mix = Mix {
    per_day: 100,
    words: 200,
    outlets: 30,
    verbatim: 0.1,
    edited: 0.1,
    abridged: 0.1,
    quoting: 0.1,
    edits: 0.03,
    credits: 0.0,
    chrome: 0.0,
    of_words: 150,
};

/// The pages of the demo as rows.
fn demo() -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/harbour-fire/pages");
    let mut pages: Vec<_> = folder.read_dir().unwrap().map(|page| page.unwrap().path()).collect();
    pages.sort();
    let row = |path| format!("{}\n", json!({ "text": std::fs::read_to_string(path).unwrap() }));
    pages.into_iter().map(row).collect::<String>().into_bytes()
}

fn grown(mix: Mix, seed: u64, articles: Range<u64>, copies: u64) -> String {
    let language = Language::learn(&demo()[..], usize::MAX).unwrap();
    let mut out = Vec::new();
    Growth::of(language, mix, seed).write(articles, copies, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Pairs of ids whose pages share 12 words in a row.
fn sharing(rows: &[Value]) -> BTreeSet<(String, String)> {
    let document = |row: &Value| Document {
        id: row["id"].as_str().unwrap().into(),
        outlet: row["id"].as_str().unwrap().into(),
        text: row["text"].as_str().unwrap().into(),
        ..Document::default()
    };
    let corpus = Corpus::of("grown", rows.iter().map(document).collect());
    let options = Options { run: Some(12), gap: 0, ..Options::default() };
    let analysis = analyse(corpus, &options);
    let id = |at: usize| analysis.articles[at].id.clone();
    let pairs = analysis.comparisons.iter();
    pairs
        .filter(|pair| pair.passages.iter().any(|passage| passage.matched >= 12))
        .map(|pair| (id(pair.a), id(pair.b)))
        .collect()
}

#[test]
fn an_article_does_not_depend_on_how_many_are_made_nor_where_one_starts() {
    let all = grown(PLAIN, 1, 0..350, 0);
    let lines: Vec<&str> = all.lines().collect();
    assert_eq!(lines.len(), 350);
    assert_eq!(grown(PLAIN, 1, 0..120, 0).lines().collect::<Vec<_>>(), lines[..120]);
    assert_eq!(grown(PLAIN, 1, 210..350, 0).lines().collect::<Vec<_>>(), lines[210..]);
    assert_ne!(grown(PLAIN, 2, 0..120, 0).lines().collect::<Vec<_>>(), lines[..120]);
}

#[test]
fn threads_change_nothing() {
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let one = pool(1).install(|| grown(PLAIN, 3, 0..500, 40));
    let four = pool(4).install(|| grown(PLAIN, 3, 0..500, 40));
    assert!(one == four);
}

#[test]
fn planted_copies_stand_besides_the_articles_and_all_are_there() {
    let with = grown(PLAIN, 1, 0..150, 70);
    let (planted, others): (Vec<&str>, Vec<&str>) =
        with.lines().partition(|line| line.contains("\"kind\":\"planted\""));
    assert_eq!(planted.len(), 70);
    assert_eq!(others, grown(PLAIN, 1, 0..150, 0).lines().collect::<Vec<_>>());
    let ids: BTreeSet<&str> = planted.iter().map(|line| &line[..20]).collect();
    assert_eq!(ids.len(), 70, "each once");
}

/// The labels are true: who copies shares a run, who does not shares none.
#[test]
fn a_run_is_shared_by_articles_of_one_story_and_by_no_others() {
    let rows = rows(&grown(PLAIN, 1, 0..400, 0));
    let label = |row: &Value| {
        let text = |field: &str| row[field].as_str().unwrap().to_owned();
        (text("id"), (text("story"), text("kind")))
    };
    let labels: BTreeMap<String, (String, String)> = rows.iter().map(label).collect();
    let shared = sharing(&rows);
    let (mut copies, mut found, mut quoting) = (0, 0, 0);
    for (a, (story_a, kind_a)) in &labels {
        for (b, (story_b, kind_b)) in labels.range(a.clone()..).skip(1) {
            let is_shared = shared.contains(&(a.clone(), b.clone()));
            let quotes = kind_a == "quoting" || kind_b == "quoting";
            match (story_a == story_b, quotes) {
                (false, _) => assert!(!is_shared, "{a} and {b} are independent"),
                (true, true) => quoting += usize::from(is_shared),
                (true, false) => {
                    copies += 1;
                    found += usize::from(is_shared);
                }
            }
        }
    }
    assert!(copies > 100 && quoting > 20, "{copies} pairs of copies, {quoting} with quotes");
    assert!(found * 100 >= copies * 99, "{found} of {copies} pairs of copies share a run");
}

#[test]
fn the_mix_is_as_asked_for() {
    let rows = rows(&grown(Mix { words: 60, ..PLAIN }, 1, 0..4000, 0));
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        *kinds.entry(row["kind"].as_str().unwrap()).or_default() += 1;
    }
    for kind in ["verbatim", "edited", "abridged", "quoting"] {
        assert!((340..460).contains(&kinds[kind]), "{kind}: {} of 4000", kinds[kind]);
    }
    let by_id: BTreeMap<&str, &Value> =
        rows.iter().map(|row| (row["id"].as_str().unwrap(), row)).collect();
    let days = |row: &Value| {
        let date = row["date"].as_str().unwrap();
        let month = date[5..7].parse::<usize>().unwrap();
        let before = [0, 31, 60][month - 1];
        assert!(date.starts_with("2020-"));
        before + date[8..].parse::<usize>().unwrap()
    };
    for row in &rows {
        let story = by_id[row["story"].as_str().unwrap()];
        assert_eq!(story["kind"], "original");
        assert!((0..4).contains(&(days(row) - days(story))), "copies follow within three days");
        assert!(row["id"] == story["id"] || row["outlet"] != story["outlet"]);
    }
    let last = rows.iter().rfind(|row| row["kind"] == "original").unwrap();
    assert_eq!(days(last), 40, "a hundred a day");
}

/// Chrome comes from the outlet: pages of two outlets share long runs of it only within a group.
#[test]
fn chrome_is_shared_within_an_outlet_and_its_group() {
    let mix = Mix { chrome: 1.0, verbatim: 0.0, edited: 0.0, abridged: 0.0, quoting: 0.0, ..PLAIN };
    let rows = rows(&grown(mix, 1, 0..150, 0));
    let outlets: BTreeMap<String, &str> = rows
        .iter()
        .map(|row| (row["id"].as_str().unwrap().to_owned(), row["outlet"].as_str().unwrap()))
        .collect();
    let shared = sharing(&rows);
    let mut partners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (a, b) in &shared {
        partners.entry(outlets[a]).or_default().insert(outlets[b]);
        partners.entry(outlets[b]).or_default().insert(outlets[a]);
    }
    assert!(!partners.is_empty());
    assert!(partners.values().all(|others| others.len() <= 4), "{partners:?}");
}

#[test]
fn pages_have_about_as_many_words_as_asked_for() {
    for chrome in [0.0, 0.8] {
        let mix = Mix { words: 400, chrome, ..PLAIN };
        let rows = rows(&grown(mix, 1, 0..500, 0));
        let words: usize =
            rows.iter().map(|row| row["text"].as_str().unwrap().split_whitespace().count()).sum();
        assert!((360..440).contains(&(words / 500)), "{} words", words / 500);
    }
}

#[test]
fn a_corpus_without_text_is_refused() {
    assert!(Language::learn(&b"{\"id\":1}\nnot a row\n"[..], 10).is_err());
}
