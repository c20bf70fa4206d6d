//! A corpus of any size that looks like a real one: learned words, new stories, and known copies.
//!
//! Rows are `{id, outlet, date, title, text, story, kind}`. The last two are labels: articles of one
//! `story` share copy, but those of kind `quoting` share only quotes with it. Article number i depends on the
//! learned language, the seed and the mix, never on how many are made; a day is made at a time, so
//! memory holds a few days.

mod date;
mod dice;
pub(crate) mod language;
mod outlet;
mod plan;
mod story;

use date::date;
use dice::{Dice, Stream, Zipf};
use language::Language;
use outlet::{Credit, Outlet};
use plan::{Kind, Place, plan};
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, Write};
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;
use story::Story;

/// 1 January 2020, in days after 1 January 1970: the first day of every corpus.
const FIRST_DAY: i64 = 18_262;
/// The largest of 200 outlets prints one page in 30.
const FLAT: usize = 9;
/// The number of the planted story; others count from 0.
const PLANTED: u64 = u64::MAX;

/// What a corpus is made of.
#[derive(Clone, Debug)]
pub(crate) struct Mix {
    /// Articles a day.
    pub(crate) per_day: usize,
    /// Mean words of a page; stories have a quarter to 1.75 times the mean.
    pub(crate) words: usize,
    /// How many outlets there are.
    pub(crate) outlets: usize,
    /// Share of articles that copy a story word for word.
    pub(crate) verbatim: f64,
    /// Share of articles that copy a story with light edits.
    pub(crate) edited: f64,
    /// Share of articles that print the first part of a story.
    pub(crate) abridged: f64,
    /// Share of articles with a story of their own and quotes of another.
    pub(crate) quoting: f64,
    /// Probability that an edited copy changes a word.
    pub(crate) edits: f64,
    /// Share of stories and copies that credit an agency.
    pub(crate) credits: f64,
    /// Share of pages that have their outlet's chrome.
    pub(crate) chrome: f64,
    /// Words of the planted story.
    pub(crate) of_words: usize,
}

/// A corpus to be made.
pub(crate) struct Growth {
    language: Language,
    mix: Mix,
    seed: u64,
    outlets: Vec<Outlet>,
    ranks: Zipf,
    /// Mean words of a story.
    story_words: f64,
    planted: Story,
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    outlet: &'a str,
    date: String,
    title: String,
    text: String,
    story: String,
    kind: &'static str,
}

impl Growth {
    /// The corpus of this language, mix and seed.
    pub(crate) fn of(language: Language, mix: Mix, seed: u64) -> Growth {
        let outlets: Vec<Outlet> =
            (0..mix.outlets).map(|rank| Outlet::of(&language, seed, rank, mix.outlets)).collect();
        let chrome = outlets.iter().map(Outlet::words).sum::<usize>() as f64 / outlets.len() as f64;
        let story_words = (mix.words as f64 - mix.chrome * chrome).max(mix.words as f64 / 4.0);
        let mut dice = Dice::of(seed, Stream::Story, PLANTED);
        let planted = Story::of(&language, mix.of_words, &mut dice);
        Growth {
            language,
            ranks: Zipf::over(outlets.len(), FLAT),
            outlets,
            story_words,
            seed,
            planted,
            mix,
        }
    }

    /// Writes the articles of these numbers, and `copies` of the planted story spread among them.
    ///
    /// # Errors
    /// If writing fails.
    pub(crate) fn write(
        &self,
        articles: Range<u64>,
        copies: u64,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let size = self.mix.per_day as u64;
        let days: Vec<u64> = (articles.start / size..articles.end.div_ceil(size)).collect();
        let mut ready: Vec<Vec<u8>> = Vec::new();
        for some in days.chunks(4 * rayon::current_num_threads()) {
            let make = || some.par_iter().map(|day| self.day(*day, &articles, copies)).collect();
            ready = thread::scope(|threads| {
                let next = threads.spawn(make);
                ready.iter().try_for_each(|rows| out.write_all(rows))?;
                Ok::<_, io::Error>(next.join().unwrap_or_else(|panic| resume_unwind(panic)))
            })?;
        }
        ready.iter().try_for_each(|rows| out.write_all(rows))
    }

