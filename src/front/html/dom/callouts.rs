//! Callouts, by class, role or attribute: notes, tips, warnings.

use super::class_words::has_word;
use super::{Dom, Id};
use crate::doc::AsideKind;

/// True if an element is a callout by class, role or attribute.
pub(crate) fn is_callout(dom: &Dom, id: Id) -> bool {
    callout_kind(dom, id).is_some()
}

/// The kind of a callout.
pub(crate) fn callout_kind(dom: &Dom, id: Id) -> Option<AsideKind> {
    match dom.tag(id) {
        "div" | "aside" | "blockquote" | "section" | "p" | "details" => {}
        "figure" if dom.has_class(id, "callout") => {}
        _ => return None,
    }
    if let Some(stated) = dom.value(id, "data-callout") {
        return Some(kind_of(stated).unwrap_or(AsideKind::Note));
    }
    let class = dom.attr(id, "class").unwrap_or("").to_ascii_lowercase();
    let names: Vec<&str> = class.split_ascii_whitespace().collect();
    let boxed = names.iter().any(|n| {
        matches!(
            *n,
            "callout"
                | "admonition"
                | "admonitionblock"
                | "markdown-alert"
                | "alert"
                | "notice"
                | "infobox-note"
                | "message-box"
                | "hint"
                | "custom-block"
                | "callout-block"
                | "theme-admonition"
                | "note"
                | "tip"
                | "warning"
                | "caution"
                | "important"
                | "danger"
                | "wp-block-alert"
                | "starlight-aside"
                | "kg-callout-card"
                | "confluence-information-macro"
        ) || n.starts_with("admonition-")
            || n.starts_with("callout-")
            || n.starts_with("alert-")
            || n.starts_with("markdown-alert-")
            || n.starts_with("starlight-aside--")
            || kind_of_box(n).is_some()
    });
    // Wikipedia's pointers to other articles have this role, too.
    let is_note = matches!(dom.tag(id), "div" | "section") && dom.attr(id, "role") == Some("note");
    if !boxed && is_note && !has_word(dom, id, &["hatnote"]) {
        return Some(AsideKind::Note);
    }
    if !boxed
        || names.iter().any(|n| {
            n.ends_with("-title")
                || n.ends_with("-content")
                || n.ends_with("-icon")
                || n.ends_with("-inner")
                || n.ends_with("-heading")
        })
    {
        return None;
    }
    let kind = names.iter().find_map(|n| {
        let n = n.rsplit("--").next().unwrap_or(n);
        kind_of(n).or_else(|| n.rsplit('-').next().and_then(kind_of)).or_else(|| kind_of_box(n))
    });
    Some(kind.unwrap_or(AsideKind::Note))
}

/// The kinds for which themes have boxes.
pub(crate) const KINDS: &[&str] =
    &["note", "info", "tip", "hint", "important", "warning", "caution", "danger", "attention"];

/// The kind in the name of a theme's box: `prompt-warning`, `notice--info`, `rmdnote`.
fn kind_of_box(class: &str) -> Option<AsideKind> {
    const BOXES: &[&str] = &["notice-", "prompt-", "block-", "rmd"];
    let kind = BOXES.iter().find_map(|name| class.strip_prefix(name))?.trim_start_matches('-');
    KINDS.contains(&kind).then(|| kind_of(kind)).flatten()
}

/// The kind that a word names.
fn kind_of(name: &str) -> Option<AsideKind> {
    Some(match name.to_ascii_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "todo" | "quote" | "cite" | "example" | "question"
        | "help" | "faq" | "primary" | "secondary" => AsideKind::Note,
        "tip" | "hint" | "success" | "check" | "done" => AsideKind::Tip,
        "important" => AsideKind::Important,
        "warning" | "attention" | "warn" => AsideKind::Warning,
        "caution" | "danger" | "error" | "bug" | "failure" | "fail" | "missing" => AsideKind::Caution,
        _ => return None,
    })
}
