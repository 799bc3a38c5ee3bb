//! The writer of one article's body: what it knows and what it keeps count of. [`super::article`] writes blocks with it,
//! [`super::inline`] the text inside them, [`super::opening`] the title block, [`super::table`] tables.

use std::collections::{BTreeMap, BTreeSet};

use super::book::Facts;
use super::links::Articles;
use super::pictures::Pictures;
use super::xml::{Dialect, Writer};
use crate::context::Context;
use crate::doc::{Block, Document, Lang, PageMark};
use crate::lang::Labels;
use crate::layout::fonts::Fonts;

/// What all articles of a book share while they are written.
pub(super) struct Shared<'a> {
    /// Which vocabulary.
    pub dialect: Dialect,
    /// The pictures that can be shown.
    pub pictures: &'a Pictures,
    /// What links between articles may point to.
    pub articles: &'a Articles,
    /// Where pages of the printed twin begin.
    pub marks: &'a [PageMark],
    /// Whether each article is written in columns from right to left.
    pub vertical: &'a [bool],
    /// The faces of formulas, where they are drawn.
    pub formulas: Option<&'a Fonts>,
}

impl Shared<'_> {
    /// Whether that article is written in columns from right to left.
    pub(super) fn is_vertical(&self, article: usize) -> bool {
        self.vertical.get(article).copied().unwrap_or(false)
    }
}

/// A top-level block and the notes called in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// The block's level where it is a heading.
    pub level: Option<u8>,
    /// XHTML.
    pub xml: String,
    /// The notes called in it, as XHTML.
    pub notes: String,
    /// Ids of the article that it holds.
    pub ids: Vec<String>,
    /// Labels of the pages that begin in it, with the ids of their places.
    pub pages: Vec<(String, String)>,
    /// Whether it holds MathML.
    pub mathml: bool,
    /// Whether it holds drawings in the text.
    pub svg: bool,
}

impl Piece {
    /// Bytes of XHTML, notes included.
    pub(super) fn len(&self) -> usize {
        self.xml.len() + self.notes.len()
    }
}

/// Writes one article.
pub(super) struct Render<'a, 'c, 'r> {
    pub(super) shared: &'a Shared<'a>,
    pub(super) document: &'a Document,
    /// The article's place in the book, from 0.
    pub(super) index: usize,
    pub(super) lang: Lang,
    pub(super) labels: &'static Labels,
    /// Whether code is being written: its digits are not changed.
    pub(super) in_code: bool,
    pub(super) cx: &'c mut Context<'r>,
    pub(super) w: Writer,
    pub(super) facts: Facts,
    /// The article's ids and what they are called in the book.
    pub(super) ids: BTreeMap<String, String>,
    pub(super) written: BTreeSet<String>,
    pub(super) piece: Piece,
    pub(super) pending: Vec<(usize, &'a [Block])>,
    pub(super) note_count: usize,
    /// Inside a link no other link may stand; notes called there wait for its end.
    pub(super) in_link: bool,
    pub(super) waiting: Vec<usize>,
    /// Whether the title block or a note is being written: page positions count only the body's characters.
    pub(super) off_body: bool,
    /// The levels of the headings to come, without gaps.
    pub(super) steps: std::vec::IntoIter<u8>,
    pub(super) last_level: u8,
    /// How many quotes, lists, cells, asides and notes are open.
    pub(super) nesting: usize,
    pub(super) marks: std::iter::Peekable<std::slice::Iter<'a, PageMark>>,
    pub(super) offset: u64,
}
