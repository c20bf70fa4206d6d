//! Others at the same archive, no room on the disk, the same input again.

use crate::{Texts, acknowledged, document, program, rows, text, texts};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use wirecopy::archive::{Archive, ArchiveOptions, Known, Writer};

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = program().args(args).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (output.status.code(), out, err)
}

#[test]
fn a_second_writer_is_told_of_the_first() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    let name = folder.to_str().unwrap();
    assert_eq!(run(&["archive", "create", name]).0, Some(0));
    let writer = Writer::open(&folder).unwrap();
    for verb in [&["add", name, "x.jsonl"][..], &["remove", name, "x"], &["compact", name]] {
        let (code, _, err) = run(&[&["archive"], verb].concat());
        let says = format!("process {} is writing to this archive", std::process::id());
        assert!(code == Some(1) && err.contains(&says), "{err}");
    }
    assert_eq!(run(&["archive", "stats", name]).0, Some(0), "readers are welcome");
    drop(writer);
    assert_eq!(run(&["archive", "compact", name]).0, Some(0));
}

#[test]
fn the_same_input_again_adds_what_is_new() {
    let room = tempfile::tempdir().unwrap();
    let [folder, input] = ["archive", "rows.jsonl"].map(|name| room.path().join(name));
    let [name, input_name] = [&folder, &input].map(|path| path.to_str().unwrap());
    run(&["archive", "create", name]);
    let mut documents: Vec<_> = (0..9).map(|i| (format!("{i}"), text(i, 20))).collect();
    let expected = [
        ("archive: 9 documents added\n", 0),
        ("archive: 3 documents added, 9 there already\n", 3),
        ("archive: 1 document added, 11 there already, 1 skipped\n", 1),
    ];
    for (says, more) in expected {
        let from = documents.len() as u64;
        documents.extend((from..from + more).map(|i| (format!("{i}"), text(i, 20))));
        if more == 1 {
            documents[4].1 = text(77, 30);
        }
        fs::write(&input, rows(&documents)).unwrap();
        let (code, _, err) = run(&["archive", "add", name, input_name]);
        assert!(code == Some(0) && err.ends_with(says), "{err}");
    }
    let (_, _, err) = run(&["archive", "add", name, input_name, "--replace", "--batch", "2"]);
    assert!(err.ends_with("1 document added, 1 replaced, 12 there already\n"), "{err}");
    assert_eq!(texts(&folder), documents.iter().cloned().collect::<Texts>());
    let (code, _, err) = run(&["archive", "remove", name, "4", "none", "5"]);
    assert!(code == Some(1) && err.contains("holds no document \"none\""), "{err}");
    assert_eq!(texts(&folder).len(), 11);
    let (_, out, _) = run(&["archive", "stats", name, "--json"]);
    let stats: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&stats["documents"], &stats["outlets"]), (&11.into(), &1.into()));
    let (_, out, _) = run(&["archive", "stats", name]);
    assert!(out.contains("bytes of texts"), "{out}");
}

#[test]
fn check_names_what_is_damaged() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    let name = folder.to_str().unwrap();
    Archive::create(&folder, &ArchiveOptions::default()).unwrap();
    let mut writer = Writer::open(&folder).unwrap();
    writer.add(vec![document("a".into(), text(1, 50))], Known::Keep).unwrap();
    drop(writer);
    let (code, out, _) = run(&["archive", "check", name]);
    assert!(code == Some(0) && out.ends_with("7 files, all whole\n"), "{out}");
    let file = folder.join("segments/00000001.documents");
    let mut bytes = fs::read(&file).unwrap();
    bytes[20] ^= 1;
    fs::write(&file, bytes).unwrap();
    let (code, out, err) = run(&["archive", "check", name]);
    assert!(
        code == Some(1) && out.contains("00000001.documents") && err.contains("1 of 7"),
        "{out}"
    );
}

