//! Where a region ends inside a paragraph: a dateline before the story, a teaser glued to its
//! front, a credit glued to its end. All answers are byte offsets on character boundaries.

use super::label::Label;
use super::pattern::fold_into;
use super::rule::{INDEX, LONGEST, Scope};
use super::shape::is_time_word;
use crate::region::RegionKind;

/// A dateline is looked for in so many bytes, and holds at most so many words.
const DATELINE_REACH: usize = 160;
const DATELINE_WORDS: usize = 12;
/// Most words of place and date before a bracket in Arabic script that names no known agency.
const ARABIC_PLACE: usize = 5;

/// Agencies that close a dateline without a dash after them; lower case.
const AGENCIES: &[&str] = &[
    "reuters",
    "ap",
    "afp",
    "cnn",
    "upi",
    "dpa",
    "efe",
    "ansa",
    "tass",
    "тасс",
    "xinhua",
    "ians",
    "pti",
    "ani",
    "bloomberg",
    "apa",
    "sda",
    "kna",
    "epd",
    "interfax",
    "интерфакс",
    "interfax.ru",
    "риа новости",
    "رويترز",
    "أ ف ب",
    "أ.ف.ب",
    "اے پی پی",
    "اے ایف پی",
    "رائٹرز",
    "app",
    "kyodo",
    "yonhap",
    "aap",
    "cp",
    "pa",
    "belga",
    "anp",
    "ritzau",
    "tt",
];

/// Words in capitals before a dash or colon that are no place.
const NOT_PLACES: &[&str] = &[
    "UPDATE",
    "UPDATED",
    "BREAKING",
    "CORRECTION",
    "VIDEO",
    "WATCH",
    "EXCLUSIVE",
    "HOST",
    "NOTE",
    "ARTICLE",
    "ANCHOR",
    "FILE",
    "PHOTO",
    "PHOTOS",
    "RELATED",
    "PROBLEM",
    "ADVERTISEMENT",
    "PLUS",
    "QUESTION",
    "ANSWER",
    "MODERATOR",
    "REPORTER",
    "BYLINE",
    "OPINION",
    "ANALYSIS",
    "LIVE",
    "MORE",
];

/// Length of the dateline at the front of a paragraph, with its dash and the space after it.
/// Unless `opening`, only one that names an agency counts: digests hold several.
pub(super) fn dateline(paragraph: &str, opening: bool) -> Option<usize> {
    let mut end = paragraph.len().min(DATELINE_REACH);
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    let head = &paragraph[..end];
    if !opening && memchr::memchr2(b'(', b'/', head.as_bytes()).is_none() {
        return None;
    }
    let mut at = place(head, opening);
    let rest = &head[at..];
    let closing = match rest.chars().next() {
        Some('(') => Some(')'),
        Some('/') => Some('/'),
        _ => None,
    };
    if let Some(close) = closing {
        let inner = &rest[1..1 + rest[1..].find(close).filter(|length| *length <= 48)?];
        at += inner.len() + 2;
        let agency = is_agency(inner);
        let words = head[..at - inner.len() - 2].split_whitespace();
        let near = (1..=ARABIC_PLACE).contains(&words.filter(|word| word.len() > 2).count());
        let named = inner.trim().starts_with(is_arabic) && !is_time_word(inner.trim());
        let arabic = opening && near && named;
        return match dash(&head[at..], ":.–") {
            Some(length) if agency || opening && is_title(inner) => Some(at + length),
            _ if agency || arabic => Some(at + space(&head[at..])),
            _ => None,
        };
    }
    let front = head[..at].trim_end();
    let last = front.rsplit(char::is_whitespace).next().unwrap_or(front);
    let shouts = front.split(|c: char| !c.is_alphabetic()).next().is_some_and(is_upper);
    let words = front.split(|c: char| !c.is_alphabetic());
    let named = words.clone().any(|word| NOT_PLACES.contains(&word));
    if at == 0 || named || !(is_agency(last) || opening && shouts) {
        return None;
    }
    let length = dash(rest, if front.contains(char::is_lowercase) { "" } else { ":" })?;
    let after = at + length;
    // Russian agencies follow the dash: "МОСКВА, 3 мая - РИА Новости. ".
    let agency = head[after..].split_once(". ").filter(|(name, _)| is_agency(name));
    Some(after + agency.map_or(0, |(name, _)| name.len() + 2))
}

