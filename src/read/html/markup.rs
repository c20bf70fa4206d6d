//! What can be told about markup without parsing it: its charset, how large a tree it makes, its
//! bare text.

use super::super::head;

/// Where a `<meta>` that states the charset is looked for, in bytes; the standard says 1024.
const PRESCAN: usize = 4096;

/// The charset label a page states in a `<meta>` or an XML declaration near its beginning.
pub(in super::super) fn charset(bytes: &[u8]) -> Option<String> {
    let start = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let start = String::from_utf8_lossy(&start);
    start.match_indices('<').find_map(|(at, _)| {
        let tag = &start[at..];
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        let name = if tag.starts_with("<meta") { "charset" } else { "encoding" };
        if !tag.starts_with("<meta") && !tag.starts_with("<?xml") {
            return None;
        }
        let value = tag[tag.find(name)? + name.len()..].trim_start().strip_prefix('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
        Some(value[..end.unwrap_or(value.len())].to_owned()).filter(|label| !label.is_empty())
    })
}

/// Elements that never have content, or close by themselves when their like opens.
const FLAT: [&str; 26] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option",
    "body",
];

/// Elements that a parser opens again in every block after the one they were left open in.
const REOPENED: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements inside of which an end tag of another kind finds nothing to close.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "main",
    "menu",
    "nav",
    "object",
    "ol",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "ul",
];

/// How far up an end tag is looked for what it closes.
const REACH: usize = 64;
/// Attributes of a tag are compared each with each: so many comparisons take as long as an element.
const COMPARED: usize = 64;

/// How large a page is once parsed, estimated from above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// Elements open at once, at most.
    pub(super) depth: usize,
    /// Elements in all, those counted that the parser adds.
    pub(super) elements: usize,
}

/// Estimates the tree a page makes, in one pass.
pub(super) fn size(markup: &str) -> Size {
    let (mut open, mut reopened, mut size) = (Vec::new(), 0usize, Size::default());
    // Inside of pictures and formulae a tag can close itself; in HTML the slash says nothing.
    let mut foreign = false;
    pieces(markup, |piece| {
        let Piece::Tag { name, end, attributes } = piece else { return };
        let is = |list: &[&str]| list.iter().any(|tag| name.eq_ignore_ascii_case(tag));
        let flat = is(&FLAT);
        let picture = is(&["svg", "math"]);
        if end != End::No {
            if flat || end == End::Slash && !foreign && !picture {
                return;
            }
            if close(&mut open, name, is(&REOPENED), is(&BLOCKS)) {
                reopened = reopened.saturating_sub(usize::from(is(&REOPENED)));
                foreign &= !picture;
            }
            return;
        }
        foreign = picture || foreign && !is(&BLOCKS) && !is(&REOPENED) && !flat && name != "span";
        if !flat {
            open.push(name);
        }
        size.depth = size.depth.max(open.len());
        let compared = attributes.saturating_mul(attributes) / COMPARED;
        size.elements = size.elements.saturating_add(compared);
        match is(&REOPENED) {
            true => reopened += 1,
            false => size.elements = size.elements.saturating_add(reopened),
        }
        size.elements = size.elements.saturating_add(1);
    });
    size
}

/// Closes what an end tag closes; whether there is such an element.
fn close(open: &mut Vec<&str>, name: &str, formats: bool, block: bool) -> bool {
    for at in (open.len().saturating_sub(REACH)..open.len()).rev() {
        if open[at].eq_ignore_ascii_case(name) {
            match formats {
                // What was opened inside of it stays open.
                true => drop(open.remove(at)),
                false => open.truncate(at),
            }
            return true;
        }
        if !formats && !block && BLOCKS.iter().any(|tag| open[at].eq_ignore_ascii_case(tag)) {
            return false;
        }
    }
    false
}

/// The text between the tags, with an empty line where a block begins or ends.
pub(super) fn stripped(markup: &str) -> String {
    const INLINE: [&str; 12] =
        ["a", "b", "i", "u", "em", "strong", "span", "font", "small", "sub", "sup", "q"];
    let mut text = String::new();
    pieces(markup, |piece| match piece {
        Piece::Text(piece) => unescape(piece, &mut text),
        Piece::Tag { name, .. } if name.eq_ignore_ascii_case("br") => text.push('\n'),
        Piece::Tag { name, .. } if INLINE.iter().any(|tag| name.eq_ignore_ascii_case(tag)) => {}
        Piece::Tag { .. } => text.push_str("\n\n"),
    });
    text
}

enum Piece<'a> {
    Text(&'a str),
    Tag { name: &'a str, end: End, attributes: usize },
}

/// How a tag ends an element, if it does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    No,
    /// `</name>`, or the end of a script.
    Tag,
    /// `<name/>`: said once as beginning, once as end.
    Slash,
}

