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
            // Archives of an earlier wirecopy have none.
            Ok(checked) if name == "catalogue.sum" && matches!(damage, Damage::Lost) => {
                prop_assert!(checked.damaged.is_empty());
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

/// Documents of one seed each.
fn some(seeds: std::ops::Range<u64>) -> Vec<Document> {
    seeds.map(|seed| document(format!("day/{seed}"), text(seed, 40))).collect()
}

#[test]
fn every_bit_of_the_catalogue_counts() {
    let (room, _) = &*WHOLE;
    let copied = tempfile::tempdir().unwrap();
    let folder = copied.path().join("archive");
    copy(&room.path().join("true"), &folder);
    let path = folder.join("catalogue.sqlite");
    let whole = fs::read(&path).unwrap();
    let named = || {
        let damaged = check(&folder, &|_| {}).map_or_else(|error| vec![error], |x| x.damaged);
        !damaged.is_empty() && damaged.iter().all(|x| x.to_string().contains("catalogue.sqlite"))
    };
    // The header bit by bit, of the rest every 37th.
    for bit in (0..100 * 8).chain((100 * 8..whole.len() * 8).step_by(37 * 8 + 1)) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &bytes).unwrap();
        assert!(named(), "bit {bit}");
        assert!(Writer::open(&folder).is_err(), "bit {bit}");
        for beside in ["catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
            let _ = fs::remove_file(folder.join(beside));
        }
    }
    for wrong in [&whole[..whole.len() - 1], &[&whole[..], &whole].concat()] {
        fs::write(&path, wrong).unwrap();
        assert!(named());
    }
    fs::write(&path, &whole).unwrap();
    assert!(check(&folder, &|_| {}).unwrap().damaged.is_empty());
}

#[test]
fn an_older_catalogue_is_named_and_nothing_is_swept_by_it() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    build(&folder, true);
    let path = folder.join("catalogue.sqlite");
    let older = fs::read(&path).unwrap();
    Writer::open(&folder).unwrap().add(some(0..5), Known::Keep).unwrap();
    let newer = fs::read(&path).unwrap();
    fs::write(&path, older).unwrap();
    let damaged = check(&folder, &|_| {}).unwrap().damaged;
    assert!(damaged.len() == 1 && damaged[0].to_string().contains("catalogue.sqlite: is not as"));
    let refused = Writer::open(&folder).err().unwrap().to_string();
    assert!(refused.contains("delete catalogue.sum"), "{refused}");
    fs::write(&path, newer).unwrap();
    assert!(check(&folder, &|_| {}).unwrap().damaged.is_empty());
    assert_eq!(Archive::open(&folder).unwrap().len(), 44);
}

#[test]
fn an_archive_without_a_seal_gets_one() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    build(&folder, true);
    fs::remove_file(folder.join("catalogue.sum")).unwrap();
    assert!(check(&folder, &|_| {}).unwrap().damaged.is_empty());
    drop(Writer::open(&folder).unwrap());
    assert!(folder.join("catalogue.sum").is_file());
    assert!(check(&folder, &|_| {}).unwrap().damaged.is_empty());
}

#[test]
#[cfg(unix)]
fn a_writer_that_lost_its_lock_adds_nothing_more_and_harms_nothing() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    build(&folder, true);
    let mut first = Writer::open(&folder).unwrap();
    first.add(some(0..3), Known::Keep).unwrap();
    assert!(Writer::open(&folder).is_err(), "one at a time");
    fs::remove_file(folder.join("lock")).unwrap();
    let mut second = Writer::open(&folder).unwrap();
    assert!(first.add(some(10..13), Known::Keep).is_err(), "before the other has written");
    assert_eq!(second.add(some(20..23), Known::Keep).unwrap().added, 3);
    assert!(first.add(some(30..33), Known::Keep).is_err());
    assert!(first.remove(&["day/1".into()]).is_err());
    assert_eq!(second.add(some(40..43), Known::Keep).unwrap().added, 3);
    let archive = Archive::open(&folder).unwrap();
    let there = |seed: u64| archive.number(&format!("day/{seed}")).unwrap().is_some();
    assert!([1, 21, 41].into_iter().all(there) && ![11, 31].into_iter().any(there));
    assert!(check(&folder, &|_| {}).unwrap().damaged.is_empty());
}
