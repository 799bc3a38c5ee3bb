//! Glyphs that a face draws in coloured layers (`COLR`, OpenType 1.9.1): emoji of faces that have no pixels for them.
//!
//! Such a glyph is a small drawing of outlines, colours and gradients, so it becomes an SVG drawing. The painter of
//! pictures turns it into vectors, or into pixels where PDF has no vectors for it, and needs to know nothing of fonts.
//! Features that SVG also lacks are approximated: a gradient that turns about a point becomes its mean colour; of the
//! ways to combine layers, those that blend colours are kept, and the way that shows a layer only inside another.

use std::fmt::Write as _;

use skrifa::color::{Brush, Color, ColorPainter, ColorStop, CompositeMode, Extend, Transform};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::raw::types::BoundingBox;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{GlyphId, MetadataProvider};

/// A glyph as a drawing.
#[derive(Debug)]
pub(super) struct Drawing {
    /// As SVG, in font units.
    pub svg: String,
    /// Left, bottom, right, top in font units.
    pub bounds: [f64; 4],
}

/// Longest drawing of a glyph, in bytes: paint graphs share parts, and a hostile one could write out billions.
const LONGEST: usize = 2 << 20;

/// Layers and transformations inside one another, at most.
const DEEPEST: usize = 64;

/// The drawing of a glyph, in the first palette; `around` is its box if it states none, in font units.
pub(super) fn draw(font: &FontRef, glyph: GlyphId, around: [f64; 4]) -> Option<Drawing> {
    let coloured = font.color_glyphs().get(glyph)?;
    let bounds = match coloured.bounding_box(LocationRef::default(), Size::unscaled()) {
        Some(b) => [b.x_min, b.y_min, b.x_max, b.y_max].map(f64::from),
        None => around,
    };
    let [left, bottom, right, top] = bounds;
    if !bounds.iter().all(|b| b.is_finite()) || right - left < 1.0 || top - bottom < 1.0 {
        return None;
    }
    let palette = font.cpal().ok().and_then(|cpal| {
        let first = usize::from(cpal.color_record_indices().first()?.get());
        let colours = cpal.color_records_array()?.ok()?;
        colours.get(first..).map(|colours| colours.iter().take(usize::from(cpal.num_palette_entries())).collect())
    });
    let mut layers = Layers {
        outlines: font.outline_glyphs(),
        palette: palette.unwrap_or_default(),
        layers: vec![Layer::default()],
        definitions: String::new(),
        count: 0,
        full: false,
    };
    coloured.paint(LocationRef::default(), &mut layers).ok()?;
    if layers.full || layers.layers.len() != 1 {
        return None;
    }
    let drawn = layers.layers.pop()?.content;
    let (width, height) = (right - left, top - bottom);
    let definitions = layers.definitions;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><defs>{definitions}</defs>\
         <g transform=\"matrix(1 0 0 -1 {} {top})\">{drawn}</g></svg>",
        -left
    );
    Some(Drawing { svg, bounds })
}

/// The layers being painted, the innermost last.
struct Layers<'a> {
    outlines: OutlineGlyphCollection<'a>,
    palette: Vec<&'a Color>,
    layers: Vec<Layer>,
    definitions: String,
    /// Things with names so far.
    count: usize,
    /// True if it grew too long or too deep: nothing is added any more.
    full: bool,
}

/// A group and its content.
#[derive(Default)]
struct Layer {
    /// The start of its tag.
    tag: String,
    content: String,
    /// The opacity of all its content, if it is one even fill.
    even: Option<f32>,
}

/// The path that fills the whole plane, in font units.
const PLANE: &str = "M-99999-99999H99999V99999H-99999Z";

