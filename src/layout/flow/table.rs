//! Tables: columns as wide as their content needs, rules as fine as in good books, heads repeated on every page.
//!
//! Widths come from the cells' narrowest and widest settings, after CSS 2.1, 17.5.2.2 (automatic layout), with one
//! change for fewer wrapped words. Columns that need no more than an equal share get all they need, and only the long
//! columns share the rest, in proportion to their text. A table too wide for its longest words is set smaller, split
//! into several, or set as a list, as the style states. A table that would be set too small is split or listed anyway.

use super::columns::{self, Demand, Wish};
use super::{Flow, Place, SHORT, Standing, said_again};
use crate::diag::{Diagnostic, codes};
use crate::doc::{self, Cell, Inline, Table};
use crate::layout::frame::{Colour, FurnitureKind, Item, NodeId, Owner, Placed, Pt, StructureKind};
use crate::layout::galley::{Body, Chunk, FORBIDDEN, Row, Stack, rect};
use crate::style::{Align, Role, WideTable};

/// Smallest share of its size that a table is set in to fit.
const LEAST_SCALE: f32 = 0.72;

/// The share of a page from which on a row is parted between its lines.
const TALLEST: f32 = 0.4;

/// The share of a page from which on rows that a cell joins are parted.
const JOINED: f32 = 0.7;

/// The share of the usual gap between columns that is enough if a table would not fit otherwise.
const CLOSE: f32 = 0.6;

/// The most columns of a table that is set as records, "header: value" a line, rather than torn into several tables: a
/// longer record cannot be taken in at a glance.
const MOST_RECORD: usize = 7;

/// A table with the data for setting it.
struct Setting<'t> {
    table: &'t Table,
    widths: Vec<Pt>,
    gap: Pt,
    scale: f32,
    /// The first column is only repeated: an artifact.
    repeated: bool,
}

impl Setting<'_> {
    /// The table's width.
    fn width(&self) -> Pt {
        self.widths.iter().sum::<Pt>() + self.gap * (self.widths.len() as Pt - 1.0)
    }
}

/// A cell that is set: its first row and column, spans and rows of content.
struct SetCell {
    row: usize,
    x: Pt,
    rows: usize,
    content: Vec<Row>,
}

/// The part of the table that a row belongs to.
#[derive(Clone, Copy, PartialEq)]
enum PartOf {
    Head,
    Body,
    Foot,
}

impl Flow<'_, '_> {
    pub(super) fn table(&mut self, table: &Table, place: &Place) {
        if table.columns.is_empty() || table.rows().next().is_none() {
            return;
        }
        if self.measuring {
            // A table inside a cell is not measured, so that nested tables cost no more than their text.
            let height = self.set.style.body().leading;
            let mut row = Row { height, ..Row::default() };
            row.items.push(rect(0.0, 0.0, 12.0 * self.set.style.body().size, height, Colour::Grey(1.0)));
            self.push_rows(vec![row], place, 0.0, 0.0);
            return;
        }
        let columns = table.columns.len();
        let style = &self.set.style.tables;
        if style.linearise_beyond.is_some_and(|most| columns > usize::from(most)) {
            return self.linear_table(table, place);
        }
        let gap = 2.0 * style.padding;
        let (demands, wishes) = self.demands(table, 1.0);
        let room = place.width() - gap * (columns as Pt - 1.0);
        let least: Pt = demands.iter().map(|d| d.min).sum();
        if least <= room {
            let widths = columns::evened(columns::widths(&demands, room), &demands, &wishes);
            return self.set_table(&Setting { table, widths, gap, scale: 1.0, repeated: false }, place);
        }
        // Columns closer together often do.
        let close = gap * CLOSE;
        let room = place.width() - close * (columns as Pt - 1.0);
        if least <= room {
            let widths = columns::evened(columns::widths(&demands, room), &demands, &wishes);
            return self.set_table(&Setting { table, widths, gap: close, scale: 1.0, repeated: false }, place);
        }
        // Below the least size words would have to be broken; several tables are better, if any two columns fit.
        let smallest = least * LEAST_SCALE + 0.6 * gap * (columns as Pt - 1.0);
        let pair = demands[0].min + gap + demands[1..].iter().map(|d| d.min).fold(0.0, Pt::max);
        let splits = !spans(table) && columns > 2 && pair <= place.width();
        match style.wide {
            WideTable::Linearise => self.linear_table(table, place),
            WideTable::Split if !spans(table) && columns > MOST_RECORD => self.split_table(table, &demands, gap, place),
            WideTable::Split if columns > 2 => self.linear_table(table, place),
            WideTable::Fit if smallest > place.width() && splits => self.split_table(table, &demands, gap, place),
            WideTable::Fit if 0.6 * smallest > place.width() => self.linear_table(table, place),
            _ => self.squeeze(table, gap, room / least, place),
        }
    }

