//! Mathematics as boxes: formulas become glyphs of the mathematical faces, rules and outlines.
//!
//! [`crate::math`] reads them; ratex lays them out by the rules of TeX's appendix G. Its display list, in ems and from
//! the top left corner, is translated to items around a baseline.

use ratex_layout::{LayoutOptions, layout, to_display_list, validate_layout};
use ratex_types::{Color, DisplayItem, MathStyle, PathCommand};

use super::fonts::Fonts;
use super::frame::{Colour, FaceId, Glyph, GlyphRun, Item, Owner, Path, Placed, Pt, Segment};
use crate::doc::Math;
use crate::math;
use crate::style::Family;

/// A set formula: a box for a line of text, or for a separate line.
#[derive(Clone, Debug)]
pub(crate) struct MathBox {
    /// Width, in points.
    pub width: Pt,
    /// Height over the baseline, in points.
    pub ascent: Pt,
    /// Depth under it, in points.
    pub descent: Pt,
    /// Its marks, placed from the left end of the baseline.
    pub items: Vec<Placed>,
    /// True if something had to be set smaller than allowed, so that it stays on the page.
    pub small: bool,
}

/// The choices for setting a formula.
#[derive(Clone, Debug)]
pub(crate) struct Setting<'a> {
    /// The family of the text around it: mathematics takes its x-height.
    pub family: &'a Family,
    /// The em of the text around it, in points.
    pub size: Pt,
    /// The least em in the formula, in points; 0 if exponents and indices are small as usual.
    pub least: Pt,
    /// Fill.
    pub colour: Colour,
    /// True if it stands on a separate line.
    pub display: bool,
    /// The widest it may be, in points; a wider formula is set smaller, down to three fifths.
    pub measure: Pt,
    /// The owner of the marks.
    pub owner: Owner,
}

/// Height of x of the mathematical faces, in ems.
const X_HEIGHT: f32 = 0.431;

/// Sets a formula; `None` if its notation cannot be understood, and then its words replace it.
pub(crate) fn set(formula: &Math, how: &Setting, fonts: &Fonts) -> Option<MathBox> {
    let mut nodes = math::tree(formula)?;
    if how.least > 0.0 {
        nodes = math::without_scripts(nodes);
    }
    let style = if how.display { MathStyle::Display } else { MathStyle::Text };
    let root = layout(&nodes, &LayoutOptions { style, ..LayoutOptions::default() });
    validate_layout(&root).ok()?;
    let list = to_display_list(&root);
    if !(list.width.is_finite() && list.height.is_finite() && list.depth.is_finite()) {
        return None;
    }
    let face = (fonts.x_height(how.family) / X_HEIGHT).clamp(0.9, 1.25);
    let smallest = list.items.iter().filter_map(|item| match item {
        DisplayItem::GlyphPath { scale, .. } => Some(*scale as f32),
        _ => None,
    });
    let smallest = smallest.fold(1.0, f32::min).max(0.2);
    let least = how.least * face / smallest;
    let mut em = (how.size * face).max(least);
    let natural = list.width as f32 * em;
    if natural > how.measure && natural > 0.0 {
        em *= (how.measure / natural).max(0.6);
    }
    let mut painter = Painter { how, fonts, em, top: list.height as f32, items: Vec::new(), run: None };
    for item in &list.items {
        painter.paint(item);
    }
    painter.finish_run();
    let small = em < least - 0.01;
    let (width, ascent, descent) = (list.width as f32 * em, list.height as f32 * em, list.depth as f32 * em);
    Some(MathBox { width, ascent, descent, items: painter.items, small })
}

/// Translates a display list.
struct Painter<'a> {
    how: &'a Setting<'a>,
    fonts: &'a Fonts,
    /// Points an em.
    em: Pt,
    /// The baseline's distance from the top, in ems.
    top: f32,
    items: Vec<Placed>,
    /// Glyphs on one baseline, from one face: their start, and the pen.
    run: Option<(Pt, Pt, Pt, GlyphRun)>,
}

impl Painter<'_> {
    fn paint(&mut self, item: &DisplayItem) {
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
        (x as f32 * self.em, (y as f32 - self.top) * self.em)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Lang;
    use crate::layout::frame::FurnitureKind;
    use crate::style::Families;

    fn boxed(formula: &Math) -> Option<MathBox> {
        let how = Setting {
            family: &Family::Serif,
            size: 11.0,
            least: 0.0,
            colour: Colour::default(),
            display: true,
            measure: 300.0,
            owner: Owner::Furniture(FurnitureKind::Layout),
        };
        set(formula, &how, &Fonts::with_families(Families::default()))
    }

    fn tex(tex: &str) -> Math {
        Math { tex: Some(tex.into()), mathml: None }
    }

    #[test]
    fn formulas_of_every_kind_have_glyphs_and_a_size() {
        for source in [
            "a^2 + b^2 = c^2",
            r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
            r"\sum_{n=1}^\infty \frac{1}{n^2} = \frac{\pi^2}{6}",
            r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
            r"\left( \int_0^1 f(x)\,dx \right)^{1/2}",
            r"\text{speed} = \frac{\text{way}}{\text{time}}",
            r"\mathbb{R}^n \to \mathcal{L}, \alpha \leq \beta",
        ] {
            let formula = boxed(&tex(source)).unwrap_or_else(|| panic!("{source} is TeX"));
            assert!(formula.width > 5.0 && formula.ascent > 3.0, "{source}: {formula:?}");
            let glyphs = formula.items.iter().filter_map(|placed| match &placed.item {
                Item::Glyphs(run) => Some(run.glyphs.iter()),
                _ => None,
            });
            assert!(glyphs.flatten().all(|glyph| glyph.id != 0));
        }
    }

    #[test]
    fn what_is_no_formula_is_none() {
        assert!(boxed(&tex(r"\frac{1}{")).is_none());
        assert!(boxed(&tex(&"{".repeat(10_000))).is_none());
        assert!(boxed(&Math::default()).is_none());
    }

    #[test]
    fn mathml_is_set_like_its_tex() {
        let mathml = "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><msqrt><mi>b</mi></msqrt></mfrac></math>";
        let from_mathml = boxed(&Math { tex: None, mathml: Some(mathml.into()) }).expect("MathML");
        let from_tex = boxed(&tex(r"\frac{a+1}{\sqrt{b}}")).expect("TeX");
        assert!((from_mathml.width - from_tex.width).abs() < 0.01);
    }

    #[test]
    fn a_wide_formula_is_set_smaller() {
        let formula = boxed(&tex("x + ".repeat(40).trim_end_matches([' ', '+']))).expect("TeX");
        assert!(formula.width < 600.0);
    }

    #[test]
    fn formulas_are_spoken_in_english() {
        let say = |source: &str| math::spoken(&tex(source), &Lang::english());
        assert_eq!(say("a^2 + b^2 = c^2"), "a squared plus b squared equals c squared");
        assert_eq!(say(r"\frac{1}{2}"), "1 over 2");
        assert_eq!(say(r"\sqrt{x+1}"), "the square root of x plus 1, end root");
        assert_eq!(say(r"x_{i}"), "x sub i");
    }
}
