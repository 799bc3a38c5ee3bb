//! Tables as XHTML: heads with scope, spans, captions; nothing inline.

use super::render::Render;
use super::xml::Dialect;
use crate::doc::{Align, BlockKind, Cell, Column, Row, Table, direction, plain_text};

/// The width in characters that a telephone held upright has for a table.
const WIDE: usize = 36;

impl<'a> Render<'a, '_, '_> {
    pub(crate) fn table(&mut self, table: &'a Table) {
        let id = self.id(table.id.as_ref());
        let attributes: Vec<(&str, &str)> = id.iter().map(|id| ("id", id.as_str())).collect();
        if table.rows().all(|row| row.cells.is_empty()) {
            return self.paragraph(&table.caption, &attributes);
        }
        self.facts.tables += 1;
        let wide = narrowest(table) > WIDE;
        if wide {
            // A table too wide for a telephone is scrolled, with the keyboard too.
            self.w.open("div", &[("class", "wide"), ("tabindex", "0")]);
        }
        self.w.open("table", &attributes);
        if !table.caption.is_empty() {
            self.w.open("caption", &[]);
            self.inlines(&table.caption);
            self.w.close();
        }
        self.rows("thead", &table.head, &table.columns, true);
        if self.shared.dialect == Dialect::Epub2 {
            // XHTML 1.1 requires the foot before the body, where nobody would read it, so it joins the body instead.
            let rows: Vec<&'a Row> = table.body.iter().chain(&table.foot).collect();
            self.group("tbody", &rows, &table.columns, false);
        } else {
            self.rows("tbody", &table.body, &table.columns, false);
            self.rows("tfoot", &table.foot, &table.columns, false);
        }
        self.w.close();
        if wide {
            self.w.close();
        }
    }

    fn rows(&mut self, group: &'static str, rows: &'a [Row], columns: &[Column], head: bool) {
        let rows: Vec<&'a Row> = rows.iter().collect();
        self.group(group, &rows, columns, head);
    }

    fn group(&mut self, group: &'static str, rows: &[&'a Row], columns: &[Column], head: bool) {
        if rows.is_empty() {
            return;
        }
        self.w.open(group, &[]);
        let mut hanging = vec![0u16; columns.len()];
        for row in rows {
            self.w.open("tr", &[]);
            let mut column = 0;
            let mut next: Vec<u16> = hanging.iter().map(|n| n.saturating_sub(1)).collect();
            for cell in &row.cells {
                while hanging.get(column).is_some_and(|&n| n > 0) {
                    column += 1;
                }
                let align = cell.align.or(columns.get(column).map(|c| c.align)).unwrap_or_default();
                self.cell(cell, align, head);
                let end = (column + usize::from(cell.colspan.max(1))).min(next.len());
                if let Some(covered) = next.get_mut(column.min(end)..end) {
                    covered.fill(cell.rowspan.saturating_sub(1));
                }
                column += usize::from(cell.colspan.max(1));
            }
            hanging = next;
            self.w.close();
            self.w.line();
        }
        self.w.close();
    }

    fn cell(&mut self, cell: &'a Cell, align: Align, head: bool) {
        let (columns, rows) = (cell.colspan.to_string(), cell.rowspan.to_string());
        let mut attributes = Vec::new();
        // An empty header cell heads nothing.
        let empty = cell.blocks.is_empty();
        let name = if (head || cell.header) && !empty { "th" } else { "td" };
        if name == "th" {
            attributes.push(("scope", if head { "col" } else { "row" }));
        }
        match align {
            Align::Auto => {}
            Align::Left => attributes.push(("class", "left")),
            Align::Center => attributes.push(("class", "center")),
            Align::Right => attributes.push(("class", "right")),
        }
        if cell.colspan > 1 {
            attributes.push(("colspan", &columns));
        }
        if cell.rowspan > 1 {
            attributes.push(("rowspan", &rows));
        }
        self.turned(direction::blocks_read_rtl(&cell.blocks, self.rtl), |render| {
            render.w.open(name, &attributes);
            render.flow(&cell.blocks, cell.blocks.len() == 1);
            render.w.close();
        });
    }
}

/// Characters that the table needs at least: the longest word of every column, and a space between.
fn narrowest(table: &Table) -> usize {
    let mut words = vec![0usize; table.columns.len()];
    for row in table.rows() {
        for (cell, longest) in row.cells.iter().zip(&mut words).filter(|(cell, _)| cell.colspan == 1) {
            for block in &cell.blocks {
                let BlockKind::Paragraph(content) = &block.kind else { continue };
                let text = plain_text(content);
                let widest = text.split(' ').map(|word| word.chars().count()).max();
                *longest = (*longest).max(widest.unwrap_or(0));
            }
        }
    }
    words.iter().map(|longest| longest + 2).sum()
}
