//! Setting text: only this module passes paragraphs to `shape`, `linebreak` and `lines`.
//!
//! A paragraph is shaped once. Its lines are broken up to three times, because a line more or less can improve pages;
//! only the length that pagination chooses becomes glyphs.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::fonts::Fonts;
use super::frame::{Colour, Owner, Pages, Pt};
use super::inline::{Decoration, Direction, Line, Look, Paragraph, Piece, TextPiece};
use super::linebreak::{Breaks, BrokenLine, balanced, fills_its_lines, lengths, linebreak};
use super::lines::lines;
use super::math::MathBox;
use super::shape::{Shaped, shape};
use crate::context::{Context, Faces};
use crate::diag::Diagnostics;
use crate::doc::Lang;
use crate::lang::{Binding, is_rtl};
use crate::math::seams::Seam;
use crate::style::{Align, Caps, ParagraphMark, Style, TextStyle};

/// Sets text in a style.
pub(crate) struct Setter<'a> {
    /// The style.
    pub style: &'a Style,
    /// The faces.
    pub fonts: Fonts,
    /// The side of the spine of the book that the text is set for.
    pub binding: Binding,
    diags: RefCell<Diagnostics>,
}

/// A paragraph that is shaped and broken.
pub(crate) struct Text {
    shaped: Shaped,
    /// The narrowest and the widest it can be set, in points.
    pub extent: (Pt, Pt),
    /// The lengths it can be set in; the first is the best by itself.
    pub variants: Vec<Variant>,
}

/// A paragraph in one of its lengths.
pub(crate) struct Variant {
    breaks: Breaks,
    /// Its lines' measures.
    pub rows: Vec<TextRow>,
    /// Its cost over the best length, in units of the style's `pages.stretch`: 0 for the best.
    pub cost: f32,
}

/// The ways in which a paragraph is broken into lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Breaking {
    /// In the best way.
    #[default]
    Best,
    /// In the best way, and in the best ways of a line more and a line fewer, for pagination to choose from.
    Elastic,
    /// Into even lines: display text.
    Balanced,
}

/// A paragraph of this many lines is set only in its best length: so short a paragraph is not changed for the sake of a
/// page.
const FEW: usize = 3;

/// The measures of a line that pagination needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextRow {
    /// Its share of the column.
    pub height: Pt,
    /// From its top to the baseline.
    pub base: Pt,
    /// The notes called in it.
    pub notes: Vec<u32>,
    /// True if it ends in a hyphen that was added.
    pub hyphenated: bool,
}

impl Text {
    /// The width of its lines.
    pub(crate) fn measure(&self) -> Pt {
        self.shaped.shape.measure
    }

    /// Distance of baselines that readings over its words need.
    pub(crate) fn least_leading(&self) -> Pt {
        self.shaped.least_leading()
    }

    /// Makes the first line as tall as the readings over its words, because in a cell there is no line above to share
    /// room with.
    pub(crate) fn make_room(&mut self) {
        let tallest = self.shaped.tallest_reading();
        for row in self.variants.iter_mut().filter_map(|variant| variant.rows.first_mut()) {
            let over = (tallest - row.base).max(0.0);
            row.height += over;
            row.base += over;
        }
    }
}

impl<'a> Setter<'a> {
    /// A setter for a book in that style and binding, with the installed faces.
    pub(crate) fn new(style: &'a Style, binding: Binding, installed: Option<&'static dyn Faces>) -> Self {
        Setter { style, fonts: Fonts::new(style, installed), binding, diags: RefCell::default() }
    }

    /// Shapes a paragraph.
    pub(crate) fn shape(&self, paragraph: &Paragraph) -> Shaped {
        shape(paragraph, &self.fonts, &mut self.diags.borrow_mut())
    }

