//! Verdicts of planted passages.

use super::*;
use crate::mark::Mark;
use crate::shingle::shingle;
use crate::token::Tokens;
use Class::{Boilerplate as B, Narrative as N, Quote as Q};

/// A class, a first term, and how many words.
type Planted = (Class, u64, u64);

/// A document of these stretches.
fn document(stretches: &[Planted]) -> Fingerprint {
    let terms = stretches.iter().flat_map(|&(_, first, words)| first..first + words).collect();
    let classes = |&(class, _, words): &Planted| vec![class; words as usize];
    let tokens = Tokens { terms, ..Tokens::default() };
    let classes = stretches.iter().flat_map(classes).collect();
    Fingerprint { k: 5, shingles: shingle(&tokens, 5), classes, marks: Vec::new() }
}

fn verdict(a: &[Planted], b: &[Planted]) -> Verdict {
    let (a, b) = (document(a), document(b));
    judge(&crate::align::align(&a, &b, 12).chains, &a, &b, 1).0
}

#[test]
fn what_is_shared_decides() {
    use Verdict::*;
    let own = (N, 9000, 200);
    let other = (N, 5000, 200);
    let rows: &[(&str, &[Planted], &[Planted], Verdict)] = &[
        ("the same story", &[(N, 1, 200)], &[(N, 1, 200)], WhollyShared),
        ("half of the shorter", &[(N, 1, 90), own], &[(N, 1, 90), (N, 5000, 90)], WhollyShared),
        ("a paragraph", &[(N, 1, 40), own], &[other, (N, 1, 40)], PartlyShared),
        ("a few words", &[(N, 1, 15), own], &[other, (N, 1, 15)], Independent),
        (
            "a sentence edited in its middle",
            &[(N, 1, 13), (N, 8000, 20), (N, 14, 8), own],
            &[other, (N, 1, 13), (N, 7000, 20), (N, 14, 8)],
            PartlyShared,
        ),
        (
            "short runs alone",
            &[(N, 1, 9), (N, 8000, 20), (N, 10, 9), (N, 8100, 20), (N, 19, 9), own],
            &[other, (N, 1, 9), (N, 7000, 20), (N, 10, 9), (N, 7100, 20), (N, 19, 9)],
            Independent,
        ),
        ("a statement", &[(Q, 1, 90), own], &[other, (Q, 1, 90)], SharedQuotes),
        (
            "a quote and who said it",
            &[(Q, 1, 30), (N, 31, 14), own],
            &[other, (Q, 1, 30), (N, 31, 14)],
            SharedQuotes,
        ),
        (
            "a name in marks is no quote",
            &[(N, 1, 14), (Q, 15, 2), (N, 17, 14), own],
            &[other, (N, 1, 14), (Q, 15, 2), (N, 17, 14)],
            PartlyShared,
        ),
        (
            "one quotes the other in a block",
            &[(N, 1, 60), own],
            &[other, (Q, 1, 20), (N, 21, 40)],
            SharedQuotes,
        ),
        (
            "one quotes the other again and again, once without marks",
            &[(N, 1, 90), own, (N, 301, 20)],
            &[other, (N, 301, 20), (N, 7000, 90), (Q, 1, 90)],
            SharedQuotes,
        ),
        (
            "both quote the same speaker, and tell the same besides",
            &[(Q, 1, 90), own, (N, 301, 20)],
            &[other, (N, 301, 20), (N, 7000, 90), (Q, 1, 90)],
            PartlyShared,
        ),
        ("a sign-up box", &[(B, 1, 30), own], &[other, (B, 1, 30)], Boilerplate),
        (
            "a box with a line not known",
            &[(B, 1, 50), (N, 51, 20), own],
            &[(B, 1, 50), (N, 51, 20), other],
            Boilerplate,
        ),
        ("nothing", &[own], &[other], Independent),
    ];
    for (name, a, b, want) in rows {
        assert_eq!(verdict(a, b), *want, "{name}");
        assert_eq!(verdict(b, a), *want, "{name}, swapped");
    }
}

