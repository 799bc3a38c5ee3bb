//! Running heads and folios: artifacts that help to leaf through, silent for people who listen.

use std::rc::Rc;

use super::assemble::{PageFacts, text_left};
use super::frame::{FurnitureKind, Owner, Page, Pt};
use super::galley::moved;
use super::inline::{Direction, Line, Look, Piece, TextPiece};
use super::math::{MathBox, Setting, set_in_line};
use super::setting::{Setter, formula_pieces, look};
use crate::doc::{Inline, Inlines, Lang, Math, plain_text};
use crate::lang::Binding;
use crate::math;
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
/// on the page that is read first; other pages show both, the whole first. If long words leave room for only one, the
/// part is shown.
fn head(page: &mut Page, facts: &PageFacts, index: usize, lang: &Lang, set: &Setter) {
    let (whole, part) = where_it_is(facts);
    let style = &set.style.page;
    let verso = style.facing && index % 2 == 1;
    let fit = |words: &[Inline], space: Pt| fitting(words, Role::RunningHead, FurnitureKind::Header, space, lang, set);
    let width = style.text_width();
    let mut put_line = |line: Line, at_start: bool| {
        let x = line_left(&line, at_start, index, set);
        put(page, line, x, head_line(set));
    };
    let alone = |words: &[Inline]| fit(words, width).map(|(line, _)| line);
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

/// The left edge of a line at the start of the text area, or at its end. The start is the side from which the book is
/// read: the outer edge of the left one of two facing pages, and of the right one in a book that is bound at the right.
fn line_left(line: &Line, at_start: bool, index: usize, set: &Setter) -> Pt {
    let rest = set.style.page.text_width() - line.width;
    text_left(set, index) + if at_start == (set.binding == Binding::Left) { 0.0 } else { rest }
}

/// The least share of a title's words that is shown next to the part.
const LEAST_KEPT: f32 = 0.4;

/// The least share of the measure in which the title of the whole is still worth showing next to the part.
const LEAST_WHOLE: f32 = 0.25;

/// The title of the whole and of the part: edition and article, or article and section. Only one if both are the same.
fn where_it_is(facts: &PageFacts) -> (Option<&[Inline]>, Option<&[Inline]>) {
    let stated = |words: &'_ [Inline]| !plain_text(words).trim().is_empty();
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
    let owner = Owner::Furniture(FurnitureKind::Footer);
    let line = set.line(&page.label, &Rc::new(look(set.style.text(Role::Folio))), owner, lang);
    let verso = style.facing && index % 2 == 1;
    let x = match set.style.furniture.folio {
        FolioPlace::None => return,
        FolioPlace::FootOuter => line_left(&line, verso, index, set),
        FolioPlace::FootCenter => text_left(set, index) + (style.text_width() - line.width) / 2.0,
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
fn fitting(
    words: &[Inline],
    role: Role,
    kind: FurnitureKind,
    space: Pt,
    lang: &Lang,
    set: &Setter,
) -> Option<(Line, f32)> {
    let style = set.style.text(role);
    let head =
        Head { look: Rc::new(look(style)), owner: Owner::Furniture(kind), capitals: style.caps == Caps::All, set };
    // A title may be as long as a book, so each page shapes only as much of it as any line could hold.
    let most = (space / style.size * 20.0) as usize;
    let shown = Beginning::of(words, usize::MAX, most);
    let line = head.line(&shown.inlines, "", lang);
    if line.width <= space && shown.is_whole {
        return Some((line, 1.0));
    }
    let cut = |count: usize| head.line(&Beginning::of(words, count, most).inlines, "\u{2026}", lang);
    // Halves the interval: `few` words fit, and `many` do not.
    let (mut few, mut many) = (0, shown.words.max(1));
    while many - few > 1 {
        let middle = (few + many) / 2;
        if cut(middle).width <= space { few = middle } else { many = middle }
    }
    (few > 0).then(|| (cut(few), few as f32 / shown.words as f32))
}

/// The first words of some others.
struct Beginning {
    inlines: Inlines,
    /// Their number. A formula is a word, or a part of the word that it touches.
    words: usize,
    /// True if nothing follows.
    is_whole: bool,
}

impl Beginning {
    /// At most so many words and so many characters.
    fn of(inlines: &[Inline], words: usize, characters: usize) -> Self {
        let mut begun = Beginning { inlines: Inlines::new(), words: 0, is_whole: false };
        let (mut count, mut inside) = (0, false);
        for inline in inlines {
            let Inline::Text(text) = inline else {
                if !inside && begun.words == words || count >= characters {
                    return begun;
                }
                begun.words += usize::from(!inside);
                (count, inside) = (count + 1, true);
                begun.inlines.push(inline.clone());
                continue;
            };
            for (at, c) in text.char_indices() {
                let starts = !c.is_whitespace() && !inside;
                if starts && begun.words == words || count >= characters {
                    begun.inlines.push(Inline::text(&text[..at]));
                    return begun;
                }
                begun.words += usize::from(starts);
                (count, inside) = (count + 1, !c.is_whitespace());
            }
            begun.inlines.push(inline.clone());
        }
        Beginning { is_whole: true, ..begun }
    }
}

/// The way in which the words of a running head are set.
struct Head<'a, 's> {
    look: Rc<Look>,
    owner: Owner,
    capitals: bool,
    set: &'a Setter<'s>,
}

impl Head<'_, '_> {
    /// The words and what follows them, on one line.
    fn line(&self, words: &[Inline], after: &str, lang: &Lang) -> Line {
        let mut pieces = Vec::new();
        self.pieces(words, &self.look, &mut pieces);
        match pieces.last_mut() {
            Some(Piece::Text(last)) => {
                let end = last.text.trim_end();
                let end = if after.is_empty() { end } else { end.trim_end_matches(|c: char| c.is_ascii_punctuation()) };
                last.text.truncate(end.len());
                last.text.push_str(after);
            }
            _ => self.push(after, &self.look, &mut pieces),
        }
        self.set.pieces_line(pieces, lang, Direction::Natural)
    }

    fn pieces(&self, words: &[Inline], look: &Rc<Look>, out: &mut Vec<Piece>) {
        for inline in words {
            match inline {
                Inline::Text(text) => self.push(text, look, out),
                Inline::Super(inner) => self.pieces(inner, &self.shifted(look, 0.34), out),
                Inline::Sub(inner) => self.pieces(inner, &self.shifted(look, -0.16), out),
                Inline::Math(math) => match self.formula(math, look) {
                    Some(set) => out.extend(set),
                    None => self.push(&math::linear(math), look, out),
                },
                _ => {}
            }
        }
    }

    fn shifted(&self, look: &Rc<Look>, ems: Pt) -> Rc<Look> {
        let mut look = (**look).clone();
        self.set.shift(&mut look, ems);
        Rc::new(look)
    }

    fn push(&self, text: &str, look: &Rc<Look>, out: &mut Vec<Piece>) {
        let text = if self.capitals { text.to_uppercase() } else { text.to_owned() };
        out.push(Piece::Text(TextPiece { text, look: look.clone(), owner: self.owner, link: None, note: None }));
    }

    /// A formula, unless it cannot be set or is taller than a running head may be.
    fn formula(&self, math: &Math, look: &Look) -> Option<Vec<Piece>> {
        let how = Setting {
            family: &look.family,
            size: look.size,
            least: self.set.style.least_em(&look.family),
            colour: look.colour,
            display: false,
            measure: Pt::MAX,
            number_at_end: false,
            owner: self.owner,
        };
        let parts = set_in_line(math, &how, &self.set.fonts)?;
        let is_low = |part: &MathBox| part.ascent <= 1.3 * look.size && part.descent <= 0.8 * look.size;
        parts.iter().all(is_low).then(|| formula_pieces(parts, look, None))
    }
}

/// Puts a line on a page.
fn put(page: &mut Page, line: Line, x: Pt, baseline: Pt) {
    page.items.extend(line.items.into_iter().map(|p| moved(p, x, baseline)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_heads_are_cut_between_words_and_formulas_are_part_of_them() {
        let math = || Inline::Math(Math { tex: Some("n".into()), mathml: None });
        let words = [Inline::text("The "), math(), Inline::text("-body problem of "), math()];
        let cut = |words: &[Inline], count| plain_text(&Beginning::of(words, count, 99).inlines);
        assert_eq!(cut(&words, 1).trim(), "The");
        assert_eq!(cut(&words, 2).trim(), "The n-body");
        assert_eq!(cut(&words, 4).trim(), "The n-body problem of");
        assert_eq!(Beginning::of(&words, usize::MAX, 99).words, 5);
        assert_eq!(plain_text(&Beginning::of(&words, 9, 6).inlines), "The n-");
    }
}
