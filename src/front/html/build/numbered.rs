//! Lists with typed numbers: neighbouring paragraphs that begin with `(1)`, `(a)`, `iv)` or `b.`, as in statutes and
//! contracts. As lists they get a hanging indent, and the content of an item is inside it.
//!
//! Numbers with a point behind them (`1.`, `A.`) stay as they were typed: they may be the names of things or people.

use crate::doc::{Block, BlockKind, Delimiter, Inline, List, ListItem, ListKind, Numbering, numerals};

/// Most levels of numbers inside numbers.
const DEEPEST: usize = 5;
/// Longest item of a list without space between its items, in characters.
const SHORT: usize = 100;
/// The largest Roman numeral that a list may have.
const LARGEST_ROMAN: u32 = 20;

/// A number as it may be read.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Number {
    value: u32,
    numbering: Numbering,
    delimiter: Delimiter,
}

impl Number {
    fn is_like(&self, other: &Number) -> bool {
        (self.numbering, self.delimiter) == (other.numbering, other.delimiter)
    }
}

/// An item: its level, its number, and the blocks that it is made of.
struct Item {
    level: usize,
    number: Number,
    blocks: Vec<Block>,
}

/// Turns neighbouring paragraphs with consecutive numbers into lists.
pub(super) fn gather(blocks: &mut Vec<Block>) {
    if blocks.iter().filter(|block| marker(block).is_some()).nth(1).is_none() {
        return;
    }
    let mut rest: std::collections::VecDeque<Block> = std::mem::take(blocks).into();
    while let Some(first) = rest.pop_front() {
        let count = run(&first, &rest);
        if count == 0 {
            blocks.push(first);
            continue;
        }
        let span = first.span;
        let items = items(std::iter::once(first).chain(rest.drain(..count)));
        blocks.push(BlockKind::List(list(&mut items.into_iter().peekable(), 0)).at(span));
    }
}

/// The number of blocks after the first that belong to a list that begins with it; 0 if there are fewer than two items.
fn run(first: &Block, rest: &std::collections::VecDeque<Block>) -> usize {
    let mut open = Vec::new();
    if place(&mut open, marker(first)).is_none() {
        return 0;
    }
    let (mut count, mut outer) = (0, 1);
    let mut at = 0;
    while let Some(block) = rest.get(at) {
        at += 1;
        match place(&mut open, marker(block)) {
            Some((level, _)) => {
                count = at;
                outer += usize::from(level == 0);
            }
            // A picture or the like belongs to its item if the numbers go on after it.
            None if is_inside(block) && !rest.get(at).is_some_and(is_inside) => {}
            None => break,
        }
    }
    if outer >= 2 { count } else { 0 }
}

/// The level of a number that continues one of the open levels or begins one.
fn place(open: &mut Vec<Number>, marker: Option<(Vec<Number>, usize)>) -> Option<(usize, Number)> {
    let (readings, _) = marker?;
    for level in (0..open.len()).rev() {
        let next = Number { value: open[level].value + 1, ..open[level] };
        if readings.contains(&next) {
            open.truncate(level);
            open.push(next);
            return Some((level, next));
        }
    }
    let first = readings.into_iter().find(|number| number.value == 1 && !open.iter().any(|o| o.is_like(number)))?;
    if open.len() >= DEEPEST {
        return None;
    }
    open.push(first);
    Some((open.len() - 1, first))
}

/// True if a block other than a paragraph may stand inside an item.
fn is_inside(block: &Block) -> bool {
    matches!(block.kind, BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Code(_) | BlockKind::Math(_))
}

fn items(blocks: impl Iterator<Item = Block>) -> Vec<Item> {
    let mut open = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    for mut block in blocks {
        let found = marker(&block);
        let width = found.as_ref().map_or(0, |(_, width)| *width);
        match (place(&mut open, found), items.last_mut()) {
            (Some((level, number)), _) => {
                strip(&mut block, width);
                items.push(Item { level, number, blocks: vec![block] });
            }
            (None, Some(last)) => last.blocks.push(block),
            (None, None) => {}
        }
    }
    items
}

/// The list of a level, with the lists of deeper levels inside its items.
fn list(items: &mut std::iter::Peekable<std::vec::IntoIter<Item>>, level: usize) -> List {
    let number = items.peek().map(|item| item.number);
    let mut list = List::default();
    if let Some(Number { value: start, numbering, delimiter }) = number {
        list.kind = ListKind::Ordered { start, numbering, delimiter };
    }
    while let Some(item) = items.next_if(|item| item.level >= level) {
        let mut blocks = item.blocks;
        if items.peek().is_some_and(|next| next.level > level) {
            let inner = self::list(items, level + 1);
            blocks.push(BlockKind::List(inner).into());
        }
        list.items.push(ListItem { blocks, ..ListItem::default() });
    }
    list.tight = list.items.iter().all(|item| is_short(&item.blocks));
    list
}

fn is_short(blocks: &[Block]) -> bool {
    let short = |block: &Block| match &block.kind {
        BlockKind::Paragraph(words) => crate::doc::plain_text(words).chars().count() <= SHORT,
        BlockKind::List(list) => list.tight,
        _ => false,
    };
    blocks.iter().all(short)
}

