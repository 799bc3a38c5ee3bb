//! SVG: painted as vectors from usvg's simplified tree.
//!
//! usvg resolves styles, references, text and units. Groups, outlines and pixel images remain, and PDF has these too:
//! fills, strokes, dashes, clips, gradients, opacity and blend modes. Features that PDF lacks (filters), or that would
//! be long in PDF (masks, patterns, fading gradients), turn the picture into pixels, painted by resvg. Nothing outside
//! the file is ever loaded.

use lopdf::{Dictionary, Object};
use usvg::tiny_skia_path::{PathSegment, Point};
use usvg::{FillRule, Group, ImageKind, Node, Paint, Transform, Tree};

use super::super::content::Content;
use super::super::file::File;
use super::super::object::{dict, named, numbers, real};
use crate::back::lettering;
use crate::image::colour::{Colour, Inks};
use crate::image::{Image, drawing, jpeg, png, raster};
use crate::layout::frame::Pages;

/// A painted picture: content in the picture's own units, y down, and the resources that it names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    /// Width and height in user units.
    size: (f64, f64),
    content: Content,
    /// A group that is painted as one (11.6.6).
    group: bool,
    states: Vec<Dictionary>,
    patterns: Vec<Dictionary>,
    images: Vec<Image>,
    forms: Vec<Form>,
}

impl Form {
    /// True if any part of it is transparent.
    pub(crate) fn transparent(&self) -> bool {
        let image = |image: &Image| image.mask.is_some();
        self.group
            || !self.states.is_empty()
            || self.images.iter().any(image)
            || self.forms.iter().any(Form::transparent)
    }
}

/// Groups nest at most this deep in a picture that is painted as vectors.
const DEEPEST: usize = 200;

/// Saved graphics states nest at most this deep in one stream: 28 with those of the page around (ISO 19005-2, 6.1.13).
const DEEPEST_STATE: usize = 20;

/// The longest side in pixels of a picture that must become pixels: 300 to the inch on five inches and more.
const LONGEST: f32 = 2000.0;

/// The same for a drawing that is a character: emoji are seldom set larger than half an inch.
const LONGEST_CHARACTER: f32 = 320.0;

/// Paints a picture, or returns the reason for failing.
pub(super) fn paint(bytes: &[u8], pages: &Pages, pixels: u64, inks: &Inks) -> Result<Form, String> {
    drawing::on_deep_stack(|| paint_here(bytes, pages, pixels, inks)).unwrap_or_else(|why| Err(format!("it {why}")))
}

/// Paints a drawing of ours, without text and not deep, the size of a character.
pub(super) fn paint_drawing(svg: &str, pixels: u64, inks: &Inks) -> Result<Form, String> {
    let tree = Tree::from_str(svg, &usvg::Options::default()).map_err(|why| why.to_string())?;
    paint_tree(&tree, pixels, LONGEST_CHARACTER, inks)
}

fn paint_here(bytes: &[u8], pages: &Pages, pixels: u64, inks: &Inks) -> Result<Form, String> {
    let faces = pages.faces.iter().map(|face| face.data.bytes());
    let tree = drawing::read(bytes, &lettering::options(bytes, faces)).map_err(|why| format!("it {why}"))?;
    paint_tree(&tree, pixels, LONGEST, inks)
}

/// As vectors or, if that is impossible, as pixels with a longer side of `longest`.
fn paint_tree(tree: &Tree, pixels: u64, longest: f32, inks: &Inks) -> Result<Form, String> {
    let size = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let mut painter = Painter { inks, pixels, form: Form { size, ..Form::default() }, saved: 0 };
    let painted = group_is_plain(tree.root(), 0) && painter.children(tree.root(), tree.root().transform(), 0).is_some();
    if painted && !(inks.opaque() && painter.form.transparent()) {
        return Ok(painter.form);
    }
    as_pixels(tree, pixels, longest, inks)
}

