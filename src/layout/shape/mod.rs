//! A paragraph's text becomes glyphs, once, whole runs at a time, with every place where a line may end.
//!
//! Text is cut into runs of one look, one face, one script and one direction ([`itemize`]). Each run is shaped whole,
//! so that kerning, ligatures and joining scripts are as the face's designer meant ([`run`]); but words are remembered
//! after their first shaping ([`words`]). Break opportunities come from UAX 14 and from hyphenation patterns
//! ([`opportunities`]). Sums of widths and of stretch and shrink are kept at each, so that the width of any line is one
//! subtraction ([`sums`]).
//!
//! A break inside a word can fall where the two sides were shaped as one (a ligature, a kerned pair). The optimiser
//! still works with the sums: an error of a twentieth of a point does no harm there. [`super::lines`] shapes the torn
//! ends again before it justifies, so the print is exact.

mod addresses;
mod hyphenate;
pub(crate) mod identifiers;
pub use hyphenate::patterns;
mod itemize;
mod opportunities;
mod run;
mod sums;
mod words;

use std::rc::Rc;

pub(crate) use hyphenate::Cache as HyphenCache;
pub(super) use opportunities::{Opportunity, OpportunityKind};
pub(super) use run::{Cluster, ShapedGlyph, reshape};
pub(super) use sums::{Gap, Sums, gap};

use super::fonts::Fonts;
use super::frame::{FaceId, Owner, Placed, Pt};
use super::inline::{Line, Look, Paragraph, Piece};
use crate::diag::Diagnostics;
use crate::doc::Lang;
use crate::style::Align;

/// The caches that a document's paragraphs share: shaped words and hyphenated ones.
#[derive(Default)]
pub struct Cache {
    pub(super) shelves: run::Shelves,
    pub(super) hyphens: HyphenCache,
}

/// A shaped paragraph: glyphs in logical order and every place where it may break.
#[derive(Clone, Debug)]
pub struct Shaped {
    /// The shape of its lines; may be changed before breaking, as for the columns of a table.
    pub shape: ParagraphShape,
    pub(super) text: String,
    pub(super) lang: Lang,
    pub(super) pieces: Vec<ShapedPiece>,
    pub(super) runs: Vec<Run>,
    pub(super) clusters: Vec<Cluster>,
    pub(super) glyphs: Vec<ShapedGlyph>,
    /// In order; the last is the paragraph's end.
    pub(super) opportunities: Vec<Opportunity>,
    /// The length by which the first character may hang out.
    pub(super) first_hang: Pt,
    pub(super) anchors: Vec<(u32, String)>,
    /// The em of the largest text, in points: the unit of "2.5 em" and the like.
    pub(super) em: Pt,
    /// The natural word space, in points.
    pub(super) space: Pt,
}

/// The shape of a paragraph's lines.
#[derive(Clone, Debug, PartialEq)]
pub struct ParagraphShape {
    /// Width of the lines, in points.
    pub measure: Pt,
    /// Indent of the first line, in points.
    pub first_indent: Pt,
    /// The number of lines at the top that are shorter, and the length they lack.
    pub notch: Option<(u32, Pt)>,
    /// The way lines are filled.
    pub align: Align,
    /// True if a short last line of ragged text costs as much as any other: in display text.
    pub even: bool,
    /// True if punctuation may hang out of the measure.
    pub protrude: bool,
    /// True if the paragraph as a whole reads from right to left.
    pub rtl: bool,
}

impl ParagraphShape {
    /// Indent and width of a line, counted from 0.
    pub fn line(&self, number: u32) -> (Pt, Pt) {
        let first = if number == 0 { self.first_indent } else { 0.0 };
        let notch = self.notch.filter(|(lines, _)| number < *lines).map_or(0.0, |(_, width)| width);
        let indent = first + notch;
        (indent, (self.measure - indent).max(1.0))
    }

    /// The number of the first line from which all lines have the same shape.
    pub fn settled(&self) -> u32 {
        self.notch.map_or(0, |(lines, _)| lines).max(u32::from(self.first_indent != 0.0))
    }
}

/// A piece of the paragraph with its bytes in [`Shaped::text`].
#[derive(Clone, Debug)]
pub(super) struct ShapedPiece {
    pub look: Option<Rc<Look>>,
    pub owner: Option<Owner>,
    pub link: Option<u32>,
    pub note: Option<u32>,
    /// A box: width, ascent, descent, items. Hardly any piece is one, so it is boxed.
    pub content: Option<Box<BoxContent>>,
    pub start: u32,
    pub end: u32,
}

