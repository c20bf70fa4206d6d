//! Families: rows, copies planted at every size, who shares nothing, who meets whom; packs and archives.

use crate::larger::{INPUTS, archived, prose, room, run};
use crate::{OWN, Room, WIRE};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

/// The ids of the members of a row, each once.
fn ids(row: &Value) -> BTreeSet<&str> {
    row["members"].as_array().unwrap().iter().map(|member| text(&member["id"])).collect()
}

/// The pairs that rows imply, spelled out.
fn met(rows: &[Value]) -> BTreeSet<(&str, &str)> {
    let mut met = BTreeSet::new();
    for row in rows {
        for a in ids(row) {
            met.extend(ids(row).range(a..).skip(1).map(|&b| (a, b)));
        }
    }
    met
}

#[test]
fn a_row_is_a_passage_and_all_its_places() {
    let room = Room::of_two();
    let rows = room.run(&["families", "b.txt", "a.txt", "--text"]).silent().rows();
    let row = &rows[0];
    assert_eq!(rows.len(), 1);
    let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
    let want = ["schema", "family", "size", "outlets", "kind", "words", "members"];
    assert_eq!(keys.iter().map(|key| key.as_str()).collect::<BTreeSet<_>>(), want.into());
    assert_eq!((&row["schema"], &row["family"]), (&json!("wirecopy.family/1"), &json!(1)));
    assert_eq!((&row["size"], &row["kind"]), (&json!(2), &json!("copy")));
    assert_eq!(row["words"], json!(WIRE.split_whitespace().count()));
    let members = row["members"].as_array().unwrap();
    let (a, b) = (&members[0], &members[1]);
    assert_eq!((text(&a["id"]), text(&b["id"])), ("a.txt", "b.txt"));
    for member in members {
        assert_eq!(text(&member["text"]), WIRE.trim_end().trim_end_matches('.'));
        assert_eq!(number(&member["end"]) - number(&member["start"]), WIRE.trim_end().len() - 1);
    }
    let none = room.run(&["families", "a.txt"]).silent();
    assert!(none.out.is_empty());
}

#[test]
fn planted_copies_are_found_at_every_size() {
    const SIZES: [usize; 3] = [1_000, 101, 2];
    let mut lines = String::new();
    for (story, copies) in SIZES.into_iter().enumerate() {
        let words = prose(9_000 + story, 60);
        for copy in 0..copies {
            let own = prose(20_000 + story * 2_000 + copy, 30);
            let (id, outlet) = (format!("{story}/{copy:04}"), format!("paper {}", copy % 40));
            let text = format!("{own}\n{words}\n");
            lines += &(json!({"id": id, "outlet": outlet, "text": text}).to_string() + "\n");
        }
    }
    let room = Room::with(&[("planted.jsonl", lines)]);
    let rows = room.run(&["families", "planted.jsonl", "-q"]).silent().rows();
    let sizes: Vec<usize> = rows.iter().map(|row| number(&row["size"])).collect();
    assert_eq!(sizes, SIZES);
    for (story, row) in rows.iter().enumerate() {
        assert!(ids(row).iter().all(|id| id.starts_with(&format!("{story}/"))));
        assert!((60..75).contains(&number(&row["words"])), "{}", row["words"]);
        assert_eq!(row["outlets"], json!(SIZES[story].min(40)));
    }
    let within = room.run(&["families", "planted.jsonl", "-q", "--memory", "9K"]).silent();
    assert_eq!(within.rows(), rows);
    let pairs = room.run(&["families", "planted.jsonl", "-q", "--pairs"]).silent();
    let count = SIZES.iter().map(|size| size * (size - 1) / 2).sum::<usize>();
    assert_eq!(pairs.text().lines().count(), count);
}

