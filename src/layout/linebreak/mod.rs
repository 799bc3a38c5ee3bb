//! The ends of the lines of a paragraph, chosen over the whole paragraph.
//!
//! Optimum fit after Knuth and Plass (Breaking paragraphs into lines, Software: Practice and Experience 11, 1981): it
//! finds the cheapest of all ways to break a paragraph. For every place where a line may end it keeps the best ways to
//! get there. [`cost`] has the cost of a line, [`fit`] shares its slack among spaces, letters and tracking, [`search`]
//! is the search. Display text is broken into even lines: [`balance`].
//!
//! The search is linear in the paragraph's length: a way stays alive only while a line that begins at its end can still
//! be filled without being overfull, so the number of live ways is bounded by the text of one line. If all ways die (a
//! word that neither fits nor divides), the search goes back one line, lets that line be as loose as it must, and goes
//! on.

mod balance;
mod cost;
mod fit;
mod search;

pub use balance::balanced;
pub use fit::Fit;

use super::frame::Pt;
use super::shape::{OpportunityKind, Shaped, Sums};
use crate::style::{Align, LineCosts};

/// The ends of a paragraph's lines.
#[derive(Clone, Debug, Default)]
pub struct Breaks {
    /// The lines in order.
    pub lines: Vec<BrokenLine>,
    /// The cost of the choice, comparable between variants of one paragraph. A hyphen costs [`LineCosts::hyphen`].
    pub cost: f32,
}

/// A line between two breaks. The sums that found it are not kept, because a book is held in broken lines, three times
/// over.
#[derive(Clone, Copy, Debug)]
pub struct BrokenLine {
    /// Its first byte.
    pub(super) start: u32,
    pub(super) end: End,
    /// From the left edge of the measure (the right edge in text that reads from the right), in points.
    pub indent: Pt,
    /// Its full width, in points.
    pub width: Pt,
    /// The sharing of its slack.
    pub fit: Fit,
    /// The lengths by which it hangs out at its start and at its end, in points.
    pub hang: (Pt, Pt),
}

impl BrokenLine {
    /// True if the line ends in a hyphen that was added.
    pub fn hyphenated(&self) -> bool {
        self.end.kind == OpportunityKind::Hyphen
    }

    /// True if the line ends in any hyphen.
    pub fn ends_in_hyphen(&self) -> bool {
        self.end.kind.is_hyphen()
    }

    /// True for the last line, and for a line before a forced break.
    pub fn is_last(&self) -> bool {
        self.end.kind.is_mandatory()
    }
}

/// The end of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// One past the last byte of its content.
    pub content_end: u32,
    /// The first byte of the next line.
    pub next_start: u32,
    /// The kind of the opportunity.
    pub kind: OpportunityKind,
}

/// The start of a line that is tried.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Start {
    /// First byte.
    pub byte: u32,
    /// Sums up to it.
    pub sums: Sums,
    /// The length by which its first character may hang out.
    pub hang: Pt,
}

/// True if a ragged paragraph may end its lines after almost every character.
pub(crate) fn fills_its_lines(shaped: &Shaped) -> bool {
    let whole = shaped.opportunities.last().map(|last| last.end);
    shaped.shape.align != Align::Justify && whole.is_some_and(|sums| cost::is_dense(sums.ideographs, sums.width))
}

/// Breaks a paragraph in the best way.
pub fn linebreak(shaped: &Shaped, costs: &LineCosts) -> Breaks {
    let [best] = search::search(shaped, costs, [0]);
    best.unwrap_or_default()
}

/// Breaks a paragraph in the best way, and in the best ways of one line fewer and of one line more, if they exist. For
/// that, ways with different numbers of lines are kept apart, which makes the search more expensive; all come from one
/// search.
pub fn lengths(shaped: &Shaped, costs: &LineCosts) -> (Breaks, [Option<Breaks>; 2]) {
    let [shorter, best, longer] = search::search(shaped, costs, [-1, 0, 1]);
    match best {
        Some(best) => (best, [shorter, longer]),
        None => (linebreak(shaped, costs), [None, None]),
    }
}
