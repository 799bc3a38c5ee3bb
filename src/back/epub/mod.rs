//! The EPUB back end: e-reader editions of one article or of many, valid and truthful.
//!
//! ```text
//! articles -> xhtml (pictures, article in pieces) -> files -> front page, nav, package -> finish -> bytes
//! ```
//!
//! An article alone is an edition of a single article without a front page. Documents, navigation and the package
//! document are rendered from our own model ([`book::Book`]); [`finish`] is the only module that knows the zip
//! container. Every accessibility claim is derived from what was written ([`access`]). Standards: EPUB 3.3, EPUB
//! Accessibility 1.1, DPUB-ARIA 1.1; OPF 2.0.1 for `epub2`.

mod access;
mod book;
mod cover;
mod divide;
mod faces;
mod files;
mod finish;
mod front_page;
mod info;
mod kepub;
mod nav;
mod package;
mod subset;
mod type_cover;
mod writing;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::xhtml::css::{self, Writing};
use super::xhtml::links::Articles;
use super::xhtml::ready::{Bounds, Ready};
use super::xhtml::render::{Render, Shared};
use super::xhtml::xml::{self, Dialect};
use super::xhtml::{article, formula, opening, pictures};
use super::{BackEnd, Output};
use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::{Document, Inline, Lang, Meta, PageMark, Publication, hollow, outline};
use crate::lang::{Binding, Labels, Language};
use crate::layout::fonts::Fonts;
use crate::math::title_text;
use crate::style::Style;

use book::{Book, Entry, Resource, TextFile};
use files::{Draft, Frame};
use finish::Container;

/// The back end.
pub struct Epub;

impl BackEnd for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }
    fn extension(&self) -> &'static str {
        "epub"
    }
    fn lists_pages(&self) -> bool {
        true
    }
    fn serves_devices(&self) -> bool {
        true
    }
    fn reads_sizes(&self) -> bool {
        true
    }
    fn binds(&self) -> bool {
        true
    }
    fn is_text(&self) -> bool {
        false
    }
    fn owns(&self, head: &[u8]) -> Option<bool> {
        Some(finish::is_ours(head))
    }

    fn about(&self) -> &'static str {
        "an e-reader edition: EPUB 3.3 with cover, navigation and pop-up notes"
    }
    fn emit(&self, publication: &Publication, style: &Style, cx: &mut Context) -> Result<Output> {
        let mut parts = Vec::new();
        let mut next = 0;
        for part in &publication.parts {
            parts.push(Part { title: &part.title, articles: next..next + part.articles.len() });
            next += part.articles.len();
        }
        let filled: Vec<_> = publication.articles().map(hollow::filled).collect();
        let articles: Vec<&Document> = filled.iter().map(AsRef::as_ref).collect();
        let unnamed = Meta::default();
        let meta = publication.edition.as_ref().or(articles.first().map(|article| &article.meta)).unwrap_or(&unnamed);
        let single = publication.alone().is_some();
        let mut page_list = publication.page_list.clone();
        page_list.sort_by_key(|mark| (mark.article, mark.offset));
        make(&Input { meta, parts, articles, names: &publication.names, page_list, single }, style, cx)
    }
}

/// The input of a book: an edition, or a single article treated as an edition of one.
pub(crate) struct Input<'a> {
    meta: &'a Meta,
    parts: Vec<Part<'a>>,
    articles: Vec<&'a Document>,
    names: &'a [String],
    /// The pages of the printed twin, in the order of their places.
    page_list: Vec<PageMark>,
    single: bool,
}

/// A section of the edition and its articles, by number.
pub(crate) struct Part<'a> {
    title: &'a [Inline],
    articles: Range<usize>,
}

/// Makes the book. If it must not be larger than a number of bytes, it is made again with smaller pictures until it
/// fits.
fn make(input: &Input, style: &Style, cx: &mut Context) -> Result<Output> {
    if style.size_asked {
        let message = "An EPUB has no text size of its own: readers choose it on their device.";
        cx.diags.push_once(Diagnostic::remark(codes::SIZE_IGNORED, message));
    }
    let device = style.epub.device;
    let mut bounds = Bounds {
        side: style.epub.picture_side.max(16),
        quality: device.map_or(85, |device| device.quality),
        roles: !style.epub.epub2,
        squeeze: false,
        grey: device.is_some_and(|device| device.grey),
    };
    let said = cx.diags.clone();
    let mut bytes = once(input, style, bounds, cx)?;
    let most = style.epub.max_bytes.or_else(|| device?.max_bytes).unwrap_or(u64::MAX);
    for _ in 0..6 {
        let size = bytes.len() as u64;
        if size <= most {
            break;
        }
        let factor = ((most as f64 / size as f64).sqrt() * 0.95).clamp(0.3, 0.85);
        let side = ((f64::from(bounds.side) * factor) as u32).max(64);
        bounds = Bounds { side, quality: bounds.quality.saturating_sub(5).max(60), squeeze: true, ..bounds };
        cx.diags = said.clone();
        bytes = once(input, style, bounds, cx)?;
    }
    if bytes.len() as u64 > most {
        let message = format!("The book has {} bytes even with the smallest pictures, more than {most}.", bytes.len());
        cx.say(Diagnostic::warning(codes::EPUB_TOO_LARGE, message));
    }
    Ok(Output { bytes, ..Output::default() })
}

