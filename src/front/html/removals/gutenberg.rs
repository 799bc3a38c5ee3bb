//! The frame of Project Gutenberg around a book: the licence above its first mark and below its last.

use super::{Decide, HtmlRule, Page, Removals};
use crate::front::html::dom::{Dom, Id, is_block_tag};
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// The frame.
pub(crate) const FRAME: HtmlRule = Rule {
    id: "gutenberg-frame",
    reason: Reason::Frame,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "What stands above “*** START OF THE PROJECT GUTENBERG EBOOK” and below “*** END OF”.",
    examples: &[(
        "<p>You may copy it.</p><p>*** START OF THIS PROJECT GUTENBERG EBOOK SAILS ***</p><p>Sails.</p>",
        "Sails.",
    )],
    decide: Decide::Tree(frame),
};

fn frame(page: &Page, _: &Removals) -> Vec<Id> {
    let dom = page.dom;
    let marks =
        |d: Id, mark: &str| dom.text(d).is_some_and(|text| text.contains("***") && text.to_uppercase().contains(mark));
    let is_start = |d: &Id| marks(*d, "START OF TH") && marks(*d, "PROJECT GUTENBERG");
    let is_end = |d: &Id| {
        let closes = dom.text(*d).is_some_and(|text| {
            let words = text.trim_start().to_lowercase();
            ["end of the project gutenberg", "end of project gutenberg"].iter().any(|start| words.starts_with(start))
        });
        closes || marks(*d, "END OF TH") && marks(*d, "PROJECT GUTENBERG")
    };
    let mut found = Vec::new();
    let Some(start) = dom.descendants(page.root).find(is_start) else { return found };
    beyond(page, start, |dom, id| dom.prev(id), &mut found);
    let after = std::iter::successors(dom.after(start, page.root), |at| dom.following(*at, page.root));
    if let Some(end) = after.into_iter().find(is_end) {
        beyond(page, end, |dom, id| dom.next(id), &mut found);
    }
    found
}

/// The block with a mark, and all blocks on one side of it.
fn beyond(page: &Page, mark: Id, next: fn(&Dom, Id) -> Option<Id>, found: &mut Vec<Id>) {
    let dom = page.dom;
    let is_block = |a: &Id| is_block_tag(dom.tag(*a));
    let Some(block) = dom.ancestors(mark).take_while(|a| *a != page.root).find(is_block) else { return };
    found.push(block);
    let above = dom.ancestors(block).take_while(|a| *a != page.root);
    for at in std::iter::once(block).chain(above) {
        found.extend(std::iter::successors(next(dom, at), |id| next(dom, *id)));
    }
}
