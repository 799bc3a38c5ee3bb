//! Lists as Word and Outlook write them: paragraphs that look like items, their bullets typed in.
//!
//! `<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o    </span>words</p>`: the style says which level
//! an item has, and the part to be ignored is its bullet or number. Neighbouring items become lists.

use crate::front::html::dom::{Dom, Id};

/// Deepest level of Word's lists.
const DEEPEST: usize = 9;

/// Makes lists of the items.
pub fn mend(dom: &mut Dom) {
    let items: Vec<(Id, usize)> =
        dom.descendants(Dom::ROOT).filter_map(|id| level(dom, id).map(|level| (id, level))).collect();
    let mut open: Vec<(usize, Id)> = Vec::new();
    let mut next = None;
    for (item, level) in items {
        if next != Some(item) {
            open.clear();
        }
        next = dom.next_element(item);
        let marker = take_marker(dom, item);
        while open.last().is_some_and(|(deeper, _)| *deeper > level) {
            open.pop();
        }
        if open.last().is_none_or(|(above, _)| *above < level) {
            let list = new_list(dom, &marker);
            match open.last().and_then(|(_, around)| last_item(dom, *around)) {
                Some(above) => dom.append(above, list),
                None => dom.insert_before(item, list),
            }
            open.push((level, list));
        }
        let Some((_, list)) = open.last().copied() else { continue };
        dom.remove(item);
        dom.rename(item, "li");
        dom.append(list, item);
    }
}

/// The level of an item, from 1.
fn level(dom: &Dom, id: Id) -> Option<usize> {
    let style = dom.attr(id, "style").filter(|_| matches!(dom.tag(id), "p" | "div"))?.to_ascii_lowercase();
    let (_, list) = style.split_once("mso-list:")?;
    let level = list.split(';').next()?.split_whitespace().find_map(|word| word.strip_prefix("level"))?;
    level.parse().ok().filter(|level| (1..=DEEPEST).contains(level))
}

/// Takes the typed bullet or number out and gives its words.
fn take_marker(dom: &mut Dom, item: Id) -> String {
    let ignored = |d: &Id| {
        let style = dom.attr(*d, "style").unwrap_or("").to_ascii_lowercase().replace(' ', "");
        style.contains("mso-list:ignore")
    };
    let Some(marker) = dom.descendants(item).find(ignored) else { return String::new() };
    let words = dom.words_of(marker).replace('\u{a0}', " ").trim().to_string();
    dom.remove(marker);
    words
}

/// A list of the kind that the first marker shows: `1.` and `b)` count, `·` and Word's round `o` do not.
fn new_list(dom: &mut Dom, marker: &str) -> Id {
    let ordered = marker.ends_with(['.', ')']) && marker.chars().any(char::is_alphanumeric);
    let list = dom.new_element(if ordered { "ol" } else { "ul" });
    if let Ok(start) = marker.trim_end_matches(['.', ')']).parse::<u32>()
        && ordered
        && start != 1
    {
        dom.set_attr(list, "start", &start.to_string());
    }
    list
}

fn last_item(dom: &Dom, list: Id) -> Option<Id> {
    dom.elements(list).last()
}
