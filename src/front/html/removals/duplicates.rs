//! Text that occurs twice in a page.
//!
//! Pages made for two widths of screen hold their text once for each and show one; an article behind a gate has a copy
//! before it. A box is such a copy if most of its paragraphs occur earlier in the page. A refrain, a pull quote or a
//! repeated caption is too short to be one.

use std::collections::HashSet;

use super::{Decide, HtmlRule, Page, Removals};
use crate::front::html::dom::Id;
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// A text of three paragraphs twice.
const COPIED: &str = "<div class=wide><p>The first paragraph of the article is long enough to be compared, and it says \
    that the harbour was quiet, and that nobody on the quay expected a ship before noon; but then a \
    ship came in, with four masts and white sails, and everybody ran.</p><p>The second paragraph of the \
    article is long enough to be compared, and it says that the ship had lost her rudder, and that her \
    captain had steered her with the sails alone for nine days and nine nights, which nobody on the \
    quay believed.</p><p>The third paragraph of the article is long enough to be compared, and it says \
    that the captain was given a medal, a dinner and a new rudder, and that he sailed again within the \
    week, because the wind was fair and the harbour was dull.</p></div><div class=narrow><p>The first \
    paragraph of the article is long enough to be compared, and it says that the harbour was quiet, and \
    that nobody on the quay expected a ship before noon; but then a ship came in, with four masts and \
    white sails, and everybody ran.</p><p>The second paragraph of the article is long enough to be \
    compared, and it says that the ship had lost her rudder, and that her captain had steered her with \
    the sails alone for nine days and nine nights, which nobody on the quay believed.</p><p>The third \
    paragraph of the article is long enough to be compared, and it says that the captain was given a \
    medal, a dinner and a new rudder, and that he sailed again within the week, because the wind was \
    fair and the harbour was dull.</p></div>";
/// The same text once.
const ONCE: &str = "The first paragraph of the article is long enough to be compared, and it says that the harbour was \
    quiet, and that nobody on the quay expected a ship before noon; but then a ship came in, with four \
    masts and white sails, and everybody ran. The second paragraph of the article is long enough to be \
    compared, and it says that the ship had lost her rudder, and that her captain had steered her with \
    the sails alone for nine days and nine nights, which nobody on the quay believed. The third \
    paragraph of the article is long enough to be compared, and it says that the captain was given a \
    medal, a dinner and a new rudder, and that he sailed again within the week, because the wind was \
    fair and the harbour was dull.";

/// Copies.
pub(crate) const COPY: HtmlRule = Rule {
    id: "copy",
    reason: Reason::Repeated,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Boxes most of whose paragraphs stood in the page before, as pages hold them for another width of screen.",
    examples: &[(COPIED, ONCE)],
    decide: Decide::Tree(copies),
};

/// Paragraphs shorter than this, in bytes, are not compared, because set phrases recur everywhere.
const LONG: usize = 80;
/// A copy has at least this many paragraphs, and this many bytes of them.
const PARAGRAPHS: usize = 3;
const BYTES: usize = 600;
/// The share of its long paragraphs that occurred before.
const SHARE: f64 = 0.9;

/// The long paragraphs at and below a node.
#[derive(Clone, Copy, Default)]
struct Tally {
    all: usize,
    again: usize,
    count: usize,
}

/// All copies, the first of each excepted.
fn copies(page: &Page, removed: &Removals) -> Vec<Id> {
    let (dom, root) = (page.dom, page.root);
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
    let mut found = Vec::new();
    if !copies {
        return found;
    }
    let mut at = dom.first(root);
    while let Some(id) = at {
        let tally = tallies[id.index()];
        let copy = tally.count >= PARAGRAPHS && tally.again >= BYTES && tally.again as f64 >= SHARE * tally.all as f64;
        if copy {
            found.push(id);
        }
        at = if copy || removed.has(id) { dom.after(id, root) } else { dom.following(id, root) };
    }
    found
}