    /// Sets a table smaller, at worst with its longest words broken.
    fn squeeze(&mut self, table: &Table, gap: Pt, scale: f32, place: &Place) {
        let (scale, gap) = (scale.clamp(LEAST_SCALE, 1.0), gap * 0.6);
        if self.set.style.text(Role::TableCell).nominal * scale < self.set.style.floor {
            return self.linear_table(table, place);
        }
        let (demands, _) = self.demands(table, scale);
        let room = (place.width() - gap * (table.columns.len() as Pt - 1.0)).max(table.columns.len() as Pt);
        self.remarks
            .push(Diagnostic::remark(codes::TABLE_SET_SMALLER, "A table too wide for the page is set smaller."));
        let widths = columns::widths(&demands, room);
        self.set_table(&Setting { table, widths, gap, scale, repeated: false }, place);
    }

    /// Splits the columns over several tables, the first column repeated before each.
    fn split_table(&mut self, table: &Table, demands: &[Demand], gap: Pt, place: &Place) {
        let first = demands[0].min + gap;
        let mut start = 1;
        while start < demands.len() {
            let mut end = start + 1;
            let mut width = first + demands[start].min;
            while end < demands.len() && width + gap + demands[end].min <= place.width() {
                width += gap + demands[end].min;
                end += 1;
            }
            let part = excerpt(table, start..end, start > 1);
            let mut demands = vec![demands[0]];
            demands.extend_from_slice(&self.demands(&part, 1.0).0[1..]);
            let room = (place.width() - gap * (demands.len() as Pt - 1.0)).max(demands.len() as Pt);
            let widths = columns::widths(&demands, room);
            self.set_table(&Setting { table: &part, widths, gap, scale: 1.0, repeated: start > 1 }, place);
            start = end;
        }
    }

    /// The demand of each column, and the wish of each cell.
    fn demands(&mut self, table: &Table, scale: f32) -> (Vec<Demand>, Vec<Wish>) {
        let mut measured: Vec<(usize, usize, Demand)> = Vec::new();
        let (mut wishes, mut before) = (Vec::new(), 0);
        let mark = self.mark();
        self.measuring = true;
        for (part, rows) in parts(table) {
            for (row, column, cell) in positions(rows, table.columns.len()) {
                let (min, max) = self.measure(cell, part, scale, table.columns.len());
                measured.push((column, usize::from(cell.colspan), Demand { min, max, share: None }));
                if cell.colspan == 1 && cell.rowspan == 1 {
                    wishes.push(Wish { row: before + row, column, max });
                }
            }
            before += rows.len();
        }
        self.measuring = false;
        self.back_to(mark);
        let gap = 2.0 * self.set.style.tables.padding;
        let mut demands = columns::demands(&measured, table.columns.len(), gap);
        for (demand, column) in demands.iter_mut().zip(&table.columns) {
            demand.share = column.width.filter(|w| w.is_finite() && *w > 0.0);
        }
        (demands, wishes)
    }

    /// The narrowest and the widest setting of a cell. Pictures ask for no more than an equal share of the page,
    /// otherwise they would leave words no room.
    fn measure(&mut self, cell: &Cell, part: PartOf, scale: f32, columns: usize) -> (Pt, Pt) {
        const WIDE: Pt = 1e5;
        let share = self.set.style.page.measure() / columns.max(1) as Pt;
        let place =
            Place { left: 0.0, right: WIDE, scale, ..self.cell_place(NodeId(0), part == PartOf::Head || cell.header) };
        let mut size: (Pt, Pt) = (0.0, 0.0);
        for chunk in self.chunks_apart(|flow| flow.blocks(&cell.blocks, &place)) {
            let (min, max) = match &chunk.body {
                Body::Text(text) => text.extent,
                Body::Rows(stack) => {
                    let width = stack.rows.iter().map(Row::right).fold(0.0, Pt::max);
                    let least = width.min(6.0 * self.set.style.body().size);
                    let pictured = stack.rows.iter().flat_map(|row| &row.items).any(is_picture);
                    (least, if pictured { width.min(share).max(least) } else { width })
                }
            };
            size = (size.0.max(chunk.left + min), size.1.max(chunk.left + max));
        }
        // A hair more, so that rounding does not break the longest line.
        (size.0 + 0.2, size.1 + 0.2)
    }

