//! The direction in which blocks read: an article in one language may quote another that is written from the other side.
//! No front end states it, because the letters do: see [`crate::lang::Letters`].

use super::walk::{self, Visit};
use super::{Block, BlockKind, Inline};
use crate::lang::Letters;

/// True if a block reads from right to left; `around` is true if the text around it does. Code, formulas and addresses
/// do not count.
pub(crate) fn block_reads_rtl(block: &Block, around: bool) -> bool {
    if matches!(block.kind, BlockKind::Code(_) | BlockKind::Math(_) | BlockKind::Break) {
        return around;
    }
    let mut counter = Counter(Letters::default());
    counter.block(block);
    counter.0.read_rtl(around)
}

/// The same for several blocks.
pub(crate) fn blocks_read_rtl(blocks: &[Block], around: bool) -> bool {
    let mut counter = Counter(Letters::default());
    blocks.iter().for_each(|block| counter.block(block));
    counter.0.read_rtl(around)
}

/// The same for words.
pub(crate) fn words_read_rtl(inlines: &[Inline], around: bool) -> bool {
    let mut counter = Counter(Letters::default());
    inlines.iter().for_each(|inline| counter.inline(inline));
    counter.0.read_rtl(around)
}

struct Counter(Letters);

impl Visit for Counter {
    fn block(&mut self, block: &Block) {
        if !self.0.are_enough() {
            walk::block_children(self, block);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) | Inline::Literal(text) if !text.contains("://") => self.0.add(text),
            Inline::Note(_) => {}
            other if !self.0.are_enough() => walk::inline_children(self, other),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{List, ListItem};

    #[test]
    fn notes_and_code_do_not_count() {
        let paragraph = |inlines| Block::from(BlockKind::Paragraph(inlines));
        let item = |words: &str| ListItem { blocks: vec![paragraph(vec![Inline::text(words)])], ..ListItem::default() };
        let note = Inline::Note(vec![paragraph(vec![Inline::text("an English note of many words")])]);
        let words = vec![Inline::Code("let x = 1;".into()), Inline::text("שלום"), note];
        assert!(words_read_rtl(&words, false));
        let list = |items| Block::from(BlockKind::List(List { items, ..List::default() }));
        assert!(block_reads_rtl(&list(vec![item("אחת"), item("שתיים"), item("two")]), false));
        assert!(!block_reads_rtl(&list(vec![item("one"), item("שתיים")]), false));
    }
}
