//! The targets of links and pictures: references resolved by RFC 3986, section 5, and the schemes that nobody may
//! follow.

/// The base of relative references.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    /// From `<base href>`: holds for all addresses, pictures included.
    pub stated: Option<String>,
    /// The page's own address: it holds for links, and for pictures that are not saved with the page.
    pub page: Option<String>,
    /// True if the user states that address: then the page's pictures are at that address, not next to a saved file.
    pub remote: bool,
}

impl Base {
    /// The host of the page's own address.
    pub(crate) fn host(&self) -> Option<&str> {
        self.page.as_deref().and_then(host)
    }

    /// A link's target: absolute where the page's address is known; `#id` for one inside the page; `None` for a
    /// scheme that is not for articles.
    pub(crate) fn link(&self, href: &str) -> Option<String> {
        let href: String = href.trim().chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect();
        if href.is_empty() || is_unsafe(&href) {
            return None;
        }
        if let Some(fragment) = self.fragment(&href) {
            return Some(format!("#{fragment}"));
        }
        let base = self.stated.as_deref().or(self.page.as_deref());
        Some(clean(&base.and_then(|base| join(base, &href)).unwrap_or(href)))
    }

    /// The fragment, if the reference leads into the page itself.
    pub(crate) fn fragment<'h>(&self, href: &'h str) -> Option<&'h str> {
        let (before, fragment) = href.trim().split_once('#')?;
        let same = |base: &Option<String>| base.as_deref().is_some_and(|b| same_page(b, before));
        (before.is_empty() || same(&self.page) || same(&self.stated)).then_some(fragment)
    }

    /// A picture's address. Relative addresses stay relative, unless the page states a base, they start at the site's
    /// root, or the page is not a saved one.
    pub(crate) fn picture(&self, src: &str) -> String {
        let src = src.trim();
        if src.starts_with("data:") {
            return src.into();
        }
        let base = match &self.stated {
            Some(stated) => Some(stated.as_str()),
            None if src.starts_with('/') || self.remote => self.page.as_deref(),
            None => None,
        };
        let joined = base.and_then(|base| join(base, src));
        match joined {
            Some(url) => clean(&url),
            None if src.starts_with("//") => clean(&format!("https:{src}")),
            None => clean(src),
        }
    }
}

/// Encodes the spaces and quotes that browsers let pass; all other characters stay as written.
fn clean(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '"' => out.push_str("%22"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// True for `javascript:` and similar schemes, by the rule of browsers: white space and control characters inside do
/// not count.
pub(crate) fn is_unsafe(url: &str) -> bool {
    let scheme: String = url
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .take_while(|c| *c != ':')
        .take(16)
        .collect::<String>()
        .to_ascii_lowercase();
    url.contains(':')
        && matches!(scheme.as_str(), "javascript" | "data" | "vbscript" | "file" | "blob" | "about" | "chrome" | "cid")
}

/// The scheme, if there is one.
pub(crate) fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let mut bytes = scheme.bytes();
    let first = bytes.next()?.is_ascii_alphabetic();
    (first && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))).then_some(scheme)
}

/// True for an absolute web address.
pub fn is_web(url: &str) -> bool {
    url.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("http://"))
        || url.get(..8).is_some_and(|s| s.eq_ignore_ascii_case("https://"))
}

/// The host of a web address, without `www.`.
pub(crate) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// True if an address belongs to an advertiser or a tracker.
pub(crate) fn is_advertising(url: &str) -> bool {
    const SERVERS: &[&str] = &[
        "doubleclick", "googletagmanager", "googlesyndication", "adservice", "adserver", "amazon-adsystem",
        "assoc-amazon", "rcm.amazon", "scorecardresearch",
    ];
    let url = url.to_ascii_lowercase();
    let at = host(&url).or_else(|| url.strip_prefix("//")?.split('/').next()).unwrap_or("");
    let file = url.split(['?', '#']).next().and_then(|path| path.rsplit('/').next()).unwrap_or("");
    SERVERS.iter().any(|s| at.contains(s))
        || matches!(at.split('.').next(), Some("ad" | "ads" | "adlog"))
        || matches!(file.split('.').next(), Some("advertisement" | "advertisment"))
}

fn same_page(base: &str, other: &str) -> bool {
    let strip = |u: &str| -> String {
        let u = u.split('#').next().unwrap_or("");
        let u = u.split_once("://").map_or(u, |(_, rest)| rest);
        u.strip_prefix("www.").unwrap_or(u).trim_end_matches('/').to_string()
    };
    is_web(other) && strip(base) == strip(other)
}

/// `reference` resolved against `base`; `None` if the base is not an absolute web address.
pub fn join(base: &str, reference: &str) -> Option<String> {
    if scheme(reference).is_some() {
        return Some(reference.into());
    }
    if !is_web(base) {
        return None;
    }
    // Browsers read a backslash before the query as a slash (WHATWG URL, relative slash state).
    let (target, tail) = reference.find(['?', '#']).map_or((reference, ""), |i| reference.split_at(i));
    let target = target.replace('\\', "/");
    let (scheme, rest) = base.split_once("://")?;
    if let Some(rest) = target.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}{tail}"));
    }
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.find('/').map_or((rest, "/"), |i| rest.split_at(i));
    let merged = if target.is_empty() {
        path.to_string()
    } else if target.starts_with('/') {
        target
    } else {
        format!("{}{target}", &path[..=path.rfind('/')?])
    };
    Some(format!("{scheme}://{host}{}{tail}", remove_dots(&merged)))
}

/// RFC 3986, 5.2.4.
fn remove_dots(path: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    for (i, part) in parts.iter().enumerate() {
        match *part {
            ".." => {
                out.pop();
            }
            "." => {}
            part => out.push(part),
        }
        if i + 1 == parts.len() && matches!(*part, "." | "..") {
            out.push("");
        }
    }
    format!("/{}", out.join("/"))
}

/// Percent-decoding of fragments: ids are written plainly, links to them often encoded.
pub(crate) fn unescape(fragment: &str) -> String {
    percent_encoding::percent_decode_str(fragment).decode_utf8().map_or_else(|_| fragment.into(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_join_as_the_standard_says() {
        let base = "http://a/b/c/d?q";
        for (reference, want) in [
            ("g", "http://a/b/c/g"),
            ("./g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d?y"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("..", "http://a/b/"),
            ("mailto:x@y", "mailto:x@y"),
            ("..\\g", "http://a/b/g"),
            ("\\\\h\\g?i\\j", "http://h/g?i\\j"),
        ] {
            assert_eq!(join(base, reference).as_deref(), Some(want), "{reference}");
        }
    }

    #[test]
    fn scripts_are_no_links() {
        for url in ["javascript:alert(1)", " JavaScript:x", "java\nscript:x", "data:text/html,x", "\u{1}vbscript:x"] {
            assert_eq!(Base::default().link(url), None, "{url:?}");
        }
    }
}
