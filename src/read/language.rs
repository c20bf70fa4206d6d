//! Language tags to primary subtags, and the language of a text where nobody states it.

/// How much of a text detection looks at, in bytes: more changes nothing for an article.
const SAMPLE: usize = 2048;

/// Below this confidence of whatlang's, a guess is worse than none.
const CONFIDENCE: f64 = 0.5;

/// The language of `text` as its ISO 639-1 code, by trigrams (Cavnar, Trenkle 1994, as whatlang has
/// them) over the first 2 KB; nothing where the text is too short or too mixed to tell.
pub fn detect_language(text: &str) -> Option<&'static str> {
    let info = whatlang::detect(super::head(text, SAMPLE))?;
    let code = two_letters(info.lang().code())?;
    (info.is_reliable() || info.confidence() >= CONFIDENCE).then_some(code)
}

/// The primary subtag of a language tag: `en-US`, `en_GB` and `eng` → `en`.
pub(super) fn primary(tag: &str) -> Option<String> {
    let first = tag.trim().split(['-', '_', ',', ' ']).next().unwrap_or_default();
    if !(2..=3).contains(&first.len()) || !first.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let first = first.to_ascii_lowercase();
    Some(two_letters(&first).map_or(first, str::to_owned))
}

fn two_letters(three: &str) -> Option<&'static str> {
    CODES.iter().find(|(long, _)| *long == three).map(|(_, short)| *short)
}

/// ISO 639-3 and 639-2/B codes with their ISO 639-1 code.
#[rustfmt::skip]
const CODES: [(&str, &str); 85] = [
    ("afr", "af"), ("aka", "ak"), ("amh", "am"), ("ara", "ar"), ("arb", "ar"), ("aze", "az"), ("bel", "be"),
    ("ben", "bn"), ("bul", "bg"), ("cat", "ca"), ("ces", "cs"), ("chi", "zh"), ("cmn", "zh"), ("cym", "cy"),
    ("cze", "cs"), ("dan", "da"), ("deu", "de"), ("dut", "nl"), ("ell", "el"), ("eng", "en"), ("epo", "eo"),
    ("est", "et"), ("fas", "fa"), ("fin", "fi"), ("fra", "fr"), ("fre", "fr"), ("ger", "de"), ("gle", "ga"),
    ("gre", "el"), ("guj", "gu"), ("heb", "he"), ("hin", "hi"), ("hrv", "hr"), ("hun", "hu"), ("hye", "hy"),
    ("ind", "id"), ("ita", "it"), ("jav", "jv"), ("jpn", "ja"), ("kan", "kn"), ("kat", "ka"), ("khm", "km"),
    ("kor", "ko"), ("lat", "la"), ("lav", "lv"), ("lit", "lt"), ("mal", "ml"), ("mar", "mr"), ("mkd", "mk"),
    ("mya", "my"), ("nep", "ne"), ("nld", "nl"), ("nob", "nb"), ("nor", "no"), ("ori", "or"), ("pan", "pa"),
    ("per", "fa"), ("pes", "fa"), ("pol", "pl"), ("por", "pt"), ("ron", "ro"), ("rum", "ro"), ("rus", "ru"),
    ("sin", "si"), ("slk", "sk"), ("slv", "sl"), ("sna", "sn"), ("spa", "es"), ("srp", "sr"), ("swe", "sv"),
    ("tam", "ta"), ("tel", "te"), ("tgl", "tl"), ("tha", "th"), ("tuk", "tk"), ("tur", "tr"), ("ukr", "uk"),
    ("urd", "ur"), ("uzb", "uz"), ("vie", "vi"), ("ydd", "yi"), ("yid", "yi"), ("zho", "zh"), ("zul", "zu"),
    ("iw", "he"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_primary_subtags() {
        let rows = [
            ("en-US", Some("en")),
            ("EN_gb", Some("en")),
            ("zho-TW", Some("zh")),
            ("iw", Some("he")),
            ("eng", Some("en")),
            ("haw", Some("haw")),
            ("English", None),
            ("", None),
            ("é", None),
        ];
        for (tag, want) in rows {
            assert_eq!(primary(tag).as_deref(), want, "{tag:?}");
        }
    }

    #[test]
    fn languages_are_told_apart() {
        let rows = [
            ("The fire in the harbour was put out before the morning shift came in.", Some("en")),
            ("Das Feuer im Hafen wurde gelöscht, bevor die Frühschicht kam.", Some("de")),
            ("Пожар в порту потушили до прихода утренней смены.", Some("ru")),
            ("השריפה בנמל כובתה לפני שהגיעה משמרת הבוקר.", Some("he")),
            ("", None),
            ("12:30", None),
        ];
        for (text, want) in rows {
            assert_eq!(detect_language(text), want, "{text}");
        }
    }

    #[test]
    fn every_language_of_the_detector_has_its_code() {
        for lang in whatlang::Lang::all() {
            assert!(two_letters(lang.code()).is_some(), "{}", lang.code());
        }
    }
}
