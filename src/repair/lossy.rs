//! Restores punctuation of which only an `â` is left.
//!
//! Curly quotes and dashes are E2 80 xx in UTF-8. Read as Latin-1, the last two bytes are C1
//! controls, and many programs drop those: `Irelandâs`, `âfineâ`, `so â" he said`. The sign is gone,
//! so it is restored by its context, and only in a text that shows this damage beyond doubt: an
//! `â` where no language has one must stand in it at least twice, and clearly more often than a
//! true `â` inside a word, which stays (`Château`; it lived elsewhere when the damage was done).

/// What one `â` looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// A letter inside a word, as in `château`: not damaged.
    Letter,
    /// At a word's edge, where a few languages have it.
    Edge,
    /// Where no language has it.
    Impossible,
}

/// The text with its signs restored and their number, or nothing where the evidence is too thin.
pub(super) fn restore(text: &str) -> Option<(String, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let mut places: Vec<usize> = (0..chars.len()).filter(|&i| chars[i] == 'â').collect();
    let count = |wanted: Role| places.iter().filter(|&&i| role(&chars, i) == wanted).count();
    if count(Role::Impossible) < 2 || count(Role::Impossible) <= 2 * count(Role::Letter) {
        return None;
    }
    places.retain(|&i| role(&chars, i) != Role::Letter);
    let mut restored = String::with_capacity(text.len());
    let (mut at, mut open) = (0, false);
    for (n, &i) in places.iter().enumerate() {
        restored.extend(&chars[at..i]);
        if chars[at..i].contains(&'\n') {
            open = false;
        }
        let (sign, length) = sign(&chars, i, open, places.get(n + 1).copied());
        open = match sign {
            '“' => true,
            '”' => false,
            _ => open,
        };
        restored.push(sign);
        at = i + length;
    }
    restored.extend(&chars[at..]);
    Some((restored, places.len()))
}

fn role(chars: &[char], i: usize) -> Role {
    let before = i.checked_sub(1).map(|b| chars[b]);
    let after = chars.get(i + 1).copied();
    let word = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    match (before, after) {
        _ if tail(chars, i).is_some() && !(word(before) && after == Some('"')) => Role::Impossible,
        (_, Some(c)) if c.is_uppercase() => Role::Impossible,
        (Some('.' | ',' | '!' | '?'), _) => Role::Impossible,
        (Some(b), Some(_)) if b.is_alphabetic() && word(after) => {
            if is_apostrophe(chars, i) {
                Role::Impossible
            } else {
                Role::Letter
            }
        }
        _ => Role::Edge,
    }
}

/// The sign where a visible byte of it is left, with its length: `â"` `â¦` `â¢` `â¬`.
fn tail(chars: &[char], i: usize) -> Option<(char, usize)> {
    match chars.get(i + 1)? {
        '"' => Some(('–', 2)),
        '¦' => Some(('…', 2)),
        '¢' => Some(('•', 2)),
        '¬' => Some(('€', 2)),
        _ => None,
    }
}

/// English endings that follow an apostrophe, with the words before it where only some take it.
const ENDINGS: [(&str, &[&str]); 7] = [
    ("s", &[]),
    ("t", &["n"]),
    ("m", &["i"]),
    ("re", &["we", "you", "they"]),
    ("ve", &["i", "we", "you", "they", "would", "could", "should", "might", "must", "who"]),
    ("ll", &["i", "we", "you", "he", "she", "it", "they", "that", "there", "who"]),
    ("d", &["i", "we", "you", "he", "she", "it", "they", "that", "there", "who"]),
];

/// French and Italian words that lose their vowel before another.
const ELIDED: [&str; 25] = [
    "l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "presqu",
    "aujourd", "un", "dell", "all", "dall", "nell", "sull", "quest", "quell", "dov", "com",
];

