//! Faces in the file: subsets, widths and the way back to text.
//!
//! Every face becomes a composite font (ISO 32000-1, 9.7). Its codes are the glyph numbers of its subset, so that
//! nothing depends on an encoding: Identity-H, CIDToGIDMap Identity, exact widths, ToUnicode for every code.

use std::fmt::Write;

use lopdf::{Dictionary, Object};
use sha2::{Digest, Sha256};
use skrifa::raw::FontRef;
use subsetter::GlyphRemapper;

use super::file::File;
use super::glyphs::{Outlines, Used};
use super::object::{self, dict, hex, named};
use crate::layout::fonts::Face;

/// A subset ready to be embedded.
pub(super) struct Subset {
    /// The font program: a TrueType file or a bare CFF table.
    program: Vec<u8>,
    outlines: Outlines,
}

/// Cuts the subset of a face; `None` if the face cannot be embedded or is not used.
pub(super) fn subset(face: &Face, used: &Used) -> Option<Subset> {
    if used.glyphs.len() < 2 || matches!(used.outlines, Outlines::None | Outlines::Pictures) {
        return None;
    }
    let mut remapper = GlyphRemapper::new();
    for &glyph in &used.glyphs {
        remapper.remap(glyph);
    }
    let program = subsetter::subset(face.data.bytes(), face.index, &remapper).ok()?;
    let program = match used.outlines {
        Outlines::Cff => {
            let font = FontRef::new(&program).ok()?;
            font.table_data(skrifa::Tag::new(b"CFF "))?.as_bytes().to_vec()
        }
        _ => program,
    };
    Some(Subset { program, outlines: used.outlines })
}

/// Adds the font of a subset and returns its reference.
pub(super) fn embed(file: &mut File, face: &Face, used: &Used, subset: Subset) -> Object {
    let name = subset_name(face, used);
    let descriptor = descriptor(file, face, &name, subset.program, subset.outlines);
    let mut descendant = dict([
        ("Type", named("Font")),
        ("Subtype", named(if subset.outlines == Outlines::Cff { "CIDFontType0" } else { "CIDFontType2" })),
        ("BaseFont", named(&name)),
        (
            "CIDSystemInfo",
            Object::Dictionary(dict([
                ("Registry", object::text("Adobe")),
                ("Ordering", object::text("Identity")),
                ("Supplement", Object::Integer(0)),
            ])),
        ),
        ("FontDescriptor", descriptor),
        ("DW", Object::Integer(0)),
        ("W", widths(used)),
    ]);
    if subset.outlines == Outlines::TrueType {
        // ISO 19005-2, 6.2.11.3.2.
        descendant.set("CIDToGIDMap", named("Identity"));
    }
    let descendant = file.add(Object::Dictionary(descendant));
    let rows: Vec<(usize, &str)> = used.says.iter().enumerate().skip(1).map(|(c, s)| (c, s.as_ref())).collect();
    let to_unicode = file.stream(Dictionary::new(), to_unicode(&rows, 2).into_bytes());
    file.add(Object::Dictionary(dict([
        ("Type", named("Font")),
        ("Subtype", named("Type0")),
        ("BaseFont", named(&name)),
        ("Encoding", named("Identity-H")),
        ("DescendantFonts", Object::Array(vec![descendant])),
        ("ToUnicode", to_unicode),
    ])))
}

/// Six letters of a hash of the glyphs, a plus sign, the face's name (9.6.4).
pub(super) fn subset_name(face: &Face, used: &Used) -> String {
    let mut hasher = Sha256::new();
    hasher.update(face.name.as_bytes());
    used.glyphs.iter().for_each(|glyph| hasher.update(glyph.to_be_bytes()));
    let mut name: String = hasher.finalize().iter().take(6).map(|b| char::from(b'A' + b % 26)).collect();
    name.push('+');
    // PostScript names are at most 63 ASCII characters without delimiters (Adobe Technical Note 5902).
    name.extend(face.name.chars().filter(|c| c.is_ascii_graphic() && !"()<>[]{}/%#".contains(*c)).take(63));
    name
}

/// The font descriptor (9.8). It has no CIDSet: ISO 19005-2, 6.2.11.4.2 requires a CIDSet to be complete, but does not
/// require one.
fn descriptor(file: &mut File, face: &Face, name: &str, program: Vec<u8>, outlines: Outlines) -> Object {
    let em = |value: i16| object::real((f64::from(value) * 1000.0 / f64::from(face.units_per_em.max(1))).round());
    let (key, mut entries) = match outlines {
        Outlines::Cff => ("FontFile3", dict([("Subtype", named("CIDFontType0C"))])),
        _ => ("FontFile2", dict([("Length1", Object::Integer(program.len() as i64))])),
    };
    entries.set("Length", Object::Integer(program.len() as i64));
    let program = file.stream(entries, program);
    // Bits of table 123: fixed pitch 1, serif 2, symbolic 3, italic 7. Symbolic: the codes are no character set's.
    let flags = i64::from(face.monospaced)
        | (i64::from(face.serif) << 1)
        | (1 << 2)
        | (i64::from(face.italic_angle != 0.0) << 6);
    let (left, bottom, right, top) = face.bbox;
    let mut descriptor = dict([
        ("Type", named("FontDescriptor")),
        ("FontName", named(name)),
        ("Flags", Object::Integer(flags)),
        ("FontBBox", Object::Array(vec![em(left), em(bottom), em(right), em(top)])),
        ("ItalicAngle", object::real(f64::from(face.italic_angle))),
        ("Ascent", em(face.ascent)),
        ("Descent", em(face.descent)),
        ("CapHeight", em(face.cap_height)),
        ("XHeight", em(face.x_height)),
        // No face states the width of its stems; this is the usual estimate from its weight.
        ("StemV", Object::Integer(10 + i64::from(face.weight) / 5)),
    ]);
    descriptor.set(key, program);
    file.add(Object::Dictionary(descriptor))
}

/// ISO 19005-2, 6.2.11.5: widths as in the font program, one array for all codes.
fn widths(used: &Used) -> Object {
    let list = used.widths.iter().map(|&width| object::real(f64::from(width))).collect();
    Object::Array(vec![Object::Integer(0), Object::Array(list)])
}

/// The ToUnicode map (9.10.3) of codes of this many bytes: every code but that of `.notdef`, which no page uses.
pub(super) fn to_unicode(rows: &[(usize, &str)], bytes: usize) -> String {
    let mut map = String::with_capacity(400 + rows.len() * 16);
    let digits = 2 * bytes;
    map.push_str(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering \
         (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n",
    );
    let _ = writeln!(map, "<{}><{}>\nendcodespacerange", "0".repeat(digits), "F".repeat(digits));
    // At most a hundred rows a block.
    for block in rows.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for (code, said) in block {
            let _ = write!(map, "<{code:0digits$X}><");
            for unit in said.encode_utf16() {
                for byte in unit.to_be_bytes() {
                    map.extend(hex(byte).map(char::from));
                }
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
