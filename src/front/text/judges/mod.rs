//! The judges: the learned models and the rules around them decide the kind of a page, its article, its headings.

pub(crate) mod gaps;
pub(crate) mod headings;
pub(crate) mod loss;
pub(crate) mod rules;
pub(crate) mod segment;
pub(crate) mod stray;
