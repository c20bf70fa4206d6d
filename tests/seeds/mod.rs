//! The five real pages, if they lie beside the checkout, and whether a text repeats their words.
#![allow(clippy::print_stdout)] // says what is skipped

use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The folder of the pages; it must be there where `WIRECOPY_REQUIRE_SEEDS` says so.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("WIRECOPY_REQUIRE_SEEDS").is_none(), "the seeds are missing");
    println!("skipped: ../shared/seeds is not there");
    None
}

/// How many different runs of six words of the pages stand in `text`, markup left out.
pub(crate) fn repeats(folder: &Path, text: &str) -> usize {
    let mut theirs = HashSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let page = std::fs::read(entry.unwrap().path()).unwrap();
        theirs.extend(runs(&String::from_utf8_lossy(&page)));
    }
    let mut outside = String::new();
    for part in text.split('<') {
        outside.push_str(part.split_once('>').map_or(part, |(_, after)| after));
        outside.push(' ');
    }
    runs(&outside).into_iter().filter(|run| theirs.contains(run)).collect::<HashSet<_>>().len()
}

/// All runs of six words; numbers are none, so that tables are no runs.
fn runs(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| word.contains(char::is_alphabetic)).collect();
    words.windows(6).map(|six| six.join(" ")).collect()
}
