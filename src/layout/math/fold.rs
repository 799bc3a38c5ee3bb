//! A displayed formula that is wider than its measure, on several lines. Every line but the first begins with a sign: a
//! relation under the first relation of the formula, an operator further in (*The TeXbook*, chapter 19, page 195).

use std::ops::Range;

use ratex_types::DisplayList;

use super::{MathBox, Painter, Setting, Size, laid_out, white};
use crate::layout::fonts::Fonts;
use crate::layout::frame::Pt;
use crate::math::seams::{Part, Seam};

/// The space between two lines, in ems.
const BETWEEN: f32 = 0.35;
/// The least distance of baselines, in ems.
const LEADING: f32 = 1.4;
/// The indent of relations, if the first one is far to the right, in ems.
const INDENT: f32 = 2.0;
/// The indent of operators, more than relations, in ems.
const FURTHER: f32 = 1.0;

/// Sets the parts of a formula, each with the sign that it begins with.
pub(super) fn set(parts: &[Part], how: &Setting, fonts: &Fonts) -> Option<MathBox> {
    let lists: Vec<DisplayList> = parts.iter().map(|part| laid_out(&part.nodes, how.display)).collect::<Option<_>>()?;
    let widths: Vec<(f32, Option<Seam>)> =
        lists.iter().zip(parts).map(|(l, part)| (l.width as f32, part.seam)).collect();
    let mut size = Size::of(&lists, how, fonts);
    let place = |em: f32| (how.measure / em, indent_of(&widths, how.measure / em));
    let (mut measure, mut indent) = place(size.em);
    // A part that fits alone may be too wide behind its indent.
    let room = measure - indent - FURTHER;
    let widest = widths.iter().skip(1).map(|(width, _)| *width).fold(0.0, f32::max);
    if widest > room {
        size.em = (size.em * room / widest).max(0.6 * size.wished);
        (measure, indent) = place(size.em);
    }
    let mut painter = Painter::new(how, fonts, size.em);
    let (mut y, mut right, mut above) = (0.0, 0.0_f32, None::<f32>);
    let mut ascent = 0.0;
    let mut descent = 0.0;
    for line in lines(&widths, measure, indent + FURTHER) {
        let (height, depth) = lists[line.clone()].iter().fold((0.0_f32, 0.0_f32), |(height, depth), list| {
            (height.max(list.height as f32), depth.max(list.depth as f32))
        });
        let mut x = match widths[line.start].1 {
            None => 0.0,
            Some(Seam::Relation) => indent - white(Seam::Relation),
            Some(Seam::Operator) => indent + FURTHER - white(Seam::Operator),
        };
        match above {
            None => ascent = height,
            Some(above) => y += (above + BETWEEN + height).max(LEADING),
        }
        for list in &lists[line] {
            painter.paint(list, (x * size.em, y * size.em));
            x += list.width as f32;
        }
        (above, right, descent) = (Some(depth), right.max(x), y + depth);
    }
    let points = |ems: f32| -> Pt { ems * size.em };
    let small = size.em < size.least - 0.01;
    let (width, ascent, descent) = (points(right), points(ascent), points(descent));
    Some(MathBox { width, ascent, descent, items: painter.items, small, seam: None })
}

/// The indent of the lines that begin with a relation, in ems: under the formula's first relation, if that is on the left.
fn indent_of(widths: &[(f32, Option<Seam>)], measure: f32) -> f32 {
    let left = widths.iter().take_while(|(_, seam)| *seam != Some(Seam::Relation)).map(|(width, _)| width).sum::<f32>();
    let first = left + white(Seam::Relation);
    if first <= 0.3 * measure { first } else { INDENT.min(0.1 * measure) }
}

/// Fills lines of a measure with parts, of which all but the first line lose an indent; all in ems. A line ends before a
/// relation rather than before an operator, if it is half full then.
fn lines(widths: &[(f32, Option<Seam>)], measure: f32, indent: f32) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in 1..widths.len() {
        let room = |start: usize| if start == 0 { measure } else { measure - indent };
        let sum = |range: Range<usize>| widths[range].iter().map(|(width, _)| width).sum::<f32>();
        while start < end && sum(start..end + 1) > room(start) {
            let is_good = |at: &usize| widths[*at].1 == Some(Seam::Relation) && sum(start..*at) >= 0.5 * room(start);
            let cut = (start + 1..=end).rev().find(is_good).unwrap_or(end);
            out.push(start..cut);
            start = cut;
        }
    }
    out.push(start..widths.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_before_relations_rather_than_operators() {
        let (r, o) = (Some(Seam::Relation), Some(Seam::Operator));
        assert_eq!(lines(&[(3.0, None), (3.0, r), (3.0, o), (3.0, o)], 20.0, 2.0).len(), 1);
        assert_eq!(lines(&[(3.0, None), (4.0, r), (3.0, r), (3.0, o)], 12.0, 2.0), [0..2, 2..4]);
        // The relation would leave a line that is less than half full.
        assert_eq!(lines(&[(3.0, None), (4.0, r), (4.0, o), (3.0, o)], 12.0, 2.0), [0..3, 3..4]);
        // Parts that are too wide have lines of their own.
        assert_eq!(lines(&[(9.0, None), (9.0, r), (9.0, o)], 8.0, 2.0), [0..1, 1..2, 2..3]);
        assert_eq!(lines(&[(9.0, None)], 8.0, 2.0).len(), 1);
    }

    #[test]
    fn relations_stand_under_the_first_one_unless_it_is_far_to_the_right() {
        let r = Some(Seam::Relation);
        assert!((indent_of(&[(2.0, None), (9.0, r), (9.0, r)], 12.0) - 2.0 - 5.0 / 18.0).abs() < 1e-6);
        assert!((indent_of(&[(6.0, None), (9.0, r), (9.0, r)], 30.0) - 6.0 - 5.0 / 18.0).abs() < 1e-6);
        assert!((indent_of(&[(6.0, None), (9.0, r), (9.0, r)], 12.0) - 1.2).abs() < 1e-6);
    }
}
