//! Speech in single marks that fills a paragraph: apostrophes and marks inside of marks hide its end.

use crate::span::Span;

/// The paragraphs that are speech in single marks from their first or from a colon on: they end with such a
/// mark, or the next one opens with it too, as typography has it for speech that goes on.
pub(super) fn find(text: &str, paragraphs: &[Span], found: &mut Vec<Span>) {
    let opens = |at: usize| paragraphs.get(at).is_some_and(|next| front(next.of(text)).is_some());
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let inside = paragraph.of(text);
        if !inside.contains(['\'', '‘']) {
            continue;
        }
        let colon = || {
            let from = inside.find(": ")? + 2;
            front(&inside[from..]).map(|mark| from + mark)
        };
        let whole = closes(inside) || opens(at + 1);
        if let Some(start) = front(inside).or_else(colon).filter(|_| whole) {
            found.push(Span::new(paragraph.start + start, paragraph.end));
        }
    }
}

/// The bytes of the single mark that opens a text, if a letter and no clipped word follows it.
fn front(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| matches!(c, '\'' | '‘'))?;
    let rest = &text[mark.len_utf8()..];
    // A capital opens a sentence; "'tis" and "'90s" are clipped words.
    rest.starts_with(char::is_uppercase).then_some(mark.len_utf8())
}

/// Whether a text ends with a single mark after the end of a sentence.
fn closes(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ',']);
    let Some(before) = bare.strip_suffix(['\'', '’']) else { return false };
    before.ends_with(['.', '!', '?', '…', ',']) || bare.len() < text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_speech_are_found_whole() {
        for (text, want) in [
            (
                "‘She said ‘it is just a ship’. Then she left.’",
                "She said ‘it is just a ship’. Then she left.’",
            ),
            ("She wrote: 'It was 'just' a ship. We left.'", "It was 'just' a ship. We left.'"),
            ("'90s ships are the sailors'", ""),
            ("'Harbour' is a word", ""),
            ("The captain's ship", ""),
        ] {
            let mut found = Vec::new();
            find(text, &[Span::new(0, text.len())], &mut found);
            assert_eq!(found.first().map_or("", |span| span.of(text)), want, "{text}");
        }
        let text = "‘Ships come\n‘And go";
        let mut found = Vec::new();
        let second = text.find('\n').unwrap() + 1;
        find(text, &[Span::new(0, second - 1), Span::new(second, text.len())], &mut found);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].of(text), "Ships come");
    }
}
