//! Records one by one, the next near the last: their block is unpacked once.

use super::Archive;
use super::records::Unpacked;
use super::walk::Of;
use crate::error::Result;

/// The block that was read last.
pub(super) struct Near {
    segment: usize,
    block: usize,
    unpacked: Unpacked,
}

impl Archive {
    /// The record of a document that is there, from the block read `last` if it is in it.
    pub(super) fn near<'a>(
        &self,
        number: u32,
        of: Of,
        last: &'a mut Option<Near>,
    ) -> Result<&'a [u8]> {
        let segment = self.segments.partition_point(|segment| segment.row.past <= number);
        let missing = || self.broken(number);
        let file = of(self.segments.get(segment).ok_or_else(missing)?);
        let block = file.block_of(number)?.ok_or_else(missing)?;
        let near = match last.take() {
            Some(near) if (near.segment, near.block) == (segment, block) => near,
            _ => Near { segment, block, unpacked: file.block(block)? },
        };
        last.insert(near).unpacked.find(number).ok_or_else(missing)
    }
}
