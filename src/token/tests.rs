//! Words, spans and terms against the standard and against their plain forms.

use super::*;
use proptest::prelude::*;

fn spelled(text: &str) -> Vec<String> {
    let tokens = tokenize(text, Unit::Words);
    (0..tokens.len()).map(|i| tokens.span(i).of(text).to_string()).collect()
}

#[test]
fn words_keep_their_spelling_and_spans() {
    let rows: &[(&str, &[&str])] = &[
        ("", &[]),
        ("?! -- …", &[]),
        ("don't stop, 3.14 and 50,000", &["don't", "stop", "3.14", "and", "50,000"]),
        ("nation-states", &["nation", "states"]),
        ("the quay.The ships", &["the", "quay", "The", "ships"]),
        ("über.Älter a.m.", &["über", "Älter", "a.m"]),
        ("צה\"ל הודיע", &["צה\"ל", "הודיע"]),
        ("snake_case _ __", &["snake_case"]),
        ("a\u{a0}b", &["a", "b"]),
    ];
    for (text, want) in rows {
        assert_eq!(&spelled(text), want, "{text}");
    }
}

#[test]
fn one_term_for_all_spellings_of_a_word() {
    for (a, b) in [
        ("Israel's", "ISRAEL"),
        ("Israel’s", "israel"),
        ("don’t", "don't"),
        ("straße", "STRASSE"),
        ("co\u{ad}operate", "cooperate"),
        ("ﬁre", "fire"),
        ("cafe\u{301}", "café"),
        ("ＡＢＣ", "abc"),
        ("צה״ל", "צה\"ל"),
        ("שָׁלוֹם", "שלום"),
        ("\u{fb2a}לום", "שלום"),
        ("كتابي", "کتابی"),
        ("كِتَـــاب", "کتاب"),
        ("می\u{200c}رود", "میرود"),
        ("مدرسۂ", "مدرسه"),
        ("١٢٣", "۱۲۳"),
        ("۲۰۱۴", "2014"),
    ] {
        let (x, y) = (tokenize(a, Unit::Words), tokenize(b, Unit::Words));
        assert_eq!(x.terms, y.terms, "{a} and {b}");
    }
    assert_eq!(fold("Minister’s"), "minister");
    assert_ne!(fold("بھر"), fold("بہر"), "aspiration spells another word");
}

#[test]
fn a_mark_alone_is_no_letter() {
    assert_eq!(tokenize("بَـت", Unit::Characters).len(), 2);
}

#[test]
fn a_masked_run_is_a_break_and_no_word() {
    let tokens = tokenize("one two @ @ @ three", Unit::Words);
    assert_eq!((tokens.len(), tokens.breaks), (3, vec![2]));
}

#[test]
fn characters_are_letters_and_digits() {
    let tokens = tokenize("Ab, 1é", Unit::Characters);
    assert_eq!(tokens.starts, [0, 1, 4, 5]);
    assert_eq!(tokens.ends, [1, 2, 5, 7]);
    assert_eq!(tokens.terms[0], tokenize("a", Unit::Characters).terms[0]);
}

/// Packs and archives hold these values.
#[test]
fn term_hashes_are_fixed_for_good() {
    assert_eq!(xxh3_64(b""), 0x2d06_8005_38d3_94c2);
    assert_eq!(tokenize("Harbour", Unit::Words).terms, [xxh3_64(b"harbour")]);
}

fn spans(text: &str) -> Vec<Span> {
    let tokens = tokenize(text, Unit::Words);
    (0..tokens.len()).map(|at| tokens.span(at)).collect()
}

/// The same, as the standard has it.
fn spans_plainly(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (at, word) in text.unicode_word_indices() {
        split_glued(word, |from, to| spans.push(Span::new(at + from, at + to)));
    }
    spans
}

proptest! {
    #[test]
    fn the_ascii_twin_agrees_with_the_standard(text in "[a-zA-Z0-9_.,;:'@\"’‘“”–—…é -]{0,40}") {
        prop_assert_eq!(spans(&text), spans_plainly(&text));
    }

    #[test]
    fn whole_text_and_stretches_give_the_same_words(
        text in "[a-zA-Zéßж-яא-ת日ア’“”«» .,'0-9\"-]{0,40}"
    ) {
        prop_assert_eq!(spans(&text), spans_plainly(&text));
    }

    /// Many bytes at once, wherever pieces and blocks of them end.
    #[test]
    fn a_long_text_has_the_words_of_its_stretches(
        text in "(([a-zA-Z0-9]{0,9}|[a-zé@’.:_']{0,5}|[A-Za-z]{60,70})[ .,;\n-]{1,2}){0,150}",
        unspaced in "[a-zé.-]{900,1100}",
    ) {
        for text in [text.clone() + &unspaced + " " + &text, text] {
            let mut want = Tokens::default();
            let mut at = 0;
            for stretch in text.split_inclusive(|c| c <= ' ') {
                let tokens = tokenize(stretch.trim_end_matches(|c| c <= ' '), Unit::Words);
                let here = want.len() as u32;
                want.breaks.extend((!tokens.breaks.is_empty()).then_some(here));
                want.terms.extend(tokens.terms);
                want.starts.extend(tokens.starts.iter().map(|start| at + start));
                want.ends.extend(tokens.ends.iter().map(|end| at + end));
                at += stretch.len() as u32;
            }
            want.breaks.dedup();
            prop_assert_eq!(tokenize(&text, Unit::Words), want);
        }
    }

    #[test]
    fn folding_twice_changes_nothing_and_unpointed_letters_stay(
        marked in "[א-ת\u{5b0}-\u{5bc}آ-ی\u{64b}-\u{652}٠-٩]{0,12}",
        plain in "[a-zà-öж-яא-תآ-غف-قل-نو]{0,12}",
    ) {
        let once = fold(&marked);
        prop_assert_eq!(fold(&once), once);
        let expected: String = plain.chars().filter(|&c| c != '\u{640}').collect();
        prop_assert_eq!(fold(&plain), expected);
    }

    #[test]
    fn spans_ascend_and_lie_on_characters(text in "\\PC{0,60}") {
        for unit in [Unit::Words, Unit::Characters] {
            let tokens = tokenize(&text, unit);
            let mut last = 0;
            for i in 0..tokens.len() {
                let span = tokens.span(i);
                prop_assert!(span.start >= last && !span.is_empty());
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                last = span.end;
            }
        }
    }
}
