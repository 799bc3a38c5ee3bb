//! Wide tables in large print: every row is a small list of "header: value", so that nothing shrinks and nothing is
//! cut.
//!
//! Spans are resolved first. A value is named by every header cell over its columns, from the top down ("Points, body:
//! 11"). A cell that reaches over several rows is repeated in each of them, because an item must be understood alone. A
//! header over all columns names nothing in particular: it is set once, before the list.

use super::table::positions;
use super::{Flow, Place, Standing, said_again};
use crate::doc::{Block, BlockKind, Cell, Inline, Row, Table, plain_text};
use crate::layout::frame::{Numbering, StructureKind};
use crate::style::Role;

/// A header cell: the columns under it, its words, and true if they were set with all their content.
struct Head<'t> {
    columns: std::ops::Range<usize>,
    words: &'t [Inline],
    said: bool,
}

/// A cell of an item: its first column, and true if an earlier item has set it in full.
type Placed<'t> = (usize, &'t Cell, bool);

impl Flow<'_, '_> {
    /// A table as a list: an item a row, a line a cell.
    pub(super) fn linear_table(&mut self, table: &Table, place: &Place) {
        let leading = self.set.style.text(place.role).leading;
        self.after = self.after.max(leading / 2.0);
        if let Some(id) = &table.id {
            let anchor = self.anchor(id);
            self.anchors.push(anchor);
        }
        if !table.caption.is_empty() {
            let node = self.open(StructureKind::Paragraph, place.node);
            let after = leading / 2.0;
            self.text(&table.caption, node, Role::Caption, place, Standing { after, ..Standing::default() });
            self.keep = true;
        }
        let columns = table.columns.len();
        let rows = if table.body.is_empty() && table.foot.is_empty() { &[][..] } else { &table.head };
        let mut heads = self.heads(rows, columns, place);
        let list = self.open(StructureKind::List(Numbering::None), place.node);
        let mut items = Vec::new();
        for part in [if rows.is_empty() { &table.head[..] } else { &[] }, &table.body, &table.foot] {
            items.extend(resolved(part, columns));
        }
        let bare: Vec<usize> = (0..columns)
            .filter(|c| {
                !items.iter().flatten().any(|(from, cell, _)| covers(*from, cell, *c) && !cell.blocks.is_empty())
            })
            .collect();
        for (i, mut item) in items.into_iter().enumerate() {
            if i > 0 {
                self.after = self.after.max(leading / 2.0);
            }
            // A column without a single value is named once, so that its header is not lost.
            item.retain(|(from, cell, _)| !cell.blocks.is_empty() || i == 0 && bare.contains(from));
            let node = self.open(StructureKind::ListItem, list);
            let body = self.open(StructureKind::ListBody, node);
            let inside = place.inside(body);
            self.linear_row(&item, &mut heads, &inside);
        }
        self.after = self.after.max(leading / 2.0);
        self.flush = true;
    }

    /// The headers of the columns. A header over all columns, and content other than words, is set at once.
    fn heads<'t>(&mut self, rows: &'t [Row], columns: usize, place: &Place) -> Vec<Head<'t>> {
        let mut heads = Vec::new();
        for (_, column, cell) in positions(rows, columns) {
            let span = column..(column + usize::from(cell.colspan.max(1))).min(columns);
            let (words, rest) = first_paragraph(cell);
            if span.len() == columns && columns > 1 {
                let node = self.open(StructureKind::Paragraph, place.node);
                let words = [Inline::Strong(words.to_vec())];
                self.text(&words, node, Role::Body, place, Standing::default());
                self.keep = true;
                self.flush = true;
            } else if !words.is_empty() {
                heads.push(Head { columns: span, words, said: false });
            }
            self.blocks(rest, place);
        }
        heads
    }

    fn linear_row(&mut self, row: &[Placed], heads: &mut [Head], place: &Place) {
        /// Lines of an item that stay on one page as a row of a table does.
        const SHORT: usize = 6;
        let indent = self.set.style.text(place.role).size;
        let costs = &self.set.style.pages;
        let torn = if row.len() <= SHORT { 4.0 * costs.orphan } else { costs.tear };
        for (i, &(column, cell, again)) in row.iter().enumerate() {
            let (content, rest) = first_paragraph(cell);
            let content = if again { said_again(content) } else { content.to_vec() };
            let content = if cell.blocks.is_empty() { vec![Inline::text("–")] } else { content };
            let mut words = label(heads, column..column + usize::from(cell.colspan.max(1)));
            if i == 0 {
                words.push(Inline::Strong(content));
            } else {
                words.extend(content);
            }
            if !plain_text(&words).is_empty() {
                let node = self.open(StructureKind::Paragraph, place.node);
                let here = Place { left: place.left + indent, ..place.clone() };
                self.keep |= i == 1;
                let standing = Standing { indent: -indent, ..Standing::default() };
                let index = self.text(&words, node, Role::Body, &here, standing);
                if let Some(chunk) = self.galley.chunks.get_mut(index).filter(|_| i > 1) {
                    chunk.break_before = chunk.break_before.max(torn);
                }
            }
            self.flush = true;
            if !again {
                self.blocks(rest, place);
            }
        }
    }
}

/// The words of all headers over some columns and a colon, if there are any.
fn label(heads: &mut [Head], columns: std::ops::Range<usize>) -> Vec<Inline> {
    let mut words = Vec::new();
    for head in heads.iter_mut().filter(|h| h.columns.start < columns.end && columns.start < h.columns.end) {
        if !words.is_empty() {
            words.push(Inline::text(", "));
        }
        words.extend(if head.said { said_again(head.words) } else { head.words.to_vec() });
        head.said = true;
    }
    if words.is_empty() { words } else { vec![Inline::Strong(words), Inline::text(": ")] }
}

/// The rows as items: with each row its cells, including those that hang down from a row above.
fn resolved(rows: &[Row], columns: usize) -> Vec<Vec<Placed<'_>>> {
    let mut items = vec![Vec::new(); rows.len()];
    for (row, column, cell) in positions(rows, columns) {
        let end = row.saturating_add(usize::from(cell.rowspan.max(1))).min(rows.len());
        for (n, item) in items[row..end].iter_mut().enumerate() {
            item.push((column, cell, n > 0));
        }
    }
    for item in &mut items {
        item.sort_by_key(|&(column, ..)| column);
    }
    items
}

fn covers(from: usize, cell: &Cell, column: usize) -> bool {
    (from..from + usize::from(cell.colspan.max(1))).contains(&column)
}

fn first_paragraph(cell: &Cell) -> (&[Inline], &[Block]) {
    match cell.blocks.split_first() {
        Some((Block { kind: BlockKind::Paragraph(content), .. }, rest)) => (content, rest),
        _ => (&[], &cell.blocks),
    }
}