    fn cell_place(&self, node: NodeId, head: bool) -> Place {
        let role = if head { Role::TableHead } else { Role::TableCell };
        Place {
            node,
            left: 0.0,
            right: 1.0,
            decor: None,
            role,
            depth: 0,
            top: false,
            scale: 1.0,
            align: Some(Align::Start),
        }
    }

    fn set_table(&mut self, setting: &Setting, place: &Place) {
        let table = setting.table;
        let node = self.open(StructureKind::Table, place.node);
        let leading = self.set.style.body().leading;
        self.anchors.extend(table.id.as_ref().map(|id| format!("{}{id}", self.article.prefix)));
        self.after = self.after.max(leading * 0.75);
        if !table.caption.is_empty() && !setting.repeated {
            let caption = self.open(StructureKind::Caption, node);
            let after = 0.3 * leading;
            self.text(&table.caption, caption, Role::Caption, place, Standing { after, ..Standing::default() });
            self.keep = true;
        }
        let mut rows: Vec<Row> = Vec::new();
        let mut heads = 0;
        for (part, source) in parts(table) {
            if source.is_empty() {
                continue;
            }
            let finished = self.table_part(setting, source, part, node);
            if part == PartOf::Head {
                heads = finished.len();
            }
            let before = rows.len();
            rows.extend(finished);
            if before > 0
                && let Some(row) = rows.get_mut(before)
            {
                row.break_before = if part == PartOf::Body { FORBIDDEN } else { self.set.style.pages.widow / 2.0 };
            }
        }
        let width = setting.width();
        let chunk = self.ruled(rows, heads, width);
        let left = if self.rtl { place.right - width } else { place.left };
        self.push(Chunk { left, ..chunk }, place, 0.0, leading * 0.75);
        self.flush = true;
    }

    /// The rows with their rules, and the head that is repeated.
    fn ruled(&self, mut rows: Vec<Row>, heads: usize, width: Pt) -> Chunk {
        let costs = &self.set.style.pages;
        let (bold, fine) = (0.9, 0.5);
        let last = rows.len().saturating_sub(1);
        let height: Pt = rows.iter().skip(heads).map(|row| row.height).sum();
        let is_short = height <= (SHORT as Pt + 0.5) * self.set.style.body().leading;
        for (i, row) in rows.iter_mut().enumerate() {
            if i == 0 {
                row.items.push(rect(0.0, 0.0, width, bold, Colour::Grey(0.0)));
            }
            if i + 1 == heads {
                row.items.push(rect(0.0, row.height - fine / 2.0, width, fine, Colour::Grey(0.0)));
            }
            if i == last {
                row.items.push(rect(0.0, row.height, width, bold, Colour::Grey(0.0)));
            }
            if is_short && i > heads {
                row.break_before = row.break_before.max(costs.orphan);
            } else if i == heads + 1 || i == last && i > heads {
                row.break_before = row.break_before.max(costs.orphan / 2.0);
            }
            if i > 0 && i < heads {
                row.break_before = FORBIDDEN;
            }
        }
        let tall: Pt = rows.iter().take(heads).map(|r| r.height).sum();
        // A head that would fill the page is not repeated.
        let repeat = if tall < self.set.style.page.text_height() * 0.35 {
            rows.iter().take(heads).map(artifact).collect()
        } else {
            Vec::new()
        };
        Chunk::new(Body::Rows(Stack { rows, head: heads, repeat, ..Stack::default() }))
    }

