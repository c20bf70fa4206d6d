//! What could not be read while documents were asked for, where answers cannot be errors.

use crate::error::{Error, Result};
use std::sync::{Mutex, PoisonError};

/// The error of the document that lies first of those that could not be read.
#[derive(Default)]
pub struct Faults(Mutex<Option<(usize, Error)>>);

impl Faults {
    /// What was read of the document at a place; `empty`, and the error kept, if it could not be.
    pub fn or<T>(&self, place: usize, read: Result<T>, empty: T) -> T {
        read.unwrap_or_else(|error| {
            let mut first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if first.as_ref().is_none_or(|(before, _)| place < *before) {
                *first = Some((place, error));
            }
            empty
        })
    }

    /// Whether all could be read.
    ///
    /// # Errors
    /// If something could not be; once.
    pub fn none(&self) -> Result<()> {
        let first = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        first.map_or(Ok(()), |(_, error)| Err(error))
    }
}