/// True if vectors suffice: no filters, masks, patterns or fading gradients anywhere.
fn group_is_plain(group: &Group, depth: usize) -> bool {
    depth < DEEPEST
        && group.mask().is_none()
        && group.blend_mode() != usvg::BlendMode::PlusLighter
        && group.filters().is_empty()
        && group.clip_path().is_none_or(|clip| clip_is_plain(clip, depth))
        && group.children().iter().all(|node| match node {
            Node::Group(group) => group_is_plain(group, depth + 1),
            Node::Path(path) => {
                path.fill().is_none_or(|fill| paint_is_plain(fill.paint()))
                    && path.stroke().is_none_or(|stroke| paint_is_plain(stroke.paint()))
            }
            Node::Image(image) => match image.kind() {
                ImageKind::SVG(tree) => group_is_plain(tree.root(), depth + 1),
                _ => true,
            },
            Node::Text(text) => group_is_plain(text.flattened(), depth + 1),
        })
}

fn clip_is_plain(clip: &usvg::ClipPath, depth: usize) -> bool {
    fn outlines(group: &Group, depth: usize) -> bool {
        depth < DEEPEST
            && group.clip_path().is_none()
            && group.children().iter().all(|node| match node {
                Node::Group(group) => outlines(group, depth + 1),
                Node::Text(text) => outlines(text.flattened(), depth + 1),
                Node::Path(_) => true,
                Node::Image(_) => false,
            })
    }
    depth < DEEPEST
        && outlines(clip.root(), depth)
        && clip.clip_path().is_none_or(|inner| clip_is_plain(inner, depth + 1))
}

fn paint_is_plain(paint: &Paint) -> bool {
    let gradient = |gradient: &usvg::BaseGradient| {
        let opacities: Vec<f32> = gradient.stops().iter().map(|stop| stop.opacity().get()).collect();
        gradient.spread_method() == usvg::SpreadMethod::Pad && opacities.windows(2).all(|pair| pair[0] == pair[1])
    };
    match paint {
        Paint::Color(_) => true,
        Paint::LinearGradient(linear) => gradient(linear),
        Paint::RadialGradient(radial) => gradient(radial),
        Paint::Pattern(_) => false,
    }
}

struct Painter<'a> {
    inks: &'a Inks,
    pixels: u64,
    form: Form,
    /// The number of graphics states saved and not restored yet.
    saved: usize,
}

