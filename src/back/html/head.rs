//! The page around the article: its metadata, the policy, the style sheet, the three buttons.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::GENERATOR;
use crate::back::xhtml::xml::{Dialect, Writer, one_line};
use crate::doc::targets;
use crate::doc::{Lang, Meta};
use crate::lang::Labels;
use crate::math::title_text;

/// The script of the buttons.
const SCRIPT: &str = include_str!("page.js");

/// The whole page. `sheet` is CSS of ours, `article` is HTML.
pub(super) fn page(meta: &Meta, lang: &Lang, turned: bool, sheet: &str, article: &str) -> String {
    let mut w = Writer::new(Dialect::Html);
    w.raw("<!DOCTYPE html>\n");
    let mut attributes = vec![("lang", lang.as_str())];
    if lang.is_rtl() {
        attributes.push(("dir", "rtl"));
    }
    if turned {
        attributes.push(("class", "vertical"));
    }
    w.open("html", &attributes);
    w.line();
    head(meta, lang, sheet, &mut w);
    w.open("body", &[("id", "top")]);
    w.line();
    tools(Labels::of(lang), &mut w);
    w.open("main", &[]);
    w.line();
    w.raw(article);
    w.close();
    w.line();
    w.raw(&format!("<script>{SCRIPT}</script>\n"));
    w.close();
    w.line();
    w.close();
    w.line();
    w.finish()
}

fn head(meta: &Meta, lang: &Lang, sheet: &str, w: &mut Writer) {
    w.open("head", &[]);
    w.line();
    w.empty("meta", &[("charset", "utf-8")]);
    w.line();
    named("generator", GENERATOR, &[], w);
    w.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy())]);
    w.line();
    named("viewport", "width=device-width, initial-scale=1", &[], w);
    let title = one_line(&title_text(&meta.title));
    w.leaf("title", &[], if title.is_empty() { Labels::of(lang).untitled } else { &title });
    w.line();
    for author in &meta.authors {
        let filed = author.file_as.as_deref().map(one_line).unwrap_or_default();
        let mut more = Vec::new();
        if !author.is_author() {
            more.push(("data-role", author.role.as_str()));
        }
        if !filed.is_empty() {
            more.push(("data-file-as", filed.as_str()));
        }
        named(if author.is_author() { "author" } else { "dcterms.contributor" }, &author.name, &more, w);
    }
    named("description", meta.description.as_deref().unwrap_or_default(), &[], w);
    let dates = [("dcterms.issued", meta.published), ("dcterms.modified", meta.updated)];
    for (name, date) in dates.into_iter().filter_map(|(name, date)| Some((name, date?))) {
        named(name, &date.to_string(), &[], w);
    }
    let fields = [
        ("dcterms.isPartOf", &meta.site),
        ("dcterms.publisher", &meta.publisher),
        ("dcterms.rights", &meta.rights),
        ("dcterms.identifier", &meta.identifier),
    ];
    for (name, value) in fields.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        named(name, value, &[], w);
    }
    for subject in &meta.subjects {
        named("dcterms.subject", subject, &[], w);
    }
    if let Some(series) = &meta.series {
        let position = series.position.map(|position| position.to_string()).unwrap_or_default();
        let more = if position.is_empty() { vec![] } else { vec![("data-position", position.as_str())] };
        named("dcterms.relation", &series.name, &more, w);
    }
    if meta.language.is_none() {
        named("offprint:assumed", "language", &[], w);
    }
    if let Some(source) = meta.source.as_deref().and_then(targets::outside) {
        w.empty("link", &[("rel", "canonical"), ("href", &source)]);
        w.line();
    }
    // A style sheet ends at the first `</` at any place (HTML, section 13.1.2.6).
    w.raw(&format!("<style>\n{}</style>\n", sheet.replace("</", "<\\/")));
    w.close();
    w.line();
}

/// A `<meta>` with a name, unless its content is empty.
fn named(name: &str, content: &str, more: &[(&str, &str)], w: &mut Writer) {
    let content = one_line(content);
    if content.is_empty() {
        return;
    }
    let mut attributes = vec![("name", name), ("content", content.as_str())];
    attributes.extend(more);
    w.empty("meta", &attributes);
    w.line();
}

/// The policy: nothing is fetched, and no script runs but ours.
fn policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(SCRIPT.as_bytes()));
    format!(
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; base-uri 'none'; \
         form-action 'none'"
    )
}

/// The buttons, which the script shows.
fn tools(labels: &Labels, w: &mut Writer) {
    w.raw("<div class=\"tools\" role=\"group\" hidden>\n");
    for (signs, name) in [("A−", labels.smaller), ("A+", labels.larger)] {
        // The signs are for the eye; a label for the ear alone would not contain them, as WCAG 2.5.3 requires of
        // labels.
        w.open("button", &[("type", "button"), ("title", name)]);
        w.leaf("span", &[("aria-hidden", "true")], signs);
        w.leaf("span", &[("class", "spoken")], name);
        w.close();
        w.line();
    }
    w.leaf("button", &[("type", "button")], labels.print);
    w.line();
    w.raw("</div>\n");
}
