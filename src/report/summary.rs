//! Analysis → what it found, in sentences: who shares wire copy with whom, and whose copy it is said to be.
//!
//! Everything said is a count of verdicts, reasons and credits; nothing depends on the texts.

mod details;

use super::prose::{count, counted, join};
use super::ties::{groups, names, pairs_in_question, rank};
use crate::analysis::{Analysis, Pairs};
use crate::verdict::Verdict;

/// What a run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Who shares wire copy with whom, in one sentence.
    pub finding: String,
    /// What there is to say besides, a sentence or two each.
    pub details: Vec<String>,
    /// How many pairs have each verdict, in the order of [`Verdict::ALL`]; pairs that share nothing
    /// count as independent.
    pub verdicts: [usize; 5],
    /// A name for each article: its outlet, with the id where an outlet has several.
    pub names: Vec<String>,
    /// Indices of the comparisons, the strongest first: by verdict, then words in common.
    pub ranked: Vec<usize>,
}

/// Most names in a sentence; the rest is counted.
const MOST_NAMES: usize = 9;
/// Most groups whose members are named.
const MOST_GROUPS: usize = 3;

impl Summary {
    /// The summary of a run.
    pub fn of(analysis: &Analysis) -> Summary {
        let names = names(analysis);
        let ranked = rank(&analysis.comparisons);
        let mut verdicts = [0; 5];
        for pair in &analysis.comparisons {
            verdicts[pair.verdict as usize] += 1;
        }
        let total = pairs_in_question(analysis);
        verdicts[Verdict::Independent as usize] += total - analysis.comparisons.len();
        let mut summary =
            Summary { names, ranked, verdicts, finding: String::new(), details: Vec::new() };
        let groups = groups(analysis);
        summary.finding = summary.find(analysis, &groups, total);
        summary.details = summary.explain(analysis, &groups, total);
        summary
    }

    /// How many pairs share wire copy.
    pub fn sharing_copy(&self) -> usize {
        let shared = Verdict::ALL.iter().filter(|verdict| verdict.is_shared_copy());
        shared.map(|&verdict| self.verdicts[verdict as usize]).sum()
    }

    fn find(&self, analysis: &Analysis, groups: &[Vec<usize>], total: usize) -> String {
        let pages = analysis.articles.len();
        let listed = matches!(analysis.options.pairs, Pairs::Listed(_));
        let members: usize = groups.iter().map(Vec::len).sum();
        let named = |group: &[usize]| self.named(group, MOST_NAMES);
        match (pages, total, groups) {
            (0, ..) => "There is no page to compare.".to_owned(),
            (1, ..) => "There is one page only, and nothing to compare it with.".to_owned(),
            (_, 0, _) => "No two pages were compared.".to_owned(),
            (2, _, []) => format!("{} do not share wire copy.", self.named(&[0, 1], 2)),
            (2, _, _) => format!("{} share wire copy.", self.named(&[0, 1], 2)),
            (_, 1, []) => "The one pair compared does not share wire copy.".to_owned(),
            (_, _, []) if listed => {
                format!("None of the {} compared shares wire copy.", counted(total, "pair"))
            }
            (_, _, []) => format!("No two of these {} pages share wire copy.", count(pages)),
            (_, _, [group]) if group.len() == 2 => {
                format!("Two of these {} pages share wire copy: {}.", count(pages), named(group))
            }
            (_, _, [group]) if group.len() == pages => {
                format!("All {} pages are tied together by shared wire copy.", count(pages))
            }
            (_, _, [group]) => capitalised(format!(
                "{} of these {} pages share wire copy: {}.",
                count(members),
                count(pages),
                named(group)
            )),
            _ if groups.len() <= MOST_GROUPS && members <= MOST_NAMES => capitalised(format!(
                "{} of these {} pages share wire copy, in {} groups: {}.",
                count(members),
                count(pages),
                count(groups.len()),
                groups.iter().map(|group| named(group)).collect::<Vec<_>>().join("; ")
            )),
            _ => capitalised(format!(
                "{} of these {} pages share wire copy, in {} groups; the largest has {}.",
                count(members),
                count(pages),
                count(groups.len()),
                count(groups[0].len())
            )),
        }
    }

    fn named(&self, articles: &[usize], most: usize) -> String {
        let most = if articles.len() == most + 1 { most + 1 } else { most };
        let mut names: Vec<String> =
            articles.iter().take(most).map(|&index| self.names[index].clone()).collect();
        if articles.len() > most {
            names.push(format!("{} more", count(articles.len() - most)));
        }
        join(&names)
    }
}

