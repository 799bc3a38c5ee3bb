//! The stretch of a page that looks most like running text, by length and form alone. Its position to that stretch is a
//! feature of every unit.

use super::page::Page;
use crate::front::text::prepare::unit::Kind;

/// True for a line that consists of known chrome.
pub(crate) fn is_chrome(page: &Page, i: usize) -> bool {
    let (Some(unit), Some(basic)) = (page.units.get(i), page.basics.get(i)) else { return false };
    unit.kind == Kind::Prose && basic.cover.share > 0.99 && basic.cover.words > 0
}

/// The score that a unit adds to its stretch, by length and form alone; negative outside running text.
pub(crate) fn score(page: &Page, i: usize) -> f32 {
    let (unit, basic) = (&page.units[i], &page.basics[i]);
    if unit.kind != Kind::Prose {
        return 2.0;
    }
    if is_chrome(page, i) {
        return -12.0;
    }
    if basic.sentence && basic.words >= 8 {
        basic.words as f32
    } else if basic.words >= 20 {
        6.0
    } else {
        -6.0
    }
}

/// The stretch with the greatest sum.
pub(crate) fn best(scores: &[f32]) -> (usize, usize) {
    let (mut best, mut range) = (0.0, (0, scores.len()));
    let (mut sum, mut start) = (0.0f32, 0);
    for (i, score) in scores.iter().enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, i);
        }
        sum += score;
        if sum > best {
            (best, range) = (sum, (start, i + 1));
        }
    }
    range
}
