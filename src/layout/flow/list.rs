//! Lists of every kind: labels hang to the left of the text, numbers aligned at their right.

use std::rc::Rc;

use super::{Flow, Place, Standing};
use crate::doc::{self, Block, BlockKind, Definition, Delimiter, List, ListItem, ListKind, direction, numerals};
use crate::layout::frame::{Colour, Item, NodeId, Numbering, Path, Placed, Pt, Segment, StructureKind};
use crate::layout::galley::Row;
use crate::layout::inline::{Direction, Line, Piece, TextPiece};
use crate::layout::setting::look;

impl Flow<'_, '_> {
    pub(super) fn list(&mut self, list: &List, place: &Place) {
        let node = self.open(StructureKind::List(numbering(list)), place.node);
        let style = self.set.style.text(place.role);
        let leading = style.leading;
        let between = if list.tight { self.set.style.lists.between_tight } else { self.set.style.lists.between };
        let inside = self.list_place(list, place, node);
        let outer = if place.depth == 0 { leading / 2.0 } else { between };
        self.after = self.after.max(outer);
        for (i, (item, number)) in list.items.iter().zip(list.numbers()).enumerate() {
            if i > 0 {
                self.after = self.after.max(between);
            }
            self.item(list, number, item, (&inside, place));
        }
        self.after = self.after.max(outer);
        self.flush = false;
    }

    /// The place of the items' text: indented by the style's step, or more if labels are wider; up to the depth that
    /// the style allows, and never so deep that no words fit.
    fn list_place(&mut self, list: &List, place: &Place, node: NodeId) -> Place {
        let lists = &self.set.style.lists;
        let size = self.set.style.text(place.role).size;
        let widest = match list.kind {
            ListKind::Bullet => 0.0,
            ListKind::Ordered { .. } => {
                let numbers: Vec<u32> = list.numbers().collect();
                let last = numbers.len().saturating_sub(1);
                let ends = [0, last / 2, last]
                    .map(|i| label(list, numbers.get(i).copied().unwrap_or(1), place.depth, &lists.bullets));
                let look = Rc::new(look(self.set.style.text(place.role)));
                let owner = self.owner(node);
                ends.iter().map(|l| self.set.line(l, &look, owner, &self.lang).width).fold(0.0, f32::max) + 0.5 * size
            }
        };
        let step = if place.depth < lists.most_indents { lists.indent } else { 0.0 };
        let step = if place.depth >= lists.most_indents { widest.min(lists.indent) } else { step.max(widest) };
        let mut inside = self.narrowed(place, step, 0.0).inside(node);
        inside.depth = place.depth.saturating_add(1);
        inside
    }

    /// Sets an item in its place inside the list's. An item that reads from the other side than the list has its label
    /// there.
    fn item(&mut self, list: &List, number: u32, item: &ListItem, (place, whole): (&Place, &Place)) {
        let around = self.rtl;
        self.rtl = direction::blocks_read_rtl(&item.blocks, around);
        let (chunks, decors) = (self.galley.chunks.len(), self.galley.decors.len());
        self.unturned_item(list, number, item, place);
        if self.rtl != around {
            self.mirror_from(chunks, decors, whole);
        }
        self.rtl = around;
    }

    fn unturned_item(&mut self, list: &List, number: u32, item: &ListItem, place: &Place) {
        let node = self.open(StructureKind::ListItem, place.node);
        let mark = self.open(StructureKind::Label, node);
        let line = self.label_line(list, number, item, place, mark);
        let body = self.open(StructureKind::ListBody, node);
        let first = self.galley.chunks.len();
        self.flush = true;
        self.blocks_of_item(&item.blocks, &place.inside(body));
        if self.galley.chunks.len() == first {
            self.blank_row(place);
        }
        self.hang(first, line, place);
    }

    /// The item's blocks; a nested list follows without more space than between items.
    fn blocks_of_item(&mut self, blocks: &[Block], place: &Place) {
        for (i, block) in blocks.iter().enumerate() {
            if i > 0 && matches!(block.kind, BlockKind::Paragraph(_)) && self.after_paragraph {
                self.after = self.after.max(self.set.style.text(place.role).leading / 2.0);
                self.flush = true;
            }
            self.block(block, place);
            self.keep_lead_in(block, blocks.get(i + 1));
        }
    }

    /// A row without words, so that an empty item still shows its label.
    fn blank_row(&mut self, place: &Place) {
        let height = self.set.style.text(place.role).leading;
        self.push(Self::row(Vec::new(), height), place, 0.0, 0.0);
    }

    /// Hangs a label to the left of the first row of a chunk.
    fn hang(&mut self, first: usize, line: Line, place: &Place) {
        let gap = 0.45 * self.set.style.text(place.role).size;
        let x = place.left - gap - line.width;
        if let Some(chunk) = self.galley.chunks.get_mut(first) {
            chunk.hangers.push((0, x, line));
        }
    }

    fn label_line(&mut self, list: &List, number: u32, item: &ListItem, place: &Place, node: NodeId) -> Line {
        let style = self.set.style.text(place.role);
        if let Some(done) = item.checked {
            let words = if done { "done" } else { "to do" };
            self.galley.structure.alt(node, words.into());
            return self.task_box(done, style.size, node);
        }
        let text = label(list, number, place.depth.saturating_sub(1), &self.set.style.lists.bullets);
        let owner = self.owner(node);
        let piece = TextPiece { text, look: Rc::new(look(style)), owner, link: None, note: None };
        self.set.pieces_line(vec![Piece::Text(piece)], &self.lang, Direction::Fixed(self.rtl))
    }

