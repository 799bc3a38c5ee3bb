//! The metadata of the file: document properties, and the same as XMP (ISO 16684-1).
//!
//! ISO 19005-2, 6.6 and ISO 14289-1, 5: the standards the file follows are declared in XMP. The schema that is not
//! among XMP's own (PDF/UA's) is described next to it.

use crate::lang::{Binding, Labels, Lang};
use std::fmt::Write;

use lopdf::{Dictionary, Object};

use super::file::File;
use super::object::{self, dict, named};
use super::text;
use crate::GENERATOR;
use crate::doc::Date;
use crate::layout::frame::Properties;
use crate::xml::escaped;

/// The properties in their final form, the same in both places.
pub(super) struct Facts {
    /// Title; never empty.
    pub title: String,
    /// Authors in order.
    pub authors: Vec<String>,
    subject: Option<String>,
    keywords: Vec<String>,
    language: String,
    date: Option<Date>,
    source: Option<String>,
}

impl Facts {
    /// Metadata from the display list's properties; `date` is the date of the build, if any.
    pub(super) fn new(properties: &Properties, date: Option<Date>) -> Self {
        let clean = |s: &String| text::clean(s).trim().to_owned();
        let some = |s: &Option<String>| s.as_ref().map(clean).filter(|s| !s.is_empty());
        let many = |list: &[String]| list.iter().map(clean).filter(|s| !s.is_empty()).collect::<Vec<_>>();
        let title = clean(&properties.title);
        let untitled = Labels::of(properties.language.as_ref().unwrap_or(&Lang::english())).untitled;
        Facts {
            title: if title.is_empty() { untitled.into() } else { title },
            authors: many(&properties.authors),
            subject: some(&properties.subject),
            keywords: many(&properties.keywords),
            language: properties.language.as_ref().map_or("en", |lang| lang.as_str()).to_owned(),
            date: date.or(properties.date).map(|date| Date::from_epoch(date.epoch())),
            source: some(&properties.source),
        }
    }
}

/// The standard that a print edition declares in the properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Printing {
    /// No printing: PDF/UA-1 and PDF/A-2a.
    No,
    /// PDF/X-1a:2003.
    X1a,
    /// PDF/X-4.
    X4,
}

/// Writes Info, XMP and the catalogue's entries on language and title; returns the Info dictionary.
pub(super) fn write(file: &mut File, facts: &Facts, binding: Binding, printing: Printing) -> Object {
    let packet = xmp(facts, printing);
    let stream = dict([("Type", named("Metadata")), ("Subtype", named("XML"))]);
    let metadata = file.stream(stream, packet.into_bytes());
    file.catalogue("Metadata", metadata);
    file.catalogue("Lang", object::text(&facts.language));
    // ISO 14289-1, 7.1: the title and not the file's name in the title bar.
    let mut preferences = dict([("DisplayDocTitle", Object::Boolean(true))]);
    // ISO 32000-1, 12.2: the first of two facing pages is at the right.
    if binding == Binding::Right {
        preferences.set("Direction", named("R2L"));
    }
    file.catalogue("ViewerPreferences", Object::Dictionary(preferences));
    let info = info(facts, printing);
    file.add(Object::Dictionary(info))
}

fn info(facts: &Facts, printing: Printing) -> Dictionary {
    let mut info = dict([("Title", object::text(&facts.title))]);
    if !facts.authors.is_empty() {
        info.set("Author", object::text(&facts.authors.join("; ")));
    }
    if let Some(subject) = &facts.subject {
        info.set("Subject", object::text(subject));
    }
    if !facts.keywords.is_empty() {
        info.set("Keywords", object::text(&facts.keywords.join(", ")));
    }
    info.set("Creator", object::text(GENERATOR));
    info.set("Producer", object::text(GENERATOR));
    if let Some(date) = facts.date(printing) {
        info.set("CreationDate", object::text(&pdf_date(date)));
        info.set("ModDate", object::text(&pdf_date(date)));
    }
    match printing {
        Printing::No => {}
        Printing::X1a => {
            // ISO 15930-4, 6.13: the edition of 2003 has no GTS_PDFXConformance.
            info.set("GTS_PDFXVersion", object::text("PDF/X-1a:2003"));
            info.set("Trapped", named("False"));
        }
        Printing::X4 => info.set("Trapped", named("False")),
    }
    info
}

impl Facts {
    /// PDF/X always requires dates (ISO 15930-4, 6.13): without one the first second of 1970 is used.
    fn date(&self, printing: Printing) -> Option<Date> {
        self.date.or_else(|| (printing != Printing::No).then(|| Date::from_epoch(0)))
    }
}

/// `D:20240531080000Z` (7.9.4), of a date in UTC.
fn pdf_date(date: Date) -> String {
    let s = date.time.map_or(0, |time| time.seconds);
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    let year = date.year.clamp(0, 9999);
    format!("D:{year:04}{month:02}{day:02}{:02}{:02}{:02}Z", s / 3600, s / 60 % 60, s % 60)
}

/// `2024-05-31T08:00:00Z`.
fn xmp_date(date: Date) -> String {
    Date { year: date.year.clamp(0, 9999), ..Date::from_epoch(date.epoch()) }.to_string()
}

