//! Names, told by their capitals.
//!
//! A word is part of a name if it has a capital where no sentence begins, or where one begins, too, if it
//! has a capital elsewhere in the text; and so is a short word between two names ("Bank of the North"), and the
//! English title before one ("former policy adviser").
//! Scripts without capitals have no names, and neither has German, which gives capitals to all nouns, nor
//! a text that is mostly capitals.

use super::{Lazy, Mark};
use crate::token::Tokens;
use crate::tongue::Tongue;
use rustc_hash::FxHashSet;

/// Longest word that joins two names, in letters.
const JOINER: usize = 3;
/// So many joiners can stand between two names.
const JOINERS: usize = 2;
/// A text of which more is capital than this share, of ten, is set in capitals.
const CAPITALS: usize = 7;
/// German gives more than one word in so many a capital; fewer need no look at the language.
const NOUNS: usize = 5;
/// Longest word that ends with the full stop of an abbreviation, in letters.
const ABBREVIATION: usize = 4;

/// What people are called before their names, in English: offices, ranks, and what tells them apart.
const TITLES: &[&str] = &[
    "president",
    "secretary",
    "minister",
    "premier",
    "chancellor",
    "governor",
    "mayor",
    "senator",
    "adviser",
    "advisor",
    "chairman",
    "chairwoman",
    "chair",
    "director",
    "leader",
    "speaker",
    "spokesman",
    "spokeswoman",
    "ambassador",
    "attorney",
    "prosecutor",
    "judge",
    "justice",
    "counsel",
    "commissioner",
    "commander",
    "chief",
    "officer",
    "official",
    "manager",
    "strategist",
    "aide",
    "lawyer",
    "nominee",
    "candidate",
    "representative",
    "general",
    "coordinator",
    "head",
    "former",
    "acting",
    "deputy",
    "vice",
    "prime",
    "foreign",
    "national",
    "security",
    "policy",
    "campaign",
    "presidential",
    "special",
    "press",
    "executive",
    "state",
    "staff",
];
/// Longest title, in words.
const TITLE: usize = 6;

/// Marks the tokens that are parts of names.
pub(super) fn find(text: &str, tongue: &Lazy, tokens: &Tokens, marks: &mut [Mark]) {
    let capital: Vec<bool> =
        (0..tokens.len()).map(|at| is_capital(tokens.span(at).of(text))).collect();
    let capitals = capital.iter().filter(|&&capital| capital).count();
    if 10 * capitals > CAPITALS * tokens.len()
        || NOUNS * capitals > tokens.len() && **tongue == Some(Tongue::German)
    {
        return;
    }
    let mut known = FxHashSet::default();
    let mut opening = Vec::new();
    for at in (0..tokens.len()).filter(|&at| capital[at]) {
        match opens(text, tokens, &capital, at) {
            true => opening.push(at),
            false => {
                marks[at].set(Mark::NAME);
                known.insert(tokens.terms[at]);
            }
        }
    }
    for at in opening.into_iter().filter(|&at| known.contains(&tokens.terms[at])) {
        marks[at].set(Mark::NAME);
    }
    join(text, tokens, marks);
    title(text, tokens, marks);
}

/// Makes the titles before a name parts of it: "former foreign policy adviser Ada Byte".
fn title(text: &str, tokens: &Tokens, marks: &mut [Mark]) {
    for at in 1..marks.len() {
        if !marks[at].is(Mark::NAME) {
            continue;
        }
        let first = (at.saturating_sub(TITLE)..at).rev().take_while(|&word| {
            let gap = &text[tokens.ends[word] as usize..tokens.starts[word + 1] as usize];
            (gap == " " || gap == "-") && TITLES.contains(&tokens.span(word).of(text))
        });
        if let Some(first) = first.last() {
            marks[first..at].iter_mut().for_each(|mark| mark.set(Mark::NAME));
        }
    }
}

/// Whether a word begins with a capital, and is more than one letter or figure.
fn is_capital(word: &str) -> bool {
    word.len() > 1 && word.starts_with(char::is_uppercase)
}

/// Whether a sentence, a line or a quotation begins with a token.
fn opens(text: &str, tokens: &Tokens, capital: &[bool], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let gap = &text[tokens.ends[before] as usize..tokens.starts[at] as usize];
    let short = tokens.span(before).len() <= ABBREVIATION;
    if gap == ". " && capital[before] && short {
        return false;
    }
    gap.contains(['.', '!', '?', ':', '\n', '"', '“', '”', '„', '«', '»', '•', '|', '…'])
}

/// Makes short words between two names parts of the name.
fn join(text: &str, tokens: &Tokens, marks: &mut [Mark]) {
    let mut last: Option<usize> = None;
    for at in 0..marks.len() {
        if !marks[at].is(Mark::NAME) {
            continue;
        }
        if let Some(last) = last.filter(|last| (2..=JOINERS + 1).contains(&(at - last))) {
            let short = |word: usize| tokens.span(word).of(text).chars().count() <= JOINER;
            let gaps =
                (last..at).map(|word| tokens.ends[word] as usize..tokens.starts[word + 1] as usize);
            if (last + 1..at).all(short) && gaps.into_iter().all(|gap| &text[gap] == " ") {
                marks[last + 1..at].iter_mut().for_each(|mark| mark.set(Mark::NAME));
            }
        }
        last = Some(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Unit, tokenize};

    fn of(text: &str) -> String {
        let tokens = tokenize(text, Unit::Words);
        let mut marks = vec![Mark::default(); tokens.len()];
        find(text, &Lazy::new(Box::new(|| Tongue::of(text))), &tokens, &mut marks);
        let name = |at: &usize| marks[*at].is(Mark::NAME);
        let words: Vec<&str> =
            (0..tokens.len()).filter(name).map(|at| tokens.span(at).of(text)).collect();
        words.join(" ")
    }

    #[test]
    fn names_are_capitals_inside_of_sentences_and_what_joins_them() {
        for (text, want) in [
            ("The ferry left Port Byte.", "Port Byte"),
            ("She leads the Bank of the North in Exampleton.", "Bank of the North in Exampleton"),
            ("Byte spoke. Then Ada Byte left the quay.", "Byte Ada Byte"),
            ("She saw Sen. Ada Byte at the quay.", "Sen Ada Byte"),
            ("Then former policy adviser Ada Byte left.", "former policy adviser Ada Byte"),
            ("The minister told Ada Byte.", "Ada Byte"),
            ("It rained. Nobody came.", ""),
            ("I saw a ship.", ""),
            ("THE FERRY LEFT THE PORT", ""),
            ("السفينة غادرت", ""),
            ("", ""),
        ] {
            assert_eq!(of(text), want, "{text}");
        }
    }
}
