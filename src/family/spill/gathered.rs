//! Stretches on disk → families on disk, in their order.

use super::super::absorb::{joins, order, votes};
use super::super::kind::{Kind, is_standing, kind_of, spokesman};
use super::super::link::Forest;
use super::super::stretch::Stretch;
use super::super::{Shelf, family_of};
use super::listing::{Families, Listing};
use super::margins::{Stretches, stretch};
use super::repeated::{packed, unpacked};
use super::walk::{batches, same};
use crate::budget::Budget;
use crate::error::Result;
use crate::sorter::{Sorted, Sorter};
use crate::span::Span;
use rayon::prelude::*;

/// Stretches that are taken together.
const TOGETHER: usize = 1 << 14;
/// Pages that are taken apart together.
const PAGES: usize = 1 << 8;

/// The stretches by family, rank of the document and place, families inside of larger ones joined.
pub(super) fn absorbed(
    shelf: &impl Shelf,
    stretches: Stretches,
    budget: &Budget,
    held: usize,
) -> Result<Sorted<[u32; 6]>> {
    let Stretches { tape, sizes } = stretches;
    let room = budget.room(held + 8 * sizes.len()) / 3;
    // Family, whom it votes for, where the document lies, which vote.
    let mut ballots = Sorter::new(&budget.folder, room);
    for batch in batches(tape.read(), |row: &[u32; 6]| row[1], TOGETHER) {
        let of = |rows: &Vec<[u32; 6]>| {
            let mut stretches: Vec<Stretch> = rows.iter().map(|&row| stretch(row)).collect();
            stretches.sort_unstable_by_key(|stretch| order(stretch, &sizes));
            (rows[0][1], votes(&stretches, &sizes))
        };
        let found: Vec<(u32, Vec<(u32, u32)>)> = batch?.par_iter().map(of).collect();
        for (document, votes) in found {
            for (at, (family, other)) in (0..).zip(votes) {
                ballots.push(packed([family, other, document, at]))?;
            }
        }
    }
    let names = sizes.len();
    drop(sizes);
    let mut forest = Forest::of(names);
    let (mut family, mut all) = (0, 0u64);
    // The candidate at hand and the one with most votes, the last of equals.
    let (mut now, mut best) = ((0, 0u64), (0, 0u64));
    let mut elect = |family: u32, (other, count): (u32, u64), all: u64| {
        if all > 0 && 2 * count >= all {
            forest.join(family, other);
        }
    };
    for ballot in ballots.sorted()? {
        let [voter, other, ..] = unpacked(ballot?);
        if voter != family {
            elect(family, if now.1 >= best.1 { now } else { best }, all);
            (family, all, now, best) = (voter, 0, (other, 0), (other, 0));
        }
        if other != now.0 {
            best = if now.1 >= best.1 { now } else { best };
            now = (other, 0);
        }
        (all, now.1) = (all + 1, now.1 + 1);
    }
    elect(family, if now.1 >= best.1 { now } else { best }, all);
    let mut sorter = Sorter::new(&budget.folder, room);
    for row in tape.read() {
        let [family, place, rest @ ..] = row?;
        let [start, end, from, to] = rest;
        let rank = shelf.at(place as usize) as u32;
        sorter.push([forest.root(family), rank, start, end, from, to])?;
    }
    sorter.sorted()
}

/// Families on disk, in their order.
pub(super) fn gathered(
    shelf: &impl Shelf,
    stretches: Sorted<[u32; 6]>,
    gap: u32,
    budget: &Budget,
    held: usize,
) -> Result<Families> {
    let room = budget.room(held + 2 * shelf.documents()) / 4;
    let mut listing = Listing::new(shelf.documents(), budget, room)?;
    let mut speaks = vec![false; shelf.documents()];
    // Where the page lies, which family asks, about which bytes.
    let mut asked = Sorter::new(&budget.folder, room);
    let mut stretches = stretches.peekable();
    while stretches.peek().is_some() {
        let rows = same(&mut stretches, |row| row[0])?;
        let mut found: Vec<Stretch> = rows.into_iter().map(stretch).collect();
        found.dedup_by(|next, last| joins(next, last, gap));
        let Some(mut family) = family_of(shelf, &found) else { continue };
        if is_standing(shelf, &family) {
            family.kind = Kind::Boilerplate;
        } else {
            let member = spokesman(&family, &speaks);
            speaks[member.document as usize] = true;
            let place = shelf.lies_at(member.document as usize) as u32;
            let Span { start, end } = member.span;
            asked.push(packed([place, listing.len() as u32, start as u32, end as u32]))?;
        }
        listing.push(&family)?;
    }
    for batch in batches(asked.sorted()?, |asked| (asked >> 96) as u32, PAGES) {
        let of = |asked: &Vec<u128>| {
            let [place, ..] = unpacked(asked[0]);
            let (regions, quotes) = shelf.parts(shelf.at(place as usize));
            let kind = |&asked: &u128| {
                let [_, at, start, end] = unpacked(asked);
                let span = Span::new(start as usize, end as usize);
                (at as usize, kind_of(span, &regions, &quotes))
            };
            asked.iter().map(kind).collect::<Vec<_>>()
        };
        let said = batch?.par_iter().with_min_len(8).flat_map_iter(of).collect::<Vec<_>>();
        said.into_iter().for_each(|(at, kind)| listing.judge(at, kind));
    }
    listing.sorted()
}
