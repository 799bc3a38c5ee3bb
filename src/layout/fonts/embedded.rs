//! The faces linked into the program, and the choice of the face for a family, weight, slope and size.
//!
//! Source Serif is drawn for optical sizes, as metal type was: its caption cut is sturdier and wider, its display cut
//! finer. The borders below are its designers'. Atkinson Hyperlegible Next comes in two files a face, Latin and
//! extended Latin; Source Sans stands in for it where a language has other letters. All files are unmodified; `styles/fonts/README.md` names their origins and checksums.

use std::sync::OnceLock;

use super::face::Loaded;
use crate::style::Family;

/// An embedded file: the texts it serves, and its bytes.
struct Embedded {
    family: Generic,
    /// Weight class and slope.
    weight: u16,
    italic: bool,
    /// The optical sizes it is drawn for, from and up to, in points.
    optical: (f32, f32),
    /// Height of x in ems, read from the file by the compiler: a style needs it, and a book opens no face otherwise.
    x_height: Option<f32>,
    bytes: fn() -> Option<&'static [u8]>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Generic {
    Serif,
    Sans,
    SansExtended,
    SansWide,
    Mono,
    Math,
}

/// Every size.
const ANY: (f32, f32) = (0.0, f32::MAX);
const CAPTION: (f32, f32) = (0.0, 8.8);
const TEXT: (f32, f32) = (8.8, 16.0);
const SUBHEAD: (f32, f32) = (16.0, 24.0);
const DISPLAY: (f32, f32) = (24.0, f32::MAX);

/// The bytes of a file in `styles/fonts`: linked into the program, or brought.
macro_rules! file {
    ($file:literal) => {{
        #[cfg(not(feature = "apart"))]
        let bytes: Option<&'static [u8]> = Some(include_bytes!(concat!("../../../styles/fonts/", $file, ".ttf")));
        #[cfg(feature = "apart")]
        let bytes = crate::apart::piece(concat!($file, ".ttf"));
        bytes
    }};
}

macro_rules! embedded {
    ($($family:ident $weight:literal $italic:literal $optical:ident $file:literal;)*) => {
        &[$(Embedded {
            family: Generic::$family,
            weight: $weight,
            italic: $italic,
            optical: $optical,
            x_height: x_height_of(include_bytes!(concat!("../../../styles/fonts/", $file, ".ttf"))),
            bytes: || file!($file),
        },)*]
    };
}

const TEXT_FACES: &[Embedded] = embedded! {
    Serif 400 false TEXT "SourceSerif4-Regular";
    Serif 400 true TEXT "SourceSerif4-It";
    Serif 600 false TEXT "SourceSerif4-Semibold";
    Serif 700 false TEXT "SourceSerif4-Bold";
    Serif 700 true TEXT "SourceSerif4-BoldIt";
    Serif 400 false CAPTION "SourceSerif4Caption-Regular";
    Serif 400 true CAPTION "SourceSerif4Caption-It";
    Serif 700 false CAPTION "SourceSerif4Caption-Bold";
    Serif 600 false SUBHEAD "SourceSerif4Subhead-Semibold";
    Serif 600 false DISPLAY "SourceSerif4Display-Semibold";
    Sans 400 false ANY "AtkinsonHyperlegibleNext-Regular-Latin";
    Sans 400 true ANY "AtkinsonHyperlegibleNext-Italic-Latin";
    Sans 500 false ANY "AtkinsonHyperlegibleNext-Medium-Latin";
    Sans 500 true ANY "AtkinsonHyperlegibleNext-MediumItalic-Latin";
    Sans 700 false ANY "AtkinsonHyperlegibleNext-Bold-Latin";
    Sans 700 true ANY "AtkinsonHyperlegibleNext-BoldItalic-Latin";
    SansExtended 400 false ANY "AtkinsonHyperlegibleNext-Regular-LatinExt";
    SansExtended 400 true ANY "AtkinsonHyperlegibleNext-Italic-LatinExt";
    SansExtended 500 false ANY "AtkinsonHyperlegibleNext-Medium-LatinExt";
    SansExtended 500 true ANY "AtkinsonHyperlegibleNext-MediumItalic-LatinExt";
    SansExtended 700 false ANY "AtkinsonHyperlegibleNext-Bold-LatinExt";
    SansExtended 700 true ANY "AtkinsonHyperlegibleNext-BoldItalic-LatinExt";
    SansWide 400 false ANY "SourceSans3-Regular";
    SansWide 400 true ANY "SourceSans3-It";
    SansWide 500 false ANY "SourceSans3-Medium";
    SansWide 500 true ANY "SourceSans3-MediumIt";
    SansWide 700 false ANY "SourceSans3-Bold";
    SansWide 700 true ANY "SourceSans3-BoldIt";
    Mono 400 false ANY "SourceCodePro-Regular";
    Mono 400 true ANY "SourceCodePro-It";
    Mono 700 false ANY "SourceCodePro-Bold";
};

