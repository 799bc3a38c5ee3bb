//! Clean or captured, and where the article is.
//!
//! First the gate: a text that shows no sign of a web page around it loses nothing. Then, for captures, the stretch of
//! units with the greatest sum of scores (Pasternack and Roth, WWW 2009).

use super::page::Page;
use super::unit::Kind;

/// How much of a web page a text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// An article and nothing else: nothing is removed.
    Clean,
    /// An article with a few lines of a page's chrome around it: only lines that surely are chrome are removed.
    Touched,
    /// A page: the article has to be found in it.
    Capture,
}

/// What becomes of every unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It belongs to the article.
    Keep,
    /// It goes, for the reason of that code.
    Drop(&'static str),
}

/// Decides what sort of text this is.
pub fn gate(page: &Page) -> Sort {
    let chrome = (0..page.units.len()).filter(|&i| is_chrome(page, i)).count();
    if chrome >= 5 || chrome >= 3 && chrome * 8 > page.units.len() {
        Sort::Capture
    } else if chrome >= 1 || page.clues.iter().any(|c| c.again && c.words >= 4) {
        Sort::Touched
    } else {
        Sort::Clean
    }
}

/// True for a line all of which is known chrome.
pub fn is_chrome(page: &Page, i: usize) -> bool {
    let (Some(unit), Some(clue)) = (page.units.get(i), page.clues.get(i)) else { return false };
    unit.kind == Kind::Prose && clue.cover.share > 0.99 && clue.cover.words > 0
}

/// What becomes of every unit of a text of that sort.
pub fn fates(page: &Page, sort: Sort) -> Vec<Fate> {
    let count = page.units.len();
    let mut fates = vec![Fate::Keep; count];
    let sure = |i: usize| page.clues.get(i).and_then(|c| c.cover.code).unwrap_or("chrome-outside");
    match sort {
        Sort::Clean => {}
        Sort::Touched => {
            let text = |i: &usize| page.is_paragraph(*i) && page.clues[*i].copies == 1;
            let first = (0..count).find(text).unwrap_or(0);
            let last = (0..count).rev().find(text).unwrap_or(count);
            for i in (0..count).filter(|&i| (i < first || i > last) && is_chrome(page, i)) {
                fates[i] = Fate::Drop(sure(i));
            }
        }
        Sort::Capture => {
            let scores: Vec<f32> = (0..count).map(|i| score(page, i)).collect();
            let (start, end) = best(&scores);
            for (i, fate) in fates.iter_mut().enumerate() {
                if i < start || i >= end {
                    *fate = Fate::Drop(if is_chrome(page, i) { sure(i) } else { "chrome-outside" });
                } else if is_chrome(page, i) {
                    *fate = Fate::Drop(sure(i));
                }
            }
        }
    }
    fates
}

fn score(page: &Page, i: usize) -> f32 {
    let (unit, clue) = (&page.units[i], &page.clues[i]);
    if unit.kind != Kind::Prose {
        return 2.0;
    }
    if is_chrome(page, i) {
        return -12.0;
    }
    if clue.sentence && clue.words >= 8 {
        clue.words as f32
    } else if clue.words >= 20 {
        6.0
    } else {
        -6.0
    }
}

/// The stretch with the greatest sum.
pub fn best(scores: &[f32]) -> (usize, usize) {
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
