//! Undoes UTF-8 that was read in a legacy charset: `CafÃ©` → `Café`, `вЂ™` → `’`, at any depth.
//!
//! A *find* is a stretch of characters whose bytes in one charset form a UTF-8 sequence. Adjacent
//! finds make a run, and a run is *sure* when no language writes such a thing (a camel-cased `Ã`
//! before a sign, three signs that spell a curly quote, two Arabic letters in a row), *likely* when
//! it could be meant (`É…`). A pass takes the charset whose sure runs explain most, and reads those
//! and the likely ones of the same scripts. Without a sure run nothing is touched.
//!
//! The idea of undoing the encoding rather than replacing strings is that of R. Speer's ftfy
//! (2019, doi:10.5281/zenodo.2591652); the rules here are our own.

use super::charset::{Charset, entry};

/// How far a find can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trust {
    /// It may well be meant as it stands.
    No,
    /// Taken where something else in the text is sure.
    Likely,
    /// No language writes this.
    Sure,
}

/// Characters `start..end` that were read wrongly, and the character they stand for.
#[derive(Clone, Copy, Debug)]
struct Find {
    start: usize,
    end: usize,
    read: char,
    /// A plain space follows `read`: the damage had swallowed a no-break space.
    spaced: bool,
    trust: Trust,
}

/// One pass over `text` in the best of the charsets in `mask`: the repaired text and how many
/// characters were restored, or nothing where no damage is sure.
pub(super) fn undo(text: &str, mask: u8) -> Option<(String, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let mut best: Option<(usize, Vec<Find>)> = None;
    for charset in Charset::ALL.into_iter().filter(|charset| mask & charset.bit() != 0) {
        let finds = scan(&chars, charset);
        let sure = finds.iter().filter(|f| f.trust == Trust::Sure).map(|f| f.end - f.start).sum();
        if sure > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((sure, finds));
        }
    }
    let (_, mut finds) = best?;
    let mut scripts: Vec<u32> =
        finds.iter().filter(|f| f.trust == Trust::Sure).map(|f| script(f.read)).collect();
    scripts.extend([COMMON, LATIN]);
    scripts.sort_unstable();
    scripts.dedup();
    finds.retain(|f| match f.trust {
        Trust::Sure => true,
        Trust::Likely => scripts.binary_search(&script(f.read)).is_ok(),
        Trust::No => false,
    });
    let mut repaired = String::with_capacity(text.len());
    let mut at = 0;
    for find in &finds {
        repaired.extend(&chars[at..find.start]);
        repaired.push(find.read);
        if find.spaced {
            repaired.push(' ');
        }
        at = find.end;
    }
    repaired.extend(&chars[at..]);
    Some((repaired, finds.len()))
}

/// All finds in one charset, in order, not overlapping.
fn scan(chars: &[char], charset: Charset) -> Vec<Find> {
    let mut finds = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        if chars[i].is_ascii() || entry(chars[i]).lead & charset.bit() == 0 {
            i += 1;
            continue;
        }
        let first = finds.len();
        let start = i;
        while let Some(find) = sequence(chars, i, charset, false) {
            finds.push(find);
            i = find.end;
        }
        if i > start {
            let trust = judge(chars, &finds[first..], charset);
            finds[first..].iter_mut().for_each(|find| find.trust = trust);
        } else if let Some(find) = before_space(chars, i, charset) {
            finds.push(find);
            i = find.end;
        } else {
            i += 1;
        }
    }
    finds
}

