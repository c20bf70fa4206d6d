//! Sorted places on disk → documents one after the other, some at a time.

use super::super::place::Place;
use crate::error::Result;
use crate::sorter::Record;
use crate::tape::Tape;

/// The places of a document, which is named by where it lies.
pub(super) struct Own {
    /// Index of the first place.
    pub first: u64,
    pub places: Vec<Place>,
}

/// Places that are taken together, about.
const TOGETHER: usize = 1 << 14;

/// The documents of (place of the document, position, class).
pub(super) fn documents(places: &Tape<[u32; 3]>) -> impl Iterator<Item = Result<Vec<Own>>> + '_ {
    let mut index = 0;
    batches(places.read(), |row| row[0], TOGETHER).map(move |batch| {
        let own = |rows: Vec<[u32; 3]>| {
            let place = |[document, position, class]: [u32; 3]| Place { document, position, class };
            let places: Vec<Place> = rows.into_iter().map(place).collect();
            index += places.len() as u64;
            Own { first: index - places.len() as u64, places }
        };
        Ok(batch?.into_iter().map(own).collect())
    })
}

/// Rows of one key that follow each other, together; and as many of those as have `together` rows.
pub(super) fn batches<R: Record>(
    rows: impl Iterator<Item = Result<R>>,
    key: impl Fn(&R) -> u32,
    together: usize,
) -> impl Iterator<Item = Result<Vec<Vec<R>>>> {
    let mut rows = rows.peekable();
    std::iter::from_fn(move || {
        let (mut batch, mut count) = (Vec::new(), 0);
        while count < together && rows.peek().is_some() {
            match same(&mut rows, &key) {
                Ok(group) => {
                    count += group.len();
                    batch.push(group);
                }
                Err(error) => return Some(Err(error)),
            }
        }
        (!batch.is_empty()).then_some(Ok(batch))
    })
}

/// The next row and all of its key that follow it.
pub(super) fn same<R: Record>(
    rows: &mut std::iter::Peekable<impl Iterator<Item = Result<R>>>,
    key: impl Fn(&R) -> u32,
) -> Result<Vec<R>> {
    let mut group: Vec<R> = Vec::new();
    let fits = |group: &[R], row: &Result<R>| match (group.first(), row) {
        (Some(first), Ok(row)) => key(first) == key(row),
        _ => true,
    };
    while let Some(row) = rows.next_if(|row| fits(&group, row)) {
        group.push(row?);
    }
    Ok(group)
}
