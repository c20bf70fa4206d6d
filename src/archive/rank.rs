//! A text's kept hashes → the documents that have most of it.
//!
//! Of what stands one list is read. The others are read whole and in order, and counted a stretch of numbers
//! at a time, so that the counters stay in the processor's cache; nothing is sorted.

use super::Archive;
use super::entry::Entry;
use super::lists::Lists;
use super::removed::Removed;
use super::standing::Standing;
use crate::date::Day;
use crate::error::Result;
use crate::region::Class;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

/// Numbers counted at a time: a multiple of 64.
const STRETCH: usize = 1 << 13;
/// Stretches that share their counters, at least.
const TOGETHER: usize = 16;

/// A document and how much of the text it seems to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// Narrative tokens, then all that do not stand, under hashes it has too: most first.
    covered: Reverse<[u32; 2]>,
    pub(super) number: u32,
}

/// The documents that share a kept hash with a text, of what stands a middling one.
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

    /// The best `most`, and all that equal the last of them.
    fn cut(mut self, most: usize) -> Ranking {
        if let Some(last) = most.checked_sub(1).filter(|_| self.best.len() > most) {
            let covered = self.best.select_nth_unstable(last).1.covered;
            self.best.retain(|candidate| candidate.covered <= covered);
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

/// Places of the text that count, each with the documents that have its hash, ascending.
type Counted<'a> = [(u32, &'a [u32])];

impl Archive {
    /// The documents that share a hash of `lists`, and the `most` of them that have most of a text of these
    /// classes, of equal ones the earliest; what is `standing` counts for nothing.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub(super) fn rank(
        &self,
        lists: &Lists,
        classes: &[Class],
        standing: &[Standing],
        most: usize,
    ) -> Result<Ranking> {
        let mut counted: Vec<[bool; 2]> =
            classes.iter().map(|&class| [class == Class::Narrative, true]).collect();
        let mut stands = vec![false; lists.places.len()];
        for part in standing {
            counted[part.tokens.clone()].fill([false; 2]);
            stands[part.places.clone()].fill(true);
        }
        let mut before = vec![[0u32; 2]];
        for [narrative, all] in counted {
            let [x, y] = before[before.len() - 1];
            before.push([x + u32::from(narrative), y + u32::from(all)]);
        }
        let own =
            || lists.places.iter().zip(&stands).filter(|(_, stands)| !**stands).map(|(p, _)| *p);
        let mut wanted: Vec<u32> = own().map(|(_, list)| list).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let read = |&list: &u32| Ok((list, self.documents_of(&lists.lists[list as usize])?));
        let read: FxHashMap<u32, Cow<'_, [u32]>> =
            wanted.par_iter().map(read).collect::<Result<_>>()?;
        let own: Vec<(u32, &[u32])> =
            own().map(|(place, list)| (place, &read[&list][..])).collect();

        let past = self.past() as usize;
        let stretches: Vec<Range<usize>> =
            (0..past).step_by(STRETCH).map(|first| first..past.min(first + STRETCH)).collect();
        let counters =
            || Counters { counts: vec![Count::default(); STRETCH], listed: vec![0; STRETCH / 64] };
        let stretches = stretches.par_iter().with_min_len(TOGETHER);
        let rankings = stretches.map_init(counters, |counters, stretch| {
            counters.list(stretch, standing.iter().map(|part| &part.documents[..]));
            let any = counters.count(stretch, &own, &before, lists.gram);
            Ok(counters.take(stretch.start, any, &self.manifest.removed).cut(most))
        });
        let ranking =
            rankings.try_reduce(Ranking::default, |x, y| Ok(x.with(y).cut(most)))?.cut(most);
        Ok(Ranking { best: self.earliest(ranking.best, most)?, ..ranking })
    }

    /// Of candidates `most`: the best, and of those that equal the last of these the earliest, undated ones
    /// last, by id within a day. So the order of adding decides nothing.
    fn earliest(&self, mut best: Vec<Candidate>, most: usize) -> Result<Vec<Candidate>> {
        let Some(last) = most.checked_sub(1).filter(|_| best.len() > most) else {
            best.truncate(most);
            return Ok(best);
        };
        let covered = best.select_nth_unstable(last).1.covered;
        let (mut tied, mut best): (Vec<Candidate>, _) =
            best.into_iter().partition(|candidate| candidate.covered == covered);
        tied.sort_unstable();
        let dated = tied.par_chunks(64).map(|tied| {
            let mut near = None;
            let of = |&candidate: &Candidate| {
                let number = candidate.number;
                let bytes = self.near(number, |segment| &segment.entries, &mut near)?;
                let entry = Entry::from_bytes(number, bytes).ok_or_else(|| self.broken(number))?;
                let Entry { id, date, .. } = entry;
                let day = date.as_deref().and_then(Day::of);
                Ok(((day.is_none(), day, id), candidate))
            };
            tied.iter().map(of).collect::<Result<Vec<_>>>()
        });
        let mut dated = dated.collect::<Result<Vec<_>>>()?.concat();
        let wanted = most - best.len();
        if wanted < dated.len() {
            dated.select_nth_unstable(wanted);
        }
        best.extend(dated.into_iter().take(wanted).map(|(_, candidate)| candidate));
        Ok(best)
    }
}

