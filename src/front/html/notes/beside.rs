//! Notes in the line at their call.

use super::Notes;
use super::evidence::{is_label, label_of};
use crate::front::html::dom::{Dom, Id};

/// Classes of such notes.
const NAMES: &[&str] = &[
    "sidenote", "marginnote", "side-note", "margin-note", "inline-footnote", "footnote-content", "fn-content",
    "sidenote-content", "footnote__content", "footnote-text", "footnoteContent", "ltx_note_content",
];

fn is_named(dom: &Dom, id: Id) -> bool {
    dom.has_any_class(id, NAMES)
}

/// Notes in the line at their call: Tufte's sidenotes, hidden spans, tooltips of footnotes.
pub(crate) fn side_notes(dom: &mut Dom, notes: &mut Notes) {
    let mut found = Vec::new();
    for id in dom.descendants(Dom::ROOT) {
        let inline_note = matches!(dom.tag(id), "span" | "small" | "aside" | "label" | "div")
            && (is_named(dom, id) || opens_by_checkbox(dom, id) || is_tooltip_of_call(dom, id))
            // The box around call and note has the note inside.
            && !dom.descendants(id).any(|d| is_named(dom, d));
        let in_note = dom.ancestors(id).any(|a| notes.used.contains(&a));
        let in_text = dom.ancestors(id).take(3).any(|a| matches!(dom.tag(a), "p" | "li" | "blockquote" | "dd" | "td"));
        if inline_note && in_text && !in_note && dom.has_words(id) && !dom.descendants(id).any(|d| notes.is_call(d)) {
            found.push(id);
        }
    }
    for note in found {
        if dom.ancestors(note).any(|a| notes.is_call(a)) {
            continue;
        }
        // The label and its checkbox before the note go with it.
        let mut before = dom.prev(note);
        for _ in 0..5 {
            let Some(id) = before else { break };
            let furniture = matches!(dom.tag(id), "input" | "label")
                || matches!(dom.tag(id), "sup" | "a") && is_label(&label_of(&dom.words_of(id)))
                || dom.has_any_class(
                    id,
                    &["sidenote-number", "sidenote-ref", "margin-toggle", "footnote-ref", "sidenote-label"],
                ) && dom.words_of(id).len() < 8;
            if furniture || dom.text(id).is_some_and(|t| is_lone_number(dom, id, t)) {
                notes.furniture.insert(id);
            } else if dom.text(id).is_none_or(|t| !t.trim().is_empty()) {
                break;
            }
            before = dom.prev(id);
        }
        // The call takes the note's place; the note is the old element.
        let call = dom.new_element("sup");
        dom.insert_before(note, call);
        dom.remove(note);
        leave_out_number(dom, note, notes);
        let number = notes.define(vec![note], true);
        notes.calls.insert(call, number);
    }
}

/// True if a text is the number of a note and the only text before the note in its box.
fn is_lone_number(dom: &Dom, id: Id, text: &str) -> bool {
    dom.prev(id).is_none() && dom.parent(id).is_some_and(|p| dom.tag(p) == "span") && is_label(&label_of(text))
}

/// Leaves out the number that a note begins with, if the number has its own element.
fn leave_out_number(dom: &Dom, note: Id, notes: &mut Notes) {
    let first = dom.children(note).find(|c| dom.text(*c).is_none_or(|t| !t.trim().is_empty()));
    let number = |id: &Id| dom.tag(*id) == "sup" || dom.has_any_class(*id, &["sidenote-number", "footnote-number"]);
    notes.furniture.extend(first.filter(number).filter(|id| is_label(&label_of(&dom.words_of(*id)))));
}

/// True for a tooltip right behind a raised number.
fn is_tooltip_of_call(dom: &Dom, id: Id) -> bool {
    let is_call = |before: Id| dom.tag(before) == "sup" && is_label(&label_of(&dom.words_of(before)));
    dom.attr(id, "role") == Some("tooltip") && dom.prev_element(id).is_some_and(is_call)
}

/// Tufte's way to open a note without a script: `<label for="x"><input type="checkbox" id="x"><span>`.
fn opens_by_checkbox(dom: &Dom, id: Id) -> bool {
    let Some(input) = dom.prev_element(id).filter(|p| dom.attr(*p, "type") == Some("checkbox")) else { return false };
    let label = dom.prev_element(input).filter(|p| dom.tag(*p) == "label");
    dom.tag(id) == "span" && label.is_some_and(|l| dom.attr(l, "for").is_some_and(|f| dom.attr(input, "id") == Some(f)))
}
