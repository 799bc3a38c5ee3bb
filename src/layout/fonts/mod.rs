//! The faces: embedded ones by family, weight, slope and optical size, and installed ones for characters that those
//! lack.
//!
//! Font files are read once a process ([`face`], [`embedded`]). A [`Fonts`] is one document's view of them: it numbers
//! the faces that the document uses in the order of their first use. Text is set in reading order, so the same document
//! gets the same numbers, even if others are set at the same time.

mod embedded;
mod face;
mod metrics;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

pub use embedded::{LICENCES, lettering};
pub use face::{Face, FontData, Loaded, has_pictures, pictures};

use super::frame::{FaceId, Pt};
use crate::context::{FaceSort, Faces};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lang::Han;
use crate::style::error::StyleError;
use crate::style::raw::RawStyle;
use crate::style::resolve::{Choices, FaceMetrics, Unmeasured, resolve};
use crate::style::{Families, Family, Style};

/// One document's faces.
pub struct Fonts {
    families: Families,
    installed: Option<&'static dyn Faces>,
    used: RefCell<Vec<&'static Loaded>>,
    chosen: RefCell<BTreeMap<Request, FaceId>>,
    chains: RefCell<BTreeMap<Request, Vec<embedded::Candidate>>>,
    missing_families: RefCell<Vec<String>>,
    han: RefCell<BTreeMap<FaceSort, Option<FaceId>>>,
    guessed: Cell<Han>,
    pub(super) words: RefCell<super::shape::Cache>,
}

/// The key of a face: family, weight, slope, size in tenths of a point (for the optical size).
type Request = (Family, u16, bool, u32);

impl Fonts {
    /// The faces of a style, and the installed ones. Nothing is read before text asks for it.
    pub fn new(style: &Style, installed: Option<&'static dyn Faces>) -> Self {
        Fonts { installed, ..Self::with_families(style.families.clone()) }
    }

    /// The embedded faces, and the installed ones for characters that they lack.
    pub fn with_installed(installed: Option<&'static dyn Faces>) -> Self {
        Fonts { installed, ..Self::with_families(Families::default()) }
    }

    /// Only the embedded faces, with these families for the generic ones.
    pub fn with_families(families: Families) -> Self {
        Fonts {
            families,
            installed: None,
            used: RefCell::default(),
            chosen: RefCell::default(),
            chains: RefCell::default(),
            missing_families: RefCell::default(),
            han: RefCell::default(),
            guessed: Cell::new(Han::Simplified),
            words: RefCell::default(),
        }
    }

    /// The face for text of a family, weight (100 to 900) and slope at a size in points.
    pub fn select(&self, family: &Family, weight: u16, italic: bool, size: Pt) -> FaceId {
        let request = request(family, weight, italic, size);
        if let Some(id) = self.chosen.borrow().get(&request) {
            return *id;
        }
        let id = self.number(self.best(family, weight, italic, size));
        self.chosen.borrow_mut().insert(request, id);
        id
    }

