//! Sums over a paragraph's clusters, kept at every opportunity: the width, stretch and shrink of a line of any length
//! are one subtraction.

use super::{Opportunity, OpportunityKind, Shaped};
use crate::layout::fonts::Fonts;
use crate::layout::frame::Pt;

/// Sums from the paragraph's start up to a place. Double precision: a paragraph may be millions of points long.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sums {
    /// Natural width, in points.
    pub width: f64,
    /// Width of the word spaces, in points.
    pub spaces: f64,
    /// Width that font expansion scales, in points.
    pub letters: f64,
    /// Ems of text that may be tracked: one em a gap between characters, in points.
    pub gaps: f64,
    /// Ems of ideographs between which justification may add space, in points.
    pub ideographs: f64,
}

impl std::ops::Sub for Sums {
    type Output = Sums;

    fn sub(self, other: Sums) -> Sums {
        Sums {
            width: self.width - other.width,
            spaces: self.spaces - other.spaces,
            letters: self.letters - other.letters,
            gaps: self.gaps - other.gaps,
            ideographs: self.ideographs - other.ideographs,
        }
    }
}

/// The space that may be added after a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// Tracking: the gap is inside a word of a script with letters that do not join.
    Tracking,
    /// Space between ideographs.
    Ideographs,
}

/// The space that may be added between two neighbouring characters.
pub(crate) fn gap(before: char, after: char) -> Gap {
    if is_ideograph(before) && is_ideograph(after) {
        Gap::Ideographs
    } else if is_loose(before) && is_loose(after) {
        Gap::Tracking
    } else {
        Gap::None
    }
}

/// Ideographs, kana and their punctuation.
fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF01..=0xFF60 | 0x20000..=0x3FFFF)
}

/// Characters that may be tracked: Latin, Greek, Cyrillic and their punctuation, no spaces.
fn is_loose(c: char) -> bool {
    matches!(c as u32, 0x21..=0x7E | 0xA1..=0x2FF | 0x370..=0x52F | 0x1E00..=0x1FFF | 0x2010..=0x2027 | 0x2030..=0x205E)
}

/// Fills in the sums, hyphens and hanging widths of all opportunities.
pub(super) fn add_up(shaped: &mut Shaped, fonts: &Fonts) {
    let mut opportunities = std::mem::take(&mut shaped.opportunities);
    let mut walk = Walk { shaped, cluster: 0, run: 0, sums: Sums::default(), last: None };
    let mut marks = Marks::default();
    for opportunity in &mut opportunities {
        opportunity.end = walk.advance_to(opportunity.content_end);
        let run = walk.run;
        opportunity.hang_end = marks.hang_end(shaped, run, opportunity, fonts);
        if opportunity.kind == OpportunityKind::Hyphen {
            opportunity.extra = marks.hyphen(shaped, run, fonts);
        }
        opportunity.next = walk.advance_to(opportunity.next_start);
        opportunity.hang_next = marks.hang_start(shaped, opportunity.next_start);
    }
    shaped.first_hang = marks.hang_start(shaped, 0);
    shaped.opportunities = opportunities;
}

/// Walks the clusters once.
struct Walk<'a> {
    shaped: &'a Shaped,
    cluster: usize,
    run: usize,
    sums: Sums,
    /// The last character passed and its em.
    last: Option<(char, Pt)>,
}

