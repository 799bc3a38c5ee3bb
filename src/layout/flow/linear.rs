//! Wide tables in large print: every row a small list of "header: value", so that nothing shrinks and nothing is cut.

use super::{Flow, Place, Standing};
use crate::doc::{Block, BlockKind, Cell, Inline, Row, Table, plain_text};
use crate::layout::frame::{Numbering, StructureKind};
use crate::style::Role;

impl Flow<'_, '_> {
    /// A table as a list: an item a row, a line a cell.
    pub(super) fn linear_table(&mut self, table: &Table, place: &Place) {
        let leading = self.set.style.text(place.role).leading;
        let first = self.galley.chunks.len();
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
        let heads = headers(table);
        let list = self.open(StructureKind::List(Numbering::None), place.node);
        for (i, row) in table.body.iter().chain(&table.foot).enumerate() {
            if i > 0 {
                self.after = self.after.max(leading / 2.0);
            }
            let item = self.open(StructureKind::ListItem, list);
            let body = self.open(StructureKind::ListBody, item);
            let inside = place.inside(body);
            self.linear_row(row, &heads, &inside);
        }
        self.after = self.after.max(leading / 2.0);
        self.flexible(first);
        self.flush = true;
    }

    fn linear_row(&mut self, row: &Row, heads: &[Vec<Inline>], place: &Place) {
        let mut column = 0;
        let indent = self.set.style.text(place.role).size;
        for (i, cell) in row.cells.iter().enumerate() {
            let head = heads.get(column).filter(|h| !h.is_empty());
            column += usize::from(cell.colspan);
            if cell.blocks.is_empty() {
                continue;
            }
            let (content, rest) = first_paragraph(cell);
            let mut words = Vec::new();
            if let Some(head) = head {
                words.push(Inline::Strong(head.clone()));
                words.push(Inline::text(": "));
            }
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
                self.text(&words, node, Role::Body, &here, standing);
            }
            self.flush = true;
            self.blocks(rest, place);
        }
    }
}

/// The header of each column: the words of the last head row's cells over it.
fn headers(table: &Table) -> Vec<Vec<Inline>> {
    let mut heads = vec![Vec::new(); table.columns.len()];
    for row in &table.head {
        let mut column = 0;
        for cell in &row.cells {
            let (content, _) = first_paragraph(cell);
            if cell.colspan == 1
                && let Some(head) = heads.get_mut(column)
            {
                *head = without_notes(content);
            }
            column += usize::from(cell.colspan);
        }
    }
    heads
}

/// Headers are repeated; what must be there once only is left out of them.
fn without_notes(inlines: Vec<Inline>) -> Vec<Inline> {
    vec![Inline::text(plain_text(&inlines))].into_iter().filter(|i| *i != Inline::text("")).collect()
}

fn first_paragraph(cell: &Cell) -> (Vec<Inline>, &[Block]) {
    match cell.blocks.split_first() {
        Some((Block { kind: BlockKind::Paragraph(content), .. }, rest)) => (content.clone(), rest),
        _ => (Vec::new(), &cell.blocks),
    }
}
