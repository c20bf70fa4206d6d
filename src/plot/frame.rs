//! What every plot has around it: title and subtitle above, keys, notes below.
//!
//! Each function lays its piece out from `y` downwards and returns the `y` below it.

use super::canvas::{Anchor, Canvas, Text};
use super::colour::{Rgb, Theme};
use super::lettering::{Weight, clean, paragraph, width};
use crate::region::Class;

/// Empty space at each side of a plot, in pixels.
pub(crate) const MARGIN: f64 = 16.0;

/// Narrowest plot, so that titles have room.
pub(crate) const NARROWEST: f64 = 440.0;

/// Size of notes and keys.
pub(crate) const SMALL: f64 = 11.0;

/// Title and subtitle, broken into lines.
pub(crate) fn header(
    canvas: &mut Canvas,
    theme: Theme,
    title: &str,
    subtitle: &str,
    wide: f64,
) -> f64 {
    let mut y = MARGIN;
    let room = wide - 2.0 * MARGIN;
    for (text, size, weight, fill, most) in [
        (title, 16.0, Weight::Bold, theme.ink(), 3),
        (subtitle, 12.0, Weight::Regular, theme.muted(), 4),
    ] {
        for line in paragraph(&clean(text), size, weight, room, most) {
            canvas.text(Text { weight, ..Text::of(line, (MARGIN, y + size * 0.93), size, fill) });
            y += (size * 1.32).round();
        }
        y += 2.0;
    }
    y + 4.0
}

/// Notes in small print, each from a new line.
pub(crate) fn notes(canvas: &mut Canvas, theme: Theme, notes: &[String], y: f64, wide: f64) -> f64 {
    let mut y = y;
    for note in notes {
        for line in paragraph(note, SMALL, Weight::Regular, wide - 2.0 * MARGIN, 4) {
            canvas.text(Text::of(line, (MARGIN, y + SMALL), SMALL, theme.muted()));
            y += 15.0;
        }
    }
    y
}

/// A key: how a swatch looks and what it means.
pub(crate) struct Key {
    /// What it means.
    pub(crate) text: String,
    /// How it looks.
    pub(crate) swatch: Swatch,
}

/// The look of a key's swatch.
pub(crate) enum Swatch {
    /// A filled square.
    Filled(Rgb),
    /// A hatched square.
    Hatched,
    /// A square with a sign in it.
    Signed(Rgb, &'static str),
}

/// Keys side by side from `x`, on as many lines as they need.
pub(crate) fn keys(
    canvas: &mut Canvas,
    theme: Theme,
    keys: &[Key],
    from: (f64, f64),
    wide: f64,
) -> f64 {
    const SIDE: f64 = 12.0;
    let (mut x, mut y) = from;
    for key in keys {
        let needed = SIDE + 6.0 + width(&key.text, SMALL, Weight::Regular);
        if x > from.0 && x + needed > wide - MARGIN {
            (x, y) = (from.0, y + 18.0);
        }
        match &key.swatch {
            Swatch::Filled(fill) => canvas.rect(x, y, SIDE, SIDE, *fill),
            Swatch::Hatched => hatch(canvas, theme, (x, y), (SIDE, SIDE)),
            Swatch::Signed(fill, sign) => {
                canvas.rect(x, y, SIDE, SIDE, *fill);
                let ink = super::colour::ink_on(*fill);
                let at = (x + SIDE / 2.0, y + SIDE / 2.0 + 4.0);
                canvas.text(Text::of(*sign, at, SMALL, ink).anchored(Anchor::Middle));
            }
        }
        canvas.text(Text::of(key.text.clone(), (x + SIDE + 6.0, y + 10.0), SMALL, theme.muted()));
        x += needed + 18.0;
    }
    y + if keys.is_empty() { 0.0 } else { 18.0 }
}

/// The keys of the three classes.
pub(crate) fn class_keys(theme: Theme) -> Vec<Key> {
    let key = |&class| Key {
        text: class_name(class).to_owned(),
        swatch: Swatch::Filled(theme.class(class)),
    };
    Class::ALL.iter().map(key).collect()
}

/// What a class is called in a plot.
fn class_name(class: Class) -> &'static str {
    match class {
        Class::Narrative => "narrative",
        Class::Quote => "quotes",
        Class::Boilerplate => "captions and boilerplate",
    }
}

/// A hatched rectangle: not comparable.
pub(crate) fn hatch(canvas: &mut Canvas, theme: Theme, at: (f64, f64), size: (f64, f64)) {
    let ((x, y), (w, h)) = (at, size);
    canvas.rect(x, y, w, h, theme.blank());
    let mut along = 4.0;
    while along < w + h {
        let from = (x + (along - h).max(0.0), y + along.min(h));
        let to = (x + along.min(w), y + (along - w).max(0.0));
        canvas.line(&[from, to], theme.rule(), 1.0);
        along += 6.0;
    }
}

/// A count with its thousands parted.
pub(crate) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_parted_by_thousands() {
        for (count, want) in [(0, "0"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567")] {
            assert_eq!(grouped(count), want);
        }
    }
}
