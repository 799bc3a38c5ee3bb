//! The text faces in the book, for those who ask for them: most readers rather choose a face on their device.
//!
//! The files go in as they are: their licence forbids changed versions under the same name, and what a subsetter for
//! PDF leaves has no character map. Only regular, italic and bold of the body's family are taken.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::book::Resource;
use super::finish::Container;
use crate::diag::Result;
use crate::layout::fonts::{FontData, Fonts};
use crate::style::{Families, Family, Style};

/// OpenType's media type in EPUB 3.3, section 3.2, that EPUB 2 systems know as well.
const MIME: &str = "application/vnd.ms-opentype";

/// Puts the faces into the container; the rules that name them, for the style sheet.
///
/// # Errors
/// Where the container cannot be written.
pub fn faces(style: &Style, container: &mut Container, resources: &mut Vec<Resource>) -> Result<String> {
    let family = match style.body().family {
        Family::Sans => Family::Sans,
        _ => Family::Serif,
    };
    let fonts = Fonts::with_families(Families::default());
    let mut css = String::new();
    let mut known = BTreeSet::new();
    let mut names: Vec<&str> = Vec::new();
    // The sans comes in two files, for Western and for other European languages; a character of each finds them.
    for (name, sample) in [("Offprint Text", 'a'), ("Offprint Text Extended", 'ő')] {
        for (weight, italic) in [(400, false), (400, true), (700, false)] {
            let Some(id) = fonts.fallback(&[sample], &family, weight, italic, 11.0) else { continue };
            let face = &fonts.face(id).face;
            let FontData::Embedded(bytes) = face.data else { continue };
            if !known.insert(bytes.as_ptr() as usize) {
                continue;
            }
            let file = format!("fonts/{}.ttf", super::links::safe_id(&face.name));
            if !names.contains(&name) {
                names.push(name);
            }
            container.resource(&file, MIME, bytes)?;
            let _ = write!(
                css,
                "@font-face {{\n  font-family: \"{name}\";\n  font-weight: {weight};\n  font-style: {};\n  src: url({file});\n}}\n",
                if italic { "italic" } else { "normal" }
            );
            resources.push(Resource { name: file, mime: MIME, cover: false });
        }
    }
    let list: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let generic = if family == Family::Sans { "sans-serif" } else { "serif" };
    let _ = write!(css, "body {{\n  font-family: {}, {generic};\n}}\n", list.join(", "));
    Ok(css)
}
