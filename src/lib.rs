//! **Offprint** turns any article into an offprint: an article printed on its own, beautifully.
//!
//! ```text
//! bytes -> front -> Document -> transform -> Document -> back -> bytes
//!           |                                             |
//!      text, Markdown, HTML                  PDF (through layout), EPUB, Markdown, ...
//! ```
//!
//! An article goes in on the left and an edition comes out on the right. [`front`] ends *parse* (pandoc calls them
//! readers): any bytes are some article, so they cannot fail. [`transform`] repairs and refines the one [`doc`] tree.
//! [`back`] ends *emit* (pandoc's writers); the one for PDF goes through [`layout`], which makes finished pages from
//! tree and [`style`] and knows nothing of PDF. What any stage has to say is a [`diag::Diagnostic`]. The library
//! opens no files and reads no clock; what a stage may see of the world is in its [`context::Context`].
//!
//! Who may import whom is a test: `tests/architecture.rs`.
#![forbid(unsafe_code)]
#![warn(missing_docs)]
// Modules tell of their rooms too; the documentation is built with --document-private-items, where these links lead on.
#![allow(rustdoc::private_intra_doc_links)]

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
pub mod source;
pub mod style;
pub mod transform;

use back::{BackEnd, Output};
use context::Context;
use diag::{Error, Result, Severity};
use doc::Document;
use front::FrontEnd;
use source::Source;
use style::Style;

/// One article from source to output: the whole program in two statements.
///
/// # Errors
/// What a back end cannot make, and a container that no front end can open. Everything else is said in `cx.diags`.
pub fn convert(
    source: &Source,
    front: &dyn FrontEnd,
    back: &dyn BackEnd,
    style: &Style,
    cx: &mut Context,
) -> Result<Output> {
    let document = read(source, front, cx);
    if let Some(error) = cx.diags.iter().find(|d| d.severity == Severity::Error) {
        return Err(Error::Failed(error.clone()));
    }
    back.emit(&document, style, cx)
}

/// The first half: from source to a checked tree, ready for any back end. Several outputs of one article share it.
pub fn read(source: &Source, front: &dyn FrontEnd, cx: &mut Context) -> Document {
    let mut document = front.parse(source, cx);
    transform::apply(&mut document, cx);
    doc::check(&document, cx);
    document
}
