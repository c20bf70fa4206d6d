//! Which of two articles can have been made from the other: the later, or the one beside an agency's;
//! and whether an article is an agency's copy.
//!
//! In: dates as their sources write them, outlets, credits. Out: a side, or that it is not known; yes or no.

use crate::align::derived::Derived;
use crate::article::Article;
use crate::credit::{Role, agencies::is_agency};
use crate::date::Day;
use std::cmp::Ordering;

/// The article of the later day, where both state one; of one day, or where one states none, the one that is not on
/// an agency's own pages, where the other is.
pub(super) fn derived(a: &Article, b: &Article) -> Derived {
    let day = |article: &Article| article.date.as_deref().and_then(Day::of);
    let order = day(a).zip(day(b)).map_or(Ordering::Equal, |(a, b)| a.cmp(&b));
    match (order, [a, b].map(|article| is_agency(&article.outlet))) {
        (Ordering::Less, _) | (Ordering::Equal, [true, false]) => Derived::B,
        (Ordering::Greater, _) | (Ordering::Equal, [false, true]) => Derived::A,
        (Ordering::Equal, _) => Derived::Unknown,
    }
}

/// Whether the whole text is an agency's copy: it stands on the agency's own pages, or is printed as
/// its work. A text that an agency only contributed to is the outlet's own.
pub(super) fn agency_copy(article: &Article) -> bool {
    let whole = |role: Role| role.credits_text() && role != Role::Contributed;
    let mut credits = article.credits.iter();
    let printed = credits.any(|it| it.agency.is_some() && !it.inferred && whole(it.role));
    printed || is_agency(&article.outlet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credit::{Credit, Reason};
    use crate::span::Span;

    #[test]
    fn the_later_is_the_derived_one() {
        let on = |date: &str| Article { date: Some(date.into()), ..Article::default() };
        let (early, late, silent) = (on("2031-05-06"), on("07.05.2031"), Article::default());
        assert_eq!(derived(&early, &late), Derived::B);
        assert_eq!(derived(&late, &early), Derived::A);
        assert_eq!(derived(&late, &late), Derived::Unknown);
        assert_eq!(derived(&late, &silent), Derived::Unknown);
        let wire = Article { outlet: "Reuters".into(), ..late.clone() };
        assert_eq!(derived(&wire, &late), Derived::B);
        assert_eq!(derived(&early, &wire), Derived::B);
        assert_eq!(derived(&wire, &silent), Derived::B);
    }

    #[test]
    fn an_agency_that_contributed_did_not_write_the_page() {
        let page = |role: Role| {
            let agency = Some("Reuters".to_string());
            let (reason, span) = (Reason::Byline, Span { start: 0, end: 0 });
            let credit = Credit { agency, role, reason, span, inferred: false };
            Article { outlet: "The Pier".into(), credits: vec![credit], ..Article::default() }
        };
        let copy: Vec<Role> =
            Role::ALL.into_iter().filter(|&role| agency_copy(&page(role))).collect();
        assert_eq!(copy, [Role::Author, Role::Syndicated, Role::Copyright]);
        let mut guessed = page(Role::Author);
        guessed.credits[0].inferred = true;
        assert!(!agency_copy(&guessed) && !agency_copy(&Article::default()));
        assert!(agency_copy(&Article { outlet: "Reuters".into(), ..Article::default() }));
    }
}
