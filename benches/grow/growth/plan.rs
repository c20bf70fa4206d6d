//! Which article of a day tells which story, how, where and when. Known for each day alone, so that
//! an article is the same however many are made.

use super::Mix;
use super::dice::{Dice, Stream, Zipf};

/// How an article came to its text: a label of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A story of its own.
    Original,
    /// The story of another, word for word.
    Verbatim,
    /// The story of another with light edits.
    Edited,
    /// The first part of the story of another.
    Abridged,
    /// A story of its own that has quotes of another's.
    Quoting,
    /// A copy of the planted story.
    Planted,
}

impl Kind {
    /// Its name in the rows.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Original => "original",
            Kind::Verbatim => "verbatim",
            Kind::Edited => "edited",
            Kind::Abridged => "abridged",
            Kind::Quoting => "quoting",
            Kind::Planted => "planted",
        }
    }
}

/// What one article of a day is.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) kind: Kind,
    /// Which article of the day has the story first: itself, if it is an original.
    pub(crate) story: usize,
    /// Rank of the outlet.
    pub(crate) outlet: usize,
    /// Days after the story broke.
    pub(crate) lag: usize,
}

/// The articles of day `day`, in order. Copies take a story of the day by Zipf's law, so that few
/// stories have many copies, and stand in another outlet, 0 to 3 days later.
pub(crate) fn plan(
    seed: u64,
    day: u64,
    size: usize,
    mix: &Mix,
    outlets: &Zipf,
    ranks: usize,
) -> Vec<Place> {
    let mut dice = Dice::of(seed, Stream::Plan, day);
    let mut kinds: Vec<Kind> = (0..size).map(|_| kind(mix, dice.share())).collect();
    kinds[0] = Kind::Original;
    let mut stories: Vec<usize> = (0..size).filter(|at| kinds[*at] == Kind::Original).collect();
    for at in (1..stories.len()).rev() {
        stories.swap(at, dice.below(at + 1));
    }
    let popular = Zipf::over(stories.len(), 0);
    let mut places: Vec<Place> = (0..size)
        .map(|story| Place { kind: kinds[story], story, outlet: dice.draw(outlets), lag: 0 })
        .collect();
    for at in 0..size {
        if places[at].kind == Kind::Original {
            continue;
        }
        let story = stories[dice.draw(&popular)];
        let mut outlet = places[at].outlet;
        while ranks > 1 && outlet == places[story].outlet {
            outlet = dice.draw(outlets);
        }
        places[at] = Place { kind: places[at].kind, story, outlet, lag: dice.below(4) };
    }
    places
}

fn kind(mix: &Mix, point: f64) -> Kind {
    let mut sum = 0.0;
    let shares = [
        (mix.verbatim, Kind::Verbatim),
        (mix.edited, Kind::Edited),
        (mix.abridged, Kind::Abridged),
        (mix.quoting, Kind::Quoting),
    ];
    for (share, kind) in shares {
        sum += share;
        if point < sum {
            return kind;
        }
    }
    Kind::Original
}
