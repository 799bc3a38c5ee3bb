//! The second walk: the decisions become places.

use super::frame::{Arrivals, Filled, Frames, NONE, Outcome, points};
use super::search::Decision;
use super::{FramePlan, Plan, Segment};

/// Computes all places from these decisions.
pub(super) fn replay(frames: &Frames, decisions: &[Decision]) -> Plan {
    let filled = Filled { frame: 0, y: 0, notes: 0, carry: None, pending: NONE, joints: 0 };
    let mut replay = Replay { frames, plan: Plan::default(), current: FramePlan::default(), filled };
    for (i, decision) in decisions.iter().enumerate() {
        replay.chunk(frames.galley.spanning + i, decision);
    }
    while replay.filled.pending != NONE || replay.filled.carry.is_some() {
        replay.next(frames.galley.chunks.len());
    }
    replay.close();
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
}
