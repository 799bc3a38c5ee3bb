//! The heading of a list of the page's own headings, after the list itself was removed.

use super::pointers::plain;
use super::sections::outermost;
use super::{Decide, HtmlRule, Page, Removals};
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Rule, Scope};
use crate::lang::sections;

/// The heading above a list that was removed entry by entry.
pub(crate) const HEADING: HtmlRule = Rule {
    id: "contents-heading",
    reason: Reason::Navigation,
    scope: Scope::Article,
    evidence: Evidence::Phrase,
    about: "The heading “Contents” where nothing of the list below it is left.",
    examples: &[
        ("<h2>Contents</h2><div><nav><a href='#a'>Sails</a></nav></div><p id=a>Sails.</p>", "Sails."),
        ("<div><div><h4>Contents</h4></div><nav><a href='#a'>Sails</a></nav></div><p id=a>Sails.</p>", "Sails."),
        ("<div><h4>Contents</h4><p>Ropes.</p></div>", "Contents Ropes."),
    ],
    decide: Decide::Tree(headings),
};

fn headings(page: &Page, removed: &Removals) -> Vec<Id> {
    let dom = page.dom;
    let heading = |d: &Id| dom.is_subheading(*d);
    let emptied = |d: &Id| {
        let below = dom.next_element(outermost(dom, *d)).filter(|_| announces_contents(dom, *d));
        below.is_some_and(|below| dom.has_words(below) && is_emptied(dom, below, removed))
    };
    dom.descendants_but(page.root, |id| removed.has(id)).filter(heading).filter(emptied).collect()
}

/// True if a heading or line announces a table of contents.
fn announces_contents(dom: &Dom, title: Id) -> bool {
    let words = plain(&dom.words_of(title));
    sections::heads_contents_of_page(words.trim_end_matches([':', ' ', '.']))
}

/// True if all words of an element were left out.
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
