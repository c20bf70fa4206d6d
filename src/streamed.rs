//! The run for corpora larger than memory: documents or articles in any order → the same comparisons, in
//! the same order, as [`compare`](crate::analysis::compare) gives.
//!
//! [`Intake`] lays documents by on disk and learns what recurs in their outlets; a [`Depot`] lays
//! articles by, sorts the hashes kept of them on disk ([`Sorter`](crate::sorter::Sorter)), and compares
//! the pairs these give chunk by chunk: what a chunk needs is read, the comparisons are made on all
//! threads and handed on in order. Of each document no more stays in memory than its id, its outlet's
//! number and its places in the temporary files, about 50 bytes beside the id. The files have no names.

mod archived;
mod candidates;
mod intake;
mod laid;
mod record;

pub use crate::budget::Budget;
pub use intake::Intake;
pub use laid::Laid;

use crate::align::Aligner;
use crate::analysis::{Comparison, Options, Pairs, compare_two};
use crate::article::Article;
use crate::date::Day;
use crate::error::Result;
use crate::fingerprint::Sieve;
use crate::outlet::{Flow, Outlets, Shared, Window};
use crate::spool::{Place, Spool};
use candidates::Candidates;
use rayon::prelude::*;
use record::Shelved;
use rustc_hash::{FxHashMap, FxHashSet};

/// Articles on disk.
pub struct Depot {
    budget: Budget,
    /// Settled.
    options: Options,
    texts: bool,
    sieve: Option<Sieve>,
    spool: Spool,
    candidates: Candidates,
    /// By number, that is in the order of coming.
    places: Vec<Place>,
    ids: Ids,
    filed: Vec<Filed>,
    /// The numbers of outlets.
    outlets: FxHashMap<String, u32>,
}

/// All ids in a row, by number.
#[derive(Default)]
struct Ids {
    bytes: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Ids {
    fn push(&mut self, id: &str) {
        self.bytes.push_str(id);
        self.ends.push(self.bytes.len());
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[number]]
    }
}

/// Bytes of memory that a document takes beside its id: its place, what is filed of it, where its id ends,
/// its number by rank and its rank.
const DOCUMENT: usize = size_of::<Place>() + size_of::<Filed>() + size_of::<usize>() + 8;

/// What stays in memory of a document.
#[derive(Clone, Copy, Debug)]
struct Filed {
    outlet: u32,
    day: Option<Day>,
    /// Narrative ones.
    words: u32,
}

/// Most pairs compared before they are handed on.
const MOST: usize = 8192;
/// Pairs of one article compared with one table of its shingles.
const TOGETHER: usize = 128;

impl Depot {
    /// An empty depot for `documents` articles, whose texts are kept if `texts` says so.
    /// [`Options::rewritten`] is not looked at.
    ///
    /// # Errors
    /// If the folder of the budget cannot be written to.
    pub fn new(budget: Budget, options: &Options, documents: usize, texts: bool) -> Result<Depot> {
        let options = Options { rewritten: false, ..options.settled(documents) };
        let run = options.run.unwrap_or(options.k);
        Ok(Depot {
            sieve: (options.pairs == Pairs::Sharing).then(|| Sieve::of(run, options.k)),
            options,
            texts,
            spool: Spool::new(&budget.folder)?,
            candidates: Candidates::new(&budget.folder, budget.room(DOCUMENT * documents) / 3),
            places: Vec::with_capacity(documents),
            ids: Ids::default(),
            filed: Vec::with_capacity(documents),
            outlets: FxHashMap::default(),
            budget,
        })
    }

