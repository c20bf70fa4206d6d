//! `wirecopy eval` as people call it: gold against itself, a fresh run, and what is said of mistakes.

#![allow(clippy::unwrap_used)] // Helpers of a test are tests.

use assert_cmd::Command;
use serde_json::{Value, json};
use std::path::Path;

/// Runs `wirecopy eval` in the folder of the checkout; exit code, stdout, stderr.
fn eval(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("wirecopy").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("eval").args(arguments);
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn scores(arguments: &[&str]) -> Value {
    let (code, out, complaint) = eval(&[arguments, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{complaint}");
    serde_json::from_str(&out).unwrap()
}

/// A file of rows in a folder of its own.
fn file(folder: &Path, name: &str, rows: &[Value]) -> String {
    let path = folder.join(name);
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    std::fs::write(&path, lines.join("\n")).unwrap();
    path.display().to_string()
}

const PASSAGES: &str = "corpus/harbour-fire/gold/passages.jsonl";
const PAIRS: &str = "corpus/harbour-fire/gold/pairs.jsonl";
const CREDITS: &str = "corpus/harbour-fire/gold/credits.jsonl";

#[test]
fn gold_against_itself_is_right_for_every_kind() {
    let passages = scores(&["passages", PASSAGES, "--rows", PASSAGES, "--pairs", PAIRS]);
    assert_eq!(passages["schema"], "wirecopy.eval-passages/1");
    assert_eq!(passages["labels"], PASSAGES);
    assert_eq!(passages["overall"]["plagdet"], 1.0);
    assert_eq!(passages["overall"]["clean"], json!({"pairs": 34, "firing": 0}));
    let credits = scores(&["credits", CREDITS, "--rows", CREDITS]);
    assert_eq!((&credits["overall"]["f1"], &credits["exact"]), (&json!(1.0), &json!(12)));

    let folder = tempfile::tempdir().unwrap();
    let gold = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAIRS)).unwrap();
    let scored = gold.lines().map(|line| {
        let mut row: Value = serde_json::from_str(line).unwrap();
        row["score"] = json!(if row["verdict"].as_str().unwrap().contains("ly_") { 1 } else { 0 });
        row
    });
    let rows = file(folder.path(), "rows.jsonl", &scored.collect::<Vec<_>>());
    let pairs = scores(&["pairs", PAIRS, "--rows", &rows]);
    assert_eq!(pairs["classes"]["macro_f1"], 1.0);
    assert_eq!(pairs["shared"]["average_precision"], 1.0);
    assert_eq!(pairs["shared"]["calibration"]["error"], 0.0);

    let clusters = [json!({"members": ["p", "q"]}), json!({"id": "r", "cluster": null})];
    let clusters = file(folder.path(), "clusters.jsonl", &clusters);
    let score = scores(&["clusters", &clusters, "--rows", &clusters]);
    assert_eq!((&score["adjusted_rand"], &score["gold"]), (&json!(1.0), &json!(2)));
}

#[test]
fn a_fresh_run_scores_as_its_rows_do() {
    let folder = tempfile::tempdir().unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let rows = |verb: &str| {
        let path = folder.path().join(verb).display().to_string();
        let mut command = Command::cargo_bin("wirecopy").unwrap();
        command.current_dir(root).args([verb, "harbour-fire", "-o", &path]).assert().success();
        path
    };
    for (kind, gold) in [("passages", PASSAGES), ("pairs", PAIRS), ("credits", CREDITS)] {
        let fresh = scores(&[kind, gold, "harbour-fire"]);
        let written = scores(&[kind, gold, "--rows", &rows(kind)]);
        // The rows leave out pairs that share nothing, which then have no confidence.
        let without = |mut score: Value| {
            score["missing"] = json!(0);
            score["confidence"] = json!(null);
            score
        };
        assert_eq!(without(fresh), without(written), "{kind}");
    }
    let members = ["courier", "beacon", "ledger", "post", "star"];
    let gold = file(folder.path(), "stories.jsonl", &[json!({"members": members})]);
    assert_eq!(scores(&["clusters", &gold, "harbour-fire"])["pairs"]["recall"], 1.0);
}

#[test]
fn pairs_of_documents_that_were_not_read_do_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [
        json!({"a": "courier", "b": "beacon", "verdict": "wholly_shared"}),
        json!({"a": "courier", "b": "nobody", "verdict": "independent"}),
    ];
    let gold = file(folder.path(), "gold.jsonl", &rows);
    assert_eq!(scores(&["pairs", &gold, "harbour-fire"])["pairs"], 1);
}

#[test]
fn mistakes_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let strangers = [json!({"a": "p", "b": "q", "label": "WD"})];
    let strangers = file(folder.path(), "gold.jsonl", &strangers);
    let [post, star] = ["post", "star"];
    let misspelt = [
        json!({"a": post, "b": star, "verdict": "wholly_shared"}),
        json!({"a": post, "b": "ledger", "verdict": "party_shared"}),
    ];
    let misspelt = file(folder.path(), "misspelt.jsonl", &misspelt);
    let judged = [json!({"a": post, "b": star, "verdict": "wholly_shared", "score": 1.0})];
    let judged = file(folder.path(), "judged.jsonl", &judged);
    #[rustfmt::skip]
    let rows: [(&[&str], i32, &str); 9] = [
        (&["pairs", PAIRS], 2, "INPUT"),
        (&["pairs", PASSAGES, "--rows", PAIRS], 1, "gold/passages.jsonl:1: is not a row"),
        (&["pairs", PAIRS, "--rows", PAIRS], 1, "pairs.jsonl:1: the row has no score"),
        (&["pairs", &strangers, "harbour-fire"], 1, "none of its documents was read"),
        (&["pairs", PAIRS, "harbour-fire", "--map", "WD=copied"], 2, "`copied` is no verdict"),
        (&["pairs", PAIRS, "harbour-fire", "--order", "WD,ND"], 2, "no pair is labelled \"WD\""),
        (&["credits", "nowhere.jsonl", "harbour-fire"], 1, "nowhere.jsonl"),
        (&["pairs", &misspelt, "harbour-fire"], 1, "\"party_shared\" is no verdict"),
        (&["pairs", &strangers, "--rows", &judged], 1, "none of its pairs has a row"),
    ];
    for (arguments, code, complaint) in rows {
        let (got, _, said) = eval(arguments);
        assert_eq!(got, code, "{arguments:?}: {said}");
        assert!(said.contains(complaint), "{arguments:?}: {said}");
    }
}
