//! Within a budget of memory, and from an archive: the same bytes as from a run in memory.

use crate::{OWN, Room, Run, WIRE};
use serde_json::{Value, json};

/// Words that only `seed` gives, a sentence every eleven.
pub(crate) fn prose(seed: usize, words: usize) -> String {
    let mut state = seed as u64 + 1;
    let mut text = String::new();
    for at in 0..words {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = format!("{:x}é", (state >> 33) % 4_096);
        text += &if at % 11 == 0 { format!("Q{word} ") } else { format!("{word} ") };
        if at % 11 == 10 {
            text = text.trim_end().to_owned() + ". ";
        }
    }
    text
}

/// A row of an invented paper: own prose, a story that others print too, edited here and there, a quote,
/// a credit, and a box that one paper prints on every page.
fn page(number: usize) -> Value {
    let outlet = ["Post", "Herald", "Star"][number % 3];
    let story = prose(1_000 + number % 7, 60);
    let story = if number.is_multiple_of(4) { story.replacen("Q", "Then q", 2) } else { story };
    let credit = if number.is_multiple_of(5) { "PARIS (Reuters) - " } else { "" };
    let said = "“We will mend every hull before the first storm of the winter comes in,” she said.";
    let quote = if number.is_multiple_of(3) { said } else { "" };
    let boxed = if outlet == "Post" { "Join the Harbour Club for tides and tables" } else { "" };
    let text = format!("{credit}{story}\n{}\n{quote}\n{boxed}", prose(number, 40));
    let date = if number.is_multiple_of(6) {
        json!(null)
    } else {
        json!(format!("2031-05-{:02}", 1 + number % 9))
    };
    json!({"id": format!("p{:03}", number * 37 % 90), "outlet": outlet, "date": date, "text": text})
}

/// Ninety pages in three files, and one that shares next to nothing.
pub(crate) fn room() -> Room {
    let room = Room::with(&[("own.txt", OWN)]);
    let lines: Vec<String> = (0..90).map(|number| page(number).to_string() + "\n").collect();
    for (name, part) in ["x.jsonl", "y.jsonl", "z.jsonl"].iter().zip(lines.chunks(30)) {
        room.put(name, part.concat());
    }
    let listed = [("p003", "p004"), ("p030", "p001"), ("p001", "p030"), ("p002", "gone")];
    let rows = listed.map(|(a, b)| json!({"a": a, "b": b}).to_string() + "\n");
    room.put("list.jsonl", rows.concat());
    room
}

pub(crate) const INPUTS: [&str; 4] = ["x.jsonl", "y.jsonl", "z.jsonl", "own.txt"];

pub(crate) fn run(room: &Room, verb: &[&str], inputs: &[&str], more: &[&str]) -> Run {
    room.run(&[verb, inputs, more, &["-q"]].concat()).silent()
}

#[test]
fn a_budget_of_memory_changes_no_byte() {
    let room = room();
    let verbs: [&[&str]; 11] = [
        &["pairs"],
        &["pairs", "--format", "csv"],
        &["pairs", "--cross-outlet", "--run", "8", "-k", "3"],
        &["pairs", "--all"],
        &["pairs", "--pairs", "list.jsonl"],
        &["outlets"],
        &["outlets", "--format", "table", "--window", "2", "--from", "2031-05-02"],
        &["families"],
        &["families", "--singletons", "--text"],
        &["families", "--pairs"],
        &["families", "--run", "8", "--gap", "0", "-k", "3", "--offsets", "bytes"],
    ];
    for verb in verbs {
        let want = run(&room, verb, &INPUTS, &[]).out;
        assert!(want.len() > 200, "{verb:?} has something to say");
        for memory in ["1", "20K", "1G"] {
            let got = run(&room, verb, &INPUTS, &["--memory", memory]).out;
            assert!(got == want, "{verb:?} in {memory}");
        }
        let mut turned = INPUTS;
        turned.reverse();
        for threads in ["1", "2", "8"] {
            let more = ["--memory", "3K", "--threads", threads, "--temp", "."];
            assert!(run(&room, verb, &turned, &more).out == want, "{verb:?}, {threads} threads");
        }
    }
    assert_eq!(std::fs::read_dir(room.path("")).unwrap().count(), 5, "nothing is left behind");
}

