//! The second walk: the decisions become places.

use super::frame::{Arrivals, Filled, Frames, NONE, Outcome, points};
use super::search::Decision;
use super::{FramePlan, Plan, Segment};
use crate::layout::galley::{Chunk, Snap};

/// Where everything stands by these decisions.
pub(super) fn replay(frames: &Frames, decisions: &[Decision]) -> Plan {
    let filled = Filled { frame: 0, y: 0, notes: 0, carry: None, pending: NONE, flexible: 0 };
    let mut replay = Replay { frames, plan: Plan::default(), current: FramePlan::default(), filled };
    for (i, decision) in decisions.iter().enumerate() {
        replay.chunk(frames.galley.spanning + i, decision);
    }
    while replay.filled.pending != NONE || replay.filled.carry.is_some() {
        replay.next(frames.galley.chunks.len());
    }
    replay.close();
    replay.level();
    replay.plan
}

struct Replay<'r, 'f> {
    frames: &'r Frames<'f>,
    plan: Plan,
    current: FramePlan,
    filled: Filled,
}

impl Replay<'_, '_> {
    fn chunk(&mut self, chunk: usize, decision: &Decision) {
        if decision.deferred {
            if let Ok(index) = self.frames.floats.binary_search(&chunk) {
                self.filled.pending = self.filled.pending.min(index as u32);
            }
            return;
        }
        let count = self.frames.galley.chunks[chunk].rows(decision.variant);
        let mut breaks = decision.breaks.iter().map(|&b| b as usize).peekable();
        let mut segment: Option<Segment> = None;
        for row in 0..=count {
            while breaks.next_if_eq(&row).is_some() {
                self.current.segments.extend(segment.take());
                self.next(if row > 0 { chunk + 1 } else { chunk });
            }
            if row == count {
                break;
            }
            let top = self.row(chunk, decision.variant, row);
            match &mut segment {
                Some(segment) => segment.rows.end = row + 1,
                None => segment = Some(Segment { chunk, variant: decision.variant, rows: row..row + 1, top }),
            }
        }
        self.current.segments.extend(segment);
    }

    fn row(&mut self, chunk: usize, variant: usize, row: usize) -> f32 {
        let mut arrivals = Arrivals::default();
        let outcome = self.frames.set(self.filled, (chunk, variant, row), true, Some(&mut arrivals));
        self.current.notes.append(&mut arrivals.notes);
        match outcome {
            Outcome::Fits(filled, top) | Outcome::Split(filled, top) => {
                self.filled = filled;
                points(top)
            }
            Outcome::Full => points(self.filled.y),
        }
    }

    /// Ends the frame and begins the next.
    fn next(&mut self, limit: usize) {
        self.close();
        let mut arrivals = Arrivals::default();
        self.filled = self.frames.next(self.filled, limit, Some(&mut arrivals));
        self.current.notes = arrivals.notes;
        for (chunk, top) in arrivals.floats {
            let rows = 0..self.frames.galley.chunks[chunk].rows(0);
            self.current.segments.push(Segment { chunk, variant: 0, rows, top: points(top) });
        }
    }

    fn close(&mut self) {
        let mut done = std::mem::take(&mut self.current);
        done.used = points(self.filled.y);
        done.notes_height = points(self.filled.notes);
        done.height = points(self.frames.height(self.filled.frame));
        self.plan.frames.push(done);
    }

