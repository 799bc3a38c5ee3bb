//! Which part of a page is the article.
//!
//! Readability's algorithm (the crate `dom_smoothie`) finds the region well and then cleans it too hard: it drops
//! headings, notes, code and pictures that its scores do not understand. So only its choice is taken: the numbers of
//! the elements it kept, found again in our own tree. What it dropped inside the region is judged again here by
//! what it is, and what it kept but nobody reads (share bars, related stories) is left out by `clutter`.

use dom_query::Document;
use dom_smoothie::{CandidateSelectMode, Config, Readability};

use super::clutter;
use super::dom::{Dom, Id, MARK};
use super::notes::Notes;

/// The part of a page to build from.
pub struct Article {
    /// Where it is.
    pub root: Id,
    /// Nodes that are left out with all below them.
    pub skip: Vec<bool>,
}

/// Most elements for which the finder is asked; beyond, the page is no article but a data dump, and taken whole.
const MOST_ELEMENTS: usize = 80_000;

/// Finds the article. Never empty unless the page is: the whole body is the last resort.
pub fn find(dom: &Dom, document: Document, notes: &Notes, title: &str) -> Article {
    let mut skip = clutter::hidden(dom, notes);
    let kept = if dom.len() > MOST_ELEMENTS { Vec::new() } else { readability_choice(dom, document) };
    let choice = Choice::new(dom, kept);
    let body = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    let root = choice.root(dom, &skip).unwrap_or(body);
    if choice.words == 0 {
        let fallback = densest(dom, &skip, body);
        clutter::leave_out(dom, fallback, notes, title, &mut skip);
        return Article { root: fallback, skip };
    }
    choice.leave_out(dom, root, notes, &mut skip);
    clutter::leave_out(dom, root, notes, title, &mut skip);
    Article { root, skip }
}

/// The whole page: for fragments, and for readers who want everything kept.
pub fn whole(dom: &Dom, notes: &Notes) -> Article {
    let root = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    Article { root, skip: clutter::hidden(dom, notes) }
}

/// The elements Readability keeps, by number.
fn readability_choice(dom: &Dom, document: Document) -> Vec<Id> {
    let config =
        Config { candidate_select_mode: CandidateSelectMode::DomSmoothie, disable_json_ld: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else { return Vec::new() };
    let Ok(article) = readability.parse() else { return Vec::new() };
    let html: &str = &article.content;
    let marker = format!(" {MARK}=\"");
    let mut kept = Vec::new();
    for (at, _) in html.match_indices(marker.as_str()) {
        let digits: String = html[at + marker.len()..].chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse::<u32>()
            && (number as usize) < dom.len()
        {
            kept.push(Id(number));
        }
    }
    kept
}

/// Readability's choice, seen in our tree.
struct Choice {
    kept: Vec<bool>,
    /// Elements with something kept at or below them.
    holds: Vec<bool>,
    words: usize,
}

impl Choice {
    fn new(dom: &Dom, list: Vec<Id>) -> Self {
        let mut choice = Choice { kept: vec![false; dom.len()], holds: vec![false; dom.len()], words: 0 };
        for id in list {
            choice.kept[id.index()] = true;
            // Boxes inside boxes are merged there and carry the outer number.
            let mut inner = id;
            while let Some(child) = dom.only_child(inner).filter(|c| matches!(dom.tag(*c), "div" | "section")) {
                choice.kept[child.index()] = true;
                inner = child;
            }
        }
        for id in dom.descendants(Dom::ROOT) {
            let text = dom.text(id).map(|t| t.trim().len()).unwrap_or(0);
            let own = choice.kept[id.index()];
            let in_kept = text > 0 && dom.parent(id).is_some_and(|p| choice.kept[p.index()]);
            choice.words += if in_kept { text } else { 0 };
            if own {
                for above in dom.ancestors(id).chain([id]) {
                    choice.holds[above.index()] = true;
                }
            }
        }
        choice
    }

    /// The lowest element that holds all that was kept.
    fn root(&self, dom: &Dom, _skip: &[bool]) -> Option<Id> {
        let mut root = Dom::ROOT;
        if !self.holds.iter().any(|h| *h) {
            return None;
        }
        loop {
            if self.kept[root.index()] {
                return Some(root);
            }
            let mut holding = dom.elements(root).filter(|c| self.holds[c.index()]);
            match (holding.next(), holding.next()) {
                (Some(only), None) => root = only,
                _ => return Some(root),
            }
        }
    }

    /// Leaves out what Readability dropped, unless its kind says that it was dropped by mistake.
    fn leave_out(&self, dom: &Dom, root: Id, notes: &Notes, skip: &mut [bool]) {
        let calls: std::collections::HashSet<Id> = notes.calls().collect();
        let mut at = dom.first(root);
        while let Some(id) = at {
            if !dom.is_element(id) || skip[id.index()] {
                at = dom.after(id, root);
                continue;
            }
            if self.holds[id.index()] {
                at = dom.first(id).or_else(|| dom.after(id, root));
                continue;
            }
            if !self.is_worth_keeping(dom, id, &calls) {
                skip[id.index()] = true;
            }
            at = dom.after(id, root);
        }
    }

    fn is_worth_keeping(&self, dom: &Dom, id: Id, calls: &std::collections::HashSet<Id>) -> bool {
        clutter::is_content(dom, id) || dom.descendants(id).chain([id]).any(|d| calls.contains(&d))
    }
}

/// Without a choice: the element with most text outside links, as deep as one child still holds most of it.
fn densest(dom: &Dom, skip: &[bool], body: Id) -> Id {
    let text = text_lengths(dom, skip);
    let mut at = body;
    loop {
        let here = text[at.index()];
        let best = dom.elements(at).max_by_key(|c| text[c.index()]);
        match best {
            Some(child)
                if text[child.index()] * 10 >= here * 7
                    && here > 0
                    && !matches!(dom.tag(child), "p" | "ul" | "ol" | "table" | "pre" | "a") =>
            {
                at = child
            }
            _ => return at,
        }
    }
}

/// Characters of text outside links, below each element.
pub fn text_lengths(dom: &Dom, skip: &[bool]) -> Vec<usize> {
    let mut lengths = vec![0; dom.len()];
    let mut at = dom.first(Dom::ROOT);
    while let Some(id) = at {
        if skip[id.index()] || dom.tag(id) == "a" {
            at = dom.after(id, Dom::ROOT);
            continue;
        }
        if let Some(text) = dom.text(id) {
            let length = text.split_whitespace().map(|w| w.len() + 1).sum::<usize>();
            if length > 0 {
                for above in dom.ancestors(id) {
                    lengths[above.index()] += length;
                }
            }
        }
        at = dom.first(id).or_else(|| dom.after(id, Dom::ROOT));
    }
    lengths
}