    /// The rows of a day, as far as they lie in `articles`.
    fn day(&self, day: u64, articles: &Range<u64>, copies: u64) -> Vec<u8> {
        let (mix, size) = (&self.mix, self.mix.per_day);
        let places = plan(self.seed, day, size, mix, &self.ranks, self.outlets.len());
        let first = day * size as u64;
        let mut stories: Vec<Option<Story>> = vec![None; size];
        let mut rows = Vec::with_capacity(size * mix.words * 7);
        for (at, place) in places.iter().enumerate() {
            let number = first + at as u64;
            if !articles.contains(&number) {
                continue;
            }
            let story =
                stories[place.story].get_or_insert_with(|| self.story(first + place.story as u64));
            self.article(number, *place, story, &mut rows);
            let (total, made) = (articles.end - articles.start, number - articles.start);
            let upto =
                |made: u64| (u128::from(made) * u128::from(copies) / u128::from(total)) as u64;
            for copy in upto(made)..upto(made + 1) {
                self.copy(copy, &mut rows);
            }
        }
        rows
    }

    /// The story that the article of this number has first.
    fn story(&self, number: u64) -> Story {
        let mut dice = Dice::of(self.seed, Stream::Story, number);
        let factor = 0.25 + (dice.share() + dice.share() + dice.share()) / 2.0;
        Story::of(&self.language, (self.story_words * factor) as usize, &mut dice)
    }

    fn article(&self, number: u64, place: Place, story: &Story, rows: &mut Vec<u8>) {
        let (language, mix) = (&self.language, &self.mix);
        let mut dice = Dice::of(self.seed, Stream::Article, number);
        let told = match place.kind {
            Kind::Original | Kind::Verbatim | Kind::Planted => story.clone(),
            Kind::Edited => story.edited(language, mix.edits, &mut dice),
            Kind::Abridged => story.abridged(&mut dice),
            Kind::Quoting => self.story(number).quoting(story, &mut dice),
        };
        let copied = !matches!(place.kind, Kind::Original | Kind::Quoting);
        let told =
            if copied && dice.chance(0.5) { told.retitled(language, &mut dice) } else { told };
        let day = number / mix.per_day as u64;
        let source = day * mix.per_day as u64 + place.story as u64;
        let row = Row {
            id: format!("g{number:08}"),
            story: format!("g{source:08}"),
            date: date(FIRST_DAY + (day + place.lag as u64) as i64),
            outlet: &self.outlets[place.outlet].name,
            title: told.title(language),
            text: self.page(&told, place.outlet, &mut dice),
            kind: place.kind.name(),
        };
        line(&row, rows);
    }

    /// Copy number `copy` of the planted story.
    fn copy(&self, copy: u64, rows: &mut Vec<u8>) {
        let mut dice = Dice::of(self.seed, Stream::Article, PLANTED - copy);
        let told = self.planted.edited(&self.language, self.mix.edits, &mut dice);
        let outlet = dice.draw(&self.ranks);
        let row = Row {
            id: format!("p{copy:08}"),
            story: "planted".into(),
            date: date(FIRST_DAY + dice.below(4) as i64),
            outlet: &self.outlets[outlet].name,
            title: told.title(&self.language),
            text: self.page(&told, outlet, &mut dice),
            kind: Kind::Planted.name(),
        };
        line(&row, rows);
    }

    /// The story as this outlet prints it.
    fn page(&self, story: &Story, outlet: usize, dice: &mut Dice) -> String {
        let outlet = &self.outlets[outlet];
        let credit = dice.chance(self.mix.credits).then(|| Credit::of(dice));
        let chrome = dice.chance(self.mix.chrome);
        let mut text = String::with_capacity(self.mix.words * 9);
        if chrome {
            outlet.write_head(&mut text);
        }
        if let Some(credit) = credit {
            credit.write_dateline(&mut text);
        }
        story.write(&self.language, &mut text);
        if let Some(credit) = credit {
            credit.write_line(&mut text);
        }
        if chrome {
            let mut teaser = self.language.sentence(dice);
            teaser.truncate(8);
            let words: Vec<&str> =
                teaser.iter().map(|word| self.language.spelling(*word)).collect();
            outlet.write_foot(&words.join(" "), &mut text);
        }
        text
    }
}

fn line(row: &Row<'_>, rows: &mut Vec<u8>) {
    serde_json::to_writer(&mut *rows, row).expect("strings are always JSON");
    rows.push(b'\n');
}
