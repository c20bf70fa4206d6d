//! Text → its language, among the few in which rules ask who speaks, by its commonest words.
//!
//! A pronoun of one language is another word in the next: "i" is *and* in Polish and *in* in Danish, "je" is *is* in
//! Czech, and "EU" is no Portuguese "eu". So pronouns count in their own language only. Which that is is told by
//! function words (Grefenstette, "Comparing two language identification schemes", JADT 1995), which costs
//! little enough to ask it of every text; [`read`](crate::read) tells many more languages apart, by trigrams, but not of
//! every document of a large archive.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A language whose first person is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Also what texts of fewer than thirty words are taken for.
    English,
    /// The one in which capitals do not tell names.
    German,
    /// And its "je".
    French,
    /// And its "yo".
    Spanish,
    /// And its "eu".
    Portuguese,
    /// Or Belarusian, which shares its pronouns.
    Russian,
}

use Tongue::{English, French, German, Portuguese, Russian, Spanish};

/// How many words of a text are looked at.
const SAMPLE: usize = 200;
/// No function word has more bytes.
const LONGEST: usize = 5;
/// A text of fewer words is too short to tell.
const SHORT: usize = 30;
/// Of so many words one is a function word of the language: of news it is one in ten, of other languages' one in fifty.
const ONE_IN: usize = 25;

impl Tongue {
    /// All of them.
    pub const ALL: [Tongue; 6] = [English, German, French, Spanish, Portuguese, Russian];

    /// The language of a text; none where it is another, or cannot be told.
    pub fn of(text: &str) -> Option<Tongue> {
        let (mut counts, mut words) = ([0usize; Tongue::ALL.len()], 0usize);
        let letters = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        let parts = text.as_bytes().split(|byte| !letters(byte)).filter(|word| !word.is_empty());
        for word in parts.take(SAMPLE) {
            words += 1;
            if let Some(tongue) = function_word(word) {
                counts[tongue as usize] += 1;
            }
        }
        if words < SHORT {
            return Some(English);
        }
        let (count, tongue) = Tongue::ALL
            .map(|tongue| (counts[tongue as usize], tongue))
            .into_iter()
            .max_by_key(|(count, _)| *count)?;
        (count * ONE_IN >= words).then_some(tongue)
    }

    /// Its pronouns of the first person singular, in lower case.
    pub fn first_person(self) -> &'static [&'static str] {
        match self {
            English => &["i", "i'm", "i've", "i'd", "i'll", "me", "my", "myself"],
            German => &["ich", "mich", "mir"],
            French => &["je", "moi"],
            Spanish => &["yo"],
            Portuguese => &["eu"],
            Russian => &["я", "мне", "меня"],
        }
    }
}

/// The function words of each, but Russian, whose words are told by their letters.
const FUNCTION_WORDS: [(Tongue, &str); 5] = [
    (English, "the and that with from his were they which said"),
    (German, "der und das nicht ist mit dem eine auf auch"),
    (French, "les des est dans une pour qui et du au"),
    (Spanish, "el los las una que del por con y"),
    (Portuguese, "os uma dos em do ao para não"),
];

/// The language whose function word this is.
fn function_word(word: &[u8]) -> Option<Tongue> {
    static KNOWN: LazyLock<FxHashMap<&[u8], Tongue>> = LazyLock::new(|| {
        let words = FUNCTION_WORDS
            .iter()
            .flat_map(|(tongue, words)| words.split(' ').map(|word| (word.as_bytes(), *tongue)));
        words.collect()
    });
    match word[0] {
        b'a'..=b'z' if word.len() <= LONGEST => KNOWN.get(word).copied(),
        0xd0..=0xd1 => {
            let hard = |letter: &[u8]| letter == "ы".as_bytes() || letter == "э".as_bytes();
            word.windows(2).any(hard).then_some(Russian)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_apart_by_their_commonest_words() {
        let rows = [
            (
                "The ferry left the port at noon and the mayor said that the quay, which had been mended with \
                 money from the union, would be opened in spring. They had waited for it, and the crews \
                 were glad.",
                Some(English),
            ),
            (
                "Die Fähre ist am Mittag nicht aus dem Hafen gelaufen, und das Amt hat mit der Stadt eine \
                 Lösung auf den Weg gebracht, die auch der Werft hilft. Das sagte die Leiterin der Werft am \
                 Abend und ging.",
                Some(German),
            ),
            (
                "Le bac est parti dans la nuit pour une île du nord, et les marins qui attendaient au port ont vu des \
                 feux. Les secours sont venus et la mairie a promis une aide pour les familles des marins.",
                Some(French),
            ),
            (
                "El barco salió del puerto con los marinos y las familias que esperaban una respuesta del alcalde, \
                 que habló por la tarde con los vecinos y prometió mejorar el muelle y las casas del barrio.",
                Some(Spanish),
            ),
            (
                "A barca não saiu do porto e os marinheiros esperaram em casa uma resposta do governo, que falou ao \
                 fim do dia para os moradores dos bairros e prometeu ao porto uma obra em todos os cais.",
                Some(Portuguese),
            ),
            (
                "Паром вышел из порта утром, и вечером его команда была дома. Рыбаки и моряки ждали помощи, \
                 но власти города не приехали, и рыбный рынок был закрыт. Это был первый случай за год, \
                 сообщили новые владельцы.",
                Some(Russian),
            ),
            (
                "Prom wypłynął z portu i nie wrócił, a my czekaliśmy na nabrzeżu do rana i nikt nie wiedział, co \
                 się stało. Burza i mgła nie ustały, kapitan i załoga nie odpowiadali na wezwania portu i \
                 straży.",
                None,
            ),
            ("Færgen", Some(English)),
            ("", Some(English)),
        ];
        for (text, want) in rows {
            assert_eq!(Tongue::of(text), want, "{text}");
        }
    }
}
