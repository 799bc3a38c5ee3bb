//! Terms with their definitions set in below them, as manuals, glossaries and browsers set them.

use std::collections::BTreeMap;

use super::{BodyRole, BodyUnit, Builder, run, span};
use crate::doc::{Block, BlockKind, Definition};
use crate::front::text::features::page::Page;
use crate::front::text::inline;
use crate::front::text::prepare::sentences::ends_sentence;
use crate::front::text::prepare::unit::Kind;

/// A term has at most so many characters and words.
const TERM: (usize, usize) = (72, 12);
/// A definition is set in by so many columns.
const SET_IN: std::ops::RangeInclusive<usize> = 2..=16;
/// Half of the definitions are sentences or have so many characters.
const DEFINITION: usize = 40;
/// A term at the margin and its definition have at most so many units, on the average.
const BRIEF: usize = 4;
/// A list has at least so many terms; one stands alone where so many of the text have its columns.
const FEWEST: usize = 2;
const USUAL: usize = 4;

/// Gives the units at `indices` that are terms their role.
pub(super) fn terms(page: &Page, indices: &[usize], out: &mut BTreeMap<usize, BodyRole>) {
    let base = indices.iter().map(|&i| page.units[i].indent).min().unwrap_or(0);
    let is_term: Vec<bool> = (0..indices.len()).map(|n| is_term(page, indices, n, base)).collect();
    let ends = ends(page, indices);
    let follower = |n: usize| {
        let next = ends[n];
        let alike = |i: usize| page.units[i].indent == page.units[indices[n]].indent;
        indices.get(next).is_some_and(|&i| alike(i) && is_term[next]).then_some(next)
    };
    let is_long = |n: &&usize| {
        let below = indices[**n + 1];
        page.basics[below].chars >= DEFINITION || ends_sentence(&page.units[below].text)
    };
    let form = |n: &usize| (page.units[indices[*n]].indent, page.units[indices[*n + 1]].indent);
    let mut forms: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for n in (0..indices.len()).filter(|&n| is_term[n]) {
        *forms.entry(form(&n)).or_default() += 1;
    }
    let mut done = vec![false; indices.len()];
    for n in (0..indices.len()).filter(|&n| is_term[n]) {
        if std::mem::replace(&mut done[n], true) {
            continue;
        }
        let chain: Vec<usize> = std::iter::successors(Some(n), |&n| follower(n)).collect();
        chain.iter().for_each(|&n| done[n] = true);
        // Longer texts at the margin are sections, and what is above them are headings.
        let units = chain.last().map_or(0, |&last| ends[last]) - n;
        let is_brief = page.units[indices[n]].indent > base || units <= BRIEF * chain.len();
        let is_prose = chain.iter().filter(is_long).count() * 2 >= chain.len();
        let is_usual = chain.len() >= FEWEST || forms.get(&form(&n)).is_some_and(|count| *count >= USUAL);
        if is_usual && is_brief && is_prose {
            out.extend(chain.iter().map(|&n| (indices[n], BodyRole::Term)));
        }
    }
}

/// True for a short line with prose directly below it that is set in further. Capitals at the margin head a section.
fn is_term(page: &Page, indices: &[usize], n: usize, base: usize) -> bool {
    let (i, Some(&below)) = (indices[n], indices.get(n + 1)) else { return false };
    let (unit, basic, next) = (&page.units[i], &page.basics[i], &page.units[below]);
    let is_marked = unit.underlined > 0 || unit.level.is_some() || unit.editable;
    let is_short = basic.chars <= TERM.0 && basic.words <= TERM.1 && !ends_sentence(&unit.text);
    let is_open = unit.text.ends_with([':', '：', ',', ';', '-', '–', '—']);
    let is_head = unit.indent == base && !unit.text.contains(char::is_lowercase);
    let is_close = below == i + 1 && next.gap == 0 && next.quote == unit.quote;
    let is_set_in = SET_IN.contains(&next.indent.saturating_sub(unit.indent)) && next.least > unit.indent;
    let defines = next.kind == Kind::Prose && next.marker.is_none();
    unit.is_plain() && !is_marked && is_short && !is_open && !is_head && is_close && is_set_in && defines
}

/// For every place, the place of the next unit that is not set in further.
fn ends(page: &Page, indices: &[usize]) -> Vec<usize> {
    let mut ends = vec![indices.len(); indices.len()];
    let mut open: Vec<usize> = Vec::new();
    for (n, &i) in indices.iter().enumerate() {
        let unit = &page.units[i];
        let closes = |above: usize| {
            let above = &page.units[indices[above]];
            unit.indent <= above.indent || unit.quote != above.quote
        };
        while let Some(above) = open.pop_if(|above| closes(*above)) {
            ends[above] = n;
        }
        open.push(n);
    }
    ends
}

impl Builder<'_> {
    /// The list of definitions that begins with the first piece, a term; returns the number of pieces it takes.
    pub(super) fn definitions(&mut self, pieces: &[BodyUnit], out: &mut Vec<Block>) -> usize {
        let first = pieces[0].unit;
        let is_ours = |piece: &BodyUnit| piece.part == BodyRole::Term && piece.unit.indent == first.indent;
        let is_inside =
            |piece: &BodyUnit| piece.unit.indent > first.indent && !matches!(piece.part, BodyRole::Heading(_));
        let mut list: Vec<Definition> = Vec::new();
        let mut at = 0;
        while let Some(piece) = pieces.get(at).filter(|piece| is_ours(piece)) {
            let inside = &pieces[at + 1..at + 1 + run(pieces, at + 1, is_inside)];
            let set_in = inside.first().map_or(0, |piece| piece.unit.indent);
            let margin = std::mem::replace(&mut self.margin, set_in.saturating_add(4));
            self.definitions_around += 1;
            let blocks = self.blocks(inside, first.quote);
            self.definitions_around -= 1;
            self.margin = margin;
            let term = inline::inlines(&piece.unit.text, self.notes);
            list.push(Definition { term, definitions: vec![blocks] });
            at += 1 + inside.len();
        }
        out.push(BlockKind::DefinitionList(list).at(span(&pieces[..at])));
        at
    }
}
