//! Where the blocks of a file are and what they begin with: pages of entries, of which a look-up reads one,
//! so that it costs the same in an archive of any size.

use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64;

/// Entries of a page.
const PAGE: usize = 64;
/// Bytes of an entry: key, first byte.
const ENTRY: usize = 16;
/// Bytes of a sum.
const SUM: usize = 8;
/// Payload and sum: no block has fewer bytes.
const LEAST: u64 = 8;

/// An entry: the key of a block and its first byte.
type Entry = [u64; 2];

/// What follows the blocks of a file: for each block its entry, in pages, each followed by its sum; then the
/// first entry of each page.
pub(super) fn written(entries: &[Entry]) -> (Vec<u8>, Vec<u8>) {
    let bytes = |entries: &[Entry]| -> Vec<u8> {
        entries.as_flattened().iter().flat_map(|field| field.to_le_bytes()).collect()
    };
    let (mut pages, mut tops) = (Vec::new(), Vec::new());
    for page in entries.chunks(PAGE) {
        let page = bytes(page);
        tops.extend_from_slice(&page[..ENTRY]);
        pages.extend_from_slice(&page);
        pages.extend(xxh3_64(&page).to_le_bytes());
    }
    (pages, tops)
}

/// How the index of a file lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// How many blocks there are.
    pub(super) blocks: usize,
    /// First byte after the blocks, where the pages begin.
    pub(super) start: u64,
    /// Entries of a page.
    page: usize,
    /// Bytes after its entries.
    sum: usize,
}

impl Shape {
    /// The index that files of this version have; `None` if there is no such version.
    pub(super) fn of(version: u32, blocks: usize, start: u64) -> Option<Shape> {
        match version {
            // One page of all entries, whose sum is that of the index.
            1 => Some(Shape { blocks, start, page: blocks.max(1), sum: 0 }),
            2 => Some(Shape { blocks, start, page: PAGE, sum: SUM }),
            _ => None,
        }
    }

    fn pages(self) -> usize {
        self.blocks.div_ceil(self.page)
    }

    /// Where the first entries of the pages are, and how many bytes they have.
    pub(super) fn tops(self) -> Option<(u64, usize)> {
        let (entries, sums) = (self.blocks.checked_mul(ENTRY)?, self.pages() * self.sum);
        let first = self.start.checked_add((entries + sums) as u64)?;
        Some((first, if self.sum == 0 { 0 } else { self.pages() * ENTRY }))
    }
}

/// The index of a file, its pages as far as they were asked for.
pub(super) struct Index {
    shape: Shape,
    /// The first entry of each page. Of the only page the key is not known, and 0 is not above it.
    tops: Vec<Entry>,
    pages: Vec<OnceLock<Vec<Entry>>>,
}

impl Index {
    /// An index whose pages begin with `tops`; `None` if keys or places do not ascend. The first block begins
    /// at `first`.
    pub(super) fn of(shape: Shape, tops: &[u8], first: u64) -> Option<Index> {
        let tops = match shape.sum {
            0 => vec![[0, first]; shape.pages()],
            _ => entries(tops),
        };
        let begins = tops.first().is_none_or(|top| top[1] == first);
        let pages = (0..shape.pages()).map(|_| OnceLock::new()).collect();
        (begins && ascend(&tops, shape.start)).then_some(Index { shape, tops, pages })
    }

    /// How many blocks there are.
    pub(super) fn len(&self) -> usize {
        self.shape.blocks
    }

    /// The page that holds the entry of a block, and which of its entries that is.
    pub(super) fn page_of(&self, block: usize) -> (usize, usize) {
        (block / self.shape.page, block % self.shape.page)
    }

    /// The page where blocks begin to have keys for which `before` does not hold; it holds for all before.
    pub(super) fn page_at(&self, before: impl Fn(u64) -> bool) -> Option<usize> {
        self.tops.partition_point(|top| before(top[0])).checked_sub(1)
    }

    /// The first block of a page.
    pub(super) fn first(&self, page: usize) -> usize {
        page * self.shape.page
    }

    /// The first byte of a block, if it is known without a page: that of the first of one, or the end of all.
    pub(super) fn start(&self, block: usize) -> Option<u64> {
        let (page, entry) = self.page_of(block);
        match block >= self.len() {
            true => Some(self.shape.start),
            false => (entry == 0).then(|| self.tops[page][1]),
        }
    }

    /// A page, if it was read.
    pub(super) fn page(&self, page: usize) -> Option<&[Entry]> {
        self.pages[page].get().map(Vec::as_slice)
    }

    /// Where the bytes of a page are.
    pub(super) fn place(&self, page: usize) -> (u64, usize) {
        let Shape { blocks, start, page: entries, sum } = self.shape;
        let before = page * (entries * ENTRY + sum);
        (start + before as u64, entries.min(blocks - page * entries) * ENTRY + sum)
    }