/// The documents of a list that are in a stretch of numbers.
fn within<'a>(list: &'a [u32], stretch: &Range<usize>) -> &'a [u32] {
    let at = |number: usize| list.partition_point(|&document| (document as usize) < number);
    &list[at(stretch.start)..at(stretch.end)]
}

impl Counters {
    /// Notes the documents of lists.
    fn list<'a>(&mut self, stretch: &Range<usize>, lists: impl Iterator<Item = &'a [u32]>) {
        for document in lists.flat_map(|list| within(list, stretch)) {
            let at = *document as usize - stretch.start;
            self.listed[at / 64] |= 1 << (at % 64);
        }
    }

    /// Counts what documents cover; before each token of the text stand so many that count. Whether there
    /// are any.
    fn count(
        &mut self,
        stretch: &Range<usize>,
        own: &Counted,
        before: &[[u32; 2]],
        gram: usize,
    ) -> bool {
        let tokens = before.len() as u32 - 1;
        let mut any = false;
        for &(place, list) in own {
            let end = tokens.min(place + gram as u32);
            let here = within(list, stretch);
            any |= !here.is_empty();
            self.list(stretch, [here].into_iter());
            for &document in here {
                let count = &mut self.counts[document as usize - stretch.start];
                let start = place.max(count.reached).min(end);
                for (which, covered) in count.covered.iter_mut().enumerate() {
                    *covered += before[end as usize][which] - before[start as usize][which];
                }
                count.reached = end;
            }
        }
        any
    }

    /// The documents noted since the last time, from number `first` on, and counted, if any were.
    fn take(&mut self, first: usize, any: bool, removed: &Removed) -> Ranking {
        let mut ranking = Ranking::default();
        for (word, listed) in self.listed.iter_mut().enumerate() {
            let mut rest = std::mem::take(listed);
            let gone = removed.word(first / 64 + word);
            ranking.all += (rest & !gone).count_ones() as usize;
            while any && rest != 0 {
                let at = 64 * word + rest.trailing_zeros() as usize;
                let covered = std::mem::take(&mut self.counts[at]).covered;
                if covered[1] > 0 && gone >> (at % 64) & 1 == 0 {
                    let number = (first + at) as u32;
                    ranking.best.push(Candidate { covered: Reverse(covered), number });
                }
                rest &= rest - 1;
            }
        }
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
        let date = (!id.is_multiple_of(4)).then(|| format!("2031-05-0{}", 1 + id * 7 % 5));
        // Not in the order of the numbers.
        let id = format!("{:03}", id * 37 % 101);
        Document { id, outlet: "paper".into(), text, date, ..Document::default() }
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
            let removed = removed.iter().map(|id| page(*id, &[]).id);
            writer.remove(&removed.collect::<Vec<_>>()).unwrap();
            let archive = writer.archive();
            let how = Dissection { k: 3, ..Dissection::default() };
            let query = Article::of(documents[0].clone(), &how).fingerprint;
            let tokens = query.classes.len();
            let classes: Vec<Class> = (0..tokens)
                .map(|at| if narrative >> (at % 64) & 1 == 1 { Class::Narrative } else { Class::Quote })
                .collect();
            let lists = archive.lists(&query).unwrap();
            // Every few grams stand.
            let stands = |at: &usize| whole > 0 && at.is_multiple_of(whole + 1);
            let part = |at: usize| {
                let (place, list) = lists.places[at];
                let tokens = place as usize..place as usize + lists.gram;
                let documents = archive.documents_of(&lists.lists[list as usize]).unwrap().into_owned();
                Standing { tokens, places: at..at + 1, documents }
            };
            let standing: Vec<Standing> = (0..lists.places.len()).filter(stands).map(part).collect();
            let ranking = archive.rank(&lists, &classes, &standing, most).unwrap();

            let stood: BTreeSet<usize> = standing.iter().flat_map(|part| part.tokens.clone()).collect();
            let mut shared: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
            let mut kept = archive.sieve().keep_at(&query.shingles);
            kept.sort_unstable();
            for (at, (place, hash)) in kept.into_iter().enumerate() {
                let postings = archive.lookup(&[hash]).unwrap();
                prop_assert!(lists.lists[lists.places[at].1 as usize].count >= postings.len());
                for posting in postings {
                    let gram = place as usize..tokens.min(place as usize + lists.gram);
                    let tokens = shared.entry(posting.document).or_default();
                    tokens.extend(gram.filter(|_| !stands(&at)));
                }
            }
            let mut plain: Vec<Candidate> = Vec::new();
            for (&number, tokens) in &shared {
                let own: Vec<usize> = tokens.difference(&stood).copied().collect();
                let narrative = own.iter().filter(|&&at| classes[at] == Class::Narrative).count() as u32;
                let covered = Reverse([narrative, own.len() as u32]);
                plain.extend((!own.is_empty()).then_some(Candidate { covered, number }));
            }
            prop_assert_eq!((ranking.all, ranking.own), (shared.len(), plain.len()));
            let day = |candidate: &Candidate| {
                let entry = archive.entry(candidate.number).unwrap().unwrap();
                (candidate.covered, entry.date.is_none(), entry.date, entry.id)
            };
            plain.sort_by_key(day);
            plain.truncate(most);
            let mut best = ranking.best;
            best.sort_by_key(day);
            prop_assert_eq!(best, plain);
        }
    }
}
