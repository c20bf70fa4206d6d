//! What the words and numbers of a report mean, and the settings they were made with.

use super::ReportSettings;
use super::figures::{MOST_ARTICLES, excerpt};
use super::prose::{grouped, percent};
use crate::analysis::{Analysis, Pairs};
use crate::offsets::OffsetUnit;
use crate::token::Unit;
use crate::verdict::{COPY_PASSAGE, COPY_RUN, PARTLY_WORDS, PHRASE_RUN, Verdict, WHOLLY_SHARE};

/// Terms and what they mean.
pub(super) type Definitions = Vec<(&'static str, String)>;

/// The verdicts, in the order in which they are tried.
pub(super) fn verdicts() -> Definitions {
    let meaning = |verdict: Verdict| match verdict {
        Verdict::WhollyShared => format!(
            "At least {} of the narrative of one of the two stands in the other as copy: verbatim, lightly \
             edited, abridged, or a later update of the same story.",
            percent(WHOLLY_SHARE)
        ),
        Verdict::PartlyShared => format!(
            "At least {PARTLY_WORDS} words of narrative are copy, about two sentences or a long one, but \
             less than that."
        ),
        Verdict::SharedQuotes => format!(
            "At least {PHRASE_RUN} words in a row in common, but they are quotation or official \
             statement; each has its own narrative."
        ),
        Verdict::Boilerplate => {
            "Captions, biographies, sign-up boxes, comment rules, copyright lines, \
             and nothing else."
                .to_owned()
        }
        Verdict::Independent => "Nothing beyond names and stock phrases.".to_owned(),
    };
    Verdict::ALL.iter().map(|&verdict| (verdict.label(), meaning(verdict))).collect()
}

/// The measures and kinds of words.
pub(super) fn measures(analysis: &Analysis) -> Definitions {
    let k = analysis.options.k;
    vec![
        (
            "narrative",
            "The story in the outlet’s or its agency’s own voice. Only this counts as wire copy.".to_owned(),
        ),
        ("quotes", "Text inside quotation marks or block quotes: somebody else’s words.".to_owned()),
        (
            "boilerplate",
            "Everything outside the story: headlines, bylines, captions, credits, menus, forms."
                .to_owned(),
        ),
        (
            "copy",
            format!(
                "Passages with at least {COPY_PASSAGE} equal words of narrative, {COPY_RUN} of them in a row."
            ),
        ),
        (
            "passage",
            "A stretch that stands in both, with the edits inside it; several of a pair may come in any \
             order."
            .to_owned(),
        ),
        (
            "bits beyond chance",
            "How surprising a passage would be if the two pages had nothing to do with each other: \
             2 to the power of minus so many bits such passages are to be expected between two pages \
             of these lengths. Ten bits are one in a thousand, twenty one in a million. Common words \
             tell less than rare ones, and formulae that these pages use in many surroundings tell \
             little; a story that many print is no formula."
                .to_owned(),
        ),
        (
            "words A in B",
            format!(
                "The share of A’s words that stand in B, inside {k} equal words in a row. It has a \
                 direction: a short page may stand wholly in a long one."
            ),
        ),
        (
            "containment, Jaccard, Dice, overlap coefficient",
            format!(
                "The same of the sets of {k}-word shingles: |A∩B| ÷ |A|, ÷ |A∪B|, 2|A∩B| ÷ (|A|+|B|), \
                 ÷ min(|A|, |B|)."
            ),
        ),
    ]
}

/// The settings of the run.
pub(super) fn settings(analysis: &Analysis, settings: &ReportSettings) -> Definitions {
    let options = &analysis.options;
    let unit = match options.unit {
        Unit::Words => "words",
        Unit::Characters => "letters",
    };
    let compared = match &options.pairs {
        Pairs::Sharing => "those that share a run",
        Pairs::All => "all",
        Pairs::Listed(_) => "those listed",
    };
    let apart = if options.cross_outlet { ", of different outlets only" } else { "" };
    let shingle = format!("{} {unit} (k)", options.k);
    let run = format!("{} {unit}", options.run.unwrap_or(options.k));
    let offsets = match settings.offsets {
        OffsetUnit::Characters => "Unicode code points",
        OffsetUnit::Bytes => "bytes of UTF-8",
    };
    let rewritten = match options.rewritten {
        true => "looked for",
        false => "not looked for: only runs of equal words are seen",
    };
    let mut settings = vec![
        ("program", format!("wirecopy {}", env!("CARGO_PKG_VERSION"))),
        ("pages", grouped(analysis.articles.len())),
        ("pairs compared", format!("{compared}{apart}")),
        ("shingle", shingle),
        ("shortest run that ties two pages", run),
        ("largest gap inside a passage", format!("{} {unit}", options.gap)),
        ("shortest passage", format!("{} {unit}", options.passage)),
        ("rewritten copy", rewritten.to_owned()),
        ("offsets in files", offsets.to_owned()),
    ];
    let shown = analysis.articles.len().min(MOST_ARTICLES);
    let excerpt = excerpt(analysis, shown);
    settings.extend(excerpt.map(|pages| ("pages in matrices and heatmaps", pages)));
    settings
}
