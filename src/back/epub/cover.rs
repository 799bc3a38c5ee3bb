//! The cover: always there, never blank.
//!
//! An upright picture that the article or the edition names as its cover is the cover. Any other picture becomes the
//! upper half of a cover that we set: title, byline, date and place of publication, in our own faces. Without a picture
//! the upper part is a drawing. Drawing and colours come from the title, so the covers of a library differ and stay the
//! same from build to build.

use std::fmt::Write as _;
use std::sync::Arc;

use image::{DynamicImage, RgbImage};
use sha2::{Digest, Sha256};

use super::Input;
use super::book::Info;
use super::type_cover::{Line, Typesetter};
use crate::back::xhtml::opening::byline;
use crate::back::xhtml::pictures;
use crate::back::xhtml::ready::Bounds;
use crate::back::xhtml::xml::{escaped, one_line};
use crate::context::{Context, Faces};
use crate::diag::{Diagnostic, Error, Result, codes};
use crate::doc::{AssetId, BlockKind, Document, Lang, MediaType};
use crate::image::flat::Flat;
use crate::image::scale;
use crate::lang::{Labels, calendar};
use crate::layout::shape::patterns;

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 1800;
const MARGIN: f32 = 96.0;

/// A cover ready for the book.
pub(super) struct Cover {
    /// Its path under `OEBPS`.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// Its description in words.
    pub alt: String,
}

/// Finds or sets the cover.
///
/// # Errors
/// If our own drawing cannot be painted.
pub(super) fn cover(input: &Input, info: &Info, labels: &Labels, bounds: Bounds, cx: &mut Context) -> Result<Cover> {
    let failed = |why: String| Error::Library { what: "the cover", why };
    let mut alt = format!("{}: {}", labels.cover, info.title);
    let names = names(input, labels);
    if !names.is_empty() {
        let _ = write!(alt, ". {names}");
    }
    let picture = picture(input, cx);
    let picture = match picture {
        Some((picture, true)) => {
            let picture = if bounds.grey { pictures::grey(&picture) } else { picture };
            let bytes = upright(picture, bounds).map_err(failed)?;
            return Ok(Cover { name: "images/cover.jpg".into(), mime: "image/jpeg", bytes, alt });
        }
        other => other.map(|(picture, _)| picture),
    };
    let sheet = Sheet::new(input, info, &names, picture.is_some(), cx.resources.faces());
    // Half the style's size serves a small file as well: the words are still read.
    let scale = if bounds.squeeze { (bounds.side as f32 / 1600.0).clamp(0.25, 1.0) } else { 1.0 };
    let painted = sheet.paint(scale).map_err(failed)?;
    let (name, mime, bytes) = match picture {
        Some(picture) if bounds.grey => {
            let sheet = compose_sheet(painted.into_rgb(), picture);
            let bytes = pictures::jpeg(&pictures::grey(&sheet), bounds.quality).map_err(failed)?;
            ("images/cover.jpg", "image/jpeg", bytes)
        }
        None if bounds.grey => {
            let sheet = DynamicImage::ImageRgb8(painted.into_rgb());
            let bytes = pictures::jpeg(&pictures::grey(&sheet), bounds.quality).map_err(failed)?;
            ("images/cover.jpg", "image/jpeg", bytes)
        }
        Some(picture) => {
            let bytes = compose(painted.into_rgb(), picture, bounds.quality).map_err(failed)?;
            ("images/cover.jpg", "image/jpeg", bytes)
        }
        None => {
            let bytes = painted.as_png().map_err(failed)?;
            ("images/cover.png", "image/png", bytes)
        }
    };
    Ok(Cover { name: name.into(), mime, bytes, alt })
}

fn names(input: &Input, labels: &Labels) -> String {
    let own = byline(input.meta, labels);
    if own.is_empty() && input.single { input.articles.first().map_or(own, |d| byline(&d.meta, labels)) } else { own }
}

