//! The text faces in the book, as an option: most readers prefer to choose a face on their device.
//!
//! Regular, italic and bold of the body's family go in as subsets ([`super::subset`]) of what the book shows. epubcheck
//! notes every `@font-face` as a usage (CSS-028); the use is intended.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::book::Resource;
use super::finish::Container;
use super::subset::subset;
use crate::diag::Result;
use crate::layout::fonts::{FontData, Fonts};
use crate::style::{Families, Family, Style};

/// The media type of the faces: EPUB 3.3, section 3.2, prefers the registered one; EPUB 2 systems know an older one.
fn media_type(epub2: bool) -> &'static str {
    if epub2 { "application/vnd.ms-opentype" } else { "font/ttf" }
}

/// Characters that a book may show although they are not in its text: markers of lists, hyphens, ellipses of the
/// reading system.
const ALWAYS: &str = "\u{a0}\u{2010}\u{ad}•◦▪–—…‘’“”";

/// The characters that documents show, in capitals too, because the style may set capitals.
pub(super) fn characters<'t>(documents: impl Iterator<Item = &'t str>) -> BTreeSet<char> {
    let mut all: BTreeSet<char> = (' '..='~').chain(ALWAYS.chars()).collect();
    for text in documents {
        let mut inside = false;
        for c in text.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside && !c.is_ascii() && all.insert(c) => all.extend(c.to_uppercase()),
                _ => {}
            }
        }
    }
    all
}

/// Puts the faces into the container; the rules that name them, for the style sheet.
///
/// # Errors
/// If the container cannot be written.
pub(super) fn faces(
    style: &Style,
    chars: &BTreeSet<char>,
    container: &mut Container,
    resources: &mut Vec<Resource>,
) -> Result<String> {
    let family = match style.body().family {
        Family::Sans => Family::Sans,
        _ => Family::Serif,
    };
    let fonts = Fonts::with_families(Families::default());
    let mime = media_type(style.epub.epub2);
    let mut css = String::new();
    let mut names: Vec<&str> = Vec::new();
    for (weight, italic, cut) in [(400, false, "Regular"), (400, true, "Italic"), (700, false, "Bold")] {
        let mut missing = chars.clone();
        // The sans comes in two files, for Western and for other European languages; a character of each finds them.
        for (name, sample) in [("Offprint Text", 'a'), ("Offprint Text Extended", 'ő')] {
            let Some(id) = fonts.fallback(&[sample], &family, weight, italic, 11.0) else { continue };
            let face = fonts.face(id);
            let FontData::Embedded(bytes) = face.face.data else { continue };
            let (here, rest): (BTreeSet<char>, BTreeSet<char>) = missing.iter().partition(|c| face.has(**c));
            missing = rest;
            if here.is_empty() {
                continue;
            }
            let file = format!("fonts/{}-{cut}.ttf", name.replace(' ', "-"));
            if !names.contains(&name) {
                names.push(name);
            }
            match subset(bytes, &here, name, cut) {
                Some(subset) => container.resource(&file, mime, &subset)?,
                None => container.resource(&file, mime, bytes)?,
            }
            let _ = write!(
                css,
                "@font-face {{\n  font-family: \"{name}\";\n  font-weight: {weight};\n  font-style: {};\n  src: url({file});\n}}\n",
                if italic { "italic" } else { "normal" }
            );
            resources.push(Resource { name: file, mime, cover: false });
        }
    }
    let list: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let generic = if family == Family::Sans { "sans-serif" } else { "serif" };
    let _ = write!(css, "body {{\n  font-family: {}, {generic};\n}}\n", list.join(", "));
    Ok(css)
}