    /// Keeps the bytes of a page; `None` if they are not those that were written. `sum` is that of the only
    /// page.
    pub(super) fn keep(&self, page: usize, bytes: &[u8], sum: u64) -> Option<&[Entry]> {
        let (bytes, sum) = match self.shape.sum {
            0 => (bytes, sum),
            _ => bytes.split_last_chunk::<SUM>().map(|(x, sum)| (x, u64::from_le_bytes(*sum)))?,
        };
        let entries = entries(bytes);
        let end = self.tops.get(page + 1).map_or(self.shape.start, |top| top[1]);
        let first = *entries.first()?;
        let begins = first[1] == self.tops[page][1] && first[0] >= self.tops[page][0];
        (begins && xxh3_64(bytes) == sum && ascend(&entries, end))
            .then(|| self.pages[page].get_or_init(|| entries).as_slice())
    }
}

fn entries(bytes: &[u8]) -> Vec<Entry> {
    let (entries, _) = bytes.as_chunks::<ENTRY>();
    let entry = |entry: &[u8; ENTRY]| {
        let entry = u128::from_le_bytes(*entry);
        [entry as u64, (entry >> 64) as u64]
    };
    entries.iter().map(entry).collect()
}

/// Whether keys and places ascend, and leave each block its least bytes before `end`.
fn ascend(entries: &[Entry], end: u64) -> bool {
    let fits = |start: u64, next: u64| start.checked_add(LEAST).is_some_and(|least| least <= next);
    entries.windows(2).all(|pair| pair[0][0] <= pair[1][0] && fits(pair[0][1], pair[1][1]))
        && entries.last().is_none_or(|last| fits(last[1], end))
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{BlockWriter, Kind, Listed};
    use super::super::file::BlockFile;
    use super::*;
    use proptest::prelude::*;

    /// The same file in the layout of version 1.
    fn of_version_1(file: &[u8], entries: &[Entry], items: u64) -> (Vec<u8>, Listed) {
        let start =
            file.len() - 48 - entries.len() * ENTRY - entries.len().div_ceil(PAGE) * (SUM + ENTRY);
        let mut old = file[..start].to_vec();
        old[8..12].copy_from_slice(&1u32.to_le_bytes());
        let index: Vec<u8> = entries.as_flattened().iter().flat_map(|x| x.to_le_bytes()).collect();
        old.extend_from_slice(&index);
        let sum = xxh3_64(&old);
        let fields = [entries.len() as u64, items, start as u64, xxh3_64(&index), sum];
        let footer: Vec<u8> = fields.into_iter().flat_map(u64::to_le_bytes).collect();
        old.extend_from_slice(&footer);
        old.extend(xxh3_64(&footer).to_le_bytes());
        let bytes = old.len() as u64;
        (old, Listed { bytes, items, sum })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// The questions have the answers of plain lists, in both layouts; and no flipped bit of the index gives
        /// another one.
        #[test]
        fn an_index_answers_as_lists_do(
            mut blocks in proptest::collection::vec((0u64..150, 0usize..40), 0..200),
            flipped in any::<proptest::sample::Index>(), bit in 0u8..8,
        ) {
            blocks.sort_unstable();
            let room = tempfile::tempdir().unwrap();
            let path = room.path().join("blocks");
            let mut writer = BlockWriter::create(&path, Kind::Ids).unwrap();
            let mut listed = vec![];
            let mut at = 16;
            for &(key, bytes) in &blocks {
                writer.block(key, 1, &vec![7; bytes]).unwrap();
                listed.push([key, at]);
                at += bytes as u64 + LEAST;
            }
            let written = writer.finish().unwrap();
            let new = std::fs::read(&path).unwrap();
            let (old, old_listed) = of_version_1(&new, &listed, written.items);
            for (bytes, written) in [(new, written), (old, old_listed)] {
                std::fs::write(&path, &bytes).unwrap();
                let file = BlockFile::open(&path, Kind::Ids, written).unwrap();
                file.check_sum().unwrap();
                prop_assert_eq!(file.blocks(), blocks.len());
                for (at, block) in blocks.iter().enumerate() {
                    prop_assert_eq!(file.key(at).unwrap(), block.0);
                    prop_assert_eq!(file.block(at).unwrap().len(), block.1);
                }
                for key in 0..151 {
                    prop_assert_eq!(file.below(key).unwrap(), blocks.partition_point(|block| block.0 < key));
                    prop_assert_eq!(file.through(key).unwrap(), blocks.partition_point(|block| block.0 <= key));
                }
                let (mut stream, mut streamed) = (file.stream(0..blocks.len()), 0);
                while let Some((number, payload)) = stream.next().unwrap() {
                    prop_assert_eq!((number, payload.len()), (streamed, blocks[streamed].1));
                    streamed += 1;
                }
                prop_assert_eq!(streamed, blocks.len());

                let index = at as usize..bytes.len() - 48;
                if !index.is_empty() {
                    let mut torn = bytes.clone();
                    torn[index.start + flipped.index(index.len())] ^= 1 << bit;
                    std::fs::write(&path, &torn).unwrap();
                    let file = BlockFile::open(&path, Kind::Ids, written).unwrap();
                    for key in 0..151 {
                        let plain = blocks.partition_point(|block| block.0 < key);
                        prop_assert!(file.below(key).map_or(true, |below| below == plain));
                    }
                    prop_assert!((0..blocks.len()).any(|at| file.key(at).is_err()));
                }
            }
        }
    }
}
