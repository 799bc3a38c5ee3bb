//! Font files that the person adds, for characters that the faces inside lack: a page in a browser has no installed
//! ones.

use std::sync::{Mutex, PoisonError};

use offprint::context::{FaceFile, FaceSort, Faces};
use offprint::layout::fonts::Loaded;

/// A face that was added, and the name of its family.
#[derive(Clone)]
struct Added {
    family: String,
    face: &'static Loaded,
    file: FaceFile,
}

/// All that were added. They are kept as long as the module, because shapers borrow from them.
static ADDED: Mutex<Vec<Added>> = Mutex::new(Vec::new());

/// The faces that were added.
struct OfThePerson;

/// The faces that were added, in the form that the library uses.
pub(crate) fn added() -> &'static dyn Faces {
    &OfThePerson
}

/// Adds a font file and returns the name of its family; `None` if the font cannot be set.
pub(crate) fn add(bytes: Vec<u8>) -> Option<String> {
    let bytes: &'static [u8] = bytes.leak();
    let file = FaceFile { bytes, index: 0, serif: true };
    let face = Loaded::installed(file)?;
    // A PostScript name is the family, a hyphen, and the cut: `NotoSansArabic-Bold`.
    let family = face.face.name.split('-').next().unwrap_or_default().to_owned();
    let mut added = ADDED.lock().unwrap_or_else(PoisonError::into_inner);
    added.push(Added { family: family.clone(), face, file });
    Some(family)
}

/// The file of the face that is nearest in weight and slope, among the faces for which `fits` holds.
fn nearest(weight: u16, italic: bool, fits: impl Fn(&Added) -> bool) -> Option<FaceFile> {
    let added = ADDED.lock().unwrap_or_else(PoisonError::into_inner);
    let distance = |added: &&Added| {
        let slope = (added.face.face.italic_angle != 0.0) != italic;
        (slope, added.face.face.weight.abs_diff(weight))
    };
    added.iter().filter(|added| fits(added)).min_by_key(distance).map(|added| added.file)
}

impl Faces for OfThePerson {
    fn by_name(&self, family: &str, weight: u16, italic: bool) -> Option<FaceFile> {
        nearest(weight, italic, |added| added.family.eq_ignore_ascii_case(family))
    }

    fn for_characters(&self, chars: &[char], wanted: FaceSort) -> Option<FaceFile> {
        let fits = |added: &Added| !added.face.face.pictures && chars.iter().all(|c| added.face.has(*c));
        nearest(wanted.weight, wanted.italic, fits)
    }

    fn for_emoji(&self, chars: &[char]) -> Option<FaceFile> {
        nearest(400, false, |added| added.face.face.pictures && chars.iter().all(|c| added.face.has(*c)))
    }
}
