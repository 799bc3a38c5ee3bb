//! **Offprint** turns any article into an offprint: an article printed on its own, beautifully.
//!
//! ```text
//! bytes -> front -> Document -> transform -> Document -> back -> bytes
//!           |                                             |
//!      text, Markdown, HTML                  PDF (through layout), EPUB, Markdown, ...
//! ```
//!
//! An article goes in on the left and an edition comes out on the right. [`front`] ends *parse* (pandoc calls them
//! readers): any text is some article, so only a container that cannot be opened is an error. [`transform`] repairs and
//! refines the one [`doc`] tree. [`back`] ends *emit* (pandoc's writers); the one for PDF goes through [`layout`],
//! which makes finished pages from tree and [`style`] and knows nothing of PDF. Every message of a stage is a
//! [`diag::Diagnostic`]. The library opens no files and reads no clock; what a stage may see of the world is in its
//! [`context::Context`].
//!
//! `tests/architecture.rs` lists and tests which module may import which.
//!
//! ```
//! use offprint::{back, context::Context, front, source::Source, style};
//!
//! let source = Source::from_text("essay.md", "# Lamps\n\nA lamp was lit in every window.");
//! let (markdown, epub) = (front::by_name("markdown").unwrap(), back::by_name("epub").unwrap());
//! let (style, mut context) = (style::resolve::plain("large"), Context::default());
//! for (_, output) in offprint::convert(&source, markdown, &[epub], &style, &mut context)? {
//!     assert!(output?.bytes.starts_with(b"PK"));
//! }
//! # Ok::<(), offprint::diag::Error>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![warn(unreachable_pub)]
// Modules link to private items too; the documentation is built with --document-private-items, where these links lead
// on.
#![allow(rustdoc::private_intra_doc_links)]

pub mod apart;
pub mod back;
pub mod context;
pub mod diag;
pub mod doc;
pub mod front;
pub mod geometry;
pub mod highlight;
pub mod image;
pub mod lang;
pub mod layout;
pub mod math;
pub mod report;
pub mod source;
pub mod style;
pub mod transform;
pub mod xml;

use back::{BackEnd, Output};
use context::Context;
use diag::{Diagnostic, Result, codes};
use doc::{Document, Publication};
use front::FrontEnd;
use source::Source;
use style::Style;

/// The program's name and version, as its files name their maker.
pub(crate) const GENERATOR: &str = concat!("Offprint ", env!("CARGO_PKG_VERSION"));

/// True if a file names this program, in any version, as its maker.
pub(crate) fn is_own(generator: &str) -> bool {
    generator.starts_with("Offprint ")
}

/// Reads an article and emits it in each of the formats: the whole program in two statements.
///
/// The outputs are made as the iterator is advanced, those with pages first, so that the others can list the same
/// pages. Each comes with the number of its back end in `backs`. The messages about the article are in `cx.diags`.
///
/// # Errors
/// [`diag::Error::Unreadable`] if the front end cannot read the input.
pub fn convert<'a, 'r>(
    source: &Source,
    front: &dyn FrontEnd,
    backs: &'a [&'a dyn BackEnd],
    style: &'a Style,
    cx: &'a mut Context<'r>,
) -> Result<Outputs<'a, 'r>> {
    let document = read(source, front, cx)?;
    Ok(emit(document.into(), backs, style, cx))
}

/// The first half: from source to a checked tree, ready for any back end.
///
/// # Errors
/// [`diag::Error::Unreadable`] if the front end cannot read the input.
pub fn read(source: &Source, front: &dyn FrontEnd, cx: &mut Context) -> Result<Document> {
    let mut document = front.parse(source, cx)?;
    transform::apply(&mut document, cx);
    document.meta.cover = cx.reading.cover.clone().or(document.meta.cover);
    doc::check(&document, cx);
    if document.meta.title.is_empty() && is_hollow(&document) {
        let message = "No article was found in it; the output is empty.";
        let hint = "Say what it is with --from, or keep everything with --keep all.";
        cx.say(Diagnostic::warning(codes::NO_ARTICLE, message).hint(hint));
    }
    Ok(document)
}

/// True if an article shows nothing below its title.
pub fn is_hollow(document: &Document) -> bool {
    doc::hollow::filled(document).blocks.is_empty()
}

/// The second half: an article, or an edition of many, in each of the formats. See [`convert`].
pub fn emit<'a, 'r>(
    publication: Publication,
    backs: &'a [&'a dyn BackEnd],
    style: &'a Style,
    cx: &'a mut Context<'r>,
) -> Outputs<'a, 'r> {
    let mut order: Vec<usize> = (0..backs.len()).collect();
    order.sort_by_key(|index| backs.get(*index).is_some_and(|back| !back.makes_pages()));
    Outputs { publication, order: order.into_iter(), backs, style, cx }
}

/// The outputs of a publication, made one after the other.
pub struct Outputs<'a, 'r> {
    publication: Publication,
    order: std::vec::IntoIter<usize>,
    backs: &'a [&'a dyn BackEnd],
    style: &'a Style,
    cx: &'a mut Context<'r>,
}

impl Iterator for Outputs<'_, '_> {
    type Item = (usize, Result<Output>);

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.order.next()?;
        let output = self.backs.get(index)?.emit(&self.publication, self.style, self.cx);
        if let Ok(output) = &output
            && !output.page_list.is_empty()
        {
            self.publication.page_list.clone_from(&output.page_list);
        }
        Some((index, output))
    }
}