/// Length of the words of place and date at the front, with the space after them.
fn place(head: &str, opening: bool) -> usize {
    let mut at = 0;
    for _ in 0..DATELINE_WORDS {
        let rest = &head[at..];
        let length = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '(' | '—' | '–' | ':'))
            .unwrap_or(rest.len());
        let word = &rest[..length];
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let first = bare.chars().next();
        let fits = first.is_some_and(|c| {
            c.is_uppercase()
                || c.is_numeric()
                || opening && is_arabic(c)
                || is_time_word(&bare.to_lowercase())
        });
        let slashed = word.starts_with('/') || word.contains("--");
        let stop = matches!(word, "۔" | ".") && at > 0;
        if slashed || !(fits || stop) {
            break;
        }
        at += length;
        at += space(&head[at..]);
        if head[at..].starts_with(['(', '—', '–', ':']) {
            break;
        }
    }
    at
}

/// Length of the dash (or one of `others`) that closes a dateline, with the space around it.
fn dash(rest: &str, others: &str) -> Option<usize> {
    let lead = space(rest);
    let mark = &rest[lead..];
    let length = if mark.starts_with("--") {
        2
    } else {
        mark.chars()
            .next()
            .filter(|c| matches!(c, '-' | '–' | '—' | '−') || others.contains(*c))?
            .len_utf8()
    };
    let after = lead + length;
    Some(after + space(&rest[after..]))
}

/// Bytes of white space at the front.
fn space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn is_agency(name: &str) -> bool {
    let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    AGENCIES.contains(&name.as_str())
}

fn is_upper(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(char::is_uppercase)
}

/// Whether most words of a bracket are capitalised, as in the name of an agency or outlet.
fn is_title(inner: &str) -> bool {
    inner.split_whitespace().next().is_some_and(|w| w.starts_with(|c: char| c.is_alphabetic()))
        && inner.split_whitespace().all(|w| w.len() <= 3 || !w.starts_with(char::is_lowercase))
}

fn is_arabic(c: char) -> bool {
    ('\u{0600}'..='\u{06ff}').contains(&c)
}

/// Where a teaser glued to the front of a unit ends, with the rule's name.
pub(super) fn teaser(unit: &str) -> Option<(usize, &'static str)> {
    let mut line = Vec::new();
    for id in INDEX.by_front(unit) {
        let (pattern, rule) = INDEX.pattern(id);
        if rule.scope != Scope::Glued {
            continue;
        }
        let mut end = unit.len().min(LONGEST);
        while !unit.is_char_boundary(end) {
            end -= 1;
        }
        fold_into(&unit[..end], &mut line);
        if pattern.matches(&line) {
            let whole = (unit.len() <= rule.longest).then_some(unit.len());
            return glue(unit).or(whole).map(|at| (at, rule.name));
        }
    }
    None
}

/// A glued teaser is at most so long, in bytes.
const LONGEST_TEASER: usize = 320;

/// Where a teaser glued to the front of a paragraph ends: at the first place where a sentence
/// starts with no space before it. Names written with a capital inside (`YouTube`) are passed over.
fn glue(paragraph: &str) -> Option<usize> {
    let mut word: Vec<char> = Vec::new();
    let mut chars = paragraph.char_indices().take_while(|(at, _)| *at <= LONGEST_TEASER).peekable();
    let mut last = ' ';
    while let Some((at, c)) = chars.next() {
        let next_lower = chars.peek().is_none_or(|(_, next)| !next.is_uppercase());
        if c.is_uppercase() && next_lower {
            let plain = word.len() >= 3 && word.iter().all(|c| c.is_lowercase());
            let named = word.len() >= 2 && last.is_lowercase() && starts_sentence(&paragraph[at..]);
            let closed = matches!(last, '?' | '!' | '”' | '"' | ')' | '…' | '.' | '’')
                && starts_sentence(&paragraph[at..]);
            if plain || named || closed {
                return Some(at);
            }
        }
        if c.is_alphanumeric() {
            word.push(c)
        } else {
            word.clear()
        }
        last = c;
    }
    None
}

/// Whether the text begins with a word that sentences begin with and names do not.
fn starts_sentence(text: &str) -> bool {
    const STARTERS: &[&str] = &[
        "The",
        "A",
        "An",
        "In",
        "It",
        "He",
        "She",
        "They",
        "We",
        "On",
        "But",
        "And",
        "At",
        "As",
        "This",
        "That",
        "These",
        "However",
        "Meanwhile",
        "According",
        "After",
        "Before",
        "Earlier",
        "Last",
        "While",
    ];
    let length = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    STARTERS.contains(&&text[..length])
}

/// Closing credits are looked for in so many bytes at the end of the story.
const CLOSING_REACH: usize = 700;

