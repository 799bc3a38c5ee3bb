//! The spaces of a page, once its blocks are known.
//!
//! A *joint* is the space between two blocks. Blocks stand at the distances that the style states, and headings,
//! quotations and paragraphs take whole lines. So a page of them stands on the baseline grid by itself and is left
//! alone; if it is a line short, its foot is too. Code, tables, pictures and loose lists have heights that are not
//! whole lines, and the lines after them leave the grid. The slack at the foot of such a page is shared out over all of
//! its joints in proportion to their size: equal joints stay equal, and no joint grows by more than a fifth ([`GIVE`]),
//! because a larger change is visible. The remaining slack stays at the foot.
//!
//! A last page of a few lines is set on the page before it instead, if that page's joints can give way by as much.
//!
//! Columns stand side by side, so their lines stay on the grid with any content, and the last page is not stretched.
//! All of this is linear in the blocks of a page.

use super::frame::{Frames, GIVE, points};
use super::{FramePlan, Segment};
use crate::layout::frame::Pt;
use crate::layout::galley::{Chunk, Snap};

/// Lines of a last page that is better set on the page before it.
const FEW: Pt = 5.0;

/// A distance up to this, in points, counts as on the grid.
const NEAR: Pt = 0.1;

/// Shares the slack of all frames but the last out over their joints.
pub(super) fn share_out(frames: &Frames, plan: &mut [FramePlan]) {
    let Some((_, plan)) = plan.split_last_mut().filter(|_| !frames.has_columns()) else { return };
    for frame in plan {
        let slack = frame.height - frame.used - frame.notes_height;
        let joints = joints(frames, &frame.segments);
        let given = slack.min(GIVE * joints);
        if slack > NEAR && slack - given < frames.set.style.page.grid && !is_on_grid(frames, frame) {
            change(frames, frame, given / joints.max(1.0));
        }
    }
}

/// The amount by which the page before a last page of a few lines must be too full to hold them, if its joints can give
/// way by that; with the number of that page.
pub(super) fn overflow(frames: &Frames, plan: &[FramePlan]) -> Option<(usize, Pt)> {
    let [.., before, last] = plan else { return None };
    let few = last.used > 0.0 && last.used <= FEW * frames.set.style.page.grid + NEAR && last.notes.is_empty();
    if !few || frames.has_columns() {
        return None;
    }
    let first = last.segments.first().filter(|segment| segment.rows.start == 0);
    let joint = first.map_or(0.0, |segment| frames.galley.chunks[segment.chunk].before);
    let slack = before.height - before.used - before.notes_height;
    let over = last.used + joint - slack;
    let all = joints(frames, &before.segments) + joints(frames, &last.segments) + joint;
    (over > 0.0 && over <= GIVE * all).then_some((plan.len() - 2, over))
}

/// Makes the joints of an overfull frame smaller, so that it holds its content; `false` if they would have to give more
/// than they may.
pub(super) fn squeeze(frames: &Frames, frame: &mut FramePlan, height: Pt) -> bool {
    let over = frame.used + frame.notes_height - height;
    frame.height = height;
    if over <= 0.0 {
        return true;
    }
    let joints = joints(frames, &frame.segments);
    if over > GIVE * joints {
        return false;
    }
    change(frames, frame, -over / joints);
    true
}

/// Changes all joints of a frame by a share of themselves.
fn change(frames: &Frames, frame: &mut FramePlan, share: Pt) {
    let mut moved = 0.0;
    for number in 1..frame.segments.len() {
        moved += share * joint(frames, &frame.segments, number);
        frame.segments[number].top += moved;
    }
    frame.used += moved;
}

/// The joints of a frame together.
fn joints(frames: &Frames, segments: &[Segment]) -> Pt {
    (1..segments.len()).map(|number| joint(frames, segments, number)).sum()
}

/// The space over a segment after the first; 0 if a chunk continues.
fn joint(frames: &Frames, segments: &[Segment], number: usize) -> Pt {
    let segment = &segments[number];
    if segment.rows.start > 0 {
        return 0.0;
    }
    let chunk = &frames.galley.chunks[segment.chunk];
    let follows = number > 0 && segments[number - 1].chunk + 1 == segment.chunk;
    chunk.without_figure.filter(|_| !follows).unwrap_or(chunk.before)
}

/// True if all text of a frame is on the baseline grid or, as quotations are, between two of its lines, and so is its
/// end.
fn is_on_grid(frames: &Frames, frame: &FramePlan) -> bool {
    let unit = points(frames.unit()) / 2.0;
    let is_whole = |height: Pt| (height - (height / unit).round() * unit).abs() < NEAR;
    let is_text = |chunk: &Chunk| chunk.snap == Snap::Top;
    let text = frame.segments.iter().filter(|segment| is_text(&frames.galley.chunks[segment.chunk]));
    text.into_iter().all(|segment| is_whole(segment.top)) && is_whole(frame.used)
}
