//! Code and displayed formulas.
//!
//! Code keeps its lines. If they are longer than the measure, the block first hangs into the right margin, then gets
//! smaller, down to the size's floor, and at last hangs into the left margin. A line that is still too long is broken at
//! a space, after punctuation or before a capital, and a small arrow in the margin says that it goes on; the rest is
//! indented as far as the line. Boxes drawn of lines get as small as they must. Tabs reach every fourth column.

use std::rc::Rc;

use unicode_width::UnicodeWidthChar;

use super::{Flow, Place, SHORT, Standing};
use crate::doc::{Code, Math};
use crate::highlight;
use crate::lang::Binding;
use crate::layout::code_colours::dress;
use crate::layout::frame::{Colour, FurnitureKind, Item, NodeId, Owner, Path, Placed, Pt, Segment, StructureKind};
use crate::layout::inline::{Line, Look, Piece, TextPiece};
use crate::layout::setting::look;
use crate::math;
use crate::style::{Align, Emphasis, Role};

/// The least share of its size that a drawing is set in.
const LEAST_DRAWN: f32 = 0.45;

impl Flow<'_, '_> {
    pub(super) fn code(&mut self, code: &Code, place: &Place) {
        if code.caption.is_empty() {
            return self.bare_code(code, place);
        }
        let node = self.open(StructureKind::Division, place.node);
        let place = &Place { node, ..place.clone() };
        let caption = self.open(StructureKind::Paragraph, node);
        let leading = self.set.style.body().leading;
        let standing = Standing { before: 0.75 * leading, after: 0.3 * leading, ..Standing::default() };
        self.text(&code.caption, caption, Role::Caption, place, standing);
        self.keep = true;
        self.bare_code(code, place);
    }

    fn bare_code(&mut self, code: &Code, place: &Place) {
        let text = without_blank_ends(&code.text);
        let style = self.set.style.text(Role::Code);
        let place = &Place { scale: place.scale * self.scale_of_code(place.role), ..place.clone() };
        let (before, after) = (style.before, style.after);
        let (leading, size) = (style.leading * place.scale, style.size * place.scale);
        let half = self.set.style.body().leading / 2.0;
        let node = self.open(StructureKind::Paragraph, place.node);
        let node = self.open(StructureKind::Code, node);
        if let Some(lang) = &code.lang {
            self.galley.structure.lang(node, lang.clone());
        }
        let lang = crate::doc::Lang::english();
        let mut base = look(style);
        base.verbatim = true;
        base.size = size;
        let advance = self.set.line("0", &Rc::new(base.clone()), furniture(), &lang).width.max(1.0);
        let total = text.split('\n').count();
        let numbers = self.set.style.code_line_numbers.then(|| total.to_string().len());
        let beside = numbers.map_or(0.0, |digits| digits as f32 + 1.5);
        let padding = if self.set.style.tints { 0.6 * size } else { 0.0 };
        let room = self.room_for(text, advance, 2.0 * padding + beside * advance, place);
        let (leading, advance) = (leading * room.scale, advance * room.scale);
        base.size *= room.scale;
        let base = Rc::new(base);
        let (left, right) = (place.left - room.left, place.right + room.right);
        let place = &Place { left, right, scale: place.scale * room.scale, ..place.clone() };
        let mut inside = place.clone();
        if self.set.style.tints {
            inside = self.narrowed(&inside, padding, padding);
            inside.decor = Some(self.decor(place, Some(Colour::Grey(0.96)), None, None));
        }
        inside.left += beside * advance;
        let columns = ((inside.width() / advance + 0.01).floor() as usize).max(8);
        if code.caption.is_empty() {
            self.after = self.after.max(before.max(half));
        }
        let styled = self.highlighted(text, code.language.as_deref(), &base);
        // Space over the next line, for the empty lines before it: space is dropped at the head of a page.
        let mut empty = 0.0;
        for (number, line) in styled.into_iter().enumerate() {
            if numbers.is_none() && line.iter().all(|(text, _)| text.trim().is_empty()) {
                empty += leading;
                continue;
            }
            let index = self.galley.chunks.len();
            self.code_line(line, columns, advance, node, &inside, leading);
            if let Some(digits) = numbers {
                self.number_line(index, number + 1, digits, advance, &base, &inside);
            }
            let near_end = number == 1 || number + 1 == total || total <= SHORT;
            if let Some(chunk) = self.galley.chunks.get_mut(index)
                && number > 0
            {
                chunk.before += std::mem::take(&mut empty);
                chunk.break_before = chunk.break_before.max(if near_end { self.set.style.pages.orphan } else { 0.0 });
            }
        }
        self.after = self.after.max(after.max(half));
        self.flush = true;
    }