#[test]
fn above_all_limits_the_bytes_are_the_same_too() {
    // More documents than have their language detected, take part with every shingle, or are learned from.
    let room = Room::with::<&str>(&[]);
    let line = |number: usize| {
        let (tail, boxed) = (prose(number, 12), ["Tides and tables", ""][number % 2]);
        let text = format!("{}\n{tail}\n{boxed}\n", prose(5_000 + number % 300, 15));
        let outlet = if number.is_multiple_of(20) { "Small" } else { "Large" };
        json!({"id": format!("{}", number * 7_919 % 2_203), "outlet": outlet, "text": text})
            .to_string()
            + "\n"
    };
    room.put("many.jsonl", (0..2_203).map(line).collect::<String>());
    let want = run(&room, &["pairs"], &["many.jsonl"], &[]).out;
    assert!(want.len() > 100_000);
    let got = run(&room, &["pairs"], &["many.jsonl"], &["--memory", "200K"]).out;
    assert!(got == want, "pairs of many");
}

#[test]
fn what_cannot_be_done_within_a_budget_says_so() {
    let room = room();
    let pairs = |more: &[&str]| room.run(&[&["pairs", "x.jsonl"], more].concat());
    pairs(&["--memory", "much"]).fails(2, &["--memory", "write 300M"]);
    pairs(&["--memory", "1G", "--rewritten"]).fails(2, &["--rewritten"]);
    room.put("twice.jsonl", room.read("x.jsonl"));
    for verb in ["pairs", "families"] {
        let nowhere = [verb, "x.jsonl", "--memory", "1G", "--temp", "nowhere"];
        room.run(&nowhere).fails(1, &["nowhere", "is not there"]);
        let packed = [verb, "harbour-fire", "--memory", "1G"];
        room.run(&packed).fails(1, &["harbour-fire", "--memory"]);
        let twice = room.run(&[verb, "x.jsonl", "twice.jsonl", "--memory", "1G"]).ok();
        let told = twice.err.contains("stands twice") && twice.err.contains("30 skipped");
        assert!(told, "{}", twice.err);
        let little = room.run(&[verb, "x.jsonl", "--memory", "1M"]).ok();
        assert!(little.err.contains("the program itself takes"), "{}", little.err);
        let once = room.run(&[verb, "x.jsonl"]).ok().out;
        assert!(!once.is_empty() && twice.out == once && little.out == once);
    }
    let strict = ["pairs", "x.jsonl", "twice.jsonl", "--memory", "1G", "--strict"];
    room.run(&strict).fails(1, &["stands twice"]);
}

#[test]
fn an_archive_filled_within_a_budget_gives_the_same_rows() {
    let room = Room::with::<&str>(&[]);
    let line = |number: usize| {
        let text = format!("{}\n{}", prose(7_000 + number / 2, 700), prose(number, 700));
        json!({"id": format!("{}", number * 37 % 401), "text": text}).to_string() + "\n"
    };
    let lines: Vec<String> = (0..401).map(line).collect();
    assert!(lines.concat().len() > 3 << 20, "several times the least batch");
    room.put("rows.jsonl", lines.concat());
    room.put("query.jsonl", &lines[200]);
    let mut answers = Vec::new();
    for (memory, commits) in [(&[][..], 1), (&["--memory", "1"], 4), (&["--memory", "1G"], 1)] {
        let _ = std::fs::remove_dir_all(room.path("news"));
        room.run(&["archive", "create", "news", "-q"]).silent();
        let add = [&["archive", "add", "news", "rows.jsonl"], memory].concat();
        let told = room.run(&add).ok().err;
        assert_eq!(told.lines().filter(|line| line.ends_with(" kept")).count(), commits, "{told}");
        let found = ["families", "search"].map(|verb| {
            let query = &["query.jsonl"][..usize::from(verb == "search")];
            room.run(&[&["archive", verb, "news", "-q"], query].concat()).silent().out
        });
        assert!(found.iter().all(|rows| rows.len() > 300));
        answers.push(found);
    }
    assert!(answers.iter().all(|found| found == &answers[0]));
    let much = ["archive", "add", "news", "rows.jsonl", "--memory", "much"];
    room.run(&much).fails(2, &["--memory", "write 300M"]);
}

