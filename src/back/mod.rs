//! Back ends: they emit the tree as files. A new one is one file and one row in [`BACK_ENDS`].

mod emoji;
pub mod epub;
pub(crate) mod html;
pub(crate) mod json;
mod lettering;
pub mod markdown;
pub(crate) mod pages;
pub mod pdf;
pub mod svg;
pub(crate) mod tree;
mod xhtml;

use crate::context::Context;
use crate::diag::{Error, Result};
use crate::doc::{Document, PageMark, Publication};
use crate::style::Style;

/// Emits one format.
pub trait BackEnd: Sync {
    /// The name for `--to`, such as `pdf`.
    fn name(&self) -> &'static str;

    /// Other names for `--to`.
    fn aliases(&self) -> &'static [&'static str] {
        &[]
    }

    /// The file name extension without the dot.
    fn extension(&self) -> &'static str;

    /// True if it makes pages, so that text size, paper and print edition change its output.
    fn makes_pages(&self) -> bool {
        false
    }

    /// True if its files list the pages of the printed twin ([`Publication::page_list`]).
    fn lists_pages(&self) -> bool {
        false
    }

    /// True if it makes files for e-readers ([`crate::style::Style::epub`]).
    fn serves_devices(&self) -> bool {
        false
    }

    /// True if it reads the sizes of a style. If no back end does, no face is opened to measure them.
    fn reads_sizes(&self) -> bool {
        self.makes_pages()
    }

    /// True if the text of its output has the requested size, faces and paper.
    fn shows_size(&self) -> bool {
        self.makes_pages()
    }

    /// True if it writes Markdown ([`crate::style::Style::markdown`]).
    fn writes_markdown(&self) -> bool {
        false
    }

    /// True if it binds many articles as one output.
    fn binds(&self) -> bool {
        false
    }

    /// True if its files are UTF-8 text.
    fn is_text(&self) -> bool {
        true
    }

    /// True if this back end made a file that begins like `head`, so that another of its files may replace it. `None`
    /// if the format has no place for a mark. `head` is at most [`HEAD`] bytes.
    fn owns(&self, head: &[u8]) -> Option<bool>;

    /// One line for `--help`.
    fn about(&self) -> &'static str;

    /// Emits an article, or an edition where the back end [binds](BackEnd::binds). Opens no files and reads no clock.
    ///
    /// # Errors
    /// [`Error::Unsupported`] for an edition if the back end does not bind, and if a library fails; never because of
    /// an article's content.
    fn emit(&self, publication: &Publication, style: &Style, cx: &mut Context) -> Result<Output>;
}

/// The number of bytes of an existing file that [`BackEnd::owns`] looks at.
pub const HEAD: usize = 1024;

/// The only article of a publication, for a back end that does not bind.
fn single<'p>(publication: &'p Publication, back: &dyn BackEnd) -> Result<&'p Document> {
    publication.alone().ok_or_else(|| Error::Unsupported(unbound(back)))
}

/// The sentence that refuses to make an edition with a back end that does not bind.
pub fn unbound(back: &dyn BackEnd) -> String {
    let names: Vec<&str> = BACK_ENDS.iter().filter(|b| b.binds()).map(|b| b.name()).collect();
    format!("An edition cannot be made as {}; use one of {}.", back.name(), names.join(", "))
}

/// The output of a back end.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The file.
    pub bytes: Vec<u8>,
    /// Files that accompany it, by relative name: the pictures of a Markdown file.
    pub files: Vec<(String, Vec<u8>)>,
    /// Whole files that belong to it, by the suffixes of their names: `-cover` of `book.pdf` is `book-cover.pdf`.
    pub companions: Vec<(&'static str, Vec<u8>)>,
    /// Reports that were asked for: preflight, conformance to a guideline.
    pub reports: Vec<Report>,
    /// The starts of the output's pages in the articles, for [`Publication::page_list`] of outputs without pages; empty
    /// without pages.
    pub page_list: Vec<PageMark>,
}

/// A report: one line a rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The object of the report, such as `RNIB Clear Print`.
    pub title: String,
    /// The rules.
    pub rows: Vec<ReportRow>,
    /// The next steps for the user, such as how to fold a booklet.
    pub steps: Vec<String>,
}

/// A rule and whether it was met.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportRow {
    /// The rule in words.
    pub rule: String,
    /// The value found.
    pub found: String,
    /// True if it is met.
    pub met: bool,
}

/// All back ends, in the order of `--help`.
pub const BACK_ENDS: &[&dyn BackEnd] =
    &[&pdf::Pdf, &epub::Epub, &markdown::Markdown, &html::Html, &svg::Svg, &json::Json, &tree::Tree, &pages::Pages];

/// The back end for articles without a stated output format.
pub const DEFAULT: &dyn BackEnd = &pdf::Pdf;

/// The back end of that name, alias or extension; case does not matter.
pub fn by_name(name: &str) -> Option<&'static dyn BackEnd> {
    let name = name.to_ascii_lowercase();
    let named = |b: &&dyn BackEnd| b.name() == name || b.extension() == name || b.aliases().contains(&name.as_str());
    BACK_ENDS.iter().copied().find(named)
}
