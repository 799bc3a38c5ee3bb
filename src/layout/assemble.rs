//! The plan becomes pages: chosen lines are turned into glyphs, page by page, and put at their places.

use std::rc::Rc;

use super::frame::{Bookmark, Destination, LinkArea, Page, Pages, Placed, Pt};
use super::galley::{Body, Galley, Row, Stack, moved, rect};
use super::paginate::{FramePlan, Plan, Segment};
use super::place;
use super::setting::Setter;
use crate::doc::Inline;

/// The facts of a page that furniture needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageFacts {
    /// True if an article begins on it.
    pub opening: bool,
    /// The title of the edition that the article is bound in; empty for a single article.
    pub book: Rc<[Inline]>,
    /// The article's title.
    pub title: Rc<[Inline]>,
    /// The section in force at the page's first line.
    pub section: Option<Rc<[Inline]>>,
    /// True for an empty page.
    pub blank: bool,
}

/// A line of the contents on its page, still without its number.
#[derive(Clone, Debug)]
pub(crate) struct OpenEntry {
    /// Index into the galley's entries.
    pub entry: u32,
    /// The page's index.
    pub page: usize,
    /// The end of its words and the edge of the column beyond them, on the page.
    pub x: (Pt, Pt),
    /// True if it reads from right to left, so that its number stands at the left edge.
    pub rtl: bool,
    /// Its baseline, on the page.
    pub y: Pt,
}

/// The left edge of the text area of a page. The spine of a right-hand page is at its left; pages that do not face each
/// other are all like the first.
pub(crate) fn text_left(set: &Setter, index: usize) -> Pt {
    let page = &set.style.page;
    if set.binding.is_right_hand(if page.facing { index } else { 0 }) { page.inner } else { page.outer }
}

/// Puts an article on pages after the existing pages, and returns the data of each for the furniture.
pub(crate) fn assemble(
    galley: &mut Galley,
    plan: &Plan,
    first: Pt,
    set: &Setter,
    out: &mut Pages,
) -> (Vec<PageFacts>, Vec<OpenEntry>) {
    let columns = usize::from(set.style.page.columns.max(1));
    let start = out.pages.len();
    let (mut facts, mut entries, mut section) = (Vec::new(), Vec::new(), None);
    for (number, frame) in plan.frames.iter().enumerate() {
        let mut work = Assembly { galley, set, out, facts: &mut facts, entries: &mut entries, section: &mut section };
        let index = start + number / columns;
        if number % columns == 0 {
            work.page(index, number == 0);
        }
        let top = if number < columns { first } else { 0.0 };
        if number == 0 {
            work.spanning(index);
        }
        work.frame(frame, index, number % columns, top);
        release(galley, frame);
    }
    (facts, entries)
}

/// Frees the text that is on pages to its last row, so that it is not in memory twice.
fn release(galley: &mut Galley, frame: &FramePlan) {
    for Segment { chunk, variant, rows, .. } in &frame.segments {
        let chunk = &mut galley.chunks[*chunk];
        if rows.end == chunk.rows(*variant) {
            chunk.body = Body::Rows(Stack::default());
        }
    }
}

struct Assembly<'a, 's> {
    galley: &'a Galley,
    set: &'a Setter<'s>,
    out: &'a mut Pages,
    facts: &'a mut Vec<PageFacts>,
    entries: &'a mut Vec<OpenEntry>,
    /// The section in force.
    section: &'a mut Option<Rc<[Inline]>>,
}

impl Assembly<'_, '_> {
    fn page(&mut self, index: usize, opening: bool) {
        let page = &self.set.style.page;
        let label = (index + 1).to_string();
        self.out.pages.push(Page { size: (page.width, page.height), label, ..Page::default() });
        let (book, title) = (Rc::from(&self.galley.book[..]), Rc::from(&self.galley.title[..]));
        self.facts.push(PageFacts { opening, book, title, section: self.section.clone(), blank: false });
    }

