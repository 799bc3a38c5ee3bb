//! `--cookies`: the cookies of a browser's session, in the format that browsers' extensions, curl and wget write:
//! Netscape's, seven fields a line between tabs.
//!
//! A cookie is a secret. It goes only to its own host, and stands in no output, report or message; the types here print
//! nothing.

use super::address::Address;

/// The cookies of a file.
#[derive(Clone, Default)]
pub struct Cookies(Vec<Cookie>);

#[derive(Clone)]
struct Cookie {
    domain: String,
    /// For the hosts below `domain` too.
    below: bool,
    path: String,
    secure: bool,
    /// Seconds since 1970; 0 for a cookie of the browser's session.
    expires: i64,
    pair: String,
}

impl Cookies {
    /// Reads a file of cookies.
    ///
    /// # Errors
    /// With the number of the first line that is not a cookie.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut list = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.strip_prefix("#HttpOnly_").unwrap_or(line);
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            list.push(cookie(line).ok_or(number + 1)?);
        }
        Ok(Cookies(list))
    }

    /// The value of the header for a request at that time, in seconds since 1970.
    pub fn header(&self, address: &Address, now: i64) -> Option<String> {
        let sent =
            self.0.iter().filter(|cookie| cookie.is_for(address) && (cookie.expires == 0 || cookie.expires > now));
        let pairs: Vec<&str> = sent.map(|cookie| cookie.pair.as_str()).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Takes a cookie that a server sets in a redirect, for that server alone.
    pub fn take(&mut self, header: &str, from: &Address) {
        let pair = header.split(';').next().unwrap_or("").trim();
        let Some((name, _)) = pair.split_once('=').filter(|(name, _)| !name.is_empty()) else { return };
        let (name, domain) = (format!("{name}="), from.host().to_owned());
        self.0.retain(|cookie| cookie.domain != domain || !cookie.pair.starts_with(&name));
        let pair = pair.to_owned();
        self.0.push(Cookie { domain, below: false, path: "/".into(), secure: from.is_secure(), expires: 0, pair });
    }
}

fn cookie(line: &str) -> Option<Cookie> {
    let fields: Vec<&str> = line.trim_end_matches('\r').split('\t').collect();
    let [domain, below, path, secure, expires, name, value] = fields.as_slice() else { return None };
    let pair = format!("{name}={value}");
    let plain = pair.bytes().all(|b| (b' '..=b'~').contains(&b) && b != b';');
    let bare = domain.trim_start_matches('.').to_ascii_lowercase();
    (plain && !bare.is_empty()).then(|| Cookie {
        below: below.eq_ignore_ascii_case("true") || domain.starts_with('.'),
        domain: bare,
        path: (*path).to_owned(),
        secure: secure.eq_ignore_ascii_case("true"),
        expires: expires.parse::<f64>().map_or(0, |n| n.max(0.0) as i64),
        pair,
    })
}

