//! Documents in any order and in any parts → what recurs in them, by the rule of
//! [`recurring`](super::recurring).

use super::recurring::{Line, Recurring, lines};
use crate::document::Document;
use crate::error::Result;
use crate::spool::{Place, Spool};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::Path;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Fewest documents of an outlet to learn from.
const FEWEST_DOCUMENTS: usize = 20;
/// Most documents of an outlet to learn from.
pub(super) const SAMPLE: usize = 2000;

/// Learns what recurs. Of each document of a sample some 30 bytes stand in memory; its lines, some 500
/// bytes, may lie on disk.
pub struct Learner {
    outlets: FxHashMap<u64, Sample>,
    lines: Spool,
}

/// The documents of an outlet whose ids have the smallest hashes.
#[derive(Clone, Debug)]
struct Sample {
    /// All of them, and up to as many more that are not.
    pages: Vec<Page>,
    /// No document from this hash on is among them.
    limit: u64,
}

/// One document of a sample.
#[derive(Clone, Copy, Debug)]
struct Page {
    /// The hash of its id.
    order: u64,
    lines: Lined,
}

/// Where the lines of a document lie, or its number among those that are being added.
#[derive(Clone, Copy, Debug)]
enum Lined {
    Waiting(usize),
    Laid(Place),
}

impl Learner {
    /// A learner that knows nothing yet and lays lines by in `folder`, or in memory.
    ///
    /// # Errors
    /// If `folder` cannot be written to.
    pub fn new(folder: Option<&Path>) -> Result<Learner> {
        let lines = folder.map_or_else(|| Ok(Spool::in_memory()), Spool::new)?;
        Ok(Learner { outlets: FxHashMap::default(), lines })
    }

    /// Adds documents; their ids are not to come twice.
    ///
    /// # Errors
    /// If a temporary file cannot be written.
    pub fn add(&mut self, documents: &[Document]) -> Result<()> {
        let keys: Vec<(u64, u64)> = documents
            .par_iter()
            .map(|x| (xxh3_64(x.outlet.as_bytes()), (xxh3_128(x.id.as_bytes()) >> 64) as u64))
            .collect();
        let mut touched = FxHashSet::default();
        for (number, (outlet, order)) in keys.into_iter().enumerate() {
            if self.outlets.entry(outlet).or_default().push(order, number) {
                touched.insert(outlet);
            }
        }
        let samples = self.outlets.iter_mut().filter(|(outlet, _)| touched.contains(outlet));
        let waiting = samples.flat_map(|(_, sample)| {
            sample.cut();
            sample.pages.iter_mut().filter_map(|page| match page.lines {
                Lined::Waiting(number) => Some((number, page)),
                Lined::Laid(_) => None,
            })
        });
        let (numbers, pages): (Vec<usize>, Vec<&mut Page>) = waiting.unzip();
        let record = |number: &usize| bytes_of(&lines(&documents[*number].text));
        let records: Vec<Vec<u8>> = numbers.par_iter().map(record).collect();
        for (page, place) in pages.into_iter().zip(self.lines.append(&records)?) {
            page.lines = Lined::Laid(place);
        }
        Ok(())
    }

    /// Bytes of memory it takes, but for lines that lie in memory.
    pub fn held(&self) -> usize {
        let pages: usize = self.outlets.values().map(|sample| sample.pages.capacity()).sum();
        size_of::<Page>() * pages + (size_of::<Sample>() + 9) * self.outlets.capacity()
    }

    /// What recurs.
    ///
    /// # Errors
    /// If a temporary file cannot be read.
    pub fn finish(self) -> Result<Recurring> {
        let Learner { outlets, lines } = self;
        let learned = outlets.into_par_iter().map(|(outlet, mut sample)| {
            sample.cut();
            Ok((outlet, sample.learn(&lines)?))
        });
        let learned = learned.collect::<Result<Vec<_>>>()?;
        Ok(Recurring::of(learned.into_iter().filter(|(_, lines)| !lines.is_empty())))
    }
}

impl Default for Sample {
    fn default() -> Sample {
        Sample { pages: Vec::new(), limit: u64::MAX }
    }
}

impl Sample {
    /// Takes a document in, if it can be of the sample; whether it did.
    fn push(&mut self, order: u64, number: usize) -> bool {
        if order >= self.limit {
            return false;
        }
        self.pages.push(Page { order, lines: Lined::Waiting(number) });
        if self.pages.len() >= 2 * SAMPLE {
            self.cut();
        }
        true
    }

    /// Leaves the sample alone.
    fn cut(&mut self) {
        if self.pages.len() > SAMPLE {
            let (_, last, _) = self.pages.select_nth_unstable_by_key(SAMPLE - 1, |page| page.order);
            self.limit = last.order;
            self.pages.truncate(SAMPLE);
        }
    }

    /// The lines that recur.
    fn learn(&self, laid: &Spool) -> Result<FxHashSet<u64>> {
        let size = self.pages.len();
        if size < FEWEST_DOCUMENTS {
            return Ok(FxHashSet::default());
        }
        let lines = |page: &Page| match page.lines {
            Lined::Laid(place) => Ok(lines_of(&laid.get(place)?)),
            Lined::Waiting(_) => Ok(Vec::new()),
        };
        let pages: Vec<Vec<Line>> = self.pages.iter().map(lines).collect::<Result<_>>()?;
        let counts = count(pages.iter());
        let votes = count(pages.iter().filter(|lines| votes(lines, &counts)));
        let recurs = |line: &&Line| {
            let needed = match line {
                Line { address: true, .. } => 3,
                Line { sentence: true, .. } => (size / 50).max(10),
                _ => (size / 200).max(6),
            };
            votes.get(&line.hash).is_some_and(|&votes| votes as usize >= needed)
        };
        Ok(pages.iter().flatten().filter(recurs).map(|line| line.hash).collect())
    }
}

/// Whether at least half of a document stands in no other of its outlet.
fn votes(lines: &[Line], counts: &FxHashMap<u64, u32>) -> bool {
    let (mut own, mut all) = (0, 0);
    for line in lines {
        all += usize::from(line.length);
        own += if counts.contains_key(&line.hash) { 0 } else { usize::from(line.length) };
    }
    own * 2 >= all
}

/// In how many of the documents each line stands, if in more than one.
fn count<'a>(documents: impl Iterator<Item = &'a Vec<Line>>) -> FxHashMap<u64, u32> {
    let mut hashes: Vec<u64> = documents.flatten().map(|line| line.hash).collect();
    hashes.sort_unstable();
    let runs = hashes.chunk_by(|x, y| x == y).filter(|run| run.len() > 1);
    runs.map(|run| (run[0], run.len() as u32)).collect()
}

/// Bytes of a line that lies by.
const RECORD: usize = 11;

fn bytes_of(lines: &[Line]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(RECORD * lines.len());
    for &Line { hash, length, sentence, address } in lines {
        bytes.extend(hash.to_le_bytes());
        bytes.extend(length.to_le_bytes());
        bytes.push(u8::from(sentence) | u8::from(address) << 1);
    }
    bytes
}

fn lines_of(bytes: &[u8]) -> Vec<Line> {
    let (records, _) = bytes.as_chunks::<RECORD>();
    let line = |record: &[u8; RECORD]| {
        let [a, b, c, d, e, f, g, h, x, y, flags] = *record;
        Line {
            hash: u64::from_le_bytes([a, b, c, d, e, f, g, h]),
            length: u16::from_le_bytes([x, y]),
            sentence: flags & 1 > 0,
            address: flags & 2 > 0,
        }
    };
    records.iter().map(line).collect()
}
