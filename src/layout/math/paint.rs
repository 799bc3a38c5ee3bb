//! A display list of ratex as placed glyphs, rules and outlines.

use ratex_types::{Color, DisplayItem, DisplayList, PathCommand};

use super::Setting;
use crate::layout::fonts::Fonts;
use crate::layout::frame::{Colour, FaceId, Glyph, GlyphRun, Item, Path, Placed, Pt, Segment};

/// Translates a display list.
pub(super) struct Painter<'a> {
    how: &'a Setting<'a>,
    fonts: &'a Fonts,
    /// Points an em.
    em: Pt,
    /// The place of the left end of the baseline, in points.
    origin: (Pt, Pt),
    /// The baseline's distance from the top, in ems.
    top: f32,
    pub items: Vec<Placed>,
    /// Glyphs on one baseline, from one face: their start, and the pen.
    run: Option<(Pt, Pt, Pt, GlyphRun)>,
}

impl<'a> Painter<'a> {
    pub(super) fn new(how: &'a Setting<'a>, fonts: &'a Fonts, em: Pt) -> Self {
        Painter { how, fonts, em, origin: (0.0, 0.0), top: 0.0, items: Vec::new(), run: None }
    }

    /// Paints a list with the left end of its baseline at a place, in points.
    pub(super) fn paint(&mut self, list: &DisplayList, origin: (Pt, Pt)) {
        (self.origin, self.top) = (origin, list.height as f32);
        list.items.iter().for_each(|item| self.item(item));
        self.finish_run();
    }

    fn item(&mut self, item: &DisplayItem) {
        match item {
            DisplayItem::GlyphPath { x, y, scale, font, char_code, color } => {
                let Some(c) = char::from_u32(*char_code) else { return };
                let at = self.at(*x, *y);
                self.glyph(at, self.em * *scale as f32, font, c, self.colour(color));
            }
            DisplayItem::Line { x, y, width, thickness, color, .. } => {
                self.rect((*x, *y - *thickness / 2.0), (*width, *thickness), color);
            }
            DisplayItem::Rect { x, y, width, height, color } => self.rect((*x, *y), (*width, *height), color),
            DisplayItem::Path { x, y, commands, fill, color } => self.path(self.at(*x, *y), commands, *fill, color),
        }
    }

    /// From ems under the top left corner to points around the baseline.
    fn at(&self, x: f64, y: f64) -> (Pt, Pt) {
        (self.origin.0 + x as f32 * self.em, self.origin.1 + (y as f32 - self.top) * self.em)
    }

    /// Black is the text's own colour; others are the formula's.
    fn colour(&self, color: &Color) -> Colour {
        if color.r == 0.0 && color.g == 0.0 && color.b == 0.0 {
            self.how.colour
        } else {
            Colour::Rgb(color.r, color.g, color.b)
        }
    }

    fn push(&mut self, at: (Pt, Pt), item: Item) {
        self.finish_run();
        self.items.push(Placed { at, item, owner: self.how.owner });
    }

    fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), color: &Color) {
        let item =
            Item::Rect { width: width as f32 * self.em, height: height as f32 * self.em, colour: self.colour(color) };
        self.push(self.at(x, y), item);
    }

    fn face(&self, font: &str, c: char) -> Option<(FaceId, u16, f32, char)> {
        let in_face = |face: FaceId, c: char| {
            let (glyph, advance) = self.fonts.face(face).glyph(c);
            (glyph != 0).then_some((face, glyph, advance, c))
        };
        let own = self.fonts.math(font).and_then(|face| in_face(face, c));
        let family = self.how.family;
        let other = |c: char| {
            let face = self.fonts.fallback(&[c], family, 400, false, self.how.size)?;
            in_face(face, c)
        };
        own.or_else(|| other(c)).or_else(|| other('□'))
    }

    fn glyph(&mut self, (x, y): (Pt, Pt), size: Pt, font: &str, c: char, colour: Colour) {
        let Some((face, id, advance, c)) = self.face(font, c) else { return };
        let advance = advance * size;
        let fits = self.run.as_ref().is_some_and(|(_, baseline, pen, run)| {
            run.face == face
                && (run.size - size).abs() < 0.001
                && run.colour == colour
                && (*baseline - y).abs() < 0.001
                && x >= *pen - 0.5 * size
        });
        if !fits {
            self.finish_run();
            let run = GlyphRun { face, size, colour, stretch: 1.0, ..GlyphRun::default() };
            self.run = Some((x, y, x, run));
        }
        let Some((_, _, pen, run)) = &mut self.run else { return };
        if let Some(last) = run.glyphs.last_mut() {
            last.advance += x - *pen;
        }
        let start = run.text.len() as u32;
        run.text.push(readable(c));
        run.glyphs.push(Glyph { id, advance, offset: (0.0, 0.0), text: start..run.text.len() as u32 });
        *pen = x + advance;
    }

    fn finish_run(&mut self) {
        if let Some((x, y, _, run)) = self.run.take() {
            self.items.push(Placed { at: (x, y), item: Item::Glyphs(run), owner: self.how.owner });
        }
    }

    fn path(&mut self, at: (Pt, Pt), commands: &[PathCommand], fill: bool, color: &Color) {
        let em = f64::from(self.em);
        let mut segments = Vec::with_capacity(commands.len());
        let mut pen = (0.0, 0.0);
        let point = |x: f64, y: f64| ((x * em) as f32, (y * em) as f32);
        for command in commands {
            match *command {
                PathCommand::MoveTo { x, y } => {
                    pen = point(x, y);
                    segments.push(Segment::Move(pen.0, pen.1));
                }
                PathCommand::LineTo { x, y } => {
                    pen = point(x, y);
                    segments.push(Segment::Line(pen.0, pen.1));
                }
                PathCommand::CubicTo { x1, y1, x2, y2, x, y } => {
                    let ((a, b), (c, d), end) = (point(x1, y1), point(x2, y2), point(x, y));
                    pen = end;
                    segments.push(Segment::Curve(a, b, c, d, end.0, end.1));
                }
                PathCommand::QuadTo { x1, y1, x, y } => {
                    // A quadratic curve is a cubic curve with control points two thirds of the way out.
                    let (mid, end) = (point(x1, y1), point(x, y));
                    let towards = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
                    let first = (towards(pen.0, mid.0), towards(pen.1, mid.1));
                    let second = (towards(end.0, mid.0), towards(end.1, mid.1));
                    pen = end;
                    segments.push(Segment::Curve(first.0, first.1, second.0, second.1, end.0, end.1));
                }
                PathCommand::Close => segments.push(Segment::Close),
            }
        }
        let colour = self.colour(color);
        let (fill, stroke) = if fill { (Some(colour), None) } else { (None, Some((colour, 0.04 * self.em))) };
        self.push(at, Item::Path(Path { segments, fill, stroke }));
    }
}

/// A character in readable and copyable form: private codes are negated signs and become `≠`; the formula's alternative
/// text describes them more exactly.
fn readable(c: char) -> char {
    if matches!(c as u32, 0xE000..=0xF8FF) { '≠' } else { c }
}
