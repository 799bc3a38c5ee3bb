//! Callouts in other elements than boxes: DocBook's table with a cell for an icon, one for the label and one for the text,
//! and Doxygen's list with a term for the label.

use crate::front::html::dom::callouts::KINDS;
use crate::front::html::dom::{Dom, Id};

/// Makes boxes of them.
pub(crate) fn unframe(dom: &mut Dom) {
    unframe_tables(dom);
    unframe_lists(dom);
}

/// `<dl class="section note"><dt>Note</dt><dd>...</dd></dl>`.
fn unframe_lists(dom: &mut Dom) {
    let is_callout = |d: &Id| dom.tag(*d) == "dl" && dom.has_class(*d, "section");
    let lists: Vec<Id> = dom.descendants(Dom::ROOT).filter(is_callout).collect();
    for list in lists {
        let parts: Vec<Id> = dom.elements(list).collect();
        let [label, text] = parts[..] else { continue };
        if dom.tag(label) != "dt" || dom.tag(text) != "dd" || !dom.has_any_class(list, KINDS) {
            continue;
        }
        for (part, name) in [(list, "div"), (label, "p"), (text, "div")] {
            dom.rename(part, name);
        }
        dom.set_attr(label, "class", "admonition-title");
    }
}

/// Takes the label and the text of such a table out of it, and drops the icon.
fn unframe_tables(dom: &mut Dom) {
    let tables: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "table").collect();
    for table in tables {
        let Some(callout) = dom.parent(table).filter(|p| dom.only_child(*p) == Some(table) && dom.tag(*p) == "div")
        else {
            continue;
        };
        let is_cell = |d: &Id| matches!(dom.tag(*d), "td" | "th");
        let cells: Vec<Id> = dom.descendants(table).filter(is_cell).collect();
        let [icon, label, text] = cells[..] else { continue };
        let is_icon = !dom.has_words(icon) && dom.find(icon, "img").is_some();
        if !is_icon || dom.tag(label) != "th" || dom.tag(text) != "td" || dom.attr(callout, "class").is_none() {
            continue;
        }
        for (cell, name) in [(label, "p"), (text, "div")] {
            dom.remove(cell);
            dom.append(callout, cell);
            dom.rename(cell, name);
        }
        dom.set_attr(label, "class", "admonition-title");
        dom.remove(table);
    }
}
