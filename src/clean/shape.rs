//! What a line looks like where no phrase tells it: a date, a name, a picture credit in brackets.

use super::rules::{LANGUAGES, entries};
use memchr::memmem::Finder;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words of dates and times in all languages.
static TIME_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    LANGUAGES.iter().flat_map(|language| language.time_words.split_whitespace()).collect()
});

/// Words of picture credits in all languages.
static PICTURE_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    LANGUAGES.iter().flat_map(|language| entries(language.picture_words)).collect()
});

/// Whether a lower-case word belongs to dates and times.
pub(super) fn is_time_word(word: &str) -> bool {
    TIME_WORDS.contains(word)
}

/// Whether a line says only when: at least one number, and nothing else but words of time.
pub(super) fn is_time(line: &str) -> bool {
    if line.len() > 110 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let words = line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '\'')));
    words.map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).all(|word| {
        let letters = word.trim_matches(|c: char| c.is_numeric() || c == '.');
        letters.is_empty() || is_time_word(&letters.to_lowercase())
    })
}

/// Whether a line is nothing but one to four capitalised words, the shape of a name.
pub(super) fn is_name(line: &str) -> bool {
    let words = line.split_whitespace();
    line.len() <= 48
        && (2..=4).contains(&words.clone().count())
        && words.clone().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
        })
}

/// Whether a paragraph closes with a picture credit in brackets: "(Ada Byte/Example)", "(File)",
/// "[Photo: Ada]". A bracket that only names an agency says whose the text is, not the picture.
pub(super) fn closes_with_picture_credit(paragraph: &str) -> bool {
    let Some(front) = paragraph.trim_end_matches('.').strip_suffix([')', ']']) else {
        return false;
    };
    let Some(open) = front.rfind(['(', '[']) else { return false };
    let inner = &front[open + 1..];
    // Initials of editors, "ab/cd", stand under a text.
    let initials = front[..open].trim_end();
    if initials.contains('/') && initials.chars().all(|c| c == '/' || c.is_lowercase()) {
        return false;
    }
    if inner.len() > 160 || !inner.contains(char::is_uppercase) && inner.is_ascii() {
        return false;
    }
    let parted = |c: char| !(c.is_alphanumeric() || c == '\'' || c == '.');
    let lower = inner.to_lowercase();
    let words: Vec<&str> = lower.split(parted).filter(|word| !word.is_empty()).collect();
    let edges =
        [words.get(..1), words.get(..2), words.len().checked_sub(1).and_then(|n| words.get(n..))];
    let named =
        edges.into_iter().flatten().any(|edge| PICTURE_WORDS.contains(edge.join(" ").as_str()));
    named || slashed_names(inner)
}

/// Whether a bracket reads "Name Name/Agency": capitals on both sides of a slash, and a space.
fn slashed_names(inner: &str) -> bool {
    let Some((before, after)) = inner.split_once('/') else { return false };
    let capital = |text: &str| text.trim().starts_with(char::is_uppercase);
    let capitalised = inner.split_whitespace().filter(|word| capital(word)).count();
    capital(before)
        && capital(after)
        && inner.contains(' ')
        && capitalised * 2 >= inner.split_whitespace().count()
}

/// Whether at least half of the words of a line stand in the title, or the other way round: the
/// headline on the page is often not quite the title its source states.
pub(super) fn shares_words(line: &str, title: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.take(40).map(str::to_lowercase).collect()
    };
    let (line, title) = (words(line), words(title));
    let in_both = line.iter().filter(|word| title.contains(word)).count();
    in_both * 2 >= line.len().min(title.len()).max(1)
}

/// Whether a line announces a statement that is printed in full after it.
pub(crate) fn announces_statement(line: &str) -> bool {
    let tail = line.trim_end();
    if !tail.ends_with(':') {
        return false;
    }
    let mut start = tail.len().saturating_sub(80);
    while !tail.is_char_boundary(start) {
        start += 1;
    }
    let tail = tail[start..].to_lowercase();
    let mut words = LANGUAGES.iter().flat_map(|language| entries(language.statement_words));
    words.any(|word| tail.ends_with(word))
}

/// Whether a line is a headline of at least four words, a dash or bar, and the name of a site.
pub(super) fn names_a_site(line: &str) -> bool {
    let Some((title, site)) = line.rsplit_once(" - ").or_else(|| line.rsplit_once(" | ")) else {
        return false;
    };
    title.split_whitespace().nth(3).is_some()
        && site.split_whitespace().nth(3).is_none()
        && site.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && !site.is_empty()
}

