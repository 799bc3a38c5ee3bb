//! Large data that only some articles need: the faces, and the grammars of code.
//!
//! It is linked into the program. With the feature `apart` it is not: then a program that uses the library states how
//! to bring a piece ([`brought_by`]), and each piece is requested when the first article needs it. The page in the
//! browser does so, because most articles need only a third of the faces.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Brings a piece by the name of its file, such as `SourceSerif4-It.ttf`.
pub type Bring = fn(&str) -> Option<Vec<u8>>;

static BRING: OnceLock<Bring> = OnceLock::new();

/// States how to bring pieces; to be called once, before anything is converted. Later calls change nothing.
pub fn brought_by(bring: Bring) {
    let _ = BRING.set(bring);
}

/// A piece; `None` if it was not brought, and then the next caller tries again. It is kept as long as the process.
#[cfg_attr(not(feature = "apart"), allow(dead_code, reason = "everything is linked into the program"))]
pub(crate) fn piece(name: &'static str) -> Option<&'static [u8]> {
    static BROUGHT: Mutex<BTreeMap<&'static str, &'static [u8]>> = Mutex::new(BTreeMap::new());
    let mut brought = BROUGHT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = brought.get(name) {
        return Some(bytes);
    }
    let bytes: &'static [u8] = BRING.get()?(name)?.leak();
    brought.insert(name, bytes);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_brought_once_and_one_that_fails_is_tried_again() {
        static ASKED: Mutex<Vec<String>> = Mutex::new(Vec::new());
        assert_eq!(piece("early.ttf"), None);
        brought_by(|name| {
            ASKED.lock().unwrap().push(name.to_owned());
            (name == "here.ttf").then(|| b"face".to_vec())
        });
        for _ in 0..2 {
            assert_eq!(piece("here.ttf"), Some(&b"face"[..]));
            assert_eq!(piece("gone.ttf"), None);
        }
        assert_eq!(*ASKED.lock().unwrap(), ["here.ttf", "gone.ttf", "gone.ttf"]);
    }
}
