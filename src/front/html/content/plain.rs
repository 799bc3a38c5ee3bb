//! Plain pages: manuals, old essays, what programs print. All of such a page is its article.
//!
//! The candidates and the block model know pages of papers, where most of what is short or stands in lists is furniture.
//! A manual is made of such parts. Its page is bare, though: it states nothing for social networks, and has few scripts, style
//! sheets, fields and links. Of the 3,264 pages of the development sets, nearly all of papers and blogs, a handful are so bare.

use super::blocks::TextBlocks;
use super::candidates::{Candidate, PAGE};
use super::select::words;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::{Page, names};
use crate::front::removal::Reason;

/// At most this share of the words of a plain page is linked.
const LINKED: f32 = 0.25;
/// At most this share of its words is in boxes with the names of furniture.
const FURNISHED: f32 = 0.05;
/// A page with fewer words is too short to tell.
const FEWEST: f32 = 150.0;
/// The whole page has at least this many times the words of the choice; otherwise the choice is as good.
const MORE: f32 = 1.1;

/// True if an element is one of a kind.
type IsOne = fn(&Dom, Id) -> bool;

/// What makes a page more than a text, and the most of it on a plain page.
const EQUIPMENT: &[(IsOne, usize)] = &[
    (tells_networks, 0),
    (|dom, id| dom.tag(id) == "script", 3),
    (|dom, id| dom.tag(id) == "style" || dom.attr(id, "rel").is_some_and(|rel| rel == "stylesheet"), 3),
    (|dom, id| matches!(dom.tag(id), "input" | "textarea" | "select" | "button"), 3),
    (|dom, id| matches!(dom.tag(id), "iframe" | "aside" | "article"), 0),
];

/// `<meta>` for those who show a link to the page.
fn tells_networks(dom: &Dom, id: Id) -> bool {
    let name = dom.attr(id, "property").or_else(|| dom.attr(id, "name"));
    dom.tag(id) == "meta" && name.is_some_and(|name| name.starts_with("og:") || name.starts_with("twitter:"))
}

/// True if a page is plain.
pub(crate) fn is_plain(page: &Page, blocks: &TextBlocks) -> bool {
    let dom = page.dom;
    let all = blocks.blocks.iter().map(|block| block.words).sum::<u32>() as f32;
    let linked = blocks.blocks.iter().map(|block| block.linked_words).sum::<u32>() as f32;
    if all < FEWEST || linked > LINKED * all {
        return false;
    }
    let elements = || dom.descendants(Dom::ROOT).filter(|id| dom.is_element(*id));
    if EQUIPMENT.iter().any(|(is_one, most)| elements().filter(|id| is_one(dom, *id)).nth(*most).is_some()) {
        return false;
    }
    // Contents and pointers to other chapters are navigation, and manuals have them.
    let is_furniture =
        |id: &Id| names::is_box(dom.tag(*id)) && page.named(*id).is_some_and(|reason| reason != Reason::Navigation);
    let mut furnished = vec![false; dom.count()];
    for id in dom.descendants(page.root).filter(is_furniture) {
        dom.descendants(id).for_each(|below| furnished[below.index()] = true);
    }
    words(&blocks.share(|node| furnished[node.index()]), blocks) <= FURNISHED * all
}

/// The candidate that is the whole page, if the choice lacks much of it.
pub(crate) fn whole(candidates: &[Candidate], blocks: &TextBlocks, choice: usize) -> Option<usize> {
    let page = candidates.iter().position(|candidate| candidate.way == PAGE)?;
    let count = |at: usize| words(&candidates[at].coverage, blocks);
    (count(page) >= MORE * count(choice)).then_some(page)
}