/// The picture for the cover, with true if it was named as such and is upright.
fn picture(input: &Input, cx: &mut Context) -> Option<(DynamicImage, bool)> {
    if let Some(name) = &input.meta.cover {
        let known = input.articles.first().filter(|_| input.single).and_then(|d| d.assets.get(d.assets.find(name)?));
        let picture = match known {
            Some(asset) => pictures::decoded(asset, cx),
            None => pictures::by_name(name, cx).and_then(|asset| pictures::decoded(&asset, cx)),
        };
        match picture {
            Some(picture) => {
                let ratio = f64::from(picture.height()) / f64::from(picture.width().max(1));
                return Some((picture, (1.25..=1.9).contains(&ratio)));
            }
            None => {
                let message = "The picture for the cover cannot be used; a cover is set instead.";
                cx.diags.push_once(Diagnostic::warning(codes::COVER_SET, message));
            }
        }
    }
    let (document, id) = input.articles.iter().find_map(|document| Some((*document, lead(document)?)))?;
    Some((pictures::decoded(document.assets.get(id)?, cx)?, false))
}

/// An article's lead picture: a picture before the first section, near the beginning, and large enough.
fn lead(document: &Document) -> Option<AssetId> {
    let opening = document.blocks.iter().take(6).take_while(|block| !matches!(block.kind, BlockKind::Heading(..)));
    opening.into_iter().find_map(|block| {
        let BlockKind::Figure(figure) = &block.kind else { return None };
        let id = figure.images.first()?.asset?;
        let asset = document.assets.get(id)?;
        let wide = f64::from(asset.width) >= 0.9 * f64::from(asset.height);
        (wide && asset.width >= 480 && asset.height >= 240 && asset.media != MediaType::Svg).then_some(id)
    })
}

fn upright(picture: DynamicImage, bounds: Bounds) -> std::result::Result<Vec<u8>, String> {
    let side = if bounds.squeeze { bounds.side.max(200) } else { bounds.side.max(HEIGHT) };
    pictures::jpeg(&scale::within(picture, side), bounds.quality)
}

/// A sheet to be painted in plain colours, or one that is already painted in full because an emoji or the like stands
/// on it.
enum Painted {
    Plain(Flat),
    Full(RgbImage),
}

impl Painted {
    fn into_rgb(self) -> RgbImage {
        match self {
            Painted::Full(image) => image,
            Painted::Plain(drawing) => {
                let mut numbers = Vec::with_capacity(drawing.width * drawing.height);
                let palette = drawing.paint(|line| numbers.extend_from_slice(line));
                RgbImage::from_fn(drawing.width as u32, drawing.height as u32, |x, y| {
                    let number = numbers.get(y as usize * drawing.width + x as usize).copied().unwrap_or(0);
                    image::Rgb(palette.colours.get(usize::from(number)).copied().unwrap_or_default())
                })
            }
        }
    }

    fn as_png(&self) -> std::result::Result<Vec<u8>, String> {
        match self {
            Painted::Plain(drawing) => plain_png(drawing).map_err(|e| e.to_string()),
            Painted::Full(image) => full_png(image).map_err(|e| e.to_string()),
        }
    }
}

/// A PNG with a palette, a third of the bytes to filter and to pack. Its lines are packed while they are painted,
/// although the palette precedes them in the file and is known only afterwards.
fn plain_png(drawing: &Flat) -> std::result::Result<Vec<u8>, png::EncodingError> {
    let mut packer = fdeflate::Compressor::new(Vec::with_capacity(PACKED))?;
    let mut above = vec![0; drawing.width];
    // Every line begins with its filter. Most lines are like the line above: only the differences are written.
    let mut filtered = vec![0; 1 + drawing.width];
    filtered[0] = UP;
    let unchanged = filtered.clone();
    let mut packed = Ok(());
    let palette = drawing.paint(|line| {
        let line = if line == above {
            &unchanged
        } else {
            differences(line, &above, filtered.get_mut(1..).unwrap_or_default());
            above.copy_from_slice(line);
            &filtered
        };
        if packed.is_ok() {
            packed = packer.write_data(line);
        }
    });
    packed?;
    let lines = packer.finish()?;
    let mut bytes = Vec::with_capacity(lines.len() + 1024);
    let mut encoder = png::Encoder::new(&mut bytes, drawing.width as u32, drawing.height as u32);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette.colours.concat());
    encoder.write_header()?.write_chunk(png::chunk::IDAT, &lines)?;
    Ok(bytes)
}

