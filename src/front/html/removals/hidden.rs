//! What no reader sees: code, what styles hide, text for screen readers, what pops up over a word; and notes, which
//! stand at their calls.

use super::report::{Reason, Removals};
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::notes::Notes;

/// Nodes that no reader sees, and the places of notes.
pub fn hidden(dom: &Dom, notes: &Notes) -> Removals {
    let mut removed = without_notes(dom, notes);
    for id in dom.descendants(Dom::ROOT).filter(|d| dom.is_element(*d)) {
        if is_hidden(dom, id) && !holds_article(dom, id) {
            removed.leave_out(id, Reason::Hidden);
        }
    }
    removed
}

/// Nodes that hold no text for readers whatever is shown: code, and the places of notes.
pub fn unreadable(dom: &Dom, notes: &Notes) -> Removals {
    let mut removed = without_notes(dom, notes);
    let code = |d: &Id| matches!(dom.tag(*d), "script" | "style" | "template" | "head" | "svg" | "noscript" | "canvas");
    dom.descendants(Dom::ROOT).filter(code).for_each(|id| removed.leave_out(id, Reason::Hidden));
    removed
}

/// The places of notes: the notes stand where they are called.
fn without_notes(dom: &Dom, notes: &Notes) -> Removals {
    let mut removed = Removals::nothing(dom.count());
    for id in notes.used.iter().chain(&notes.furniture) {
        removed.leave_out(*id, Reason::Note);
    }
    removed
}

/// Pages hide their text until a script has run, and screen readers' text from others: much text is not hidden.
fn holds_article(dom: &Dom, id: Id) -> bool {
    if matches!(
        dom.tag(id),
        "script" | "style" | "template" | "head" | "noscript" | "nav" | "form" | "dialog" | "button"
    ) {
        return false;
    }
    let paragraphs = dom.descendants(id).filter(|d| dom.tag(*d) == "p").take(4).count();
    paragraphs >= 3 && dom.words_of(id).len() > 1500
}

fn is_hidden(dom: &Dom, id: Id) -> bool {
    match dom.tag(id) {
        "script" => return !dom.attr(id, "type").is_some_and(|t| t.starts_with("math/tex")),
        "style" | "template" | "head" | "dialog" | "canvas" | "datalist" => return true,
        "svg" => return true,
        "math" | "mjx-container" => return false,
        _ => {}
    }
    if dom.attr(id, "hidden").is_some_and(|v| v != "until-found") {
        return true;
    }
    let style = dom.attr(id, "style").unwrap_or("").to_ascii_lowercase().replace(' ', "");
    if style.contains("display:none") {
        return !unfolds(dom, id);
    }
    // mdBook hides the lines of its examples that only the compiler needs.
    if dom.tag(id) == "span" && dom.has_class(id, "boring") && dom.closest(id, "code").is_some() {
        return true;
    }
    let out_of_sight = !style.is_empty() && (style.contains("visibility:hidden") || is_off_screen(&style));
    if out_of_sight || is_tooltip(dom, id) {
        return true;
    }
    let formula = || {
        dom.ancestors(id).take(4).any(|a| {
            matches!(dom.tag(a), "math" | "mjx-container") || dom.has_any_class(a, &["katex", "mwe-math-element"])
        })
    };
    let unseen = dom.has_any_class(
        id,
        &[
            "sr-only",
            "visually-hidden",
            "visuallyhidden",
            "screen-reader-text",
            "screen-reader-only",
            "sr-only-focusable",
            "a11y-hidden",
            "u-visually-hidden",
            "assistive-text",
            "print-only",
            "noprint",
            "w-condition-invisible",
            "speechify-ignore",
        ],
    );
    let silent = dom.attr(id, "aria-hidden") == Some("true")
        && !matches!(dom.tag(id), "img" | "picture" | "figure" | "span" | "a" | "i" | "code" | "pre");
    (unseen || silent && dom.words_of(id).len() < 400 && !unfolds(dom, id)) && !formula()
}

/// Whether a reader may unfold what is hidden: it belongs to a callout, an accordion or a list of questions.
fn unfolds(dom: &Dom, id: Id) -> bool {
    std::iter::once(id).chain(dom.ancestors(id)).take(4).any(|a| {
        dom.attr(a, "data-callout").is_some()
            || dom.tag(a) == "details"
            || has_word(dom, a, &["callout", "admonition", "accordion", "collapsible", "collapse", "faq", "faqs"])
    })
}

/// Set a thousand pixels or more beside the page: for machines, never for readers.
fn is_off_screen(style: &str) -> bool {
    ["left:-", "top:-", "text-indent:-"].iter().any(|side| {
        style.split(side).skip(1).any(|rest| {
            let number: String = rest.chars().take_while(|c| c.is_ascii_digit()).collect();
            let unit = &rest[number.len()..];
            number.len() >= 4 && (unit.starts_with("px") || unit.starts_with("em") || unit.starts_with("rem"))
        })
    })
}

/// What pops up over a word when the pointer rests on it: it explains the word, and would stand glued to it in print.
fn is_tooltip(dom: &Dom, id: Id) -> bool {
    let named = || {
        has_word(dom, id, &["tooltip", "tooltiptext", "popover", "hovercard"])
            && !has_word(dom, id, &["trigger", "wrapper", "container", "footnote", "has"])
    };
    let in_line = || dom.ancestors(id).take(4).any(|a| matches!(dom.tag(a), "p" | "li" | "td" | "dd"));
    // A word that has a tooltip may itself be called one: something must stand before it in the line.
    let after_word = || dom.prev(id).is_some();
    dom.attr(id, "role") == Some("tooltip")
        || matches!(dom.tag(id), "span" | "div") && named() && in_line() && after_word()
}
