//! Lines that stand on many pages of one outlet: chrome that no table knows.
//!
//! The rule. Only outlets with at least 20 documents are learned from, and of no more than a sample:
//! the 2,000 whose ids have the smallest hashes, so that memory is bounded and neither the order of
//! the documents nor their coming in parts changes anything. A document votes for its lines if at
//! least half of its text stands in no other document of the sample: so the copies and updates of
//! one story, whose lines recur together, do not vote. A line recurs with votes from at least 0.5 %
//! of the sample, and six; one that reads like a sentence of a story (it ends like one and has twelve
//! words) needs 2 %, and ten, because agencies re-use paragraphs of background. A line that speaks to
//! the reader (you, your, please) and quotes nobody needs three, since no story does. Lines that begin
//! in lower case or end in a comma are parts of sentences and never count. Only hashes are kept.

use super::learner::Learner;
use super::unit::{Unit, units};
use crate::document::Document;
use crate::error::Result;
use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// Longest line that can recur, in bytes.
const LONGEST: usize = 1000;

/// The recurring lines of outlets. The default knows none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recurring {
    outlets: FxHashMap<u64, FxHashSet<u64>>,
}

/// The recurring lines of one outlet.
#[derive(Clone, Copy)]
pub(super) struct Lines<'a>(Option<&'a FxHashSet<u64>>);

impl Lines<'_> {
    /// Whether the line recurs. `line` is trimmed.
    pub(super) fn holds(self, line: &str) -> bool {
        self.0.is_some_and(|set| line.len() <= LONGEST && set.contains(&xxh3_64(line.as_bytes())))
    }
}

/// One line of a document, hashed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) hash: u64,
    pub(super) length: u16,
    pub(super) sentence: bool,
    /// Whether it speaks to the reader.
    pub(super) address: bool,
}

impl Recurring {
    /// Learns the recurring lines of every outlet with enough documents. The order of the
    /// documents and the number of threads change nothing.
    pub fn learn(documents: &[Document]) -> Recurring {
        let learned = |mut learner: Learner| -> Result<Recurring> {
            learner.add(documents)?;
            learner.finish()
        };
        // Nothing fails in memory.
        Learner::new(None).and_then(learned).unwrap_or_default()
    }

    /// The lines of outlets, by the hash of the outlet.
    pub(super) fn of(learned: impl Iterator<Item = (u64, FxHashSet<u64>)>) -> Recurring {
        Recurring { outlets: learned.collect() }
    }

    /// How many lines are known, over all outlets.
    pub fn len(&self) -> usize {
        self.outlets.values().map(FxHashSet::len).sum()
    }

    /// Whether no line is known.
    pub fn is_empty(&self) -> bool {
        self.outlets.is_empty()
    }

    /// What is known of one outlet.
    pub(super) fn of_outlet(&self, outlet: &str) -> Lines<'_> {
        if self.outlets.is_empty() {
            return Lines(None);
        }
        Lines(self.outlets.get(&xxh3_64(outlet.as_bytes())))
    }
}

/// The lines of a text that can recur, each once.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut found: Vec<Line> = units(text).iter().filter_map(|unit| line(text, unit)).collect();
    found.sort_unstable_by_key(|line| line.hash);
    found.dedup_by_key(|line| line.hash);
    found
}

fn line(text: &str, unit: &Unit) -> Option<Line> {
    let inside = unit.span.of(text);
    let part = inside.starts_with(char::is_lowercase) || inside.ends_with(',');
    if part || inside.len() > LONGEST {
        return None;
    }
    let sentence = unit.ended && inside.split_ascii_whitespace().nth(11).is_some();
    let address = is_address(inside);
    let (hash, length) = (xxh3_64(inside.as_bytes()), inside.len() as u16);
    Some(Line { hash, length, sentence, address })
}

/// What is part of every word for the reader: most lines have none of it.
static HINTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let search =
        AhoCorasick::builder().ascii_case_insensitive(true).build(["you", "please", "cookies"]);
    search.expect("three words are an automaton")
});

