//! EPUB as an input: the reading order of the package, chapter by chapter, through the HTML front end's tree builder.
//!
//! A package is a ZIP of small pages that link to each other. They are put into one tree of nodes first, ids prefixed
//! by the page they come from, so that a note kept in another file is still found from its call. Archives are data
//! from strangers: everything taken out is bounded, whatever its directory claims.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::rc::Rc;

use zip::ZipArchive;

use super::html::dom::{Dom, Id, fold};
use super::{embed, html};
use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::{Author, Date, Document, Inline, Lang, Meta};
use crate::front::FrontEnd;
use crate::source::Source;

/// Most bytes of pages taken out of one package.
const MOST_TEXT: u64 = 128 << 20;
/// Most pages in the reading order.
const MOST_PAGES: usize = 5000;

/// The front end.
pub struct Epub;

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
    fn parse(&self, source: &Source, cx: &mut Context) -> Document {
        let Some(mut package) = Package::open(source.bytes()) else {
            cx.say(Diagnostic::warning("epub-unreadable", "The file could not be read as an EPUB package."));
            return Document::default();
        };
        let meta = package.meta();
        let mut book = Dom::fragment("");
        for number in 0..package.spine.len() {
            package.add_page(number, &mut book, cx);
        }
        let mut document = html::build_whole(book, meta, cx);
        embed::pictures(&mut document, cx, |url| package.bytes(url, 256 << 20));
        document
    }
}

/// An open package.
struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    opf: Dom,
    /// Paths of the pages in reading order.
    spine: Vec<String>,
    /// Where in the reading order a page stands, by its path.
    numbers: Rc<BTreeMap<String, usize>>,
    /// Bytes of pages taken so far.
    taken: u64,
}

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let container = read(&mut archive, "META-INF/container.xml", 1 << 20)?;
        let container = xml(&container);
        let root = container.descendants(Dom::ROOT).find(|d| container.tag(*d) == "rootfile")?;
        let path = container.value(root, "full-path")?.to_string();
        let opf = xml(&read(&mut archive, &path, 16 << 20)?);
        let spine = reading_order(&opf, &path);
        let numbers = Rc::new(spine.iter().enumerate().map(|(number, path)| (path.clone(), number)).collect());
        (!spine.is_empty()).then_some(Package { archive, opf, spine, numbers, taken: 0 })
    }

    fn meta(&self) -> Meta {
        let opf = &self.opf;
        let all = |name: &str| -> Vec<String> {
            opf.descendants(Dom::ROOT)
                .filter(|d| opf.tag(*d) == name)
                .map(|d| opf.words_of(d))
                .filter(|t| !t.is_empty())
                .collect()
        };
        let first = |name: &str| all(name).into_iter().next();
        Meta {
            title: first("dc:title").map(|t| vec![Inline::Text(t)]).unwrap_or_default(),
            authors: all("dc:creator").into_iter().map(Author::new).collect(),
            language: first("dc:language").and_then(|l| Lang::new(&l)),
            published: first("dc:date").and_then(|d| Date::parse_iso(d.get(..10).unwrap_or(&d))),
            publisher: first("dc:publisher"),
            rights: first("dc:rights"),
            description: first("dc:description")
                .map(|d| Dom::fragment(&d).words_of(Dom::ROOT))
                .filter(|d| !d.is_empty()),
            identifier: first("dc:identifier"),
            subjects: all("dc:subject"),
            ..Meta::default()
        }
    }

    /// Adds a page of the reading order to the book.
    fn add_page(&mut self, number: usize, book: &mut Dom, cx: &mut Context) {
        let path = self.spine[number].clone();
        let left = MOST_TEXT.saturating_sub(self.taken);
        let Some(bytes) = read(&mut self.archive, &path, left) else {
            cx.say(Diagnostic::warning("epub-page", format!("The page {path} of the book could not be read.")));
            return;
        };
        self.taken += bytes.len() as u64;
        let page = xml(&bytes);
        let body = page.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
        let section = book.new_element("section");
        book.set_attr(section, "id", &page_id(number, ""));
        book.append(Dom::ROOT, section);
        let place = Place { path: &path, number, pages: &self.numbers };
        for child in page.children(body) {
            place.adopt(&page, child, book, section);
        }
    }

    /// A file of the package, at most `most` bytes of it.
    fn bytes(&mut self, path: &str, most: u64) -> Option<Vec<u8>> {
        read(&mut self.archive, path, most)
    }
}

fn read(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str, most: u64) -> Option<Vec<u8>> {
    let file = archive.by_name(path).ok()?;
    let mut bytes = Vec::new();
    // What the directory says of the size is not believed.
    file.take(most + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= most).then_some(bytes)
}

