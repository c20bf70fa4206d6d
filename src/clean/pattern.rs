//! The small pattern language of the rule tables, and the folding of a line it is matched against.
//!
//! A pattern is lower-case text that must cover the whole line, save for bullets before it and
//! punctuation after it. `*` stands for anything, `#` for a number, `^` asserts that a capital (or
//! a letter of a script without case) follows, `~` stands for a run of names: capitalised words,
//! initials, commas and the small words that join them.

/// One piece of a compiled pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// These characters, compared in lower case.
    Literal(Vec<char>),
    /// Anything, nothing included.
    Any,
    /// A number with its separators.
    Number,
    /// Nothing, before a capital.
    Capital,
    /// Names.
    Names,
}

/// A compiled pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece>);

/// Words that join names in a byline, in several languages.
const JOINERS: &[&str] = &[
    "and",
    "for",
    "of",
    "the",
    "in",
    "at",
    "with",
    "to",
    "de",
    "la",
    "le",
    "du",
    "des",
    "et",
    "avec",
    "y",
    "e",
    "del",
    "da",
    "dos",
    "van",
    "von",
    "der",
    "den",
    "und",
    "mit",
    "zu",
    "bin",
    "al",
    "el",
    "ben",
    "staff",
    "writer",
    "writers",
    "reporter",
    "correspondent",
    "editor",
    "и",
    "в",
];

impl Pattern {
    /// Compiles a pattern.
    pub(super) fn of(pattern: &str) -> Pattern {
        let mut pieces = Vec::new();
        for c in pattern.chars() {
            let piece = match c {
                '*' => Piece::Any,
                '#' => Piece::Number,
                '^' => Piece::Capital,
                '~' => Piece::Names,
                c => {
                    match pieces.last_mut() {
                        Some(Piece::Literal(literal)) => literal.push(c),
                        _ => pieces.push(Piece::Literal(vec![c])),
                    }
                    continue;
                }
            };
            pieces.push(piece);
        }
        Pattern(pieces)
    }

    /// The word or the two words every matching line begins with, where the pattern fixes them; a
    /// number counts as the word `#`. These two must be whole words: `in th*` finds no "in the".
    pub(super) fn first_words(&self) -> Option<String> {
        let mut front = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Literal(literal) => front.extend(literal),
                Piece::Number => front.push('#'),
                Piece::Capital => {}
                Piece::Any | Piece::Names => break,
            }
        }
        front.contains(|c: char| c.is_alphanumeric() || c == '#').then_some(front)
    }

    /// The longest text every matching line contains.
    pub(super) fn anchor(&self) -> String {
        let longest = self.0.iter().filter_map(|piece| match piece {
            Piece::Literal(literal) => Some(literal),
            _ => None,
        });
        longest.max_by_key(|literal| literal.len()).map(|l| l.iter().collect()).unwrap_or_default()
    }

    /// Whether the folded line matches. Linear in the line for each `*` but the last.
    pub(super) fn matches(&self, line: &[char]) -> bool {
        let pieces = &self.0;
        let (mut piece, mut at) = (0, 0);
        let mut retry: Option<(usize, usize)> = None;
        loop {
            let step = match pieces.get(piece) {
                None => {
                    if line[at..].iter().all(|c| !c.is_alphanumeric()) {
                        return true;
                    }
                    None
                }
                Some(Piece::Any) if piece + 1 == pieces.len() => return true,
                Some(Piece::Any) => {
                    retry = Some((piece + 1, at));
                    Some(0)
                }
                Some(other) => take(other, &line[at..]),
            };
            match (step, retry) {
                (Some(length), _) => {
                    piece += 1;
                    at += length;
                }
                (None, Some((again, from))) if from < line.len() => {
                    let next = from + 1 + skip(&pieces[again..], &line[from + 1..]);
                    retry = Some((again, next));
                    (piece, at) = (again, next);
                }
                (None, _) => return false,
            }
        }
    }
}

/// How many characters of `line` go by before the first of these pieces can fit.
fn skip(pieces: &[Piece], line: &[char]) -> usize {
    let Some(Piece::Literal(literal)) = pieces.first() else { return 0 };
    line.iter().position(|c| lower(*c) == literal[0]).unwrap_or(line.len())
}

/// How many characters at the start of `line` the piece takes, if it fits there.
fn take(piece: &Piece, line: &[char]) -> Option<usize> {
    match piece {
        Piece::Literal(literal) => {
            let fits = line.len() >= literal.len()
                && literal.iter().zip(line).all(|(want, have)| *want == lower(*have));
            fits.then_some(literal.len())
        }
        Piece::Any => Some(0),
        Piece::Number => {
            let digits =
                line.iter().take_while(|c| c.is_numeric() || matches!(c, ',' | '.')).count();
            line.first().is_some_and(|c| c.is_numeric()).then_some(digits)
        }
        Piece::Capital => {
            line.first().filter(|c| c.is_alphabetic() && !c.is_lowercase()).map(|_| 0)
        }
        Piece::Names => take_names(line),
    }
}

