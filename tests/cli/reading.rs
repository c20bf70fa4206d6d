//! What can be read and how; what cannot be read among what can; hostile text and hostile names.

use crate::{OWN, Room, Run, WIRE, row};
use std::io::Write;

fn gz(text: &str) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

fn zst(text: &str) -> Vec<u8> {
    zstd::encode_all(text.as_bytes(), 1).unwrap()
}

/// Nothing in what a run printed can act on a terminal.
#[track_caller]
fn harmless(run: &Run) {
    let acts = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    for text in [run.text(), &run.err] {
        assert!(!text.contains(acts), "{}: {text:?}", run.args);
    }
}

#[test]
fn files_folders_globs_and_packings_are_read() {
    let html = format!("<html><body><article><h1>Ferry</h1><p>{WIRE}</p></article></body></html>");
    let room = Room::with(&[
        ("in/a.txt", WIRE.as_bytes().to_vec()),
        ("in/b.txt.gz", gz(WIRE)),
        ("in/deep/c.txt.zst", zst(WIRE)),
        ("in/d.html", html.into_bytes()),
        ("in/e.jsonl.zst", zst(&(row("e1", WIRE) + &row("e2", OWN)))),
        ("in/f.csv", format!("id,text\nf1,\"{OWN}\"\n").into_bytes()),
        ("in/picture.png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("in/.hidden.txt", WIRE.as_bytes().to_vec()),
        ("noname", WIRE.as_bytes().to_vec()),
    ]);
    let rows: [(&[&str], &[&str]); 8] = [
        (&["in"], &["a.txt", "b.txt.gz", "d.html", "deep/c.txt.zst", "e1", "e2", "f1"]),
        (&["in/*.txt*"], &["a.txt", "b.txt.gz"]),
        (&["./in/*.txt*"], &["a.txt", "b.txt.gz"]),
        (&["in/**/*.zst"], &["deep/c.txt.zst", "e1", "e2"]),
        (&["in/a.txt", "in/a.txt", "./in/a.txt"], &["a.txt"]),
        (&["noname"], &["noname"]),
        (&["in/deep", "in/a.txt"], &["a.txt", "c.txt.zst"]),
        (&["harbour-fire/.."], &[]),
    ];
    for (inputs, ids) in rows {
        let run = room.run(&[&["credits"], inputs].concat());
        if ids.is_empty() {
            run.fails(1, &["is not there; check the path"]);
        } else {
            assert_eq!(run.silent().ids(), ids, "{inputs:?}");
        }
    }
    let run = room.run(&["pairs", "in/a.txt", "in/b.txt.gz", "in/d.html"]).silent();
    assert!(run.rows().iter().all(|row| row["words_ab"] == 1.0 && row["words_ba"] == 1.0));
}

#[test]
fn files_of_one_name_are_told_apart() {
    let room = Room::with(&[("ynet/1.txt", WIRE), ("rt/1.txt", WIRE), ("rt/2.txt", OWN)]);
    let ids = |inputs: &[&str]| room.run(&[&["credits"], inputs].concat()).silent().ids();
    assert_eq!(ids(&["ynet", "rt"]), ["rt/1.txt", "rt/2.txt", "ynet/1.txt"]);
    assert_eq!(ids(&["ynet/1.txt", "./rt/../rt/1.txt"]), ["rt/1.txt", "ynet/1.txt"]);
    assert_eq!(ids(&["ynet", "rt/2.txt"]), ["1.txt", "2.txt"]);
    let run = room.run(&["compare", "ynet/1.txt", "rt/1.txt"]).silent();
    assert!(run.text().starts_with("wholly shared copy: a ynet/1.txt | b rt/1.txt\n"));
}

#[test]
fn stdin_is_text_or_rows() {
    let room = Room::of_two();
    assert_eq!(room.feed(&["credits", "-"], WIRE).silent().ids(), ["stdin"]);
    let rows = row("one", WIRE) + &row("two", OWN);
    assert_eq!(room.feed(&["credits", "-"], rows.clone()).silent().ids(), ["one", "two"]);
    assert_eq!(room.feed(&["credits", "-"], gz(&rows)).silent().ids(), ["one", "two"]);
    let run = room.feed(&["compare", "-", "b.txt"], WIRE).silent();
    assert!(run.text().starts_with("wholly shared copy: a stdin | b b.txt\n"), "{}", run.text());
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let room = Room::of_two();
    room.put("cut.txt.gz", &gz(WIRE)[..40]);
    room.put("page.pdf", b"%PDF-1.7\x00");
    room.put("nul.bin", b"\x00\x01\x00\x02");
    room.put("zip.txt", b"PK\x03\x04letters of a document");
    room.put(
        "rows.jsonl",
        "nonsense\n{\"id\":\"r\",\"text\":\"one\"}\n{\"id\":\"r\",\"text\":\"two\"}\n",
    );
    room.put("bad.csv", "title,date\nx,y\n");
    std::fs::create_dir(room.path("empty")).unwrap();
    let rows = [
        ("cut.txt.gz", "cut.txt.gz: ends early"),
        ("page.pdf", "page.pdf: is no text; save it as .txt"),
        ("nul.bin", "nul.bin: is no text"),
        ("rows.jsonl", "rows.jsonl:1: is not a row"),
        ("bad.csv", "bad.csv: has no column named text or html"),
        ("empty", "empty: holds no .txt, .md, .html"),
        ("zip.txt", "zip.txt: is no text"),
    ];
    for (name, says) in rows {
        let run = room.run(&["credits", "a.txt", name]).ok();
        assert!(run.err.starts_with(&format!("skipped {says}")), "{}", run.err);
        assert_eq!(run.ids()[0], "a.txt");
        room.run(&["credits", "a.txt", name, "--strict"]).fails(1, &[says]);
        if name != "rows.jsonl" {
            room.run(&["credits", name]).fails(1, &[says]);
        }
    }
    room.run(&["credits", "nul.bin", "page.pdf"])
        .fails(1, &["(and 1 more: nothing could be read)"]);
    // What is named and is not there is a slip of the pen, not a bad page among many.
    room.run(&["credits", "a.txt", "none.txt"]).fails(1, &["none.txt: is not there"]);
    room.run(&["credits", "a.txt", "x*.txt"]).fails(1, &["x*.txt: matches no .txt"]);
    let run = room.run(&["credits", "rows.jsonl"]).ok();
    assert!(run.err.contains("skipped rows.jsonl: id \"r\" stands twice; the first is kept\n"));
    assert!(run.err.ends_with("1 document read, 2 skipped\n"), "{}", run.err);
}

#[test]
#[cfg(unix)]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::of_two();
    let locked = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(room.path("b.txt"), locked).unwrap();
    // The superuser may read anyway.
    if std::fs::read(room.path("b.txt")).is_err() {
        let run = room.run(&["credits", "a.txt", "b.txt"]).ok();
        assert!(run.err.starts_with("skipped b.txt: access is denied"), "{}", run.err);
    }
}

