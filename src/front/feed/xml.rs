//! The XML of feeds: a tree of elements, read without errors.
//!
//! Many feeds are not well-formed: an ampersand stands alone, a tag is not closed, `&nbsp;` is used without a DTD.
//! Every readable part is read. A namespace is identified by its declared address, because prefixes are anybody's
//! choice, or without one by the usual prefix.

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity};
use quick_xml::events::{BytesStart, Event};

use crate::xml::push_escaped;

/// Elements nest no deeper; deeper content is text of the last one.
const DEEPEST: usize = 100;

/// The prefix by which a namespace is known here. RSS has no prefix.
const NAMESPACES: &[(&str, &str)] = &[
    ("http://www.w3.org/2005/atom", "atom"),
    ("http://purl.org/atom/ns#", "atom"),
    ("http://example.com/newformat#", "atom"),
    ("http://purl.org/net/rss1.1#", ""),
    ("http://purl.org/rss/1.0/", ""),
    ("http://my.netscape.com/rdf/simple/0.9/", ""),
    ("http://channel.netscape.com/rdf/simple/0.9/", ""),
    ("http://backend.userland.com/rss", ""),
    ("http://blogs.law.harvard.edu/tech/rss", ""),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/elements/1.0/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://www.w3.org/1999/xhtml", "xhtml"),
    ("http://www.w3.org/xml/1998/namespace", "xml"),
];

/// An element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    /// Its name in small letters, with the prefix of its namespace as it is known here: `atom:entry`, `dc:creator`.
    pub(crate) name: String,
    /// Its name as it is written, without prefix.
    local: String,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Child>,
    /// The `xml:base` in force.
    pub(crate) base: Option<String>,
    /// The `xml:lang` in force.
    pub(crate) lang: Option<String>,
}

/// A child of an element.
#[derive(Clone, Debug)]
pub(crate) enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    /// An attribute by its name, letter case aside.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim())
    }

    /// The elements in it.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| if let Child::Node(node) = child { Some(node) } else { None })
    }

    /// Its child elements of these names, those of the first name first.
    pub(crate) fn named<'a>(&'a self, names: &'a [&'a str]) -> impl Iterator<Item = &'a Node> {
        names.iter().flat_map(move |name| self.nodes().filter(move |node| node.name == *name))
    }

    /// All its text.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.push_text(&mut out);
        out.trim().to_owned()
    }

    fn push_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) => node.push_text(out),
            }
        }
    }

    /// Its content as HTML: its elements as tags, its text escaped.
    pub(crate) fn html(&self) -> String {
        let mut out = String::new();
        self.push_html(&mut out);
        out.trim().to_owned()
    }

    fn push_html(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => push_escaped(text, out),
                Child::Node(node) => {
                    out.push('<');
                    out.push_str(&node.local);
                    for (name, value) in node.attributes.iter().filter(|(name, _)| !name.starts_with("xmlns")) {
                        out.push_str(&format!(" {name}=\""));
                        push_escaped(value, out);
                        out.push('"');
                    }
                    out.push('>');
                    node.push_html(out);
                    const VOID: &[&str] =
                        &["br", "hr", "img", "input", "wbr", "source", "col", "embed", "track", "area"];
                    if !VOID.contains(&node.local.to_ascii_lowercase().as_str()) {
                        out.push_str(&format!("</{}>", node.local));
                    }
                }
            }
        }
    }

    /// True if it holds elements.
    pub(crate) fn has_nodes(&self) -> bool {
        self.nodes().next().is_some()
    }
}

/// An open element, and the namespaces in force inside it.
struct Open {
    node: Node,
    raw: String,
    spaces: Vec<(String, String)>,
}

