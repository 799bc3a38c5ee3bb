//! From breaks to lines: every glyph in its place, in visual order, with the slack shared out exactly.
//!
//! A line is split into clusters ([`Part`]). If it was torn out of a word, its ends are shaped again in their final
//! form, with their hyphen. The slack left after letters and tracking took their share goes to the word spaces, so the
//! line ends exactly at its edge. Runs are reordered by UAX 9, rules L1 and L2.

use super::bidi::{self, Chunk};
use super::fonts::Fonts;
use super::frame::{Colour, FurnitureKind, Glyph, GlyphRun, Item, Owner, Placed, Pt};
use super::inline::{Decoration, Line, Look};
use super::linebreak::{Breaks, BrokenLine};
use super::shape::{Cluster, Gap, OpportunityKind, Run, Shaped, ShapedGlyph, ShapedPiece, gap, reshape};
use crate::doc::without_break_marks;
use crate::style::Align;

/// Sets the lines.
pub fn lines(shaped: &Shaped, breaks: &Breaks, fonts: &Fonts) -> Vec<Line> {
    breaks.lines.iter().map(|line| Setter::new(shaped, line, fonts).set()).collect()
}

/// A cluster in its place in the line.
#[derive(Clone, Copy)]
struct Part {
    cluster: Cluster,
    /// One past its last byte.
    end: u32,
    run: u32,
    /// Glyphs come from the setter's own list, not the paragraph's.
    torn: bool,
    /// The hyphen that was added.
    hyphen: bool,
    /// After the line's content: a space in the margin.
    trailing: bool,
    /// Final advance, in points.
    advance: Pt,
}

struct Setter<'a> {
    shaped: &'a Shaped,
    line: &'a BrokenLine,
    fonts: &'a Fonts,
    parts: Vec<Part>,
    torn: Vec<ShapedGlyph>,
    out: Line,
}

impl<'a> Setter<'a> {
    fn new(shaped: &'a Shaped, line: &'a BrokenLine, fonts: &'a Fonts) -> Self {
        Setter { shaped, line, fonts, parts: Vec::new(), torn: Vec::new(), out: Line::default() }
    }

    fn set(mut self) -> Line {
        self.take_apart();
        let natural = self.justify();
        self.out.width = natural;
        let order = self.visual_order();
        let mut x = self.left_edge();
        let mut behind = Vec::new();
        let mut stretches = Vec::new();
        for chunk in &order {
            stretches.push((self.out.items.len(), chunk.stretch));
            x = self.place(chunk, x, &mut behind);
        }
        if order.iter().any(|chunk| chunk.level > 0) {
            self.out.items = bidi::painting_order(std::mem::take(&mut self.out.items), &stretches);
        }
        if !behind.is_empty() {
            behind.append(&mut self.out.items);
            self.out.items = behind;
        }
        self.mark_targets();
        self.out.hyphenated = self.line.end.kind == OpportunityKind::Hyphen;
        self.out
    }

    /// Splits the line into clusters, its torn ends shaped again.
    fn take_apart(&mut self) {
        let shaped = self.shaped;
        let (from, to) = (self.line.start, self.line.end.content_end);
        let hyphen = self.line.end.kind == OpportunityKind::Hyphen;
        let mut first = shaped.cluster_at(from);
        let mut last = shaped.cluster_at(to);
        let inside = |cluster: usize, byte: u32| {
            shaped.clusters.get(cluster).map_or(shaped.text.len() as u32, |c| c.start) != byte
        };
        let torn_left = from > 0 && from < to && (inside(first, from) || self.is_unsafe(first));
        let torn_right =
            to > from && (hyphen || inside(last, to) || (last < shaped.clusters.len() && self.is_unsafe(last)));
        let mut right_from = to;
        if torn_right {
            // The cluster with the last byte, then back to a place where the text may be cut.
            last = last.saturating_sub(1);
            let stop = shaped.run_of(last).map_or(0, |run| run.clusters.start as usize);
            while last > stop.max(first) && self.is_unsafe(last) {
                last -= 1;
            }
            right_from = shaped.clusters.get(last).map_or(to, |c| c.start).max(from);
        }
        if torn_left {
            let stop = shaped.run_of(first.saturating_sub(1)).map_or(first, |run| run.clusters.end as usize);
            while first < stop.min(last) && self.is_unsafe(first) {
                first += 1;
            }
            let left_to = shaped.clusters.get(first).map_or(to, |c| c.start);
            if left_to >= right_from {
                self.push_torn(from, to, hyphen);
                self.push_trailing();
                return;
            }
            self.push_torn(from, left_to, false);
        }
        for index in first..last {
            self.push_whole(index, false);
        }
        if torn_right {
            self.push_torn(right_from, to, hyphen);
        }
        self.push_trailing();
    }

