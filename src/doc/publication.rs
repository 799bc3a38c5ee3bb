//! A publication: one article alone, or many bound as an edition.

use super::{Document, Inlines, Lang, Meta};

/// Articles that become one output. Each keeps its own metadata, assets and ids; a back end that joins them into one name
/// space (EPUB, PDF) prefixes ids itself, by the article's place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Publication {
    /// The metadata of an edition: its title, editors, date, language, series. `None` for a single article, which needs
    /// no front page and no contents.
    pub edition: Option<Meta>,
    /// The sections in order; a single part without a title if there are no sections.
    pub parts: Vec<Part>,
    /// The names of the articles' source files, in the order of [`Publication::articles`], so that links from one
    /// article to another can be kept; empty, or empty strings, if unknown.
    pub names: Vec<String>,
    /// The starts of the pages of the printed twin, in order, for outputs without pages; empty if no twin was made.
    pub page_list: Vec<PageMark>,
}

/// A section of an edition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Its title; empty if the edition has no sections.
    pub title: Inlines,
    /// Its articles, in order.
    pub articles: Vec<Document>,
}

/// The start of a page of the printed twin: the EPUB lists the pages of the PDF made in the same run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageMark {
    /// The page's label as printed in the folio.
    pub label: String,
    /// The number of the article, from 0. `None` for the pages before them all: an edition's front page and contents.
    pub article: Option<usize>,
    /// The number of characters before the page's first character in the article's body, in the order of
    /// [`crate::doc::walk`], without white space and notes (of `Inline::Text`, `Inline::Code` and `BlockKind::Code`). 0
    /// for the page with the article's title.
    pub offset: u64,
}

impl Publication {
    /// An edition without sections, in the language of its first article that has one. Pictures that are not in memory are
    /// looked for by their names, so no two articles may use one name for two pictures.
    pub fn edition(title: Inlines, articles: Vec<Document>, names: Vec<String>) -> Self {
        let parts = vec![Part { title: Inlines::new(), articles }];
        let mut edition = Publication { parts, names, ..Publication::default() };
        edition.edition = Some(Meta { title, language: edition.language(), ..Meta::default() });
        edition
    }

    /// The language of the first article that has one.
    pub fn language(&self) -> Option<Lang> {
        self.articles().find_map(|article| article.meta.language.clone())
    }

    /// All articles in order.
    pub fn articles(&self) -> impl Iterator<Item = &Document> {
        self.parts.iter().flat_map(|part| &part.articles)
    }

    /// The article, if this is a single article and not an edition.
    pub fn alone(&self) -> Option<&Document> {
        if self.edition.is_none() { self.articles().next() } else { None }
    }
}

impl From<Document> for Publication {
    fn from(document: Document) -> Self {
        let part = Part { title: Inlines::new(), articles: vec![document] };
        Publication { parts: vec![part], ..Publication::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_has_the_language_of_its_first_article_with_one() {
        let article = |tag: Option<&str>| {
            let language = tag.and_then(Lang::new);
            Document { meta: Meta { language, ..Meta::default() }, ..Document::default() }
        };
        let articles = vec![article(None), article(Some("de")), article(Some("fr"))];
        let edition = Publication::edition(Inlines::new(), articles, Vec::new());
        assert_eq!(edition.language(), Lang::new("de"));
        assert_eq!(edition.edition.as_ref().and_then(|meta| meta.language.clone()), Lang::new("de"));
        assert_eq!((edition.articles().count(), edition.alone()), (3, None));
    }
}
