//! One request: its permitted targets, its time limit, its size limit, and the message if it fails.
//!
//! Redirects are followed here and not by the crate, because each step is a decision: the policy is asked again,
//! cookies and the referrer are chosen again.

use std::io::Read as _;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ureq::http::header::{ACCEPT, COOKIE, LOCATION, REFERER, RETRY_AFTER, SET_COOKIE};
use ureq::http::{self, HeaderMap, HeaderName, HeaderValue};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Timeout};

use super::super::clock;
use super::address::Address;
use super::cookies::Cookies;
use super::policy::{IsPrivate, PublicOnly};
use super::turns::{IN_ALL, Turns};

/// The time limit until a connection is made.
const CONNECT: Duration = Duration::from_secs(10);
/// The time limit for a page or a picture, without the time for redirects.
const WHOLE: Duration = Duration::from_secs(30);
/// The most redirects that are followed.
const REDIRECTS: usize = 5;
/// The pause before the second try, if the server states none.
const PAUSE: Duration = Duration::from_secs(1);
/// If a server asks for a longer pause, the request fails.
const LONGEST_PAUSE: u64 = 20;

/// A request.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    pub address: &'a Address,
    /// The page that names the address; `None` for an address that a person named.
    pub page: Option<&'a Address>,
    /// An address that a person named. Its server may be anywhere, and so may addresses on the same server that its
    /// pages name.
    pub trusted: Option<&'a Address>,
    /// The header `Accept`.
    pub accept: &'static str,
    /// Most bytes.
    pub limit: u64,
}

/// The answer of a server.
#[derive(Clone)]
pub struct Answer {
    /// The address after all redirects.
    pub address: Address,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// True if cookies went with the request or came back: then the answer is private.
    pub personal: bool,
}

/// The reason for a missing answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{words}")]
pub struct Failure {
    pub kind: Kind,
    pub words: String,
}

/// The kind of a failure, by the remedy for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// There is no host of that name.
    Host,
    /// The host is in a private network.
    Private,
    /// The server refuses access.
    Forbidden,
    /// The server has no such page.
    Gone,
    /// More bytes than the limit.
    Large,
    /// The certificate is not trusted.
    Certificate,
    /// It redirects too often, or to nowhere.
    Redirects,
    /// It may succeed another time.
    Passing,
    /// The network may not be used, and the snapshot does not have the answer.
    Offline,
}

impl Failure {
    pub fn new(kind: Kind, words: impl Into<String>) -> Self {
        Failure { kind, words: words.into() }
    }
}

/// Sends requests. Its connections are kept for the run.
pub struct Client {
    /// For addresses that a person named.
    anywhere: Agent,
    /// For addresses that a page named.
    public: Agent,
    turns: Turns,
    cookies: Cookies,
}

