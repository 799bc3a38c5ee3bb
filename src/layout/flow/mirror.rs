//! Articles that read from the right: the column is laid out as for the left and mirrored at its end, so that no block
//! need handle both sides. Indents, labels and the rules of boxes change sides. The text of each paragraph already has
//! its direction, and lines of code keep the left.

use super::{Flow, Place};
use crate::layout::frame::Pt;
use crate::layout::galley::{Body, Chunk};

impl Flow<'_, '_> {
    /// Mirrors the whole article if its language reads from the right.
    pub(super) fn mirror(&mut self) {
        if !self.lang.is_rtl() {
            return;
        }
        self.galley.rtl = true;
        self.mirror_from(0, 0, &self.whole());
    }

    /// Mirrors the chunks and decors from these numbers on within a place.
    pub(super) fn mirror_from(&mut self, chunk: usize, decor: usize, place: &Place) {
        let edges = (place.left, place.right);
        self.galley.chunks.iter_mut().skip(chunk).for_each(|chunk| mirror_chunk(chunk, edges));
        for decor in self.galley.decors.iter_mut().skip(decor) {
            (decor.left, decor.right) = (edges.0 + edges.1 - decor.right, edges.0 + edges.1 - decor.left);
            decor.mirrored = !decor.mirrored;
        }
    }
}

/// Turns a chunk round between these edges.
pub(super) fn mirror_chunk(chunk: &mut Chunk, (left, right): (Pt, Pt)) {
    match &chunk.body {
        // Code is set in an unlimited measure.
        Body::Text(text) if text.measure() > 2.0 * (right - left) => return,
        Body::Text(text) => chunk.left = left + right - chunk.left - text.measure(),
        Body::Rows(_) => {}
    }
    for (_, x, label) in &mut chunk.hangers {
        *x = left + right - *x - label.width;
    }
}
