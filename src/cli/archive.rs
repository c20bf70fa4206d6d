//! `wirecopy archive`: a folder of documents that is added to and asked. One file a verb.

mod add;
mod check;
mod compact;
mod create;
mod remove;
mod search;
mod stats;
mod stored;

use clap::{Args, Subcommand};
use wirecopy::error::Result;

/// Documents on disk, for millions of them: added to daily, asked where a text has stood before
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    wirecopy archive create news/                     an empty archive\n  \
    wirecopy archive add news/ 2031-05-06.jsonl.zst   a day's articles\n  \
    wirecopy archive search news/ page.html           where its text has stood before\n  \
    wirecopy archive stats news/                      what is in it")]
pub(crate) struct Archive {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Create(create::Create),
    Add(add::Add),
    Search(search::Search),
    Pairs(stored::Pairs),
    Families(stored::Families),
    Outlets(stored::Outlets),
    Remove(remove::Remove),
    Check(check::Check),
    Compact(compact::Compact),
    Stats(stats::StatsVerb),
}

impl Archive {
    pub(crate) fn run(self, quiet: bool) -> Result<()> {
        match self.verb {
            Verb::Create(verb) => verb.run(quiet),
            Verb::Add(verb) => verb.run(quiet),
            Verb::Search(verb) => verb.run(quiet),
            Verb::Pairs(verb) => verb.run(quiet),
            Verb::Families(verb) => verb.run(quiet),
            Verb::Outlets(verb) => verb.run(quiet),
            Verb::Remove(verb) => verb.run(quiet),
            Verb::Check(verb) => verb.run(quiet),
            Verb::Compact(verb) => verb.run(quiet),
            Verb::Stats(verb) => verb.run(),
        }
    }
}

/// `count` with its noun.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
