//! Every form of credit as a row; what is no credit; hostile repetition; the real pages.

use super::*;

/// Credits of a text without regions, as "agency role" in text order.
fn found(text: &str) -> Vec<String> {
    let document = Document { text: text.to_string(), ..Document::default() };
    let name = |c: &Credit| format!("{} {}", c.agency.as_deref().unwrap_or("?"), c.role);
    credits(&document, &[], &Directory::default()).iter().map(name).collect()
}

/// The five seeds, beside the checkout; `None` (said aloud) where they are absent.
fn seed(start: &str) -> Option<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds");
    let Ok(files) = std::fs::read_dir(folder) else {
        assert!(std::env::var("WIRECOPY_REQUIRE_SEEDS").is_err(), "no {folder}");
        println!("no {folder}: skipped");
        return None;
    };
    let mut paths = files.filter_map(|f| f.ok()).map(|f| f.path());
    let path =
        paths.find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(start)));
    path.map(|p| std::fs::read_to_string(p).unwrap())
}

#[test]
fn seeds_have_the_credits_a_reader_sees() {
    let rows: [(&str, &[&str]); 5] = [
        ("000", &[]),
        ("001", &["Reuters author", "Reuters photo", "AFP photo"]),
        ("002", &["AFP photo", "AFP photo", "AP contributed"]),
        ("003", &[]),
        ("004", &["AFP quoted_as_source", "? syndicated"]),
    ];
    for (id, want) in rows {
        let Some(text) = seed(id) else { return };
        assert_eq!(found(&text), want, "{id}");
    }
}

