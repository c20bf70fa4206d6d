//! Options that are wrong or nearly right, help, completions, man pages.

use crate::Room;

const VERBS: [&str; 13] = [
    "report",
    "compare",
    "passages",
    "pairs",
    "matrix",
    "credits",
    "regions",
    "plot",
    "pack",
    "eval",
    "archive",
    "completions",
    "man",
];

#[test]
fn what_is_nearly_right_is_suggested() {
    let room = Room::of_two();
    let rows: [(&[&str], &str); 8] = [
        (&["pairz", "a.txt"], "'pairs'"),
        (&["pairs", "a.txt", "--crossoutlet"], "'--cross-outlet'"),
        (&["matrix", "a.txt", "-m", "jacard"], "'jaccard'"),
        (&["matrix", "a.txt", "--format", "jsn"], "'json'"),
        (&["plot", "heatmp", "a.txt"], "'heatmap'"),
        (&["regions", "a.txt", "--offsets", "byte"], "'bytes'"),
        (&["completions", "fisch"], "'fish'"),
        (&["report", "--no-word"], "'--no-words'"),
    ];
    for (args, suggests) in rows {
        room.run(args).fails(2, &["similar", suggests]);
    }
}

#[test]
fn a_bad_command_line_is_told_from_bad_input() {
    let room = Room::of_two();
    let rows: [(&[&str], &str); 16] = [
        (&["pairs"], "<INPUT>"),
        (&["pairs", ""], "<INPUT>"),
        (&["compare", "a.txt"], "<B>"),
        (&["compare", "a.txt", "a.txt"], "compare takes two documents, and this is one twice"),
        (&["compare", "a.txt", "harbour-fire"], "compare takes two documents, these are 13"),
        (&["pairs", "a.txt", "-k", "0"], "1..=64"),
        (&["pairs", "a.txt", "-k", "65"], "1..=64"),
        (&["pairs", "a.txt", "--run", "4"], "--run cannot be below the 5 words of a shingle"),
        (&["pairs", "a.txt", "--gap", "many"], "'many'"),
        (&["pairs", "a.txt", "--all", "--pairs", "b.txt"], "cannot be used with"),
        (&["pairs", "a.txt", "--threads", "100000"], "0..=512"),
        (&["plot", "heatmap", "a.txt"], "--output"),
        (
            &["plot", "shares", "a.txt", "-o", "x.jpg"],
            "x.jpg: the name of a plot ends in .png or .svg",
        ),
        (&["plot", "shares", "a.txt", "-o", "x.png", "--scale", "0"], "from 0.25 to 8"),
        (&["plot", "dots", "a.txt", "-o", "x.svg"], "a dot plot takes two documents, not 1"),
        (&["pairs", "pegasus-2021", "--rewritten"], "--rewritten needs the words"),
    ];
    for (args, says) in rows {
        room.run(args).fails(2, &[says]);
    }
    assert_eq!(room.run(&[]).code, Some(2), "help for who says nothing");
}

#[test]
fn every_help_shows_an_example() {
    let room = Room::of_two();
    let plots = ["heatmap", "shares", "dots"].map(|kind| vec!["plot", kind]);
    let scores = ["passages", "pairs", "credits", "clusters"].map(|kind| vec!["eval", kind]);
    let archive = ["create", "add", "remove", "check", "compact", "stats"];
    let archive = archive.map(|verb| vec!["archive", verb]);
    let verbs = VERBS.map(|verb| vec![verb]).into_iter();
    for mut verb in verbs.chain(plots).chain(scores).chain(archive) {
        let example = format!("wirecopy {}", verb.join(" "));
        verb.push("--help");
        let run = room.run(&verb).silent();
        let (_, examples) = run.text().split_once("Example").unwrap_or_else(|| panic!("{verb:?}"));
        assert!(examples.contains(&example), "{verb:?}");
    }
    assert!(room.run(&["--help"]).silent().text().contains("wirecopy report"));
    assert_eq!(room.run(&["--version"]).silent().text(), "wirecopy 0.1.0\n");
}

#[test]
fn shells_get_completions() {
    let room = Room::of_two();
    for (shell, knows) in [
        ("bash", "--cross-outlet"),
        ("zsh", "#compdef wirecopy"),
        ("fish", "complete -c wirecopy"),
        ("elvish", "wirecopy"),
        ("powershell", "wirecopy"),
    ] {
        let run = room.run(&["completions", shell]).silent();
        assert!(run.text().contains(knows), "{shell}");
        assert!(VERBS.iter().all(|verb| run.text().contains(verb)), "{shell}");
    }
}

#[test]
fn every_verb_has_a_man_page() {
    let room = Room::of_two();
    room.run(&["man", "new/man1"]).silent();
    let pages = VERBS.map(|verb| format!("wirecopy-{verb}"));
    for page in pages.iter().map(String::as_str).chain(["wirecopy", "wirecopy-plot-heatmap"]) {
        let text = String::from_utf8(room.read(&format!("new/man1/{page}.1"))).unwrap();
        assert!(text.contains(".TH") && text.contains(".SH"), "{page}");
    }
}
