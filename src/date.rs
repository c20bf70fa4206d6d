//! Dates as sources write them → days that can be compared.
//!
//! Read are ISO 8601 (`2031-05-03`, with or without a time, `20310503`) and forms that name the month in
//! English (`3-MAY-2031 15:01`, `Sat, 3 May 2031`, `May 3, 2031`), or have dots, the day first (`03.05.2031`,
//! `3.5.31`: this century). A day and a month in figures alone
//! (`3/5/31`) mean different days in different places, so they are no date. Times of day and zones are
//! not looked at: a day is the day that the source states.

/// A day, counted from 1 January 1970 in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub i32);

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Day {
    /// The day at the beginning of `text`, if it can be told.
    pub fn of(text: &str) -> Option<Day> {
        let words =
            text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<&str> = words.take(4).collect();
        if let Some(day) = dotted(text) {
            return Some(day);
        }
        let (first, rest) = words.split_first()?;
        let figures = digits(first);
        if figures.len() == 8 && first[8..].chars().next().is_none_or(|c| c == 'T') {
            return date(&figures[..4], number(&figures[4..6])?, &figures[6..]);
        }
        if figures.len() == 4 && first.len() == 4 {
            return date(figures, number(rest.first()?)?, digits(rest.get(1)?));
        }
        // A weekday may stand before it.
        let named = |words: &[&str]| match words {
            [day, name, year, ..] if digits(day).len() == day.len() => {
                date(year, month(name)?, day)
            }
            [name, day, year, ..] => date(year, month(name)?, day),
            _ => None,
        };
        named(&words).or_else(|| named(rest))
    }

    /// How many days lie between two.
    pub fn distance(self, other: Day) -> u32 {
        self.0.abs_diff(other.0)
    }
}

/// The day of a date with dots.
fn dotted(text: &str) -> Option<Day> {
    let (day, rest) = text.trim_start().split_once('.')?;
    let (month, rest) = rest.split_once('.')?;
    let year = digits(rest);
    let goes_on = rest[year.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '.');
    let century = if year.len() == 2 { "20" } else { "" };
    let figures = |part: &str| !part.is_empty() && digits(part).len() == part.len();
    if goes_on || !figures(day) || !figures(month) {
        return None;
    }
    date(&format!("{century}{year}"), number(month)?, day)
}

/// The digits a word begins with.
fn digits(word: &str) -> &str {
    let end = word.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(word.len());
    &word[..end]
}

fn number(word: &str) -> Option<u32> {
    (word.len() <= 2).then(|| word.parse().ok())?
}

/// The month of this English name, or of its first three letters or more.
fn month(name: &str) -> Option<u32> {
    let name = name.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| name.len() >= 3 && month.starts_with(&name))?;
    Some(at as u32 + 1)
}

/// The day of a year of four digits; `3rd` is a 3. After Howard Hinnant, "chrono-compatible low-level
/// date algorithms" (2013).
fn date(year: &str, month: u32, day: &str) -> Option<Day> {
    let suffix = &day[digits(day).len()..];
    let ordinal = ["", "st", "nd", "rd", "th"].contains(&suffix) || suffix.starts_with('T');
    let year: i32 = (year.len() == 4).then(|| year.parse().ok())??;
    let day = number(digits(day))?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !ordinal || year < 1 || !(1..=12).contains(&month) || !(1..=longest).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_year = (153 * month + 2) / 5 + day - 1;
    let of_era = (year % 400) * 365 + year % 400 / 4 - year % 400 / 100 + of_year as i32;
    Some(Day(year / 400 * 146_097 + of_era - 719_468))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_where_they_can_mean_one_day_only() {
        let may = Some(Day(22_402));
        let rows = [
            ("1970-01-01", Some(Day(0))),
            ("1969-12-31T23:59:59Z", Some(Day(-1))),
            ("2000-02-29", Some(Day(11_016))),
            ("2031-05-03", may),
            ("2031-5-3", may),
            ("2031-05-03T09:52:00-04:00", may),
            (" 2031/05/03 09:52", may),
            ("20310503", may),
            ("20310503T0952", may),
            ("3-MAY-2031 15:01:01.79", may),
            ("Sat, 03 May 2031 09:52:00 GMT", may),
            ("Saturday 3 May 2031", may),
            ("May 3, 2031", may),
            ("May 3rd, 2031, 9:52 PM", may),
            (" 03.05.2031 ", may),
            ("3.5.31", may),
            ("03.05.2031, 9:52", may),
            ("3.5.31.4", None),
            ("+3.5.31", None),
            ("3..31", None),
            ("31.02.2031", None),
            ("3/5/31", None),
            ("03/05/2031", None),
            ("1900-02-29", None),
            ("2031-13-01", None),
            ("2031-00-00", None),
            ("203105031", None),
            ("2031", None),
            ("None", None),
            ("ma 3 2031", None),
            ("", None),
            ("٢٠٣١-٠٥-٠٣", None),
        ];
        for (text, want) in rows {
            assert_eq!(Day::of(text), want, "{text:?}");
        }
    }

    #[test]
    fn every_day_has_its_number() {
        let mut number = Day::of("1896-01-01").unwrap().0;
        for year in 1896..2105 {
            for month in 1..=12 {
                for day in 1..=31 {
                    if let Some(Day(got)) = Day::of(&format!("{year}-{month:02}-{day:02}")) {
                        assert_eq!(got, number, "{year}-{month}-{day}");
                        number += 1;
                    }
                }
            }
        }
        assert_eq!(number, Day::of("2105-01-01").unwrap().0);
    }
}
