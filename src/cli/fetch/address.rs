//! Web addresses: the parts of them that a request and its policy need.

use offprint::front::html;

/// A whole address with the scheme `http` or `https`, without its fragment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    text: String,
    host: String,
    port: u16,
    secure: bool,
}

impl Address {
    /// The address in `text`, with its host in ASCII (UTS 46: `bücher.example` is `xn--bcher-kva.example`). `None` for
    /// another scheme, for a name and password in it, and for text that is not an address.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.split('#').next().unwrap_or(text);
        let (scheme, rest) = text.split_once("://")?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return None,
        };
        let (authority, path) = rest.find(['/', '?', '\\']).map_or((rest, ""), |at| rest.split_at(at));
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port.parse().ok()?),
            _ => (authority, if secure { 443 } else { 80 }),
        };
        let host = if host.is_ascii() { host.to_ascii_lowercase() } else { idna::domain_to_ascii(host).ok()? };
        if !is_host(&host) || port == 0 {
            return None;
        }
        let scheme = if secure { "https" } else { "http" };
        let shown_port = if port == (if secure { 443 } else { 80 }) { String::new() } else { format!(":{port}") };
        let slash = if path.starts_with('/') { "" } else { "/" };
        let text = format!("{scheme}://{host}{shown_port}{slash}{}", encoded(path.trim_start_matches('\\')));
        Some(Address { text, host, port, secure })
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host's name or number, in small letters.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// True if it is `https`.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Its path, without the query.
    pub fn path(&self) -> &str {
        let path = self.text.split_once("://").and_then(|(_, rest)| Some(&rest[rest.find('/')?..])).unwrap_or("/");
        path.split('?').next().unwrap_or("/")
    }

    /// The address of `reference` on the page at this address.
    pub fn join(&self, reference: &str) -> Option<Self> {
        Address::parse(&html::join(&self.text, reference.trim())?)
    }

    /// True if both are on one server: the same host, and the same port or the usual ports of http and https.
    pub fn shares_server(&self, other: &Self) -> bool {
        let usual = |address: &Self| matches!(address.port, 80 | 443);
        self.host == other.host && (self.port == other.port || usual(self) && usual(other))
    }

    /// True if both belong to one site: one host is the other, or a part of it. `www.` counts for nothing.
    pub fn shares_site(&self, other: &Self) -> bool {
        let bare = |address: &Self| address.host.strip_prefix("www.").unwrap_or(&address.host).to_owned();
        let (own, other) = (bare(self), bare(other));
        let within = |inner: &str, outer: &str| {
            inner.strip_suffix(outer).is_some_and(|rest| rest.ends_with('.')) && outer.contains('.')
        };
        own == other || within(&own, &other) || within(&other, &own)
    }

    /// The scheme, host and port alone.
    pub fn origin(&self) -> &str {
        let start = self.text.find("://").map_or(0, |at| at + 3);
        let end = self.text.get(start..).and_then(|rest| rest.find('/')).map_or(self.text.len(), |at| start + at);
        self.text.get(..end).unwrap_or(&self.text)
    }
}

/// True if a host may stand in a request: letters, digits, hyphens and full stops, or a number of IPv6 in brackets.
fn is_host(host: &str) -> bool {
    let number = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    match number {
        Some(number) => number.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            !host.is_empty()
                && host.len() <= 253
                && !host.starts_with(['.', '-'])
                && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
        }
    }
}

