//! Stretches from gram to gram → stretches exact to the word.
//!
//! A stretch begins with a kept gram, but the run it shares may begin up to a window less one
//! earlier, and end as much later. How far is told by the other places of the class at its end: the
//! most shingles next to the gram that one of them, in another document, has in common with it.
//! Further it cannot reach, or another gram would have been kept there.

use super::place::Place;
use super::stretch::Stretch;
use super::{Grams, Page, Shelf};
use crate::shingle::BROKEN;
use crate::span::Span;
use rayon::prelude::*;
use std::ops::Range;

/// A side of a gram.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Left,
    Right,
}

pub(super) const SIDES: [Side; 2] = [Side::Left, Side::Right];

/// Extends the stretches to the words they share beyond their grams, and gives them their bytes.
pub(super) fn extend(
    shelf: &impl Shelf,
    places: &[Place],
    family: &[u32],
    stretches: &mut [Stretch],
    grams: Grams,
) {
    let width = grams.width;
    let classes = places.par_iter().map(|place| place.class).max().map_or(0, |c| c as usize + 1);
    let mut at_end = SIDES.map(|_| vec![false; classes]);
    for stretch in stretches.iter() {
        for side in SIDES {
            for place in outer(stretch, side, places, family, width) {
                at_end[side as usize][places[place].class as usize] = true;
            }
        }
    }
    let mut documents: Vec<(usize, &[Stretch])> =
        stretches.chunk_by(|x, y| x.document == y.document).enumerate().collect();
    documents.par_sort_unstable_by_key(|(_, of)| shelf.lies_at(of[0].document as usize));
    let mut margins: Vec<(usize, Margin)> = documents
        .into_par_iter()
        .with_max_len(64)
        .map(|(at, stretches)| {
            let document = stretches[0].document;
            let page = shelf.page(document as usize, &wanted(stretches, width as u32));
            let from = places.partition_point(|place| place.document < document);
            let own = places[from..].iter().take_while(|place| place.document == document);
            let asked = |side: Side, class: u32| at_end[side as usize][class as usize];
            (at, Margin::of(&page, stretches, own.zip(from as u32..), asked, grams))
        })
        .collect();
    margins.par_sort_unstable_by_key(|margin| margin.0);
    let margins: Vec<Margin> = margins.into_iter().map(|(_, margin)| margin).collect();
    drop(at_end);
    let common = SIDES.map(|side| common(places, &margins, side, width));
    let bytes: Vec<&[u32]> =
        margins.iter().flat_map(|margin| margin.bytes.chunks_exact(2 * (width + 1))).collect();
    let reaching = stretches.par_iter_mut().zip(bytes);
    reaching.for_each(|(stretch, bytes)| reach(stretch, places, family, &common, bytes, grams));
}

/// Makes a stretch reach as far as the places at its ends have something in `common` with others;
/// `bytes` are those of its margin.
pub(super) fn reach(
    stretch: &mut Stretch,
    places: &[Place],
    family: &[u32],
    common: &[Vec<u8>; 2],
    bytes: &[u32],
    grams: Grams,
) {
    let width = grams.width;
    let beyond = |side: Side, place: usize| u32::from(common[side as usize][place]);
    let (start, end) = (stretch.start, stretch.end);
    for place in outer(stretch, Side::Left, places, family, width) {
        let first = places[place].position - beyond(Side::Left, place);
        stretch.start = stretch.start.min(first);
    }
    for place in outer(stretch, Side::Right, places, family, width) {
        let last = places[place].position + grams.length + beyond(Side::Right, place);
        stretch.end = stretch.end.max(last);
    }
    let (starts, ends) = bytes.split_at(width + 1);
    let (left, right) = ((start - stretch.start) as usize, (stretch.end - end) as usize);
    stretch.span = Span::new(starts[left] as usize, ends[right] as usize);
}

/// The tokens of stretches of a document and of their margins.
pub(super) fn wanted(stretches: &[Stretch], width: u32) -> Vec<Range<u32>> {
    let reaching = |stretch: &Stretch| stretch.start.saturating_sub(width)..stretch.end + width;
    let mut wanted: Vec<Range<u32>> = stretches.iter().map(reaching).collect();
    wanted.sort_unstable_by_key(|range| (range.start, range.end));
    wanted
}

/// The places of a stretch, by index, that are less than `width` tokens from its end on this side:
/// what they share may reach beyond.
pub(super) fn outer<'a>(
    stretch: &Stretch,
    side: Side,
    places: &'a [Place],
    family: &'a [u32],
    width: usize,
) -> impl Iterator<Item = usize> + 'a {
    let (first, last) = (stretch.first as usize, stretch.last as usize);
    let (end, own, width) =
        (if let Side::Left = side { first } else { last }, stretch.family, width as u32);
    let near = move |at: &usize| places[*at].position.abs_diff(places[end].position) < width.max(1);
    let order: Box<dyn Iterator<Item = usize>> = match side {
        Side::Left => Box::new(first..=last),
        Side::Right => Box::new((first..=last).rev()),
    };
    order.take_while(near).filter(move |&at| family[places[at].class as usize] == own)
}

