//! The largest size of a table's grid: one bound for rows, columns and spans from every source.
//!
//! A few bytes can claim a large grid: a cell that covers sixty thousand rows, one long row above many short ones.
//! Every later stage would pay for empty places, and a list made of the table would repeat covered cells in each row.
//! So a grid may only be a few times as large as the cells that were written.

use super::{Row, Table};

/// Places that every table may have.
const FREE: usize = 20_000;
/// Places for each cell that was written, beyond that.
const EACH: usize = 8;

/// Most places of the grid of a table in which this many cells were written.
pub fn most_places(written: usize) -> usize {
    FREE.max(written.saturating_mul(EACH))
}

impl Table {
    /// Most places that its grid may have.
    pub fn most_places(&self) -> usize {
        most_places(self.rows().map(|row| row.cells.len()).sum())
    }

    /// The number of places that its cells claim: columns times rows of each cell, within its part of the table.
    pub fn claimed_places(&self) -> usize {
        let part = |rows: &[Row]| -> usize {
            let of_row = |(number, row): (usize, &Row)| -> usize {
                let below = rows.len() - number;
                row.cells
                    .iter()
                    .map(|cell| usize::from(cell.colspan.max(1)) * usize::from(cell.rowspan.max(1)).min(below))
                    .sum()
            };
            rows.iter().enumerate().map(of_row).sum()
        };
        part(&self.head) + part(&self.body) + part(&self.foot)
    }

    /// Lets every cell cover its own place alone.
    pub fn each_cell_alone(&mut self) {
        for cell in self.rows_mut().flat_map(|row| &mut row.cells) {
            (cell.colspan, cell.rowspan) = (1, 1);
        }
    }
}
