//! One face: its file, its metrics, and the tables for shaping, read once for the whole process.
//!
//! A [`Loaded`] face lives as long as the process: embedded files are static anyway, and the few faces of the system
//! that articles ever need are kept rather than read again for every article. So the shaper may borrow them for any
//! time, and the rest of the layout needs no lifetimes.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use harfrust::{FontRef, Shaper, ShaperData};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;

use crate::context::FaceFile;

/// A face in use, as back ends see it.
#[derive(Clone, Debug)]
pub struct Face {
    /// Its PostScript name.
    pub name: String,
    /// The font file.
    pub data: FontData,
    /// The index of the face in its collection.
    pub index: u32,
    /// Units per em.
    pub units_per_em: u16,
    /// Ascent, descent (negative), cap height and x-height, in font units.
    pub ascent: i16,
    /// Descent, negative, in font units.
    pub descent: i16,
    /// Height of capitals, in font units.
    pub cap_height: i16,
    /// Height of x, in font units.
    pub x_height: i16,
    /// Slant in degrees, counter-clockwise from the vertical; negative for italics.
    pub italic_angle: f32,
    /// True if all advances are equal.
    pub monospaced: bool,
    /// Weight class, 100 to 900.
    pub weight: u16,
    /// True for faces with serifs.
    pub serif: bool,
    /// True if the glyphs are pictures in colour and not outlines: emoji.
    pub pictures: bool,
    /// The font bounding box, in font units.
    pub bbox: (i16, i16, i16, i16),
}

/// The bytes of a font file.
#[derive(Clone)]
pub enum FontData {
    /// Linked into the program, or from [`crate::context::Faces`].
    Embedded(&'static [u8]),
    /// Shared with the code that made it.
    Shared(std::sync::Arc<dyn AsRef<[u8]> + Send + Sync>),
}

impl FontData {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        match self {
            FontData::Embedded(bytes) => bytes,
            FontData::Shared(bytes) => (**bytes).as_ref(),
        }
    }
}

impl std::fmt::Debug for FontData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FontData({} bytes)", self.bytes().len())
    }
}

/// A face read once, with all data for setting text.
pub struct Loaded {
    /// The data for back ends.
    pub face: Face,
    /// The tables.
    pub font: FontRef<'static>,
    /// The shaper over them.
    pub shaper: Shaper<'static>,
    /// The glyph of the space.
    pub space: u16,
    /// Offset of an underline's upper edge from the baseline (down) and its thickness, in ems.
    pub underline: (f32, f32),
    /// True if the face has small capitals (feature `smcp`).
    pub small_caps: bool,
    /// True for the program's own faces. Their rules are known never to look across a space at another word.
    pub ours: bool,
    coverage: OnceLock<Coverage>,
    average_width: OnceLock<f32>,
}

impl Loaded {
    /// Reads a face, one of the program's own or another; `None` if the bytes are not a font that can be set.
    pub fn read(data: &'static [u8], index: u32, serif: bool, ours: bool) -> Option<&'static Loaded> {
        let font = FontRef::from_index(data, index).ok()?;
        let head = font.head().ok()?;
        if head.units_per_em() == 0 {
            return None;
        }
        let face = describe(&font, data, index, serif)?;
        let shaper_data: &'static ShaperData = Box::leak(Box::new(ShaperData::new(&font)));
        let shaper = shaper_data.shaper(&font).build();
        let metrics = font.metrics(Size::new(1.0), LocationRef::default());
        let underline = metrics.underline.map_or((0.1, 0.05), |line| {
            let thickness = line.thickness.clamp(0.02, 0.1);
            ((-line.offset).clamp(0.05, 0.25), thickness)
        });
        let space = font.charmap().map(' ').map_or(0, |glyph| glyph.to_u32() as u16);
        let small_caps = font.gsub().ok().and_then(|gsub| gsub.feature_list().ok()).is_some_and(|list| {
            list.feature_records().iter().any(|record| record.feature_tag() == skrifa::Tag::new(b"smcp"))
        });
        let coverage = OnceLock::new();
        let average_width = OnceLock::new();
        let loaded = Loaded { face, font, shaper, space, underline, small_caps, ours, coverage, average_width };
        Some(Box::leak(Box::new(loaded)))
    }

    /// A face from [`crate::context::Faces`], read once a process; `None` if it cannot be set.
    pub fn installed(file: FaceFile) -> Option<&'static Loaded> {
        /// By the address of the bytes, which are never freed, and the index in the file.
        type Known = BTreeMap<(usize, u32), Option<&'static Loaded>>;
        static KNOWN: Mutex<Known> = Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let place = (file.bytes.as_ptr().addr(), file.index);
        *known.entry(place).or_insert_with(|| Loaded::read(file.bytes, file.index, file.serif, false))
    }

    /// True if the face has a glyph for the character.
    pub fn has(&self, c: char) -> bool {
        let coverage = self.coverage.get_or_init(|| Coverage::read(&self.font));
        coverage.has(c).unwrap_or_else(|| self.font.charmap().map(c).is_some())
    }

    /// The glyph for a character (0 if it has none) and its advance in ems.
    pub fn glyph(&self, c: char) -> (u16, f32) {
        let glyph = self.font.charmap().map(c).unwrap_or_default();
        let metrics = self.font.glyph_metrics(Size::new(1.0), LocationRef::default());
        (glyph.to_u32() as u16, metrics.advance_width(glyph).unwrap_or(0.0))
    }

    /// Font units to ems.
    pub fn em(&self, units: i16) -> f32 {
        f32::from(units) / f32::from(self.face.units_per_em)
    }

