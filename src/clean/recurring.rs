//! Lines that stand on many pages of one outlet: chrome that no table knows.
//!
//! The rule. Only outlets with at least 20 documents are learned from. A document votes for its
//! lines if at least half of its text stands in no other document of the outlet: so the copies and
//! updates of one story, whose lines recur together, do not vote. A line recurs with votes from at
//! least 0.5 % of the outlet's documents, and six; one that reads like a sentence of a story (it
//! ends like one and has twelve words) needs 2 %, and ten, because agencies re-use paragraphs of
//! background. A line that speaks to the reader (you, your, please) and quotes nobody needs three,
//! since no story does. Lines that begin in lower case or end in a comma are parts of sentences and never
//! count. Only hashes are kept: eight bytes for each recurring line.

use super::unit::{Unit, units};
use crate::document::Document;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Fewest documents of an outlet to learn from.
const FEWEST_DOCUMENTS: usize = 20;
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
struct Line {
    hash: u64,
    length: usize,
    sentence: bool,
    /// Whether it speaks to the reader.
    address: bool,
}

impl Recurring {
    /// Learns the recurring lines of every outlet with enough documents. The order of the
    /// documents and the number of threads change nothing.
    pub fn learn(documents: &[Document]) -> Recurring {
        let mut sizes: FxHashMap<u64, usize> = FxHashMap::default();
        let outlets: Vec<u64> =
            documents.par_iter().map(|document| xxh3_64(document.outlet.as_bytes())).collect();
        for outlet in &outlets {
            *sizes.entry(*outlet).or_default() += 1;
        }
        sizes.retain(|_, size| *size >= FEWEST_DOCUMENTS);
        if sizes.is_empty() {
            return Recurring::default();
        }
        let pages: Vec<(u64, Vec<Line>)> = documents
            .par_iter()
            .zip(&outlets)
            .filter(|(_, outlet)| sizes.contains_key(outlet))
            .map(|(document, outlet)| (*outlet, lines(&document.text)))
            .collect();
        let counts = count(&pages, |_, _| true);
        let votes = count(&pages, |outlet, page| is_voter(outlet, page, &counts));
        let mut learned: FxHashMap<u64, FxHashSet<u64>> = FxHashMap::default();
        for (outlet, page) in &pages {
            let size = sizes.get(outlet).copied().unwrap_or(0);
            for line in page {
                let needed = match line {
                    Line { address: true, .. } => 3,
                    Line { sentence: true, .. } => (size / 50).max(10),
                    _ => (size / 200).max(6),
                };
                if votes.get(&key(*outlet, line)).is_some_and(|votes| *votes as usize >= needed) {
                    learned.entry(*outlet).or_default().insert(line.hash);
                }
            }
        }
        Recurring { outlets: learned }
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
fn lines(text: &str) -> Vec<Line> {
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
    Some(Line { hash: xxh3_64(inside.as_bytes()), length: inside.len(), sentence, address })
}

/// Whether a line speaks to the reader, in English, quotes nobody, and has no first person.
fn is_address(line: &str) -> bool {
    const READER: &[&str] =
        &["you", "your", "please", "you've", "you’ve", "you're", "you’re", "cookies"];
    let is = |words: &[&str]| {
        line.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '!' | '?' | ':' | ';'))
            .any(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    !line.contains(['"', '“', '”', '‘', '«']) && is(READER) && !is(&["i", "i'm", "i’m", "my"])
}

/// In how many of the chosen pages each line stands, if in more than one.
fn count(
    pages: &[(u64, Vec<Line>)],
    chosen: impl Fn(u64, &[Line]) -> bool + Sync,
) -> FxHashMap<u64, u32> {
    let mut keys: Vec<u64> = pages
        .par_iter()
        .filter(|(outlet, page)| chosen(*outlet, page))
        .flat_map_iter(|(outlet, page)| page.iter().map(|line| key(*outlet, line)))
        .collect();
    keys.par_sort_unstable();
    let runs = keys.chunk_by(|x, y| x == y).filter(|run| run.len() > 1);
    runs.map(|run| (run[0], run.len() as u32)).collect()
}

/// Whether at least half of a page stands on no other page of the outlet.
fn is_voter(outlet: u64, page: &[Line], counts: &FxHashMap<u64, u32>) -> bool {
    let (mut own, mut all) = (0, 0);
    for line in page {
        all += line.length;
        own += if counts.contains_key(&key(outlet, line)) { 0 } else { line.length };
    }
    own * 2 >= all
}

/// A line of an outlet.
fn key(outlet: u64, line: &Line) -> u64 {
    xxh3_64_with_seed(&line.hash.to_le_bytes(), outlet)
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
}
