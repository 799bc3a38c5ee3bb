//! Back ends: they emit the tree as files. A new one is one file and one row in [`BACK_ENDS`].

pub mod epub;
pub mod json;
mod lettering;
pub mod markdown;
pub mod pages;
pub mod pdf;
pub mod tree;

use crate::context::Context;
use crate::diag::{Error, Result};
use crate::doc::{Document, Edition};
use crate::style::Style;

/// Emits one format.
pub trait BackEnd: Sync {
    /// The name for `--to`, such as `pdf`.
    fn name(&self) -> &'static str;

    /// The file name extension without the dot.
    fn extension(&self) -> &'static str;

    /// Whether it has pages, so that a size of text, a paper or a print edition change what it makes.
    fn paged(&self) -> bool {
        false
    }

    /// Whether it looks at the sizes that a style gives. Where nothing does, no face is opened to find them.
    fn sized(&self) -> bool {
        self.paged()
    }

    /// One line for `--help`.
    fn about(&self) -> &'static str;

    /// Emits one article. Opens no files and reads no clock.
    ///
    /// # Errors
    /// Where a library fails; never because of what the article holds.
    fn emit(&self, document: &Document, style: &Style, cx: &mut Context) -> Result<Output>;

    /// Emits many articles bound as one.
    ///
    /// # Errors
    /// [`Error::Unsupported`] by the back ends that know no editions.
    fn emit_edition(&self, _edition: &Edition, _style: &Style, _cx: &mut Context) -> Result<Output> {
        Err(Error::Unsupported(format!("An edition cannot be made as {}; use pdf or epub.", self.name())))
    }
}

/// What a back end made.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The file.
    pub bytes: Vec<u8>,
    /// Files beside it, by relative name: the pictures of a Markdown file.
    pub files: Vec<(String, Vec<u8>)>,
    /// Reports that were asked for: preflight, conformance to a guideline.
    pub reports: Vec<Report>,
}

/// A report: one line a rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// What was judged, such as `RNIB Clear Print`.
    pub title: String,
    /// The rules.
    pub rows: Vec<ReportRow>,
    /// What to do next, step by step, such as how to fold a booklet.
    pub steps: Vec<String>,
}

/// A rule and whether it was met.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportRow {
    /// The rule in words.
    pub rule: String,
    /// The value found.
    pub found: String,
    /// Whether it is met.
    pub met: bool,
}

/// All back ends, in the order of `--help`.
pub const BACK_ENDS: &[&dyn BackEnd] =
    &[&pdf::Pdf, &epub::Epub, &markdown::Markdown, &json::Json, &tree::Tree, &pages::Pages];

/// The back end of that name or extension.
pub fn by_name(name: &str) -> Option<&'static dyn BackEnd> {
    let name = name.to_ascii_lowercase();
    BACK_ENDS.iter().copied().find(|b| b.name() == name || b.extension() == name)
}
