//! Credits against labels read by a person: `benches/quality/credits.jsonl` (corpus, id, round, the
//! credits as a set of agency and role; no text) over `../shared/data`, regions unknown.
//!
//! Round 1 is 200 documents; two fifths of them, by a hash of corpus and id, served to develop the
//! rules. Rounds 2 to 7 are fresh documents that name an agency, each labelled and then scored once
//! with the rules as they stood, before its errors were looked at. Those first scores say how good
//! the rules are on pages nobody tuned them on (precision, recall):
//! held back of round 1 0.956, 0.870; round 2 1.000, 0.942; round 3 0.938, 0.916;
//! round 4 0.979, 0.948; round 5 1.000, 0.976; round 6, labelled by three readers who had not written
//! the rules, 0.974, 0.957 (a copyright line that names no holder was taken out of it afterwards); round 7, by
//! three others, 0.983, 0.935, and 0.992, 0.959 after a picture credit that a reader had passed over was added and
//! three names were taken out that no agency of the table has (the labels of all rounds name these only). What is
//! pinned below is today's score on all.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and prints its table"
)]

use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use wirecopy::credit::{Directory, Role, credits};
use wirecopy::document::Document;

type Label = (Option<String>, String);

/// True and false positives, and misses.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Score {
    hit: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    fn add(&mut self, found: &BTreeSet<Label>, gold: &BTreeSet<Label>) {
        self.hit += found.intersection(gold).count();
        self.wrong += found.difference(gold).count();
        self.missed += gold.difference(found).count();
    }
    fn precision(self) -> f64 {
        self.hit as f64 / (self.hit + self.wrong).max(1) as f64
    }
    fn recall(self) -> f64 {
        self.hit as f64 / (self.hit + self.missed).max(1) as f64
    }
}

fn held_back(corpus: &str, id: &str) -> bool {
    Sha256::digest(format!("{corpus}/{id}").as_bytes())[0] % 5 >= 2
}

/// Round and credits of every labelled document, by corpus and id.
fn labels() -> BTreeMap<(String, String), (u64, BTreeSet<Label>)> {
    let rows = include_str!("../benches/quality/credits.jsonl").lines();
    let rows = rows.map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    let text = |v: &serde_json::Value| v.as_str().map(str::to_string);
    rows.map(|row| {
        let credits = row["credits"].as_array().unwrap().iter();
        let set = credits.map(|c| (text(&c["agency"]), text(&c["role"]).unwrap())).collect();
        let key = (text(&row["corpus"]).unwrap(), text(&row["id"]).unwrap());
        (key, (row["round"].as_u64().unwrap(), set))
    })
    .collect()
}

/// The credits found in the labelled documents of one corpus.
fn found(corpus: &str, path: &str, wanted: &BTreeSet<&str>) -> BTreeMap<String, BTreeSet<Label>> {
    let file = BufReader::new(zstd::Decoder::new(File::open(path).unwrap()).unwrap());
    let mut all = BTreeMap::new();
    for line in file.lines() {
        let row: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = |key: &str| row[key].as_str().map(str::to_string);
        let id = text("id").unwrap();
        if !wanted.contains(id.as_str()) {
            continue;
        }
        let document = Document {
            outlet: text("source").unwrap_or_default(),
            title: text("title"),
            url: text("url"),
            text: text("text").unwrap(),
            id: id.clone(),
            ..Document::default()
        };
        let set = credits(&document, &[], &Directory::default())
            .into_iter()
            .map(|c| (c.agency, c.role.to_string()));
        all.insert(id, set.collect());
    }
    assert_eq!(all.len(), wanted.len(), "{corpus}");
    all
}

#[test]
fn credits_agree_with_a_reader() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");
    if !std::path::Path::new(data).exists() {
        assert!(std::env::var("WIRECOPY_REQUIRE_SEEDS").is_err(), "no {data}");
        println!("no {data}: skipped");
        return;
    }
    let gold = labels();
    let (mut parts, mut roles) = (BTreeMap::new(), BTreeMap::new());
    for (corpus, file) in [
        ("scrapes", "scrapes/docs.jsonl.zst"),
        ("fnc1", "fnc1/docs.jsonl.zst"),
        ("allsides", "allsides.jsonl.zst"),
    ] {
        let wanted = gold.keys().filter(|(c, _)| c == corpus).map(|(_, id)| id.as_str()).collect();
        for (id, found) in found(corpus, &format!("{data}/{file}"), &wanted) {
            let (round, gold) = &gold[&(corpus.to_string(), id.clone())];
            let part = match round {
                1 if held_back(corpus, &id) => "round 1, held back",
                1 => "round 1, developed on",
                2..=5 => "rounds 2 to 5",
                6 => "round 6",
                _ => "round 7",
            };
            parts.entry(part).or_insert_with(Score::default).add(&found, gold);
            for role in Role::ALL.map(Role::name) {
                let of =
                    |set: &BTreeSet<Label>| set.iter().filter(|l| l.1 == role).cloned().collect();
                roles.entry(role).or_insert_with(Score::default).add(&of(&found), &of(gold));
            }
            found.difference(gold).for_each(|l| println!("{corpus} {id}: wrong {l:?}"));
            gold.difference(&found).for_each(|l| println!("{corpus} {id}: missed {l:?}"));
        }
    }
    for (name, score) in parts.iter().chain(&roles) {
        println!(
            "{name:>22} precision {:.3} recall {:.3} {score:?}",
            score.precision(),
            score.recall()
        );
        assert!(score.precision() >= 0.97 && score.recall() >= 0.97, "{name}");
    }
    let pinned =
        |name, hit, wrong, missed| assert_eq!(parts[name], Score { hit, wrong, missed }, "{name}");
    pinned("round 1, developed on", 71, 0, 0);
    pinned("round 1, held back", 99, 0, 1);
    pinned("rounds 2 to 5", 345, 2, 3);
    pinned("round 6", 113, 2, 2);
    pinned("round 7", 119, 1, 3);
}
