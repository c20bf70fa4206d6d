//! Pixels to PNG bytes, small: a palette where there are few colours, no alpha, one setting of compression.

use super::colour::Rgb;
use std::collections::BTreeMap;

/// A PNG of `width` × `height` palette indices, row by row; empty bytes where there is no pixel.
pub(crate) fn indexed_png(width: usize, height: usize, indices: &[u8], palette: &[Rgb]) -> Vec<u8> {
    let colours: Vec<u8> = palette.iter().flat_map(|c| [c.0, c.1, c.2]).collect();
    encode(width, height, png::ColorType::Indexed, Some(colours), indices)
}

/// A PNG of opaque pixels, with a palette where 256 colours are enough.
pub(crate) fn rgb_png(width: usize, height: usize, pixels: &[Rgb]) -> Vec<u8> {
    let mut places: BTreeMap<Rgb, u8> = BTreeMap::new();
    for pair in pixels.chunk_by(|x, y| x == y) {
        places.insert(pair[0], 0);
        if places.len() > 256 {
            let mut bytes = Vec::with_capacity(3 * pixels.len());
            pixels.iter().for_each(|c| bytes.extend_from_slice(&[c.0, c.1, c.2]));
            return encode(width, height, png::ColorType::Rgb, None, &bytes);
        }
    }
    let palette: Vec<Rgb> = places.keys().copied().collect();
    for (place, index) in places.values_mut().zip(0..=u8::MAX) {
        *place = index;
    }
    let indices: Vec<u8> = pixels
        .chunk_by(|x, y| x == y)
        .flat_map(|run| std::iter::repeat_n(places[&run[0]], run.len()))
        .collect();
    indexed_png(width, height, &indices, &palette)
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
    // Level 3 takes half the time of the usual 6 for a tenth more bytes.
    encoder.set_deflate_compression(png::DeflateCompression::Level(3));
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
        let many: Vec<Rgb> = (0..600).map(|i| Rgb((i % 256) as u8, (i / 256) as u8, 0)).collect();
        for (width, height, pixels) in [(10, 10, few), (30, 20, many)] {
            let bytes = rgb_png(width, height, &pixels);
            let back = resvg::tiny_skia::Pixmap::decode_png(&bytes).unwrap();
            let read: Vec<Rgb> =
                back.pixels().iter().map(|p| Rgb(p.red(), p.green(), p.blue())).collect();
            assert_eq!(read, pixels);
        }
        assert!(rgb_png(0, 5, &[]).is_empty());
    }
}
