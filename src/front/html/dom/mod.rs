//! A page as a plain tree in one vector.
//!
//! html5ever parses into `dom_query`'s document, which the article finder consumes and takes apart. Our article is
//! built from this copy: it keeps every class and attribute, is cheap to walk in both directions, and may be changed.
//! Every element of the document gets its number here as an attribute ([`MARK`]), so that the elements that the finder
//! keeps can be found again.

pub(crate) mod callouts;
pub(crate) mod class_words;
pub(crate) mod depth_limit;
pub(crate) mod headings;
pub(crate) mod lengths;
pub(crate) mod measure;
pub(crate) mod picture_sources;
pub(crate) mod running_text;
pub(crate) mod urls;

use std::cell::OnceCell;
use std::collections::HashMap;

use dom_query::{Document, LocalName, NodeData, NodeRef};
use running_text::RunningText;

/// The attribute that carries an element's number through the article finder.
pub(crate) const MARK: &str = "data-o";

/// The number of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u32);

impl Id {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A node and its neighbours.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    prev: Option<Id>,
    next: Option<Id>,
    data: Data,
}

/// The kinds of node.
#[derive(Clone, Debug)]
enum Data {
    Root,
    Text(String),
    Element(Element),
}

#[derive(Clone, Debug)]
struct Element {
    name: LocalName,
    attributes: Vec<(LocalName, String)>,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Dom {
    nodes: Vec<Node>,
    depths: usize,
    ids: HashMap<String, Id>,
    /// Counted on first use, and again after a change.
    running_text: OnceCell<RunningText>,
}

impl Dom {
    /// The root of every page.
    pub const ROOT: Id = Id(0);

    /// Copies a parsed document and marks its elements with their numbers.
    pub fn copy(document: &Document) -> Self {
        let mut dom =
            Dom { nodes: vec![Node::new(Data::Root)], depths: 0, ids: HashMap::new(), running_text: OnceCell::new() };
        dom.copy_children(&document.root(), Self::ROOT, 1);
        dom
    }

    /// A whole document.
    pub fn document(html: &str) -> Self {
        let (html, _) = depth_limit::bound_nesting(html);
        Dom::copy(&Document::from(html.as_ref()))
    }

    /// A fragment of HTML, as in the middle of a paragraph.
    pub fn fragment(html: &str) -> Self {
        let (html, _) = depth_limit::bound_nesting(html);
        Dom::copy(&Document::fragment(html.as_ref()))
    }

    fn copy_children(&mut self, from: &NodeRef, to: Id, depth: usize) {
        // The guard bounds the depth, so that recursion is safe.
        for child in from.children() {
            let data = child.query(|node| match &node.data {
                NodeData::Text { contents } => Some((Data::Text(contents.to_string()), None)),
                NodeData::Element(element) => Some((copy_element(element), element.template_contents)),
                _ => None,
            });
            let Some(Some((data, template))) = data else { continue };
            let element = matches!(data, Data::Element(_));
            let id = self.add(data);
            self.append(to, id);
            self.depths += depth;
            if !element {
                continue;
            }
            child.set_attr(MARK, &id.0.to_string());
            self.copy_children(&child, id, depth + 1);
            // A shadow root is content, declared or written by a browser that saves a page; any other template is not.
            if let Some(contents) = template.and_then(|t| child.tree.get(&t))
                && ["shadowrootmode", "shadowroot", "shadowmode"].iter().any(|name| self.attr(id, name).is_some())
            {
                self.copy_children(&contents, id, depth + 1);
                self.rename(id, "div");
            }
        }
    }

    fn add(&mut self, data: Data) -> Id {
        let id = Id(self.nodes.len() as u32);
        if let Data::Element(element) = &data {
            let key = element.attributes.iter().find(|(n, v)| &**n == "id" && !v.is_empty());
            if let Some((_, key)) = key {
                self.ids.entry(key.clone()).or_insert(id);
            }
        }
        self.nodes.push(Node::new(data));
        id
    }

    /// A new element without a parent.
    pub fn new_element(&mut self, name: &str) -> Id {
        self.add(Data::Element(Element { name: LocalName::from(name), attributes: Vec::new() }))
    }

    /// A new text without a parent.
    pub fn new_text(&mut self, text: &str) -> Id {
        self.add(Data::Text(text.into()))
    }

    fn node(&self, id: Id) -> &Node {
        &self.nodes[id.index()]
    }

    fn node_mut(&mut self, id: Id) -> &mut Node {
        self.running_text.take();
        &mut self.nodes[id.index()]
    }

    /// The number of nodes ever made, removed nodes included.
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The length of running text below every element.
    pub fn running_text(&self) -> &RunningText {
        self.running_text.get_or_init(|| RunningText::of_page(self))
    }

    /// The depths of all nodes together: the cost of walking up from each of them.
    pub fn depths(&self) -> usize {
        self.depths
    }

    /// The node's parent.
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.node(id).parent
    }

    /// The first child.
    pub fn first(&self, id: Id) -> Option<Id> {
        self.node(id).first
    }

    /// The next sibling.
    pub fn next(&self, id: Id) -> Option<Id> {
        self.node(id).next
    }

