//! The spellings of a word → one form: NFKC, case, apostrophes, the code points of Arabic script,
//! vowel points.
//!
//! In: a word as it is written. Out: what all its spellings share. Merges spellings only: whatever
//! tells two words apart stays. Folding twice changes nothing.

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizerBorrowed;
use xxhash_rust::xxh3::xxh3_64;

/// Terms of words outside ASCII.
pub(super) struct Folding {
    normalizer: ComposingNormalizerBorrowed<'static>,
    mapper: icu_casemap::CaseMapperBorrowed<'static>,
}

impl Folding {
    pub(super) fn new() -> Folding {
        Folding { normalizer: ComposingNormalizerBorrowed::new_nfkc(), mapper: CaseMapper::new() }
    }

    pub(super) fn term(&mut self, word: &str) -> u64 {
        xxh3_64(without_possessive(self.fold(word).as_bytes()))
    }

    pub(super) fn fold(&self, word: &str) -> String {
        let composed = self.normalizer.normalize(word);
        let folded = self.mapper.fold_string(&composed);
        folded.chars().filter_map(letter).collect()
    }
}

/// A folded letter as terms have it; nothing for what only helps to read or to set a word.
///
/// Arabic script has one letter under several code points: keyboards of Arabic, Persian and Urdu
/// differ in yeh, kaf, heh and digits. Tatweel stretches a word, zero-width joiners shape it, and
/// harakat and niqqud are written or left out as the writer likes. Urdu's two-eyed heh (U+06BE)
/// and letters with hamza spell other words and stay.
fn letter(c: char) -> Option<char> {
    Some(match c {
        '‘' | '’' | 'ʼ' | '‛' | '′' | '＇' | '׳' => '\'',
        '״' | '“' | '”' => '"',
        '\u{ad}' | '\u{200c}' | '\u{200d}' => return None,
        // Niqqud and cantillation.
        '\u{591}'..='\u{5bd}'
        | '\u{5bf}'
        | '\u{5c1}'
        | '\u{5c2}'
        | '\u{5c4}'
        | '\u{5c5}'
        | '\u{5c7}' => return None,
        // Signs, tatweel, harakat, superscript alef, Koranic marks.
        '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => return None,
        '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}'
        | '\u{6e7}'
        | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' => return None,
        '\u{649}' | '\u{64a}' => '\u{6cc}',             // yeh
        '\u{643}' => '\u{6a9}',                         // kaf
        '\u{647}' | '\u{6c0}' | '\u{6c2}' => '\u{6c1}', // heh
        '\u{6c3}' => '\u{629}',                         // teh marbuta
        '\u{660}'..='\u{669}' => (b'0' + (c as u32 - 0x660) as u8) as char,
        '\u{6f0}'..='\u{6f9}' => (b'0' + (c as u32 - 0x6f0) as u8) as char,
        other => other,
    })
}

/// The folded form of a word: what two spellings must share to be the same term.
pub fn fold(word: &str) -> String {
    let mut folded = match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => Folding::new().fold(word),
    };
    folded.truncate(without_possessive(folded.as_bytes()).len());
    folded
}

/// The lower-case word without its possessive ending.
pub(super) fn without_possessive(lower: &[u8]) -> &[u8] {
    match lower {
        [rest @ .., b'\'', b's'] if !rest.is_empty() => rest,
        _ => lower,
    }
}
