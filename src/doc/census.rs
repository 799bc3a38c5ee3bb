//! The census of an article: its words, and its blocks by kind.

use std::collections::BTreeMap;

use super::walk::{self, Visit};
use super::{Block, BlockKind, Document, Inline, count, plain_text};

/// An article, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Words, with those of notes and code.
    pub words: usize,
    /// Headings, paragraphs, lists, their items, notes, links and so on, each by its English name in the singular.
    pub kinds: BTreeMap<&'static str, usize>,
    /// The number of lists and tables around: their content counts as items and cells, not as paragraphs.
    inside: usize,
}

impl Census {
    /// Counts an article.
    pub fn of(document: &Document) -> Self {
        let mut census = Census::default();
        walk::document(&mut census, document);
        census
    }

    fn add(&mut self, kind: &'static str) {
        *self.kinds.entry(kind).or_default() += 1;
    }

    fn add_words(&mut self, text: &str) {
        self.words += count::spoken(text);
    }

    fn kind(&mut self, kind: &BlockKind) {
        self.add(match kind {
            BlockKind::Paragraph(_) if self.inside > 0 => return,
            BlockKind::Heading(_) => "heading",
            BlockKind::Paragraph(_) => "paragraph",
            BlockKind::Quote(_) => "quotation",
            BlockKind::Verse(_) => "poem",
            BlockKind::Code(_) => "listing",
            BlockKind::List(_) => "list",
            BlockKind::DefinitionList(_) => "definition list",
            BlockKind::Table(_) => "table",
            BlockKind::Figure(_) => "figure",
            BlockKind::Math(_) => "formula",
            BlockKind::Aside(_) => "aside",
            BlockKind::Break => "break",
        });
    }
}

impl Visit for Census {
    fn block(&mut self, block: &Block) {
        if let BlockKind::List(list) = &block.kind {
            *self.kinds.entry("item").or_default() += list.items.len();
        }
        let holds = matches!(block.kind, BlockKind::List(_) | BlockKind::Table(_));
        self.kind(&block.kind);
        if let BlockKind::Code(code) = &block.kind {
            self.add_words(&code.text);
        }
        self.inside += usize::from(holds);
        walk::block_children(self, block);
        self.inside -= usize::from(holds);
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        // A wrapper's words were counted with the sequence around it; only notes hold more.
        self.add_words(&plain_text(inlines));
        Within(self).inlines(inlines);
    }
}

/// Counts notes and links in inlines, and the words of notes, which plain text leaves out.
struct Within<'a>(&'a mut Census);

impl Visit for Within<'_> {
    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Note(blocks) => {
                self.0.add("note");
                self.0.blocks(blocks);
            }
            Inline::Link(_) => {
                self.0.add("link");
                walk::inline_children(self, inline);
            }
            other => walk::inline_children(self, other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paragraphs_of_a_list_are_no_paragraphs_of_the_text() {
        use crate::doc::{List, ListItem, ListKind};
        let text = || Block::from(BlockKind::Paragraph(vec![Inline::text("word")]));
        let list = List {
            kind: ListKind::Bullet,
            tight: false,
            items: vec![ListItem { blocks: vec![text(), text()], ..ListItem::default() }],
        };
        let document = Document { blocks: vec![text(), BlockKind::List(list).into()], ..Document::default() };
        let kinds = Census::of(&document).kinds;
        assert_eq!((kinds["paragraph"], kinds["list"]), (1, 1));
    }

    #[test]
    fn words_of_wrappers_and_notes_count_once() {
        let note = Inline::Note(vec![BlockKind::Paragraph(vec![Inline::text("two words")]).into()]);
        let emphasis = Inline::Emph(vec![Inline::text("not twice")]);
        let text = BlockKind::Paragraph(vec![Inline::text("One – "), emphasis, note]);
        let document = Document { blocks: vec![text.into()], ..Document::default() };
        let census = Census::of(&document);
        assert_eq!((census.words, census.kinds["paragraph"], census.kinds["note"]), (5, 2, 1));
    }
}
