//! The direction in which blocks read: an article in one language may quote another that is written from the other side.
//! No front end states it, because the letters do: see [`crate::lang::Letters`].

use super::walk::{self, Visit};
use super::{Block, BlockKind, Inline};
use crate::lang::Letters;
use crate::lang::strong::LONG;

/// True if a block reads from right to left; `around` is true if the text around it does. Code, formulas and addresses
/// do not count. A list or table of short words keeps the side around it, however many they are.
pub(crate) fn block_reads_rtl(block: &Block, around: bool) -> bool {
    if matches!(block.kind, BlockKind::Code(_) | BlockKind::Math(_) | BlockKind::Break) {
        return around;
    }
    let mut counter = Counter::default();
    counter.block(block);
    counter.reads_rtl(around)
}

/// The same for several blocks.
pub(crate) fn blocks_read_rtl(blocks: &[Block], around: bool) -> bool {
    let mut counter = Counter::default();
    blocks.iter().for_each(|block| counter.block(block));
    counter.reads_rtl(around)
}

/// The same for words.
pub(crate) fn words_read_rtl(inlines: &[Inline], around: bool) -> bool {
    let mut counter = Counter::default();
    inlines.iter().for_each(|inline| counter.inline(inline));
    counter.letters.read_rtl(around)
}

#[derive(Default)]
struct Counter {
    letters: Letters,
    /// True if one of the blocks is long.
    has_long: bool,
}

impl Counter {
    fn reads_rtl(&self, around: bool) -> bool {
        self.letters.read_rtl(around) || around && !self.has_long
    }
}

impl Visit for Counter {
    fn block(&mut self, block: &Block) {
        if self.letters.are_enough() {
            return;
        }
        let before = self.letters.count();
        walk::block_children(self, block);
        let is_text = matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Heading(_) | BlockKind::Figure(_));
        self.has_long |= is_text && self.letters.count() - before >= LONG;
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) | Inline::Literal(text) if !text.contains("://") => self.letters.add(text),
            Inline::Note(_) => {}
            other if !self.letters.are_enough() => walk::inline_children(self, other),
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

    #[test]
    fn short_words_keep_the_side_around_them() {
        let paragraph = |words: &str| Block::from(BlockKind::Paragraph(vec![Inline::text(words)]));
        let item = |words: &str| ListItem { blocks: vec![paragraph(words)], ..ListItem::default() };
        let list = |words: &str| BlockKind::List(List { items: vec![item(words); 20], ..List::default() }).into();
        let long = "The wall was long, and it was higher than anything that had stood there before.";
        for (block, around, rtl) in [
            (paragraph("Wall at low tide"), true, true),
            (list("Node.js"), true, true),
            (paragraph(long), true, false),
            (list(long), true, false),
            (list("Node.js"), false, false),
        ] {
            assert_eq!(block_reads_rtl(&block, around), rtl, "{block:?}");
        }
    }
}
