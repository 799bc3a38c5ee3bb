//! RSS in all its versions, the additions of Netscape, UserLand and Dublin Core, and CDF, which came before it.

use super::xml::Node;
use super::{Entry, Feed, atom, dates, entry};

/// The feed at the root of a file.
pub(crate) fn read(root: &Node) -> Feed {
    let channel = if root.name == "channel" { root } else { root.named(&["channel"]).next().unwrap_or(root) };
    let mut feed = Feed {
        title: plain(channel, &["title", "dc:title"]).unwrap_or_default(),
        link: link(channel),
        description: plain(
            channel,
            &["description", "abstract", "itunes:subtitle", "itunes:summary", "dc:description"],
        ),
        authors: authors(channel, &["managingeditor", "dc:creator", "dc:author", "itunes:author", "author"]),
        language: plain(channel, &["language", "dc:language"]).or_else(|| channel.lang.clone()),
        updated: date(channel, &["lastbuilddate", "pubdate", "dc:date", "dcterms:modified"]),
        entries: Vec::new(),
    };
    // RSS 1.0 has its items beside the channel.
    let inside = channel.named(&["item"]);
    let beside = root.named(&["item"]).filter(|_| !std::ptr::eq(channel, root));
    feed.entries = inside.chain(beside).map(item).collect();
    feed
}

fn item(item: &Node) -> Entry {
    let content = html(item, &["content:encoded", "xhtml:body", "xhtml:div", "body", "fullitem", "atom:content"]);
    let summary = html(item, &["description", "abstract", "dc:description", "itunes:summary", "atom:summary"]);
    Entry {
        id: plain(item, &["guid", "dc:identifier"]).or_else(|| item.attribute("rdf:about").map(String::from)),
        title: plain(item, &["title", "dc:title", "media:title", "atom:title", "itunes:title"]).unwrap_or_default(),
        link: link(item),
        authors: authors(item, &["dc:creator", "dc:author", "author", "itunes:author", "atom:author"]),
        published: date(item, &["pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published"]),
        updated: date(item, &["dcterms:modified", "atom:updated"]),
        summary,
        content,
        language: plain(item, &["dc:language"]).or_else(|| item.lang.clone()),
        base: item.base.clone(),
        picture: picture(item),
    }
}

/// The plain words of the first of these elements that has some.
pub(crate) fn plain(node: &Node, names: &[&str]) -> Option<String> {
    node.named(names).map(|n| entry::plain(&n.html_of_words())).find(|text| !text.is_empty())
}

/// The HTML of the first of these elements that has some.
fn html(node: &Node, names: &[&str]) -> Option<String> {
    let own =
        |n: &Node| if n.name == "atom:content" || n.name == "atom:summary" { atom::html(n) } else { n.html_of_words() };
    node.named(names).map(own).find(|text| !text.trim().is_empty())
}

/// The page: `link`, otherwise Atom's link in a channel, otherwise a `guid` that is an address.
fn link(node: &Node) -> Option<String> {
    let own = node.named(&["link"]).map(|n| n.attribute("href").map_or_else(|| n.text(), String::from));
    let found = own.filter(|link| !link.is_empty()).map(|link| whole(node, link)).next();
    let of_cdf = || node.attribute("href").filter(|href| !href.is_empty()).map(|href| whole(node, href.to_owned()));
    found.or_else(|| atom::page(node)).or_else(of_cdf).or_else(|| {
        let guid = node
            .named(&["guid"])
            .find(|n| !n.attribute("ispermalink").is_some_and(|v| v.eq_ignore_ascii_case("false")));
        guid.map(Node::text).filter(|text| crate::front::html::is_web(text))
    })
}

fn whole(node: &Node, link: String) -> String {
    node.base.as_deref().and_then(|base| crate::front::html::join(base, &link)).unwrap_or(link)
}

/// The names in the first of these elements that there is. RSS has addresses there: `ada@example.org (Ada Marsh)`.
fn authors(node: &Node, names: &[&str]) -> Vec<String> {
    for name in names {
        let found: Vec<String> = node
            .named(&[name])
            .map(|n| if n.name == "atom:author" { atom::person(n) } else { entry::plain(&n.html_of_words()) })
            .map(|text| entry::name(&text))
            .filter(|text| !text.is_empty())
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn date(node: &Node, names: &[&str]) -> Option<crate::lang::Date> {
    node.named(names).find_map(|n| dates::parse(&n.text())).or_else(|| dates::parse(node.attribute("lastmod")?))
}

/// A picture that belongs to the entry, in the forms of podcasts and news agencies.
fn picture(item: &Node) -> Option<String> {
    let is_picture = |n: &&Node| {
        n.attribute("medium") == Some("image") || n.attribute("type").is_some_and(|t| t.starts_with("image/"))
    };
    let media = item.named(&["media:content", "enclosure"]).find(is_picture).and_then(|n| n.attribute("url"));
    let group = || item.named(&["media:group"]).flat_map(Node::nodes).find(is_picture).and_then(|n| n.attribute("url"));
    media.or_else(group).map(|url| whole(item, url.to_owned()))
}

impl Node {
    /// Words that may be HTML: text unchanged, elements as tags.
    pub(crate) fn html_of_words(&self) -> String {
        if self.has_nodes() { self.html() } else { self.text() }
    }
}