#[test]
fn who_shares_nothing_has_a_row_too() {
    let room = room();
    room.put("empty.jsonl", "{\"id\": \"void\", \"text\": \"...\"}\n");
    let inputs = [&INPUTS[..], &["empty.jsonl"]].concat();
    let found = run(&room, &["families"], &inputs, &[]);
    let all = run(&room, &["families"], &inputs, &["--singletons", "--text"]).rows();
    let (found, single) = (found.rows(), &all[found.rows().len()..]);
    let members: BTreeSet<&str> = found.iter().flat_map(ids).collect();
    assert_eq!(members.len() + single.len(), 92);
    assert_eq!(single.iter().flat_map(ids).collect::<Vec<_>>(), ["own.txt", "void"]);
    for (at, row) in all.iter().enumerate() {
        assert_eq!(number(&row["family"]), at + 1);
        assert_eq!(number(&row["size"]) == 1, at >= found.len());
    }
    let [own, void] = single else { panic!("{single:?}") };
    let (whole, words) = (OWN.trim_end().trim_end_matches('.'), OWN.split_whitespace().count());
    assert_eq!(text(&own["members"][0]["text"]), whole);
    assert_eq!((number(&own["words"]), number(&own["outlets"])), (words, 1));
    assert_eq!((&void["words"], &void["members"][0]["end"]), (&json!(0), &json!(0)));
}

#[test]
fn pairs_are_what_the_rows_imply_and_can_be_compared() {
    let room = room();
    let rows = run(&room, &["families"], &INPUTS, &[]).rows();
    let pairs = run(&room, &["families"], &INPUTS, &["--pairs"]);
    let listed: Vec<Value> = pairs.rows();
    let got: Vec<(&str, &str)> =
        listed.iter().map(|pair| (text(&pair["a"]), text(&pair["b"]))).collect();
    assert!(got.iter().eq(&met(&rows)), "each once, in order");
    assert!(got.len() > 200 && listed.iter().all(|pair| pair.as_object().unwrap().len() == 2));
    room.put("met.jsonl", &pairs.out);
    let compared = run(&room, &["pairs"], &INPUTS, &["--pairs", "met.jsonl"]).rows();
    assert_eq!(compared.len(), got.len());
    // Every pair that shares a run is among them.
    for pair in run(&room, &["pairs"], &INPUTS, &["--run", "12"]).rows() {
        let longest = number(&pair["reasons"]["longest"]);
        let key = (text(&pair["a"]), text(&pair["b"]));
        assert!(longest < 12 || got.contains(&key), "{pair}");
    }
    room.run(&["families", "x.jsonl", "--pairs", "--text"]).fails(2, &["--pairs", "--text"]);
}

#[test]
fn threads_and_order_change_no_byte() {
    let room = room();
    let mut turned = INPUTS;
    turned.reverse();
    for more in [&["--singletons", "--text"][..], &["--pairs"], &["--run", "8", "--gap", "0"]] {
        let want = run(&room, &["families"], &INPUTS, more).out;
        assert!(want.len() > 1_000);
        for threads in ["1", "2", "8"] {
            let more = [more, &["--threads", threads]].concat();
            assert!(run(&room, &["families"], &turned, &more).out == want, "{more:?}");
        }
    }
}

