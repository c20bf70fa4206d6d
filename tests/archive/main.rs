//! Archives under bad luck, by the real program and the library.
//!
//! - `killed`: SIGKILL at random moments of add, remove and compact
//! - `damaged`: flipped, torn, cut, lost files
//! - `crowded`: two writers, readers beside a writer, a full disk, inputs added again
//! - `versions`: archives that earlier versions have written

#![allow(clippy::unwrap_used)] // Helpers of a test are tests.

mod crowded;
mod damaged;
mod killed;
mod versions;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use wirecopy::archive::{Archive, check};
use wirecopy::document::Document;

/// Ids and texts of the documents of an archive.
type Texts = BTreeMap<String, String>;

/// Numbers that look random and are the same in every run (Steele, Lea, Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }
}

/// An invented text of `words` words.
fn text(seed: u64, words: u64) -> String {
    let names = ["ferry", "quay", "storm", "mayor", "reef", "tug", "lamp", "rope", "gull", "mist"];
    let mut dice = Dice(seed);
    let words = (0..words).map(|_| names[dice.roll(10) as usize]);
    words.collect::<Vec<_>>().join(" ")
}

fn document(id: String, text: String) -> Document {
    Document { outlet: "post".into(), language: Some("en".into()), id, text, ..Document::default() }
}

/// The rows of a file to add.
fn rows(documents: &[(String, String)]) -> String {
    let row = |(id, text): &(String, String)| {
        serde_json::json!({"id": id, "outlet": "post", "lang": "en", "text": text}).to_string()
            + "\n"
    };
    documents.iter().map(row).collect()
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wirecopy"));
    command.env("WIRECOPY_THREADS", "2");
    command
}

/// Everything in an archive that is whole, asked in every way.
#[track_caller]
fn texts(folder: &Path) -> Texts {
    let checked = check(folder, &|_| {}).unwrap();
    assert!(checked.damaged.is_empty(), "{:?}", checked.damaged);
    let archive = Archive::open(folder).unwrap();
    let documents = archive.documents().unwrap().map(|document| document.unwrap().1);
    let texts: Texts = documents.map(|document| (document.id, document.text)).collect();
    assert_eq!(texts.len(), archive.len());
    let mut postings = 0;
    for posting in archive.postings().unwrap() {
        assert!(archive.entry(posting.unwrap().document).unwrap().is_some());
        postings += 1;
    }
    assert!(postings > 0 || texts.values().all(|text| text.split(' ').count() < 12));
    texts
}

/// How many documents the program says are kept, at the last.
fn acknowledged(said: &str) -> usize {
    let counts = said.lines().filter_map(|line| line.strip_suffix(" kept")?.rsplit(' ').next());
    counts.map(|count| count.parse().unwrap()).max().unwrap_or(0)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        match from.is_dir() {
            true => copy(&from, &to),
            false => drop(std::fs::copy(from, to).unwrap()),
        }
    }
}
