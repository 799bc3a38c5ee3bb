//! The spaces of a page once it is known what stands on it.
//!
//! The search sets everything on the baseline grid, which leaves slack here and there: where a table returns to the
//! grid, and at the foot. On the finished page all of that slack is shared out again over all *joints*, the spaces
//! between blocks, in proportion to their size: equal joints stay equal, a heading has a little more air and a list a
//! little less, and the last line stands at the foot. A joint grows or shrinks by at most a fifth ([`GIVE`]) of what
//! the style asks for, because more is seen; what is left after that stays at the foot, less than a line as a rule.
//! Paragraphs that are told apart by indents have no space between them, so pages of plain text stay on the grid.
//!
//! The last page, one that ends early on purpose, and columns, whose lines stand beside each other, are not stretched.
//! All of it is linear in the blocks of the page.

use super::frame::{Frames, points, ticks};
use super::{FramePlan, Segment};
use crate::layout::frame::Pt;
use crate::layout::galley::Snap;

/// The share of itself by which a joint may grow or shrink.
pub const GIVE: f32 = 0.2;

/// A page that is shorter than this many lines ends early on purpose.
const EARLY: f32 = 4.0;

/// Joints smaller than this share of a line are left alone: leading between lines, not space between blocks.
const LEAST: f32 = 0.12;

/// Shares the slack of all frames out over their joints.
pub fn rhythm(frames: &Frames, plan: &mut [FramePlan]) {
    if frames.set.style.page.columns > 1 {
        return;
    }
    let last = plan.len().saturating_sub(1);
    for (number, frame) in plan.iter_mut().enumerate() {
        space(frames, frame, number == last);
    }
}

/// Sets the segments of a frame at their natural distances, each joint changed by its share of the slack.
fn space(frames: &Frames, frame: &mut FramePlan, is_last: bool) {
    let grid = frames.set.style.page.grid.max(1.0);
    let joints: Vec<Joint> = joints(frames, &frame.segments);
    let snapped: Pt = joints.iter().map(|joint| joint.snapped).sum();
    let mut slack = frame.height - frame.used - frame.notes_height + snapped;
    let unit = points(ticks(frames.set.unit()));
    if is_last || slack > EARLY * grid {
        slack = slack.min(0.0);
    } else if frame.notes_height > 0.0 && slack < unit {
        // Notes are not as tall as a number of body lines; what is left over by that stays between text and notes.
        slack = slack.min(snapped.max(0.0));
    }
    let elastic: Pt = joints.iter().map(|joint| joint.elastic(grid)).sum();
    let share = if elastic > 0.0 { slack / elastic } else { 0.0 };
    // A page may be too full by no more than its joints give, but what was set must fit.
    let share = share.clamp(-0.5, GIVE);
    let mut moved = 0.0;
    for (segment, joint) in frame.segments.iter_mut().zip(&joints) {
        moved += joint.elastic(grid) * share - joint.snapped;
        segment.top += moved;
    }
    frame.used += moved;
}

/// The space over a segment.
#[derive(Clone, Copy, Default)]
struct Joint {
    /// What the style asks for, in points.
    natural: Pt,
    /// What the grid added to it, in points; negative where it took something away.
    snapped: Pt,
}

impl Joint {
    /// What of the joint stretches and shrinks.
    fn elastic(&self, grid: Pt) -> Pt {
        if self.natural >= LEAST * grid { self.natural } else { 0.0 }
    }
}

/// The joint over each segment of a frame; the first has none.
fn joints(frames: &Frames, segments: &[Segment]) -> Vec<Joint> {
    let mut joints = vec![Joint::default(); segments.len()];
    for (number, pair) in segments.windows(2).enumerate() {
        let [above, below] = pair else { continue };
        let chunk = &frames.galley.chunks[below.chunk];
        let floated = &frames.galley.chunks[above.chunk];
        let height: Pt = above.rows.clone().map(|row| floated.height(above.variant, row)).sum();
        let actual = below.top - (above.top + height);
        // Under a figure that waited for the head of the page stands its own space as well.
        let waited = if floated.float { floated.before } else { 0.0 };
        let natural = if below.rows.start == 0 { chunk.before } else { 0.0 };
        let wanted = match (waited > 0.0 && actual > natural + 0.9 * waited, chunk.snap) {
            (true, _) => natural + waited,
            (false, _) => natural,
        };
        let snapped = if chunk.snap == Snap::No { 0.0 } else { actual - wanted };
        joints[number + 1] = Joint { natural: actual - snapped, snapped };
    }
    joints
}
