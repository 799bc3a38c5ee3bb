//! Tables: with pipes, columns aligned, if the table is simple enough; otherwise in HTML, such as for cells that span
//! or hold blocks.

use unicode_width::UnicodeWidthStr;

use super::blocks::Writer;
use super::inline::{Place, attribute};
use crate::doc::{Align, Block, BlockKind, Cell, Column, Inline, Table, without_break_marks};

/// Wider than this, a column is not padded: a long cell would push all others out of sight.
const WIDEST: usize = 60;

/// True if pipes can express the table: no spans, one head row at most, at most a paragraph a cell.
pub(super) fn fits_pipes(table: &Table) -> bool {
    let simple = |cell: &Cell| {
        cell.colspan == 1
            && cell.rowspan == 1
            && match cell.blocks.as_slice() {
                [] => true,
                [only] => matches!(only.kind, BlockKind::Paragraph(_)),
                _ => false,
            }
    };
    let rows = table.rows().all(|row| row.cells.len() == table.columns.len() && row.cells.iter().all(simple));
    !table.columns.is_empty() && table.head.len() <= 1 && rows
}

/// Writes a table with pipes. A table without a head gets an empty head, which is read as no head.
pub(super) fn pipes<'d>(table: &'d Table, writer: &mut Writer<'d>) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    if table.head.is_empty() {
        rows.push(vec![String::new(); table.columns.len()]);
    }
    for row in table.rows() {
        let texts = row.cells.iter().map(|cell| match cell.blocks.first().map(|b| &b.kind) {
            Some(BlockKind::Paragraph(content)) => writer.inlines(content, Place::Cell),
            _ => String::new(),
        });
        rows.push(texts.collect());
    }
    let width = |column: usize| {
        let longest = rows.iter().filter_map(|row| row.get(column)).map(|text| text.width()).max().unwrap_or(0);
        longest.clamp(3, WIDEST)
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    for (number, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&table.columns).zip(&widths);
        let cells: Vec<String> = cells.map(|((text, column), width)| padded(text, column.align, *width)).collect();
        writer.lines.line(&format!("| {} |", cells.join(" | ")));
        if number == 0 {
            let rule: Vec<String> = table.columns.iter().zip(&widths).map(|(c, w)| rule(c.align, *w)).collect();
            writer.lines.line(&format!("| {} |", rule.join(" | ")));
        }
    }
}

fn padded(text: &str, align: Align, width: usize) -> String {
    let space = width.saturating_sub(text.width());
    let left = match align {
        Align::Auto | Align::Left => 0,
        Align::Center => space / 2,
        Align::Right => space,
    };
    format!("{}{text}{}", " ".repeat(left), " ".repeat(space - left))
}

fn rule(align: Align, width: usize) -> String {
    match align {
        Align::Auto => "-".repeat(width),
        Align::Left => format!(":{}", "-".repeat(width - 1)),
        Align::Center => format!(":{}:", "-".repeat(width - 2)),
        Align::Right => format!("{}:", "-".repeat(width - 1)),
    }
}

/// Writes a table as HTML. Cells that hold more than plain words are Markdown again, between empty lines.
pub(super) fn html<'d>(table: &'d Table, writer: &mut Writer<'d>) {
    match &table.id {
        Some(id) => writer.lines.line(&format!("<table id=\"{}\">", attribute(id))),
        None => writer.lines.line("<table>"),
    }
    if !table.caption.is_empty() {
        writer.lines.line("<caption>");
        writer.lines.blank();
        let caption = writer.inlines(&table.caption, Place::Paragraph { item: false });
        writer.lines.text(&caption);
        writer.lines.blank();
        writer.lines.line("</caption>");
    }
    for (part, rows) in [("thead", &table.head), ("tbody", &table.body), ("tfoot", &table.foot)] {
        if rows.is_empty() {
            continue;
        }
        writer.lines.line(&format!("<{part}>"));
        for row in rows {
            writer.lines.line("<tr>");
            let mut columns = table.columns.iter();
            for cell in &row.cells {
                let column = columns.next().copied().unwrap_or_default();
                self::cell(cell, column, part == "thead", writer);
            }
            writer.lines.line("</tr>");
        }
        writer.lines.line(&format!("</{part}>"));
    }
    writer.lines.line("</table>");
}

fn cell<'d>(cell: &'d Cell, column: Column, head: bool, writer: &mut Writer<'d>) {
    let name = if head || cell.header { "th" } else { "td" };
    let mut tag = format!("<{name}");
    for (attribute, value) in [("colspan", cell.colspan), ("rowspan", cell.rowspan)] {
        if value > 1 {
            tag.push_str(&format!(" {attribute}=\"{value}\""));
        }
    }
    let align = match cell.align.unwrap_or(column.align) {
        Align::Auto => None,
        Align::Left => Some("left"),
        Align::Center => Some("center"),
        Align::Right => Some("right"),
    };
    if let Some(align) = align {
        tag.push_str(&format!(" align=\"{align}\""));
    }
    tag.push('>');
    match plain_words(&cell.blocks) {
        Some(words) => writer.lines.line(&format!("{tag}{}</{name}>", attribute(&words))),
        None => {
            writer.lines.line(&tag);
            writer.lines.blank();
            writer.blocks(&cell.blocks, false);
            writer.lines.blank();
            writer.lines.line(&format!("</{name}>"));
        }
    }
}

/// The words of a cell or an item that holds only words.
pub(super) fn plain_words(blocks: &[Block]) -> Option<String> {
    match blocks {
        [] => Some(String::new()),
        [Block { kind: BlockKind::Paragraph(content), .. }] => match content.as_slice() {
            [Inline::Text(text)] => Some(without_break_marks(text).into_owned()),
            _ => None,
        },
        _ => None,
    }
}
