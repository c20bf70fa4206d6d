//! Which of two articles can have been made from the other: the later, or the one beside an agency's.
//!
//! In: dates as their sources write them. Out: a side, or that it is not known.

use crate::align::derived::Derived;
use crate::article::Article;
use crate::credit::agencies::is_agency;

/// Up to how many days after an agency a newspaper prints its copy.
const NEWS: i32 = 3;

/// The article of the later day, where both state one; of one day, the one that is not on an
/// agency's own pages, where the other is.
pub(super) fn derived(a: &Article, b: &Article) -> Derived {
    match (days(a, b), [a, b].map(|article| is_agency(&article.outlet))) {
        (Some(1..), _) | (Some(0), [true, false]) => Derived::B,
        (Some(..=-1), _) | (Some(0), [false, true]) => Derived::A,
        _ => Derived::Unknown,
    }
}

/// Whether both articles belong to the news of the same days.
pub(super) fn same_news(a: &Article, b: &Article) -> bool {
    days(a, b).is_some_and(|days| days.abs() <= NEWS)
}

/// How many days after `a` was `b` published, where both say when.
fn days(a: &Article, b: &Article) -> Option<i32> {
    let day = |article: &Article| article.date.as_deref().and_then(day).map(number);
    Some(day(b)? - day(a)?)
}

/// The number of a day in the Gregorian calendar, counted from March of year 0, so that the leap
/// day ends a year.
fn number((year, month, day): (u16, u8, u8)) -> i32 {
    let months = (i32::from(month) + 9) % 12;
    let year = i32::from(year) - months / 10;
    365 * year + year / 4 - year / 100 + year / 400 + (153 * months + 2) / 5 + i32::from(day)
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
        assert!(same_news(&early, &late) && !same_news(&early, &silent));
        assert!(same_news(&on("2031-12-31"), &on("2032-01-03")));
        assert!(same_news(&on("2032-02-28"), &on("2032-03-02")), "a leap day");
        assert!(!same_news(&on("2031-02-27"), &on("2031-03-03")));
    }
}
