//! The filling of a frame: one row more, the notes it calls, the next frame. Lengths are ticks of 1/64 point, so that
//! states can be compared exactly.

use std::ops::Range;

use crate::layout::frame::Pt;
use crate::layout::galley::{Body, Chunk, Galley, Snap};
use crate::layout::setting::Setter;
use crate::style::PageCosts;

/// A length in 1/64 point.
pub(super) type Ticks = i32;

/// A length in ticks; hostile sizes saturate.
pub(super) fn ticks(length: Pt) -> Ticks {
    // Rounded by a cast, because `round` is a function call, and this runs for every row of every state.
    const ABOVE_ZERO: i32 = 1 << 27;
    (f64::from(length.clamp(-1e6, 1e6)) * 64.0 + f64::from(ABOVE_ZERO) + 0.5) as Ticks - ABOVE_ZERO
}

/// A length in points.
pub(super) fn points(ticks: Ticks) -> Pt {
    ticks as Pt / 64.0
}

/// The share of itself by which a joint may grow or shrink.
pub(super) const GIVE: Pt = 0.2;

/// No figure waits.
pub(super) const NONE: u32 = u32::MAX;

/// The state of a frame while it fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Filled {
    /// The frame's index.
    pub frame: u32,
    /// Height used by text and figures.
    pub y: Ticks,
    /// Height used by notes.
    pub notes: Ticks,
    /// The rest of notes, for the next frame.
    pub carry: Option<Carry>,
    /// The first figure that waits: index into [`Frames::floats`].
    pub pending: u32,
    /// The joints of the frame together: see [`super::rhythm`].
    pub joints: Ticks,
}

/// The rest of notes: from a row of a note to the end of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Carry {
    /// The note.
    pub note: u32,
    /// Its first row that is left.
    pub row: u32,
    /// The last note.
    pub last: u32,
}

/// The result of setting a row.
pub(super) enum Outcome {
    /// It fits, its top there.
    Fits(Filled, Ticks),
    /// It fits, but a note it calls continues in the next frame, which must follow at once.
    Split(Filled, Ticks),
    /// It does not fit.
    Full,
}

/// The additions to a frame beyond a row, for the replay.
#[derive(Default)]
pub(super) struct Arrivals {
    /// Rows of notes.
    pub notes: Vec<(u32, Range<usize>)>,
    /// Figures and their tops.
    pub floats: Vec<(usize, Ticks)>,
}

/// The frames of an article and the galley that fills them.
pub(super) struct Frames<'a> {
    /// The article.
    pub galley: &'a Galley,
    /// The setter, for costs.
    pub set: &'a Setter<'a>,
    /// The chunks that wait for a better place may: their indices.
    pub floats: Vec<usize>,
    /// For each chunk, the height up to the first place after it where a page may well end.
    pub need: Vec<Ticks>,
    /// For each chunk and each of its lengths, the height of all rows; `None` if notes are called in it.
    tall: Vec<Vec<Option<Ticks>>>,
    height: Ticks,
    first: Ticks,
    columns: u32,
    unit: Ticks,
    grid: Ticks,
    separator: Ticks,
    /// The first frame of limited height, and that height: for the balanced columns of the last page.
    balanced: Option<(u32, Ticks)>,
    /// The frame that may be taller, and by how much, because its joints will give way by that.
    extended: Option<(u32, Ticks)>,
}

impl<'a> Frames<'a> {
    /// The frames of an article in a style; `first` is the height taken on the first page.
    pub(super) fn new(galley: &'a Galley, set: &'a Setter<'a>, first: Pt) -> Self {
        let page = &set.style.page;
        let floats = (galley.spanning..galley.chunks.len()).filter(|&i| galley.chunks[i].float).collect();
        let mut frames = Frames {
            galley,
            set,
            floats,
            need: Vec::new(),
            tall: galley.chunks.iter().map(|chunk| (0..chunk.variants()).map(|v| tall(chunk, v)).collect()).collect(),
            height: ticks(page.grid * page.lines.max(1) as Pt).max(64),
            first: ticks(first),
            columns: u32::from(page.columns.max(1)),
            unit: ticks(set.unit()).max(1),
            grid: ticks(page.grid).max(1),
            separator: ticks(super::separator(set)),
            balanced: None,
            extended: None,
        };
        frames.need = frames.needs();
        frames
    }

