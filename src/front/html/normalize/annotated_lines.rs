//! Annotated verse: sites of lyrics and poems make links of whole groups of lines, which lead to notes about them. To a
//! reader they are lines of the text, and a page of them is no menu.

use std::collections::BTreeMap;

use crate::front::html::dom::{Dom, Id};

/// Fewest annotated groups of lines in a text.
const FEWEST: usize = 2;

/// Takes the links off groups of lines, where a text parted by line breaks has several such groups.
pub(crate) fn unlink(dom: &mut Dom) {
    let groups: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| is_group(dom, *d)).collect();
    let mut counts: BTreeMap<Option<Id>, usize> = BTreeMap::new();
    groups.iter().for_each(|id| *counts.entry(dom.parent(*id)).or_default() += 1);
    for link in groups {
        if counts.get(&dom.parent(link)).is_none_or(|count| *count < FEWEST) {
            continue;
        }
        dom.rename(link, "span");
        dom.unset_attr(link, "href");
    }
}

/// True if a link holds at least two lines of a text, with a line break right before or behind it.
fn is_group(dom: &Dom, id: Id) -> bool {
    let is_break = |id: Id| dom.tag(id) == "br";
    let lines = || dom.descendants(id).filter(|d| dom.text(*d).is_some_and(|text| !text.trim().is_empty()));
    let parted = || dom.descendants(id).any(is_break) && lines().take(2).count() == 2;
    let is_between = || [dom.prev_element(id), dom.next_element(id)].into_iter().flatten().any(is_break);
    dom.tag(id) == "a" && dom.attr(id, "href").is_some() && is_between() && parted() && dom.find(id, "img").is_none()
}