    /// The share of its size that code is set in next to small text, such as a note's.
    fn scale_of_code(&self, role: Role) -> f32 {
        let style = self.set.style;
        let beside = style.text(role).size / style.body().size.max(1.0);
        beside.max(style.least_code / style.text(Role::Code).size.max(1.0)).min(1.0)
    }

    /// The room that keeps the lines of a block of code whole. It reaches into the right margin before it gets smaller,
    /// and only for lines that then fit; into the left one too, if all lines fit then. For lines that no setting fits, it
    /// reaches out and keeps its size. `around` is the width of padding and line numbers.
    fn room_for(&self, text: &str, advance: Pt, around: Pt, place: &Place) -> Room {
        let style = self.set.style;
        let page = &style.page;
        let outer_edge = self.set.binding == Binding::Left && !self.rtl;
        let at_edge = (place.right - page.measure()).abs() < 0.5 && place.decor.is_none() && outer_edge;
        let reach = if at_edge && place.role == Role::Body { page.reach } else { 0.0 };
        let columns = || text.split('\n').map(|line| columns_of(line) as Pt);
        let size = style.text(Role::Code).size * place.scale;
        let least = if is_drawn(text) { LEAST_DRAWN } else { (style.least_code / size.max(1.0)).clamp(0.5, 1.0) };
        let width = place.width() - around;
        let most = |room: Pt| (room / (least * advance)).floor();
        let reaches_left = place.left.abs() < 0.5 && columns().all(|column| column <= most(width + 2.0 * reach));
        let left = if reaches_left { reach } else { 0.0 };
        let most = most(width + reach + left);
        let (mut longest, mut is_longer) = (0.0, false);
        for column in columns() {
            if column <= most { longest = Pt::max(longest, column) } else { is_longer = true }
        }
        let wanted = longest * advance;
        if wanted <= width && !is_longer {
            return Room { left: 0.0, right: 0.0, scale: 1.0 };
        }
        let right = if is_longer { reach } else { (wanted - width).clamp(0.0, reach) };
        let scale = ((width + right) / wanted.max(1.0)).clamp(least, 1.0);
        Room { left: (scale * wanted - width - right).clamp(0.0, left), right, scale }
    }

    /// The lines of the code as stretches of one look each.
    fn highlighted(&self, text: &str, language: Option<&str>, base: &Rc<Look>) -> Vec<Vec<(String, Rc<Look>)>> {
        let plain = || text.split('\n').map(|line| vec![(line.to_owned(), base.clone())]).collect();
        let Some(sorted) = language.and_then(|language| highlight::highlight(text, language)) else {
            return plain();
        };
        let italics = self.set.style.emphasis != Emphasis::Bold;
        let mut looks: Vec<(highlight::Sort, Rc<Look>)> = Vec::new();
        let mut look_of = |sort| match looks.iter().find(|(known, _)| *known == sort) {
            Some((_, look)) => look.clone(),
            None => {
                let look = Rc::new(dress(base, sort, italics));
                looks.push((sort, look.clone()));
                look
            }
        };
        let stretches = |(line, sorts): (&str, Vec<(std::ops::Range<usize>, highlight::Sort)>)| {
            sorts.into_iter().filter_map(|(range, sort)| Some((line.get(range)?.to_owned(), look_of(sort)))).collect()
        };
        text.split('\n').zip(sorted).map(stretches).collect()
    }

    /// One line of code, wrapped into as many rows as it needs.
    fn code_line(
        &mut self,
        line: Vec<(String, Rc<Look>)>,
        columns: usize,
        advance: Pt,
        node: NodeId,
        place: &Place,
        leading: Pt,
    ) {
        let line = expand_tabs(line);
        let text: String = line.iter().map(|(t, _)| t.as_str()).collect();
        // An indent of more than half a row would leave no room for words.
        let excess = (text.len() - text.trim_start_matches(' ').len()).saturating_sub(columns / 2);
        let (indent, cuts) = wrap(&text[excess..], columns);
        let owner = self.owner(node);
        let piece = |text: &str, look: &Rc<Look>| {
            Piece::Text(TextPiece { text: text.into(), look: look.clone(), owner, link: None, note: None })
        };
        let mut start = excess;
        for (row, end) in cuts.into_iter().map(|cut| cut + excess).enumerate() {
            let mut pieces = Vec::new();
            let mut at = 0;
            for (stretch, look) in &line {
                let (from, to) = (start.max(at), end.min(at + stretch.len()));
                if from < to
                    && let Some(part) = stretch.get(from - at..to - at)
                {
                    pieces.push(piece(part, look));
                }
                at += stretch.len();
            }
            let turned = row > 0;
            let mut here = place.clone();
            // Spaces at the left are room, not characters a line breaker may drop.
            let spaces = leading_spaces(&mut pieces);
            here.left += (spaces + if turned { indent } else { 0 }) as f32 * advance;
            here.right = here.left + 1e4;
            let chunk = if pieces.is_empty() {
                self.push(Self::row(Vec::new(), leading), place, 0.0, 0.0)
            } else {
                let standing = Standing { align: Some(Align::Start), ..Standing::default() };
                self.pieces(pieces, Role::Code, &here, standing)
            };
            if turned {
                self.turnover(chunk, here.left - 0.55 * advance, place);
            }
            start = end;
        }
    }

