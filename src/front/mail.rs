//! E-mail and MHTML: one MIME reader for messages people sent and pages a browser saved.
//!
//! A message's HTML goes through the HTML front end whole, since nobody puts menus around a letter; its plain text
//! through the text front end. An MHTML page is a page like any other. Pictures come out of the message itself, by
//! `Content-ID` or `Content-Location`.

use std::collections::BTreeMap;

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

use super::{embed, html, text};
use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::{Author, Date, Document, Inline};
use crate::front::FrontEnd;
use crate::source::Source;

/// The front end.
pub struct Mail;

impl FrontEnd for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }
    fn extensions(&self) -> &'static [&'static str] {
        &["eml", "mht", "mhtml"]
    }
    fn about(&self) -> &'static str {
        "e-mail messages and web pages saved as MHTML, with the pictures in them"
    }
    fn sniff(&self, source: &Source) -> bool {
        let bytes = source.bytes();
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(8192)]).into_owned();
        let header = head.split("\r\n\r\n").next().unwrap_or("").split("\n\n").next().unwrap_or("");
        let is_field = |line: &str| {
            line.starts_with([' ', '\t'])
                || line
                    .split_once(':')
                    .is_some_and(|(n, _)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        };
        let lower = header.to_ascii_lowercase();
        lower.contains("mime-version:")
            && lower.contains("content-type:")
            && header.lines().all(|l| is_field(l.trim_end()))
    }
    fn parse(&self, source: &Source, cx: &mut Context) -> Document {
        let Some(message) = MessageParser::default().parse(source.bytes()) else {
            cx.say(Diagnostic::warning(
                "mail-unreadable",
                "The message could not be read as one; it is taken as plain text.",
            ));
            return text::Text.parse(source, cx);
        };
        let page = saved_from(&message);
        let mut document = body(&message, page.as_deref(), source.name(), cx);
        if page.is_none() {
            fill(&mut document, &message);
        }
        let pictures = Pictures::collect(&message);
        embed::pictures(&mut document, cx, |url| pictures.find(url));
        remark_on_attachments(&message, cx);
        document
    }
}

/// The address of a page that a browser saved; `None` for a letter.
fn saved_from(message: &Message) -> Option<String> {
    let stated = message.header_raw("Snapshot-Content-Location").map(|v| v.trim().to_string());
    let located = || message.html_part(0).and_then(|p| p.content_location()).map(String::from);
    let letter = message.from().is_some_and(|from| address_of(from).is_some());
    stated.or_else(|| if letter { None } else { located() })
}

fn address_of(address: &Address) -> Option<String> {
    address.first().and_then(|a| a.address.as_deref()).filter(|a| a.contains('@')).map(String::from)
}

fn body(message: &Message, page: Option<&str>, name: &str, cx: &mut Context) -> Document {
    let html_part = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html),
        _ => None,
    });
    match (html_part, page) {
        (Some(html), Some(page)) => html::page_from(html, Some(page), cx),
        (Some(html), None) => html::letter(html, cx),
        (None, _) => {
            let words: Vec<String> =
                (0..message.text_body_count()).filter_map(|i| message.body_text(i)).map(|t| t.into_owned()).collect();
            text::Text.parse(&Source::from_text(name, words.join("\n\n")), cx)
        }
    }
}

/// What the header says of a letter.
fn fill(document: &mut Document, message: &Message) {
    let meta = &mut document.meta;
    if let Some(subject) = message.subject().map(str::trim).filter(|s| !s.is_empty()) {
        meta.title = vec![Inline::text(clean(subject))];
    }
    let sender = message.from().and_then(|from| from.first()).and_then(|a| a.name.as_deref().or(a.address.as_deref()));
    if let Some(sender) = sender {
        meta.authors = vec![Author::new(clean(sender))];
    }
    if let Some(date) = message.date() {
        meta.published = Date::ymd(i32::from(date.year), date.month, date.day);
    }
}

fn clean(text: &str) -> String {
    html::dom::fold(&text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>())
}

/// The parts of a message that may be pictures, by every name they have.
struct Pictures<'m> {
    by_name: BTreeMap<String, &'m [u8]>,
}

impl<'m> Pictures<'m> {
    fn collect(message: &'m Message) -> Self {
        let mut by_name = BTreeMap::new();
        for part in &message.parts {
            let bytes: &[u8] = match &part.body {
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes,
                // An SVG is a text part.
                PartType::Text(text) if part.is_content_type("image", "svg+xml") => text.as_bytes(),
                _ => continue,
            };
            let id = part.content_id().map(|id| format!("cid:{}", id.trim_matches(['<', '>'])));
            let place = part.content_location().map(String::from);
            for name in [id, place, part.attachment_name().map(String::from)].into_iter().flatten() {
                by_name.entry(name).or_insert(bytes);
            }
        }
        Pictures { by_name }
    }

    fn find(&self, url: &str) -> Option<Vec<u8>> {
        let plain = html::unescape(url);
        self.by_name.get(url).or_else(|| self.by_name.get(&plain)).map(|b| b.to_vec())
    }
}

/// Attachments that the article does not show are named once.
fn remark_on_attachments(message: &Message, cx: &mut Context) {
    let names: Vec<&str> = message
        .attachments()
        .filter(|part| {
            !part.is_content_type("image", "png")
                && !part.is_content_type("image", "jpeg")
                && !part.is_content_type("image", "gif")
        })
        .filter(|part| part.content_location().is_none())
        .filter_map(|part| part.attachment_name())
        .take(8)
        .collect();
    if !names.is_empty() {
        let shown: Vec<String> = names.iter().map(|n| clean(n)).collect();
        cx.say(Diagnostic::remark(
            "attachment",
            format!("Attachments are not part of the article: {}.", shown.join(", ")),
        ));
    }
}
