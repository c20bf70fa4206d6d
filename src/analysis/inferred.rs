//! Verdicts and credits → credits of pages that name no agency themselves.

use super::Comparison;
use crate::article::Article;
use crate::credit::{Credit, Reason, Role, text_agencies};
use crate::span::Span;
use crate::verdict::{self, Verdict};

/// Where a text is silent, content speaks: an article whose narrative is wholly shared with one that
/// is credited to an agency takes the attribution over, at the longest passage they share. By
/// article, then agency.
pub(super) fn inferred(articles: &[Article], comparisons: &[Comparison]) -> Vec<(usize, Credit)> {
    let mut found = Vec::new();
    let whole = |pair: &&Comparison| pair.verdict == Verdict::WhollyShared;
    for pair in comparisons.iter().filter(whole) {
        let sides = [
            (pair.a, pair.b, pair.reasons.share_a, true),
            (pair.b, pair.a, pair.reasons.share_b, false),
        ];
        for (silent, other, share, is_a) in sides {
            let said = |index: usize| text_agencies(&articles[index].credits);
            if share < verdict::WHOLLY_SHARE || !said(silent).is_empty() {
                continue;
            }
            let longest = pair.passages.iter().max_by_key(|passage| passage.matched);
            let span = longest.map_or(Span::default(), |p| if is_a { p.a } else { p.b });
            for agency in said(other) {
                let (agency, role, reason) = (agency.to_string(), Role::Author, Reason::SharedText);
                let credit = Credit { agency: Some(agency), role, reason, span, inferred: true };
                found.push((silent, credit));
            }
        }
    }
    found.sort_by(|x, y| (x.0, &x.1.agency, x.1.span).cmp(&(y.0, &y.1.agency, y.1.span)));
    found.dedup_by(|x, y| (x.0, &x.1.agency) == (y.0, &y.1.agency));
    found
}
