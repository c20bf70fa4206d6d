//! An archive against a plain map of documents; readers beside a writer; two writers.

use super::*;
use crate::article::{Article, Dissection};
use crate::document::Document;
use crate::fingerprint::Sieve;
use crate::token::Unit;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// An invented text: `seed` decides its sentences, some of which other seeds share.
fn text(seed: u32) -> String {
    let words = ["ferry", "quay", "storm", "mayor", "reef", "tug", "lamp", "rope", "gull", "mist"];
    let sentence = |n: u32| {
        let word = |i: u32| words[((n + 1) * (i + 3) * (i + n + 7)) as usize % words.len()];
        (0..14).map(word).collect::<Vec<_>>().join(" ")
    };
    (0..seed % 5).map(|i| sentence(seed % 7 + i) + ".").collect::<Vec<_>>().join("\n\n")
}

fn document(id: u32, seed: u32) -> Document {
    Document {
        id: format!("paper/{id}"),
        outlet: format!("paper {}", id % 3),
        title: Some(format!("Storm {seed}")),
        date: Some(format!("2031-05-{:02}", id % 28 + 1)),
        language: Some("en".into()),
        text: text(seed),
        ..Document::default()
    }
}

#[derive(Clone, Debug)]
enum Act {
    Add(Vec<(u32, u32)>, Known),
    Remove(Vec<u32>),
    Compact,
}

fn act() -> impl Strategy<Value = Act> {
    let documents = || proptest::collection::vec((0u32..20, 0u32..40), 0..6);
    prop_oneof![
        4 => documents().prop_map(|documents| Act::Add(documents, Known::Keep)),
        2 => documents().prop_map(|documents| Act::Add(documents, Known::Replace)),
        1 => proptest::collection::vec(0u32..20, 0..4).prop_map(Act::Remove),
        1 => Just(Act::Compact),
    ]
}

/// All that can be asked, against the documents that should be there.
fn agree(archive: &Archive, model: &BTreeMap<String, Document>) {
    let how = Dissection { k: archive.options().k, ..Dissection::default() };
    assert_eq!(archive.len(), model.len());
    let entries: Vec<Entry> = archive.entries().map(Result::unwrap).collect();
    assert!(entries.is_sorted_by_key(|entry| entry.number));
    assert_eq!(entries.len(), model.len());
    let mut postings = Vec::new();
    for entry in &entries {
        let want = &model[&entry.id];
        assert_eq!(archive.number(&entry.id).unwrap(), Some(entry.number));
        assert_eq!(archive.entry(entry.number).unwrap().as_ref(), Some(entry));
        let mut article = Article::of(want.clone(), &how);
        assert_eq!(entry.words as usize, article.fingerprint.tokens());
        for (position, hash) in archive.sieve().keep_at(&article.fingerprint.shingles) {
            postings.push(Posting { hash, document: entry.number, position });
        }
        if archive.options().text {
            assert_eq!(&archive.document(entry.number).unwrap(), want);
        } else {
            (article.text, article.title) = (None, None);
            article.topics.clear();
            article.fingerprint.marks.clear();
        }
        assert_eq!(archive.article(entry.number, &how).unwrap(), article);
    }
    postings.sort_unstable();
    let walked: Vec<Posting> = archive.postings().unwrap().map(Result::unwrap).collect();
    assert_eq!(walked, postings);
    let hashes: Vec<u64> = postings.iter().rev().step_by(3).map(|p| p.hash).chain([1, 9]).collect();
    let found = archive.lookup(&hashes).unwrap();
    postings.retain(|posting| hashes.contains(&posting.hash));
    assert_eq!(found, postings);
    let numbers = || entries.iter().map(|entry| entry.number);
    let articles = archive.articles(&how).map(|article| article.unwrap().0);
    assert!(articles.eq(numbers()));
    if archive.options().text {
        assert!(archive.documents().unwrap().map(|x| x.unwrap().0).eq(numbers()));
    }
    assert_eq!(archive.number("nobody").unwrap(), None);
    assert!((0..archive.past()).filter(|&n| archive.entry(n).unwrap().is_some()).eq(numbers()));
}

