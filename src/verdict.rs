//! Counts and passages of a pair → verdict, with its reasons as numbers.
//!
//! The levels are those of METER (Clough, Gaizauskas, Piao, Wilks, "METER: MEasuring TExt Reuse",
//! ACL 2002: wholly, partially, non-derived), the last one split by what is shared instead.

mod stretch;

use crate::align::Chain;
use crate::fingerprint::Fingerprint;
use crate::measure::ratio;
use crate::region::Class;
use serde::{Deserialize, Serialize};
pub use stretch::{BLOCK, LONGEST_BLOCK, NEXT};
use stretch::{Stretch, stretches};

/// What two documents have to do with each other; the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// At least half of the shorter article's own prose is the same narrative.
    WhollyShared,
    /// Clearly derived narrative in common, two sentences or one long one, but less than half.
    PartlyShared,
    /// What they share is quotation, transcript or official statement.
    SharedQuotes,
    /// Only chrome, captions, bios, sign-up boxes, copyright lines.
    Boilerplate,
    /// Nothing beyond names and stock phrases.
    Independent,
}

impl Verdict {
    /// All verdicts, in the order in which they are tried.
    pub const ALL: [Verdict; 5] = [
        Verdict::WhollyShared,
        Verdict::PartlyShared,
        Verdict::SharedQuotes,
        Verdict::Boilerplate,
        Verdict::Independent,
    ];

    /// Whether the pair shares wire copy: wholly or partly.
    pub fn is_shared_copy(self) -> bool {
        matches!(self, Verdict::WhollyShared | Verdict::PartlyShared)
    }

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::WhollyShared => "wholly_shared",
            Verdict::PartlyShared => "partly_shared",
            Verdict::SharedQuotes => "shared_quotes",
            Verdict::Boilerplate => "boilerplate",
            Verdict::Independent => "independent",
        }
    }

    /// Its name in sentences.
    pub fn label(self) -> &'static str {
        match self {
            Verdict::WhollyShared => "wholly shared copy",
            Verdict::PartlyShared => "partly shared copy",
            Verdict::SharedQuotes => "shared quotes",
            Verdict::Boilerplate => "shared boilerplate",
            Verdict::Independent => "independent",
        }
    }
}

/// The least narrative words of a passage that can be copy: below are names, stock phrases, and
/// the tags that travel with a quote.
pub const COPY_PASSAGE: usize = 12;
/// The least words in a row of a passage that can be copy.
pub const COPY_RUN: usize = 8;
/// In a passage of copy there is at least this much narrative for a word of quote; below, the
/// narrative is what introduces the quotes.
pub const COPY_TO_QUOTE: f64 = 1.0 / 3.0;
/// The same for a word of boilerplate.
pub const COPY_TO_BOILERPLATE: f64 = 0.75;
/// A stretch of narrative beside a quote that is shared too is no copy if it has at most so many
/// words: it says who spoke.
pub const TAG: usize = 16;
/// The least words of such a quote; fewer are a name or a word in marks.
pub const TAGGED: usize = 6;
/// So many narrative words in a row are copy whatever boilerplate stands around them.
pub const COPY_STRETCH: usize = 40;
/// The least narrative words of copy for [`Verdict::PartlyShared`]: two short sentences or a long one.
pub const PARTLY_WORDS: usize = 18;
/// The least share of the shorter side's narrative for [`Verdict::WhollyShared`].
pub const WHOLLY_SHARE: f64 = 0.47;
/// The least equal words of a passage that counts towards the share of an article, once the pair
/// is known to share copy.
pub const ECHO: usize = 6;
/// The least words in a row that make a shared quote or shared boilerplate.
pub const PHRASE_RUN: usize = 7;

/// Why a verdict was given: all it was decided from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reasons {
    /// Equal narrative words in passages of copy.
    pub narrative: usize,
    /// Quoted words in passages.
    pub quoted: usize,
    /// Words of captions, chrome and other boilerplate in passages.
    pub boilerplate: usize,
    /// Share of the narrative of `a` that stands in passages of copy, edits included, 0 to 1.
    pub share_a: f64,
    /// Share of the narrative of `b` that stands in passages of copy, edits included, 0 to 1.
    pub share_b: f64,
    /// Equal words of the longest passage.
    pub longest: usize,
    /// How far one text is made from the other, 0 to 1; see [`derived`](crate::align::derived).
    /// Only of a search for rewritten copy.
    pub derivation: Option<f64>,
    /// Whether that one is the later, and the earlier is an agency's copy as a whole.
    pub from_agency: bool,
}

