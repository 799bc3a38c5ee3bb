//! Lists from Word and Outlook: paragraphs that look like items, with typed bullets.
//!
//! `<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o    </span>words</p>`: the style states the level
//! of an item, and the ignored part is its bullet or number. Neighbouring items become lists.
//!
//! A page saved as "filtered" has lost these styles. The only traces left are the class `MsoListParagraph`, an indent
//! for the level, and a run of hard spaces in small type after the bullet or number.

use crate::front::html::dom::{Dom, Id};

/// Deepest level of Word's lists.
const DEEPEST: usize = 9;

/// Makes lists of the items.
pub(crate) fn mend(dom: &mut Dom) {
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
        // Numbers after bullets are another list.
        let other = |list: Id| (dom.tag(list) == "ol") != is_number(&marker);
        if !marker.is_empty() && open.last().is_some_and(|(same, list)| *same == level && other(*list)) {
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
    close_up(dom);
}

/// Makes one space of the hard spaces that Word sets after a typed number, as in headings.
fn close_up(dom: &mut Dom) {
    let spacers: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| is_spacer(dom, *d)).collect();
    for spacer in spacers {
        let space = dom.new_text(" ");
        dom.replace(spacer, space);
    }
}

/// A run of hard spaces in small type: `<span style='font:7.0pt "Times New Roman"'>`.
fn is_spacer(dom: &Dom, id: Id) -> bool {
    dom.tag(id) == "span"
        && dom.attr(id, "style").is_some_and(|style| style.starts_with("font:7.0pt"))
        && dom.text_of(id).chars().all(|c| c.is_whitespace() || c == '\u{a0}')
}

/// The level of an item, from 1.
fn level(dom: &Dom, id: Id) -> Option<usize> {
    let style = dom.attr(id, "style").filter(|_| matches!(dom.tag(id), "p" | "div"))?.to_ascii_lowercase();
    let Some((_, list)) = style.split_once("mso-list:") else { return filtered_level(dom, id, &style) };
    let level = list.split(';').next()?.split_whitespace().find_map(|word| word.strip_prefix("level"))?;
    level.parse().ok().filter(|level| (1..=DEEPEST).contains(level))
}

/// The level of an item of a filtered page, by its indent: half an inch a level.
fn filtered_level(dom: &Dom, id: Id, style: &str) -> Option<usize> {
    const STEP: f32 = 36.0;
    let listed = dom.classes(id).any(|class| class.starts_with("MsoListParagraph"));
    if !listed || !dom.descendants(id).any(|d| is_spacer(dom, d)) {
        return None;
    }
    let indent =
        style.split_once("margin-left:").and_then(|(_, rest)| rest.split("pt").next()?.trim().parse::<f32>().ok());
    Some(((indent.unwrap_or(STEP) / STEP).round() as usize).clamp(1, DEEPEST))
}

/// Removes the typed bullet or number and returns its words.
fn take_marker(dom: &mut Dom, item: Id) -> String {
    let ignored = |d: &Id| {
        let style = dom.attr(*d, "style").unwrap_or("").to_ascii_lowercase().replace(' ', "");
        style.contains("mso-list:ignore")
    };
    let Some(marker) = dom.descendants(item).find(ignored) else { return take_spaced_marker(dom, item) };
    let words = dom.words_of(marker).replace('\u{a0}', " ").trim().to_string();
    dom.remove(marker);
    words
}

/// Takes out the bullet before the hard spaces of a filtered page's item, and the spaces.
fn take_spaced_marker(dom: &mut Dom, item: Id) -> String {
    let Some(spacer) = dom.descendants(item).find(|d| is_spacer(dom, *d)) else { return String::new() };
    let mut marker = String::new();
    let children: Vec<Id> = dom.children(item).collect();
    for child in children {
        marker += &dom.text_of(child);
        let is_last = dom.within(spacer, child);
        dom.remove(child);
        if is_last {
            break;
        }
    }
    marker.replace('\u{a0}', " ").trim().to_string()
}

/// True if a marker is a number: `1.` and `b)` are, `·` and Word's round `o` are not.
fn is_number(marker: &str) -> bool {
    marker.ends_with(['.', ')']) && marker.chars().any(char::is_alphanumeric)
}

/// A list of the kind that the first marker shows.
fn new_list(dom: &mut Dom, marker: &str) -> Id {
    let ordered = is_number(marker);
    let list = dom.new_element(if ordered { "ol" } else { "ul" });
    if let Ok(start) = marker.trim_end_matches(['.', ')']).parse::<u32>()
        && ordered
        && start != 1
    {
        dom.set_attr(list, "start", &start.to_string());
    }
    match marker.trim_end_matches(['.', ')']) {
        "a" => dom.set_attr(list, "type", "a"),
        "A" => dom.set_attr(list, "type", "A"),
        "i" => dom.set_attr(list, "type", "i"),
        "I" => dom.set_attr(list, "type", "I"),
        _ => {}
    }
    list
}

fn last_item(dom: &Dom, list: Id) -> Option<Id> {
    dom.elements(list).last()
}
