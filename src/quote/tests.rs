//! Quotes in their shapes, and the laws they keep on any text.

use super::*;
use crate::document::Document;
use proptest::prelude::*;

/// The quotes of a text that is all body, joined by `|`.
fn found(text: &str, language: Option<&str>) -> String {
    let body = Region { kind: RegionKind::Body, span: (0..text.len()).into() };
    let spans = quotes(text, &[body], &[], language);
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("|")
}

#[test]
fn marks_pair_in_every_style() {
    let rows = [
        ("“We sail,” she said. “Now.”", "We sail,|Now."),
        ("\"We sail,\" she said. \"Now.\"", "We sail,|Now."),
        ("‘We sail,’ she said, the sailors’ friend.", "We sail,"),
        ("'We sail,' she said, the sailors' friend.", "We sail,"),
        ("Officials ‘visit’ the harbour’s office", "visit"),
        ("It's the ships' 'Big Bell' and it's loud", "Big Bell"),
        ("rock 'n' roll in the '90s isn't 'dead yet'", "dead yet"),
        ("“He said ‘sail’ to us,” she said.", "He said ‘sail’ to us,"),
        ("« Nous partons », dit-elle.", " Nous partons "),
        ("»Wir fahren«, sagte sie.", "Wir fahren"),
        ("„Wir fahren“, sagte sie. „Jetzt.“", "Wir fahren|Jetzt."),
        ("‚להפליג‘ אמרה", "להפליג"),
        ("דובר צה\"ל אמר \"נפליג היום\" בנמל", "נפליג היום"),
        ("船長は「出航する『今』だ」と言った", "出航する『今』だ"),
        ("船长说“现在出发\"。", "现在出发"),
        ("قال «سنبحر» اليوم و\"غدا\" أيضا", "سنبحر"),
        ("The 5'10\" mate said \"aye\" and left", "aye"),
        ("“Pegasus” and \"Argo\" left port.", "Pegasus|Argo"),
        ("He said ``we sail'' and ‘‘we go’’ to us", "we sail|we go"),
        ("צריך ללכת“, הוא אמר.", ""),
        ("No marks here.", ""),
        ("\"\"", ""),
    ];
    for (text, want) in rows {
        assert_eq!(found(text, None), want, "{text}");
    }
}

#[test]
fn damage_from_a_missing_or_stray_mark_stays_small() {
    let rows = [
        // Goes on in the next paragraph, which opens again.
        ("She said, “We sail. We go.\n\n“And now.”", "We sail. We go.|And now."),
        ("She said: “We sail.\nWe go.\nWe stay,” and left.", "We sail.\nWe go.\nWe stay,"),
        ("She said: “We sail.\n\nWe go,” and left.", "We sail.|We go,"),
        ("She said: ‘We sail.\n\n‘We go,’ she added.", "We sail.|We go,"),
        ("She said: ‘We sail.\n\nWe go,’ she added.", "We sail.|We go,"),
        // Never closed: the rest of the paragraph where it leads, else its sentence.
        ("“We sail. We go.\n\nThe ship left.", "We sail. We go."),
        ("She said \"we sail. Then the ship left.", "we sail."),
        // A stray mark does not turn the rest inside out.
        ("He saw \"ships. She said, \"We sail,\" and left.", "ships.|We sail,"),
        ("The end\" came. \"We sail,\" she said.", "We sail,"),
    ];
    for (text, want) in rows {
        assert_eq!(found(text, None), want, "{text}");
    }
}

#[test]
fn words_of_others_without_marks_are_quotes_too() {
    let rows = [
        ("Q: Will you sail?\n\nA: We will.\n\nThe ship left.", None, "Will you sail?|We will."),
        (
            "The full statement:\n\nWe sail at dawn, all of us.\n\nNext steps",
            None,
            "We sail at dawn, all of us.",
        ),
        (
            "We sail at dawn — Ada Byte (@ada) May 3, 2031\n\nThe ship left.",
            None,
            "We sail at dawn — Ada Byte (@ada) May 3, 2031",
        ),
        (
            "We sail at dawn\n\n— Ada (@ada) May 3, 2031",
            None,
            "We sail at dawn|— Ada (@ada) May 3, 2031",
        ),
        ("— Мы идём, — сказала она.", Some("ru"), "Мы идём"),
        ("— We go, she said.", Some("en"), ""),
    ];
    for (text, language, want) in rows {
        assert_eq!(found(text, language), want, "{text}");
    }
}

#[test]
fn only_the_story_is_searched_and_block_quotes_count() {
    let text = "“A”\n\nWe sail at dawn.\n\n“B”";
    let split = text.find("We").unwrap();
    let regions = [
        Region { kind: RegionKind::Chrome, span: (0..split).into() },
        Region { kind: RegionKind::Body, span: (split..text.len()).into() },
    ];
    let block = Span::new(split, split + 7);
    let spans = quotes(text, &regions, &[block, Span::new(90, 95)], None);
    assert_eq!(spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["We sail", "B"]);
}