/// How many equal tokens of each class the passages have, in the order of [`Class::ALL`].
pub fn classes(chains: &[Chain], a: &Fingerprint, b: &Fingerprint) -> Vec<[usize; 3]> {
    let counts = |stretches: Vec<Stretch>| {
        let mut counts = [0; 3];
        stretches.iter().for_each(|&(class, length)| counts[class as usize] += length);
        counts
    };
    stretches(chains, a, b).into_iter().map(counts).collect()
}

impl Reasons {
    /// How likely it is that the pair shares copy, 0 to 1: a logistic curve over the logarithms of
    /// the narrative and the quoted words, fitted to the development half of the labelled pairs
    /// in `benches/quality`, where its error of calibration is given. Where the earlier text is an agency's,
    /// the derivation speaks too, by a curve fitted to two thirds of COUNTER.
    pub fn likelihood(&self) -> f64 {
        let log = |words: usize| (1.0 + words as f64).log2();
        let logistic = |score: f64| 1.0 / (1.0 + (-score).exp());
        let words = logistic(1.167 * log(self.narrative) + 0.182 * log(self.quoted) - 4.577);
        let derived = self.derivation.filter(|_| self.from_agency);
        let curve = |derivation: f64| logistic(1.657 * derivation.log2() + 5.925);
        derived.map_or(words, |derivation| words.max(curve(derivation)))
    }

    /// How likely it is that the verdict is right about the pair sharing copy or not, 0 to 1.
    pub fn confidence(&self, verdict: Verdict) -> f64 {
        if verdict.is_shared_copy() { self.likelihood() } else { 1.0 - self.likelihood() }
    }
}

/// The class of a passage with these equal tokens: narrative if it can be copy, else what it has
/// most of, else what it shares most of.
pub fn class(counts: [usize; 3], longest: usize) -> Class {
    let [narrative, quoted, boilerplate] = counts;
    if is_copy(counts, longest) || narrative >= quoted.max(boilerplate) {
        Class::Narrative
    } else if quoted >= boilerplate {
        Class::Quote
    } else {
        Class::Boilerplate
    }
}

/// Whether a passage with these equal tokens is copy.
fn is_copy([narrative, quoted, boilerplate]: [usize; 3], longest: usize) -> bool {
    narrative >= COPY_PASSAGE
        && longest >= COPY_RUN
        && narrative as f64 >= COPY_TO_QUOTE * quoted as f64
        && narrative as f64 >= COPY_TO_BOILERPLATE * boilerplate as f64
}

/// How many equal narrative tokens of a passage only hand on a quote: at most [`TAG`] of them
/// beside at least [`TAGGED`] quoted ones.
fn tags(stretches: &[(Class, usize)]) -> usize {
    let quotes = |at: usize| {
        stretches.get(at).is_some_and(|&(class, length)| class == Class::Quote && length >= TAGGED)
    };
    let is_tag = |&(at, &(class, length)): &(usize, &(Class, usize))| {
        class == Class::Narrative
            && length <= TAG
            && (quotes(at + 1) || at.checked_sub(1).is_some_and(quotes))
    };
    stretches.iter().enumerate().filter(is_tag).map(|(_, (_, length))| length).sum()
}

fn narrative(classes: &[Class]) -> usize {
    classes.iter().filter(|&&class| class == Class::Narrative).count()
}

