//! Tokens → how many of them are a word: the thresholds of verdicts are words.
//!
//! In scripts without spaces, and where characters are what is compared, a token is a letter or an ideograph, and five in a
//! row, a word, would be a sentence.

use crate::token::Tokens;

/// How many tokens are looked at.
const SAMPLE: usize = 400;
/// Letters in a word.
const LETTERS: u8 = 5;
/// Ideographs and kana in a word.
const IDEOGRAPHS: u8 = 2;

/// Tokens in a word of a text.
pub fn grain(text: &str, tokens: &Tokens) -> u8 {
    if text.len() > 4 * tokens.len() && text.is_ascii() {
        return 1;
    }
    let (mut letters, mut ideographs) = (0, 0);
    let sample = tokens.len().min(SAMPLE);
    for token in 0..sample {
        let mut chars = tokens.span(token).of(text).chars();
        match (chars.next(), chars.next()) {
            // Thai, Lao, Burmese, Khmer, with their marks.
            (
                Some('\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'),
                _,
            ) => letters += 1,
            (Some('\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..), None) => {
                ideographs += 1
            }
            (Some(only), None) if only.is_alphabetic() => letters += 1,
            _ => {}
        }
    }
    match (2 * letters > sample, 2 * (letters + ideographs) > sample) {
        (true, _) => LETTERS,
        (_, true) => IDEOGRAPHS,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Unit, tokenize};

    #[test]
    fn words_letters_and_ideographs_are_told_apart() {
        for (text, unit, want) in [
            ("The ferry left the port at noon.", Unit::Words, 1),
            ("The ferry left the port at noon.", Unit::Characters, LETTERS),
            ("1 2 3 4 5 6 7", Unit::Words, 1),
            ("เรือออกจากท่าเรือตอนเที่ยง", Unit::Words, LETTERS),
            ("ที่นี่มีเรือที่ดีที่สุด", Unit::Words, LETTERS),
            ("សាលារៀន", Unit::Words, LETTERS),
            ("渡轮中午离开港口", Unit::Words, IDEOGRAPHS),
            ("フェリーは正午に港を出た", Unit::Characters, IDEOGRAPHS),
            ("배가 항구를 떠났다", Unit::Words, 1),
            ("", Unit::Words, 1),
        ] {
            assert_eq!(grain(text, &tokenize(text, unit)), want, "{text}");
        }
    }
}