    /// Lays articles by; no id may come twice.
    ///
    /// # Errors
    /// If a temporary file cannot be written.
    pub fn add(&mut self, articles: &[Article]) -> Result<()> {
        let one = |article: &Article| {
            let kept = self.sieve.map(|sieve| sieve.keep(&article.fingerprint.shingles));
            (record::bytes_of(article, self.texts), kept.unwrap_or_default())
        };
        let (records, kept): (Vec<Vec<u8>>, Vec<Vec<u64>>) = articles.par_iter().map(one).unzip();
        for (article, kept) in articles.iter().zip(&kept) {
            self.candidates.add(self.ids.len() as u32, kept)?;
            self.ids.push(&article.id);
            let next = self.outlets.len() as u32;
            let outlet = match self.outlets.get(&article.outlet) {
                Some(&outlet) => outlet,
                None => *self.outlets.entry(article.outlet.clone()).or_insert(next),
            };
            let [words, ..] = article.words();
            let day = article.date.as_deref().and_then(Day::of);
            self.filed.push(Filed { outlet, day, words: words as u32 });
        }
        self.places.extend(self.spool.append(&records)?);
        self.budget.hold(self.held(), || format!("a list of {} documents", self.ids.len()))
    }

    /// Bytes that must stand in memory until all is compared.
    fn held(&self) -> usize {
        self.ids.bytes.capacity() + DOCUMENT * self.places.capacity()
    }

    /// The numbers of the articles in the order of their ids.
    fn order(&self) -> Vec<u32> {
        let id = |number: u32| self.ids.get(number as usize);
        let mut order: Vec<u32> = (0..self.ids.len() as u32).collect();
        order.par_sort_unstable_by(|&x, &y| id(x).cmp(id(y)));
        order
    }

    /// What the outlets share, summed up.
    ///
    /// # Errors
    /// As [`Depot::compare`].
    pub fn flows(self, window: Window) -> Result<Vec<Flow>> {
        let mut names = vec![""; self.outlets.len()];
        self.outlets.iter().for_each(|(name, &number)| names[number as usize] = name);
        let mut outlets = Outlets::new(window);
        for number in self.order() {
            let Filed { outlet, day, words } = self.filed[number as usize];
            outlets.add_document(names[outlet as usize], day, words as usize);
        }
        drop(names);
        self.compare(Shared::of, |shared| {
            shared.iter().for_each(|shared| outlets.count(shared));
            Ok(())
        })?;
        Ok(outlets.flows())
    }

    /// Makes all comparisons. `show` is called on all threads with the articles and the comparison of
    /// each pair, by `a`, then `b`, the indices by id; `hand_on` gets what it makes, in that order.
    ///
    /// # Errors
    /// If a temporary file cannot be read or written, or `hand_on` fails.
    pub fn compare<T: Send>(
        self,
        show: impl Fn(&Article, &Article, &Comparison) -> T + Sync,
        mut hand_on: impl FnMut(T) -> Result<()>,
    ) -> Result<()> {
        let order = self.order();
        let room = self.budget.room(self.held());
        let Depot { budget, options, spool, candidates, places, ids, filed, .. } = self;
        let mut ranks = vec![0; order.len()];
        for (rank, &number) in order.iter().enumerate() {
            ranks[number as usize] = rank as u32;
        }
        let outlet = |rank: u32| filed[order[rank as usize] as usize].outlet;
        let apart = |a: u32, b: u32| !options.cross_outlet || outlet(a) != outlet(b);
        let count = ranks.len() as u32;
        type Pair = Result<(u32, u32)>;
        let pairs: Box<dyn Iterator<Item = Pair>> = match &options.pairs {
            Pairs::Sharing => {
                let pairs = candidates.pairs(&ranks, apart, &budget.folder, room / 3)?;
                drop((ids, ranks));
                Box::new(pairs.map(|pair| pair.map(|pair| ((pair >> 32) as u32, pair as u32))))
            }
            Pairs::All => {
                let all = (0..count).flat_map(move |a| (a + 1..count).map(move |b| (a, b)));
                Box::new(all.filter(|&(a, b)| apart(a, b)).map(Ok))
            }
            Pairs::Listed(listed) => {
                let find = |id: &str| {
                    let at = order.binary_search_by(|&number| ids.get(number as usize).cmp(id));
                    at.ok().map(|at| at as u32)
                };
                let known = |(x, y): &(String, String)| Some((find(x)?, find(y)?));
                let mut pairs: Vec<(u32, u32)> = listed.iter().filter_map(known).collect();
                pairs.iter_mut().for_each(|pair| *pair = (pair.0.min(pair.1), pair.0.max(pair.1)));
                pairs.sort_unstable();
                pairs.dedup();
                Box::new(pairs.into_iter().filter(|&(a, b)| a != b && apart(a, b)).map(Ok))
            }
        };
        let place = |rank: u32| places[order[rank as usize] as usize];
        let desk = Desk { options: &options, spool: &spool, room: room / 4, place };
        desk.work(pairs, show, &mut hand_on)
    }
}

