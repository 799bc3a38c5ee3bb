//! Text between the title and the part that was found.
//!
//! Sites set the first paragraphs into the head of the page, beside the title and over the lead picture, in a separate
//! box. The finder takes the box with most text and leaves the separate box out. Prose between the title and the
//! article belongs to the article.

use std::collections::BTreeSet;

use super::density::TextDensity;
use crate::front::html::clutter::is_named_clutter;
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::measure::{link_share, same_words};
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::{Page, Removals, outside};
use crate::front::removal::Reason;

/// Fewest characters of prose that a box before the article must hold.
const LEAST: u32 = 80;
/// The article must be this many times longer than the introduction.
const SHARE: u32 = 3;
/// One paragraph of this many characters is a standfirst.
const STANDFIRST: u32 = 320;
/// Most elements that are looked at.
const NEAR: usize = 400;
/// Words in class or id of boxes about the author of the article.
const OF_AUTHORS: &[&str] = &["author", "authors", "byline", "bylines", "bio", "contributor", "tooltip", "reviewer"];

/// The parts before the article.
pub(crate) enum Intro {
    /// Nothing like prose.
    Nothing,
    /// One short paragraph: the subject of the article.
    Standfirst(Id),
    /// Paragraphs that belong to the article, which has a wider root with them.
    Paragraphs(Id),
}

/// Looks for prose between the title and the root.
pub(crate) fn find(page: &Page, density: &TextDensity, removed: &mut Removals) -> Intro {
    let (dom, root, title) = (page.dom, page.root, page.title);
    let Some(heading) = title_before(dom, root, title) else { return Intro::Nothing };
    let Some(common) = dom.ancestors(heading).find(|a| dom.within(root, *a)) else { return Intro::Nothing };
    if matches!(dom.tag(common), "html" | "head") {
        return Intro::Nothing;
    }
    let found = between(dom, heading, root, common, density, removed);
    let length: u32 = found.iter().map(|id| density.of(*id)).sum();
    if found.is_empty() || length * SHARE > density.of(root) {
        return Intro::Nothing;
    }
    if let [only] = found.as_slice()
        && length <= STANDFIRST
        && !super::standfirst::holds_more(dom, *only)
    {
        // A caption goes with its picture, if that is shown.
        let caption = super::standfirst::is_caption(&dom.words_of(*only));
        return if caption { Intro::Nothing } else { Intro::Standfirst(*only) };
    }
    // The new root holds only the introduction and the old root.
    let kept: BTreeSet<Id> = found.iter().copied().chain([root]).collect();
    let above: BTreeSet<Id> = kept.iter().flat_map(|id| dom.ancestors(*id)).collect();
    let mut at = dom.first(common);
    while let Some(id) = at {
        if above.contains(&id) {
            at = dom.following(id, common);
            continue;
        }
        if !kept.contains(&id) {
            removed.leave_out(id, outside::removal(page, &outside::OUTSIDE, id));
        }
        at = dom.after(id, common);
    }
    Intro::Paragraphs(common)
}

/// The heading with the title, if it stands before the article and not in it.
fn title_before(dom: &Dom, root: Id, title: &str) -> Option<Id> {
    let headings = || dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "h1");
    let heading = headings().find(|h| same_words(&dom.words_of(*h), title)).or_else(|| headings().next())?;
    (!dom.within(heading, root) && !dom.within(root, heading) && is_before(dom, heading, root)).then_some(heading)
}

/// True if a node stands before another in the page, neither in the other.
fn is_before(dom: &Dom, first: Id, second: Id) -> bool {
    let mut at = dom.after(first, Dom::ROOT);
    while let Some(id) = at {
        if id == second {
            return true;
        }
        at = if dom.within(second, id) { dom.first(id) } else { dom.after(id, Dom::ROOT) };
    }
    false
}

/// Boxes of prose after the heading and before the root.
fn between(dom: &Dom, heading: Id, root: Id, common: Id, density: &TextDensity, removed: &Removals) -> Vec<Id> {
    let mut found = Vec::new();
    let mut at = dom.after(heading, common);
    for _ in 0..NEAR {
        let Some(id) = at.filter(|id| *id != root) else { break };
        let holds_root = dom.within(root, id);
        if !dom.is_element(id) || !holds_root && (removed.reason(id) == Some(Reason::Hidden) || density.of(id) < LEAST)
        {
            at = dom.after(id, common);
            continue;
        }
        if !holds_root && is_elsewhere(dom, id) {
            at = dom.after(id, common);
            continue;
        }
        // The smallest box that holds its prose.
        let split = dom.elements(id).filter(|c| density.of(*c) > 0).count();
        let whole = split != 1 && !holds_root;
        if whole && link_share(dom, id) < 0.4 {
            found.push(id);
        }
        at = if whole { dom.after(id, common) } else { dom.following(id, common) };
    }
    found
}

fn is_elsewhere(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "nav" | "aside" | "footer" | "form" | "figure" | "figcaption" | "table")
        || has_word(dom, id, OF_AUTHORS)
        || is_named_clutter(dom, id)
}
