//! Atom 1.0 (RFC 4287) and 0.3, which many old feeds still are.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::xml::Node;
use super::{Entry, Feed, dates, entry};
use crate::xml::escaped;

/// The feed at the root of a file, or a file with one entry.
pub(crate) fn read(root: &Node) -> Feed {
    if root.name == "atom:entry" {
        return Feed {
            title: plain(root, "title").unwrap_or_default(),
            entries: vec![of_entry(root)],
            ..Feed::default()
        };
    }
    Feed {
        title: plain(root, "title").unwrap_or_default(),
        link: page(root),
        description: plain(root, "subtitle").or_else(|| plain(root, "tagline")).or_else(|| plain(root, "info")),
        authors: people(root),
        language: root.lang.clone(),
        updated: date(root, &["updated", "modified"]),
        entries: of(root, "entry").map(of_entry).collect(),
    }
}

/// Elements of Atom in a node, with the namespace or, where a feed forgets it, without.
fn of<'a>(node: &'a Node, name: &'a str) -> impl Iterator<Item = &'a Node> {
    node.nodes().filter(move |n| n.name.strip_prefix("atom:").unwrap_or(&n.name) == name)
}

fn of_entry(node: &Node) -> Entry {
    let source = of(node, "source").next();
    let mut authors = people(node);
    if authors.is_empty() {
        authors = source.map(people).unwrap_or_default();
    }
    let content = of(node, "content").map(html).find(|text| !text.trim().is_empty());
    Entry {
        id: of(node, "id").map(Node::text).next(),
        title: plain(node, "title").unwrap_or_default(),
        link: page(node),
        authors,
        published: date(node, &["published", "issued", "created"]),
        updated: date(node, &["updated", "modified"]),
        summary: of(node, "summary").map(html).find(|text| !text.trim().is_empty()),
        content,
        language: of(node, "content").find_map(|n| n.lang.clone()).or_else(|| node.lang.clone()),
        base: of(node, "content").chain(of(node, "summary")).find_map(|n| n.base.clone()).or_else(|| node.base.clone()),
        picture: of(node, "link")
            .find(|n| {
                n.attribute("rel") == Some("enclosure") && n.attribute("type").is_some_and(|t| t.starts_with("image/"))
            })
            .and_then(|n| n.attribute("href").map(String::from)),
    }
}

/// The page that a feed or an entry is about: the link that is for reading.
pub(crate) fn page(node: &Node) -> Option<String> {
    let links = || of(node, "link").filter(|n| n.attribute("href").is_some());
    let for_reading = |n: &&Node| n.attribute("type").is_none_or(|t| t.contains("html"));
    let alternate = |n: &&Node| n.attribute("rel").is_none_or(|rel| rel.is_empty() || rel == "alternate");
    let found = links().filter(alternate).find(for_reading).or_else(|| links().find(alternate));
    let href = found?.attribute("href")?;
    let base = found?.base.as_deref();
    Some(base.and_then(|base| crate::front::html::join(base, href)).unwrap_or_else(|| href.to_owned()))
}

/// The names of a node's authors.
fn people(node: &Node) -> Vec<String> {
    of(node, "author").map(person).map(|text| entry::name(&text)).filter(|text| !text.is_empty()).collect()
}

/// A person's name, otherwise their address.
pub(crate) fn person(node: &Node) -> String {
    let part = |name| of(node, name).map(Node::text).find(|text| !text.is_empty());
    part("name").or_else(|| part("email")).unwrap_or_else(|| if node.has_nodes() { String::new() } else { node.text() })
}

fn date(node: &Node, names: &[&str]) -> Option<crate::lang::Date> {
    names.iter().find_map(|name| of(node, name).find_map(|n| dates::parse(&n.text())))
}

fn plain(node: &Node, name: &str) -> Option<String> {
    of(node, name).map(|n| entry::plain(&html(n))).find(|text| !text.is_empty())
}

/// The text of a construct as HTML, by its type and, in Atom 0.3, its mode.
pub(crate) fn html(node: &Node) -> String {
    let kind = node.attribute("type").unwrap_or("text").to_ascii_lowercase();
    let mode = node.attribute("mode").unwrap_or("").to_ascii_lowercase();
    let inner = node.nodes().find(|n| n.name == "xhtml:div" || n.name == "div" || n.name == "atom:div");
    let markup = || inner.map_or_else(|| node.html(), Node::html);
    match (mode.as_str(), kind.as_str()) {
        ("base64", _) => decoded(&node.text()),
        ("escaped", "text" | "text/plain") | ("", "text" | "text/plain") if !node.has_nodes() => escaped(&node.text()),
        // Some programs put escaped HTML into an element that is declared as escaped once more.
        ("escaped", _) | ("", "html" | "text/html") if !node.has_nodes() || node.text().contains('<') => node.text(),
        ("", kind) if is_binary(kind) && !node.has_nodes() => decoded(&node.text()),
        _ => markup(),
    }
}

/// True if content of this type is base64 (RFC 4287, 4.1.3.3).
fn is_binary(kind: &str) -> bool {
    kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml")
}

fn decoded(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = STANDARD.decode(bare).unwrap_or_default();
    String::from_utf8_lossy(&bytes).trim().to_owned()
}
