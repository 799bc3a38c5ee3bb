//! An article as XHTML: the code that EPUB and HTML share. [`article`] writes the blocks with [`render`], [`css`] the
//! style sheet.

pub(crate) mod article;
pub(crate) mod css;
pub(crate) mod facts;
pub(crate) mod formula;
mod inline;
pub(crate) mod links;
pub(crate) mod math;
pub(crate) mod opening;
pub(crate) mod pictures;
pub(crate) mod ready;
pub(crate) mod render;
pub(crate) mod sections;
pub(crate) mod svg;
mod table;
pub(crate) mod upright;
pub(crate) mod vertical;
pub(crate) mod xml;