    fn is_unsafe(&self, cluster: usize) -> bool {
        self.shaped.clusters.get(cluster).is_some_and(|c| c.unsafe_before)
    }

    fn push_whole(&mut self, index: usize, trailing: bool) {
        let Some(cluster) = self.shaped.clusters.get(index) else { return };
        // Runs come in order, so the search starts at the run of the last part.
        let mut run = self.parts.last().map_or(0, |part| part.run as usize);
        if self.parts.is_empty() {
            run = self.shaped.runs.partition_point(|run| run.clusters.end as usize <= index);
        }
        while self.shaped.runs.get(run).is_some_and(|run| run.clusters.end as usize <= index) {
            run += 1;
        }
        let (end, run) = (self.shaped.cluster_end(index), run as u32);
        let advance = cluster.advance;
        self.parts.push(Part { cluster: *cluster, end, run, torn: false, hyphen: false, trailing, advance });
    }

    fn push_trailing(&mut self) {
        let (from, to) = (self.line.end.content_end, self.line.end.next_start);
        for index in self.shaped.cluster_at(from)..self.shaped.cluster_at(to) {
            self.push_whole(index, true);
        }
    }

    /// Shapes bytes of one run again.
    fn push_torn(&mut self, from: u32, to: u32, hyphen: bool) {
        let cluster = self.shaped.cluster_at(from + 1).saturating_sub(1);
        let at = self.shaped.runs.partition_point(|run| run.clusters.end as usize <= cluster);
        let Some(run) = self.shaped.runs.get(at) else { return };
        if run.size <= 0.0 {
            self.push_whole(cluster, false);
            return;
        }
        let (clusters, glyphs) = reshape(self.shaped, run, from, to, hyphen, self.fonts);
        let base = self.torn.len() as u32;
        self.torn.extend(glyphs);
        for (number, cluster) in clusters.iter().enumerate() {
            let end = clusters.get(number + 1).map_or(to, |next| next.start);
            let mut cluster = *cluster;
            cluster.glyphs = (cluster.glyphs.0 + base, cluster.glyphs.1 + base);
            let hyphen = hyphen && cluster.start >= to;
            let advance = cluster.advance;
            self.parts.push(Part { cluster, end, run: at as u32, torn: true, hyphen, trailing: false, advance });
        }
    }

