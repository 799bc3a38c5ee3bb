//! Heads of tables that only bold type marks: a first row in bold over rows that are not.

use crate::doc::{Block, BlockKind, Cell, Inline, Row, Table, plain_text};

/// The words over a column are not longer, in characters.
const LONGEST: usize = 80;

/// Makes the first row the head of a table without one, if all its cells begin in bold and in every other row some cell
/// does not. The cell in the corner may be empty.
pub(super) fn make_head(table: &mut Table) {
    let [first, rest @ ..] = table.body.as_slice() else { return };
    let is_plain = |row: &Row| row.cells.iter().any(|cell| !cell.blocks.is_empty() && !begins_bold(cell));
    let names =
        |(at, cell): (usize, &Cell)| cell.rowspan == 1 && (at == 0 && cell.blocks.is_empty() || begins_bold(cell));
    let is_head = first.cells.len() > 1 && first.cells.iter().enumerate().all(names);
    if table.head.is_empty() && is_head && !rest.is_empty() && rest.iter().all(is_plain) {
        table.head = vec![table.body.remove(0)];
    }
}

/// True if a cell is one short line that begins in bold.
fn begins_bold(cell: &Cell) -> bool {
    let [Block { kind: BlockKind::Paragraph(content), .. }] = cell.blocks.as_slice() else { return false };
    let mut shown = content.iter().filter(|inline| !matches!(inline, Inline::Anchor(_)));
    matches!(shown.next(), Some(Inline::Strong(_))) && plain_text(content).chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Column;

    /// A table of rows such as `*Name *Height / *Mole 4 m`: cells in bold begin with a star, `-` is an empty one.
    fn table(rows: &str) -> Table {
        let cell = |word: &str| {
            let content = match word.strip_prefix('*') {
                Some(word) => vec![Inline::Strong(vec![Inline::text(word)]), Inline::text(" (m)")],
                None => vec![Inline::text(word)],
            };
            let blocks = if word == "-" { Vec::new() } else { vec![BlockKind::Paragraph(content).into()] };
            Cell { blocks, ..Cell::default() }
        };
        let rows = rows.split('/').map(|row| Row { cells: row.split_whitespace().map(cell).collect() });
        Table { body: rows.collect(), columns: vec![Column::default(); 2], ..Table::default() }
    }

    #[test]
    fn a_bold_row_over_others_is_the_head() {
        for (rows, heads) in [
            ("*Name *Height / *Mole 4 / *Quay 6", 1),
            ("*Name *Height / Mole 4 / Quay 6", 1),
            ("- *Height / *Mole 4", 1),
            ("*Name *Height / *Mole *4", 0),
            ("*Name *Height / Mole 4 / *Total *10", 0),
            ("*Name Height / Mole 4", 0),
            ("*Name - / Mole 4", 0),
            ("*Name *Height", 0),
            ("*Name / Mole", 0),
        ] {
            let mut table = table(rows);
            make_head(&mut table);
            assert_eq!(table.head.len(), heads, "{rows}");
        }
    }
}
