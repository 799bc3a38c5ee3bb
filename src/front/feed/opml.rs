//! OPML: lists of feeds, in groups, as readers of feeds export them.

use super::xml::{self, Node};

/// A list of feeds.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Its title.
    pub title: String,
    /// The feeds, in order.
    pub feeds: Vec<Listed>,
}

/// A feed in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its address.
    pub address: String,
    /// Its title in the list.
    pub title: Option<String>,
    /// The group around it.
    pub group: Option<String>,
}

/// The list in a text; `None` if it is not a list of feeds.
pub fn read(text: &str) -> Option<List> {
    let root = xml::parse(text).filter(|root| root.name == "opml")?;
    let title = root.named(&["head"]).flat_map(|head| head.named(&["title"])).map(Node::text).next();
    let mut list = List { title: title.unwrap_or_default(), feeds: Vec::new() };
    for body in root.named(&["body"]) {
        collect(body, None, &mut list.feeds);
    }
    Some(list)
}

/// The feeds of an outline. The outermost group names the section.
fn collect(node: &Node, group: Option<&str>, out: &mut Vec<Listed>) {
    for outline in node.named(&["outline"]) {
        let title = outline.attribute("title").or_else(|| outline.attribute("text")).filter(|t| !t.is_empty());
        match outline.attribute("xmlUrl").filter(|address| !address.is_empty()) {
            Some(address) => out.push(Listed {
                address: address.to_owned(),
                title: title.map(String::from),
                group: group.map(String::from),
            }),
            None => collect(outline, group.or(title), out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_sections() {
        let text = "<opml version='2.0'><head><title>Mine</title></head><body><outline text='News'><outline type='rss' text='A' \
            xmlUrl='https://a.org/feed'/><outline text='Inner'><outline xmlUrl='b.xml'/></outline></outline><outline text='C' xmlUrl='https://c.org/?a=1&amp;b=2'/></body></opml>";
        let list = read(text).unwrap();
        let shown: Vec<_> = list.feeds.iter().map(|f| (f.address.as_str(), f.group.as_deref())).collect();
        assert_eq!(
            shown,
            [("https://a.org/feed", Some("News")), ("b.xml", Some("News")), ("https://c.org/?a=1&b=2", None)]
        );
        assert_eq!(list.title, "Mine");
    }
}