    fn look(&self, part: &Part) -> Option<&'a Look> {
        let run = self.shaped.runs.get(part.run as usize)?;
        self.shaped.pieces.get(run.piece as usize)?.look.as_deref()
    }

    /// The em of set words.
    fn em_of_set_text(&self, part: &Part) -> Option<Pt> {
        let run = self.shaped.runs.get(part.run as usize).filter(|run| run.size <= 0.0)?;
        self.shaped.pieces.get(run.piece as usize)?.content.as_ref()?.em
    }

    fn char_at(&self, byte: u32) -> Option<char> {
        self.shaped.text.get(byte as usize..).and_then(|text| text.chars().next())
    }

    /// The space that may be added after a part, and its em.
    fn gap_after(&self, index: usize) -> (Gap, Pt) {
        let (Some(here), Some(next)) = (self.parts.get(index), self.parts.get(index + 1)) else {
            return (Gap::None, 0.0);
        };
        if here.cluster.space || next.cluster.space || next.trailing {
            return (Gap::None, 0.0);
        }
        let free = |part: &Part| self.look(part).is_some_and(|look| !look.verbatim);
        let set = (self.em_of_set_text(here), self.em_of_set_text(next));
        if !free(here) && set.0.is_none() || !free(next) && set.1.is_none() {
            return (Gap::None, 0.0);
        }
        let text = self.shaped.text.get(here.cluster.start as usize..here.end as usize);
        let before = if here.hyphen { Some('-') } else { text.and_then(|text| text.chars().next_back()) };
        let after = if next.hyphen { Some('-') } else { self.char_at(next.cluster.start) };
        let (Some(before), Some(after)) = (before, after) else { return (Gap::None, 0.0) };
        let size = |part: &Part| self.shaped.runs.get(part.run as usize).map_or(0.0, |run| run.size);
        let em = set.0.unwrap_or(size(here)).min(set.1.unwrap_or(size(next)));
        match gap(before, after) {
            Gap::Tracking if set != (None, None) => (Gap::None, 0.0),
            gap => (gap, em),
        }
    }

    /// Sets the final advance of every part; returns the natural width.
    fn justify(&mut self) -> Pt {
        let content = self.parts.iter().take_while(|part| !part.trailing).count();
        let natural: f64 = self.parts[..content].iter().map(|part| f64::from(part.advance)).sum();
        let fit = self.line.fit;
        // Last lines and those that only holes could fill stay as they are.
        if self.shaped.shape.align != Align::Justify || fit == Default::default() {
            return natural as Pt;
        }
        let mut spaces = 0.0;
        let mut ideographs = 0.0;
        for index in 0..content {
            let part = self.parts[index];
            let free = self.look(&part).is_some_and(|look| !look.verbatim);
            let (gap, em) = self.gap_after(index);
            if part.cluster.space && free {
                spaces += f64::from(part.advance);
                continue;
            }
            let mut advance = part.advance;
            if free {
                advance *= 1.0 + fit.expansion;
            }
            match gap {
                Gap::None => {}
                Gap::Tracking => advance += fit.tracking * em,
                Gap::Ideographs => {
                    advance += fit.ideographs * em;
                    ideographs += f64::from(em);
                }
            }
            self.parts[index].advance = advance;
        }
        let hang = f64::from(self.line.hang.0 + self.line.hang.1);
        let used: f64 = self.parts[..content].iter().map(|part| f64::from(part.advance)).sum();
        let rest = f64::from(self.line.width) + hang - used;
        if spaces > 0.0 {
            let factor = (1.0 + rest / spaces).max(0.0) as f32;
            for index in 0..content {
                let part = self.parts[index];
                if part.cluster.space && self.look(&part).is_some_and(|look| !look.verbatim) {
                    self.parts[index].advance *= factor;
                }
            }
        } else if ideographs > 0.0 {
            let share = (rest / ideographs) as f32;
            for index in 0..content {
                if let (Gap::Ideographs, em) = self.gap_after(index) {
                    self.parts[index].advance += share * em;
                }
            }
        }
        natural as Pt
    }

    /// Chunks from left to right.
    fn visual_order(&self) -> Vec<Chunk> {
        let mut chunks: Vec<Chunk> = Vec::new();
        let base = u8::from(self.shaped.shape.rtl);
        for (index, part) in self.parts.iter().enumerate() {
            // L1: spaces at the end of a line have the paragraph's level.
            let level = match self.shaped.runs.get(part.run as usize) {
                Some(run) if !part.trailing => run.level,
                _ => base,
            };
            match chunks.last_mut() {
                Some(last) if last.level == level && self.parts[last.parts.start].run == part.run => {
                    last.parts.end = index + 1;
                }
                _ => chunks.push(Chunk { parts: index..index + 1, level, stretch: 0 }),
            }
        }
        if chunks.iter().any(|chunk| chunk.level > 0) {
            chunks = bidi::stretches(&chunks, |part| self.parts[part].cluster.space);
            bidi::visual_order(&mut chunks);
        }
        chunks
    }

    /// The start of the pen.
    fn left_edge(&self) -> Pt {
        let shape = &self.shaped.shape;
        let used: Pt = self.parts.iter().filter(|part| !part.trailing).map(|part| part.advance).sum();
        let trailing: Pt = self.parts.iter().filter(|part| part.trailing).map(|part| part.advance).sum();
        let (left, right) = self.line.hang;
        let slack = self.line.width + left + right - used;
        let indent = if shape.rtl { 0.0 } else { self.line.indent };
        let at_start = match shape.align {
            Align::Justify | Align::Start => 0.0,
            Align::Center => 0.5 * slack,
            Align::End => slack,
        };
        if shape.rtl {
            // The start is on the right, and spaces in the margin are on the left.
            indent - right + slack - at_start - trailing
        } else {
            indent - left + at_start
        }
    }

    /// Places a chunk with its left end at `x`; returns its right end.
    fn place(&mut self, chunk: &Chunk, x: Pt, behind: &mut Vec<Placed>) -> Pt {
        let shaped = self.shaped;
        let Some(run) = shaped.runs.get(self.parts[chunk.parts.start].run as usize) else { return x };
        let Some(piece) = shaped.pieces.get(run.piece as usize) else { return x };
        let width: Pt = self.parts[chunk.parts.clone()].iter().map(|part| part.advance).sum();
        if let Some(content) = &piece.content {
            for placed in &content.items {
                self.out.items.push(Placed { at: (placed.at.0 + x, placed.at.1), ..placed.clone() });
            }
            self.link(piece, (x, x + width));
            content.links.iter().for_each(|&(left, right, link)| self.push_link(link, (x + left, x + right)));
            self.out.ascent = self.out.ascent.max(content.ascent);
            self.out.descent = self.out.descent.max(content.descent);
            return x + width;
        }
        let (Some(look), Some(owner)) = (piece.look.as_deref(), piece.owner) else { return x + width };
        if run.size <= 0.0 {
            return x + width;
        }
        let run_out = self.glyph_run(chunk, run, look);
        let loaded = self.fonts.face(run.face);
        self.out.ascent = self.out.ascent.max(loaded.em(loaded.face.ascent) * run.size + look.rise);
        self.out.descent = self.out.descent.max(-loaded.em(loaded.face.descent) * run.size - look.rise);
        if !run_out.glyphs.is_empty() {
            self.out.items.push(Placed { at: (x, -look.rise), item: Item::Glyphs(run_out), owner });
        }
        if !self.parts[chunk.parts.start].trailing {
            let trailing: Pt =
                self.parts[chunk.parts.clone()].iter().filter(|part| part.trailing).map(|part| part.advance).sum();
            self.decorate(look, run, (x, x + width - trailing), behind);
            self.link(piece, (x, x + width - trailing));
        }
        x + width
    }

    fn glyph_run(&self, chunk: &Chunk, run: &Run, look: &Look) -> GlyphRun {
        let stretch = if look.verbatim || self.shaped.shape.align != Align::Justify {
            1.0
        } else {
            1.0 + self.line.fit.expansion
        };
        let (text, ranges) = self.text_of(chunk);
        let rtl = chunk.level % 2 == 1;
        let loaded = self.fonts.face(run.face);
        let blank = if loaded.face.pictures || !text.contains(is_joiner) { 0 } else { loaded.glyph(' ').0 };
        let joiner = |text: std::ops::Range<u32>| Glyph { id: blank, advance: 0.0, offset: (0.0, 0.0), text };
        let mut glyphs = Vec::with_capacity(chunk.parts.len());
        let mut push = |index: usize| {
            let part = &self.parts[index];
            let source = if part.torn { &self.torn } else { &self.shaped.glyphs };
            let (from, to) = part.cluster.glyphs;
            let slice = source.get(from as usize..to as usize).unwrap_or(&[]);
            let natural: Pt = slice.iter().map(|glyph| glyph.advance).sum();
            // The width that the cluster gained goes after its last glyph; a mark's offset stays with its base.
            let scale = if part.cluster.space { 1.0 } else { stretch };
            let gained = part.advance - natural * scale;
            let range = ranges.get(index - chunk.parts.start).cloned().unwrap_or(0..0);
            let (lead, trail) = if blank == 0 { (0, 0) } else { joiners(&text, &range) };
            let own = range.start + lead..range.end - trail;
            let (before, after) = (range.start..own.start, own.end..range.end);
            // Letters are copied one by one, so a joiner that stands between two of them is also a letter, without a
            // picture.
            let (left, right) = if rtl { (after, before) } else { (before, after) };
            if blank != 0 && !left.is_empty() {
                glyphs.push(joiner(left));
            }
            let shown = |number: usize, glyph: &ShapedGlyph, text: std::ops::Range<u32>| {
                let last = number + 1 == slice.len();
                let advance = glyph.advance * scale + if last { gained } else { 0.0 };
                Glyph { id: glyph.id, advance, offset: (glyph.x * scale, glyph.y), text }
            };
            if let Some(said) = rtl.then(|| bidi::spell(&text, &own, slice.len())).flatten() {
                glyphs.extend(slice.iter().zip(said).enumerate().map(|(n, (glyph, said))| shown(n, glyph, said)));
            } else {
                for (number, glyph) in slice.iter().enumerate() {
                    glyphs.push(shown(number, glyph, if number == 0 { own.clone() } else { 0..0 }));
                }
            }
            if blank != 0 && !right.is_empty() {
                glyphs.push(joiner(right));
            }
        };
        if rtl {
            chunk.parts.clone().rev().for_each(&mut push);
        } else {
            chunk.parts.clone().for_each(&mut push);
        }
        GlyphRun {
            face: run.face,
            size: run.size,
            colour: look.colour,
            stretch,
            glyphs,
            text,
            lang: look.lang.clone(),
            rtl,
        }
    }

    /// The chunk's text in logical order and each part's bytes in it. Text of a cluster without glyphs joins the
    /// cluster before.
    fn text_of(&self, chunk: &Chunk) -> (String, Vec<std::ops::Range<u32>>) {
        let mut text = String::new();
        let mut ranges: Vec<std::ops::Range<u32>> = Vec::with_capacity(chunk.parts.len());
        for part in &self.parts[chunk.parts.clone()] {
            let start = text.len() as u32;
            if part.hyphen {
                text.push('\u{AD}');
            } else {
                let part = self.shaped.text.get(part.cluster.start as usize..part.end as usize).unwrap_or("");
                text.push_str(&without_break_marks(part));
            }
            let end = text.len() as u32;
            if part.cluster.glyphs.0 == part.cluster.glyphs.1
                && let Some(last) = ranges.iter_mut().rev().find(|range| range.start < range.end)
            {
                last.end = end;
                ranges.push(end..end);
            } else {
                ranges.push(start..end);
            }
        }
        (text, ranges)
    }

    fn decorate(&mut self, look: &Look, run: &Run, (left, right): (Pt, Pt), behind: &mut Vec<Placed>) {
        let loaded = self.fonts.face(run.face);
        let (offset, thickness) = loaded.underline;
        let height = thickness * run.size;
        let x_height = loaded.em(loaded.face.x_height) * run.size;
        let (top, height, colour) = match look.line {
            Decoration::None => return,
            Decoration::Underline => (offset * run.size - look.rise, height, look.colour),
            Decoration::Strike => (-0.55 * x_height - 0.5 * height - look.rise, height, look.colour),
            Decoration::Mark => {
                let (up, down) = (loaded.em(loaded.face.ascent), -loaded.em(loaded.face.descent));
                (-up.min(0.95) * run.size - look.rise, (up.min(0.95) + down.min(0.3)) * run.size, TINT)
            }
        };
        let width = right - left;
        let owner = Owner::Furniture(FurnitureKind::Layout);
        let placed = Placed { at: (left, top), item: Item::Rect { width, height, colour }, owner };
        if look.line == Decoration::Mark { behind.push(placed) } else { self.out.items.push(placed) }
    }

    fn link(&mut self, piece: &ShapedPiece, (left, right): (Pt, Pt)) {
        if let Some(link) = piece.link {
            self.push_link(link, (left, right));
        }
    }

    fn push_link(&mut self, link: u32, (left, right): (Pt, Pt)) {
        match self.out.links.last_mut() {
            Some(last) if last.2 == link && (last.1 - left).abs() < 0.01 => last.1 = right,
            _ => self.out.links.push((left, right, link)),
        }
    }

    /// The notes called on the line and its anchors.
    fn mark_targets(&mut self) {
        let (from, to) = (self.line.start, self.line.end.next_start);
        let last = self.line.end.kind == OpportunityKind::End;
        let here = |byte: u32| byte >= from && (byte < to || (last && byte <= to));
        let first = self.shaped.pieces.partition_point(|piece| piece.start < from);
        for piece in self.shaped.pieces[first..].iter().take_while(|piece| here(piece.start)) {
            self.out.notes.extend(piece.note);
        }
        let first = self.shaped.anchors.partition_point(|(byte, _)| *byte < from);
        let anchors = self.shaped.anchors[first..].iter().take_while(|(byte, _)| here(*byte));
        self.out.anchors.extend(anchors.map(|(_, id)| id.clone()));
    }
}

/// A zero-width joiner or non-joiner.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// The bytes of joiners at the two ends of a cluster's text; 0 for both if it holds only joiners.
fn joiners(text: &str, range: &std::ops::Range<u32>) -> (u32, u32) {
    let text = text.get(range.start as usize..range.end as usize).unwrap_or("");
    let inner = text.trim_start_matches(is_joiner);
    if inner.is_empty() {
        return (0, 0);
    }
    ((text.len() - inner.len()) as u32, (inner.len() - inner.trim_end_matches(is_joiner).len()) as u32)
}

/// The tint behind marked words: light enough for black text in every standard, and grey so that it prints as grey.
const TINT: Colour = Colour::Grey(0.87);
