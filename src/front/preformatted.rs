//! Pages that are plain text in a `<pre>`: a text file as a browser saves it, an RFC, a message in the archive of a
//! mailing list. The front end for text reads them.

use crate::context::Context;
use crate::diag::Result;
use crate::doc::{Author, Document, Inline, Meta};
use crate::front::html::dom::{Dom, Id, fold};
use crate::front::html::{self, Html};
use crate::front::{FrontEnd, mail, say_decoding, text};
use crate::lang::calendar;
use crate::source::Source;

/// Comments around the message on a page of an archive: those of Pipermail and of MHonArc.
const MESSAGES: &[(&str, &str)] =
    &[("<!--beginarticle-->", "<!--endarticle-->"), ("<!--X-Body-of-Message-->", "<!--X-Body-of-Message-End-->")];

/// The share of a page's words that its text must have.
const SHARE: f32 = 0.75;
/// Fewest words of a text.
const WORDS: usize = 40;

/// The front end for web pages. A page that is plain text has no part to choose, so the front end for text reads it.
pub(crate) struct WebPage;

impl FrontEnd for WebPage {
    fn name(&self) -> &'static str {
        Html.name()
    }

    fn extensions(&self) -> &'static [&'static str] {
        Html.extensions()
    }

    fn about(&self) -> &'static str {
        Html.about()
    }

    fn sniff(&self, source: &Source) -> bool {
        Html.sniff(source)
    }

    fn is_certain(&self, source: &Source) -> bool {
        Html.is_certain(source)
    }

    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document> {
        let page = source.text();
        if cx.reading.keep_all || !has_preformatted(page) {
            return Html.parse(source, cx);
        }
        if let Some((before, inside)) = archived(page) {
            let Some(message) = message(inside) else { return Html.parse(source, cx) };
            say_decoding(source, cx);
            let message = mail::without_signature(message, cx);
            let meta = head(&Dom::document(before));
            return Ok(text::letter(&Source::from_text(source.name(), message), meta, cx));
        }
        let parsed = html::parse(page, cx);
        let Some(text) = plain_text(&parsed.1) else { return Ok(html::read(source, parsed, cx)) };
        say_decoding(source, cx);
        let mut document = text::Text.parse(&Source::from_text(source.name(), text), cx)?;
        complete(&mut document.meta, html::metadata_of(page, &parsed.1, cx));
        Ok(document)
    }
}

/// Adds what the page says and the text does not. A page that names more authors than the head of the text knows them all.
fn complete(meta: &mut Meta, page: Meta) {
    if page.authors.len() > meta.authors.len() {
        meta.authors = page.authors;
    }
    if meta.title.is_empty() {
        meta.title = page.title;
    }
    meta.published = meta.published.or(page.published);
    meta.language = meta.language.take().or(page.language);
    meta.site = meta.site.take().or(page.site);
    meta.source = meta.source.take().or(page.source);
    meta.description = meta.description.take().or(page.description);
}

fn has_preformatted(html: &str) -> bool {
    ["<pre", "<PRE"].iter().any(|sign| memchr::memmem::find(html.as_bytes(), sign.as_bytes()).is_some())
}

/// What stands before a message on a page of an archive, and the message.
fn archived(html: &str) -> Option<(&str, &str)> {
    MESSAGES.iter().find_map(|(open, close)| {
        let (before, rest) = html.split_once(open)?;
        Some((before, rest.split_once(close).map_or(rest, |(message, _)| message)))
    })
}

/// The text of a message on a page of an archive.
fn message(html: &str) -> Option<String> {
    let message = Dom::fragment(html);
    let body = text_of(&message);
    (!body.trim().is_empty() && share(&message) > SHARE).then_some(body)
}

/// The text of a page that is plain text.
fn plain_text(dom: &Dom) -> Option<String> {
    let body = text_of(dom);
    let is_text = is_prose(&body) || head_of(&body).contains("Request for Comments:");
    (is_text && share(dom) > SHARE && !has_own_text(dom)).then_some(body)
}