impl Painter<'_> {
    /// Paints the content of a group; `None` if vectors turn out not to be enough.
    fn children(&mut self, group: &Group, transform: Transform, depth: usize) -> Option<()> {
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group, transform.pre_concat(group.transform()), depth + 1)?,
                Node::Path(path) if path.is_visible() => self.path(path, transform),
                Node::Image(image) if image.is_visible() => self.image(image, transform, depth)?,
                Node::Text(text) => {
                    let flat = text.flattened();
                    self.group(flat, transform.pre_concat(flat.transform()), depth + 1)?;
                }
                _ => {}
            }
        }
        Some(())
    }

    fn group(&mut self, group: &Group, transform: Transform, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let layered = group.opacity().get() < 1.0 || group.blend_mode() != usvg::BlendMode::Normal;
        let clip = group.clip_path();
        if layered || clip.is_some() {
            self.saved += 1;
            if self.saved > DEEPEST_STATE {
                return None;
            }
            self.form.content.op("q");
        }
        if let Some(clip) = clip {
            self.clip(clip, transform);
        }
        if layered {
            let form = Form { size: self.form.size, group: true, ..Form::default() };
            let mut layer = Painter { inks: self.inks, pixels: self.pixels, form, saved: 0 };
            layer.children(group, transform, depth)?;
            let opacity = real(f64::from(group.opacity().get()));
            let mut state = dict([("ca", opacity.clone()), ("CA", opacity)]);
            state.set("BM", named(blend_mode(group.blend_mode())));
            self.state(state);
            self.form.content.numbered("M", self.form.forms.len()).op("Do");
            self.form.forms.push(layer.form);
        } else {
            self.children(group, transform, depth)?;
        }
        if layered || clip.is_some() {
            self.saved -= 1;
            self.form.content.op("Q");
        }
        Some(())
    }

    /// Clips to the union of the outlines of a clip path, and to its own clip path's.
    fn clip(&mut self, clip: &usvg::ClipPath, transform: Transform) {
        let mut next = Some(clip);
        while let Some(clip) = next {
            let mut rules = Vec::new();
            self.clip_outlines(clip.root(), transform.pre_concat(clip.transform()), &mut rules);
            if rules.is_empty() {
                // Clips everything away.
                self.form.content.numbers(&[0.0, 0.0, 0.0, 0.0]).op("re");
            }
            let even_odd = matches!(rules.as_slice(), [FillRule::EvenOdd]);
            self.form.content.op(if even_odd { "W*" } else { "W" }).op("n");
            next = clip.clip_path();
        }
    }

    fn clip_outlines(&mut self, group: &Group, transform: Transform, rules: &mut Vec<FillRule>) {
        for node in group.children() {
            match node {
                Node::Path(path) => {
                    rules.push(path.fill().map_or(FillRule::NonZero, |fill| fill.rule()));
                    self.outline(path, transform);
                }
                Node::Group(group) => self.clip_outlines(group, transform.pre_concat(group.transform()), rules),
                Node::Text(text) => {
                    let flat = text.flattened();
                    self.clip_outlines(flat, transform.pre_concat(flat.transform()), rules);
                }
                Node::Image(_) => {}
            }
        }
    }

    fn path(&mut self, path: &usvg::Path, transform: Transform) {
        let (fill, stroke) = (path.fill(), path.stroke());
        if fill.is_none() && stroke.is_none() {
            return;
        }
        self.form.content.op("q").numbers(&matrix(transform)).op("cm");
        let opacity = |of: Option<usvg::Opacity>| of.map_or(1.0, |o| f64::from(o.get()));
        let fading = |paint: Option<&Paint>| match paint {
            Some(Paint::LinearGradient(g)) => g.stops().first().map_or(1.0, |stop| f64::from(stop.opacity().get())),
            Some(Paint::RadialGradient(g)) => g.stops().first().map_or(1.0, |stop| f64::from(stop.opacity().get())),
            _ => 1.0,
        };
        let filling = opacity(fill.map(|f| f.opacity())) * fading(fill.map(|f| f.paint()));
        let stroking = opacity(stroke.map(|s| s.opacity())) * fading(stroke.map(|s| s.paint()));
        if filling < 1.0 || stroking < 1.0 {
            self.state(dict([("ca", real(filling)), ("CA", real(stroking))]));
        }
        if let Some(fill) = fill {
            self.paint(fill.paint(), transform, false);
        }
        if let Some(stroke) = stroke {
            self.paint(stroke.paint(), transform, true);
            self.stroke_state(stroke);
        }
        let even_odd = fill.is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
        let filled = if even_odd { "f*" } else { "f" };
        match (fill, stroke, path.paint_order()) {
            (Some(_), Some(_), usvg::PaintOrder::StrokeAndFill) => {
                self.outline(path, Transform::identity());
                self.form.content.op("S");
                self.outline(path, Transform::identity());
                self.form.content.op(filled);
            }
            // One operator would let the stroke cover half of itself where either is translucent.
            (Some(_), Some(_), _) if filling < 1.0 || stroking < 1.0 => {
                self.outline(path, Transform::identity());
                self.form.content.op(filled);
                self.outline(path, Transform::identity());
                self.form.content.op("S");
            }
            (fill, stroke, _) => {
                self.outline(path, Transform::identity());
                self.form.content.op(match (fill.is_some(), stroke.is_some()) {
                    (true, true) if even_odd => "B*",
                    (true, true) => "B",
                    (true, false) => filled,
                    _ => "S",
                });
            }
        }
        self.form.content.op("Q");
    }

    fn outline(&mut self, path: &usvg::Path, transform: Transform) {
        let map = |mut point: Point| {
            transform.map_point(&mut point);
            [f64::from(point.x), f64::from(point.y)]
        };
        let mut last = Point::from_xy(0.0, 0.0);
        for segment in path.data().segments() {
            let content = &mut self.form.content;
            match segment {
                PathSegment::MoveTo(p) => {
                    content.numbers(&map(p)).op("m");
                    last = p;
                }
                PathSegment::LineTo(p) => {
                    content.numbers(&map(p)).op("l");
                    last = p;
                }
                PathSegment::QuadTo(q, p) => {
                    // The cubic curve of a quadratic one: its control points two thirds of the way.
                    let third = |from: Point| {
                        Point::from_xy(from.x + (q.x - from.x) * 2.0 / 3.0, from.y + (q.y - from.y) * 2.0 / 3.0)
                    };
                    content.numbers(&map(third(last))).numbers(&map(third(p))).numbers(&map(p)).op("c");
                    last = p;
                }
                PathSegment::CubicTo(a, b, p) => {
                    content.numbers(&map(a)).numbers(&map(b)).numbers(&map(p)).op("c");
                    last = p;
                }
                PathSegment::Close => drop(content.op("h")),
            }
        }
    }

    fn stroke_state(&mut self, stroke: &usvg::Stroke) {
        let content = &mut self.form.content;
        content.number(f64::from(stroke.width().get())).op("w");
        let cap = match stroke.linecap() {
            usvg::LineCap::Butt => 0.0,
            usvg::LineCap::Round => 1.0,
            usvg::LineCap::Square => 2.0,
        };
        let join = match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => 0.0,
            usvg::LineJoin::Round => 1.0,
            usvg::LineJoin::Bevel => 2.0,
        };
        content.number(cap).op("J").number(join).op("j");
        content.number(f64::from(stroke.miterlimit().get())).op("M");
        if let Some(dashes) = stroke.dasharray() {
            let dashes: Vec<f64> = dashes.iter().copied().map(f64::from).collect();
            content.object(&numbers(&dashes)).number(f64::from(stroke.dashoffset())).op("d");
        }
    }

    fn paint(&mut self, paint: &Paint, transform: Transform, stroke: bool) {
        let pattern = match paint {
            Paint::Color(colour) => {
                let colour = of(*colour);
                let set = if stroke { Content::stroke } else { Content::fill };
                set(&mut self.form.content, self.inks.of(colour));
                return;
            }
            Paint::LinearGradient(linear) => {
                let coordinates = [linear.x1(), linear.y1(), linear.x2(), linear.y2()].map(f64::from);
                self.shading(linear, transform, 2, &coordinates)
            }
            Paint::RadialGradient(radial) => {
                let (focus, end) = (radial.fr().get(), radial.r().get());
                let coordinates = [radial.fx(), radial.fy(), focus, radial.cx(), radial.cy(), end].map(f64::from);
                self.shading(radial, transform, 3, &coordinates)
            }
            Paint::Pattern(_) => return,
        };
        let (space, colour) = if stroke { ("CS", "SCN") } else { ("cs", "scn") };
        self.form.content.name("Pattern").op(space).numbered("P", self.form.patterns.len()).op(colour);
        self.form.patterns.push(pattern);
    }

    /// A gradient as a shading pattern (8.7.4), which extends beyond both ends.
    fn shading(&self, gradient: &usvg::BaseGradient, transform: Transform, kind: i64, at: &[f64]) -> Dictionary {
        let (space, function) = ramp(gradient.stops(), self.inks);
        let shading = dict([
            ("ShadingType", Object::Integer(kind)),
            ("ColorSpace", named(space)),
            ("Coords", numbers(at)),
            ("Function", Object::Dictionary(function)),
            ("Extend", Object::Array(vec![Object::Boolean(true), Object::Boolean(true)])),
        ]);
        let matrix = matrix(transform.pre_concat(gradient.transform()));
        dict([
            ("Type", named("Pattern")),
            ("PatternType", Object::Integer(2)),
            ("Matrix", numbers(&matrix)),
            ("Shading", Object::Dictionary(shading)),
        ])
    }

    fn image(&mut self, image: &usvg::Image, transform: Transform, depth: usize) -> Option<()> {
        let pixels = self.pixels;
        let decode = |bytes: &[u8], format| raster::decode(bytes, format, pixels, self.inks).ok();
        let decoded = match image.kind() {
            ImageKind::SVG(tree) => {
                let root = tree.root();
                return self.group(root, transform.pre_concat(root.transform()), depth + 1);
            }
            ImageKind::JPEG(bytes) => jpeg::pass(bytes)
                .filter(|image| image.upright.is_none())
                .and_then(|image| self.inks.accept(image))
                .or_else(|| decode(bytes, image::ImageFormat::Jpeg)),
            ImageKind::PNG(bytes) => png::pass(bytes, pixels)
                .and_then(|image| self.inks.accept(image))
                .or_else(|| decode(bytes, image::ImageFormat::Png)),
            ImageKind::GIF(bytes) => decode(bytes, image::ImageFormat::Gif),
            ImageKind::WEBP(bytes) => decode(bytes, image::ImageFormat::WebP),
        };
        // A picture in the picture that cannot be read is left out, as browsers do.
        let Some(decoded) = decoded else { return Some(()) };
        let (width, height) = (f64::from(image.size().width()), f64::from(image.size().height()));
        let content = &mut self.form.content;
        content.op("q").numbers(&matrix(transform)).op("cm");
        content.numbers(&[width, 0.0, 0.0, -height, 0.0, height]).op("cm");
        content.numbered("I", self.form.images.len()).op("Do").op("Q");
        self.form.images.push(decoded);
        Some(())
    }

    fn state(&mut self, state: Dictionary) {
        let known = self.form.states.iter().position(|known| *known == state);
        let number = known.unwrap_or(self.form.states.len());
        if known.is_none() {
            self.form.states.push(state);
        }
        self.form.content.numbered("G", number).op("gs");
    }
}

