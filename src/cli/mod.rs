//! The command line: one file a verb, and `input` with the options that verbs share.
//!
//! Verbs only read options, call the library and write: whatever they do, a Rust user can do in
//! the same few lines. Data goes to stdout, everything for people to stderr.

mod compare;
mod credits;
mod generate;
mod input;
mod matrix;
mod output;
mod pack;
mod pairs;
mod passages;
mod plot;
mod regions;
mod report;

use clap::{Parser, Subcommand};
use std::fmt;
use std::io::Write;

/// Who printed the same copy, word for word where, whose copy it was, and what is the outlet's own.
#[derive(Parser)]
#[command(name = "wirecopy", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Start here:\n  \
    wirecopy report                      the two built-in corpora, into ./reports\n  \
    wirecopy report my-articles/         your own pages: text, HTML, JSON Lines, CSV\n  \
    wirecopy compare a.txt b.html        two pages side by side\n\n\
    INPUT is a file, a folder, a glob, - for standard input, a pack (.wfp), or the name of a \
    built-in corpus (pegasus-2021, harbour-fire); .gz and .zst are read as they are.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    verb: Verb,
    /// Threads to use [default: all cores]; the results are the same with any number
    #[arg(long, global = true, value_name = "N", env = "WIRECOPY_THREADS")]
    threads: Option<usize>,
    /// No progress and no notes on stderr, errors only
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Subcommand)]
enum Verb {
    Report(report::Report),
    Compare(compare::Compare),
    Passages(passages::Passages),
    Pairs(pairs::Pairs),
    Matrix(matrix::Matrix),
    Credits(credits::Credits),
    Regions(regions::Regions),
    Plot(plot::Plot),
    Pack(pack::Pack),
    Completions(generate::Completions),
    Man(generate::Man),
}

impl Cli {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let threads = self.threads.unwrap_or(0);
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
        let quiet = self.quiet;
        match self.verb {
            Verb::Report(verb) => verb.run(quiet),
            Verb::Compare(verb) => verb.run(quiet),
            Verb::Passages(verb) => verb.run(quiet),
            Verb::Pairs(verb) => verb.run(quiet),
            Verb::Matrix(verb) => verb.run(quiet),
            Verb::Credits(verb) => verb.run(quiet),
            Verb::Regions(verb) => verb.run(quiet),
            Verb::Plot(verb) => verb.run(quiet),
            Verb::Pack(verb) => verb.run(quiet),
            Verb::Completions(verb) => verb.run(),
            Verb::Man(verb) => verb.run(),
        }
    }
}

/// The command line contradicts itself: exit code 2.
#[derive(Debug)]
pub(crate) struct Usage(pub(crate) String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// One line on stderr, in red on a terminal.
pub(crate) fn complain(error: &anyhow::Error) {
    let red = anstyle::AnsiColor::Red.on_default().bold();
    let _ = writeln!(
        anstream::stderr(),
        "{red}error:{red:#} {}",
        output::printable(&format!("{error:#}"))
    );
}

/// A note for the person at the terminal.
pub(crate) fn note(quiet: bool, text: &str) {
    if !quiet {
        let _ = writeln!(anstream::stderr(), "{}", output::printable(text));
    }
}
