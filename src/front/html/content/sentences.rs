//! Short boxes that are text: a sentence or two in a box of its own, and a file to load.
//!
//! Readability scores a box by its commas and its length, so it drops a box with one short sentence, and every box with
//! much of its text in a link. A sentence is a sentence without its box, too.

use std::collections::BTreeSet;

use crate::doc::count;
use crate::front::html::dom::measure::link_share;
use crate::front::html::dom::{Dom, Id, is_block_tag};

/// Fewest words of a sentence.
const WORDS: usize = 3;

/// Most words of a file's name.
const NAME: usize = 12;

/// Elements that no sentence holds.
const NO_TEXT: [&str; 14] = [
    "footer", "form", "iframe", "img", "input", "label", "li", "nav", "picture", "select", "table", "textarea", "time",
    "video",
];

/// The endings of files that are read or kept, not of pages.
const FILES: [&str; 12] = ["csv", "doc", "docx", "epub", "ods", "odt", "pdf", "ppt", "pptx", "xls", "xlsx", "zip"];

/// True if a box holds only paragraphs with hardly any links, and sentences. A button beside them does not count.
pub(crate) fn are_all(dom: &Dom, id: Id) -> bool {
    are_sentences(dom, id, |d| dom.tag(d) == "button", &NO_TEXT)
}

/// True if what is below the heading of a box is sentences, perhaps with lists, tables and pictures.
pub(crate) fn are_all_below(dom: &Dom, id: Id, heading: Id) -> bool {
    const NO_SECTION: [&str; 7] = ["footer", "form", "iframe", "input", "nav", "select", "textarea"];
    let is_other = |d: Id| {
        d == heading || matches!(dom.tag(d), "ul" | "ol" | "dl" | "table" | "figure" | "pre") || dom.is_heading(d)
    };
    are_sentences(dom, id, is_other, &NO_SECTION)
}

/// True if a box holds sentences, apart from some elements, and none of others.
fn are_sentences(dom: &Dom, id: Id, is_apart: impl Fn(Id) -> bool, never: &[&str]) -> bool {
    let mut hosts = BTreeSet::new();
    for node in dom.descendants_but(id, is_apart) {
        if never.contains(&dom.tag(node)) {
            return false;
        }
        if dom.text(node).is_some_and(|text| !text.trim().is_empty()) {
            hosts.extend(dom.ancestors(node).find(|a| is_block_tag(dom.tag(*a)) || *a == id));
        }
    }
    let is_text = |host: &Id| dom.tag(*host) == "p" && link_share(dom, *host) < 0.5 || is_sentence(dom, *host);
    !hosts.is_empty() && hosts.iter().all(is_text)
}

/// True if a block begins outside a link and ends like a sentence.
pub(crate) fn is_sentence(dom: &Dom, host: Id) -> bool {
    let words = dom.words_of(host);
    let end = words.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '」', '』']);
    let first = dom.descendants(host).find(|d| dom.text(*d).is_some_and(|text| !text.trim().is_empty()));
    let in_link = |text: Id| dom.ancestors(text).take_while(|a| *a != host).any(|a| dom.tag(a) == "a");
    end.ends_with(['.', '!', '?', '…', '。', '！', '？'])
        && count::words(&words) >= WORDS
        && first.is_some_and(|first| !in_link(first))
        && link_share(dom, host) < 0.8
}

/// True if a box holds only the link to a file, under the file's name.
pub(crate) fn is_file(dom: &Dom, id: Id) -> bool {
    let links: Vec<Id> = dom.descendants(id).filter(|d| dom.tag(*d) == "a").collect();
    let [link] = links[..] else { return false };
    let is_file = |address: &str| {
        let path = address.split(['?', '#']).next().unwrap_or("");
        path.rsplit_once('.').is_some_and(|(_, ending)| FILES.contains(&ending.to_ascii_lowercase().as_str()))
    };
    dom.value(link, "href").is_some_and(is_file)
        && dom.words_of(link) == dom.words_of(id)
        && (2..=NAME).contains(&count::words(&dom.words_of(link)))
        && !dom.descendants(link).any(|d| is_block_tag(dom.tag(d)))
        && !dom.descendants(id).any(|d| NO_TEXT.contains(&dom.tag(d)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(html: &str, is: fn(&Dom, Id) -> bool) -> bool {
        let dom = Dom::fragment(html);
        let first = dom.descendants(Dom::ROOT).find(|d| dom.tag(*d) == "div");
        first.is_some_and(|id| is(&dom, id))
    }

    #[test]
    fn a_sentence_is_text_whatever_it_links_to() {
        assert!(holds("<div><p>See <a href=/m>the mole</a> and <a href=/p>the pier</a>.</p></div>", are_all));
        assert!(holds("<div><button>Is it wet?</button><div>Only at high tide.</div></div>", are_all));
        assert!(holds("<div><p>船は<a href=/m>港</a>に戻った。</p></div>", are_all));
        assert!(!holds("<div><a href=/m>The mole sank.</a></div>", are_all), "the title of another article");
        assert!(holds(
            "<div><p><b>Office</b><br><a href=mailto:h@a.example>h@a.example</a><br>Telephone 0300</p></div>",
            are_all
        ));
        assert!(!holds("<div>Boats and bells</div>", are_all));
        assert!(!holds("<div><p>Sign here.</p><form><input></form></div>", are_all));
    }

    #[test]
    fn a_link_to_a_file_is_text_and_one_to_a_page_is_not() {
        assert!(holds("<div><a href=/ledger.pdf>The ledger of 1871</a></div>", is_file));
        assert!(!holds("<div><a href=/ledger.html>The ledger of 1871</a></div>", is_file));
        assert!(!holds("<div><a href=/a.pdf>One file</a><a href=/b.pdf>Another file</a></div>", is_file));
    }
}
