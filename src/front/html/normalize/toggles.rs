//! Lists of toggles: questions that are buttons, each with its hidden answer below it.
//!
//! A button alone is not text. But where several boxes of one kind hold a button with text below it, each button is the
//! heading of that text.

use crate::front::html::dom::{Dom, Id};

/// Fewest characters of the text below a toggle.
const PANEL: usize = 20;
/// Most characters of a toggle's words.
const LABEL: usize = 200;

/// A button and the text that it opens.
struct Toggle {
    item: Id,
    button: Id,
    panel: Id,
}

/// Shows the content of toggles, each below its words.
pub(crate) fn open(dom: &mut Dom) {
    let is_button = |d: Id| dom.tag(d) == "button" || dom.attr(d, "role") == Some("button") && dom.tag(d) != "a";
    let found: Vec<Toggle> =
        dom.descendants(Dom::ROOT).filter(|d| is_button(*d)).filter_map(|d| toggle(dom, d)).collect();
    let kind = |item: Id| (dom.tag(item).to_string(), dom.attr(item, "class").map(String::from), dom.parent(item));
    let kinds: Vec<_> = found.iter().map(|toggle| kind(toggle.item)).collect();
    for (toggle, own) in found.iter().zip(&kinds) {
        if kinds.iter().filter(|other| *other == own).take(2).count() == 2 {
            show(dom, toggle);
        }
    }
}

/// A button that opens the only other element of its item; the button may be in a heading.
fn toggle(dom: &Dom, button: Id) -> Option<Toggle> {
    let words = dom.words_of(button);
    let labels = words.contains(' ') && words.chars().count() <= LABEL;
    let head = dom.parent(button).filter(|p| dom.only_child(*p) == Some(button)).unwrap_or(button);
    let panel = dom.next_element(head).filter(|_| labels && dom.prev_element(head).is_none())?;
    let item = dom.parent(head).filter(|_| dom.next_element(panel).is_none())?;
    let text = dom.words_of(panel);
    let buttons = dom.descendants(panel).any(|d| matches!(dom.tag(d), "button" | "input" | "form" | "nav"));
    (text.chars().count() >= PANEL && !buttons).then_some(Toggle { item, button, panel })
}

fn show(dom: &mut Dom, toggle: &Toggle) {
    for name in ["hidden", "aria-hidden"] {
        dom.unset_attr(toggle.panel, name);
    }
    if dom.attr(toggle.panel, "style").is_some_and(|style| style.replace(' ', "").contains("display:none")) {
        dom.unset_attr(toggle.panel, "style");
    }
    if dom.ancestors(toggle.button).take(2).any(|a| dom.is_subheading(a)) {
        return;
    }
    let strong = dom.new_element("strong");
    let children: Vec<Id> = dom.children(toggle.button).collect();
    for child in children {
        dom.remove(child);
        dom.append(strong, child);
    }
    dom.append(toggle.button, strong);
    dom.unset_attr(toggle.button, "role");
    dom.rename(toggle.button, "p");
}
