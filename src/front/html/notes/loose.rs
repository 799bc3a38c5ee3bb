//! Notes that have no element in the text of a page, and calls that only their notes reveal.

use std::collections::BTreeSet;

use super::evidence::Target;
use crate::front::html::dom::{Dom, Id, is_block_tag};

/// Wraps a note in the line of the article itself into a paragraph: the inlines between two empty lines (`<br><br>`) or
/// blocks, if they hold one note.
pub(crate) fn wrap(dom: &mut Dom, target: &Target, targets: &BTreeSet<Id>) {
    let is_block = |id: Id| is_block_tag(dom.tag(id));
    let Some(block) = dom.ancestors(target.place).find(|a| is_block(*a)).filter(|_| !is_block(target.place)) else {
        return;
    };
    if !matches!(dom.tag(block), "body" | "article" | "main" | "section" | "div") {
        return;
    }
    let child =
        std::iter::once(target.place).chain(dom.ancestors(target.place)).find(|a| dom.parent(*a) == Some(block));
    let Some(child) = child else { return };
    let is_line_end = |id: Id| dom.tag(id) == "br";
    // A border is a block, or two breaks in a row.
    let is_border = |id: Id| {
        let beside = [dom.prev_element(id), dom.next_element(id)].into_iter().flatten().any(is_line_end);
        is_block(id) || is_line_end(id) && beside
    };
    let mut run: Vec<Id> =
        std::iter::successors(dom.prev(child), |n| dom.prev(*n)).take_while(|n| !is_border(*n)).collect();
    run.reverse();
    run.push(child);
    run.extend(std::iter::successors(dom.next(child), |n| dom.next(*n)).take_while(|n| !is_border(*n)));
    let notes = run.iter().flat_map(|n| std::iter::once(*n).chain(dom.descendants(*n))).filter(|d| targets.contains(d));
    if notes.count() != 1 || dom.children(block).all(|c| run.contains(&c)) {
        return;
    }
    let paragraph = dom.new_element("p");
    dom.insert_before(run[0], paragraph);
    for node in run {
        dom.remove(node);
        dom.append(paragraph, node);
    }
    // The bracket before a label, in a separate element: `[<a name=f1>1</a>]`.
    let first = dom.descendants(paragraph).find(|d| dom.text(*d).is_some_and(|text| !text.trim().is_empty()));
    if let Some(bracket) = first.filter(|d| dom.text(*d).is_some_and(|text| matches!(text.trim(), "[" | "("))) {
        dom.set_text(bracket, String::new());
    }
}

/// True if a number directly behind a word leads to a paragraph that begins with the same number. Such a pair needs no
/// name to count as a call and its note.
pub(crate) fn is_echoed(dom: &Dom, call: Id, place: Id, label: &str) -> bool {
    let glued = dom.prev(call).and_then(|n| dom.text(n)).is_some_and(|text| {
        text.ends_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '.' | ',' | ';' | '!' | '?' | '”' | '’' | '"' | ')')
        })
    });
    let number = (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
    glued && number && matches!(dom.tag(place), "p" | "li" | "div" | "dd" | "td") && {
        let words = dom.words_of(place);
        words.strip_prefix(label).is_some_and(|rest| rest.starts_with(['.', ')', ':', ' ']) && rest.len() > 2)
    }
}
