//! Families → what else can be shown of them: who is in none, and who meets whom.

use super::kind::kind_of;
use super::{Family, Member, Shelf};
use crate::span::Span;
use rayon::prelude::*;

/// The documents that are in none of `families`, each as a family of its own: one member, from its
/// first word to its last. By document.
pub fn singletons(shelf: &impl Shelf, families: &[Family]) -> Vec<Family> {
    let mut alone = vec![true; shelf.documents()];
    for member in families.iter().flat_map(|family| &family.members) {
        alone[member.document as usize] = false;
    }
    let mut alone: Vec<usize> = (0..alone.len()).filter(|&document| alone[document]).collect();
    alone.par_sort_unstable_by_key(|&document| shelf.lies_at(document));
    let mut single: Vec<Family> =
        alone.into_par_iter().map(|document| single(shelf, document)).collect();
    single.par_sort_unstable_by_key(|family| family.members[0].document);
    single
}

pub(super) fn single(shelf: &impl Shelf, document: usize) -> Family {
    let whole = 0..u32::MAX;
    let page = shelf.page(document, std::slice::from_ref(&whole));
    let words = page.words();
    let end = words.checked_sub(1).and_then(|last| page.end(last));
    let span = Span::new(page.start(0).unwrap_or(0) as usize, end.unwrap_or(0) as usize);
    let (regions, quotes) = shelf.parts(document);
    let member = Member { document: document as u32, span, words: words as u32, first: 0 };
    Family {
        members: vec![member],
        documents: 1,
        outlets: 1,
        words,
        kind: kind_of(span, &regions, &quotes),
    }
}

/// The pairs of documents that share a family, each once, the lower first, in order. They are made
/// one document at a time: a passage of ten thousand documents is fifty million pairs.
pub fn pairs(families: &[Family]) -> impl Iterator<Item = (u32, u32)> {
    // In which families each document is, by document.
    let mut places: Vec<(u32, u32)> = (0u32..)
        .zip(families)
        .flat_map(|(at, family)| family.members.iter().map(move |member| (member.document, at)))
        .collect();
    places.par_sort_unstable();
    places.dedup();
    let mut next = 0;
    std::iter::from_fn(move || {
        let &(document, _) = places.get(next)?;
        let of = places[next..].iter().take_while(|place| place.0 == document);
        let mut others: Vec<u32> = Vec::new();
        for &(_, at) in of {
            let members = &families[at as usize].members;
            let behind = members.partition_point(|member| member.document <= document);
            others.extend(members[behind..].iter().map(|member| member.document));
            next += 1;
        }
        others.sort_unstable();
        others.dedup();
        Some(others.into_iter().map(move |other| (document, other)))
    })
    .flatten()
}