/// Whether a line is dated in full as only agencies' captions are: "Friday, May 3, 2031, in" or the
/// same before a full stop.
pub(super) fn is_dated_caption(line: &str) -> bool {
    static DAY: LazyLock<Finder> = LazyLock::new(|| Finder::new("day, "));
    DAY.find_iter(line.as_bytes()).any(|at| {
        let weekday = line[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let mut words = line[at + 5..].split(' ');
        let month = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
        let day = words.next().and_then(|word| word.strip_suffix(','));
        let day = day.is_some_and(|day| {
            (1..=2).contains(&day.len()) && day.bytes().all(|b| b.is_ascii_digit())
        });
        let year = words.next().unwrap_or_default();
        let digits = year.bytes().take_while(u8::is_ascii_digit).count() == 4;
        let ends = year.ends_with('.') || words.next() == Some("in") && year.len() <= 5;
        weekday.starts_with(char::is_uppercase)
            && weekday.len() < at
            && month
            && day
            && digits
            && ends
    })
}

/// Whether a line asks the reader to sign up, subscribe, follow or pay: it speaks to the reader,
/// asks for two things, and quotes nobody.
pub(super) fn is_box(line: &str) -> bool {
    const READER: &[&str] = &["you", "your", "you'll", "you’ll", "you're", "you’re", "yours"];
    // Words for one thing share a row.
    const ASKED: &[&[&str]] = &[
        &["subscribe", "subscribing", "subscriber", "subscribers", "subscription", "unsubscribe"],
        &["newsletter", "newsletters", "inbox"],
        &["sign", "signing", "log", "login", "register", "password", "username"],
        &["email", "e-mail", "emails"],
        &["cookies"],
        &["click", "tap"],
        &["app", "apps", "download"],
        &["paywall", "paywalls", "membership", "donate", "donation", "contribution"],
        &["affiliate", "checkout", "coupon"],
        &["podcast", "podcasts"],
        &["twitter", "facebook", "instagram"],
        &["follow"],
        &["alerts", "notifications"],
    ];
    /// So many words at most for each thing asked.
    const WORDS: usize = 30;
    static YOU: LazyLock<[Finder; 2]> = LazyLock::new(|| ["you", "You"].map(Finder::new));
    if !YOU.iter().any(|you| you.find(line.as_bytes()).is_some()) || line.contains(['"', '“', '”'])
    {
        return false;
    }
    let (mut reader, mut words, mut asked) = (false, 0, [false; ASKED.len()]);
    for word in line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))) {
        let is = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(word));
        if is(&["said", "says"]) {
            return false;
        }
        words += usize::from(!word.is_empty());
        reader |= is(READER);
        for (asked, known) in asked.iter_mut().zip(ASKED) {
            *asked |= is(known);
        }
    }
    let asked = asked.iter().filter(|asked| **asked).count();
    reader && asked >= 2 && words <= WORDS * asked
}

/// Whether a line only counts the pictures of a gallery: "3 of 12", "3 / 12".
pub(super) fn is_counter(line: &str) -> bool {
    if line.len() > 16 {
        return false;
    }
    let parts = line.split_once('/').or_else(|| line.split_once(" of "));
    let number = |text: &str| {
        let text = text.trim();
        (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    parts.is_some_and(|(at, all)| number(at) && number(all))
}

/// Whether a line is a warning of a weather service, in capitals throughout.
pub(super) fn is_weather_alert(line: &str) -> bool {
    line.len() >= 60
        && !line.bytes().any(|b| b.is_ascii_lowercase())
        && [" WARNING", " ADVISORY", " WATCH", "WEATHER SERVICE"].iter().any(|w| line.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_other_sites_end_with_their_names() {
        assert!(names_a_site("Pilot seen outside the harbour - Quay Weekly"));
        assert!(names_a_site("Pilot seen outside the harbour | Quay"));
        assert!(!names_a_site("The pilot was late - and the ferry too"));
        assert!(!names_a_site("Ferry - Quay"));
    }

    #[test]
    fn boxes_ask_the_reader_and_alerts_shout() {
        for (line, is) in [
            ("Sign up for our newsletter and you will hear of every ship.", true),
            ("You can follow the ferry with our app or on Facebook.", true),
            ("“You can follow us and sign up,” the captain wrote.", false),
            ("If you follow the coast, you reach the port.", false),
            ("The mayor said you must sign the email.", false),
        ] {
            assert_eq!(is_box(line), is, "{line}");
        }
        let alert =
            "...THE STORM WARNING CONTINUES FOR THE HARBOUR UNTIL THE TIDE HAS TURNED AT NOON...";
        assert!(is_weather_alert(alert) && !is_weather_alert(&alert.to_lowercase()));
        for (line, is) in [("3 of 12", true), ("3 / 12", true), ("3 of the 12", false)] {
            assert_eq!(is_counter(line), is, "{line}");
        }
    }

    #[test]
    fn captions_are_told_by_their_full_date() {
        for (line, caption) in [
            ("Ada Byte at the quay Friday, May 3, 2031, in Exampleton.", true),
            ("The quay, seen Friday, May 3, 2031.", true),
            ("Friday, May 3, 2031, in brief", false),
            ("The fair is on Friday, May 3, at noon.", false),
            ("She said on Friday, May 3, 2031 that she would run.", false),
        ] {
            assert_eq!(is_dated_caption(line), caption, "{line}");
        }
    }

    #[test]
    fn dates_names_and_credits_are_told_by_their_shape() {
        let time = [
            ("May 3, 2031, 9:52 PM UTC", true),
            ("Updated 3:40 p.m. ET, Fri May 3rd, 2031", true),
            ("Publié le 3 mai 2031 à 12h40", true),
            ("May the best of 3 win", false),
            ("Friday", false),
        ];
        for (line, want) in time {
            assert_eq!(is_time(line), want, "{line}");
        }
        let names = [("Ada Byte", true), ("Otto van Bit", false), ("Rain", false)];
        for (line, want) in names {
            assert_eq!(is_name(line), want, "{line}");
        }
        let credits = [
            ("The pier at dawn. (Ada Byte/Wire)", true),
            ("The pier. (File)", true),
            ("The pier at dawn. (AP Photo/Ada Byte, File)", true),
            ("The pier (Photo: Ada)", true),
            ("The ship left (and/or sank).", false),
            ("The ship left. (Reuters)", false),
            ("It has two masts (see the photo)", false),
        ];
        for (paragraph, want) in credits {
            assert_eq!(closes_with_picture_credit(paragraph), want, "{paragraph}");
        }
        assert!(announces_statement("Read the mayor's full statement:"));
        assert!(!announces_statement("The mayor made a statement."));
    }
}
