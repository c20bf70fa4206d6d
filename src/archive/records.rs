//! Records ↔ blocks: numbered byte strings, packed together with zstd.
//!
//! Payload of a block: its length unpacked (u32), then zstd of: how many records, for each its number
//! less the one before and its length (LEB128), then the records. The key is the first number.

use super::blocks::{BlockWriter, Kind, Listed};
use super::file::{BlockFile, Stream};
use crate::error::{Error, Result};
use crate::pack::bytes::{Cursor, put_varint};
use rayon::prelude::*;
use std::cell::RefCell;
use std::path::Path;

/// Level of zstd: higher ones take longer and gain little on blocks of this size.
const LEVEL: i32 = 3;
/// A block is closed when its records have this many bytes: large ones pack better, of small ones a
/// single record is had sooner.
fn block_of(kind: Kind) -> usize {
    if kind == Kind::Documents { 64 << 10 } else { 4 << 10 }
}

thread_local! {
    /// What unpacks: making one takes as long as unpacking a small block.
    static UNPACKER: RefCell<Option<Option<zstd::bulk::Decompressor<'static>>>> = const { RefCell::new(None) };
}

/// A record and its number.
pub(super) type Numbered = (u32, Vec<u8>);

/// Writes records by ascending number.
pub(super) struct RecordsWriter {
    out: BlockWriter,
    /// Bytes of a block.
    block: usize,
    held: Vec<Numbered>,
    bytes: usize,
}

impl RecordsWriter {
    pub(super) fn create(path: &Path, kind: Kind) -> Result<RecordsWriter> {
        let (out, block) = (BlockWriter::create(path, kind)?, block_of(kind));
        Ok(RecordsWriter { out, block, held: Vec::new(), bytes: 0 })
    }

    /// Appends a record.
    pub(super) fn push(&mut self, record: Numbered) -> Result<()> {
        self.bytes += record.1.len();
        self.held.push(record);
        if self.bytes < self.block { Ok(()) } else { self.flush() }
    }

    /// Appends many records, packed on all threads.
    pub(super) fn extend(&mut self, records: &[Numbered]) -> Result<()> {
        self.flush()?;
        let mut groups = Vec::new();
        let (mut start, mut bytes) = (0, 0);
        for (at, record) in records.iter().enumerate() {
            bytes += record.1.len();
            if bytes >= self.block || at + 1 == records.len() {
                groups.push(&records[start..=at]);
                (start, bytes) = (at + 1, 0);
            }
        }
        let packed: Vec<_> = groups.par_iter().map(|group| pack(group)).collect();
        for (group, payload) in groups.iter().zip(packed) {
            self.out.block(group[0].0.into(), group.len(), &payload)?;
        }
        Ok(())
    }

    /// Appends a whole block of another file as it is.
    fn copy(&mut self, key: u64, count: usize, payload: &[u8]) -> Result<()> {
        self.flush()?;
        self.out.block(key, count, payload)
    }

    fn flush(&mut self) -> Result<()> {
        if let Some(first) = self.held.first() {
            self.out.block(first.0.into(), self.held.len(), &pack(&self.held))?;
            self.held.clear();
            self.bytes = 0;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Listed> {
        self.flush()?;
        self.out.finish()
    }
}

fn pack(records: &[Numbered]) -> Vec<u8> {
    let mut plain = Vec::new();
    put_varint(&mut plain, records.len() as u32);
    let mut last = 0;
    for (number, record) in records {
        put_varint(&mut plain, number - last);
        put_varint(&mut plain, record.len() as u32);
        last = *number;
    }
    records.iter().for_each(|(_, record)| plain.extend_from_slice(record));
    let mut payload = (plain.len() as u32).to_le_bytes().to_vec();
    let packed = zstd::bulk::compress(&plain, LEVEL);
    payload.extend(packed.expect("packing in memory fails only where memory ends"));
    payload
}

/// The records of a block, unpacked.
pub(super) struct Unpacked {
    plain: Vec<u8>,
    /// Number of each record, and the first byte of the next.
    places: Vec<(u32, usize)>,
    /// First byte of the first record.
    start: usize,
}

impl Unpacked {
    fn of(payload: &[u8]) -> Option<Unpacked> {
        let (length, packed) = payload.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let plain = UNPACKER.with_borrow_mut(|unpacker| {
            let unpacker = unpacker.get_or_insert_with(|| zstd::bulk::Decompressor::new().ok());
            unpacker.as_mut()?.decompress(packed, length).ok()
        })?;
        if plain.len() != length {
            return None;
        }
        let mut cursor = Cursor::of(&plain);
        let count = cursor.take_varint()? as usize;
        let mut places: Vec<(u32, usize)> = Vec::with_capacity(count.min(plain.len()));
        let (mut number, mut end) = (0u32, 0usize);
        for at in 0..count {
            let step = cursor.take_varint()?;
            if at > 0 && step == 0 {
                return None;
            }
            number = number.checked_add(step)?;
            end = end.checked_add(cursor.take_varint()? as usize)?;
            places.push((number, end));
        }
        let start = plain.len() - cursor.len();
        places.iter_mut().for_each(|place| place.1 += start);
        let whole = places.last().map_or(start, |place| place.1) == plain.len();
        whole.then_some(Unpacked { plain, places, start })
    }

    /// The records in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &[u8])> {
        (0..self.places.len()).map(|at| (self.places[at].0, self.record(at)))
    }

    fn record(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).map_or(self.start, |before| self.places[before].1);
        &self.plain[start..self.places[at].1]
    }