/// The verdict on two documents with these passages, and its reasons.
pub fn judge(chains: &[Chain], a: &Fingerprint, b: &Fingerprint) -> (Verdict, Reasons) {
    let mut reasons = Reasons::default();
    let mut phrase = [0; 3];
    let (mut within_a, mut within_b) = (0, 0);
    for (chain, stretches) in chains.iter().zip(stretches(chains, a, b)) {
        let longest = chain.longest();
        let mut counts = [0; 3];
        stretches.iter().for_each(|&(class, length)| counts[class as usize] += length);
        let alone = stretches.iter().any(|&(c, n)| c == Class::Narrative && n >= COPY_STRETCH);
        let own = [counts[0] - tags(&stretches), counts[1], if alone { 0 } else { counts[2] }];
        if is_copy(own, longest) {
            reasons.narrative += own[0];
        }
        if chain.matched() >= ECHO && counts[0] as f64 >= COPY_TO_BOILERPLATE * counts[2] as f64 {
            within_a += counts[0];
            within_b += counts[0];
            for (edit_a, edit_b) in chain.edits() {
                within_a += narrative(&a.classes[edit_a]);
                within_b += narrative(&b.classes[edit_b]);
            }
        }
        if longest >= PHRASE_RUN {
            reasons.quoted += counts[1];
            reasons.boilerplate += counts[2];
        }
        for (class, length) in stretches {
            phrase[class as usize] = length.max(phrase[class as usize]);
        }
        reasons.longest = reasons.longest.max(chain.matched());
    }
    reasons.share_a = ratio(within_a, narrative(&a.classes));
    reasons.share_b = ratio(within_b, narrative(&b.classes));
    let [_, quote, boilerplate] = phrase;
    let verdict = if reasons.narrative >= PARTLY_WORDS {
        match reasons.share_a.max(reasons.share_b) >= WHOLLY_SHARE {
            true => Verdict::WhollyShared,
            false => Verdict::PartlyShared,
        }
    } else if quote >= PHRASE_RUN {
        Verdict::SharedQuotes
    } else if boilerplate >= PHRASE_RUN {
        Verdict::Boilerplate
    } else {
        Verdict::Independent
    };
    (verdict, reasons)
}

/// The least derivation of a later text from an agency's for [`Verdict::PartlyShared`].
pub const DERIVED_PARTLY: f64 = 0.09;
/// The least derivation of a later text from an agency's for [`Verdict::WhollyShared`].
pub const DERIVED_WHOLLY: f64 = 0.32;

/// Lets derivation speak where the earlier text is an agency's: it raises a verdict to partly or wholly
/// shared, and tells those two apart by how much of the *later* text is made from the earlier, as
/// METER does. It never takes back that copy is shared.
///
/// The words alone cannot tell free rewriting from two reports of one event. That the later writer had the
/// agency's copy can; `benches/quality/derivation.md` has the counts.
pub fn follow(verdict: &mut Verdict, reasons: &Reasons) {
    let Some(derivation) = reasons.derivation.filter(|_| reasons.from_agency) else { return };
    if derivation >= DERIVED_WHOLLY {
        *verdict = Verdict::WhollyShared;
    } else if derivation >= DERIVED_PARTLY || verdict.is_shared_copy() {
        *verdict = Verdict::PartlyShared;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shingle::shingle;
    use crate::token::Tokens;
    use Class::{Boilerplate as B, Narrative as N, Quote as Q};

    /// A class, a first term, and how many words.
    type Stretch = (Class, u64, u64);

    /// A document of these stretches.
    fn document(stretches: &[Stretch]) -> Fingerprint {
        let terms = stretches.iter().flat_map(|&(_, first, words)| first..first + words).collect();
        let classes = |&(class, _, words): &Stretch| vec![class; words as usize];
        let tokens = Tokens { terms, ..Tokens::default() };
        let classes = stretches.iter().flat_map(classes).collect();
        Fingerprint { k: 5, shingles: shingle(&tokens, 5), classes }
    }

    fn verdict(a: &[Stretch], b: &[Stretch]) -> Verdict {
        let (a, b) = (document(a), document(b));
        judge(&crate::align::align(&a, &b, 12).chains, &a, &b).0
    }

    #[test]
    fn what_is_shared_decides() {
        use Verdict::*;
        let own = (N, 9000, 200);
        let other = (N, 5000, 200);
        let rows: &[(&str, &[Stretch], &[Stretch], Verdict)] = &[
            ("the same story", &[(N, 1, 200)], &[(N, 1, 200)], WhollyShared),
            ("half of the shorter", &[(N, 1, 90), own], &[(N, 1, 90), (N, 5000, 90)], WhollyShared),
            ("a paragraph", &[(N, 1, 40), own], &[other, (N, 1, 40)], PartlyShared),
            ("a few words", &[(N, 1, 15), own], &[other, (N, 1, 15)], Independent),
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
        let of = |narrative| Reasons { narrative, ..Reasons::default() }.likelihood();
        assert!(of(0) < 0.05 && of(0) < of(20) && of(20) < of(200) && of(400) > 0.98);
    }
}
