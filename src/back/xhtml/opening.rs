//! The title block of an article: eyebrow, title, subtitle, standfirst, byline, dateline with the way to the source.

use super::render::Render;
use super::xml::one_line;
use crate::doc::credits::{self, credits};
use crate::doc::targets;
use crate::doc::{BlockKind, Date, Document, Heading, Meta, direction, plain_text};
use crate::lang::{Labels, calendar, with_bound_names};
use crate::math::{title_text, title_text_start};

impl<'a> Render<'a, '_, '_> {
    pub(crate) fn opening(&mut self) {
        let meta = &self.document.meta;
        if !has_block(meta) {
            return;
        }
        self.w.open("header", &[("class", "opening")]);
        if let Some(eyebrow) = meta.eyebrow.as_deref().filter(|e| !e.trim().is_empty()) {
            self.w.leaf("p", &[("class", "eyebrow")], eyebrow);
            self.w.line();
        }
        self.title();
        if !meta.subtitle.is_empty() {
            let attributes = [("class", "subtitle"), ("epub:type", "subtitle"), ("role", "doc-subtitle")];
            self.paragraph(&meta.subtitle, &attributes);
            self.w.line();
        }
        self.paragraph(&meta.standfirst, &[("class", "standfirst")]);
        self.w.line();
        let byline = one_line(&credits::byline(&meta.authors, self.labels));
        if !byline.is_empty() {
            self.w.leaf("p", &[("class", "byline")], &with_bound_names(&byline));
            self.w.line();
        }
        self.dateline();
        self.w.close();
        self.w.line();
    }

    /// The title, if there is one. Without one, lists name the article by words that stand below anyway.
    fn title(&mut self) {
        let Some(id) = title_id(self.document, self.index) else { return };
        let title = &self.document.meta.title;
        self.turned(direction::words_read_rtl(title, self.rtl), |render| {
            render.w.open("h1", &[("id", &id), ("epub:type", "title")]);
            render.inlines(title);
            render.w.close();
        });
        self.w.line();
    }

    /// The place and the day of publication; the name of the place leads to the source.
    fn dateline(&mut self) {
        let meta = &self.document.meta;
        let site = meta.site.as_deref().or(meta.publisher.as_deref()).map(one_line).filter(|s| !s.is_empty());
        let date = meta.published.map(|date| (date, calendar::print(date, &self.lang)));
        let source = meta.source.as_deref().and_then(targets::outside);
        if site.is_none() && date.is_none() && source.is_none() {
            return;
        }
        self.w.open("p", &[("class", "dateline")]);
        let host = source.as_deref().and_then(|url| url.split('/').nth(2)).map(|h| h.trim_start_matches("www."));
        let place = site.as_deref().or(host);
        match (place, &source) {
            (Some(place), Some(url)) => self.w.leaf("a", &[("href", url)], place),
            (Some(place), None) => self.w.text(place),
            (None, _) => {}
        }
        if let Some((date, words)) = date {
            if place.is_some() {
                self.w.text(", ");
            }
            let exact = Date { time: None, ..date }.to_string();
            self.w.open("time", &[("datetime", &exact)]);
            self.put(&words);
            self.w.close();
        }
        self.w.close();
        self.w.line();
    }
}

/// The id of an article's title, if it has one.
pub(crate) fn title_id(document: &Document, index: usize) -> Option<String> {
    is_titled(&document.meta).then(|| format!("a{}_title", index + 1))
}

/// True if an article has a title.
pub(crate) fn is_titled(meta: &Meta) -> bool {
    !plain_text(&meta.title).trim().is_empty()
}

/// True if lists name an article by its first heading.
pub(crate) fn is_named_by_heading(document: &Document) -> bool {
    !is_titled(&document.meta) && first_words(document).is_some_and(|(_, is_heading)| is_heading)
}

/// The number of bytes of a paragraph that are searched for its first words, because a paragraph may be as long as a
/// book, and each file of a book asks.
const BEGINNING: usize = 2000;

/// The first words of the body, with true if they are a heading.
fn first_words(document: &Document) -> Option<(String, bool)> {
    document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading(Heading { content, .. }) | BlockKind::Paragraph(content) => {
            let words = one_line(&title_text_start(content, BEGINNING));
            (!words.is_empty()).then_some((words, matches!(block.kind, BlockKind::Heading(_))))
        }
        _ => None,
    })
}

/// True if the title block is not empty.
fn has_block(meta: &Meta) -> bool {
    let texts = [&meta.eyebrow, &meta.site, &meta.publisher, &meta.source];
    is_titled(meta)
        || !meta.subtitle.is_empty()
        || !meta.standfirst.is_empty()
        || !meta.authors.is_empty()
        || meta.published.is_some()
        || texts.iter().any(|text| text.is_some())
}

/// The authors in words, for covers and lists: translators, editors and so on are named too.
pub(crate) fn byline(meta: &Meta, labels: &Labels) -> String {
    one_line(&credits(&meta.authors, labels))
}

/// The title in plain words; without a title, the article's first words.
pub(crate) fn title_of(document: &Document, untitled: &str) -> String {
    let title = one_line(&title_text(&document.meta.title));
    if !title.is_empty() {
        return title;
    }
    match first_words(document).map(|(words, _)| words) {
        Some(words) if words.chars().count() > 60 => {
            let cut: String = words.chars().take(60).collect();
            format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head))
        }
        Some(words) => words,
        None => untitled.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Inline;

    #[test]
    fn any_field_makes_a_title_block() {
        let words = || vec![Inline::text("On the pier")];
        let name = || Some("The Wave".to_owned());
        let metas = [
            Meta { title: words(), ..Meta::default() },
            Meta { subtitle: words(), ..Meta::default() },
            Meta { standfirst: words(), ..Meta::default() },
            Meta { eyebrow: name(), ..Meta::default() },
            Meta { site: name(), ..Meta::default() },
            Meta { source: name(), ..Meta::default() },
        ];
        assert!(metas.iter().all(has_block) && !has_block(&Meta::default()));
    }
}
