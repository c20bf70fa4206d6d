//! Tokens → marks: what the text says of each word besides its term.
//!
//! Verdicts ask four things of the words two pages share. Are they names? Two writers who name the same
//! people and offices use the same words without having read each other. Do they speak in the first
//! person? No reporter's narrative does outside of quotes. Does their paragraph follow a colon on one page
//! only? Then that page quotes the other. And are they the words of a site rather than of a story? A mark is
//! four bits, and no word can be read from it.

mod name;
mod site;
mod voice;

use crate::token::{Tokens, Unit};
use crate::tongue::Tongue;
use std::cell::LazyCell;

/// The language of a text, told when it is asked for.
type Lazy<'t> = LazyCell<Option<Tongue>, Box<dyn FnOnce() -> Option<Tongue> + 't>>;

/// What is known of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark(u8);

impl Mark {
    /// It is part of a name.
    pub const NAME: Mark = Mark(1);
    /// It is a pronoun of the first person singular.
    pub const FIRST_PERSON: Mark = Mark(2);
    /// It begins a paragraph that another one hands over to with a colon.
    pub const INTRODUCED: Mark = Mark(4);

    /// It is one of the words of which boxes, forms and notices are made.
    pub const SITE: Mark = Mark(8);

    /// Whether all of `other` holds.
    pub fn is(self, other: Mark) -> bool {
        self.0 & other.0 == other.0
    }

    /// Its four bits.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// The mark of these bits.
    pub fn of_bits(bits: u8) -> Mark {
        Mark(bits & 15)
    }

    fn set(&mut self, other: Mark) {
        self.0 |= other.0;
    }
}

/// The marks of the tokens of a text, one a token. Characters have none.
pub fn marks(text: &str, tokens: &Tokens, unit: Unit) -> Vec<Mark> {
    let mut marks = vec![Mark::default(); tokens.len()];
    if unit == Unit::Words {
        let tongue: Lazy = LazyCell::new(Box::new(|| Tongue::of(text)));
        name::find(text, &tongue, tokens, &mut marks);
        voice::find(text, &tongue, tokens, &mut marks);
    }
    marks
}
