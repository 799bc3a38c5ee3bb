//! The pieces of an article put together: a section for each heading, and the notes at the end.

use super::render::Piece;
use super::xml::Writer;

/// Writes them.
pub(crate) fn sections(pieces: &[Piece], w: &mut Writer) {
    let mut levels: Vec<u8> = Vec::new();
    for piece in pieces {
        if let Some(level) = piece.level {
            while levels.last().is_some_and(|open| *open >= level) {
                levels.pop();
                w.close();
                w.line();
            }
            levels.push(level);
            w.open("section", &[]);
            w.line();
        }
        w.raw(&piece.xml);
    }
    levels.iter().for_each(|_| w.close());
    if pieces.iter().any(|piece| !piece.notes.is_empty()) {
        w.line();
        w.open("div", &[("class", "notes")]);
        w.line();
        pieces.iter().for_each(|piece| w.raw(&piece.notes));
        w.close();
    }
}
