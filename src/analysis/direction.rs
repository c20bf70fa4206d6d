//! Which of two articles can have been made from the other: the later, or the one beside an agency's;
//! and whether an article is an agency's copy.
//!
//! In: dates as their sources write them, outlets, credits. Out: a side, or that it is not known; yes or no.

use crate::align::derived::Derived;
use crate::article::Article;
use crate::credit::{Role, agencies::is_agency};
use std::cmp::Ordering;

/// The article of the later day, where both state one; of one day, the one that is not on an
/// agency's own pages, where the other is.
pub(super) fn derived(a: &Article, b: &Article) -> Derived {
    let day = |article: &Article| article.date.as_deref().and_then(day);
    let Some((of_a, of_b)) = day(a).zip(day(b)) else { return Derived::Unknown };
    match (of_a.cmp(&of_b), [a, b].map(|article| is_agency(&article.outlet))) {
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

/// Year, month and day of a date that begins as ISO 8601 (`2031-05-06…`, `20310506…`) or is written
/// with dots, the day first (`06.05.2031`, `6.5.31`: this century). Other forms put day and month in
/// either order and say nothing.
fn day(date: &str) -> Option<(u16, u8, u8)> {
    let date = date.trim();
    let dotted: Vec<&str> = date.split('.').collect();
    let (year, month, day) = match dotted[..] {
        [day, month, year] if year.len() == 2 => (format!("20{year}"), month, day),
        [day, month, year] => (year.to_owned(), month, day),
        _ => {
            let rest = date.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
            let digits = date[..date.len() - rest.len()].replace('-', "");
            let whole = digits.len() == 8 && (rest.is_empty() || rest.starts_with(['T', 't', ' ']));
            return whole.then(|| valid(&digits[..4], &digits[4..6], &digits[6..]))?;
        }
    };
    valid(&year, month, day)
}

fn valid(year: &str, month: &str, day: &str) -> Option<(u16, u8, u8)> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let date = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let stated = year.len() == 4 && [year, month, day].into_iter().all(digits);
    (stated && (1..=12).contains(&date.1) && (1..=31).contains(&date.2)).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credit::{Credit, Reason};
    use crate::span::Span;

    #[test]
    fn days_are_read_where_only_one_reading_is_right() {
        let rows = [
            ("2031-05-06T07:08:09Z", Some((2031, 5, 6))),
            ("2031-05-06", Some((2031, 5, 6))),
            ("20310506", Some((2031, 5, 6))),
            (" 06.05.2031 ", Some((2031, 5, 6))),
            ("6.5.31", Some((2031, 5, 6))),
            ("05/06/2031", None),
            ("6 May 2031", None),
            ("2031", None),
            ("2031-13-06", None),
            ("203105061", None),
            ("+6.5.31", None),
            ("", None),
        ];
        for (date, want) in rows {
            assert_eq!(day(date), want, "{date}");
        }
    }

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
