//! Exit codes, streams, colour, broken pipes, full disks.

use crate::{OWN, Room, WIRE, row};
use std::fs::File;
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
fn data_goes_to_stdout_and_words_for_people_to_stderr() {
    let room = Room::of_two();
    room.put("bad.jsonl", "{\"id\": \"x\"}\n");
    for verb in ["pairs", "passages", "matrix", "credits", "regions", "pack"] {
        let run = room.run(&[verb, "a.txt", "b.txt"]).silent();
        assert!(!run.out.is_empty(), "{verb}");
        assert_eq!(run.sure.starts_with("Of the one pair "), verb == "pairs", "{}", run.sure);
        let run = room.run(&[verb, "a.txt", "b.txt", "bad.jsonl"]).ok();
        let notes = "skipped bad.jsonl:1: has neither a text nor an html field\n\
             2 documents read, 1 skipped\n";
        assert_eq!(run.err, notes, "{verb}");
        let quiet = room.run(&[verb, "a.txt", "b.txt", "bad.jsonl", "-q"]).silent();
        assert_eq!((quiet.out, quiet.sure), (run.out, String::new()));
        room.run(&[verb, "a.txt", "b.txt", "bad.jsonl", "--strict"])
            .fails(1, &["bad.jsonl:1: has"]);
    }
    let run = room.run(&["report", "a.txt", "b.txt"]).ok();
    assert!(run.out.is_empty() && run.err.contains("reports/a/report.html (16 files)"));
    room.run(&["report", "a.txt", "b.txt", "--quiet"]).silent();
}

#[test]
fn colour_is_for_terminals() {
    let room = Room::of_two();
    let escapes = |name: &str, value: &str, more: &str| {
        let mut command = room.command(&["compare", "a.txt", "b.txt"]);
        let output = command.env(name, value).env(more, "1").output().unwrap();
        assert!(output.status.success());
        output.stdout.contains(&0x1b)
    };
    assert!(!escapes("TERM", "xterm-256color", "X"), "a pipe is no terminal");
    assert!(escapes("CLICOLOR_FORCE", "1", "X"), "colour on demand");
    assert!(!escapes("CLICOLOR_FORCE", "1", "NO_COLOR"), "NO_COLOR has the last word");
}

/// A run whose reader went away before the first byte came.
fn into_closed_pipe(room: &Room, args: &[&str], stdin: &str) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wirecopy"))
        .args(args)
        .current_dir(room.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{args:?}: {output:?}");
}

#[test]
fn a_broken_pipe_is_success() {
    let room = Room::of_two();
    let rows: String =
        (0..40).map(|n| row(&format!("{n:02}"), &format!("{WIRE}{n} {OWN}"))).collect();
    for args in [
        &["pairs", "-", "--all"][..],
        &["pairs", "-", "--format", "csv"],
        &["passages", "-", "--words"],
        &["matrix", "-"],
        &["matrix", "-", "--format", "csv"],
        &["matrix", "-", "--format", "json"],
        &["matrix", "-", "--format", "npy"],
        &["credits", "-"],
        &["regions", "-"],
        &["pack", "-"],
        &["pairs", "-", "-o", "/dev/stdout"],
    ] {
        into_closed_pipe(&room, args, &rows);
    }
    into_closed_pipe(&room, &["compare", "a.txt", "-"], WIRE);
}

/// As with `| head -1`: more than a pipe holds, of which one line is read.
#[test]
fn a_reader_may_stop_after_a_line() {
    let room = Room::with(&[(
        "rows.jsonl",
        (0..3000).map(|n| row(&n.to_string(), OWN)).collect::<String>(),
    )]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_wirecopy"))
        .args(["regions", "rows.jsonl"])
        .current_dir(room.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut reader = std::io::BufReader::with_capacity(64, child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut reader, &mut line).unwrap();
    drop(reader);
    assert!(line.starts_with("{\"schema\":\"wirecopy.regions/1\""));
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn a_full_disk_is_an_error() {
    // Only ever as an open file: a path to it could be replaced.
    let Ok(_) = File::options().write(true).open("/dev/full") else { return };
    let room = Room::of_two();
    for args in [
        &["pairs", "a.txt", "b.txt"][..],
        &["pairs", "a.txt", "b.txt", "--format", "csv"],
        &["compare", "a.txt", "b.txt"],
        &["completions", "bash"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_wirecopy"))
            .args(args)
            .current_dir(room.path(""))
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let says = String::from_utf8(output.stderr).unwrap();
        assert!(says.starts_with("error: standard output: "), "{args:?}: {says}");
    }
}

#[test]
fn files_appear_whole_or_not_at_all() {
    let room = Room::of_two();
    let row = room.run(&["pairs", "a.txt", "b.txt"]).silent().out;
    room.run(&["pairs", "a.txt", "b.txt", "-o", "out.jsonl"]).silent();
    assert_eq!(room.read("out.jsonl"), row);
    room.run(&["pairs", "a.txt", "none.txt", "--strict", "-o", "out.jsonl"])
        .fails(1, &["none.txt: is not there"]);
    assert_eq!(room.read("out.jsonl"), row, "what stood there still stands");
    let names = std::fs::read_dir(room.path("")).unwrap();
    assert_eq!(names.count(), 3, "nothing is left beside it");
}

#[test]
fn a_place_that_cannot_be_written_to_is_named() {
    let room = Room::of_two();
    let rows: [(&[&str], &str); 7] = [
        (&["pairs", "a.txt", "-o", "none/x.jsonl"], "none: is not there; check the path"),
        (&["pairs", "a.txt", "-o", "."], ".: is a folder where a file is needed"),
        (&["pack", "a.txt", "-o", "none/x.wfp"], "none: is not there"),
        (&["plot", "heatmap", "a.txt", "-o", "none/x.png"], "none: is not there"),
        (&["report", "a.txt", "-o", "b.txt"], "b.txt: is there already and is no folder"),
        (&["report", "a.txt", "-o", "b.txt/x"], "b.txt/x: is not a folder, or not in one"),
        (&["man", "b.txt"], "b.txt: is there already and is no folder"),
    ];
    for (args, says) in rows {
        room.run(args).fails(1, &[says]);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        room.put("locked/x", "");
        let rights = std::fs::Permissions::from_mode(0o555);
        std::fs::set_permissions(room.path("locked"), rights).unwrap();
        // The superuser may write anyway.
        if File::create(room.path("locked/y")).is_err() {
            let args = ["pairs", "a.txt", "-o", "locked/out"];
            room.run(&args).fails(1, &["locked/out: access is denied; check its permissions"]);
        }
    }
}
