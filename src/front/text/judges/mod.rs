//! The judges: what the learned models and the rules around them decide of a page: its sort, its article, its headings.

pub mod gaps;
pub mod headings;
pub mod learn;
pub mod rules;
pub mod segment;
pub mod stray;
