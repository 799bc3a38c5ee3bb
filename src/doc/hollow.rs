//! Headings without words and quotations without anything.
//!
//! A lone `#` or `>` is a heading and a quotation to CommonMark, so the tree keeps them and Markdown and JSON give them
//! back. On a page they would be gaps and in a table of contents empty lines, so back ends that make pages take the
//! document without them. Nothing is lost: they hold no words.

use std::borrow::Cow;

use super::walk::{self, Rewrite, Visit};
use super::{Block, BlockKind, Document};

/// The document without hollow blocks; borrowed unchanged where it has none.
pub(crate) fn filled(document: &Document) -> Cow<'_, Document> {
    let mut seen = Seen(false);
    seen.blocks(&document.blocks);
    if !seen.0 {
        return Cow::Borrowed(document);
    }
    let mut copy = document.clone();
    Fill.blocks(&mut copy.blocks);
    Cow::Owned(copy)
}

fn is_hollow(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Heading(heading) => heading.content.is_empty(),
        BlockKind::Quote(quote) => quote.blocks.is_empty() && quote.attribution.is_empty(),
        _ => false,
    }
}

struct Seen(bool);

impl Visit for Seen {
    fn block(&mut self, block: &Block) {
        self.0 |= is_hollow(block);
        walk::block_children(self, block);
    }
}

struct Fill;

impl Rewrite for Fill {
    /// From the inside out: a quotation of nothing but an empty quotation is one too.
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        walk::rewrite_blocks(self, blocks);
        blocks.retain(|block| !is_hollow(block));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Heading, Inline, Quote};

    fn quote(blocks: Vec<Block>) -> Block {
        BlockKind::Quote(Quote { blocks, ..Quote::default() }).into()
    }

    #[test]
    fn hollow_blocks_go_from_the_inside_out() {
        let words = Block::from(BlockKind::Paragraph(vec![Inline::text("x")]));
        let heading = Block::from(BlockKind::Heading(Heading { level: 1, ..Heading::default() }));
        let blocks = vec![quote(vec![quote(Vec::new())]), quote(vec![heading.clone(), words.clone()]), heading];
        let document = Document { blocks, ..Document::default() };
        assert_eq!(filled(&document).blocks, [quote(vec![words])]);
    }

    #[test]
    fn a_document_without_them_is_not_copied() {
        let document = Document { blocks: vec![BlockKind::Break.into()], ..Document::default() };
        assert!(matches!(filled(&document), Cow::Borrowed(_)));
    }
}
