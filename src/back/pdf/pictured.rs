//! Faces with pictures as glyphs: colour emoji.
//!
//! PDF knows no colour in outline fonts, but it has fonts with glyphs that are small content streams (Type 3, ISO
//! 32000-1, 9.6.5). So an emoji stays a character: it is copied, searched and read aloud as one. A joined sequence (a
//! family, a flag, a tone of skin) is a single glyph with the text of the whole sequence. A Type 3 font has 256 codes;
//! a face with more glyphs in use becomes several fonts.

use lopdf::{Dictionary, Object};

use super::content::Content;
use super::file::File;
use super::fonts;
use super::glyphs::{Outlines, Used};
use super::object::{self, dict, named};
use super::pictures::{self, Painting};
use crate::back::emoji::{Emoji, Image};
use crate::image::colour::Inks;
use crate::layout::fonts::Face;

/// The pictures of a face's glyphs, by code, each with the box it fills, in thousandths of the em: left, bottom,
/// width, height.
pub(super) struct Pictured {
    glyphs: Vec<Option<(Painting, [f64; 4])>>,
}

impl Pictured {
    /// True if any glyph is partly transparent.
    pub(super) fn transparent(&self) -> bool {
        self.glyphs.iter().flatten().any(|(painting, _)| painting.transparent())
    }
}

/// Codes in one font.
const BLOCK: usize = 256;

/// The pictures of the glyphs in use; `None` if the face has outlines or is not used.
pub(super) fn prepare(face: &Face, used: &Used, pixels: u64, inks: &Inks) -> Option<Pictured> {
    if used.glyphs.len() < 2 || used.outlines != Outlines::Pictures {
        return None;
    }
    let emoji = Emoji::of(face)?;
    let glyph = |&id: &u16| {
        let picture = emoji.picture(id)?;
        let painting = match picture.image {
            Image::Png(bytes) => pictures::paint_png(bytes, pixels, inks)?,
            Image::Svg(svg) => pictures::paint_drawing(&svg, pixels, inks)?,
        };
        Some((painting, picture.place))
    };
    Some(Pictured { glyphs: used.glyphs.iter().map(glyph).collect() })
}

/// Adds the fonts of a face, one for each 256 codes.
pub(super) fn embed(file: &mut File, face: &Face, used: &Used, pictured: Pictured) -> Vec<Object> {
    let em = |value: i16| object::real((f64::from(value) * 1000.0 / f64::from(face.units_per_em.max(1))).round());
    let descriptor = file.add(Object::Dictionary(dict([
        ("Type", named("FontDescriptor")),
        ("FontName", named(&fonts::subset_name(face, used))),
        ("Flags", Object::Integer(1 << 2)),
        ("ItalicAngle", Object::Integer(0)),
        ("Ascent", em(face.ascent)),
        ("Descent", em(face.descent)),
    ])));
    let mut glyphs = pictured.glyphs.into_iter();
    let mut out = Vec::new();
    for block in 0..used.glyphs.len().div_ceil(BLOCK) {
        let codes: Vec<usize> = (block * BLOCK..((block + 1) * BLOCK).min(used.glyphs.len())).collect();
        let mut procedures = Dictionary::new();
        let mut images = Dictionary::new();
        for (n, &code) in codes.iter().enumerate() {
            let mut content = Content::default();
            content.numbers(&[width_of(used, code), 0.0]).op("d0");
            if let Some((painting, [left, bottom, width, height])) = glyphs.next().flatten() {
                images.set(format!("I{n}"), pictures::embed(file, painting));
                content.op("q").numbers(&[width, 0.0, 0.0, height, left, bottom]).op("cm");
                content.numbered("I", n).op("Do").op("Q");
            }
            procedures.set(name_of(code), file.stream(Dictionary::new(), content.bytes));
        }
        let mut differences = vec![Object::Integer(0)];
        differences.extend(codes.iter().map(|&code| named(&name_of(code))));
        let widths = codes.iter().map(|&code| object::real(width_of(used, code))).collect();
        let rows = codes.iter().filter(|code| **code > 0).map(|&code| (code % BLOCK, used.says(code as u16)));
        let to_unicode = file.stream(Dictionary::new(), fonts::to_unicode(&rows.collect::<Vec<_>>(), 1).into_bytes());
        let encoding = dict([("Type", named("Encoding")), ("Differences", Object::Array(differences))]);
        out.push(file.add(Object::Dictionary(dict([
            ("Type", named("Font")),
            ("Subtype", named("Type3")),
            // All zeros, because each glyph states its size.
            ("FontBBox", object::numbers(&[0.0; 4])),
            ("FontMatrix", object::numbers(&[0.001, 0.0, 0.0, 0.001, 0.0, 0.0])),
            ("CharProcs", Object::Dictionary(procedures)),
            ("Encoding", Object::Dictionary(encoding)),
            ("FirstChar", Object::Integer(0)),
            ("LastChar", Object::Integer(codes.len() as i64 - 1)),
            ("Widths", Object::Array(widths)),
            ("FontDescriptor", descriptor.clone()),
            ("Resources", Object::Dictionary(dict([("XObject", Object::Dictionary(images))]))),
            ("ToUnicode", to_unicode),
        ]))));
    }
    out
}

/// The name of a code's glyph. The first, which no page shows, is called "m": poppler guesses the size of a Type 3 font
/// by the width of its m, which it takes for .6 em, and sorts text by that size.
fn name_of(code: usize) -> String {
    if code == 0 { "m".into() } else { format!("g{code}") }
}

fn width_of(used: &Used, code: usize) -> f64 {
    if code == 0 { 600.0 } else { f64::from(used.width(code as u16)) }
}
