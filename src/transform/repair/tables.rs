//! Tables that are rectangles: each row covers each column once, short rows get empty cells, and no cell reaches over
//! what is not there.

use crate::doc::{Cell, Column, Row, Table, check};

/// What had to be done to a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Rows were unequal, and empty cells fill the short ones.
    pub ragged: bool,
    /// There were more columns than the bound; the further cells were joined to the last.
    pub too_wide: bool,
    /// The cells claimed a grid that is too large for what stands in it; each stands alone now.
    pub sprawling: bool,
}

/// Makes a table a rectangle of at most `bound` columns.
pub(super) fn make_rectangular(table: &mut Table, bound: usize) -> Changes {
    let mut changes = Changes::default();
    let most = table.most_places();
    if table.claimed_places() > most {
        table.each_cell_alone();
        changes.sprawling = true;
    }
    let sections = [&table.head, &table.body, &table.foot];
    let needed = sections.iter().map(|rows| rows_width(rows)).max().unwrap_or(0).max(table.columns.len());
    let bound = bound.min(most / table.rows().count().max(1));
    let columns = needed.clamp(1, bound.max(1));
    changes.too_wide = needed > columns;
    table.columns.resize(columns, Column::default());
    for rows in [&mut table.head, &mut table.body, &mut table.foot] {
        changes.ragged |= square(rows, columns);
    }
    changes
}

/// The number of columns that rows need, with the cells that hang down from above.
fn rows_width(rows: &[Row]) -> usize {
    let mut hanging: Vec<u16> = Vec::new();
    let mut widest = 0;
    for row in rows {
        let mut column = 0;
        let mut next: Vec<u16> = hanging.iter().map(|n| n.saturating_sub(1)).collect();
        for cell in &row.cells {
            while hanging.get(column).is_some_and(|&n| n > 0) {
                column += 1;
            }
            let end = column + usize::from(cell.colspan.max(1));
            // Spans are 16 bits, so a single cell cannot make this large; rows of many cells are as long as the input.
            if next.len() < end {
                next.resize(end, 0);
            }
            next[column..end].fill(cell.rowspan.max(1) - 1);
            column = end;
        }
        widest = widest.max(column);
        hanging = next;
    }
    widest
}

/// Makes rows cover `columns` columns exactly once; true if cells were added.
fn square(rows: &mut [Row], columns: usize) -> bool {
    let mut ragged = false;
    let mut hanging = vec![0u16; columns];
    let count = rows.len();
    for (number, row) in rows.iter_mut().enumerate() {
        let below = (count - number) as u16;
        let mut next: Vec<u16> = hanging.iter().map(|n| n.saturating_sub(1)).collect();
        let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        for mut cell in std::mem::take(&mut row.cells) {
            while column < columns && hanging[column] > 0 {
                column += 1;
            }
            if column >= columns {
                match cells.last_mut() {
                    Some(last) => last.blocks.append(&mut cell.blocks),
                    None if cell.blocks.is_empty() => {}
                    // A row wholly covered from above still has a cell. There is no cell above in it to take the words,
                    // so the hanging cells end one row earlier instead.
                    None => {
                        next.fill(0);
                        hanging.fill(0);
                        column = 0;
                        cell.colspan = columns as u16;
                    }
                }
                if column >= columns {
                    continue;
                }
            }
            let free = hanging[column..].iter().take_while(|&&n| n == 0).count() as u16;
            cell.colspan = cell.colspan.clamp(1, free.max(1));
            cell.rowspan = cell.rowspan.clamp(1, below.max(1));
            let end = column + usize::from(cell.colspan);
            next[column..end].fill(cell.rowspan - 1);
            column = end;
            cells.push(cell);
        }
        // Empty cells for the rest, where no cell hangs down.
        let missing = (column..columns).filter(|&c| hanging[c] == 0).count();
        ragged |= missing > 0 && !cells.is_empty();
        cells.extend(std::iter::repeat_with(Cell::default).take(missing));
        row.cells = cells;
        hanging = next;
    }
    // The loop above may have shortened hanging cells, and then spans above reach too far.
    if check::rectangular(rows, columns).is_err() {
        for row in rows.iter_mut() {
            row.cells.iter_mut().for_each(|cell| cell.rowspan = 1);
            // Enough for an empty row; `trim` takes what is too much.
            row.cells.extend(std::iter::repeat_with(Cell::default).take(columns));
            trim(row, columns);
        }
        return true;
    }
    ragged
}

