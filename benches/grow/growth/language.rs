//! What is learned of a corpus: its words and which follow which, from which new sentences are made.
//!
//! A word is what white space separates, without the marks of quotes and brackets, a comma kept. The
//! next word is drawn from the words that follow the present one in the corpus (a bigram chain: every
//! occurrence weighs the same); where fewer than `FEW` are known, and now and then anyhow, it is
//! drawn from all of the corpus. So word frequencies are those of the corpus, while two sentences
//! share a long run by chance about as rarely as texts of two reporters do (README.md has figures).

use super::dice::Dice;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::borrow::Cow;
use std::io::{self, BufRead};
use xxhash_rust::xxh3::xxh3_64;

/// A word of the language.
pub(crate) type Word = u32;

/// The end of a sentence; no word.
const END: Word = 0;
/// Followers that must be known before the next word is drawn from them.
const FEW: usize = 12;
/// How often the next word follows no rule.
const LEAP: f64 = 0.15;
/// Fewest words of a sentence.
const SHORTEST: usize = 6;
/// Most words of a sentence.
const LONGEST: usize = 40;

/// The words of a corpus and what follows them.
pub(crate) struct Language {
    text: String,
    /// Where each word's spelling ends in `text`.
    ends: Vec<u32>,
    /// Where each word's followers begin in `followers`, and where the last ones end.
    from: Vec<u32>,
    followers: Vec<Word>,
    firsts: Vec<Word>,
    numbers: Vec<Word>,
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
}

impl Language {
    /// Learns from rows with a `text`, up to about `words` words; rows that are none are passed over.
    ///
    /// # Errors
    /// If reading fails, or the rows hold no sentence.
    pub(crate) fn learn(mut rows: impl BufRead, words: usize) -> io::Result<Language> {
        let mut reading = Reading::default();
        let mut line = Vec::new();
        while reading.chain.len() < words {
            line.clear();
            if rows.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            if let Ok(Row { text: Some(text) }) = serde_json::from_slice(&line) {
                reading.text(&text);
            }
        }
        if reading.chain.len() < 2 * SHORTEST {
            let problem =
                "holds no text to learn from: it needs JSON Lines with the field \"text\"";
            return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
        }
        Ok(reading.language())
    }

    /// How many different words it knows.
    pub(crate) fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// The spelling of a word.
    pub(crate) fn spelling(&self, word: Word) -> &str {
        let word = word as usize;
        let start = if word == 0 { 0 } else { self.ends[word - 1] };
        &self.text[start as usize..self.ends[word] as usize]
    }

    /// A new sentence of 6 to 40 words.
    pub(crate) fn sentence(&self, dice: &mut Dice) -> Vec<Word> {
        let mut words = Vec::with_capacity(24);
        let mut word = *dice.pick(&self.firsts);
        while words.len() < LONGEST {
            words.push(word);
            word = self.after(word, dice);
            if word == END && words.len() >= SHORTEST {
                break;
            }
            while word == END {
                word = self.any(dice);
            }
        }
        words
    }

    /// A word in place of `word`: a number for a number, lower case for lower case.
    pub(crate) fn replacement(&self, word: Word, dice: &mut Dice) -> Word {
        if is_number(self.spelling(word)) && self.numbers.len() > 1 {
            return *dice.pick(&self.numbers);
        }
        let is_lower = |word| self.spelling(word).starts_with(char::is_lowercase);
        for _ in 0..8 {
            let other = self.any(dice);
            if other != END && other != word && is_lower(other) == is_lower(word) {
                return other;
            }
        }
        word
    }

    /// Whether the word is a number.
    pub(crate) fn is_number(&self, word: Word) -> bool {
        is_number(self.spelling(word))
    }

    fn after(&self, word: Word, dice: &mut Dice) -> Word {
        let (from, to) = (self.from[word as usize], self.from[word as usize + 1]);
        let followers = &self.followers[from as usize..to as usize];
        if followers.len() < FEW || dice.chance(LEAP) {
            return self.any(dice);
        }
        *dice.pick(followers)
    }

    fn any(&self, dice: &mut Dice) -> Word {
        *dice.pick(&self.followers)
    }
}

fn is_number(spelling: &str) -> bool {
    spelling.bytes().all(|byte| byte.is_ascii_digit() || b",.".contains(&byte))
        && spelling.bytes().any(|byte| byte.is_ascii_digit())
}

/// A corpus as a chain of words, sentence after sentence.
struct Reading {
    /// Lines that were read: a line that recurs would be said again and again.
    lines: FxHashSet<u64>,
    known: FxHashMap<Box<str>, Word>,
    text: String,
    ends: Vec<u32>,
    chain: Vec<Word>,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading {
            lines: FxHashSet::default(),
            known: FxHashMap::default(),
            text: String::new(),
            ends: vec![0],
            chain: vec![END],
        }
    }
}

impl Reading {
    fn text(&mut self, text: &str) {
        for line in text.lines() {
            if self.lines.insert(xxh3_64(line.trim().as_bytes())) {
                self.line(line);
            }
        }
        if self.chain.last() != Some(&END) {
            self.chain.push(END);
        }
    }

    fn line(&mut self, line: &str) {
        for piece in line.split_whitespace() {
            let marks = |c: char| !c.is_alphanumeric();
            let plain = piece.trim_start_matches(marks).trim_end_matches(marks);
            if plain.is_empty() || plain.len() > 40 {
                continue;
            }
            let rest = &piece[piece.find(plain).unwrap_or(0) + plain.len()..];
            let ends = rest.contains(['.', '?', '!', '。']) && !is_short(plain);
            let comma = !ends && rest.contains(',');
            let word = if comma { self.word(&format!("{plain},")) } else { self.word(plain) };
            self.chain.push(word);
            if ends {
                self.chain.push(END);
            }
        }
    }

    fn word(&mut self, spelling: &str) -> Word {
        if let Some(word) = self.known.get(spelling) {
            return *word;
        }
        let word = self.ends.len() as Word;
        self.text.push_str(spelling);
        self.ends.push(self.text.len() as u32);
        self.known.insert(spelling.into(), word);
        word
    }

    /// Sorts the chain by the word before.
    fn language(self) -> Language {
        let Reading { text, ends, chain, .. } = self;
        let mut from = vec![0u32; ends.len() + 1];
        for word in &chain[..chain.len() - 1] {
            from[*word as usize + 1] += 1;
        }
        for word in 1..from.len() {
            from[word] += from[word - 1];
        }
        let mut place = from.clone();
        let mut followers = vec![END; chain.len() - 1];
        for pair in chain.windows(2) {
            let place = &mut place[pair[0] as usize];
            followers[*place as usize] = pair[1];
            *place += 1;
        }
        let firsts = followers[..from[1] as usize].to_vec();
        let mut language = Language { text, ends, from, followers, firsts, numbers: Vec::new() };
        language.numbers =
            (1..=language.len() as Word).filter(|word| language.is_number(*word)).collect();
        language
    }
}

/// Whether a full stop after it is that of an abbreviation: `U.S`, `Mr`, `J`.
fn is_short(word: &str) -> bool {
    word.contains('.') || (word.len() <= 3 && word.starts_with(char::is_uppercase))
}