impl Layers<'_> {
    fn push(&mut self, tag: String) {
        self.full |= self.layers.len() >= DEEPEST;
        self.layers.push(Layer { tag, ..Layer::default() });
    }

    fn pop(&mut self) {
        if self.layers.len() < 2 {
            return;
        }
        if let (Some(layer), Some(under)) = (self.layers.pop(), self.layers.last_mut()) {
            under.even = None;
            if !layer.content.is_empty() && !self.full {
                under.content.push_str(&layer.tag);
                under.content.push_str(&layer.content);
                under.content.push_str("</g>");
            }
            self.full |= under.content.len() > LONGEST;
        }
    }

    fn add(&mut self, shape: &str, paint: &str, even: Option<f32>) {
        if let Some(layer) = self.layers.last_mut()
            && !self.full
        {
            layer.even = even.filter(|_| layer.content.is_empty());
            let _ = write!(layer.content, "<path d=\"{shape}\" {paint}/>");
        }
    }

    fn outline(&self, glyph: GlyphId) -> String {
        let mut path = Path::default();
        if let Some(outline) = self.outlines.get(glyph) {
            let _ = outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut path);
        }
        path.0
    }

    /// A colour of the palette, and its opacity. The entry that stands for the text's colour is black.
    fn colour(&self, index: u16, alpha: f32) -> (String, f32) {
        let black = ("#000".to_string(), alpha);
        let Some(c) = self.palette.get(usize::from(index)) else { return black };
        (format!("#{:02x}{:02x}{:02x}", c.red, c.green, c.blue), f32::from(c.alpha) / 255.0 * alpha)
    }

    /// The attributes of a fill, and its opacity if that is even.
    fn paint(&mut self, brush: &Brush, transform: Option<Transform>) -> (String, Option<f32>) {
        let ((element, place), stops, extend) = match brush {
            Brush::Solid { palette_index, alpha } => return self.solid(*palette_index, *alpha),
            Brush::SweepGradient { color_stops, .. } => return self.mean(color_stops),
            Brush::LinearGradient { p0, p1, color_stops, extend } => {
                let place = format!("x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"", p0.x, p0.y, p1.x, p1.y);
                (("linearGradient", place), self.stops(color_stops, false), extend)
            }
            Brush::RadialGradient { c0, r0, c1, r1, color_stops, extend } => {
                // SVG wants the larger circle to be the last.
                let turned = r0 > r1;
                let ((c0, r0), (c1, r1)) = if turned { ((c1, r1), (c0, r0)) } else { ((c0, r0), (c1, r1)) };
                let place = format!(
                    "fx=\"{}\" fy=\"{}\" fr=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"",
                    c0.x,
                    c0.y,
                    r0.max(0.0),
                    c1.x,
                    c1.y,
                    r1.max(0.0)
                );
                (("radialGradient", place), self.stops(color_stops, turned), extend)
            }
        };
        let spread = match extend {
            Extend::Repeat => "repeat",
            Extend::Reflect => "reflect",
            _ => "pad",
        };
        let matrix = transform.map(|t| format!(" gradientTransform=\"{}\"", matrix(&t))).unwrap_or_default();
        let attributes = format!(" gradientUnits=\"userSpaceOnUse\" spreadMethod=\"{spread}\" {place}{matrix}");
        (format!("fill=\"{}\"", self.define(element, &attributes, &stops)), None)
    }

    /// Adds a definition under a new name, by which it is used.
    fn define(&mut self, element: &str, attributes: &str, content: &str) -> String {
        let number = self.count;
        self.count += 1;
        let _ = write!(self.definitions, "<{element} id=\"p{number}\"{attributes}>{content}</{element}>");
        self.full |= self.definitions.len() > LONGEST;
        format!("url(#p{number})")
    }

    fn solid(&self, index: u16, alpha: f32) -> (String, Option<f32>) {
        let (colour, opacity) = self.colour(index, alpha);
        (format!("fill=\"{colour}\" fill-opacity=\"{opacity}\""), Some(opacity))
    }

    /// The mean of a gradient's colours, for gradients that SVG does not have.
    fn mean(&self, stops: &[ColorStop]) -> (String, Option<f32>) {
        let (mut sum, mut opacity) = ([0.0; 3], 0.0);
        let count = stops.len().max(1) as f32;
        for stop in stops {
            if let Some(c) = self.palette.get(usize::from(stop.palette_index)) {
                for (sum, part) in sum.iter_mut().zip([c.red, c.green, c.blue]) {
                    *sum += f32::from(part) / count;
                }
                opacity += f32::from(c.alpha) / 255.0 * stop.alpha / count;
            }
        }
        let [red, green, blue] = sum.map(|part| part.round() as u8);
        (format!("fill=\"#{red:02x}{green:02x}{blue:02x}\" fill-opacity=\"{opacity}\""), None)
    }

    fn stops(&self, stops: &[ColorStop], turned: bool) -> String {
        let mut out = String::new();
        let mut write = |stop: &ColorStop| {
            let offset = if turned { 1.0 - stop.offset } else { stop.offset };
            let (colour, opacity) = self.colour(stop.palette_index, stop.alpha);
            let _ = write!(out, "<stop offset=\"{offset}\" stop-color=\"{colour}\"");
            if opacity < 1.0 {
                let _ = write!(out, " stop-opacity=\"{opacity}\"");
            }
            out.push_str("/>");
        };
        if turned {
            stops.iter().rev().for_each(&mut write)
        } else {
            stops.iter().for_each(&mut write)
        }
        out
    }

    /// A layer that is shown only inside the layer under it, and replaces it.
    fn push_inside(&mut self) {
        let under = self.layers.last_mut().map(|layer| (std::mem::take(&mut layer.content), layer.even.take()));
        let (shape, even) = under.unwrap_or_default();
        // Fonts write the opacity of a group as an even fill everywhere.
        if let Some(opacity) = even {
            return self.push(format!("<g opacity=\"{opacity}\">"));
        }
        let everywhere = " mask-type=\"alpha\" maskUnits=\"userSpaceOnUse\" x=\"-9999\" y=\"-9999\" \
                          width=\"19998\" height=\"19998\"";
        let mask = self.define("mask", everywhere, &shape);
        self.push(format!("<g mask=\"{mask}\">"));
    }

    fn clip(&mut self, shape: &str) {
        let clip = self.define("clipPath", "", &format!("<path d=\"{shape}\"/>"));
        self.push(format!("<g clip-path=\"{clip}\">"));
    }
}

