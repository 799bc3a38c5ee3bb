//! Marks of the printed edition on the web page of a book: page numbers and line numbers.

use crate::front::html::dom::{Dom, Id};

/// Takes the numbers of pages and lines out of the text; links still lead to their places.
pub(crate) fn drop_page_numbers(dom: &mut Dom) {
    let in_code = |d: Id| dom.ancestors(d).take(6).any(|a| matches!(dom.tag(a), "pre" | "code" | "table"));
    let found: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| is_page_number(dom, *d) && !in_code(*d)).collect();
    for number in found {
        let texts: Vec<Id> = dom.descendants(number).filter(|d| dom.text(*d).is_some()).collect();
        texts.into_iter().for_each(|text| dom.remove(text));
    }
}

/// True if an element is the number of a page or of a line in verse, printed in the margin.
pub(crate) fn is_page_number(dom: &Dom, id: Id) -> bool {
    const NAMES: &[&str] = &["pagenum", "page-number", "pagebreak", "lnum", "linenum", "line-number"];
    let states = |name: &str, values: &[&str]| {
        dom.attr(id, name).is_some_and(|stated| stated.split_ascii_whitespace().any(|value| values.contains(&value)))
    };
    let stated = states("epub:type", &["pagebreak"]) || states("role", &["doc-pagebreak"]);
    // A class counts only for a few signs, because other pages give `pagebreak` to a box that begins a page.
    let short = || {
        let words = dom.words_of(id);
        words.chars().count() <= 12 && words.contains(|c: char| c.is_numeric())
    };
    stated || dom.has_any_class(id, NAMES) && short()
}
