//! E-mail and MHTML: one MIME reader for messages people sent and pages a browser saved.
//!
//! A message's HTML goes through the HTML front end whole, because nobody puts menus around a letter. Its plain text
//! goes through the text front end. A letter of several parts is read in their order, with the pictures between them
//! and the messages it forwards. An MHTML page is a page like any other. Pictures come out of the message itself, by
//! `Content-ID` or `Content-Location`.

mod cut;
mod forwarded;
mod mailbox;
mod newsletter;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{embed, html, text};
use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::{Author, Block, BlockKind, Date, Document, Figure, Heading, Image, Inline, Meta, count, plain_text};
use crate::front::FrontEnd;
use crate::lang::{Labels, Lang};
use crate::source::Source;

/// The front end.
pub(crate) struct Mail;

impl FrontEnd for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }
    fn extensions(&self) -> &'static [&'static str] {
        &["eml", "mbox", "mht", "mhtml"]
    }
    fn about(&self) -> &'static str {
        "e-mail, mailboxes and web pages saved as MHTML, with their pictures"
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
        // The line before a message in a mailbox file.
        let (header, in_mailbox) = match header.split_once('\n') {
            Some((line, rest)) if mailbox::parts(line) => (rest, true),
            _ => (header, false),
        };
        let lower = header.to_ascii_lowercase();
        let has = |name: &str| lower.starts_with(name) || lower.contains(&format!("\n{name}"));
        let is_letter = in_mailbox && has("from:") && (has("date:") || has("subject:"));
        (is_letter || lower.contains("mime-version:") && lower.contains("content-type:"))
            && header.lines().all(|l| is_field(l.trim_end()))
    }

    /// Only messages begin with such a header.
    fn is_certain(&self, source: &Source) -> bool {
        self.sniff(source)
    }

    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document> {
        let whole = cut::closed(source.bytes());
        if matches!(whole, Cow::Owned(_)) {
            let message = "The file is cut off: the line that ends its last part is missing.";
            let hint = "Save the page or message again if its end is not here.";
            cx.say(Diagnostic::warning(codes::MAIL_CUT, message).hint(hint));
        }
        let messages = mailbox::messages(&whole);
        let (first, further) = messages.split_first().map_or((&*whole, &[][..]), |(first, rest)| (*first, rest));
        let Some(message) = MessageParser::default().parse(first) else {
            cx.say(Diagnostic::warning(
                codes::MAIL_UNREADABLE,
                "The message could not be read as one; it is taken as plain text.",
            ));
            return text::Text.parse(source, cx);
        };
        let page = saved_from(&message);
        let mut document = body(&message, page.as_deref(), source.name(), cx);
        if page.is_none() {
            fill(&mut document.meta, &message);
        }
        let pictures = Pictures::collect(&message, page.as_deref());
        embed::pictures(&mut document, cx, |url| pictures.find(url));
        remark_on_attachments(&message, cx);
        if page.is_some() {
            remark_on_frames(&message, cx);
        }
        for message in further.iter().filter_map(|bytes| MessageParser::default().parse(*bytes)) {
            append(&mut document, &message, source.name(), cx);
        }
        Ok(document)
    }
}

/// Puts a further message of a mailbox below the others, under its subject, with its writer and day.
fn append(document: &mut Document, message: &Message, name: &str, cx: &mut Context) {
    let mut other = body(message, None, name, cx);
    fill(&mut other.meta, message);
    let pictures = Pictures::collect(message, None);
    embed::pictures(&mut other, cx, |url| pictures.find(url));
    remark_on_attachments(message, cx);
    if !other.meta.title.is_empty() {
        document
            .blocks
            .push(BlockKind::Heading(Heading { level: 1, content: other.meta.title, ..Heading::default() }).into());
    }
    let mut line: Vec<String> = other.meta.authors.into_iter().map(|author| author.name).collect();
    line.extend(other.meta.published.map(|day| day.to_string()));
    if !line.is_empty() {
        document.blocks.push(BlockKind::Paragraph(vec![Inline::Emph(vec![Inline::text(line.join(", "))])]).into());
    }
    document.blocks.append(&mut other.blocks);
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
    let html_part = message.html_bodies().find(|part| matches!(part.body, PartType::Html(_)));
    match (html_part, page) {
        (Some(html), Some(page)) => html::page_from(&text_of(message, html), Some(page), cx),
        _ => Letter { name, prefix: String::new(), depth: 0 }.read(message, cx),
    }
}