impl ColorPainter for Layers<'_> {
    fn push_transform(&mut self, transform: Transform) {
        self.push(format!("<g transform=\"{}\">", matrix(&transform)));
    }

    fn pop_transform(&mut self) {
        self.pop();
    }

    fn push_clip_glyph(&mut self, glyph: GlyphId) {
        let shape = self.outline(glyph);
        self.clip(&shape);
    }

    fn push_clip_box(&mut self, b: BoundingBox<f32>) {
        self.clip(&format!("M{} {}H{}V{}H{}Z", b.x_min, b.y_min, b.x_max, b.y_max, b.x_min));
    }

    fn pop_clip(&mut self) {
        self.pop();
    }

    fn fill(&mut self, brush: Brush<'_>) {
        let (paint, even) = self.paint(&brush, None);
        self.add(PLANE, &paint, even);
    }

    fn fill_glyph(&mut self, glyph: GlyphId, transform: Option<Transform>, brush: Brush<'_>) {
        let (shape, (paint, _)) = (self.outline(glyph), self.paint(&brush, transform));
        if !shape.is_empty() {
            self.add(&shape, &paint, None);
        }
    }

    fn push_layer(&mut self, mode: CompositeMode) {
        if mode == CompositeMode::SrcIn {
            return self.push_inside();
        }
        let blend = match mode {
            CompositeMode::Screen => "screen",
            CompositeMode::Overlay => "overlay",
            CompositeMode::Darken => "darken",
            CompositeMode::Lighten => "lighten",
            CompositeMode::ColorDodge => "color-dodge",
            CompositeMode::ColorBurn => "color-burn",
            CompositeMode::HardLight => "hard-light",
            CompositeMode::SoftLight => "soft-light",
            CompositeMode::Difference => "difference",
            CompositeMode::Exclusion => "exclusion",
            CompositeMode::Multiply => "multiply",
            CompositeMode::HslHue => "hue",
            CompositeMode::HslSaturation => "saturation",
            CompositeMode::HslColor => "color",
            CompositeMode::HslLuminosity => "luminosity",
            _ => "normal",
        };
        self.push(match blend {
            "normal" => "<g>".into(),
            blend => format!("<g style=\"mix-blend-mode:{blend}\">"),
        });
    }

    fn pop_layer(&mut self) {
        self.pop();
    }
}

fn matrix(t: &Transform) -> String {
    format!("matrix({} {} {} {} {} {})", t.xx, t.yx, t.xy, t.yy, t.dx, t.dy)
}

/// An outline as SVG's path data.
#[derive(Default)]
struct Path(String);

