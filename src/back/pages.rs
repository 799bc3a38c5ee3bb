//! `layout::dump` as a back end: the finished pages as stable text, for goldens and for inspection.

use super::{BackEnd, Output};
use crate::context::Context;
use crate::diag::Result;
use crate::doc::Publication;
use crate::layout;
use crate::style::Style;

/// The pages as text.
pub(crate) struct Pages;

impl BackEnd for Pages {
    fn name(&self) -> &'static str {
        "pages"
    }
    fn extension(&self) -> &'static str {
        "pages"
    }
    fn makes_pages(&self) -> bool {
        true
    }
    fn binds(&self) -> bool {
        true
    }
    fn owns(&self, head: &[u8]) -> Option<bool> {
        Some(head.starts_with(b"title \""))
    }
    fn about(&self) -> &'static str {
        "the finished pages as text, to see what stands where"
    }
    fn emit(&self, publication: &Publication, style: &Style, cx: &mut Context) -> Result<Output> {
        let pages = layout::layout(publication, style, cx);
        Ok(Output { bytes: layout::dump::dump(&pages).into_bytes(), ..Output::default() })
    }
}
