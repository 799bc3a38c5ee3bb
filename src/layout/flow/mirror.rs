//! Articles that read from the right: the column is laid out as for the left and mirrored at its end, so that no block
//! need handle both sides. Indents, labels and the rules of boxes change sides. The text of each paragraph already has
//! its direction, and lines of code keep the left.

use super::Flow;
use crate::layout::frame::Pt;
use crate::layout::galley::{Body, Chunk, Decor};

impl Flow<'_, '_> {
    /// Mirrors the whole article if its language reads from the right.
    pub(super) fn mirror(&mut self) {
        if !self.lang.is_rtl() {
            return;
        }
        let width = self.set.style.page.measure();
        self.galley.rtl = true;
        self.galley.chunks.iter_mut().for_each(|chunk| mirror_chunk(chunk, width));
        for decor in &mut self.galley.decors {
            *decor = Decor { left: width - decor.right, right: width - decor.left, mirrored: true, ..decor.clone() };
        }
    }
}

/// Turns a chunk round in a column of that width.
pub(super) fn mirror_chunk(chunk: &mut Chunk, width: Pt) {
    match &chunk.body {
        // Code is set in an unlimited measure.
        Body::Text(text) if text.measure() > 2.0 * width => return,
        Body::Text(text) => chunk.left = width - chunk.left - text.measure(),
        Body::Rows(_) => {}
    }
    for (_, x, label) in &mut chunk.hangers {
        *x = width - *x - label.width;
    }
}
