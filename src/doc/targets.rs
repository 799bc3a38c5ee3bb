//! The targets of links in a publication: outside, another article, a place inside, or nowhere.
//!
//! An article names another of its edition by the address that it was read from or by the name of its file. The title is
//! metadata and has no id, so `#` with the title's words ([`outline::slug`]), `#top` and `#` alone lead to the start of
//! the article.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::{self, Rewrite};
use super::{Block, Document, Inline, outline, plain_text};
use crate::diag::{Diagnostic, codes, short};

/// The target of a link.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// To a valid absolute URL.
    Outside(String),
    /// To an article of the publication: to one of its ids, or to its start.
    Inside(usize, Option<String>),
    /// Nowhere that a book can lead.
    Nowhere,
}

/// The remark about a link that leads nowhere.
pub(crate) fn dead_link(url: &str) -> Diagnostic {
    let message = match url.strip_prefix('#') {
        Some(id) => format!("The link to #{id} has no target in the article; its words stay."),
        None => format!("The link to {} leads nowhere a book can lead; its words stay.", short(url)),
    };
    Diagnostic::remark(codes::LINK_DEAD, message)
}

/// The possible targets of links between the articles of a publication.
#[derive(Clone, Debug, Default)]
pub(crate) struct Targets {
    /// By address, without fragment.
    by_address: BTreeMap<String, usize>,
    /// By the path of the file.
    by_path: BTreeMap<String, usize>,
    /// By the name of the file; `None` if articles of several folders have it.
    by_file: BTreeMap<String, Option<usize>>,
    /// The folder of each article's file.
    folders: Vec<String>,
    /// The ids of each article.
    ids: Vec<BTreeSet<String>>,
    /// The ids that name each article's title, if no id of its own is the same.
    titles: Vec<String>,
    /// The address from which each article was read.
    sources: Vec<Option<String>>,
}

impl Targets {
    /// The articles of a publication with the names of their source files, if known.
    pub(crate) fn new(documents: &[&Document], names: &[String]) -> Self {
        let mut targets = Targets {
            by_address: BTreeMap::new(),
            by_path: BTreeMap::new(),
            by_file: BTreeMap::new(),
            folders: Vec::new(),
            ids: documents.iter().map(|document| walk::ids(document).into_iter().collect()).collect(),
            titles: documents.iter().map(|document| title_id(&document.meta.title)).collect(),
            sources: documents.iter().map(|document| document.meta.source.clone()).collect(),
        };
        for (index, document) in documents.iter().enumerate() {
            if let Some(source) = &document.meta.source {
                targets.by_address.entry(address_key(source)).or_insert(index);
            }
            let path = path_key("", names.get(index).map_or("", |name| name));
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
            targets.folders.push(folder.to_owned());
            if !file.is_empty() && !targets.by_path.contains_key(&path) {
                let article = targets.by_file.entry(file.to_owned());
                article.and_modify(|article| *article = None).or_insert(Some(index));
                targets.by_path.insert(path, index);
            }
        }
        targets
    }

    /// The target of `url`, written in article `from`.
    pub(crate) fn target(&self, url: &str, from: usize) -> Target {
        let url = url.trim();
        if let Some(id) = url.strip_prefix('#') {
            return self.inside(from, id).map_or(Target::Nowhere, |id| Target::Inside(from, id));
        }
        let (path, fragment) = url.split_once('#').unwrap_or((url, ""));
        let base = self.sources.get(from).and_then(Option::as_deref);
        let absolute = outside(url).or_else(|| join(base?, url).and_then(|joined| outside(&joined)));
        let by_address = absolute.as_ref().and_then(|url| self.by_address.get(&address_key(url)).copied());
        let article = by_address.or_else(|| self.by_file(path, from));
        let place = article.map(|article| (article, self.inside(article, fragment).flatten()));
        match (place, absolute) {
            // A reader of the article who follows its own address wants the page on the web.
            (Some((article, None)), Some(url)) if article == from => Target::Outside(url),
            (Some((article, id)), _) => Target::Inside(article, id),
            (None, Some(url)) => Target::Outside(url),
            (None, None) => Target::Nowhere,
        }
    }

    /// The article of a file: of the path that is written in article `from`, otherwise of the only file of that name.
    fn by_file(&self, path: &str, from: usize) -> Option<usize> {
        if has_scheme(path) {
            return None;
        }
        let path = path_key(self.folders.get(from).map_or("", |folder| folder), path);
        let file = path.rsplit('/').next().unwrap_or(&path);
        self.by_path.get(&path).copied().or_else(|| self.by_file.get(file).copied().flatten())
    }