/// Makes the book with pictures of that size.
fn once(input: &Input, style: &Style, bounds: Bounds, cx: &mut Context) -> Result<Vec<u8>> {
    let dialect = front_page::dialect(style.epub.epub2);
    let info = info::info(input, cx);
    let lang = info.languages.first().cloned().unwrap_or_else(Lang::english);
    let labels = Labels::of(&lang);
    let turned = writing::articles(input, style, &lang, cx);
    let vertical = writing::book(&turned);
    let binding = if vertical { Binding::Right } else { lang.binding() };
    let mut book = Book { info, rtl: lang.is_rtl(), binding, vertical, ..Book::default() };
    let mut container = Container::new(style.epub.epub2, book.info.modified)?;
    let mut titles = Titles::default();

    let cover = cover::cover(input, &book.info, labels, bounds, cx)?;
    container.resource(&cover.name, cover.mime, &cover.bytes)?;
    book.resources.push(Resource { name: cover.name.clone(), mime: cover.mime, cover: true });
    let frame = Frame { title: titles.unique(labels.cover), lang: &lang, dialect, vertical: false };
    book.spine.push(front_page::cover_page(&frame, &cover.name, &cover.alt));

    let mut keep = |number: usize, ready: &Ready| {
        let (name, mime) = (format!("images/picture-{number}.{}", ready.media.extension()), ready.media.mime());
        container.resource(&name, mime, &ready.bytes)?;
        book.resources.push(Resource { name: name.clone(), mime, cover: false });
        Ok(name)
    };
    let pictures = pictures::pictures(&input.articles, bounds, cx, &mut keep)?;
    let articles = Articles::new(&input.articles, input.names, lang.clone());
    let faces = style.epub.device.filter(|device| device.drawn_formulas && dialect == Dialect::Epub3);
    let faces = faces.map(|_| Fonts::with_installed(cx.resources.faces()));
    let shared = Shared {
        dialect,
        pictures: &pictures,
        articles: &articles,
        marks: &input.page_list,
        vertical: &turned,
        formulas: faces.as_ref(),
    };
    let drafts = write(input, &shared, &mut book, cx);
    let places = files::places(&drafts, |article, id| articles.name(article, id));
    let path = |index: usize| places.get(&(index, String::new())).cloned().unwrap_or_default();

    if !input.single {
        let title = titles.unique(&book.info.title);
        let frame = Frame { title, lang: &lang, dialect, vertical };
        let before: Vec<&PageMark> = input.page_list.iter().filter(|mark| mark.article.is_none()).collect();
        let (page, pages) = front_page::front_page(input, &book.info.title, &frame, labels, &path, &before);
        book.pages = pages;
        book.body = page.name.clone();
        book.spine.push(page);
    }
    for (number, part) in input.parts.iter().enumerate() {
        let title = front_page::part_title(part);
        if !title.is_empty() {
            let frame = Frame { title: titles.unique(&title), lang: &lang, dialect, vertical };
            book.spine.push(front_page::part_page(part, number + 1, &frame));
        }
        for draft in drafts.iter().filter(|draft| part.articles.contains(&draft.article)) {
            let Some(document) = input.articles.get(draft.article) else { continue };
            book.spine.push(finish_draft(draft, document, &shared, &places, &mut titles));
        }
    }
    if book.body.is_empty() {
        book.body = path(0);
    }
    book.contents = contents(input, labels, &places);
    book.pages.extend(files::page_breaks(&drafts));
    seal(book, container, style, labels, &lang, &mut titles)
}

/// Writes all articles and packs them into documents.
fn write(input: &Input, shared: &Shared, book: &mut Book, cx: &mut Context) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (index, document) in input.articles.iter().enumerate() {
        let document = divide::divide(document);
        let (pieces, facts) = Render::new(shared, &document, index, cx).pieces();
        book.facts.add(&facts);
        let stem = if input.single { "article".to_string() } else { format!("article-{}", index + 1) };
        drafts.extend(files::pack(pieces, index, &stem));
    }
    drafts
}

fn finish_draft(
    draft: &Draft,
    document: &Document,
    shared: &Shared,
    places: &BTreeMap<(usize, String), String>,
    titles: &mut Titles,
) -> TextFile {
    let lang = article::language(document, shared);
    let name = opening::title_of(document, Labels::of(&lang).untitled);
    let vertical = shared.is_vertical(draft.article);
    let frame = Frame { title: titles.unique(&name), lang: &lang, dialect: shared.dialect, vertical };
    // The title is in the first of its documents; the others are named in words.
    let title = opening::title_id(document, draft.article).filter(|_| draft.number == 0);
    let label = title.as_deref().map_or(("aria-label", name.as_str()), |id| ("aria-labelledby", id));
    files::finish(draft, &frame, label, places)
}

