//! The large first letter of an article, if the style has one: as tall as from the top of the first line's capitals to
//! the baseline of the last line next to it.

use std::rc::Rc;

use super::{Flow, Place, Standing};
use crate::doc::Inline;
use crate::layout::frame::{NodeId, Pt};
use crate::layout::galley::{Body, Chunk, Snap};
use crate::layout::inline::{Decoration, Direction, Line, Piece, TextPiece};

impl Flow<'_, '_> {
    /// Sets the article's first paragraph with its large letter. False if it has no letter to enlarge: it begins with a
    /// figure, for example, or is too short.
    pub(super) fn drop_cap(&mut self, inlines: &[Inline], node: NodeId, place: &Place, standing: &Standing) -> bool {
        let lines = usize::from(self.set.style.opening.drop_cap);
        let style = self.set.style.text(place.role);
        if lines < 2 || self.rtl {
            return false;
        }
        let around = self.around(place.role, node, place);
        let mark = self.mark();
        let mut pieces = Vec::new();
        self.inlines(inlines, &around, &mut pieces);
        let Some(letter) = take_letter(&mut pieces) else {
            self.back_to(mark);
            return false;
        };
        let line = self.large_letter(letter, lines);
        let mut paragraph = self.as_paragraph(pieces, style, place, &Standing { indent: 0.0, ..standing.clone() });
        paragraph.notch = Some((lines as u32, line.width + 0.25 * style.size));
        let text = self.set.text(&paragraph, style.size, standing.breaking);
        if text.variants.iter().any(|v| v.rows.len() <= lines) {
            self.back_to(mark);
            return false;
        }
        let mut chunk = Chunk::new(Body::Text(Box::new(text)));
        (chunk.left, chunk.snap) = (place.left, Snap::Top);
        chunk.hangers.push((lines as u32 - 1, place.left, line));
        self.push(chunk, place, standing.before, standing.after);
        true
    }

    fn large_letter(&self, mut letter: TextPiece, lines: usize) -> Line {
        let body = self.set.style.body();
        let cap: Pt = self.set.fonts.cap_height(&letter.look.family).max(0.4);
        let mut look = (*letter.look).clone();
        look.size = ((lines as Pt - 1.0) * body.leading + cap * body.size) / cap;
        // A line under a link would strike through the words beside the letter.
        look.line = Decoration::None;
        letter.look = Rc::new(look);
        self.set.pieces_line(vec![Piece::Text(letter)], &self.lang, Direction::Natural)
    }
}

/// Takes the first letter, with a quotation mark before it, out of the pieces.
fn take_letter(pieces: &mut [Piece]) -> Option<TextPiece> {
    let Some(Piece::Text(first)) = pieces.first_mut() else { return None };
    let quotes = first.text.chars().take_while(|c| "\"'\u{2018}\u{201c}\u{ab}\u{201e}".contains(*c)).count();
    let end = first.text.char_indices().nth(quotes + 1).map(|(i, _)| i)?;
    let (letter, rest) = first.text.split_at(end);
    if quotes > 1 || !letter.chars().next_back()?.is_alphabetic() || first.look.verbatim || first.note.is_some() {
        return None;
    }
    let taken = TextPiece { text: letter.to_owned(), ..first.clone() };
    first.text = rest.to_owned();
    Some(taken)
}
