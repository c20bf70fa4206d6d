//! A pair → its row in the table of pairs, and its passages side by side.

use super::article::language_of;
use crate::analysis::{Analysis, Comparison, Passage};
use crate::credit::text_agencies;
use crate::region::Class;
use crate::report::escape::line;
use crate::report::prose::{counted, grouped, join, percent};
use crate::report::reliability::beyond_chance;
use crate::report::summary::Summary;
use crate::report::words::{Piece, places, side_by_side};
use crate::verdict::Verdict;
use serde::Serialize;

/// Most passages shown of one pair.
const MOST_PASSAGES: usize = 30;

/// A pair in the table of pairs.
#[derive(Clone, Debug, Serialize)]
pub(in crate::report) struct PairView {
    pub(in crate::report) a: String,
    pub(in crate::report) b: String,
    pub(in crate::report) key: &'static str,
    pub(in crate::report) verdict: &'static str,
    pub(in crate::report) why: String,
    pub(in crate::report) narrative: String,
    pub(in crate::report) quoted: String,
    pub(in crate::report) boilerplate: String,
    /// Where its passages are shown, from 1.
    pub(in crate::report) shown: Option<usize>,
}

/// The passages of a pair.
#[derive(Clone, Debug, Serialize)]
pub(in crate::report) struct PassagesView {
    pub(in crate::report) number: usize,
    pub(in crate::report) a: String,
    pub(in crate::report) b: String,
    pub(in crate::report) key: &'static str,
    pub(in crate::report) verdict: &'static str,
    pub(in crate::report) extent: String,
    pub(in crate::report) passages: Vec<PassageView>,
    pub(in crate::report) left_out: usize,
}

/// A passage.
#[derive(Clone, Debug, Serialize)]
pub(in crate::report) struct PassageView {
    pub(in crate::report) key: &'static str,
    pub(in crate::report) class: &'static str,
    pub(in crate::report) extent: String,
    pub(in crate::report) sides: [SideView; 2],
}

/// One side of a passage.
#[derive(Clone, Debug, Serialize)]
pub(in crate::report) struct SideView {
    pub(in crate::report) name: String,
    pub(in crate::report) language: Option<String>,
    pub(in crate::report) place: String,
    /// Its words; nothing where they are not shown.
    pub(in crate::report) pieces: Option<Vec<Piece>>,
}

/// The row of a pair; `shown` is where its passages are.
pub(super) fn pair_view(
    analysis: &Analysis,
    summary: &Summary,
    pair: &Comparison,
    shown: Option<usize>,
) -> PairView {
    let words = |words: usize| if words == 0 { "–".to_owned() } else { grouped(words) };
    PairView {
        a: summary.names[pair.a].clone(),
        b: summary.names[pair.b].clone(),
        key: pair.verdict.name(),
        verdict: pair.verdict.label(),
        why: why(analysis, summary, pair),
        narrative: words(pair.reasons.narrative),
        quoted: words(pair.reasons.quoted),
        boilerplate: words(pair.reasons.boilerplate),
        shown,
    }
}

/// The reasons of a verdict, in a few sentences.
fn why(analysis: &Analysis, summary: &Summary, pair: &Comparison) -> String {
    let reasons = &pair.reasons;
    let (a, b) = (&summary.names[pair.a], &summary.names[pair.b]);
    let mut why = Vec::new();
    match pair.verdict {
        Verdict::WhollyShared | Verdict::PartlyShared => {
            let (of_a, of_b) = (percent(reasons.share_a), percent(reasons.share_b));
            why.push(format!("{of_a} of the narrative of {a} and {of_b} of that of {b} stands in what they share."));
            why.extend(credited(analysis, summary, pair));
        }
        Verdict::SharedQuotes => why.push(match reasons.narrative {
            0 => "Quotation only; each has its own narrative.".to_owned(),
            words => format!("Quotation; {} of narrative around it.", counted(words, "word")),
        }),
        Verdict::Boilerplate => why.push(match reasons.relation {
            None => "Captions or page furniture only.".to_owned(),
            Some(relation) if relation.is_distant() => {
                "The rest of the two pages is about different things.".to_owned()
            }
            Some(_) => "A formula that each page fills with its own names and numbers.".to_owned(),
        }),
        Verdict::Independent => why.push(match reasons.longest {
            0 => "No passage in common.".to_owned(),
            _ => "Stock phrases only.".to_owned(),
        }),
    }
    if reasons.longest > 0 {
        why.push(format!("Longest passage: {}.", equal_words(reasons.longest)));
    }
    if pair.same_outlet {
        why.push("One outlet published both.".to_owned());
    }
    why.join(" ")
}

