//! Colours of the plots: a theme's paper and inks, the scale of a heatmap, one hue a class of words.
//!
//! The scale is made so that equal steps of value are equal steps of CIE lightness L*: it reads the same
//! with any colour vision and in a grey print. Light paper starts almost white (an all-independent matrix is no
//! dark block) and follows ColorBrewer's GnBu; dark paper starts dark and follows viridis.

use crate::region::Class;
use std::fmt;
use std::sync::OnceLock;

/// An sRGB colour; prints as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// CIE 1976 lightness L*, 0 (black) to 100 (white).
    pub fn lightness(self) -> f64 {
        let y = self.luminance();
        if y <= 216.0 / 24389.0 { y * 24389.0 / 27.0 } else { 116.0 * y.cbrt() - 16.0 }
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2; text wants at least 4.5).
    pub fn contrast(self, other: Rgb) -> f64 {
        let (x, y) = (self.luminance() + 0.05, other.luminance() + 0.05);
        x.max(y) / x.min(y)
    }

    /// The colour `share` of the way from `self` to `other`.
    pub fn mix(self, other: Rgb, share: f64) -> Rgb {
        let at = |x: u8, y: u8| {
            (f64::from(x) + (f64::from(y) - f64::from(x)) * share.clamp(0.0, 1.0)).round() as u8
        };
        Rgb(at(self.0, other.0), at(self.1, other.1), at(self.2, other.2))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The paper a plot stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// White paper, for print and light pages.
    #[default]
    Light,
    /// Dark paper, for dark pages.
    Dark,
}

/// Steps of the scale, from nothing to the top of the range.
pub(crate) const STEPS: usize = 240;

impl Theme {
    /// The background.
    pub fn paper(self) -> Rgb {
        match self {
            Theme::Light => Rgb(255, 255, 255),
            Theme::Dark => Rgb(22, 24, 28),
        }
    }

    /// Titles, labels and values.
    pub fn ink(self) -> Rgb {
        match self {
            Theme::Light => Rgb(26, 26, 26),
            Theme::Dark => Rgb(236, 236, 236),
        }
    }

    /// Subtitles, captions and notes; still contrast 4.5 on the paper.
    pub fn muted(self) -> Rgb {
        self.ink().mix(self.paper(), 0.3)
    }

    /// Rules and ticks.
    pub fn rule(self) -> Rgb {
        self.paper().mix(self.ink(), 0.25)
    }

    /// Cells that carry no comparison: the diagonal.
    pub fn blank(self) -> Rgb {
        self.paper().mix(self.ink(), 0.1)
    }

    /// The colour at `share` of the range; below 0 and above 1 it stays at the ends.
    pub fn scale(self, share: f64) -> Rgb {
        self.steps()[step(share)]
    }

    /// The whole scale, from nothing to the top of the range.
    pub(crate) fn steps(self) -> &'static [Rgb; STEPS] {
        static LIGHT: OnceLock<[Rgb; STEPS]> = OnceLock::new();
        static DARK: OnceLock<[Rgb; STEPS]> = OnceLock::new();
        match self {
            Theme::Light => LIGHT.get_or_init(|| even_lightness(colorous::GREEN_BLUE)),
            Theme::Dark => DARK.get_or_init(|| even_lightness(colorous::VIRIDIS)),
        }
    }

    /// One hue a class; the three also differ in lightness. Narrative, the one that makes wire copy, is
    /// the strongest against the paper, boilerplate the weakest.
    pub fn class(self, class: Class) -> Rgb {
        match (self, class) {
            (Theme::Light, Class::Narrative) => Rgb(22, 66, 110),
            (Theme::Light, Class::Quote) => Rgb(217, 126, 32),
            (Theme::Light, Class::Boilerplate) => Rgb(190, 199, 206),
            (Theme::Dark, Class::Narrative) => Rgb(168, 208, 245),
            (Theme::Dark, Class::Quote) => Rgb(217, 126, 32),
            (Theme::Dark, Class::Boilerplate) => Rgb(88, 96, 104),
        }
    }
}

/// Black or white, whichever reads better on `ground`; the ratio is never below 4.58.
pub fn ink_on(ground: Rgb) -> Rgb {
    let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
    if ground.contrast(black) >= ground.contrast(white) { black } else { white }
}

/// The step of the scale for a share of the range. Only what is not above 0 gets step 0.
pub(crate) fn step(share: f64) -> usize {
    match share > 0.0 {
        true => ((share.min(1.0) * (STEPS - 1) as f64).round() as usize).max(1),
        false => 0,
    }
}

/// Samples `gradient`, whose lightness is monotone, at even steps of lightness.
fn even_lightness(gradient: colorous::Gradient) -> [Rgb; STEPS] {
    const FINE: usize = 2048;
    let at = |i: usize| {
        let c = gradient.eval_rational(i.min(FINE - 1), FINE);
        Rgb(c.r, c.g, c.b)
    };
    let (first, last) = (at(0).lightness(), at(FINE - 1).lightness());
    let mut i = 0;
    std::array::from_fn(|step| {
        let want = step as f64 / (STEPS - 1) as f64;
        while i + 1 < FINE && (at(i).lightness() - first) / (last - first) < want {
            i += 1;
        }
        at(i)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

    #[test]
    fn equal_steps_of_value_are_equal_steps_of_lightness() {
        for theme in THEMES {
            let lightness: Vec<f64> =
                (0..=20).map(|i| theme.scale(f64::from(i) / 20.0).lightness()).collect();
            let whole = (lightness[20] - lightness[0]) / 20.0;
            assert!(whole.abs() > 3.4, "{theme:?} uses most of the lightness there is: {whole}");
            for pair in lightness.windows(2) {
                let ratio = (pair[1] - pair[0]) / whole;
                assert!((0.7..=1.3).contains(&ratio), "{theme:?} {ratio}");
            }
        }
    }

    #[test]
    fn every_value_reads_on_its_cell() {
        for theme in THEMES {
            for colour in theme.steps() {
                assert!(ink_on(*colour).contrast(*colour) >= 4.5, "{theme:?} {colour}");
            }
            for text in [theme.ink(), theme.muted()] {
                assert!(text.contrast(theme.paper()) >= 4.5, "{theme:?} {text}");
            }
        }
    }

    #[test]
    fn classes_differ_in_lightness_from_each_other_and_from_the_paper() {
        for theme in THEMES {
            let mut lightness: Vec<f64> =
                Class::ALL.iter().map(|&c| theme.class(c).lightness()).collect();
            lightness.push(theme.paper().lightness());
            for (i, x) in lightness.iter().enumerate() {
                for y in &lightness[..i] {
                    assert!((x - y).abs() >= 14.0, "{theme:?} {lightness:?}");
                }
            }
        }
    }

    #[test]
    fn ends_and_outsiders_of_the_range() {
        let rows =
            [(f64::NAN, 0), (-1.0, 0), (0.0, 0), (1e-9, 1), (1.0, 239), (f64::INFINITY, 239)];
        for (share, want) in rows {
            assert_eq!(step(share), want, "{share}");
        }
    }
}
