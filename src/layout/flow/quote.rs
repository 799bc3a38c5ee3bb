//! Quotations, poems and asides: text apart from the running text.

use super::{Flow, Place, Standing};
use crate::doc::{Aside, Inline, Inlines, Quote, QuoteKind};
use crate::lang::Labels;
use crate::layout::frame::{Colour, StructureKind};
use crate::layout::galley::Decor;
use crate::style::{Align, Role};

impl Flow<'_, '_> {
    pub(super) fn quote(&mut self, quote: &Quote, place: &Place) {
        let (role, align) = match quote.kind {
            QuoteKind::Block => (Role::Quote, None),
            QuoteKind::Pull => (Role::PullQuote, None),
            QuoteKind::Epigraph => (Role::Quote, Some(Align::Start)),
        };
        let style = self.set.style.text(role);
        let (before, after, left, right) = (style.before, style.after, style.left, style.right);
        let node = self.open(StructureKind::BlockQuote, place.node);
        let mut inside = self.narrowed(place, left, right).inside(node);
        inside.role = role;
        if quote.kind == QuoteKind::Epigraph {
            // A motto is in the right half, as on the title pages of books.
            inside.left = (place.left + place.width() * 0.4).max(inside.left);
        }
        let decor =
            (quote.kind == QuoteKind::Pull).then(|| self.decor(place, None, None, Some((0.6, Colour::Grey(0.0)))));
        inside.decor = decor.or(place.decor);
        self.after = self.after.max(before);
        self.flush = true;
        self.blocks(&quote.blocks, &inside);
        if !quote.attribution.is_empty() {
            self.attribution(&quote.attribution, &inside, align);
        }
        self.after = self.after.max(after);
        self.flush = false;
    }

    /// The attribution, after a dash, never parted from the words.
    fn attribution(&mut self, words: &[Inline], place: &Place, align: Option<Align>) {
        let node = self.open(StructureKind::Paragraph, place.node);
        let mut content = vec![Inline::text("\u{2014}\u{a0}")];
        content.extend(words.iter().cloned());
        self.keep = true;
        let before = self.set.style.text(Role::Attribution).before;
        let standing = Standing { before, align, ..Standing::default() };
        let index = self.text(&content, node, Role::Attribution, place, standing);
        if let Some(chunk) = self.galley.chunks.get_mut(index) {
            chunk.whole = true;
        }
    }

    /// A poem: every line is a paragraph with hanging turnovers; stanzas hold together at their ends.
    pub(super) fn verse(&mut self, lines: &[Inlines], place: &Place) {
        let style = self.set.style.text(Role::Verse);
        let (leading, size) = (style.leading, style.size);
        let (before, after) = (style.before.max(leading / 2.0), style.after.max(leading / 2.0));
        let hang = 2.0 * size;
        let mut inside = self.narrowed(place, style.left, style.right);
        inside.left += hang;
        for (number, stanza) in lines.split(|line| line.is_empty()).filter(|s| !s.is_empty()).enumerate() {
            let node = self.open(StructureKind::Paragraph, place.node);
            self.after = self.after.max(if number == 0 { before } else { leading });
            for (i, line) in stanza.iter().enumerate() {
                let standing = Standing { indent: -hang, align: Some(Align::Start), ..Standing::default() };
                let index = self.text(line, node, Role::Verse, &inside, standing);
                let near_end = i > 0 && (i == 1 || i + 1 == stanza.len());
                if near_end && let Some(chunk) = self.galley.chunks.get_mut(index) {
                    chunk.break_before = chunk.break_before.max(self.set.style.pages.orphan / 2.0);
                }
            }
        }
        self.after = self.after.max(after);
        self.flush = true;
    }

    /// A box apart from the text: a rule at its edge, a tint behind if the style has tints.
    pub(super) fn aside(&mut self, aside: &Aside, place: &Place) {
        let style = self.set.style.text(Role::Aside);
        let (before, after, leading) = (style.before, style.after, style.leading);
        let node = self.open(StructureKind::Division, place.node);
        let padding = leading * 0.5;
        let tint = self.set.style.tints.then_some(Colour::Grey(0.95));
        let decor = self.decor(place, tint, Some((1.6, Colour::Grey(0.35))), None);
        let mut inside = Place { decor: Some(decor), ..self.narrowed(place, padding + 4.0, padding) }.inside(node);
        inside.role = Role::Aside;
        self.after = self.after.max(before.max(leading / 2.0));
        self.flush = true;
        let name = self.aside_title(aside);
        if !name.is_empty() {
            let title = self.open(StructureKind::Paragraph, node);
            let space = self.set.style.text(Role::AsideTitle).after;
            let standing = Standing { after: space, align: Some(Align::Start), ..Standing::default() };
            self.text(&name, title, Role::AsideTitle, &inside, standing);
            self.keep = true;
        }
        self.flush = true;
        self.blocks(&aside.blocks, &inside);
        self.after = self.after.max(after.max(leading / 2.0));
        self.flush = false;
    }

    /// The title, or the kind's name if a reader needs it.
    fn aside_title(&self, aside: &Aside) -> Inlines {
        if !aside.title.is_empty() {
            return aside.title.clone();
        }
        let label = aside.kind.label(Labels::of(&self.lang));
        label.map(|label| vec![Inline::text(label)]).unwrap_or_default()
    }

    /// The same place with more space at both sides, but never so much that no text fits between.
    pub(super) fn narrowed(&self, place: &Place, left: f32, right: f32) -> Place {
        // A cell's column was measured with these indents, so it has room for them.
        let ems = if matches!(place.role, Role::TableCell | Role::TableHead) { 2.0 } else { 8.0 };
        let least = (ems * self.set.style.body().size).min(place.width());
        let spare = place.width() - least;
        let scale = if left + right > spare { spare.max(0.0) / (left + right).max(1.0) } else { 1.0 };
        Place { left: place.left + left * scale, right: place.right - right * scale, ..place.clone() }
    }

    /// A new decor around the next blocks, as wide as `place`.
    pub(super) fn decor(
        &mut self,
        place: &Place,
        tint: Option<Colour>,
        rule: Option<(f32, Colour)>,
        frame: Option<(f32, Colour)>,
    ) -> u32 {
        let padding = self.set.style.body().leading * if frame.is_some() { 0.35 } else { 0.4 };
        let (parent, left, right) = (place.decor, place.left, place.right);
        self.galley.decors.push(Decor { parent, left, right, padding, tint, mirrored: false, rule, frame });
        self.galley.decors.len() as u32 - 1
    }
}