/// The UTF-8 sequence that opens at character `i`; with `generous`, a space stands for A0, as it
/// does where no-break spaces were flattened. U+FFFD stands for any one byte.
fn sequence(chars: &[char], i: usize, charset: Charset, generous: bool) -> Option<Find> {
    let lead = chars.get(i).filter(|c| !c.is_ascii()).map(|&c| charset.byte(c))?;
    let (more, mut code) = match lead {
        0xC2..=0xDF => (1, u32::from(lead & 0x1F)),
        0xE0..=0xEF => (2, u32::from(lead & 0x0F)),
        0xF0..=0xF4 => (3, u32::from(lead & 0x07)),
        _ => return None,
    };
    let end = i + 1 + more;
    let mut lost = false;
    for &c in chars.get(i + 1..end)? {
        let byte = match c {
            // A lost byte; after `â€` also where it became a question mark.
            _ if c == '\u{fffd}' || (c == '?' && lead == 0xE2 && code == 0x80) => {
                lost = true;
                0x80
            }
            ' ' if generous => 0xA0,
            _ => charset.byte(c),
        };
        if !(0x80..0xC0).contains(&byte) {
            return None;
        }
        code = code << 6 | u32::from(byte & 0x3F);
    }
    let find = |end, read| Some(Find { start: i, end, read, spaced: false, trust: Trust::No });
    if lost {
        // E2 80 ?? is a curly quote or a dash, and the byte that gets lost is that of ”.
        let quote = lead == 0xE2 && charset.byte(chars[i + 1]) == 0x80;
        return find(end, if quote { '”' } else { '\u{fffd}' });
    }
    if (0xD800..0xDC00).contains(&code) {
        // CESU-8: a surrogate pair written as two three-byte sequences.
        let low = raw_three(chars, end, charset).filter(|low| (0xDC00..0xE000).contains(low))?;
        let joined = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        return find(end + 3, char::from_u32(joined)?);
    }
    let overlong = (more == 2 && code < 0x800) || (more == 3 && code < 0x10000);
    let read = char::from_u32(code).filter(|_| !overlong)?;
    let private = ('\u{e000}'..'\u{f900}').contains(&read) || read >= '\u{30000}';
    let control = read.is_control() && chars[i] != 'Â';
    if private || control { None } else { find(end, read) }
}

fn raw_three(chars: &[char], i: usize, charset: Charset) -> Option<u32> {
    let bytes: Vec<u32> =
        chars.get(i..i + 3)?.iter().map(|&c| u32::from(charset.byte(c))).collect();
    let valid = bytes[0] == 0xED && bytes[1..].iter().all(|byte| (0x80..0xC0).contains(byte));
    valid.then(|| 0xD000 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F))
}

/// A sequence whose A0 has become a plain space: `voilÃ `, `Â `, `Ð Ñƒ`, `Å veices`.
fn before_space(chars: &[char], i: usize, charset: Charset) -> Option<Find> {
    let before = i.checked_sub(1).map(|b| chars[b]);
    let lead = charset.byte(chars[i]);
    if chars.get(i + 1) == Some(&' ') {
        let after = chars.get(i + 2).copied();
        let find = |end, read, spaced, trust| Some(Find { start: i, end, read, spaced, trust });
        let lower = before.is_some_and(char::is_lowercase);
        return match (lead, chars[i]) {
            (0xC3, 'Ã' | 'Г') if !before.is_some_and(char::is_uppercase) => {
                let trust = if lower && chars[i] == 'Ã' { Trust::Sure } else { Trust::Likely };
                let rest: String = chars[i + 2..].iter().take(6).collect();
                let glued = after == Some(' ')
                    || rest.starts_with("s ")
                    || ["quele", "quela", "quilo"].iter().any(|word| rest.starts_with(word));
                find(i + 2, 'à', !glued, trust)
            }
            (0xC2, 'Â') if !before.is_some_and(char::is_uppercase) => {
                let apart = before.is_none_or(char::is_whitespace);
                find(i + 2, '\u{a0}', false, if apart { Trust::Likely } else { Trust::Sure })
            }
            (0xC5, _) if after.is_some_and(char::is_lowercase) && !lower => {
                find(i + 2, 'Š', false, Trust::Likely)
            }
            (0xD0, _) if after.is_some_and(|c| entry(c).lead & charset.bit() != 0) => {
                find(i + 2, 'Р', false, Trust::Likely)
            }
            (0xE0..=0xEF, _) => {
                sequence(chars, i, charset, true).map(|find| Find { trust: Trust::Likely, ..find })
            }
            _ => None,
        };
    }
    let find = sequence(chars, i, charset, true)?;
    (find.end - find.start > 2).then_some(Find { trust: Trust::Likely, ..find })
}

