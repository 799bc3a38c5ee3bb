//! Callouts that a table frames, as DocBook writes them: a cell with an icon, one with the label, one with the text.

use crate::front::html::dom::{Dom, Id};

/// Takes the label and the text of such a table out of it, and drops the icon.
pub(crate) fn unframe(dom: &mut Dom) {
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