    /// Mean advance of a character of running English text, spaces included, in ems: it converts "66 characters a line"
    /// to points.
    pub fn average_width(&self) -> f32 {
        *self.average_width.get_or_init(|| {
            let (mut sum, mut weight) = (0.0, 0.0);
            for &(c, share) in ENGLISH {
                sum += self.glyph(c).1 * share;
                weight += share;
            }
            sum / weight
        })
    }
}

/// Characters in about a thousand of running English prose, from the usual letter frequencies: space and lower case,
/// the commonest marks, and one capital for all.
const ENGLISH: &[(char, f32)] = &[
    (' ', 170.0),
    ('e', 102.0),
    ('t', 74.0),
    ('a', 65.0),
    ('o', 62.0),
    ('n', 57.0),
    ('i', 57.0),
    ('s', 53.0),
    ('h', 49.0),
    ('r', 49.0),
    ('d', 34.0),
    ('l', 33.0),
    ('u', 23.0),
    ('c', 23.0),
    ('m', 20.0),
    ('w', 19.0),
    ('f', 18.0),
    ('g', 16.0),
    ('y', 16.0),
    ('p', 16.0),
    ('b', 12.0),
    ('v', 8.0),
    ('k', 6.0),
    ('x', 1.5),
    ('j', 1.0),
    ('q', 0.8),
    ('z', 0.6),
    (',', 10.0),
    ('.', 10.0),
    ('-', 2.0),
    ('E', 20.0),
];

/// The commonest characters of a face, as bits: the lookup runs once a character, so it must be cheap.
struct Coverage {
    bits: [u64; Coverage::WORDS],
}

impl Coverage {
    /// Latin, with its extensions and the accents, then general punctuation.
    const LATIN: u32 = 0x0370;
    const PUNCTUATION: u32 = 0x2000;
    const PUNCTUATION_END: u32 = 0x2070;
    const SIZE: u32 = Self::LATIN + (Self::PUNCTUATION_END - Self::PUNCTUATION);
    const WORDS: usize = (Self::SIZE as usize).div_ceil(64);

    fn read(font: &FontRef) -> Self {
        let mut bits = [0; Self::WORDS];
        // In the order of the characters.
        for (code, _) in font.charmap().mappings().take_while(|(code, _)| *code < Self::PUNCTUATION_END) {
            if let Some(slot) = Self::slot(code) {
                bits[slot / 64] |= 1 << (slot % 64);
            }
        }
        Coverage { bits }
    }

    fn slot(code: u32) -> Option<usize> {
        match code {
            0..Self::LATIN => Some(code as usize),
            Self::PUNCTUATION..Self::PUNCTUATION_END => Some((Self::LATIN + code - Self::PUNCTUATION) as usize),
            _ => None,
        }
    }

    fn has(&self, c: char) -> Option<bool> {
        Self::slot(c as u32).map(|slot| self.bits[slot / 64] >> (slot % 64) & 1 == 1)
    }
}

/// True if a face's glyphs are pictures in colour: bitmaps (tables `CBDT` or `sbix`) stored as PNG, or layers (`COLR`).
/// Faces for text have coloured layers too; a face for emoji also has a smiling face.
pub fn has_pictures(font: &FontRef) -> bool {
    let table = |tag: &[u8; 4]| font.table_data(skrifa::Tag::new(tag)).is_some();
    let bitmaps = table(b"CBDT") && table(b"CBLC") || table(b"sbix");
    bitmaps || table(b"COLR") && pictures(font, '\u{1F600}')
}

/// True if such a face has a picture of a character.
pub fn pictures(font: &FontRef, c: char) -> bool {
    use skrifa::bitmap::{BitmapData, BitmapStrikes};
    let Some(glyph) = font.charmap().map(c).filter(|g| g.to_u32() != 0) else { return false };
    let found = BitmapStrikes::new(font).glyph_for_size(Size::unscaled(), glyph);
    found.is_some_and(|glyph| matches!(glyph.data, BitmapData::Png(_))) || font.color_glyphs().get(glyph).is_some()
}

fn describe(font: &FontRef, data: &'static [u8], index: u32, serif: bool) -> Option<Face> {
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let attributes = font.attributes();
    let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first().map(|s| s.to_string());
    let units = |v: f32| v.clamp(f32::from(i16::MIN), f32::from(i16::MAX)).round() as i16;
    let height = |c: char| {
        let glyph = font.charmap().map(c)?;
        font.glyph_metrics(Size::unscaled(), LocationRef::default()).bounds(glyph).map(|b| b.y_max)
    };
    let em = f32::from(metrics.units_per_em);
    let bounds = metrics.bounds.unwrap_or_default();
    // The height of letters in their outlines is more trustworthy than old OS/2 tables.
    let x_height = metrics.x_height.filter(|h| *h > 0.0).or_else(|| height('x')).unwrap_or(0.5 * em);
    let cap_height = metrics.cap_height.filter(|h| *h > 0.0).or_else(|| height('H')).unwrap_or(0.7 * em);
    Some(Face {
        name: name.filter(|n| !n.is_empty()).unwrap_or_else(|| "Unnamed".into()),
        data: FontData::Embedded(data),
        index,
        units_per_em: metrics.units_per_em,
        ascent: units(metrics.ascent),
        descent: units(metrics.descent),
        cap_height: units(cap_height),
        x_height: units(x_height),
        italic_angle: metrics.italic_angle,
        monospaced: metrics.is_monospace,
        weight: attributes.weight.value().clamp(100.0, 900.0) as u16,
        serif,
        pictures: has_pictures(font),
        bbox: (units(bounds.x_min), units(bounds.y_min), units(bounds.x_max), units(bounds.y_max)),
    })
}