/// How many quotes a reader finds in the real pages, without a word of them.
const SEEDS: [(&str, usize); 5] = [
    ("000_ed8a3a6c9d133bd7.txt", 7),
    ("001_3c1a52731a34d4c2.txt", 2),
    ("002_65fb130cdcd4e421.txt", 14),
    ("003_48764288d1f00e05.txt", 5),
    ("004_19bd48942a29b927.txt", 14),
];

#[test]
fn the_real_pages_hold_as_many_quotes_as_a_reader_finds() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    for (name, want) in SEEDS {
        let Ok(mut text) = std::fs::read_to_string(folder.join(name)) else {
            assert_ne!(std::env::var("WIRECOPY_REQUIRE_SEEDS").as_deref(), Ok("1"), "{name}");
            println!("skipped: {name} is absent");
            continue;
        };
        if name.starts_with("003") {
            // What repair does to this page while reading, roughly.
            let opened = text.replace("â\"", "–").replace(" â", " “").replace("\nâ", "\n“");
            text = opened.replace("âs", "’s").replace('â', "”");
        }
        let document = Document { text: text.clone(), ..Document::default() };
        let regions = crate::clean::regions(&document, &crate::clean::Recurring::default());
        let spans = quotes(&text, &regions, &[], Some("en"));
        assert_eq!(spans.len(), want, "{name}");
        for span in spans {
            let mark = text[..span.start].chars().next_back();
            assert!(matches!(mark, Some('“' | '"')), "{name}: {span}");
        }
    }
}

proptest! {
    #[test]
    fn quotes_lie_in_bodies_sorted_disjoint_on_boundaries(
        text in "([a-zA-Zé .:\n]|[\"'“”„‘’‚«»「」『』—]|Q: |א\"|\\(@a\\) May 3, 2031|full statement:\n){0,60}",
        cut in 0_usize..80,
        language in prop::option::of(Just("ru")),
    ) {
        let cut = snap(&text, Span::new(cut, cut)).start;
        let regions = [
            Region { kind: RegionKind::Chrome, span: Span::new(0, cut) },
            Region { kind: RegionKind::Body, span: Span::new(cut, text.len()) },
        ];
        let spans = quotes(&text, &regions, &[Span::new(1, 5)], language);
        let mut last = cut;
        for span in spans {
            prop_assert!(span.start >= last && span.start < span.end && span.end <= text.len());
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            last = span.end;
        }
    }
}

#[test]
fn words_in_paragraphs_of_their_own_are_found_without_marks() {
    let statement = "The ferry left the quay an hour late because the pilot had not come aboard.";
    let letter = "I saw the ferry leave and I ran after it, but my bag was far too heavy for me.";
    let story =
        "The harbour office opened an inquiry and closed the eastern basin until the evening.";
    let rows = [
        (format!("{story}\n\nThe office wrote:\n\n{statement}\n\n{story}"), statement.to_string()),
        (
            format!("{story}\n\nOn the quay, the pilot said,\n\n{statement}\n\n{story}"),
            statement.into(),
        ),
        (format!("From Example News:\n\n{statement}\n\n{story}"), statement.into()),
        (format!("{story}\n\nWhat the quay needs:\n\n{statement}\n\n{story}"), String::new()),
        (
            format!("{story}\n\n{story}\n\n{letter}\n\n{letter}\n\n{letter}\n\n{story}"),
            format!("{letter}|{letter}|{letter}"),
        ),
        (format!("{story}\n\n{letter}\n\n{story}"), String::new()),
        (
            "The ferry is late again pic.twitter.com/x1".into(),
            "The ferry is late again pic.twitter.com/x1".into(),
        ),
        (
            "“Look at it. I said “go now” and left.”".into(),
            "Look at it. I said “go now” and left.".into(),
        ),
        ("'[The pilot] was late,' she wrote.".into(), "[The pilot] was late,".into()),
        ("He said: 'We go.\n\n'We go now,' he said.".into(), "We go.|We go now,".into()),
    ];
    for (text, want) in rows {
        assert_eq!(found(&text, Some("en")), want, "{text}");
    }
}

#[test]
fn a_page_that_says_it_is_a_transcript_is_one() {
    let speech = "ADA BYTE: The quay is open.\n\nIt took a year to mend.\n\nOTTO BIT: Nobody asked for it.\n\n\
                  The gulls did, perhaps.";
    let announced = format!("This is a rush transcript.\n\n{speech}");
    let said =
        "The quay is open.|It took a year to mend.|Nobody asked for it.|The gulls did, perhaps.";
    assert_eq!(found(&announced, Some("en")), said);
    assert_eq!(found(speech, Some("en")), "");
    let facts = "THE FACTS: The quay is open.\n\nIt is.\n\nTHE FACTS: The ferry sank.";
    assert_eq!(found(facts, Some("en")), "");
    let alone = ["ada byte", "The quay is open.", "otto bit", "Nobody asked."];
    assert_eq!(
        found(&[alone, alone, alone].concat().join("\n\n"), Some("en")).matches("open").count(),
        3
    );
}
