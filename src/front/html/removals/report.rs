//! Reports the removals from a page: a remark for each part, with its first words and its line, and a summary.

use std::collections::BTreeSet;

use super::{Page, Removals, outside};
use crate::context::Context;
use crate::doc::Block;
use crate::doc::{BlockKind, Inline, walk};
use crate::front::html::dom::{Dom, Id, fold};
use crate::front::removal::{Removal, Report};
use crate::source::Span;

/// The number of searches for a part's words in the source that may fail before the search for places ends.
const MOST_FAILURES: usize = 20;

/// Reports the removals from the page, outside the article and in it.
pub(crate) fn of_page(page: &Page, removed: &Removals, places: &mut Places, report: &mut Report, cx: &mut Context) {
    let dom = page.dom;
    let around: BTreeSet<Id> = dom.ancestors(page.root).collect();
    let mut at = dom.first(Dom::ROOT);
    while let Some(id) = at {
        at = dom.after(id, Dom::ROOT);
        if around.contains(&id) {
            at = dom.first(id).or(at);
        } else if id == page.root {
            of_article(page, removed, places, report, cx);
        } else {
            let removal = removed.of(id).unwrap_or_else(|| outside::removal(page, &outside::OUTSIDE, id));
            part(dom, id, removal, places, report, cx);
        }
    }
}

/// Reports the removals from the article.
fn of_article(page: &Page, removed: &Removals, places: &mut Places, report: &mut Report, cx: &mut Context) {
    let (dom, root) = (page.dom, page.root);
    let mut at = dom.first(root);
    while let Some(id) = at {
        at = match removed.of(id) {
            Some(removal) => {
                part(dom, id, removal, places, report, cx);
                dom.after(id, root)
            }
            None => dom.following(id, root),
        };
    }
}

fn part(dom: &Dom, id: Id, removal: Removal, places: &mut Places, report: &mut Report, cx: &mut Context) {
    if is_no_text(dom, id) {
        return;
    }
    let first = || std::iter::once(id).chain(dom.descendants(id)).find_map(|d| longest_piece(dom.text(d)?));
    report.part(removal, &words_of(dom, id), || first().and_then(|piece| places.find(piece)), cx);
}

/// Takes the removed blocks out of the blocks that were built, and reports them.
pub(crate) fn of_blocks(blocks: &mut Vec<Block>, removals: &[Option<Removal>], report: &mut Report, cx: &mut Context) {
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        let Some(removal) = removals.get(at - 1).copied().flatten() else { return true };
        let words = words_of_block(block);
        report.part(removal, &words, || Some(block.span), cx);
        false
    });
}

/// The words of a block; a picture counts as its address.
fn words_of_block(block: &Block) -> String {
    struct Words(String);
    impl walk::Visit for Words {
        fn block(&mut self, block: &Block) {
            if let BlockKind::Figure(figure) = &block.kind {
                figure.images.iter().for_each(|image| self.0 += &image.url);
            }
            walk::block_children(self, block);
            self.0.push(' ');
        }
        fn inline(&mut self, inline: &Inline) {
            if let Inline::Text(text) | Inline::Literal(text) | Inline::Code(text) = inline {
                self.0 += text;
            }
            walk::inline_children(self, inline);
        }
    }
    let mut words = Words(String::new());
    walk::Visit::block(&mut words, block);
    fold(&words.0)
}

/// Looks for places of words in the source.
pub(crate) struct Places<'h> {
    html: &'h str,
    /// The end of the last part that was found, because parts are reported in the order of the source.
    from: usize,
    failures: usize,
}

impl<'h> Places<'h> {
    /// Places in a page's source.
    pub(crate) fn of(html: &'h str) -> Self {
        Places { html, from: 0, failures: 0 }
    }

    /// The place of some words after those found last, if the source has the words unchanged.
    fn find(&mut self, words: &str) -> Option<Span> {
        if self.failures > MOST_FAILURES {
            return None;
        }
        let Some(found) = memchr::memmem::find(&self.html.as_bytes()[self.from..], words.as_bytes()) else {
            self.failures += 1;
            return None;
        };
        let start = self.from + found;
        self.from = start + words.len();
        Some(Span::new(start..self.from))
    }
}

/// The longest piece of a text's first line that the source has unchanged: other characters may be entities.
fn longest_piece(text: &str) -> Option<&str> {
    let pieces = text.trim().lines().next()?.split(|c: char| !c.is_ascii() || matches!(c, '&' | '<' | '>'));
    pieces.max_by_key(|piece| piece.len()).map(str::trim).filter(|piece| !piece.is_empty())
}

fn is_no_text(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "script" | "style" | "head" | "template" | "svg" | "noscript" | "iframe")
}

/// The text of a part without the code in it.
fn words_of(dom: &Dom, root: Id) -> String {
    let mut out = String::new();
    out.push_str(dom.text(root).unwrap_or(""));
    let mut at = dom.first(root);
    while let Some(id) = at {
        if is_no_text(dom, id) {
            at = dom.after(id, root);
            continue;
        }
        if let Some(text) = dom.text(id) {
            out.push_str(text);
        } else {
            out.push(' ');
        }
        at = dom.following(id, root);
    }
    fold(&out)
}
