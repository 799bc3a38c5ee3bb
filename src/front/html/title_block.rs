//! The title block of an article as our own back ends write it, read back into the metadata.

use super::dom::{Dom, Id};
use crate::doc::{Block, BlockKind, Document, Inlines, plain_text};

/// A line of a title block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// The line above the title.
    Eyebrow,
    /// The title.
    Title,
    /// The second title line.
    Subtitle,
    /// The standfirst.
    Standfirst,
    /// The authors.
    Byline,
    /// The place and the day of publication.
    Dateline,
}

/// The title blocks of a page.
pub(crate) fn all(page: &Dom) -> impl Iterator<Item = Id> {
    page.descendants(Dom::ROOT).filter(move |d| page.tag(*d) == "header" && page.has_class(*d, "opening"))
}

/// The lines of a title block; empty if one of them is of an unknown kind.
pub(crate) fn fields(page: &Dom, header: Id) -> Vec<Field> {
    let fields: Option<Vec<Field>> = page.elements(header).map(|line| field(page, line)).collect();
    fields.unwrap_or_default()
}

fn field(page: &Dom, line: Id) -> Option<Field> {
    if page.tag(line) == "h1" && page.attr(line, "id").is_some_and(|id| id.ends_with("_title")) {
        return Some(Field::Title);
    }
    let names = [
        ("eyebrow", Field::Eyebrow),
        ("subtitle", Field::Subtitle),
        ("standfirst", Field::Standfirst),
        ("byline", Field::Byline),
        ("dateline", Field::Dateline),
    ];
    names.into_iter().find(|(name, _)| page.has_class(line, name)).map(|(_, field)| field)
}

/// True if the title block is at the head of the blocks, line by line.
fn stands(fields: &[Field], blocks: &[Block]) -> bool {
    !fields.is_empty()
        && blocks.len() >= fields.len()
        && fields.iter().zip(blocks).all(|(field, block)| match block.kind {
            BlockKind::Heading(_) => *field == Field::Title,
            BlockKind::Paragraph(_) => *field != Field::Title,
            _ => false,
        })
}

/// The words of one of its lines.
fn words(block: Block) -> Inlines {
    match block.kind {
        BlockKind::Heading(heading) => heading.content,
        BlockKind::Paragraph(words) => words,
        _ => Inlines::new(),
    }
}

/// Moves the title block from the head of the body into the metadata.
pub(crate) fn take(fields: &[Field], document: &mut Document) {
    if !stands(fields, &document.blocks) {
        return;
    }
    let untitled = document.meta.title.is_empty();
    let rest = document.blocks.split_off(fields.len());
    for (field, block) in fields.iter().zip(std::mem::replace(&mut document.blocks, rest)) {
        let words = words(block);
        let meta = &mut document.meta;
        match field {
            Field::Eyebrow => meta.eyebrow = Some(plain_text(&words)).filter(|words| !words.is_empty()),
            Field::Title if untitled => {}
            Field::Title => meta.title = words,
            Field::Subtitle => meta.subtitle = words,
            Field::Standfirst => meta.standfirst = words,
            // The metadata states it more exactly.
            Field::Byline | Field::Dateline => {}
        }
    }
    let standfirst = plain_text(&document.meta.standfirst);
    document.meta.description = document.meta.description.take().filter(|words| *words != standfirst);
}
