//! A page as the server sent it: its text by the encoding that the server states, and the front end that reads it.

use offprint::front::{self, FrontEnd};
use offprint::source::Source;

use super::super::display;
use super::super::fault::Fault;
use super::Fetched;
use super::address::Address;
use super::client::{Failure, Kind};

/// A page as a source of the library.
pub struct Page {
    pub source: Source,
    /// The front end for the server's type, if it states one.
    pub front: Option<&'static dyn FrontEnd>,
    /// The address after all redirects.
    pub address: Address,
}

/// Types that a front end reads by its name. Plain text is not among them, because servers also send Markdown and much
/// more under that type.
const TYPES: &[(&str, &str)] = &[
    ("text/html", "html"),
    ("application/xhtml+xml", "html"),
    ("text/markdown", "markdown"),
    ("application/epub+zip", "epub"),
    ("message/rfc822", "mail"),
    ("multipart/related", "mail"),
];

impl Page {
    /// A fetched file, as a page.
    pub fn new(fetched: Fetched) -> Self {
        let Fetched { address, kind, body } = fetched;
        let kind = kind.unwrap_or_default();
        let mut parts = kind.split(';');
        let name = parts.next().unwrap_or("").trim().to_ascii_lowercase();
        let charset = parts.find_map(|part| {
            let (key, value) = part.split_once('=')?;
            key.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        });
        let front = TYPES.iter().find(|(known, _)| *known == name).and_then(|(_, front)| front::by_name(front));
        Page { source: source(address.as_str(), body, charset.as_deref()), front, address }
    }
}

/// The source. The encoding is that of the byte order mark, then the server's, then the page's own; the server's is
/// ignored if the bytes are invalid in it.
fn source(name: &str, body: Vec<u8>, charset: Option<&str>) -> Source {
    let stated = charset.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    let Some(encoding) = stated.filter(|_| encoding_rs::Encoding::for_bom(&body).is_none()) else {
        return Source::new(name, body);
    };
    match encoding.decode_without_bom_handling_and_without_replacement(&body) {
        Some(text) => Source::from_text(name, text.into_owned()),
        None => Source::new(name, body),
    }
}

/// The reason that a page is not there, with the next step.
pub fn fault(address: &Address, failure: &Failure) -> Fault {
    let fault = Fault::new(format!("{} could not be fetched: {}.", display::text(address.as_str()), failure.words));
    let hint = match failure.kind {
        Kind::Host => "Look for a typing mistake, and whether this machine is connected.",
        Kind::Private => "Add --allow-host HOST if you trust it.",
        Kind::Forbidden => {
            "If it opens in your browser, give its cookies with --cookies FILE, or save the page there and convert the file."
        }
        Kind::Gone => "Look for a typing mistake; the Internet Archive may have a copy.",
        Kind::Large => "Raise the limit with --limit page-bytes=N if it is meant to be.",
        Kind::Certificate => "If you trust an authority of your own, name its certificates in SSL_CERT_FILE.",
        Kind::Redirects => "Open it in a browser, and name the address where you end.",
        Kind::Passing => "Try again later, or save the page in a browser and convert the file.",
        Kind::Offline => "Delete the folder of the snapshot to fetch everything anew.",
    };
    fault.hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(kind: &str, body: &[u8]) -> String {
        let address = Address::parse("https://example.org/a").unwrap();
        Page::new(Fetched { address, kind: Some(kind.into()), body: body.to_vec() }).source.text().to_owned()
    }

    #[test]
    fn the_servers_encoding_comes_before_the_pages_own() {
        assert_eq!(text("text/html; charset=windows-1251", b"\xcf\xf0\xe8"), "При");
        assert_eq!(
            text("text/html; Charset=\"utf-8\"", "<meta charset=koi8-r>При".as_bytes()),
            "<meta charset=koi8-r>При"
        );
        assert_eq!(
            text("text/html;charset=utf-8", b"<meta charset=windows-1251>\xcf\xf0\xe8"),
            "<meta charset=windows-1251>При"
        );
        assert_eq!(text("text/html; charset=iso-8859-1", b"\xef\xbb\xbf\xc3\xa9"), "é", "a byte order mark wins");
        assert_eq!(text("text/html; charset=none", "é".as_bytes()), "é");
    }
}