    /// An id for a place that has none, which no id of the article equals.
    pub(crate) fn free_id(&self, article: usize, name: &str) -> String {
        let mut id = name.to_owned();
        while self.ids.get(article).is_some_and(|ids| ids.contains(&id)) {
            id.push('-');
        }
        id
    }

    /// The place of a fragment in an article: an id, `Some(None)` for the start, or `None` if it has none of that name.
    fn inside(&self, article: usize, fragment: &str) -> Option<Option<String>> {
        if self.ids.get(article)?.contains(fragment) {
            return Some(Some(fragment.to_string()));
        }
        let leads_to_start =
            matches!(fragment, "" | "top") || self.titles.get(article).is_some_and(|title| title == fragment);
        leads_to_start.then_some(None)
    }
}

/// The id that a heading with the words of the title would have.
pub(crate) fn title_id(title: &[Inline]) -> String {
    outline::slug(&plain_text(title))
}

/// Makes the links to `ids` lead to the title, because the heading that had these ids has become the title.
pub(crate) fn lead_to_title(blocks: &mut Vec<Block>, title: &[Inline], ids: &BTreeSet<String>) {
    struct Leader<'a>(&'a BTreeSet<String>, String);
    impl Rewrite for Leader<'_> {
        fn inline(&mut self, inline: &mut Inline) {
            if let Inline::Link(link) = inline
                && link.url.strip_prefix('#').is_some_and(|id| self.0.contains(id))
            {
                link.url.clone_from(&self.1);
            }
            walk::rewrite_inline_children(self, inline);
        }
    }
    if ids.is_empty() {
        return;
    }
    let mut others = walk::Ids::default();
    walk::Visit::blocks(&mut others, blocks);
    let id = Some(title_id(title)).filter(|id| !others.0.contains(id));
    Leader(ids, format!("#{}", id.as_deref().unwrap_or("top"))).blocks(blocks);
}

/// Addresses that differ only in scheme, `www.`, fragment or a final slash name the same article.
fn address_key(url: &str) -> String {
    let url = url.split('#').next().unwrap_or("");
    let url = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    let url = url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/');
    let (host, rest) = url.split_at(url.find('/').unwrap_or(url.len()));
    format!("//{}{rest}", host.to_ascii_lowercase())
}