    /// Shapes and breaks a paragraph.
    pub(crate) fn text(&self, paragraph: &Paragraph, size: Pt, breaking: Breaking) -> Text {
        let mut shaped = self.shape(paragraph);
        let extent = (shaped.min_width(), shaped.max_width());
        let costs = &self.style.lines;
        let leading = paragraph.leading.max(shaped.least_leading());
        let (best, others) = match breaking {
            // Ragged lines of ideographs are full, so a line more would leave holes at their ends.
            Breaking::Elastic if extent.1 > FEW as Pt * shaped.shape.measure && !fills_its_lines(&shaped) => {
                lengths(&shaped, costs)
            }
            Breaking::Best | Breaking::Elastic => (linebreak(&shaped, costs), [None, None]),
            Breaking::Balanced => (balanced(&mut shaped, costs), [None, None]),
        };
        let best_rows = rows(&shaped, &best, leading, size);
        let others = others.into_iter().flatten().filter(|_| best_rows.len() > FEW).map(|breaks| {
            let rows = rows(&shaped, &breaks, leading, size);
            let dearer = (breaks.cost - best.cost).max(0.0);
            // The paragraph's own costs count too: if a line more means loose lines, a change elsewhere is better.
            let cost = 1.0 + dearer / (0.3 * self.style.lines.looseness).max(1.0);
            Variant { breaks, rows, cost }
        });
        let others: Vec<Variant> = others.collect();
        let mut variants = vec![Variant { breaks: best, rows: best_rows, cost: 0.0 }];
        variants.extend(others);
        shaped.settle();
        Text { shaped, extent, variants }
    }

    /// Passes on the messages of shaping, and hands over the faces.
    pub(crate) fn finish(&self, pages: &mut Pages, cx: &mut Context) {
        self.fonts.remarks(&mut cx.diags);
        for diagnostic in self.diags.borrow_mut().take() {
            cx.diags.push_once(diagnostic);
        }
        pages.faces = self.fonts.used_faces();
    }

    /// Some lines of a text in one of its lengths, as glyphs. Only these lines are made, so that a paragraph over many
    /// pages costs no more than over one.
    pub(crate) fn lines(&self, text: &Text, variant: usize, range: Range<usize>) -> Vec<Line> {
        let wanted = text.variants.get(variant).and_then(|v| v.breaks.lines.get(range));
        let breaks = Breaks { lines: wanted.map_or_else(Vec::new, <[BrokenLine]>::to_vec), cost: 0.0 };
        lines(&text.shaped, &breaks, &self.fonts)
    }

    /// One line that is never broken: labels, folios, running heads.
    pub(crate) fn line(&self, text: &str, look: &Rc<Look>, owner: Owner, lang: &Lang) -> Line {
        let piece = TextPiece { text: text.into(), look: look.clone(), owner, link: None, note: None };
        self.pieces_line(vec![Piece::Text(piece)], lang, Direction::Natural)
    }

    /// One line of several pieces that is never broken.
    pub(crate) fn pieces_line(&self, pieces: Vec<Piece>, lang: &Lang, direction: Direction) -> Line {
        let is_right = |piece: &Piece| matches!(piece, Piece::Text(piece) if piece.text.contains(is_rtl));
        let right = lang.is_rtl() || direction != Direction::Natural || pieces.iter().any(is_right);
        let paragraph = Paragraph {
            pieces,
            align: Align::Start,
            hyphenate: false,
            lang: lang.clone(),
            // For text at the right, a smaller number keeps places exact.
            measure: if right { 16_384.0 } else { 1e6 },
            first_indent: 0.0,
            notch: None,
            leading: 12.0,
            protrude: false,
            direction,
        };
        let shaped = self.shape(&paragraph);
        let breaks = linebreak(&shaped, &self.style.lines);
        let mut line = lines(&shaped, &breaks, &self.fonts).into_iter().next().unwrap_or_default();
        if shaped.shape.rtl {
            // The line begins at 0 in either direction.
            let left = paragraph.measure - line.width;
            line.items.iter_mut().for_each(|placed| placed.at.0 -= left);
            line.links.iter_mut().for_each(|(from, to, _)| (*from, *to) = (*from - left, *to - left));
        }
        line
    }
}

