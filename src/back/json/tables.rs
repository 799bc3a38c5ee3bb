//! Tables as pandoc has them.

use super::Writer;
use super::value::Attr;
use crate::doc::{Align, Column, Row, Table};

impl Writer {
    pub(super) fn table(&mut self, table: &Table) {
        self.node("Table", |w| {
            w.array(|w| {
                w.attr(Attr::id(table.id.as_ref()));
                w.caption(&table.caption, &[]);
                w.array(|w| table.columns.iter().for_each(|c| w.column(c)));
                w.section(&table.head);
                w.array(|w| {
                    w.array(|w| {
                        let heads = row_heads(table);
                        w.attr(Attr::default());
                        w.raw(heads);
                        w.array(|_| {});
                        w.array(|w| table.body.iter().for_each(|row| w.row(row, heads)));
                    });
                });
                w.section(&table.foot);
            })
        });
    }

    pub(super) fn column(&mut self, column: &Column) {
        self.array(|w| {
            w.align(column.align);
            match column.width {
                Some(width) if width.is_finite() => w.node("ColWidth", |w| w.raw(width)),
                _ => w.bare("ColWidthDefault"),
            }
        });
    }

    pub(super) fn align(&mut self, align: Align) {
        self.bare(match align {
            Align::Auto => "AlignDefault",
            Align::Left => "AlignLeft",
            Align::Center => "AlignCenter",
            Align::Right => "AlignRight",
        });
    }

    /// A head or a foot.
    pub(super) fn section(&mut self, rows: &[Row]) {
        self.array(|w| {
            w.attr(Attr::default());
            w.array(|w| rows.iter().for_each(|row| w.row(row, usize::MAX)));
        });
    }

    /// A row; header cells past the first `heads` are marked by a class, because pandoc has only whole columns of
    /// header cells.
    pub(super) fn row(&mut self, row: &Row, heads: usize) {
        self.array(|w| {
            w.attr(Attr::default());
            w.array(|w| {
                for (number, cell) in row.cells.iter().enumerate() {
                    w.array(|w| {
                        let class: &[&str] = if cell.header && number >= heads { &["header"] } else { &[] };
                        w.attr(Attr::class(class));
                        w.align(cell.align.unwrap_or_default());
                        w.raw(cell.rowspan);
                        w.raw(cell.colspan);
                        w.compact(&cell.blocks);
                    });
                }
            });
        });
    }
}

/// The number of columns at the left that are headers in every body row. With a cell that hangs down the count could
/// mean other columns in other rows, so such tables have 0.
fn row_heads(table: &Table) -> usize {
    let spans = table.body.iter().flat_map(|row| &row.cells).any(|c| c.rowspan > 1 || c.colspan > 1);
    let leading = |row: &Row| row.cells.iter().take_while(|cell| cell.header).count();
    if spans { 0 } else { table.body.iter().map(leading).min().unwrap_or(0) }
}
