//! Tables of boxes, which only their roles name: `role=table`, `row`, `cell`.

use crate::front::html::dom::{Dom, Id};

/// The roles of a table's parts, and the elements that have them by themselves.
const PARTS: &[(&str, &str)] = &[
    ("rowgroup", "tbody"),
    ("row", "tr"),
    ("cell", "td"),
    ("gridcell", "td"),
    ("columnheader", "th"),
    ("rowheader", "th"),
    ("caption", "caption"),
];

/// Gives such boxes the names of the elements.
pub(crate) fn name(dom: &mut Dom) {
    let is_box = |id: Id| matches!(dom.tag(id), "div" | "span" | "section" | "ul" | "ol" | "li" | "p" | "a");
    let part = |id: Id| {
        let role = dom.attr(id, "role").filter(|_| is_box(id))?;
        PARTS.iter().find(|(of, _)| *of == role).map(|(_, name)| *name)
    };
    let mut renamed: Vec<(Id, &str)> = Vec::new();
    let tables = dom.descendants(Dom::ROOT).filter(|d| is_box(*d) && dom.attr(*d, "role") == Some("table"));
    for table in tables {
        let parts: Vec<(Id, &str)> = dom.descendants(table).filter_map(|d| Some((d, part(d)?))).collect();
        let count = |names: &[&str]| parts.iter().filter(|(_, name)| names.contains(name)).count();
        if count(&["tr"]) > 1 && count(&["td", "th"]) > count(&["tr"]) {
            renamed.push((table, "table"));
            renamed.extend(parts);
        }
    }
    renamed.into_iter().for_each(|(id, name)| dom.rename(id, name));
}