/// The difference of a line from the line above, byte for byte. It is a separate function so that the compiler
/// vectorizes the loop.
#[inline(never)]
fn differences(line: &[u8], above: &[u8], into: &mut [u8]) {
    for ((difference, here), above) in into.iter_mut().zip(line).zip(above) {
        *difference = here.wrapping_sub(*above);
    }
}

/// The bytes into which most covers are packed.
const PACKED: usize = 64 << 10;

/// The filter of a line that subtracts from every byte the byte above (PNG, 9.2).
const UP: u8 = 2;

fn full_png(image: &RgbImage) -> std::result::Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, image.width(), image.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Up);
    encoder.write_header()?.write_image_data(image.as_raw())?;
    Ok(bytes)
}

/// Puts the picture into the upper half.
fn compose(sheet: RgbImage, picture: DynamicImage, quality: u8) -> std::result::Result<Vec<u8>, String> {
    pictures::jpeg(&compose_sheet(sheet, picture), quality)
}

/// The sheet with the picture in its upper part.
fn compose_sheet(mut sheet: RgbImage, picture: DynamicImage) -> DynamicImage {
    let height = (sheet.width() as f32 * UPPER / WIDTH as f32) as u32;
    let half = scale::filling(picture, sheet.width(), height).to_rgb8();
    image::imageops::replace(&mut sheet, &half, 0, 0);
    DynamicImage::ImageRgb8(sheet)
}

/// Height of picture or drawing.
const UPPER: f32 = 840.0;

/// A cover to be painted: SVG and the faces it needs.
struct Sheet {
    svg: String,
    setter: Typesetter,
}

impl Sheet {
    fn new(
        input: &Input,
        info: &Info,
        names: &str,
        with_picture: bool,
        installed: Option<&'static dyn Faces>,
    ) -> Sheet {
        let seed: [u8; 32] = Sha256::digest(format!("{}\u{0}{names}", info.title)).into();
        let colours = Colours::new(seed);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">\
             <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{}\"/>",
            colours.paper
        );
        if !with_picture {
            drawing(seed, &colours, &mut svg);
        }
        let _ = write!(svg, "<rect y=\"{UPPER}\" width=\"{WIDTH}\" height=\"14\" fill=\"{}\"/>", colours.accent);
        let lang = info.languages.first().cloned().unwrap_or_else(Lang::english);
        let mut setter = Typesetter::new(installed);
        texts(input, info, &lang, names, &colours, &mut setter, &mut svg);
        svg.push_str("</svg>");
        Sheet { svg, setter }
    }

    fn paint(&self, scale: f32) -> std::result::Result<Painted, String> {
        // Every word names its face. Otherwise the painter takes one face that has all characters of a line.
        let select_fallback = Box::new(|_: char, _: &[_], _: &mut Arc<_>| None);
        let font_resolver = usvg::FontResolver { select_fallback, ..usvg::FontResolver::default() };
        let options = usvg::Options { fontdb: self.setter.database(), font_resolver, ..usvg::Options::default() };
        let tree = usvg::Tree::from_str(&self.svg, &options).map_err(|e| e.to_string())?;
        let (width, height) = ((WIDTH as f32 * scale) as u32, (HEIGHT as f32 * scale) as u32);
        if let Some(drawing) = Flat::new(&tree, (width, height), scale) {
            return Ok(Painted::Plain(drawing));
        }
        let mut map = resvg::tiny_skia::Pixmap::new(width, height).ok_or("no memory")?;
        resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut map.as_mut());
        let image = image::RgbaImage::from_raw(width, height, map.take()).ok_or("no memory")?;
        Ok(Painted::Full(DynamicImage::ImageRgba8(image).to_rgb8()))
    }
}

/// Colours that go together, from one hue: a light paper, a dark ink (contrast over 10:1), two fields.
struct Colours {
    paper: String,
    ink: String,
    accent: String,
    deep: String,
    mid: String,
}

