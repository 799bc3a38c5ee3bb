//! Formulas as drawings, for devices that know no MathML. The layout of our pages paints them, as large as the text
//! around them and on its baseline, with the formula's words for those who hear it.

use std::fmt::Write as _;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider as _};

use super::xml::{Dialect, Writer, one_line};
use crate::doc::Math;
use crate::layout::fonts::Fonts;
use crate::layout::frame::{Colour, FurnitureKind, GlyphRun, Item, Owner, Path, Segment};
use crate::layout::math::{self, Setting};
use crate::style::Family;

/// The em in which formulas are drawn; they are shown at the reader's own.
const EM: f32 = 100.0;
/// The widest formula, in ems, before it is set smaller: the width of a small screen at a small size.
const WIDEST: f32 = 24.0;

/// A formula as an `<svg>` element.
pub(crate) struct Drawn {
    /// The element, in a class for which [`rule`] gives the place.
    pub xml: String,
    /// Its depth below the baseline, in hundredths of an em.
    pub depth: u16,
}

/// The rule of a style sheet that puts formulas of that depth on the baseline. Readers' devices advise against styles in
/// the text itself.
pub(crate) fn rule(depth: u16) -> String {
    format!("svg.below-{depth} {{ vertical-align: {}em }}\n", number(-f32::from(depth) / 100.0))
}

/// Draws a formula; `None` if its notation cannot be understood.
pub(crate) fn draw(formula: &Math, display: bool, fonts: &Fonts) -> Option<Drawn> {
    let how = Setting {
        family: &Family::Serif,
        size: EM,
        least: 0.0,
        colour: Colour::default(),
        display,
        measure: WIDEST * EM,
        number_at_end: false,
        owner: Owner::Furniture(FurnitureKind::Layout),
    };
    let set = math::set(formula, &how, fonts)?;
    let words = words(formula, display);
    let (width, height) = (set.width.max(1.0), (set.ascent + set.descent).max(1.0));
    let mut data = Drawing { out: String::new(), at: (0.0, 0.0) };
    for placed in &set.items {
        data.at = placed.at;
        data.item(&placed.item, fonts);
    }
    let view = format!("0 {} {} {}", number(-set.ascent), number(width), number(height));
    let ems = |length: f32| format!("{}em", number(length / EM));
    // The em of the drawing is a hundred units.
    let depth = set.descent.round().max(0.0) as u16;
    let mut w = Writer::new(Dialect::Epub3);
    w.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", &format!("formula below-{depth}")),
            ("role", "img"),
            ("aria-label", &words),
            ("viewBox", &view),
            ("width", &ems(width)),
            ("height", &ems(height)),
        ],
    );
    w.leaf("title", &[], &words);
    w.open("path", &[("fill", "currentColor"), ("d", data.out.trim_start())]);
    w.close();
    w.close();
    Some(Drawn { xml: w.finish(), depth })
}

/// The formula in words: as it was typed, otherwise the words of its signs.
fn words(formula: &Math, display: bool) -> String {
    let typed = formula.tex.as_deref().map(str::trim).filter(|tex| !tex.is_empty());
    let words = typed.map(String::from).or_else(|| Some(crate::math::markup(formula, display)?.words()));
    one_line(&words.unwrap_or_default())
}

fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

/// Writes the data of one path.
struct Drawing {
    out: String,
    at: (f32, f32),
}

impl Drawing {
    fn item(&mut self, item: &Item, fonts: &Fonts) {
        match item {
            Item::Glyphs(run) => self.glyphs(run, fonts),
            Item::Rect { width, height, .. } => {
                let (x, y) = self.at;
                let _ = write!(
                    self.out,
                    " M{} {}h{}v{}h{}z",
                    number(x),
                    number(y),
                    number(*width),
                    number(*height),
                    number(-width)
                );
            }
            Item::Path(path) => self.path(path),
            _ => {}
        }
    }

    fn glyphs(&mut self, run: &GlyphRun, fonts: &Fonts) {
        let outlines = fonts.face(run.face).font.outline_glyphs();
        let (mut x, y) = self.at;
        for glyph in &run.glyphs {
            if let Some(outline) = outlines.get(GlyphId::new(glyph.id.into())) {
                let mut pen = Pen { out: &mut self.out, at: (x + glyph.offset.0, y - glyph.offset.1) };
                let settings = DrawSettings::unhinted(Size::new(run.size), LocationRef::default());
                let _ = outline.draw(settings, &mut pen);
            }
            x += glyph.advance;
        }
    }

    /// A path of the formula; a stroked one is a thin box around each of its lines.
    fn path(&mut self, path: &Path) {
        let (x, y) = self.at;
        if let (None, Some((_, thickness))) = (path.fill, path.stroke) {
            self.stroke(path, thickness);
            return;
        }
        for segment in &path.segments {
            let _ = match segment {
                Segment::Move(a, b) => write!(self.out, " M{} {}", number(x + a), number(y + b)),
                Segment::Line(a, b) => write!(self.out, "L{} {}", number(x + a), number(y + b)),
                Segment::Curve(a, b, c, d, e, f) => write!(
                    self.out,
                    "C{} {} {} {} {} {}",
                    number(x + a),
                    number(y + b),
                    number(x + c),
                    number(y + d),
                    number(x + e),
                    number(y + f)
                ),
                Segment::Close => write!(self.out, "z"),
            };
        }
    }

    fn stroke(&mut self, path: &Path, thickness: f32) {
        let (x, y) = self.at;
        let mut pen = (0.0, 0.0);
        for segment in &path.segments {
            let end = match segment {
                Segment::Move(a, b) => {
                    pen = (*a, *b);
                    continue;
                }
                Segment::Line(a, b) | Segment::Curve(_, _, _, _, a, b) => (*a, *b),
                Segment::Close => continue,
            };
            let (dx, dy) = (end.0 - pen.0, end.1 - pen.1);
            let length = dx.hypot(dy).max(0.001);
            let (nx, ny) = (-dy / length * thickness / 2.0, dx / length * thickness / 2.0);
            let corners = [
                (pen.0 + nx, pen.1 + ny),
                (end.0 + nx, end.1 + ny),
                (end.0 - nx, end.1 - ny),
                (pen.0 - nx, pen.1 - ny),
            ];
            for (at, (a, b)) in corners.iter().enumerate() {
                let _ = write!(self.out, "{}{} {}", if at == 0 { " M" } else { "L" }, number(x + a), number(y + b));
            }
            self.out.push('z');
            pen = end;
        }
    }
}

/// Writes the outline of a glyph; up in the glyph is up on the page.
struct Pen<'a> {
    out: &'a mut String,
    at: (f32, f32),
}

impl Pen<'_> {
    fn to(&mut self, command: &str, points: &[(f32, f32)]) {
        self.out.push_str(command);
        for (at, (x, y)) in points.iter().enumerate() {
            let gap = if at == 0 { "" } else { " " };
            let _ = write!(self.out, "{gap}{} {}", number(self.at.0 + x), number(self.at.1 - y));
        }
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.to(" M", &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.to("L", &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.to("Q", &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.to("C", &[(ax, ay), (bx, by), (x, y)]);
    }

    fn close(&mut self) {
        self.out.push('z');
    }
}