/// An archive of the pages, added in two parts.
pub(crate) fn archived(room: &Room, more: &[&str]) {
    room.run(&[&["archive", "create", "news"], more, &["-q"]].concat()).silent();
    room.run(&["archive", "add", "news", "z.jsonl", "x.jsonl", "--batch", "7", "-q"]).silent();
    room.run(&["archive", "add", "news", "own.txt", "y.jsonl", "-q"]).silent();
}

#[test]
fn an_archive_gives_the_rows_of_its_documents() {
    let room = room();
    archived(&room, &[]);
    for verb in [&["pairs"][..], &["pairs", "--format", "csv", "--cross-outlet"], &["outlets"]] {
        let want = run(&room, verb, &INPUTS, &[]).out;
        for memory in [&[][..], &["--memory", "9K", "--threads", "3"]] {
            let asked = [&["archive", verb[0], "news"], &verb[1..]].concat();
            assert!(run(&room, &asked, &[], memory).out == want, "{asked:?} {memory:?}");
        }
    }
    room.run(&["archive", "remove", "news", "p005", "p050", "-q"]).silent();
    let rows = room.run(&["archive", "pairs", "news", "-q"]).silent().rows();
    assert!(rows.len() > 50 && rows.iter().all(|row| row["a"] != "p005" && row["b"] != "p050"));
}

#[test]
fn a_search_tells_where_a_text_has_stood_before() {
    let room = Room::with::<&str>(&[]);
    let row = |id: &str, outlet: &str, date: &str, text: String| {
        json!({"id": id, "outlet": outlet, "date": date, "text": text}).to_string() + "\n"
    };
    let edited = WIRE.replace("Two tugs", "A pair of tugs");
    let rows = [
        row("late", "Star", "2031-05-04", format!("{}\n{WIRE}", prose(1, 50))),
        row("early", "Post", "2 May 2031", format!("{edited}\n{}", prose(2, 50))),
        row("same", "Herald", "2031-05-02T07:00:00Z", WIRE[..WIRE.len() / 2].into()),
        row("other", "Herald", "2031-04-01", prose(3, 90)),
        row("undated", "Sun", "soon", WIRE.into()),
    ];
    room.put("news.jsonl", rows.concat());
    // About what the others are about, in other words for it.
    let own = [prose(2, 50), prose(1, 50)].concat();
    let own: Vec<&str> = own.split_whitespace().rev().collect();
    let own = own.join(" ");
    room.put("query.txt", format!("{WIRE}\n{own}"));
    for kind in [&[][..], &["--no-text"]] {
        let _ = std::fs::remove_dir_all(room.path("news"));
        room.run(&[&["archive", "create", "news", "-q"], kind].concat()).silent();
        room.run(&["archive", "add", "news", "news.jsonl", "-q"]).silent();
        let run = room.run(&["archive", "search", "news", "query.txt"]).silent();
        let found = run.rows();
        assert_eq!(found[0]["schema"], "wirecopy.search/1");
        assert_eq!((&found[0]["matches"], &found[0]["copies"]), (&json!(4), &json!(4)));
        assert_eq!(found[0]["first_seen"]["id"], "early");
        assert_eq!(ids_of(&found[1..]), ["late", "undated", "early", "same"]);
        let first: Vec<bool> = found[1..].iter().map(|x| x["first_seen"] == true).collect();
        assert_eq!(first, [false, false, true, true]);
        let (late, text) = (&found[1]["passages"][0], format!("{}\n{WIRE}", prose(1, 50)));
        let part = |name: &str| late[name].as_u64().unwrap() as usize;
        let characters: Vec<char> = text.chars().collect();
        let there: String = characters[part("start")..part("end")].iter().collect();
        let query: Vec<char> = format!("{WIRE}\n{own}").chars().collect();
        let here: String = query[part("query_start")..part("query_end")].iter().collect();
        assert_eq!(there, here);
        assert!(there.starts_with("The night ferry") && there.ends_with("the hull"));

        let one = room.run(&["archive", "search", "news", "query.txt", "--top", "1"]).rows();
        assert_eq!((one.len(), &one[0]["rest"]), (2, &json!(3)));
        let few = ["archive", "search", "news", "query.txt", "--top", "1", "--compare", "2"];
        let few = room.run(&few).rows();
        assert_eq!((&few[0]["compared"], &few[0]["candidates"]), (&json!(2), &json!(4)));
        assert_eq!(few[1]["id"], "late");
        let table = room.run(&["archive", "search", "news", "query.txt", "--format", "table"]);
        assert!(
            table.text().contains("first seen on 2 May 2031 in Post (early)"),
            "{}",
            table.text()
        );
    }
    room.put("none.txt", OWN);
    let none = room.run(&["archive", "search", "news", "none.txt"]).silent().rows();
    assert_eq!((none.len(), &none[0]["candidates"]), (1, &json!(0)));
}

