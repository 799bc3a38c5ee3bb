//! The words of a heading.

use super::{Dom, Id, fold};

/// A heading's words without hidden and small parts.
pub(crate) fn heading_words(dom: &Dom, id: Id) -> String {
    let mut out = String::new();
    let mut at = dom.first(id);
    while let Some(node) = at {
        let hidden =
            matches!(dom.tag(node), "script" | "style" | "svg" | "button" | "sup" | "rt" | "rp" | "rtc" | "time")
                || dom.has_any_class(node, &["sr-only", "visually-hidden", "headerlink", "anchor", "mw-editsection"]);
        if hidden {
            at = dom.after(node, id);
            continue;
        }
        match dom.text(node) {
            Some(text) => out.push_str(text),
            None if matches!(dom.tag(node), "br" | "div" | "p" | "span") => out.push(' '),
            None => {}
        }
        at = dom.following(node, id);
    }
    fold(&out).trim_matches(|c: char| matches!(c, '#' | '¶' | '\u{a0}')).trim().to_string()
}
