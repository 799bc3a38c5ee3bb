//! Passes that every back end wants, in order. Each is a file with one function of its name.

use crate::context::Context;
use crate::doc::Document;

/// A pass over a document.
pub type Pass = fn(&mut Document, &mut Context);

/// The passes in order.
pub const PASSES: &[(&str, Pass)] = &[];

/// Applies all passes.
pub fn apply(document: &mut Document, cx: &mut Context) {
    for (_, pass) in PASSES {
        pass(document, cx);
    }
}
