//! The HTML back end: one page with everything inside, from which the article is read back unchanged.
#![allow(clippy::disallowed_methods, reason = "tests read the examples")]

#[path = "support/examples.rs"]
mod examples;
#[path = "support/pictures.rs"]
mod pictures;

use std::path::Path;

use offprint::context::Context;
use offprint::doc::{Author, Date, Document, Meta, Role, Series, walk};
use offprint::source::Source;
use offprint::style::resolve::plain;
use offprint::{back, front};

use examples::EXAMPLES;
use pictures::Pictures;

fn article(name: &str, bytes: Vec<u8>) -> Document {
    let source = Source::new(name, bytes);
    offprint::read(&source, front::detect(&source), &mut Context::new(&Pictures)).unwrap()
}

fn example(name: &str) -> Document {
    article(name, std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)).unwrap())
}

fn emitted(format: &str, document: &Document) -> String {
    let back = back::by_name(format).unwrap();
    let output = back.emit(&document.clone().into(), &plain("normal"), &mut Context::new(&Pictures)).unwrap();
    String::from_utf8(output.bytes).unwrap()
}

/// The article as Markdown, its pictures all under one name, because on a page they are `data:` addresses.
fn markdown(document: &Document) -> String {
    let mut document = document.clone();
    walk::images_mut(&mut document.blocks, &mut |image| {
        image.url = "picture".into();
        image.asset = None;
    });
    emitted("markdown", &document)
}

fn read_back(page: &str) -> Document {
    article("page.html", page.into())
}

#[test]
fn every_example_comes_back_from_its_page_as_it_went_in() {
    for name in EXAMPLES {
        let direct = example(name);
        let (want, got) = (markdown(&direct), markdown(&read_back(&emitted("html", &direct))));
        assert!(want.len() > 400, "{name}");
        assert!(want == got, "{name} comes back as\n{got}\nand went in as\n{want}");
    }
}

#[test]
fn what_is_known_of_an_article_comes_back() {
    let known = article("a.md", b"---\ntitle: Lamps\nlang: de-AT\n---\n\nEs brennt eine Lampe.".to_vec());
    let meta = Meta {
        authors: vec![
            Author { file_as: Some("Stern, A.".into()), ..Author::new("Ada Stern") },
            Author { role: Role::new("trl"), ..Author::new("Jon Sund") },
        ],
        published: Date::parse_iso("2026-03-05"),
        updated: Date::parse_iso("2026-03-06"),
        site: Some("The \"Gazette\"".into()),
        publisher: Some("House & Co.".into()),
        rights: Some("CC BY 4.0".into()),
        description: Some("Eleven <lamps>.".into()),
        subjects: vec!["lamps, old".into(), "harbours".into()],
        series: Some(Series { name: "Nights".into(), position: Some(2.5) }),
        identifier: Some("doi:10.1000/1".into()),
        source: Some("https://example.org/a?b=1&c=2".into()),
        ..known.meta.clone()
    };
    let back = read_back(&emitted("html", &Document { meta: meta.clone(), ..known })).meta;
    assert_eq!(back, meta);
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let page = emitted("html", &example("kitchen-sink.md"));
    let sources: Vec<&str> = page.split(" src=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(sources.len() > 1, "the example shows pictures");
    assert!(sources.iter().all(|source| source.starts_with("data:image/")), "all pictures are inside");
    assert_eq!(page.matches("<link ").count(), page.matches("rel=\"canonical\"").count());
    assert!(page.contains("default-src 'none'") && !page.contains("@import") && !page.contains("url("));
}

#[test]
fn an_article_brings_no_script_and_ends_no_element() {
    let text = "---\ntitle: \"</title><script>alert(1)</script>\"\nauthor: '\"><script>alert(2)</script>'\n---\n\n\
                <script>alert(3)</script> `</article><script>alert(4)</script>` [x](javascript:alert(5))";
    let page = emitted("html", &article("a.md", text.into()));
    assert_eq!(page.matches("<script").count(), 1, "only ours: {page}");
    assert!(!page.contains("href=\"javascript:"));
    assert_eq!(page.matches("</article>").count(), 1);
}

#[test]
fn the_buttons_speak_the_language_of_the_article() {
    let page = emitted("html", &article("a.md", "---\nlang: de\ntitle: Lampen\n---\n\nEine Lampe.".into()));
    for label in ["Kleinere Schrift", "Größere Schrift", "Drucken"] {
        assert!(page.contains(label), "{label}");
    }
    let arabic = emitted("html", &article("a.md", "---\nlang: ar\ntitle: مصابيح\n---\n\nمصباح.".into()));
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"));
}
