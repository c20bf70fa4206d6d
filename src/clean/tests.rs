//! Invented pages and the kinds of their lines; laws on any text.

use super::*;
use proptest::prelude::*;

/// The kind of each non-blank line's first byte, one letter each: h b d c . p x for headline,
/// byline, dateline, credit, body, caption, chrome.
fn kinds(text: &str, title: Option<&str>) -> String {
    let title = title.map(String::from);
    let document = Document { text: text.into(), title, ..Document::default() };
    let regions = regions(&document, &Recurring::default());
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            starts.push(at + line.len() - line.trim_start().len());
        }
        at += line.len();
    }
    let kind = |start: &usize| regions.iter().find(|r| r.span.contains(*start)).map(|r| r.kind);
    starts.iter().map(|start| kind(start).map_or('?', letter)).collect()
}

fn letter(kind: RegionKind) -> char {
    match kind {
        RegionKind::Headline => 'h',
        RegionKind::Byline => 'b',
        RegionKind::Dateline => 'd',
        RegionKind::Credit => 'c',
        RegionKind::Body => '.',
        RegionKind::Caption => 'p',
        RegionKind::Chrome => 'x',
    }
}

/// Sentences long enough to be prose, written `S` and `T` in the rows.
const STORY: &str =
    "Two ships collided off the northern coast early on Monday, the harbour master said.";
const MORE: &str =
    "Nobody was hurt, but the pier will stay closed until divers have looked at both hulls.";

