//! Toggles: a button or a heading, and below it the text that it opens, such as the answer to a question.
//!
//! A button alone is not text, and a page hides what its toggles open. On paper everything is open: the panel is shown,
//! and the words of its button are its heading. A page states the pair (`aria-expanded`, `aria-controls`,
//! `aria-labelledby`), names it (`accordion-item`), or repeats it: several boxes of one kind that hold a button with text
//! below it, or several headings of one kind, each with a hidden box below it. A hidden box without such words is opened
//! too, if it is named so or a link beside it says "Read more".

use std::collections::BTreeMap;

use crate::front::html::clutter::is_named_clutter;
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::measure::link_share;
use crate::front::html::dom::{Dom, Id};
use crate::lang::{phrases, sites};

/// The attribute of an opened panel and of its heading: both are text, regardless of their size.
pub(crate) const OPENED: &str = "data-opened";

/// Fewest characters of the text below a button that is no heading.
const PANEL: usize = 20;
/// Fewest characters of the text below a button of which there is no second one.
const LONE: usize = 40;
/// Most characters of a toggle's words.
const LABEL: usize = 200;
/// Fewest characters of the text of a panel that is named so.
const NAMED: usize = 10;
/// Words in the names of such boxes.
const FOLDS: &[&str] = &["accordion", "collapse", "collapsible", "dropdown", "faq", "faqs", "spoiler", "toggle"];
/// Most boxes around a button that hold nothing else.
const WRAPS: usize = 3;

/// What shows that an element opens the panel.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// The page says so, at a heading or by the name of the box.
    Certain,
    /// The page says so.
    Stated,
    /// The panel follows a button or a heading; one more toggle of this kind is needed.
    Bare,
}

/// A button and the text that it opens. Its kind are the tags and first classes of its head and of the box around it.
struct Toggle {
    button: Id,
    /// The outermost box with only the button's words.
    head: Id,
    panel: Id,
    sign: Sign,
}

/// Shows the content of toggles, each below its words.
pub(crate) fn open(dom: &mut Dom) {
    // Many toggles have the same boxes around them, so each answer is remembered.
    let mut known: BTreeMap<Id, bool> = BTreeMap::new();
    let mut is_clutter = |id: Id| *known.entry(id).or_insert_with(|| is_named_clutter(dom, id));
    let mut is_beside =
        |toggle: &Toggle| std::iter::once(toggle.panel).chain(dom.ancestors(toggle.panel)).any(&mut is_clutter);
    let found: Vec<Toggle> =
        dom.descendants(Dom::ROOT).filter_map(|d| toggle(dom, d)).filter(|toggle| !is_beside(toggle)).collect();
    // A state may be a class, too, but behind the first one.
    let named = |id: Id| (dom.tag(id).to_string(), dom.classes(id).next().map(String::from));
    let kind = |toggle: &Toggle| (dom.parent(toggle.head).map(named), named(toggle.head));
    let kinds: Vec<_> = found.iter().map(kind).collect();
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    kinds.iter().for_each(|kind| *counts.entry(kind).or_default() += 1);
    for (toggle, kind) in found.iter().zip(&kinds) {
        let is_one_of_several = || counts.get(kind).is_some_and(|count| *count >= 2);
        let is_long = |dom: &Dom| dom.words_of(toggle.panel).chars().count() >= LONE;
        let opens = match toggle.sign {
            Sign::Certain => true,
            Sign::Stated => is_one_of_several() || is_long(dom),
            Sign::Bare => is_one_of_several(),
        };
        if opens {
            show(dom, toggle);
        }
    }
    let folded: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| is_folded(dom, *d)).collect();
    let is_beside = |id: Id| dom.ancestors(id).chain([id]).any(|a| is_named_clutter(dom, a));
    let folded: Vec<Id> = folded.into_iter().filter(|id| !is_beside(*id)).collect();
    for id in folded {
        unhide(dom, id);
        dom.set_attr(id, OPENED, "");
    }
}

/// True if the name of an element, or of the box around it, says that it opens.
fn is_named(dom: &Dom, id: Id) -> bool {
    std::iter::once(id).chain(dom.parent(id)).any(|a| has_word(dom, a, FOLDS))
}

/// True for a hidden box with a sentence that is named so, or has a link beside it that says "Read more".
fn is_folded(dom: &Dom, id: Id) -> bool {
    let is_box = matches!(dom.tag(id), "div" | "section");
    let hidden = || dom.attr(id, "hidden").is_some() || is_undisplayed(dom, id);
    if !is_box || !hidden() || !is_text(dom, id) {
        return false;
    }
    let words = dom.words_of(id);
    let is_sentence =
        words.chars().count() >= PANEL && words.ends_with(['.', '!', '?', '…', '”', '"', '。', '！', '？']);
    let opens = |beside: Id| {
        let goes = dom.value(beside, "href").is_some_and(|href| !href.starts_with('#'));
        matches!(dom.tag(beside), "a" | "button") && !goes && sites::reads_on(&dom.words_of(beside).to_lowercase())
    };
    is_sentence && (is_named(dom, id) || [dom.prev_element(id), dom.next_element(id)].into_iter().flatten().any(opens))
}