fn sound(folder: &Path) {
    assert!(check(folder, &|_| {}).unwrap().damaged.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is done, the archive holds what a map would, and open readers what they held.
    #[test]
    fn an_archive_is_a_map(acts in proptest::collection::vec(act(), 0..14), text: bool, k in 1usize..6) {
        let room = tempfile::tempdir().unwrap();
        let folder = room.path().join("archive");
        let options = ArchiveOptions { text, k, ..ArchiveOptions::default() };
        Archive::create(&folder, &options).unwrap();
        let mut writer = Writer::open(&folder).unwrap();
        let mut model: BTreeMap<String, Document> = BTreeMap::new();
        let before = Archive::open(&folder).unwrap();
        let mut middle = None;
        let half = acts.len() / 2;
        for (at, act) in acts.into_iter().enumerate() {
            match act {
                Act::Add(documents, known) => {
                    let documents: Vec<_> = documents.iter().map(|&(i, s)| document(i, s)).collect();
                    let (mut present, mut skipped) = (0, 0);
                    let old = model.clone();
                    for document in &documents {
                        match model.get(&document.id) {
                            Some(other) if other.text == document.text => present += 1,
                            Some(_) if known == Known::Keep => skipped += 1,
                            _ => drop(model.insert(document.id.clone(), document.clone())),
                        }
                    }
                    let new = model.iter().filter(|(id, document)| old.get(*id) != Some(document));
                    let added = writer.add(documents, known).unwrap();
                    prop_assert!(added.added >= new.count());
                    prop_assert_eq!((added.present, added.skipped.len()), (present, skipped));
                }
                Act::Remove(ids) => {
                    let ids: Vec<String> = ids.iter().map(|id| format!("paper/{id}")).collect();
                    writer.remove(&ids).unwrap();
                    ids.iter().for_each(|id| drop(model.remove(id)));
                }
                Act::Compact => {
                    writer.compact().unwrap();
                    prop_assert!(writer.archive().segments.len() <= 1);
                }
            }
            if at == half {
                middle = Some((Archive::open(&folder).unwrap(), model.clone()));
            }
        }
        agree(writer.archive(), &model);
        drop(writer);
        agree(&Archive::open(&folder).unwrap(), &model);
        agree(&before, &BTreeMap::new());
        if let Some((archive, model)) = middle {
            agree(&archive, &model);
        }
        sound(&folder);
    }

    /// Batches change nothing but the segments.
    #[test]
    fn batches_change_no_answer(batch in 1usize..40) {
        let room = tempfile::tempdir().unwrap();
        let documents: Vec<Document> = (0..60).map(|id| document(id, id * 7)).collect();
        let archives = [batch, 60].map(|batch| {
            let folder = room.path().join(format!("by {batch}"));
            Archive::create(&folder, &ArchiveOptions::default()).unwrap();
            let mut writer = Writer::open(&folder).unwrap();
            for batch in documents.chunks(batch) {
                writer.add(batch.to_vec(), Known::Keep).unwrap();
            }
            Archive::open(&folder).unwrap()
        });
        let [one, other] = archives.map(|archive| {
            let postings: Vec<Posting> = archive.postings().unwrap().map(Result::unwrap).collect();
            (postings, archive.entries().map(Result::unwrap).collect::<Vec<_>>())
        });
        prop_assert!(one == other);
    }
}

/// Where only `archive.toml` is lost nothing else is given up.
#[test]
fn a_lost_settings_file_is_told_and_nothing_is_made_anew() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    Archive::create(&folder, &ArchiveOptions::default()).unwrap();
    Writer::open(&folder).unwrap().add(vec![document(1, 3)], Known::Keep).unwrap();
    let settings = folder.join("archive.toml");
    let kept = std::fs::read(&settings).unwrap();
    std::fs::remove_file(&settings).unwrap();
    let refused = [
        Archive::open(&folder).err(),
        Archive::create(&folder, &ArchiveOptions::default()).err(),
        Writer::open(&folder).err(),
    ];
    for error in refused.map(|error| error.unwrap().to_string()) {
        assert!(error.contains("archive.toml: is not there, but its segments are"), "{error}");
    }
    std::fs::write(&settings, kept).unwrap();
    assert_eq!(Archive::open(&folder).unwrap().len(), 1);
}

/// What was removed says nothing of how common a gram is, whether it was compacted away or not.
#[test]
fn removed_documents_do_not_make_a_box() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    Archive::create(&folder, &ArchiveOptions::default()).unwrap();
    let story = text(4);
    let page = |id: u32| Document {
        id: format!("day/{id}"),
        outlet: "paper".into(),
        date: Some(format!("2031-{:02}-{:02}", id / 28 + 1, id % 28 + 1)),
        text: format!("{story}\n\nOwn words of page number {id} follow here and nowhere else."),
        ..Document::default()
    };
    let mut writer = Writer::open(&folder).unwrap();
    writer.add((0..40).map(page).collect(), Known::Keep).unwrap();
    let how = Dissection { k: 5, ..Dissection::default() };
    let asked = Article::of(Document { id: "asked".into(), ..page(99) }, &how);
    let search = |writer: &Writer| {
        let answer = writer.archive().search(&asked, &how, &Default::default(), 50).unwrap();
        (answer.candidates, answer.standing, answer.matches.len())
    };
    assert!(search(&writer).1 > 30, "{:?}", search(&writer));
    writer.remove(&(6..40).map(|id| format!("day/{id}")).collect::<Vec<_>>()).unwrap();
    let removed = search(&writer);
    writer.compact().unwrap();
    assert_eq!((removed, search(&writer)), ((6, 0, 6), (6, 0, 6)));
}

