//! How true the chances are, on real news beside the checkout: bits on pairs that have nothing to do
//! with each other, confidences on labelled pairs. `benches/quality/chance.md` has the figures.
//!
//! `cargo test --test chance -- --nocapture` prints them.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // prints its tables, says what is skipped

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use wirecopy::analysis::{Analysis, CALIBRATION_ERROR, LABELLED, Options, Pairs, analyse};
use wirecopy::chance::{self, Formulae};
use wirecopy::document::{Corpus, Document};
use wirecopy::source::{Source, SourceOptions};

/// The folder of the data, which must be there where `WIRECOPY_REQUIRE_SEEDS` says so.
fn data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("WIRECOPY_REQUIRE_SEEDS").is_none(), "the data are missing");
    println!("skipped: ../shared/data is not there");
    None
}

/// The first `count` texts of 800 bytes or more, of an outlet of this name.
fn documents(path: &Path, outlet: &str, count: usize) -> Vec<Document> {
    let rows = BufReader::new(zstd::Decoder::new(std::fs::File::open(path).unwrap()).unwrap());
    let texts = rows.lines().map(|line| {
        let row: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        row["text"].as_str().unwrap().to_string()
    });
    let document = |(number, text)| Document {
        id: format!("{outlet}/{number}"),
        outlet: outlet.into(),
        text,
        ..Document::default()
    };
    texts.filter(|text| text.len() >= 800).take(count).enumerate().map(document).collect()
}

/// News of 1987 against news of other people thirty years later: one pair in `2^x` reaches `x` bits,
/// or fewer where the corpus has shown what its formulae are.
#[test]
fn unrelated_news_reaches_as_many_bits_as_chance_says() {
    const EACH: usize = 1_500;
    let Some(data) = data() else { return };
    let mut all = documents(&data.join("reuters21578/docs.jsonl.zst"), "wire", EACH);
    all.extend(documents(&data.join("allsides.jsonl.zst"), "web", EACH));
    let options = Options { run: Some(5), passage: 5, cross_outlet: true, ..Options::default() };
    let analysis = analyse(Corpus::of("unrelated", all), &options);
    // The best of each pair, by words alone and as the run has it.
    let mut best: Vec<[f32; 2]> = Vec::new();
    for pair in &analysis.comparisons {
        let [a, b] = [&analysis.articles[pair.a], &analysis.articles[pair.b]];
        let alone = |runs| chance::bits(a, b, runs, &Formulae::default());
        let bits = pair.passages.iter().map(|passage| [alone(&passage.runs), passage.bits]);
        best.extend(bits.reduce(|x, y| [x[0].max(y[0]), x[1].max(y[1])]));
    }
    println!("bits   by words   with formulae, as -log2 of the share of pairs");
    for bits in [8.0f32, 10.0, 12.0, 14.0] {
        let rarity = [0, 1].map(|kind| {
            let reach = best.iter().filter(|best| best[kind] >= bits).count();
            -(reach as f32 / (EACH * EACH) as f32).log2()
        });
        println!("{bits:4} {:10.1} {:10.1}", rarity[0], rarity[1]);
        assert!((rarity[0] - bits).abs() < 1.5, "{bits} bits by words: {}", rarity[0]);
        assert!(rarity[1] > bits - 0.5, "{bits} bits: {}", rarity[1]);
    }
}

/// (confidence that the pair shares copy, whether it does) of every labelled pair of two corpora; the
/// third is too large for a test.
fn judged(data: &Path) -> Vec<(f64, bool)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/quality");
    let read = |name| std::fs::read_to_string(folder.join(name)).unwrap();
    let rows = ["verdicts.jsonl", "fresh.jsonl", "later.jsonl", "even.jsonl", "rounds.jsonl"];
    let rows = rows.map(read).concat();
    let rows: Vec<serde_json::Value> =
        rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    assert_eq!(rows.len(), LABELLED);
    let mut judged = Vec::new();
    for corpus in ["fnc1", "scrapes"] {
        let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_string();
        let labels: HashMap<(String, String), bool> = rows
            .iter()
            .filter(|row| row["corpus"] == corpus)
            .map(|row| {
                let shares = text(row, "verdict").ends_with("y_shared");
                ((text(row, "a"), text(row, "b")), shares)
            })
            .collect();
        let path = data.join(corpus).join("docs.jsonl.zst").display().to_string();
        let source = Source::open(&[path], &SourceOptions::default(), &|_| {}).unwrap();
        let listed = labels.keys().cloned().collect();
        let options = Options { pairs: Pairs::Listed(listed), k: source.k, ..Options::default() };
        let analysis: Analysis = source.analyse(&options);
        for pair in &analysis.comparisons {
            let [a, b] = [pair.a, pair.b].map(|index| analysis.articles[index].id.clone());
            let shares = labels.get(&(a.clone(), b.clone())).or_else(|| labels.get(&(b, a)));
            judged.push((pair.reasons.likelihood(), *shares.unwrap()));
        }
    }
    judged.sort_by(|x, y| x.0.total_cmp(&y.0));
    judged
}

#[test]
fn confidences_are_as_right_as_reports_say() {
    let Some(data) = data() else { return };
    let judged = judged(&data);
    assert!(judged.len() > 700);
    let bins = judged.chunks(judged.len() / 8);
    let error: f64 = bins
        .map(|bin| {
            let said: f64 = bin.iter().map(|(likely, _)| likely).sum();
            let shares = bin.iter().filter(|(_, shares)| *shares).count() as f64;
            (said - shares).abs()
        })
        .sum();
    let error = error / judged.len() as f64;
    println!("expected calibration error over {} pairs: {error:.3}", judged.len());
    assert!(
        error <= CALIBRATION_ERROR + 0.005,
        "reports say {CALIBRATION_ERROR}, it is {error:.3}"
    );
}
