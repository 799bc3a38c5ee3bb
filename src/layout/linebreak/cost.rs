//! The cost of a line.
//!
//! Costs are in one currency: a word space stretched by its whole stretchability ([`LineCosts::stretch`]) or shrunk by
//! its whole shrinkability costs 100. Like TeX's badness it grows steeply, but it keeps a quadratic part near the
//! ideal, because evenness is the spread of the spaces, and a spread is a sum of squares.
//!
//! Added to that:
//! - a hyphen, and much more for a hyphen that follows another; a third in a row is never allowed;
//! - contrast: the square of the difference to the line above. A tight line under a loose one shows more than either
//!   alone (Verna, Similarity problems in paragraph justification, DocEng 2024 and 2025). It replaces TeX's fitness
//!   classes, which are only a coarse step of the same measure;
//! - a very short last line ([`LineCosts::runt`]);
//! - a line that ends in a word of one letter, or between a number and its unit, in parts of a hyphen's cost.
//!
//! Ragged lines have costs of their own: the square of the distance to the measure, and stair-steps: three lines each
//! shorter than the one before, or each longer. Lines of Chinese and Japanese end after any character, so they are
//! full.

use super::super::shape::{Opportunity, OpportunityKind};
use super::Fit;
use crate::style::LineCosts;

/// Share of the square in a justified line's cost; the rest grows with the sixth power, up to [`STEEP`].
const SQUARE: f32 = 0.5;
/// The looseness, in stretchabilities, from which the cost grows slowly again: if every line is bad, the less bad must
/// still win.
const STEEP: f32 = 2.0;

/// Cost of the spaces of a justified line that grow by `space` of their width.
pub(super) fn spaces(space: f32, costs: &LineCosts) -> f32 {
    let limit = if space >= 0.0 { costs.stretch } else { costs.shrink };
    let ratio = (space / limit.max(0.01)).abs().min(1000.0);
    let (near, far) = (ratio.min(STEEP), (ratio - STEEP).max(0.0));
    let square = near * near;
    100.0 * (SQUARE * square + (1.0 - SQUARE) * square * square * square + 50.0 * far + 5.0 * far * far)
}

/// The cost of a line's end. `run` is the number of lines before it, in a row, that end in hyphens.
pub(super) fn ending(end: &Opportunity, run: u8, costs: &LineCosts) -> f32 {
    let kind = match end.kind {
        OpportunityKind::Hyphen => costs.hyphen,
        OpportunityKind::HardHyphen => 0.5 * costs.hyphen,
        OpportunityKind::Emergency => EMERGENCY,
        _ => 0.0,
    };
    let ladder = if end.kind.is_hyphen() && run > 0 { costs.ladder * f32::from(run) } else { 0.0 };
    kind + ladder + end.penalty * costs.hyphen
}

/// Cost of a break inside a word at a place that no rule allows.
const EMERGENCY: f32 = 20_000.0;

/// Cost of a line that cannot be made to fit.
pub(super) const OVERFULL: f32 = 100_000.0;

/// Cost of the difference to the line above.
pub(super) fn contrast(above: f32, here: f32, costs: &LineCosts) -> f32 {
    let difference = above - here;
    costs.contrast * difference * difference
}

/// The looseness of a line to the eye: its spaces, and a little of the expansion of its letters.
pub(super) fn looseness(fit: &Fit) -> f32 {
    fit.space + 4.0 * fit.expansion + 4.0 * fit.tracking
}

/// Cost of a last line of a natural width in points, where an em is `em`.
pub(super) fn runt(width: f64, em: f32, costs: &LineCosts) -> f32 {
    let least = 2.5 * f64::from(em);
    if width >= least || width <= 0.0 { 0.0 } else { costs.runt * (1.0 - 0.5 * (width / least) as f32) }
}

/// Cost of a ragged line that falls short by `slack` points of a line of `width`.
pub(super) fn ragged(slack: f64, width: f64, em: f32) -> f32 {
    // A rag of up to about three ems reads as one edge.
    let zone = (3.0 * f64::from(em)).min(0.25 * width).max(1.0);
    let ratio = (slack / zone) as f32;
    60.0 * ratio * ratio
}

/// True if a line of ideographs and other characters is mostly ideographs: `ideographs` is the sum of their ems.
pub(super) fn is_dense(ideographs: f64, width: f64) -> bool {
    ideographs > 0.6 * width
}

/// Cost of a ragged line of ideographs that falls short by `slack` points: a rule about line starts may leave a line
/// one character short, but two are a hole.
pub(super) fn dense(slack: f64, em: f32) -> f32 {
    let characters = (slack / f64::from(em.max(1.0))) as f32;
    240.0 * characters * characters
}

/// Cost of the third and further lines of a stair.
pub(super) const STAIR: f32 = 40.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::shape::Sums;
    use crate::style::resolve::plain;

    fn costs() -> LineCosts {
        let lines = plain("normal").lines;
        LineCosts { stretch: 0.5, shrink: 0.25, hyphen: 50.0, ladder: 200.0, contrast: 30.0, runt: 80.0, ..lines }
    }

    fn near(found: f32, wanted: f32) {
        assert!((found - wanted).abs() < 0.001 * wanted.abs().max(1.0), "{found} and not {wanted}");
    }

    #[test]
    fn spaces_cost_a_hundred_at_their_limits_and_more_beyond() {
        for (space, cost) in [(0.0, 0.0), (0.25, 13.28125), (0.5, 100.0), (1.0, 3400.0), (2.0, 15_400.0)] {
            near(spaces(space, &costs()), cost);
            near(spaces(-space / 2.0, &costs()), cost);
        }
    }

    #[test]
    fn ends_of_lines_cost_by_their_kind_and_those_before() {
        let end = |kind, penalty| Opportunity {
            content_end: 0,
            next_start: 0,
            kind,
            penalty,
            end: Sums::default(),
            next: Sums::default(),
            extra: 0.0,
            hang_end: 0.0,
            hang_next: 0.0,
        };
        for (kind, penalty, run, cost) in [
            (OpportunityKind::Space, 0.0, 3, 0.0),
            (OpportunityKind::Space, 0.5, 0, 25.0),
            (OpportunityKind::Hyphen, 0.0, 0, 50.0),
            (OpportunityKind::Hyphen, 0.0, 1, 250.0),
            (OpportunityKind::HardHyphen, 0.0, 2, 425.0),
            (OpportunityKind::Emergency, 0.1, 0, 20_005.0),
        ] {
            near(ending(&end(kind, penalty), run, &costs()), cost);
        }
    }

    #[test]
    fn contrast_and_ends_of_paragraphs_and_rags_cost_by_the_square() {
        near(contrast(0.5, -0.5, &costs()), 30.0);
        near(contrast(0.1, 0.3, &costs()), 1.2);
        // A last line of two and a half ems is none that is hardly there.
        for (width, cost) in [(0.0, 0.0), (12.5, 60.0), (24.9, 40.16), (25.0, 0.0), (30.0, 0.0)] {
            near(runt(width, 10.0, &costs()), cost);
        }
        // A rag may be three ems deep, and in narrow columns a quarter of the line.
        for (slack, width, cost) in [(0.0, 300.0, 0.0), (15.0, 300.0, 15.0), (30.0, 300.0, 60.0), (10.0, 80.0, 15.0)] {
            near(ragged(slack, width, 10.0), cost);
        }
        near(dense(5.0, 10.0), 60.0);
        near(dense(20.0, 10.0), 960.0);
        assert!(is_dense(61.0, 100.0) && !is_dense(60.0, 100.0));
    }
}