/// Joins the cells of a row that lie past its last column to the last that fits.
fn trim(row: &mut Row, columns: usize) {
    let mut covered = 0;
    let mut kept: Vec<Cell> = Vec::with_capacity(row.cells.len());
    for mut cell in std::mem::take(&mut row.cells) {
        let room = columns - covered;
        if room == 0 {
            if let Some(last) = kept.last_mut() {
                last.blocks.append(&mut cell.blocks);
            }
            continue;
        }
        cell.colspan = cell.colspan.clamp(1, room as u16);
        covered += usize::from(cell.colspan);
        kept.push(cell);
    }
    row.cells = kept;
}

#[cfg(test)]
mod tests {
    use super::super::tests::repaired;
    use super::*;
    use crate::doc::{Block, BlockKind, Inline, dump, plain_text};
    use proptest::prelude::*;

    #[test]
    fn cells_beyond_the_last_column_join_the_last_that_fits() {
        let cell = |words: &str, colspan| Cell {
            blocks: vec![BlockKind::Paragraph(vec![Inline::text(words)]).into()],
            colspan,
            ..Cell::default()
        };
        let mut row = Row { cells: vec![cell("a", 1), cell("b", 5), cell("c", 2), cell("d", 1)] };
        trim(&mut row, 4);
        let spans: Vec<u16> = row.cells.iter().map(|cell| cell.colspan).collect();
        assert_eq!(spans, [1, 3]);
        assert_eq!(dump::dump_blocks(&row.cells[1].blocks).matches("paragraph").count(), 3, "b, c and d");
    }

    #[test]
    fn a_grid_grows_with_the_cells_that_are_written() {
        let row = |cells: usize, colspan: u16, rowspan: u16| {
            let cell = Cell {
                blocks: vec![BlockKind::Paragraph(vec![Inline::text("x")]).into()],
                colspan,
                rowspan,
                ..Cell::default()
            };
            Row { cells: vec![cell; cells] }
        };
        for (name, rows) in [
            ("cells that hang down", (0..500).map(|_| row(2, 1, 60_000)).collect::<Vec<_>>()),
            ("one long row", std::iter::once(row(1000, 1, 1)).chain((0..5000).map(|_| row(1, 1, 1))).collect()),
            ("wide cells", (0..5000).map(|_| row(1, 900, 1)).collect()),
        ] {
            let written: usize = rows.iter().map(|row| row.cells.len()).sum();
            let table = Table { body: rows, ..Table::default() };
            let (document, remarks) = repaired(vec![BlockKind::Table(table).into()]);
            let BlockKind::Table(table) = &document.blocks[0].kind else { panic!("{name}: no table") };
            let words = dump::dump_blocks(&document.blocks).matches("\"x\"").count();
            assert_eq!(words, written, "{name}: no word is lost");
            assert!(table.claimed_places() <= table.most_places(), "{name}");
            assert!(table.rows().map(|row| row.cells.len()).sum::<usize>() <= table.most_places(), "{name}");
            assert!(remarks > 0, "{name}: said aloud");
        }
    }

    proptest! {
        #[test]
        fn any_table_becomes_rectangular(rows in proptest::collection::vec(proptest::collection::vec((0u16..5, 0u16..5), 0..6), 0..6), columns in 0usize..5) {
            let row = |cells: Vec<(u16, u16)>| Row { cells: cells.into_iter().map(|(colspan, rowspan)| Cell { colspan, rowspan, ..Cell::default() }).collect() };
            let table = Table { columns: vec![Column::default(); columns], body: rows.into_iter().map(row).collect(), ..Table::default() };
            let (document, _) = repaired(vec![BlockKind::Table(table).into()]);
            for block in &document.blocks {
                if let BlockKind::Table(table) = &block.kind {
                    prop_assert_eq!(check::rectangular(&table.body, table.columns.len()), Ok(()));
                }
            }
        }
    }

    /// A table from rows such as `a b2x3 - / c`: a cell has its word, `-` none, then its columns and rows.
    fn table_of(rows: &str) -> Vec<Row> {
        let cell = |text: &str| {
            let (word, spans) = text.split_at(1);
            let (colspan, rowspan) =
                spans.split_once('x').map_or((1, 1), |(c, r)| (c.parse().unwrap(), r.parse().unwrap()));
            let words: Block = BlockKind::Paragraph(vec![Inline::text(word)]).into();
            Cell { blocks: if word == "-" { Vec::new() } else { vec![words] }, colspan, rowspan, ..Cell::default() }
        };
        let rows = rows.split('/').map(str::trim);
        rows.map(|row| Row { cells: row.split_whitespace().map(cell).collect() }).collect()
    }

