//! How much memory a run may use, and where the rest goes.

use crate::error::{Error, Result};
use std::path::PathBuf;

/// How much memory to use, and where to put what does not fit.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Bytes of memory, about; below some 80 MB the program itself counts.
    pub bytes: usize,
    /// An existing folder for temporary files.
    pub folder: PathBuf,
}

/// What the program takes before it has read anything, with its threads and buffers.
const PROGRAM: usize = 32 << 20;
/// So much may always stay in memory, however small the budget.
const ALWAYS: usize = 16 << 20;

/// Bytes that one row of an input may have within so much memory: taken apart it takes some ten times as much.
pub fn longest_row(memory: usize) -> usize {
    (memory / 16).max(4 << 20)
}

impl Budget {
    /// Bytes for what is worked on where `held` bytes stand in memory already.
    pub fn room(&self, held: usize) -> usize {
        self.bytes.saturating_sub(PROGRAM + held).max(self.bytes / 8)
    }

    /// Whether `bytes` that must stand in memory leave room to work.
    ///
    /// # Errors
    /// If they take more than two thirds of the budget; `what` names them.
    pub fn hold(&self, bytes: usize, what: impl FnOnce() -> String) -> Result<()> {
        if bytes <= ALWAYS.max(self.bytes.saturating_sub(PROGRAM) / 3 * 2) {
            return Ok(());
        }
        let mega = |bytes: usize| bytes.div_ceil(1 << 20);
        let (taken, least) = (mega(bytes), mega(bytes / 2 * 3 + PROGRAM + ALWAYS));
        Err(Error::Usage(format!(
            "{} takes {taken} MB of memory so far, too much of {} MB; give more than {least}M",
            what(),
            mega(self.bytes),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_refused_with_what_would() {
        let budget = |mega: usize| Budget { bytes: mega << 20, folder: PathBuf::new() };
        let held = 100 << 20;
        let refused = budget(120).hold(held, || "a list".into()).unwrap_err().to_string();
        assert!(
            refused.starts_with("a list takes 100 MB of memory so far, too much of 120 MB"),
            "{refused}"
        );
        let least = refused
            .split("give more than ")
            .nth(1)
            .and_then(|rest| rest.split('M').next())
            .unwrap();
        assert!(budget(least.parse().unwrap()).hold(held, String::new).is_ok());
        assert!(budget(0).hold(ALWAYS, String::new).is_ok(), "little is always held");
        assert_eq!(budget(128).room(held), 16 << 20, "an eighth at least");
        assert_eq!(budget(532).room(held), 400 << 20);
    }
}
