//! Running heads and folios: artifacts that help to leaf through, silent for those who listen.

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
pub fn furnish(pages: &mut [Page], facts: &[PageFacts], first: usize, lang: &Lang, set: &Setter) {
    for (i, (page, facts)) in pages.iter_mut().zip(facts).enumerate() {
        if facts.blank {
            continue;
        }
        let furniture = &set.style.furniture;
        if furniture.running_heads && (!facts.opening || furniture.head_on_opening) {
            head(page, facts, first + i, lang, set);
        }
        folio(page, facts, first + i, lang, set);
    }
}

/// The head: the article's title on left-hand pages, the section on right-hand ones; where pages do not face each
/// other, the section where there is one.
fn head(page: &mut Page, facts: &PageFacts, index: usize, lang: &Lang, set: &Setter) {
    let verso = index % 2 == 1;
    let title = (!facts.title.is_empty()).then(|| facts.title.clone());
    let words = if set.style.page.facing && verso { title } else { facts.section.clone().or(title) };
    let Some(words) = words else { return };
    let style = &set.style.page;
    let baseline = head_line(set);
    let space = style.text_width()
        * if matches!(set.style.furniture.folio, FolioPlace::FootCenterHeadRight) { 0.8 } else { 1.0 };
    let line = fitting(&words, Role::RunningHead, FurnitureKind::Header, space, lang, set);
    let left = text_left(style, index);
    let outer_right = !(style.facing && verso);
    let head_has_folio = matches!(set.style.furniture.folio, FolioPlace::FootCenterHeadRight);
    let x = if outer_right && !head_has_folio && style.facing { left + style.text_width() - line.width } else { left };
    put(page, line, x, baseline);
}

fn folio(page: &mut Page, facts: &PageFacts, index: usize, lang: &Lang, set: &Setter) {
    let style = &set.style.page;
    let left = text_left(style, index);
    let right = left + style.text_width();
    let line = |kind| {
        let owner = Owner::Furniture(kind);
        set.line(&page.label, &Rc::new(look(set.style.text(Role::Folio))), owner, lang)
    };
    let foot = line(FurnitureKind::Footer);
    let baseline = foot_line(set);
    let verso = style.facing && index % 2 == 1;
    match set.style.furniture.folio {
        FolioPlace::None => {}
        FolioPlace::FootOuter => {
            let x = if verso { left } else { right - foot.width };
            put(page, foot, x, baseline);
        }
        FolioPlace::FootCenter => {
            let x = (left + right - foot.width) / 2.0;
            put(page, foot, x, baseline);
        }
        FolioPlace::FootCenterHeadRight => {
            let head = line(FurnitureKind::Header);
            let x = (left + right - foot.width) / 2.0;
            put(page, foot, x, baseline);
            if !facts.opening {
                let x = right - head.width;
                put(page, head, x, head_line(set));
            }
        }
    }
}

/// The least distance of furniture from the edge of the page, in points: what the printer asks for, or a fifth of an inch.
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

/// Words on one line, cut at a word with an ellipsis where they are too long.
fn fitting(words: &str, role: Role, kind: FurnitureKind, space: Pt, lang: &Lang, set: &Setter) -> Line {
    let style = set.style.text(role);
    let look = Rc::new(look(style));
    let words = if style.caps == Caps::All { words.to_uppercase() } else { words.to_owned() };
    let owner = Owner::Furniture(kind);
    // Of a title as long as a book, only as much is shaped on every page as any line could hold.
    let most = (space / style.size * 20.0) as usize;
    let (words, whole) = match words.char_indices().nth(most) {
        Some((end, _)) => (&words[..end], false),
        None => (words.as_str(), true),
    };
    let line = set.line(words, &look, owner, lang);
    if line.width <= space && whole {
        return line;
    }
    // The share that fits, by length; then word by word until it does.
    let share = (words.chars().count() as Pt * space / line.width.max(1.0)) as usize;
    let cut: String = words.chars().take(share).collect();
    let mut kept: Vec<&str> = cut.split_whitespace().collect();
    loop {
        kept.pop();
        let text = format!("{}\u{2026}", kept.join(" ").trim_end_matches(|c: char| c.is_ascii_punctuation()));
        let line = set.line(&text, &look, owner, lang);
        if line.width <= space || kept.is_empty() {
            return line;
        }
    }
}

fn put(page: &mut Page, line: Line, x: Pt, baseline: Pt) {
    page.items.extend(line.items.into_iter().map(|p| moved(p, x, baseline)));
}