/// The place of the baseline in a row: the leading is shared so that the x-height sits a little above the middle.
pub(crate) fn base_of(leading: Pt, size: Pt) -> Pt {
    leading / 2.0 + 0.33 * size
}

/// The measures of the lines for pagination. Ordinary faces fit within the leading that the style chose; only boxes in
/// the line may need more.
fn rows(shaped: &Shaped, breaks: &Breaks, leading: Pt, size: Pt) -> Vec<TextRow> {
    let base = base_of(leading, size);
    let special = shaped.pieces.iter().any(|p| p.note.is_some() || p.content.is_some());
    let count = breaks.lines.len();
    let row = |(i, line): (usize, &BrokenLine)| {
        let mut row = TextRow { height: leading, base, notes: Vec::new(), hyphenated: line.hyphenated() };
        if special {
            let (from, to) = (line.start, if i + 1 == count { u32::MAX } else { line.end.next_start });
            let (mut over, mut under) = (0.0, 0.0);
            let first = shaped.pieces.partition_point(|p| p.start < from);
            for piece in shaped.pieces.iter().skip(first).take_while(|p| p.start < to) {
                row.notes.extend(piece.note);
                if let Some(content) = piece.content.as_ref().filter(|content| content.em.is_none()) {
                    over = Pt::max(over, content.ascent - base);
                    under = Pt::max(under, content.descent - (leading - base));
                }
            }
            row.height += over + under;
            row.base += over;
        }
        row
    };
    breaks.lines.iter().enumerate().map(row).collect()
}

/// The parts of a set formula as pieces of a line.
pub(crate) fn formula_pieces(parts: Vec<MathBox>, look: &Look, link: Option<u32>) -> Vec<Piece> {
    let pieces = parts.into_iter().flat_map(|part| {
        let mut items = part.items;
        for item in &mut items {
            item.at.1 -= look.rise;
        }
        let (ascent, descent) = (part.ascent + look.rise, part.descent - look.rise);
        let here = Piece::Box { width: part.width, ascent, descent, items, link };
        let seam = part.seam.map(|(seam, width)| Piece::Seam { width, penalty: penalty(seam), link });
        std::iter::once(here).chain(seam)
    });
    pieces.collect()
}

/// The penalty of a line's end in a formula, where a plain hyphen has 1: a reader holds the first half in mind.
fn penalty(seam: Seam) -> f32 {
    match seam {
        Seam::Relation => 8.0,
        Seam::Operator => 14.0,
    }
}

/// The look of text of a role, before emphasis.
pub(crate) fn look(style: &TextStyle) -> Look {
    Look {
        family: style.family.clone(),
        weight: style.weight,
        italic: style.italic,
        size: style.size,
        colour: Colour::Grey(style.grey),
        rise: 0.0,
        tracking: style.tracking,
        small_caps: style.caps == Caps::Small,
        lang: None,
        line: Decoration::None,
        verbatim: false,
    }
}

impl Setter<'_> {
    /// Raises or lowers, and makes smaller if the style allows small type.
    pub(crate) fn shift(&self, look: &mut Look, ems: Pt) {
        look.rise += ems * look.size;
        look.size = (0.68 * look.size).max(self.style.least_em(&look.family).min(look.size));
    }

    /// The finest step of the baseline grid: a line, or half a line where half lines separate paragraphs.
    pub(crate) fn unit(&self) -> Pt {
        let grid = self.style.page.grid.max(1.0);
        match self.style.paragraph {
            ParagraphMark::Space(space) if (space / grid).fract() > 0.25 && (space / grid).fract() < 0.75 => grid / 2.0,
            _ => grid,
        }
    }
}
