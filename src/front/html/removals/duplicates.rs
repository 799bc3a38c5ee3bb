//! Text that a page holds twice.
//!
//! Pages made for two widths of screen hold their text once for each and show one; an article behind a gate has a
//! copy before it. A box most of whose paragraphs stood in the page before is such a copy. A refrain, a quotation
//! that is pulled out or a caption that comes again is not: it is too little.

use std::collections::HashSet;

use super::report::{Reason, Removals};
use crate::front::html::dom::{Dom, Id};

/// Paragraphs shorter than this, in bytes, are not compared: formulas of courtesy come again everywhere.
const LONG: usize = 80;
/// A copy has at least so many paragraphs, and so many bytes of them.
const PARAGRAPHS: usize = 3;
const BYTES: usize = 600;
/// The share of its long paragraphs that stood before.
const SHARE: f64 = 0.9;

/// The long paragraphs at and below a node.
#[derive(Clone, Copy, Default)]
struct Tally {
    all: usize,
    again: usize,
    count: usize,
}

/// Leaves copies out, the first of them excepted.
pub fn leave_out(dom: &Dom, root: Id, removed: &mut Removals) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut tallies = vec![Tally::default(); dom.count()];
    let mut copies = false;
    let mut at = dom.first(root);
    while let Some(id) = at {
        if removed.has(id) {
            at = dom.after(id, root);
            continue;
        }
        let paragraph = matches!(dom.tag(id), "p" | "li" | "pre" | "dd");
        at = if paragraph { dom.after(id, root) } else { dom.following(id, root) };
        if !paragraph {
            continue;
        }
        let words = dom.words_of(id);
        let length = words.len();
        if length < LONG {
            continue;
        }
        let again = !seen.insert(words);
        for above in dom.ancestors(id).take_while(|a| *a != root) {
            let tally = &mut tallies[above.index()];
            tally.all += length;
            tally.again += if again { length } else { 0 };
            tally.count += usize::from(again);
            copies |= tally.count >= PARAGRAPHS;
        }
    }
    if !copies {
        return;
    }
    let mut at = dom.first(root);
    while let Some(id) = at {
        let tally = tallies[id.index()];
        let copy = tally.count >= PARAGRAPHS && tally.again >= BYTES && tally.again as f64 >= SHARE * tally.all as f64;
        if copy {
            removed.leave_out(id, Reason::Repeated);
        }
        at = if copy || removed.has(id) { dom.after(id, root) } else { dom.following(id, root) };
    }
}