/// The toggle that an element opens, if it is a button or a heading over a panel.
fn toggle(dom: &Dom, button: Id) -> Option<Toggle> {
    let is_button = is_button(dom, button);
    if !is_button && !dom.is_subheading(button) {
        return None;
    }
    let head = head_of(dom, button);
    let panel = dom.next_element(head)?;
    let is_heading = std::iter::once(button)
        .chain(dom.ancestors(button))
        .take(WRAPS + 1)
        .any(|a| dom.within(a, head) && is_heading(dom, a));
    let is_named = || [button, head, panel].iter().any(|part| is_named(dom, *part));
    let sign = match (is_button, is_stated(dom, button, head, panel)) {
        (true, _) if is_named() && (is_heading || is_alone(dom, head, panel)) => Sign::Certain,
        (false, _) if is_named() && is_hidden(dom, panel) => Sign::Certain,
        (true, true) if is_heading => Sign::Certain,
        (true, true) => Sign::Stated,
        (true, false) => Sign::Bare,
        // A panel is a box; a hidden paragraph below a heading is hidden for another reason.
        (false, _) if is_hidden(dom, panel) && dom.tag(panel) != "p" => Sign::Bare,
        (false, _) => return None,
    };
    // Without a statement the two must be alone in their box.
    if sign == Sign::Bare && is_button && !is_alone(dom, head, panel) {
        return None;
    }
    let words = dom.words_of(button);
    let is_label = words.chars().count() <= LABEL && words.chars().any(char::is_alphabetic);
    let names = is_label && (is_heading || !is_button || words.contains(' '));
    let length = dom.words_of(panel).chars().count();
    let enough = length
        >= match sign {
            _ if is_heading || !is_button => 1,
            Sign::Certain => NAMED,
            _ => PANEL,
        };
    (names && enough && is_text(dom, panel)).then_some(Toggle { button, head, panel, sign })
}

fn is_heading(dom: &Dom, id: Id) -> bool {
    dom.is_subheading(id) || dom.attr(id, "role") == Some("heading")
}

fn is_button(dom: &Dom, id: Id) -> bool {
    let states = || dom.attr(id, "aria-expanded").is_some() || dom.attr(id, "aria-controls").is_some();
    let opens_text = !matches!(dom.attr(id, "aria-haspopup"), Some("true" | "menu" | "dialog" | "listbox"));
    let is_button = match dom.tag(id) {
        "button" => dom.attr(id, "role").is_none_or(|role| role == "button"),
        "a" => states() && dom.attr(id, "role") == Some("button"),
        _ => dom.attr(id, "role") == Some("button"),
    };
    is_button && opens_text
}

/// The outermost box around a button that has no words beside it.
fn head_of(dom: &Dom, button: Id) -> Id {
    let mut head = button;
    for _ in 0..WRAPS {
        let Some(around) = dom.parent(head) else { break };
        if dom.children(around).any(|child| child != head && dom.has_words(child)) {
            break;
        }
        head = around;
    }
    head
}

/// True if the page says that this button opens this panel.
fn is_stated(dom: &Dom, button: Id, head: Id, panel: Id) -> bool {
    let head_ids = || dom.descendants(head).chain([head]).filter_map(|d| dom.value(d, "id"));
    let labelled = |d: Id| dom.value(d, "aria-labelledby").is_some_and(|key| head_ids().any(|id| id == key));
    match dom.value(button, "aria-controls").and_then(|key| dom.by_id(key)) {
        Some(controlled) => dom.within(controlled, panel),
        None => dom.attr(button, "aria-expanded").is_some() || labelled(panel),
    }
}

/// True if a head and its panel are all of the box around them.
fn is_alone(dom: &Dom, head: Id, panel: Id) -> bool {
    dom.prev_element(head).is_none() && dom.next_element(panel).is_none()
}

/// True if an attribute hides an element.
pub(crate) fn is_hidden(dom: &Dom, id: Id) -> bool {
    dom.attr(id, "hidden").is_some() || dom.attr(id, "aria-hidden") == Some("true") || is_undisplayed(dom, id)
}

/// Takes the attributes away that hide an element.
pub(crate) fn unhide(dom: &mut Dom, id: Id) {
    for name in ["hidden", "aria-hidden"] {
        dom.unset_attr(id, name);
    }
    if is_undisplayed(dom, id) {
        dom.unset_attr(id, "style");
    }
}

