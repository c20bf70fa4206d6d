//! Counts and passages of a pair → verdict, with its reasons as numbers.
//!
//! The levels are those of METER (Clough, Gaizauskas, Piao, Wilks, "METER: MEasuring TExt Reuse",
//! ACL 2002: wholly, partially, non-derived), the last one split by what is shared instead.

mod reasons;
mod relation;
mod stretch;

use crate::align::Chain;
use crate::fingerprint::Fingerprint;
use crate::measure::ratio;
use crate::region::Class;
pub use reasons::Reasons;
pub use relation::{
    APART, APART_PROPER, APART_SHARE, BOUND, DISTANT, DISTANT_WORDS, FORMULA_SAME, FORMULA_WORDS,
    REST, Relation, SLOT_WORDS, SLOTS, part,
};
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
/// Of the words of a box, a form or a notice one in so many is a word of sites,
pub const FURNITURE: usize = 6;
/// and at least so many.
pub const FURNISHED: usize = 4;
/// In a passage of speech there is a pronoun of the first person in at most so many words.
pub const SPEECH: usize = 25;
/// Where one page quotes so many times as many words of what the other tells as they tell alike, it quotes these
/// too, and their marks are lost.
pub const LENT: usize = 4;
/// The least narrative words of copy for [`Verdict::PartlyShared`]: two short sentences or a long one.
pub const PARTLY_WORDS: usize = 16;
/// The least of these that are no parts of names: lists of names, and who somebody is, are no copy.
pub const PARTLY_PROSE: usize = 11;
/// The least share of the shorter side's narrative for [`Verdict::WhollyShared`].
pub const WHOLLY_SHARE: f64 = 0.47;
/// The least equal words of a passage that counts towards the share of an article, once the pair
/// is known to share copy.
pub const ECHO: usize = 6;
/// Edited copy leaves short runs. Beside a passage of copy that is too short for [`Verdict::PartlyShared`],
/// those of at least [`ECHO`] words in a row count, if all together are so many words, [`PARTLY_WORDS`] of
/// them outside of names.
pub const ECHOED: usize = 20;
/// The least words of that passage that are no parts of names.
pub const ECHOED_PROSE: usize = 8;
/// The least words in a row that make a shared quote or shared boilerplate.
pub const PHRASE_RUN: usize = 7;

