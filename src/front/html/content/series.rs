//! Sections of one make: a box with a heading and a box of text, and the same again beside it.
//!
//! Readability scores the boxes of text one by one, so of a page of such sections it may take the longest box alone,
//! without its heading. Asciidoctor and Org write such pages, and so do cards of Bootstrap.

use super::parts::{LINKED, has_controls, heading_of, is_clutter, is_end_matter};
use super::{Article, stated};
use crate::front::html::dom::measure::link_share;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::Page;

/// Most boxes around the text that hold nothing else.
const NEAR: usize = 4;
/// Most levels of sections.
const LEVELS: usize = 5;

/// Widens an article that is one of several such sections to all of them. True if it was.
pub(super) fn widen(page: &Page, article: &mut Article) -> bool {
    let before = article.root;
    for _ in 0..LEVELS {
        let parts = beside(page, article.root);
        if parts.is_empty() {
            break;
        }
        stated::widen(page, article, &parts);
    }
    article.root != before
}

/// The parts beside the article that belong to it: the rest of its section and the sections beside that, or, if it is
/// only their preface, the sections below.
fn beside(page: &Page, root: Id) -> Vec<Id> {
    let dom = page.dom;
    if is_box(dom, root) && heading_of(dom, root).is_some() {
        let sections = alike(page, root);
        if !sections.is_empty() {
            return if is_other(dom, root) { Vec::new() } else { sections };
        }
    }
    let (section, parts) = match section_around(dom, root) {
        Some(around) => around,
        None => match below_preface(dom, root) {
            Some(first) => (first, vec![first]),
            None => return Vec::new(),
        },
    };
    let sections = alike(page, section);
    let is_named = || heading_of(dom, section).is_some_and(|heading| is_in_contents(dom, heading, section));
    if is_other(dom, section) || sections.is_empty() && !is_named() {
        return Vec::new();
    }
    parts.into_iter().chain(sections).collect()
}

/// The section directly below an article that holds no heading: it may be only the preface.
fn below_preface(dom: &Dom, root: Id) -> Option<Id> {
    let preface = std::iter::successors(Some(root), |at| {
        dom.parent(*at).filter(|parent| is_box(dom, *parent) && dom.only_child(*parent) == Some(*at))
    });
    let preface = preface.take(NEAR).last().filter(|preface| is_box(dom, *preface))?;
    let has_heading = |id: Id| is_box(dom, id) && dom.value(id, "class").is_some() && heading_of(dom, id).is_some();
    dom.next_element(preface).filter(|next| has_heading(*next))
}

/// True if a link outside a section leads to its heading.
fn is_in_contents(dom: &Dom, heading: Id, section: Id) -> bool {
    let Some(id) = dom.value(heading, "id").or_else(|| dom.value(section, "id")) else { return false };
    let leads = |link: Id| dom.value(link, "href").and_then(|href| href.strip_prefix('#')) == Some(id);
    dom.descendants(Dom::ROOT).any(|d| dom.tag(d) == "a" && leads(d) && !dom.within(d, section))
}

fn is_box(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "div" | "section")
}

/// The sections of the same make beside one: of its class, with a heading of its level, and text below.
fn alike(page: &Page, section: Id) -> Vec<Id> {
    let dom = page.dom;
    let (Some(class), Some(parent)) = (dom.value(section, "class"), dom.parent(section)) else { return Vec::new() };
    let Some(level) = heading_of(dom, section).map(|heading| dom.tag(heading)) else { return Vec::new() };
    let is_alike = |id: Id| dom.tag(id) == dom.tag(section) && dom.value(id, "class") == Some(class);
    let belongs = |id: &Id| {
        let heading = heading_of(dom, *id).filter(|heading| dom.tag(*heading) == level);
        let is_text = |heading: Id| link_share(dom, *id) < LINKED || is_end_matter(page, heading, *id);
        is_alike(*id) && heading.is_some_and(is_text) && !is_other(dom, *id)
    };
    dom.elements(parent).filter(|id| *id != section && belongs(id)).collect()
}

/// The box around the article that begins with a heading and holds else only sections below it, and these parts of it.
fn section_around(dom: &Dom, root: Id) -> Option<(Id, Vec<Id>)> {
    let mut at = root;
    for _ in 0..NEAR {
        let parent = dom.parent(at).filter(|parent| is_box(dom, *parent))?;
        let others: Vec<Id> = dom.children(parent).filter(|child| *child != at && dom.has_words(*child)).collect();
        let Some((head, below)) = others.split_first() else {
            at = parent;
            continue;
        };
        let heading =
            heading_of(dom, parent).filter(|heading| dom.within(*heading, *head) && !dom.within(*heading, at));
        let are_sections = below.iter().all(|part| heading_of(dom, *part).is_some() && !is_other(dom, *part));
        return heading.filter(|_| are_sections).map(|_| (parent, others));
    }
    None
}

/// True for another article, a teaser or a box of controls.
fn is_other(dom: &Dom, section: Id) -> bool {
    let is_stamp = |id: Id| matches!(dom.tag(id), "time" | "address" | "h1" | "article");
    has_controls(dom, section) || is_clutter(dom, section) || dom.descendants(section).any(is_stamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(html: &str) -> usize {
        let dom = Dom::document(&format!("<body>{html}</body>"));
        dom.by_id("x").map_or(0, |root| beside(&Page::bare(&dom, Dom::ROOT), root).len())
    }

    fn sections(class: &str, others: &str) -> String {
        format!("<div class={class}><h2>Sails</h2><div id=x><p>They are wet.</p><p>They dry.</p></div></div>{others}")
    }

    #[test]
    fn sections_of_one_make_belong_together() {
        let other = |class: &str, text: &str| format!("<div class={class}><h2>Ropes</h2><div>{text}</div></div>");
        assert_eq!(count(&sections("sect1", &other("sect1", "<p>They are dry.</p>"))), 2, "and the own heading");
        assert_eq!(count(&sections("sect1", &other("sect1", "<ul><li>hemp<li>wire</ul>"))), 2);
        assert_eq!(count(&sections("sect1", &other("box", "<p>They are dry.</p>"))), 0);
        assert_eq!(count(&sections("card", &other("card", "<a href=/b>They are dry</a>"))), 0);
        assert_eq!(count(&sections("card", &other("card", "<time>May 1</time> They are dry."))), 0, "another article");
        let link = "<div class=card><h2><a href=/b>Ropes</a></h2><div>They are dry.</div></div>";
        assert_eq!(count(&sections("card", link)), 0, "a teaser");
    }

    #[test]
    fn sections_follow_a_preface() {
        let section = |title: &str| format!("<div class=s><h2 id={title}>{title}</h2><div>They are dry.</div></div>");
        let preface = "<div><div id=x>They are wet.</div></div>";
        assert_eq!(count(&format!("<div>{preface}{}{}</div>", section("Ropes"), section("Masts"))), 2);
        assert_eq!(count(&format!("<div>{preface}{}</div>", section("Ropes"))), 0);
        let contents = "<ul><li><a href='#Ropes'>Ropes</a></ul>";
        assert_eq!(count(&format!("{contents}<div>{preface}{}</div>", section("Ropes"))), 1);
    }

    #[test]
    fn a_heading_may_be_in_a_box() {
        let card = |id: &str| {
            format!(
                "<div class=card><div class=card-header><h5>Ropes</h5></div><div {id}><p>They are dry.</p></div></div>"
            )
        };
        assert_eq!(count(&format!("{}{}", card("id=x"), card(""))), 2);
    }
}