/// A box in the line.
#[derive(Clone, Debug, Default)]
pub(super) struct BoxContent {
    pub width: Pt,
    pub ascent: Pt,
    pub descent: Pt,
    pub items: Vec<Placed>,
    /// The links in it: left, right, link.
    pub links: Vec<(Pt, Pt, u32)>,
    /// The em of set words; `None` for pictures and formulas.
    pub em: Option<Pt>,
    /// The penalty of a line's end here, if it is the seam of a formula.
    pub penalty: f32,
}

/// Characters shaped together.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub piece: u32,
    pub face: FaceId,
    /// The em in points; smaller than the look's for synthesised small capitals.
    pub size: Pt,
    pub level: u8,
    /// Its clusters.
    pub clusters: std::ops::Range<u32>,
    /// The manner of its shaping, to shape parts of it again.
    pub manner: run::Manner,
}

/// Shapes a paragraph. A character that no face has is reported in `diags` and set as a box.
pub fn shape(paragraph: &Paragraph, fonts: &Fonts, diags: &mut Diagnostics) -> Shaped {
    let content = gather(paragraph);
    let (items, rtl) = itemize::itemize(&content, (&paragraph.lang, paragraph.direction), fonts, diags);
    // Mostly one glyph a character: lists that grow by doubling would be copied ten times and keep a third more.
    let characters = content.text.chars().count();
    let mut shaped = Shaped {
        shape: ParagraphShape {
            measure: paragraph.measure,
            even: false,
            first_indent: paragraph.first_indent,
            notch: paragraph.notch,
            align: paragraph.align,
            protrude: paragraph.protrude,
            rtl,
        },
        lang: paragraph.lang.clone(),
        text: content.text,
        pieces: content.pieces,
        anchors: content.anchors,
        runs: Vec::with_capacity(items.len()),
        clusters: Vec::with_capacity(characters),
        glyphs: Vec::with_capacity(characters),
        opportunities: Vec::new(),
        first_hang: 0.0,
        em: 0.0,
        space: 0.0,
    };
    run::shape_items(&mut shaped, items, fonts);
    opportunities::find(&mut shaped, paragraph.hyphenate, fonts);
    sums::add_up(&mut shaped, fonts);
    if opportunities::divide_overlong(&mut shaped, !paragraph.hyphenate, fonts) {
        sums::add_up(&mut shaped, fonts);
    }
    fonts.remarks(diags);
    shaped
}

impl Shaped {
    /// Width of the narrowest line, in points.
    fn narrowest(&self) -> Pt {
        (0..=self.shape.settled()).map(|line| self.shape.line(line).1).fold(Pt::MAX, Pt::min)
    }

    /// True if there is nothing to set.
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// Forgets the possible ends of lines once the real ones are known, and frees memory that was kept for growing,
    /// because a book is held whole until its pages are divided.
    pub(super) fn settle(&mut self) {
        self.opportunities = Vec::new();
        self.clusters.shrink_to_fit();
        self.glyphs.shrink_to_fit();
    }

    /// Natural width of the widest line when lines end only where they must, in points: the most a table's column can
    /// use.
    pub fn max_width(&self) -> Pt {
        let mut start = Sums::default();
        let mut widest = 0.0f64;
        for opportunity in &self.opportunities {
            if opportunity.kind.is_mandatory() {
                widest = widest.max(opportunity.end.width - start.width);
                start = opportunity.next;
            }
        }
        widest as Pt + self.shape.first_indent.max(0.0)
    }

    /// Width of the widest part that has no break inside but those in words and names, in points: the least a table's column needs.
    pub fn min_width(&self) -> Pt {
        let mut start = Sums::default();
        let mut widest = 0.0f64;
        for opportunity in &self.opportunities {
            if !matches!(opportunity.kind, OpportunityKind::Hyphen | OpportunityKind::Name) {
                widest = widest.max(opportunity.end.width - start.width);
                start = opportunity.next;
            }
        }
        widest as Pt
    }

    /// The run of a cluster.
    pub(super) fn run_of(&self, cluster: usize) -> Option<&Run> {
        let at = self.runs.partition_point(|run| run.clusters.end as usize <= cluster);
        self.runs.get(at)
    }

    /// The content of the set words that a cluster belongs to, if any.
    pub(super) fn set_text(&self, cluster: usize) -> Option<&BoxContent> {
        let run = self.run_of(cluster).filter(|run| run.size <= 0.0)?;
        self.pieces.get(run.piece as usize)?.content.as_deref().filter(|content| content.em.is_some())
    }