impl Walk<'_> {
    fn advance_to(&mut self, byte: u32) -> Sums {
        while let Some(cluster) = self.shaped.clusters.get(self.cluster) {
            if cluster.start >= byte {
                break;
            }
            let end = self.shaped.cluster_end(self.cluster);
            if end > byte {
                // A break inside a ligature: its share, until the ends are shaped again.
                let share = f64::from(byte - cluster.start) / f64::from(end - cluster.start).max(1.0);
                let mut sums = self.sums;
                sums.width += f64::from(cluster.advance) * share;
                sums.letters += f64::from(cluster.advance) * share;
                return sums;
            }
            self.pass(self.cluster);
            self.cluster += 1;
        }
        self.sums
    }

    fn pass(&mut self, index: usize) {
        let shaped = self.shaped;
        let (Some(cluster), true) = (shaped.clusters.get(index), true) else { return };
        while shaped.runs.get(self.run).is_some_and(|run| run.clusters.end as usize <= index) {
            self.run += 1;
        }
        let Some(run) = shaped.runs.get(self.run) else { return };
        let piece = shaped.pieces.get(run.piece as usize);
        let advance = f64::from(cluster.advance);
        self.sums.width += advance;
        if let Some(em) = piece.and_then(|p| p.content.as_ref()).and_then(|content| content.em) {
            return self.pass_set_text(index, em);
        }
        let fixed = piece.and_then(|p| p.look.as_ref()).is_none_or(|look| look.verbatim);
        let c = shaped.text.get(cluster.start as usize..).and_then(|t| t.chars().next());
        if fixed {
            self.last = None;
        } else if cluster.space {
            self.sums.spaces += advance;
            self.last = None;
        } else if let Some(c) = c {
            self.sums.letters += advance;
            if let Some((before, em)) = self.last {
                match gap(before, c) {
                    Gap::None => {}
                    Gap::Tracking => self.sums.gaps += f64::from(em.min(run.size)),
                    Gap::Ideographs => self.sums.ideographs += f64::from(em.min(run.size)),
                }
            }
            let end = shaped.cluster_end(index) as usize;
            let last = shaped.text.get(cluster.start as usize..end).and_then(|t| t.chars().next_back());
            self.last = last.map(|c| (c, run.size));
        }
    }
}

impl Walk<'_> {
    /// Set words are rigid; space may be added between them and ideographs next to them.
    fn pass_set_text(&mut self, index: usize, em: Pt) {
        let text = self.shaped.text.get(self.shaped.clusters[index].start as usize..);
        let text = text
            .and_then(|text| text.get(..(self.shaped.cluster_end(index) - self.shaped.clusters[index].start) as usize));
        let text = text.unwrap_or("");
        if let (Some((before, size)), Some(first)) = (self.last, text.chars().next())
            && gap(before, first) == Gap::Ideographs
        {
            self.sums.ideographs += f64::from(size.min(em));
        }
        // Text next to them is not tracked: only clusters that may have ideographs' space after them are remembered.
        self.last = text.chars().next_back().filter(|c| gap(*c, *c) == Gap::Ideographs).map(|c| (c, em));
    }
}

/// Widths of hanging marks, remembered because they are needed again and again.
#[derive(Default)]
struct Marks {
    hyphens: Vec<(super::FaceId, Pt)>,
}

impl Marks {
    /// Width of a hyphen in the face of a run, in points.
    fn hyphen(&mut self, shaped: &Shaped, run: usize, fonts: &Fonts) -> Pt {
        let Some(run) = shaped.runs.get(run).filter(|run| run.size > 0.0) else { return 0.0 };
        let known = self.hyphens.iter().find(|(face, _)| *face == run.face);
        let width = known.map(|(_, width)| *width).unwrap_or_else(|| {
            let width = fonts.face(run.face).glyph('-').1;
            self.hyphens.push((run.face, width));
            width
        });
        width * run.size
    }

    fn hang_end(&mut self, shaped: &Shaped, run: usize, opportunity: &Opportunity, fonts: &Fonts) -> Pt {
        if !shaped.shape.protrude {
            return 0.0;
        }
        if opportunity.kind == OpportunityKind::Hyphen {
            return HYPHEN * self.hyphen(shaped, run, fonts);
        }
        let before = shaped.text.get(..opportunity.content_end as usize).and_then(|t| t.chars().next_back());
        let Some(share) = before.and_then(hang_right) else { return 0.0 };
        let cluster = shaped.cluster_at(opportunity.content_end).saturating_sub(1);
        if shaped.set_text(cluster).is_some() {
            return 0.0;
        }
        shaped.clusters.get(cluster).map_or(0.0, |cluster| cluster.advance * share)
    }