/// How far a run of adjacent finds can be trusted, by what it says and what stands around it.
fn judge(chars: &[char], run: &[Find], charset: Charset) -> Trust {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return Trust::No };
    let before = first.start.checked_sub(1).map(|b| chars[b]);
    let after = chars.get(last.end).copied();
    if run.iter().any(|find| unmistakable(&chars[find.start..find.end], find.read)) {
        let accent = first.end - first.start == 2 && before.is_some_and(char::is_uppercase);
        if !(run.len() == 1 && accent) {
            return Trust::Sure;
        }
    }
    if run.len() == 1 {
        return single(chars, first, before, after, charset);
    }
    let mut scripts: Vec<u32> =
        run.iter().map(|find| script(find.read)).filter(|&script| script != COMMON).collect();
    scripts.dedup();
    let odd = run.iter().any(|find| {
        let letters = find.end - find.start > 2;
        let tail = &chars[find.start + 1..find.end];
        let meant =
            |&c: &char| c.is_uppercase() || hangs(c) || is_box(c) || (letters && c.is_alphabetic());
        !tail.iter().all(meant)
    });
    match odd && scripts.len() <= 1 && scripts.iter().all(|&script| script != RARE) {
        true => Trust::Sure,
        false => Trust::Likely,
    }
}

/// Sequences that nobody writes, wherever they stand: with a control character in them, of four
/// characters, or spelling a sign or a letter that only such a sequence can explain.
fn unmistakable(damaged: &[char], read: char) -> bool {
    let tail = &damaged[1..];
    if tail.iter().any(|&c| ('\u{80}'..='\u{9f}').contains(&c)) {
        return true;
    }
    if damaged.len() > 3 {
        let emoji = ('\u{1f000}'..='\u{1ffff}').contains(&read);
        return emoji || damaged.len() > 4 || !tail.iter().all(|c| c.is_alphabetic());
    }
    if damaged.len() < 3 || tail.iter().all(|&c| hangs(c)) {
        return false;
    }
    matches!(read,
        '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{27bf}' | '\u{fb00}'..='\u{fb06}'
        | '\u{fe0f}' | '\u{feff}' | '\u{ff01}'..='\u{ff60}' | '\u{fffd}')
}

