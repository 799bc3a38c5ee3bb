//! Our own search for the article, next to Readability's: it finds the region with the running text.
//!
//! Modern pages scatter an article over many boxes that share no class and no parent but the page's main box, and
//! Readability takes the largest of them. Here every run of text that reads like prose counts with its length. Boxes
//! that are named or built like page furniture do not count. The region is the deepest box that still holds nearly all
//! of the prose.

use std::cell::Cell;

use crate::doc::count::letters;
use crate::front::html::clutter::is_named_clutter;
use crate::front::html::dom::lengths::Lengths;
use crate::front::html::dom::running_text::own_text;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::Removals;
use crate::front::html::removals::cards::is_cards;
use crate::front::html::removals::comments::{COMMENTS_SHARE, is_comment_thread};

/// The density of prose at and below each node, in characters.
pub(crate) struct TextDensity {
    below: Vec<u32>,
}

/// The share of its parent's density that a box must hold for the search to continue inside it.
const NEARLY_ALL: f64 = 0.8;

/// Fewest letters of a text for which its place in the record is no accident.
const TOLD: usize = 20;

impl TextDensity {
    /// Scores a page of a site. Page furniture and cards for other articles score 0. So do comments below the article,
    /// unless the page holds hardly anything but comments.
    pub(crate) fn score(dom: &Dom, removed: &Removals, host: Option<&str>) -> Self {
        let lengths = Lengths::of_page(dom);
        let talks = Cell::new(false);
        let furniture = |id| is_furniture(dom, id) || is_cards(dom, id, &lengths, host);
        let talk = |id| {
            let talk = is_comment_thread(dom, id);
            talks.set(talks.get() || talk);
            talk
        };
        let quiet = Self::score_without(dom, removed, |id| furniture(id) || talk(id));
        if !talks.get() {
            return quiet;
        }
        let all = Self::score_without(dom, removed, furniture);
        if quiet.of(Dom::ROOT) >= all.of(Dom::ROOT) / (COMMENTS_SHARE as u32 + 1) { quiet } else { all }
    }

    fn score_without(dom: &Dom, removed: &Removals, weightless: impl Fn(Id) -> bool) -> Self {
        let weightless = |id| removed.has(id) || dom.is_element(id) && weightless(id);
        Self::sum(dom, weightless, |id| own_text(dom, id, |child| removed.has(child)))
    }

    /// Sums up the scores of nodes.
    fn sum(dom: &Dom, weightless: impl Fn(Id) -> bool, own: impl Fn(Id) -> u32) -> Self {
        let mut density = TextDensity { below: vec![0; dom.count()] };
        for id in dom.descendants_but(Dom::ROOT, weightless) {
            let own = own(id);
            if own > 0 {
                for above in dom.ancestors(id).chain([id]) {
                    density.below[above.index()] += own;
                }
            }
        }
        density
    }

    /// Scores only text that is also in the article's record.
    pub(crate) fn told(dom: &Dom, removed: &Removals, record: &str) -> Self {
        let record = letters(record);
        let told =
            |own: &String| own.len() >= TOLD && memchr::memmem::find(record.as_bytes(), own.as_bytes()).is_some();
        let own = |id| dom.text(id).map(letters).filter(told).map_or(0, |own| own.len() as u32);
        Self::sum(dom, |id| removed.has(id), own)
    }

    /// The density of the texts below a node that are not left out.
    pub(crate) fn of_texts(&self, dom: &Dom, root: Id, removed: &Removals) -> u32 {
        dom.descendants_but(root, |id| removed.has(id)).filter(|id| dom.text(*id).is_some()).map(|id| self.of(id)).sum()
    }

    /// The density at and below a node.
    pub(crate) fn of(&self, id: Id) -> u32 {
        self.below[id.index()]
    }

    /// The deepest box with nearly all of the density below `from`.
    pub(crate) fn region(&self, dom: &Dom, from: Id) -> Id {
        let mut at = from;
        while let Some(child) = dom.elements(at).max_by_key(|c| self.of(*c)) {
            let enough = f64::from(self.of(child)) >= NEARLY_ALL * f64::from(self.of(at)) && self.of(child) > 0;
            if !enough || !is_box(dom.tag(child)) {
                break;
            }
            at = child;
        }
        at
    }
}

fn is_box(tag: &str) -> bool {
    !matches!(
        tag,
        "p" | "ul"
            | "ol"
            | "li"
            | "dl"
            | "blockquote"
            | "pre"
            | "table"
            | "tbody"
            | "tr"
            | "a"
            | "span"
            | "figure"
            | "strong"
            | "b"
            | "em"
    )
}

/// True if the text of this box is never the article's.
fn is_furniture(dom: &Dom, id: Id) -> bool {
    match dom.tag(id) {
        "nav" | "footer" | "form" | "button" | "select" | "aside" | "noscript" => {
            dom.tag(id) != "form" || !holds_page(dom, id)
        }
        "p" | "span" | "a" | "li" | "td" | "b" | "i" | "em" | "strong" | "body" | "html" | "main" | "article" => false,
        _ => is_named_clutter(dom, id) && !holds_page(dom, id),
    }
}

/// Old systems put the whole page into one form.
fn holds_page(dom: &Dom, id: Id) -> bool {
    dom.descendants(id).filter(|d| dom.tag(*d) == "p").take(12).count() == 12
}