    /// The same back; the words of joined cells stand together.
    fn shown(rows: &[Row]) -> String {
        let cell = |cell: &Cell| {
            let words: String = cell
                .blocks
                .iter()
                .map(|block| match &block.kind {
                    BlockKind::Paragraph(content) => plain_text(content),
                    _ => String::new(),
                })
                .collect();
            let spans = if (cell.colspan, cell.rowspan) == (1, 1) {
                String::new()
            } else {
                format!("{}x{}", cell.colspan, cell.rowspan)
            };
            format!("{}{spans}", if words.is_empty() { "-" } else { &words })
        };
        let row = |row: &Row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" ");
        rows.iter().map(row).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn rows_are_filled_trimmed_and_let_hang() {
        for (given, columns, expected) in [
            ("a b / c d", 2, "2 a b / c d"),
            ("a b / c", 2, "2 a b / c - ragged"),
            ("a / b c", 2, "2 a - / b c ragged"),
            ("a b c / d", 3, "3 a b c / d - - ragged"),
            ("a b c", 2, "3 a bc"),
            ("a b c d", 2, "4 a bcd"),
            ("a2x1 b / c", 3, "3 a2x1 b / c - - ragged"),
            ("a2x1 b / c d e", 3, "3 a2x1 b / c d e"),
            ("a3x1 b", 2, "4 ab2x1"),
            ("a0x0 b0x1 / c d", 2, "2 a b / c d"),
            ("a1x2 b / c", 2, "2 a1x2 b / c"),
            ("a1x2 b / c d", 2, "3 a1x2 b / cd"),
            ("a1x3 b / c / d", 2, "2 a1x3 b / c / d"),
            ("a1x9 b / c", 2, "2 a1x2 b / c"),
            ("a b1x2 / c", 2, "2 a b1x2 / c"),
            ("a b1x2 c / d e", 3, "3 a b1x2 c / d e"),
            ("a b1x2 c / d2x1 e", 3, "3 a b1x2 c / d e"),
            ("a1x2 b1x2 / c", 2, "3 a b / c2x1 ragged"),
            ("a1x2 b1x2 / -", 2, "3 a1x2 b1x2 / "),
            ("a1x2 b1x2 / / c d", 2, "2 a1x2 b1x2 /  / c d"),
            ("a1x3 b1x3 / c / d", 2, "3 a b / c2x1 / d - ragged"),
            ("a2x2 / b", 2, "3 a2x1 / b2x1 ragged"),
            ("a2x2 b / c / d", 3, "3 a2x2 b / c / d - - ragged"),
            ("a b2x2 / c d / e", 3, "4 a b2x2 / cd / e - - ragged"),
            ("a1x2 b c1x2 / d2x1 / e f g", 3, "3 a1x2 b c1x2 / d / e f g"),
            ("a1x2 b c1x2 / d e / f", 3, "4 a1x2 b c1x2 / de / f - - ragged"),
            ("a / b / c d", 2, "2 a - / b - / c d ragged"),
            ("/ a b", 2, "2 - - / a b"),
            ("a b / / c d", 2, "2 a b / - - / c d"),
            ("- - / a", 2, "2 - - / a - ragged"),
            ("a1x3 b / c1x2 / d", 2, "3 a b / c - / d2x1 ragged"),
            ("a1x2 b / c1x2 / d", 2, "2 a1x2 b / c1x2 / d"),
            ("a1x3 b1x2 c / d / e f", 3, "3 a1x3 b1x2 c / d / e f"),
            ("a2x1 b2x1 / c", 4, "4 a2x1 b2x1 / c - - - ragged"),
            ("a2x1 b2x1 / c", 3, "4 a2x1 b / c - - ragged"),
            ("a4x1 / b c d e f", 4, "5 a4x1 / b c d ef"),
            ("a1x2 b1x3 / c / d", 2, "3 a b / c2x1 / d - ragged"),
            ("a1x2 / b1x2 / c1x2", 1, "2 a / b / c ragged"),
            ("a2x3 b / c1x2 / d", 3, "4 a2x1 b / c - - / d3x1 ragged"),
            ("a1x3 b1x3 c / d e / f", 3, "4 a1x3 b1x3 c / de / f"),
        ] {
            let mut rows = table_of(given);
            let needed = rows_width(&rows);
            let ragged = square(&mut rows, columns);
            assert_eq!(
                format!("{needed} {}{}", shown(&rows), if ragged { " ragged" } else { "" }),
                expected,
                "{given}"
            );
            assert_eq!(check::rectangular(&rows, columns), Ok(()), "{given}");
        }
    }
}
