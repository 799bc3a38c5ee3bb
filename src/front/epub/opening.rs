//! Pages of a book that repeat its metadata: the cover, the title page, the title block of an article.

use super::super::html::dom::{Dom, Id, fold};
use crate::doc::{Author, Meta, plain_text};
use crate::front::html::title_block::{self, Field};

/// The name of a page that only repeats known metadata: the cover, a page before all others with a picture and no
/// words; or a title page without new facts.
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

/// The lines of the title block, if the book is one article with a title block as our back end writes it.
pub(super) fn fields(pages: &[(usize, Dom)]) -> Vec<Field> {
    let blocks: Vec<(&Dom, Id)> =
        pages.iter().flat_map(|(_, page)| title_block::all(page).map(move |h| (page, h))).collect();
    let [(page, header)] = blocks.as_slice() else { return Vec::new() };
    title_block::fields(page, *header)
}
