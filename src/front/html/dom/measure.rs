//! Measures of an element's text: the share of it that is linked, its likeness to prose, its equality with another
//! text.

use super::{Dom, Id};
use crate::doc::count::letters;

/// True if two texts have the same letters and digits.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}

/// True if the line before ends in a colon: then this is the subject of the text.
pub(crate) fn is_announced(dom: &Dom, id: Id) -> bool {
    dom.prev_element(id).is_some_and(|before| dom.words_of(before).ends_with(':'))
}

/// The share of an element's text that is in links.
pub(crate) fn link_share(dom: &Dom, id: Id) -> f64 {
    let (mut all, mut linked) = (0usize, 0usize);
    let whole = dom.tag(id) == "a";
    let (mut in_link, mut behind) = (whole, None);
    for node in dom.descendants(id) {
        in_link = whole || in_link && Some(node) != behind;
        if !in_link && dom.tag(node) == "a" {
            (in_link, behind) = (true, dom.after(node, id));
        }
        let Some(text) = dom.text(node) else { continue };
        let length = text.split_whitespace().map(str::len).sum::<usize>();
        all += length;
        linked += if in_link { length } else { 0 };
    }
    if all == 0 { 0.0 } else { linked as f64 / all as f64 }
}

/// The length of an element's text that is in links.
pub(crate) fn linked_length(dom: &Dom, id: Id) -> usize {
    dom.descendants(id).filter(|d| dom.tag(*d) == "a").map(|a| dom.words_of(a).len()).sum()
}

/// True if a box holds running text: sentences, and hardly any links among or above them.
pub(crate) fn is_prose(dom: &Dom, id: Id) -> bool {
    let paragraphs = std::iter::once(id).chain(dom.descendants(id)).filter(|d| dom.tag(*d) == "p");
    let plain: usize = paragraphs.map(|p| dom.words_of(p).len()).filter(|length| *length >= 80).sum();
    plain >= 200 && linked_length(dom, id) * 5 < plain
}
/// The first letters of a page's description, so many that they identify the text they quote.
pub(crate) fn quoted_letters(description: &str) -> Option<String> {
    const QUOTED: usize = 60;
    let quoted: String = letters(description).chars().take(QUOTED).collect();
    (quoted.chars().count() == QUOTED).then_some(quoted)
}