#[test]
fn pages_fall_into_the_right_kinds() {
    let rows = [
        (
            "forecast and subscriber box",
            "T\nYou've reached a subscriber page.\nSome rain. High 61F. Winds SW at 5 to 9 mph.\nS\nT",
            ".xx..",
        ),
        (
            "headline, deck, byline",
            "Ships collide\nHarbour closed for a day\nBy Ada Byte, Example News\nS\nT",
            "hhb..",
        ),
        (
            "a deck may be a sentence",
            "Ships collide\nThe harbour was closed for a day, and nobody knows who will pay for it.\nBy Ada Byte\nS",
            "hhb.",
        ),
        ("prose first", "S\nT", ".."),
        ("teasers with their dates", "S\nPosted: May 1\nT\nLast updated 9:10 am", "xxxx"),
        ("a story and its date", "S\nPosted: May 1\nT\nS", ".x.."),
        (
            "entries cut short, notes on a transcript",
            "S\nEnjoy the harbour this week: boats, songs and  ... more\n\
             The transcript below has been lightly edited.\nT",
            ".xx.",
        ),
        ("one line", "Ships collide", "."),
        ("dateline", "PARIS (Reuters) - $S\nT", "d."),
        ("byline with a pipe", "Ships collide\nAda Byte, Reuters|\nS", "hb."),
        ("gallery", "S\n3 View gallery\nספינה\nספינה\nThe ship\n(Photo: Navy)\nS", ".xpppp."),
        (
            "doubled caption",
            "S\nThe ship at the pier on Monday\nThe ship at the pier on Monday\nS",
            ".pp.",
        ),
        ("doubled headline", "Ships collide off the coast\nShips collide off the coast\nS", "hh."),
        ("picture credit", "S\nThe ship at the pier. (Ada Byte/AFP)\nS", ".p."),
        (
            "a caption with a name under it, twice",
            "S\nShips lie at the pier on Monday, May 3, 2031.\nAda Byte\nT\nShips lie at the pier on Monday, May 3, 2031.\nAda Byte\nS2",
            ".pp.pp.",
        ),
        (
            "a slide show with a counter, names under its captions",
            "S\n1 of 9\nShips lie at the pier\nAda Byte\nA crane leans over the pier\nOtto Bit\nT",
            ".xpppp.",
        ),
        ("a list of lines", "S\nIron 12\nTin 14\nLead 9\nZinc 3\nT", ".xxxx."),
        (
            "a box that asks for two things",
            "S\nGet it all in your inbox: sign up with your email here\nT",
            ".x.",
        ),
        ("a story that stands twice stays", "S\nT\nS\nT", "...."),
        ("subhead stays", "S\nWho will pay\nS", "..."),
        ("teaser in the middle", "S\nRead  Another ship leaves the port\nS", ".x."),
        (
            "credit, then the tail",
            "S\nThe Associated Press contributed to this report.\nread more:\nNever miss a ship\nGet alerts",
            ".cxxx",
        ),
        (
            "comments close the page",
            "S\nT\nComments\nThe commenter agrees not to use bad words in this place at any time.\n\"\"",
            "..xxx",
        ),
        ("comments at the top do not", "Ships collide\n12 Comments\nS\nT", "hx.."),
        ("bio at the end", "S\nAda Byte is a staff reporter for The Example.", ".x"),
        ("dates", "Ships collide\nMay 3, 2031, 9:52 PM UTC\nS", "hx."),
        ("breadcrumb", "Home NEWS Ships collide off...\nShips collide off the coast\nS", "xh."),
        ("French", "S\nLire aussi : Un autre navire\nPublicité\nS", ".xx."),
        ("German", "S\nLesen Sie auch: Ein anderes Schiff\nFoto: dpa\nS", ".xp."),
        ("Russian", "S\nЧитайте также: Другой корабль\nФото: Ада\nS", ".xp."),
        ("Arabic", "S\nاقرأ أيضا: سفينة أخرى\nS", ".x."),
        ("Hebrew", "S\nקראו עוד: ספינה\nצילום: עדה\nS", ".xp."),
        ("Spanish", "S\nLea también: Otro barco\nSuscríbete\nS", ".xx."),
        ("closing credit", "S\n$S (Reporting by Ada Byte; Editing by Otto Bit)", ".."),
    ];
    for (name, page, want) in rows {
        let lines = page.split('\n').map(|line| match line {
            "S" => STORY.to_string(),
            "T" => MORE.to_string(),
            "S2" => format!("{MORE} {STORY} {MORE}"),
            line => line.replace("$S", STORY),
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        assert_eq!(kinds(&text, None), want, "{name}");
    }
}

#[test]
fn sentences_that_only_begin_like_a_rule_stay_in_the_story() {
    let rows = [
        "Credit was given to the crew of the second ship, which had turned back at once.",
        "Advertising on the ferries pays for a third of the harbour's budget, he said.",
        "I agree with the harbour master that the pier should have been closed.",
        "Nobody could say how much the owners of the two ships had contributed.",
        "The owners contributed to this delay, and they know it, the mayor added.",
        "By Tuesday the wrecks had been towed away and the pier was open again.",
        "Search for the missing sailor went on through the night in heavy seas.",
        "Register your ship, the harbour master told the owners, or stay in port.",
        "His remarks do not represent the views of the company, its lawyer said.",
        "He is seen in this port as the man who saved the ferries from ruin.",
        "Recommended speed in the harbour is four knots, according to the charts.",
        "Read between the lines of the report and you will find the name of a ship.",
    ];
    for row in rows {
        let text = format!("{STORY}\n{row}\n{MORE}");
        assert_eq!(kinds(&text, None), "...", "{row}");
    }
}

#[test]
fn a_title_the_source_states_is_a_headline_however_it_looks() {
    let text = format!("It sank.\n{STORY}");
    assert_eq!(kinds(&text, None), "..");
    assert_eq!(kinds(&text, Some("It sank.")), "h.");
}

#[test]
fn the_rule_that_fired_is_named() {
    let text = format!("{STORY}\nAlso on rt.com Whale sues harbour over stormThe ships sank.");
    let document = Document { text: text.clone(), ..Document::default() };
    let found = explain(&document, &Recurring::default());
    let rows: Vec<_> = found.iter().map(|(r, name)| (r.span.of(&text).trim_end(), *name)).collect();
    assert_eq!(rows[1], ("Also on rt.com Whale sues harbour over storm", "glued teaser"));
    assert_eq!(rows[2], ("The ships sank.", "story"));
}

#[test]
fn marks_of_the_format_win() {
    let text = "Ships collide\nAda smiles é here\nMore";
    let mark = |start, end| Region { kind: RegionKind::Caption, span: Span::new(start, end) };
    let marked = vec![mark(14, 18), mark(26, 31), mark(900, 990)];
    let document = Document { text: text.into(), marked, ..Document::default() };
    let found = regions(&document, &Recurring::default());
    assert!(found.iter().any(|r| r.kind == RegionKind::Caption && r.span == Span::new(14, 18)));
    assert!(tiles(text, &found));
}

/// Whether regions cover a text without holes or overlaps, on character boundaries.
fn tiles(text: &str, regions: &[Region]) -> bool {
    let mut at = 0;
    for region in regions {
        if region.span.start != at || region.span.is_empty() || !text.is_char_boundary(at) {
            return false;
        }
        at = region.span.end;
    }
    at == text.len()
}

/// The five real pages by number: the kind of each line, without a word of them.
const SEEDS: [(&str, &str); 5] = [
    ("000_ed8a3a6c9d133bd7.txt", "hhb.......x......."),
    ("001_3c1a52731a34d4c2.txt", "hhb.x.xpppp.....xpppp...xpppp..xxx"),
    ("002_65fb130cdcd4e421.txt", "hhxpp............p........p...........cxxxx"),
    ("003_48764288d1f00e05.txt", "h....x..xxxx"),
    ("004_19bd48942a29b927.txt", "xhp.........................cxx"),
];

/// The text of a real page; `None` where the pages are not beside the checkout.
pub(super) fn seed(name: &str) -> Option<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds").join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(_) if std::env::var_os("WIRECOPY_REQUIRE_SEEDS").is_some_and(|v| v == "1") => {
            panic!("{} is required", path.display())
        }
        Err(_) => {
            println!("skipped: {} is absent", path.display());
            None
        }
    }
}

