//! The types of a paragraph that is being set: `flow` hands them to `shape`, `linebreak` to `paginate`.
//!
//! ```text
//! Paragraph --shape--> Shaped --linebreak--> Breaks --lines--> Vec<Line>
//! ```
//!
//! Shaping is done once a paragraph. Breaking may be asked for again with another looseness (one line more or fewer),
//! because pagination chooses among the variants by cost; only the chosen variant is turned into placed glyphs.

use std::rc::Rc;

use super::frame::{Colour, Owner, Placed, Pt};
use crate::doc::Lang;
use crate::style::{Align, Family};

/// A paragraph to set: any text that breaks into lines, headings and cells included.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its content in logical order.
    pub pieces: Vec<Piece>,
    /// The way lines are filled.
    pub align: Align,
    /// True if words may be divided.
    pub hyphenate: bool,
    /// The main language.
    pub lang: Lang,
    /// The width of the lines, in points.
    pub measure: Pt,
    /// Indent of the first line, in points; negative hangs out.
    pub first_indent: Pt,
    /// The number of lines at the top that are shorter, and the length they lack at the left: room for a drop cap.
    pub notch: Option<(u32, Pt)>,
    /// Distance of baselines, in points; a line with a tall box may have more.
    pub leading: Pt,
    /// True if punctuation may hang out of the measure.
    pub protrude: bool,
    /// The base direction.
    pub direction: Direction,
}

/// The base direction of a paragraph: its embedding level (UAX 9, P2 and P3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// By its letters ([`crate::lang::Letters`]), in text of its language's direction.
    #[default]
    Natural,
    /// By its letters, in text that reads from right to left if this is true.
    Within(bool),
    /// From right to left if this is true, with any content: a line of code does not.
    Fixed(bool),
}

/// A piece of a paragraph.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Characters of the same look that belong together.
    Text(TextPiece),
    /// An object with a size in the line: a picture, a formula. Its items are placed from the left end of its baseline.
    Box {
        /// Width, in points.
        width: Pt,
        /// Height over the baseline.
        ascent: Pt,
        /// Depth under it.
        descent: Pt,
        /// Its marks, with their owners.
        items: Vec<Placed>,
        /// The link it is part of.
        link: Option<u32>,
    },
    /// The white between two parts of a formula, each a box. A line may end here, and then the white is left out.
    Seam {
        /// Width, in points.
        width: Pt,
        /// The penalty of a line's end here: 1 for as much as a plain hyphen.
        penalty: f32,
        /// The link it is part of.
        link: Option<u32>,
    },
    /// Set words, with their reading over them.
    Set(SetText),
    /// A hard line break.
    Break,
    /// A target of links here.
    Anchor(String),
}

/// Set words that are treated like one character of the line: they are not divided, and breaks before and after them
/// follow the rules for their own first and last character.
#[derive(Clone, Debug)]
pub struct SetText {
    /// The words.
    pub text: String,
    /// Their em, in points.
    pub em: Pt,
    /// The words as a set line.
    pub line: Line,
}

/// Characters of the same look that belong together.
#[derive(Clone, Debug)]
pub struct TextPiece {
    /// The characters.
    pub text: String,
    /// The look of the piece.
    pub look: Rc<Look>,
    /// Their owner.
    pub owner: Owner,
    /// The link they are part of: an index of flow's.
    pub link: Option<u32>,
    /// The note called here: an index of flow's. The line with the call holds the note.
    pub note: Option<u32>,
}

/// The look of characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The family of the face.
    pub family: Family,
    /// 400 is regular, 700 bold.
    pub weight: u16,
    /// Italic.
    pub italic: bool,
    /// The em, in points.
    pub size: Pt,
    /// Fill.
    pub colour: Colour,
    /// Shift of the baseline, in points, up.
    pub rise: Pt,
    /// Added after every character, in ems.
    pub tracking: f32,
    /// Lower case as small capitals.
    pub small_caps: bool,
    /// Language, if it is not the paragraph's.
    pub lang: Option<Lang>,
    /// A line under or through the text, or a tint behind it.
    pub line: Decoration,
    /// No ligatures, no break inside but at spaces and after slashes: code.
    pub verbatim: bool,
}

/// Lines drawn along text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decoration {
    /// None.
    #[default]
    None,
    /// Under the baseline.
    Underline,
    /// Through the x-height.
    Strike,
    /// A tint behind.
    Mark,
}

/// A line ready to be placed. Items are relative to the left edge of the measure and the baseline.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its marks.
    pub items: Vec<Placed>,
    /// Highest extent over the baseline, in points.
    pub ascent: Pt,
    /// Deepest under it.
    pub descent: Pt,
    /// The links on it: left, right, link.
    pub links: Vec<(Pt, Pt, u32)>,
    /// The notes called on it.
    pub notes: Vec<u32>,
    /// The anchors on it.
    pub anchors: Vec<String>,
    /// True if it ends in a hyphen that was added.
    pub hyphenated: bool,
    /// Natural width of its content, in points: for tables, drop caps and tests.
    pub width: Pt,
}