/// A part's text. If its header names no encoding that fits, the encoding is detected as for any file.
fn text_of<'m>(message: &'m Message, part: &'m MessagePart) -> Cow<'m, str> {
    let (PartType::Text(decoded) | PartType::Html(decoded)) = &part.body else { return Cow::Borrowed("") };
    let charset = part.content_type().and_then(|kind| kind.attribute("charset")).unwrap_or("us-ascii");
    if !charset.eq_ignore_ascii_case("us-ascii") || !decoded.contains('\u{fffd}') {
        return Cow::Borrowed(decoded);
    }
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    let text = bytes.map(|bytes| Source::new("part", bytes).text().to_string());
    text.filter(|text| !text.trim().is_empty()).map_or(Cow::Borrowed(&**decoded), Cow::Owned)
}

/// The text of a part with whole paragraphs: in `format=flowed` a space at the end of a line means that the paragraph
/// goes on below, and with `delsp=yes` that space is not part of the text (RFC 3676, section 4).
fn flowed<'t>(part: &MessagePart, text: &'t str) -> Cow<'t, str> {
    let states = |name: &str, value: &str| {
        part.content_type().and_then(|kind| kind.attribute(name)).is_some_and(|v| v.eq_ignore_ascii_case(value))
    };
    if !states("format", "flowed") {
        return Cow::Borrowed(text);
    }
    let delete = states("delsp", "yes");
    let mut out = String::with_capacity(text.len());
    // The depth of the quotation of the open paragraph.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        // Mailboxes put a sign before lines that begin like a message.
        let line = line.strip_prefix('>').filter(|rest| rest.starts_with("From ")).unwrap_or(line);
        let bare = line.trim_start_matches('>');
        let depth = line.len() - bare.len();
        let bare = bare.strip_prefix(' ').unwrap_or(bare);
        if open != Some(depth) {
            if open.is_some() {
                out.push('\n');
            }
            out.push_str(&">".repeat(depth));
            out.push_str(if depth > 0 { " " } else { "" });
        }
        let soft = bare.ends_with(' ') && bare != "-- ";
        out.push_str(if soft && delete { &bare[..bare.len() - 1] } else { bare });
        open = soft.then_some(depth);
        if !soft {
            out.push('\n');
        }
    }
    Cow::Owned(out)
}

/// Deepest nesting of forwarded messages that are read.
const FORWARDED: usize = 4;

/// The choices for reading a letter.
struct Letter<'n> {
    name: &'n str,
    /// The prefix of the numbers of parts in the names of pictures, because each message counts its own parts.
    prefix: String,
    depth: usize,
}

