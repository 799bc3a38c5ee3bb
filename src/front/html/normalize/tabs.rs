//! Tabs, of which a page shows one panel at a time, and accordions, with panels that open below their labels.

use std::collections::BTreeMap;

use crate::front::html::dom::{Dom, Id};

/// Tabs show one panel at a time; a page on paper shows them all, each under its label.
pub(crate) fn open(dom: &mut Dom) {
    let (mut bars, mut found): (Vec<Id>, Vec<Id>) = (Vec::new(), Vec::new());
    for id in dom.descendants(Dom::ROOT).filter(|d| dom.is_element(*d)) {
        match dom.attr(id, "role") {
            Some("tablist") => bars.push(id),
            _ if dom.has_class(id, "tabbed-labels") || is_radio_bar(dom, id) => bars.push(id),
            _ if is_panel(dom, id) => found.push(id),
            _ => {}
        }
    }
    // The panels of a bar are below the box around it, perhaps with other boxes between.
    let mut below: BTreeMap<Id, Vec<Id>> =
        bars.iter().filter_map(|bar| Some((dom.parent(*bar)?, Vec::new()))).collect();
    for panel in found {
        for above in dom.ancestors(panel) {
            if let Some(panels) = below.get_mut(&above) {
                panels.push(panel);
            }
        }
    }
    for bar in bars {
        // An accordion: every panel is below its label already.
        let own: Vec<Id> = dom.descendants(bar).filter(|d| is_panel(dom, *d)).collect();
        if !own.is_empty() {
            own.into_iter().for_each(|panel| show(dom, panel));
            continue;
        }
        let labels: Vec<String> = dom
            .descendants(bar)
            .filter(|d| dom.attr(*d, "role") == Some("tab") || dom.tag(*d) == "label")
            .map(|tab| dom.words_of(tab))
            .collect();
        let Some(around) = dom.parent(bar) else { continue };
        let beside: Vec<Id> = match dom.next_element(bar) {
            Some(boxes) if is_radio_bar(dom, bar) => dom.elements(boxes).collect(),
            _ => Vec::new(),
        };
        let panels = below.get(&around).filter(|_| beside.is_empty()).unwrap_or(&beside);
        // Pages load some panels only on demand: then the labels cannot be matched to panels.
        if labels.is_empty() || labels.len() != panels.len() {
            continue;
        }
        dom.remove(bar);
        for (label, &panel) in labels.iter().zip(panels) {
            show(dom, panel);
            let (title, strong) = (dom.new_element("p"), dom.new_element("strong"));
            let text = dom.new_text(label);
            dom.append(strong, text);
            dom.append(title, strong);
            match dom.first(panel) {
                _ if !beside.is_empty() => dom.insert_before(panel, title),
                Some(first) => dom.insert_before(first, title),
                None => dom.append(panel, title),
            }
        }
    }
}

fn is_panel(dom: &Dom, id: Id) -> bool {
    dom.attr(id, "role") == Some("tabpanel") || dom.has_class(id, "tabbed-block")
}

/// True for a row of radio buttons with their labels and nothing else, as VitePress sets above the panels.
fn is_radio_bar(dom: &Dom, id: Id) -> bool {
    let is_radio = |d: Id| dom.tag(d) == "input" && dom.attr(d, "type") == Some("radio");
    let (mut radios, mut labels) = (0, 0);
    for child in dom.elements(id) {
        match dom.tag(child) {
            "input" if is_radio(child) => radios += 1,
            "label" => labels += 1,
            _ => return false,
        }
    }
    radios > 1 && radios == labels
}

/// Removes the attributes that hide a panel.
fn show(dom: &mut Dom, panel: Id) {
    for name in ["hidden", "style", "aria-hidden"] {
        dom.unset_attr(panel, name);
    }
}