/// The packet. Whitespace at its end would allow editing in place, which nobody should do to a signed-off file.
fn xmp(facts: &Facts, printing: Printing) -> String {
    let mut x = String::with_capacity(4096);
    x.push_str("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    x.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n");
    x.push_str("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    x.push_str("<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ");
    x.push_str("xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" ");
    x.push_str("xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" ");
    x.push_str("xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" ");
    x.push_str("xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n");
    // PDF/X-1a needs PDF 1.4 and may leave its profile to the registry: it is accessible, but not for archives.
    if printing != Printing::X1a {
        element(&mut x, "pdfaid:part", "2");
        element(&mut x, "pdfaid:conformance", "A");
    }
    element(&mut x, "pdfuaid:part", "1");
    if printing == Printing::X4 {
        element(&mut x, "pdfxid:GTS_PDFXVersion", "PDF/X-4");
    }
    element(&mut x, "dc:format", "application/pdf");
    alternatives(&mut x, "dc:title", &facts.title);
    list(&mut x, "dc:creator", "Seq", &facts.authors);
    if let Some(subject) = &facts.subject {
        alternatives(&mut x, "dc:description", subject);
    }
    list(&mut x, "dc:subject", "Bag", &facts.keywords);
    list(&mut x, "dc:language", "Bag", std::slice::from_ref(&facts.language));
    if let Some(source) = &facts.source {
        element(&mut x, "dc:source", source);
    }
    if !facts.keywords.is_empty() {
        element(&mut x, "pdf:Keywords", &facts.keywords.join(", "));
    }
    element(&mut x, "pdf:Producer", GENERATOR);
    element(&mut x, "xmp:CreatorTool", GENERATOR);
    if let Some(date) = facts.date(printing) {
        for name in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
            element(&mut x, name, &xmp_date(date));
        }
    }
    if printing != Printing::No {
        element(&mut x, "pdf:Trapped", "False");
        let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, facts.identity().as_bytes());
        element(&mut x, "xmpMM:DocumentID", &format!("uuid:{id}"));
        element(&mut x, "xmpMM:VersionID", "1");
        element(&mut x, "xmpMM:RenditionClass", "default");
    }
    x.push_str("</rdf:Description>\n");
    x.push_str(SCHEMAS);
    schema(
        &mut x,
        "PDF/UA identification schema",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        &[("part", "Integer", "internal", "Part of ISO 14289 to which the file conforms")],
    );
    if printing == Printing::X4 {
        schema(
            &mut x,
            "PDF/X identification schema",
            "http://www.npes.org/pdfx/ns/id/",
            "pdfxid",
            &[("GTS_PDFXVersion", "Text", "internal", "Version of PDF/X to which the file conforms")],
        );
    }
    if printing != Printing::No {
        schema(
            &mut x,
            "Adobe PDF schema",
            "http://ns.adobe.com/pdf/1.3/",
            "pdf",
            &[("Trapped", "Text", "internal", "Whether the file was trapped")],
        );
    }
    x.push_str("</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
    x.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    x
}

impl Facts {
    /// The text that identifies this document, for its identifier.
    fn identity(&self) -> String {
        let date = self.date.map(|date| date.to_string()).unwrap_or_default();
        [&self.title, &self.authors.join(";"), &date, self.source.as_deref().unwrap_or("")].map(String::from).join("\n")
    }
}

/// ISO 19005-2, 6.6.2.3: schemas that are not predefined are described in the file. This opens their list.
const SCHEMAS: &str = concat!(
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" ",
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" ",
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n",
    "<pdfaExtension:schemas><rdf:Bag>\n",
);

/// Describes a schema: its properties' names, types, categories and meanings.
fn schema(x: &mut String, title: &str, uri: &str, prefix: &str, properties: &[(&str, &str, &str, &str)]) {
    x.push_str("<rdf:li rdf:parseType=\"Resource\">\n");
    element(x, "pdfaSchema:schema", title);
    element(x, "pdfaSchema:namespaceURI", uri);
    element(x, "pdfaSchema:prefix", prefix);
    x.push_str("<pdfaSchema:property><rdf:Seq>\n");
    for (name, kind, category, meaning) in properties {
        x.push_str("<rdf:li rdf:parseType=\"Resource\">\n");
        element(x, "pdfaProperty:name", name);
        element(x, "pdfaProperty:valueType", kind);
        element(x, "pdfaProperty:category", category);
        element(x, "pdfaProperty:description", meaning);
        x.push_str("</rdf:li>\n");
    }
    x.push_str("</rdf:Seq></pdfaSchema:property>\n</rdf:li>\n");
}

fn element(x: &mut String, name: &str, value: &str) {
    let _ = writeln!(x, "<{name}>{}</{name}>", escaped(value));
}

fn alternatives(x: &mut String, name: &str, value: &str) {
    let value = escaped(value);
    let _ = writeln!(x, "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li></rdf:Alt></{name}>");
}

fn list(x: &mut String, name: &str, kind: &str, values: &[String]) {
    if values.is_empty() {
        return;
    }
    let _ = write!(x, "<{name}><rdf:{kind}>");
    for value in values {
        let _ = write!(x, "<rdf:li>{}</rdf:li>", escaped(value));
    }
    let _ = writeln!(x, "</rdf:{kind}></{name}>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Lang;

    #[test]
    fn both_places_say_the_same() {
        let properties = Properties {
            title: "Fish &\u{8} <Chips>".into(),
            authors: vec!["A. One".into(), "B. Two".into()],
            language: Lang::new("en-GB"),
            date: Date::ymd(2024, 5, 31),
            ..Properties::default()
        };
        let facts = Facts::new(&properties, None);
        let packet = xmp(&facts, Printing::No);
        assert!(packet.contains("Fish &amp; &lt;Chips&gt;"));
        assert!(packet.contains("<xmp:CreateDate>2024-05-31T00:00:00Z</xmp:CreateDate>"));
        let info = info(&facts, Printing::No);
        assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20240531000000Z");
        assert_eq!(info.get(b"Author").unwrap().as_str().unwrap(), b"A. One; B. Two");
    }
}
