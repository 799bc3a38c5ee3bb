//! Headings without words, empty quotations, empty tables, tables that were cut into rows, breaks that part nothing, and
//! alternatives of missing pictures that repeat what stands beside them.
//!
//! A lone `#` or `>` is a heading and a quotation to CommonMark, so the tree keeps them and Markdown and JSON write
//! them again. On a page they would be gaps and in a table of contents empty lines, so back ends that make pages take
//! the document without them. Nothing is lost, because they hold no words of their own. A thematic break parts two texts; a
//! heading parts them already. Tables of one row each that follow each
//! other are joined into one table; otherwise their columns would have a different width in each row.

use std::borrow::Cow;

use super::alternatives::Known;
use super::walk::{self, Rewrite, Visit};
use super::{Block, BlockKind, Document, Image, Table};

/// The document without hollow blocks; borrowed unchanged if it has none.
pub(crate) fn filled(document: &Document) -> Cow<'_, Document> {
    let known = Known::of(document);
    let mut seen = Seen { known: &known, found: false };
    seen.blocks(&document.blocks);
    if !seen.found {
        return Cow::Borrowed(document);
    }
    let mut copy = document.clone();
    Fill { known: &known }.blocks(&mut copy.blocks);
    Cow::Owned(copy)
}

fn is_hollow(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Heading(heading) => heading.content.is_empty(),
        BlockKind::Quote(quote) => quote.blocks.is_empty() && quote.attribution.is_empty(),
        BlockKind::Table(table) => {
            let cells = || table.rows().flat_map(|row| &row.cells);
            table.caption.is_empty() && table.id.is_none() && cells().all(|cell| cell.blocks.iter().all(is_hollow))
        }
        _ => false,
    }
}

/// True if a table of one row, or of one row under a head, continues the table before it.
fn goes_on(before: &Block, block: &Block) -> bool {
    let (BlockKind::Table(before), BlockKind::Table(table)) = (&before.kind, &block.kind) else { return false };
    let unnamed = table.caption.is_empty() && table.id.is_none() && table.foot.is_empty() && before.foot.is_empty();
    let plain = |table: &Table| table.rows().flat_map(|row| &row.cells).all(|cell| cell.rowspan == 1);
    let alike = before.columns.len() == table.columns.len() && plain(before) && plain(table);
    // A head without rows counts as a row, because Markdown has no other table of one row.
    let headless = |table: &Table| table.body.is_empty() || table.head.is_empty();
    let rows = |table: &Table| table.rows().count();
    let same_head = before.head == table.head && table.body.len() == 1;
    unnamed
        && alike
        && (same_head && !before.body.is_empty() || rows(table) == 1 && headless(table) && headless(before))
}

/// Joins tables that were cut into rows.
fn join(blocks: &mut Vec<Block>) {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    // A whole table does not continue in its neighbours.
    let is_row = |table: &Table| table.body.len() == 1 || table.body.is_empty() && table.head.len() == 1;
    let cut = |block: &Block| matches!(&block.kind, BlockKind::Table(table) if is_row(table));
    let mut open = false;
    for block in blocks.drain(..) {
        let joins = out.last().is_some_and(|last| (open || cut(last)) && cut(&block) && goes_on(last, &block));
        match (out.last_mut().map(|last| &mut last.kind), block.kind) {
            (Some(BlockKind::Table(last)), BlockKind::Table(table)) if joins => {
                if last.body.is_empty() {
                    last.body.append(&mut last.head);
                }
                let head = if table.body.is_empty() { table.head } else { Vec::new() };
                last.body.extend(head.into_iter().chain(table.body));
            }
            (_, kind) => out.push(kind.at(block.span)),
        }
        open = joins;
    }
    *blocks = out;
}