/// How many equal tokens of each class the passages have, in the order of [`Class::ALL`].
pub fn classes(chains: &[Chain], a: &Fingerprint, b: &Fingerprint) -> Vec<[usize; 3]> {
    let counts = |stretches: Vec<Stretch>| {
        let mut counts = [0; 3];
        stretches.iter().for_each(|x| counts[x.class as usize] += x.words);
        counts
    };
    stretches(chains, a, b).into_iter().map(counts).collect()
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
fn is_copy(counts: [usize; 3], longest: usize) -> bool {
    counts[0] >= COPY_PASSAGE && longest >= COPY_RUN && narrates(counts)
}

/// Whether a passage with these equal tokens tells a story, more than that it hands on quotes or
/// stands in a box.
fn narrates([narrative, quoted, boilerplate]: [usize; 3]) -> bool {
    narrative as f64 >= COPY_TO_QUOTE * quoted as f64
        && narrative as f64 >= COPY_TO_BOILERPLATE * boilerplate as f64
}

/// Equal narrative tokens that do more than hand on a quote.
#[derive(Clone, Copy, Default)]
struct Told {
    words: usize,
    /// How many of them are no names.
    prose: usize,
}

impl Told {
    fn add(&mut self, other: Told) {
        self.words += other.words;
        self.prose += other.prose;
    }

    /// What a passage tells. At most [`TAG`] of its narrative tokens beside at least [`TAGGED`] quoted ones
    /// hand them on.
    fn of(stretches: &[Stretch]) -> Told {
        let quotes = |at: usize| {
            stretches.get(at).is_some_and(|x| x.class == Class::Quote && x.words >= TAGGED)
        };
        let is_tag = |at: usize, x: &Stretch| {
            x.words <= TAG && (quotes(at + 1) || at.checked_sub(1).is_some_and(quotes))
        };
        let mut told = Told::default();
        for (at, x) in stretches.iter().enumerate() {
            if x.class == Class::Narrative && !is_tag(at, x) {
                told.add(Told { words: x.words, prose: x.words - x.names });
            }
        }
        told
    }

    /// Whether it is enough for [`Verdict::PartlyShared`].
    fn is_copy(self) -> bool {
        self.words >= PARTLY_WORDS && self.prose >= PARTLY_PROSE
    }

    /// Whether it is with the short runs that editing leaves.
    fn is_edited_copy(self, echo: Told) -> bool {
        let begun = self.words >= COPY_PASSAGE && self.prose >= ECHOED_PROSE;
        begun && self.words + echo.words >= ECHOED && self.prose + echo.prose >= PARTLY_WORDS
    }
}

/// Whether the narrative of a passage is made of the words of sites, and so is a box, a form or a notice.
fn is_furniture(stretches: &[Stretch]) -> bool {
    let told = stretches.iter().filter(|x| x.class == Class::Narrative);
    let (words, site) = told.fold((0, 0), |(words, site), x| (words + x.words, site + x.site));
    site * FURNITURE >= words && site >= FURNISHED
}

/// Whether the narrative of a passage speaks in the first person, and so is nobody's report.
fn is_speech(stretches: &[Stretch]) -> bool {
    let told = stretches.iter().filter(|x| x.class == Class::Narrative);
    let (words, firsts) =
        told.fold((0, 0), |(words, firsts), x| (words + x.words, firsts + x.firsts));
    firsts * SPEECH >= words && firsts > 0
}

fn narrative(classes: &[Class]) -> usize {
    classes.iter().filter(|&&class| class == Class::Narrative).count()
}

/// The verdict on two documents with these passages, and its reasons. `grain` tokens are a word, in which the
/// counts are that decide.
pub fn judge(
    chains: &[Chain],
    a: &Fingerprint,
    b: &Fingerprint,
    grain: usize,
) -> (Verdict, Reasons) {
    let mut reasons = Reasons::default();
    let mut phrase = [0; 3];
    let (mut within_a, mut within_b) = (0, 0);
    let [mut copy, mut spoken, mut echo] = [Told::default(); 3];
    let mut lent = 0;
    for (chain, mut stretches) in chains.iter().zip(stretches(chains, a, b)) {
        stretches.iter_mut().for_each(|stretch| stretch.in_words(grain));
        let (longest, matched) = (chain.longest() / grain, chain.matched() / grain);
        let mut counts = [0; 3];
        stretches.iter().for_each(|x| counts[x.class as usize] += x.words);
        let alone =
            stretches.iter().any(|x| x.class == Class::Narrative && x.words >= COPY_STRETCH);
        let told = Told::of(&stretches);
        if is_furniture(&stretches) {
            reasons.boilerplate += counts[0];
            phrase[2] = phrase[2].max(longest);
        } else if is_copy([told.words, counts[1], if alone { 0 } else { counts[2] }], longest) {
            match is_speech(&stretches) {
                true => spoken.add(told),
                false => copy.add(told),
            }
        } else if longest >= ECHO && narrates(counts) && !is_speech(&stretches) {
            echo.add(told);
        }
        if matched >= ECHO && counts[0] as f64 >= COPY_TO_BOILERPLATE * counts[2] as f64 {
            within_a += counts[0];
            within_b += counts[0];
            for (edit_a, edit_b) in chain.edits() {
                within_a += narrative(&a.classes[edit_a]) / grain;
                within_b += narrative(&b.classes[edit_b]) / grain;
            }
        }
        if longest >= PHRASE_RUN {
            reasons.quoted += counts[1];
            reasons.boilerplate += counts[2];
            lent += stretches.iter().map(|x| x.lent).sum::<usize>();
        }
        for stretch in stretches {
            let longest = &mut phrase[stretch.class as usize];
            *longest = stretch.words.max(*longest);
        }
        reasons.longest = reasons.longest.max(matched);
    }
    reasons.share_a = ratio(within_a, narrative(&a.classes) / grain);
    reasons.share_b = ratio(within_b, narrative(&b.classes) / grain);
    let [_, quote, boilerplate] = phrase;
    let wholly = reasons.share_a.max(reasons.share_b) >= WHOLLY_SHARE;
    if wholly {
        copy.add(spoken);
    } else {
        // Who prints a part of what another says of himself quotes him.
        reasons.quoted += spoken.words;
        if lent >= LENT * (copy.words + spoken.words) {
            reasons.quoted += copy.words;
            copy = Told::default();
        }
    }
    if !copy.is_copy() && copy.is_edited_copy(echo) {
        copy.add(echo);
    }
    (reasons.narrative, reasons.prose) = (copy.words, copy.prose);
    let verdict = if copy.is_copy() {
        if wholly { Verdict::WhollyShared } else { Verdict::PartlyShared }
    } else if quote >= PHRASE_RUN || !wholly && spoken.words >= PHRASE_RUN {
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
mod tests;