    /// The style's costs.
    pub(super) fn costs(&self) -> &PageCosts {
        &self.set.style.pages
    }

    /// The height of a frame.
    pub(super) fn height(&self, frame: u32) -> Ticks {
        let taken = if frame < self.columns { self.first } else { 0 };
        let height = (self.height - taken).max(self.unit);
        match (self.balanced, self.extended) {
            (Some((first, most)), _) if frame >= first => height.min(most),
            (_, Some((one, more))) if frame == one => height + more,
            _ => height,
        }
    }

    /// The key that distinguishes states. It omits the frame if all frames from here on have one height: then all
    /// further content costs the same, so the cheaper of two ways always stays the better.
    pub(super) fn key(&self, filled: &Filled) -> Filled {
        let distinct = filled.frame < self.columns
            || self.balanced.is_some_and(|(first, _)| filled.frame < first)
            || self.extended.is_some_and(|(one, _)| filled.frame <= one);
        // Of two ways to the same height the cheaper is kept, regardless of the give of their joints.
        Filled { frame: if distinct { filled.frame } else { NONE }, joints: 0, ..*filled }
    }

    /// Makes frames from `first` on no taller than this many grid lines.
    pub(super) fn balance(&mut self, first: u32, lines: u32) {
        self.balanced = Some((first, self.grid.saturating_mul(lines as Ticks)));
    }

    /// Makes one frame taller.
    pub(super) fn extend(&mut self, frame: u32, by: Pt) {
        self.extended = Some((frame, ticks(by) + 1));
    }

    /// True if pages have several columns with lines next to each other.
    pub(super) fn has_columns(&self) -> bool {
        self.columns > 1
    }

    /// The finest step of the grid.
    pub(super) fn unit(&self) -> Ticks {
        self.unit
    }

    /// The room left in a frame.
    pub(super) fn left(&self, filled: &Filled) -> Ticks {
        self.height(filled.frame) - filled.y - filled.notes
    }

    /// The number of lines that a frame lacks if it ends here.
    pub(super) fn short(&self, filled: &Filled) -> f32 {
        let left = self.left(filled).max(0);
        // The height of notes is not a whole number of body lines; the space left by that does not count.
        let left = if filled.notes > 0 { left / self.unit * self.unit } else { left };
        if left < self.unit / 3 { 0.0 } else { left as f32 / self.grid as f32 }
    }

    /// The number of lines by which the joints of a frame can grow. A frame that lacks whole lines stands on the grid,
    /// and stays there.
    pub(super) fn give(&self, filled: &Filled) -> f32 {
        let rest = self.left(filled).rem_euclid(self.unit);
        let is_whole = rest.min(self.unit - rest) < self.unit / 64;
        if is_whole || self.has_columns() { 0.0 } else { GIVE * filled.joints as f32 / self.grid as f32 }
    }

    /// The place of the first row of a chunk. In one column blocks follow each other directly, and only a heading at
    /// the head of a page sinks until the text under it stands on the grid; in columns every chunk returns to the grid.
    pub(super) fn top(&self, filled: &Filled, index: usize) -> Ticks {
        let chunk = &self.galley.chunks[index];
        let before = self.before(filled, index);
        let y = if filled.y == 0 { 0 } else { filled.y + ticks(before) };
        if filled.y > 0 && !self.has_columns() {
            return y;
        }
        let up = |y: Ticks| (y + self.unit - 1 - self.unit / 20) / self.unit * self.unit;
        match chunk.snap {
            Snap::No => y,
            Snap::Top => up(y),
            Snap::Bottom(after) => {
                let below = (0..chunk.rows(0)).map(|r| ticks(chunk.height(0, r))).sum::<Ticks>() + ticks(after);
                // To the nearest grid line, but the space over a heading shrinks by a third at most.
                let nearest = (y + below + self.unit / 2) / self.unit * self.unit - below;
                let least = if filled.y == 0 { 0 } else { filled.y + ticks(before * 0.66) };
                if nearest >= least { nearest } else { nearest + self.unit }
            }
        }
    }

