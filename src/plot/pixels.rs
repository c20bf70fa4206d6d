//! Pixels to PNG bytes, small: a palette where there are few colours, no alpha, one compression setting.

use super::colour::Rgb;
use std::collections::BTreeMap;

/// A PNG of `width` × `height` palette indices, row by row; empty bytes where there is no pixel.
pub(crate) fn indexed_png(width: usize, height: usize, indices: &[u8], palette: &[Rgb]) -> Vec<u8> {
    let colours: Vec<u8> = palette.iter().flat_map(|c| [c.0, c.1, c.2]).collect();
    encode(width, height, png::ColorType::Indexed, Some(colours), indices)
}

/// A PNG of opaque pixels, with a palette where 256 colours are enough for no eye to tell.
pub(crate) fn rgb_png(width: usize, height: usize, pixels: &[Rgb]) -> Vec<u8> {
    let runs = || pixels.chunk_by(|x, y| x == y);
    let mut counts: BTreeMap<Rgb, usize> = BTreeMap::new();
    for run in runs() {
        *counts.entry(run[0]).or_default() += run.len();
        if counts.len() > COLOURS_LOOKED_AT {
            break;
        }
    }
    let Some((palette, places)) = palette_of(&counts) else {
        let bytes: Vec<u8> = pixels.iter().flat_map(|c| [c.0, c.1, c.2]).collect();
        return encode(width, height, png::ColorType::Rgb, None, &bytes);
    };
    let mut indices = Vec::with_capacity(pixels.len());
    runs().for_each(|run| indices.extend(std::iter::repeat_n(places[&run[0]], run.len())));
    indexed_png(width, height, &indices, &palette)
}

/// Most colours for which a palette is tried.
const COLOURS_LOOKED_AT: usize = 2_000;

/// Largest difference in any channel between a rare colour (a shade at the edge of a letter) and the
/// colour it is drawn with.
const UNSEEN: u8 = 6;

/// The 256 most frequent colours, and for each colour of `counts` its place among them; nothing if a
/// colour would have to change by more than [`UNSEEN`].
fn palette_of(counts: &BTreeMap<Rgb, usize>) -> Option<(Vec<Rgb>, BTreeMap<Rgb, u8>)> {
    if counts.len() > COLOURS_LOOKED_AT {
        return None;
    }
    let mut frequent: Vec<Rgb> = counts.keys().copied().collect();
    frequent.sort_by_key(|colour| (std::cmp::Reverse(counts[colour]), *colour));
    frequent.truncate(256);
    let apart = |x: Rgb, y: Rgb| x.0.abs_diff(y.0).max(x.1.abs_diff(y.1)).max(x.2.abs_diff(y.2));
    let mut places = BTreeMap::new();
    for &colour in counts.keys() {
        let near = (0..=u8::MAX).zip(&frequent).min_by_key(|(_, kept)| apart(colour, **kept))?;
        if apart(colour, *near.1) > UNSEEN {
            return None;
        }
        places.insert(colour, near.0);
    }
    Some((frequent, places))
}

fn encode(
    width: usize,
    height: usize,
    colour: png::ColorType,
    palette: Option<Vec<u8>>,
    data: &[u8],
) -> Vec<u8> {
    let mut out = Vec::new();
    if width == 0 || height == 0 {
        return out;
    }
    let mut encoder = png::Encoder::new(&mut out, width as u32, height as u32);
    encoder.set_color(colour);
    encoder.set_depth(png::BitDepth::Eight);
    // Flat areas and thin letters: unfiltered rows repeat each other, which is what deflate finds.
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter);
    if let Some(palette) = palette {
        encoder.set_palette(palette);
    }
    let mut writer =
        encoder.write_header().expect("a size above zero and a palette where one is due");
    writer.write_image_data(data).expect("as many bytes as the size says");
    writer.finish().expect("writing into a vector does not fail");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_become_a_palette_and_many_stay() {
        let few: Vec<Rgb> = (0..100).map(|i| Rgb(i % 7, 0, 0)).collect();
        let many: Vec<Rgb> = (0..600).map(|i| Rgb(i as u8, (i / 256) as u8 * 80, 0)).collect();
        for (width, height, pixels) in [(10, 10, few), (30, 20, many)] {
            let bytes = rgb_png(width, height, &pixels);
            let back = resvg::tiny_skia::Pixmap::decode_png(&bytes).unwrap();
            let read: Vec<Rgb> =
                back.pixels().iter().map(|p| Rgb(p.red(), p.green(), p.blue())).collect();
            assert_eq!(read, pixels);
        }
    }

    #[test]
    fn rare_shades_may_move_a_little_to_fit_the_palette() {
        let colour = |i: usize| Rgb((i % 256) as u8, (i / 256) as u8, 0);
        let pixels: Vec<Rgb> = (0..600).map(|i| colour(i.min(300))).collect();
        let back = resvg::tiny_skia::Pixmap::decode_png(&rgb_png(30, 20, &pixels)).unwrap();
        for (got, want) in back.pixels().iter().zip(&pixels) {
            assert!(got.red().abs_diff(want.0).max(got.green().abs_diff(want.1)) <= UNSEEN);
        }
        let colours: std::collections::BTreeSet<_> =
            back.pixels().iter().map(|p| (p.red(), p.green())).collect();
        assert_eq!(colours.len(), 256);
        assert!(rgb_png(0, 5, &[]).is_empty());
    }
}