/// True if a page has headings or paragraphs of its own between its texts: then it is a page with listings.
fn has_own_text(dom: &Dom) -> bool {
    const PARAGRAPH: usize = 8;
    let is_outside = |id: Id| dom.closest(id, "pre").is_none() && !dom.descendants(id).any(|d| dom.tag(d) == "pre");
    dom.descendants_but(Dom::ROOT, |id| is_unread(dom, id)).any(|id| match dom.tag(id) {
        "h2" | "h3" | "h4" => is_outside(id) && dom.has_words(id),
        "p" | "dd" => is_outside(id) && dom.words_of(id).split_whitespace().nth(PARAGRAPH).is_some(),
        _ => false,
    })
}

/// True if a `<pre>` holds what a screen shows, as DocBook marks it, and no text.
fn is_screen(dom: &Dom, id: Id) -> bool {
    dom.has_any_class(id, &["screen", "programlisting", "synopsis"])
}

fn is_unread(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "script" | "style" | "head" | "template" | "noscript")
}

/// The text in every `<pre>` that is not code.
fn text_of(dom: &Dom) -> String {
    let boxes = dom.descendants_but(Dom::ROOT, |id| is_unread(dom, id) || dom.tag(id) == "code");
    let mut out = String::new();
    let mut last: Option<Id> = None;
    for id in boxes.filter(|id| dom.tag(*id) == "pre") {
        if last.is_some_and(|last| dom.within(id, last)) || dom.find(id, "code").is_some() || is_screen(dom, id) {
            continue;
        }
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&dom.text_of(id));
        last = Some(id);
    }
    out
}

/// The first lines of a text.
fn head_of(text: &str) -> &str {
    &text[..text.floor_char_boundary(800)]
}

/// The share of a page's words in its texts.
fn share(dom: &Dom) -> f32 {
    let mut counts = [0usize; 2];
    for id in dom.descendants_but(Dom::ROOT, |id| is_unread(dom, id)) {
        let Some(text) = dom.text(id) else { continue };
        let words = text.split_whitespace().count();
        let is_inside = words > 0 && dom.closest(id, "pre").is_some();
        counts[usize::from(is_inside)] += words;
    }
    counts[1] as f32 / (counts[0] + counts[1]).max(1) as f32
}

/// True if most lines are words, and some end a sentence. Code has fewer words in a line, and other signs.
fn is_prose(text: &str) -> bool {
    let is_word =
        |word: &&str| word.trim_matches(|c: char| ".,;:!?\"'()-“”".contains(c)).chars().all(char::is_alphabetic);
    let filled = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_worded = |line: &&str| {
        line.split_whitespace().filter(is_word).count() >= 5 && !line.ends_with([';', '{', '}', '\\', '=', '|'])
    };
    let (lines, worded) = (filled().count(), filled().filter(is_worded).count());
    let ends = filled().filter(|line| line.ends_with(['.', '!', '?'])).count();
    text.split_whitespace().count() >= WORDS && worded * 2 >= lines && ends >= 2
}

/// Subject, sender and date of a message in an archive: a heading, bold words and slanted ones below it.
fn head(page: &Dom) -> Meta {
    let mut meta = Meta::default();
    let first = |tag: &str| page.find(Dom::ROOT, tag).map(|id| page.words_of(id)).unwrap_or_default();
    let subject = Some(first("h1")).filter(|words| !words.is_empty()).unwrap_or_else(|| first("title"));
    if !subject.is_empty() {
        meta.title = vec![Inline::text(fold(&subject))];
    }
    let heading = page.find(Dom::ROOT, "h1");
    let below = |tag: &str| {
        let is_below = |id: &Id| page.tag(*id) == tag && heading.is_none_or(|heading| !page.within(*id, heading));
        page.descendants(Dom::ROOT).find(is_below).map(|id| page.words_of(id))
    };
    // Without a date below its name, bold words are no sender.
    let date = below("i").or_else(|| below("em")).and_then(|words| calendar::read(&without_time(&words), None));
    if let (Some(date), Some(sender)) = (date, below("b").or_else(|| below("strong"))) {
        meta.published = Some(date);
        meta.authors = vec![Author::new(sender.trim())];
    }
    meta
}

