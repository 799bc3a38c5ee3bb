//! Notes: called in the line, set at the foot of the page or after the article, read aloud at their calls.

use super::{Around, Flow, Place};
use crate::doc::walk::{self, Visit};
use crate::doc::{Block, Document, Inline, direction};
use crate::lang::Labels;
use crate::layout::frame::{NodeId, StructureKind, Target};
use crate::layout::galley::{Body, Chunk, Link, Snap, Stack};
use crate::layout::inline::{Direction, Piece, TextPiece};
use crate::layout::setting::look;
use crate::style::{NotesPlace, Role, Style};

/// From this body size on notes are set after the article, in points, because in large print they are as large as the
/// text and would leave a page only a line or two of it.
const LARGE_PRINT: f32 = 18.0;

/// True if the notes of an article are set after it.
pub(super) fn stand_at_the_end(document: &Document, style: &Style) -> bool {
    match style.notes {
        NotesPlace::Foot => false,
        NotesPlace::End => true,
        NotesPlace::Auto => style.body().nominal >= LARGE_PRINT || fill_a_third(document, style),
    }
}

/// True if notes would take more than a third of the pages.
fn fill_a_third(document: &Document, style: &Style) -> bool {
    #[derive(Default)]
    struct Counted {
        depth: u32,
        text: usize,
        notes: usize,
    }
    impl Visit for Counted {
        fn inline(&mut self, inline: &Inline) {
            match inline {
                Inline::Text(text) | Inline::Literal(text) if self.depth > 0 => self.notes += text.len(),
                Inline::Text(text) | Inline::Literal(text) => self.text += text.len(),
                _ => {}
            }
            let inside = u32::from(matches!(inline, Inline::Note(_)));
            self.depth += inside;
            walk::inline_children(self, inline);
            self.depth -= inside;
        }
    }
    let mut counted = Counted::default();
    counted.blocks(&document.blocks);
    let area = |bytes: usize, role| {
        let text = style.text(role);
        bytes as f64 * f64::from(text.size * text.leading)
    };
    let (text, notes) = (area(counted.text, Role::Body), area(counted.notes, Role::Note));
    notes * 2.0 > text
}

impl Flow<'_, '_> {
    /// The raised number that calls a note; the note itself is set aside for the page's foot or the article's end.
    pub(super) fn note_call(&mut self, blocks: &[Block], around: &Around, out: &mut Vec<Piece>) {
        if let Some(number) = self.called.number(blocks) {
            return self.call_again(number as u32, around, out);
        }
        self.notes += 1;
        let number = self.notes;
        self.called.add(blocks.to_vec(), number as usize);
        let words = number.to_string();
        let (call, body) = (self.note_anchor("noteref", number), self.note_anchor("note", number));
        let reference = self.open(StructureKind::Reference, around.node);
        let link = self.note_link(reference, body.clone(), format!("{} {number}", Labels::of(&self.lang).note));
        let owner = self.owner(reference);
        let look = self.raised(around).look;
        let index = match &self.end_notes {
            Some(_) => None,
            None => {
                self.galley.notes.push(Vec::new());
                Some(self.galley.notes.len() - 1)
            }
        };
        out.push(Piece::Anchor(call.clone()));
        let (link, note) = (Some(link), index.map(|index| index as u32));
        out.push(Piece::Text(TextPiece { text: words.clone(), look, owner, link, note }));
        let rows = self.note_body(blocks, around.node, &words, (body, call));
        match (index, &mut self.end_notes) {
            (Some(index), _) => self.galley.notes[index] = rows,
            (None, Some(end_notes)) => end_notes.push(rows),
            (None, None) => {}
        }
    }

    /// The number of a note that was called before and is set there.
    fn call_again(&mut self, number: u32, around: &Around, out: &mut Vec<Piece>) {
        let reference = self.open(StructureKind::Reference, around.node);
        let body = self.note_anchor("note", number);
        let link = self.note_link(reference, body, format!("{} {number}", Labels::of(&self.lang).note));
        let owner = self.owner(reference);
        let look = self.raised(around).look;
        out.push(Piece::Text(TextPiece { text: number.to_string(), look, owner, link: Some(link), note: None }));
    }