    /// Distance of baselines that words with readings over them need, so that the readings clear the line above.
    pub(super) fn least_leading(&self) -> Pt {
        self.set_texts().map(|(content, em)| content.ascent + UNDER_LINE * em).fold(0.0, Pt::max)
    }

    /// The height of words with readings over their baseline.
    pub(super) fn tallest_reading(&self) -> Pt {
        self.set_texts().map(|(content, _)| content.ascent).fold(0.0, Pt::max)
    }

    fn set_texts(&self) -> impl Iterator<Item = (&BoxContent, Pt)> {
        self.pieces
            .iter()
            .filter_map(|piece| piece.content.as_deref())
            .filter_map(|content| Some((content, content.em?)))
    }

    /// The first cluster that begins at or after a byte of the text.
    pub(super) fn cluster_at(&self, byte: u32) -> usize {
        self.clusters.partition_point(|cluster| cluster.start < byte)
    }

    /// One past the last byte of a cluster.
    pub(super) fn cluster_end(&self, cluster: usize) -> u32 {
        self.clusters.get(cluster + 1).map_or(self.text.len() as u32, |next| next.start)
    }
}

/// Text and pieces of a paragraph.
pub(super) struct Content {
    pub text: String,
    pub pieces: Vec<ShapedPiece>,
    pub anchors: Vec<(u32, String)>,
}

/// The depth of a line above words with readings under its baseline, in ems.
pub(super) const UNDER_LINE: Pt = 0.15;

/// The character for a box in the text: UAX 14 and UAX 9 know the object replacement character.
const BOX: char = '\u{FFFC}';
/// The character for the white between two parts of a formula: MEDIUM MATHEMATICAL SPACE.
const SEAM: char = '\u{205F}';
/// A forced break: LINE SEPARATOR.
pub(super) const BREAK: char = '\u{2028}';

/// Joins the pieces' characters into one text. Controls are dropped, except those with a meaning on paper.
fn gather(paragraph: &Paragraph) -> Content {
    let length = |piece: &Piece| match piece {
        Piece::Text(text) => text.text.len(),
        Piece::Set(set) => set.text.len(),
        Piece::Box { .. } | Piece::Seam { .. } | Piece::Break | Piece::Anchor(_) => 3,
    };
    let size = paragraph.pieces.iter().map(length).sum();
    let mut content = Content { text: String::with_capacity(size), pieces: Vec::new(), anchors: Vec::new() };
    for piece in &paragraph.pieces {
        let start = content.text.len() as u32;
        let mut shaped =
            ShapedPiece { look: None, owner: None, link: None, note: None, content: None, start, end: start };
        match piece {
            Piece::Text(text) => {
                push_clean(&text.text, text.look.verbatim, &mut content.text);
                shaped.look = Some(text.look.clone());
                shaped.owner = Some(text.owner);
                shaped.link = text.link;
                shaped.note = text.note;
            }
            Piece::Box { width, ascent, descent, items, link } => {
                shaped.link = *link;
                content.text.push(BOX);
                let (width, ascent, descent) = (*width, *ascent, *descent);
                let items = items.clone();
                let content = BoxContent { width, ascent, descent, items, ..BoxContent::default() };
                shaped.content = Some(Box::new(content));
            }
            Piece::Seam { width, penalty, link } => {
                shaped.link = *link;
                content.text.push(SEAM);
                let content = BoxContent { width: *width, penalty: *penalty, ..BoxContent::default() };
                shaped.content = Some(Box::new(content));
            }
            Piece::Set(set) => {
                content.text.push_str(&set.text);
                if set.text.is_empty() {
                    content.text.push(BOX);
                }
                let Line { width, ascent, descent, items, links, .. } = set.line.clone();
                let content = BoxContent { width, ascent, descent, items, links, em: Some(set.em), penalty: 0.0 };
                shaped.content = Some(Box::new(content));
            }
            Piece::Break => content.text.push(BREAK),
            Piece::Anchor(id) => {
                content.anchors.push((start, id.clone()));
                continue;
            }
        }
        shaped.end = content.text.len() as u32;
        content.pieces.push(shaped);
    }
    content
}

/// Appends text without characters that have no place in a line.
fn push_clean(text: &str, verbatim: bool, out: &mut String) {
    if !text.chars().any(|c| c.is_control() || c == '\u{2029}' || c == BOX) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '\t' if verbatim => out.push_str("    "),
            '\t' => out.push(' '),
            '\n' | '\u{85}' | '\u{2029}' => out.push(BREAK),
            BOX => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}
