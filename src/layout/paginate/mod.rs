//! The galley is divided into pages, over the whole article at once.
//!
//! Page by page, a paginator meets a widow when it is too late to prevent it. Plass (*Optimal Pagination Techniques for
//! Automatic Typesetting Systems*, 1981) showed that pages can be broken like paragraphs, by dynamic programming.
//! Mittelbach (*A General Framework for Globally Optimized Pagination*, DocEng 2016 to 2018) added the part that makes
//! it work in practice: paragraphs that may run a line long or short, so that a widow is prevented three paragraphs
//! earlier at the least cost.
//!
//! # The search
//! A state describes the filling of a page after a chunk: frame, height used by text, height used by notes, the rest of
//! a note carried over, and the first figure still waiting. From each state a chunk leads to further states: in each of
//! its lengths, with or without page breaks inside, a figure here or later. States that agree in all this are merged,
//! and only the cheapest is kept; the number of the frame matters only while frames differ in height. The cheapest path
//! to the end is the plan, and a second walk over it ([`replay`]) computes all places.
//!
//! A page of *L* lines has at most about *L* different fillings, so *n* rows in *V* lengths cost O(n · V · L) steps.
//! Steps that led to none of the remaining states are forgotten during the search, so memory holds little more than one
//! small record a chunk: linear in the article, without a window. States are bounded in number
//! ([`search::MOST_STATES`]), also inside a chunk, so hostile input is linear too.
//!
//! # Costs, from worst to least
//! 1. A heading parted from its text, an attribution from its quotation ([`FORBIDDEN`]: only if no other break is
//!    possible at all).
//! 2. Widows and orphans (`pages.widow`, `pages.orphan`).
//! 3. A figure that waits so long that it passes a heading (`pages.stray`): as expensive as a page seven lines short,
//!    after its spaces have taken up their part.
//! 4. A last page of fewer than five lines: as expensive as eight pages short by a line.
//! 5. A page short by a line (`pages.short`, growing with the square), less the slack that its joints can take up.
//! 6. Tearing a table row, splitting a note, a figure that waits for a further page (`pages.tear`).
//! 7. A hyphen at the page's end (`pages.hyphen`).
//! 8. A paragraph a line long or short, a picture set a little smaller (`pages.stretch`).
//!
//! The joints of a page take up its slack as [`rhythm`] describes.
//!
//! [`FORBIDDEN`]: super::galley::FORBIDDEN

mod frame;
mod replay;
mod rhythm;
mod search;

use std::ops::Range;

use super::frame::Pt;
use super::galley::Galley;
use super::setting::Setter;

/// The places of all chunks.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// The frames in order: pages, or the columns of pages.
    pub frames: Vec<FramePlan>,
}

/// The content of a frame.
#[derive(Debug, Default)]
pub(crate) struct FramePlan {
    /// Rows of chunks, from top to bottom.
    pub segments: Vec<Segment>,
    /// Rows of notes, from top to bottom.
    pub notes: Vec<(u32, Range<usize>)>,
    /// The height of text.
    pub used: Pt,
    /// The height of the notes with their rule.
    pub notes_height: Pt,
    /// The frame's height.
    pub height: Pt,
}

/// Consecutive rows of a chunk in a frame.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    /// The chunk's index.
    pub chunk: usize,
    /// In which of its lengths.
    pub variant: usize,
    /// The range of rows.
    pub rows: Range<usize>,
    /// The top of the first row, under a repeated head.
    pub top: Pt,
}

/// Divides a galley into frames. `first` is the height of the first page that is taken already, in all columns.
pub(crate) fn paginate(galley: &Galley, set: &Setter, first: Pt) -> Plan {
    let mut frames = frame::Frames::new(galley, set, first);
    let plan = replay::replay(&frames, &search::search(&frames));
    let columns = usize::from(set.style.page.columns.max(1));
    if columns > 1 {
        return balance(&mut frames, plan, columns);
    }
    let mut plan = without_runt(&mut frames, plan);
    rhythm::share_out(&frames, &mut plan.frames);
    plan
}

/// Sets a last page of a few lines on the page before it, if that page's joints can give way by as much.
fn without_runt(frames: &mut frame::Frames, plan: Plan) -> Plan {
    let Some((page, over)) = rhythm::overflow(frames, &plan.frames) else { return plan };
    let height = plan.frames[page].height;
    frames.extend(page as u32, over);
    let mut tried = replay::replay(frames, &search::search(frames));
    let held = match &mut tried.frames[..] {
        frames_now @ [.., _] if frames_now.len() == page + 1 => rhythm::squeeze(frames, &mut frames_now[page], height),
        _ => false,
    };
    if held { tried } else { plan }
}

/// Makes the columns of the last page equally tall: the least number of lines with room for its content, from an equal
/// share upwards, which takes a try or two.
fn balance(frames: &mut frame::Frames, plan: Plan, columns: usize) -> Plan {
    let pages = plan.frames.len().div_ceil(columns);
    let first = pages.saturating_sub(1) * columns;
    let grid = frames.set.style.page.grid.max(1.0);
    let last = plan.frames.get(first..).unwrap_or(&[]);
    let content: Pt = last.iter().map(|f| f.used + f.notes_height).sum();
    let tallest = last.iter().map(|f| f.height).fold(0.0, Pt::max);
    let least = (content / columns as Pt / grid).ceil().max(1.0) as u32;
    for lines in least..least.saturating_add(12) {
        if lines as Pt * grid >= tallest {
            break;
        }
        frames.balance(first as u32, lines);
        let tried = replay::replay(frames, &search::search(frames));
        if tried.frames.len() <= pages * columns {
            return tried;
        }
    }
    plan
}

/// The height of the rule over the notes, with its space.
pub(crate) fn separator(set: &Setter) -> Pt {
    0.7 * set.style.body().leading
}