/// A date without the time and the zone in it: `Tue Mar  5 10:12:33 UTC 2024`.
fn without_time(words: &str) -> String {
    let is_zone = |word: &str| (3..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    words.split_whitespace().filter(|word| !word.contains(':') && !is_zone(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::codes;
    use crate::doc;

    fn found(html: &str) -> Option<String> {
        plain_text(&Dom::document(html)).filter(|_| has_preformatted(html))
    }

    const PROSE: &str = "The keeper rowed out at noon and found nobody there,\nand so he turned the boat and went back to the light.\n\nThe salt was measured in May by the keeper, who wrote\ndown the number twice and told nobody of it.\n";

    #[test]
    fn a_page_of_prose_in_a_pre_is_text() {
        let page = |inside: &str| format!("<html><head><title>T</title></head><body>{inside}</body></html>");
        assert!(found(&page(&format!("<pre>{PROSE}</pre>"))).is_some_and(|text| text == PROSE));
        let code = "let a = f(x);\nif a > b {\n    go();\n}\n".repeat(20);
        for no in [
            page(&format!("<pre>{code}</pre>")),
            page(&format!("<pre><code>{PROSE}</code></pre>")),
            page(&format!("<p>{PROSE}</p><pre>{PROSE}</pre>")),
            page(&format!("<p>{PROSE}</p>")),
            page(&format!("<h2>Keys</h2><pre>{PROSE}{PROSE}{PROSE}{PROSE}</pre>")),
            page(&format!(
                "<p>This is an overview of all the keys and what they do.</p><pre>{}</pre>",
                PROSE.repeat(8)
            )),
            page(&format!("<pre class=screen>{PROSE}</pre>")),
        ] {
            assert!(found(&no).is_none(), "{no}");
        }
    }

    #[test]
    fn a_page_names_more_than_its_text() {
        let head = "<link rel=canonical href=https://e.org/salt.txt><meta name=dc.creator content='Jong, Michiel de'><meta name=dc.creator content='Kooman, F.'>";
        let page = format!("<html><head><title>T</title>{head}</head><body><pre>Salt\n\n{PROSE}</pre></body></html>");
        let meta = WebPage.parse(&Source::from_text("a.html", page), &mut Context::default()).unwrap().meta;
        let names: Vec<&str> = meta.authors.iter().map(|author| author.name.as_str()).collect();
        assert_eq!(
            (names, meta.source.as_deref()),
            (vec!["Michiel de Jong", "F. Kooman"], Some("https://e.org/salt.txt"))
        );
        assert_eq!(doc::plain_text(&meta.title), "Salt");
    }

    #[test]
    fn a_guessed_encoding_is_said_of_a_text_in_a_page() {
        let page = |text: &str| format!("<html><body><pre>{text}</pre></body></html>");
        let latin: Vec<u8> = page(PROSE).replace("noon", "caf\u{e9}").chars().map(|c| c as u8).collect();
        let mut cx = Context::default();
        WebPage.parse(&Source::new("a.html", latin), &mut cx).unwrap();
        assert!(cx.diags.iter().any(|said| said.code == codes::ENCODING_GUESSED));
    }

    #[test]
    fn a_message_in_an_archive_has_a_head() {
        let page = "<H1>[a] Late</H1><B>Ada Marsh</B> <A HREF=m>ada at e.org</A><BR><I>Tue Mar  5 10:12:33 UTC 2024</I>\
            <UL><LI>Previous message: <A HREF=a>b</A></UL><!--beginarticle--><PRE>Hi,\n\nLate.\n</PRE><!--endarticle--><UL>";
        let (before, inside) = archived(page).unwrap();
        let meta = head(&Dom::document(before));
        assert_eq!(message(inside).as_deref(), Some("Hi,\n\nLate.\n"));
        assert_eq!(doc::plain_text(&meta.title), "[a] Late");
        assert_eq!(meta.authors[0].name, "Ada Marsh");
        assert!(meta.published.is_some());
    }
}