/// Where a credit or a closing teaser glued to the end of the last paragraph begins, by their
/// rules, and which: "… said. (Reporting by Ada Byte; Editing by Otto Bit)".
pub(super) fn closing(paragraph: &str) -> Option<(usize, Label)> {
    let mut from = paragraph.len().saturating_sub(CLOSING_REACH);
    while !paragraph.is_char_boundary(from) {
        from += 1;
    }
    let mut line = Vec::new();
    let mut last = [' ', ' '];
    for (at, c) in paragraph[from..].char_indices() {
        let at = from + at;
        let opens = c == '(' || c == '©' || c.is_uppercase() && last[1].is_whitespace();
        if at > 0 && opens && (c == '(' || !last[0].is_alphanumeric() && last[0] != ',') {
            let rest = &paragraph[at..];
            for id in INDEX.by_front(rest) {
                let (pattern, rule) = INDEX.pattern(id);
                if !(rule.kind == RegionKind::Credit || rule.name == "closing teaser")
                    || rule.scope != Scope::Line
                    || rest.len() > rule.longest
                {
                    continue;
                }
                fold_into(rest, &mut line);
                if pattern.matches(&line) {
                    return Some((at, (rule.kind, rule.name)));
                }
            }
        }
        last = [last[1], c];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_end_after_their_dash() {
        let rows = [
            ("PARIS (Reuters) - Ships", Some("PARIS (Reuters) - ")),
            ("HARBOUR CITY, Maine (AP) — Ships", Some("HARBOUR CITY, Maine (AP) — ")),
            ("LONDON, July 3 (Reuters) - Ships", Some("LONDON, July 3 (Reuters) - ")),
            ("(CNN) -- Ships", Some("(CNN) -- ")),
            ("(CNN) Ships", Some("(CNN) ")),
            ("HARBOUR CITY — Ships", Some("HARBOUR CITY — ")),
            ("Berlin (dpa) - Schiffe", Some("Berlin (dpa) - ")),
            ("Berlin (dpa) Schiffe", Some("Berlin (dpa) ")),
            ("Paris, 3 juil. (AFP) - Les", Some("Paris, 3 juil. (AFP) - ")),
            ("МОСКВА, 3 июля. /ТАСС/. Суда", Some("МОСКВА, 3 июля. /ТАСС/. ")),
            ("МОСКВА, 3 июл - РИА Новости. Суда", Some("МОСКВА, 3 июл - РИА Новости. ")),
            ("ممبئی ۔ یکم دسمبر (اے پی پی) جہاز", Some("ممبئی ۔ یکم دسمبر (اے پی پی) ")),
            ("مومباي، 3 ديسمبر (وكالة الميناء) سفن", Some("مومباي، 3 ديسمبر (وكالة الميناء) ")),
            ("أعلن رئيس الميناء الجديد في المدينة القديمة أمس (وكالة) أن", None),
            ("NEW DELHI: Ships", Some("NEW DELHI: ")),
            ("UPDATE: Ships", None),
            ("The harbour (which burned) - ships", None),
            ("Ships - many of them - sank", None),
            ("Ada Byte (left) sailed", None),
            ("", None),
        ];
        for (text, want) in rows {
            assert_eq!(dateline(text, true).map(|end| &text[..end]), want, "{text}");
        }
        assert_eq!(dateline("HARBOUR CITY — Ships", false), None);
        assert!(dateline("PARIS (Reuters) - Ships", false).is_some());
    }

    #[test]
    fn a_teaser_ends_where_a_sentence_is_glued_to_it() {
        let rows = [
            ("Also on x Ships sink in stormThe harbour", Some("The harbour")),
            ("Also on x YouTube bans AdaIn the harbour", Some("In the harbour")),
            ("Also on x Will it sink?The harbour", Some("The harbour")),
            ("Also on x YouTube bans iPhone users", None),
        ];
        for (text, want) in rows {
            assert_eq!(glue(text).map(|at| &text[at..]), want, "{text}");
        }
    }

    #[test]
    fn a_credit_after_the_last_sentence_is_cut_off() {
        let rows = [
            ("It sank. (Reporting by Ada Byte; Editing by Bit)", Some("(Reporting")),
            ("It sank. The Associated Press contributed to this report.", Some("The Associ")),
            ("It sank, reporting by radio.", None),
        ];
        for (text, want) in rows {
            let got = closing(text).map(|(at, _)| &text[at..at + 10]);
            assert_eq!(got, want, "{text}");
        }
    }
}
