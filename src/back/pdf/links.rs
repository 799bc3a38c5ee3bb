//! Links: annotations over the words, each owned by its structure element (ISO 14289-1, 7.18).

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Object, ObjectId};

use super::file::File;
use super::object::{self, dict, named, numbers};
use super::print::Sheet;
use super::text;
use crate::geometry::Rect;
use crate::layout::frame::{LinkArea, NodeId, Pages, Pt, Target};

/// A link annotation that was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Annotation {
    /// Its object.
    pub id: ObjectId,
    /// Its key in the parent tree.
    pub key: i64,
    /// The structure node that owns it.
    pub node: NodeId,
    /// Its page.
    pub page: usize,
}

/// All link annotations.
#[derive(Debug, Default)]
pub(super) struct Links {
    all: Vec<Annotation>,
    by_node: BTreeMap<NodeId, Vec<Annotation>>,
}

impl Links {
    /// In the order of their keys.
    pub(super) fn all(&self) -> &[Annotation] {
        &self.all
    }

    /// The annotations that a node owns.
    pub(super) fn of(&self, node: NodeId) -> &[Annotation] {
        self.by_node.get(&node).map_or(&[], |list| list.as_slice())
    }
}

/// Writes the annotations of all pages. Areas of one node on one page (a link that wraps) are one annotation.
pub(super) fn write(file: &mut File, pages: &Pages, sheets: &[Sheet]) -> Links {
    let mut links = Links::default();
    for (number, (page, sheet)) in pages.pages.iter().zip(sheets).enumerate() {
        let mut areas: BTreeMap<NodeId, Vec<&LinkArea>> = BTreeMap::new();
        for area in &page.links {
            if leads_somewhere(pages, &area.target) && pages.structure.get(area.node.0 as usize).is_some() {
                areas.entry(area.node).or_default().push(area);
            }
        }
        let mut annotations = Vec::new();
        for (node, areas) in areas {
            let id = file.reserve();
            let key = (file.page_count() + links.all.len()) as i64;
            let annotation = annotation(&areas, page.size.1, sheet.origin(), key);
            file.set(id, Object::Dictionary(annotation));
            annotations.push(Object::Reference(id));
            let annotation = Annotation { id, key, node, page: number };
            links.all.push(annotation);
            links.by_node.entry(node).or_default().push(annotation);
        }
        if !annotations.is_empty() {
            file.page(number, "Annots", Object::Array(annotations));
        }
    }
    links
}

fn leads_somewhere(pages: &Pages, target: &Target) -> bool {
    match target {
        // An address that no string can hold becomes no link; its words stay. Encoded it is no shorter.
        Target::Url(url) => {
            let fits = |length: usize| (1..=object::LONGEST_STRING).contains(&length);
            fits(url.trim().len()) && fits(ascii_url(url).len())
        }
        Target::Internal(id) => pages.destinations.contains_key(id),
    }
}

fn annotation(areas: &[&LinkArea], height: Pt, (x, y): (f64, f64), key: i64) -> lopdf::Dictionary {
    let turned = |area: &LinkArea| {
        let Rect { left, top, right, bottom } = area.rect;
        let [l, b, r, t] = [left, height - bottom, right, height - top].map(f64::from);
        [l + x, b + y, r + x, t + y].map(|v| (v * 1000.0).round() / 1000.0)
    };
    let rects: Vec<[f64; 4]> = areas.iter().map(|area| turned(area)).collect();
    let bounds = rects.iter().copied().reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let first = areas[0];
    let contents = text::clean(&first.contents);
    let address = match &first.target {
        Target::Url(url) => url,
        Target::Internal(id) => id,
    };
    // ISO 14289-1, 7.18.1 and 7.18.5: the link's description; ISO 19005-2, 6.3.2: the flag Print, and no border.
    let said = if contents.trim().is_empty() { address.as_str() } else { contents.as_str() };
    let mut entries = dict([
        ("Type", named("Annot")),
        ("Subtype", named("Link")),
        ("Rect", numbers(&bounds.unwrap_or_default())),
        ("Border", numbers(&[0.0, 0.0, 0.0])),
        ("F", Object::Integer(4)),
        ("Contents", object::text(said)),
        ("StructParent", Object::Integer(key)),
    ]);
    if rects.len() > 1 {
        // 12.5.6.5; viewers expect the order upper left, upper right, lower left, lower right, unlike table 173.
        let corners = rects.iter().flat_map(|&[l, b, r, t]| [l, t, r, t, l, b, r, b]).collect::<Vec<_>>();
        entries.set("QuadPoints", numbers(&corners));
    }
    match &first.target {
        Target::Url(url) => {
            let action = dict([
                ("Type", named("Action")),
                ("S", named("URI")),
                ("URI", Object::String(ascii_url(url).into_bytes(), lopdf::StringFormat::Literal)),
            ]);
            entries.set("A", Object::Dictionary(action));
        }
        Target::Internal(id) => entries.set("Dest", object::text(id)),
    }
    entries
}

/// ISO 32000-1, 12.6.4.7: addresses are 7-bit ASCII; other characters are percent-encoded.
fn ascii_url(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.trim().bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(ascii_url("https://example.org/é a"), "https://example.org/%C3%A9%20a");
    }
}