/// A path from a folder, without steps up and down.
fn path_key(folder: &str, path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path);
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let folder = if path.starts_with(['/', '\\']) { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(path.split(['/', '\\'])) {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn has_scheme(url: &str) -> bool {
    let scheme = url.split(':').next().unwrap_or("");
    scheme.len() < url.len()
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Schemes that reading systems can do something with; a validator accepts no unregistered ones.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "ftp", "geo"];

/// A valid absolute URL from the article's text, or `None` if it is invalid or of a kind that a book must not have
/// (`javascript:`, `data:`, `file:`).
pub(crate) fn outside(url: &str) -> Option<String> {
    let url = url.trim();
    if !has_scheme(url) {
        return None;
    }
    let (scheme, rest) = url.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    if !SCHEMES.contains(&scheme.as_str()) {
        return None;
    }
    if !matches!(scheme.as_str(), "http" | "https" | "ftp") {
        let rest = encode(rest);
        return (!rest.is_empty() && !rest.contains('#')).then(|| format!("{scheme}:{rest}"));
    }
    let rest = rest.strip_prefix("//")?.trim_start_matches('/');
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let authority = valid_authority(authority)?;
    let (path, fragment) = path.split_once('#').map_or((path, None), |(p, f)| (p, Some(f)));
    let fragment = fragment.map(|f| format!("#{}", encode(f).replace('#', "%23"))).unwrap_or_default();
    Some(format!("{scheme}://{authority}{}{fragment}", encode(path)))
}

/// Host and port; names and passwords are left out, because no book should carry them.
fn valid_authority(authority: &str) -> Option<String> {
    let host_port = authority.rsplit('@').next()?;
    let (host, port) = host_port.rsplit_once(':').map_or((host_port, None), |(h, p)| (h, Some(p)));
    let port = match port {
        Some(port) if !port.is_empty() => format!(":{}", port.parse::<u16>().ok()?),
        _ => String::new(),
    };
    let host = host.trim_end_matches('.').to_lowercase();
    let label =
        |l: &str| !l.is_empty() && l.len() <= 63 && l.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if host.is_empty() || !host.split('.').all(label) {
        return None;
    }
    let last = host.rsplit('.').next()?;
    if last.starts_with(|c: char| c.is_ascii_digit()) && host.parse::<std::net::Ipv4Addr>().is_err() {
        return None;
    }
    Some(format!("{host}{port}"))
}

/// Percent-encodes the characters that RFC 3986 forbids in a path, query or fragment.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let hex = || text.get(at + 1..at + 3).is_some_and(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        match c {
            '%' if hex() => out.push('%'),
            'A'..='Z' | 'a'..='z' | '0'..='9' => out.push(c),
            '-' | '.' | '_' | '~' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | ';' | '=' => out.push(c),
            ':' | '@' | '/' | '?' | '#' => out.push(c),
            '\\' => out.push('/'),
            c if c.is_control() => {}
            c => {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    out
}

/// A relative reference against the address of its article (RFC 3986, section 5.2, for the forms articles use).
fn join(base: &str, url: &str) -> Option<String> {
    if has_scheme(url) {
        return None;
    }
    let (scheme, rest) = base.split_once("://")?;
    if url.starts_with("//") {
        return Some(format!("{scheme}:{url}"));
    }
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if url.starts_with('?') {
        return Some(format!("{scheme}://{host}{path}{url}"));
    }
    let cut = url.find(['?', '#']).unwrap_or(url.len());
    let (url_path, tail) = url.split_at(cut);
    let folder = if url_path.starts_with('/') { "" } else { path.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in url_path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let slash = if url_path.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    Some(format!("{scheme}://{host}/{}{slash}{tail}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{BlockKind, Heading, Meta};

    fn article(title: &str, source: Option<&str>, id: &str) -> Document {
        let heading = Heading { id: Some(id.into()), ..Heading::default() };
        let meta = Meta { title: vec![Inline::text(title)], source: source.map(String::from), ..Meta::default() };
        Document { meta, blocks: vec![BlockKind::Heading(heading).into()], ..Document::default() }
    }

    #[test]
    fn links_find_articles_their_ids_and_their_titles() {
        let one = article("The First One", Some("https://www.ex.org/one/"), "part");
        let (two, other) = (article("Two", None, "two"), article("Other", None, "x"));
        let names = ["book/one.md", "book/two.html", "other/two.html"].map(String::from);
        let targets = Targets::new(&[&one, &two, &other], &names);
        let start = |number| Target::Inside(number, None);
        let id = |number, id: &str| Target::Inside(number, Some(id.into()));
        let outside = |url: &str| Target::Outside(url.into());
        for (url, from, target) in [
            ("#part", 0, id(0, "part")),
            ("#the-first-one", 0, start(0)),
            ("#top", 0, start(0)),
            ("#", 0, start(0)),
            ("#two", 1, id(1, "two")),
            ("#else", 0, Target::Nowhere),
            ("two.html", 0, start(1)),
            ("./two.html#two", 0, id(1, "two")),
            ("../other/two.html#x", 0, id(2, "x")),
            ("two.html#else", 2, start(2)),
            ("one.md#part", 2, id(0, "part")),
            ("elsewhere/two.html", 1, Target::Nowhere),
            ("http://ex.org/one#part", 1, id(0, "part")),
            ("https://ex.org/one", 1, start(0)),
            ("https://ex.org/one", 0, outside("https://ex.org/one")),
            ("three.html", 0, outside("https://www.ex.org/one/three.html")),
            ("three.html", 1, Target::Nowhere),
        ] {
            assert_eq!(targets.target(url, from), target, "{url} in {from}");
        }
        assert_eq!((targets.free_id(0, "part"), targets.free_id(0, "start")), ("part-".into(), "start".into()));
    }

    #[test]
    fn links_to_a_heading_that_became_the_title_lead_to_the_title() {
        let link = |url: &str| Inline::Link(crate::doc::Link { url: url.into(), ..Default::default() });
        let mut blocks = vec![BlockKind::Paragraph(vec![link("#old"), link("#new")]).into()];
        lead_to_title(&mut blocks, &[Inline::text("A Title")], &["old".to_string()].into());
        assert_eq!(blocks, [Block::from(BlockKind::Paragraph(vec![link("#a-title"), link("#new")]))]);
    }

    #[test]
    fn urls_are_made_valid_or_refused() {
        assert_eq!(outside("HTTP://Ex.org/a b|c?q=ü#x y").as_deref(), Some("http://ex.org/a%20b%7Cc?q=%C3%BC#x%20y"));
        assert_eq!(outside("https://user:pw@ex.org:80/100%").as_deref(), Some("https://ex.org:80/100%25"));
        for bad in ["javascript:alert(1)", "http://", "http://a b/", "http://1.2.3/", "data:,x", "notes.html", "http:x"]
        {
            assert_eq!(outside(bad), None, "{bad}");
        }
    }

    #[test]
    fn relative_links_go_to_the_source() {
        assert_eq!(join("https://ex.org/a/b.html?x", "../c#d").as_deref(), Some("https://ex.org/c#d"));
        assert_eq!(join("https://ex.org", "/c/").as_deref(), Some("https://ex.org/c/"));
        assert_eq!(join("https://ex.org/a", "//h/x").as_deref(), Some("https://h/x"));
    }
}
