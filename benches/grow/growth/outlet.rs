//! The outlets: names, what each prints on its pages, the boxes that groups of outlets share, and
//! the agencies' credit lines.

use super::dice::{Dice, Stream};
use super::language::Language;
use super::story::spell;

/// Outlets that belong together and print the same box, at most.
const GROUP: usize = 4;

const PLACES: [&str; 24] = [
    "Amberley",
    "Brackwater",
    "Carrow",
    "Dunmere",
    "Eastholm",
    "Fernhill",
    "Glenrock",
    "Harrowgate",
    "Ironbridge",
    "Juniper",
    "Kelso",
    "Larkspur",
    "Millbrook",
    "Northam",
    "Oakhurst",
    "Penrose",
    "Quarry Bay",
    "Redcliff",
    "Stonewell",
    "Tidewater",
    "Upland",
    "Valemont",
    "Westmark",
    "Yarrow",
];
const PAPERS: [&str; 8] =
    ["Courier", "Gazette", "Herald", "Ledger", "Post", "Star", "Tribune", "Observer"];
const AGENCIES: [(&str, &str); 4] = [
    ("Reuters", "Reuters"),
    ("AP", "The Associated Press"),
    ("AFP", "Agence France-Presse"),
    ("dpa", "Deutsche Presse-Agentur"),
];

/// Who prints.
pub(crate) struct Outlet {
    /// Its name, no other's.
    pub(crate) name: String,
    /// Lines above the story.
    head: Vec<String>,
    /// Lines below the story.
    foot: Vec<String>,
    /// A box that all outlets of its group print.
    shared: String,
}

impl Outlet {
    /// The outlet of this rank among `size`. No line but the group's box stands in two outlets.
    pub(crate) fn of(language: &Language, seed: u64, rank: usize, size: usize) -> Outlet {
        let mut dice = Dice::of(seed, Stream::Outlet, rank as u64);
        let (place, paper) =
            (PLACES[rank % PLACES.len()], PAPERS[rank / PLACES.len() % PAPERS.len()]);
        let name = match rank / (PLACES.len() * PAPERS.len()) {
            0 => format!("{place} {paper}"),
            edition => format!("{place} {paper} {}", edition + 1),
        };
        // Each line begins with the name and soon comes back to it, so that two outlets share no long run.
        let heads = [
            format!("{name}: Home | News | Sports | Opinion | Subscribe"),
            format!("{name} readers: share this story by email"),
            format!("{name} morning letter: our top stories every day"),
            format!("{name} forum: join the conversation"),
        ];
        let foots = [
            format!("{name}, copyright 2020. All rights reserved."),
            format!("{name} newsroom: do you have a tip? Write to us today."),
            format!(
                "{name} depends on you: subscribe to the {name} for one coin a week and read all {name} \
                 stories without limits on your devices."
            ),
            format!("{name}, about us: {}.", plain(language, &mut dice)),
            format!("{name} today: most read"),
        ];
        let mut chosen = |lines: &[String]| -> Vec<String> {
            lines.iter().filter(|_| dice.chance(0.6)).cloned().collect()
        };
        let (head, foot) = (chosen(&heads), chosen(&foots));
        let mut dice = Dice::of(seed, Stream::Group, (rank % size.div_ceil(GROUP)) as u64);
        let shared = format!("{}. {}.", plain(language, &mut dice), plain(language, &mut dice));
        Outlet { name, head, foot, shared }
    }

    /// How many words its chrome has.
    pub(crate) fn words(&self) -> usize {
        let (mut head, mut foot) = (String::new(), String::new());
        self.write_head(&mut head);
        self.write_foot("", &mut foot);
        head.split_whitespace().count() + foot.split_whitespace().count()
    }

    /// Appends what stands above a story, an empty line at the end.
    pub(crate) fn write_head(&self, out: &mut String) {
        for line in &self.head {
            out.push_str(line);
            out.push('\n');
        }
        if !self.head.is_empty() {
            out.push('\n');
        }
    }

    /// Appends what stands below a story, with a teaser of another.
    pub(crate) fn write_foot(&self, teaser: &str, out: &mut String) {
        for line in [&format!("Read more: {teaser}"), &self.shared].into_iter().chain(&self.foot) {
            out.push_str("\n\n");
            out.push_str(line);
        }
    }
}

fn plain(language: &Language, dice: &mut Dice) -> String {
    let mut text = String::new();
    spell(language, &language.sentence(dice), &mut text);
    text
}

/// An agency's credit.
#[derive(Clone, Copy)]
pub(crate) struct Credit {
    place: &'static str,
    agency: (&'static str, &'static str),
    /// Whether it stands below the story and not in the dateline.
    below: bool,
}

impl Credit {
    /// Some agency's.
    pub(crate) fn of(dice: &mut Dice) -> Credit {
        let (place, agency) = (*dice.pick(&PLACES), *dice.pick(&AGENCIES));
        Credit { place, agency, below: dice.chance(0.4) }
    }

    /// Appends the dateline.
    pub(crate) fn write_dateline(self, out: &mut String) {
        if !self.below {
            out.push_str(&format!("{} ({}) - ", self.place.to_uppercase(), self.agency.0));
        }
    }

    /// Appends the line below the story.
    pub(crate) fn write_line(self, out: &mut String) {
        if self.below {
            out.push_str(&format!("\n\n{} contributed to this report.", self.agency.1));
        }
    }
}
