//! Which Markdown is read: the friendly one, or a specification and nothing else.
//!
//! Specifications contradict each other: `https://example.org` on a line of its own is a link to GitHub and plain text
//! to CommonMark. So what is asked for by name is read to the letter, and `markdown` is what most writers mean.

use pulldown_cmark::Options;

/// A kind of Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Flavour {
    pub name: &'static str,
    pub about: &'static str,
    pub extensions: &'static [&'static str],
    /// Links without brackets (GFM 6.9).
    pub bare_links: bool,
    /// pandoc's `^super^` and `~sub~`.
    pub scripts: bool,
    /// YAML before the text.
    pub matter: bool,
    /// Whether files of this kind are known by their look.
    pub sniffed: bool,
    options: Options,
}

impl Flavour {
    /// What the parser is to know besides CommonMark.
    pub fn options(&self) -> Options {
        self.options
    }
}

/// GitHub's extensions, and what GitHub itself reads besides its specification: notes and alerts.
const GITHUB: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM);

/// Everything that writers of articles use.
pub(super) const FRIENDLY: Flavour = Flavour {
    name: "markdown",
    about: "CommonMark with GitHub's tables, notes, tasks and alerts, definition lists, formulas and front matter",
    extensions: &["md", "markdown", "mkd", "mdown"],
    bare_links: true,
    scripts: true,
    matter: true,
    sniffed: true,
    options: GITHUB
        .union(Options::ENABLE_HEADING_ATTRIBUTES)
        .union(Options::ENABLE_MATH)
        .union(Options::ENABLE_DEFINITION_LIST),
};

/// GitHub Flavored Markdown.
pub(super) const GFM: Flavour = Flavour {
    name: "gfm",
    about: "GitHub's Markdown: tables, struck text, tasks, bare links, notes and alerts, and nothing else",
    extensions: &[],
    scripts: false,
    matter: false,
    sniffed: false,
    options: GITHUB,
    ..FRIENDLY
};

/// CommonMark.
pub(super) const COMMONMARK: Flavour = Flavour {
    name: "commonmark",
    about: "Markdown to the letter of CommonMark 0.31, without extensions",
    bare_links: false,
    options: Options::empty(),
    ..GFM
};