impl Colours {
    fn new(seed: [u8; 32]) -> Self {
        let hue = u32::from(seed[0]) * 360 / 256;
        let other = (hue + [150, 180, 210, 30][usize::from(seed[1] % 4)]) % 360;
        Colours {
            paper: hsl(hue, 30, 96),
            ink: hsl(hue, 40, 13),
            accent: hsl(other, 62, 46),
            deep: hsl(hue, 48, 24),
            mid: hsl(hue, 42, 40),
        }
    }
}

/// A colour as `#rrggbb`, because SVG 1.1 knows no `hsl()`.
fn hsl(hue: u32, saturation: u32, lightness: u32) -> String {
    let (h, s, l) = (hue as f32 / 60.0, saturation as f32 / 100.0, lightness as f32 / 100.0);
    let chroma = (1.0 - (2.0 * l - 1.0).abs()) * s;
    let x = chroma * (1.0 - (h % 2.0 - 1.0).abs());
    let (r, g, b) = match h as u32 {
        0 => (chroma, x, 0.0),
        1 => (x, chroma, 0.0),
        2 => (0.0, chroma, x),
        3 => (0.0, x, chroma),
        4 => (x, 0.0, chroma),
        _ => (chroma, 0.0, x),
    };
    let m = l - chroma / 2.0;
    let byte = |v: f32| ((v + m) * 255.0).round().clamp(0.0, 255.0) as u8;
    format!("#{:02x}{:02x}{:02x}", byte(r), byte(g), byte(b))
}

/// A colour laid on another, both as `#rrggbb`; `opacity` from 0 to 1.
fn mix(top: &str, under: &str, opacity: f32) -> String {
    let channel = |colour: &str, at: usize| {
        let digits = colour.get(1 + 2 * at..3 + 2 * at).unwrap_or("0");
        f32::from(u8::from_str_radix(digits, 16).unwrap_or(0))
    };
    let mixed = |at| (channel(top, at) * opacity + channel(under, at) * (1.0 - opacity)).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mixed(0), mixed(1), mixed(2))
}

/// Quarter circles on a grid, turned and coloured by the seed.
fn drawing(seed: [u8; 32], colours: &Colours, svg: &mut String) {
    let _ = write!(svg, "<rect width=\"{WIDTH}\" height=\"{UPPER}\" fill=\"{}\"/>", colours.deep);
    let (columns, rows) = (6u32, 4u32);
    let (w, h) = (WIDTH as f32 / columns as f32, UPPER / rows as f32);
    let r = w.min(h);
    for cell in 0..columns * rows {
        let byte = seed[2 + cell as usize % 30];
        let (x, y) = ((cell % columns) as f32 * w, (cell / columns) as f32 * h);
        let (right, down) = (x + w, y + h);
        let fill = match byte / 4 % 8 {
            0 => &colours.accent,
            1 | 2 => &colours.paper,
            3..=5 => &colours.mid,
            _ => continue,
        };
        // A quarter of an ellipse in one of four corners. Colours are mixed here and not by the painter, because a
        // translucent colour costs the painter many times as much as an opaque one.
        let path = match byte % 4 {
            0 => format!("M{x} {y}H{right}A{w} {h} 0 0 1 {x} {down}Z"),
            1 => format!("M{right} {y}V{down}A{w} {h} 0 0 1 {x} {y}Z"),
            2 => format!("M{right} {down}H{x}A{w} {h} 0 0 1 {right} {y}Z"),
            _ => format!("M{x} {down}V{y}A{w} {h} 0 0 1 {right} {down}Z"),
        };
        let fill = mix(fill, &colours.deep, if byte > 127 { 0.9 } else { 0.65 });
        let _ = write!(svg, "<path d=\"{path}\" fill=\"{fill}\"/>");
        if byte % 16 == 5 {
            let (cx, cy) = (x + w / 2.0, y + h / 2.0);
            let _ = write!(svg, "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{}\" fill=\"{}\"/>", r * 0.16, colours.paper);
        }
    }
}