fn of(colour: usvg::Color) -> Colour {
    let [r, g, b] = [colour.red, colour.green, colour.blue].map(|v| f32::from(v) / 255.0);
    Colour::Rgb(r, g, b)
}

fn matrix(t: Transform) -> [f64; 6] {
    [t.sx, t.ky, t.kx, t.sy, t.tx, t.ty].map(f64::from)
}

/// The colours along a gradient as a function of 0 to 1 (7.10): one stretch between neighbouring stops each.
fn ramp(stops: &[usvg::Stop], inks: &Inks) -> (&'static str, Dictionary) {
    let (space, _) = inks.components(Colour::Rgb(0.0, 0.0, 0.0));
    let mut points: Vec<(f64, Vec<f64>)> = Vec::new();
    for stop in stops {
        points.push((f64::from(stop.offset().get()), inks.components(of(stop.color())).1));
    }
    let ends = points.first().cloned().zip(points.last().cloned());
    let Some(((first, start), (last, end))) = ends else {
        let black = inks.components(Colour::Rgb(0.0, 0.0, 0.0)).1;
        return (space, stretch(&black, &black));
    };
    if first > 0.0 {
        points.insert(0, (0.0, start));
    }
    if last < 1.0 {
        points.push((1.0, end));
    }
    let pairs = || points.windows(2).filter(|pair| pair[1].0 > pair[0].0);
    let stretches: Vec<Dictionary> = pairs().map(|pair| stretch(&pair[0].1, &pair[1].1)).collect();
    if stretches.len() < 2 {
        let only = stretches.into_iter().next();
        return (space, only.unwrap_or_else(|| stretch(&points[0].1, &points[points.len() - 1].1)));
    }
    let bounds: Vec<f64> = pairs().skip(1).map(|pair| pair[0].0).collect();
    let encode = [0.0, 1.0].repeat(stretches.len());
    let function = dict([
        ("FunctionType", Object::Integer(3)),
        ("Domain", numbers(&[0.0, 1.0])),
        ("Functions", Object::Array(stretches.into_iter().map(Object::Dictionary).collect())),
        ("Bounds", numbers(&bounds)),
        ("Encode", numbers(&encode)),
    ]);
    (space, function)
}

