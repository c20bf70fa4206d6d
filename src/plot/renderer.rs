//! SVG in, PNG bytes out, through resvg with the compiled-in fonts: no system font is ever looked at.
//!
//! Made for the plots of this module: text is shaped and ordered (right-to-left too), a PNG inside an
//! SVG is drawn over the shapes, unsmoothed. Anything the SVG refers to outside itself is left out.

use super::colour::Rgb;
use super::pixels::rgb_png;
use crate::error::{Error, Result};
use resvg::tiny_skia::{FilterQuality, Pixmap, PixmapPaint, Transform};
use resvg::usvg::{self, fontdb};
use std::sync::{Arc, OnceLock};

/// Most pixels of a rendered plot on one side.
const LONGEST_SIDE: f32 = 16_384.0;

/// Most pixels of a rendered plot: 256 MB of memory while it is drawn.
const MOST_PIXELS: f32 = 64.0 * 1024.0 * 1024.0;

/// Renders SVGs; holds the parsed fonts, so that many plots cost little.
pub struct Renderer {
    fonts: Arc<fontdb::Database>,
}

impl Default for Renderer {
    fn default() -> Renderer {
        Renderer::with_fonts([])
    }
}

impl Renderer {
    /// A renderer that looks for letters the compiled-in font lacks (Chinese, Japanese, Korean, Thai …)
    /// in `fonts`, the bytes of TrueType or OpenType files. Bytes that are no font are passed over.
    pub fn with_fonts(fonts: impl IntoIterator<Item = Vec<u8>>) -> Renderer {
        let mut database = fontdb::Database::new();
        for face in [dejavu::sans::regular(), dejavu::sans::bold()] {
            database.load_font_source(fontdb::Source::Binary(Arc::new(face)));
        }
        fonts.into_iter().for_each(|bytes| database.load_font_data(bytes));
        database.set_sans_serif_family("DejaVu Sans");
        Renderer { fonts: Arc::new(database) }
    }

    /// The PNG of `svg` at `scale` pixels of the image for each pixel of the SVG (2 for print).
    ///
    /// # Errors
    /// [`Error::Usage`] if `svg` is not SVG, or the scale is not positive or makes more than 16,384 pixels on
    /// a side or 64 million in all.
    pub fn png(&self, svg: &str, scale: f32) -> Result<Vec<u8>> {
        let tree = self.tree(svg)?;
        let size = tree.size();
        let (width, height) = ((size.width() * scale).ceil(), (size.height() * scale).ceil());
        let drawable =
            scale > 0.0 && width.max(height) <= LONGEST_SIDE && width * height <= MOST_PIXELS;
        let pixmap = drawable.then(|| Pixmap::new(width as u32, height as u32)).flatten();
        let mut pixmap = pixmap.ok_or_else(|| {
            Error::Usage(format!(
                "a plot of {} × {} pixels cannot be drawn at scale {scale}; choose a scale between 0 and {:.1}",
                size.width(),
                size.height(),
                LONGEST_SIDE / size.width().max(size.height())
            ))
        })?;
        pixmap.fill(resvg::tiny_skia::Color::WHITE);
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
        draw_images(tree.root(), scale, &mut pixmap);
        let pixels: Vec<Rgb> =
            pixmap.pixels().iter().map(|p| Rgb(p.red(), p.green(), p.blue())).collect();
        Ok(rgb_png(pixmap.width() as usize, pixmap.height() as usize, &pixels))
    }

    /// `svg` with its texts shaped.
    pub(crate) fn tree(&self, svg: &str) -> Result<usvg::Tree> {
        let options = usvg::Options {
            fontdb: self.fonts.clone(),
            font_family: "DejaVu Sans".to_owned(),
            image_href_resolver: usvg::ImageHrefResolver {
                resolve_string: Box::new(|_, _| None),
                ..Default::default()
            },
            ..Default::default()
        };
        usvg::Tree::from_str(svg, &options)
            .map_err(|problem| Error::Usage(format!("the plot is not an SVG: {problem}")))
    }
}

/// Draws the PNGs inside the SVG. (resvg draws them only together with decoders for three more formats.)
fn draw_images(group: &usvg::Group, scale: f32, pixmap: &mut Pixmap) {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => draw_images(inner, scale, pixmap),
            usvg::Node::Image(image) => {
                let usvg::ImageKind::PNG(bytes) = image.kind() else { continue };
                let Ok(decoded) = Pixmap::decode_png(bytes) else { continue };
                let paint =
                    PixmapPaint { quality: FilterQuality::Nearest, ..PixmapPaint::default() };
                let place = image.abs_transform().post_scale(scale, scale);
                pixmap.draw_pixmap(0, 0, decoded.as_ref(), &paint, place, None);
            }
            usvg::Node::Path(_) | usvg::Node::Text(_) => {}
        }
    }
}

/// The PNG of `svg` at `scale`, by one [`Renderer`] that the whole process shares.
///
/// # Errors
/// Those of [`Renderer::png`].
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>> {
    static SHARED: OnceLock<Renderer> = OnceLock::new();
    SHARED.get_or_init(Renderer::default).png(svg, scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>";

    fn pixels(svg: &str, scale: f32) -> Pixmap {
        Pixmap::decode_png(&png(svg, scale).unwrap()).unwrap()
    }

    #[test]
    fn text_is_drawn_in_every_script_we_promise() {
        for text in ["W", "שלום", "مرحبا", "Ж", "Ω", "\u{2068}שלום\u{2069}"] {
            let svg = format!(
                "{SQUARE}<text y='9' font-size='9' font-family='DejaVu Sans, Verdana'>{text}</text></svg>"
            );
            assert!(pixels(&svg, 1.0).pixels().iter().any(|p| p.red() < 128), "{text}");
        }
    }

    #[test]
    fn embedded_images_are_drawn_where_they_stand() {
        let image = super::super::pixels::indexed_png(1, 1, &[0], &[Rgb(200, 0, 0)]);
        use base64::Engine;
        let data = base64::engine::general_purpose::STANDARD.encode(image);
        let svg = format!(
            "{SQUARE}<image x='2' y='4' width='3' height='3' href='data:image/png;base64,{data}'/></svg>"
        );
        let drawn = pixels(&svg, 2.0);
        let red = |x, y| drawn.pixel(x, y).unwrap().green() == 0;
        assert_eq!(
            [red(3, 8), red(4, 7), red(4, 8), red(9, 13), red(10, 13)],
            [false, false, true, true, false]
        );
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let svg = format!("{SQUARE}</svg>");
        for (svg, scale) in
            [("no svg", 1.0), (svg.as_str(), 0.0), (&svg, f32::NAN), (&svg, -1.0), (&svg, 1e9)]
        {
            assert!(matches!(png(svg, scale), Err(Error::Usage(_))), "{svg} {scale}");
        }
    }
}