macro_rules! math {
    ($($weight:literal $italic:literal $file:literal;)*) => {
        &[$(Embedded {
            family: Generic::Math,
            weight: $weight,
            italic: $italic,
            optical: ANY,
            x_height: None,
            bytes: || katex(concat!("KaTeX_", $file, ".ttf")),
        },)*]
    };
}

/// The mathematical faces, by the names in the crate that has them.
const MATH_FACES: &[Embedded] = math! {
    400 false "Main-Regular";
    400 true "Main-Italic";
    700 false "Main-Bold";
    700 true "Main-BoldItalic";
    400 false "AMS-Regular";
};

#[cfg(feature = "apart")]
fn katex(file: &'static str) -> Option<&'static [u8]> {
    crate::apart::piece(file)
}

#[cfg(not(feature = "apart"))]
fn katex(file: &'static str) -> Option<&'static [u8]> {
    Some(match ratex_katex_fonts::ttf_bytes(file)? {
        std::borrow::Cow::Borrowed(bytes) => bytes,
        std::borrow::Cow::Owned(bytes) => bytes.leak(),
    })
}

/// One of the mathematical faces by its file's name, such as `Main-Regular`.
pub(super) fn math_face(name: &str) -> Option<&'static Loaded> {
    macro_rules! names {
        ($($name:literal)*) => { &[$(($name, concat!("KaTeX_", $name, ".ttf")),)*] };
    }
    const NAMES: &[(&str, &str)] = names! {
        "AMS-Regular" "Caligraphic-Bold" "Caligraphic-Regular" "Fraktur-Bold" "Fraktur-Regular" "Main-Bold"
        "Main-BoldItalic" "Main-Italic" "Main-Regular" "Math-BoldItalic" "Math-Italic" "SansSerif-Bold"
        "SansSerif-Italic" "SansSerif-Regular" "Script-Regular" "Size1-Regular" "Size2-Regular" "Size3-Regular"
        "Size4-Regular" "Typewriter-Regular"
    };
    static CELLS: [OnceLock<Option<&'static Loaded>>; NAMES.len()] = [const { OnceLock::new() }; NAMES.len()];
    let slot = NAMES.iter().position(|(known, _)| *known == name)?;
    *CELLS[slot].get_or_init(|| Loaded::read(katex(NAMES[slot].1)?, 0, true, true))
}

/// The face of emoji: drawn in lines of the text's colour, so that they print like letters and are the same on every machine.
pub(super) fn emoji() -> Option<&'static Loaded> {
    static CELL: OnceLock<Option<&'static Loaded>> = OnceLock::new();
    *CELL.get_or_init(|| Loaded::read(file!("NotoEmoji-Regular")?, 0, false, true))
}

macro_rules! files {
    ($($file:literal)*) => { &[$(|| file!($file),)*] };
}

const DRAWINGS: &[fn() -> Option<&'static [u8]>] = files! {
    "Arimo-Regular-Latin" "Arimo-Italic-Latin" "Arimo-Bold-Latin" "Arimo-BoldItalic-Latin"
    "Tinos-Regular-Latin" "Tinos-Italic-Latin" "Tinos-Bold-Latin" "Tinos-BoldItalic-Latin"
};

/// The faces for the letters of drawings: as wide as Arial, Times New Roman and Courier.
pub fn lettering() -> impl Iterator<Item = &'static [u8]> {
    let mono = TEXT_FACES.iter().filter(|e| e.family == Generic::Mono).filter_map(|e| (e.bytes)());
    DRAWINGS.iter().filter_map(|bytes| bytes()).chain(mono)
}

fn loaded(slot: usize) -> Option<&'static Loaded> {
    const MOST: usize = 64;
    static CELLS: [OnceLock<Option<&'static Loaded>>; MOST] = [const { OnceLock::new() }; MOST];
    let embedded = TEXT_FACES.iter().chain(MATH_FACES).nth(slot)?;
    let serif = matches!(embedded.family, Generic::Serif | Generic::Math);
    *CELLS.get(slot)?.get_or_init(|| Loaded::read((embedded.bytes)()?, 0, serif, true))
}

/// An embedded face that is read when it is first tried.
#[derive(Clone, Copy)]
pub(super) struct Candidate(usize);

impl Candidate {
    /// Reads the face; `None` only if the file is broken.
    pub(super) fn load(self) -> Option<&'static Loaded> {
        if self.0 == AMS { math_face("AMS-Regular") } else { loaded(self.0) }
    }
}

/// The slot of the mathematical face of rare signs.
const AMS: usize = usize::MAX;