impl Cookie {
    fn is_for(&self, address: &Address) -> bool {
        let host = address.host();
        let own = host == self.domain;
        let below = self.below && host.strip_suffix(self.domain.as_str()).is_some_and(|rest| rest.ends_with('.'));
        // RFC 6265, 5.1.4: /a is for /a and /a/b, not for /ab.
        let path = address.path().strip_prefix(self.path.as_str());
        let path = path.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || self.path.ends_with('/'));
        (own || below) && path && (address.is_secure() || !self.secure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Netscape HTTP Cookie File\n\n.example.org\tTRUE\t/\tFALSE\t0\ta\t1\r\n\
        #HttpOnly_example.org\tFALSE\t/in\tTRUE\t4000000000\tb\t2\nexample.org\tFALSE\t/\tFALSE\t5\told\t3\n";

    #[test]
    fn cookies_go_to_their_hosts_paths_and_times_only() {
        let cookies = Cookies::parse(FILE).unwrap();
        let sent = |url: &str| cookies.header(&Address::parse(url).unwrap(), 100).unwrap_or_default();
        assert_eq!(sent("https://example.org/in/x"), "a=1; b=2");
        assert_eq!(sent("https://example.org/inner"), "a=1");
        assert_eq!(sent("http://example.org/in"), "a=1", "b is for https");
        assert_eq!(sent("https://www.example.org/in"), "a=1", "b is for the host itself");
        assert_eq!(sent("https://badexample.org/"), "");
        assert_eq!(sent("https://example.org.evil.net/"), "");
        let at = |now: i64| cookies.header(&Address::parse("https://example.org/").unwrap(), now);
        assert_eq!(at(4).as_deref(), Some("a=1; old=3"));
        assert_eq!(at(5).as_deref(), Some("a=1"), "its time is over");
    }

    #[test]
    fn a_line_that_is_no_cookie_is_named() {
        assert_eq!(Cookies::parse("# x\nexample.org TRUE / FALSE 0 a b").err(), Some(2));
        assert_eq!(Cookies::parse("example.org\tTRUE\t/\tFALSE\t0\ta\tb\u{7}").err(), Some(1));
    }

    #[test]
    fn what_a_server_sets_stays_with_it() {
        let (one, other) = (Address::parse("https://a.org/").unwrap(), Address::parse("https://b.a.org/").unwrap());
        let mut cookies = Cookies::default();
        cookies.take("seen=1; Domain=.org; Path=/", &one);
        cookies.take("seen=2", &one);
        assert_eq!(cookies.header(&one, 0).as_deref(), Some("seen=2"));
        assert_eq!(cookies.header(&other, 0), None);
    }

    #[test]
    fn each_field_of_a_line_is_obeyed() {
        let sent = |line: &str, url: &str| {
            let cookies = Cookies::parse(line).ok()?;
            cookies.header(&Address::parse(url).unwrap(), 100)
        };
        let line = |domain: &str, below: &str, path: &str, secure: &str, expires: &str| {
            format!("{domain}\t{below}\t{path}\t{secure}\t{expires}\tn\tv")
        };
        for (line, url, is_sent) in [
            (line("a.org", "FALSE", "/", "FALSE", "0"), "http://a.org/", true),
            (line("A.org", "false", "/", "false", "101.5"), "http://a.org/", true),
            (line("a.org", "FALSE", "/", "FALSE", "100"), "http://a.org/", false),
            (line("a.org", "FALSE", "/", "FALSE", "-1"), "http://a.org/", true),
            (line("a.org", "FALSE", "/", "FALSE", "never"), "http://a.org/", true),
            (line("a.org", "FALSE", "/", "FALSE", "0"), "http://b.a.org/", false),
            (line("a.org", "true", "/", "FALSE", "0"), "http://b.a.org/", true),
            (line(".a.org", "FALSE", "/", "FALSE", "0"), "http://b.a.org/", true),
            (line("a.org", "TRUE", "/", "FALSE", "0"), "http://ba.org/", false),
            (line("a.org", "FALSE", "/", "true", "0"), "http://a.org/", false),
            (line("a.org", "FALSE", "/", "true", "0"), "https://a.org/", true),
            (line("a.org", "FALSE", "/b", "FALSE", "0"), "http://a.org/b", true),
            (line("a.org", "FALSE", "/b", "FALSE", "0"), "http://a.org/b/c", true),
            (line("a.org", "FALSE", "/b/", "FALSE", "0"), "http://a.org/b/c", true),
            (line("a.org", "FALSE", "/b", "FALSE", "0"), "http://a.org/bc", false),
            (line("a.org", "FALSE", "/b", "FALSE", "0"), "http://a.org/", false),
            (line("", "FALSE", "/", "FALSE", "0"), "http://a.org/", false),
            (line("a.org", "FALSE", "/", "FALSE", "0") + ";", "http://a.org/", false),
            (line("a.org", "FALSE", "/", "FALSE", "0") + "\tx", "http://a.org/", false),
        ] {
            assert_eq!(sent(&line, url).as_deref(), is_sent.then_some("n=v"), "{line} {url}");
        }
    }

    #[test]
    fn a_set_cookie_needs_a_name_and_takes_the_place_of_its_own_only() {
        let (one, other) = (Address::parse("https://a.org/").unwrap(), Address::parse("http://b.org/").unwrap());
        let mut cookies = Cookies::default();
        for (header, from) in [("a=1", &one), ("ab=2", &one), ("=3", &one), ("a", &one), ("a=4", &other), ("a=5", &one)]
        {
            cookies.take(header, from);
        }
        assert_eq!(cookies.header(&one, 0).as_deref(), Some("ab=2; a=5"));
        assert_eq!(cookies.header(&other, 0).as_deref(), Some("a=4"));
        assert_eq!(cookies.header(&Address::parse("http://a.org/").unwrap(), 0), None, "set over https");
    }
}
