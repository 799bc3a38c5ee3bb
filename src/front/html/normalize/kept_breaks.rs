//! Line breaks that a style keeps: posts, notes and messages are typed into boxes with `white-space: pre-wrap`.
//!
//! HTML folds line ends into spaces, but a style may keep them. There each line end becomes a `<br>`, and the builder
//! makes paragraphs at two of them.

use crate::front::html::dom::{Dom, Id};

/// Sets a break at each line end of text with such a style.
pub(crate) fn set(dom: &mut Dom) {
    let mut found: Vec<Id> = Vec::new();
    let mut kept = vec![false; dom.count()];
    for id in dom.descendants(Dom::ROOT) {
        let inherited = dom.parent(id).is_some_and(|parent| kept[parent.index()]);
        if dom.text(id).is_some_and(|text| inherited && text.contains('\n')) {
            found.push(id);
        }
        kept[id.index()] = match stated(dom, id) {
            _ if has_own_lines(dom, id) => false,
            Some(keeps) => keeps,
            None => inherited,
        };
    }
    for id in found {
        let text = dom.text_of(id);
        let lines: Vec<&str> = text.split('\n').collect();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                let end = dom.new_element("br");
                dom.insert_before(id, end);
            }
            // The line end stays too, because not everybody who reads words knows `<br>`.
            let ended = if at + 1 < lines.len() { format!("{line}\n") } else { (*line).to_string() };
            let line = dom.new_text(&ended);
            dom.insert_before(id, line);
        }
        dom.remove(id);
    }
}

/// True for elements in which line ends have a meaning of their own, or none.
fn has_own_lines(dom: &Dom, id: Id) -> bool {
    let editor = || dom.has_any_class(id, &["CodeMirror", "cm-editor", "monaco-editor", "ace_editor", "highlight"]);
    matches!(
        dom.tag(id),
        "pre" | "code" | "kbd" | "samp" | "tt" | "textarea" | "script" | "style" | "math" | "svg" | "table" | "head"
    ) && !(dom.tag(id) == "table" && stated(dom, id) == Some(true))
        || editor()
}

/// True if the element states that line ends are kept, false if it states that they fold.
fn stated(dom: &Dom, id: Id) -> Option<bool> {
    let style = dom.attr(id, "style").unwrap_or("").to_ascii_lowercase();
    let declared =
        style.split(';').filter_map(|part| part.split_once(':')).rfind(|(name, _)| name.trim() == "white-space");
    if let Some((_, value)) = declared {
        return match value.split_ascii_whitespace().next()? {
            "pre" | "pre-wrap" | "pre-line" | "break-spaces" => Some(true),
            "normal" | "nowrap" | "initial" => Some(false),
            _ => None,
        };
    }
    dom.classes(id).find_map(|class| match class {
        "whitespace-pre" | "whitespace-pre-wrap" | "whitespace-pre-line" | "whitespace-break-spaces" => Some(true),
        "whitespace-normal" | "whitespace-nowrap" => Some(false),
        _ => None,
    })
}
