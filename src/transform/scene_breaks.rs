//! Breaks that are typed as signs: a paragraph of nothing but `* * *`, `⁂`, `~~~` or the like between two blocks is a
//! thematic break. Markdown and plain text have their own; web pages and word processors have only paragraphs.

use crate::context::Context;
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Document, Inlines, plain_text};

/// Signs of which one is enough, and signs of which it takes three.
const ONE: &str = "⁂❦❧☙✻✽❖※";
const THREE: &str = "*∗＊~•·#◆◇✦✶★☆—–-_";
/// The longest such paragraph, in characters.
const LONGEST: usize = 24;

/// Makes breaks of paragraphs that only have signs.
pub(crate) fn scene_breaks(document: &mut Document, _: &mut Context) {
    SceneBreaks.blocks(&mut document.blocks);
}

struct SceneBreaks;

impl Rewrite for SceneBreaks {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        walk::rewrite_blocks(self, blocks);
        // Before the first block and after the last there is nothing to part.
        let inner = blocks.len().saturating_sub(1);
        for block in blocks.iter_mut().take(inner).skip(1) {
            if matches!(&block.kind, BlockKind::Paragraph(content) if is_break(&plain_text(content))) {
                block.kind = BlockKind::Break;
            }
        }
    }

    // Breaks are only between blocks.
    fn inlines(&mut self, _: &mut Inlines) {}
}

/// True for one sign of a kind that is never a word, or at least three of one kind.
fn is_break(text: &str) -> bool {
    if text.chars().count() > LONGEST {
        return false;
    }
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    let others = signs.clone().count();
    let least = if ONE.contains(first) { 0 } else { 2 };
    (ONE.contains(first) || THREE.contains(first)) && others >= least && signs.all(|c| c == first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Inline;

    #[test]
    fn signs_alone_are_breaks() {
        for text in ["* * *", "***", "*\u{a0}*\u{a0}*", "⁂", "❦", "~~~", "• • •", "———", "# # #"] {
            assert!(is_break(text), "{text}");
        }
        for text in ["", "*", "**", "* * a", "...", "???", "1 1 1", "- -", "* - *", "************************ *"] {
            assert!(!is_break(text), "{text}");
        }
    }

    #[test]
    fn only_paragraphs_between_blocks_change() {
        let paragraph = |text: &str| Block::from(BlockKind::Paragraph(vec![Inline::text(text)]));
        let blocks = ["***", "a", "* * *", "b", "⁂"].map(paragraph).to_vec();
        let mut document = Document { blocks, ..Document::default() };
        scene_breaks(&mut document, &mut Context::default());
        let breaks: Vec<bool> = document.blocks.iter().map(|block| block.kind == BlockKind::Break).collect();
        assert_eq!(breaks, [false, false, true, false, false]);
    }
}
