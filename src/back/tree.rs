//! `doc::dump` as a back end: the tree as stable text, for goldens and for inspection.

use super::{BackEnd, Output, single};
use crate::context::Context;
use crate::diag::Result;
use crate::doc::{Publication, dump};
use crate::style::Style;

/// The tree as text.
pub(crate) struct Tree;

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
    fn owns(&self, head: &[u8]) -> Option<bool> {
        Some(head.starts_with(b"document\n"))
    }
    fn emit(&self, publication: &Publication, _style: &Style, _cx: &mut Context) -> Result<Output> {
        Ok(Output { bytes: dump::dump(single(publication, self)?).into_bytes(), ..Output::default() })
    }
}
