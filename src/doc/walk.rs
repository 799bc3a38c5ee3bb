//! The walk over the tree, written once for all passes.
//!
//! [`Visit`] reads, [`Rewrite`] changes. Both are traits with methods that go on into the children by default: override
//! the node you care about, and call the free function of the same name to go on below it. Order is reading order.

use super::{Block, BlockKind, Document, Image, Inline, Inlines, Row, Table};

/// Reads a tree.
pub trait Visit {
    /// Called for every block.
    fn block(&mut self, block: &Block) {
        block_children(self, block);
    }

    /// Called for every inline.
    fn inline(&mut self, inline: &Inline) {
        inline_children(self, inline);
    }

    /// Called for every sequence of inlines: a paragraph's, a title's, a caption's, a wrapper's content.
    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    /// Called for every sequence of blocks.
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }
}

/// Visits a document: title, standfirst, then the body.
pub fn document<V: Visit + ?Sized>(visitor: &mut V, document: &Document) {
    visitor.inlines(&document.meta.title);
    visitor.inlines(&document.meta.subtitle);
    visitor.inlines(&document.meta.standfirst);
    visitor.blocks(&document.blocks);
}

/// Collects every id that links may lead to, in reading order: those of headings, tables, figures and anchors.
#[derive(Default)]
pub struct Ids(pub Vec<String>);

impl Visit for Ids {
    fn block(&mut self, block: &Block) {
        let id = match &block.kind {
            BlockKind::Heading(heading) => &heading.id,
            BlockKind::Table(table) => &table.id,
            BlockKind::Figure(figure) => &figure.id,
            _ => &None,
        };
        self.0.extend(id.clone());
        block_children(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        if let Inline::Anchor(id) = inline {
            self.0.push(id.clone());
        }
        inline_children(self, inline);
    }
}

/// Every id of a document, in reading order.
pub fn ids(of: &Document) -> Vec<String> {
    let mut ids = Ids::default();
    document(&mut ids, of);
    ids.0
}

/// Visits the content of a block.
pub fn block_children<V: Visit + ?Sized>(visitor: &mut V, block: &Block) {
    match &block.kind {
        BlockKind::Heading(heading) => visitor.inlines(&heading.content),
        BlockKind::Paragraph(content) => visitor.inlines(content),
        BlockKind::Quote(quote) => {
            visitor.blocks(&quote.blocks);
            visitor.inlines(&quote.attribution);
        }
        BlockKind::Verse(lines) => lines.iter().for_each(|line| visitor.inlines(line)),
        BlockKind::List(list) => list.items.iter().for_each(|item| visitor.blocks(&item.blocks)),
        BlockKind::DefinitionList(list) => {
            for definition in list {
                visitor.inlines(&definition.term);
                definition.definitions.iter().for_each(|blocks| visitor.blocks(blocks));
            }
        }
        BlockKind::Table(table) => {
            visitor.inlines(&table.caption);
            for cell in table.rows().flat_map(|row| &row.cells) {
                visitor.blocks(&cell.blocks);
            }
        }
        BlockKind::Figure(figure) => {
            visitor.inlines(&figure.caption);
            visitor.inlines(&figure.credit);
        }
        BlockKind::Aside(aside) => {
            visitor.inlines(&aside.title);
            visitor.blocks(&aside.blocks);
        }
        BlockKind::Code(code) => visitor.inlines(&code.caption),
        BlockKind::Math(_) | BlockKind::Break => {}
    }
}

/// Visits the content of an inline, the blocks of a note included.
pub fn inline_children<V: Visit + ?Sized>(visitor: &mut V, inline: &Inline) {
    match inline {
        Inline::Note(blocks) => visitor.blocks(blocks),
        other => {
            if let Some(children) = other.children() {
                visitor.inlines(children);
            }
        }
    }
}

/// Changes a tree. The methods get whole sequences, so that a pass may join, split, drop and insert.
pub trait Rewrite {
    /// Called for every sequence of blocks, outermost first.
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        rewrite_blocks(self, blocks);
    }

    /// Called for every block.
    fn block(&mut self, block: &mut Block) {
        rewrite_block_children(self, block);
    }

