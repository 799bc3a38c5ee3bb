//! Tables: data as tables, layout tables as their content.
//!
//! The grid follows the algorithm of the HTML standard ("forming a table"): spans push later cells aside, a cell that
//! hangs below its section is cut. The tree wants rectangular rows, so gaps are filled with empty cells.

use super::Builder;
use super::whitespace;
use crate::diag::codes;
use crate::doc::{Align, Block, BlockKind, Cell, Column, Inlines, Row, Table, most_places};
use crate::front::html::dom::{Dom, Id};

/// Most rows a cell may claim; the standard's bound is 65534.
const MOST_ROWS: usize = 65_534;

/// A `<table>`: a table of data, or the blocks inside a layout table.
pub(crate) fn table(builder: &mut Builder, id: Id, out: &mut Vec<Block>) {
    let rows = rows_of(builder, id);
    if rows.is_empty() || is_layout(builder.dom, id, &rows) {
        return unwrap(builder, id, &rows, out);
    }
    let caption = builder.dom.elements(id).find(|c| builder.dom.tag(*c) == "caption");
    let caption = caption.filter(|c| !builder.is_left_out(*c)).map(|c| inlines(builder, c)).unwrap_or_default();
    let mut grid = builder.deeper(|b| Some(grid(b, &rows)), |_| None);
    let Some(grid) = grid.as_mut() else { return unwrap(builder, id, &rows, out) };
    // Columns in which no cell begins have no width: `colspan=99` means all there are.
    let places = grid.iter().flat_map(|section| section.rows.iter().flatten());
    let columns = places.map(|(column, _)| column + 1).max().unwrap_or(0);
    if columns == 0 {
        return;
    }
    let mut table = Table { caption, columns: vec![Column::default(); columns], ..Table::default() };
    // A grid of mostly empty places costs more than its words are worth: then each cell covers one place, row by row.
    let written = grid.iter().flat_map(|s| &s.rows).map(Vec::len).sum::<usize>();
    let rows = grid.iter().map(|s| s.rows.len()).sum::<usize>();
    let sprawls = rows.saturating_mul(columns) > most_places(written);
    if sprawls {
        builder.remarks.note(
            codes::TABLE_SPANS,
            "A table claims a grid too large for what stands in it; its cells no longer reach over others",
        );
        table.columns.clear();
    }
    for section in grid.iter_mut() {
        let rows = if sprawls { section.alone() } else { section.finish(columns) };
        match section.kind {
            Part::Head => table.head.extend(rows),
            Part::Body => table.body.extend(rows),
            Part::Foot => table.foot.extend(rows),
        }
    }
    promote_head(&mut table);
    align_columns(&mut table);
    if table.rows().all(|r| r.cells.iter().all(|c| c.blocks.is_empty())) {
        return;
    }
    out.push(BlockKind::Table(table).into());
}

fn inlines(builder: &mut Builder, id: Id) -> Inlines {
    let mut content = Inlines::new();
    builder.flat_inlines(id, &mut content);
    whitespace::tidy(&mut content);
    content
}

/// A part of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Head,
    Body,
    Foot,
}

/// The rows of a table, not those of tables inside it.
fn rows_of(builder: &Builder, id: Id) -> Vec<(Part, Id)> {
    let mut rows = Vec::new();
    for child in builder.kept(id) {
        let part = match builder.dom.tag(child) {
            "thead" => Part::Head,
            "tfoot" => Part::Foot,
            "tbody" => Part::Body,
            "tr" => {
                rows.push((Part::Body, child));
                continue;
            }
            _ => continue,
        };
        rows.extend(builder.kept(child).filter(|c| builder.dom.tag(*c) == "tr").map(|c| (part, c)));
    }
    rows
}

fn cells_of(dom: &Dom, row: Id) -> impl Iterator<Item = Id> + '_ {
    dom.elements(row).filter(|c| matches!(dom.tag(*c), "td" | "th"))
}