impl Client {
    /// A client that connects to hosts with private addresses only if a person or `allowed` named them.
    ///
    /// # Errors
    /// If `authorities` holds no certificates.
    pub fn new(cookies: Cookies, allowed: &[String], authorities: Option<&[u8]>) -> Result<Self, Failure> {
        let roots = match authorities {
            None => RootCerts::WebPki,
            Some(pem) => {
                let found: Vec<_> = parse_pem(pem)
                    .filter_map(|item| if let Ok(PemItem::Certificate(one)) = item { Some(one) } else { None })
                    .collect();
                if found.is_empty() {
                    let words = "the file that SSL_CERT_FILE names holds no certificates";
                    return Err(Failure::new(Kind::Certificate, words));
                }
                RootCerts::new_with_certs(&found)
            }
        };
        let config = Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .user_agent(concat!("offprint/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_idle_connections(2 * IN_ALL)
            .proxy(None)
            .build();
        let public = PublicOnly { allowed: allowed.to_vec() };
        Ok(Client {
            anywhere: Agent::with_parts(config.clone(), DefaultConnector::default(), DefaultResolver::default()),
            public: Agent::with_parts(config, DefaultConnector::default(), public),
            turns: Turns::default(),
            cookies,
        })
    }

    /// True if cookies of the file go with a request to that address.
    pub fn has_cookies_for(&self, address: &Address) -> bool {
        self.cookies.header(address, clock::seconds()).is_some()
    }

    /// Requests an address, and follows redirects. `conditions` are headers that ask if a kept answer is still valid.
    pub fn get(&self, ask: &Ask, conditions: &HeaderMap) -> Result<Answer, Failure> {
        let mut cookies = self.cookies.clone();
        let (mut at, mut personal) = (ask.address.clone(), false);
        for step in 0..=REDIRECTS {
            let conditions = if step == 0 { conditions } else { &HeaderMap::new() };
            let (mut answer, led_on) = self.twice(ask, &at, &cookies, conditions)?;
            for set in answer.headers.get_all(SET_COOKIE) {
                cookies.take(&String::from_utf8_lossy(set.as_bytes()), &at);
                personal = true;
            }
            personal |= answer.personal;
            match led_on {
                None => {
                    answer.personal = personal;
                    return Ok(answer);
                }
                Some(next) => at = next,
            }
        }
        Err(Failure::new(Kind::Redirects, format!("it leads on more than {REDIRECTS} times")))
    }

    /// One step, tried a second time if that may help.
    fn twice(
        &self,
        ask: &Ask,
        at: &Address,
        cookies: &Cookies,
        conditions: &HeaderMap,
    ) -> Result<(Answer, Option<Address>), Failure> {
        let pause = match self.once(ask, at, cookies, conditions) {
            Ok(Step::There(answer)) => return Ok((answer, None)),
            Ok(Step::LeadsOn(answer, next)) => return Ok((answer, Some(next))),
            Ok(Step::Later(failure, None)) => return Err(failure),
            Ok(Step::Later(_, Some(pause))) => pause,
            Err(failure) if failure.kind == Kind::Passing && !failure.words.contains(SLOW) => PAUSE,
            Err(failure) => return Err(failure),
        };
        std::thread::sleep(pause);
        match self.once(ask, at, cookies, conditions)? {
            Step::There(answer) => Ok((answer, None)),
            Step::LeadsOn(answer, next) => Ok((answer, Some(next))),
            Step::Later(failure, _) => Err(failure),
        }
    }

    fn once(&self, ask: &Ask, at: &Address, cookies: &Cookies, conditions: &HeaderMap) -> Result<Step, Failure> {
        let _turn = self.turns.take(at.host());
        let trusted = ask.trusted.is_some_and(|trusted| trusted.shares_server(at));
        let agent = if trusted { &self.anywhere } else { &self.public };
        let mut request = agent.get(at.as_str()).header(ACCEPT, ask.accept);
        if let Some(referer) = ask.page.and_then(|page| referer(page, at)) {
            request = request.header(REFERER, referer);
        }
        let cookies = cookies.header(at, clock::seconds());
        let personal = cookies.is_some();
        if let Some(cookies) = cookies {
            request = request.header(COOKIE, cookies);
        }
        for (name, value) in conditions {
            request = request.header(name, value);
        }
        let (parts, body) = request.call().map_err(|error| failed(&error))?.into_parts();
        let status = parts.status.as_u16();
        let mut answer = Answer { address: at.clone(), status, headers: parts.headers, body: Vec::new(), personal };
        if matches!(status, 301 | 302 | 303 | 307 | 308) {
            let to = answer.headers.get(LOCATION).map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned());
            let words = "it leads on to what is no address of the web";
            let next = to.and_then(|to| at.join(&to)).ok_or_else(|| Failure::new(Kind::Redirects, words))?;
            return Ok(Step::LeadsOn(answer, next));
        }
        if !(200..300).contains(&status) && status != 304 {
            return refused(status, &answer.headers);
        }
        let too_large = || Failure::new(Kind::Large, format!("it is larger than the limit of {} bytes", ask.limit));
        if body.content_length().is_some_and(|length| length > ask.limit) {
            return Err(too_large());
        }
        let mut reader = body.into_reader().take(ask.limit.saturating_add(1));
        reader.read_to_end(&mut answer.body).map_err(|error| cut_off(&error))?;
        if answer.body.len() as u64 > ask.limit {
            return Err(too_large());
        }
        Ok(Step::There(answer))
    }
}

/// The result of one step of a request.
enum Step {
    There(Answer),
    LeadsOn(Answer, Address),
    /// A refusal for now; after the pause, if a second try makes sense.
    Later(Failure, Option<Duration>),
}

/// The referrer for a request: the page's own site learns the page, as from a browser; another site learns nothing.
fn referer(page: &Address, to: &Address) -> Option<String> {
    if !page.shares_site(to) || page.is_secure() && !to.is_secure() {
        return None;
    }
    Some(if page.origin() == to.origin() { page.as_str().to_owned() } else { format!("{}/", page.origin()) })
}

/// The meaning of a status of HTTP: the kind of failure, and the words for it.
const STATUSES: &[(u16, Kind, &str)] = &[
    (401, Kind::Forbidden, "the server asks for a password (401)"),
    (402, Kind::Forbidden, "the server asks to be paid (402)"),
    (403, Kind::Forbidden, "the server refuses it (403)"),
    (404, Kind::Gone, "the server does not have it (404)"),
    (408, Kind::Passing, "the server did not wait for the request (408)"),
    (410, Kind::Gone, "the server has it no longer (410)"),
    (429, Kind::Passing, "the server was asked too often (429)"),
    (451, Kind::Forbidden, "the server may not show it for legal reasons (451)"),
    (500, Kind::Passing, "the server failed (500)"),
    (502, Kind::Passing, "the server behind it failed (502)"),
    (503, Kind::Passing, "the server is busy (503)"),
    (504, Kind::Passing, "the server behind it was too slow (504)"),
];

/// A refusal by its status. A temporary refusal is tried again after the pause that the server asks for.
fn refused(status: u16, headers: &HeaderMap) -> Result<Step, Failure> {
    let row = STATUSES.iter().find(|(number, ..)| *number == status);
    let failure = match row {
        Some((_, kind, words)) => Failure::new(*kind, *words),
        None => Failure::new(Kind::Gone, format!("the server answered {status}")),
    };
    if failure.kind != Kind::Passing {
        return Err(failure);
    }
    let asked = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let pause = match asked.map(|value| value.trim().parse::<u64>()) {
        None => Some(PAUSE),
        Some(Ok(seconds)) if seconds <= LONGEST_PAUSE => Some(Duration::from_secs(seconds)),
        // Longer, or a date.
        Some(_) => None,
    };
    Ok(Step::Later(failure, pause))
}

/// Words of a failure after which a second try would only cost the same time again.
const SLOW: &str = "seconds";

fn failed(error: &ureq::Error) -> Failure {
    use std::io::ErrorKind;
    match error {
        ureq::Error::HostNotFound => Failure::new(Kind::Host, "there is no host of that name"),
        ureq::Error::Other(other) if other.is::<IsPrivate>() => Failure::new(Kind::Private, IsPrivate.to_string()),
        ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => {
            Failure::new(Kind::Passing, format!("no connection stood after {} {SLOW}", CONNECT.as_secs()))
        }
        ureq::Error::Timeout(_) => {
            Failure::new(Kind::Passing, format!("it was not there after {} {SLOW}", WHOLE.as_secs()))
        }
        ureq::Error::Rustls(error) => Failure::new(Kind::Certificate, certificate(&error.to_string())),
        ureq::Error::Tls(why) => Failure::new(Kind::Certificate, certificate(why)),
        ureq::Error::Io(error) if error.to_string().contains("lookup address information") => {
            Failure::new(Kind::Host, "there is no host of that name")
        }
        ureq::Error::Io(error) if error.kind() == ErrorKind::InvalidData => {
            Failure::new(Kind::Certificate, certificate(&error.to_string()))
        }
        ureq::Error::Io(error) => match error.kind() {
            ErrorKind::ConnectionRefused => Failure::new(Kind::Passing, "the host refuses the connection"),
            ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
                Failure::new(Kind::Passing, "the network does not reach its host")
            }
            _ => cut_off(error),
        },
        _ => Failure::new(Kind::Passing, "the server did not answer as the web does"),
    }
}