/// The root element of a text; `None` without an element.
pub(crate) fn parse(text: &str) -> Option<Node> {
    let text = text.get(text.find('<')?..)?;
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let root = Node::default();
    let mut open = vec![Open { node: root, raw: String::new(), spaces: Vec::new() }];
    let mut too_deep = 0_usize;
    // An event that cannot be read ends the feed; everything before it is kept.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(_) if open.len() > DEEPEST => too_deep += 1,
            Event::Start(tag) => {
                let element = element(&tag, open.last()?);
                open.push(element);
            }
            Event::Empty(tag) => {
                let element = element(&tag, open.last()?);
                open.last_mut()?.node.children.push(Child::Node(element.node));
            }
            Event::End(_) if too_deep > 0 => too_deep -= 1,
            Event::End(tag) => {
                let name = tag.name();
                let name = name.as_ref();
                // An end tag without a start tag is skipped; an end tag of an outer element closes the inner ones too.
                if let Some(at) = open.iter().rposition(|o| o.raw == name).filter(|at| *at > 0) {
                    while open.len() > at {
                        close(&mut open);
                    }
                }
            }
            Event::Text(text) => push(&mut open, &text.xml10_content()),
            Event::CData(text) => push(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => {
                        let name: &str = &reference;
                        let known = resolve_xml_entity(name).or_else(|| resolve_html5_entity(name));
                        known.map_or_else(|| format!("&{name};"), String::from)
                    }
                };
                push(&mut open, &resolved);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let root = open.pop()?.node;
    root.children.into_iter().find_map(|child| if let Child::Node(node) = child { Some(node) } else { None })
}

fn push(open: &mut [Open], text: &str) {
    let Some(last) = open.last_mut() else { return };
    match last.node.children.last_mut() {
        Some(Child::Text(before)) => before.push_str(text),
        _ => last.node.children.push(Child::Text(text.to_owned())),
    }
}

fn close(open: &mut Vec<Open>) {
    if let Some(done) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.node.children.push(Child::Node(done.node));
    }
}

/// An element from its tag, inside of `parent`.
fn element(tag: &BytesStart, parent: &Open) -> Open {
    let raw = tag.name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in tag.html_attributes().with_checks(false).filter_map(Result::ok) {
        let value = unescaped(&attribute.value);
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    let mut spaces = parent.spaces.clone();
    for (name, value) in &attributes {
        let prefix = name.strip_prefix("xmlns:").or((name == "xmlns").then_some(""));
        if let Some(prefix) = prefix {
            spaces.retain(|(known, _)| known != prefix);
            spaces.push((prefix.to_owned(), value.trim().to_ascii_lowercase()));
        }
    }
    let (prefix, local) = raw.split_once(':').unwrap_or(("", &raw));
    let space = spaces.iter().find(|(known, _)| known == prefix).map(|(_, space)| space.as_str());
    let known = space.and_then(|space| {
        let bare = space.trim_end_matches('/');
        NAMESPACES.iter().find(|(known, _)| {
            known.trim_end_matches('/') == bare
                || space.starts_with("http://backend.userland.com/rss") && known.contains("userland")
        })
    });
    let prefix = known.map_or(prefix, |(_, prefix)| prefix).to_ascii_lowercase();
    let lower = local.to_ascii_lowercase();
    let name = if prefix.is_empty() { lower } else { format!("{prefix}:{lower}") };
    let of = |name: &str| attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim().to_owned());
    let base = match (of("xml:base"), &parent.node.base) {
        (Some(own), Some(outer)) => Some(crate::front::html::join(outer, &own).unwrap_or(own)),
        (own, outer) => own.or_else(|| outer.clone()),
    };
    let lang = of("xml:lang").or_else(|| parent.node.lang.clone());
    let local = local.to_owned();
    Open { node: Node { name, local, attributes, children: Vec::new(), base, lang }, raw, spaces }
}

/// The value of an attribute with its references resolved; unknown references stay unchanged.
fn unescaped(value: &str) -> String {
    let resolve = |name: &str| resolve_xml_entity(name).or_else(|| resolve_html5_entity(name));
    quick_xml::escape::unescape_with(value, resolve).map_or_else(|_| value.to_owned(), |text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_well_formed_is_read() {
        let root = parse(
            "junk <a:rss xmlns:a='http://backend.userland.com/rss2'><b>x &nbsp;& y &#233; &foo; <c>z</b><d/></a:rss",
        )
        .unwrap();
        assert_eq!(root.name, "rss");
        let names: Vec<&str> = root.nodes().map(|node| node.name.as_str()).collect();
        assert_eq!(names, ["b", "d"]);
        assert_eq!(root.nodes().next().unwrap().text(), "x \u{a0}& y é &foo; z");
    }

    #[test]
    fn depth_is_bounded() {
        assert!(parse(&"<a>".repeat(200_000)).is_some());
    }
}
