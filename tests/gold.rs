//! How right the verdicts are, on labelled pairs: pinned, so that a change shows better or worse.
//!
//! The labels of the built-in corpora stand in their manifests.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers fail their tests, or say what is skipped

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wirecopy::analysis::{Analysis, Options, Pairs};
use wirecopy::manifest::Manifest;
use wirecopy::source::{Source, SourceOptions};
use wirecopy::verdict::Verdict;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the five real pages, if it is there; it must be where `WIRECOPY_REQUIRE_SEEDS` says so.
fn seeds() -> Option<PathBuf> {
    let folder = root().join("../shared/seeds");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("WIRECOPY_REQUIRE_SEEDS").is_none(), "the seeds are missing");
    println!("skipped: ../shared/seeds is not there");
    None
}

fn analyse(folder: &Path) -> Analysis {
    let source = Source::open(&[folder.display().to_string()], &SourceOptions::default(), &|_| {});
    let source = source.unwrap();
    let options = Options { pairs: Pairs::All, k: source.k, ..Options::default() };
    source.analyse(&options)
}

fn manifest(folder: &Path) -> Manifest {
    let path = folder.join("manifest.toml");
    Manifest::parse(&std::fs::read_to_string(&path).unwrap(), &path).unwrap()
}

/// The pairs that come out otherwise than labelled: (a, b) → (label, verdict).
fn wrong(
    analysis: &Analysis,
    manifest: &Manifest,
) -> BTreeMap<(String, String), (Verdict, Verdict)> {
    let at = |id: &str| analysis.articles.iter().position(|article| article.id == id).unwrap();
    let mut wrong = BTreeMap::new();
    for label in &manifest.pairs {
        let pair = analysis.comparison(at(&label.a), at(&label.b)).unwrap();
        if pair.verdict != label.verdict {
            let key = (label.a.clone(), label.b.clone());
            wrong.insert(key, (label.verdict, pair.verdict));
        }
    }
    wrong
}

#[test]
fn the_reference_set_comes_out_as_people_read_it() {
    let folder = root().join("corpus/pegasus-2021");
    let (analysis, manifest) = (analyse(&folder), manifest(&folder));
    assert_eq!(manifest.pairs.len(), 10);
    assert_eq!(wrong(&analysis, &manifest), BTreeMap::new());
    let strongest = analysis.comparisons.iter().max_by_key(|pair| pair.reasons.quoted).unwrap();
    let ids = [strongest.a, strongest.b].map(|index| analysis.articles[index].id.as_str());
    assert_eq!(ids, ["rt", "ynet"], "the strongest tie is one official statement");
}

#[test]
fn pack_and_texts_give_the_same() {
    let Some(seeds) = seeds() else { return };
    // The corpus folder with the texts beside the manifest is read from texts.
    let folder = tempfile::tempdir().unwrap();
    let packed = root().join("corpus/pegasus-2021");
    std::fs::copy(packed.join("manifest.toml"), folder.path().join("manifest.toml")).unwrap();
    for listed in manifest(&packed).documents {
        std::fs::copy(seeds.join(&listed.file), folder.path().join(&listed.file)).unwrap();
    }
    let (from_texts, from_pack) = (analyse(folder.path()), analyse(&packed));
    assert!(from_texts.articles.iter().all(|article| article.text.is_some()));
    assert!(from_pack.articles.iter().all(|article| article.text.is_none()));
    assert_eq!(from_texts.comparisons, from_pack.comparisons, "passages, counts and verdicts");
    let all: Vec<usize> = (0..5).collect();
    for measure in wirecopy::measure::Measure::ALL {
        for scope in [wirecopy::measure::Scope::Narrative, wirecopy::measure::Scope::All] {
            let matrix = from_texts.matrix(&all, measure, scope);
            assert_eq!(matrix, from_pack.matrix(&all, measure, scope));
        }
    }
    let bytes = |analysis: &Analysis| {
        wirecopy::pack::Pack::of("x", analysis.options.unit, 5, &analysis.articles).to_bytes()
    };
    assert_eq!(bytes(&from_texts), bytes(&from_pack), "the committed pack is up to date");
}

