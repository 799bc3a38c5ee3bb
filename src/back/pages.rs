//! `layout::dump` as a back end: the finished pages as stable text, for goldens and for looking at what was set.

use super::{BackEnd, Output};
use crate::context::Context;
use crate::diag::Result;
use crate::doc::{Document, Edition};
use crate::layout;
use crate::style::Style;

/// The pages as text.
pub struct Pages;

impl BackEnd for Pages {
    fn name(&self) -> &'static str {
        "pages"
    }
    fn extension(&self) -> &'static str {
        "pages"
    }
    fn paged(&self) -> bool {
        true
    }

    fn about(&self) -> &'static str {
        "the finished pages as text, to see what stands where"
    }
    fn emit(&self, document: &Document, style: &Style, cx: &mut Context) -> Result<Output> {
        let pages = layout::layout(document, style, cx);
        Ok(Output { bytes: layout::dump::dump(&pages).into_bytes(), ..Output::default() })
    }
    fn emit_edition(&self, edition: &Edition, style: &Style, cx: &mut Context) -> Result<Output> {
        let pages = layout::layout_edition(edition, style, cx);
        Ok(Output { bytes: layout::dump::dump(&pages).into_bytes(), ..Output::default() })
    }
}