/// True if a block is a thematic break that parts nothing: beside a heading or another break, or at an end of its box.
fn is_idle_break(blocks: &[Block], at: usize) -> bool {
    let is_break = |block: &&Block| block.kind == BlockKind::Break;
    let (before, after) = blocks.split_at(at.min(blocks.len()));
    let is_edge = |beside: Option<&Block>| beside.is_none_or(|block| matches!(block.kind, BlockKind::Heading(_)));
    after.first().as_ref().is_some_and(is_break)
        && (before.last().as_ref().is_some_and(is_break)
            || is_edge(before.iter().rev().find(|block| !is_break(block)))
            || is_edge(after.iter().find(|block| !is_break(block))))
}

/// True if a picture is missing and its alternative says nothing that the words around it do not say.
fn is_mute(known: &Known, blocks: &[Block], at: usize, image: &Image) -> bool {
    let Some(BlockKind::Figure(figure)) = blocks.get(at).map(|block| &block.kind) else { return false };
    let (before, after) = (at.checked_sub(1).and_then(|at| blocks.get(at)), blocks.get(at + 1));
    image.asset.is_none()
        && image.alt.as_deref().is_some_and(|alt| !alt.is_empty() && !known.is_new(alt, figure, before, after))
}

/// The pictures of a figure whose alternatives are mute, by their numbers.
fn mute_pictures(known: &Known, blocks: &[Block], at: usize) -> Vec<usize> {
    let Some(BlockKind::Figure(figure)) = blocks.get(at).map(|block| &block.kind) else { return Vec::new() };
    let mute = figure.images.iter().enumerate().filter(|(_, image)| is_mute(known, blocks, at, image));
    mute.map(|(number, _)| number).collect()
}

struct Seen<'k> {
    known: &'k Known,
    found: bool,
}

impl Visit for Seen<'_> {
    fn block(&mut self, block: &Block) {
        self.found |= is_hollow(block);
        walk::block_children(self, block);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        self.found |= blocks.windows(2).any(|pair| goes_on(&pair[0], &pair[1]))
            || (0..blocks.len())
                .any(|at| is_idle_break(blocks, at) || !mute_pictures(self.known, blocks, at).is_empty());
        blocks.iter().for_each(|block| self.block(block));
    }
}

struct Fill<'k> {
    known: &'k Known,
}

