//! The folder of a report, with and without words; plots.

use crate::{Room, seeds};
use wirecopy::report::File;

/// The names of the files of a report, sorted.
fn expected() -> Vec<String> {
    let mut names: Vec<String> = File::all().iter().map(|file| file.name()).collect();
    names.sort();
    names
}

fn names(room: &Room, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(room.path(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn text(room: &Room, path: &str) -> String {
    String::from_utf8(room.read(path)).unwrap()
}

#[test]
fn in_an_empty_folder_the_built_in_corpora_are_reported() {
    let room = Room::with::<&str>(&[]);
    let run = room.run(&["report"]).ok();
    assert!(run.out.is_empty());
    assert_eq!(names(&room, "reports"), ["harbour-fire", "pegasus-2021"]);
    for corpus in ["harbour-fire", "pegasus-2021"] {
        let folder = format!("reports/{corpus}");
        assert_eq!(names(&room, &folder), expected());
        assert!(run.err.contains(&format!("{folder}/report.html ({} files)\n", expected().len())));
    }
    assert!(run.err.starts_with("No two of these five pages share wire copy.\n"), "{}", run.err);
}

#[test]
fn a_folder_of_ones_own() {
    let room = Room::of_two();
    room.run(&["report", "a.txt", "b.txt", "-o", "new/out", "--title", "The <ferry>", "-q"])
        .silent();
    assert_eq!(names(&room, "new/out"), expected());
    let page = text(&room, "new/out/report.html");
    assert!(page.contains("The &lt;ferry&gt;") && page.contains("Teeth reef"));
    room.run(&["report", "a.txt", "b.txt", "-o", "bare", "--no-words", "-q"]).silent();
    for page in ["report.html", "report.md", "passages.jsonl", "report.json"] {
        assert!(!text(&room, &format!("bare/{page}")).contains("reef"), "{page}");
    }
    let same = |file: &str| {
        text(&room, &format!("bare/{file}")) == text(&room, &format!("new/out/{file}"))
    };
    assert!(same("pairs.csv") && same("passages.jsonl") && same("heatmap.svg"));
}

#[test]
fn with_the_texts_at_hand_a_pack_shows_words_and_the_same_numbers() {
    let Some(pages) = seeds::folder() else { return };
    let room = Room::with::<&str>(&[]);
    let texts = pages.to_str().unwrap();
    room.run(&["report", "pegasus-2021", "-q", "-o", "pack"]).silent();
    room.run(&["report", "pegasus-2021", "-q", "-o", "words", "--texts", texts]).silent();
    room.run(&["report", "pegasus-2021", "-q", "-o", "bare", "--texts", texts, "--no-words"])
        .silent();
    for file in File::all() {
        let of = |folder: &str| room.read(&format!("{folder}/{}", file.name()));
        let same = of("pack") == of("words");
        assert_eq!(same, !matches!(file, File::Html | File::Markdown), "{}", file.name());
        assert!(of("pack") == of("bare"), "{}", file.name());
    }
    for page in ["report.html", "report.md"] {
        assert!(seeds::repeats(&pages, &text(&room, &format!("words/{page}"))) > 20, "{page}");
        assert_eq!(seeds::repeats(&pages, &text(&room, &format!("pack/{page}"))), 0, "{page}");
    }
    let shown =
        room.run(&["passages", "pegasus-2021", "--texts", texts, "--words"]).silent().rows();
    assert!(!shown.is_empty() && shown.iter().all(|row| row["a_text"].is_string()));
}

#[test]
fn texts_are_checked() {
    let manifest = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/corpus/pegasus-2021/manifest.toml"
    ));
    let manifest = manifest.unwrap();
    let file = manifest.lines().find_map(|line| line.strip_prefix("file = \"")).unwrap();
    let file = file.trim_end_matches('"');
    let room = Room::with(&[(format!("wrong/{file}").as_str(), "Another text.")]);
    room.put("empty/note.txt", "x");
    let rows: [(&str, &[&str]); 4] = [
        ("wrong", &[&format!("wrong/{file}: is not the text that the manifest lists"), "SHA-256"]),
        ("empty", &["empty: holds none of the files that the manifest of pegasus-2021 lists"]),
        ("none", &["none: is not there; check the path"]),
        ("empty/note.txt", &["empty/note.txt: is not a folder"]),
    ];
    for (texts, says) in rows {
        room.run(&["report", "pegasus-2021", "--texts", texts]).fails(1, says);
    }
    assert!(!room.path("reports").exists());
}

#[test]
fn a_corpus_folder_is_checked() {
    let room =
        Room::with(&[("c/manifest.toml", "schema = \"wirecopy.manifest/1\"\nnam = \"x\"\n")]);
    room.run(&["report", "c"]).fails(1, &["c/manifest.toml:2: unknown field `nam`"]);
    let document = "[[document]]\nid = \"a\"\noutlet = \"A\"\nfile = \"a.txt\"\nsha256 = \"00\"\n";
    let manifest =
        "schema = \"wirecopy.manifest/1\"\nname = \"x\"\ntitle = \"X\"\n".to_owned() + document;
    room.put("c/manifest.toml", manifest);
    room.run(&["report", "c"]).fails(1, &["c/manifest.toml: neither the texts it lists nor x.wfp"]);
    room.put("c/a.txt", "Ferry.");
    room.run(&["report", "c"]).fails(1, &["c/a.txt: is not the text that the manifest lists as a"]);
}

#[test]
fn plots_are_png_or_svg() {
    let room = Room::of_two();
    for kind in ["heatmap", "shares", "dots"] {
        let plot = |name: &str, more: &[&str]| {
            let args = ["plot", kind, "a.txt", "b.txt", "-o", name];
            room.run(&[&args, more].concat()).silent();
            room.read(name)
        };
        let width = |bytes: Vec<u8>| {
            let image = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
            image.info().width
        };
        assert!(plot("x.svg", &[]).starts_with(b"<svg"), "{kind}");
        assert_eq!(
            2 * width(plot("x.PNG", &[])),
            width(plot("y.png", &["--scale", "2"])),
            "{kind}"
        );
    }
    let heatmap = |more: &[&str]| {
        let args = ["plot", "heatmap", "a.txt", "b.txt", "-o", "h.svg"];
        room.run(&[&args, more].concat()).silent();
        room.read("h.svg")
    };
    assert_ne!(heatmap(&["-m", "jaccard"]), heatmap(&["--scope", "all"]));
    heatmap(&["--order", "given"]);
}

/// A report among the pages is not read as pages.
#[test]
fn a_report_is_no_article() {
    let room = Room::of_two();
    for _ in 0..2 {
        room.run(&["report", ".", "-o", "out"]).ok();
        let run = room.run(&["credits", "."]).ok();
        assert_eq!(run.ids(), ["a.txt", "b.txt"]);
    }
}

/// Neither beside its pages, nor where somebody else's page stands in its place.
#[test]
fn a_report_spoils_no_folder() {
    let room = Room::of_two();
    let first = room.run(&["report", ".", "-o", "."]).ok().err;
    assert_eq!(room.run(&["report", ".", "-o", "."]).ok().err, first);
    assert_eq!(room.run(&["credits", "."]).ok().ids(), ["a.txt", "b.txt"]);
    let room = Room::of_two();
    room.put("mine/report.md", "My notes");
    let says = ["report.md", "is there already and is of no report; choose another folder"];
    room.run(&["report", "a.txt", "b.txt", "-o", "mine"]).fails(1, &says);
    assert_eq!(room.read("mine/report.md"), b"My notes");
}

#[test]
fn no_output_replaces_an_input() {
    let room = Room::of_two();
    let pages = [room.read("a.txt"), room.read("b.txt")];
    let rows: [&[&str]; 6] = [
        &["pairs", "a.txt", "b.txt", "-o", "a.txt"],
        &["passages", ".", "-o", "./b.txt"],
        &["families", "*.txt", "-o", "a.txt"],
        &["pack", ".", "-o", "a.txt"],
        &["plot", "heatmap", "a.svg", "-o", "a.svg"],
        &["pairs", ".", "--pairs", "listed.jsonl", "-o", "listed.jsonl"],
    ];
    room.put("a.svg", "a page");
    room.put("listed.jsonl", "{\"a\": \"a.txt\", \"b\": \"b.txt\"}");
    for args in rows {
        room.run(args).fails(2, &["is one of the files to read", "Write to another file"]);
    }
    assert_eq!([room.read("a.txt"), room.read("b.txt")], pages);
    room.run(&["pairs", "a.txt", "b.txt", "-o", "new.jsonl"]).ok();
    room.run(&["pairs", "a.txt", "b.txt", "-o", "new.jsonl"]).ok();
}