/// The best embedded face of a family: slope first, then weight, then optical size. A missing slope or weight is
/// never faked.
fn best(family: Generic, weight: u16, italic: bool, size: f32) -> Option<Candidate> {
    let distance = |e: &Embedded| {
        let slope = u32::from(e.italic != italic) * 1000;
        let weight = u32::from(e.weight.abs_diff(weight));
        let optical = if size < e.optical.0 {
            e.optical.0 - size
        } else if size >= e.optical.1 {
            size - e.optical.1 + 0.1
        } else {
            0.0
        };
        // A weight within 100 of the one asked for is near enough when the optical size is right.
        (slope + if weight <= 100 { weight / 10 } else { weight } + (optical * 4.0).min(80.0) as u32, weight)
    };
    let faces = TEXT_FACES.iter().chain(MATH_FACES).enumerate();
    let (slot, _) = faces.filter(|(_, e)| e.family == family).min_by_key(|(slot, e)| (distance(e), *slot))?;
    Some(Candidate(slot))
}

/// Height of x in ems of the face that serves best, without opening it; `None` for the mathematical faces.
pub(super) fn x_height(family: &Family, weight: u16, size: f32) -> Option<f32> {
    let Candidate(slot) = best(*order(family).first()?, weight, false, size)?;
    TEXT_FACES.get(slot)?.x_height
}

/// `sxHeight` of the table `OS/2` over `unitsPerEm` of the table `head` (OpenType 1.9): the compiler can read only bytes.
const fn x_height_of(file: &[u8]) -> Option<f32> {
    const fn number(file: &[u8], at: usize) -> u16 {
        u16::from_be_bytes([file[at], file[at + 1]])
    }
    let (mut units, mut height, mut entry) = (0, 0, 12);
    while entry < 12 + 16 * number(file, 4) as usize {
        let table = (number(file, entry + 8) as usize) << 16 | number(file, entry + 10) as usize;
        match [file[entry], file[entry + 1], file[entry + 2], file[entry + 3]] {
            [b'h', b'e', b'a', b'd'] => units = number(file, table + 18),
            [b'O', b'S', b'/', b'2'] => height = number(file, table + 86),
            _ => {}
        }
        entry += 16;
    }
    if units == 0 || height == 0 { None } else { Some(height as f32 / units as f32) }
}

/// The embedded families to try for a family; the first is its own.
fn order(family: &Family) -> &'static [Generic] {
    match family {
        Family::Serif | Family::Named(_) => &[Generic::Serif, Generic::Math],
        Family::Sans => &[Generic::Sans, Generic::SansExtended, Generic::SansWide, Generic::Serif, Generic::Math],
        Family::SansWide => &[Generic::SansWide, Generic::Serif, Generic::Math],
        Family::Mono => &[Generic::Mono, Generic::Serif, Generic::Math],
        Family::Math => &[Generic::Math, Generic::Serif],
    }
}

/// The embedded faces to try for a family, in order; the first is the family's own.
pub(super) fn chain(family: &Family, weight: u16, italic: bool, size: f32) -> Vec<Candidate> {
    let mut chain: Vec<Candidate> = order(family).iter().filter_map(|g| best(*g, weight, italic, size)).collect();
    // Arrows, boxes and signs that only the monospaced face and the mathematical ones have.
    chain.extend(best(Generic::Mono, weight, false, size));
    chain.push(Candidate(AMS));
    chain
}

/// The notices of the embedded faces, for `convert --licences`.
pub const LICENCES: &str = concat!(
    "Source Serif 4 (regular, italic, semibold, bold, captions, subheads, display)\n\n",
    include_str!("../../../styles/fonts/OFL-SourceSerif.txt"),
    "\n\nSource Code Pro\n\n",
    include_str!("../../../styles/fonts/OFL-SourceCodePro.txt"),
    "\n\nAtkinson Hyperlegible Next\n\n",
    include_str!("../../../styles/fonts/OFL-AtkinsonHyperlegibleNext.txt"),
    "\n\nSource Sans 3\n\n",
    include_str!("../../../styles/fonts/OFL-SourceSans.txt"),
    "\n\nArimo\n\n",
    include_str!("../../../styles/fonts/OFL-Arimo.txt"),
    "\n\nTinos\n\n",
    include_str!("../../../styles/fonts/OFL-Tinos.txt"),
    "\n\nNoto Emoji\n\n",
    include_str!("../../../styles/fonts/OFL-NotoEmoji.txt"),
    "\n\nKaTeX mathematical faces (Copyright the KaTeX project, https://github.com/KaTeX/KaTeX)\n\n",
    include_str!("../../../styles/fonts/OFL-KaTeX.txt"),
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_height_of_x_is_known_of_every_face_for_text() {
        for (slot, embedded) in TEXT_FACES.iter().enumerate() {
            let loaded = Candidate(slot).load().unwrap();
            assert_eq!(embedded.x_height, Some(loaded.em(loaded.face.x_height)), "{}", loaded.face.name);
        }
    }
}