impl Rewrite for Fill<'_> {
    /// From the inside out: a quotation that holds only an empty quotation is empty too.
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        walk::rewrite_blocks(self, blocks);
        blocks.retain(|block| !is_hollow(block));
        join(blocks);
        let idle: Vec<bool> = (0..blocks.len()).map(|at| is_idle_break(blocks, at)).collect();
        let mut idle = idle.into_iter();
        blocks.retain(|_| !idle.next().unwrap_or(false));
        let mute: Vec<Vec<usize>> = (0..blocks.len()).map(|at| mute_pictures(self.known, blocks, at)).collect();
        for (block, mute) in blocks.iter_mut().zip(mute) {
            let BlockKind::Figure(figure) = &mut block.kind else { continue };
            for number in mute {
                figure.images.get_mut(number).into_iter().for_each(|image| image.alt = None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Cell, Column, Figure, Heading, Inline, Quote, Row};

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
    fn a_quotation_of_a_name_alone_is_not_hollow() {
        let attribution = vec![Inline::text("Ada Marsh")];
        let block: Block = BlockKind::Quote(Quote { attribution, ..Quote::default() }).into();
        assert_eq!(joined(vec![block.clone()]), [block]);
    }

    fn row(words: &[&str]) -> Row {
        let cell = |text: &&str| match *text {
            "" => Cell::default(),
            text => Cell { blocks: vec![BlockKind::Paragraph(vec![Inline::text(text)]).into()], ..Cell::default() },
        };
        Row { cells: words.iter().map(cell).collect() }
    }

    fn table(head: &[&[&str]], body: &[&[&str]]) -> Block {
        let rows = |rows: &[&[&str]]| rows.iter().map(|words| row(words)).collect();
        let columns = vec![Column::default(); 2];
        BlockKind::Table(Table { columns, head: rows(head), body: rows(body), ..Table::default() }).into()
    }

    fn joined(blocks: Vec<Block>) -> Vec<Block> {
        filled(&Document { blocks, ..Document::default() }).blocks.clone()
    }

    #[test]
    fn empty_tables_go_and_rows_that_were_tables_join() {
        let words = || Block::from(BlockKind::Paragraph(vec![Inline::text("x")]));
        assert_eq!(joined(vec![table(&[&["", ""]], &[&["", ""]]), words()]), [words()]);
        let rows = || vec![table(&[], &[&["1912", "a"]]), table(&[], &[&["1913", "b"]]), table(&[], &[&["1914", ""]])];
        let whole = table(&[], &[&["1912", "a"], &["1913", "b"], &["1914", ""]]);
        assert_eq!(joined(rows()), vec![whole.clone()]);
        // Markdown has no table without a head.
        let heads = vec![table(&[&["1912", "a"]], &[]), table(&[&["1913", "b"]], &[]), table(&[&["1914", ""]], &[])];
        assert_eq!(joined(heads), [whole]);
        let under_heads = vec![table(&[&["A", "B"]], &[&["1", "2"]]), table(&[&["A", "B"]], &[&["3", "4"]])];
        assert_eq!(joined(under_heads), [table(&[&["A", "B"]], &[&["1", "2"], &["3", "4"]])]);
    }

    #[test]
    fn tables_of_their_own_stay() {
        let two_rows = || table(&[], &[&["1", "2"], &["3", "4"]]);
        let heads = vec![table(&[&["A", "B"]], &[&["1", "2"]]), table(&[&["C", "D"]], &[&["3", "4"]])];
        for blocks in [vec![two_rows(), two_rows()], vec![two_rows(), table(&[], &[&["5", "6"]])], heads] {
            assert_eq!(joined(blocks.clone()), blocks);
        }
    }

    #[test]
    fn a_document_without_them_is_not_copied() {
        let words = || Block::from(BlockKind::Paragraph(vec![Inline::text("x")]));
        let document = Document { blocks: vec![words(), BlockKind::Break.into(), words()], ..Document::default() };
        assert!(matches!(filled(&document), Cow::Borrowed(_)));
    }

    #[test]
    fn a_break_parts_two_texts() {
        let shape = |kinds: &str| {
            let block = |c: char| match c {
                '*' => BlockKind::Break.into(),
                'h' => BlockKind::Heading(Heading { level: 2, content: vec![Inline::text("x")], ..Heading::default() })
                    .into(),
                _ => Block::from(BlockKind::Paragraph(vec![Inline::text("x")])),
            };
            let kind = |block: &Block| match block.kind {
                BlockKind::Break => '*',
                BlockKind::Heading(_) => 'h',
                _ => 'p',
            };
            joined(kinds.chars().map(block).collect()).iter().map(kind).collect::<String>()
        };
        for (blocks, left) in [
            ("p*p", "p*p"),
            ("p*p*p", "p*p*p"),
            ("p**p", "p*p"),
            ("hp*hp", "hphp"),
            ("h*p*p", "hp*p"),
            ("p**hp", "php"),
            ("*p*", "p"),
            ("***", ""),
        ] {
            assert_eq!(shape(blocks), left, "{blocks}");
        }
    }

    #[test]
    fn a_missing_picture_does_not_repeat_its_caption() {
        let image = |asset| Image { asset, alt: Some("The wall".into()), url: "a.jpg".into(), ..Image::default() };
        let figure = |asset| {
            let caption = vec![Inline::text("The wall at low tide")];
            Block::from(BlockKind::Figure(Figure { images: vec![image(asset)], caption, ..Figure::default() }))
        };
        let alternative = |block: Block| match &joined(vec![block])[0].kind {
            BlockKind::Figure(figure) => figure.images[0].alt.clone(),
            _ => None,
        };
        assert_eq!(alternative(figure(None)), None);
        assert_eq!(alternative(figure(Some(crate::doc::AssetId(0)))), Some("The wall".into()), "it is shown");
    }
}
