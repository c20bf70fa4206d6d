//! Rows and matrices: what they hold, in which unit, of which pairs; threads and order change nothing.

use crate::{OWN, Room, WIRE, row};
use serde_json::Value;

/// Four documents: two with the wire copy, one with the other's own, one with nothing shared.
fn corpus() -> String {
    row("a", &format!("Ünï “çødé” 🛟 {OWN}\n\n{WIRE}"))
        + &row("b", WIRE)
        + &row("c", OWN)
        + &row("d", "A bakery in the hills sells bread shaped like hedgehogs every spring.")
}

fn names(row: &Value) -> [&str; 2] {
    ["a", "b"].map(|side| row[side].as_str().unwrap())
}

#[test]
fn which_pairs_are_compared() {
    let room = Room::with(&[
        ("in.jsonl", corpus()),
        ("pairs.jsonl", "{\"a\":\"d\",\"b\":\"b\"}\n\n{\"a\":\"a\",\"b\":\"b\"}\n".into()),
        ("some.jsonl", "{\"a\":\"a\",\"b\":\"zz\"}\n{\"a\":\"a\",\"b\":\"b\"}\n".into()),
        ("strange.jsonl", "{\"a\":\"y\",\"b\":\"zz\"}\n".into()),
        ("bad.jsonl", "{\"a\":\"a\",\"b\":\"b\"}\n[\"a\"]\n".into()),
        ("empty.jsonl", "\n".into()),
    ]);
    let rows: [(&[&str], &[[&str; 2]]); 4] = [
        (&[], &[["a", "b"], ["a", "c"]]),
        (&["--all"], &[["a", "b"], ["a", "c"], ["a", "d"], ["b", "c"], ["b", "d"], ["c", "d"]]),
        (&["--pairs", "pairs.jsonl"], &[["a", "b"], ["b", "d"]]),
        (&["--cross-outlet"], &[]),
    ];
    for (args, want) in rows {
        let run = room.run(&[&["pairs", "in.jsonl"], args].concat()).ok();
        let told = if args == ["--cross-outlet"] { "all documents are of one outlet" } else { "" };
        assert!(run.err.starts_with(told) && run.err.is_empty() == told.is_empty(), "{}", run.err);
        assert_eq!(run.rows().iter().map(names).collect::<Vec<_>>(), want, "{args:?}");
    }
    let run = room.run(&["pairs", "in.jsonl", "--pairs", "some.jsonl"]).ok();
    assert_eq!((run.rows().len(), run.err.lines().count()), (1, 1), "{}", run.err);
    for (list, says) in [
        (
            "strange.jsonl",
            "strange.jsonl: none of its pairs was read: INPUT has no \"y\", but \"a\"",
        ),
        ("bad.jsonl", "bad.jsonl:2: "),
        ("empty.jsonl", "empty.jsonl: lists no pair"),
        ("none.jsonl", "none.jsonl: is not there"),
    ] {
        room.run(&["pairs", "in.jsonl", "--pairs", list]).fails(1, &[says]);
    }
}

/// The measures of a pair do not depend on which other pairs are compared.
#[test]
fn a_pair_is_the_same_alone_and_among_others() {
    let room =
        Room::with(&[("in.jsonl", corpus()), ("pairs.jsonl", "{\"a\":\"a\",\"b\":\"b\"}".into())]);
    let alone = room.run(&["pairs", "in.jsonl", "--pairs", "pairs.jsonl"]).silent().rows();
    let among = room.run(&["pairs", "in.jsonl", "--all"]).silent().rows();
    assert_eq!(alone[0], among[0]);
    assert_eq!(alone[0]["containment_ba"], 1.0);
    for (name, value) in among.iter().flat_map(|row| row.as_object().unwrap()) {
        assert!(value.as_f64().is_none_or(|v| v <= 1.0 || value.is_u64()), "{name} {value}");
    }
}

/// `compare` calls its first page a, whatever the ids.
#[test]
fn the_page_given_first_is_a() {
    let room = Room::of_two();
    let [there, back] = [["a.txt", "b.txt"], ["b.txt", "a.txt"]].map(|[x, y]| {
        let run = room.run(&["compare", x, y]).silent();
        assert!(run.text().contains(&format!("a {x} | b {y}")), "{}", run.text());
        run.text().lines().find(|line| line.contains("reach over")).unwrap().to_owned()
    });
    assert_ne!(there, back, "b.txt is all shared, a.txt is not");
    assert!(back.contains("100 % of a's narrative"), "{back}");
    let run = room.feed(&["compare", "-", "a.txt"], WIRE).silent();
    assert!(run.text().contains("a stdin | b a.txt"), "{}", run.text());
}

#[test]
fn offsets_cut_out_the_words() {
    let room = Room::with(&[("in.jsonl", corpus())]);
    let texts = corpus();
    let texts: Vec<Value> = texts.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let text =
        |id: &str| texts.iter().find(|row| row["id"] == id).unwrap()["text"].as_str().unwrap();
    let run = |unit: &str| {
        let args = ["passages", "in.jsonl", "--words", "--offsets", unit];
        room.run(&args).silent().rows()
    };
    let (characters, bytes) = (run("characters"), run("bytes"));
    assert_eq!(characters.len(), 2);
    for (row, in_bytes) in characters.iter().zip(&bytes) {
        for (side, id) in ["a", "b"].iter().zip(names(row)) {
            let at =
                |row: &Value, end: &str| row[format!("{side}_{end}")].as_u64().unwrap() as usize;
            let (start, end) = (at(row, "start"), at(row, "end"));
            let cut: String = text(id).chars().skip(start).take(end - start).collect();
            assert_eq!(row[format!("{side}_text")], Value::from(cut.clone()));
            assert_eq!(&text(id)[at(in_bytes, "start")..at(in_bytes, "end")], cut);
        }
    }
    assert_ne!(characters[0]["a_start"], bytes[0]["a_start"], "the text is not ASCII");
    let regions = room.run(&["regions", "in.jsonl", "--offsets", "bytes"]).silent().rows();
    let last = regions[0]["regions"].as_array().unwrap().last().unwrap();
    assert_eq!(last["end"], text("a").len(), "regions tile the text");
    assert!(regions[0]["offsets"] == "bytes" && bytes[0]["offsets"] == "bytes");
    assert_eq!(last.get("text"), None);
    let regions = room.run(&["regions", "in.jsonl", "--words"]).silent().rows();
    let parts = regions[0]["regions"].as_array().unwrap().iter();
    let whole: String = parts.map(|part| part["text"].as_str().unwrap()).collect();
    assert_eq!(whole, text("a"));
    assert_eq!(characters[0].get("offsets"), None);
}

