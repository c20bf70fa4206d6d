//! Repeated grams on disk → the stretches of every document, exact to the word, on disk.
//!
//! What [`extend`](super::super::extend) does at once is done in four walks: which classes stand at the end
//! of a stretch; what the pages have next to the places of these, laid in piles by class; what these
//! have in common, pile by pile; and how far the stretches reach by that.

use super::super::extend::{Context, Margin, SIDES, Side, compared, outer, reach, wanted};
use super::super::stretch::{Stretch, in_document};
use super::super::{Grams, Shelf};
use super::repeated::Repeated;
use super::walk::{Own, documents};
use crate::budget::Budget;
use crate::error::Result;
use crate::sorter::{Sorted, Sorter};
use crate::span::Span;
use crate::spool::{Place, Spool};
use crate::tape::Tape;
use rayon::prelude::*;

/// Stretches on disk, by where their documents lie, and in how many documents each family stands.
pub(super) struct Stretches {
    pub tape: Tape<[u32; 6]>,
    pub sizes: Vec<u32>,
}

/// A stretch as it lies on disk.
pub(super) fn row(stretch: &Stretch) -> [u32; 6] {
    let Stretch { family, document, start, end, span, .. } = *stretch;
    [family, document, start, end, span.start as u32, span.end as u32]
}

/// The stretch of a [`row`].
pub(super) fn stretch([family, document, start, end, from, to]: [u32; 6]) -> Stretch {
    let span = Span::new(from as usize, to as usize);
    Stretch { family, document, start, end, span, first: 0, last: 0 }
}

/// The stretches of all documents that have `run` words.
pub(super) fn stretches(
    shelf: &impl Shelf,
    repeated: &Repeated,
    run: u32,
    grams: Grams,
    budget: &Budget,
    held: usize,
) -> Result<Stretches> {
    let held = held + 5 * repeated.family.len() + 4 * repeated.families;
    let room = budget.room(held);
    let at_end = at_ends(repeated, grams)?;
    let mut piles = Piles::new(budget, room, repeated, grams.width)?;
    let bytes = read(shelf, repeated, &at_end, &mut piles, grams, budget)?;
    drop(at_end);
    let common = piles.common(budget, room)?;
    reaching(repeated, common, &bytes, run, grams, budget)
}

/// One bit a class.
struct Bits(Vec<u64>);

impl Bits {
    fn set(&mut self, at: u32) {
        self.0[at as usize / 64] |= 1 << (at % 64);
    }

    fn has(&self, at: u32) -> bool {
        self.0[at as usize / 64] >> (at % 64) & 1 == 1
    }
}

/// The classes of which a place is at the end of a stretch, for each side.
fn at_ends(repeated: &Repeated, grams: Grams) -> Result<[Bits; 2]> {
    let family = &repeated.family;
    let mut at_end = SIDES.map(|_| Bits(vec![0; family.len().div_ceil(64)]));
    for batch in documents(&repeated.places) {
        let of = |own: &Own| {
            let stretches = in_document(&own.places, 0, family, grams);
            SIDES.map(|side| {
                let outer = |s| outer(s, side, &own.places, family, grams.width);
                let places = stretches.iter().flat_map(outer);
                places.map(|at| own.places[at].class).collect::<Vec<u32>>()
            })
        };
        let found: Vec<[Vec<u32>; 2]> = batch?.par_iter().map(of).collect();
        for (side, classes) in found.iter().flat_map(|sides| sides.iter().enumerate()) {
            classes.iter().for_each(|&class| at_end[side].set(class));
        }
    }
    Ok(at_end)
}

/// Reads the pages: lays what stands next to places in piles, and gives the bytes of all margins.
fn read(
    shelf: &impl Shelf,
    repeated: &Repeated,
    at_end: &[Bits; 2],
    piles: &mut Piles,
    grams: Grams,
    budget: &Budget,
) -> Result<Tape<[u32; 1]>> {
    let mut bytes = Tape::new(&budget.folder)?;
    for batch in documents(&repeated.places) {
        let batch = batch?;
        let of = |own: &Own| {
            let stretches = in_document(&own.places, 0, &repeated.family, grams);
            let document = shelf.at(own.places[0].document as usize);
            let page = shelf.page(document, &wanted(&stretches, grams.width as u32));
            let asked = |side: Side, class: u32| at_end[side as usize].has(class);
            Margin::of(&page, &stretches, own.places.iter().zip(0..), asked, grams)
        };
        // Documents that lie together are read by one thread: their block is unpacked once.
        let margins: Vec<Margin> = batch.par_iter().with_min_len(8).map(of).collect();
        for (own, margin) in batch.iter().zip(margins) {
            margin.bytes.iter().try_for_each(|&byte| bytes.push([byte]))?;
            piles.lay(own, &margin)?;
        }
    }
    Ok(bytes)
}

/// What stands next to places, in piles of neighbouring classes, for each side.
struct Piles {
    spool: Spool,
    /// Of the left side, then of the right one.
    open: Vec<Vec<u8>>,
    laid: Vec<Vec<Place>>,
    /// Piles a side, and classes.
    count: usize,
    classes: usize,
    /// Bytes of an open pile that are written together.
    block: usize,
    width: usize,
}

