//! EPUB as an input: the reading order of the package, chapter by chapter, through the HTML front end's tree builder.
//!
//! A package is a ZIP of small pages that link to each other ([`package`]). They are first put into one tree of nodes,
//! so that a note kept in another file is still found from its call. The classes and roles of books become HTML's own
//! elements there ([`pages`](super::html::pages)). Pages that repeat the book's metadata are not content: its cover and
//! its title page are left out with a remark. The title block of an article goes back into the metadata ([`opening`]),
//! so that an article survives the way into a book and back unchanged.

mod opening;
mod package;

use std::collections::{BTreeMap, BTreeSet};

use super::html::dom::Dom;
use super::html::pages::{Pages, beside};
use super::html::title_block;
use super::{embed, html};
use crate::context::Context;
use crate::diag::{Diagnostic, Error, Result, codes};
use crate::doc::{Block, BlockKind, Document, plain_text, targets};
use crate::front::FrontEnd;
use crate::source::Source;
use package::Package;

/// Most bytes of one picture.
const PICTURE: u64 = 256 << 20;

/// The front end.
pub(crate) struct Epub;

impl FrontEnd for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }
    fn extensions(&self) -> &'static [&'static str] {
        &["epub"]
    }
    fn about(&self) -> &'static str {
        "EPUB books without copy protection: their text, notes and pictures"
    }
    fn sniff(&self, source: &Source) -> bool {
        let bytes = source.bytes();
        bytes.starts_with(b"PK\x03\x04") && bytes.get(30..58) == Some(b"mimetypeapplication/epub+zip".as_slice())
    }
    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document> {
        let mut package = Package::open(source.bytes()).map_err(|why| {
            let message = format!("The file could not be read as an EPUB book: {why}.");
            let hint = "Copy or download it again; what is only called a book is read with --from.";
            Error::unreadable(codes::EPUB_UNREADABLE, message, hint)
        })?;
        let meta = package.meta();
        let mut pages = Vec::new();
        let mut repeated = false;
        for number in 0..package.spine.len() {
            let Some(page) = package.page(number) else {
                let path = package.spine.get(number).map_or("", String::as_str);
                cx.say(Diagnostic::warning(
                    codes::EPUB_PAGE,
                    format!("The page {path} of the book could not be read."),
                ));
                continue;
            };
            match opening::repeats(&page, pages.is_empty(), &meta) {
                Some(what) => {
                    let message = format!("The {what} of the book is left out: it repeats what is known about it.");
                    cx.say(Diagnostic::remark(codes::EPUB_REPEATS, message));
                    repeated = true;
                }
                None => pages.push((number, page)),
            }
        }
        leave_out_unreached(&package, &mut pages, cx);
        if !repeated && pages.iter().all(|(_, page)| is_empty(page)) {
            let message = "The book has no text: none of its pages holds a word or a picture.";
            let hint = "Copy or download it again.";
            return Err(Error::unreadable(codes::EPUB_EMPTY, message, hint));
        }
        let fields = opening::fields(&pages);
        let mut book = Dom::fragment("");
        Pages::new(&package.spine, pages).join(&mut book);
        let mut document = html::build_whole(book, meta, cx);
        title_block::take(&fields, &mut document);
        drop_title(&mut document);
        embed::pictures(&mut document, cx, |url| {
            package.bytes(url, PICTURE).or_else(|| package.bytes(&html::unescape(url), PICTURE))
        });
        Ok(document)
    }
}

/// Leaves out the pages that are not part of the reading order if no page that is read leads to them, such as the same
/// book in another language.
fn leave_out_unreached(package: &Package, pages: &mut Vec<(usize, Dom)>, cx: &mut Context) {
    let path = |number: usize| package.spine[number].as_str();
    let mut unreached: BTreeMap<&str, &Dom> = pages
        .iter()
        .map(|(number, page)| (path(*number), page))
        .filter(|(path, _)| package.aside.contains(*path))
        .collect();
    if unreached.is_empty() || unreached.len() == pages.len() {
        return;
    }
    let linear = pages.iter().map(|(number, page)| (path(*number), page));
    let mut open: Vec<(&str, &Dom)> = linear.filter(|(path, _)| !unreached.contains_key(path)).collect();
    while let Some((at, page)) = open.pop() {
        for link in page.descendants(Dom::ROOT).filter_map(|id| page.value(id, "href")) {
            let target = beside(at, link.split('#').next().unwrap_or(""));
            open.extend(unreached.remove_entry(target.as_str()));
        }
    }
    let unreached: BTreeSet<String> = unreached.into_keys().map(String::from).collect();
    if !unreached.is_empty() {
        pages.retain(|(number, _)| !unreached.contains(path(*number)));
        let message = format!(
            "Pages of the book are left out ({}), because they are not in its reading order and no page leads to them.",
            unreached.len()
        );
        cx.say(Diagnostic::remark(codes::EPUB_UNREACHED, message));
    }
}

/// True if a page has no visible content.
fn is_empty(page: &Dom) -> bool {
    let body = page.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    !page.has_words(body)
        && !page
            .descendants(body)
            .any(|d| matches!(page.tag(d), "img" | "image" | "svg" | "object" | "video" | "audio" | "math"))
}

/// The title as the first heading of the text, as pandoc writes it, is removed, because the metadata has it.
fn drop_title(document: &mut Document) {
    let title = plain_text(&document.meta.title);
    let repeats = |block: &Block| matches!(&block.kind, BlockKind::Heading(h) if plain_text(&h.content) == title);
    if document.blocks.first().is_some_and(repeats)
        && let BlockKind::Heading(heading) = document.blocks.remove(0).kind
    {
        let ids = heading.id.into_iter().collect();
        targets::lead_to_title(&mut document.blocks, &document.meta.title, &ids);
    }
}
