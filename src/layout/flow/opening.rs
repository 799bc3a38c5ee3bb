//! The opening of an article: rubric, headline, second line, standfirst, authors, date and source.

use super::{Flow, Place, Standing, said_again};
use crate::doc::credits::byline;
use crate::doc::{Inline, Link, Meta, plain_text};
use crate::lang::{Labels, calendar};
use crate::layout::frame::{Colour, StructureKind};
use crate::layout::galley::{FORBIDDEN, rect};
use crate::math::title_text;
use crate::style::Role;

impl Flow<'_, '_> {
    pub(super) fn opening(&mut self, place: &Place) {
        let meta = &self.document.meta;
        let first = self.galley.chunks.len();
        let page = &self.set.style.page;
        let place = &Place { right: page.text_width(), top: true, ..place.clone() };
        if let Some(eyebrow) = meta.eyebrow.as_ref().filter(|e| !e.trim().is_empty()) {
            self.opening_line(&[Inline::text(eyebrow.clone())], Role::Eyebrow, StructureKind::Paragraph, place);
        }
        self.title(meta, place);
        for (words, role) in [(&meta.subtitle, Role::Subtitle), (&meta.standfirst, Role::Standfirst)] {
            if !plain_text(words).trim().is_empty() {
                self.opening_line(words, role, StructureKind::Paragraph, place);
            }
        }
        let byline = self.byline(meta);
        if !byline.is_empty() {
            self.opening_line(&byline, Role::Byline, StructureKind::Paragraph, place);
        }
        let dateline = self.dateline(meta);
        if !dateline.is_empty() {
            self.opening_line(&dateline, Role::Dateline, StructureKind::Paragraph, place);
        }
        let address = self.source_line();
        if !address.is_empty() {
            self.opening_line(&address, Role::Dateline, StructureKind::Paragraph, place);
        }
        if self.galley.chunks.len() > first {
            self.close_opening(first, place);
        }
    }

    fn title(&mut self, meta: &Meta, place: &Place) {
        if plain_text(&meta.title).trim().is_empty() {
            // Without a title the body's first headings are the highest.
            self.level = self.article.level.saturating_sub(1);
            return;
        }
        let anchor = format!("{}title", self.article.prefix);
        if !self.ids.contains("title") {
            self.anchors.push(anchor.clone());
            self.galley.outline.push((0, title_text(&meta.title), anchor));
        }
        self.galley.title = said_again(&meta.title);
        let kind = StructureKind::Heading(self.article.level.clamp(1, 6));
        self.opening_line(&meta.title, Role::Title, kind, place);
    }

    fn opening_line(&mut self, words: &[Inline], role: Role, kind: StructureKind, place: &Place) {
        let node = self.open(kind, place.node);
        let style = self.set.style.text(role);
        let (before, after) = (style.before, style.after);
        let align = Some(self.set.style.opening.align);
        let index = self.text(words, node, role, place, Standing { before, after, align, ..Standing::default() });
        if let Some(chunk) = self.galley.chunks.get_mut(index) {
            chunk.whole = true;
        }
        self.keep = true;
    }

    /// `By Ada Lovelace and Luigi Menabrea`; translators and others after, with their part.
    fn byline(&self, meta: &Meta) -> Vec<Inline> {
        let line = byline(&meta.authors, Labels::of(&self.lang));
        if line.is_empty() { Vec::new() } else { vec![Inline::text(line)] }
    }

    /// Date, the place it appeared, and its address, parted by middle dots.
    fn dateline(&self, meta: &Meta) -> Vec<Inline> {
        let mut parts: Vec<Inline> = Vec::new();
        if let Some(date) = meta.published.or(meta.updated) {
            parts.push(Inline::text(calendar::print(date, &self.lang)));
        }
        let source = meta.source.as_ref().filter(|s| s.contains(':'));
        let name = meta.site.clone().or_else(|| source.map(|s| host(s).to_owned()));
        if let Some(name) = name.filter(|n| !n.trim().is_empty()) {
            let content = vec![Inline::text(name)];
            parts.push(match source {
                Some(url) => Inline::Link(Link { url: url.clone(), title: None, content }),
                None => Inline::text(plain_text(&content)),
            });
        }
        let mut out = Vec::new();
        for part in parts {
            if !out.is_empty() {
                out.push(Inline::text(" \u{b7} "));
            }
            out.push(part);
        }
        out
    }

    /// Ends the title block: a rule if the style has one, space, and no indent after.
    fn close_opening(&mut self, first: usize, place: &Place) {
        let leading = self.set.style.body().leading;
        if self.set.style.opening.rule {
            let line = rect(place.left, 0.0, place.width(), 0.5, Colour::Grey(0.0));
            self.push(Self::row(vec![line], 0.5), place, leading * 0.6, 0.0);
        }
        self.after = self.after.max(leading);
        self.keep = true;
        self.flush = true;
        let last = self.galley.chunks.len();
        for chunk in self.galley.chunks.iter_mut().take(last).skip(first + 1) {
            chunk.break_before = FORBIDDEN;
        }
        if first == 0 {
            self.galley.opening = last;
        }
        if first == 0 && self.set.style.page.columns > 1 {
            self.galley.spanning = last;
            self.keep = false;
        }
    }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