/// Calls `take` with each tag and each text outside of scripts, styles and comments, in one pass.
fn pieces<'a>(markup: &'a str, mut take: impl FnMut(Piece<'a>)) {
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        if at > 0 {
            take(Piece::Text(&rest[..at]));
        }
        rest = &rest[at..];
        if rest.starts_with("<!--") {
            let bytes = rest.as_bytes();
            let ends =
                |end: &usize| [&b"--"[..], b"--!"].iter().any(|x| bytes[2..*end].ends_with(x));
            let end = memchr::memchr_iter(b'>', bytes).find(ends);
            rest = end.map_or("", |end| &rest[end + 1..]);
            continue;
        }
        let closing = rest.starts_with("</");
        let start = if closing { 2 } else { 1 };
        let name = &rest[start..];
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if name.is_empty() && !rest[start..].starts_with(['!', '?', '/']) {
            take(Piece::Text("<"));
            rest = &rest[1..];
            continue;
        }
        let Some(end) = rest.find('>') else { return };
        let own = rest[..end].ends_with('/');
        let attributes = rest[..end].bytes().filter(|&byte| byte == b'=').count();
        rest = &rest[end + 1..];
        if name.is_empty() {
            continue;
        }
        let begins = if closing { End::Tag } else { End::No };
        take(Piece::Tag { name, end: begins, attributes });
        if own && !closing {
            take(Piece::Tag { name, end: End::Slash, attributes: 0 });
        } else if !closing
            && ["script", "style", "noscript", "template"]
                .iter()
                .any(|n| name.eq_ignore_ascii_case(n))
        {
            rest = after_raw(rest, name);
            take(Piece::Tag { name, end: End::Tag, attributes: 0 });
        }
    }
    if !rest.is_empty() {
        take(Piece::Text(rest));
    }
}

/// What follows the closing tag of an element whose content is no markup.
fn after_raw<'a>(rest: &'a str, name: &str) -> &'a str {
    for (at, _) in rest.match_indices("</") {
        let end = at + 2 + name.len();
        if rest.get(at + 2..end).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest[end..].find('>').map_or("", |close| &rest[end + close + 1..]);
        }
    }
    ""
}

/// Appends `piece` with its commonest entities resolved.
fn unescape(piece: &str, text: &mut String) {
    let mut rest = piece;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let near = head(&rest[1..], 11);
        let name = near.split_once(';').map(|(name, _)| name);
        let read = name.and_then(|name| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some(' '),
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?).filter(|c| *c != '\0')
            }
        });
        match (read, name) {
            (Some(c), Some(name)) => {
                text.push(c);
                rest = &rest[name.len() + 2..];
            }
            _ => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_charset_is_found_where_it_is_stated() {
        let rows: [(&[u8], Option<&str>); 7] = [
            (b"<meta charset=utf-8>", Some("utf-8")),
            (b"<META http-equiv=x content='text/html; charset = KOI8-R'>", Some("koi8-r")),
            (b"<?xml version='1.0' encoding='windows-1250'?>", Some("windows-1250")),
            (b"<p>charset=utf-8</p>", None),
            (b"<meta name=charset>", None),
            (b"<meta charset=", None),
            (b"\xFF<meta charset=\"\xFF\">", None),
        ];
        for (page, want) in rows {
            assert_eq!(charset(page).as_deref(), want, "{page:?}");
        }
    }

    #[test]
    fn elements_left_open_count_again_in_every_block() {
        let rows = [("<p>a<p>b", 0, 2), ("<p><b><i>a<p>b<p>c", 2, 9), ("<p><b>a</b><p>b", 1, 3)];
        for (markup, depth, elements) in rows {
            assert_eq!(size(markup), Size { depth, elements }, "{markup}");
        }
    }

    #[test]
    fn markup_is_measured_and_stripped() {
        let rows = [
            ("<div><p>a<p>b<br>c</div>", 1, "\n\n\n\na\n\nb\nc\n\n"),
            ("a &amp; b &#x41;&#66; &; &bogus; <b>c</b>d", 1, "a & b AB &; &bogus; cd"),
            ("x<script>if (a</b) '<i>'</SCRIPT>y<!-- <i> -->z", 1, "x\n\n\n\nyz"),
            ("1 < 2 <svg/><svg/>", 1, "1 < 2 \n\n\n\n\n\n\n\n"),
            ("<", 0, "<"),
            ("<div", 0, ""),
            ("<div/><div/><div/>", 3, "\n\n".repeat(6).leak()),
            ("<svg><path/><path/></svg><svg><g/></svg>", 2, "\n\n".repeat(10).leak()),
            ("<svg><div/><div/>", 3, "\n\n".repeat(5).leak()),
            ("<div></b><div></i>", 2, "\n\n\n\n"),
            ("<b><div></b><b><div></b>", 3, "\n\n\n\n"),
            ("<!-- --!><div><span></div>", 2, "\n\n\n\n"),
            ("<!--> a <!-- > -- > --> b <!-- c", 0, " a  b "),
        ];
        for (markup, deep, text) in rows {
            assert_eq!((size(markup).depth, stripped(markup).as_str()), (deep, text), "{markup}");
        }
    }
}
