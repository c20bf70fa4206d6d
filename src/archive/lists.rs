//! A text's kept hashes → the documents where each stands, and how much of the text each has.
//!
//! The list of a gram of a box on every page is as long as the archive. Lists are read whole and in order,
//! and counted a stretch of numbers at a time, so that the counters stay in the processor's cache;
//! nothing is sorted, and the time grows with the length of the lists alone.

use super::Archive;
use crate::error::Result;
use crate::fingerprint::Fingerprint;
use crate::region::Class;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::ops::Range;

/// Numbers counted at a time: a multiple of 64.
const STRETCH: usize = 1 << 15;

/// The documents with the kept hashes of a text.
pub(super) struct Lists {
    /// Where a hash stands in the text, ascending, and its list.
    pub(super) places: Vec<(u32, u32)>,
    /// Documents, ascending; removed ones among them.
    pub(super) lists: Vec<Vec<u32>>,
    /// Tokens under a hash.
    pub(super) gram: usize,
}

/// A document and how much of the text it seems to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// Narrative tokens, then all that do not stand, under hashes it has too: most first.
    covered: Reverse<[u32; 2]>,
    /// Equal ones go by number, which is the order of adding.
    pub(super) number: u32,
}

/// The documents that share a kept hash with a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranking {
    /// How many there are.
    pub(super) all: usize,
    /// How many of them share more than text that stands.
    pub(super) own: usize,
    /// The best of these.
    pub(super) best: Vec<Candidate>,
}

impl Ranking {
    fn with(mut self, other: Ranking) -> Ranking {
        self.best.extend(other.best);
        Ranking { all: self.all + other.all, own: self.own + other.own, best: self.best }
    }

    fn cut(mut self, most: usize) -> Ranking {
        if self.best.len() > most {
            self.best.select_nth_unstable(most);
            self.best.truncate(most);
        }
        self
    }
}

/// What a document has of the places seen so far.
#[derive(Clone, Copy, Default)]
struct Count {
    covered: [u32; 2],
    /// One past the last token covered.
    reached: u32,
}

/// Counters of a stretch of numbers, all zero between uses.
struct Counters {
    counts: Vec<Count>,
    /// Whether a document is in a list: one bit each.
    listed: Vec<u64>,
}