/// The table of contents: parts, articles, headings.
fn contents(input: &Input, labels: &Labels, places: &BTreeMap<(usize, String), String>) -> Vec<Entry> {
    let mut all = Vec::new();
    for (number, part) in input.parts.iter().enumerate() {
        let articles = part.articles.clone().filter_map(|index| {
            let document = input.articles.get(index)?;
            let href = places.get(&(index, String::new()))?.clone();
            let mut outline = outline::outline(&document.blocks);
            // The heading that names an article without a title is not listed under itself.
            if opening::is_named_by_heading(document) && !outline.is_empty() {
                let first = outline.remove(0);
                outline.splice(0..0, first.children);
            }
            let children = headings(&outline, index, labels, places);
            Some(Entry { title: opening::title_of(document, labels.untitled), href, children })
        });
        let title = front_page::part_title(part);
        if title.is_empty() {
            all.extend(articles);
        } else {
            let href = format!("part-{}.xhtml", number + 1);
            all.push(Entry { title, href, children: articles.collect() });
        }
    }
    all
}

fn headings(
    entries: &[outline::Entry],
    article: usize,
    labels: &Labels,
    places: &BTreeMap<(usize, String), String>,
) -> Vec<Entry> {
    let mut out = Vec::new();
    for entry in entries {
        let children = headings(&entry.children, article, labels, places);
        let place = entry.id.as_ref().and_then(|id| places.get(&(article, id.clone())));
        let title = xml::one_line(&title_text(&entry.title));
        match place {
            Some(href) => {
                let title = if title.is_empty() { labels.untitled.to_string() } else { title };
                out.push(Entry { title, href: href.clone(), children });
            }
            None => out.extend(children),
        }
    }
    out
}

/// Adds style sheet and documents, derives the identifier, and writes the files of the finishing pass.
fn seal(
    mut book: Book,
    mut container: Container,
    style: &Style,
    labels: &Labels,
    lang: &Lang,
    titles: &mut Titles,
) -> Result<Vec<u8>> {
    let dialect = front_page::dialect(style.epub.epub2);
    let writing = Writing {
        upright: book.info.languages.iter().any(|lang| Language::of(lang).may_be_vertical),
        turned: book.spine.iter().any(|file| file.vertical),
        mixed: book.facts.turned > 0,
    };
    let mut sheet = css::css(style, writing);
    if style.epub.embed_faces {
        let chars = faces::characters(book.spine.iter().map(|file| file.text.as_str()).chain([labels.contents]));
        sheet.push_str(&faces::faces(style, &chars, &mut container, &mut book.resources)?);
    }
    sheet.extend(book.facts.depths.iter().map(|depth| formula::rule(*depth)));
    if style.epub.device.is_some_and(|device| device.spans) {
        sheet.push_str("div#book-inner { margin-top: 0; margin-bottom: 0 }\n");
    }
    if let Some(own) = &style.epub.css {
        sheet.push_str(own);
    }
    container.resource(finish::STYLE_SHEET, "text/css", sheet.as_bytes())?;
    book.resources.push(Resource { name: finish::STYLE_SHEET.into(), mime: "text/css", cover: false });
    let spans = style.epub.device.is_some_and(|device| device.spans);
    for file in &mut book.spine {
        let text = std::mem::take(&mut file.text);
        container.document(&file.name, if spans { kepub::page(&text) } else { text })?;
    }
    book.info.identifier = container.identifier(&book.info.fingerprint());
    let mut own = Vec::new();
    let options = package::Options { dialect, certifier: style.epub.certifier.as_deref() };
    own.push(("OEBPS/content.opf".to_string(), package::package(&book, &options)));
    if dialect == Dialect::Epub3 {
        let title = titles.unique(labels.contents);
        own.push(("OEBPS/nav.xhtml".to_string(), nav::nav(&book, labels, lang, title)));
    }
    own.push(("OEBPS/toc.ncx".to_string(), nav::ncx(&book, lang)));
    container.finish(&own)
}

/// Keeps the `<title>`s of a book different, because a reader who hears them must know her place in the book.
#[derive(Default)]
struct Titles {
    taken: BTreeSet<String>,
    /// The last number that each title got.
    numbers: BTreeMap<String, usize>,
}

impl Titles {
    fn unique(&mut self, title: &str) -> String {
        let title = xml::one_line(title);
        // A title must not read like the name of a file.
        let title = if title.to_lowercase().ends_with("html") { format!("{title}.") } else { title };
        if self.taken.insert(title.clone()) {
            return title;
        }
        let number = self.numbers.entry(title.clone()).or_insert(1);
        loop {
            *number += 1;
            let name = format!("{title} ({number})");
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}