fn stretch(from: &[f64], to: &[f64]) -> Dictionary {
    dict([
        ("FunctionType", Object::Integer(2)),
        ("Domain", numbers(&[0.0, 1.0])),
        ("C0", numbers(from)),
        ("C1", numbers(to)),
        ("N", Object::Integer(1)),
    ])
}

fn blend_mode(mode: usvg::BlendMode) -> &'static str {
    use usvg::BlendMode::*;
    match mode {
        Normal => "Normal",
        Multiply => "Multiply",
        Screen => "Screen",
        Overlay => "Overlay",
        Darken => "Darken",
        Lighten => "Lighten",
        ColorDodge => "ColorDodge",
        ColorBurn => "ColorBurn",
        HardLight => "HardLight",
        SoftLight => "SoftLight",
        Difference => "Difference",
        Exclusion => "Exclusion",
        Hue => "Hue",
        Saturation => "Saturation",
        Color => "Color",
        Luminosity => "Luminosity",
        // Not one of PDF's blend modes; `group_is_plain` keeps it out.
        PlusLighter => "Normal",
    }
}

/// The picture as pixels, by resvg.
fn as_pixels(tree: &Tree, pixels: u64, longest: f32, inks: &Inks) -> Result<Form, String> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let most = (pixels as f32 / (width * height).max(f32::MIN_POSITIVE)).sqrt();
    let scale = (longest / width.max(height)).min(most);
    let (columns, rows) = (((width * scale) as u32).max(1), ((height * scale) as u32).max(1));
    let mut pixmap = resvg::tiny_skia::Pixmap::new(columns, rows).ok_or("it is too large")?;
    let fit = Transform::from_scale(columns as f32 / width, rows as f32 / height);
    resvg::render(tree, fit, &mut pixmap.as_mut());
    let (mut colours, mut alphas) = (Vec::new(), Vec::new());
    for pixel in pixmap.pixels() {
        let pixel = pixel.demultiply();
        colours.extend([pixel.red(), pixel.green(), pixel.blue()]);
        alphas.push(pixel.alpha());
    }
    let mut mask = raster::mask(columns, rows, &alphas).map(Box::new);
    if inks.opaque() && mask.take().is_some() {
        let translucent: Vec<u8> =
            colours.chunks_exact(3).zip(&alphas).flat_map(|(p, alpha)| [p[0], p[1], p[2], *alpha]).collect();
        colours = raster::on_white(&translucent);
    }
    let image = raster::from_rgb(columns, rows, colours, None, mask, inks);
    let mut content = Content::default();
    content.numbers(&[1.0, 0.0, 0.0, -1.0, 0.0, 1.0]).op("cm").name("I0").op("Do");
    Ok(Form { size: (1.0, 1.0), content, images: vec![image], ..Form::default() })
}

