//! Killed at random moments, an archive has what it has said to have, and nothing by halves.

use crate::{Dice, Texts, acknowledged, program, rows, text, texts};
use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};
use wirecopy::archive::{Archive, ArchiveOptions};

/// Kills, at the least.
const ROUNDS: u64 = 200;
/// Documents of an `add`, and of each of its commits.
const DOCUMENTS: usize = 24;
const BATCH: usize = 4;

/// Runs the program and kills it after `patience`; what it said until then, and whether it was killed.
fn run(args: &[&str], patience: Duration) -> (String, bool) {
    let mut command = program();
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    let mut ended = None;
    while ended.is_none() && start.elapsed() < patience {
        sleep(Duration::from_micros(300));
        ended = child.try_wait().unwrap();
    }
    if ended.is_none() {
        child.kill().unwrap();
    }
    child.wait().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(ended.is_none_or(|code| code.success()), "{said}");
    (said, ended.is_none())
}

/// Each group is in `now` wholly or not at all; gives the groups that are.
#[track_caller]
fn whole<'g>(groups: &[&'g [(String, String)]], now: &Texts) -> Vec<&'g (String, String)> {
    let held = |(id, text): &&'g (String, String)| match now.get(id) {
        Some(there) => {
            assert_eq!(there, text);
            true
        }
        None => false,
    };
    let mut all = Vec::new();
    for group in groups {
        let there: Vec<_> = group.iter().filter(held).collect();
        assert!(there.is_empty() || there.len() == group.len(), "half of a commit is there");
        all.extend(there);
    }
    all
}

/// One add, remove or compact that is killed after `patience`, and the look at what is left.
fn round(folder: &Path, at: u64, model: &mut Texts, dice: &mut Dice, patience: Duration) -> bool {
    let archive = folder.join("archive").display().to_string();
    if at % 4 == 3 && !model.is_empty() {
        let size = model.len() as u64;
        let ids: Vec<String> = model.keys().filter(|_| dice.roll(size) < 30).cloned().collect();
        let mut args = vec!["archive", "remove", archive.as_str()];
        args.extend(ids.iter().map(String::as_str));
        if !ids.is_empty() {
            let (said, killed) = run(&args, patience);
            let now = texts(Path::new(&archive));
            let left = ids.iter().filter(|id| now.contains_key(*id)).count();
            assert!(
                left == 0 || (left == ids.len() && killed),
                "half of a removal is done: {said}"
            );
            assert!(left == 0 || !said.contains("removed"), "what was acknowledged is not done");
            if left == 0 {
                ids.iter().for_each(|id| drop(model.remove(id)));
            }
            assert_eq!(&now, model);
            return killed;
        }
    }
    if at % 4 == 1 {
        let (_, killed) = run(&["archive", "compact", &archive], patience);
        assert_eq!(&texts(Path::new(&archive)), model);
        return killed;
    }
    let document = |i: usize| (format!("{at}/{i}"), text(at * 100 + i as u64, dice.roll(60)));
    let documents: Vec<(String, String)> = (0..DOCUMENTS).map(document).collect();
    let input = folder.join("rows.jsonl").display().to_string();
    std::fs::write(&input, rows(&documents)).unwrap();
    let batch = BATCH.to_string();
    let (said, killed) = run(&["archive", "add", &archive, &input, "--batch", &batch], patience);
    let acknowledged = acknowledged(&said);
    let now = texts(Path::new(&archive));
    let groups: Vec<_> = documents.chunks(BATCH).collect();
    let there = whole(&groups, &now);
    assert!(there.len() >= acknowledged, "{said}");
    assert!(killed || there.len() == DOCUMENTS);
    assert!(there.iter().zip(&documents).all(|(there, document)| *there == document), "in order");
    model.extend(there.into_iter().cloned());
    assert_eq!(&now, model);
    killed
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    Archive::create(&folder.path().join("archive"), &ArchiveOptions::default()).unwrap();
    let (mut model, mut dice) = (Texts::new(), Dice(7));
    // Patience follows how long they take here and now, so that few end before they are killed.
    let (mut patience, mut killed, mut at, mut most) = (50_000, 0, 0, 0);
    while killed < ROUNDS {
        let struck = Duration::from_micros(dice.roll(patience));
        if round(folder.path(), at, &mut model, &mut dice, struck) {
            killed += 1;
            patience += patience / 20;
        } else {
            patience -= patience / 5;
        }
        at += 1;
        most = most.max(model.len());
        assert!(at < 20 * ROUNDS, "it ends before it can be killed");
    }
    assert!(most > 0, "nothing was ever kept");
}