#[test]
fn derivation_speaks_only_where_an_agency_was_first() {
    use Verdict::*;
    let rows = [
        (0.50, true, Independent, WhollyShared),
        (0.20, true, Independent, PartlyShared),
        (0.20, true, SharedQuotes, PartlyShared),
        (0.05, true, SharedQuotes, SharedQuotes),
        (0.20, true, WhollyShared, PartlyShared),
        (0.05, true, WhollyShared, PartlyShared),
        (0.50, false, Independent, Independent),
        (0.05, false, WhollyShared, WhollyShared),
    ];
    for (derivation, from_agency, before, want) in rows {
        let derivation = Some(derivation);
        let reasons = Reasons { derivation, from_agency, ..Reasons::default() };
        let mut verdict = before;
        follow(&mut verdict, &reasons);
        assert_eq!(verdict, want, "{derivation:?} {from_agency} {before:?}");
    }
    let of = |derivation| Reasons {
        derivation: Some(derivation),
        from_agency: true,
        ..Reasons::default()
    };
    assert!(of(0.0).likelihood() < 0.05 && of(0.5).likelihood() > 0.9);
}

#[test]
fn more_copy_is_more_likely_copy() {
    let of = |prose| Reasons { prose, ..Reasons::default() }.likelihood();
    assert!(of(0) < 0.05 && of(0) < of(20) && of(20) < of(200) && of(400) > 0.98);
}

/// The verdict on two pages with one passage of 40 words in their own of 200, some of whose words are marked
/// on the first page, and on the second too if `both` says so.
fn marked(mark: Mark, every: usize, both: bool) -> Verdict {
    let mut pages =
        [document(&[(N, 1, 40), (N, 9000, 200)]), document(&[(N, 1, 40), (N, 5000, 200)])];
    for page in pages.iter_mut().take(1 + usize::from(both)) {
        page.marks = vec![Mark::default(); page.tokens()];
        page.marks[..40].iter_mut().step_by(every).for_each(|marks| *marks = mark);
    }
    let [a, b] = pages;
    let judged = judge(&crate::align::align(&a, &b, 12).chains, &a, &b, 1).0;
    assert_eq!(judge(&crate::align::align(&b, &a, 12).chains, &b, &a, 1).0, judged, "swapped");
    judged
}

#[test]
fn names_voices_and_furniture_are_no_copy() {
    use Verdict::*;
    for (name, mark, every, both, want) in [
        ("prose", Mark::default(), 1, true, PartlyShared),
        ("a list of names", Mark::NAME, 1, true, Independent),
        ("names in prose", Mark::NAME, 3, true, PartlyShared),
        ("a capital on one page only", Mark::NAME, 1, false, PartlyShared),
        ("a speech", Mark::FIRST_PERSON, 20, true, SharedQuotes),
        ("a box", Mark::SITE, 5, true, Boilerplate),
        ("a story of a site", Mark::SITE, 12, true, PartlyShared),
        ("a colon on one page", Mark::INTRODUCED, 40, false, SharedQuotes),
        ("a colon on both", Mark::INTRODUCED, 40, true, PartlyShared),
    ] {
        assert_eq!(marked(mark, every, both), want, "{name}");
    }
}

#[test]
fn letters_are_counted_in_words() {
    let own = |first| (N, first, 400);
    let (a, b) = (document(&[(N, 1, 60), own(9000)]), document(&[own(5000), (N, 1, 60)]));
    let chains = crate::align::align(&a, &b, 12).chains;
    assert_eq!(judge(&chains, &a, &b, 1).0, Verdict::PartlyShared);
    let (verdict, reasons) = judge(&chains, &a, &b, 5);
    assert_eq!((verdict, reasons.longest), (Verdict::Independent, 12));
}