impl Piles {
    fn new(budget: &Budget, room: usize, repeated: &Repeated, width: usize) -> Result<Piles> {
        let all = repeated.places.len() as usize * (16 + 8 * width);
        // A pile is sorted in three times its bytes.
        let count = all.div_ceil((room / 8).max(1)).clamp(1, 512);
        let block = (room / 16 / count).clamp(1 << 9, 1 << 15);
        let (open, laid) = (vec![Vec::new(); 2 * count], vec![Vec::new(); 2 * count]);
        let (spool, classes) = (Spool::new(&budget.folder)?, repeated.family.len());
        Ok(Piles { spool, open, laid, count, classes, block, width })
    }

    /// Lays what the margin of a document has: class, where the document lies, index of the place,
    /// shingles.
    fn lay(&mut self, own: &Own, margin: &Margin) -> Result<()> {
        if self.width == 0 {
            return Ok(());
        }
        for side in SIDES {
            let shingles = margin.shingles[side as usize].chunks_exact(self.width);
            for (&at, shingles) in margin.places[side as usize].iter().zip(shingles) {
                let place = own.places[at as usize];
                let pile = place.class as usize * self.count / self.classes;
                let pile = side as usize * self.count + pile;
                let open = &mut self.open[pile];
                open.extend(place.class.to_le_bytes());
                open.extend(place.document.to_le_bytes());
                open.extend((own.first + u64::from(at)).to_le_bytes());
                shingles.iter().for_each(|shingle| open.extend(shingle.to_le_bytes()));
                if open.len() >= self.block {
                    let block = std::mem::take(open);
                    self.laid[pile].extend(self.spool.append(&[block])?);
                }
            }
        }
        Ok(())
    }

    /// How many tokens each place has in common with another document: index of the place, side,
    /// tokens; those that have any.
    fn common(mut self, budget: &Budget, room: usize) -> Result<Sorted<u64>> {
        let mut common = Sorter::new(&budget.folder, room / 4);
        for pile in 0..2 * self.count {
            let mut bytes = Vec::new();
            for place in std::mem::take(&mut self.laid[pile]) {
                bytes.extend(self.spool.get(place)?);
            }
            bytes.append(&mut self.open[pile]);
            let side = (pile / self.count) as u64;
            for (at, tokens) in in_common(bytes, self.width) {
                common.push(at << 9 | side << 8 | u64::from(tokens))?;
            }
        }
        common.sorted()
    }
}

/// The places of a pile that have something in common with another, and how many tokens.
fn in_common(bytes: Vec<u8>, width: usize) -> impl Iterator<Item = (u64, u8)> {
    let (words, _) = bytes.as_chunks::<8>();
    let words: Vec<u64> = words.iter().map(|&word| u64::from_le_bytes(word)).collect();
    drop(bytes);
    let mut contexts: Vec<Context> = Vec::with_capacity(words.len() / (2 + width));
    for (place, row) in (0..).zip(words.chunks_exact(2 + width)) {
        let (class, document) = (row[0] as u32, (row[0] >> 32) as u32);
        contexts.push(Context { class, shingles: &row[2..], document, place });
    }
    let found = compared(&mut contexts);
    drop(contexts);
    let some = found.into_iter().filter(|&(_, tokens)| tokens > 0);
    some.map(move |(place, tokens)| (words[place as usize * (2 + width) + 1], tokens))
}

/// The stretches as far as they reach.
fn reaching(
    repeated: &Repeated,
    common: Sorted<u64>,
    bytes: &Tape<[u32; 1]>,
    run: u32,
    grams: Grams,
    budget: &Budget,
) -> Result<Stretches> {
    let family = &repeated.family;
    let each = 2 * (grams.width + 1);
    let (mut common, mut bytes) = (common.peekable(), bytes.read());
    let (mut tape, mut sizes) = (Tape::new(&budget.folder)?, vec![0; repeated.families]);
    for batch in documents(&repeated.places) {
        let batch = batch?;
        let found = batch.par_iter().map(|own| in_document(&own.places, 0, family, grams));
        let mut tasks = Vec::with_capacity(batch.len());
        for (own, stretches) in batch.iter().zip(found.collect::<Vec<_>>()) {
            let past = own.first + own.places.len() as u64;
            let mut shared = SIDES.map(|_| vec![0; own.places.len()]);
            let inside = |next: &Result<u64>| next.as_ref().is_ok_and(|next| next >> 9 >= past);
            while let Some(next) = common.next_if(|next| !inside(next)) {
                let next = next?;
                let (at, side) = ((next >> 9) - own.first, next >> 8 & 1);
                shared[side as usize][at as usize] = next as u8;
            }
            let bytes = bytes.by_ref().take(stretches.len() * each);
            let bytes: Vec<u32> =
                bytes.map(|byte| byte.map(|[byte]| byte)).collect::<Result<_>>()?;
            tasks.push((own, stretches, shared, bytes));
        }
        let done = tasks.into_par_iter().map(|(own, mut stretches, shared, bytes)| {
            for (stretch, bytes) in stretches.iter_mut().zip(bytes.chunks_exact(each)) {
                reach(stretch, &own.places, family, &shared, bytes, grams);
            }
            stretches.retain(|stretch| stretch.words() >= run);
            stretches
        });
        for stretches in done.collect::<Vec<_>>() {
            // In one document those of a family stand together.
            for same in stretches.chunk_by(|x, y| x.family == y.family) {
                sizes[same[0].family as usize] += 1;
            }
            stretches.iter().try_for_each(|stretch| tape.push(row(stretch)))?;
        }
    }
    Ok(Stretches { tape, sizes })
}
