//! How many words an article has.

use offprint::doc::walk::{self, Visit};
use offprint::doc::{Block, BlockKind, Document, Inline, count, plain_text};

/// The words of the article, notes and code included.
pub(crate) fn words(document: &Document) -> usize {
    let mut census = Census(0);
    walk::document(&mut census, document);
    census.0
}

struct Census(usize);

impl Census {
    fn add(&mut self, text: &str) {
        self.0 +=
            text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).map(count::words).sum::<usize>();
    }
}

impl Visit for Census {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Code(code) = &block.kind {
            self.add(&code.text);
        }
        walk::block_children(self, block);
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        // A wrapper's words were counted with the sequence it stands in; only notes hold more.
        self.add(&plain_text(inlines));
        Notes(self).inlines(inlines);
    }
}

/// Counts the words of notes, which plain text leaves out.
struct Notes<'a>(&'a mut Census);

impl Visit for Notes<'_> {
    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Note(blocks) => self.0.blocks(blocks),
            other => walk::inline_children(self, other),
        }
    }
}
