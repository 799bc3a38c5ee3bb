//! To be written by its owner.
use super::{BackEnd, Output};
use crate::context::Context;
use crate::diag::Result;
use crate::doc::{Document, dump};
use crate::style::Style;

/// The back end.
pub struct Markdown;

impl BackEnd for Markdown {
    fn name(&self) -> &'static str {
        "md"
    }
    fn extension(&self) -> &'static str {
        "md"
    }
    fn about(&self) -> &'static str {
        ""
    }
    fn emit(&self, document: &Document, _style: &Style, _cx: &mut Context) -> Result<Output> {
        Ok(Output { bytes: dump::dump(document).into_bytes(), ..Output::default() })
    }
}