    /// The title block over all columns.
    fn spanning(&mut self, index: usize) {
        let (x, mut y) = (text_left(self.set, index), self.set.style.page.top);
        for i in 0..self.galley.spanning {
            let chunk = &self.galley.chunks[i];
            y += if i > 0 { chunk.before } else { 0.0 };
            for row in place::rows(chunk, 0, 0..chunk.rows(0), self.set) {
                let height = row.height;
                self.put(row, index, x, y);
                y += height;
            }
        }
    }

    fn frame(&mut self, frame: &FramePlan, index: usize, column: usize, top: Pt) {
        let page = &self.set.style.page;
        let columns = usize::from(page.columns.max(1));
        let from_left = if self.galley.rtl { columns - 1 - column } else { column };
        let x = text_left(self.set, index) + from_left as Pt * (page.measure() + page.column_gap);
        let top = page.top + top;
        let behind = self.decors(frame, x, top);
        if let Some(page) = self.out.pages.get_mut(index) {
            page.items.extend(behind);
            page.lines = page.lines.max((frame.used / self.set.style.page.grid.max(1.0)).round() as u32);
        }
        let mut first_line = column == 0;
        for segment in &frame.segments {
            self.section(segment, first_line);
            self.segment(segment, index, x, top);
            // A figure that waited for the head of the page is above its first line.
            first_line &= self.galley.chunks[segment.chunk].float;
        }
        self.notes(frame, index, x, top);
    }

    /// Notes the section that a heading begins; a page with the heading as its first line belongs to it.
    fn section(&mut self, segment: &Segment, first_on_page: bool) {
        let chunk = &self.galley.chunks[segment.chunk];
        let Some(section) = chunk.section.as_ref().filter(|_| segment.rows.start == 0) else { return };
        *self.section = Some(section.clone());
        if let Some(facts) = self.facts.last_mut().filter(|_| first_on_page) {
            facts.section = self.section.clone();
        }
    }

    fn segment(&mut self, segment: &Segment, index: usize, x: Pt, top: Pt) {
        let chunk = &self.galley.chunks[segment.chunk];
        let mut y = top + segment.top;
        if segment.rows.start > 0 && chunk.repeated(segment.rows.start) > 0.0 {
            y -= chunk.repeated(segment.rows.start);
            if let Body::Rows(stack) = &chunk.body {
                for row in &stack.repeat {
                    self.put(row.clone(), index, x + chunk.left, y);
                    y += row.height;
                }
            }
        }
        for row in place::rows(chunk, segment.variant, segment.rows.clone(), self.set) {
            if let Some(entry) = chunk.entry {
                self.entry(entry, &row, index, x, y);
            }
            let height = row.height;
            self.put(row, index, x, y);
            y += height;
        }
    }

    /// Remembers the place of a line of the contents; its last line counts.
    fn entry(&mut self, entry: u32, row: &Row, index: usize, x: Pt, y: Pt) {
        let Some(base) = row.items.iter().map(|p| p.at.1).next() else { return };
        self.entries.retain(|e| e.entry != entry);
        let (measure, rtl) = (self.set.style.page.measure(), self.galley.rtl);
        let (end, edge) = match rtl {
            true => (row.links.iter().map(|(rect, _)| rect.left).fold(measure, Pt::min), 0.0),
            false => (row.links.iter().map(|(rect, _)| rect.right).fold(0.0, Pt::max), measure),
        };
        self.entries.push(OpenEntry { entry, page: index, x: (x + end, x + edge), rtl, y: y + base });
    }

    /// The notes of a frame: a short rule, and their last line level with the frame's.
    fn notes(&mut self, frame: &FramePlan, index: usize, x: Pt, top: Pt) {
        if frame.notes.is_empty() {
            return;
        }
        let mut y = top + frame.height - frame.notes_height;
        let separator = super::paginate::separator(self.set);
        let measure = self.set.style.page.measure();
        let width = (measure * 0.2).max(36.0).min(measure);
        let left = if self.galley.rtl { x + measure - width } else { x };
        let rule = rect(left, y + separator * 0.55, width, 0.5, Default::default());
        if let Some(page) = self.out.pages.get_mut(index) {
            page.items.push(rule);
        }
        y += separator;
        for (note, range) in &frame.notes {
            for row in self.galley.notes.get(*note as usize).and_then(|rows| rows.get(range.clone())).unwrap_or(&[]) {
                self.put(row.clone(), index, x, y);
                y += row.height;
            }
        }
    }

