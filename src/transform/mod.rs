//! Passes that every back end needs, in order. Each is a file with one function of its name.
//!
//! Front ends deliver trees as they understood their inputs; passes bring them into the form that [`crate::doc`]
//! promises to back ends. The metadata that the user states comes first, then `formulas`, which may leave paragraphs empty.
//! `repair` is next because the others may then rely on the tree's shape, and `typography` last because it needs final
//! text.
//!
//! All that a source *states* stays: heading levels and links without a target are kept unchanged, because Markdown and
//! JSON write them back. Back ends that must not have gaps take [`crate::doc::outline::steps`].

pub(crate) mod captions;
pub(crate) mod formulas;
pub(crate) mod galleries;
pub(crate) mod headings;
pub(crate) mod language;
pub(crate) mod links;
pub(crate) mod opening;
pub(crate) mod pictures;
pub(crate) mod repair;
pub(crate) mod scene_breaks;
pub(crate) mod stated;
pub(crate) mod typography;

use crate::context::Context;
use crate::doc::Document;

/// A pass over a document.
pub type Pass = fn(&mut Document, &mut Context);

/// The passes in order.
pub const PASSES: &[(&str, Pass)] = &[
    ("stated", stated::stated),
    ("formulas", formulas::formulas),
    ("repair", repair::repair),
    ("scene breaks", scene_breaks::scene_breaks),
    ("opening", opening::opening),
    ("galleries", galleries::galleries),
    ("captions", captions::captions),
    ("language", language::language),
    ("headings", headings::headings),
    ("pictures", pictures::pictures),
    ("links", links::links),
    ("typography", typography::typography),
];

/// Applies all passes.
pub fn apply(document: &mut Document, cx: &mut Context) {
    for (_, pass) in PASSES {
        pass(document, cx);
    }
}
