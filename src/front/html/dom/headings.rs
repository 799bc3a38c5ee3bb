//! The words of a heading.

use super::{Dom, Id, fold};

/// A heading's words without hidden and small parts.
pub(crate) fn heading_words(dom: &Dom, id: Id) -> String {
    let mut out = String::new();
    let mut at = dom.first(id);
    while let Some(node) = at {
        let hidden = matches!(
            dom.tag(node),
            "script" | "style" | "svg" | "button" | "rt" | "rp" | "rtc" | "time" | "annotation" | "annotation-xml"
        ) || dom.tag(node) == "sup" && (dom.find(node, "a").is_some() || calls_note(&dom.text_of(node)))
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

/// True if raised words call a note and are neither an exponent nor the end of an ordinal number.
pub(crate) fn calls_note(raised: &str) -> bool {
    let words = raised.trim();
    words.starts_with(['[', '(']) || words.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#'))
}