/// True if a table only arranges boxes.
fn is_layout(dom: &Dom, id: Id, rows: &[(Part, Id)]) -> bool {
    if matches!(dom.attr(id, "role"), Some("presentation" | "none")) {
        return true;
    }
    let has = |tag: &str| rows.iter().any(|(_, r)| dom.elements(*r).any(|c| dom.tag(c) == tag));
    let stated = dom.elements(id).any(|c| matches!(dom.tag(c), "caption" | "thead" | "colgroup"))
        || dom.attr(id, "summary").is_some_and(|s| !s.trim().is_empty())
        || has("th");
    let widest = rows.iter().map(|(_, r)| cells_of(dom, *r).count()).max().unwrap_or(0);
    let cells = rows.iter().flat_map(|(_, r)| cells_of(dom, *r));
    let nested = dom.descendants(id).any(|d| dom.tag(d) == "table");
    if widest <= 1 {
        return !stated || widest == 0 || rows.len() <= 1 || nested;
    }
    let mut heavy = 0;
    let mut longest = 0;
    for cell in cells {
        let length = dom.descendants(cell).filter_map(|d| dom.text(d)).map(|t| t.trim().len()).sum::<usize>();
        longest = longest.max(length);
        let boxes = dom
            .descendants(cell)
            .filter(|d| {
                matches!(dom.tag(*d), "p" | "h1" | "h2" | "h3" | "h4" | "blockquote" | "div" | "pre" | "figure")
            })
            .take(4)
            .count();
        heavy += usize::from(length > 800 || boxes > 3 && length > 300);
    }
    if nested {
        return !stated || heavy > 0;
    }
    if stated {
        return false;
    }
    heavy > 0 || rows.len() == 1 && longest > 200
}

/// The content of a layout table, cell by cell.
fn unwrap(builder: &mut Builder, id: Id, rows: &[(Part, Id)], out: &mut Vec<Block>) {
    if rows.is_empty() {
        let mut blocks = builder.container(id);
        out.append(&mut blocks);
        return;
    }
    let caption = builder.dom.elements(id).find(|c| builder.dom.tag(*c) == "caption");
    if let Some(caption) = caption {
        let mut blocks = builder.container(caption);
        out.append(&mut blocks);
    }
    for (_, row) in rows {
        let cells: Vec<Id> = cells_of(builder.dom, *row).filter(|c| !builder.is_left_out(*c)).collect();
        for cell in cells {
            let mut blocks = builder.container(cell);
            out.append(&mut blocks);
        }
    }
}

/// A part of the table as it grows.
struct Section {
    kind: Part,
    rows: Vec<Vec<(usize, Cell)>>,
    /// For each column, how many further rows a cell from above covers.
    hanging: Vec<usize>,
}

fn grid(builder: &mut Builder, rows: &[(Part, Id)]) -> Vec<Section> {
    let limit = 1000;
    let mut sections: Vec<Section> = Vec::new();
    for (part, row) in rows {
        if sections.last().is_none_or(|s| s.kind != *part) {
            sections.push(Section { kind: *part, rows: Vec::new(), hanging: Vec::new() });
        }
        let Some(section) = sections.last_mut() else { break };
        let cells: Vec<Id> = cells_of(builder.dom, *row).filter(|c| !builder.is_left_out(*c)).collect();
        let mut placed = Vec::new();
        let mut column = 0;
        let covered = section.hanging.clone();
        section.hanging.iter_mut().for_each(|n| *n = n.saturating_sub(1));
        for cell in cells {
            while covered.get(column).copied().unwrap_or(0) > 0 {
                column += 1;
            }
            if column >= limit {
                builder.remarks.note(codes::TABLE_COLUMNS, "Columns beyond the bound of a table were left out");
                break;
            }
            let wide = span(builder.dom, cell, "colspan").clamp(1, limit - column);
            let free = (column..column + wide).take_while(|c| covered.get(*c).copied().unwrap_or(0) == 0).count();
            let wide = free.max(1);
            let tall = match span(builder.dom, cell, "rowspan") {
                0 => MOST_ROWS,
                n => n.min(MOST_ROWS),
            };
            if section.hanging.len() < column + wide {
                section.hanging.resize(column + wide, 0);
            }
            section.hanging[column..column + wide].fill(tall - 1);
            placed.push((column, make_cell(builder, cell, wide, tall)));
            column += wide;
        }
        if let Some((_, first)) = placed.first_mut() {
            builder.keep_id(*row, &mut first.blocks);
        }
        section.rows.push(placed);
    }
    sections
}

fn span(dom: &Dom, cell: Id, name: &str) -> usize {
    let text = dom.attr(cell, name).unwrap_or("1").trim();
    let digits: String = text.chars().take_while(char::is_ascii_digit).take(6).collect();
    digits.parse().unwrap_or(1)
}

