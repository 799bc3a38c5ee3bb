//! Running heads and folios: artifacts that help to leaf through, silent for people who listen.

use std::rc::Rc;

use super::assemble::{PageFacts, text_left};
use super::frame::{FurnitureKind, Owner, Page, Pt};
use super::galley::moved;
use super::inline::Line;
use super::setting::{Setter, look};
use crate::doc::Lang;
use crate::style::print::least_outside;
use crate::style::{Caps, FolioPlace, Role};

/// Sets the furniture of pages. `first` is the index of the first in the publication.
pub(crate) fn furnish(pages: &mut [Page], facts: &[PageFacts], first: usize, lang: &Lang, set: &Setter) {
    for (i, (page, facts)) in pages.iter_mut().zip(facts).enumerate() {
        if facts.blank {
            continue;
        }
        let furniture = &set.style.furniture;
        if furniture.running_heads && (!facts.opening || furniture.head_on_opening) {
            head(page, facts, first + i, lang, set);
        }
        folio(page, first + i, lang, set);
    }
}

/// The head names the whole, and the part that is in force at the page's first line. Facing pages share them, the whole
/// on the left-hand page; other pages show both, the whole at the left. If long words leave room for only one, the part
/// is shown.
fn head(page: &mut Page, facts: &PageFacts, index: usize, lang: &Lang, set: &Setter) {
    let (whole, part) = where_it_is(facts);
    let style = &set.style.page;
    let (left, width) = (text_left(style, index), style.text_width());
    let verso = style.facing && index % 2 == 1;
    let fit = |words: &str, space: Pt| fitting(words, Role::RunningHead, FurnitureKind::Header, space, lang, set);
    let mut put_line = |line: Line, at_left: bool| {
        let x = if at_left { left } else { left + width - line.width };
        put(page, line, x, head_line(set));
    };
    let alone = |words: &str| fit(words, width).map(|(line, _)| line);
    match (whole, part) {
        (None, None) => {}
        (Some(words), None) | (None, Some(words)) => {
            alone(words).into_iter().for_each(|line| put_line(line, !style.facing || verso));
        }
        (Some(whole), Some(part)) if style.facing => {
            alone(if verso { whole } else { part }).into_iter().for_each(|line| put_line(line, verso));
        }
        (Some(whole), Some(part)) => {
            let part = alone(part);
            let room = width - part.as_ref().map_or(0.0, |part| part.width + 2.0 * set.style.body().size);
            let beside = Some(room).filter(|room| *room >= LEAST_WHOLE * width).and_then(|room| fit(whole, room));
            // A title cut down to a word or two is not recognisable.
            match beside.filter(|(_, kept)| *kept >= LEAST_KEPT) {
                Some((whole, _)) => {
                    put_line(whole, true);
                    part.into_iter().for_each(|part| put_line(part, false));
                }
                None => part.into_iter().for_each(|part| put_line(part, true)),
            }
        }
    }
}

/// The least share of a title's words that is shown next to the part.
const LEAST_KEPT: f32 = 0.4;

/// The least share of the measure in which the title of the whole is still worth showing next to the part.
const LEAST_WHOLE: f32 = 0.25;

/// The title of the whole and of the part: edition and article, or article and section. Only one if both are the same.
fn where_it_is(facts: &PageFacts) -> (Option<&str>, Option<&str>) {
    let stated = |words: &'_ str| !words.trim().is_empty();
    let (book, title) = (&*facts.book, &*facts.title);
    let section = facts.section.as_deref().filter(|words| stated(words));
    let title = Some(title).filter(|words| stated(words));
    match Some(book).filter(|words| stated(words)) {
        Some(book) => (Some(book), title.or(section).filter(|part| *part != book)),
        None => (title, section.filter(|part| Some(*part) != title)),
    }
}

fn folio(page: &mut Page, index: usize, lang: &Lang, set: &Setter) {
    let style = &set.style.page;
    let left = text_left(style, index);
    let right = left + style.text_width();
    let owner = Owner::Furniture(FurnitureKind::Footer);
    let line = set.line(&page.label, &Rc::new(look(set.style.text(Role::Folio))), owner, lang);
    let verso = style.facing && index % 2 == 1;
    let x = match set.style.furniture.folio {
        FolioPlace::None => return,
        FolioPlace::FootOuter if verso => left,
        FolioPlace::FootOuter => right - line.width,
        FolioPlace::FootCenter => (left + right - line.width) / 2.0,
    };
    put(page, line, x, foot_line(set));
}

/// The least distance of furniture from the edge of the page, in points: the printer's minimum, or a fifth of an inch.
fn edge(set: &Setter) -> Pt {
    least_outside(&set.style.print).max(14.0)
}

/// The baseline of running heads: a line and a half over the text, but never too near to the edge.
fn head_line(set: &Setter) -> Pt {
    let page = &set.style.page;
    let size = set.style.text(Role::RunningHead).size;
    (page.top - 1.1 * page.grid).max(edge(set) + 0.75 * size).min(page.top - 0.35 * size)
}

/// The baseline of folios: under the text by two lines, but within the page.
fn foot_line(set: &Setter) -> Pt {
    let page = &set.style.page;
    let size = set.style.text(Role::Folio).size;
    let bottom = page.top + page.grid * page.lines as Pt;
    (bottom + 1.2 * page.grid + 0.35 * size).min(page.height - edge(set) - 0.2 * size).max(bottom + size)
}

/// Words on one line, with the share of them that is shown. If they are too long, as many whole words as fit and an
/// ellipsis; `None` if no word fits.
fn fitting(words: &str, role: Role, kind: FurnitureKind, space: Pt, lang: &Lang, set: &Setter) -> Option<(Line, f32)> {
    let style = set.style.text(role);
    let look = Rc::new(look(style));
    let words = if style.caps == Caps::All { words.to_uppercase() } else { words.to_owned() };
    let owner = Owner::Furniture(kind);
    // A title may be as long as a book, so each page shapes only as much of it as any line could hold.
    let most = (space / style.size * 20.0) as usize;
    let (words, whole) = match words.char_indices().nth(most) {
        Some((end, _)) => (&words[..end], false),
        None => (words.as_str(), true),
    };
    let line = set.line(words, &look, owner, lang);
    if line.width <= space && whole {
        return Some((line, 1.0));
    }
    let all: Vec<&str> = words.split_whitespace().collect();
    let cut = |count: usize| {
        let kept = all.get(..count).unwrap_or(&all).join(" ");
        let text = format!("{}\u{2026}", kept.trim_end_matches(|c: char| c.is_ascii_punctuation()));
        set.line(&text, &look, owner, lang)
    };
    // Halves the interval: `few` words fit, and `many` do not.
    let (mut few, mut many) = (0, all.len().max(1));
    while many - few > 1 {
        let middle = (few + many) / 2;
        if cut(middle).width <= space { few = middle } else { many = middle }
    }
    (few > 0).then(|| (cut(few), few as f32 / all.len() as f32))
}

fn put(page: &mut Page, line: Line, x: Pt, baseline: Pt) {
    page.items.extend(line.items.into_iter().map(|p| moved(p, x, baseline)));
}