    /// The mark of a line that continues: a hooked arrow, drawn so that it fills its column and touches nothing.
    fn turnover(&mut self, index: usize, x: Pt, place: &Place) {
        const WIDTH: Pt = 0.5;
        let em = self.set.style.text(Role::Code).size;
        let at = |x: Pt, y: Pt| (x * em, -y * em);
        let (top, bend, y, tip, head) = (0.5, 0.36, 0.25, WIDTH, 0.11);
        let (a, b, c) = (at(0.0, bend - 0.06), at(0.05, y), at(0.12, y));
        let segments = vec![
            Segment::Move(0.0, at(0.0, top).1),
            Segment::Line(0.0, at(0.0, bend).1),
            Segment::Curve(a.0, a.1, b.0, b.1, c.0, c.1),
            Segment::Line(at(tip, y).0, at(tip, y).1),
            Segment::Move(at(tip - head, y + head).0, at(tip - head, y + head).1),
            Segment::Line(at(tip, y).0, at(tip, y).1),
            Segment::Line(at(tip - head, y - head).0, at(tip - head, y - head).1),
        ];
        let path = Path { segments, fill: None, stroke: Some((Colour::Grey(0.45), 0.055 * em)) };
        let items = vec![Placed { at: (0.0, 0.0), item: Item::Path(path), owner: furniture() }];
        let line = Line { items, width: WIDTH * em, ascent: top * em, ..Line::default() };
        if let Some(chunk) = self.galley.chunks.get_mut(index) {
            chunk.break_before = chunk.break_before.max(self.set.style.pages.orphan / 2.0);
            chunk.hangers.push((0, (x - line.width).max(place.left), line));
        }
    }

    fn number_line(&mut self, index: usize, number: usize, digits: usize, advance: Pt, base: &Look, place: &Place) {
        let style = Look { colour: Colour::Grey(0.4), ..base.clone() };
        let text = format!("{number:>digits$}");
        let line = self.set.line(text.trim_start(), &Rc::new(style), furniture(), &self.lang);
        let x = place.left - 1.5 * advance - line.width;
        // The number belongs to the line's first row.
        let rows = index;
        if let Some(chunk) = self.galley.chunks.get_mut(rows) {
            chunk.hangers.push((0, x, line));
        }
    }

    /// A displayed formula.
    pub(super) fn formula(&mut self, formula: &Math, place: &Place) {
        let leading = self.set.style.body().leading;
        let node = self.open(StructureKind::Paragraph, place.node);
        let node = self.open(StructureKind::Formula, node);
        let words = math::spoken(formula, &self.lang);
        self.galley.structure.alt(node, words.clone());
        let mut around = self.around(Role::Body, node, place);
        let mut pieces = Vec::new();
        around.measure = place.width();
        if let Some(set) = self.set_formula(formula, node, &around, true) {
            pieces.extend(set);
        } else {
            let mut style = (*around.look).clone();
            (style.italic, style.verbatim) = (true, true);
            around.look = Rc::new(style);
            self.push_text(&words, &around, &mut pieces);
        }
        let half = leading / 2.0;
        let standing = Standing { before: half, after: half, align: Some(Align::Center), ..Standing::default() };
        self.pieces(pieces, Role::Body, place, standing);
        self.flush = true;
    }
}

/// The way to make a block of code fit.
struct Room {
    /// The length by which it hangs into the left margin, in points.
    left: Pt,
    /// The length by which it hangs into the right margin, in points.
    right: Pt,
    /// The share of its size that it is set in.
    scale: f32,
}

/// Code without the empty lines at its beginning and end.
fn without_blank_ends(text: &str) -> &str {
    let start = text.len() - text.trim_start().len();
    let start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].trim_end()
}

/// The number of columns of a line of code.
fn columns_of(line: &str) -> usize {
    let after = |column: usize, c: char| column + if c == '\t' { 4 - column % 4 } else { c.width().unwrap_or(0) };
    line.chars().fold(0, after)
}

/// Furniture of the text area.
fn furniture() -> Owner {
    Owner::Furniture(FurnitureKind::Layout)
}