#[test]
fn the_demo_comes_out_as_labelled_but_for_the_spun_page() {
    let folder = root().join("corpus/harbour-fire");
    let wrong = wrong(&analyse(&folder), &manifest(&folder));
    let (spun, other): (Vec<_>, Vec<_>) =
        wrong.iter().partition(|((a, b), _)| a == "whirl" || b == "whirl");
    assert!(spun.len() <= 7, "{spun:#?}");
    assert!(other.is_empty(), "{other:#?}");
}

/// Labelled pairs of real news, in `benches/quality`: (corpus, split, a, b) → label.
fn labelled() -> Vec<(String, String, (String, String), Verdict)> {
    let read = |name| std::fs::read_to_string(root().join("benches/quality").join(name)).unwrap();
    let rows = ["verdicts.jsonl", "fresh.jsonl", "later.jsonl", "even.jsonl", "rounds.jsonl"];
    let rows = rows.map(read).concat();
    rows.lines()
        .map(|row| {
            let row: serde_json::Value = serde_json::from_str(row).unwrap();
            let field = |name: &str| row[name].as_str().unwrap().to_string();
            let verdict = serde_json::from_value(row["verdict"].clone()).unwrap();
            (field("corpus"), field("split"), (field("a"), field("b")), verdict)
        })
        .collect()
}

#[test]
fn real_news_comes_out_as_read_but_for_a_few() {
    let data = root().join("../shared/data");
    if !data.is_dir() {
        assert!(std::env::var_os("WIRECOPY_REQUIRE_SEEDS").is_none(), "the data are missing");
        return println!("skipped: ../shared/data is not there");
    }
    let labels = labelled();
    // (hits, false alarms, misses) of shared copy, by split.
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    // Labels in rows, verdicts in columns.
    let mut tables: BTreeMap<&str, [[usize; 5]; 5]> = BTreeMap::new();
    for (corpus, folder) in [("fnc1", "fnc1"), ("scrapes", "scrapes"), ("reuters", "reuters21578")]
    {
        let path = data.join(folder).join("docs.jsonl.zst").display().to_string();
        let source = Source::open(&[path], &SourceOptions::default(), &|_| {}).unwrap();
        let rows = || labels.iter().filter(|row| row.0 == corpus);
        let listed = rows().map(|row| row.2.clone()).collect();
        let options = Options { pairs: Pairs::Listed(listed), k: source.k, ..Options::default() };
        let analysis = source.analyse(&options);
        let at = |id: &str| analysis.articles.iter().position(|article| article.id == id).unwrap();
        for (_, split, (a, b), label) in rows() {
            let verdict = analysis.comparison(at(a), at(b)).unwrap().verdict;
            tables.entry(split).or_default()[*label as usize][verdict as usize] += 1;
            let count = counts.entry(split).or_default();
            match (label.is_shared_copy(), verdict.is_shared_copy()) {
                (true, true) => count[0] += 1,
                (false, true) => count[1] += 1,
                (true, false) => count[2] += 1,
                (false, false) => {}
            }
        }
    }
    for (split, least) in [
        ("dev", 0.94),
        ("held", 0.93),
        ("fresh-dev", 0.93),
        ("fresh-held", 0.93),
        ("later-dev", 0.85),
        ("later-held", 0.80),
        ("even-dev", 0.93),
        ("even-held", 0.90),
        ("again-dev", 0.88),
        ("edge-dev", 0.85),
        ("round-2", 0.90),
        ("round-3", 0.93),
        ("round-4", 0.85),
        ("round-5", 0.80),
        ("formulas", 0.80),
    ] {
        let [hits, alarms, misses] = counts[split];
        let f1 = 2.0 * hits as f64 / (2 * hits + alarms + misses) as f64;
        println!("{split}: {hits} hits, {alarms} false alarms, {misses} misses, F1 {f1:.3}");
        tables[split].iter().for_each(|row| println!("  {row:?}"));
        assert!(f1 >= least, "{split}: F1 {f1:.3}");
    }
}