#[test]
fn the_lines_of_the_real_pages_are_what_a_reader_says() {
    for (name, want) in SEEDS {
        let Some(text) = seed(name) else { return };
        assert_eq!(kinds(&text, None), want, "{name}");
    }
}

#[test]
fn teasers_glued_to_a_sentence_of_a_real_page_end_before_it() {
    let Some(text) = seed(SEEDS[3].0) else { return };
    let document = Document { text: text.clone(), ..Document::default() };
    let found = explain(&document, &Recurring::default());
    let glued = found.windows(2).filter(|pair| pair[0].1 == "glued teaser");
    let story: Vec<&str> = glued.map(|pair| &text[pair[1].0.span.start..][..4]).collect();
    assert_eq!(story, ["The ", "The "]);
}

proptest! {
    #[test]
    fn regions_tile_any_text(
        text in "([a-zA-Z0-9é .,:!(/)\n]|PARIS \\(AP\\) — |By Ada\n|3 View gallery\n|Also on rt.com |Comments\n|\\(Reporting by A\\)|- |“|۔|Ada Byte Ada Byte |MORE ){0,80}",
        title in prop::option::of("[a-z ]{0,6}"),
        marked in prop::collection::vec((0_usize..300, 0_usize..40), 0..4),
    ) {
        let mut start = 0;
        let marked = marked.into_iter().map(|(gap, length)| {
            let span = Span::new(start + gap, start + gap + length);
            start = span.end;
            Region { kind: RegionKind::Caption, span }
        });
        let marked = marked.collect();
        let document = Document { text, title, marked, ..Document::default() };
        prop_assert!(tiles(&document.text, &regions(&document, &Recurring::default())));
    }

    #[test]
    fn regions_tile_anything_at_all(text in "\\PC{0,200}") {
        let document = Document { text, ..Document::default() };
        prop_assert!(tiles(&document.text, &regions(&document, &Recurring::default())));
    }
}
