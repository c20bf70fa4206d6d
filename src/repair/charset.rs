//! The eight legacy charsets that UTF-8 is commonly mistaken for, as one table: character → the
//! byte it stands for in each, and whether that byte opens or continues a UTF-8 sequence.
//!
//! The reading is sloppy, as damaged text is: a C1 control stands for its own byte where the charset
//! leaves that byte undefined, and always in windows-1252, for Latin-1 is its everyday alias.

use encoding_rs::Encoding;
use std::sync::LazyLock;

/// A charset that UTF-8 bytes were read in by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// Western European, with Latin-1 folded in; by far the commonest.
    Windows1252,
    /// Central European on Windows.
    Windows1250,
    /// Cyrillic on Windows.
    Windows1251,
    /// Baltic on Windows.
    Windows1257,
    /// Greek on Windows.
    Windows1253,
    /// Central European by ISO.
    Latin2,
    /// Western European on old Macs.
    MacRoman,
    /// The IBM PC's own.
    Cp437,
}

impl Charset {
    /// All charsets, the commoner first: where two explain as much damage, the first wins.
    pub(super) const ALL: [Charset; 8] = [
        Charset::Windows1252,
        Charset::Windows1250,
        Charset::Windows1251,
        Charset::Windows1257,
        Charset::Windows1253,
        Charset::Latin2,
        Charset::MacRoman,
        Charset::Cp437,
    ];

    /// The bit of this charset in a mask.
    pub(super) fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The byte `c` stands for, 0 where there is none. ASCII stands for itself.
    pub(super) fn byte(self, c: char) -> u8 {
        if c.is_ascii() { c as u8 } else { entry(c).bytes[self as usize] }
    }

    fn upper_half(self) -> [char; 128] {
        let encoding: &Encoding = match self {
            Charset::Windows1252 => encoding_rs::WINDOWS_1252,
            Charset::Windows1250 => encoding_rs::WINDOWS_1250,
            Charset::Windows1251 => encoding_rs::WINDOWS_1251,
            Charset::Windows1257 => encoding_rs::WINDOWS_1257,
            Charset::Windows1253 => encoding_rs::WINDOWS_1253,
            Charset::Latin2 => encoding_rs::ISO_8859_2,
            Charset::MacRoman => encoding_rs::MACINTOSH,
            Charset::Cp437 => return CP437,
        };
        std::array::from_fn(|i| {
            let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&UPPER[i]));
            text.chars().next().unwrap_or('\u{fffd}')
        })
    }
}

/// What a character stands for in each charset.
#[derive(Clone, Copy, Default)]
pub(super) struct Entry {
    /// Its byte by `Charset as usize`, 0 where it has none.
    bytes: [u8; 8],
    /// Mask of the charsets in which it opens a UTF-8 sequence (C2..=F4).
    pub(super) lead: u8,
    /// Mask of the charsets in which it continues one (80..=BF).
    pub(super) continuation: u8,
}

/// Every character of the eight charsets is below this but three of MacRoman's.
const LIMIT: usize = 0x2600;

static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut table = vec![Entry::default(); LIMIT + MAC_BEYOND.len()];
    for charset in Charset::ALL {
        let mut set = |c: char, byte: u8| {
            let Some(entry) = slot(c).and_then(|slot| table.get_mut(slot)) else { return };
            if entry.bytes[charset as usize] != 0 {
                return;
            }
            entry.bytes[charset as usize] = byte;
            if (0xC2..=0xF4).contains(&byte) {
                entry.lead |= charset.bit();
            } else if byte < 0xC0 {
                entry.continuation |= charset.bit();
            }
        };
        for (c, byte) in charset.upper_half().into_iter().zip(UPPER) {
            if c != '\u{fffd}' {
                set(c, byte);
            }
        }
        if charset == Charset::Windows1252 {
            for byte in 0x80..0xA0u8 {
                set(char::from(byte), byte);
            }
        }
    }
    table
});

fn slot(c: char) -> Option<usize> {
    let code = c as usize;
    if code < LIMIT {
        return Some(code);
    }
    MAC_BEYOND.iter().position(|&beyond| beyond == c).map(|i| LIMIT + i)
}

/// What `c` stands for in each charset; nothing where it is in none of them.
pub(super) fn entry(c: char) -> Entry {
    slot(c).map_or_else(Entry::default, |slot| TABLE[slot])
}

const MAC_BEYOND: [char; 3] = ['\u{f8ff}', '\u{fb01}', '\u{fb02}'];

const UPPER: [u8; 128] = {
    let mut bytes = [0; 128];
    let mut i = 0;
    while i < 128 {
        bytes[i] = 0x80 + i as u8;
        i += 1;
    }
    bytes
};

#[rustfmt::skip]
const CP437: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å',
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ',
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐', '¬', '½', '¼', '¡', '«', '»',
    '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛', '┐',
    '└', '┴', '┬', '├', '─', '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧',
    '╨', '╤', '╥', '╙', '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█', '▄', '▌', '▐', '▀',
    'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ', 'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩',
    '≡', '±', '≥', '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²', '■', '\u{a0}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_stand_for_their_bytes() {
        let rows = [
            (Charset::Windows1252, 'Ã', 0xC3),
            (Charset::Windows1252, '€', 0x80),
            (Charset::Windows1252, '\u{9d}', 0x9D),
            (Charset::Windows1251, 'в', 0xE2),
            (Charset::Windows1250, 'Ă', 0xC3),
            (Charset::Latin2, 'Ą', 0xA1),
            (Charset::MacRoman, '√', 0xC3),
            (Charset::MacRoman, '\u{fb01}', 0xDE),
            (Charset::Cp437, '├', 0xC3),
            (Charset::Cp437, '漢', 0),
        ];
        for (charset, c, byte) in rows {
            assert_eq!(charset.byte(c), byte, "{charset:?} {c}");
        }
    }
}
