//! The title block of an article: eyebrow, title, subtitle, standfirst, byline, dateline with the way to the source.

use super::article::Render;
use super::links;
use super::xml::one_line;
use crate::doc::*;

impl<'a> Render<'a, '_, '_> {
    pub(super) fn opening(&mut self) {
        let meta = &self.document.meta;
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
        let byline = byline(meta, &self.words);
        if !byline.is_empty() {
            self.w.leaf("p", &[("class", "byline")], &byline);
            self.w.line();
        }
        self.dateline();
        self.w.close();
        self.w.line();
    }

    fn title(&mut self) {
        let id = title_id(self.index);
        self.w.open("h1", &[("id", &id), ("epub:type", "title")]);
        if plain_text(&self.document.meta.title).trim().is_empty() {
            let title = title_of(self.document, self.words.untitled);
            self.w.text(&title);
        } else {
            self.inlines(&self.document.meta.title);
        }
        self.w.close();
        self.w.line();
    }

    /// Where and when it appeared; the name of the place leads to the source.
    fn dateline(&mut self) {
        let meta = &self.document.meta;
        let site = meta.site.as_deref().or(meta.publisher.as_deref()).map(one_line).filter(|s| !s.is_empty());
        let date = meta.published.map(|date| (date, self.words.date(date)));
        let source = meta.source.as_deref().and_then(links::outside);
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
            let exact = Date { seconds: None, ..date }.to_string();
            self.w.leaf("time", &[("datetime", &exact)], &words);
        }
        self.w.close();
        self.w.line();
    }
}

/// The id of an article's title.
pub fn title_id(index: usize) -> String {
    format!("a{}_title", index + 1)
}

/// The authors in words: translators, editors and so on are named too.
pub fn byline(meta: &Meta, words: &super::words::Words) -> String {
    let names: Vec<String> = meta.authors.iter().map(|a| one_line(&a.name)).filter(|n| !n.is_empty()).collect();
    words.list(&names)
}

/// The title in plain words; where there is none, the article's first words.
pub fn title_of(document: &Document, untitled: &str) -> String {
    let title = one_line(&plain_text(&document.meta.title));
    if !title.is_empty() {
        return title;
    }
    let first = document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading(Heading { content, .. }) | BlockKind::Paragraph(content) => {
            Some(one_line(&plain_text(content))).filter(|words| !words.is_empty())
        }
        _ => None,
    });
    match first {
        Some(words) if words.chars().count() > 60 => {
            let cut: String = words.chars().take(60).collect();
            format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head))
        }
        Some(words) => words,
        None => untitled.to_string(),
    }
}