    /// Lets the spaces of pages that are a little short take up what is missing, so that pages end level. Between lines
    /// on the grid only whole grid lines will do; spaces with nothing on the grid between them (a run of boxes, a list)
    /// share theirs evenly, as like places must look alike. What is less than a grid line goes to the last of these,
    /// after which nothing returns to the grid.
    fn level(&mut self) {
        let grid = self.frames.set.style.page.grid;
        let unit = self.frames.set.unit();
        let chunks = &self.frames.galley.chunks;
        let last = self.plan.frames.len().saturating_sub(1);
        for frame in self.plan.frames.iter_mut().take(last) {
            let mut left = frame.height - frame.used - frame.notes_height;
            if frame.notes_height > 0.0 {
                left = (left / unit + 0.01).floor() * unit;
            }
            let runs = runs(&frame.segments, chunks);
            let places: usize = runs.iter().map(Vec::len).sum();
            if left < unit * 0.3 || left > grid * (places as f32 + 0.01) {
                continue;
            }
            let whole = (left / grid + 0.01).floor();
            for (run, lines) in runs.iter().zip(shares(&runs, whole as usize, &frame.segments, chunks)) {
                let around = around(run, &frame.segments, chunks);
                spread(&mut frame.segments, &around, lines as f32 * grid);
            }
            let rest = left - whole * grid;
            let snapped = |s: &Segment| chunks[s.chunk].snap != Snap::No;
            if rest > 0.5
                && let Some(run) = runs.last()
                && run.last().is_some_and(|&last| !frame.segments[last..].iter().any(snapped))
            {
                spread(&mut frame.segments, run, rest);
            }
            frame.used += left;
        }
    }
}

/// The places of a frame that may grow, as indices of the segments under them: runs of places between which nothing
/// stands on the grid.
fn runs(segments: &[Segment], chunks: &[Chunk]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut joined = false;
    for (i, segment) in segments.iter().enumerate() {
        let chunk = &chunks[segment.chunk];
        let free = chunk.snap == Snap::No;
        if i > 0 && segment.rows.start == 0 && chunk.flexible > 0 {
            match runs.last_mut().filter(|_| joined && free) {
                Some(run) => run.push(i),
                None => runs.push(vec![i]),
            }
            joined = free;
        }
        joined &= free;
    }
    runs
}

/// The places of a run, and the one after it where the text returns to the grid: what stands between lines of text, as a
/// list under the line that announces it, gets as much air below as above.
fn around(run: &[usize], segments: &[Segment], chunks: &[Chunk]) -> Vec<usize> {
    let is_free = |segment: &Segment| chunks[segment.chunk].snap == Snap::No;
    let last = run.last().copied().filter(|&last| is_free(&segments[last]));
    let back = last.and_then(|last| segments[last..].iter().position(|s| !is_free(s)).map(|after| last + after));
    run.iter().copied().chain(back).collect()
}

/// How many grid lines each run takes: first headings, the greatest first, as a little more air over them is seen
/// least; then one line a run, from the longest; then what is left, as far as a run has places.
fn shares(runs: &[Vec<usize>], mut lines: usize, segments: &[Segment], chunks: &[Chunk]) -> Vec<usize> {
    let mut shares = vec![0; runs.len()];
    let first = |run: &[usize]| run.first().map(|&i| &chunks[segments[i].chunk]);
    let heading = |run: &[usize]| first(run).is_some_and(|c| matches!(c.snap, Snap::Bottom(_)));
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |i: usize| (heading(&runs[i]), runs[i].len(), first(&runs[i]).map_or(0.0, |c| c.before));
        let ((ha, la, ba), (hb, lb, bb)) = (key(a), key(b));
        hb.cmp(&ha).then(lb.cmp(&la)).then(bb.total_cmp(&ba))
    });
    for round in 1..=runs.iter().map(Vec::len).max().unwrap_or(0) {
        for &i in order.iter().filter(|&&i| runs[i].len() >= round) {
            let take = usize::from(lines > 0);
            shares[i] += take;
            lines -= take;
        }
    }
    shares
}

/// Shares a height out over the places of a run.
fn spread(segments: &mut [Segment], run: &[usize], height: f32) {
    let share = height / run.len().max(1) as f32;
    run.iter().for_each(|&place| lower(&mut segments[place..], share));
}

fn lower(segments: &mut [Segment], by: f32) {
    for segment in segments {
        segment.top += by;
    }
}
