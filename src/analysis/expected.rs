//! The confidences of a run → how many of its verdicts are to be expected wrong.

use super::Analysis;

/// How many labelled pairs of news the confidences were measured on (`benches/quality`).
pub const LABELLED: usize = 2663;
/// The expected calibration error of the confidences on these pairs, in eight bins of equal size:
/// how far the share of right verdicts is from what the confidences say.
pub const CALIBRATION_ERROR: f64 = 0.02;

/// How many pairs of a run share wire copy or not, and how many of these verdicts are to be
/// expected wrong if its pairs are like the labelled ones: sums of what the confidences leave to one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Expected {
    /// Pairs called wholly or partly shared.
    pub flagged: usize,
    /// How many of them share no copy.
    pub wrong: f64,
    /// Other pairs that have a run of words in common. Pairs without one are not judged by
    /// likelihood, and not counted.
    pub others: usize,
    /// How many of them share copy.
    pub missed: f64,
}

/// Why the confidences of a run say nothing of how many of its verdicts are wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmeasured {
    /// Shingles or tokens are not those of the labelled pairs.
    Settings,
    /// Most pages are not in English, as all labelled pairs are.
    Language,
}

impl Analysis {
    /// Why the verdicts of this run are unlike the labelled ones, if they are.
    pub fn unmeasured(&self) -> Option<Unmeasured> {
        let usual = super::Options::default();
        if (self.options.k, self.options.unit) != (usual.k, usual.unit) {
            return Some(Unmeasured::Settings);
        }
        let other = |language: &Option<String>| language.as_ref().is_some_and(|it| it != "en");
        let others = self.articles.iter().filter(|article| other(&article.language)).count();
        (2 * others > self.articles.len()).then_some(Unmeasured::Language)
    }

    /// How many verdicts of this run are to be expected wrong.
    pub fn expected(&self) -> Expected {
        let mut expected = Expected::default();
        for pair in &self.comparisons {
            let doubt = 1.0 - pair.reasons.confidence(pair.verdict);
            if pair.verdict.is_shared_copy() {
                expected.flagged += 1;
                expected.wrong += doubt;
            } else if pair.reasons.longest > 0 || !pair.passages.is_empty() {
                expected.others += 1;
                expected.missed += doubt;
            }
        }
        expected
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Comparison;
    use crate::verdict::{Reasons, Verdict};

    fn pair(verdict: Verdict, narrative: usize, longest: usize) -> Comparison {
        Comparison {
            a: 0,
            b: 1,
            overlap: Default::default(),
            passages: Vec::new(),
            headline: 0.0,
            verdict,
            reasons: Reasons { narrative, prose: narrative, longest, ..Reasons::default() },
            same_outlet: false,
        }
    }

    #[test]
    fn other_settings_and_languages_are_not_measured() {
        use crate::article::Article;
        let page =
            |language: &str| Article { language: Some(language.into()), ..Article::default() };
        let mut analysis =
            Analysis { articles: vec![page("en"), page("th")], ..Analysis::default() };
        assert_eq!(analysis.unmeasured(), None);
        analysis.articles.push(page("th"));
        assert_eq!(analysis.unmeasured(), Some(Unmeasured::Language));
        analysis.options.k = 1;
        assert_eq!(analysis.unmeasured(), Some(Unmeasured::Settings));
    }

    #[test]
    fn doubts_add_up_on_either_side() {
        let comparisons = vec![
            pair(Verdict::WhollyShared, 400, 300),
            pair(Verdict::PartlyShared, 20, 20),
            pair(Verdict::SharedQuotes, 8, 30),
            pair(Verdict::Independent, 0, 6),
            pair(Verdict::Independent, 0, 0),
        ];
        let likely = |at: usize| comparisons[at].reasons.likelihood();
        let wrong = 2.0 - likely(0) - likely(1);
        let missed = likely(2) + likely(3);
        let analysis = Analysis { comparisons: comparisons.clone(), ..Analysis::default() };
        let expected = analysis.expected();
        assert_eq!((expected.flagged, expected.others), (2, 2));
        assert!((expected.wrong - wrong).abs() < 1e-9 && (expected.missed - missed).abs() < 1e-9);
        assert!(expected.wrong < 1.0, "most of what is flagged is right");
        assert_eq!(Analysis::default().expected(), Expected::default());
    }
}