/// A single find of two characters, or of three that spell no sign.
fn single(
    chars: &[char],
    find: &Find,
    before: Option<char>,
    after: Option<char>,
    charset: Charset,
) -> Trust {
    let (lead, tail) = (chars[find.start], chars[find.start + 1]);
    if find.end - find.start > 2 {
        let tails = &chars[find.start + 1..find.end];
        let plain = |&c: &char| hangs(c) || c.is_alphabetic() || "©®°¹²³§«¿¡".contains(c);
        let indic = ('\u{900}'..'\u{1000}').contains(&find.read);
        return if indic && !tails.iter().any(plain) { Trust::Sure } else { Trust::Likely };
    }
    let is = |c: Option<char>, test: fn(char) -> bool| c.is_some_and(test);
    let sure = |yes| if yes { Trust::Sure } else { Trust::Likely };
    let lower = [before, after].map(|c| is(c, char::is_lowercase));
    let letter = [before, after].map(|c| is(c, char::is_alphabetic));
    if tail == '\u{fffd}' {
        return sure(lower[0]);
    }
    match script(find.read) {
        RARE => return Trust::No,
        CYRILLIC | HEBREW | ARABIC => return Trust::Likely,
        MARK => return sure(is(before, |c| c.is_ascii_digit()) && !hangs(tail)),
        _ => {}
    }
    match charset {
        // Â and Ã end words only in capitals; in front of a sign they are damage.
        _ if lead == 'Â' => match is(before, char::is_uppercase) {
            true => Trust::No,
            false => Trust::Sure,
        },
        Charset::Windows1252 if lead == 'Ã' => match hangs(tail) {
            true if tail == '\u{a0}' => {
                let inside =
                    lower[1] && !two_before(chars, find.start).is_some_and(char::is_alphabetic);
                sure(!is(before, char::is_uppercase) || inside)
            }
            true if tail == '™' => sure(letter[0]),
            true if tail == '’' => sure(lower[0] && letter[1]),
            true => sure(letter[0] && letter[1]),
            false => sure(letter[0] || letter[1]),
        },
        Charset::Windows1251 | Charset::Windows1253 => {
            let latin = [before, after].into_iter().any(|c| is(c, |c| c.is_ascii_alphabetic()));
            sure(latin && !hangs(tail))
        }
        Charset::MacRoman => {
            let word = letter[0] && two_before(chars, find.start).is_some_and(char::is_alphabetic);
            let opens = !is(before, |c| c.is_ascii_digit()) && lower[1];
            sure(match lead {
                '√' => word || (opens && tail != 'π' && tail != '∞'),
                '¬' => [before, after].into_iter().any(|c| is(c, char::is_alphanumeric)),
                'ƒ' | '≈' => lower[0] || lower[1],
                _ => false,
            })
        }
        Charset::Cp437 => sure((lower[0] || lower[1]) && !is_box(tail)),
        _ if tail.is_alphabetic() => {
            let capitals = tail.is_uppercase() && !letter[0] && lower[1];
            sure(lead.is_uppercase() && (lower[0] || capitals))
        }
        _ if matches!(tail, '’' | '‘' | '–' | '—' | '…' | '•') => {
            sure(lower[0] && lower[1])
        }
        _ if hangs(tail) => sure(lower[1]),
        _ => sure(lower[0] || lower[1]),
    }
}

fn two_before(chars: &[char], i: usize) -> Option<char> {
    i.checked_sub(2).map(|b| chars[b])
}

/// Signs that may well follow a letter: closing quotes, dashes, an ellipsis, a no-break space.
fn hangs(c: char) -> bool {
    matches!(c, '…' | '–' | '—' | '»' | '”' | '’' | '“' | '‘' | '™' | '\u{a0}')
}

fn is_box(c: char) -> bool {
    ('\u{2500}'..'\u{2590}').contains(&c)
}

const COMMON: u32 = 0;
const LATIN: u32 = 1;
const GREEK: u32 = 2;
const CYRILLIC: u32 = 3;
const HEBREW: u32 = 4;
const ARABIC: u32 = 5;
const MARK: u32 = 6;
const EAST_ASIAN: u32 = 7;
/// Letters no newspaper prints: phonetic signs, Armenian points, Thaana and so on.
const RARE: u32 = 8;

/// The script of a restored character, coarse; the scripts of the far South-East by their block.
fn script(c: char) -> u32 {
    match c {
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if c != '×' && c != '÷' => LATIN,
        '\u{250}'..='\u{2ff}' | '\u{460}'..='\u{48f}' | '\u{4fa}'..='\u{58f}' => RARE,
        '\u{1c80}'..='\u{1dff}' => RARE,
        '\u{300}'..='\u{36f}' => MARK,
        '\u{370}'..='\u{3ff}' => GREEK,
        '\u{400}'..='\u{4f9}' => CYRILLIC,
        '\u{590}'..='\u{5ff}' => HEBREW,
        '\u{600}'..='\u{6ff}' => ARABIC,
        '\u{700}'..='\u{8ff}' => RARE,
        '\u{900}'..='\u{1dff}' => c as u32 >> 7,
        '\u{2e80}'..='\u{d7ff}' => EAST_ASIAN,
        _ => COMMON,
    }
}
