//! A reader of EPUB packages for tests: the content that a library and a reading system find, as text.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Read};

use usvg::roxmltree::{Document, Node, ParsingOptions};

/// The files of a book by name, in the order of the archive.
pub fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().to_owned(), bytes)
        })
        .collect()
}

fn parse(text: &str) -> Document<'_> {
    Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..Default::default() })
        .expect("well-formed XML")
}

fn attributes(node: Node) -> String {
    let mut out = String::new();
    for attribute in node.attributes().filter(|a| a.name() != "id" || node.tag_name().name() == "item") {
        let _ = write!(out, " {}={:?}", attribute.name(), attribute.value());
    }
    out
}

/// The path of a file named from another.
fn resolve(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for step in to.split('/') {
        match step {
            ".." => drop(parts.pop()),
            "." => {}
            step => parts.push(step),
        }
    }
    parts.join("/")
}

/// Metadata, manifest, spine, navigation and landmarks; fails if they do not agree with the files.
pub fn describe(bytes: &[u8]) -> String {
    let files = files(bytes);
    let text: BTreeMap<&str, &str> =
        files.iter().filter_map(|(name, bytes)| Some((name.as_str(), std::str::from_utf8(bytes).ok()?))).collect();
    let container = parse(text["META-INF/container.xml"]);
    let path = container.descendants().find_map(|node| node.attribute("full-path")).expect("a package");
    let package = parse(text[path]);
    let all = |name: &'static str| package.descendants().filter(move |node| node.tag_name().name() == name);
    let mut out = String::new();
    let first = &files[0];
    let _ = writeln!(out, "first: {} {}", first.0, String::from_utf8_lossy(&first.1));
    let _ = writeln!(out, "package{}", attributes(package.root_element()));
    for node in all("metadata").flat_map(|metadata| metadata.children().filter(Node::is_element).collect::<Vec<_>>()) {
        let name = node.tag_name().name();
        // The identifier is made from the text, and the time of the build is not part of the book.
        let words = if name == "identifier" { "..." } else { node.text().unwrap_or_default().trim() };
        let _ = writeln!(out, "  {name}{}: {words}", attributes(node));
    }
    let mut listed = BTreeMap::new();
    for item in all("item") {
        let file = resolve(path, item.attribute("href").expect("a file"));
        listed.insert(item.attribute("id").expect("an id"), file.clone());
        let _ = writeln!(out, "item{}", attributes(item));
    }
    let named: BTreeSet<&str> = listed.values().map(String::as_str).collect();
    for (name, _) in &files {
        let known =
            named.contains(name.as_str()) || name == "mimetype" || name.starts_with("META-INF/") || name == path;
        assert!(known, "{name} is in the book and not in its manifest");
    }
    for name in &named {
        assert!(files.iter().any(|(file, _)| file == name), "{name} is in the manifest and not in the book");
    }
    for itemref in all("itemref") {
        let file = &listed[itemref.attribute("idref").expect("an item")];
        let _ = writeln!(out, "spine {file}{}", attributes(itemref));
    }
    let nav = all("item").find(|item| item.attribute("properties").is_some_and(|p| p.split(' ').any(|p| p == "nav")));
    if let Some(nav) = nav {
        let file = &listed[nav.attribute("id").unwrap()];
        navigation(file, text[file.as_str()], &text, &mut out);
    }
    if let Some(ncx) = all("item").find(|item| item.attribute("media-type") == Some("application/x-dtbncx+xml")) {
        older_navigation(text[listed[ncx.attribute("id").unwrap()].as_str()], &mut out);
    }
    out
}

/// The NCX, which older systems read: its depth, its number of pages, and its points.
fn older_navigation(ncx: &str, out: &mut String) {
    let document = parse(ncx);
    for meta in document.descendants().filter(|node| node.tag_name().name() == "meta") {
        let (name, content) = (meta.attribute("name").unwrap_or_default(), meta.attribute("content"));
        if name != "dtb:uid" {
            let _ = writeln!(out, "ncx {name}: {}", content.unwrap_or_default());
        }
    }
    for point in document.descendants().filter(|node| matches!(node.tag_name().name(), "navPoint" | "pageTarget")) {
        let depth = point.ancestors().filter(|a| a.tag_name().name() == "navPoint").count();
        let words = point.descendants().find(|node| node.tag_name().name() == "text").and_then(|node| node.text());
        let source = point.descendants().find_map(|node| node.attribute("src")).unwrap_or_default();
        let _ = writeln!(
            out,
            "{}{} {} -> {source}",
            "  ".repeat(depth),
            point.attribute("playOrder").unwrap_or("?"),
            words.unwrap_or_default()
        );
    }
}

fn navigation(file: &str, nav: &str, text: &BTreeMap<&str, &str>, out: &mut String) {
    let document = parse(nav);
    for nav in document.descendants().filter(|node| node.tag_name().name() == "nav") {
        let kind = nav.attributes().find(|a| a.name() == "type").map(|a| a.value()).unwrap_or_default();
        let hidden = if nav.has_attribute("hidden") { ", hidden" } else { "" };
        let _ = writeln!(out, "nav {kind}{hidden}");
        for link in nav.descendants().filter(|node| matches!(node.tag_name().name(), "a" | "span")) {
            let depth = link.ancestors().filter(|a| a.tag_name().name() == "ol").count();
            let words: String = link.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect();
            let kind =
                link.attributes().find(|a| a.name() == "type").map(|a| format!(" ({})", a.value())).unwrap_or_default();
            let href = link.attribute("href").unwrap_or_default();
            let _ = writeln!(out, "{}{words}{kind} -> {href}{}", "  ".repeat(depth), found(file, href, text));
        }
    }
}

/// The target of a link in the navigation: the element's name and its first words.
fn found(from: &str, href: &str, text: &BTreeMap<&str, &str>) -> String {
    let (path, id) = href.split_once('#').unwrap_or((href, ""));
    if path.is_empty() {
        return String::new();
    }
    let path = resolve(from, path);
    let target = text.get(path.as_str()).unwrap_or_else(|| panic!("{href} leads to no file"));
    if id.is_empty() {
        return String::new();
    }
    let document = parse(target);
    let node = document.descendants().find(|node| node.attribute("id") == Some(id));
    let node = node.unwrap_or_else(|| panic!("{href} leads to no place"));
    let words: String = node.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect();
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(30).collect();
    format!(" <{}> {words:?}", node.tag_name().name())
}