#[test]
fn threads_and_order_change_nothing() {
    let files = [("x/1.txt", WIRE), ("x/2.txt", OWN), ("y/3.txt", WIRE), ("y/4.txt", OWN)];
    let room = Room::with(&files);
    for verb in ["pairs", "passages", "credits", "regions", "matrix"] {
        let of = |args: &[&str]| room.run(&[&[verb], args].concat()).silent().out;
        let usual = of(&["x", "y"]);
        assert_eq!(of(&["y", "x"]), usual, "{verb}");
        assert_eq!(of(&["y/4.txt", "x/2.txt", "y/3.txt", "x/1.txt"]).len(), usual.len(), "{verb}");
        for threads in ["1", "2"] {
            assert_eq!(of(&["x", "y", "--threads", threads]), usual, "{verb}, {threads} threads");
        }
    }
    for threads in ["1", "2"] {
        room.run(&["report", "x", "y", "-q", "--threads", threads, "-o", threads]).silent();
        room.run(&["pack", "x", "y", "-q", "--threads", threads, "-o", &format!("{threads}.wfp")])
            .silent();
    }
    assert_eq!(room.read("1.wfp"), room.read("2.wfp"));
    for file in wirecopy::report::File::all() {
        let of = |threads: &str| room.read(&format!("{threads}/{}", file.name()));
        assert!(of("1") == of("2"), "{}", file.name());
    }
}

#[test]
fn matrices_in_every_format() {
    let room = Room::with(&[("in.jsonl", corpus())]);
    let matrix = |args: &[&str]| room.run(&[&["matrix", "in.jsonl"], args].concat()).silent();
    let csv = matrix(&["--format", "csv", "-m", "jaccard"]);
    let lines: Vec<&str> = csv.text().lines().collect();
    assert_eq!((lines[0], lines.len()), ("id,a,b,c,d", 5));
    assert_eq!(lines[4], "d,0,0,0,1");
    let json = matrix(&["--format", "json", "-m", "jaccard"]).rows();
    assert_eq!((&json[0]["measure"], &json[0]["values"][3][3]), (&"jaccard".into(), &1.0.into()));
    let table = matrix(&[]);
    assert!(table.text().starts_with(" words (row in column)"), "{}", table.text());
    assert_eq!(table.text().lines().count(), 5);

    let npy = matrix(&["--format", "npy", "-m", "jaccard"]).out;
    assert_eq!(&npy[..8], b"\x93NUMPY\x01\x00");
    let header = 10 + u16::from_le_bytes([npy[8], npy[9]]) as usize;
    let says = std::str::from_utf8(&npy[10..header]).unwrap();
    assert!(says.contains("'descr': '<f8', 'fortran_order': False, 'shape': (4, 4)"), "{says}");
    assert_eq!((header % 64, npy.len() - header), (0, 4 * 4 * 8));
    let values: Vec<f64> =
        npy[header..].chunks(8).map(|x| f64::from_le_bytes(x.try_into().unwrap())).collect();
    let rounded = json[0]["values"].as_array().unwrap().iter().flat_map(|r| r.as_array().unwrap());
    for (exact, rounded) in values.iter().zip(rounded) {
        assert!((exact - rounded.as_f64().unwrap()).abs() < 1e-4);
    }
    for measure in ["words", "containment", "dice", "overlap-coefficient", "cosine"] {
        for scope in ["narrative", "body", "all"] {
            matrix(&["--format", "csv", "-m", measure, "--scope", scope]);
        }
    }
}

#[test]
fn two_pages_side_by_side() {
    let edited = WIRE.replace("ninety", "eighty");
    let room = Room::with(&[("a.txt", WIRE), ("b.txt", &edited)]);
    let run = room.run(&["compare", "a.txt", "b.txt"]).silent();
    let text = run.text();
    assert!(text.starts_with("wholly shared copy: a a.txt | b b.txt\n"), "{text}");
    assert!(
        text.contains("  a | ") && text.contains("  b | ") && text.contains("[eighty]"),
        "{text}"
    );
    assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
}

#[test]
fn settings_at_their_limits() {
    let room = Room::of_two();
    for args in [
        &["--gap", "4294967295"][..],
        &["--gap", "0", "--passage", "0"],
        &["--passage", "4294967295"],
        &["--run", "4294967295"],
        &["-k", "1"],
        &["-k", "64"],
        &["--unit", "characters", "-k", "20"],
        &["--threads", "0"],
        &["--rewritten"],
    ] {
        for verb in ["pairs", "passages"] {
            let run = room.run(&[&[verb, "a.txt", "b.txt"], args].concat()).ok();
            let unusual = verb == "pairs" && ["1", "20"].iter().any(|k| args.contains(k));
            assert_eq!(run.err.contains("is not known"), unusual, "{args:?}");
        }
    }
}
