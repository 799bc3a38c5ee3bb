//! Icons that a font draws from their names: `<i class="material-icons">keyboard_arrow_down</i>`.
//!
//! The name is a ligature of the font and never seen; without the font it would be a word of the text.

use crate::front::html::dom::{Dom, Id};

/// The classes of such fonts, without the style that some append: `material-icons-outlined`.
const FONTS: &[&str] = &["material-icons", "material-symbols", "mat-icon", "md-icon"];

/// Takes the names of icons out of the page.
pub(crate) fn drop_names(dom: &mut Dom) {
    let found: Vec<Id> =
        dom.descendants(Dom::ROOT).filter(|id| is_icon(dom, *id) && is_name(&dom.words_of(*id))).collect();
    for icon in found {
        dom.remove(icon);
    }
}

fn is_icon(dom: &Dom, id: Id) -> bool {
    let of_font = |class: &str| {
        FONTS
            .iter()
            .any(|font| class.strip_prefix(font).is_some_and(|style| style.is_empty() || style.starts_with('-')))
    };
    matches!(dom.tag(id), "mat-icon" | "md-icon") || matches!(dom.tag(id), "i" | "span") && dom.classes(id).any(of_font)
}

/// True for the name of an icon: small letters, digits and underscores, or nothing.
fn is_name(words: &str) -> bool {
    words.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