    /// The record of this number, if it is here.
    pub(super) fn find(&self, number: u32) -> Option<&[u8]> {
        let at = self.places.binary_search_by_key(&number, |place| place.0).ok()?;
        Some(self.record(at))
    }
}

/// A file of records.
pub(super) struct RecordsFile {
    pub(super) file: BlockFile,
}

impl RecordsFile {
    /// The record of this number, if there is one.
    pub(super) fn get(&self, number: u32) -> Result<Option<Vec<u8>>> {
        let Some(at) = self.block_of(number)? else { return Ok(None) };
        Ok(self.block(at)?.find(number).map(<[u8]>::to_vec))
    }

    /// The block that holds the record of this number, if any does.
    pub(super) fn block_of(&self, number: u32) -> Result<Option<usize>> {
        Ok(self.file.through(number.into())?.checked_sub(1))
    }

    /// A block, unpacked.
    pub(super) fn block(&self, at: usize) -> Result<Unpacked> {
        self.unpack(at, &self.file.block(at)?)
    }

    /// The blocks in order, from the one that may hold `number` on.
    pub(super) fn stream(&self, number: u32) -> Result<Blocks<'_>> {
        let start = self.file.through(number.into())?.saturating_sub(1);
        Ok(Blocks { records: self, stream: self.file.stream(start..self.file.blocks()) })
    }

    fn unpack(&self, at: usize, payload: &[u8]) -> Result<Unpacked> {
        Unpacked::of(payload).ok_or_else(|| self.broken(at))
    }

    fn broken(&self, block: usize) -> Error {
        self.file.damaged(&format!("contradicts itself in block {block}"))
    }

    /// Appends what `kept` keeps of this file, whole blocks as they are where that wastes nothing.
    pub(super) fn copy_into(
        &self,
        writer: &mut RecordsWriter,
        kept: impl Fn(std::ops::Range<u32>) -> bool,
    ) -> Result<()> {
        let blocks = self.file.blocks();
        let mut stream = self.file.stream(0..blocks);
        while let Some((at, payload)) = stream.next()? {
            let first = self.file.key(at)? as u32;
            let next = if at + 1 < blocks { self.file.key(at + 1)? as u32 } else { u32::MAX };
            let plain = payload.first_chunk::<4>().map_or(0, |length| u32::from_le_bytes(*length));
            let unpacked = self.unpack(at, payload)?;
            if plain as usize >= writer.block / 2 && kept(first..next) {
                writer.copy(first.into(), unpacked.places.len(), payload)?;
                continue;
            }
            for (number, record) in unpacked.iter().filter(|&(number, _)| kept(number..number + 1))
            {
                writer.push((number, record.to_vec()))?;
            }
        }
        Ok(())
    }
}

/// Walks a file of records block by block.
pub(super) struct Blocks<'a> {
    records: &'a RecordsFile,
    stream: Stream<'a>,
}

impl Blocks<'_> {
    /// The next block.
    pub(super) fn next(&mut self) -> Result<Option<Unpacked>> {
        let Some((at, payload)) = self.stream.next()? else { return Ok(None) };
        self.records.unpack(at, payload).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// Records come back by number and in order, also from a copy that leaves some out.
        #[test]
        fn records_come_back_as_they_were(
            lengths in proptest::collection::vec((1u32..5, 0usize..30_000), 0..30), many in any::<bool>()
        ) {
            let folder = tempfile::tempdir().unwrap();
            let open = |name: &str, listed| {
                let file = BlockFile::open(&folder.path().join(name), Kind::Documents, listed);
                RecordsFile { file: file.unwrap() }
            };
            let mut records: Vec<Numbered> = Vec::new();
            let mut number = 0;
            for (step, length) in lengths {
                number += step;
                records.push((number, vec![number as u8; length]));
            }
            let create = |name: &str| {
                RecordsWriter::create(&folder.path().join(name), Kind::Documents).unwrap()
            };
            let mut writer = create("one");
            match many {
                true => writer.extend(&records).unwrap(),
                false => records.iter().for_each(|r| writer.push(r.clone()).unwrap()),
            }
            let one = open("one", writer.finish().unwrap());
            for at in 0..=number + 1 {
                let want = records.iter().find(|record| record.0 == at).map(|r| r.1.clone());
                prop_assert_eq!(one.get(at).unwrap(), want);
            }
            let mut writer = create("two");
            one.copy_into(&mut writer, |mut range| {
                range.end = range.end.min(200);
                range.all(|number| number % 7 != 3)
            }).unwrap();
            let two = open("two", writer.finish().unwrap());
            records.retain(|(number, _)| number % 7 != 3);
            let mut blocks = two.stream(0).unwrap();
            let mut walked = Vec::new();
            while let Some(block) = blocks.next().unwrap() {
                walked.extend(block.iter().map(|(number, record)| (number, record.to_vec())));
            }
            prop_assert_eq!(walked, records);
        }
    }
}
