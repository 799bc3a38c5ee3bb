//! Headings: sections of the structure tree, with space that keeps the grid, and never alone at a page's foot.

use std::rc::Rc;

use super::{Flow, Place, Standing, said_again};
use crate::doc::{Heading, Inline, plain_text};
use crate::layout::frame::{NodeId, Pt, StructureKind};
use crate::layout::galley::Snap;
use crate::math::title_text;
use crate::style::Role;

impl Flow<'_, '_> {
    pub(super) fn heading(&mut self, heading: &Heading, place: &Place) {
        let level = self.step(place.top);
        let parent = if place.top { self.section(level, self.root) } else { place.node };
        let node = self.open(StructureKind::Heading(self.structure_level(level)), parent);
        self.headings += u32::from(place.top);
        if place.top {
            let anchor = self.heading_anchor(heading.id.as_deref(), self.headings);
            self.anchors.push(anchor.clone());
            self.galley.outline.push((level, title_text(&heading.content), anchor));
        } else {
            self.anchors.extend(heading.id.as_ref().map(|id| format!("{}{id}", self.article.prefix)));
        }
        let role = Role::heading(level);
        let style = self.set.style.text(role);
        let (before, after) = (style.before, style.after);
        let index = self.text(&heading.content, node, role, place, Standing { before, after, ..Standing::default() });
        self.finish_heading(index, before, after);
        if place.top
            && level <= 2
            && let Some(chunk) = self.galley.chunks.get_mut(index)
        {
            chunk.section = Some(Rc::from(said_again(&heading.content)));
        }
    }

    /// A heading that the article does not have, over a part that layout adds.
    pub(super) fn heading_of_ours(&mut self, words: &str, anchor: String, place: &Place) {
        let section = self.section(1, self.root);
        let node = self.open(StructureKind::Heading(self.structure_level(1)), section);
        self.anchors.push(anchor.clone());
        self.galley.outline.push((1, words.to_owned(), anchor));
        let role = Role::heading(1);
        let style = self.set.style.text(role);
        let standing = Standing { before: style.before, after: style.after, ..Standing::default() };
        let index = self.text(&[Inline::text(words)], node, role, place, standing.clone());
        self.finish_heading(index, standing.before, standing.after);
        if let Some(chunk) = self.galley.chunks.get_mut(index) {
            chunk.section = Some(Rc::from([Inline::text(words)]));
        }
    }

    /// A short bold paragraph used as a heading: flush, with the space of the least heading, and kept with the next
    /// block. It stays a paragraph in the structure tree, because the source does not mark it as a heading.
    pub(super) fn minor_heading(&mut self, inlines: &[Inline], place: &Place) {
        let style = self.set.style.text(Role::Heading4);
        let (before, after) = (style.before, style.after);
        let node = self.open(StructureKind::Paragraph, place.node);
        let index = self.text(inlines, node, Role::Body, place, Standing { before, after, ..Standing::default() });
        self.finish_heading(index, before, after);
    }

    /// Puts the block after a heading on the grid, close to it; and keeps the two together. A heading and its spaces
    /// take whole lines of the grid, so that text stays on it and all headings of a level have the same space over
    /// them.
    pub(super) fn finish_heading(&mut self, index: usize, before: Pt, after: Pt) {
        let unit = self.set.unit();
        // Space already set by a heading directly above this one.
        let above = index.checked_sub(1).and_then(|above| match self.galley.chunks[above].snap {
            Snap::Bottom(after) => Some(after),
            _ => None,
        });
        if let Some(chunk) = self.galley.chunks.get_mut(index) {
            chunk.snap = Snap::Bottom(after);
            chunk.whole = true;
            let height: Pt = (0..chunk.rows(0)).map(|row| chunk.height(0, row)).sum();
            let (wanted, given) = match above {
                Some(given) => (0.5 * before.max(given), given),
                None => (before, 0.0),
            };
            let whole = ((wanted - given + height + after) / unit).round().max(1.0) * unit;
            let quantised = whole + given - height - after;
            let quantised = if quantised < 0.6 * wanted { quantised + unit } else { quantised };
            // Adds extra space that the block above needs, such as for the tint behind it.
            let more = if above.is_some() { 0.0 } else { (chunk.before - before).max(0.0) };
            if chunk.before > 0.0 {
                chunk.before = quantised + more;
            }
        }
        self.keep = true;
        self.flush = true;
        self.after_paragraph = false;
    }

    /// The level of the next heading without gaps, from 1: the document's levels are its source's and may skip, but
    /// structure levels may not (ISO 14289-1, 7.4.2). A heading inside a quotation or a cell steps down from its section.
    fn step(&self, top: bool) -> u8 {
        let number = self.headings as usize;
        if top {
            self.steps.get(number).copied().unwrap_or(1)
        } else {
            let section = number.checked_sub(1).and_then(|n| self.steps.get(n)).copied().unwrap_or(0);
            (section + 1).min(6)
        }
    }

    /// The structure level of a heading: it steps down from the title, without gaps, at most 6.
    fn structure_level(&self, level: u8) -> u8 {
        (self.level + level).min(6)
    }

    /// Closes the sections that end here, opens this heading's and returns it.
    fn section(&mut self, level: u8, article: NodeId) -> NodeId {
        while self.sections.last().is_some_and(|&(open, _)| open >= level) {
            self.sections.pop();
        }
        let parent = self.sections.last().map_or(article, |&(_, node)| node);
        let node = self.open(StructureKind::Section, parent);
        self.sections.push((level, node));
        node
    }

    /// The section that content at the article's own level belongs to.
    pub(super) fn here(&self, place: &Place) -> Place {
        match self.sections.last() {
            Some(&(_, node)) if place.top => Place { node, ..place.clone() },
            _ => place.clone(),
        }
    }
}

/// Longest paragraph, in characters, that counts as a heading because it is all bold: about a line.
const HEADING_LENGTH: usize = 70;

/// True if a paragraph is used as a heading: all of it bold, short, and not a sentence.
pub(super) fn stands_for_heading(inlines: &[Inline]) -> bool {
    let is_space = |inline: &&Inline| matches!(inline, Inline::Text(text) if text.trim().is_empty());
    let mut content = inlines.iter().filter(|inline| !is_space(inline));
    let (Some(Inline::Strong(words)), None) = (content.next(), content.next()) else { return false };
    let words = plain_text(words);
    let words = words.trim();
    !words.is_empty()
        && words.chars().count() <= HEADING_LENGTH
        && !words.ends_with(['.', ',', ';', '!', '\u{2026}'])
        && words.chars().any(char::is_alphabetic)
}