/// What a document tells about what is next to its grams.
pub(super) struct Margin {
    /// Places whose class is at an end of some stretch, for each side.
    pub places: [Vec<u32>; 2],
    /// `width` shingles outwards from each of these places.
    pub shingles: [Vec<u64>; 2],
    /// For each stretch the first byte of its first token and the `width` before, then the last byte of
    /// its last token and the `width` after.
    pub bytes: Vec<u32>,
}

impl Margin {
    pub(super) fn of<'a>(
        page: &Page,
        stretches: &[Stretch],
        places: impl Iterator<Item = (&'a Place, u32)>,
        asked: impl Fn(Side, u32) -> bool,
        grams: Grams,
    ) -> Margin {
        let width = grams.width;
        let mut margin = Margin {
            places: SIDES.map(|_| Vec::new()),
            shingles: SIDES.map(|_| Vec::new()),
            bytes: Vec::with_capacity(stretches.len() * 2 * (width + 1)),
        };
        for (place, index) in places {
            let first = place.position as usize;
            let last = first + grams.length as usize - grams.k;
            for side in SIDES {
                if !asked(side, place.class) {
                    continue;
                }
                margin.places[side as usize].push(index);
                margin.shingles[side as usize].extend((1..=width).map(|step| {
                    let at = match side {
                        Side::Left => first.checked_sub(step),
                        Side::Right => Some(last + step),
                    };
                    at.map_or(BROKEN, |at| page.shingle(at))
                }));
            }
        }
        for stretch in stretches {
            let (first, last) = (stretch.start as usize, stretch.end as usize - 1);
            let start = |step| page.start(first.checked_sub(step)?);
            margin.bytes.extend((0..=width).map(|step| start(step).unwrap_or(0)));
            margin.bytes.extend((0..=width).map(|step| page.end(last + step).unwrap_or(0)));
        }
        margin
    }
}

/// A place and what is next to it on one side, from the gram outwards.
pub(super) struct Context<'a> {
    pub class: u32,
    pub shingles: &'a [u64],
    pub document: u32,
    pub place: u32,
}

/// How many tokens on this side of each place another document has in common; 0 where nobody asks.
fn common(places: &[Place], margins: &[Margin], side: Side, width: usize) -> Vec<u8> {
    let mut common = vec![0; places.len()];
    if width == 0 {
        return common;
    }
    let mut contexts: Vec<Context> = margins
        .par_iter()
        .flat_map_iter(|margin| {
            let shingles = margin.shingles[side as usize].chunks_exact(width);
            margin.places[side as usize].iter().zip(shingles).map(|(&place, shingles)| {
                let Place { class, document, .. } = places[place as usize];
                Context { class, shingles, document, place }
            })
        })
        .collect();
    for (place, tokens) in compared(&mut contexts) {
        common[place as usize] = tokens;
    }
    common
}

/// What each place has in common with those of its class in other documents, on this side.
pub(super) fn compared(contexts: &mut [Context]) -> Vec<(u32, u8)> {
    contexts.par_sort_unstable_by_key(|c| (c.class, c.shingles, c.document, c.place));
    contexts.par_chunk_by(|x, y| x.class == y.class).flat_map_iter(in_class).collect()
}

/// What each place of a class has in common with those of other documents: as they are sorted, the
/// most is with the nearest such before or behind it.
fn in_class(contexts: &[Context]) -> Vec<(u32, u8)> {
    let mut found: Vec<(u32, u8)> = contexts.iter().map(|context| (context.place, 0)).collect();
    let mut compare = |order: &mut dyn Iterator<Item = usize>| {
        let (mut last, mut other) = (None::<usize>, None::<usize>);
        for at in order {
            if last.is_some_and(|last| contexts[last].document != contexts[at].document) {
                other = last;
            }
            let common = other.map_or(0, |other| contexts[at].common(&contexts[other]));
            found[at].1 = found[at].1.max(common);
            last = Some(at);
        }
    };
    compare(&mut (0..contexts.len()));
    compare(&mut (0..contexts.len()).rev());
    found
}

impl Context<'_> {
    fn common(&self, other: &Context) -> u8 {
        let pairs = self.shingles.iter().zip(other.shingles);
        pairs.take_while(|(x, y)| x == y && **x != BROKEN).count().min(u8::MAX.into()) as u8
    }
}
