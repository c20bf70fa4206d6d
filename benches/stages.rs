//! Time a stage, inputs prepared outside the timed part. The text is generated (seeded, Zipf-like
//! words), so that the bench runs anywhere; `benches/README.md` has figures on real archives.
//!
//! Each stage is timed over the same 200 articles of about 600 words, ten of them copies with edits,
//! and throughput is in bytes of text, so that stages compare in one run.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use wirecopy::analysis::{Options, compare};
use wirecopy::article::{Article, Dissection};
use wirecopy::clean::{self, Recurring};
use wirecopy::credit::{self, Directory};
use wirecopy::document::Document;
use wirecopy::fingerprint::Sieve;
use wirecopy::index::candidates;
use wirecopy::quote::quotes;
use wirecopy::rarity::rarities;
use wirecopy::repair::repair;
use wirecopy::report::{ReportSettings, files};
use wirecopy::shingle::shingle;
use wirecopy::source::{EMBEDDED, Source, SourceOptions};
use wirecopy::token::{Unit, tokenize};

/// A small generator of its own, so that the text never changes with a dependency.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// A word whose rank falls off as in texts.
    fn word(&mut self) -> String {
        let rank = self.roll(40) * self.roll(40) * self.roll(12);
        let syllables =
            ["ka", "ro", "mi", "ten", "sol", "ver", "dun", "ash", "li", "por", "en", "gra"];
        let mut word = String::new();
        let mut rest = rank + 1;
        while rest > 0 {
            word.push_str(syllables[(rest % 12) as usize]);
            rest /= 12;
        }
        word
    }
}

fn story(dice: &mut Dice) -> Vec<String> {
    (0..30)
        .map(|n| {
            let words: Vec<String> = (0..20).map(|_| dice.word()).collect();
            match n % 5 {
                0 => format!("“{},” the minister {} said. ", words[..12].join(" "), words[13]),
                _ => format!("The {}. ", words.join(" ")),
            }
        })
        .collect()
}

fn documents() -> Vec<Document> {
    let mut dice = Dice(2021);
    let wire = story(&mut dice);
    let document = |n: usize| {
        let mut sentences = story(&mut dice);
        if n.is_multiple_of(20) {
            sentences.clone_from(&wire);
            sentences.swap(n % 30, (n + 7) % 30);
        }
        let text = sentences.chunks(3).map(|paragraph| paragraph.concat()).collect::<Vec<_>>();
        Document {
            id: format!("{n:04}"),
            outlet: format!("outlet-{}", n % 12),
            text: text.join("\n\n"),
            ..Document::default()
        }
    };
    (0..200).map(document).collect()
}

fn stages(criterion: &mut Criterion) {
    let documents = documents();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);

    group.bench_function("floor: split at white space", |b| {
        b.iter(|| documents.iter().map(|d| d.text.split_whitespace().count()).sum::<usize>());
    });
    group.bench_function("repair", |b| {
        b.iter_batched(
            || documents.iter().map(|d| d.text.clone()).collect::<Vec<_>>(),
            |texts| texts.into_iter().map(|text| repair(text).1).sum::<usize>(),
            criterion::BatchSize::LargeInput,
        );
    });
    let recurring = Recurring::learn(&documents);
    group.bench_function("clean", |b| {
        b.iter(|| documents.iter().map(|d| clean::regions(d, &recurring).len()).sum::<usize>());
    });
    let regions: Vec<_> = documents.iter().map(|d| clean::regions(d, &recurring)).collect();
    group.bench_function("quote", |b| {
        let quoted = |(d, r): (&Document, &Vec<_>)| quotes(&d.text, r, &[], Some("en")).len();
        b.iter(|| documents.iter().zip(&regions).map(quoted).sum::<usize>());
    });
    let directory = Directory::default();
    group.bench_function("credit", |b| {
        let credited = |(d, r): (&Document, &Vec<_>)| credit::credits(d, r, &directory).len();
        b.iter(|| documents.iter().zip(&regions).map(credited).sum::<usize>());
    });
    group.bench_function("token", |b| {
        b.iter(|| documents.iter().map(|d| tokenize(&d.text, Unit::Words).len()).sum::<usize>());
    });
    let tokens: Vec<_> = documents.iter().map(|d| tokenize(&d.text, Unit::Words)).collect();
    group.bench_function("rarity", |b| {
        b.iter(|| tokens.iter().map(|t| rarities(t, Unit::Words).len()).sum::<usize>());
    });
    group.bench_function("shingle", |b| {
        b.iter(|| tokens.iter().map(|tokens| shingle(tokens, 5).len()).sum::<usize>());
    });
    let shingles: Vec<_> = tokens.iter().map(|tokens| shingle(tokens, 5)).collect();
    let sieve = Sieve::of(12, 5);
    group.bench_function("fingerprint: winnow", |b| {
        b.iter(|| shingles.iter().map(|shingles| sieve.keep(shingles).len()).sum::<usize>());
    });
    let kept: Vec<_> = shingles.iter().map(|shingles| sieve.keep(shingles)).collect();
    group.bench_function("index: candidates", |b| b.iter(|| candidates(black_box(&kept))));

    let how = Dissection { k: 5, recurring, ..Dissection::default() };
    let articles: Vec<_> = documents.iter().map(|d| Article::of(d.clone(), &how)).collect();
    group.bench_function("align and judge: all pairs that share a run", |b| {
        b.iter_batched(
            || articles.clone(),
            |articles| compare("bench".into(), articles, &Options::default()).comparisons.len(),
            criterion::BatchSize::LargeInput,
        );
    });
    group.finish();
}

fn end_to_end(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("end to end");
    group.sample_size(20);
    for corpus in EMBEDDED {
        let open = || Source::open(&[corpus.name.into()], &SourceOptions::default(), &|_| {});
        group.bench_function(format!("report of {}", corpus.name), |b| {
            b.iter(|| {
                let source = open().expect("it is part of the program");
                let options = Options { k: source.k, ..Options::default() };
                files(&source.analyse(&options), &ReportSettings::default())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, stages, end_to_end);
criterion_main!(benches);
