//! The package document: metadata, manifest and spine (EPUB 3.3, section 5; OPF 2.0.1 for EPUB 2).

use super::access;
use super::book::{Book, Resource};
use crate::back::xhtml::xml::{Dialect, Writer, one_line};
use crate::doc::{Author, Date};
use crate::lang::Binding;

/// Choices for the package document in addition to the book.
pub(super) struct Options<'a> {
    /// The version of EPUB.
    pub dialect: Dialect,
    /// The certifier of conformance to WCAG, if any.
    pub certifier: Option<&'a str>,
}

/// The package document.
pub(super) fn package(book: &Book, options: &Options) -> String {
    // The writer's Epub3 dialect changes no names; OPF has no names that XHTML 1.1 would change.
    let mut w = Writer::new(Dialect::Epub3);
    let epub3 = options.dialect == Dialect::Epub3;
    w.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let language = book.info.languages.first().map_or("en", |l| l.as_str());
    let mut attributes = vec![
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", if epub3 { "3.0" } else { "2.0" }),
        ("unique-identifier", "uid"),
    ];
    if epub3 {
        attributes.push(("xml:lang", language));
        if book.rtl {
            attributes.push(("dir", "rtl"));
        }
    }
    w.open("package", &attributes);
    w.line();
    metadata(book, options, &mut w);
    manifest(book, epub3, &mut w);
    spine(book, epub3, &mut w);
    guide(book, epub3, &mut w);
    w.close();
    w.line();
    w.finish()
}

/// Writes the metadata, a line each.
struct Lines<'w> {
    w: &'w mut Writer,
    epub3: bool,
}

impl Lines<'_> {
    fn dc(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        let text = one_line(text);
        if !text.is_empty() {
            self.w.leaf(name, attributes, &text);
            self.w.line();
        }
    }

    /// A `<meta property>` of EPUB 3; not written in EPUB 2.
    fn property(&mut self, property: &str, refines: Option<&str>, scheme: Option<&str>, text: &str) {
        let text = one_line(text);
        if !self.epub3 || text.is_empty() {
            return;
        }
        let refines = refines.map(|id| format!("#{id}"));
        let mut attributes = Vec::new();
        if let Some(refines) = &refines {
            attributes.push(("refines", refines.as_str()));
        }
        attributes.push(("property", property));
        if let Some(scheme) = scheme {
            attributes.push(("scheme", scheme));
        }
        self.w.leaf("meta", &attributes, &text);
        self.w.line();
    }

    /// A `<meta name>`, which both versions know.
    fn named(&mut self, name: &str, content: &str) {
        let content = one_line(content);
        self.w.empty("meta", &[("name", name), ("content", &content)]);
        self.w.line();
    }
}

fn metadata(book: &Book, options: &Options, w: &mut Writer) {
    let epub3 = options.dialect == Dialect::Epub3;
    let info = &book.info;
    let mut attributes = vec![("xmlns:dc", "http://purl.org/dc/elements/1.1/")];
    if !epub3 {
        attributes.push(("xmlns:opf", "http://www.idpf.org/2007/opf"));
    }
    w.open("metadata", &attributes);
    w.line();
    let mut lines = Lines { w, epub3 };
    lines.dc("dc:identifier", &[("id", "uid")], &info.identifier);
    for identifier in &info.identifiers {
        lines.dc("dc:identifier", &[], identifier);
    }
    titles(book, &mut lines);
    for language in &info.languages {
        lines.dc("dc:language", &[], language.as_str());
    }
    for (number, creator) in info.creators.iter().enumerate() {
        person(creator, number + 1, &mut lines);
    }
    lines.dc("dc:publisher", &[], info.publisher.as_deref().unwrap_or(""));
    if let Some(date) = info.published {
        lines.dc("dc:date", &[], &date.to_string());
    }
    lines.dc("dc:description", &[], info.description.as_deref().unwrap_or(""));
    for subject in &info.subjects {
        lines.dc("dc:subject", &[], subject);
    }
    // Without an address the book's identifier is also the source, because catalogues and page lists need one.
    let own = std::slice::from_ref(&info.identifier);
    let sources = if info.sources.is_empty() { own } else { &info.sources[..] };
    for source in sources {
        lines.dc("dc:source", &[], source);
    }
    for rights in &info.rights {
        lines.dc("dc:rights", &[], rights);
    }
    series(book, &mut lines);
    lines.property("dcterms:modified", None, None, &modified(info.modified));
    if book.vertical {
        // Kindle asks for it here and not in the style sheet.
        lines.named("primary-writing-mode", "vertical-rl");
    }
    accessibility(book, options, &mut lines);
    for (name, content) in &info.own {
        lines.named(name, content);
    }
    lines.named("cover", "cover-image");
    // The command line recognises its own files by this, and overwrites no others unasked.
    lines.named("generator", crate::GENERATOR);
    w.close();
    w.line();
}

fn titles(book: &Book, lines: &mut Lines) {
    let info = &book.info;
    match &info.subtitle {
        Some(subtitle) if lines.epub3 => {
            lines.dc("dc:title", &[("id", "title")], &info.title);
            lines.property("title-type", Some("title"), None, "main");
            lines.dc("dc:title", &[("id", "subtitle")], subtitle);
            lines.property("title-type", Some("subtitle"), None, "subtitle");
        }
        Some(subtitle) => lines.dc("dc:title", &[], &format!("{}: {subtitle}", info.title)),
        None => lines.dc("dc:title", &[], &info.title),
    }
}

