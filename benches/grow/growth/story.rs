//! A story: paragraphs of sentences and quotes, made from a language; and what other outlets make of
//! it: light edits, an abridged form, another story with its quotes.

use super::dice::Dice;
use super::language::{Language, Word};

const GIVEN: [&str; 20] = [
    "Ada", "Bram", "Carla", "Dov", "Elin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Katya",
    "Lior", "Mara", "Niels", "Oksana", "Pavel", "Rosa", "Samir", "Tilda", "Yusuf",
];
const FAMILY: [&str; 24] = [
    "Abarra",
    "Bellgrove",
    "Corvin",
    "Dahlbeck",
    "Estrane",
    "Falkner",
    "Garridan",
    "Holloway",
    "Iskander",
    "Jurgens",
    "Kestrel",
    "Lindqvist",
    "Morrow",
    "Nadler",
    "Okonwe",
    "Pellerin",
    "Quillon",
    "Ravensby",
    "Sandoval",
    "Thornbury",
    "Ulvang",
    "Varga",
    "Westerly",
    "Zelnik",
];
/// Share of sentences that somebody says.
const SPOKEN: f64 = 0.15;
/// Share of quotes that another reporter took down too.
const TAKEN: f64 = 0.5;

/// One sentence, and which of the story's people says it.
#[derive(Clone)]
pub(crate) struct Sentence {
    words: Vec<Word>,
    speaker: Option<usize>,
}

/// A text without its page.
#[derive(Clone)]
pub(crate) struct Story {
    title: Vec<Word>,
    people: Vec<String>,
    paragraphs: Vec<Vec<Sentence>>,
}

impl Story {
    /// A new story of about `words` words.
    pub(crate) fn of(language: &Language, words: usize, dice: &mut Dice) -> Story {
        let mut title = language.sentence(dice);
        title.truncate(dice.between(6, 10));
        let people = (0..dice.between(2, 4))
            .map(|_| format!("{} {}", dice.pick(&GIVEN), dice.pick(&FAMILY)))
            .collect::<Vec<_>>();
        let (mut paragraphs, mut written) = (Vec::new(), 0);
        while written < words {
            let mut paragraph = Vec::new();
            for _ in 0..dice.between(1, 4) {
                if written >= words {
                    break;
                }
                let words = language.sentence(dice);
                let speaker = dice.chance(SPOKEN).then(|| dice.below(people.len()));
                written += words.len();
                paragraph.push(Sentence { words, speaker });
            }
            paragraphs.push(paragraph);
        }
        Story { title, people, paragraphs }
    }

    /// A lightly edited copy: each word changed with probability `rate`, numbers four times as often;
    /// one sentence in 25 dropped; in one copy of three a paragraph moved.
    pub(crate) fn edited(&self, language: &Language, rate: f64, dice: &mut Dice) -> Story {
        let mut copy = self.clone();
        for paragraph in &mut copy.paragraphs {
            if paragraph.len() > 1 && dice.chance(paragraph.len() as f64 / 25.0) {
                paragraph.remove(dice.below(paragraph.len()));
            }
            for sentence in paragraph {
                for word in &mut sentence.words {
                    let odds = if language.is_number(*word) { 4.0 * rate } else { rate };
                    if dice.chance(odds) {
                        *word = language.replacement(*word, dice);
                    }
                }
            }
        }
        if copy.paragraphs.len() > 2 && dice.chance(1.0 / 3.0) {
            let moved = copy.paragraphs.remove(dice.below(copy.paragraphs.len()));
            copy.paragraphs.insert(dice.below(copy.paragraphs.len() + 1), moved);
        }
        copy
    }

    /// Its first paragraphs: 30 to 60 % of them, at least one.
    pub(crate) fn abridged(&self, dice: &mut Dice) -> Story {
        let kept = self.paragraphs.len() * dice.between(30, 60) / 100;
        Story { paragraphs: self.paragraphs[..kept.max(1)].to_vec(), ..self.clone() }
    }

    /// This story with quotes of `other`, said by the same people, each in a paragraph of its own.
    /// Quotes of 12 words and more are taken, at least one where there is any.
    pub(crate) fn quoting(mut self, other: &Story, dice: &mut Dice) -> Story {
        let long = |sentence: &&Sentence| sentence.speaker.is_some() && sentence.words.len() >= 12;
        let quotes: Vec<&Sentence> = other.paragraphs.iter().flatten().filter(long).collect();
        let first = if quotes.is_empty() { 0 } else { dice.below(quotes.len()) };
        for (at, quote) in quotes.iter().enumerate() {
            if at != first && !dice.chance(TAKEN) {
                continue;
            }
            let speaker = quote.speaker.map(|speaker| speaker + self.people.len());
            let quote = Sentence { words: quote.words.clone(), speaker };
            self.paragraphs.insert(dice.between(1, self.paragraphs.len()), vec![quote]);
        }
        self.people.extend(other.people.iter().cloned());
        self
    }

    /// A headline of its own.
    pub(crate) fn retitled(mut self, language: &Language, dice: &mut Dice) -> Story {
        self.title = language.sentence(dice);
        self.title.truncate(dice.between(6, 10));
        self
    }

    /// The headline.
    pub(crate) fn title(&self, language: &Language) -> String {
        let mut out = String::new();
        spell(language, &self.title, &mut out);
        out
    }

    /// Appends the paragraphs, an empty line between two of them.
    pub(crate) fn write(&self, language: &Language, out: &mut String) {
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            out.push_str(if at == 0 { "" } else { "\n\n" });
            for (at, sentence) in paragraph.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { " " });
                self.write_sentence(sentence, language, out);
            }
        }
    }

    fn write_sentence(&self, sentence: &Sentence, language: &Language, out: &mut String) {
        match sentence.speaker {
            None => {
                spell(language, &sentence.words, out);
                out.push('.');
            }
            Some(speaker) => {
                out.push('“');
                spell(language, &sentence.words, out);
                out.push_str(",” ");
                out.push_str(&self.people[speaker]);
                out.push_str(" said.");
            }
        }
    }
}

/// Appends words with spaces between and a capital in front, without a last comma.
pub(crate) fn spell(language: &Language, words: &[Word], out: &mut String) {
    let start = out.len();
    for word in words {
        if out.len() > start {
            out.push(' ');
        }
        out.push_str(language.spelling(*word));
    }
    if out.ends_with(',') {
        out.pop();
    }
    if let Some(first) = out.as_bytes().get(start).filter(|byte| byte.is_ascii_lowercase()) {
        let capital = char::from(first.to_ascii_uppercase()).to_string();
        out.replace_range(start..=start, &capital);
    }
}
