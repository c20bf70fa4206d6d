//! Documents → the table of word frequencies that is compiled in (`src/rarity/background.bin`).
//!
//! `cargo run --release --example background -- INPUT... > src/rarity/background.bin`, with the US
//! news and the items in eighteen languages of `../shared/data` (`allsides.jsonl.zst`,
//! `multilingual/docs.jsonl`). The order of inputs changes nothing; only counts of hashes are kept.
#![allow(clippy::print_stderr)] // it says what it made

use std::io::Write;
use wirecopy::error::{Error, Result};
use wirecopy::rarity::Frequencies;
use wirecopy::read;
use wirecopy::token::{Unit, tokenize};

fn main() -> Result<()> {
    let inputs: Vec<String> = std::env::args().skip(1).collect();
    let corpus = read::read(&inputs, &read::Options::default(), &|_| {})?;
    let mut frequencies = Frequencies::default();
    for document in &corpus.documents {
        let language = document.language.as_deref().unwrap_or("");
        frequencies.add(language, &tokenize(&document.text, Unit::Words).terms);
    }
    let bytes = frequencies.to_bytes();
    let written = std::io::stdout().write_all(&bytes);
    written.map_err(|error| Error::io("standard output", error))?;
    eprintln!("{} documents, {} bytes", corpus.documents.len(), bytes.len());
    Ok(())
}
