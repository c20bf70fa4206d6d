//! Grows a real corpus to any number of articles, with known copies, to measure at any size.
//!
//!     cargo run --release --example grow -- archive.jsonl.zst --articles 1000000 -o grown.jsonl
//!
//! The words are the corpus', the sentences are new. `README.md` beside it says what is made and
//! which laws hold.

#![allow(clippy::print_stderr)] // a program of its own

mod growth;

use clap::Parser;
use growth::language::Language;
use growth::{Growth, Mix};
use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use wirecopy::report::atomic;

/// Grow a corpus to N articles with known copies
#[derive(Parser)]
#[command(name = "grow", max_term_width = 100)]
struct Grow {
    /// JSON Lines with the field text, .gz and .zst too: whose words to use
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,
    /// How many articles to make
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    articles: u64,
    /// Number of the first article: 1000000 continues a corpus of a million by the days after it
    #[arg(long, value_name = "I", default_value_t = 0)]
    first: u64,
    /// Another seed is another corpus
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Where to write, - for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    output: String,
    /// Threads, 0 for one a core; the rows are the same with any number
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
    /// Words to learn from the corpus, from its beginning
    #[arg(long, value_name = "N", default_value_t = 10_000_000)]
    learn: usize,
    /// Articles a day; copies follow within 0 to 3 days
    #[arg(long, value_name = "N", default_value_t = 1000)]
    #[arg(value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100_000))]
    per_day: usize,
    /// Mean words of a page, with its chrome
    #[arg(long, value_name = "N", default_value_t = 600)]
    #[arg(value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100_000))]
    words: usize,
    /// How many outlets there are; the n-th prints in proportion to 1 / (n + 9)
    #[arg(long, value_name = "N", default_value_t = 200)]
    #[arg(value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100_000))]
    outlets: usize,
    /// Share of articles that copy a story word for word
    #[arg(long, value_name = "SHARE", default_value_t = 0.08, value_parser = share)]
    verbatim: f64,
    /// Share of articles that copy a story with light edits
    #[arg(long, value_name = "SHARE", default_value_t = 0.12, value_parser = share)]
    edited: f64,
    /// Share of articles that print the first 30 to 60 % of a story
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    abridged: f64,
    /// Share of articles with a story of their own and quotes of another
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    quoting: f64,
    /// Probability that an edited or planted copy changes a word
    #[arg(long, value_name = "RATE", default_value_t = 0.03, value_parser = share)]
    edits: f64,
    /// Share of articles that credit an agency
    #[arg(long, value_name = "SHARE", default_value_t = 0.4, value_parser = share)]
    credits: f64,
    /// Share of pages that have their outlet's chrome; 0 makes texts without any
    #[arg(long, value_name = "SHARE", default_value_t = 0.8, value_parser = share)]
    chrome: f64,
    /// Copies of one planted story to spread among the articles, besides them
    #[arg(long, value_name = "N", default_value_t = 0)]
    copies: u64,
    /// Words of the planted story
    #[arg(long, value_name = "N", default_value_t = 300)]
    of_words: usize,
}

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("not from 0 to 1".into()) }
}

impl Grow {
    fn mix(&self) -> Result<Mix, String> {
        let copied = self.verbatim + self.edited + self.abridged + self.quoting;
        if copied > 1.0 {
            return Err(format!("the shares of copies and quoting sum to {copied}, above 1"));
        }
        if self.copies > 0 && self.articles == 0 {
            return Err("copies are spread among articles; ask for --articles".into());
        }
        Ok(Mix {
            per_day: self.per_day,
            words: self.words,
            outlets: self.outlets,
            verbatim: self.verbatim,
            edited: self.edited,
            abridged: self.abridged,
            quoting: self.quoting,
            edits: self.edits,
            credits: self.credits,
            chrome: self.chrome,
            of_words: self.of_words,
        })
    }

    fn run(&self) -> Result<(), String> {
        let mix = self.mix()?;
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build_global();
        threads.map_err(|error| error.to_string())?;
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", self.corpus.display());
        let corpus = wirecopy::read::open(&self.corpus).map_err(|error| error.to_string())?;
        let language =
            Language::learn(BufReader::new(corpus), self.learn).map_err(|error| failed(&error))?;
        let growth = Growth::of(language, mix, self.seed);
        let articles = self.first..self.first + self.articles;
        if self.output == "-" {
            let mut out = io::stdout();
            let written = growth.write(articles, self.copies, &mut out).and_then(|()| out.flush());
            return match written {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
                _ => Ok(()),
            };
        }
        let fill = |out: &mut dyn Write| growth.write(articles, self.copies, out);
        atomic::write(self.output.as_ref(), fill).map_err(|error| error.to_string())
    }
}

fn main() -> ExitCode {
    match Grow::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}