    /// Called for every sequence of inlines, outermost first.
    fn inlines(&mut self, inlines: &mut Inlines) {
        rewrite_inlines(self, inlines);
    }

    /// Called for every inline.
    fn inline(&mut self, inline: &mut Inline) {
        rewrite_inline_children(self, inline);
    }
}

/// Rewrites a document: title, standfirst, then the body.
pub fn rewrite_document<R: Rewrite + ?Sized>(rewriter: &mut R, document: &mut Document) {
    rewriter.inlines(&mut document.meta.title);
    rewriter.inlines(&mut document.meta.subtitle);
    rewriter.inlines(&mut document.meta.standfirst);
    rewriter.blocks(&mut document.blocks);
}

/// Rewrites each block of a sequence.
pub fn rewrite_blocks<R: Rewrite + ?Sized>(rewriter: &mut R, blocks: &mut [Block]) {
    for block in blocks {
        rewriter.block(block);
    }
}

/// Rewrites each inline of a sequence.
pub fn rewrite_inlines<R: Rewrite + ?Sized>(rewriter: &mut R, inlines: &mut [Inline]) {
    for inline in inlines {
        rewriter.inline(inline);
    }
}

/// Rewrites the content of a block.
pub fn rewrite_block_children<R: Rewrite + ?Sized>(rewriter: &mut R, block: &mut Block) {
    match &mut block.kind {
        BlockKind::Heading(heading) => rewriter.inlines(&mut heading.content),
        BlockKind::Paragraph(content) => rewriter.inlines(content),
        BlockKind::Quote(quote) => {
            rewriter.blocks(&mut quote.blocks);
            rewriter.inlines(&mut quote.attribution);
        }
        BlockKind::Verse(lines) => lines.iter_mut().for_each(|line| rewriter.inlines(line)),
        BlockKind::List(list) => list.items.iter_mut().for_each(|item| rewriter.blocks(&mut item.blocks)),
        BlockKind::DefinitionList(list) => {
            for definition in list {
                rewriter.inlines(&mut definition.term);
                definition.definitions.iter_mut().for_each(|blocks| rewriter.blocks(blocks));
            }
        }
        BlockKind::Table(table) => {
            rewriter.inlines(&mut table.caption);
            for cell in table.rows_mut().flat_map(|row| &mut row.cells) {
                rewriter.blocks(&mut cell.blocks);
            }
        }
        BlockKind::Figure(figure) => {
            rewriter.inlines(&mut figure.caption);
            rewriter.inlines(&mut figure.credit);
        }
        BlockKind::Aside(aside) => {
            rewriter.inlines(&mut aside.title);
            rewriter.blocks(&mut aside.blocks);
        }
        BlockKind::Code(code) => rewriter.inlines(&mut code.caption),
        BlockKind::Math(_) | BlockKind::Break => {}
    }
}

/// Rewrites the content of an inline, the blocks of a note included.
pub fn rewrite_inline_children<R: Rewrite + ?Sized>(rewriter: &mut R, inline: &mut Inline) {
    match inline {
        Inline::Note(blocks) => rewriter.blocks(blocks),
        other => {
            if let Some(children) = other.children_mut() {
                rewriter.inlines(children);
            }
        }
    }
}

impl Table {
    /// Head, body and foot rows in order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.head.iter().chain(&self.body).chain(&self.foot)
    }

    /// Head, body and foot rows in order, to change.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.head.iter_mut().chain(&mut self.body).chain(&mut self.foot)
    }
}

/// Calls `f` with every picture of the body, in figures and in lines, in reading order.
pub fn images_mut(blocks: &mut Vec<Block>, f: &mut dyn FnMut(&mut Image)) {
    struct Images<'f>(&'f mut dyn FnMut(&mut Image));
    impl Rewrite for Images<'_> {
        fn block(&mut self, block: &mut Block) {
            if let BlockKind::Figure(figure) = &mut block.kind {
                figure.images.iter_mut().for_each(&mut *self.0);
            }
            rewrite_block_children(self, block);
        }
        fn inline(&mut self, inline: &mut Inline) {
            if let Inline::Image(image) = inline {
                (self.0)(image);
            }
            rewrite_inline_children(self, inline);
        }
    }
    Images(f).blocks(blocks);
}
