//! The numbers the search goes by, and what they mean.
//!
//! They were set on one half of the PAN 2013 training set; `benches/quality/pan13.md` tells what a
//! step up or down does. All are broad optima: none matters to a few per cent of its value.

/// What the search goes by. `benches/quality/pan13.md` tells what a step up or down does.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// Which share of a passage's words is thought to be taken over, 0 to 1. A word without a
    /// counterpart costs `-log2(1 - copied)` bits.
    pub copied: f32,
    /// How much of the vocabulary an independent writer has in common with each of the documents
    /// (outside the passage), 0 to 0.5; the rest is that of the whole run.
    pub topic: f32,
    /// Tokens added to the length of a document where that share is counted, so that a few words
    /// outside a passage do not pass for a topic.
    pub topic_words: usize,
    /// Tokens a block has in the search for seeds.
    pub block: usize,
    /// Tokens a passage may grow by on either side in one turn.
    pub margin: usize,
    /// Bits it is worth that a passage begins or ends at the border of a sentence; half at a line.
    pub border_bits: f32,
    /// Passages no farther apart than this on both sides are one, in tokens.
    pub gap: usize,
    /// Bits a passage needs; a seed needs half of them.
    pub passage_bits: f32,
    /// Tokens a passage needs on both sides, and a summary on its own.
    pub passage_words: usize,
    /// As `copied`, for summaries.
    pub summary_copied: f32,
    /// Bits a summary needs in all.
    pub summary_bits: f32,
    /// Bits a summary needs for each of its words, also those that the best passage in it leaves.
    pub summary_bits_per_word: f32,
}

impl Default for Parameters {
    fn default() -> Parameters {
        Parameters {
            copied: 0.5,
            topic: 0.2,
            topic_words: 200,
            block: 25,
            margin: 30,
            border_bits: 8.0,
            gap: 40,
            passage_bits: 65.0,
            passage_words: 28,
            summary_copied: 0.7,
            summary_bits: 100.0,
            summary_bits_per_word: 1.0,
        }
    }
}
