//! Display text in even lines: titles, standfirsts and headings.
//!
//! Ragged running text fills its lines, and its last line is the rest. A title broken so reads "United States to Lift
//! Sudan / Sanctions". Here the text keeps the number of lines that its measure needs, but is broken in the narrowest
//! measure that still holds it in so many: the same as `text-wrap: balance` of CSS Text 4 (section 6.3). There the last
//! line counts like any other, because otherwise one long line would set the measure, and the last would be a short
//! rest. The lines are then set in the whole measure again.
//!
//! The ends of lines in a title are stricter too: not after a hyphen, not inside a date or between a number and its
//! unit, as long as another place is possible.

use super::{Breaks, linebreak};
use crate::layout::frame::Pt;
use crate::layout::shape::{Opportunity, OpportunityKind, Shaped};
use crate::style::LineCosts;

/// The most lines that are balanced; a longer text is read as a paragraph.
const MOST_LINES: usize = 6;

/// The number of halvings of the interval of the narrowest measure: to a hundredth of it.
const STEPS: usize = 7;

/// The shortest line of a title has at least this share of the longest, unless it is one word.
const EVEN: f64 = 0.6;

/// The number of wider measures that are tried if the narrowest leaves uneven lines.
const WIDER: usize = 8;

/// The extra cost of a poor place in display text, in hyphens.
const POOR: f32 = 6.0;

/// Breaks display text into even lines.
pub fn balanced(shaped: &mut Shaped, costs: &LineCosts) -> Breaks {
    avoid_poor_places(shaped);
    let whole = shaped.shape.measure;
    let mut best = linebreak(shaped, costs);
    let count = best.lines.len();
    let forced = best.lines.iter().filter(|line| line.is_last()).count() > 1;
    if !(2..=MOST_LINES).contains(&count) || forced {
        return best;
    }
    shaped.shape.even = true;
    let most = best.cost.max(0.0) + super::cost::OVERFULL / 100.0;
    let (mut fits, mut narrow) = (whole, whole * 0.5 / count as Pt);
    for _ in 0..STEPS {
        let middle = (fits + narrow) / 2.0;
        shaped.shape.measure = middle;
        let tried = linebreak(shaped, costs);
        if tried.lines.len() <= count && tried.cost < most {
            (fits, best) = (middle, tried);
        } else {
            narrow = middle;
        }
    }
    let mut evenness = evenness_of(shaped, &best);
    for step in 1..=WIDER {
        if evenness >= EVEN {
            break;
        }
        shaped.shape.measure = fits + (whole - fits) * step as Pt / WIDER as Pt;
        let tried = linebreak(shaped, costs);
        let found = evenness_of(shaped, &tried);
        if tried.lines.len() <= count && tried.cost < most && found > evenness + 0.05 {
            (evenness, best) = (found, tried);
        }
    }
    shaped.shape.measure = whole;
    shaped.shape.even = false;
    for line in &mut best.lines {
        line.width = (whole - line.indent).max(1.0);
    }
    best
}

/// The width of the shortest line as a share of the longest; 1 if the shortest is one word.
fn evenness_of(shaped: &Shaped, breaks: &Breaks) -> f64 {
    let (mut from, mut start) = (0, 0.0);
    let mut widths = Vec::with_capacity(breaks.lines.len());
    for line in &breaks.lines {
        let end = line.end.content_end;
        let Some(place) = shaped.opportunities.iter().find(|place| place.content_end == end) else { continue };
        let is_word = shaped.text.get(from..end as usize).is_some_and(|text| !text.trim().contains(' '));
        widths.push((place.end.width - start, is_word));
        (from, start) = (line.end.next_start as usize, place.next.width);
    }
    let longest = widths.iter().map(|(width, _)| *width).fold(0.0, f64::max);
    let shortest = widths.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    shortest.map_or(1.0, |(width, is_word)| if *is_word || longest <= 0.0 { 1.0 } else { width / longest })
}

/// Raises the cost of places where a title should not be broken.
fn avoid_poor_places(shaped: &mut Shaped) {
    let text = &shaped.text;
    let has_parts = text.contains(PARTED);
    for place in &mut shaped.opportunities {
        let in_part = || has_parts && place.kind == OpportunityKind::Space && !is_between_parts(text, place);
        if is_poor(text, place) || in_part() {
            place.penalty += POOR;
        }
    }
}

/// The sign between the parts of a byline: names, day, site.
const PARTED: &str = " \u{b7} ";

/// True if a line ends there after the sign between two parts.
fn is_between_parts(text: &str, place: &Opportunity) -> bool {
    text.get(..place.content_end as usize).is_some_and(|before| before.ends_with(PARTED.trim()))
}

/// True if a line of display text should not end there: after a hyphen, before a number ("March / 26"), or between a
/// day's number and its month ("26 / March").
fn is_poor(text: &str, place: &Opportunity) -> bool {
    let (Some(before), Some(after)) = (text.get(..place.content_end as usize), text.get(place.next_start as usize..))
    else {
        return false;
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let word_before = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let is_short_number =
        (1..=3).contains(&word_before.len()) && word_before.trim_end_matches('.').bytes().all(|b| b.is_ascii_digit());
    match place.kind {
        OpportunityKind::HardHyphen | OpportunityKind::Hyphen | OpportunityKind::Name => true,
        OpportunityKind::Space => {
            after.starts_with(is_digit) && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '.'))
                || is_short_number && after.starts_with(char::is_alphabetic)
        }
        _ => false,
    }
}