/// A paragraph on every page of a paper since spring is no copy, however many words of prose it has.
#[test]
fn a_search_tells_a_box_from_a_story() {
    let room = Room::with::<&str>(&[]);
    let standing = prose(7, 44);
    let row = |at: usize, outlet: &str, text: String| {
        let date = format!("2031-{:02}-{:02}", at / 28 + 1, at % 28 + 1);
        json!({"id": format!("p{at:03}"), "outlet": outlet, "date": date, "text": text}).to_string()
            + "\n"
    };
    let mut rows: Vec<String> = (0..60)
        .map(|at| row(at, "Post", format!("{}\n\n{standing}", prose(100 + at, 80))))
        .collect();
    rows.push(row(90, "Star", WIRE.into()));
    // As many pages within three days: a story.
    rows.extend((0..60).map(|at| {
        row(100 + at % 3, &format!("Paper {at}"), prose(9, 60)).replacen(
            "p1",
            &format!("s{at:02}"),
            1,
        )
    }));
    room.put("news.jsonl", rows.concat());
    room.put("query.txt", format!("{WIRE}\n\n{standing}"));
    room.put("story.txt", prose(9, 60));
    for kind in [&[][..], &["--no-text"]] {
        let _ = std::fs::remove_dir_all(room.path("news"));
        room.run(&[&["archive", "create", "news", "-q"], kind].concat()).silent();
        room.run(&["archive", "add", "news", "news.jsonl", "-q"]).silent();
        let found = room.run(&["archive", "search", "news", "query.txt"]).silent().rows();
        let of = |name: &str| found[0][name].as_u64().unwrap();
        let counts = ["candidates", "standing", "compared", "copies"].map(of);
        assert_eq!((counts, ids_of(&found[1..])), ([61, 60, 1, 1], vec!["p090"]));
        assert_eq!(found[0]["first_seen"]["id"], "p090");
        let table = room.run(&["archive", "search", "news", "query.txt", "--format", "table"]);
        let said = "60 share only text that stands on many pages";
        assert!(table.text().contains(said), "{}", table.text());
        let all = ["archive", "search", "news", "story.txt", "--compare", "60"];
        let story = room.run(&all).silent().rows();
        assert_eq!((&story[0]["standing"], &story[0]["copies"]), (&json!(0), &json!(60)));
    }
}