    /// Sets all rows of a chunk at once: the same result as [`Frames::set`] row by row if the frame has room for all
    /// and no notes are called.
    pub(super) fn set_all(&self, filled: Filled, chunk: usize, variant: usize) -> Option<Filled> {
        let tall = self.tall[chunk].get(variant).copied().flatten()?;
        let (top, joints) = (self.top(&filled, chunk), self.joints_with(&filled, chunk));
        let next = Filled { y: top.saturating_add(tall), joints, ..filled };
        (self.left(&next) >= 0).then_some(next)
    }

    /// The joints of a frame once a chunk follows.
    fn joints_with(&self, filled: &Filled, chunk: usize) -> Ticks {
        if filled.y > 0 { filled.joints.saturating_add(ticks(self.before(filled, chunk))) } else { filled.joints }
    }

    /// The space over a chunk: less if the figure before it waits for a later page, so that no gap remains.
    fn before(&self, filled: &Filled, chunk: usize) -> Pt {
        let c = &self.galley.chunks[chunk];
        match c.without_figure {
            Some(alone) if self.floats.get(filled.pending as usize).is_some_and(|&figure| figure < chunk) => alone,
            _ => c.before,
        }
    }

    /// Sets a row. `force` sets it even if it does not fit: at the head of an empty frame.
    pub(super) fn set(
        &self,
        filled: Filled,
        (chunk, variant, row): (usize, usize, usize),
        force: bool,
        arrivals: Option<&mut Arrivals>,
    ) -> Outcome {
        let c = &self.galley.chunks[chunk];
        let top = match row {
            0 => self.top(&filled, chunk),
            _ if filled.y == 0 => ticks(c.repeated(row)),
            _ => filled.y,
        };
        let mut next = Filled { y: top + ticks(c.height(variant, row)), ..filled };
        if row == 0 {
            next.joints = self.joints_with(&filled, chunk);
        }
        if self.left(&next) < 0 && !force {
            return Outcome::Full;
        }
        next.y = next.y.min(self.height(filled.frame));
        let notes = c.notes(variant, row);
        let (Some(&from), Some(&last)) = (notes.first(), notes.last()) else { return Outcome::Fits(next, top) };
        if let Some(carry) = next.carry {
            // The notes of the last frame are not finished yet: these follow them, but only if they must.
            next.carry = Some(Carry { last, ..carry });
            return if force { Outcome::Split(next, top) } else { Outcome::Full };
        }
        let rest = self.notes(&mut next, Carry { note: from, row: 0, last }, self.height(filled.frame), arrivals);
        match rest {
            None => Outcome::Fits(next, top),
            Some(carry) if force || carry.row > 0 || carry.note > from => {
                next.carry = Some(carry);
                Outcome::Split(next, top)
            }
            Some(_) => Outcome::Full,
        }
    }

    /// Sets notes at the foot of a frame as far as they fit, text and notes together no taller than `height`; returns
    /// the rest. The first two lines of a note stay together.
    fn notes(
        &self,
        filled: &mut Filled,
        what: Carry,
        height: Ticks,
        mut arrivals: Option<&mut Arrivals>,
    ) -> Option<Carry> {
        for note in what.note..=what.last {
            let Some(rows) = self.galley.notes.get(note as usize) else { continue };
            let start = if note == what.note { what.row as usize } else { 0 };
            let mut notes = filled.notes + if filled.notes == 0 { self.separator } else { 0 };
            let mut end = start;
            let mut fitting = filled.notes;
            for (i, row) in rows.iter().enumerate().skip(start) {
                notes += ticks(row.height);
                if filled.y + notes > height {
                    break;
                }
                if i > 0 || rows.len() == 1 {
                    (end, fitting) = (i + 1, notes);
                }
            }
            if end > start {
                filled.notes = fitting;
                if let Some(a) = arrivals.as_deref_mut() {
                    a.notes.push((note, start..end));
                }
            }
            if end < rows.len() {
                return Some(Carry { note, row: end as u32, last: what.last });
            }
        }
        None
    }

