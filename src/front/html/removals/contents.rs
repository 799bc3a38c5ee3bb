//! The list of the page's own headings: the edition makes its own where one is wanted.

use super::pointers::plain;
use super::sections::outermost;
use super::{Decide, HtmlRule, Page, Removals};
use crate::front::html::dom::urls;
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// Fewest entries of a table of contents.
const FEWEST: usize = 3;
/// The longest heading above one, in characters.
const TITLE: usize = 40;

/// The list.
pub(crate) const LIST: HtmlRule = Rule {
    id: "contents-list",
    reason: Reason::Navigation,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Lists of links to the page's own headings, with the line above that announces them.",
    examples: &[(
        "<p>Contents</p><ul><li><a href='#a'>Sails</a><li><a href='#b'>Masts</a><li><a href='#c'>Ropes</a></ul>\
         <h2 id=a>Sails</h2><p>White.</p><h2 id=b>Masts</h2><p>Tall.</p><h2 id=c>Ropes</h2><p>Long.</p>",
        "Sails White. Masts Tall. Ropes Long.",
    )],
    decide: Decide::Tree(lists),
};

/// The heading above a list that went entry by entry.
pub(crate) const HEADING: HtmlRule = Rule {
    id: "contents-heading",
    reason: Reason::Navigation,
    scope: Scope::Article,
    evidence: Evidence::Phrase,
    about: "The heading “Contents” where nothing of the list below it is left.",
    examples: &[("<h2>Contents</h2><div><nav><a href='#a'>Sails</a></nav></div><p id=a>Sails.</p>", "Sails.")],
    decide: Decide::Tree(headings),
};

fn lists(page: &Page, removed: &Removals) -> Vec<Id> {
    let mut found = Vec::new();
    let dom = page.dom;
    for list in dom.descendants_but(page.root, |id| removed.has(id)).filter(|d| matches!(dom.tag(*d), "ul" | "ol")) {
        if found.iter().any(|outer| dom.within(list, *outer)) || !is_contents(dom, list) {
            continue;
        }
        found.push(list);
        let title = dom.prev_element(outermost(dom, list));
        found.extend(title.filter(|t| dom.words_of(*t).chars().count() <= TITLE && announces_contents(dom, *t)));
    }
    found
}

fn headings(page: &Page, removed: &Removals) -> Vec<Id> {
    let dom = page.dom;
    let heading = |d: &Id| matches!(dom.tag(*d), "h2" | "h3" | "h4" | "h5" | "h6");
    let emptied = |d: &Id| {
        let below = dom.next_element(*d).filter(|_| page.length(*d) <= TITLE && announces_contents(dom, *d));
        below.is_some_and(|below| dom.has_words(below) && is_emptied(dom, below, removed))
    };
    dom.descendants_but(page.root, |id| removed.has(id)).filter(heading).filter(emptied).collect()
}

/// A list of the page's own headings: the edition makes its own where one is wanted.
fn is_contents(dom: &Dom, list: Id) -> bool {
    let mut entries = 0;
    for item in dom.descendants(list).filter(|d| dom.tag(*d) == "li") {
        let own: Vec<Id> = dom.children(item).filter(|c| !matches!(dom.tag(*c), "ul" | "ol")).collect();
        let link = own.iter().find_map(|&c| match dom.tag(c) {
            "a" => Some(c),
            "" => None,
            _ => dom.find(c, "a"),
        });
        let Some(link) = link else { return false };
        let leads = dom.attr(link, "href").and_then(|h| h.strip_prefix('#')).is_some_and(|key| {
            let key = urls::unescape(key);
            dom.by_id(&key).is_some_and(|place| !dom.within(place, list) && is_at_heading(dom, place))
        });
        let outside = |c: Id| match dom.text(c) {
            Some(text) => text.trim().trim_end_matches(['.', ')', '–', '-']).chars().any(char::is_alphabetic),
            None => !dom.within(link, c) && c != link && dom.has_words(c),
        };
        if !leads || own.into_iter().any(outside) {
            return false;
        }
        entries += 1;
    }
    entries >= FEWEST
}

/// A heading, something in one, or what stands just before or around one.
fn is_at_heading(dom: &Dom, place: Id) -> bool {
    let heading = |d: Id| matches!(dom.tag(d), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    heading(place)
        || dom.ancestors(place).take(4).any(heading)
        || dom.descendants(place).take(6).any(heading)
        || !dom.has_words(place) && dom.next_element(place).is_some_and(heading)
}

/// Whether a heading or line says that a table of contents follows.
fn announces_contents(dom: &Dom, title: Id) -> bool {
    const WORDS: &[&str] = &[
        "contents",
        "table of contents",
        "on this page",
        "in this article",
        "in this post",
        "in this guide",
        "jump to",
        "jump to section",
        "quick links",
        "what's inside",
        "what's in this article",
        "inhalt",
        "inhaltsverzeichnis",
        "sommaire",
        "índice",
        "indice",
        "inhoud",
    ];
    let words = plain(&dom.words_of(title));
    WORDS.contains(&words.trim_end_matches([':', ' ', '.']))
}

/// Whether nothing of the words of an element is left.
fn is_emptied(dom: &Dom, root: Id, removed: &Removals) -> bool {
    let mut at = Some(root);
    while let Some(id) = at {
        let gone = removed.has(id);
        if !gone && dom.text(id).is_some_and(|text| !text.trim().is_empty()) {
            return false;
        }
        at = if gone { dom.after(id, root) } else { dom.following(id, root) };
    }
    true
}
