//! The committed reports of the built-in corpora are what the tool makes of them today.
//!
//! `BLESS=1 cargo test --test golden` rewrites `reports/` after a change that is meant; look at the
//! pages and plots before you commit them. PNGs are drawn from the SVGs, so only the latter are compared.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // Helpers of a test are tests.

mod seeds;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use wirecopy::analysis::Options;
use wirecopy::report::{File, ReportSettings, files, write};
use wirecopy::source::{EMBEDDED, Source, SourceOptions};

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("reports")
}

/// What `wirecopy report` makes of a built-in corpus.
fn made(corpus: &str) -> Vec<(File, Vec<u8>)> {
    let source = Source::open(&[corpus.into()], &SourceOptions::default(), &|_| {}).unwrap();
    let settings = ReportSettings {
        title: source.title.clone(),
        about: source.about.clone(),
        ..ReportSettings::default()
    };
    let options = Options { k: source.k, unit: source.unit, ..Options::default() };
    let analysis = source.analyse(&options);
    if std::env::var_os("BLESS").is_some() {
        write(&analysis, &settings, &committed().join(corpus)).unwrap();
    }
    files(&analysis, &settings).unwrap()
}

/// What of a committed file is not as it should be, in one line.
fn wrong(file: File, path: &Path, made: &[u8]) -> Option<String> {
    let name = path.strip_prefix(committed()).unwrap_or(path).display();
    let Ok(there) = fs::read(path) else { return Some(format!("{name} is missing")) };
    if let File::Png(_) = file {
        let image = png::Decoder::new(std::io::Cursor::new(there)).read_info();
        let drawn = image.is_ok_and(|image| image.info().width > 100);
        return (!drawn).then(|| format!("{name} is no picture"));
    }
    let (old, new) = (String::from_utf8_lossy(&there), String::from_utf8_lossy(made));
    if old == new {
        return None;
    }
    let same = old.lines().zip(new.lines()).take_while(|(x, y)| x == y).count();
    Some(format!("{name} differs from line {}", same + 1))
}

#[test]
fn the_committed_reports_are_up_to_date() {
    let mut problems = Vec::new();
    for corpus in EMBEDDED {
        let folder = committed().join(corpus.name);
        let made = made(corpus.name);
        if !folder.is_dir() {
            problems.push(format!("the folder {} is missing", corpus.name));
            continue;
        }
        let names: BTreeSet<String> = made.iter().map(|(file, _)| file.name()).collect();
        problems.extend(
            made.iter().filter_map(|(file, bytes)| wrong(*file, &folder.join(file.name()), bytes)),
        );
        let there = fs::read_dir(&folder).into_iter().flatten();
        let there = there.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let stale = there.filter(|name| !names.contains(name));
        problems.extend(stale.map(|name| format!("{}/{name} is made no more", corpus.name)));
    }
    assert!(
        problems.is_empty(),
        "the committed reports are not those of this version:\n  {}\n\
         If that is meant, `BLESS=1 cargo test --test golden` rewrites reports/; look before you commit.",
        problems.join("\n  ")
    );
}

#[test]
fn a_report_to_publish_holds_no_words_of_the_articles() {
    let Some(pages) = seeds::folder() else { return };
    for (file, bytes) in made("pegasus-2021") {
        if !matches!(file, File::Png(_)) {
            let repeats = seeds::repeats(&pages, &String::from_utf8_lossy(&bytes));
            assert_eq!(repeats, 0, "runs of six words of the articles stand in {}", file.name());
        }
    }
}
