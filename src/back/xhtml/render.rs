//! The writer of one article's body: its data and its counters. [`super::article`] writes blocks with it,
//! [`super::inline`] the text inside them, [`super::opening`] the title block, [`super::table`] tables.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::links::Articles;
use super::pictures::Pictures;
use super::xml::{Dialect, Writer};
use crate::context::Context;
use crate::doc::notes::Called;
use crate::doc::{Block, Document, Lang, PageMark};
use crate::lang::Labels;
use crate::layout::fonts::Fonts;

/// The data that all articles of a book share while they are written.
pub(crate) struct Shared<'a> {
    /// The vocabulary of the documents.
    pub dialect: Dialect,
    /// The pictures that can be shown.
    pub pictures: &'a Pictures,
    /// The possible targets of links between articles.
    pub articles: &'a Articles,
    /// The starts of the pages of the printed twin.
    pub marks: &'a [PageMark],
    /// True if each article is written in columns from right to left.
    pub vertical: &'a [bool],
    /// The faces of formulas, if they are drawn.
    pub formulas: Option<&'a Fonts>,
}

impl Shared<'_> {
    /// True if that article is written in columns from right to left.
    pub(crate) fn is_vertical(&self, article: usize) -> bool {
        self.vertical.get(article).copied().unwrap_or(false)
    }
}

/// A top-level block and the notes called in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Piece {
    /// The block's level if it is a heading.
    pub level: Option<u8>,
    /// XHTML.
    pub xml: String,
    /// The notes called in it, as XHTML.
    pub notes: String,
    /// Ids of the article that it holds.
    pub ids: Vec<String>,
    /// Labels of the pages that begin in it, with the ids of their places.
    pub pages: Vec<(String, String)>,
    /// True if it holds MathML.
    pub mathml: bool,
    /// True if it holds drawings in the text.
    pub svg: bool,
}

impl Piece {
    /// Bytes of XHTML, notes included.
    pub(crate) fn len(&self) -> usize {
        self.xml.len() + self.notes.len()
    }
}

/// Writes one article.
pub(crate) struct Render<'a, 'c, 'r> {
    pub(crate) shared: &'a Shared<'a>,
    pub(crate) document: &'a Document,
    /// The article's place in the book, from 0.
    pub(crate) index: usize,
    pub(crate) lang: Lang,
    /// True where the text reads from right to left.
    pub(crate) rtl: bool,
    pub(crate) labels: &'static Labels,
    /// True if code is being written: its digits are not changed.
    pub(crate) in_code: bool,
    pub(crate) cx: &'c mut Context<'r>,
    pub(crate) w: Writer,
    pub(crate) facts: Facts,
    /// The article's ids, with their names in the book.
    pub(crate) ids: BTreeMap<String, String>,
    pub(crate) written: BTreeSet<String>,
    pub(crate) piece: Piece,
    pub(crate) pending: Vec<(usize, &'a [Block])>,
    pub(crate) note_count: usize,
    /// The notes that may be called again.
    pub(crate) called: Called<&'a [Block]>,
    /// The notes that will be called again, with the number of all their calls.
    pub(crate) called_again: Called<Vec<Block>>,
    /// The calls of each note so far, by its number; only of notes that are called again.
    pub(crate) calls: BTreeMap<usize, usize>,
    /// True inside a link, which may not hold another link; notes called there wait for its end.
    pub(crate) in_link: bool,
    pub(crate) waiting: Vec<usize>,
    /// True if the title block or a note is being written: page positions count only the body's characters.
    pub(crate) off_body: bool,
    /// The levels of the headings to come, without gaps.
    pub(crate) steps: std::vec::IntoIter<u8>,
    pub(crate) last_level: u8,
    /// The number of open quotes, lists, cells, asides and notes.
    pub(crate) nesting: usize,
    pub(crate) marks: std::iter::Peekable<std::slice::Iter<'a, PageMark>>,
    pub(crate) offset: u64,
}
