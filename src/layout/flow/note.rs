//! Notes: called in the line, set at the foot of the page, read where they are called.

use super::{Around, Flow, Place};
use crate::doc::Block;
use crate::lang::Labels;
use crate::layout::frame::{NodeId, StructureKind, Target};
use crate::layout::galley::Link;
use crate::layout::inline::{Piece, TextPiece};
use crate::layout::setting::look;
use crate::style::Role;

impl Flow<'_, '_> {
    /// The raised number that calls a note; the note itself is set aside for the page's foot.
    pub(super) fn note_call(&mut self, blocks: &[Block], around: &Around, out: &mut Vec<Piece>) {
        self.notes += 1;
        let number = self.notes;
        let words = number.to_string();
        let (call, body) = (self.note_anchor("noteref", number), self.note_anchor("note", number));
        let reference = self.open(StructureKind::Reference, around.node);
        let link = self.note_link(reference, body.clone(), format!("{} {number}", Labels::of(&self.lang).note));
        let owner = self.owner(reference);
        let look = self.raised(around).look;
        let index = self.galley.notes.len() as u32;
        self.galley.notes.push(Vec::new());
        out.push(Piece::Anchor(call.clone()));
        let (link, note) = (Some(link), Some(index));
        out.push(Piece::Text(TextPiece { text: words.clone(), look, owner, link, note }));
        let rows = self.note_body(blocks, around.node, &words, (body, call));
        if let Some(slot) = self.galley.notes.get_mut(index as usize) {
            *slot = rows;
        }
    }

    /// The note as rows: its number hanging, its blocks beside it.
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
        let style = self.set.style.text(Role::Note);
        let size = style.size;
        let owner = self.owner(back);
        let piece = TextPiece { text: number.into(), look: look(style).into(), owner, link: Some(link), note: None };
        let line = self.set.pieces_line(vec![Piece::Text(piece)], &self.lang);
        let left = (1.3 * size).max(line.width + 0.5 * size);
        let right = self.set.style.page.measure();
        let place =
            Place { node, left, right, decor: None, role: Role::Note, depth: 0, top: false, scale: 1.0, align: None };
        self.apart(|flow| {
            flow.anchors.push(body);
            flow.blocks(blocks, &place);
            if flow.galley.chunks.is_empty() {
                let height = flow.set.style.text(Role::Note).leading;
                flow.push(Self::row(Vec::new(), height), &place, 0.0, 0.0);
            }
            let x = left - 0.5 * size - line.width;
            if let Some(chunk) = flow.galley.chunks.first_mut() {
                chunk.hangers.push((0, x, line));
            }
            if flow.lang.is_rtl() {
                flow.galley.chunks.iter_mut().for_each(|chunk| super::mirror::mirror_chunk(chunk, right));
            }
        })
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