    fn hang_start(&mut self, shaped: &Shaped, byte: u32) -> Pt {
        if !shaped.shape.protrude {
            return 0.0;
        }
        let first = shaped.text.get(byte as usize..).and_then(|t| t.chars().next());
        let Some(share) = first.and_then(hang_left) else { return 0.0 };
        let cluster = shaped.cluster_at(byte);
        if shaped.set_text(cluster).is_some() {
            return 0.0;
        }
        shaped.clusters.get(cluster).map_or(0.0, |cluster| cluster.advance * share)
    }
}

/// The share of a hyphen that hangs out.
const HYPHEN: f32 = 0.7;

/// The share of a character that may stand outside the right edge. Hyphens and low marks most, because the eye does not
/// see an edge there (Hàn Thế Thành, Micro-typographic extensions to the TeX typesetting system, 2000, chapter 3).
pub(super) fn hang_right(c: char) -> Option<f32> {
    Some(match c {
        '-' | '\u{2010}' | '\u{2011}' => HYPHEN,
        '.' | ',' => 0.7,
        ':' | ';' => 0.5,
        '“' | '”' | '‘' | '’' | '"' | '\'' | '«' | '»' | '‹' | '›' => 0.5,
        '–' => 0.35,
        '—' => 0.2,
        '!' | '?' => 0.15,
        '…' => 0.2,
        ')' | ']' => 0.08,
        '、' | '。' | '，' | '．' => 0.5,
        _ => return None,
    })
}

/// The share of a character that may stand outside the left edge.
pub(super) fn hang_left(c: char) -> Option<f32> {
    Some(match c {
        '“' | '”' | '‘' | '’' | '"' | '\'' | '«' | '»' | '‹' | '›' | '„' | '‚' => 0.5,
        '-' | '–' => 0.35,
        '(' | '[' => 0.08,
        'A' | 'T' | 'V' | 'W' | 'Y' => 0.05,
        _ => return None,
    })
}

impl Shaped {
    /// The opportunities with emergency ones added inside anything wider than the narrowest line, between its
    /// graphemes; `None` if none is needed.
    pub(in crate::layout) fn with_emergencies(&self) -> Option<Vec<Opportunity>> {
        let narrowest = self.narrowest();
        let too_wide = |start: f64, o: &Opportunity| o.end.width + f64::from(o.extra) - start > f64::from(narrowest);
        let mut start = 0.0;
        let any = self.opportunities.iter().any(|o| {
            let wide = too_wide(start, o);
            start = o.next.width;
            wide
        });
        if !any {
            return None;
        }
        let mut out = Vec::with_capacity(self.opportunities.len() * 2);
        let mut walk = Walk { shaped: self, cluster: 0, run: 0, sums: Sums::default(), last: None };
        let (mut from, mut start) = (0, 0.0);
        for opportunity in &self.opportunities {
            if too_wide(start, opportunity) {
                self.split(from, opportunity.content_end, &mut walk, &mut out);
            }
            out.push(*opportunity);
            from = opportunity.next_start;
            start = opportunity.next.width;
        }
        Some(out)
    }

    /// Pushes an emergency opportunity between every two graphemes of `from..to`.
    fn split(&self, from: u32, to: u32, walk: &mut Walk, out: &mut Vec<Opportunity>) {
        let first = self.cluster_at(from);
        for index in first + 1..self.clusters.len() {
            let byte = self.clusters[index].start;
            if byte >= to {
                break;
            }
            if byte <= from {
                continue;
            }
            let mut opportunity = Opportunity::new(byte, byte, OpportunityKind::Emergency, 0.0);
            opportunity.end = walk.advance_to(byte);
            opportunity.next = opportunity.end;
            out.push(opportunity);
        }
    }
}
