//! Ruby: words with their reading in small type over them.
//!
//! The spacing is that of JIS X 4051 (4.12) and of the W3C's *Requirements for Japanese Text Layout* (3.3), in their
//! simplest form. Base and reading stand centred over each other and overhang nothing. If both are ideographs or kana,
//! the narrower one is spaced out to the width of the other: the space between two characters is twice the space at
//! either end. Other text, such as Latin letters, is only centred. Base and reading are one character for the line
//! breaker, so no line ends inside them; before and after them a line may end as it may around the base alone.
//!
//! In the structure tree a ruby is `Ruby`, with `RB` and `RT` inside (ISO 32000-1, 14.8.4.4).

use std::rc::Rc;

use super::{Around, Flow};
use crate::doc::{Document, Inline, Lang, Ruby, plain_text, walk};
use crate::layout::frame::{Item, NodeId, Pt, StructureKind};
use crate::layout::inline::{Decoration, Direction, Line, Piece, SetText, TextPiece};
use crate::layout::shape::{Gap, UNDER_LINE, gap};
use crate::style::{Style, TextStyle};

/// Size of a reading, as a share of its base's, if the style has no floor for small type.
const SIZE: f32 = 0.5;

/// Height of ideographs over the baseline, in ems.
const OVER: f32 = 0.86;

/// Depth under the baseline of a reading in ideographs or kana, in ems; with a hair of air.
const UNDER: f32 = 0.14;

/// The same of a reading in letters, which may have descenders.
const UNDER_LETTERS: f32 = 0.24;

impl Flow<'_, '_> {
    /// Sets words with their reading over them. If that is impossible, the reading follows in brackets: the base is
    /// wider than a line, or holds a note or a line break.
    pub(super) fn ruby(&mut self, ruby: &Ruby, around: &Around, out: &mut Vec<Piece>) {
        let mark = self.mark();
        match self.set_ruby(ruby, around).filter(|(set, _)| set.line.width <= around.measure) {
            Some((set, anchors)) => {
                out.extend(anchors.into_iter().map(Piece::Anchor));
                out.push(Piece::Set(set));
            }
            None => {
                self.back_to(mark);
                self.inlines(&ruby.base, around, out);
                self.push_text(&format!("({})", ruby.reading), around, out);
            }
        }
    }

    /// Base and reading as one, and the targets of links inside.
    fn set_ruby(&mut self, ruby: &Ruby, around: &Around) -> Option<(SetText, Vec<String>)> {
        if ruby.base.iter().any(does_not_fit_a_line) {
            return None;
        }
        let node = self.open(StructureKind::Ruby, around.node);
        let inside = Around { node: self.open(StructureKind::RubyBase, node), ..around.clone() };
        let mut pieces = Vec::new();
        self.inlines(&ruby.base, &inside, &mut pieces);
        let height = pieces.iter().map(height_of).fold(OVER * around.look.size, Pt::max);
        let base = self.set.pieces_line(pieces, &self.lang, Direction::Natural);
        let reading = self.reading(&ruby.reading, around, node);
        let width = base.width.max(reading.line.width);
        let mut line = spaced(base, width);
        let over = spaced(reading.line, width);
        let lift = height + reading.under;
        line.items.extend(over.items.into_iter().map(|mut item| {
            item.at.1 -= lift + around.look.rise;
            item
        }));
        line.ascent = lift + OVER * reading.size + around.look.rise;
        let anchors = std::mem::take(&mut line.anchors);
        let text = plain_text(&ruby.base).replace(char::is_control, " ");
        Some((SetText { text: text.trim().to_owned(), em: around.look.size, line }, anchors))
    }

