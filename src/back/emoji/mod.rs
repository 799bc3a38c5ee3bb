//! Glyphs that are pictures in colour, for every back end that paints: emoji of installed faces.
//!
//! Such a face holds each glyph as PNG files of several sizes (tables `CBDT` or `sbix`), or as layers of outlines in
//! colours (`COLR`), which [`colr`] writes as a small SVG drawing.

mod colr;

use skrifa::bitmap::{BitmapData, BitmapGlyph, BitmapStrikes, Origin};
use skrifa::instance::Size;
use skrifa::raw::FontRef;

use crate::layout::fonts::Face;

/// The pictures of a face.
pub(super) struct Emoji<'a> {
    font: FontRef<'a>,
    strikes: BitmapStrikes<'a>,
    units: f64,
    /// The bounds of drawings that state none, in font units: left, bottom, right, top.
    around: [f64; 4],
}

/// One glyph.
pub(super) struct Picture<'a> {
    /// The picture.
    pub(super) image: Image<'a>,
    /// The box it fills, in thousandths of the em: left, bottom, width, height.
    pub(super) place: [f64; 4],
}

/// The picture of a glyph.
pub(super) enum Image<'a> {
    /// A PNG file.
    Png(&'a [u8]),
    /// An SVG drawing.
    Svg(String),
}

impl<'a> Emoji<'a> {
    /// The pictures of a face; `None` if its file cannot be read.
    pub(super) fn of(face: &'a Face) -> Option<Self> {
        let font = FontRef::from_index(face.data.bytes(), face.index).ok()?;
        let (left, bottom, right, top) = face.bbox;
        let around = [left, bottom, right, top].map(f64::from);
        Some(Emoji { strikes: BitmapStrikes::new(&font), units: f64::from(face.units_per_em.max(1)), around, font })
    }

    /// The picture of a glyph; `None` if it has none.
    pub(super) fn picture(&self, glyph: u16) -> Option<Picture<'a>> {
        let glyph = skrifa::GlyphId::from(glyph);
        // The largest strike, because print needs all its pixels.
        if let Some(bitmap) = self.strikes.glyph_for_size(Size::unscaled(), glyph)
            && let BitmapData::Png(bytes) = bitmap.data
        {
            return Some(Picture { image: Image::Png(bytes), place: place(&bitmap, self.units) });
        }
        let colr::Drawing { svg, bounds: [left, bottom, right, top] } = colr::draw(&self.font, glyph, self.around)?;
        let place = [left, bottom, right - left, top - bottom].map(|value| value / self.units * 1000.0);
        Some(Picture { image: Image::Svg(svg), place })
    }
}

fn place(glyph: &BitmapGlyph, units: f64) -> [f64; 4] {
    let (across, up) = (1000.0 / f64::from(glyph.ppem_x.max(1.0)), 1000.0 / f64::from(glyph.ppem_y.max(1.0)));
    let (width, height) = (f64::from(glyph.width) * across, f64::from(glyph.height) * up);
    let left = f64::from(glyph.bearing_x) / units * 1000.0 + f64::from(glyph.inner_bearing_x) * across;
    let edge = f64::from(glyph.bearing_y) / units * 1000.0 + f64::from(glyph.inner_bearing_y) * up;
    let bottom = if glyph.placement_origin == Origin::TopLeft { edge - height } else { edge };
    [left, bottom, width, height]
}
