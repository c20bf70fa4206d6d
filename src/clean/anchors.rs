//! Literals → where they stand in a text.
//!
//! The automaton that searches fastest takes milliseconds to make and megabytes to hold, which is most of
//! the time that one page takes. So a smaller one searches until there was enough text to be worth it.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of text after which the larger automaton pays.
const ENOUGH: usize = 1 << 20;

/// Literals, found in any case.
pub(super) struct Anchors {
    literals: Vec<String>,
    small: AhoCorasick,
    large: OnceLock<AhoCorasick>,
    /// Bytes searched by the small one.
    searched: AtomicUsize,
}

impl Anchors {
    pub(super) fn of(literals: Vec<String>) -> Anchors {
        let small = automaton(&literals, AhoCorasickKind::ContiguousNFA);
        Anchors { literals, small, large: OnceLock::new(), searched: AtomicUsize::new(0) }
    }

    /// The numbers of the literals in `text`, once for each place, by where they end.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let hits = self.automaton(text.len()).find_overlapping_iter(text);
        hits.map(|hit| hit.pattern().as_usize())
    }

    /// The automaton for a text of so many bytes. Both find the same.
    fn automaton(&self, bytes: usize) -> &AhoCorasick {
        if let Some(large) = self.large.get() {
            return large;
        }
        let before = self.searched.fetch_add(bytes, Ordering::Relaxed);
        match before < ENOUGH && before + bytes >= ENOUGH {
            true => self.large.get_or_init(|| automaton(&self.literals, AhoCorasickKind::DFA)),
            false => &self.small,
        }
    }
}

fn automaton(literals: &[String], kind: AhoCorasickKind) -> AhoCorasick {
    let builder =
        AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(kind)).build(literals);
    builder.expect("the tables are small and hold no empty anchor")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_automata_find_the_same() {
        let literals = ["read", "Read more", "more", "ore", "e m", "sign up"].map(String::from);
        let anchors = Anchors::of(literals.to_vec());
        let text = "READ MORE: sign up to read more, or sign up.";
        let small: Vec<usize> = anchors.find(text).collect();
        assert_eq!(small.len(), 10);
        assert!(anchors.large.get().is_none());
        assert_eq!(anchors.find(&"x".repeat(ENOUGH)).count(), 0);
        assert!(anchors.large.get().is_some());
        assert_eq!(anchors.find(text).collect::<Vec<_>>(), small);
    }
}
