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
/// first row; tints and rules are drawn row by row, because the later breaks between these rows are not known yet. The
/// first row and the last hold the padding of the tints that begin and end there.
pub(crate) fn stack(chunks: &[Chunk], decors: &[Decor], set: &Setter) -> Vec<Row> {
    let mut out = Vec::new();
    for (i, chunk) in chunks.iter().enumerate() {
        let count = chunk.rows(0);
        let (above, below) = (i.checked_sub(1).and_then(|i| chunks.get(i)), chunks.get(i + 1));
        for (n, mut row) in rows(chunk, 0, 0..count, set).into_iter().enumerate() {
            let begins = |decor| n == 0 && above.is_none_or(|c| !within(c.decor, decor, decors));
            let ends = |decor| n + 1 == count && below.is_none_or(|c| !within(c.decor, decor, decors));
            let edges = edges(chunk.decor, decors, begins, ends);
            let (over, under) = edges.last().map_or((0.0, 0.0), |edge| (edge.over, edge.under));
            let before = match (n, above) {
                (0, Some(_)) => chunk.before,
                (0, None) => over,
                _ => 0.0,
            };
            if before > 0.0 {
                let mut lower = Row { height: row.height + before, break_before: row.break_before, ..Row::default() };
                lower.absorb(row, 0.0, before);
                row = lower;
            }
            row.break_before = if n == 0 { chunk.break_before } else { chunk.break_cost(&set.style.pages, 0, n) };
            let mut marks = Vec::new();
            for edge in edges.iter().rev() {
                let top = if edge.begins { before - edge.over } else { 0.0 };
                marks.extend(decorated(edge.decor, (top, row.height + edge.under), (edge.begins, edge.ends)));
            }
            row.items.splice(0..0, marks);
            if n + 1 == count && below.is_none() {
                row.height += under;
            }
            out.push(row);
        }
    }
    out
}

/// The edges of a tint or rule at some rows.
pub(crate) struct Edge<'d> {
    /// Its number.
    pub number: u32,
    /// The tint or rule.
    pub decor: &'d Decor,
    /// True if it begins at the first of the rows.
    pub begins: bool,
    /// True if it ends at the last of the rows.
    pub ends: bool,
    /// The length by which it reaches over the first row: its own padding, and that of those inside it that begin there too.
    pub over: Pt,
    /// The same under the last row.
    pub under: Pt,
}

/// The edges of a decor and of those around it, the innermost first.
pub(crate) fn edges(
    decor: Option<u32>,
    decors: &[Decor],
    begins: impl Fn(u32) -> bool,
    ends: impl Fn(u32) -> bool,
) -> Vec<Edge<'_>> {
    let mut out = Vec::new();
    let (mut over, mut under) = (0.0, 0.0);
    let mut next = decor;
    while let Some((number, decor)) = next.and_then(|number| Some((number, decors.get(number as usize)?))) {
        let (begins, ends) = (begins(number), ends(number));
        over = if begins { over + decor.padding } else { 0.0 };
        under = if ends { under + decor.padding } else { 0.0 };
        out.push(Edge { number, decor, begins, ends, over, under });
        next = decor.parent;
    }
    out
}

/// True if the decor `inner` is `outer` or stands in it.
pub(crate) fn within(mut inner: Option<u32>, outer: u32, decors: &[Decor]) -> bool {
    while let Some(number) = inner {
        if number == outer {
            return true;
        }
        inner = decors.get(number as usize).and_then(|d| d.parent);
    }
    false
}

/// The marks of a decor over a stretch of a column.
pub(crate) fn decorated(decor: &Decor, (top, bottom): (Pt, Pt), (first, last): (bool, bool)) -> Vec<Placed> {
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
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_reaches_beyond_the_box_that_begins_or_ends_with_it() {
        let decor = |parent, padding| Decor {
            parent,
            left: 0.0,
            right: 9.0,
            padding,
            tint: None,
            mirrored: false,
            rule: None,
            frame: None,
        };
        let decors = [decor(None, 5.0), decor(Some(0), 3.0), decor(Some(0), 2.0)];
        let reach = |decor, begins: &[u32], ends: &[u32]| -> Vec<(Pt, Pt)> {
            let edges = edges(Some(decor), &decors, |d| begins.contains(&d), |d| ends.contains(&d));
            edges.iter().map(|edge| (edge.over, edge.under)).collect()
        };
        assert_eq!(reach(1, &[0, 1], &[1]), [(3.0, 3.0), (8.0, 0.0)]);
        assert_eq!(reach(2, &[2], &[0, 2]), [(2.0, 2.0), (0.0, 7.0)]);
        assert_eq!(reach(0, &[0], &[0]), [(5.0, 5.0)]);
        assert!(within(Some(2), 0, &decors) && !within(Some(0), 2, &decors) && !within(None, 0, &decors));
    }
}