impl Letter<'_> {
    /// Reads the parts of a message in their order, then its attached pictures and messages.
    fn read(&self, message: &Message, cx: &mut Context) -> Document {
        let rich = message.html_bodies().any(|part| matches!(part.body, PartType::Html(_)));
        let mut document = Document::default();
        let header = header(message);
        let mut plain = String::new();
        let mut named = String::new();
        let mut shown = BTreeSet::new();
        for &id in if rich { &message.html_body } else { &message.text_body } {
            let Some(part) = message.part(id) else { continue };
            match &part.body {
                PartType::Text(_) => {
                    plain.push_str(&flowed(part, &text_of(message, part)));
                    plain.push_str("\n\n");
                    continue;
                }
                PartType::Html(_) => {
                    self.end_plain(&mut plain, &header, &mut document, cx);
                    let html = text_of(message, part);
                    named.push_str(&html);
                    let mut letter = html::letter(&html, cx);
                    newsletter::bullet_lists(&mut letter.blocks);
                    if !cx.reading.keep_all {
                        let sender = header.authors.first().map(|author| author.name.as_str());
                        newsletter::without_frame(&mut letter.blocks, sender.unwrap_or(""), cx);
                    }
                    join(&mut document, letter);
                }
                _ if is_picture(part) && shown.insert(id) => {
                    self.end_plain(&mut plain, &header, &mut document, cx);
                    document.blocks.push(self.figure(id, part));
                }
                _ => {}
            }
        }
        self.end_plain(&mut plain, &header, &mut document, cx);
        for &id in &message.attachments {
            let Some(part) = message.part(id) else { continue };
            let called = part.content_id().is_some_and(|name| named.contains(name.trim_matches(['<', '>'])));
            match &part.body {
                PartType::Message(inner) if self.depth < FORWARDED => self.forwarded(id, inner, &mut document, cx),
                _ if is_picture(part) && !called && shown.insert(id) => document.blocks.push(self.figure(id, part)),
                _ => {}
            }
        }
        document
    }

    /// Reads the plain text collected so far. The header has the title and the author, so the text is not searched for
    /// them.
    fn end_plain(&self, plain: &mut String, header: &Meta, document: &mut Document, cx: &mut Context) {
        let text = std::mem::take(plain);
        if text.trim().is_empty() {
            return;
        }
        let text = if cx.reading.keep_all { text } else { without_signature(text, cx) };
        let mut rest = text.as_str();
        let plain = |text: &str, document: &mut Document, cx: &mut Context| {
            if !text.trim().is_empty() {
                join(document, text::letter(&Source::from_text(self.name, text.to_string()), header.clone(), cx));
            }
        };
        for depth in 0..FORWARDED {
            let Some(found) = forwarded::find(rest, &plain_text(&header.title)) else { break };
            plain(found.before, document, cx);
            for line in &found.header {
                let message = format!("A header line of the e-mail was read: “{}”.", clean(line));
                cx.say(Diagnostic::remark(codes::MAIL_HEADER, message));
            }
            let title = found.subject.map(|subject| vec![Inline::text(clean(&subject))]);
            let line = [clean(&found.sender), found.date.to_string()].join(", ");
            self.open_forwarded(depth, title, line, document);
            rest = found.text;
        }
        plain(rest, document, cx);
    }

    /// The heading of a forwarded message, and the line of its author and date.
    fn open_forwarded(&self, depth: usize, title: Option<Vec<Inline>>, line: String, document: &mut Document) {
        let lang = document.meta.language.clone().unwrap_or_else(Lang::english);
        let content = title.unwrap_or_else(|| vec![Inline::text(Labels::of(&lang).message)]);
        let level = (2 + self.depth + depth).min(6) as u8;
        document.blocks.push(BlockKind::Heading(Heading { level, id: None, content }).into());
        if !line.is_empty() {
            document.blocks.push(BlockKind::Paragraph(vec![Inline::text(line)]).into());
        }
    }

    fn figure(&self, id: u32, part: &MessagePart) -> Block {
        let alt = part.attachment_name().map(clean);
        let image = Image { url: format!("{PART}{}{id}", self.prefix), alt, ..Image::default() };
        BlockKind::Figure(Figure { images: vec![image], ..Figure::default() }).into()
    }

    /// A message inside the message: its subject as a heading, its author and date, its text.
    fn forwarded(&self, id: u32, message: &Message, document: &mut Document, cx: &mut Context) {
        let inner = Letter { name: self.name, prefix: format!("{}{id}-", self.prefix), depth: self.depth + 1 };
        let mut read = inner.read(message, cx);
        fill(&mut read.meta, message);
        let title = Some(std::mem::take(&mut read.meta.title)).filter(|title| !title.is_empty());
        let sender = read.meta.authors.first().map(|author| author.name.clone());
        let date = read.meta.published.map(|date| date.to_string());
        let line: Vec<String> = [sender, date].into_iter().flatten().collect();
        self.open_forwarded(0, title, line.join(", "), document);
        document.blocks.append(&mut read.blocks);
    }
}

/// Appends the content of another part; the first part's metadata stays.
fn join(document: &mut Document, mut more: Document) {
    if document.blocks.is_empty() {
        document.meta = more.meta;
    }
    document.blocks.append(&mut more.blocks);
}

fn is_picture(part: &MessagePart) -> bool {
    let binary = matches!(part.body, PartType::Binary(_) | PartType::InlineBinary(_));
    binary && ["png", "jpeg", "jpg", "gif", "webp"].iter().any(|kind| part.is_content_type("image", kind))
}

/// The text without the signature after the last `-- `, ten lines at most (RFC 3676, 4.3).
pub(crate) fn without_signature(text: String, cx: &mut Context) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let from = lines.len().saturating_sub(11);
    let Some(at) = lines[from..].iter().rposition(|line| *line == "-- ").map(|at| at + from) else { return text };
    for line in lines[at + 1..].iter().filter(|line| !line.trim().is_empty()) {
        let message = format!("A line of the signature was left out: “{}”.", clean(line.trim()));
        cx.say(Diagnostic::remark(codes::MAIL_SIGNATURE, message));
    }
    lines[..at].join("\n")
}

/// The metadata in the header of a letter.
fn header(message: &Message) -> Meta {
    let mut meta = Meta::default();
    fill(&mut meta, message);
    meta
}

/// The same, added to known metadata.
fn fill(meta: &mut Meta, message: &Message) {
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
    /// The address of a saved page: relative names start there.
    page: Option<&'m str>,
}

/// The start of the made-up names of parts without a name.
const PART: &str = "part:";