#[test]
fn readers_see_one_state_while_a_writer_works() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("archive");
    Archive::create(&folder, &ArchiveOptions::default()).unwrap();
    let mut writer = Writer::open(&folder).unwrap();
    let states = Mutex::new(BTreeSet::from([BTreeSet::new()]));
    let done = AtomicBool::new(false);
    let seen: usize = std::thread::scope(|scope| {
        let readers = [0, 1].map(|_| {
            scope.spawn(|| {
                let mut seen = 0;
                while !done.load(Ordering::Relaxed) {
                    let archive = Archive::open(&folder).unwrap();
                    let documents = archive.documents().unwrap().map(|x| x.unwrap().1);
                    let ids: BTreeSet<String> = documents
                        .inspect(|x| assert_eq!(x.text, text(x.id.parse().unwrap(), 40)))
                        .map(|document| document.id)
                        .collect();
                    assert!(archive.postings().unwrap().all(|posting| posting.is_ok()));
                    assert!(states.lock().unwrap().contains(&ids));
                    seen += 1;
                }
                seen
            })
        });
        let mut ids = BTreeSet::new();
        for round in 0..30u64 {
            let mut next = ids.clone();
            let new: Vec<u64> = (round * 5..round * 5 + 5).collect();
            match round % 6 {
                5 => next.retain(|id: &String| id.len() % 2 == 1),
                _ => next.extend(new.iter().map(u64::to_string)),
            }
            // Known before it can be seen.
            states.lock().unwrap().insert(next.clone());
            match round % 6 {
                5 => {
                    let gone: Vec<String> = ids.difference(&next).cloned().collect();
                    writer.remove(&gone).unwrap();
                    writer.compact().unwrap();
                }
                _ => {
                    let new = new.iter().map(|&i| document(i.to_string(), text(i, 40)));
                    writer.add(new.collect(), Known::Keep).unwrap();
                }
            }
            ids = next;
        }
        done.store(true, Ordering::Relaxed);
        readers.map(|reader| reader.join().unwrap()).iter().sum()
    });
    assert!(seen > 5, "{seen}");
}

/// Runs the program where no file may grow beyond `kilobytes`, as on a full disk.
#[cfg(unix)]
fn confined(kilobytes: u32, args: &str) -> (Option<i32>, String) {
    let script = format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" {args}");
    let mut command = std::process::Command::new("bash");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_wirecopy")]);
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_an_error_and_no_loss() {
    let room = tempfile::tempdir().unwrap();
    let [folder, input] = ["archive", "rows.jsonl"].map(|name| room.path().join(name));
    let name = folder.display();
    Archive::create(&folder, &ArchiveOptions::default()).unwrap();
    let mut there = Texts::new();
    let mut failed = 0;
    for (at, room) in [400, 50, 24, 20, 8, 4, 1, 0].into_iter().enumerate() {
        let at = at as u64 * 1000;
        let new: Vec<_> = (at..at + 40).map(|i| (i.to_string(), text(i, 400))).collect();
        fs::write(&input, rows(&new)).unwrap();
        let add = format!("archive add {name} {} --batch 10", input.display());
        let (code, err) = confined(room, &add);
        let now = texts(&folder);
        let kept = acknowledged(&err);
        if code != Some(0) {
            assert!(code == Some(1) && err.contains(&folder.display().to_string()), "{err}");
            failed += 1;
        }
        let fresh = now.len() - there.len();
        assert!(
            fresh >= kept && fresh.is_multiple_of(10) && (code == Some(1)) == (fresh < 40),
            "{err}"
        );
        there.extend(new.iter().take(fresh).cloned());
        assert_eq!(now, there);
        if failed == 3 {
            let (code, err) = confined(0, &format!("archive compact {name}"));
            assert!(code == Some(1), "{err}");
            assert_eq!(texts(&folder), there);
        }
        // With room again, the same command goes on.
        let (code, err) = confined(1_000_000, &add);
        assert_eq!(code, Some(0), "{err}");
        there.extend(new);
        assert_eq!(texts(&folder), there);
    }
    assert!(failed > 4, "{failed}");
    let fresh = Path::new(&folder).join("../fresh");
    let (code, _) = confined(4, &format!("archive create {}", fresh.display()));
    assert_eq!(code, Some(1));
    let (code, err) = confined(1_000_000, &format!("archive create {}", fresh.display()));
    assert_eq!(code, Some(0), "{err}");
}