fn person(author: &Author, number: usize, lines: &mut Lines) {
    let file_as = author.filed();
    let role = author.role.code();
    let name = if author.role.is_creator() { "dc:creator" } else { "dc:contributor" };
    if !lines.epub3 {
        let file_as = one_line(&file_as);
        return lines.dc(name, &[("opf:role", role), ("opf:file-as", &file_as)], &author.name);
    }
    let id = format!("person-{number}");
    lines.dc(name, &[("id", &id)], &author.name);
    lines.property("role", Some(&id), Some("marc:relators"), role);
    lines.property("file-as", Some(&id), None, &file_as);
}

/// The series in both forms: EPUB 3's collection, and the metadata by which users of calibre sort.
fn series(book: &Book, lines: &mut Lines) {
    let Some(series) = &book.info.series else { return };
    if lines.epub3 {
        lines.dc("meta", &[("property", "belongs-to-collection"), ("id", "series")], &series.name);
        lines.property("collection-type", Some("series"), None, "series");
    }
    let position = series.position.filter(|p| p.is_finite()).map(|p| p.to_string());
    if let Some(position) = &position {
        lines.property("group-position", Some("series"), None, position);
    }
    lines.named("calibre:series", &series.name);
    if let Some(position) = &position {
        lines.named("calibre:series_index", position);
    }
}

fn accessibility(book: &Book, options: &Options, lines: &mut Lines) {
    let claims = access::claims(&book.facts, !book.pages.is_empty(), options.certifier.is_some());
    let groups = [
        ("schema:accessMode", &claims.modes),
        ("schema:accessModeSufficient", &claims.sufficient),
        ("schema:accessibilityFeature", &claims.features),
        ("schema:accessibilityHazard", &claims.hazards),
    ];
    for (property, values) in groups {
        for value in values {
            lines.property(property, None, None, value);
        }
    }
    if lines.epub3 {
        let attributes = [("property", "schema:accessibilitySummary"), ("xml:lang", "en")];
        lines.dc("meta", &attributes, &claims.summary);
    }
    if !book.pages.is_empty() {
        lines.property("pageBreakSource", None, None, &format!("{}-pdf", book.info.identifier));
    }
    if let Some(certifier) = options.certifier.filter(|_| claims.conforms && lines.epub3) {
        let text = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA";
        lines.dc("meta", &[("property", "dcterms:conformsTo"), ("id", "conformance")], text);
        lines.property("a11y:certifiedBy", Some("conformance"), None, certifier);
    }
}

/// `dcterms:modified` needs full seconds; without any date the book is as old as the calendar of zip files.
fn modified(date: Option<Date>) -> String {
    Date::from_epoch(date.map_or(315_532_800, Date::epoch)).to_string()
}

fn manifest(book: &Book, epub3: bool, w: &mut Writer) {
    w.open("manifest", &[]);
    w.line();
    let mut item = |id: &str, href: &str, mime: &str, properties: &str| {
        let mut attributes = vec![("id", id), ("href", href), ("media-type", mime)];
        if epub3 && !properties.is_empty() {
            attributes.push(("properties", properties));
        }
        w.empty("item", &attributes);
        w.line();
    };
    if epub3 {
        item("nav", "nav.xhtml", "application/xhtml+xml", "nav");
    }
    item("ncx", "toc.ncx", "application/x-dtbncx+xml", "");
    for file in &book.spine {
        let properties: Vec<&str> =
            [(file.mathml, "mathml"), (file.svg, "svg")].into_iter().filter(|(is, _)| *is).map(|(_, p)| p).collect();
        item(&item_id(&file.name), &file.name, "application/xhtml+xml", &properties.join(" "));
    }
    for Resource { name, mime, cover } in &book.resources {
        if *cover {
            item("cover-image", name, mime, "cover-image");
        } else {
            item(&item_id(name), name, mime, "");
        }
    }
    w.close();
    w.line();
}

fn item_id(name: &str) -> String {
    format!("f-{}", crate::back::xhtml::links::safe_id(name))
}

fn spine(book: &Book, epub3: bool, w: &mut Writer) {
    let mut attributes = vec![("toc", "ncx")];
    if epub3 {
        attributes.push(("page-progression-direction", if book.binding == Binding::Right { "rtl" } else { "ltr" }));
    }
    w.open("spine", &attributes);
    w.line();
    for file in &book.spine {
        w.empty("itemref", &[("idref", &item_id(&file.name))]);
        w.line();
    }
    if epub3 {
        w.empty("itemref", &[("idref", "nav")]);
        w.line();
    }
    w.close();
    w.line();
}

/// EPUB 2's landmarks.
fn guide(book: &Book, epub3: bool, w: &mut Writer) {
    if epub3 {
        return;
    }
    w.open("guide", &[]);
    w.empty("reference", &[("type", "cover"), ("title", "Cover"), ("href", "cover.xhtml")]);
    w.empty("reference", &[("type", "text"), ("title", "Text"), ("href", &book.body)]);
    w.close();
    w.line();
}