#[test]
fn packs_have_families() {
    let room = room();
    for (corpus, documents) in [("pegasus-2021", 5), ("harbour-fire", 0)] {
        let rows = room.run(&["families", corpus, "--singletons", "-q"]).silent().rows();
        let all: BTreeSet<&str> = rows.iter().flat_map(ids).collect();
        assert!(documents == 0 || all.len() == documents, "{corpus}");
        assert!(rows.iter().any(|row| number(&row["size"]) > 1), "{corpus}");
        assert!(rows.iter().all(|row| row["size"] == json!(ids(row).len())));
    }
    // A pack knows which lines recur in an outlet: its kinds are its own, the places are the same.
    room.run(&["pack", "x.jsonl", "y.jsonl", "-o", "xy.wfp", "-q"]).silent();
    let plain = |input: &[&str]| {
        let rows = run(&room, &["families"], input, &["--singletons"]).rows();
        rows.into_iter()
            .map(|row| (row["size"].clone(), row["members"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(plain(&["xy.wfp"]), plain(&["x.jsonl", "y.jsonl"]));
}

#[test]
fn an_archive_gives_the_rows_of_its_documents() {
    let room = room();
    for kind in [&[][..], &["--no-text"], &["--run", "9", "-k", "4"]] {
        let _ = std::fs::remove_dir_all(room.path("news"));
        archived(&room, kind);
        let how = if kind.len() > 2 { kind } else { &[] };
        let shown: [&[&str]; 5] = [
            &[],
            &["--singletons", "--offsets", "bytes"],
            &["--pairs"],
            &["--gap", "3", "--threads", "1"],
            &["--singletons", "--text", "--threads", "3"],
        ];
        for shown in shown {
            if kind == ["--no-text"] && shown.contains(&"--text") {
                continue;
            }
            let want = run(&room, &["families"], &INPUTS, &[how, shown].concat()).out;
            for memory in [&[][..], &["--memory", "1"], &["--memory", "300M", "--temp", "."]] {
                let more = [shown, memory].concat();
                let got = run(&room, &["archive", "families", "news"], &[], &more).out;
                assert!(want.len() > 1_000 && got == want, "{kind:?} {more:?}");
            }
        }
    }
    room.run(&["archive", "remove", "news", "p005", "p050", "-q"]).silent();
    let left: Vec<u8> = ["x.jsonl", "y.jsonl", "z.jsonl"].map(|name| room.read(name)).concat();
    let left = String::from_utf8(left).unwrap();
    let kept = |line: &&str| !line.contains("\"p005\"") && !line.contains("\"p050\"");
    room.put("left.jsonl", left.split_inclusive('\n').filter(kept).collect::<String>());
    let more = ["--run", "9", "-k", "4", "--singletons"];
    let want = run(&room, &["families"], &["left.jsonl", "own.txt"], &more).out;
    for _ in 0..2 {
        for memory in [&["--singletons"][..], &["--singletons", "--memory", "9K"]] {
            let got = run(&room, &["archive", "families", "news"], &[], memory).out;
            assert!(got == want, "{memory:?}");
        }
        room.run(&["archive", "compact", "news", "-q"]).silent();
    }
    run(&room, &["archive", "families", "news"], &[], &["--run", "9"]);
    let other = ["archive", "families", "news", "--run", "12"];
    room.run(&other).fails(2, &["--run 12", "runs of 9 words", "create an archive"]);
}

#[test]
fn a_language_that_is_not_stated_is_the_same_in_an_archive() {
    // In some languages a dash opens speech.
    let said = "— Мы всю ночь стояли на причале и ждали паром, и никто нам не сказал, когда он \
        придёт и придёт ли вообще до утра, — сказала женщина из деревни.";
    let own = ["В порту до сих пор молчат.", "В ратуше ещё долго горел свет."];
    let pages = own.map(|own| format!("{own}\n\n{said}\n"));
    let room = Room::with(&[("a.txt", &pages[0]), ("b.txt", &pages[1])]);
    let want = run(&room, &["families"], &["a.txt", "b.txt"], &[]);
    assert_eq!(want.rows()[0]["kind"], "quote");
    for kind in [&[][..], &["--no-text"]] {
        let _ = std::fs::remove_dir_all(room.path("news"));
        room.run(&[&["archive", "create", "news", "-q"], kind].concat()).silent();
        room.run(&["archive", "add", "news", "b.txt", "a.txt", "-q"]).silent();
        assert!(run(&room, &["archive", "families", "news"], &[], &[]).out == want.out);
    }
}

#[test]
fn a_damaged_archive_gives_no_families() {
    let room = room();
    archived(&room, &[]);
    let whole = run(&room, &["archive", "families", "news"], &[], &[]).out;
    let segments = std::fs::read_dir(room.path("news/segments")).unwrap();
    let files: Vec<String> =
        segments.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    for ending in ["documents", "entries", "postings"] {
        let name = files.iter().find(|name| name.ends_with(ending)).unwrap();
        let path = format!("news/segments/{name}");
        let before = room.read(&path);
        let mut bytes = before.clone();
        bytes[40] ^= 4;
        room.put(&path, bytes);
        let asked = ["archive", "families", "news", "-q", "-o", "rows.jsonl", "--memory", "1M"];
        for asked in [&asked[..], &asked[..6]] {
            room.run(asked).fails(1, &[name, "damaged", "from a copy"]);
            assert!(!room.path("rows.jsonl").exists());
        }
        room.put(&path, before);
    }
    assert!(run(&room, &["archive", "families", "news"], &[], &[]).out == whole);
}
