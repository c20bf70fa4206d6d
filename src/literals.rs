//! Literals → the automaton that finds them (Aho and Corasick, CACM 1975).
//!
//! The automaton that searches fastest takes milliseconds to make and megabytes to hold, which is most of
//! the time that one page takes. So a smaller one searches until there was enough text to be worth it.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of text after which the larger automaton pays.
const ENOUGH: usize = 1 << 20;

/// Literals to look for.
#[derive(Debug)]
pub(crate) struct Literals {
    literals: Vec<String>,
    how: AhoCorasickBuilder,
    small: AhoCorasick,
    large: OnceLock<AhoCorasick>,
    /// Bytes searched by the small one.
    searched: AtomicUsize,
}

impl Literals {
    /// Literals that are looked for as `how` says, whatever its kind.
    pub(crate) fn of(literals: Vec<String>, how: AhoCorasickBuilder) -> Literals {
        let small = automaton(&literals, &how, AhoCorasickKind::ContiguousNFA);
        Literals { literals, how, small, large: OnceLock::new(), searched: AtomicUsize::new(0) }
    }

    /// The automaton for a text of so many bytes. All find the same; patterns are numbered as the literals are.
    pub(crate) fn automaton(&self, bytes: usize) -> &AhoCorasick {
        if let Some(large) = self.large.get() {
            return large;
        }
        let before = self.searched.fetch_add(bytes, Ordering::Relaxed);
        let large = || automaton(&self.literals, &self.how, AhoCorasickKind::DFA);
        match before < ENOUGH && before + bytes >= ENOUGH {
            true => self.large.get_or_init(large),
            false => &self.small,
        }
    }
}

fn automaton(literals: &[String], how: &AhoCorasickBuilder, kind: AhoCorasickKind) -> AhoCorasick {
    let built = how.clone().kind(Some(kind)).build(literals);
    built.expect("the tables are far below the limits")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_automata_find_the_same() {
        let words = ["read", "Read more", "more", "ore", "e m", "sign up"].map(String::from);
        let how = AhoCorasick::builder().ascii_case_insensitive(true).clone();
        let literals = Literals::of(words.to_vec(), how);
        let text = "READ MORE: sign up to read more, or sign up.";
        let find = |text: &str| {
            let hits = literals.automaton(text.len()).find_overlapping_iter(text);
            hits.map(|hit| hit.pattern().as_usize()).collect::<Vec<_>>()
        };
        let small = find(text);
        assert_eq!(small.len(), 10);
        assert!(literals.large.get().is_none());
        assert!(find(&"x".repeat(ENOUGH)).is_empty());
        assert!(literals.large.get().is_some());
        assert_eq!(find(text), small);
    }
}
