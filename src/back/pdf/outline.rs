//! Bookmarks, named destinations and page labels (ISO 32000-1, 12.3 and 12.4).

use lopdf::{Object, ObjectId};

use super::file::File;
use super::object::{self, dict, named};
use super::print::Sheet;
use super::text;
use crate::doc::numerals;
use crate::layout::frame::{Bookmark, Destination, Pages};

/// A view of a place: its page with that point at the top left, the magnification unchanged.
fn view(file: &File, pages: &Pages, to: Destination, sheets: &[Sheet]) -> Object {
    let origin = sheets.get(to.page as usize).map_or((0.0, 0.0), Sheet::origin);
    let height = pages.pages.get(to.page as usize).map_or(0.0, |page| f64::from(page.size.1));
    let round = |v: f64| object::real((v * 100.0).round() / 100.0);
    let (x, y) = (origin.0 + f64::from(to.at.0), origin.1 + height - f64::from(to.at.1));
    Object::Array(vec![file.page_ref(to.page as usize), named("XYZ"), round(x), round(y), Object::Null])
}

/// Writes the bookmarks, nested, the first level open.
pub(super) fn bookmarks(file: &mut File, pages: &Pages, sheets: &[Sheet]) {
    if pages.bookmarks.is_empty() {
        return;
    }
    let root = file.reserve();
    let (first, last, _) = level(file, pages, &pages.bookmarks, root, sheets, 0);
    let outlines = dict([
        ("Type", named("Outlines")),
        ("First", Object::Reference(first)),
        ("Last", Object::Reference(last)),
        ("Count", Object::Integer(pages.bookmarks.len() as i64)),
    ]);
    file.set(root, Object::Dictionary(outlines));
    file.catalogue("Outlines", Object::Reference(root));
    file.catalogue("PageMode", named("UseOutlines"));
}

/// Bookmarks deeper than headings can be are left out; no document makes such.
const DEEPEST: usize = 16;

/// Writes the bookmarks of one parent; returns the first, the last and their number with all under them.
fn level(
    file: &mut File,
    pages: &Pages,
    bookmarks: &[Bookmark],
    parent: ObjectId,
    sheets: &[Sheet],
    depth: usize,
) -> (ObjectId, ObjectId, i64) {
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| file.reserve()).collect();
    let mut total = 0;
    for (at, bookmark) in bookmarks.iter().enumerate() {
        let mut entry = dict([
            ("Title", object::text(&text::clean(&bookmark.title))),
            ("Parent", Object::Reference(parent)),
            ("Dest", view(file, pages, bookmark.to, sheets)),
        ]);
        if at > 0 {
            entry.set("Prev", Object::Reference(ids[at - 1]));
        }
        if let Some(next) = ids.get(at + 1) {
            entry.set("Next", Object::Reference(*next));
        }
        total += 1;
        if !bookmark.children.is_empty() && depth < DEEPEST {
            let (first, last, count) = level(file, pages, &bookmark.children, ids[at], sheets, depth + 1);
            entry.set("First", Object::Reference(first));
            entry.set("Last", Object::Reference(last));
            // Negative: closed until the reader opens it (table 153).
            entry.set("Count", Object::Integer(-count));
            total += count;
        }
        file.set(ids[at], Object::Dictionary(entry));
    }
    (ids[0], ids[ids.len() - 1], total)
}

/// Writes the named destinations as one sorted leaf a few hundred names.
pub(super) fn destinations(file: &mut File, pages: &Pages, sheets: &[Sheet]) {
    let mut entries: Vec<(Object, Object)> =
        pages.destinations.iter().map(|(id, to)| (object::text(id), view(file, pages, *to, sheets))).collect();
    if entries.is_empty() {
        return;
    }
    // Name trees are sorted by the bytes of their keys (7.9.6), which for UTF-16 is not the order of the ids.
    let key = |object: &Object| object.as_str().map(<[u8]>::to_vec).unwrap_or_default();
    entries.sort_by_key(|(id, _)| key(id));
    entries.dedup_by_key(|(id, _)| key(id));
    let leaves: Vec<Object> = entries
        .chunks(300)
        .map(|chunk| {
            let limits = vec![chunk[0].0.clone(), chunk[chunk.len() - 1].0.clone()];
            let names = chunk.iter().flat_map(|(id, view)| [id.clone(), view.clone()]).collect();
            file.add(Object::Dictionary(dict([("Limits", Object::Array(limits)), ("Names", Object::Array(names))])))
        })
        .collect();
    let tree = file.add(Object::Dictionary(dict([("Kids", Object::Array(leaves))])));
    file.catalogue("Names", Object::Dictionary(dict([("Dests", tree)])));
}

/// The numbering of a page's label (table 159).
#[derive(Clone, Debug, PartialEq)]
enum Label {
    Decimal(i64),
    Roman(i64),
    Text(String),
}

/// Writes the page labels: one entry where the counting changes (12.4.2).
pub(super) fn labels(file: &mut File, pages: &Pages) {
    let labels: Vec<Label> = pages.pages.iter().map(|page| label(&page.label)).collect();
    let mut entries = Vec::new();
    for (number, label) in labels.iter().enumerate() {
        let goes_on = number > 0
            && match (&labels[number - 1], label) {
                (Label::Decimal(before), Label::Decimal(now)) | (Label::Roman(before), Label::Roman(now)) => {
                    *now == before + 1
                }
                _ => false,
            };
        if goes_on {
            continue;
        }
        let entry = match label {
            Label::Decimal(start) => dict([("S", named("D")), ("St", Object::Integer(*start))]),
            Label::Roman(start) => dict([("S", named("r")), ("St", Object::Integer(*start))]),
            Label::Text(text) => dict([("P", object::text(text))]),
        };
        entries.push(Object::Integer(number as i64));
        entries.push(Object::Dictionary(entry));
    }
    let tree = file.add(Object::Dictionary(dict([("Nums", Object::Array(entries))])));
    file.catalogue("PageLabels", tree);
}

fn label(text: &str) -> Label {
    match text.parse::<i64>() {
        Ok(number) if number > 0 && !text.starts_with(['0', '+']) => Label::Decimal(number),
        _ => roman(text).map_or_else(|| Label::Text(text::clean(text)), Label::Roman),
    }
}

/// The value of a lower-case Roman number in its usual form, up to 399.
fn roman(text: &str) -> Option<i64> {
    numerals::roman_value(text).filter(|value| *value < 400).map(i64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_counted_where_they_count() {
        assert_eq!(label("12"), Label::Decimal(12));
        assert_eq!(label("xiv"), Label::Roman(14));
        assert_eq!(label("cover"), Label::Text("cover".into()));
        assert_eq!(label("07"), Label::Text("07".into()));
    }
}
