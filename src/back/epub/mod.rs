//! To be written by its owner.
use super::{BackEnd, Output};
use crate::context::Context;
use crate::diag::Result;
use crate::doc::{Document, dump};
use crate::style::Style;

/// The back end.
pub struct Epub;

impl BackEnd for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }
    fn extension(&self) -> &'static str {
        "epub"
    }
    fn about(&self) -> &'static str {
        ""
    }
    fn emit(&self, document: &Document, _style: &Style, _cx: &mut Context) -> Result<Output> {
        Ok(Output { bytes: dump::dump(document).into_bytes(), ..Output::default() })
    }
}