    /// The previous sibling.
    pub fn prev(&self, id: Id) -> Option<Id> {
        self.node(id).prev
    }

    /// The next sibling that is an element, text of white space skipped; `None` if other text comes first.
    pub fn next_element(&self, id: Id) -> Option<Id> {
        let mut at = self.next(id);
        while let Some(node) = at {
            if self.is_element(node) {
                return at;
            }
            if self.text(node).is_some_and(|t| !t.trim().is_empty()) {
                return None;
            }
            at = self.next(node);
        }
        None
    }

    /// The previous sibling that is an element; `None` if other text comes first.
    pub fn prev_element(&self, id: Id) -> Option<Id> {
        let mut at = self.prev(id);
        while let Some(node) = at {
            if self.is_element(node) {
                return at;
            }
            if self.text(node).is_some_and(|t| !t.trim().is_empty()) {
                return None;
            }
            at = self.prev(node);
        }
        None
    }

    /// The children in order.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.first(id), |&c| self.next(c))
    }

    /// The children that are elements.
    pub fn elements(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        self.children(id).filter(|&c| self.is_element(c))
    }

    /// All nodes below a node, in document order, without the node.
    pub fn descendants(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.first(id), move |&at| self.following(at, id))
    }

    /// The same without the nodes in `cut` and all below them.
    pub fn descendants_but(&self, id: Id, cut: impl Fn(Id) -> bool) -> impl Iterator<Item = Id> {
        let mut next = self.first(id);
        std::iter::from_fn(move || {
            while let Some(at) = next {
                if !cut(at) {
                    next = self.following(at, id);
                    return Some(at);
                }
                next = self.after(at, id);
            }
            None
        })
    }

    /// The node after `at` in document order, below `root`.
    pub fn following(&self, at: Id, root: Id) -> Option<Id> {
        self.first(at).or_else(|| self.after(at, root))
    }

    /// The first node in document order that is not below `at`, below `root`.
    pub fn after(&self, mut at: Id, root: Id) -> Option<Id> {
        loop {
            if at == root {
                return None;
            }
            if let Some(next) = self.next(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
    }

    /// The parents, innermost first.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.parent(id), |&a| self.parent(a))
    }

    /// True if `inner` is `outer` or below it.
    pub fn within(&self, inner: Id, outer: Id) -> bool {
        inner == outer || self.ancestors(inner).any(|a| a == outer)
    }

    /// True for an element.
    pub fn is_element(&self, id: Id) -> bool {
        matches!(self.node(id).data, Data::Element(_))
    }

    /// The element's name; empty for text and the root.
    pub fn tag(&self, id: Id) -> &str {
        match &self.node(id).data {
            Data::Element(element) => &element.name,
            _ => "",
        }
    }

    /// True if a node is a heading, `h1` to `h6`.
    pub fn is_heading(&self, id: Id) -> bool {
        self.tag(id) == "h1" || self.is_subheading(id)
    }

    /// True if a node is a heading below the level of titles, `h2` to `h6`.
    pub fn is_subheading(&self, id: Id) -> bool {
        matches!(self.tag(id), "h2" | "h3" | "h4" | "h5" | "h6")
    }

    /// The characters of a text node.
    pub fn text(&self, id: Id) -> Option<&str> {
        match &self.node(id).data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Replaces the characters of a text node.
    pub fn set_text(&mut self, id: Id, text: String) {
        if let Data::Text(old) = &mut self.node_mut(id).data {
            *old = text;
        }
    }

    /// An attribute.
    pub fn attr(&self, id: Id, name: &str) -> Option<&str> {
        self.attributes(id).find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    /// An attribute that is there and not blank, trimmed.
    pub fn value(&self, id: Id, name: &str) -> Option<&str> {
        self.attr(id, name).map(str::trim).filter(|v| !v.is_empty())
    }

    /// The language that an element states.
    pub(crate) fn stated_language(&self, id: Id) -> Option<&str> {
        self.value(id, "lang").or_else(|| self.value(id, "xml:lang"))
    }

    /// All attributes.
    pub fn attributes(&self, id: Id) -> impl Iterator<Item = (&str, &str)> {
        let list: &[(LocalName, String)] = match &self.node(id).data {
            Data::Element(element) => &element.attributes,
            _ => &[],
        };
        list.iter().map(|(n, v)| (&**n, v.as_str()))
    }

    /// Sets an attribute of an element.
    pub fn set_attr(&mut self, id: Id, name: &str, value: &str) {
        if let Data::Element(element) = &mut self.node_mut(id).data {
            element.attributes.retain(|(n, _)| &**n != name);
            element.attributes.push((LocalName::from(name), value.into()));
        }
    }

    /// Takes an attribute away.
    pub fn unset_attr(&mut self, id: Id, name: &str) {
        if let Data::Element(element) = &mut self.node_mut(id).data {
            element.attributes.retain(|(n, _)| &**n != name);
        }
    }

    /// Changes the name of an element.
    pub fn rename(&mut self, id: Id, name: &str) {
        if let Data::Element(element) = &mut self.node_mut(id).data {
            element.name = LocalName::from(name);
        }
    }

    /// The element's classes.
    pub fn classes(&self, id: Id) -> impl Iterator<Item = &str> {
        self.attr(id, "class").unwrap_or("").split_ascii_whitespace()
    }

    /// True if it has the class.
    pub fn has_class(&self, id: Id, class: &str) -> bool {
        self.classes(id).any(|c| c == class)
    }

    /// True if one of its classes is among these.
    pub fn has_any_class(&self, id: Id, classes: &[&str]) -> bool {
        self.classes(id).any(|c| classes.contains(&c))
    }

    /// The element with that `id`, or the anchor with that `name`.
    pub fn by_id(&self, key: &str) -> Option<Id> {
        self.ids.get(key).copied()
    }

    /// Lets `key` find `id` too, unless it finds something already: for `<a name>`.
    pub fn know_as(&mut self, key: &str, id: Id) {
        self.ids.entry(key.into()).or_insert(id);
    }

    /// All text below a node, unchanged from the source.
    pub fn text_of(&self, id: Id) -> String {
        let mut out = String::new();
        if let Some(text) = self.text(id) {
            out.push_str(text);
        }
        for node in self.descendants(id) {
            if let Some(text) = self.text(node) {
                out.push_str(text);
            }
        }
        out
    }

    /// All text below a node with white space folded.
    pub fn words_of(&self, id: Id) -> String {
        fold(&self.text_of(id))
    }

    /// True if there is any text but white space below.
    pub fn has_words(&self, id: Id) -> bool {
        let words = |n: Id| self.text(n).is_some_and(|t| !t.trim().is_empty());
        words(id) || self.descendants(id).any(words)
    }

    /// The first descendant element with that name.
    pub fn find(&self, id: Id, tag: &str) -> Option<Id> {
        self.descendants(id).find(|&d| self.tag(d) == tag)
    }

    /// The innermost ancestor with that name.
    pub fn closest(&self, id: Id, tag: &str) -> Option<Id> {
        self.ancestors(id).find(|&a| self.tag(a) == tag)
    }

    /// The only child element of a node without text of its own.
    pub fn only_child(&self, id: Id) -> Option<Id> {
        let mut only = None;
        for child in self.children(id) {
            match self.text(child) {
                Some(text) if text.trim().is_empty() => {}
                None if only.is_none() => only = Some(child),
                _ => return None,
            }
        }
        only
    }

    /// Appends a node that has no parent.
    pub fn append(&mut self, parent: Id, child: Id) {
        let last = self.node(parent).last;
        self.node_mut(child).parent = Some(parent);
        self.node_mut(child).prev = last;
        match last {
            Some(last) => self.node_mut(last).next = Some(child),
            None => self.node_mut(parent).first = Some(child),
        }
        self.node_mut(parent).last = Some(child);
    }

    /// Puts a node that has no parent before another.
    pub fn insert_before(&mut self, place: Id, new: Id) {
        let Some(parent) = self.parent(place) else { return };
        let prev = self.prev(place);
        let node = self.node_mut(new);
        node.parent = Some(parent);
        node.prev = prev;
        node.next = Some(place);
        self.node_mut(place).prev = Some(new);
        match prev {
            Some(prev) => self.node_mut(prev).next = Some(new),
            None => self.node_mut(parent).first = Some(new),
        }
    }

    /// Takes a node and all below it out of the tree; it can be put in again.
    pub fn remove(&mut self, id: Id) {
        let Node { parent, prev, next, .. } = *self.node(id);
        let Some(parent) = parent else { return };
        match prev {
            Some(prev) => self.node_mut(prev).next = next,
            None => self.node_mut(parent).first = next,
        }
        match next {
            Some(next) => self.node_mut(next).prev = prev,
            None => self.node_mut(parent).last = prev,
        }
        let node = self.node_mut(id);
        (node.parent, node.prev, node.next) = (None, None, None);
    }

    /// Puts `new` where `old` was.
    pub fn replace(&mut self, old: Id, new: Id) {
        self.remove(new);
        self.insert_before(old, new);
        self.remove(old);
    }
}

impl Node {
    fn new(data: Data) -> Self {
        Node { parent: None, first: None, last: None, prev: None, next: None, data }
    }
}

fn copy_element(element: &dom_query::Element) -> Data {
    let name = |attribute: &dom_query::Attr| match &attribute.name.prefix {
        Some(prefix) => LocalName::from(format!("{}:{}", &**prefix, &*attribute.name.local)),
        None => attribute.name.local.clone(),
    };
    let attributes = element.attrs.iter().map(|a| (name(a), a.value.to_string())).collect();
    Data::Element(Element { name: element.name.local.clone(), attributes })
}

/// White space as HTML folds it: runs of space, tab and line end become one space; ends are trimmed. No-break spaces
/// stay.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\n', '\r', '\u{c}']).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// True if the element begins a new block at any place.
pub(crate) fn is_block_tag(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "iframe"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "video"
            | "audio"
            | "embed"
            | "object"
            | "legend"
            | "caption"
            | "listing"
            | "xmp"
            | "plaintext"
            | "search"
    )
}