#[test]
fn odd_texts_do_no_harm() {
    let long: String = (0..12_000_000u64 / 8).map(|n| format!("w{:06x} ", n * n % 9973)).collect();
    let mut room = Room::with(&[("wire.txt", WIRE)]);
    let rows: [(&str, Vec<u8>); 14] = [
        ("empty", vec![]),
        ("one word", b"Ferry".to_vec()),
        ("punctuation only", b"... --- !!! ?? \"\"".to_vec()),
        ("white space only", b" \n\t\r\n ".to_vec()),
        ("a line of 10 MB", long.into_bytes()),
        ("one word two hundred thousand times", b"ferry ".repeat(200_000)),
        ("invalid UTF-8", [WIRE.as_bytes(), b"\xff\xfe\x80 \xc3(", WIRE.as_bytes()].concat()),
        ("NUL bytes", b"The night\x00 ferry\x00 to Lorn".to_vec()),
        ("right to left", "סירת הלילה לאי לורן פגעה ביום שלישי באסדה נסחפת ואיבדה את ההגה".into()),
        ("unclosed quotes", "“ « „ ".repeat(5000).into_bytes()),
        ("combining marks", "e\u{301}\u{301}\u{301}".repeat(20_000).into_bytes()),
        ("UTF-16", WIRE.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("escapes", b"\x1b]0;owned\x07\x1b[2J\x9b31m".to_vec()),
        ("deep markup", "<div>".repeat(50_000).into_bytes()),
    ];
    for (name, bytes) in rows {
        room.put("odd.txt", &bytes);
        for verb in ["pairs", "regions", "credits"] {
            let run = room.run(&[verb, "odd.txt", "wire.txt"]);
            assert!(run.code == Some(0), "{verb} of {name}: {:?}\n{}", run.code, run.err);
        }
        let run = room.run(&["compare", "odd.txt", "wire.txt"]);
        assert!(matches!(run.code, Some(0 | 1)), "compare with {name}: {}", run.err);
        harmless(&run);
    }
    room = Room::with(&[("row.jsonl", row("x", &"ferry ".repeat(1_700_000)) + &row("y", WIRE))]);
    assert_eq!(room.run(&["credits", "row.jsonl"]).silent().ids(), ["x", "y"]);
}

#[test]
fn byte_order_marks_and_line_ends_change_no_count() {
    let room = Room::with(&[
        ("plain.txt", format!("{WIRE}{OWN}")),
        ("bom.txt", format!("\u{feff}{WIRE}{OWN}")),
        ("crlf.txt", format!("{WIRE}{OWN}").replace('\n', "\r\n")),
    ]);
    let run = room.run(&["pairs", "plain.txt", "bom.txt", "crlf.txt"]).silent();
    assert_eq!(run.rows().len(), 3);
    assert!(run.rows().iter().all(|row| row["page_jaccard"] == 1.0), "{}", run.text());
    let rows = format!("\u{feff}{}\r\n{}", row("x", WIRE).trim_end(), row("y", WIRE));
    assert_eq!(room.feed(&["credits", "-"], rows).silent().ids(), ["x", "y"]);
}

#[test]
fn text_never_acts_on_the_terminal() {
    let evil = format!("\u{1b}[31m\u{202e}<script>alert(1)</script>\u{9b}2J\u{7} {WIRE}");
    let room = Room::with(&[
        ("a.jsonl", row("\u{1b}]0;owned\u{7}\nid\u{202e}", &evil)),
        ("b.jsonl", row("b\u{9b}31m", &evil)),
        ("bad.jsonl", "{\"id\": \u{1b}[31m\u{9b}2J}\n".into()),
    ]);
    let run = room.run(&["compare", "a.jsonl", "b.jsonl"]).silent();
    assert!(run.text().contains("1 narrative"), "they share a passage: {}", run.text());
    harmless(&run);
    harmless(&room.run(&["matrix", "a.jsonl", "b.jsonl"]).silent());
    let run = room.run(&["credits", "a.jsonl", "bad.jsonl"]).ok();
    assert_eq!(run.err.lines().count(), 2, "{}", run.err);
    harmless(&Run { out: Vec::new(), ..run });
    harmless(&room.run(&["credits", "a.jsonl", "\u{1b}[31m\nnone"]));
    harmless(&room.run(&["compare", "\u{1b}[31m\nnone", "b.jsonl"]));
    room.run(&["report", "a.jsonl", "b.jsonl", "-o", "out"]).ok();
    for page in ["report.html", "report.md", "heatmap.svg"] {
        let page = String::from_utf8(room.read(&format!("out/{page}"))).unwrap();
        assert!(!page.contains("<script>alert") && !page.contains('\u{1b}'));
    }
}

#[test]
#[cfg(unix)]
fn hostile_names_are_only_names() {
    let names = ["-rf.txt", "new\nline.txt", "$(touch x).txt", "a b'\"<b>.txt", "=1+1.txt"];
    let room = Room::with(&names.map(|name| (name, WIRE)));
    let run = room.run(&["pairs", "."]).silent();
    assert_eq!(run.rows().len(), 10);
    let csv = room.run(&["pairs", ".", "--format", "csv"]).silent();
    assert!(!csv.text().contains("\n-rf") && !csv.text().contains("\n="), "no formula in a cell");
    room.run(&["compare", "--", "-rf.txt", "new\nline.txt"]).silent();
    room.run(&["report", "./new\nline.txt", "-q"]).silent();
    assert!(room.path("reports/new-line/report.html").is_file());
    let rows = row("../../up", WIRE) + &row("/etc/passwd", WIRE);
    room.feed(&["report", "-", "-o", "out", "-q"], rows).silent();
    assert_eq!(std::fs::read_dir(room.path("out")).unwrap().count(), 16);
    assert!(!room.path("x").exists());
}