/// The run of names at the start: at least one capitalised word, at most 24 words.
pub(super) fn take_names(line: &[char]) -> Option<usize> {
    let (mut at, mut names) = (0, 0);
    for _ in 0..24 {
        let skip = line[at..].iter().take_while(|c| !c.is_alphanumeric() && **c != '|').count();
        let start = at + skip;
        let length = line[start..]
            .iter()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '\'' | '-' | '.' | '@' | '_'))
            .count();
        if length == 0 {
            break;
        }
        let word: String = line[start..start + length].iter().collect();
        let joins = JOINERS.contains(&word.trim_end_matches('.'));
        if !joins && !line[start].is_uppercase() {
            break;
        }
        names += usize::from(!joins);
        at = start + length;
    }
    (names > 0).then_some(at)
}

/// Whether a character can stand in a number.
fn is_figure(c: char) -> bool {
    c.is_numeric() || matches!(c, ',' | '.')
}

/// Simple lower case of one character.
fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Fills `line` with the characters of `text` as patterns see them: bullets and space before the
/// text dropped, space collapsed, quotation marks and apostrophes straight. Case is kept for `^`.
pub(super) fn fold_into(text: &str, line: &mut Vec<char>) {
    line.clear();
    let bullets = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '•' | '·'
                    | '●'
                    | '▪'
                    | '*'
                    | '|'
                    | '>'
                    | '+'
                    | '-'
                    | '–'
                    | '—'
                    | '»'
                    | '►'
                    | '▶'
                    | '\u{200e}'
                    | '\u{200f}'
                    | '\u{feff}'
            )
    };
    let text = text.trim_start_matches(bullets);
    line.reserve(text.len());
    for c in text.chars() {
        if c.is_ascii_graphic() && c != '`' {
            line.push(c);
            continue;
        }
        let c = match c {
            '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || line.last() != Some(&' ') {
            line.push(c);
        }
    }
    while line.last() == Some(&' ') {
        line.pop();
    }
}

/// Hashes of the first word and of the first two words of a line or pattern in lower case, the
/// keys of the rule index; `None` where there is no such word near the front.
pub(super) fn front_hashes(text: &str) -> [Option<u64>; 2] {
    let (mut hash, mut found) = (0xcbf2_9ce4_8422_2325_u64, [None; 2]);
    let mut rest = text;
    for slot in &mut found {
        let near = rest.char_indices().take(16).find(|(_, c)| c.is_alphanumeric() || *c == '#');
        let Some((start, _)) = near else { break };
        rest = &rest[start..];
        let number = rest.starts_with(|c: char| c.is_numeric() || c == '#');
        let inside = |c: char| if number { is_figure(c) || c == '#' } else { c.is_alphanumeric() };
        let length = rest.find(|c: char| !inside(c)).unwrap_or(rest.len());
        let word = if number { "#" } else { &rest[..length] };
        for c in word.chars().take(32) {
            hash = (hash ^ u64::from(lower(c))).wrapping_mul(0x0100_0000_01b3);
        }
        hash = hash.wrapping_mul(0x0100_0000_01b3);
        *slot = Some(hash);
        rest = &rest[length..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_lines() {
        let rows = [
            ("share this *", "Share this story!", true),
            ("share", "SHARE", true),
            ("share", "Share prices fell", false),
            ("# comments", "1,204 Comments", true),
            ("# comments", "No comments", false),
            ("read ^*", "Read  Another headline", true),
            ("read ^*", "read on, and you will see", false),
            ("by ~", "By Ada Byte and Otto van Bit, Example News", true),
            ("by ~", "By the time he came", false),
            ("~|", "Ada Byte, Wire|", true),
            ("* is a * reporter for *", "Ada Byte is a staff reporter for The Example", true),
            ("follow * on twitter*", "• Follow us on Twitter and elsewhere", true),
            ("\"so*", "“So it goes", true),
        ];
        let mut line = Vec::new();
        for (pattern, text, want) in rows {
            fold_into(text, &mut line);
            assert_eq!(Pattern::of(pattern).matches(&line), want, "{pattern} on {text}");
        }
    }

    #[test]
    fn the_index_keys_are_words_the_pattern_fixes() {
        let rows = [
            ("share this *", Some("share this")),
            ("share *", Some("share")),
            ("# comments", Some("# comments")),
            ("read ^*", Some("read")),
            ("~ | *", None),
            ("*/wire", None),
        ];
        for (pattern, want) in rows {
            let got = Pattern::of(pattern).first_words().map(|words| front_hashes(&words));
            assert_eq!(got, want.map(front_hashes), "{pattern}");
        }
        assert_eq!(front_hashes("1,204 Comments")[1], front_hashes("# comments")[1]);
        assert_eq!(front_hashes("  • Share it")[0], front_hashes("share")[0]);
        assert_eq!(front_hashes("Share – this now")[1], front_hashes("share this")[1]);
    }
}