    /// The next frame, with the figures and notes that wait, up to the figures before chunk `limit`.
    pub(super) fn next(&self, filled: Filled, limit: usize, mut arrivals: Option<&mut Arrivals>) -> Filled {
        let frame = filled.frame + 1;
        let height = self.height(frame);
        let mut next = Filled { frame, y: 0, notes: 0, carry: None, pending: filled.pending, joints: 0 };
        if let Some(carry) = filled.carry {
            // Room is left for text, unless a single line of the note is taller than that.
            let cap = (height * 2 / 3).max(self.separator + self.carried_row(carry)).min(height);
            next.carry = self.notes(&mut next, carry, cap, arrivals.as_deref_mut());
            if next.carry == Some(carry) {
                next.carry = self.force_note(&mut next, carry, arrivals.as_deref_mut());
            }
        }
        while let Some(&chunk) = self.floats.get(next.pending as usize).filter(|&&c| c < limit) {
            let c = &self.galley.chunks[chunk];
            let tall = (0..c.rows(0)).map(|r| ticks(c.height(0, r))).sum::<Ticks>();
            if next.y + tall + next.notes > height && (next.y > 0 || next.notes > 0) {
                break;
            }
            if let Some(a) = arrivals.as_deref_mut() {
                a.floats.push((chunk, next.y));
            }
            next.y = (next.y + tall + ticks(c.before)).min(height - next.notes).max(1);
            next.pending += 1;
        }
        if self.floats.get(next.pending as usize).is_none_or(|&c| c >= limit) {
            next.pending = NONE;
        }
        next
    }

    /// One row of a note, of any height, so that notes always come to an end.
    fn force_note(&self, filled: &mut Filled, carry: Carry, arrivals: Option<&mut Arrivals>) -> Option<Carry> {
        let rows = self.galley.notes.get(carry.note as usize).map_or(0, Vec::len);
        let end = (carry.row as usize + 2).min(rows);
        filled.notes = self.height(filled.frame) / 2;
        if let Some(a) = arrivals {
            a.notes.push((carry.note, carry.row as usize..end));
        }
        let next = Carry { row: end as u32, ..carry };
        match end < rows {
            true => Some(next),
            false if carry.note < carry.last => Some(Carry { note: carry.note + 1, row: 0, last: carry.last }),
            false => None,
        }
    }

    fn carried_row(&self, carry: Carry) -> Ticks {
        let rows = self.galley.notes.get(carry.note as usize);
        rows.and_then(|rows| rows.get(carry.row as usize)).map_or(0, |row| ticks(row.height))
    }

    fn needs(&self) -> Vec<Ticks> {
        let chunks = &self.galley.chunks;
        let mut need = vec![0; chunks.len()];
        let mut below: Ticks = 0;
        for (i, chunk) in chunks.iter().enumerate().rev() {
            let cheap = self.costs().tear;
            let count = chunk.rows(0);
            let end = (1..count).find(|&r| chunk.break_cost(&self.set.style.pages, 0, r) <= cheap);
            let height = |rows: usize| (0..rows).map(|r| ticks(chunk.height(0, r))).sum::<Ticks>();
            let kept = chunks.get(i + 1).is_some_and(|c| c.break_before > cheap);
            need[i] = ticks(chunk.before)
                + match end {
                    Some(rows) => height(rows),
                    None => height(count).saturating_add(if kept { below } else { 0 }),
                };
            below = need[i];
            if matches!(chunk.body, Body::Rows(_)) && chunk.float {
                below = 0;
            }
        }
        need
    }
}

/// The height of all rows of a chunk in that length, if it calls no notes.
fn tall(chunk: &Chunk, variant: usize) -> Option<Ticks> {
    (0..chunk.rows(variant)).try_fold(0, |sum: Ticks, row| {
        let height = ticks(chunk.height(variant, row));
        chunk.notes(variant, row).is_empty().then(|| sum.saturating_add(height))
    })
}