#[test]
fn every_form_of_credit_has_its_role() {
    let rows: &[(&str, &[&str])] = &[
        // Datelines.
        ("PARIS (Reuters) - Rain fell.", &["Reuters author"]),
        ("LONDON, July 3 (Reuters) - Rain fell.", &["Reuters author"]),
        ("WASHINGTON (AP) — Rain fell.", &["AP author"]),
        ("A quay in spring. Photo: APThe ferry left at noon.", &["AP photo"]),
        ("A quay in spring. Photo: APTN footage", &[]),
        (
            "The Xinhua news agency on Thursday accused the port of delay.",
            &["Xinhua quoted_as_source"],
        ),
        ("The semi-official ISNA news agency said rain fell.", &["ISNA quoted_as_source"]),
        ("(CNN) Rain fell on the town.", &["CNN author"]),
        ("Port [Coast], June 7 (ANI): Rain fell.", &["ANI author"]),
        ("QUAY, 7 Jun. (EUROPA PRESS) - Llueve.", &["Europa Press author"]),
        ("TOKYO, June 7, Kyodo - Rain fell.", &["Kyodo author"]),
        ("新华社港口6月7日电 下雨了。", &["Xinhua author"]),
        ("两国合作/共同发展(共同市场)会议。", &[]),
        ("It left with American Airlines (AA) - the largest carrier.", &[]),
        ("Interview mit Reuters\n\nEs regnet.", &[]),
        ("Le Quai avec AFP\n\nIl pleut.", &["AFP contributed"]),
        ("Reuters said on Monday it had seen the letters.", &["Reuters quoted_as_source"]),
        ("雨が降った。（共同）", &["Kyodo author"]),
        ("(항구=연합뉴스) 비가 왔다.", &["Yonhap author"]),
        // Editors' initials.
        ("It rained.\n\nab/cd (AFP, dpa)\n", &["AFP author", "dpa author"]),
        ("Es regnet.\n\nQuelle: hafen.example, ab/dpa", &["dpa author"]),
        ("It rained.\n\n(With PTI inputs)", &["PTI contributed"]),
        ("Es regnet.\n\n(mit dpa)", &["dpa contributed"]),
        ("© picture alliance / dpa\n\nEs regnet.", &["dpa photo"]),
        ("© AP PHOTO/ ADA BYTE\n\nIt rained.", &["AP photo"]),
        (
            "This report by The Canadian Press was first published May 3.",
            &["Canadian Press author"],
        ),
        ("The Associated Press said on Monday it would move to the port.", &[]),
        ("Es regne, sagte sie der Deutschen Presse-Agentur.", &["dpa quoted_as_source"]),
        ("Llueve, dijo la alcaldesa a EFE.", &["EFE quoted_as_source"]),
        ("Berlin (dpa) - Es regnet.", &["dpa author"]),
        ("PARIS, 3 juil. (AFP) - Il pleut.", &["AFP author"]),
        ("Madrid, 3 jul (EFE).- Llueve.", &["EFE author"]),
        ("(ANSA) - ROMA, 3 LUG - Piove.", &["ANSA author"]),
        ("МОСКВА, 3 июля. /ТАСС/. Идёт дождь.", &["TASS author"]),
        ("МОСКВА, 3 июл — РИА Новости. Идёт дождь.", &["RIA Novosti author"]),
        ("لاہور ۔ 3 جولائی (اے پی پی) بارش ہوئی", &["APP author"]),
        ("کراچی (سپورٹس ڈیسک/اے ایف پی ) بارش ہوئی", &["AFP author"]),
        ("باريس (أ ف ب) - هطل المطر", &["AFP author"]),
        // Bylines.
        ("Rain\n\nBy Jane Doe, Associated Press\n\nRain fell.", &["AP author"]),
        ("Rain\nJane Doe, Reuters|\nRain fell.", &["Reuters author"]),
        ("Rain\nAssociated Press\nRain fell.", &["AP author"]),
        ("Rain\nBy JANE DOE\nAP Sports Writer\nRain fell.", &["AP author"]),
        ("Rain\nBy Jane Doe, Example News\nRain fell.", &[]),
        ("Rain\nBy staff and wire services\nRain fell.", &["? author"]),
        // Contributions.
        ("Rain fell.\n\nThe Associated Press contributed to this report.", &["AP contributed"]),
        (
            "Rain fell.\nExample News' Jane Doe and Reuters contributed to this report.",
            &["Reuters contributed"],
        ),
        (
            "Rain fell.\nAP writers J. Doe in Rome, N.Y., and A. Roe contributed to this report.",
            &["AP contributed"],
        ),
        ("Rain fell.\nWith files from The Canadian Press", &["Canadian Press contributed"]),
        ("Rain fell.\n(With inputs from agencies)", &["? contributed"]),
        ("Rain fell.\n— with AFP", &["AFP contributed"]),
        // Closing forms and legal lines.
        ("Rain fell.\n(Reporting by Jane Doe; Editing by A. Roe)", &["Reuters author"]),
        ("Rain fell.\nAdditional reporting by Jane Doe.", &[]),
        (
            "Rain fell.\nCopyright 2019 The Associated Press. All rights reserved.",
            &["AP copyright"],
        ),
        ("Rain fell.\n© 2019 AFP", &["AFP copyright"]),
        ("Rain fell.\n(c) 2018 Tribune Content Agency", &["TNS copyright"]),
        ("Rain fell.\nThis article was originally published by Example Weekly.", &["? syndicated"]),
        ("Rain fell.\nThis story has been published from a syndicated feed.", &["? syndicated"]),
        (
            "Rain fell.\nThis article was originally published on The Conversation.",
            &["The Conversation syndicated"],
        ),
        // Sources.
        ("It rains, she told AFP on Monday.", &["AFP quoted_as_source"]),
        ("He did not answer questions from AFP.", &["AFP quoted_as_source"]),
        ("Reuters reported rain.", &["Reuters quoted_as_source"]),
        ("It rained, according to the AP.", &["AP quoted_as_source"]),
        ("It rained, South Korea's Yonhap news agency said.", &["Yonhap quoted_as_source"]),
        ("She told The Associated Press (AP) it rains.", &["AP quoted_as_source"]),
        (
            "She told Reuters and AFP it rains.",
            &["Reuters quoted_as_source", "AFP quoted_as_source"],
        ),
        // Pictures.
        ("A wet dog. (Photo: Reuters)", &["Reuters photo"]),
        ("A wet dog. (Jack Doe/AFP)", &["AFP photo"]),
        ("A wet dog. (AP Photo/Jack Doe)", &["AP photo"]),
        ("A wet dog. REUTERS/Jack Doe", &["Reuters photo"]),
        ("A wet dog. Photo by Jack Doe/Getty Images", &["Getty photo"]),
        ("Image copyright AFP Image caption A wet dog", &["AFP photo"]),
        ("A wet dog. (Jack Doe via AP)", &["AP photo"]),
    ];
    for (text, want) in rows {
        assert_eq!(&found(text), want, "{text}");
    }
}

