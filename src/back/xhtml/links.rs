//! The targets of links in a book: outside, another article, a place inside, or nowhere.
//!
//! Files are packed after the articles are written, so a link inside the book is first a *mark* that names article
//! and id, and [`resolve`] puts the path in when every id has its file. Marks are fenced by a control character, which
//! no text can hold (the writer leaves controls out), so nothing in an article can look like one.

use std::collections::BTreeMap;

use crate::doc::{Document, Lang, walk};

const FENCE: char = '\u{1}';

/// The target of a link.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// To a valid absolute URL.
    Outside(String),
    /// To an article of the book, and perhaps to one of its ids.
    Inside(usize, Option<String>),
    /// Nowhere that a book can lead.
    Nowhere,
}

/// The possible targets of links between articles.
#[derive(Clone, Debug)]
pub(crate) struct Articles {
    /// By address (without fragment) and by file name.
    by_name: BTreeMap<String, usize>,
    /// The ids of each article.
    ids: Vec<BTreeMap<String, String>>,
    /// The address from which each article was read.
    sources: Vec<Option<String>>,
    /// The language of the book.
    pub language: Lang,
}

impl Articles {
    /// The articles of a book with the names of their source files, if known.
    pub(crate) fn new(documents: &[&Document], names: &[String], language: Lang) -> Self {
        let mut by_name = BTreeMap::new();
        for (index, document) in documents.iter().enumerate() {
            if let Some(source) = &document.meta.source {
                by_name.entry(address_key(source)).or_insert(index);
            }
            if let Some(name) = names.get(index).filter(|name| !name.is_empty()) {
                by_name.entry(file_key(name)).or_insert(index);
            }
        }
        Articles {
            by_name,
            ids: documents
                .iter()
                .enumerate()
                .map(|(index, document)| ids(document, index, documents.len() == 1))
                .collect(),
            sources: documents.iter().map(|document| document.meta.source.clone()).collect(),
            language,
        }
    }

    /// The name in the book of an article's id.
    pub(crate) fn name(&self, article: usize, id: &str) -> Option<String> {
        self.ids.get(article)?.get(id).cloned()
    }

    /// The ids of an article, with their names in the book.
    pub(crate) fn ids(&self, article: usize) -> BTreeMap<String, String> {
        self.ids.get(article).cloned().unwrap_or_default()
    }

    /// The target of `url`, written in article `from`.
    pub(crate) fn target(&self, url: &str, from: usize) -> Target {
        let url = url.trim();
        let (path, fragment) = url.split_once('#').unwrap_or((url, ""));
        let base = self.sources.get(from).and_then(Option::as_deref);
        let absolute = outside(url).or_else(|| join(base?, url).and_then(|joined| outside(&joined)));
        let by_address = absolute.as_ref().and_then(|url| self.by_name.get(&address_key(url)));
        let by_file = || if has_scheme(path) { None } else { self.by_name.get(&file_key(path)) };
        if let Some(&article) = by_address.or_else(by_file) {
            let known = self.ids.get(article).is_some_and(|ids| ids.contains_key(fragment));
            return Target::Inside(article, known.then(|| fragment.to_string()));
        }
        absolute.map_or(Target::Nowhere, Target::Outside)
    }
}

/// Addresses that differ only in scheme, `www.`, fragment or a final slash name the same article.
fn address_key(url: &str) -> String {
    let url = url.split('#').next().unwrap_or("");
    let url = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    let url = url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/');
    let (host, rest) = url.split_at(url.find('/').unwrap_or(url.len()));
    format!("//{}{rest}", host.to_ascii_lowercase())
}

/// A file by its own name: the folder is left out, because articles of an edition may come from several.
fn file_key(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    percent_encoding::percent_decode_str(name.split('?').next().unwrap_or(name)).decode_utf8_lossy().into_owned()
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

/// The ids of an article, with their names in the book: ASCII, unique in the book by the article's number. An article
/// alone keeps its ids unchanged, unless they could be taken for one of ours or are not names in XML.
pub(crate) fn ids(document: &Document, index: usize, alone: bool) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut taken = std::collections::BTreeSet::new();
    for id in walk::ids(document) {
        if names.contains_key(&id) {
            continue;
        }
        let safe = safe_id(&id);
        let own = alone && safe.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_ours(&safe);
        let plain = if own { safe } else { format!("a{}-{safe}", index + 1) };
        let mut name = plain.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{plain}.{number}");
            number += 1;
        }
        names.insert(id, name);
    }
    names
}

/// True if an id has the form of the ids that titles, notes and pages get here: `a`, a number, an underscore.
fn is_ours(id: &str) -> bool {
    id.strip_prefix('a').is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('_'))
}

/// Only letters, digits, hyphens and underscores of ASCII.
pub(crate) fn safe_id(id: &str) -> String {
    id.chars().take(120).map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect()
}

/// The mark of a link to a place in the book.
pub(crate) fn mark(article: usize, id: Option<&str>) -> String {
    let id = id.unwrap_or("").replace(FENCE, "");
    format!("{FENCE}{article}:{id}{FENCE}")
}

/// Puts paths for marks. `path` gives the path of an article's id, and the path of the article for an empty id.
pub(crate) fn resolve(xml: &str, path: &dyn Fn(usize, &str) -> String) -> String {
    let mut out = String::with_capacity(xml.len());
    for (number, part) in xml.split(FENCE).enumerate() {
        match part.split_once(':').map(|(article, id)| (article.parse::<usize>(), id)) {
            Some((Ok(article), id)) if number % 2 == 1 => out.push_str(&path(article, id)),
            _ => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn marks_resolve() {
        let xml = format!("<a href=\"{}\">x:y</a>", mark(3, Some("id")));
        assert_eq!(resolve(&xml, &|a, id| format!("{a}.xhtml#{id}")), "<a href=\"3.xhtml#id\">x:y</a>");
    }
}
