//! The length of running text below every element of a page: sentences outside links and headings.
//!
//! A name is evidence but not proof. So code that judges by a name asks here first: if the box holds too much of the
//! page's text, or its heading, the name is wrong.

use super::{Dom, Id};

/// Fewest characters that count in a text node; shorter texts are labels.
const LEAST: usize = 40;
/// Fewest characters of a paragraph that count.
const LEAST_PARAGRAPH: usize = 20;
/// A box with more than one part in this many of the page's running text is never removed by its name.
const LARGEST: usize = 3;
/// Pages with less running text than this, in characters, have too little to protect.
const SMALLEST_PAGE: usize = 200;

/// The running text of a page, in characters.
#[derive(Clone, Debug)]
pub struct RunningText {
    below: Vec<u32>,
    /// Elements with an `<h1>` at or below them.
    headed: Vec<bool>,
}

impl RunningText {
    /// Counts a page.
    pub fn of_page(dom: &Dom) -> Self {
        let mut text = RunningText { below: vec![0; dom.count()], headed: vec![false; dom.count()] };
        let unread =
            |id: Id| matches!(dom.tag(id), "script" | "style" | "template" | "head" | "noscript" | "svg" | "select");
        for id in dom.descendants_but(Dom::ROOT, unread) {
            let own = own_text(dom, id, |_| false);
            let headed = dom.tag(id) == "h1" && dom.has_words(id);
            if own > 0 || headed {
                for above in dom.ancestors(id).chain([id]) {
                    text.below[above.index()] += own;
                    text.headed[above.index()] |= headed;
                }
            }
        }
        text
    }

    /// The running text at and below a node.
    pub fn of(&self, id: Id) -> usize {
        self.below.get(id.index()).map_or(0, |length| *length as usize)
    }

    /// True if a box holds so much of the page's running text, or its heading with some of it, that its name is not
    /// evidence.
    pub fn is_beyond_names(&self, id: Id) -> bool {
        let own = self.of(id);
        own > 0 && self.headed.get(id.index()).is_some_and(|headed| *headed) || self.is_large(own)
    }

    /// True if this many characters are a large part of the page's running text.
    pub fn is_large(&self, length: usize) -> bool {
        let all = self.of(Dom::ROOT);
        all >= SMALLEST_PAGE && length * LARGEST >= all
    }
}

/// The running text of one element itself: its own text and that of its inline elements, outside links; short runs and
/// menus do not count.
pub(crate) fn own_text(dom: &Dom, id: Id, is_left_out: impl Fn(Id) -> bool) -> u32 {
    if !dom.is_element(id) || is_inline(dom.tag(id)) || dom.tag(id) == "label" || dom.is_heading(id) {
        return 0;
    }
    let (mut plain, mut linked) = (0usize, 0usize);
    for child in dom.children(id).filter(|child| !is_left_out(*child)) {
        count_inline(dom, child, false, 0, &mut plain, &mut linked);
    }
    let enough = if dom.tag(id) == "p" { LEAST_PARAGRAPH } else { LEAST };
    if plain >= enough && linked < plain { plain as u32 } else { 0 }
}

fn count_inline(dom: &Dom, id: Id, in_link: bool, depth: usize, plain: &mut usize, linked: &mut usize) {
    /// Deepest nesting of inline elements that is searched.
    const DEEPEST: usize = 12;
    if let Some(text) = dom.text(id) {
        let length: usize = text.split_whitespace().map(|w| w.chars().count() + 1).sum();
        *if in_link { linked } else { plain } += length;
        return;
    }
    let tag = dom.tag(id);
    if is_inline(tag) && depth < DEEPEST {
        let link = in_link || tag == "a";
        dom.children(id).for_each(|c| count_inline(dom, c, link, depth + 1, plain, linked));
    }
}

/// True if the text of an element with this tag belongs to the element around it.
pub(crate) fn is_inline(tag: &str) -> bool {
    matches!(tag, "a" | "abbr" | "b" | "cite" | "code" | "del" | "em" | "font" | "i" | "ins" | "kbd" | "mark")
        || matches!(tag, "q" | "s" | "small" | "span" | "strong" | "sub" | "sup" | "time" | "u" | "var")
}