    /// The reading as a separate line.
    fn reading(&mut self, words: &str, around: &Around, node: NodeId) -> Reading {
        let node = self.open(StructureKind::RubyText, node);
        let mut look = (*around.look).clone();
        look.size = (SIZE * look.size).max(self.set.style.least_em(&look.family).min(look.size));
        (look.rise, look.tracking, look.line) = (0.0, 0.0, Decoration::None);
        let size = look.size;
        let owner = self.owner(node);
        let piece = TextPiece { text: words.to_owned(), look: Rc::new(look), owner, link: None, note: None };
        let line = self.set.pieces_line(vec![Piece::Text(piece)], &self.lang, Direction::Natural);
        let under = if is_ideographic(words) { UNDER } else { UNDER_LETTERS };
        Reading { line, size, under: under * size }
    }
}

/// True if an article has readings in many places, as articles in Chinese, Japanese and Korean do. Then all its text
/// has the leading that they need, because lines at two distances would make the page uneven.
pub(super) fn is_read_along(document: &Document, lang: &Lang) -> bool {
    let mut finder = Finder(false);
    if lang.han().is_some() {
        walk::document(&mut finder, document);
    }
    finder.0
}

/// True if there is a reading.
struct Finder(bool);

impl walk::Visit for Finder {
    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Ruby(_) => self.0 = true,
            other => walk::inline_children(self, other),
        }
    }
}

/// Distance of baselines between which readings have room.
pub(super) fn leading(text: &TextStyle, style: &Style) -> Pt {
    let reading = (SIZE * text.size).max(style.least_em(&text.family).min(text.size));
    (OVER + UNDER_LINE) * text.size + (OVER + UNDER) * reading
}

/// A reading that is set.
struct Reading {
    line: Line,
    /// Its em.
    size: Pt,
    /// The distance from the top of the base to its baseline.
    under: Pt,
}

/// True if an inline, or one in it, must be in the paragraph itself.
fn does_not_fit_a_line(inline: &Inline) -> bool {
    match inline {
        Inline::Note(_) | Inline::LineBreak => true,
        other => other.children().is_some_and(|inner| inner.iter().any(does_not_fit_a_line)),
    }
}

/// The height of the base's parts that are not text.
fn height_of(piece: &Piece) -> Pt {
    match piece {
        Piece::Box { ascent, .. } => *ascent,
        Piece::Set(set) => set.line.ascent,
        Piece::Text(_) | Piece::Seam { .. } | Piece::Break | Piece::Anchor(_) => 0.0,
    }
}

/// True if text consists only of ideographs and kana.
fn is_ideographic(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| gap(c, c) == Gap::Ideographs)
}

/// A line spread over a greater width: ideographs apart from each other, other text in the middle.
fn spaced(mut line: Line, width: Pt) -> Line {
    let rest = (width - line.width).max(0.0);
    let ideographs = |item: &Item| matches!(item, Item::Glyphs(run) if !run.rtl && is_ideographic(&run.text));
    let clusters: usize = match line.items.iter().all(|placed| ideographs(&placed.item)) {
        true => line.items.iter().map(|placed| clusters(&placed.item)).sum(),
        false => 1,
    };
    let between = rest / clusters.max(1) as Pt;
    let mut moved = between / 2.0;
    let apart = clusters > 1;
    for placed in &mut line.items {
        placed.at.0 += moved;
        if let (true, Item::Glyphs(run)) = (apart, &mut placed.item) {
            let starts: Vec<bool> = run.glyphs.iter().map(|glyph| !glyph.text.is_empty()).collect();
            for (number, glyph) in run.glyphs.iter_mut().enumerate() {
                // Further glyphs of a cluster, such as marks, follow without space.
                if starts.get(number + 1).copied().unwrap_or(true) {
                    glyph.advance += between;
                    moved += between;
                }
            }
        }
    }
    let scale = if line.width > 0.0 { width / line.width } else { 1.0 };
    line.links.iter_mut().for_each(|(left, right, _)| (*left, *right) = (*left * scale, *right * scale));
    line.width = width;
    line
}

/// The number of clusters of a run of glyphs.
fn clusters(item: &Item) -> usize {
    match item {
        Item::Glyphs(run) => run.glyphs.iter().filter(|glyph| !glyph.text.is_empty()).count(),
        _ => 0,
    }
}