    /// The note as rows: its number hanging, its blocks next to it.
    fn note_body(
        &mut self,
        blocks: &[Block],
        parent: NodeId,
        number: &str,
        (body, call): (String, String),
    ) -> Vec<crate::layout::galley::Row> {
        let node = self.open(StructureKind::Note, parent);
        let label = self.open(StructureKind::Label, node);
        let back = self.open(StructureKind::Link, label);
        let link = self.note_link(back, call, format!("Back to the call of note {number}"));
        let role = self.note_role();
        let style = self.set.style.text(role);
        let size = style.size;
        let owner = self.owner(back);
        let piece = TextPiece { text: number.into(), look: look(style).into(), owner, link: Some(link), note: None };
        let line = self.set.pieces_line(vec![Piece::Text(piece)], &self.lang, Direction::Natural);
        let left = (1.3 * size).max(line.width + 0.5 * size);
        let right = self.set.style.page.measure();
        let place = Place { node, left, right, decor: None, role, depth: 0, top: false, scale: 1.0, align: None };
        let rtl = direction::blocks_read_rtl(blocks, self.lang.is_rtl());
        self.apart(|flow| {
            flow.anchors.push(body);
            // A note stands at the foot of the page, and not in the block that calls it.
            let around = std::mem::replace(&mut flow.rtl, rtl);
            flow.blocks(blocks, &place);
            flow.rtl = around;
            if flow.galley.chunks.is_empty() {
                let height = flow.set.style.text(role).leading;
                flow.push(Self::row(Vec::new(), height), &place, 0.0, 0.0);
            }
            let x = left - 0.5 * size - line.width;
            if let Some(chunk) = flow.galley.chunks.first_mut() {
                chunk.hangers.push((0, x, line));
            }
            if rtl {
                flow.galley.chunks.iter_mut().for_each(|chunk| super::mirror::mirror_chunk(chunk, (0.0, right)));
            }
        })
    }

    /// The heading over the notes after the article.
    pub(super) fn end_notes_heading(&mut self, place: &Place) {
        if self.end_notes.as_ref().is_none_or(Vec::is_empty) {
            return;
        }
        let words = Labels::of(&self.lang).notes;
        let mut id = "notes".to_string();
        while self.ids.contains(&id) {
            id.push('-');
        }
        self.heading_of_ours(words, self.anchor(&id), place);
    }

    /// The role of notes: after the article, and no smaller than it, they are set as its text, on its grid.
    fn note_role(&self) -> Role {
        let as_large = self.set.style.text(Role::Note).nominal >= self.set.style.body().nominal;
        if as_large && self.end_notes.is_some() { Role::Body } else { Role::Note }
    }

    /// The notes after the article, one under the other.
    pub(super) fn end_notes(&mut self, place: &Place) {
        let role = self.note_role();
        let gap = self.set.style.text(role).leading / 2.0;
        let unit = self.set.unit();
        let (snap, gap) = match role {
            Role::Body => (Snap::Top, (gap / unit).round().max(1.0) * unit),
            _ => (Snap::No, gap),
        };
        for rows in self.end_notes.take().unwrap_or_default() {
            let chunk = Chunk { snap, ..Chunk::new(Body::Rows(Stack { rows, ..Stack::default() })) };
            self.push(chunk, place, 0.0, gap);
        }
    }

    fn note_link(&mut self, node: NodeId, target: String, contents: String) -> u32 {
        self.galley.links.push(Link { node, target: Target::Internal(target), contents });
        self.galley.links.len() as u32 - 1
    }

    /// An id that no id of the article has.
    fn note_anchor(&self, kind: &str, number: u32) -> String {
        let mut id = format!("{kind}-{number}");
        while self.ids.contains(&id) {
            id.push('-');
        }
        self.anchor(&id)
    }
}
