//! The judges: what the learned models and the rules around them decide of a page: its sort, its article, its headings.

pub(crate) mod gaps;
pub(crate) mod headings;
pub(crate) mod rules;
pub(crate) mod segment;
pub(crate) mod stray;
