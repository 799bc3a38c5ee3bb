//! Our own search for the article, beside Readability's: where the running text is.
//!
//! Modern pages scatter one article over many boxes that share no class and no parent but the page's main box, and
//! Readability takes the largest of them. Here every run of text that reads like prose counts with its length, boxes
//! that are named or built like furniture do not, and the region is the deepest box that still holds nearly all.

use std::cell::Cell;

use crate::front::html::dom::lengths::Lengths;
use crate::front::html::dom::{Dom, Id, letters};
use crate::front::html::removals::Removals;
use crate::front::html::removals::cards::is_cards;
use crate::front::html::removals::comments::{COMMENTS_SHARE, is_comment_thread};
use crate::front::html::removals::names::is_named_clutter;

/// The density of prose at and below each node, in characters.
pub struct TextDensity {
    below: Vec<u32>,
}

/// The share of its parent's density that a box must hold for the search to go on into it.
const NEARLY_ALL: f64 = 0.8;

/// Fewest letters of a text whose standing in the record is no accident.
const TOLD: usize = 20;

impl TextDensity {
    /// Weighs a page of a site. Neither furniture nor cards that show other articles have weight, and talk below the
    /// article only where hardly anything else is on the page.
    pub fn score(dom: &Dom, removed: &Removals, host: Option<&str>) -> Self {
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
        Self::sum(dom, weightless, |id| own_prose(dom, id, removed))
    }

    /// Sums up what nodes score of themselves.
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

    /// Weighs only text that stands in the article's record too.
    pub fn told(dom: &Dom, removed: &Removals, record: &str) -> Self {
        let record = letters(record);
        let told =
            |own: &String| own.len() >= TOLD && memchr::memmem::find(record.as_bytes(), own.as_bytes()).is_some();
        let own = |id| dom.text(id).map(letters).filter(told).map_or(0, |own| own.len() as u32);
        Self::sum(dom, |id| removed.has(id), own)
    }

    /// The density of the texts below a node that are not left out.
    pub fn of_texts(&self, dom: &Dom, root: Id, removed: &Removals) -> u32 {
        dom.descendants_but(root, |id| removed.has(id)).filter(|id| dom.text(*id).is_some()).map(|id| self.of(id)).sum()
    }

    /// The density at and below a node.
    pub fn of(&self, id: Id) -> u32 {
        self.below[id.index()]
    }

    /// The deepest box with nearly all of the density below `from`.
    pub fn region(&self, dom: &Dom, from: Id) -> Id {
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

/// Boxes whose text is never the article's.
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

/// The prose of one element itself: text of its own and of what stands in its lines, outside links; short runs and
/// menus do not count.
fn own_prose(dom: &Dom, id: Id, removed: &Removals) -> u32 {
    if !dom.is_element(id)
        || matches!(
            dom.tag(id),
            "a" | "span"
                | "b"
                | "i"
                | "em"
                | "strong"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "code"
                | "label"
                | "time"
                | "font"
                | "u"
                | "small"
                | "sup"
        )
    {
        return 0;
    }
    let (mut plain, mut linked) = (0usize, 0usize);
    for child in dom.children(id) {
        if removed.has(child) {
            continue;
        }
        count_inline(dom, child, false, 0, &mut plain, &mut linked);
    }
    let enough = if dom.tag(id) == "p" { 20 } else { 40 };
    if plain >= enough && linked < plain { plain as u32 } else { 0 }
}

fn count_inline(dom: &Dom, id: Id, in_link: bool, depth: usize, plain: &mut usize, linked: &mut usize) {
    if let Some(text) = dom.text(id) {
        let length: usize = text.split_whitespace().map(|w| w.chars().count() + 1).sum();
        *if in_link { linked } else { plain } += length;
        return;
    }
    let inline = matches!(
        dom.tag(id),
        "a" | "span"
            | "b"
            | "i"
            | "em"
            | "strong"
            | "code"
            | "font"
            | "u"
            | "small"
            | "sup"
            | "sub"
            | "mark"
            | "abbr"
            | "cite"
            | "q"
            | "time"
            | "s"
            | "del"
            | "ins"
            | "kbd"
            | "var"
    );
    if inline && depth < 12 {
        let link = in_link || dom.tag(id) == "a";
        dom.children(id).for_each(|c| count_inline(dom, c, link, depth + 1, plain, linked));
    }
}
