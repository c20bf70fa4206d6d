//! How well derivation tells degrees of rewriting, on two labelled corpora: pinned a little under
//! what `benches/quality/derivation.md` records.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers fail their tests, or say what is skipped

use serde_json::Value;
use std::path::PathBuf;
use wirecopy::analysis::{Options, Pairs};
use wirecopy::eval::gold;
use wirecopy::eval::judged::Row;
use wirecopy::eval::pairs::{Judged, Labelled, PairScore, Reading, score};
use wirecopy::report::rows::PairRow;
use wirecopy::source::{Source, SourceOptions};

/// The scores, by the field `by` of its rows, of a run for rewritten copy over the labelled pairs of a
/// corpus, if it is there.
fn scored(corpus: &str, by: &str, reading: &Reading) -> Option<PairScore> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(corpus);
    if !folder.is_dir() {
        assert!(std::env::var_os("WIRECOPY_REQUIRE_SEEDS").is_none(), "{corpus} is missing");
        println!("skipped: ../shared/data/{corpus} is not there");
        return None;
    }
    let documents = folder.join("docs.jsonl").display().to_string();
    let source = Source::open(&[documents], &SourceOptions::default(), &|_| {}).unwrap();
    let labels = gold::pairs(&folder.join("gold.jsonl")).unwrap();
    let listed = labels.iter().map(|pair| (pair.a.clone(), pair.b.clone())).collect();
    let pairs = Pairs::Listed(listed);
    let options = Options { pairs, rewritten: true, k: source.k, ..Options::default() };
    let analysis = source.analyse(&options);
    let row = |pair| serde_json::to_value(PairRow::of(&analysis, pair)).unwrap();
    let rows: Vec<Value> = analysis.comparisons.iter().map(row).collect();
    let rows: Vec<Row> = rows.iter().map(|row| Row::of(row, Some(by)).unwrap()).collect();
    let judged: Vec<Judged> = rows.iter().map(Row::judged).collect();
    let labelled: Vec<Labelled> =
        labels.iter().map(|pair| Labelled { a: &pair.a, b: &pair.b, label: &pair.label }).collect();
    Some(score(&labelled, &judged, reading))
}

fn names<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

#[test]
fn three_degrees_of_urdu_rewriting() {
    let map = [("WD", "wholly_shared"), ("PD", "partly_shared"), ("ND", "independent")];
    let map = map.map(|(label, verdict)| (label.to_owned(), verdict.to_owned())).into();
    let reading = Reading { map, order: names(["ND", "PD", "WD"]) };
    let Some(score) = scored("counter-urdu", "derivation", &reading) else { return };
    let classes = score.classes.unwrap();
    let wholly = classes.each["wholly_shared"].f1();
    println!("macro F1 {:.3}, wholly {wholly:.3}", classes.macro_f1);
    assert!(classes.macro_f1 >= 0.76 && wholly >= 0.815);
}

#[test]
fn four_degrees_of_copying_among_short_answers() {
    let reading = Reading { order: names(["non", "heavy", "light", "cut"]), ..Reading::default() };
    for (by, floor) in [("containment", 0.82), ("words", 0.81), ("derivation", 0.77)] {
        let Some(score) = scored("short-answers", by, &reading) else { return };
        let rank = score.order.unwrap().spearman.unwrap();
        println!("rank correlation of {by} {rank:.3}");
        assert!(rank >= floor, "{by}: {rank}");
    }
}