/// Tabs become spaces up to the next fourth column.
fn expand_tabs(line: Vec<(String, Rc<Look>)>) -> Vec<(String, Rc<Look>)> {
    if line.iter().all(|(text, _)| !text.contains('\t')) {
        return line;
    }
    let mut column = 0;
    let mut expand = |text: &str| {
        let mut out = String::new();
        for c in text.chars() {
            let width = if c == '\t' { 4 - column % 4 } else { c.width().unwrap_or(0) };
            match c {
                '\t' => out.extend(std::iter::repeat_n(' ', width)),
                c => out.push(c),
            }
            column += width;
        }
        out
    };
    line.iter().map(|(text, look)| (expand(text), look.clone())).collect()
}

/// True for boxes and trees drawn of lines, which fall apart where a line is broken.
fn is_drawn(text: &str) -> bool {
    text.lines().filter(|line| line.contains(|c| ('\u{2500}'..='\u{257F}').contains(&c))).take(2).count() == 2
}

/// The cuts of a line of code into rows, as ends in bytes, and the indent of the rows after the first, in columns.
fn wrap(text: &str, columns: usize) -> (usize, Vec<usize>) {
    let own = text.chars().take_while(|c| *c == ' ').count();
    let indent = (own + 2).min(columns / 2);
    let mut ends = Vec::new();
    let (mut column, mut room, mut start) = (0, columns, 0);
    // The last good places of the row, from the best kind to the worst, with their columns.
    let mut places = [None; 3];
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        if let Some(kind) = place_before(before, c).filter(|_| i > start.max(own)) {
            places[kind] = Some((i, column));
        }
        let width = c.width().unwrap_or(0);
        if column + width > room && i > start {
            // A place in the right half is good; one further left is better than a cut in a word.
            let good = |share: usize| places.into_iter().flatten().find(|(_, at)| at * share > room);
            let end = good(2).or_else(|| good(5)).map_or(i, |(end, _)| end);
            ends.push(end);
            column = text.get(end..i).map_or(0, |t| t.chars().filter_map(UnicodeWidthChar::width).sum());
            (room, places, start) = (columns.saturating_sub(indent).max(4), [None; 3], end);
        }
        column += width;
        before = c;
    }
    ends.push(text.len());
    (indent, ends)
}

/// The kind of place between two characters where a line of code may be broken: 0 after a space, 1 after punctuation,
/// 2 inside a name.
fn place_before(before: char, c: char) -> Option<usize> {
    let closes = matches!(c, ';' | ',' | '.' | ':' | ')' | ']' | '}' | '"' | '\'' | '>');
    match before {
        _ if c == ' ' => None,
        ' ' => Some(0),
        '_' | '\'' | '"' => None,
        _ if closes => None,
        before if before.is_ascii_punctuation() => Some(1),
        before if before.is_lowercase() && c.is_uppercase() => Some(2),
        _ => None,
    }
}

/// Removes the spaces at the left of the pieces and counts them.
fn leading_spaces(pieces: &mut Vec<Piece>) -> usize {
    let mut count = 0;
    while let Some(Piece::Text(piece)) = pieces.first_mut() {
        let trimmed = piece.text.trim_start_matches(' ');
        count += piece.text.len() - trimmed.len();
        if !trimmed.is_empty() {
            piece.text = trimmed.to_owned();
            break;
        }
        pieces.remove(0);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_at_spaces_and_nothing_is_lost() {
        let text = "    let answer = compute(the, meaning, of, everything) + 42;";
        let (indent, ends) = wrap(text, 30);
        assert_eq!(indent, 6);
        assert_eq!(ends.last(), Some(&text.len()));
        assert!(ends.len() > 1 && ends.iter().all(|&e| text.is_char_boundary(e)));
        assert!(text[..ends[0]].ends_with(' '));
    }

    #[test]
    fn code_is_cut_where_a_reader_expects_it() {
        let rows = |text: &str, columns: usize| {
            let (_, ends) = wrap(text, columns);
            let starts = std::iter::once(0).chain(ends.iter().copied());
            starts.zip(&ends).map(|(start, &end)| text[start..end].to_owned()).collect::<Vec<_>>()
        };
        // Never inside the indent.
        assert_eq!(rows("          first_word = 1", 20)[0], "          first_word");
        // Never before a mark that ends something.
        assert_eq!(rows("let the_sum = add(one, two);", 27), ["let the_sum = add(one, ", "two);"]);
        // Before a capital rather than anywhere.
        assert_eq!(rows("x = getElementByIdentifier", 20), ["x = getElementBy", "Identifier"]);
        assert_eq!(without_blank_ends("\n\n  a\n\nb \n\n"), "  a\n\nb");
    }
}
