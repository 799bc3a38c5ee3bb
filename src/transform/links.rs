//! Takes the danger out of links: a link that would run a program or show a file is unwrapped, and its words stay.
//!
//! A link of an article may lead to the web, to a mail address, to a telephone, to another file by a relative path or
//! to an id. All other links are refused: scripts (`javascript:`), documents in themselves (`data:`), files of the
//! reader's machine (`file:`), and addresses that start one of its programs (`ms-msdt:`, `search-ms:`).

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Document, Inline, Inlines, normalize_inlines};

/// Schemes of addresses that are only shown or called.
const ALLOWED: &[&str] = &["http", "https", "mailto", "tel", "ftp"];

/// Unwraps dangerous links.
pub(crate) fn links(document: &mut Document, cx: &mut Context) {
    let mut links = Links { unwrapped: Vec::new() };
    walk::rewrite_document(&mut links, document);
    for scheme in links.unwrapped {
        let message = format!("A link to a {scheme}: address was removed; its words stay.");
        cx.say(Diagnostic::remark(codes::LINK_UNSAFE, message));
    }
    let unsafe_source = document.meta.source.as_deref().and_then(forbidden_scheme).is_some();
    if unsafe_source {
        document.meta.source = None;
    }
}

struct Links {
    unwrapped: Vec<String>,
}

impl Rewrite for Links {
    fn inlines(&mut self, inlines: &mut Inlines) {
        let dangerous = |inline: &Inline| matches!(inline, Inline::Link(l) if forbidden_scheme(&l.url).is_some());
        if inlines.iter().any(dangerous) {
            let mut out = Inlines::with_capacity(inlines.len());
            for inline in inlines.drain(..) {
                match inline {
                    Inline::Link(link) => match forbidden_scheme(&link.url) {
                        Some(scheme) => {
                            self.unwrapped.push(scheme);
                            out.extend(link.content);
                        }
                        None => out.push(Inline::Link(link)),
                    },
                    other => out.push(other),
                }
            }
            *inlines = out;
            normalize_inlines(inlines);
        }
        walk::rewrite_inlines(self, inlines);
    }

    fn inline(&mut self, inline: &mut Inline) {
        if let Inline::Link(link) = inline
            && link.url.chars().any(|c| c.is_control())
        {
            link.url.retain(|c| !c.is_control());
        }
        walk::rewrite_inline_children(self, inline);
    }
}

/// The scheme of an address that is not allowed, if it has one. Browsers ignore white space and control characters in
/// schemes, so this does too.
pub(crate) fn forbidden_scheme(url: &str) -> Option<String> {
    let shown = url.chars().filter(|c| !c.is_whitespace() && !c.is_control());
    let scheme: String =
        shown.clone().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')).collect();
    // RFC 3986, 3.1: a letter first, and a colon after; otherwise it is a relative address.
    let stated = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && shown.clone().nth(scheme.len()) == Some(':');
    let scheme = scheme.to_ascii_lowercase();
    (stated && !ALLOWED.contains(&scheme.as_str())).then(|| scheme.chars().take(30).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{BlockKind, Link};

    #[test]
    fn scripts_are_unwrapped_however_they_are_written() {
        for url in [
            "javascript:alert(1)",
            " JavaScript:x",
            "java\nscript:x",
            "\u{1}data:text/html,x",
            "file:///etc/passwd",
            "ms-msdt:/id",
            "search-ms:query=x",
            "smb://host/share",
            "blob:https://example.org/1",
            "C:\\autoexec.bat",
            "intent://x#Intent;end",
        ] {
            assert!(forbidden_scheme(url).is_some(), "{url:?}");
        }
        for url in [
            "https://example.org/javascript:x",
            "HTTP://example.org",
            "data",
            "#data:",
            "?a:b",
            "mailto:a@b.c",
            "tel:+44 20 7946 0000",
            "ftp://example.org/a",
            "notes/file.md",
            "notes/12:30.md",
            "//example.org/a",
            "",
        ] {
            assert_eq!(forbidden_scheme(url), None, "{url:?}");
        }
    }

    #[test]
    fn addresses_lose_their_control_characters_wherever_they_are() {
        let link =
            Link { url: "https://e.org/\n\u{1}a".into(), content: vec![Inline::text("here")], ..Link::default() };
        let content = vec![Inline::Emph(vec![Inline::Link(link)])];
        let mut document = Document { blocks: vec![BlockKind::Paragraph(content).into()], ..Document::default() };
        links(&mut document, &mut Context::default());
        let clean = Link { url: "https://e.org/a".into(), content: vec![Inline::text("here")], ..Link::default() };
        assert_eq!(document.blocks[0].kind, BlockKind::Paragraph(vec![Inline::Emph(vec![Inline::Link(clean)])]));
    }

    #[test]
    fn the_words_of_an_unsafe_link_stay() {
        let link = Link { url: "javascript:x".into(), content: vec![Inline::text("here")], ..Link::default() };
        let content = vec![Inline::text("Click "), Inline::Link(link), Inline::text("!")];
        let mut document = Document { blocks: vec![BlockKind::Paragraph(content).into()], ..Document::default() };
        let mut cx = Context::default();
        links(&mut document, &mut cx);
        assert_eq!(document.blocks[0].kind, BlockKind::Paragraph(vec![Inline::text("Click here!")]));
        assert_eq!(cx.diags.count("link-unsafe"), 1);
    }
}
