//! The binding of a book: the side on which its pages are held together.
//!
//! A book in a language written from right to left is opened from the other side: its spine is at the right of its
//! front cover, its first page is a left-hand one, and its pages turn from left to right. Everything with an inner and
//! an outer side follows from this one choice: margins, folios, running heads, imposition, covers, and the way in
//! which readers turn pages.

/// The side of the spine, seen from the front cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Binding {
    /// At the left: pages turn to the left.
    #[default]
    Left,
    /// At the right: pages turn to the right.
    Right,
}

impl Binding {
    /// True if the page is a right-hand one. `index` counts from 0, and the first page faces no other.
    pub fn is_right_hand(self, index: usize) -> bool {
        index.is_multiple_of(2) == (self == Binding::Left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn the_first_page_lies_behind_the_front_cover() {
        for (tag, binding, first) in [("en", Binding::Left, true), ("he", Binding::Right, false)] {
            assert_eq!(Lang::new(tag).unwrap().binding(), binding);
            assert_eq!([0, 1, 2].map(|index| binding.is_right_hand(index)), [first, !first, first]);
        }
    }
}
