//! The parts of a page by what they hold: a heading, links, controls, the name of something else.

use crate::front::html::clutter::is_named_clutter;
use crate::front::html::dom::measure::linked_length;
use crate::front::html::dom::urls;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::Page;
use crate::lang::sections;

/// Most bytes of the words of a title.
const TITLE: usize = 80;
/// A section of the text has at most this share of its words in links.
pub(super) const LINKED: f64 = 0.5;

/// True if a heading is a usual title of end matter, and what is below it leads to no other pages of the site.
pub(super) fn is_end_matter(page: &Page, heading: Id, part: Id) -> bool {
    let words = page.dom.words_of(heading).to_lowercase();
    let title = words.trim_matches(|c: char| !c.is_alphabetic());
    let own = if page.dom.within(heading, part) { words.len() } else { 0 };
    (sections::is_usual_title(title) || sections::heads_notes(title)) && !leads_within(page, part, own)
}

/// True if most of a part, apart from its title, is links to other pages of the site: related articles.
fn leads_within(page: &Page, part: Id, title: usize) -> bool {
    let dom = page.dom;
    let is_linked = || linked_length(dom, part) * 2 >= dom.words_of(part).len().saturating_sub(title);
    let is_away = |href: &str| urls::host(href).is_some_and(|host| page.host.is_none_or(|own| own != host));
    let mut links = dom.descendants(part).filter(|d| dom.tag(*d) == "a").filter_map(|a| dom.value(a, "href"));
    is_linked() && !links.all(|href| href.starts_with('#') || is_away(href))
}

/// The heading with which a box begins, if it is no link.
pub(super) fn heading_of(dom: &Dom, id: Id) -> Option<Id> {
    let first = dom.descendants(id).find(|d| dom.text(*d).is_some_and(|text| !text.trim().is_empty()))?;
    let heading = dom.ancestors(first).take_while(|a| *a != id).find(|a| dom.is_subheading(*a))?;
    let leads = |d: Id| dom.tag(d) == "a" && dom.value(d, "href").is_some_and(|href| !href.starts_with('#'));
    let words = dom.words_of(heading).len();
    (words <= TITLE && !dom.descendants(heading).any(leads) && words < dom.words_of(id).len()).then_some(heading)
}

/// True if a part has fields, buttons or frames, or pictures that are links.
pub(super) fn has_controls(dom: &Dom, id: Id) -> bool {
    dom.descendants(id).any(|d| {
        matches!(
            dom.tag(d),
            "form" | "input" | "button" | "select" | "textarea" | "iframe" | "nav" | "footer" | "article"
        ) || matches!(dom.tag(d), "img" | "picture") && dom.closest(d, "a").is_some()
    })
}

/// True if the part, or a part of it, has the name of something beside the text.
pub(super) fn is_clutter(dom: &Dom, id: Id) -> bool {
    std::iter::once(id).chain(dom.descendants(id)).any(|d| is_named_clutter(dom, d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_begins_with_its_heading() {
        let heading = |html: &str| {
            let dom = Dom::fragment(html);
            let part = dom.find(Dom::ROOT, "div");
            part.and_then(|part| heading_of(&dom, part)).is_some()
        };
        assert!(heading("<div>\n<div> <h3>Ropes</h3></div><p>They are wet.</p></div>"));
        assert!(heading("<div><h3><a href='#ropes'>Ropes</a></h3><p>They are wet.</p></div>"));
        assert!(!heading("<div><h3><a href=/ropes>Ropes</a></h3><p>They are wet.</p></div>"), "another article");
        assert!(!heading("<div><p>They are wet.</p><h3>Ropes</h3></div>"));
        assert!(!heading("<div><h3>Ropes</h3></div>"), "nothing below it");
    }
}