fn is_undisplayed(dom: &Dom, id: Id) -> bool {
    dom.attr(id, "style").is_some_and(|style| style.to_ascii_lowercase().replace(' ', "").contains("display:none"))
}

/// True if a panel is text and no menu, form or pop-up.
fn is_text(dom: &Dom, panel: Id) -> bool {
    let is_control = |d: Id| matches!(dom.tag(d), "button" | "input" | "form" | "nav" | "select" | "textarea");
    let pops_up = matches!(dom.attr(panel, "role"), Some("dialog" | "alertdialog" | "menu" | "listbox" | "tooltip"));
    // Webflow takes the tag of a menu for a panel of text.
    let is_menu = dom.tag(panel) == "nav" && dom.find(panel, "a").is_some();
    !pops_up
        && !is_menu
        && !matches!(dom.tag(panel), "dialog" | "button" | "input" | "form" | "select" | "textarea")
        && !dom.descendants(panel).any(is_control)
        && link_share(dom, panel) < 0.5
}

fn show(dom: &mut Dom, toggle: &Toggle) {
    let inner: Vec<Id> = dom.descendants(toggle.panel).filter(|d| dom.is_element(*d)).take(1).collect();
    inner.into_iter().chain([toggle.panel]).for_each(|panel| unhide(dom, panel));
    dom.set_attr(toggle.panel, OPENED, "");
    if dom.tag(toggle.panel) == "nav" {
        dom.rename(toggle.panel, "div");
    }
    if dom.is_subheading(toggle.button) {
        return;
    }
    let words = dom.words_of(toggle.button).to_lowercase();
    if phrases::cover(&words).share > 0.999 || sites::reads_on(&words) {
        return;
    }
    dom.set_attr(toggle.head, OPENED, "");
    drop_signs(dom, toggle.button);
    dom.unset_attr(toggle.button, "role");
    if dom.ancestors(toggle.button).take(WRAPS).any(|a| is_heading(dom, a)) {
        dom.rename(toggle.button, "span");
        return;
    }
    if dom.descendants(toggle.button).any(|d| dom.is_subheading(d)) {
        dom.rename(toggle.button, "div");
        return;
    }
    let strong = dom.new_element("strong");
    let children: Vec<Id> = dom.children(toggle.button).collect();
    for child in children {
        dom.remove(child);
        dom.append(strong, child);
    }
    dom.append(toggle.button, strong);
    dom.rename(toggle.button, "p");
}

/// Drops the sign beside a toggle's words that shows if it is open, and the link around the words that leads nowhere.
fn drop_signs(dom: &mut Dom, button: Id) {
    let is_sign = |d: Id| {
        let words = dom.words_of(d);
        dom.is_element(d) && !words.is_empty() && !words.chars().any(char::is_alphanumeric)
    };
    let signs: Vec<Id> = dom.descendants(button).filter(|d| is_sign(*d)).collect();
    let leads_nowhere = |d: Id| dom.value(d, "href").is_none_or(|href| href.starts_with('#'));
    let links: Vec<Id> = dom.descendants(button).filter(|d| dom.tag(*d) == "a" && leads_nowhere(*d)).collect();
    let blocks: Vec<Id> = dom.descendants(button).filter(|d| dom.tag(*d) == "div").collect();
    links.into_iter().chain(blocks).for_each(|id| dom.rename(id, "span"));
    signs.into_iter().for_each(|sign| dom.remove(sign));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// True if nothing is opened.
    fn leaves(html: &str) -> bool {
        let mut dom = Dom::fragment(html);
        open(&mut dom);
        !dom.descendants(Dom::ROOT).any(|d| dom.attr(d, OPENED).is_some())
    }

    #[test]
    fn names_open_text_and_no_menus() {
        assert!(!leaves("<div class=et_pb_toggle><h5>Is it wet?</h5><div style='display:none'>Yes.</div></div>"));
        assert!(leaves("<div class=hull><h5>Is it wet?</h5><div style='display:none'>Yes.</div></div>"), "only one");
        assert!(leaves("<div class=toggle><button>Open the menu</button><nav hidden><a href=/a>Quays</a></nav></div>"));
        assert!(leaves("<div class=spoiler><div hidden><form><input></form></div></div>"));
        assert!(leaves("<div class=nav-toggle><div hidden>All of the quays and piers are here.</div></div>"));
        assert!(leaves("<div hidden>The clerk had the only key.</div><p>Sails.</p>"));
        assert!(leaves("<div hidden>The clerk had the only key.</div><a href=/more>Read more</a>"), "another page");
        assert!(!leaves("<div hidden>The clerk had the only key.</div><a href='#'>Read more</a>"));
    }
}