fn texts(
    input: &Input,
    info: &Info,
    lang: &Lang,
    names: &str,
    colours: &Colours,
    setter: &mut Typesetter,
    svg: &mut String,
) {
    let width = WIDTH as f32 - 2.0 * MARGIN;
    let (foot, top) = (HEIGHT as f32 - 96.0, UPPER + 100.0);
    let mut put = |line: &Line, y: f32, opacity: f32| {
        let (x, anchor) = if lang.is_rtl() { (WIDTH as f32 - MARGIN, "end") } else { (MARGIN, "start") };
        let fill = mix(&colours.ink, &colours.paper, opacity);
        let size = line.size;
        let _ = write!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"{fill}\">");
        let last = line.runs.len().saturating_sub(1);
        for (number, run) in line.runs.iter().enumerate() {
            // The painter takes every line for one that reads from the left, unless Unicode's signs say otherwise.
            let open = if lang.is_rtl() && number == 0 { "\u{202B}" } else { "" };
            let close = if lang.is_rtl() && number == last { "\u{202C}" } else { "" };
            let _ = write!(
                svg,
                "<tspan font-family=\"'{}'\" font-weight=\"{}\">{open}{}{close}</tspan>",
                escaped(&run.family.replace('\'', "")),
                run.weight,
                escaped(&run.text)
            );
        }
        svg.push_str("</text>");
    };
    let meta = input.meta;
    let place = [meta.eyebrow.as_deref(), meta.site.as_deref(), meta.publisher.as_deref()];
    let place = place.into_iter().flatten().map(one_line).find(|p| !p.is_empty()).unwrap_or_default();
    let date = info.published.map(|date| calendar::print(date, lang)).unwrap_or_default();
    let small: Vec<&str> = [place.as_str(), date.as_str()].into_iter().filter(|s| !s.is_empty()).collect();
    let mut bottom = foot;
    for line in setter.fit(&small.join(" · "), width, 34.0, 34.0, 1, false) {
        put(&line, bottom, 0.8);
        bottom -= 62.0;
    }
    let mut people = setter.fit(names, width, 50.0, 36.0, 2, false);
    people.reverse();
    for line in &people {
        put(line, bottom, 1.0);
        bottom -= line.size * 1.25;
    }
    let room = bottom - 30.0 - top;
    let patterns = patterns(lang);
    let title = setter.fit_height(&info.title, (width, room), (150.0, 44.0), patterns);
    let mut y = top;
    for line in &title {
        y += line.size * if y == top { 0.8 } else { 1.1 };
        put(line, y, 1.0);
    }
    if let Some(subtitle) = &info.subtitle {
        let space = bottom - 30.0 - y - 60.0;
        let lines = setter.fit(subtitle, width, 46.0, 36.0, 2, false);
        if lines.iter().map(|l| l.size * 1.25).sum::<f32>() < space {
            // Clear of the descenders of even the largest title.
            y += 12.0 + title.last().map_or(0.0, |line| line.size * 0.25);
            for line in &lines {
                y += line.size * 1.25;
                put(line, y, 0.85);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_in_full_colours_comes_back_from_its_png() {
        let full = Painted::Full(RgbImage::from_fn(90, 120, |x, y| image::Rgb([x as u8, y as u8, (x * y) as u8])));
        let back = image::load_from_memory(&full.as_png().unwrap()).unwrap().to_rgb8();
        assert!(back == full.into_rgb());
    }

    #[test]
    fn a_sheet_in_flat_colours_comes_back_from_its_png() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"120\">\
            <path d=\"M5 5L80 60L20 110z\" fill=\"#204060\"/><circle cx=\"50\" cy=\"70\" r=\"30\" fill=\"#f0c040\"/></svg>";
        let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).unwrap();
        let drawing = Painted::Plain(Flat::new(&tree, (90, 120), 1.0).unwrap());
        let back = image::load_from_memory(&drawing.as_png().unwrap()).unwrap().to_rgb8();
        assert!(back == drawing.into_rgb());
    }

    #[test]
    fn colours_are_as_named() {
        assert_eq!(hsl(0, 100, 50), "#ff0000");
        assert_eq!(hsl(240, 100, 25), "#000080");
        assert_eq!(mix("#ff8000", "#000000", 0.5), "#804000");
    }
}
