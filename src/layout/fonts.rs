//! The faces: embedded ones by family, weight and slope, and the system's for what those lack.

use std::sync::Arc;

/// A face in use.
#[derive(Clone, Debug)]
pub struct Face {
    /// Its PostScript name.
    pub name: String,
    /// The font file.
    pub data: FontData,
    /// Which face of a collection.
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
    /// True when all advances are equal.
    pub monospaced: bool,
    /// Weight class, 100 to 900.
    pub weight: u16,
    /// True for faces with serifs.
    pub serif: bool,
    /// The font bounding box, in font units.
    pub bbox: (i16, i16, i16, i16),
}

/// The bytes of a font file.
#[derive(Clone)]
pub enum FontData {
    /// Linked into the program.
    Embedded(&'static [u8]),
    /// Read from the system.
    Shared(Arc<dyn AsRef<[u8]> + Send + Sync>),
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
