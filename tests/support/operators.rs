//! A PDF as a printer sees it: the boxes of each page, and the operators of its content (ISO 32000-1, annex A), as text.

use std::fmt::Write as _;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

/// A page's boxes, and the entries of pictures and drawings that are worth a look.
const BOXES: &[&[u8]] = &[b"MediaBox", b"BleedBox", b"TrimBox", b"CropBox", b"Rotate"];
const ENTRIES: &[&[u8]] = &[
    b"Subtype", b"Width", b"Height", b"BitsPerComponent", b"ColorSpace", b"Filter", b"BBox", b"Matrix", b"SMask",
    b"Decode",
];

/// The whole file.
pub fn describe(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).expect("a PDF");
    let mut out = format!("version {}\n", document.version);
    let catalogue = document.catalog().expect("a catalogue");
    for key in [&b"OutputIntents"[..], b"PageLayout", b"PageMode", b"ViewerPreferences"] {
        if let Ok(value) = catalogue.get(key) {
            let _ = writeln!(out, "{} {}", String::from_utf8_lossy(key), shown(value, &document, 3));
        }
    }
    for (number, id) in document.get_pages() {
        let page = document.get_dictionary(id).expect("a page");
        let _ = writeln!(out, "page {number}");
        for key in BOXES.iter().filter(|key| page.has(key)) {
            let _ = writeln!(out, " {} {}", String::from_utf8_lossy(key), shown(page.get(key).unwrap(), &document, 2));
        }
        let content = document.get_page_content(id);
        operators(&content, " ", &mut out);
        drawings(page, &document, &mut out);
    }
    out
}

fn operators(content: &[u8], indent: &str, out: &mut String) {
    for operation in Content::decode(content).expect("operators").operations {
        let operands: Vec<String> = operation.operands.iter().map(operand).collect();
        let _ = writeln!(out, "{indent}{} {}", operands.join(" "), operation.operator);
    }
}

/// The pictures and drawings that a page names, and the operators of the drawings.
fn drawings(page: &Dictionary, document: &Document, out: &mut String) {
    let dict =
        |object: &Object| document.dereference(object).ok().and_then(|(_, object)| object.as_dict().ok().cloned());
    let Some(resources) = page.get(b"Resources").ok().and_then(dict) else { return };
    let Some(all) = resources.get(b"XObject").ok().and_then(dict) else { return };
    for (name, object) in all.iter() {
        let Ok((_, Object::Stream(stream))) = document.dereference(object) else { continue };
        let _ = write!(out, " {}", String::from_utf8_lossy(name));
        for key in ENTRIES.iter().filter(|key| stream.dict.has(key)) {
            let value = shown(stream.dict.get(key).unwrap(), document, 1);
            let _ = write!(out, " {}={value}", String::from_utf8_lossy(key));
        }
        out.push('\n');
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form") {
            operators(&stream.get_plain_content().expect("content"), "   ", out);
        }
    }
}

/// A number to a hundredth.
fn rounded(number: f32) -> String {
    format!("{}", (f64::from(number) * 100.0).round() / 100.0 + 0.0)
}

fn operand(object: &Object) -> String {
    match object {
        Object::Integer(number) => number.to_string(),
        Object::Real(number) => rounded(*number),
        Object::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
        Object::String(bytes, _) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        Object::Array(list) => format!("[{}]", list.iter().map(operand).collect::<Vec<_>>().join(" ")),
        Object::Dictionary(dict) => {
            let entries =
                dict.iter().map(|(key, value)| format!("{} {}", String::from_utf8_lossy(key), operand(value)));
            format!("<{}>", entries.collect::<Vec<_>>().join(" "))
        }
        other => format!("{other:?}"),
    }
}

/// An object with those that it refers to, to a depth.
fn shown(object: &Object, document: &Document, depth: usize) -> String {
    let Ok((_, object)) = document.dereference(object) else { return "nothing".into() };
    match object {
        Object::Stream(_) => "stream".into(),
        Object::Array(_) | Object::Dictionary(_) if depth == 0 => "...".into(),
        Object::Array(list) => {
            format!("[{}]", list.iter().map(|one| shown(one, document, depth - 1)).collect::<Vec<_>>().join(" "))
        }
        Object::Dictionary(dict) => {
            let entries = dict
                .iter()
                .map(|(key, value)| format!("{} {}", String::from_utf8_lossy(key), shown(value, document, depth - 1)));
            format!("<{}>", entries.collect::<Vec<_>>().join(" "))
        }
        Object::String(bytes, _) => String::from_utf8_lossy(bytes).into_owned(),
        other => operand(other),
    }
}