impl OutlinePen for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{x} {y}");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{x} {y}");
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let _ = write!(self.0, "Q{cx} {cy} {x} {y}");
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let _ = write!(self.0, "C{ax} {ay} {bx} {by} {x} {y}");
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use write_fonts::FontBuilder;
    use write_fonts::tables::colr::{
        BaseGlyph, BaseGlyphList, BaseGlyphPaint, Colr, CompositeMode as Mode, Layer, Paint, PaintComposite,
        PaintGlyph, PaintSolid,
    };
    use write_fonts::tables::cpal::{ColorRecord, Cpal};
    use write_fonts::types::{F2Dot14, GlyphId16};

    use super::*;
    use crate::layout::fonts::Fonts;
    use crate::style::{Families, Family};

    /// The drawing of glyph 40 of one of the program's faces, after the glyph got coloured layers, red and half a blue.
    fn drawn(colr: &Colr) -> Option<String> {
        let fonts = Fonts::with_families(Families::default());
        let face = fonts.face(fonts.select(&Family::Serif, 400, false, 11.0));
        let colours = [ColorRecord::new(0, 0, 255, 255), ColorRecord::new(255, 0, 0, 128)];
        let cpal = Cpal::new(2, 1, 2, Some(colours.to_vec()), vec![0]);
        let mut builder = FontBuilder::new();
        builder.add_table(colr).unwrap().add_table(&cpal).unwrap();
        for record in face.font.table_directory().table_records() {
            let tag = write_fonts::types::Tag::new(&record.tag().to_be_bytes());
            if !builder.contains(tag) {
                builder.add_raw(tag, face.font.table_data(record.tag()).unwrap().as_bytes().to_vec());
            }
        }
        let bytes = builder.build();
        let font = FontRef::new(&bytes).unwrap();
        draw(&font, GlyphId::new(40), [0.0, -200.0, 1000.0, 800.0]).map(|drawing| drawing.svg)
    }

    fn with_paint(paint: Paint) -> Colr {
        let list = BaseGlyphList::new(1, vec![BaseGlyphPaint::new(GlyphId16::new(40), paint)]);
        Colr { base_glyph_list: list.into(), ..Colr::default() }
    }

    fn solid(colour: u16, alpha: f32) -> Paint {
        Paint::Solid(PaintSolid::new(colour, F2Dot14::from_f32(alpha)))
    }

    fn glyph(id: u16) -> Paint {
        Paint::Glyph(PaintGlyph::new(solid(0, 1.0), GlyphId16::new(id)))
    }

    #[test]
    fn layers_are_outlines_in_the_colours_of_the_palette_in_their_order() {
        let layers = vec![Layer::new(GlyphId16::new(41), 0), Layer::new(GlyphId16::new(42), 1)];
        let svg = drawn(&Colr::new(1, Some(vec![BaseGlyph::new(GlyphId16::new(40), 0, 2)]), Some(layers), 2)).unwrap();
        let (red, blue) = (svg.find("fill=\"#ff0000\" fill-opacity=\"1\"").unwrap(), svg.find("#0000ff").unwrap());
        assert!(red < blue && svg.contains("fill-opacity=\"0.5"), "{svg}");
        assert_eq!(svg.matches("<path d=\"M").count(), 2);
        assert!(usvg::Tree::from_str(&svg, &usvg::Options::default()).is_ok());
    }

    #[test]
    fn a_layer_inside_an_even_one_is_opacity_and_inside_a_shape_is_masked() {
        let inside = |backdrop| Paint::Composite(PaintComposite::new(glyph(41), Mode::SrcIn, backdrop));
        let svg = drawn(&with_paint(inside(solid(0, 0.25)))).unwrap();
        assert!(svg.contains("<g opacity=\"0.25\">") && !svg.contains("mask"), "{svg}");
        let svg = drawn(&with_paint(inside(glyph(42)))).unwrap();
        assert!(svg.contains("<mask id=\"p0\"") && svg.contains("<g mask=\"url(#p0)\">"), "{svg}");
    }

    #[test]
    fn a_glyph_without_layers_has_no_drawing() {
        assert!(drawn(&Colr::new(1, Some(vec![BaseGlyph::new(GlyphId16::new(7), 0, 0)]), None, 0)).is_none());
    }

    #[test]
    fn a_graph_that_is_too_deep_is_given_up() {
        let deep = (0..DEEPEST)
            .fold(glyph(41), |paint, _| Paint::Composite(PaintComposite::new(paint, Mode::Multiply, solid(1, 1.0))));
        assert!(drawn(&with_paint(deep)).is_none());
    }
}