/// Whether the `â` between two letters stands for an apostrophe: `Irelandâs`, `donât`, `lâhomme`.
fn is_apostrophe(chars: &[char], i: usize) -> bool {
    let stem = word_before(chars, i);
    let ending: String = chars[i + 1..].iter().take_while(|c| c.is_alphabetic()).take(4).collect();
    let english = ENDINGS.iter().any(|(suffix, stems)| {
        ending == *suffix
            && match *suffix {
                "s" => stem.chars().count() > 1,
                "t" => stem.ends_with('n'),
                _ => stems.contains(&stem.as_str()),
            }
    });
    let vowel = ending.chars().next().is_some_and(|c| "aeiouhàéèêù".contains(c));
    english || (vowel && ending.chars().count() > 2 && ELIDED.contains(&stem.as_str()))
}

fn word_before(chars: &[char], i: usize) -> String {
    let start = (0..i).rev().take(12).take_while(|&b| chars[b].is_alphabetic()).last();
    chars[start.unwrap_or(i)..i].iter().flat_map(|c| c.to_lowercase()).collect()
}

/// The sign an `â` stands for and how many characters it takes up, by what is around it, whether a
/// quotation is open in this line, and where the next `â` stands.
fn sign(chars: &[char], i: usize, open: bool, next: Option<usize>) -> (char, usize) {
    if let Some((sign, length)) = tail(chars, i) {
        let glued = i > 0 && chars[i - 1].is_alphanumeric();
        let glued = glued && chars.get(i + 2).is_some_and(|c| c.is_alphanumeric());
        return if sign == '–' && glued { ('—', length) } else { (sign, length) };
    }
    let before = i.checked_sub(1).map_or(' ', |b| chars[b]);
    let after = chars.get(i + 1).copied().unwrap_or(' ');
    let opens = before.is_whitespace() || matches!(before, '(' | '[' | '-' | '–' | '—' | '/' | '"');
    let decade = after.is_ascii_digit()
        && chars.get(i + 2).is_some_and(|c| c.is_ascii_digit())
        && chars.get(i + 3) == Some(&'s');
    let sign = if before.is_alphanumeric() && after.is_alphanumeric() || opens && decade {
        '’'
    } else if opens && !after.is_whitespace() {
        '“'
    } else if (before == 's' && !(open && closes_here(chars, next)))
        || (before.is_alphanumeric() && !open)
    {
        '’'
    } else {
        '”'
    };
    (sign, 1)
}

/// Whether a quotation open at this `â` has to end here, because the next one does not end it.
fn closes_here(chars: &[char], next: Option<usize>) -> bool {
    let Some(next) = next else { return true };
    let before = next.checked_sub(1).map_or(' ', |b| chars[b]);
    let after = chars.get(next + 1).copied().unwrap_or(' ');
    before.is_whitespace() || (before.is_alphanumeric() && after.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::restore;

    #[test]
    fn signs_come_back_by_their_context() {
        let rows = [
            (
                "Oslo âharbourâ fell, Karinâs boat.â He donât sail",
                "Oslo “harbour” fell, Karin’s boat.” He don’t sail",
            ),
            (
                "the crewsâ boats and Anna Leeâs and Borisâs",
                "the crews’ boats and Anna Lee’s and Boris’s",
            ),
            ("âThe two shipsâ owners agree,â he said", "“The two ships’ owners agree,” he said"),
            ("a port â\" it said â\" a quay", "a port – it said – a quay"),
            ("so beganâ¦ the â90s and Katâs â¬5", "so began… the ’90s and Kat’s €5"),
            ("lâarmateur dit quâaucun navire", "l’armateur dit qu’aucun navire"),
        ];
        for (damaged, want) in rows {
            assert_eq!(restore(damaged).map(|(text, _)| text).as_deref(), Some(want));
        }
    }

    #[test]
    fn a_true_circumflex_is_left_alone() {
        let rows = [
            "Le château, la pâte et l'âge du bâtiment",
            "Când a plâns, râs și atât",
            "âmbito ânimo âncora",
            "Mae tŷ â drws",
            "lâu đâu câu tâm âm",
            "Karinâs boat near the château, Olaâs too",
            "Kiâs",
        ];
        for text in rows {
            assert_eq!(restore(text), None, "{text}");
        }
    }
}