fn ids_of(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[test]
fn outlets_have_rows_with_denominators() {
    let room = room();
    let rows = run(&room, &["outlets"], &INPUTS, &[]).rows();
    assert!(rows.iter().all(|row| row["schema"] == "wirecopy.outlet/1"));
    let of = |x: &str, y: &str| rows.iter().find(|row| row["x"] == x && row["y"] == y).unwrap();
    let (there, back) = (of("Post", "Star"), of("Star", "Post"));
    assert_eq!((&there["documents_x"], &there["undated_x"]), (&json!(30), &json!(15)));
    assert_eq!((&there["pairs"], &there["x_first"]), (&back["pairs"], &back["y_first"]));
    assert!(there["shared_words_x"].as_u64() < there["words_x"].as_u64());
    let csv = run(&room, &["outlets", "--format", "csv"], &INPUTS, &[]).out;
    assert!(
        csv.starts_with(b"x,y,documents_x,")
            && csv.iter().filter(|&&b| b == b'\n').count() > rows.len()
    );
    room.run(&["outlets", "x.jsonl", "--from", "5/3/31"]).fails(2, &["--from", "2031-05-03"]);
}

/// Of thirty equal copies the same few are compared, the earliest, however they were added.
#[test]
fn ties_of_a_search_do_not_depend_on_the_order_of_adding() {
    let room = room();
    let row = |at: usize| {
        let date = (!at.is_multiple_of(5)).then(|| format!("2031-05-{:02}", 1 + at * 11 % 28));
        json!({"id": format!("copy{}", at * 7 % 30), "outlet": format!("P{at}"), "date": date, "text": WIRE})
    };
    let rows: Vec<String> = (0..30).map(|at| row(at).to_string() + "\n").collect();
    room.put("there.jsonl", rows.concat());
    room.put("back.jsonl", rows.iter().rev().cloned().collect::<String>());
    for (archive, input, batch) in [("one", "there.jsonl", "30"), ("two", "back.jsonl", "7")] {
        room.run(&["archive", "create", archive]).ok();
        room.run(&["archive", "add", archive, input, "--batch", batch]).ok();
    }
    room.put("query.txt", WIRE);
    for more in [&["--compare", "4"][..], &["--compare", "9", "--top", "2"], &["--top", "40"]] {
        let [one, two] = ["one", "two"].map(|archive| {
            room.run(&[&["archive", "search", archive, "query.txt"], more].concat())
        });
        assert_eq!(one.out, two.out, "{more:?}");
        let rows = one.rows();
        let dates: Vec<&Value> = rows[1..].iter().map(|row| &row["date"]).collect();
        assert!(rows[0]["first_seen"]["date"] == "2031-05-01" && !dates.is_empty(), "{dates:?}");
    }
}

/// A row that leaves no room to work ends a run within a budget, whatever its format.
#[test]
fn rows_beyond_the_budget_are_refused() {
    let room = room();
    room.put("long.jsonl", json!({"id": "long", "text": "fog ".repeat(2_500_000)}).to_string());
    room.put("open.csv", format!("id,text\n1,\"{}", "fog,gull\n".repeat(1_200_000)));
    room.put("named.jsonl", json!({"id": "x".repeat(20_000), "text": OWN}).to_string());
    room.run(&["archive", "create", "news"]).ok();
    for input in ["long.jsonl", "open.csv"] {
        let says = [input, "has", "give more --memory"];
        let archived = ["archive", "add", "news", input, "--memory", "64M"];
        for verb in [&["pairs", input, "--memory", "64M"][..], &archived] {
            let err = room.run(&[verb, &["-q"]].concat()).err;
            assert!(says.iter().all(|part| err.contains(part)), "{verb:?} {err}");
        }
    }
    let named = room.run(&["credits", "own.txt", "named.jsonl"]).ok().err;
    assert!(named.contains("named.jsonl:1: has an id of more than 16 KB"), "{named}");
    let extra = json!({"id": "e", "text": OWN, "long": "x".repeat(20_000), "short": 1});
    room.put("extra.jsonl", extra.to_string());
    assert_eq!(room.run(&["credits", "extra.jsonl"]).ok().ids(), ["e"]);
}

/// Millions of bad and empty rows take no memory, and the first of them are told.
#[test]
#[cfg(target_os = "linux")]
fn rows_of_nothing_take_no_memory() {
    let room = room();
    let bad = "\n".repeat(3_000_000) + &"x\n".repeat(1_000_000);
    room.put("bad.jsonl", bad);
    let program = room.command(&[]).get_program().to_owned();
    room.run(&["archive", "create", "news"]).ok();
    let verbs = ["pairs x.jsonl bad.jsonl -o /dev/null", "archive add news x.jsonl bad.jsonl"];
    for verb in verbs {
        // Kilobytes of addresses, most of which are stacks that are never touched.
        let script = format!("ulimit -v 900000; exec \"$0\" {verb} --memory 150M --threads 2");
        let mut shell = std::process::Command::new("sh");
        let run = shell.args(["-c", &script]).arg(&program).current_dir(room.path("")).output();
        let run = run.unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.success(), "{said}");
        assert!(said.contains("skipped bad.jsonl:3000001: is not a row"), "{said}");
        assert!(said.contains("skipped 999900 more like these\n"), "{said}");
        assert!(said.contains("1000000 skipped\n") && said.lines().count() < 110, "{said}");
    }
}