fn make_cell(builder: &mut Builder, id: Id, wide: usize, tall: usize) -> Cell {
    let blocks = builder.container(id);
    Cell {
        blocks,
        colspan: wide as u16,
        rowspan: tall as u16,
        align: alignment(builder.dom, id),
        header: builder.dom.tag(id) == "th",
    }
}

fn alignment(dom: &Dom, id: Id) -> Option<Align> {
    let style = dom.attr(id, "style").unwrap_or("").to_ascii_lowercase().replace(' ', "");
    let stated = style.split(';').find_map(|rule| rule.strip_prefix("text-align:").map(String::from));
    let stated = stated.or_else(|| dom.attr(id, "align").map(str::to_ascii_lowercase))?;
    match stated.trim_end_matches("!important").trim() {
        "left" | "start" => Some(Align::Left),
        "center" => Some(Align::Center),
        "right" | "end" => Some(Align::Right),
        _ => None,
    }
}

impl Section {
    /// Rows of cells that cover one place each; a later step fills the short rows.
    fn alone(&mut self) -> Vec<Row> {
        let row = |placed: Vec<(usize, Cell)>| Row {
            cells: placed.into_iter().map(|(_, cell)| Cell { colspan: 1, rowspan: 1, ..cell }).collect(),
        };
        std::mem::take(&mut self.rows).into_iter().filter(|row| !row.is_empty()).map(row).collect()
    }

    /// Rows that cover `columns` columns each, with no cell hanging out below.
    fn finish(&mut self, columns: usize) -> Vec<Row> {
        let total = self.rows.len();
        let mut hanging = vec![0usize; columns];
        let mut out = Vec::with_capacity(total);
        for (number, placed) in std::mem::take(&mut self.rows).into_iter().enumerate() {
            let mut cells = Vec::new();
            let mut next: Vec<usize> = hanging.iter().map(|n| n.saturating_sub(1)).collect();
            let mut column = 0;
            for (at, mut cell) in placed {
                fill(&mut cells, &hanging, column, at);
                let wide = (cell.colspan as usize).min(columns - at);
                cell.colspan = wide as u16;
                cell.rowspan = (cell.rowspan as usize).min(total - number) as u16;
                next[at..at + wide].fill(cell.rowspan as usize - 1);
                cells.push(cell);
                column = at + wide;
            }
            fill(&mut cells, &hanging, column, columns);
            hanging = next;
            out.push(Row { cells });
        }
        out.retain(|row: &Row| !row.cells.is_empty());
        drop_blank_rows(out)
    }
}

/// Empty cells for the columns that no cell covers.
fn fill(cells: &mut Vec<Cell>, hanging: &[usize], from: usize, to: usize) {
    let free = (from..to).filter(|c| hanging.get(*c).copied().unwrap_or(0) == 0).count();
    cells.extend(std::iter::repeat_with(Cell::default).take(free));
}

/// Rows without content only made space; with spans in the table they must stay.
fn drop_blank_rows(mut rows: Vec<Row>) -> Vec<Row> {
    let spans = rows.iter().any(|r| r.cells.iter().any(|c| c.rowspan > 1));
    if !spans {
        rows.retain(|row| row.cells.iter().any(|c| !c.blocks.is_empty()));
    }
    rows
}

/// Takes leading body rows of header cells for head rows when the table has no head rows.
fn promote_head(table: &mut Table) {
    if !table.head.is_empty() {
        return;
    }
    let all_headers = |row: &Row| row.cells.iter().all(|c| c.header && c.rowspan == 1);
    let count = table.body.iter().take_while(|row| all_headers(row)).count();
    if count > 0 && count < table.body.len() {
        table.head = table.body.drain(..count).collect();
    }
}

/// Alignment shared by most cells of a column belongs to the column.
fn align_columns(table: &mut Table) {
    if table.rows().any(|r| r.cells.iter().any(|c| c.rowspan > 1 || c.colspan > 1)) {
        return;
    }
    for (i, column) in table.columns.iter_mut().enumerate() {
        let mut cells = table.body.iter().filter_map(|r| r.cells.get(i));
        let first = cells.next().and_then(|c| c.align);
        if let Some(align) = first
            && cells.all(|c| c.align == first)
        {
            column.align = align;
        }
    }
    let columns = table.columns.clone();
    for row in table.head.iter_mut().chain(&mut table.body).chain(&mut table.foot) {
        for (cell, column) in row.cells.iter_mut().zip(&columns) {
            if cell.align == Some(column.align) {
                cell.align = None;
            }
        }
    }
}