/// A path with its query in the form of a request: characters that HTTP forbids are percent-encoded, existing encoding
/// stays.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'!'..=b'~' if !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}') => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        Address::parse(text).map_or("none".into(), |a| a.text)
    }

    #[test]
    fn addresses_are_brought_into_one_form() {
        for (given, wanted) in [
            ("https://Example.org", "https://example.org/"),
            ("HTTP://example.org:80/a b.html#top", "http://example.org/a%20b.html"),
            ("https://example.org?q=é", "https://example.org/?q=%C3%A9"),
            ("http://[::1]:8080/x", "http://[::1]:8080/x"),
            ("http://127.0.0.1:9/%41|", "http://127.0.0.1:9/%41%7C"),
            ("https://Bücher.example/süß", "https://xn--bcher-kva.example/s%C3%BC%C3%9F"),
            ("https://例え.テスト:8443/", "https://xn--r8jz45g.xn--zckzah:8443/"),
            ("https://ex\u{ad}ample.org/", "https://example.org/"),
            ("https://a\u{3000}b.org/", "none"),
            ("ftp://example.org/", "none"),
            ("file:///etc/passwd", "none"),
            ("https://user:word@example.org/", "none"),
            ("https:///a", "none"),
            ("https://exa mple.org/", "none"),
            ("https://example.org:0/", "none"),
            ("https://example.org:99999/", "none"),
        ] {
            assert_eq!(parsed(given), wanted, "{given}");
        }
    }

    #[test]
    fn references_and_sites() {
        let page = Address::parse("https://www.example.org/a/b.html?c").unwrap();
        assert_eq!(page.join("../i.png").unwrap().as_str(), "https://www.example.org/i.png");
        assert_eq!(page.join("//cdn.org/i.png").unwrap().as_str(), "https://cdn.org/i.png");
        assert!(page.join("javascript:x").is_none() && page.join("file:///x").is_none());
        assert_eq!((page.origin(), page.path()), ("https://www.example.org", "/a/b.html"));
        let site = |other: &str| page.shares_site(&Address::parse(other).unwrap());
        assert!(site("https://example.org/x") && site("http://img.example.org/x"));
        assert!(!site("https://badexample.org/x") && !site("https://org/x") && !site("https://example.org.evil.net/"));
        let server = |other: &str| page.shares_server(&Address::parse(other).unwrap());
        assert!(server("http://www.example.org/") && !server("https://www.example.org:8443/"));
    }

    #[test]
    fn hosts_ports_and_paths_have_one_spelling() {
        let long = |letters: usize| format!("{}.org", "a".repeat(letters));
        for (given, wanted) in [
            ("http://a.org:443/", "http://a.org:443/"),
            ("https://a.org:80/", "https://a.org:80/"),
            ("https://a.org:443", "https://a.org/"),
            ("https://a.org:/", "none"),
            ("https://a.org:x/", "none"),
            ("https://a.org:65535/", "https://a.org:65535/"),
            ("https://[::1]/", "https://[::1]/"),
            ("https://[::g]/", "none"),
            ("https://[::1/", "none"),
            ("https://-a.org/", "none"),
            ("https://.a.org/", "none"),
            ("https://a_b.org/", "https://a_b.org/"),
            ("https://a+b.org/", "none"),
            ("https://a.org\\b", "https://a.org/b"),
            ("https://a.org/b\\c", "https://a.org/b%5Cc"),
            ("https://a.org?b/c", "https://a.org/?b/c"),
            ("https://a.org/ !~\"<>^`{|}\u{7f}", "https://a.org/%20!~%22%3C%3E%5E%60%7B%7C%7D%7F"),
            ("  https://a.org/b#c#d ", "https://a.org/b"),
            ("https//a.org/", "none"),
            ("", "none"),
        ] {
            assert_eq!(parsed(given), wanted, "{given}");
        }
        assert_ne!(parsed(&format!("https://{}/", long(249))), "none");
        assert_eq!(parsed(&format!("https://{}/", long(250))), "none", "a name has 253 letters at most");
    }

    #[test]
    fn parts_of_an_address_are_found_at_its_marks() {
        let parts = |text: &str| {
            let address = Address::parse(text).unwrap();
            let owned = [address.path(), address.origin(), address.host()].map(str::to_owned);
            (owned.join(" "), address.is_secure())
        };
        assert_eq!(parts("http://a.org:8080/b/c?d=/e"), ("/b/c http://a.org:8080 a.org".into(), false));
        assert_eq!(parts("https://a.org"), ("/ https://a.org a.org".into(), true));
        let server =
            |one: &str, other: &str| Address::parse(one).unwrap().shares_server(&Address::parse(other).unwrap());
        assert!(server("http://a.org:8080/", "http://a.org:8080/x") && server("http://a.org/", "https://a.org/"));
        assert!(!server("http://a.org:8080/", "http://a.org/") && !server("http://a.org/", "http://a.org:8080/"));
        assert!(!server("http://a.org/", "http://b.org/") && !server("http://a.org:81/", "http://b.org:81/"));
        let site = |one: &str, other: &str| Address::parse(one).unwrap().shares_site(&Address::parse(other).unwrap());
        assert!(site("http://www.a.org/", "http://a.org/") && site("http://b.a.org/", "http://a.org/"));
        assert!(site("http://a.org/", "http://b.a.org/") && !site("http://b.a.org/", "http://c.a.org/"));
        assert!(!site("http://a.org/", "http://org/") && !site("http://ba.org/", "http://a.org/"));
    }
}
