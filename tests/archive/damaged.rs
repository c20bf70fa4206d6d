//! A damaged archive says so, by the name of the file, and never answers wrongly.

use crate::{copy, document, text};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use wirecopy::archive::{Archive, ArchiveOptions, Known, Posting, Ranked, Writer, check};
use wirecopy::article::Dissection;
use wirecopy::document::Document;
use wirecopy::error::Result;
use wirecopy::family::Family;

/// What can happen to a file, at a place in thousandths of its length.
#[derive(Clone, Copy, Debug)]
enum Damage {
    /// A bit is another.
    Flip(u8),
    /// The end is gone.
    Cut,
    /// A stretch from here on was never written.
    Torn(usize),
    /// Bytes of something else stand at the end.
    Longer,
    /// It is another file of its kind.
    Swapped,
    /// It is not there.
    Lost,
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        6 => (0u8..8).prop_map(Damage::Flip),
        2 => Just(Damage::Cut),
        2 => (1usize..5000).prop_map(Damage::Torn),
        1 => Just(Damage::Longer),
        1 => Just(Damage::Swapped),
        1 => Just(Damage::Lost),
    ]
}

fn build(folder: &Path, text_kept: bool) {
    let options = ArchiveOptions { text: text_kept, ..ArchiveOptions::default() };
    Archive::create(folder, &options).unwrap();
    let mut writer = Writer::open(folder).unwrap();
    for batch in 0..2u64 {
        let documents = (0..20 + batch).map(|i| {
            let seed = batch * 100 + i;
            document(format!("paper/{seed}"), text(seed % 13, 30 + seed))
        });
        writer.add(documents.collect(), Known::Keep).unwrap();
    }
    writer.remove(&["paper/3".into(), "paper/104".into()]).unwrap();
}

/// Both kinds of archive, whole.
static WHOLE: LazyLock<(tempfile::TempDir, [Answers; 2])> = LazyLock::new(|| {
    let room = tempfile::tempdir().unwrap();
    let answers = [true, false].map(|text| {
        let folder = room.path().join(text.to_string());
        build(&folder, text);
        answers(&Archive::open(&folder).unwrap())
    });
    (room, answers)
});

#[derive(Debug)]
struct Answers {
    count: usize,
    numbers: Vec<Result<Option<u32>>>,
    entries: Result<Vec<wirecopy::archive::Entry>>,
    documents: Vec<Result<Document>>,
    articles: Vec<Result<wirecopy::article::Article>>,
    postings: Result<Vec<Posting>>,
    found: Result<Vec<Posting>>,
    families: Result<Vec<Family>>,
}

/// Asks everything.
fn answers(archive: &Archive) -> Answers {
    let how = Dissection { k: 5, ..Dissection::default() };
    let hashes = || {
        let texts = (0..13).map(|seed| document(String::new(), text(seed, 90)));
        let shingles = texts.flat_map(|document| {
            let article = wirecopy::article::Article::of(document, &how);
            archive.sieve().keep(&article.fingerprint.shingles)
        });
        shingles.collect::<Vec<u64>>()
    };
    Answers {
        count: archive.len(),
        numbers: (0..130).map(|i| archive.number(&format!("paper/{i}"))).collect(),
        entries: archive.entries().collect(),
        documents: (0..50).map(|number| archive.document(number)).collect(),
        articles: (0..50).map(|number| archive.article(number, &how)).collect(),
        postings: archive.postings().and_then(Iterator::collect),
        found: archive.lookup(&hashes()),
        families: Ranked::of(archive).and_then(|ranked| ranked.families(12)),
    }
}

/// Every answer is that of the whole archive, or an error.
fn right<T: PartialEq + std::fmt::Debug>(got: &Result<T>, want: &Result<T>) {
    match (got, want) {
        (Ok(got), Ok(want)) => assert_eq!(got, want),
        (Ok(got), Err(_)) => panic!("{got:?}"),
        (Err(_), _) => {}
    }
}

fn all_right(got: &Answers, want: &Answers) {
    assert_eq!(got.count, want.count);
    right(&got.entries, &want.entries);
    right(&got.postings, &want.postings);
    right(&got.found, &want.found);
    right(&got.families, &want.families);
    got.numbers.iter().zip(&want.numbers).for_each(|(got, want)| right(got, want));
    got.documents.iter().zip(&want.documents).for_each(|(got, want)| right(got, want));
    got.articles.iter().zip(&want.articles).for_each(|(got, want)| right(got, want));
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let list = |folder: &Path| {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_file()).collect::<Vec<_>>()
    };
    let mut files = list(folder);
    files.extend(list(&folder.join("segments")));
    files.retain(|file| file.file_name().unwrap() != "lock");
    files.sort();
    files
}

/// Whether the file is another than before.
fn strike(file: &Path, damage: Damage, place: usize) -> bool {
    let before = fs::read(file).unwrap();
    let mut bytes = before.clone();
    let at = place * bytes.len() / 1000;
    match damage {
        Damage::Flip(bit) => bytes[at] ^= 1 << bit,
        Damage::Cut => bytes.truncate(at),
        Damage::Torn(length) => {
            let end = bytes.len().min(at + length);
            bytes[at..end].fill(0);
        }
        Damage::Longer => bytes.extend(b"and more"),
        Damage::Swapped => {
            let beside = fs::read_dir(file.parent().unwrap()).unwrap();
            let mut beside = beside.map(|entry| entry.unwrap().path());
            let other = beside.find(|x| x.extension() == file.extension() && x != file);
            bytes = other.map_or(bytes, |other| fs::read(other).unwrap());
        }
        Damage::Lost => {
            fs::remove_file(file).unwrap();
            return true;
        }
    }
    fs::write(file, &bytes).unwrap();
    bytes != before
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damage_is_named_and_never_believed(
        kind in 0usize..2, which in 0usize..100, damage in damage(), place in 0usize..1000
    ) {
        let (room, wanted) = &*WHOLE;
        let copied = tempfile::tempdir().unwrap();
        let folder = copied.path().join("archive");
        copy(&room.path().join((kind == 0).to_string()), &folder);
        let files = files(&folder);
        let file = &files[which % files.len()];
        prop_assume!(strike(file, damage, place));
        let name = file.file_name().unwrap().to_str().unwrap();
        match check(&folder, &|_| {}) {
            Err(error) => prop_assert!(error.to_string().contains(folder.to_str().unwrap())),
            // SQLite has bytes that mean nothing.
            Ok(checked) if name == "catalogue.sqlite" && checked.damaged.is_empty() => {
                let got = answers(&Archive::open(&folder).unwrap());
                prop_assert!(got.entries.is_ok() && got.postings.is_ok());
            }
            Ok(checked) => {
                let names: Vec<String> = checked.damaged.iter().map(|x| x.to_string()).collect();
                prop_assert!(names.len() == 1 && names[0].contains(name), "{}: {:?}", name, names);
            }
        }
        match Archive::open(&folder) {
            Ok(archive) => all_right(&answers(&archive), &wanted[kind]),
            Err(error) => {
                prop_assert!(error.to_string().contains(folder.to_str().unwrap()), "{}", error);
            }
        }
        // A writer refuses, or adds to what is right.
        if let Ok(mut writer) = Writer::open(&folder)
            && let Ok(added) = writer.add(vec![document("new".into(), text(99, 20))], Known::Keep)
        {
            prop_assert_eq!(added.added, 1);
        }
    }
}
