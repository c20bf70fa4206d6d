//! What is known of documents that lie on disk: who they are in the order of their ids, where they
//! lie, and what rows say of them. A document costs about 50 bytes of memory, and its id until
//! all are in order.

use super::shelf::Label;
use crate::budget::Budget;
use crate::date::Day;
use crate::error::Result;
use crate::offsets::Offsets;
use crate::pack::bytes::{Cursor, put_varint};
use crate::spool::{Place, Spool};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::path::Path;
use std::sync::{PoisonError, RwLock};

/// Documents by rank, that is by id, and by the place where they lie, which grows as they come.
pub struct Register {
    /// The rank of each place; [`NOBODY`] where no document lies.
    ranks: Vec<u32>,
    /// The place of each rank.
    places: Vec<u32>,
    /// By place, as the two that follow: the number of the outlet.
    outlets: Vec<u32>,
    days: Vec<i32>,
    /// First byte of its label, and behind all the end of the last.
    starts: Vec<u64>,
    /// Ids and dates.
    labels: Spool,
    /// Labels on their way to the spool, which reach up to byte `end` there.
    held: Vec<u8>,
    end: u64,
    /// All ids in a row, and where each ends, until they are ranked.
    ids: (Vec<u8>, Vec<usize>),
    names: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
    /// How bytes map to code points, by place, of those of which it is known.
    offsets: RwLock<(Spool, Vec<Place>)>,
}

const NOBODY: u32 = u32::MAX;
const UNDATED: i32 = i32::MIN;
/// Bytes of labels written at once.
const BLOCK: usize = 1 << 16;

impl Register {
    /// An empty one, which keeps what rows say in `folder`, or in memory.
    ///
    /// # Errors
    /// If `folder` cannot be written to.
    pub fn new(folder: Option<&Path>) -> Result<Register> {
        let spool = || folder.map_or_else(|| Ok(Spool::in_memory()), Spool::new);
        Ok(Register {
            ranks: Vec::new(),
            places: Vec::new(),
            outlets: Vec::new(),
            days: Vec::new(),
            starts: Vec::new(),
            labels: spool()?,
            held: Vec::new(),
            end: 0,
            ids: (Vec::new(), Vec::new()),
            names: Vec::new(),
            numbers: FxHashMap::default(),
            offsets: RwLock::new((spool()?, Vec::new())),
        })
    }

    /// Enters the document that lies at `place`, behind all that were entered before.
    ///
    /// # Errors
    /// If a temporary file cannot be written.
    pub fn enter(&mut self, place: u32, id: &str, outlet: &str, date: Option<&str>) -> Result<()> {
        while self.ranks.len() < place as usize {
            self.put(NOBODY, NOBODY, UNDATED);
        }
        let outlet = match self.numbers.get(outlet) {
            Some(&number) => number,
            None => {
                self.names.push(outlet.into());
                *self.numbers.entry(outlet.into()).or_insert(self.names.len() as u32 - 1)
            }
        };
        self.ids.0.extend(id.as_bytes());
        self.put(0, outlet, date.and_then(Day::of).map_or(UNDATED, |day| day.0));
        let before = self.held.len();
        put_varint(&mut self.held, id.len() as u32);
        self.held.extend(id.as_bytes());
        put_varint(&mut self.held, date.map_or(0, |date| date.len() as u32 + 1));
        self.held.extend(date.unwrap_or_default().as_bytes());
        self.end += (self.held.len() - before) as u64;
        if self.held.len() >= BLOCK { self.write() } else { Ok(()) }
    }

    fn put(&mut self, rank: u32, outlet: u32, day: i32) {
        self.ranks.push(rank);
        self.outlets.push(outlet);
        self.days.push(day);
        self.starts.push(self.end);
        self.ids.1.push(self.ids.0.len());
    }

    fn write(&mut self) -> Result<()> {
        let held = std::mem::take(&mut self.held);
        self.labels.append(&[held]).map(drop)
    }