impl<'m> Pictures<'m> {
    fn collect(message: &'m Message, page: Option<&'m str>) -> Self {
        let mut pictures = Pictures { by_name: BTreeMap::new(), page };
        pictures.add(message, "", 0);
        pictures
    }

    fn add(&mut self, message: &'m Message, prefix: &str, depth: usize) {
        for (number, part) in message.parts.iter().enumerate() {
            let bytes: &[u8] = match &part.body {
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes,
                // An SVG is a text part.
                PartType::Text(text) if part.is_content_type("image", "svg+xml") => text.as_bytes(),
                PartType::Message(inner) if depth < FORWARDED => {
                    self.add(inner, &format!("{prefix}{number}-"), depth + 1);
                    continue;
                }
                _ => continue,
            };
            let id = part.content_id().map(|id| format!("cid:{}", id.trim_matches(['<', '>'])));
            let place = part.content_location().map(String::from);
            let own = Some(format!("{PART}{prefix}{number}"));
            for name in [own, id, place, part.attachment_name().map(String::from)].into_iter().flatten() {
                self.by_name.entry(name).or_insert(bytes);
            }
        }
    }

    fn find(&self, url: &str) -> Option<Vec<u8>> {
        let plain = html::unescape(url);
        // The same picture by another scheme, or with another query: a picture in the message wins over the network.
        let bare = |url: &str| {
            url.split(['?', '#'])
                .next()
                .unwrap_or(url)
                .trim_start_matches("http:")
                .trim_start_matches("https:")
                .to_string()
        };
        let twin = || {
            let wanted = bare(url);
            let remote = |name: &&String| name.starts_with("http") && wanted.starts_with("//");
            self.by_name
                .iter()
                .filter(|(name, _)| remote(name))
                .find(|(name, _)| bare(name) == wanted)
                .map(|(_, bytes)| bytes)
        };
        let placed =
            || self.by_name.get(&resolved(self.page?, url)).or_else(|| self.by_name.get(&resolved(self.page?, &plain)));
        let found = self.by_name.get(url).or_else(|| self.by_name.get(&plain)).or_else(placed);
        found.or_else(twin).map(|bytes| bytes.to_vec())
    }
}

/// A relative address from the place of a page; Word's pages are at no web address, but in a folder (`file:`).
fn resolved(page: &str, url: &str) -> String {
    html::join(page, url).unwrap_or_else(|| {
        let folder = page.rfind('/').map_or("", |end| &page[..=end]);
        format!("{folder}{}", url.trim_start_matches("./"))
    })
}

/// Names the pages that were saved with a page and shown in its frames: a frame may be an advertisement, so none is read.
fn remark_on_frames(message: &Message, cx: &mut Context) {
    let is_html = |part: &&MessagePart| matches!(part.body, PartType::Html(_));
    let mut pages = message.parts.iter().filter(is_html);
    let Some(main) = pages.next() else { return };
    let own = text_of(message, main);
    let is_framed = |part: &&MessagePart| {
        part.content_id().is_some_and(|id| own.contains(&format!("cid:{}", id.trim_matches(['<', '>']))))
    };
    for words in pages.filter(is_framed).map(|part| html::plain_words(&text_of(message, part))).take(ATTACHMENTS) {
        if !words.is_empty() {
            let (count, first) = (count::words(&words), words.chars().take(FIRST).collect::<String>());
            let message = format!("A page in a frame was left out ({count} words): “{}”.", first.trim_end());
            cx.say(Diagnostic::remark(codes::EMBED, message).hint("Save that page by itself to read it."));
        }
    }
}

/// This many attachments and frames are named.
const ATTACHMENTS: usize = 8;
/// This many characters of a page in a frame are shown.
const FIRST: usize = 60;

fn remark_on_attachments(message: &Message, cx: &mut Context) {
    let kind = |part: &MessagePart| {
        let kind = part.content_type()?;
        Some(format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("?")))
    };
    let mut names: Vec<String> = message
        .attachments()
        .filter(|part| !is_picture(part) && !matches!(part.body, PartType::Message(_)))
        .filter(|part| part.content_location().is_none())
        .map(|part| part.attachment_name().map(clean).or_else(|| kind(part)).unwrap_or_else(|| "without a name".into()))
        .collect();
    let more = names.len().saturating_sub(ATTACHMENTS);
    names.truncate(ATTACHMENTS);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    if !names.is_empty() {
        cx.say(Diagnostic::remark(
            codes::ATTACHMENT,
            format!("Attachments are not part of the article: {}.", names.join(", ")),
        ));
    }
}
