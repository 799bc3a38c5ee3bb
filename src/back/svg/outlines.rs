//! Glyphs as path data in font units, relative to their origin, each written once for a page.
//!
//! A glyph's data begins at the pen's position and uses relative commands alone. So a line of text is a chain: an
//! absolute move to each pen position, then the glyph's data as it is kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::raw::FontRef;
use skrifa::{GlyphId, MetadataProvider};

use crate::layout::fonts::Face;

/// The outlines of a face, y up.
pub(super) struct Outlines<'a> {
    glyphs: Option<OutlineGlyphCollection<'a>>,
    written: BTreeMap<u16, String>,
}

impl<'a> Outlines<'a> {
    /// The outlines of a face; a face that cannot be read has none.
    pub(super) fn of(face: &'a Face) -> Self {
        let font = FontRef::from_index(face.data.bytes(), face.index).ok();
        Outlines { glyphs: font.map(|font| font.outline_glyphs()), written: BTreeMap::new() }
    }

    /// The path data of a glyph; empty for a glyph without outline, such as the space.
    pub(super) fn path(&mut self, glyph: u16) -> &str {
        let glyphs = &self.glyphs;
        self.written.entry(glyph).or_insert_with(|| {
            let mut pen = Pen::default();
            if let Some(outline) = glyphs.as_ref().and_then(|glyphs| glyphs.get(GlyphId::from(glyph))) {
                // An incomplete outline is shown as far as it goes.
                let _ = outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen);
            }
            pen.data
        })
    }
}

/// Writes an outline with relative commands in whole font units.
#[derive(Default)]
struct Pen {
    data: String,
    /// The position of the pen.
    at: [i32; 2],
    /// The start of the contour, to which the pen returns after closing it.
    start: [i32; 2],
}

impl Pen {
    /// Appends a command with its points, relative to the pen; the pen moves to the last point.
    fn command(&mut self, letter: char, points: &[(f32, f32)]) {
        self.data.push(letter);
        let from = self.at;
        for (number, (x, y)) in points.iter().enumerate() {
            // Rounding the place and not the distance keeps errors from adding up. A cast of NaN is 0.
            let to = [x.round() as i32, y.round() as i32];
            for (axis, place) in to.iter().enumerate() {
                let step = place.saturating_sub(from[axis]);
                if step >= 0 && (number, axis) != (0, 0) {
                    self.data.push(' ');
                }
                let _ = write!(self.data, "{step}");
            }
            self.at = to;
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.command('m', &[(x, y)]);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.command('l', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.command('q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.command('c', &[(ax, ay), (bx, by), (x, y)]);
    }

    fn close(&mut self) {
        self.data.push('z');
        self.at = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_relative_and_their_errors_do_not_add_up() {
        let mut pen = Pen::default();
        pen.move_to(10.0, 20.0);
        for step in 1..=5 {
            pen.line_to(10.0 + 0.4 * step as f32, 20.0);
        }
        pen.quad_to(20.0, 30.0, 5.0, -7.0);
        pen.close();
        pen.move_to(11.0, 20.0);
        assert_eq!(pen.data, "m10 20l0 0l1 0l0 0l1 0l0 0q8 10-7-27zm1 0");
    }
}