/// Whom two pages with copy in common credit for their text.
fn credited(analysis: &Analysis, summary: &Summary, pair: &Comparison) -> Option<String> {
    let agencies = [pair.a, pair.b].map(|index| {
        let names = text_agencies(&analysis.articles[index].credits);
        names.into_iter().map(line).collect::<Vec<String>>()
    });
    let [a, b] = [&summary.names[pair.a], &summary.names[pair.b]];
    match &agencies {
        [x, y] if x.is_empty() && y.is_empty() => Some("Neither names an agency.".to_owned()),
        [x, y] if x == y => Some(format!("Both credit {}.", join(x))),
        [x, y] if y.is_empty() => Some(format!("Only {a} names an agency: {}.", join(x))),
        [x, y] if x.is_empty() => Some(format!("Only {b} names an agency: {}.", join(y))),
        [x, y] => Some(format!("{a} credits {}, {b} {}.", join(x), join(y))),
    }
}

/// The passages of a pair, the `number`th shown.
pub(super) fn passages(
    analysis: &Analysis,
    summary: &Summary,
    pair: &Comparison,
    number: usize,
    words: bool,
) -> PassagesView {
    let (a, b) = (&analysis.articles[pair.a], &analysis.articles[pair.b]);
    let equal: usize = pair.passages.iter().map(|passage| passage.matched).sum();
    // The longest are shown, in the order of the text.
    let mut longest: Vec<usize> = (0..pair.passages.len()).collect();
    longest.sort_by_key(|&at| (std::cmp::Reverse(pair.passages[at].matched), at));
    longest.truncate(MOST_PASSAGES);
    longest.sort_unstable();
    let view = |passage: &Passage| {
        let [place_a, place_b] = places(analysis, pair, passage);
        let pieces = words.then(|| side_by_side(a, b, passage)).flatten();
        let [pieces_a, pieces_b] = pieces.map_or([None, None], |pieces| pieces.map(Some));
        let side = |index: usize, place, pieces| SideView {
            name: summary.names[index].clone(),
            language: language_of(&analysis.articles[index]),
            place,
            pieces,
        };
        PassageView {
            key: match passage.class {
                Class::Narrative => "narrative",
                Class::Quote => "quote",
                Class::Boilerplate => "boilerplate",
            },
            class: match passage.class {
                Class::Narrative => "Narrative",
                Class::Quote => "Quote",
                Class::Boilerplate => "Captions and boilerplate",
            },
            extent: extent(passage),
            sides: [side(pair.a, place_a, pieces_a), side(pair.b, place_b, pieces_b)],
        }
    };
    PassagesView {
        number,
        a: summary.names[pair.a].clone(),
        b: summary.names[pair.b].clone(),
        key: pair.verdict.name(),
        verdict: pair.verdict.label(),
        extent: format!("{}, {}", counted(pair.passages.len(), "passage"), equal_words(equal)),
        passages: longest.iter().map(|&at| view(&pair.passages[at])).collect(),
        left_out: pair.passages.len() - longest.len(),
    }
}

fn equal_words(words: usize) -> String {
    format!("{} equal word{}", grouped(words), if words == 1 { "" } else { "s" })
}

fn extent(passage: &Passage) -> String {
    let equal = equal_words(passage.matched);
    let extent = match (passage.likelihood, passage.edits.len()) {
        (Some(_), _) => format!("rewritten, {equal} or forms of them"),
        (None, 0) => format!("{equal}, no edits"),
        (None, edits) => format!("{equal}, {}", counted(edits, "edit")),
    };
    format!("{extent}, {}", beyond_chance(passage.bits))
}