/// Where pairs are compared: holds the articles of a chunk of them.
struct Desk<'a, P> {
    options: &'a Options,
    spool: &'a Spool,
    /// Bytes that articles may take.
    room: usize,
    place: P,
}

impl<P: Fn(u32) -> Place + Sync> Desk<'_, P> {
    fn work<T: Send>(
        &self,
        pairs: impl Iterator<Item = Result<(u32, u32)>>,
        show: impl Fn(&Article, &Article, &Comparison) -> T + Sync,
        hand_on: &mut impl FnMut(T) -> Result<()>,
    ) -> Result<()> {
        let mut pairs = pairs.peekable();
        let mut held: FxHashMap<u32, Shelved> = FxHashMap::default();
        while pairs.peek().is_some() {
            let chunk = self.chunk(&mut pairs)?;
            self.fetch(&chunk, &mut held)?;
            let tasks: Vec<&[(u32, u32)]> =
                chunk.chunk_by(|x, y| x.0 == y.0).flat_map(|same| same.chunks(TOGETHER)).collect();
            let shown = tasks.par_iter().flat_map_iter(|task| {
                let (held, show) = (&held, &show);
                let x = &held[&task[0].0].article;
                let mut aligner = Aligner::of(&x.fingerprint);
                task.iter().filter_map(move |&(a, b)| {
                    let Shelved { article: y, distinct } = &held[&b];
                    let indices = [a as usize, b as usize];
                    let made = compare_two(&mut aligner, [x, y], indices, *distinct, self.options);
                    made.map(|(pair, _)| show(x, y, &pair))
                })
            });
            shown.collect::<Vec<T>>().into_iter().try_for_each(&mut *hand_on)?;
        }
        Ok(())
    }

    /// Bytes of an article in memory, about.
    fn size(&self, rank: u32) -> usize {
        2 * (self.place)(rank).bytes as usize + 512
    }

    /// The next pairs whose articles there is room for, one pair at least.
    fn chunk(
        &self,
        pairs: &mut std::iter::Peekable<impl Iterator<Item = Result<(u32, u32)>>>,
    ) -> Result<Vec<(u32, u32)>> {
        let (mut chunk, mut needed, mut bytes) = (Vec::new(), FxHashSet::default(), 0);
        let mut fits = |pair: &Result<(u32, u32)>, full: bool| {
            let Ok((a, b)) = *pair else { return true };
            for rank in [a, b] {
                if needed.insert(rank) {
                    bytes += self.size(rank);
                }
            }
            !full || bytes <= self.room
        };
        while chunk.len() < MOST {
            let full = !chunk.is_empty();
            match pairs.next_if(|pair| fits(pair, full)) {
                Some(pair) => chunk.push(pair?),
                None => break,
            }
        }
        Ok(chunk)
    }

    /// Reads what a chunk needs and is not held yet; what it does not need goes if the room is wanted.
    fn fetch(&self, chunk: &[(u32, u32)], held: &mut FxHashMap<u32, Shelved>) -> Result<()> {
        let needed: FxHashSet<u32> = chunk.iter().flat_map(|&(a, b)| [a, b]).collect();
        let missing: Vec<u32> =
            needed.iter().copied().filter(|rank| !held.contains_key(rank)).collect();
        let all = held.keys().chain(&missing).map(|&rank| self.size(rank)).sum::<usize>();
        if all > self.room {
            held.retain(|rank, _| needed.contains(rank));
        }
        let fetched = missing.into_par_iter().map(|rank| {
            let bytes = self.spool.get((self.place)(rank))?;
            let shelved = record::article_of(self.options.k, &bytes);
            Ok((rank, shelved.ok_or_else(|| self.spool.lost())?))
        });
        held.extend(fetched.collect::<Result<Vec<_>>>()?);
        Ok(())
    }
}