/// Adds a form that paints the unit square.
pub(super) fn embed(file: &mut File, form: Form) -> Object {
    let (width, height) = form.size;
    // A layer is painted in its picture's units; only the outermost form turns them into the unit square.
    let fit = [1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0];
    embed_form(file, form, Some(fit))
}

fn embed_form(file: &mut File, form: Form, fit: Option<[f64; 6]>) -> Object {
    let mut objects = Dictionary::new();
    for (number, image) in form.images.into_iter().enumerate() {
        objects.set(format!("I{number}"), super::embed_image(file, image));
    }
    for (number, layer) in form.forms.into_iter().enumerate() {
        objects.set(format!("M{number}"), embed_form(file, layer, None));
    }
    let mut resources = Dictionary::new();
    let list = |prefix: &str, list: Vec<Dictionary>| {
        let mut entries = Dictionary::new();
        for (number, entry) in list.into_iter().enumerate() {
            entries.set(format!("{prefix}{number}"), Object::Dictionary(entry));
        }
        entries
    };
    for (key, entries) in
        [("XObject", objects), ("ExtGState", list("G", form.states)), ("Pattern", list("P", form.patterns))]
    {
        if !entries.is_empty() {
            resources.set(key, Object::Dictionary(entries));
        }
    }
    let (width, height) = form.size;
    let mut entries = dict([
        ("Type", named("XObject")),
        ("Subtype", named("Form")),
        ("BBox", numbers(&[0.0, 0.0, width, height])),
        ("Resources", Object::Dictionary(resources)),
    ]);
    if let Some(fit) = fit {
        // Written by hand: a thousandth would be too coarse for the inverse of a size.
        entries.set("Matrix", Object::Array(fit.iter().map(|&v| Object::Real(v as f32)).collect()));
    }
    if form.group {
        let group = dict([("S", named("Transparency")), ("I", Object::Boolean(true))]);
        entries.set("Group", Object::Dictionary(group));
    }
    file.stream(entries, form.content.bytes)
}