    /// A drawn box, ticked or not: faces rarely have one.
    fn task_box(&mut self, done: bool, size: Pt, node: NodeId) -> Line {
        let side = 0.68 * size;
        let ink = Colour::Grey(0.0);
        let corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
        let mut segments = vec![Segment::Move(corners[0].0, corners[0].1)];
        segments.extend(corners[1..].iter().map(|&(x, y)| Segment::Line(x, y)));
        segments.push(Segment::Close);
        let mut paths = vec![Path { segments, fill: None, stroke: Some((ink, 0.05 * size)) }];
        if done {
            let tick = [(0.2, 0.52), (0.42, 0.76), (0.82, 0.24)].map(|(x, y)| (x * side, y * side));
            let segments = vec![
                Segment::Move(tick[0].0, tick[0].1),
                Segment::Line(tick[1].0, tick[1].1),
                Segment::Line(tick[2].0, tick[2].1),
            ];
            paths.push(Path { segments, fill: None, stroke: Some((ink, 0.09 * size)) });
        }
        let owner = self.owner(node);
        let items = paths.into_iter().map(|path| Placed { at: (0.0, -side), item: Item::Path(path), owner }).collect();
        Line { items, ascent: side, width: side, ..Line::default() }
    }

    /// Terms, with their meanings below, indented.
    pub(super) fn definitions(&mut self, list: &[Definition], place: &Place) {
        let node = self.open(StructureKind::List(Numbering::None), place.node);
        let leading = self.set.style.text(place.role).leading;
        let indent = self.set.style.lists.indent;
        self.after = self.after.max(leading / 2.0);
        for (i, definition) in list.iter().enumerate() {
            if i > 0 {
                self.after = self.after.max(self.set.style.lists.between);
            }
            let item = self.open(StructureKind::ListItem, node);
            let term = self.open(StructureKind::Label, item);
            let content = vec![doc::Inline::Strong(definition.term.clone())];
            let index = self.text(&content, term, place.role, &place.inside(item), Standing::default());
            self.galley.chunks[index].whole = true;
            self.keep = !definition.definitions.is_empty();
            let body = self.open(StructureKind::ListBody, item);
            let inside = self.narrowed(place, indent, 0.0).inside(body);
            for blocks in &definition.definitions {
                self.flush = true;
                self.blocks(blocks, &inside);
            }
        }
        self.keep = false;
        self.after = self.after.max(leading / 2.0);
        self.flush = false;
    }

    /// Puts finished rows into the column as one chunk a row.
    pub(super) fn push_rows(&mut self, rows: Vec<Row>, place: &Place, before: Pt, after: Pt) {
        let mut chunk =
            crate::layout::galley::Chunk::new(crate::layout::galley::Body::Rows(crate::layout::galley::Stack {
                rows,
                ..Default::default()
            }));
        chunk.left = place.left;
        self.push(chunk, place, before, after);
    }
}

/// The list's ListNumbering attribute.
fn numbering(list: &List) -> Numbering {
    match list.kind {
        ListKind::Bullet => Numbering::Disc,
        ListKind::Ordered { numbering, .. } => match numbering {
            doc::Numbering::Decimal => Numbering::Decimal,
            doc::Numbering::LowerAlpha => Numbering::LowerAlpha,
            doc::Numbering::UpperAlpha => Numbering::UpperAlpha,
            doc::Numbering::LowerRoman => Numbering::LowerRoman,
            doc::Numbering::UpperRoman => Numbering::UpperRoman,
        },
    }
}

/// The words of the label of an item with that number.
pub(super) fn label(list: &List, number: u32, depth: u8, bullets: &[String]) -> String {
    match list.kind {
        ListKind::Bullet if bullets.is_empty() => "\u{2022}".into(),
        ListKind::Bullet => bullets[usize::from(depth) % bullets.len()].clone(),
        ListKind::Ordered { numbering, delimiter, .. } => {
            let n = number;
            let number = match numbering {
                doc::Numbering::Decimal => n.to_string(),
                doc::Numbering::LowerAlpha => alphabetic(n),
                doc::Numbering::UpperAlpha => alphabetic(n).to_ascii_uppercase(),
                doc::Numbering::LowerRoman => roman(n),
                doc::Numbering::UpperRoman => roman(n).to_ascii_uppercase(),
            };
            match delimiter {
                Delimiter::Period => format!("{number}."),
                Delimiter::Paren => format!("{number})"),
                Delimiter::Parens => format!("({number})"),
            }
        }
    }
}

/// a, b, ... z, aa, ab: bijective in base 26.
fn alphabetic(n: u32) -> String {
    if n == 0 {
        return "0".into();
    }
    let mut n = n;
    let mut out = Vec::new();
    while n > 0 {
        n -= 1;
        out.push(b'a' + (n % 26) as u8);
        n /= 26;
    }
    out.iter().rev().map(|&b| char::from(b)).collect()
}

/// Roman numerals up to 3999; beyond, figures.
pub(super) fn roman(n: u32) -> String {
    numerals::roman(n).unwrap_or_else(|| n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_count_in_every_numbering() {
        assert_eq!(alphabetic(1), "a");
        assert_eq!(alphabetic(26), "z");
        assert_eq!(alphabetic(27), "aa");
        assert_eq!(alphabetic(703), "aaa");
        assert_eq!(roman(1994), "mcmxciv");
        assert_eq!(roman(4000), "4000");
    }
}