    /// Puts a row on a page.
    fn put(&mut self, row: Row, index: usize, x: Pt, y: Pt) {
        for (id, dx, dy) in row.anchors {
            let at = (x + dx, y + dy);
            self.out.destinations.entry(id).or_insert(Destination { page: index as u32, at });
        }
        let Some(page) = self.out.pages.get_mut(index) else { return };
        page.items.extend(row.items.into_iter().map(|p| moved(p, x, y)));
        for (rect, number) in row.links {
            let Some(link) = self.galley.links.get(number as usize) else { continue };
            let (target, contents) = (link.target.clone(), link.contents.clone());
            page.links.push(LinkArea { rect: rect.moved(x, y), node: link.node, target, contents });
        }
    }

    /// The decoration behind the chunks of a frame: each tint once, from its first row on the page to its last.
    fn decors(&self, frame: &FramePlan, x: Pt, top: Pt) -> Vec<Placed> {
        let mut spans: std::collections::BTreeMap<u32, (Pt, Pt, bool, bool)> = Default::default();
        let decors = &self.galley.decors;
        for segment in &frame.segments {
            let chunk = &self.galley.chunks[segment.chunk];
            let height: Pt = segment.rows.clone().map(|r| chunk.height(segment.variant, r)).sum();
            let at_end = segment.rows.end == chunk.rows(segment.variant);
            let begins = |decor| segment.rows.start == 0 && self.starts(decor, segment.chunk);
            let ends = |decor| at_end && self.ends(decor, segment.chunk);
            for edge in place::edges(chunk.decor, decors, begins, ends) {
                let (from, to) = (segment.top - edge.over, segment.top + height + edge.under);
                let span = spans.entry(edge.number).or_insert((from, to, edge.begins, edge.ends));
                *span = (span.0.min(from), span.1.max(to), span.2 || edge.begins, span.3 || edge.ends);
            }
        }
        let mut out = Vec::new();
        for (number, (from, to, first, last)) in spans {
            let Some(decor) = decors.get(number as usize) else { continue };
            let marks = place::decorated(decor, (from, to), (first, last));
            out.extend(marks.into_iter().map(|m| moved(m, x, top)));
        }
        out
    }

    fn starts(&self, decor: u32, chunk: usize) -> bool {
        let above = chunk.checked_sub(1).and_then(|i| self.galley.chunks.get(i));
        above.is_none_or(|c| !place::within(c.decor, decor, &self.galley.decors))
    }

    fn ends(&self, decor: u32, chunk: usize) -> bool {
        self.galley.chunks.get(chunk + 1).is_none_or(|c| !place::within(c.decor, decor, &self.galley.decors))
    }
}

/// Bookmarks nested by level.
pub(crate) fn bookmarks(outline: &[(u8, String, String)], pages: &Pages) -> Vec<Bookmark> {
    let mut open: Vec<(u8, Bookmark)> = Vec::new();
    let mut roots = Vec::new();
    fn close(open: &mut Vec<(u8, Bookmark)>, roots: &mut Vec<Bookmark>, level: Option<u8>) {
        while open.last().is_some_and(|last| level.is_none_or(|level| last.0 >= level)) {
            let Some((_, done)) = open.pop() else { return };
            open.last_mut().map_or(&mut *roots, |parent| &mut parent.1.children).push(done);
        }
    }
    for (level, title, anchor) in outline {
        let Some(&to) = pages.destinations.get(anchor) else { continue };
        close(&mut open, &mut roots, Some(*level));
        open.push((*level, Bookmark { title: title.clone(), to, children: Vec::new() }));
    }
    close(&mut open, &mut roots, None);
    roots
}
