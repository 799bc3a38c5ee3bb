//! Layout: a document and a style become finished pages. Knows nothing of PDF.
//!
//! ```text
//! Document --flow--> blocks --shape--> glyphs --linebreak--> lines --paginate--> pages (frame)
//! ```
//!
//! Each stage is a file with one public function of its name. The structure tree for accessibility is made once, in
//! [`flow`], and carried on every mark by its [`frame::Owner`].

pub mod audit;
pub mod fonts;
pub mod frame;
pub mod inline;
pub mod linebreak;
pub mod lines;
pub mod shape;
