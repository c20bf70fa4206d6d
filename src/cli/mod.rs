//! The command line: one file a verb; `input`, `comparing` and `output` are the options that verbs share.
//!
//! Verbs only read options, call the library and write: whatever they do, a Rust user can do in
//! the same few lines. Data goes to stdout, everything for people to stderr.

mod archive;
mod compare;
mod comparing;
mod credits;
mod eval;
mod families;
mod generate;
mod guard;
mod input;
mod matrix;
mod memory;
mod outlets;
mod output;
mod pack;
mod pairs;
mod passages;
mod plot;
mod regions;
mod report;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use guard::guard;
use std::io::Write;
use wirecopy::error::{Error, Result};
use wirecopy::report::escape;

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
    /// Threads to use, 0 for one a core; the results are the same with any number
    #[arg(long, global = true, value_name = "N", env = "WIRECOPY_THREADS", default_value_t = 0)]
    #[arg(value_parser = clap::value_parser!(u16).range(..=512))]
    threads: u16,
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
    Families(families::Families),
    Outlets(outlets::OutletsVerb),
    Matrix(matrix::MatrixVerb),
    Credits(credits::Credits),
    Regions(regions::Regions),
    Plot(plot::Plot),
    Pack(pack::Pack),
    Eval(eval::Eval),
    Archive(archive::Archive),
    Completions(generate::Completions),
    Man(generate::Man),
}

/// Reads the command line and does what it says.
pub(crate) fn run() -> Result<()> {
    let matches = Cli::command().get_matches();
    guard(&matches)?;
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()).run()
}

impl Cli {
    fn run(self) -> Result<()> {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.threads.into());
        threads.build_global().map_err(|error| {
            Error::Usage(format!("--threads {}: {error}; ask for fewer", self.threads))
        })?;
        let quiet = self.quiet;
        match self.verb {
            Verb::Report(verb) => verb.run(quiet),
            Verb::Compare(verb) => verb.run(quiet),
            Verb::Passages(verb) => verb.run(quiet),
            Verb::Pairs(verb) => verb.run(quiet),
            Verb::Families(verb) => verb.run(quiet),
            Verb::Outlets(verb) => verb.run(quiet),
            Verb::Matrix(verb) => verb.run(quiet),
            Verb::Credits(verb) => verb.run(quiet),
            Verb::Regions(verb) => verb.run(quiet),
            Verb::Plot(verb) => verb.run(quiet),
            Verb::Pack(verb) => verb.run(quiet),
            Verb::Eval(verb) => verb.run(quiet),
            Verb::Archive(verb) => verb.run(quiet),
            Verb::Completions(verb) => verb.run(),
            Verb::Man(verb) => verb.run(),
        }
    }
}

/// One line on stderr, in red on a terminal.
pub(crate) fn complain(error: &Error) {
    let red = anstyle::AnsiColor::Red.on_default().bold();
    let text = escape::line(&error.to_string());
    let _ = writeln!(anstream::stderr(), "{red}error:{red:#} {text}");
}

/// A note for the person at the terminal, on one line.
fn note(quiet: bool, text: &str) {
    if !quiet {
        let _ = writeln!(anstream::stderr(), "{}", escape::line(text));
    }
}
