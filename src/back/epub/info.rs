//! The metadata for catalogues, gathered from the edition and its articles.

use super::Input;
use super::book::Info;
use crate::back::xhtml::opening::title_of;
use crate::back::xhtml::xml::one_line;
use crate::context::Context;
use crate::diag::short;
use crate::doc::targets;
use crate::doc::{Author, Date, Inline, Lang, Meta, plain_text};
use crate::lang::Labels;
use crate::math::title_text;

/// Gathers it.
pub(super) fn info(input: &Input, cx: &Context) -> Info {
    let meta = input.meta;
    let languages = languages(input);
    let labels = Labels::of(languages.first().unwrap_or(&Lang::english()));
    let title = match input.articles.first() {
        Some(document) if input.single => title_of(document, labels.untitled),
        _ => Some(one_line(&title_text(&meta.title))).filter(|t| !t.is_empty()).unwrap_or(labels.untitled.to_string()),
    };
    let text = |inlines: &[Inline]| Some(one_line(&title_text(inlines))).filter(|t| !t.is_empty());
    let own = |value: &Option<String>| value.as_deref().map(one_line).filter(|v| !v.is_empty());
    let metas = || input.articles.iter().map(|document| &document.meta);
    let newest = || metas().flat_map(|m| [m.updated, m.published]).flatten().max_by_key(|date| date.epoch());
    let last_published = || metas().filter_map(|m| m.published).max_by_key(|date| date.epoch());
    Info {
        title,
        subtitle: text(&meta.subtitle),
        creators: creators(input),
        publisher: own(&meta.publisher).or_else(|| own(&meta.site)),
        description: own(&meta.description).or_else(|| text(&meta.standfirst)),
        sources: sources(input),
        rights: unique(metas().chain([meta]).filter_map(|m| own(&m.rights))),
        subjects: unique(std::iter::once(meta).chain(metas()).flat_map(|m| m.subjects.iter().map(|s| one_line(s)))),
        series: meta.series.clone().filter(|series| !one_line(&series.name).is_empty()),
        published: meta.published.or_else(|| if input.single { None } else { last_published() }),
        modified: cx.epoch.map(Date::from_epoch).or(meta.updated).or(meta.published).or_else(newest),
        identifiers: own(&meta.identifier).into_iter().collect(),
        own: if input.single { own_fields(meta) } else { Vec::new() },
        identifier: String::new(),
        languages,
    }
}

/// The fields of our own: the site, which catalogues list as the publisher; the day of the last change, because the
/// standard's field is that of the file; and whichever of language and title was assumed, because the standard requires
/// them.
fn own_fields(meta: &Meta) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    if let Some(site) = meta.site.as_deref().map(one_line).filter(|site| !site.is_empty()) {
        fields.push(("offprint:site", site));
    }
    if let Some(updated) = meta.updated {
        fields.push(("offprint:updated", updated.to_string()));
    }
    if let Some(saved) = meta.saved {
        fields.push(("offprint:saved", saved.to_string()));
    }
    let assumed = [(meta.language.is_none(), "language"), (plain_text(&meta.title).trim().is_empty(), "title")];
    let assumed: Vec<&str> = assumed.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect();
    if !assumed.is_empty() {
        fields.push(("offprint:assumed", assumed.join(" ")));
    }
    fields
}

/// The book's language first, then those of its articles.
fn languages(input: &Input) -> Vec<Lang> {
    let mut all: Vec<Lang> = Vec::new();
    let articles = input.articles.iter().filter_map(|document| document.meta.language.clone());
    for lang in input.meta.language.clone().into_iter().chain(articles) {
        if !all.contains(&lang) {
            all.push(lang);
        }
    }
    if all.is_empty() {
        all.push(Lang::english());
    }
    all
}

/// Everyone, each once: editors of the edition first, then authors in the order of their articles.
fn creators(input: &Input) -> Vec<Author> {
    let mut all: Vec<Author> = Vec::new();
    let articles = input.articles.iter().flat_map(|document| &document.meta.authors);
    let edition = if input.single { &[] } else { input.meta.authors.as_slice() };
    for author in edition.iter().chain(articles) {
        let name = one_line(&author.name);
        if !name.is_empty() && !all.iter().any(|known| known.name == name && known.role == author.role) {
            all.push(Author { name, ..author.clone() });
        }
    }
    all
}

/// The addresses that the articles come from.
fn sources(input: &Input) -> Vec<String> {
    unique(input.articles.iter().filter_map(|document| document.meta.source.as_deref().and_then(targets::outside)))
}

fn unique(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut all = Vec::new();
    for value in values {
        if !value.is_empty() && !all.contains(&value) {
            all.push(short_enough(&value));
        }
    }
    all
}

/// Metadata is shown in lists, so a page of text in it is a mistake of the article.
fn short_enough(value: &str) -> String {
    if value.chars().count() > 2000 { short(value) } else { value.to_string() }
}

impl Info {
    /// All metadata but the dates of production. The identifier is a hash of this and of the content.
    pub(super) fn fingerprint(&self) -> String {
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let dates = self.published.map(|date| date.to_string()).unwrap_or_default();
        let series = self.series.iter().map(|series| format!("{} {:?}", series.name, series.position));
        let people = self.creators.iter().map(|author| format!("{}={}", author.role.as_str(), author.name));
        let languages = self.languages.iter().map(|lang| lang.as_str().to_owned());
        let own = self.own.iter().map(|(key, value)| format!("{key}={value}"));
        let single =
            [&self.title, &optional(&self.subtitle), &optional(&self.publisher), &optional(&self.description), &dates];
        let all = single.into_iter().cloned().chain(people).chain(languages).chain(series).chain(own);
        let lists = [&self.sources, &self.rights, &self.subjects, &self.identifiers];
        all.chain(lists.into_iter().flatten().cloned()).collect::<Vec<_>>().join("\n")
    }
}
