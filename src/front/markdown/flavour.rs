//! The kind of Markdown to read: the lenient one, a single specification, or one dialect.
//!
//! Specifications contradict each other: `https://example.org` alone in a line is a link to GitHub and plain text to
//! CommonMark. So a specification that is named is read to the letter. `markdown` is the usual kind, with the
//! constructs of every dialect that the text shows. A dialect that is named reads only its own constructs.

use pulldown_cmark::Options;

/// A dialect, in the order in which they are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dialect {
    Pandoc,
    Obsidian,
    Hugo,
    Zola,
    Jekyll,
    Mdn,
    MdBook,
    Quarto,
    Myst,
    Docusaurus,
    MkDocs,
    VitePress,
}

impl Dialect {
    /// Its name among its users.
    pub(super) fn name(self) -> &'static str {
        match self {
            Dialect::Pandoc => "pandoc",
            Dialect::Obsidian => "Obsidian",
            Dialect::Hugo => "Hugo",
            Dialect::Zola => "Zola",
            Dialect::Jekyll => "Jekyll",
            Dialect::Mdn => "MDN",
            Dialect::MdBook => "mdBook",
            Dialect::Quarto => "Quarto or R Markdown",
            Dialect::Myst => "MyST",
            Dialect::Docusaurus => "Docusaurus",
            Dialect::MkDocs => "MkDocs",
            Dialect::VitePress => "VitePress",
        }
    }
}

/// A kind of Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Flavour {
    pub name: &'static str,
    pub about: &'static str,
    pub extensions: &'static [&'static str],
    /// Links without brackets (GFM 6.9).
    pub bare_links: bool,
    /// pandoc's `^super^` and `~sub~`.
    pub scripts: bool,
    /// YAML before the text.
    pub matter: bool,
    /// True if files of this kind are recognised by their content.
    pub sniffed: bool,
    /// True if the constructs of dialects are read.
    pub dialects: bool,
    /// The only dialect to read; `None` reads the dialects that the text shows.
    pub dialect: Option<Dialect>,
    options: Options,
}

impl Flavour {
    /// The parser's extensions of CommonMark.
    pub(super) fn options(&self) -> Options {
        self.options
    }
}

/// GitHub's extensions, and GitHub's own additions to its specification: notes and alerts.
const GITHUB: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM);

/// All constructs that writers of articles use.
pub(crate) const FRIENDLY: Flavour = Flavour {
    name: "markdown",
    about: "CommonMark and GitHub's, notes, definition lists, formulas, front matter",
    extensions: &["md", "markdown", "mkd", "mdown", "mdx", "qmd", "rmd"],
    bare_links: true,
    scripts: true,
    matter: true,
    sniffed: true,
    dialects: true,
    dialect: None,
    options: GITHUB
        .union(Options::ENABLE_HEADING_ATTRIBUTES)
        .union(Options::ENABLE_MATH)
        .union(Options::ENABLE_DEFINITION_LIST),
};

/// GitHub Flavored Markdown.
pub(crate) const GFM: Flavour = Flavour {
    name: "gfm",
    about: "GitHub's Markdown and nothing else: tables, tasks, bare links, notes, alerts",
    extensions: &[],
    scripts: false,
    matter: false,
    sniffed: false,
    dialects: false,
    options: GITHUB,
    ..FRIENDLY
};

/// Markdown that another front end wrote.
pub(super) const REWRITTEN: Flavour =
    Flavour { name: "rewritten", scripts: false, matter: false, sniffed: false, dialects: false, ..FRIENDLY };

/// CommonMark.
pub(crate) const COMMONMARK: Flavour = Flavour {
    name: "commonmark",
    about: "Markdown to the letter of CommonMark 0.31, without extensions",
    bare_links: false,
    options: Options::empty(),
    ..GFM
};

/// A dialect by its name.
const fn dialect(name: &'static str, about: &'static str, dialect: Dialect) -> Flavour {
    Flavour { name, about, extensions: &[], sniffed: false, dialect: Some(dialect), ..FRIENDLY }
}

pub(crate) const PANDOC: Flavour =
    dialect("pandoc", "Markdown as pandoc has it: drawn tables, notes in the line, attributes", Dialect::Pandoc);
pub(crate) const OBSIDIAN: Flavour =
    dialect("obsidian", "notes of Obsidian: wiki links, callouts, highlights, comments", Dialect::Obsidian);
pub(crate) const HUGO: Flavour = dialect("hugo", "posts of Hugo, with its shortcodes", Dialect::Hugo);
pub(crate) const ZOLA: Flavour = dialect("zola", "posts of Zola, with its shortcodes", Dialect::Zola);
pub(crate) const JEKYLL: Flavour =
    dialect("jekyll", "posts of Jekyll: Liquid's tags and kramdown's attributes", Dialect::Jekyll);
pub(crate) const MDN: Flavour = dialect("mdn", "pages of MDN: macros and lists of terms", Dialect::Mdn);
pub(crate) const MDBOOK: Flavour = dialect("mdbook", "chapters of mdBook", Dialect::MdBook);
pub(crate) const QUARTO: Flavour = dialect("quarto", "articles of Quarto and R Markdown", Dialect::Quarto);
pub(crate) const MYST: Flavour = dialect("myst", "articles of MyST: directives in fences", Dialect::Myst);
pub(crate) const DOCUSAURUS: Flavour =
    dialect("docusaurus", "pages of Docusaurus: notes between colons", Dialect::Docusaurus);
pub(crate) const MKDOCS: Flavour = dialect("mkdocs", "pages of MkDocs: indented notes", Dialect::MkDocs);
