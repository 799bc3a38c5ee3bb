//! The tree as Markdown, in the way a careful person writes it: one style throughout, as few escapes as the rules
//! allow, tables aligned, notes in order at the end, and front matter with only the known facts.
//!
//! `front::markdown` reads the output back as the same tree. Markdown cannot express some parts of our tree. Those are
//! written in HTML that every renderer understands (`<sup>`, `<mark>`, tables with spans). Kinds of blocks without a
//! visible form are written as a comment before the block that no renderer shows: `<!-- verse -->`.
//!
//! - [`blocks`] writes blocks as lines behind the markers of their containers;
//! - [`inline`] strings inlines together, [`escape`] decides which characters need a backslash, [`verify`] reads the
//!   result back and asks for a more careful version if the meaning changed;
//! - [`table`], [`head`] and [`pictures`] write tables, the front matter and the files of pictures.

mod blocks;
mod escape;
mod head;
mod ids;
mod inline;
mod lines;
mod pictures;
mod syntax;
mod table;
mod verify;

use super::{BackEnd, Output, single};
use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::Publication;
use crate::style::Style;

/// Markdown.
pub struct Markdown;

impl BackEnd for Markdown {
    fn name(&self) -> &'static str {
        "md"
    }
    fn aliases(&self) -> &'static [&'static str] {
        &["markdown"]
    }
    fn extension(&self) -> &'static str {
        "md"
    }
    /// Always unknown, because people edit Markdown files: a mark in the file would not prove that no work of theirs is
    /// lost.
    fn writes_markdown(&self) -> bool {
        true
    }

    fn owns(&self, _head: &[u8]) -> Option<bool> {
        None
    }
    fn about(&self) -> &'static str {
        "Markdown with GitHub's tables, notes and alerts, pictures beside it"
    }
    fn emit(&self, publication: &Publication, style: &Style, cx: &mut Context) -> Result<Output> {
        let document = single(publication, self)?;
        let (names, files) = pictures::pictures(document, cx);
        let mut writer = blocks::Writer::new(document, &style.markdown, names);
        let title_as_heading = head::title_as_heading(document);
        let mut text = if title_as_heading { String::new() } else { head::front_matter(&document.meta) };
        writer.document(title_as_heading);
        if !text.is_empty() && !writer.lines.is_empty() {
            text.push('\n');
        }
        text.push_str(&writer.lines.finish());
        if text.is_empty() {
            text.push('\n');
        }
        if writer.sizes > 0 {
            let message = format!("Markdown has no sizes for pictures; {} left out.", writer.sizes);
            cx.say(Diagnostic::remark(codes::PICTURE_SIZE, message));
        }
        Ok(Output { bytes: text.into_bytes(), files, ..Output::default() })
    }
}
