//! The marks of a page, in the order of painting.

use std::fmt::Write as _;

use super::numbers::{Ink, Number};
use super::outlines::Outlines;
use super::pictures;
use crate::back::emoji::{Emoji, Image};
use crate::context::Context;
use crate::doc::Assets;
use crate::geometry::{Pt, Rect};
use crate::layout::frame::{GlyphRun, Item, Pages, Path, Segment};

/// White paper: otherwise a viewer with dark pages would show black letters on them.
const PAPER: &str = "#ffffff";

/// The page's marks on its paper; empty if there is no such page.
pub(super) fn marks(pages: &Pages, number: usize, assets: &[&Assets], cx: &mut Context) -> String {
    let Some(page) = pages.pages.get(number) else { return String::new() };
    let mut painter = Painter { pages, faces: pages.faces.iter().map(|_| None).collect(), out: String::new() };
    let paper = Rect { left: 0.0, top: 0.0, right: page.size.0, bottom: page.size.1 };
    painter.rect(paper, PAPER);
    for placed in &page.items {
        let (x, y) = placed.at;
        match &placed.item {
            Item::Glyphs(run) => painter.glyphs((x, y), run),
            Item::Rect { width, height, colour } => {
                let rect = Rect { left: x, top: y, right: x + width, bottom: y + height };
                painter.rect(rect, &Ink(*colour).to_string());
            }
            Item::Path(path) => painter.path((x, y), path),
            Item::Picture { id, width, height } => {
                if let Some(address) = pictures::address(pages, *id, assets, cx) {
                    painter.picture((x, y), (*width, *height), &address);
                }
            }
        }
    }
    painter.out
}

struct Painter<'a> {
    pages: &'a Pages,
    /// The faces as far as the page uses them.
    faces: Vec<Option<Letters<'a>>>,
    out: String,
}

/// The glyphs of a face.
enum Letters<'a> {
    Outlines(Outlines<'a>),
    Pictures(Emoji<'a>),
}

impl Painter<'_> {
    fn rect(&mut self, Rect { left, top, right, bottom }: Rect, fill: &str) {
        let (left, top, right, bottom) = (Number(left), Number(top), Number(right), Number(bottom));
        let _ = writeln!(self.out, "<path fill=\"{fill}\" d=\"M{left} {top}H{right}V{bottom}H{left}z\"/>");
    }

    fn path(&mut self, (x, y): (Pt, Pt), path: &Path) {
        let mut data = String::new();
        for segment in &path.segments {
            let numbers: &[Pt] = match segment {
                Segment::Move(a, b) => &[*a, *b],
                Segment::Line(a, b) => &[*a, *b],
                Segment::Curve(a, b, c, d, e, f) => &[*a, *b, *c, *d, *e, *f],
                Segment::Close => &[],
            };
            let letter = match segment {
                Segment::Move(..) => 'M',
                // A path that starts without a move would be an error in the file.
                _ if data.is_empty() => continue,
                Segment::Line(..) => 'L',
                Segment::Curve(..) => 'C',
                Segment::Close => 'Z',
            };
            let numbers: Vec<String> = numbers
                .chunks(2)
                .flatten()
                .zip([x, y].iter().cycle())
                .map(|(n, by)| Number(n + by).to_string())
                .collect();
            let _ = write!(data, "{letter}{}", numbers.join(" "));
        }
        let fill = path.fill.map_or("none".into(), |colour| Ink(colour).to_string());
        let _ = write!(self.out, "<path fill=\"{fill}\"");
        if let Some((colour, width)) = path.stroke {
            let _ = write!(self.out, " stroke=\"{}\" stroke-width=\"{}\"", Ink(colour), Number(width));
        }
        let _ = writeln!(self.out, " d=\"{data}\"/>");
    }

    fn picture(&mut self, (x, y): (Pt, Pt), (width, height): (Pt, Pt), address: &str) {
        let (x, y, width, height) = (Number(x), Number(y), Number(width), Number(height));
        let _ = writeln!(
            self.out,
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" \
             xlink:href=\"{address}\"/>"
        );
    }

    fn glyphs(&mut self, at: (Pt, Pt), run: &GlyphRun) {
        let Some(face) = self.pages.faces.get(usize::from(run.face.0)) else { return };
        let Some(slot) = self.faces.get_mut(usize::from(run.face.0)) else { return };
        let letters = slot.get_or_insert_with(|| match Emoji::of(face).filter(|_| face.pictures) {
            Some(emoji) => Letters::Pictures(emoji),
            None => Letters::Outlines(Outlines::of(face)),
        });
        let em = f32::from(face.units_per_em.max(1));
        match letters {
            Letters::Outlines(outlines) => {
                let line = line(at, run, em, outlines);
                self.out.push_str(&line);
            }
            Letters::Pictures(emoji) => {
                let found: Vec<_> = pens(run).filter_map(|(pen, glyph)| Some((pen, emoji.picture(glyph)?))).collect();
                for (pen, picture) in found {
                    let thousandth = run.size / 1000.0;
                    let [left, bottom, width, height] = picture.place.map(|v| v as f32 * thousandth);
                    let place = (at.0 + pen.0 + left, at.1 - pen.1 - bottom - height);
                    let address = match picture.image {
                        Image::Png(bytes) => pictures::data("image/png", bytes),
                        Image::Svg(svg) => pictures::data("image/svg+xml", svg.as_bytes()),
                    };
                    self.picture(place, (width, height), &address);
                }
            }
        }
    }
}

/// The position of each glyph from the start of its run, y up, and its number.
fn pens(run: &GlyphRun) -> impl Iterator<Item = ((Pt, Pt), u16)> {
    run.glyphs.iter().scan(0.0, |pen, glyph| {
        let at = (*pen + glyph.offset.0, glyph.offset.1);
        *pen += glyph.advance;
        Some((at, glyph.id))
    })
}

/// A run as one path in the units of its face, turned so that y is up.
fn line((x, y): (Pt, Pt), run: &GlyphRun, em: f32, outlines: &mut Outlines) -> String {
    let up = run.size / em;
    let across = up * if run.stretch > 0.0 { run.stretch } else { 1.0 };
    if !(across > 0.0 && across.is_finite()) {
        return String::new();
    }
    let mut data = String::new();
    for ((pen, rise), glyph) in pens(run) {
        let outline = outlines.path(glyph);
        if !outline.is_empty() {
            // A tenth of a unit is a ten-thousandth of an em.
            let place = |points: Pt, unit: f32| Number((points / unit * 10.0).round() / 10.0);
            let _ = write!(data, "M{} {}{outline}", place(pen, across), place(rise, up));
        }
    }
    if data.is_empty() {
        return data;
    }
    let matrix = [across, 0.0, 0.0, -up].map(scale).join(" ");
    let fill = Ink(run.colour);
    format!("<path fill=\"{fill}\" transform=\"matrix({matrix} {} {})\" d=\"{data}\"/>\n", Number(x), Number(y))
}

/// A factor of a matrix, which thousands of units are multiplied with: to seven places.
fn scale(value: f32) -> String {
    let text = format!("{value:.7}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}