    /// A face by its number.
    pub fn face(&self, id: FaceId) -> &'static Loaded {
        let used = self.used.borrow();
        // Numbers come from this record, so the first is used only for a foreign number.
        used.get(usize::from(id.0)).or_else(|| used.first()).copied().unwrap_or_else(|| self.last_resort())
    }

    /// All faces used so far, by number: they become [`super::frame::Pages::faces`].
    pub fn used_faces(&self) -> Vec<Face> {
        self.used.borrow().iter().map(|loaded| loaded.face.clone()).collect()
    }

    /// A face that has all the characters (one cluster), for text of this family, weight and slope: the family's own,
    /// the other embedded ones, the one of emoji, then an installed one.
    pub fn fallback(&self, chars: &[char], family: &Family, weight: u16, italic: bool, size: Pt) -> Option<FaceId> {
        let request = request(family, weight, italic, size);
        let mut chains = self.chains.borrow_mut();
        let chain = chains.entry(request).or_insert_with(|| embedded::chain(&generic(family), weight, italic, size));
        let own = std::iter::once_with(|| self.best(family, weight, italic, size));
        let others = chain.iter().filter_map(|candidate| candidate.load());
        let found = own.chain(others).find(|loaded| chars.iter().all(|c| loaded.has(*c)));
        let serif = !matches!(family, Family::Sans | Family::SansWide | Family::Mono);
        drop(chains);
        let found = found.or_else(|| drawn_emoji(chars));
        let sort = FaceSort { serif, weight, italic, han: None };
        let installed = || self.installed?.for_characters(chars, sort).and_then(Loaded::installed);
        found.or_else(installed).map(|loaded| self.number(loaded))
    }

    /// The face for Chinese, Japanese and Korean text in these forms: one for each sort of family and weight, from the
    /// first character of the document to the last. `None` if none is installed.
    pub fn han(&self, han: Han, family: &Family, weight: u16) -> Option<FaceId> {
        let serif = !matches!(family, Family::Sans | Family::SansWide | Family::Mono);
        let sort = FaceSort { serif, weight, italic: false, han: Some(han) };
        if let Some(known) = self.han.borrow().get(&sort) {
            return *known;
        }
        let installed = self.installed.and_then(|faces| faces.for_characters(han_sample(han), sort));
        let found = installed.and_then(Loaded::installed).map(|loaded| self.number(loaded));
        self.han.borrow_mut().insert(sort, found);
        found
    }

    /// The regional forms of the Han characters in a paragraph without such a language: syllables of Japanese or Korean
    /// decide, for it and for the paragraphs after it.
    pub fn guess_han(&self, text: &str) -> Han {
        let seen = text.chars().find_map(|c| match c as u32 {
            0x3040..=0x30FF => Some(Han::Japanese),
            0x1100..=0x11FF | 0xAC00..=0xD7AF => Some(Han::Korean),
            0x3100..=0x312F => Some(Han::Traditional),
            _ => None,
        });
        if let Some(seen) = seen {
            self.guessed.set(seen);
        }
        self.guessed.get()
    }

    /// A face that has all the characters of an emoji: an installed one, which has pictures in colour, or the embedded one,
    /// which has drawings.
    pub fn emoji(&self, chars: &[char]) -> Option<FaceId> {
        let installed = self.installed.and_then(|faces| faces.for_emoji(chars)).and_then(Loaded::installed);
        installed.or_else(|| drawn_emoji(chars)).map(|loaded| self.number(loaded))
    }

    /// A mathematical face by its name, such as `Main-Regular`.
    pub fn math(&self, name: &str) -> Option<FaceId> {
        embedded::math_face(name).map(|loaded| self.number(loaded))
    }

    /// Height of x of a family's regular face, in ems.
    pub fn x_height(&self, family: &Family) -> f32 {
        let loaded = self.best(family, 400, false, 11.0);
        loaded.em(loaded.face.x_height)
    }

    /// Height of capitals of a family's regular face, in ems.
    pub fn cap_height(&self, family: &Family) -> f32 {
        let loaded = self.best(family, 400, false, 11.0);
        loaded.em(loaded.face.cap_height)
    }

    /// Ascent and descent (positive) of a family's regular face, in ems.
    pub fn extents(&self, family: &Family) -> (f32, f32) {
        let loaded = self.best(family, 400, false, 11.0);
        (loaded.em(loaded.face.ascent), -loaded.em(loaded.face.descent))
    }

    /// Mean advance of a character of running English text, in ems, of a family's regular face.
    pub fn average_char_width(&self, family: &Family) -> f32 {
        self.best(family, 400, false, 11.0).average_width()
    }

    /// A style as written with the user's choices, in points, measured by these faces. If `sized` is false the output
    /// has no sizes, needs no measures and opens no face. `said` gets a remark for each choice that could not be
    /// followed.
    pub fn style(
        &self,
        raw: &RawStyle,
        choices: &Choices,
        sized: bool,
        said: &mut Diagnostics,
    ) -> Result<Style, StyleError> {
        let measured: &dyn FaceMetrics = if sized { self } else { &Unmeasured };
        let style = resolve(raw, choices, measured, said)?;
        self.remarks(said);
        Ok(style)
    }

    /// Reports the families that the style names and the system lacks.
    pub fn remarks(&self, diags: &mut Diagnostics) {
        for family in self.missing_families.take() {
            diags.push_once(
                Diagnostic::warning(codes::FACE_MISSING, format!("The system has no face of the family \"{family}\"."))
                    .hint("An embedded face stands in; install the family or choose another."),
            );
        }
    }

    /// The system's family that the text or the style names; `None` for an embedded one.
    fn named<'a>(&'a self, family: &'a Family) -> Option<&'a str> {
        match family {
            Family::Serif => self.families.serif.as_deref(),
            Family::Sans | Family::SansWide => self.families.sans.as_deref(),
            Family::Mono => self.families.mono.as_deref(),
            Family::Math => None,
            Family::Named(name) => Some(name.as_str()),
        }
    }

    fn best(&self, family: &Family, weight: u16, italic: bool, size: Pt) -> &'static Loaded {
        if let Some(name) = self.named(family) {
            let installed = self.installed.and_then(|faces| faces.by_name(name, weight, italic));
            if let Some(loaded) = installed.and_then(Loaded::installed) {
                return loaded;
            }
            let mut missing = self.missing_families.borrow_mut();
            if !missing.iter().any(|m| m == name) {
                missing.push(name.to_owned());
            }
        }
        let chain = embedded::chain(&generic(family), weight, italic, size);
        chain.into_iter().find_map(embedded::Candidate::load).unwrap_or_else(|| self.last_resort())
    }

    fn last_resort(&self) -> &'static Loaded {
        let chain = embedded::chain(&Family::Serif, 400, false, 11.0);
        chain.into_iter().find_map(embedded::Candidate::load).expect("the embedded faces are fonts: a test reads each")
    }

    fn number(&self, loaded: &'static Loaded) -> FaceId {
        let mut used = self.used.borrow_mut();
        let slot = used.iter().position(|u| std::ptr::eq(*u, loaded)).unwrap_or_else(|| {
            used.push(loaded);
            used.len() - 1
        });
        FaceId(u16::try_from(slot).unwrap_or(0))
    }
}