/// Whether a line speaks to the reader, in English, quotes nobody, and has no first person.
fn is_address(line: &str) -> bool {
    const READER: &[&str] =
        &["you", "your", "please", "you've", "you’ve", "you're", "you’re", "cookies"];
    let is = |words: &[&str]| {
        line.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '!' | '?' | ':' | ';'))
            .any(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    HINTS.is_match(line)
        && !line.contains(['"', '“', '”', '‘', '«'])
        && is(READER)
        && !is(&["i", "i'm", "i’m", "my"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(outlet: &str, text: String) -> Document {
        Document { outlet: outlet.into(), text, ..Document::default() }
    }

    /// Thirty pages with a box on all, and twenty printings of one story that share its lines.
    fn pages() -> Vec<Document> {
        let own = (0..30).map(|i| {
            let text = format!(
                "Ship number {i} reached the port of Exampleton at noon.\nJoin the Harbour Club"
            );
            page("Example", text)
        });
        let copies = (0..20).map(|i| {
            let story = "A whale was seen.\nIt was a blue whale of some size.\nWhat we know";
            page("Example", format!("{story}\nUpdate {i}."))
        });
        own.chain(copies).collect()
    }

    #[test]
    fn a_box_on_many_pages_recurs_and_a_story_printed_often_does_not() {
        let recurring = Recurring::learn(&pages());
        let lines = recurring.of_outlet("Example");
        assert!(lines.holds("Join the Harbour Club"));
        assert!(!lines.holds("A whale was seen."));
        assert!(!lines.holds("What we know"));
        assert_eq!(recurring.len(), 1);
        assert!(!recurring.of_outlet("Other").holds("Join the Harbour Club"));
    }

    #[test]
    fn a_line_that_speaks_to_the_reader_needs_three_pages() {
        for (line, address) in [
            ("Please log in to read the harbour news.", true),
            ("We hope you enjoy the Example.", true),
            ("“You will hear from me,” the captain said.", false),
            ("If you read this, I am at sea.", false),
            ("The ferry left the port.", false),
        ] {
            assert_eq!(is_address(line), address, "{line}");
        }
    }

    #[test]
    fn order_changes_nothing_and_few_pages_teach_nothing() {
        let mut documents = pages();
        let recurring = Recurring::learn(&documents);
        documents.reverse();
        assert_eq!(Recurring::learn(&documents), recurring);
        assert!(Recurring::learn(&documents[..10]).is_empty());
    }

    /// More pages than a sample holds, in three outlets, some of them small.
    fn many() -> Vec<Document> {
        let text = |i: usize| {
            let shared = ["Join the Harbour Club", "Tide tables", "From the archive"];
            let some = shared.iter().enumerate().filter(|(n, _)| i.is_multiple_of(60 * n + 2));
            let some: Vec<&str> = some.map(|(_, line)| *line).collect();
            format!("Ship number {i} reached the port at noon.\n{}", some.join("\n"))
        };
        let outlet = |i: usize| if i.is_multiple_of(50) { "Small" } else { "Large" };
        let id = |i: usize| format!("page {i}");
        (0..5000).map(|i| Document { id: id(i), ..page(outlet(i), text(i)) }).collect()
    }

    #[test]
    fn the_sample_is_the_smallest_hashes_in_whatever_parts_they_come() {
        let documents = many();
        let whole = Recurring::learn(&documents);
        assert!(whole.of_outlet("Large").holds("Tide tables"));
        for part in [1, 7, 1999, 4000] {
            for folder in [None, Some(std::env::temp_dir())] {
                let mut learner = Learner::new(folder.as_deref()).unwrap();
                documents.rchunks(part).for_each(|part| learner.add(part).unwrap());
                assert_eq!(learner.finish().unwrap(), whole, "in parts of {part}");
            }
        }
        let (mut large, small): (Vec<_>, Vec<_>) =
            documents.into_iter().partition(|document| document.outlet == "Large");
        large.sort_by_key(|document| xxhash_rust::xxh3::xxh3_128(document.id.as_bytes()));
        large.truncate(super::super::learner::SAMPLE);
        assert_eq!(Recurring::learn(&[large, small].concat()), whole);
    }
}
