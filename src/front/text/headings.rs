//! Which units are headings.

use super::page::Page;
use super::segment::Fate;
use super::unit::{Kind, Marker};

/// The level of every unit that is a heading.
pub fn headings(page: &Page, fates: &[Fate], taken: &[bool]) -> Vec<Option<u8>> {
    let kept: Vec<usize> = (0..page.units.len()).filter(|&i| fates[i] == Fate::Keep && !taken[i]).collect();
    let mut out = vec![None; page.units.len()];
    for (n, &i) in kept.iter().enumerate() {
        let next = kept.get(n + 1).copied();
        if is_heading(page, i, next) {
            out[i] = Some(level(page, i));
        }
    }
    out
}

fn is_heading(page: &Page, i: usize, next: Option<usize>) -> bool {
    let (unit, clue) = (&page.units[i], &page.clues[i]);
    if unit.kind != Kind::Prose || unit.quote > 0 {
        return false;
    }
    if unit.underlined > 0 {
        return true;
    }
    let Some(next) = next else { return false };
    let bullet = matches!(unit.marker, Some(Marker::Bullet(..)));
    let ends = unit.text.ends_with(['.', ',', ';', ':', '”', '"']);
    let follow = &page.clues[next];
    !bullet
        && clue.chars <= 90
        && clue.words <= 14
        && !ends
        && follow.chars > 90
        && page.units[next].marker.is_none()
        && (unit.gap > 0 || follow.chars > 200)
}

fn level(page: &Page, i: usize) -> u8 {
    match page.units[i].underlined {
        2 => 2,
        _ => 1,
    }
}