/// Characters that a face for these forms surely has.
fn han_sample(han: Han) -> &'static [char] {
    match han {
        Han::Simplified => &['这', '们', '。'],
        Han::Traditional | Han::HongKong => &['這', '們', '。'],
        Han::Japanese => &['日', 'の', 'ー', '。'],
        Han::Korean => &['한', '국'],
    }
}

/// The embedded face of emoji, if it has all the characters. It also has figures, for keys and flags, but figures alone
/// are not emoji.
fn drawn_emoji(chars: &[char]) -> Option<&'static Loaded> {
    let first = chars.first()?;
    let may = !first.is_alphabetic() && (!first.is_ascii() || chars.len() > 1);
    let face = if may { embedded::emoji() } else { None };
    face.filter(|loaded| chars.iter().all(|c| loaded.has(*c)))
}

fn request(family: &Family, weight: u16, italic: bool, size: Pt) -> Request {
    (family.clone(), weight, italic, (size.clamp(0.0, 10_000.0) * 10.0) as u32)
}

fn generic(family: &Family) -> Family {
    match family {
        Family::Named(_) => Family::Serif,
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::FaceFile;

    /// A system with a face for Japanese forms and another for all others, and none for single characters.
    struct TwoFaces;

    impl Faces for TwoFaces {
        fn by_name(&self, _: &str, _: u16, _: bool) -> Option<FaceFile> {
            None
        }

        fn for_characters(&self, _: &[char], wanted: FaceSort) -> Option<FaceFile> {
            let name = if wanted.han? == Han::Japanese { "Main-Regular" } else { "Main-Bold" };
            let loaded = embedded::math_face(name)?;
            let FontData::Embedded(bytes) = loaded.face.data else { return None };
            Some(FaceFile { bytes, index: 0, serif: true })
        }

        fn for_emoji(&self, _: &[char]) -> Option<FaceFile> {
            None
        }
    }

    #[test]
    fn each_form_of_han_characters_has_one_face() {
        let fonts = Fonts::with_installed(Some(&TwoFaces));
        let japanese = fonts.han(Han::Japanese, &Family::Serif, 400);
        let chinese = fonts.han(Han::Simplified, &Family::Serif, 400);
        assert!(japanese.is_some() && chinese.is_some() && japanese != chinese);
        assert_eq!(fonts.han(Han::Japanese, &Family::Serif, 400), japanese);
        assert_eq!(Fonts::with_installed(None).han(Han::Japanese, &Family::Serif, 400), None);
    }

    #[test]
    fn syllables_say_whose_han_characters_they_stand_among() {
        let fonts = Fonts::with_installed(None);
        let guesses = ["東京", "とうきょう", "東京", "한국", "漢字"].map(|text| fonts.guess_han(text));
        assert_eq!(guesses, [Han::Simplified, Han::Japanese, Han::Japanese, Han::Korean, Han::Korean]);
    }
}
