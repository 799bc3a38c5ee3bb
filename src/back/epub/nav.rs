//! Navigation: the navigation document of EPUB 3 and the NCX that older systems read.

use super::book::{Book, Entry};
use super::files::{Frame, document};
use crate::back::xhtml::xml::{Dialect, Writer};
use crate::doc::Lang;
use crate::lang::Labels;

/// The navigation document: contents, landmarks and, with a printed twin, its pages.
pub(super) fn nav(book: &Book, labels: &Labels, lang: &Lang, title: String) -> String {
    let mut w = Writer::new(Dialect::Epub3);
    w.open("nav", &[("epub:type", "toc"), ("role", "doc-toc"), ("id", "toc"), ("aria-labelledby", "toc-title")]);
    w.line();
    w.leaf("h1", &[("id", "toc-title")], labels.contents);
    w.line();
    entries(&book.contents, &mut w);
    w.close();
    w.line();
    if !book.pages.is_empty() {
        let attributes = [
            ("epub:type", "page-list"),
            ("role", "doc-pagelist"),
            ("aria-labelledby", "pages-title"),
            ("hidden", "hidden"),
        ];
        w.open("nav", &attributes);
        w.leaf("h2", &[("id", "pages-title")], labels.pages);
        w.line();
        w.open("ol", &[]);
        for page in &book.pages {
            line(&page.label, &page.href, &mut w);
            w.close();
        }
        w.close();
        w.close();
        w.line();
    }
    landmarks(book, labels, &mut w);
    document(&Frame { title, lang, dialect: Dialect::Epub3, vertical: book.vertical }, &w.finish())
}

fn entries(list: &[Entry], w: &mut Writer) {
    w.open("ol", &[]);
    w.line();
    for entry in list {
        line(&entry.title, &entry.href, w);
        if !entry.children.is_empty() {
            w.line();
            entries(&entry.children, w);
        }
        w.close();
        w.line();
    }
    w.close();
}

fn line(title: &str, href: &str, w: &mut Writer) {
    w.open("li", &[]);
    w.leaf("a", &[("href", href)], title);
}

fn landmarks(book: &Book, labels: &Labels, w: &mut Writer) {
    w.open("nav", &[("epub:type", "landmarks"), ("aria-labelledby", "landmarks-title"), ("hidden", "hidden")]);
    w.leaf("h2", &[("id", "landmarks-title")], labels.landmarks);
    w.line();
    w.open("ol", &[]);
    let marks = [
        ("cover", "cover.xhtml", labels.cover),
        ("toc", "#toc", labels.contents),
        ("bodymatter", &book.body, labels.start),
    ];
    for (kind, href, title) in marks {
        w.open("li", &[]);
        w.leaf("a", &[("epub:type", kind), ("href", href)], title);
        w.close();
    }
    w.close();
    w.close();
    w.line();
}

/// The NCX (OPF 2.0.1, section 2.4.1): identifier, depth and play order as the standard requires.
pub(super) fn ncx(book: &Book, lang: &Lang) -> String {
    let mut w = Writer::new(Dialect::Epub3);
    w.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let attributes =
        [("xmlns", "http://www.daisy.org/z3986/2005/ncx/"), ("version", "2005-1"), ("xml:lang", lang.as_str())];
    w.open("ncx", &attributes);
    w.line();
    w.open("head", &[]);
    let (depth, pages) = (depth(&book.contents).to_string(), book.pages.len().to_string());
    let metas = [
        ("dtb:uid", book.info.identifier.as_str()),
        ("dtb:depth", &depth),
        ("dtb:totalPageCount", &pages),
        ("dtb:maxPageNumber", &pages),
    ];
    for (name, content) in metas {
        w.empty("meta", &[("name", name), ("content", content)]);
    }
    w.close();
    w.line();
    w.open("docTitle", &[]);
    w.leaf("text", &[], &book.info.title);
    w.close();
    w.line();
    w.open("navMap", &[]);
    w.line();
    let mut order = Order::default();
    points(&book.contents, &mut order, &mut w);
    w.close();
    w.line();
    if !book.pages.is_empty() {
        page_list(book, &mut order, &mut w);
    }
    w.close();
    w.line();
    w.finish()
}

fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}

/// Play orders: points with the same target share one.
#[derive(Default)]
struct Order {
    points: usize,
    orders: std::collections::BTreeMap<String, usize>,
}

impl Order {
    fn next(&mut self, href: &str) -> (String, String) {
        self.points += 1;
        let fresh = self.orders.len() + 1;
        let order = *self.orders.entry(href.to_string()).or_insert(fresh);
        (format!("point-{}", self.points), order.to_string())
    }
}

fn points(entries: &[Entry], order: &mut Order, w: &mut Writer) {
    for entry in entries {
        let (id, play) = order.next(&entry.href);
        w.open("navPoint", &[("id", &id), ("playOrder", &play)]);
        label(&entry.title, &entry.href, w);
        points(&entry.children, order, w);
        w.close();
        w.line();
    }
}

fn label(title: &str, href: &str, w: &mut Writer) {
    w.open("navLabel", &[]);
    w.leaf("text", &[], title);
    w.close();
    w.empty("content", &[("src", href)]);
}

fn page_list(book: &Book, order: &mut Order, w: &mut Writer) {
    w.open("pageList", &[]);
    w.line();
    for (number, page) in book.pages.iter().enumerate() {
        let (id, play) = order.next(&page.href);
        let value = (number + 1).to_string();
        let kind = if page.label.bytes().all(|b| b.is_ascii_digit()) { "normal" } else { "front" };
        w.open("pageTarget", &[("id", &id), ("type", kind), ("value", &value), ("playOrder", &play)]);
        label(&page.label, &page.href, w);
        w.close();
        w.line();
    }
    w.close();
    w.line();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ncx_depth_and_order_follow_the_contents() {
        let entry = |title: &str, children| Entry { title: title.into(), href: format!("{title}.xhtml"), children };
        let book = Book { contents: vec![entry("a", vec![entry("b", vec![])]), entry("c", vec![])], ..Book::default() };
        let text = ncx(&book, &Lang::english());
        assert!(text.contains("name=\"dtb:depth\" content=\"2\""));
        let orders: Vec<usize> = (1..=3).filter_map(|n| text.find(&format!("playOrder=\"{n}\""))).collect();
        assert!(orders.len() == 3 && orders.is_sorted());
    }
}