#[test]
fn names_that_are_not_the_agency_are_no_credit() {
    let rows = [
        "Editors at agencies including AFP appear in the file.",
        "The AP Stylebook says to spell it out.",
        "A Reuters Institute survey found that trust fell.",
        "Jane Doe lives in Pittsburgh, PA.",
        "Fans at TASS Street cheered.",
        "AFP, or Americans for Prosperity, said it would spend more.",
        "Mayor Bloomberg said so. She told Bloomberg no.",
        "The Sputnik vaccine arrived, officials said.",
        "Reuters laid off staff.",
        "See example.com/ap and @AP.",
        "RAPID CAPITAL APRIL",
        "Spokane Online said no.",
    ];
    for text in rows {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn photo_credits_and_sources_do_not_attribute_the_text() {
    let text = "BERLIN (dpa) - Rain, he told AFP.\n\nA dog. (Photo: Reuters)";
    let document = Document { text: text.to_string(), ..Document::default() };
    assert_eq!(text_agencies(&credits(&document, &[], &Directory::default())), ["dpa"]);
}

#[test]
fn a_paper_is_no_agency_on_its_own_pages() {
    let mut document = Document { text: "(CNN) Rain fell.".to_string(), ..Document::default() };
    assert_eq!(credits(&document, &[], &Directory::default()).len(), 1);
    document.outlet = "CNN (Web News)".to_string();
    assert_eq!(credits(&document, &[], &Directory::default()), []);
}

#[test]
fn regions_decide_where_words_do_not() {
    let text = "A wet dog Reuters\nRain fell.";
    let document = Document { text: text.to_string(), ..Document::default() };
    assert_eq!(credits(&document, &[], &Directory::default()), []);
    let caption = Region { kind: RegionKind::Caption, span: Span::new(0, 17) };
    assert_eq!(credits(&document, &[caption], &Directory::default())[0].role, Role::Photo);
}

proptest::proptest! {
    #[test]
    fn any_text_has_sorted_credits_on_character_boundaries(
        parts in proptest::collection::vec("(\\PC{0,6}|AP|Reuters|\\(|\\)|/|—|\n|By |©|told the |رائٹرز| contributed to this report\\.|originally published on )", 0..60)
    ) {
        let document = Document { text: parts.concat(), ..Document::default() };
        let found = credits(&document, &[], &Directory::default());
        assert!(found.is_sorted_by_key(|c| c.span));
        for credit in found {
            assert!(!credit.span.of(&document.text).is_empty());
        }
    }
}

#[test]
fn hostile_repetition_is_bounded() {
    for unit in ["AP ", "AP/", "AP, ", "told AP. ", "originally published on AP ", "(Reuters) - "] {
        let document = Document { text: unit.repeat(60_000), ..Document::default() };
        assert!(
            credits(&document, &[], &Directory::default()).len() <= 12 * 4 * LOOKED_AT,
            "{unit}"
        );
    }
}

#[test]
fn an_agency_is_known_by_the_name_of_its_pages() {
    for (outlet, want) in [("Reuters", true), ("APP", true), ("The Pier", false), ("", false)] {
        assert_eq!(agencies::is_agency(outlet), want, "{outlet}");
    }
}
