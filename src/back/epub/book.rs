//! The book as this back end sees it, before anything is zipped: files, the reading order, navigation, and the facts
//! from which claims are derived.
//!
//! [`super::package`], [`super::nav`] and [`super::finish`] read a [`Book`] and decide nothing.

use crate::back::xhtml::facts::Facts;
use crate::doc::{Author, Date, Lang, Series};
use crate::lang::Binding;

/// A whole publication.
#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    /// The metadata for catalogues.
    pub info: Info,
    /// The documents in reading order.
    pub spine: Vec<TextFile>,
    /// Style sheet, pictures, faces.
    pub resources: Vec<Resource>,
    /// The table of contents.
    pub contents: Vec<Entry>,
    /// Pages of the printed twin, in order; empty without a twin.
    pub pages: Vec<PageBreak>,
    /// Properties of the content, from which every accessibility claim follows.
    pub facts: Facts,
    /// The name of the first document that belongs to the body.
    pub body: String,
    /// True if its language is written from right to left.
    pub rtl: bool,
    /// The side of the spine: pages turn away from it.
    pub binding: Binding,
    /// True if it is written in columns from right to left.
    pub vertical: bool,
}

/// The metadata for catalogues.
#[derive(Clone, Debug, Default)]
pub(super) struct Info {
    /// Never empty.
    pub title: String,
    /// A second title line.
    pub subtitle: Option<String>,
    /// The language of the publication first, then the other languages of its articles.
    pub languages: Vec<Lang>,
    /// All creators, each once.
    pub creators: Vec<Author>,
    /// The publisher.
    pub publisher: Option<String>,
    /// A sentence or two.
    pub description: Option<String>,
    /// The sources: an address for each article, or the best that is known. Never empty.
    pub sources: Vec<String>,
    /// Rights statements.
    pub rights: Vec<String>,
    /// Subjects.
    pub subjects: Vec<String>,
    /// Metadata of the article that the standard has no place for, under our own names, so that reading the book
    /// restores the article: see [`super::info`].
    pub own: Vec<(&'static str, String)>,
    /// The series.
    pub series: Option<Series>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The day of this file's last change: from the article or from `SOURCE_DATE_EPOCH`, never from the clock.
    pub modified: Option<Date>,
    /// Identifiers in addition to the one made from the content, such as a DOI.
    pub identifiers: Vec<String>,
    /// `urn:uuid:` and a UUID made from the content.
    pub identifier: String,
}

/// A document of the spine.
#[derive(Clone, Debug, Default)]
pub(super) struct TextFile {
    /// Its path under `OEBPS`.
    pub name: String,
    /// The whole file.
    pub text: String,
    /// True if it holds MathML.
    pub mathml: bool,
    /// True if it holds SVG.
    pub svg: bool,
    /// True if it is written in columns from right to left.
    pub vertical: bool,
}

/// A file that is not in the reading order.
#[derive(Clone, Debug, Default)]
pub(super) struct Resource {
    /// Its path under `OEBPS`.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// True if it is the picture of the cover.
    pub cover: bool,
}

/// A line of the table of contents.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// Its words; never empty.
    pub title: String,
    /// Path and fragment.
    pub href: String,
    /// Lines under it.
    pub children: Vec<Entry>,
}

/// The start of a page of the printed twin.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PageBreak {
    /// The page's label.
    pub label: String,
    /// Path and fragment.
    pub href: String,
}