    /// Ranks all that were entered. Their ids are told apart by their bytes.
    ///
    /// # Errors
    /// If a temporary file cannot be written.
    pub fn rank(&mut self) -> Result<()> {
        self.write()?;
        self.starts.push(self.end);
        let (bytes, ends) = std::mem::take(&mut self.ids);
        let id = |place: u32| {
            let place = place as usize;
            &bytes[place.checked_sub(1).map_or(0, |before| ends[before])..ends[place]]
        };
        let all = (0u32..).zip(&self.ranks);
        self.places = all.filter(|&(_, &rank)| rank != NOBODY).map(|(place, _)| place).collect();
        self.places.par_sort_unstable_by(|&x, &y| id(x).cmp(id(y)));
        for (rank, &place) in (0..).zip(&self.places) {
            self.ranks[place as usize] = rank;
        }
        self.offsets.get_mut().unwrap_or_else(PoisonError::into_inner).1 =
            vec![Place::default(); self.ranks.len()];
        Ok(())
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether it can stand in memory.
    ///
    /// # Errors
    /// If it takes too much of the budget.
    pub fn fits(&self, budget: &Budget) -> Result<()> {
        budget.hold(self.held(), || format!("what is known of {} documents", self.ranks.len()))
    }

    /// Bytes of memory it takes.
    pub fn held(&self) -> usize {
        let ids = self.ids.0.capacity() + 8 * self.ids.1.capacity();
        ids + 20 * self.ranks.capacity() + (4 + size_of::<Place>()) * self.places.len()
    }

    /// The rank of the document that lies at a place.
    pub fn rank_at(&self, place: usize) -> Option<usize> {
        let rank = self.ranks.get(place).copied().filter(|&rank| rank != NOBODY);
        rank.map(|rank| rank as usize)
    }

    /// Where the document of this rank lies.
    pub fn place_of(&self, rank: usize) -> usize {
        self.places[rank] as usize
    }

    /// Who published the document of this rank.
    pub fn outlet(&self, rank: usize) -> &str {
        &self.names[self.outlets[self.place_of(rank)] as usize]
    }

    /// On which day, if that can be told.
    pub fn day(&self, rank: usize) -> Option<Day> {
        let day = self.days[self.place_of(rank)];
        (day != UNDATED).then_some(Day(day))
    }

    /// Lays by how the bytes of a document map to code points.
    ///
    /// # Errors
    /// If a temporary file cannot be written.
    pub fn lay(&self, rank: usize, offsets: &Offsets) -> Result<()> {
        let place = self.place_of(rank);
        if self.knows(rank) {
            return Ok(());
        }
        let mut record = Vec::new();
        let runs = offsets.runs();
        put_varint(&mut record, runs.len() as u32);
        for (start, width, count) in runs {
            [start, width.into(), count].into_iter().for_each(|n| put_varint(&mut record, n));
        }
        let mut laid = self.offsets.write().unwrap_or_else(PoisonError::into_inner);
        let at = laid.0.append(&[record])?;
        laid.1[place] = at[0];
        Ok(())
    }

    /// Whether the offsets of a document were laid by.
    pub fn knows(&self, rank: usize) -> bool {
        let laid = self.offsets.read().unwrap_or_else(PoisonError::into_inner);
        laid.1[self.place_of(rank)].bytes > 0
    }

    /// Its id and its date.
    fn known_of(&self, rank: usize) -> Result<(String, Option<String>)> {
        let place = self.place_of(rank);
        let (start, end) = (self.starts[place], self.starts[place + 1]);
        let record = self.labels.get(Place { start, bytes: (end - start) as u32 })?;
        label_of(&record).ok_or_else(|| self.labels.lost())
    }

    /// The id of the document of this rank.
    ///
    /// # Errors
    /// If a temporary file cannot be read.
    pub fn id(&self, rank: usize) -> Result<String> {
        self.known_of(rank).map(|(id, _)| id)
    }

    /// What rows say of the document of this rank; offsets that were not laid by are empty.
    ///
    /// # Errors
    /// If a temporary file cannot be read.
    pub fn label(&self, rank: usize) -> Result<Label<'static>> {
        let place = self.place_of(rank);
        let (id, date) = self.known_of(rank)?;
        let laid = self.offsets.read().unwrap_or_else(PoisonError::into_inner);
        let offsets = match laid.1[place] {
            Place { bytes: 0, .. } => Offsets::default(),
            known => offsets_of(&laid.0.get(known)?).ok_or_else(|| laid.0.lost())?,
        };
        let (date, offsets) = (date.map(Into::into), std::borrow::Cow::Owned(offsets));
        Ok(Label { id: id.into(), date, offsets })
    }
}

fn label_of(record: &[u8]) -> Option<(String, Option<String>)> {
    let mut cursor = Cursor::of(record);
    let length = cursor.take_varint()?;
    let id = String::from_utf8(cursor.take(length as usize)?.to_vec()).ok()?;
    let date = match cursor.take_varint()?.checked_sub(1) {
        Some(length) => Some(String::from_utf8(cursor.take(length as usize)?.to_vec()).ok()?),
        None => None,
    };
    cursor.is_empty().then_some((id, date))
}

fn offsets_of(record: &[u8]) -> Option<Offsets> {
    let mut cursor = Cursor::of(record);
    let count = cursor.take_varint()?;
    let mut runs = Vec::new();
    for _ in 0..count {
        let [start, width, count] =
            [cursor.take_varint()?, cursor.take_varint()?, cursor.take_varint()?];
        runs.push((start, u8::try_from(width).ok()?, count));
    }
    Offsets::of_runs(runs.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_by_id_and_by_place() {
        let folder = tempfile::tempdir().unwrap();
        for folder in [None, Some(folder.path())] {
            let mut register = Register::new(folder).unwrap();
            register.enter(1, "b", "Post", Some("2031-05-02")).unwrap();
            register.enter(4, "c", "Star", None).unwrap();
            register.enter(5, "a", "Post", Some("soon")).unwrap();
            register.rank().unwrap();
            assert_eq!(register.len(), 3);
            let ranks: Vec<Option<usize>> = (0..7).map(|place| register.rank_at(place)).collect();
            assert_eq!(ranks, [None, Some(1), None, None, Some(2), Some(0), None]);
            assert_eq!([0, 1, 2].map(|rank| register.place_of(rank)), [5, 1, 4]);
            assert_eq!([0, 1, 2].map(|rank| register.outlet(rank)), ["Post", "Post", "Star"]);
            assert_eq!(register.day(1), Day::of("2031-05-02"));
            assert_eq!((register.day(0), register.day(2)), (None, None));
            let offsets = Offsets::of("é “a”");
            register.lay(2, &offsets).unwrap();
            assert!(register.knows(2) && !register.knows(0));
            let label = register.label(2).unwrap();
            assert_eq!((&*label.id, label.date, &*label.offsets), ("c", None, &offsets));
            let label = register.label(0).unwrap();
            assert_eq!((&*label.id, label.date.as_deref()), ("a", Some("soon")));
            assert_eq!(register.id(1).unwrap(), "b");
        }
    }
}
