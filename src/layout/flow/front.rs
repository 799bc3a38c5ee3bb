//! The leaves before a book: half title, title page and imprint, each a page without head and folio.
//!
//! The half title is alone on the first right-hand page and its back is blank; the title page follows, with the imprint
//! on its back at the foot, so the text begins on the third right-hand page. The words are those of the metadata:
//! unknown values are left out.

use super::{Flow, Place, Standing};
use crate::doc::credits::credits;
use crate::doc::{Inline, Inlines, Meta, plain_text};
use crate::lang::{Labels, calendar};
use crate::layout::frame::{Pt, StructureKind};
use crate::math::title_text;
use crate::style::{Align, Role};

/// A leaf before a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaf {
    /// The title alone.
    HalfTitle,
    /// Title, authors, publisher.
    Title,
    /// Rights, date, identifier, source, at the foot.
    Imprint,
    /// The back of a cover: the blurb.
    Blurb,
}

impl Flow<'_, '_> {
    /// Sets a leaf; returns the distance of its first line from the head of the page.
    pub(super) fn leaf(&mut self, leaf: Leaf, place: &Place) -> Pt {
        let lines = match leaf {
            Leaf::HalfTitle => vec![(self.document.meta.title.clone(), Role::Heading1, 0.0)],
            Leaf::Title => self.title_lines(),
            Leaf::Imprint => self.imprint_lines(),
            Leaf::Blurb => self.blurb_lines(),
        };
        let node = self.open(StructureKind::Division, place.node);
        let align = if matches!(leaf, Leaf::Imprint | Leaf::Blurb) { Align::Start } else { Align::Center };
        let leading = self.set.style.body().leading;
        let place = &Place { right: self.set.style.page.text_width(), ..place.inside(node) };
        for (words, role, before) in lines {
            let node = self.open(StructureKind::Paragraph, place.node);
            let standing = Standing { before: before * leading, align: Some(align), ..Standing::default() };
            self.text(&words, node, role, place, standing);
        }
        let chunks = &self.galley.chunks;
        let height: Pt = chunks.iter().map(|c| c.before + (0..c.rows(0)).map(|row| c.height(0, row)).sum::<Pt>()).sum();
        let page = self.set.style.page.grid * self.set.style.page.lines as Pt;
        match leaf {
            Leaf::Imprint => (page - height - 1.0).max(0.0),
            // The optical middle is above the middle.
            Leaf::HalfTitle | Leaf::Title => ((page - height) * 0.3).max(0.0),
            Leaf::Blurb => page * 0.12,
        }
    }

    fn title_lines(&self) -> Vec<(Inlines, Role, Pt)> {
        let meta = &self.document.meta;
        let mut lines = vec![(meta.title.clone(), Role::Title, 0.0)];
        for (words, role) in [(&meta.subtitle, Role::Subtitle), (&meta.standfirst, Role::Standfirst)] {
            if !plain_text(words).trim().is_empty() {
                lines.push((words.clone(), role, 0.75));
            }
        }
        let names = credits(&meta.authors, Labels::of(&self.lang));
        if !names.is_empty() {
            lines.push((vec![Inline::text(names)], Role::Byline, 2.0));
        }
        if let Some(house) = house(meta) {
            lines.push((vec![Inline::text(house)], Role::Byline, 4.0));
        }
        lines
    }

    /// The standfirst, or the description in the metadata.
    fn blurb_lines(&self) -> Vec<(Inlines, Role, Pt)> {
        let meta = &self.document.meta;
        let words = match plain_text(&meta.standfirst).trim().is_empty() {
            false => meta.standfirst.clone(),
            true => meta.description.iter().map(|words| Inline::text(words.trim())).collect(),
        };
        if plain_text(&words).trim().is_empty() { Vec::new() } else { vec![(words, Role::Standfirst, 0.0)] }
    }

    fn imprint_lines(&self) -> Vec<(Inlines, Role, Pt)> {
        let meta = &self.document.meta;
        let labels = Labels::of(&self.lang);
        let mut lines = Vec::new();
        let names = credits(&meta.authors, labels);
        let title = title_text(&meta.title);
        let whole = [title.trim(), names.trim()].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
        lines.push(whole.join(" \u{b7} "));
        let date = meta.published.or(meta.updated).map(|date| calendar::print(date, &self.lang));
        lines.extend([house(meta), date].into_iter().flatten().reduce(|house, date| format!("{house}, {date}")));
        lines.extend(meta.rights.clone());
        lines.extend(meta.identifier.clone());
        lines.extend(meta.source.clone());
        lines.extend(meta.saved.map(|day| format!("{}{}", labels.saved, calendar::print(day, &self.lang))));
        let stated = lines.into_iter().filter(|words| !words.trim().is_empty());
        stated.map(|words| (vec![Inline::text(words.trim())], Role::Caption, 0.25)).collect()
    }
}

/// The publisher, or the site or journal that it appeared in.
fn house(meta: &Meta) -> Option<String> {
    meta.publisher.clone().or_else(|| meta.site.clone()).filter(|name| !name.trim().is_empty())
}