/// An XML file through the HTML parser: elements that close themselves are closed in words first.
fn xml(bytes: &[u8]) -> Dom {
    let source = Source::new("page", bytes.to_vec());
    Dom::document(&close_empty_elements(source.text()))
}

fn close_empty_elements(text: &str) -> String {
    const VOID: &[&str] = &[
        "br", "hr", "img", "meta", "link", "input", "col", "area", "base", "source", "wbr", "embed", "param", "track",
    ];
    let mut out = String::with_capacity(text.len() + text.len() / 20);
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>').map(|e| start + e) else { break };
        let tag = &rest[start..=end];
        let name: String = tag[1..].chars().take_while(|c| !c.is_whitespace() && !matches!(c, '/' | '>')).collect();
        out.push_str(&rest[..start]);
        match tag.strip_suffix("/>") {
            Some(open) if !name.is_empty() && !name.starts_with(['!', '?']) && !VOID.contains(&name.as_str()) => {
                out.push_str(open);
                out.push_str("></");
                out.push_str(&name);
                out.push('>');
            }
            _ => out.push_str(tag),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

/// The pages of the spine; what is only navigation is left out.
fn reading_order(opf: &Dom, path: &str) -> Vec<String> {
    let mut items: BTreeMap<&str, (String, &str)> = BTreeMap::new();
    for item in opf.descendants(Dom::ROOT).filter(|d| opf.tag(*d) == "item") {
        if let (Some(id), Some(href)) = (opf.value(item, "id"), opf.value(item, "href")) {
            items.insert(id, (beside(path, href), opf.attr(item, "properties").unwrap_or("")));
        }
    }
    let refs = opf.descendants(Dom::ROOT).filter(|d| opf.tag(*d) == "itemref");
    let listed = refs.filter_map(|r| items.get(opf.value(r, "idref")?));
    listed
        .filter(|(_, properties)| !properties.split(' ').any(|p| p == "nav"))
        .map(|(p, _)| p.clone())
        .take(MOST_PAGES)
        .collect()
}

/// A reference as seen from a file of the package: a path in the package.
fn beside(path: &str, reference: &str) -> String {
    let reference = html::unescape(reference.split(['#', '?']).next().unwrap_or(""));
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    if let Some(absolute) = reference.strip_prefix('/') {
        return absolute.to_string();
    }
    for part in reference.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn page_id(page: usize, id: &str) -> String {
    if id.is_empty() { format!("p{page}") } else { format!("p{page}-{id}") }
}

/// Where a page stands in its book.
struct Place<'a> {
    path: &'a str,
    number: usize,
    pages: &'a BTreeMap<String, usize>,
}

impl Place<'_> {
    /// Copies a node and all below it, its names made the book's.
    fn adopt(&self, page: &Dom, from: Id, book: &mut Dom, to: Id) {
        if let Some(text) = page.text(from) {
            let copy = book.new_text(text);
            book.append(to, copy);
            return;
        }
        if page.tag(from) == "nav" {
            return;
        }
        let copy = book.new_element(page.tag(from));
        for (name, value) in page.attributes(from) {
            let value = match name {
                "id" | "name" => page_id(self.number, value),
                "href" | "xlink:href" if page.tag(from) == "image" => beside(self.path, value),
                "href" => self.link(value),
                "src" | "poster" if !value.contains(':') => beside(self.path, value),
                _ => value.to_string(),
            };
            book.set_attr(copy, name, &value);
        }
        if let Some(id) = page.attr(from, "id") {
            book.know_as(&page_id(self.number, id), copy);
        }
        // A picture inside an SVG is how books show covers and plates.
        if page.tag(from) == "image" {
            let source = book.attr(copy, "xlink:href").or(book.attr(copy, "href")).map(fold);
            if let Some(source) = source {
                book.rename(copy, "img");
                book.set_attr(copy, "src", &source);
            }
        }
        if page.tag(from) == "svg" && page.find(from, "image").is_some() {
            book.rename(copy, "span");
        }
        book.append(to, copy);
        for child in page.children(from) {
            self.adopt(page, child, book, copy);
        }
    }

    fn link(&self, href: &str) -> String {
        let (file, fragment) = href.split_once('#').unwrap_or((href, ""));
        if file.contains(':') {
            return href.to_string();
        }
        let page =
            if file.is_empty() { Some(self.number) } else { self.pages.get(beside(self.path, file).as_str()).copied() };
        page.map_or_else(String::new, |page| format!("#{}", page_id(page, fragment)))
    }
}