impl Archive {
    /// The documents that share a kept hash with a text.
    pub(super) fn lists(&self, fingerprint: &Fingerprint) -> Result<Lists> {
        let sieve = self.sieve();
        let kept = sieve.keep_at(&fingerprint.shingles);
        let mut hashes: Vec<u64> = kept.iter().map(|&(_, hash)| hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let list = |&hash: &u64| {
            let mut documents = Vec::new();
            // Segments go by number.
            for segment in &self.segments {
                segment.postings.documents(hash, &mut documents)?;
            }
            Ok(documents)
        };
        let lists = hashes.par_iter().map(list).collect::<Result<_>>()?;
        let list_of = |hash: u64| hashes.partition_point(|&other| other < hash) as u32;
        let mut places: Vec<(u32, u32)> =
            kept.iter().map(|&(at, hash)| (at, list_of(hash))).collect();
        places.sort_unstable();
        Ok(Lists { places, lists, gram: sieve.gram(fingerprint.k) })
    }

    /// The documents in `lists`, and the `most` of them that have most of a text of these classes; text
    /// that is `standing`, of whole grams, counts for nothing.
    pub(super) fn rank(
        &self,
        lists: &Lists,
        classes: &[Class],
        standing: &[Range<usize>],
        most: usize,
    ) -> Ranking {
        let mut counted: Vec<[bool; 2]> =
            classes.iter().map(|&class| [class == Class::Narrative, true]).collect();
        standing.iter().for_each(|tokens| counted[tokens.clone()].fill([false; 2]));
        let mut before = vec![[0u32; 2]];
        for [narrative, all] in counted {
            let [x, y] = before[before.len() - 1];
            before.push([x + u32::from(narrative), y + u32::from(all)]);
        }
        let past = self.past() as usize;
        let stretches: Vec<Range<usize>> =
            (0..past).step_by(STRETCH).map(|first| first..past.min(first + STRETCH)).collect();
        let counters =
            || Counters { counts: vec![Count::default(); STRETCH], listed: vec![0; STRETCH / 64] };
        let rankings = stretches.par_iter().map_init(counters, |counters, stretch| {
            self.count(lists, stretch, &before, counters).cut(most)
        });
        rankings.reduce(Ranking::default, Ranking::with).cut(most)
    }

    /// The documents of a stretch of numbers; before each token of the text stand so many that count.
    fn count(
        &self,
        lists: &Lists,
        stretch: &Range<usize>,
        before: &[[u32; 2]],
        counters: &mut Counters,
    ) -> Ranking {
        let first = stretch.start;
        let here = lists.lists.iter().map(|list| {
            let at = |number: usize| list.partition_point(|&document| (document as usize) < number);
            &list[at(first)..at(stretch.end)]
        });
        let here: Vec<&[u32]> = here.collect();
        for document in here.iter().copied().flatten().map(|&document| document as usize - first) {
            counters.listed[document / 64] |= 1 << (document % 64);
        }
        let tokens = before.len() as u32 - 1;
        let mut counted = false;
        for &(place, list) in &lists.places {
            let end = tokens.min(place + lists.gram as u32);
            // Most lists that are long are of text that stands: nothing to count.
            let [_, least] = before[place as usize];
            if before[end as usize][1] == least {
                continue;
            }
            counted |= !here[list as usize].is_empty();
            for &document in here[list as usize] {
                let count = &mut counters.counts[document as usize - first];
                let start = place.max(count.reached).min(end);
                for which in [0, 1] {
                    count.covered[which] +=
                        before[end as usize][which] - before[start as usize][which];
                }
                count.reached = end;
            }
        }
        let mut ranking = Ranking::default();
        for (at, listed) in counters.listed.iter_mut().enumerate() {
            *listed &= !self.manifest.removed.word(first / 64 + at);
            ranking.all += listed.count_ones() as usize;
        }
        if counted {
            for (at, count) in counters.counts.iter_mut().enumerate() {
                let covered = std::mem::take(count).covered;
                if covered[1] > 0 && counters.listed[at / 64] >> (at % 64) & 1 == 1 {
                    let number = (first + at) as u32;
                    ranking.best.push(Candidate { covered: Reverse(covered), number });
                }
            }
        }
        counters.listed.fill(0);
        ranking.own = ranking.best.len();
        ranking
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{ArchiveOptions, Known, Writer};
    use crate::article::{Article, Dissection};
    use crate::document::Document;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Sentences of three words, so that grams are shared by many.
    fn page(id: usize, seeds: &[u8]) -> Document {
        let words = ["quay", "reef", "gull"];
        let text = seeds.iter().map(|&seed| words[seed as usize % 3]).collect::<Vec<_>>().join(" ");
        Document { id: id.to_string(), outlet: "paper".into(), text, ..Document::default() }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Counting by stretches finds what plain sets of tokens find, whatever is removed, stands, or is narrative.
        #[test]
        fn documents_are_ranked_as_plain_sets_rank_them(
            pages in proptest::collection::vec(proptest::collection::vec(0u8..3, 0..40), 1..12),
            removed in proptest::collection::vec(0usize..12, 0..3),
            batch in 1usize..6, most in 1usize..6, narrative in any::<u64>(), whole in 0usize..6,
        ) {
            let room = tempfile::tempdir().unwrap();
            let folder = room.path().join("archive");
            let options = ArchiveOptions { run: 6, k: 3, ..ArchiveOptions::default() };
            Archive::create(&folder, &options).unwrap();
            let mut writer = Writer::open(&folder).unwrap();
            let documents: Vec<Document> = pages.iter().enumerate().map(|(id, seeds)| page(id, seeds)).collect();
            for batch in documents.chunks(batch) {
                writer.add(batch.to_vec(), Known::Keep).unwrap();
            }
            writer.remove(&removed.iter().map(usize::to_string).collect::<Vec<_>>()).unwrap();
            let archive = writer.archive();
            let how = Dissection { k: 3, ..Dissection::default() };
            let query = Article::of(documents[0].clone(), &how).fingerprint;
            let tokens = query.classes.len();
            let classes: Vec<Class> = (0..tokens)
                .map(|at| if narrative >> (at % 64) & 1 == 1 { Class::Narrative } else { Class::Quote })
                .collect();
            let lists = archive.lists(&query).unwrap();
            // Every few grams stand.
            let standing: Vec<Range<usize>> = lists.places.iter().step_by(whole + 1).skip(usize::from(whole == 0) * tokens)
                .map(|&(place, _)| place as usize..place as usize + lists.gram).collect();
            let ranking = archive.rank(&lists, &classes, &standing, most);

            let stands: BTreeSet<usize> = standing.iter().cloned().flatten().collect();
            let mut shared: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
            for (place, hash) in archive.sieve().keep_at(&query.shingles) {
                for posting in archive.lookup(&[hash]).unwrap() {
                    let gram = place as usize..tokens.min(place as usize + lists.gram);
                    shared.entry(posting.document).or_default().extend(gram);
                }
            }
            let mut plain: Vec<Candidate> = Vec::new();
            for (&number, tokens) in &shared {
                let own: Vec<usize> = tokens.difference(&stands).copied().collect();
                let narrative = own.iter().filter(|&&at| classes[at] == Class::Narrative).count() as u32;
                let covered = Reverse([narrative, own.len() as u32]);
                plain.extend((!own.is_empty()).then_some(Candidate { covered, number }));
            }
            prop_assert_eq!((ranking.all, ranking.own), (shared.len(), plain.len()));
            plain.sort_unstable();
            plain.truncate(most);
            let mut best = ranking.best;
            best.sort_unstable();
            prop_assert_eq!(best, plain);
        }
    }
}
