//! An edition: many articles bound as one, in parts. One article alone is not an edition but a [`Document`].

use super::{Document, Inlines, Meta};

/// Articles bound together. Each article keeps its own metadata, assets and ids; a back end that joins them into one
/// name space (EPUB, PDF) prefixes ids itself, by the article's place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edition {
    /// Of the whole: its title, editors, date, language, series.
    pub meta: Meta,
    /// The sections in order; an edition without sections has one part without a title.
    pub parts: Vec<Part>,
    /// The names of the files the articles were read from, in the order of [`Edition::articles`], so that links from
    /// one to another can be kept; empty, or empty strings, where there are none.
    pub names: Vec<String>,
}

/// A section of an edition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Its title; empty where the edition has no sections.
    pub title: Inlines,
    /// Its articles, in order.
    pub articles: Vec<Document>,
}

impl Edition {
    /// All articles in order.
    pub fn articles(&self) -> impl Iterator<Item = &Document> {
        self.parts.iter().flat_map(|part| &part.articles)
    }
}
