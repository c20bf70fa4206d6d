//! Packs: making, looking into, joining, and refusing what is none.

use crate::{OWN, Room, WIRE};

fn packed() -> Room {
    let room = Room::of_two();
    let run = room.run(&["pack", "a.txt", "b.txt", "-o", "ab.wfp"]).ok();
    assert!(run.out.is_empty() && run.err.starts_with("ab.wfp: 2 documents, "), "{}", run.err);
    room
}

#[test]
fn a_pack_gives_what_its_texts_give_and_holds_no_word() {
    let room = packed();
    for args in [&["pairs"][..], &["passages"], &["matrix", "--format", "csv"], &["credits"]] {
        let of = |inputs: &[&str]| room.run(&[args, inputs].concat()).silent().out;
        assert_eq!(of(&["ab.wfp"]), of(&["a.txt", "b.txt"]), "{args:?}");
    }
    let bytes = room.read("ab.wfp");
    let holds = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(holds("a.txt") && !holds("ferry") && !holds("island"));
    assert_eq!(room.run(&["pack", "ab.wfp"]).silent().ids(), ["a.txt", "b.txt"]);
    let shown = room.run(&["passages", "ab.wfp", "--words"]).silent();
    assert!(!shown.text().contains("ferry"));
}

#[test]
fn packs_join_and_meet_texts() {
    let room = packed();
    room.put("c.txt", format!("{OWN}\n{WIRE}"));
    room.run(&["pack", "c.txt", "-o", "c.wfp"]).ok();
    room.run(&["pack", "ab.wfp", "c.wfp", "-o", "abc.wfp"]).ok();
    let texts = room.run(&["pairs", "a.txt", "b.txt", "c.txt"]).silent();
    assert_eq!(texts.rows().len(), 3);
    for inputs in [&["abc.wfp"][..], &["ab.wfp", "c.wfp"], &["c.txt", "ab.wfp"]] {
        assert_eq!(room.run(&[&["pairs"], inputs].concat()).silent().out, texts.out);
    }
}

#[test]
fn what_is_no_whole_pack_is_refused() {
    let room = packed();
    let whole = room.read("ab.wfp");
    room.put("cut.wfp", &whole[..whole.len() / 2]);
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    room.put("flipped.wfp", flipped);
    room.put("text.wfp", WIRE);
    room.put("empty.wfp", "");
    let rows = [
        ("cut.wfp", "the pack is damaged or cut short; fetch or make it again"),
        ("flipped.wfp", "the pack is damaged or cut short"),
        ("text.wfp", "not a fingerprint pack; make one with `wirecopy pack`"),
        ("empty.wfp", "not a fingerprint pack"),
        ("none.wfp", "is not there; check the path"),
    ];
    for (name, says) in rows {
        room.run(&["pairs", name, "a.txt"]).fails(1, &[name, says]);
    }
}

#[test]
fn packs_that_do_not_fit_are_refused() {
    let room = packed();
    room.put("c.txt", OWN);
    room.run(&["pack", "c.txt", "-k", "7", "-o", "seven.wfp"]).ok();
    room.run(&["pack", "c.txt", "--unit", "characters", "-o", "letters.wfp"]).ok();
    let rows: [(&[&str], i32, &[&str]); 6] = [
        (&["ab.wfp", "seven.wfp"], 1, &["seven.wfp: its shingles are 7 words, those of ab.wfp 5"]),
        (&["ab.wfp", "letters.wfp"], 1, &["letters.wfp: its shingles are 5 characters"]),
        (&["ab.wfp", "-k", "7"], 2, &["the pack ab.wfp has shingles of 5"]),
        (&["ab.wfp", "--unit", "characters"], 2, &["the pack ab.wfp"]),
        (&["ab.wfp", "a.txt"], 1, &["a.txt: this id stands in two of the inputs"]),
        (&["ab.wfp", "--texts", "."], 1, &["ab.wfp: has no manifest to check texts by"]),
    ];
    for (args, code, says) in rows {
        room.run(&[&["pairs"], args].concat()).fails(code, says);
    }
    room.run(&["pairs", "ab.wfp", "-k", "5", "--unit", "words"]).silent();
}
