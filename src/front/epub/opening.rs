//! What a book repeats of its metadata: the cover, the title page, the title block of an article.

use super::super::html::dom::{Dom, Id, fold};
use crate::doc::{Author, Block, BlockKind, Inlines, Meta, plain_text};

/// A line of a title block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The line above the title.
    Eyebrow,
    /// The title.
    Title,
    /// The second title line.
    Subtitle,
    /// What the article is about.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// Where and when it appeared.
    Dateline,
}

/// What the page is, if it only repeats what is known: the cover, a page of a picture without words before all others;
/// or a title page that says nothing new.
pub(super) fn repeats(page: &Dom, is_first: bool, meta: &Meta) -> Option<&'static str> {
    let body = page.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    let all = || page.descendants(body).chain([body]);
    let typed = |name: &str| all().any(|d| page.attr(d, "epub:type").is_some_and(|t| t.split(' ').any(|t| t == name)));
    if !page.has_words(body) {
        let picture = all().any(|d| matches!(page.tag(d), "img" | "image" | "svg"));
        return (picture && (is_first || typed("cover"))).then_some("cover");
    }
    if !typed("titlepage") {
        return None;
    }
    let texts =
        [Some(plain_text(&meta.title)), Some(plain_text(&meta.subtitle)), meta.publisher.clone(), meta.rights.clone()];
    let dates = meta.published.map(|date| date.to_string());
    let names = meta.authors.iter().map(|Author { name, .. }| name.clone());
    let known: Vec<String> = texts.into_iter().flatten().chain(dates).chain(names).map(|words| fold(&words)).collect();
    let mut lines = page.descendants(body).filter_map(|d| page.text(d)).map(fold).filter(|line| !line.is_empty());
    lines.all(|line| known.contains(&line)).then_some("title page")
}

/// The title block's lines, where the book is one article with a title block as our back end writes it.
pub(super) fn fields(pages: &[(usize, Dom)]) -> Vec<Field> {
    let blocks: Vec<(&Dom, Id)> =
        pages.iter().flat_map(|(_, page)| title_blocks(page).map(move |h| (page, h))).collect();
    let [(page, header)] = blocks.as_slice() else { return Vec::new() };
    let fields: Option<Vec<Field>> = page.elements(*header).map(|line| field(page, line)).collect();
    fields.unwrap_or_default()
}

fn title_blocks(page: &Dom) -> impl Iterator<Item = Id> {
    page.descendants(Dom::ROOT).filter(move |d| page.tag(*d) == "header" && page.has_class(*d, "opening"))
}

fn field(page: &Dom, line: Id) -> Option<Field> {
    if page.tag(line) == "h1" && page.attr(line, "epub:type") == Some("title") {
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

/// Whether the title block stands at the head of the blocks, line by line.
pub(super) fn stands(fields: &[Field], blocks: &[Block]) -> bool {
    !fields.is_empty()
        && blocks.len() >= fields.len()
        && fields.iter().zip(blocks).all(|(field, block)| match block.kind {
            BlockKind::Heading(_) => *field == Field::Title,
            BlockKind::Paragraph(_) => *field != Field::Title,
            _ => false,
        })
}

/// The words of one of its lines.
pub(super) fn words(block: Block) -> Inlines {
    match block.kind {
        BlockKind::Heading(heading) => heading.content,
        BlockKind::Paragraph(words) => words,
        _ => Inlines::new(),
    }
}
