//! Notes that are called more than once.
//!
//! Notes stand at their calls, so a note with two calls stands in the tree twice, with the same content and from the
//! same place of the source. Two notes with the same words, such as "Ibid.", come from two places and stay two.

use std::collections::BTreeMap;

use super::walk::{self, Visit};
use super::{Block, Document, Inline};
use crate::source::Span;

/// The notes called so far, with their numbers.
#[derive(Clone, Debug)]
pub(crate) struct Called<B> {
    by_place: BTreeMap<Span, Vec<(usize, B)>>,
    /// The numbers and places in the order of the calls.
    in_order: Vec<(usize, Span)>,
}

impl<B> Default for Called<B> {
    fn default() -> Self {
        Called { by_place: BTreeMap::new(), in_order: Vec::new() }
    }
}

impl<B: AsRef<[Block]>> Called<B> {
    /// The number of a note if it was called before.
    pub(crate) fn number(&self, note: &[Block]) -> Option<usize> {
        self.by_place.get(&place(note)?)?.iter().find(|(_, other)| other.as_ref() == note).map(|(number, _)| *number)
    }

    /// Remembers a note that is called for the first time.
    pub(crate) fn add(&mut self, note: B, number: usize) {
        if let Some(place) = place(note.as_ref()) {
            self.by_place.entry(place).or_default().push((number, note));
            self.in_order.push((number, place));
        }
    }

    /// Forgets the notes after number `last`, because their calls were taken back.
    pub(crate) fn back_to(&mut self, last: usize) {
        while let Some((_, place)) = self.in_order.pop_if(|(number, _)| *number > last) {
            self.by_place.get_mut(&place).and_then(Vec::pop);
        }
    }
}

/// The notes of a document that are called more than once, with the number of their calls.
pub(crate) fn called_again(document: &Document) -> Vec<(Vec<Block>, usize)> {
    #[derive(Default)]
    struct Count {
        called: Called<Vec<Block>>,
        notes: Vec<(Vec<Block>, usize)>,
    }
    impl Visit for Count {
        fn inline(&mut self, inline: &Inline) {
            if let Inline::Note(blocks) = inline
                && place(blocks).is_some()
            {
                match self.called.number(blocks).and_then(|number| self.notes.get_mut(number)) {
                    Some((_, calls)) => *calls += 1,
                    None => {
                        self.called.add(blocks.clone(), self.notes.len());
                        self.notes.push((blocks.clone(), 1));
                    }
                }
            }
            walk::inline_children(self, inline);
        }
    }
    let mut count = Count::default();
    walk::document(&mut count, document);
    count.notes.retain(|(_, calls)| *calls > 1);
    count.notes
}

/// The place of a note in its source, if it is known.
fn place(note: &[Block]) -> Option<Span> {
    note.first().map(|block| block.span).filter(|span| *span != Span::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::BlockKind;

    #[test]
    fn only_a_note_of_the_same_place_and_words_is_called_again() {
        let note = |words: &str, at: usize| {
            let span = if at == 0 { Span::default() } else { Span::new(at..at + 1) };
            vec![BlockKind::Paragraph(vec![Inline::text(words)]).at(span)]
        };
        let mut called = Called::default();
        called.add(note("Ibid.", 5), 1);
        called.add(note("Nowhere.", 0), 2);
        assert_eq!(called.number(&note("Ibid.", 5)), Some(1));
        for other in [note("Ibid.", 6), note("Else.", 5), note("Nowhere.", 0), Vec::new()] {
            assert_eq!(called.number(&other), None);
        }
        called.back_to(0);
        assert_eq!(called.number(&note("Ibid.", 5)), None);
    }
}