fn capitalised(sentence: String) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Comparison;
    use crate::article::Article;
    use crate::credit::{Credit, Reason, Role};
    use crate::span::Span;
    use crate::verdict::Reasons;

    /// A run over articles `A`, `B`, … that share these words, by verdict.
    fn run(articles: usize, pairs: &[(usize, usize, Verdict, usize)]) -> Analysis {
        let outlets = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"];
        let article = |index: usize| Article {
            id: index.to_string(),
            outlet: outlets.get(index).map_or(format!("outlet {index}"), |o| (*o).to_owned()),
            ..Article::default()
        };
        let comparison = |&(a, b, verdict, words): &(usize, usize, Verdict, usize)| {
            let copy = verdict.is_shared_copy();
            let reasons = Reasons {
                narrative: if copy { words } else { 0 },
                quoted: if copy { 0 } else { words },
                share_a: 0.5,
                share_b: 0.25,
                ..Reasons::default()
            };
            Comparison {
                a,
                b,
                overlap: Default::default(),
                passages: Vec::new(),
                headline: 0.0,
                verdict,
                reasons,
                same_outlet: false,
            }
        };
        Analysis {
            articles: (0..articles).map(article).collect(),
            comparisons: pairs.iter().map(comparison).collect(),
            ..Analysis::default()
        }
    }

    #[test]
    fn the_finding_is_one_honest_sentence() {
        use Verdict::{Independent, PartlyShared, SharedQuotes, WhollyShared};
        let chain: Vec<_> = (0..9).map(|i| (i, i + 1, WhollyShared, 9)).collect();
        let islands: Vec<_> = (0..5).map(|i| (3 * i, 3 * i + 1, PartlyShared, 20)).collect();
        let rows: [(Analysis, &str); 12] = [
            (run(0, &[]), "There is no page to compare."),
            (run(1, &[]), "There is one page only, and nothing to compare it with."),
            (run(2, &[]), "A and B do not share wire copy."),
            (run(2, &[(0, 1, Independent, 0)]), "A and B do not share wire copy."),
            (run(2, &[(0, 1, PartlyShared, 30)]), "A and B share wire copy."),
            (run(5, &[(0, 1, SharedQuotes, 9)]), "No two of these five pages share wire copy."),
            (
                run(5, &[(1, 3, WhollyShared, 9)]),
                "Two of these five pages share wire copy: B and D.",
            ),
            (
                run(5, &[(1, 2, WhollyShared, 9), (2, 4, PartlyShared, 9)]),
                "Three of these five pages share wire copy: B, C and E.",
            ),
            (
                run(3, &[(0, 1, WhollyShared, 9), (1, 2, PartlyShared, 9)]),
                "All three pages are tied together by shared wire copy.",
            ),
            (
                run(
                    20,
                    &[(0, 1, WhollyShared, 9), (3, 4, WhollyShared, 9), (4, 5, PartlyShared, 9)],
                ),
                "Five of these 20 pages share wire copy, in two groups: D, E and F; A and B.",
            ),
            (
                run(16, &islands),
                "Ten of these 16 pages share wire copy, in five groups; the largest has two.",
            ),
            (
                run(1_500, &chain),
                "Ten of these 1,500 pages share wire copy: A, B, C, D, E, F, G, H, I and J.",
            ),
        ];
        for (analysis, want) in rows {
            assert_eq!(Summary::of(&analysis).finding, want);
        }
    }

    #[test]
    fn the_rest_is_told_in_numbers() {
        use Verdict::{Boilerplate, SharedQuotes, WhollyShared};
        let quotes: Vec<_> = (1..8).map(|b| (0, b, SharedQuotes, 10 - b)).collect();
        let rows: [(Analysis, &[&str]); 5] = [
            (
                run(5, &[(0, 1, SharedQuotes, 25), (2, 3, SharedQuotes, 1)]),
                &[
                    "Two pairs share quotes, but no copy: A with B (25 words) and C with D (1 word).",
                    "The other eight pairs are independent: nothing in common beyond names and stock phrases.",
                ],
            ),
            (
                run(3, &[(0, 1, WhollyShared, 1_200), (0, 2, Boilerplate, 0)]),
                &[
                    "They have 1,200 words of narrative in common; with their edits, these passages are 50% of what A tells in its own voice, \
                     25% of what B does.",
                    "Neither credits an agency for its text.",
                    "Of the other two pairs, one shares no more than captions or page furniture, and one \
                     is independent: nothing in common beyond names and stock phrases.",
                ],
            ),
            (run(2, &[]), &["They have nothing in common beyond names and stock phrases."]),
            (
                run(8, &quotes),
                &[
                    "Seven pairs share quotes, but no copy: A with B (9 words), A with C (8 words), \
                     A with D (7 words), A with E (6 words) and three more.",
                    "The other 21 pairs are independent: nothing in common beyond names and stock phrases.",
                ],
            ),
            (run(0, &[]), &[]),
        ];
        for (analysis, want) in rows {
            assert_eq!(Summary::of(&analysis).details, want);
        }
    }

    #[test]
    fn groups_say_whom_they_credit() {
        use Verdict::WhollyShared;
        let mut analysis = run(4, &[(0, 1, WhollyShared, 9), (1, 2, WhollyShared, 8)]);
        let credit = |agency: Option<&str>, role: Role| Credit {
            agency: agency.map(str::to_owned),
            role,
            reason: Reason::Byline,
            span: Span::default(),
            inferred: false,
        };
        analysis.articles[0].credits = vec![credit(Some("MNA"), Role::Author)];
        analysis.articles[1].credits =
            vec![credit(Some("MNA"), Role::Contributed), credit(Some("AP"), Role::Photo)];
        let said = |analysis: &Analysis| Summary::of(analysis).details[1].clone();
        assert_eq!(
            said(&analysis),
            "Of the three, two credit MNA for the text; C credits no agency."
        );
        analysis.articles[2].credits = vec![credit(None, Role::Syndicated)];
        assert_eq!(said(&analysis), "Of the three, two credit MNA for the text.");
    }

    #[test]
    fn pages_of_one_outlet_are_told_apart() {
        let mut analysis = run(3, &[]);
        analysis.articles[1].outlet = "A".into();
        analysis.articles[2].outlet = "\n".into();
        assert_eq!(Summary::of(&analysis).names, ["A (0)", "A (1)", "2"]);
    }
}