    /// The rows of a part, finished.
    fn table_part(&mut self, setting: &Setting, rows: &[doc::Row], part: PartOf, table: NodeId) -> Vec<Row> {
        let kind = match part {
            PartOf::Head => StructureKind::TableHead,
            PartOf::Body => StructureKind::TableBody,
            PartOf::Foot => StructureKind::TableFoot,
        };
        let group = self.open(kind, table);
        let mut cells: Vec<SetCell> = Vec::new();
        let mut node = group;
        let mut current = usize::MAX;
        for (row, column, cell) in positions(rows, setting.table.columns.len()) {
            if row != current {
                node = self.open(StructureKind::TableRow, group);
                current = row;
            }
            let mut set = self.set_cell(setting, cell, (row, column), part, node);
            let span = usize::from(cell.colspan.max(1));
            let above = row + usize::from(cell.rowspan.max(1)) < rows.len();
            if part == PartOf::Head && above && (2..setting.widths.len()).contains(&span) {
                self.rule_under(&mut set, setting, column..column + span);
            }
            cells.push(set);
        }
        let leading = self.set.style.text(Role::TableCell).leading * setting.scale;
        let wrapped = cells.iter().any(|c| c.content.len() > 1);
        let pad = leading * if wrapped || part == PartOf::Head { 0.24 } else { 0.14 };
        let heights = row_heights(&cells, rows.len(), 2.0 * pad, leading);
        let page = self.set.style.page.text_height();
        let lines = wrapped && part == PartOf::Body;
        let width = setting.width();
        let mut finished = finish(cells, &heights, pad, page, self.set.style.pages.tear, part == PartOf::Head);
        if lines {
            for (i, row) in finished.iter_mut().enumerate().filter(|(_, (_, begins))| *begins) {
                if i > 0 {
                    row.0.items.push(rect(0.0, 0.0, width, 0.3, Colour::Grey(0.7)));
                }
            }
        }
        finished.into_iter().map(|(row, _)| row).collect()
    }

    /// A fine rule under a header over several columns shows which columns it heads.
    fn rule_under(&self, cell: &mut SetCell, setting: &Setting, columns: std::ops::Range<usize>) {
        let widths = setting.widths.get(columns).unwrap_or(&[]);
        let width = widths.iter().sum::<Pt>() + setting.gap * (widths.len() as Pt - 1.0);
        let pad = 0.24 * self.set.style.text(Role::TableCell).leading * setting.scale;
        if let Some(row) = cell.content.last_mut() {
            row.items.push(rect(0.0, row.height + 0.7 * pad, width, 0.4, Colour::Grey(0.0)));
        }
    }

    fn set_cell(
        &mut self,
        setting: &Setting,
        cell: &Cell,
        (row, column): (usize, usize),
        part: PartOf,
        node: NodeId,
    ) -> SetCell {
        let span = usize::from(cell.colspan.max(1));
        let x: Pt = setting.widths.iter().take(column).map(|w| w + setting.gap).sum();
        let width: Pt = setting.widths.iter().skip(column).take(span).sum::<Pt>() + setting.gap * (span as Pt - 1.0);
        let x = if self.rtl { setting.width() - x - width } else { x };
        let head = part == PartOf::Head || cell.header;
        let (colspan, rowspan) = (cell.colspan, cell.rowspan);
        let kind = if head {
            StructureKind::HeaderCell { column: part == PartOf::Head, colspan, rowspan }
        } else {
            StructureKind::Cell { colspan, rowspan }
        };
        let ghost = setting.repeated && column == 0;
        let mark = self.mark();
        let node = if ghost { node } else { self.open(kind, node) };
        let align = setting.table.columns.get(column).map_or(doc::Align::Auto, |c| c.align);
        let mut place = self.cell_place(node, head);
        (place.right, place.scale) = (width, setting.scale);
        place.align = Some(alignment(cell.align.unwrap_or(align), self.rtl));
        let mut content = self.apart(|flow| flow.blocks(&cell.blocks, &place));
        if ghost {
            content = content.iter().map(artifact).collect();
            self.back_to(mark);
        }
        SetCell { row, x, rows: usize::from(cell.rowspan.max(1)), content }
    }
}

fn is_picture(placed: &Placed) -> bool {
    matches!(placed.item, Item::Picture { .. })
}

/// The parts of a table, in order.
fn parts(table: &Table) -> [(PartOf, &[doc::Row]); 3] {
    [(PartOf::Head, &table.head), (PartOf::Body, &table.body), (PartOf::Foot, &table.foot)]
}

