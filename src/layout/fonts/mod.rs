//! The faces: embedded ones by family, weight, slope and optical size, and installed ones for what those lack.
//!
//! Font files are read once a process ([`face`], [`embedded`]). A [`Fonts`] is one document's view of
//! them: it numbers the faces that the document uses in the order of their first use. Text is set in reading order, so
//! the same document gives the same numbers however many are set at the same time.

mod embedded;
mod face;
mod metrics;

use std::cell::RefCell;
use std::collections::BTreeMap;

pub use embedded::{LICENCES, lettering};
pub use face::{Face, FontData, Loaded, has_pictures, pictures};

use super::frame::{FaceId, Pt};
use crate::context::Faces;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::style::{Families, Family, Style};

/// One document's faces.
pub struct Fonts {
    families: Families,
    installed: Option<&'static dyn Faces>,
    used: RefCell<Vec<&'static Loaded>>,
    chosen: RefCell<BTreeMap<Request, FaceId>>,
    chains: RefCell<BTreeMap<Request, Vec<embedded::Candidate>>>,
    missing_families: RefCell<Vec<String>>,
    pub(super) words: RefCell<super::shape::Cache>,
}

/// What a face is asked by: family, weight, slope, size in tenths of a point (for the optical size).
type Request = (Family, u16, bool, u32);

impl Fonts {
    /// The faces of a style, and the installed ones. Nothing is read before text asks for it.
    pub fn new(style: &Style, installed: Option<&'static dyn Faces>) -> Self {
        Fonts { installed, ..Self::with_families(style.families.clone()) }
    }

    /// The embedded faces, and the installed ones for what they lack.
    pub fn with_installed(installed: Option<&'static dyn Faces>) -> Self {
        Fonts { installed, ..Self::with_families(Families::default()) }
    }

    /// The embedded faces alone, with these families for the generic ones.
    pub fn with_families(families: Families) -> Self {
        Fonts {
            families,
            installed: None,
            used: RefCell::default(),
            chosen: RefCell::default(),
            chains: RefCell::default(),
            missing_families: RefCell::default(),
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
        // Numbers come from this record, so the first stands in only if a foreign one is asked for.
        used.get(usize::from(id.0)).or_else(|| used.first()).copied().unwrap_or_else(|| self.last_resort())
    }

    /// All faces used so far, by number: what becomes [`super::frame::Pages::faces`].
    pub fn used_faces(&self) -> Vec<Face> {
        self.used.borrow().iter().map(|loaded| loaded.face.clone()).collect()
    }

    /// A face that has all the characters (one cluster), for text that asks for family, weight and slope: the family's
    /// own, the other embedded ones, the one of emoji, then an installed one.
    pub fn fallback(&self, chars: &[char], family: &Family, weight: u16, italic: bool, size: Pt) -> Option<FaceId> {
        let request = request(family, weight, italic, size);
        let mut chains = self.chains.borrow_mut();
        let chain = chains.entry(request).or_insert_with(|| embedded::chain(&generic(family), weight, italic, size));
        let own = std::iter::once_with(|| self.best(family, weight, italic, size));
        let others = chain.iter().filter_map(|candidate| candidate.load());
        let found = own.chain(others).find(|loaded| chars.iter().all(|c| loaded.has(*c)));
        let serif = !matches!(family, Family::Sans | Family::Mono);
        drop(chains);
        let found = found.or_else(|| drawn_emoji(chars));
        let installed = || self.installed?.for_characters(chars, serif, weight, italic).and_then(Loaded::installed);
        found.or_else(installed).map(|loaded| self.number(loaded))
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

    /// Says which families the style names and the system lacks.
    pub fn remarks(&self, diags: &mut Diagnostics) {
        for family in self.missing_families.take() {
            diags.push_once(
                Diagnostic::warning(codes::FACE_MISSING, format!("The system has no face of the family \"{family}\"."))
                    .hint("An embedded face stands in; install the family or choose another."),
            );
        }
    }

    /// The family of the system that is asked for, by the text or by the style; `None` for an embedded one.
    fn named<'a>(&'a self, family: &'a Family) -> Option<&'a str> {
        match family {
            Family::Serif => self.families.serif.as_deref(),
            Family::Sans => self.families.sans.as_deref(),
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

/// The embedded face of emoji, where it has all the characters. It has figures, too, for keys and flags: by themselves they
/// are no emoji.
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
