//! Chosen lines become marks at their places: chunks as finished rows, stacked in notes and cells or set on pages.

use super::frame::{Item, Placed, Pt};
use super::galley::{Body, Chunk, Decor, Row, moved, rect};
use super::inline::Line;
use super::setting::Setter;
use crate::geometry::Rect;
use std::ops::Range;

/// Some rows of a chunk as finished rows, relative to the column's left edge.
pub(crate) fn rows(chunk: &Chunk, variant: usize, range: Range<usize>, set: &Setter) -> Vec<Row> {
    let mut out: Vec<Row> = match &chunk.body {
        Body::Rows(stack) => {
            stack.rows(variant).get(range.clone()).unwrap_or(&[]).iter().map(|r| shifted(r, chunk.left)).collect()
        }
        Body::Text(text) => {
            let metrics = text.variants.get(variant).map_or(&[][..], |v| &v.rows);
            let metrics = metrics.get(range.clone()).unwrap_or(&[]);
            let lines = set.lines(text, variant, range.clone()).into_iter().zip(metrics);
            lines.map(|(line, m)| line_row(line, chunk.left, m.base, m.height)).collect()
        }
    };
    for (row, x, label) in &chunk.hangers {
        let Some(index) = (*row as usize).checked_sub(range.start) else { continue };
        let base = base(chunk, variant, *row as usize);
        if let Some(row) = out.get_mut(index) {
            row.items.extend(label.items.iter().map(|p| moved(p.clone(), *x, base)));
            let (top, bottom) = (base - label.ascent, base + label.descent);
            row.links.extend(label.links.iter().map(|&(l, r, n)| (Rect { left: l + x, top, right: r + x, bottom }, n)));
        }
    }
    if range.start == 0
        && let Some(row) = out.first_mut()
    {
        row.anchors.extend(chunk.anchors.iter().map(|a| (a.clone(), chunk.left, 0.0)));
    }
    out
}

/// The place of a label's baseline in a row.
fn base(chunk: &Chunk, variant: usize, row: usize) -> Pt {
    match &chunk.body {
        Body::Text(text) => text.variants.get(variant).and_then(|v| v.rows.get(row)).map_or(0.0, |r| r.base),
        // The first text of a finished row; a row without text is as tall as a line.
        Body::Rows(stack) => stack.rows(variant).get(row).map_or(0.0, |r| {
            let text = r.items.iter().filter(|p| matches!(p.item, Item::Glyphs(_))).map(|p| p.at.1);
            text.fold(None, |least: Option<Pt>, y| Some(least.map_or(y, |l| l.min(y)))).unwrap_or(r.height * 0.78)
        }),
    }
}

fn shifted(row: &Row, left: Pt) -> Row {
    let mut out = Row { height: row.height, break_before: row.break_before, ..Row::default() };
    out.absorb(row.clone(), left, 0.0);
    out
}

/// A line as a row.
fn line_row(line: Line, left: Pt, base: Pt, height: Pt) -> Row {
    let (top, bottom) = (base - line.ascent, base + line.descent);
    Row {
        height,
        items: line.items.into_iter().map(|p| moved(p, left, base)).collect(),
        links: line.links.iter().map(|&(l, r, n)| (Rect { left: left + l, top, right: left + r, bottom }, n)).collect(),
        notes: line.notes,
        anchors: line.anchors.into_iter().map(|a| (a, left, 0.0)).collect(),
        break_before: 0.0,
    }
}

/// Turns chunks into one stack of finished rows: notes, cells, captions. The space over a chunk becomes part of its
/// first row; tints and rules are drawn row by row, because the later breaks between these rows are not known yet.
pub(crate) fn stack(chunks: &[Chunk], decors: &[Decor], set: &Setter) -> Vec<Row> {
    let mut out = Vec::new();
    for (i, chunk) in chunks.iter().enumerate() {
        let count = chunk.rows(0);
        let next = chunks.get(i + 1);
        for (n, mut row) in rows(chunk, 0, 0..count, set).into_iter().enumerate() {
            let before = if n == 0 && i > 0 { chunk.before } else { 0.0 };
            if before > 0.0 {
                let mut lower = Row { height: row.height + before, break_before: row.break_before, ..Row::default() };
                lower.absorb(row, 0.0, before);
                row = lower;
            }
            row.break_before = if n == 0 { chunk.break_before } else { chunk.break_cost(&set.style.pages, 0, n) };
            let first = n == 0 && chunks.get(i.wrapping_sub(1)).is_none_or(|c| c.decor != chunk.decor);
            let last = n + 1 == count && next.is_none_or(|c| c.decor != chunk.decor);
            let top = if first { before } else { 0.0 };
            let marks = decorated(chunk.decor, decors, top, row.height, first, last);
            row.items.splice(0..0, marks);
            out.push(row);
        }
    }
    out
}

/// The tints and rules of a decor and those around it, over a stretch of a column.
pub(crate) fn decorated(
    decor: Option<u32>,
    decors: &[Decor],
    top: Pt,
    bottom: Pt,
    first: bool,
    last: bool,
) -> Vec<Placed> {
    let mut out = Vec::new();
    let mut next = decor;
    while let Some(decor) = next.and_then(|d| decors.get(d as usize)) {
        let top = if first { top - decor.padding } else { top };
        let bottom = if last { bottom + decor.padding } else { bottom };
        let mut marks = Vec::new();
        if let Some(tint) = decor.tint {
            marks.push(rect(decor.left, top, decor.right - decor.left, bottom - top, tint));
        }
        if let Some((width, colour)) = decor.rule {
            let x = if decor.mirrored { decor.right - width } else { decor.left };
            marks.push(rect(x, top, width, bottom - top, colour));
        }
        if let Some((width, colour)) = decor.frame {
            if first {
                marks.push(rect(decor.left, top, decor.right - decor.left, width, colour));
            }
            if last {
                marks.push(rect(decor.left, bottom - width, decor.right - decor.left, width, colour));
            }
        }
        // Outer marks are painted under inner ones.
        marks.append(&mut out);
        out = marks;
        next = decor.parent;
    }
    out
}