/// Each cell with its row and column, cells that hang down from above counted.
pub(super) fn positions(rows: &[doc::Row], columns: usize) -> Vec<(usize, usize, &Cell)> {
    let mut hanging = vec![0u16; columns];
    let mut out = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let mut column = 0;
        let mut begun = vec![0u16; columns];
        for cell in &row.cells {
            while hanging.get(column).is_some_and(|&n| n > 0) {
                column += 1;
            }
            if column >= columns {
                break;
            }
            out.push((r, column, cell));
            let end = (column + usize::from(cell.colspan.max(1))).min(columns);
            begun[column..end].fill(cell.rowspan.max(1));
            column = end;
        }
        for (hanging, begun) in hanging.iter_mut().zip(begun) {
            *hanging = if begun > 0 { begun - 1 } else { hanging.saturating_sub(1) };
        }
    }
    out
}

fn spans(table: &Table) -> bool {
    table.rows().flat_map(|r| &r.cells).any(|c| c.colspan > 1 || c.rowspan > 1)
}

/// The first column and some others; a repeated first column keeps only its words.
fn excerpt(table: &Table, columns: std::ops::Range<usize>, repeated: bool) -> Table {
    let rows = |rows: &[doc::Row]| {
        rows.iter()
            .map(|row| {
                let first = row.cells.first().map(|cell| if repeated { words_only(cell) } else { cell.clone() });
                let others = row.cells.get(columns.clone()).unwrap_or(&[]).iter().cloned();
                doc::Row { cells: first.into_iter().chain(others).collect() }
            })
            .collect()
    };
    let first = table.columns.first().copied().into_iter();
    Table {
        id: table.id.clone().filter(|_| !repeated),
        columns: first.chain(table.columns.get(columns.clone()).unwrap_or(&[]).iter().copied()).collect(),
        head: rows(&table.head),
        body: rows(&table.body),
        foot: rows(&table.foot),
        caption: table.caption.clone(),
    }
}

fn words_only(cell: &Cell) -> Cell {
    let mut words = Vec::new();
    for block in &cell.blocks {
        let doc::BlockKind::Paragraph(content) = &block.kind else { continue };
        if !words.is_empty() {
            words.push(Inline::text(" "));
        }
        words.extend(said_again(content));
    }
    doc::normalize_inlines(&mut words);
    Cell { blocks: vec![doc::BlockKind::Paragraph(words).into()], ..cell.clone() }
}

fn alignment(align: doc::Align, rtl: bool) -> Align {
    match (align, rtl) {
        (doc::Align::Center, _) => Align::Center,
        (doc::Align::Right, false) | (doc::Align::Left, true) => Align::End,
        _ => Align::Start,
    }
}

/// The height of each row: that of the tallest cell in it; the last row that a cell covers takes the rest of the cell's
/// height.
fn row_heights(cells: &[SetCell], rows: usize, pad: Pt, leading: Pt) -> Vec<Pt> {
    let mut heights = vec![leading + pad; rows];
    let tall = |cell: &SetCell| cell.content.iter().map(|r| r.height).sum::<Pt>() + pad;
    for cell in cells.iter().filter(|c| c.rows == 1) {
        if let Some(height) = heights.get_mut(cell.row) {
            *height = height.max(tall(cell));
        }
    }
    for cell in cells.iter().filter(|c| c.rows > 1) {
        let end = (cell.row + cell.rows).min(rows);
        let have: Pt = heights.get(cell.row..end).unwrap_or(&[]).iter().sum();
        if let Some(height) = end.checked_sub(1).and_then(|last| heights.get_mut(last)) {
            *height += (tall(cell) - have).max(0.0);
        }
    }
    heights
}

