//! The length of the text below every node, counted once.
//!
//! Most rules about a box need its length. To fold the text each time costs as much as the text is long, again at every
//! level of the page.

use super::{Dom, Id};

/// The bytes of text below each node, white space folded: `words_of(id).len()`, within a word or two.
pub(crate) struct Lengths(Vec<u32>);

impl Lengths {
    /// Counts a page.
    pub(crate) fn of_page(dom: &Dom) -> Self {
        let mut lengths = vec![0u32; dom.count()];
        for id in dom.descendants(Dom::ROOT) {
            let Some(text) = dom.text(id) else { continue };
            // Scripts are often longer than the article, and no rule needs their length.
            if dom.parent(id).is_some_and(|parent| matches!(dom.tag(parent), "script" | "style")) {
                continue;
            }
            let words = text.split([' ', '\t', '\n', '\r', '\u{c}']).filter(|word| !word.is_empty());
            let length = words.map(|word| word.len() as u32 + 1).sum::<u32>();
            if length > 0 {
                dom.ancestors(id).chain([id]).for_each(|above| lengths[above.index()] += length);
            }
        }
        Lengths(lengths)
    }

    /// The length of the text at and below a node.
    pub(crate) fn of(&self, id: Id) -> usize {
        self.0.get(id.index()).map_or(0, |length| *length as usize)
    }
}
