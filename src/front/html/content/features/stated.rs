//! What the page itself states of its blocks: the title, the text in its record, its description.

use super::super::blocks::{TextBlock, TextBlocks};
use super::{NONE, PROSE_LINKS, link_share};
use crate::doc::count::letters;
use crate::front::html::dom::Dom;
use crate::front::html::dom::measure::quoted_letters;

/// Fewest letters of a text for which its place in the record is no accident.
const STATED: usize = 20;

/// The block with the title's letters, or the first in an `h1`, otherwise the first.
pub(super) fn title_block(dom: &Dom, blocks: &TextBlocks, title: &str) -> usize {
    let title = letters(title);
    let is_heading = |block: &TextBlock| {
        std::iter::once(block.host).chain(dom.ancestors(block.host).take(2)).any(|a| dom.tag(a) == "h1")
    };
    let exact = |block: &TextBlock| {
        matches!(dom.tag(block.host), "h1" | "h2" | "div" | "p" | "td")
            && (block.characters as usize) < title.len() * 2 + 8
            && letters(&dom.text_of(block.host)) == title
    };
    let found = if title.is_empty() { None } else { blocks.blocks.iter().position(exact) };
    found.or_else(|| blocks.blocks.iter().position(is_heading)).unwrap_or(0)
}

/// For each block the share of its words that the record's text has, 0 to 1, or -1 without a record.
pub(super) fn in_record(dom: &Dom, blocks: &TextBlocks, record: Option<&str>) -> Vec<f32> {
    let Some(record) = record.map(letters).filter(|record| record.len() >= STATED) else {
        return vec![NONE; blocks.blocks.len()];
    };
    let finder = |own: &str| own.len() >= STATED && memchr::memmem::find(record.as_bytes(), own.as_bytes()).is_some();
    let mut found = vec![0u32; blocks.blocks.len()];
    for piece in &blocks.pieces {
        if dom.text(piece.node).map(letters).is_some_and(|own| finder(&own)) {
            found[piece.block as usize] += piece.words;
        }
    }
    found.iter().zip(&blocks.blocks).map(|(found, block)| *found as f32 / block.words.max(1) as f32).collect()
}

/// For each block: true if it begins with the same words as the page's description, outside of links. A title is not a
/// description.
pub(super) fn described(dom: &Dom, blocks: &TextBlocks, description: Option<&str>) -> Vec<bool> {
    let Some(quoted) = description.and_then(quoted_letters) else {
        return vec![false; blocks.blocks.len()];
    };
    let mut beginnings = vec![String::new(); blocks.blocks.len()];
    for piece in &blocks.pieces {
        let beginning = &mut beginnings[piece.block as usize];
        if beginning.len() < quoted.len() {
            beginning.push_str(&letters(dom.text(piece.node).unwrap_or("")));
        }
    }
    let is_text = |block: &TextBlock| block.hidden_words == 0 && link_share(block) < PROSE_LINKS;
    beginnings.iter().zip(&blocks.blocks).map(|(text, block)| is_text(block) && text.starts_with(&quoted)).collect()
}