/// The numbers that a paragraph may begin with, and the length in bytes of the number with the space behind it.
fn marker(block: &Block) -> Option<(Vec<Number>, usize)> {
    let BlockKind::Paragraph(words) = &block.kind else { return None };
    let Some(Inline::Text(text)) = words.first() else { return None };
    let (open, rest) = match text.strip_prefix('(') {
        Some(rest) => (1, rest),
        None => (0, text.as_str()),
    };
    let label = rest.find(|c: char| !c.is_ascii_alphanumeric()).and_then(|end| rest.get(..end))?;
    let rest = rest.get(label.len()..)?;
    let is_letter = label.len() == 1 && label.bytes().all(|b| b.is_ascii_lowercase());
    let delimiter = match (open, rest.chars().next()?) {
        (1, ')') => Delimiter::Parens,
        (0, ')') => Delimiter::Paren,
        (0, '.') if is_letter => Delimiter::Period,
        _ => return None,
    };
    let after = rest.get(1..)?;
    let words_after = after.trim_start();
    if after.len() == words_after.len() || words_after.is_empty() && words.len() == 1 {
        return None;
    }
    let read = |(value, numbering)| Number { value, numbering, delimiter };
    let readings: Vec<Number> = readings(label).into_iter().map(read).collect();
    (!readings.is_empty()).then_some((readings, text.len() - words_after.len()))
}

fn readings(label: &str) -> Vec<(u32, Numbering)> {
    let mut out = Vec::new();
    if label.len() <= 3 && !label.starts_with('0') {
        out.extend(label.parse().ok().map(|value| (value, Numbering::Decimal)));
    }
    let lower = label.to_ascii_lowercase();
    let upper = match () {
        _ if label == lower => false,
        _ if label == label.to_ascii_uppercase() => true,
        _ => return out,
    };
    if let [letter @ b'a'..=b'z'] = lower.as_bytes() {
        let numbering = if upper { Numbering::UpperAlpha } else { Numbering::LowerAlpha };
        out.push((u32::from(letter - b'a') + 1, numbering));
    }
    if let Some(value) = numerals::roman_value(&lower).filter(|value| *value <= LARGEST_ROMAN) {
        out.push((value, if upper { Numbering::UpperRoman } else { Numbering::LowerRoman }));
    }
    out
}

/// Takes the number off a paragraph.
fn strip(block: &mut Block, width: usize) {
    if let BlockKind::Paragraph(words) = &mut block.kind
        && let Some(Inline::Text(text)) = words.first_mut()
    {
        text.drain(..width.min(text.len()));
        if text.is_empty() {
            words.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Document;

    /// The lists that paragraphs become, as the dump of a tree has them without quotes and indent of the first level.
    fn gathered(paragraphs: &[&str]) -> String {
        let block = |text: &&str| BlockKind::Paragraph(vec![Inline::text(*text)]).into();
        let mut blocks: Vec<Block> = paragraphs.iter().map(block).collect();
        gather(&mut blocks);
        crate::doc::dump::dump(&Document { blocks, ..Document::default() })
    }

    fn lists(paragraphs: &[&str]) -> usize {
        gathered(paragraphs).lines().filter(|line| line.trim_start().starts_with("list")).count()
    }

    #[test]
    fn numbered_paragraphs_are_lists_inside_each_other() {
        let law =
            ["(1) one", "(2) two", "(a) two a", "(b) two b", "(i) two b i", "(ii) two b ii", "(c) two c", "(3) three"];
        assert_eq!(lists(&law), 3, "{}", gathered(&law));
        // The letter i after h is a letter.
        let letters = ["(a) x", "(b) x", "(c) x", "(d) x", "(e) x", "(f) x", "(g) x", "(h) x", "(i) x", "(j) x"];
        assert_eq!(lists(&letters), 1);
        assert_eq!(lists(&["a) one", "b) two"]), 1);
        assert_eq!(lists(&["Before.", "(A) one", "(B) two", "After."]), 1);
        assert_eq!(lists(&["iv) four", "v) five"]), 0, "the beginning is missing");
    }

    #[test]
    fn what_is_no_list_stays() {
        for paragraphs in [
            &["(1) alone", "Something else.", "(2) late"][..],
            &["(1984) was a book", "(1985) was another"],
            &["A. Smith wrote it.", "B. Jones printed it."],
            &["1. The first chapter", "2. The second"],
            &["(1)", "(2)"],
            &["(see above) x", "(b) y"],
            &["(1) one", "(3) three"],
        ] {
            assert_eq!(lists(paragraphs), 0, "{}", gathered(paragraphs));
        }
    }

    #[test]
    fn what_illustrates_an_item_is_part_of_it() {
        let paragraph = |text: &str| -> Block { BlockKind::Paragraph(vec![Inline::text(text)]).into() };
        let code = || -> Block { BlockKind::Code(Default::default()).into() };
        let mut blocks = vec![paragraph("(1) one"), code(), paragraph("(2) two"), code()];
        gather(&mut blocks);
        assert!(matches!(&blocks[0].kind, BlockKind::List(list) if list.items[0].blocks.len() == 2));
        assert_eq!(blocks.len(), 2, "what follows the last item is not known to be its part");
    }
}