/// Turns cells into finished rows, with cuts between lines of all cells where a row is too tall for a `page`. The flag
/// is true if a row of the table begins with the finished row.
fn finish(cells: Vec<SetCell>, heights: &[Pt], pad: Pt, page: Pt, tear: f32, head: bool) -> Vec<(Row, bool)> {
    let mut tops = vec![0.0];
    heights.iter().for_each(|h| tops.push(tops[tops.len() - 1] + h));
    let total = tops[tops.len() - 1];
    // Stretches that no cut may cross: the lines of cells, with the padding at their ends.
    let mut lines: Vec<(Pt, Pt, Pt, Row)> = Vec::new();
    let mut covered = vec![false; heights.len() + 1];
    for cell in cells {
        let top = tops.get(cell.row).copied().unwrap_or(total);
        let end = (cell.row + cell.rows).min(heights.len());
        covered.iter_mut().take(end).skip(cell.row + 1).for_each(|c| *c = true);
        let mut y = top + pad;
        for row in cell.content {
            lines.push((y, y + row.height, cell.x, row.clone()));
            y += row.height;
        }
    }
    let mut cuts: Vec<(Pt, bool)> = Vec::new();
    for (i, &top) in tops.iter().enumerate() {
        // Rows that one cell covers stay together.
        if i == 0 || i == heights.len() || !covered.get(i).copied().unwrap_or(false) {
            cuts.push((top, true));
        }
    }
    let free = |y: Pt| !lines.iter().any(|l| l.0 < y - 0.05 && l.1 > y + 0.05);
    if !head {
        // If they are too tall for that they are parted between rows, and a row that is too tall between its lines.
        let joined: Vec<(Pt, bool)> = (tops.iter().enumerate())
            .filter(|(i, top)| covered.get(*i).copied().unwrap_or(false) && free(**top))
            .filter(|(_, top)| {
                let after = cuts.partition_point(|(cut, _)| cut < top);
                let around = after.checked_sub(1).and_then(|before| cuts.get(before..=after));
                around.is_some_and(|around| around[1].0 - around[0].0 > JOINED * page)
            })
            .map(|(_, top)| (*top, false))
            .collect();
        cuts.extend(joined);
        cuts.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut fine: Vec<(Pt, bool)> = Vec::new();
        for pair in cuts.windows(2) {
            let [(from, _), (to, _)] = pair else { continue };
            let is_joined = tops.iter().any(|top| top > from && top < to);
            if to - from > page * if is_joined { JOINED } else { TALLEST } {
                let mut within: Vec<Pt> = lines.iter().filter(|l| l.0 > *from && l.1 < *to).map(|l| l.1).collect();
                within.sort_by(Pt::total_cmp);
                within.dedup_by(|a, b| (*a - *b).abs() < 0.05);
                fine.extend(within.into_iter().filter(|&y| free(y)).map(|y| (y, false)));
            }
        }
        cuts.extend(fine);
        cuts.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    let mut out: Vec<(Row, bool)> = cuts
        .windows(2)
        .map(|pair| {
            (
                Row {
                    height: pair[1].0 - pair[0].0,
                    break_before: if pair[0].1 { 0.0 } else { tear },
                    ..Row::default()
                },
                pair[0].1,
            )
        })
        .collect();
    for (top, _, x, row) in lines {
        let index = cuts.partition_point(|c| c.0 <= top + 0.01).saturating_sub(1).min(out.len().saturating_sub(1));
        let from = cuts.get(index).map_or(0.0, |c| c.0);
        if let Some((slot, _)) = out.get_mut(index) {
            slot.absorb(row, x, top - from);
        }
    }
    for (row, _) in &mut out {
        row.notes.sort_unstable();
    }
    out
}

/// The same marks as an artifact: not read aloud, and without links.
fn artifact(row: &Row) -> Row {
    let owner = Owner::Furniture(FurnitureKind::Layout);
    let items = row.items.iter().cloned().map(|placed| crate::layout::frame::Placed { owner, ..placed }).collect();
    Row { height: row.height, items, break_before: FORBIDDEN, ..Row::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_a_cell_joins_are_parted_only_between_rows_and_only_if_they_are_too_tall() {
        // A cell over three rows, and in each row a cell of two lines; a page holds 100 points.
        let parts = |line: Pt| {
            let set = |row, x, rows, lines| {
                let content = vec![Row { height: line, ..Row::default() }; lines];
                SetCell { row, x, rows, content }
            };
            let cells =
                vec![set(0, 0.0, 3, 1), set(0, 9.0, 1, 2), set(1, 9.0, 1, 2), set(2, 9.0, 1, 2), set(3, 9.0, 1, 1)];
            let heights = row_heights(&cells, 4, 0.0, line);
            let finished = finish(cells, &heights, 0.0, 100.0, 7.0, false);
            finished.iter().map(|(row, begins)| (row.height, row.break_before, *begins)).collect::<Vec<_>>()
        };
        assert_eq!(parts(11.0), [(66.0, 0.0, true), (11.0, 0.0, true)]);
        assert_eq!(parts(12.0), [(24.0, 0.0, true), (24.0, 7.0, false), (24.0, 7.0, false), (12.0, 0.0, true)]);
    }
}