/// The same text from another outlet, or of another day, is another document under a known id.
#[test]
fn another_outlet_is_told_and_can_take_the_place() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    Archive::create(&folder, &ArchiveOptions::default()).unwrap();
    let mut writer = Writer::open(&folder).unwrap();
    let page = document(1, 3);
    let moved = Document { outlet: "gazette".into(), ..page.clone() };
    writer.add(vec![page.clone()], Known::Keep).unwrap();
    assert_eq!(writer.add(vec![page.clone()], Known::Keep).unwrap().present, 1);
    let kept = writer.add(vec![moved.clone()], Known::Keep).unwrap();
    assert_eq!((kept.present, kept.skipped.len()), (0, 1));
    assert!(kept.skipped.first().unwrap().reason.contains("another outlet or day"));
    assert_eq!(writer.add(vec![moved], Known::Replace).unwrap().replaced, 1);
    let archive = writer.archive();
    let number = archive.number(&page.id).unwrap().unwrap();
    assert_eq!(archive.entry(number).unwrap().unwrap().outlet, "gazette");
}

#[test]
fn segments_stay_few() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    Archive::create(&folder, &ArchiveOptions::default()).unwrap();
    let mut writer = Writer::open(&folder).unwrap();
    for id in 0..50 {
        writer.add(vec![document(id, id)], Known::Keep).unwrap();
        assert!(writer.archive().segments.len() <= 4);
    }
    let files = std::fs::read_dir(folder.join("segments")).unwrap().count();
    assert_eq!(files, writer.archive().segments.len() * 4);
}

#[test]
fn there_is_one_writer_and_it_is_named() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    Archive::create(&folder, &ArchiveOptions::default()).unwrap();
    let writer = Writer::open(&folder).unwrap();
    let error = Writer::open(&folder).err().unwrap().to_string();
    let process = format!("process {} is writing to this archive", std::process::id());
    assert!(error.contains(&process), "{error}");
    drop(writer);
    Writer::open(&folder).unwrap();
}

#[test]
fn only_an_empty_folder_becomes_an_archive() {
    let room = tempfile::tempdir().unwrap();
    std::fs::write(room.path().join("letter.txt"), "x").unwrap();
    let create = |folder: &Path| Archive::create(folder, &ArchiveOptions::default());
    let says = |folder: &Path| create(folder).err().unwrap().to_string();
    assert!(says(room.path()).contains("holds other files"));
    assert!(says(&room.path().join("letter.txt")).contains("letter.txt"));
    let folder = room.path().join("a/b");
    // An interrupted creation is done again.
    std::fs::create_dir_all(folder.join("segments")).unwrap();
    std::fs::write(folder.join("catalogue.sqlite"), "half").unwrap();
    create(&folder).unwrap();
    assert!(says(&folder).contains("is an archive already"));
    let odd = ArchiveOptions { run: 3, ..ArchiveOptions::default() };
    assert!(Archive::create(&room.path().join("c"), &odd).is_err());
    let none = Archive::open(room.path()).err().unwrap().to_string();
    assert!(none.contains("wirecopy archive create"), "{none}");
}

#[test]
fn an_archive_without_texts_holds_no_word() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    let options = ArchiveOptions { text: false, unit: Unit::Words, ..ArchiveOptions::default() };
    Archive::create(&folder, &options).unwrap();
    let mut writer = Writer::open(&folder).unwrap();
    writer.add(vec![document(1, 4)], Known::Keep).unwrap();
    let error = writer.archive().document(0).unwrap_err().to_string();
    assert!(error.contains("fingerprints only"), "{error}");
    assert_eq!(writer.archive().entry(0).unwrap().unwrap().title, None);
    assert_eq!(writer.archive().sieve(), Sieve::of(12, 5));
    for row in &writer.archive().segments {
        for file in [&row.entries, &row.documents] {
            let block = zstd::bulk::decompress(&file.file.block(0).unwrap()[4..], 1 << 20).unwrap();
            let block = String::from_utf8_lossy(&block).to_lowercase();
            assert!(!block.contains("gull") && !block.contains("storm"), "{block}");
        }
    }
}
