//! Hostile text → text that is only read: never markup, a link, a formula or an order to the terminal.
//!
//! HTML is escaped by the template engine; here is what the other formats need, and what all need:
//! [`visible`] shows or drops the characters that do something instead of standing for something.

use std::borrow::Cow;

/// `text` as it can be shown anywhere. Control characters become their pictures (`␛`), those of C1 `�`;
/// characters that reorder or hide what follows (bidirectional overrides and isolates, tags, byte order
/// marks) are dropped; space runs become one space, empty lines one.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut spaces, mut breaks) = (0, 0);
    for c in text.chars() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => breaks += 1,
            '\t' | ' ' => spaces += 1,
            '\r' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}' => {}
            _ => {
                out.push_str(space(spaces, breaks));
                (spaces, breaks) = (0, 0);
                out.push(shown(c));
            }
        }
    }
    out.push_str(space(spaces, breaks));
    out
}

/// What stands for a run of white space.
fn space(spaces: usize, breaks: usize) -> &'static str {
    match (breaks, spaces) {
        (0, 0) => "",
        (0, _) => " ",
        (1, _) => "\n",
        _ => "\n\n",
    }
}

/// [`visible`], on one line and without space around it.
pub fn line(text: &str) -> String {
    visible(text).trim().replace("\n\n", " ").replace('\n', " ")
}

fn shown(c: char) -> char {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        c => c,
    }
}

/// Text for Markdown (CommonMark and GitHub's): nothing in it can become a link, an image, code, HTML,
/// a table cell, a heading, a list, a mention or a formula. Line breaks become spaces.
pub fn markdown(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        if c.is_ascii_punctuation() && !is_plain(before, c, after) {
            out.push('\\');
        }
        match c {
            '\n' if before == Some('\n') => {}
            '\n' => out.push(' '),
            // No backslash keeps GitHub from seeing addresses and mentions; a word joiner does.
            '@' => out.push_str("@\u{2060}"),
            c => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// Whether punctuation means nothing to Markdown between these characters, so that prose stays legible
/// in the raw file. Whatever may stand at the start of a line is not plain.
fn is_plain(before: Option<char>, c: char, after: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let ends = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match c {
        ',' | ';' | '\'' | '"' | '/' | '?' | '%' => true,
        '.' | ':' => letter(before) && ends(after),
        '-' => letter(before) && letter(after),
        _ => false,
    }
}

/// A cell of a CSV file that a spreadsheet does not take for a formula: an apostrophe goes before text
/// that starts with `=`, `+`, `-`, `@`, a tab or a carriage return. Nor does a terminal take it for a command.
pub fn cell(text: &str) -> Cow<'_, str> {
    let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    if text.contains(acts) {
        let calm: String = text.chars().map(|c| if acts(c) { shown(c) } else { c }).collect();
        return cell(&calm).into_owned().into();
    }
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}").into(),
        false => text.into(),
    }
}

/// An address that a page may link to: of the web, and of nothing else.
pub fn web_address(url: &str) -> Option<&str> {
    let scheme = url.split_once("://")?.0;
    let known = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let clean = url.chars().all(|c| !c.is_control() && !c.is_whitespace() && c != '\u{202e}');
    (known && clean).then_some(url)
}

/// A language subtag fit for an attribute: two or three letters.
pub fn language(subtag: &str) -> Option<&str> {
    let letters = subtag.bytes().all(|byte| byte.is_ascii_lowercase());
    (letters && (2..=3).contains(&subtag.len())).then_some(subtag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_act_are_shown_or_dropped() {
        let rows = [
            ("plain text", "plain text"),
            ("\u{1b}[31mred\u{7f}", "␛[31mred␡"),
            ("a\u{85}b\u{9b}c", "a\u{fffd}b\u{fffd}c"),
            ("user\u{202e}gpj.exe\u{2066}x\u{2069}", "usergpj.exex"),
            ("\u{feff}one \t two\r\nthree\n\n\n\nfour", "one two\nthree\n\nfour"),
            ("a\u{e0041}b\u{2028}c", "ab\nc"),
            ("שלום \u{200f}(א)", "שלום \u{200f}(א)"),
            ("\n\n x ", "\n\nx "),
        ];
        for (text, want) in rows {
            assert_eq!(visible(text), want, "{text:?}");
        }
        assert_eq!(line("\n a\n\nb \n c "), "a b c");
    }

    #[test]
    fn markdown_marks_nothing_up() {
        let rows = [
            ("A fire, officials said. It burned: \"six\" nation-states?", None),
            ("[permit](javascript:alert(1))", Some(r"\[permit\]\(javascript\:alert\(1\)\)")),
            ("![x](https://t.example/p.gif)", Some(r"\!\[x\]\(https\://t\.example/p\.gif\)")),
            ("<script>&lt;", Some(r"\<script\>\&lt;")),
            ("a | b ``` ~~~", Some(r"a \| b \`\`\` \~\~\~")),
            ("1. one", Some(r"1\. one")),
            ("- one", Some(r"\- one")),
            ("# one *two* __three__ $x$", Some(r"\# one \*two\* \_\_three\_\_ \$x\$")),
            ("a\n\n    b\nc", Some("a b c")),
            ("www.x.example", Some(r"www\.x\.example")),
            ("me@x.example", Some("me\\@\u{2060}x\\.example")),
            (r"\", Some(r"\\")),
        ];
        for (text, want) in rows {
            assert_eq!(markdown(text), want.unwrap_or(text), "{text:?}");
        }
    }

    #[test]
    fn spreadsheets_see_text() {
        let rows =
            [("=cmd|'/c calc'", true), ("+1", true), ("-x", true), ("@SUM", true), ("a=b", false)];
        for (text, quoted) in rows {
            assert_eq!(cell(text).starts_with('\''), quoted, "{text}");
        }
    }

    #[test]
    fn only_the_web_is_linked() {
        let rows = [
            ("https://a.example/x?y=1", true),
            ("HTTP://a.example", true),
            ("javascript:alert(1)", false),
            ("javascript://%0aalert(1)", false),
            ("data:text/html,x", false),
            ("/etc/passwd", false),
            ("https://a\n.example", false),
        ];
        for (url, linked) in rows {
            assert_eq!(web_address(url).is_some(), linked, "{url}");
        }
    }
}
