//! Archives that earlier versions have written stay readable and can be added to. `v1/` was made from
//! `v1.jsonl`, all but its last row, in two batches; then `gone` was removed.

use crate::{copy, document, text};
use std::path::{Path, PathBuf};
use wirecopy::archive::{Archive, Known, Posting, Writer, check};
use wirecopy::article::{Article, Dissection};
use wirecopy::document::Document;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archive")
}

/// The documents that the archives hold, and the last row, which they do not.
fn documents() -> (Vec<Document>, Document) {
    let rows = folder().join("v1.jsonl").display().to_string();
    let corpus = wirecopy::read::read(&[rows], &Default::default(), &|_| {}).unwrap();
    let mut documents = corpus.documents;
    documents.retain(|document| document.id != "gone");
    let last = documents.pop().unwrap();
    (documents, last)
}

#[test]
fn archives_of_version_1_answer() {
    let (documents, last) = documents();
    assert_eq!(documents.len(), 5);
    let how = Dissection { k: 5, ..Dissection::default() };
    for (name, with_text) in [("text", true), ("prints", false)] {
        let room = tempfile::tempdir().unwrap();
        let archive_folder = room.path().join(name);
        copy(&folder().join("v1").join(name), &archive_folder);
        assert!(check(&archive_folder, &|_| {}).unwrap().damaged.is_empty());
        let archive = Archive::open(&archive_folder).unwrap();
        assert_eq!((archive.len(), archive.options().text), (5, with_text));
        let mut postings = Vec::new();
        for document in &documents {
            let number = archive.number(&document.id).unwrap().unwrap();
            let entry = archive.entry(number).unwrap().unwrap();
            assert_eq!((&entry.outlet, &entry.language), (&document.outlet, &document.language));
            let mut article = Article::of(document.clone(), &how);
            if with_text {
                assert_eq!(&archive.document(number).unwrap(), document);
            } else {
                (article.text, article.title) = (None, None);
                article.topics.clear();
                article.fingerprint.marks.clear();
            }
            let kept = archive.sieve().keep_at(&article.fingerprint.shingles).into_iter();
            let place = |(position, hash)| Posting { hash, document: number, position };
            postings.extend(kept.map(place));
            assert_eq!(archive.article(number, &how).unwrap(), article);
        }
        postings.sort_unstable();
        assert!(postings.len() > 50);
        let walked: Vec<Posting> = archive.postings().unwrap().map(Result::unwrap).collect();
        assert_eq!(walked, postings);
        assert_eq!(archive.number("gone").unwrap(), None);
        let mut writer = Writer::open(&archive_folder).unwrap();
        let more = vec![last.clone(), document("more".into(), text(1, 30))];
        assert_eq!(writer.add(more, Known::Keep).unwrap().added, 2);
        writer.compact().unwrap();
        assert_eq!(Archive::open(&archive_folder).unwrap().len(), 7);
        assert!(check(&archive_folder, &|_| {}).unwrap().damaged.is_empty());
    }
}

#[test]
fn a_newer_version_is_refused_with_a_way_out() {
    let room = tempfile::tempdir().unwrap();
    copy(&folder().join("v1/text"), room.path());
    let path = room.path().join("archive.toml");
    let settings = std::fs::read_to_string(&path).unwrap();
    let newer = settings.replace("version = 1", "version = 3\nextra = 3");
    std::fs::write(&path, newer).unwrap();
    let error = Archive::open(room.path()).err().unwrap().to_string();
    assert!(error.contains("archive.toml") && error.contains("update to read it"), "{error}");
}
