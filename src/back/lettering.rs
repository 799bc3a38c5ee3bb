//! The lettering of drawings: faces as wide as the faces that drawings name.
//!
//! Authors of diagrams fit their boxes to the letters of Arial, Times or Courier, which browsers use for `sans-serif`,
//! `serif` and `monospace`. In the face of the page the words would run over their boxes. Arimo and Tinos are cut to
//! the very widths of Arial and Times New Roman, and the letters of Source Code Pro are as wide as Courier's. Signs
//! that these lack come from the faces of the page. A drawing looks the same on every machine, because no face of the
//! system is used.

use std::sync::{Arc, OnceLock};

use usvg::fontdb::{self, Database, Family, Query};
use usvg::{Font, FontFamily, FontResolver, FontStyle};

use crate::image::drawing;
use crate::layout::fonts::lettering;

const SERIF: &str = "Tinos";
const SANS: &str = "Arimo";
const MONO: &str = "Source Code Pro";

/// The faces of drawings, and the given faces for characters that the former lack.
fn faces<'a>(more: impl IntoIterator<Item = &'a [u8]>) -> Arc<Database> {
    static OWN: OnceLock<Database> = OnceLock::new();
    let own = OWN.get_or_init(|| {
        let mut faces = Database::new();
        for face in lettering() {
            faces.load_font_source(fontdb::Source::Binary(Arc::new(face)));
        }
        faces
    });
    let mut faces = own.clone();
    for face in more {
        faces.load_font_source(fontdb::Source::Binary(Arc::new(face.to_vec())));
    }
    Arc::new(faces)
}

/// The options for reading a drawing: it sees only itself, and its words are set in these faces and in `more`.
pub(super) fn options<'a>(svg: &[u8], more: impl IntoIterator<Item = &'a [u8]>) -> usvg::Options<'static> {
    let mut options = drawing::options();
    if has_words(svg) {
        options.font_resolver = resolver();
        options.fontdb = faces(more);
    }
    options
}

/// True if a drawing has words, so that it needs faces.
fn has_words(svg: &[u8]) -> bool {
    memchr::memmem::find(svg, b"<text").is_some() || memchr::memmem::find(svg, b":text").is_some()
}

/// Chooses among them.
fn resolver() -> FontResolver<'static> {
    FontResolver {
        select_font: Box::new(|font, faces| choose(font, faces)),
        select_fallback: FontResolver::default_fallback_selector(),
    }
}

fn choose(font: &Font, faces: &Database) -> Option<fontdb::ID> {
    let family = font.families().iter().find_map(like).unwrap_or(SERIF);
    let style = if font.style() == FontStyle::Normal { fontdb::Style::Normal } else { fontdb::Style::Italic };
    let weight = fontdb::Weight(font.weight());
    faces.query(&Query { families: &[Family::Name(family)], weight, style, ..Query::default() })
}

/// The substitute for a family that a drawing names, if the name shows its kind.
fn like(family: &FontFamily) -> Option<&'static str> {
    const FIXED: &[&str] = &["courier", "mono", "code", "consol", "menlo", "monaco", "typewriter", "terminal", "fixed"];
    const PLAIN: &[&str] = &[
        "sans", "arial", "arimo", "helvet", "verdana", "tahoma", "roboto", "inter", "system-ui", "apple", "segoe",
        "calibri", "trebuchet", "ubuntu", "lato", "geneva", "lucida", "gill", "futura", "comic", "humor",
    ];
    const ROMAN: &[&str] =
        &["times", "serif", "roman", "tinos", "georgia", "palatino", "garamond", "cambria", "nimbus"];
    let name = match family {
        FontFamily::Serif => return Some(SERIF),
        FontFamily::Monospace => return Some(MONO),
        FontFamily::SansSerif | FontFamily::Cursive | FontFamily::Fantasy => return Some(SANS),
        // `Arial Unicode MS`, `Monotype Corsiva`.
        FontFamily::Named(name) => name.to_lowercase().replace("unicode", "").replace("monotype", ""),
    };
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    [(FIXED, MONO), (PLAIN, SANS), (ROMAN, SERIF)].into_iter().find(|(words, _)| says(words)).map(|(_, family)| family)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_sort() {
        let named = |name: &str| like(&FontFamily::Named(name.into()));
        assert_eq!(named("Helvetica Neue"), Some(SANS));
        assert_eq!(named("DejaVu Sans Mono"), Some(MONO));
        assert_eq!(named("Times,serif"), Some(SERIF));
        assert_eq!(named("MS Sans Serif"), Some(SANS));
        assert_eq!(named("Arial Unicode MS"), Some(SANS));
        assert_eq!(named("Handwritten"), None);
    }

    #[test]
    fn every_sort_has_its_weights_and_slopes() {
        let faces = faces([]);
        for family in [SERIF, SANS, MONO] {
            for (weight, style) in
                [(400, fontdb::Style::Normal), (400, fontdb::Style::Italic), (700, fontdb::Style::Normal)]
            {
                let query = Query {
                    families: &[Family::Name(family)],
                    weight: fontdb::Weight(weight),
                    style,
                    ..Query::default()
                };
                let face = faces.query(&query).and_then(|id| faces.face(id)).unwrap();
                assert_eq!((face.weight.0, face.style), (weight, style), "{family}");
            }
        }
    }
}
