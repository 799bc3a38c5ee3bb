//! `doc::dump` as a back end: the tree as stable text, for goldens and for looking at what was understood.

use super::{BackEnd, Output};
use crate::context::Context;
use crate::diag::Result;
use crate::doc::{Document, dump};
use crate::style::Style;

/// The tree as text.
pub struct Tree;

impl BackEnd for Tree {
    fn name(&self) -> &'static str {
        "tree"
    }
    fn extension(&self) -> &'static str {
        "tree"
    }
    fn about(&self) -> &'static str {
        "the document tree as text, to see what was understood"
    }
    fn emit(&self, document: &Document, _style: &Style, _cx: &mut Context) -> Result<Output> {
        Ok(Output { bytes: dump::dump(document).into_bytes(), ..Output::default() })
    }
}