/// A reason that TLS gives, in words.
fn certificate(why: &str) -> String {
    let reason = [
        ("UnknownIssuer", "nobody known has signed its certificate"),
        ("Expired", "its certificate has expired"),
        ("NotValidForName", "its certificate is for another host"),
        ("not valid for name", "its certificate is for another host"),
    ];
    match reason.iter().find(|(sign, _)| why.contains(sign)) {
        Some((_, words)) => (*words).to_owned(),
        None => "no safe connection could be made".to_owned(),
    }
}

/// An answer that ended too early or is not encoded as stated.
fn cut_off(error: &std::io::Error) -> Failure {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
        Some(inner @ ureq::Error::Timeout(_)) => failed(inner),
        _ => Failure::new(Kind::Passing, "the answer broke off"),
    }
}

/// A header by its name, as text.
pub fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).map(HeaderValue::as_bytes).and_then(|bytes| std::str::from_utf8(bytes).ok())
}

/// The request in the form that the rules of caching use.
pub fn request(ask: &Ask) -> http::Request<()> {
    let mut request = http::Request::new(());
    *request.uri_mut() = ask.address.as_str().parse().unwrap_or_default();
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static(ask.accept));
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    #[test]
    fn only_the_pages_own_site_learns_the_page() {
        for (page, to, told) in [
            ("https://a.org/b?c", "https://a.org/d", Some("https://a.org/b?c")),
            ("https://a.org/b", "https://img.a.org/d", Some("https://a.org/")),
            ("https://a.org/b", "http://a.org/d", None),
            ("http://a.org/b", "https://a.org/d", Some("http://a.org/")),
            ("http://a.org/b", "http://a.org/d", Some("http://a.org/b")),
            ("https://a.org/b", "https://c.org/d", None),
        ] {
            assert_eq!(referer(&address(page), &address(to)).as_deref(), told, "{page} {to}");
        }
    }

    #[test]
    fn a_refusal_for_now_is_tried_again_after_its_pause() {
        let answer = |status: u16, after: Option<&str>| {
            let mut headers = HeaderMap::new();
            after.into_iter().for_each(|after| drop(headers.insert(RETRY_AFTER, after.parse().unwrap())));
            match refused(status, &headers) {
                Err(failure) => format!("{:?}", failure.kind),
                Ok(Step::Later(failure, pause)) => {
                    format!("{:?} {:?}", failure.kind, pause.map(|pause| pause.as_secs()))
                }
                Ok(_) => "there".into(),
            }
        };
        for (status, after, wanted) in [
            (503, None, "Passing Some(1)"),
            (503, Some("0"), "Passing Some(0)"),
            (429, Some(" 20 "), "Passing Some(20)"),
            (429, Some("21"), "Passing None"),
            (429, Some("Fri, 03 May 2024 00:00:00 GMT"), "Passing None"),
            (404, Some("1"), "Gone"),
            (403, None, "Forbidden"),
            (418, None, "Gone"),
        ] {
            assert_eq!(answer(status, after), wanted, "{status} {after:?}");
        }
    }

    #[test]
    fn reasons_of_the_network_are_told_in_words() {
        use std::io::{Error as Broken, ErrorKind};
        let io = |kind| ureq::Error::Io(Broken::from(kind));
        for (error, kind, words) in [
            (ureq::Error::HostNotFound, Kind::Host, "no host of that name"),
            (ureq::Error::Other(Box::new(IsPrivate)), Kind::Private, "private network"),
            (ureq::Error::Timeout(Timeout::Connect), Kind::Passing, "after 10 seconds"),
            (ureq::Error::Timeout(Timeout::Resolve), Kind::Passing, "after 10 seconds"),
            (ureq::Error::Timeout(Timeout::Global), Kind::Passing, "after 30 seconds"),
            (ureq::Error::Tls("x Expired y"), Kind::Certificate, "has expired"),
            (ureq::Error::Tls("UnknownIssuer"), Kind::Certificate, "nobody known"),
            (ureq::Error::Tls("NotValidForName"), Kind::Certificate, "another host"),
            (ureq::Error::Tls("other"), Kind::Certificate, "no safe connection"),
            (ureq::Error::Io(Broken::other("failed to lookup address information: x")), Kind::Host, "no host"),
            (io(ErrorKind::InvalidData), Kind::Certificate, "no safe connection"),
            (io(ErrorKind::ConnectionRefused), Kind::Passing, "refuses the connection"),
            (io(ErrorKind::NetworkUnreachable), Kind::Passing, "does not reach"),
            (io(ErrorKind::HostUnreachable), Kind::Passing, "does not reach"),
            (io(ErrorKind::ConnectionReset), Kind::Passing, "broke off"),
            (ureq::Error::TooManyRedirects, Kind::Passing, "as the web does"),
        ] {
            let failure = failed(&error);
            assert!(failure.kind == kind && failure.words.contains(words), "{error:?}: {failure:?}");
        }
        let late = Broken::other(ureq::Error::Timeout(Timeout::Global));
        assert!(cut_off(&late).words.contains("after 30 seconds"), "a time limit met while reading");
    }
}
