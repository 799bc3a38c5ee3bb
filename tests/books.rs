//! EPUB both ways: an article comes out of its book unchanged, and hostile packages cost little and say why.
#![allow(clippy::disallowed_methods, reason = "tests read the examples and write goldens")]

#[path = "support/examples.rs"]
mod examples;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/pictures.rs"]
mod pictures;

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use offprint::back::BackEnd;
use offprint::back::epub::Epub;
use offprint::back::markdown::Markdown;
use offprint::context::Context;
use offprint::diag::Error;
use offprint::doc::walk;
use offprint::doc::*;
use offprint::front;
use offprint::source::Source;
use offprint::style::resolve::plain;

use examples::EXAMPLES;
use pictures::Pictures;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn example(name: &str) -> Document {
    let source = Source::new(name, std::fs::read(root("examples").join(name)).unwrap());
    offprint::read(&source, front::detect(&source), &mut Context::new(&Pictures)).unwrap()
}

fn book(document: &Document) -> Vec<u8> {
    Epub.emit(&document.clone().into(), &plain("normal"), &mut Context::new(&Pictures)).unwrap().bytes
}

fn read(bytes: Vec<u8>) -> (Document, Vec<String>) {
    let mut cx = Context::default();
    let source = Source::new("book.epub", bytes);
    let document = offprint::read(&source, front::by_name("epub").unwrap(), &mut cx).unwrap();
    (document, cx.diags.iter().map(|d| format!("{}: {}", d.code, d.message)).collect())
}

/// The article as Markdown, its pictures all under one name, because in a book they have other names than next to an
/// article.
fn markdown(document: &Document) -> String {
    let mut document = document.clone();
    walk::images_mut(&mut document.blocks, &mut |image| {
        image.url = "picture".into();
        image.asset = None;
    });
    let output = Markdown.emit(&document.into(), &plain("normal"), &mut Context::default()).unwrap();
    String::from_utf8(output.bytes).unwrap()
}

fn entry(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn pack(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("mimetype", options.compression_method(zip::CompressionMethod::Stored)).unwrap();
    zip.write_all(b"application/epub+zip").unwrap();
    for (name, text) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const CONTAINER: (&str, &str) =
    ("META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"o/b.opf\"/></rootfiles></container>");

/// A package with pages `p1` and on; `metadata` goes into its package document.
fn package(metadata: &str, pages: &[&str], more: &[(&str, &str)]) -> Vec<u8> {
    let names: Vec<String> = (1..=pages.len()).map(|n| format!("p{n}")).collect();
    let items: String = names.iter().map(|n| format!("<item id=\"{n}\" href=\"{n}.xhtml\"/>")).collect();
    let spine: String = names.iter().map(|n| format!("<itemref idref=\"{n}\"/>")).collect();
    let opf = format!(
        "<package><metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}{spine}</spine></package>"
    );
    let paths: Vec<String> = names.iter().map(|n| format!("o/{n}.xhtml")).collect();
    let mut files = vec![CONTAINER, ("o/b.opf", opf.as_str())];
    files.extend(paths.iter().map(String::as_str).zip(pages.iter().copied()));
    files.extend(more);
    pack(&files)
}

fn words(document: &Document) -> String {
    dump::dump(document)
}

#[test]
fn every_example_comes_back_from_its_book_as_it_went_in() {
    for name in EXAMPLES {
        let direct = example(name);
        let (back, said) = read(book(&direct));
        let (want, got) = (markdown(&direct), markdown(&back));
        assert!(want.len() > 400, "{name}");
        assert!(want == got, "{name} comes back as\n{got}\nand went in as\n{want}\n{said:?}");
    }
}

#[test]
fn a_book_packed_with_its_folder_is_read() {
    let page = "<html><body><h1>Sails</h1><p>Reef early.</p></body></html>";
    let opf =
        "<package><manifest><item id='a' href='p%201.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>";
    let (document, _) =
        read(pack(&[("epub/META-INF/container.xml", CONTAINER.1), ("epub/o/b.opf", opf), ("epub/o/p 1.xhtml", page)]));
    assert!(words(&document).contains("Reef early."));
}

#[test]
fn pages_outside_the_reading_order_come_only_where_a_page_leads_to_them() {
    let item = |n: usize| format!("<item id='p{n}' href='p{n}.xhtml'/>");
    let opf = format!(
        "<package><metadata><dc:creator>unknown</dc:creator><dc:rights>unknown</dc:rights></metadata><manifest>{}</manifest>\
         <spine><itemref idref='p0'/><itemref idref='p1' linear='no'/><itemref idref='p2' linear='no'/>\
         <itemref idref='p3' linear='no'/></spine></package>",
        (0..4).map(item).collect::<String>()
    );
    let page = |words: &str| format!("<html><body><p>{words}</p></body></html>");
    let pages = [
        page("Reef early, <a href='p1.xhtml#a'>as told</a>."),
        page("Told in <a href='p2.xhtml'>the log</a>."),
        page("Ship's log."),
        page("Frühzeitig reffen."),
    ];
    let names: Vec<String> = (0..4).map(|n| format!("o/p{n}.xhtml")).collect();
    let mut files = vec![CONTAINER, ("o/b.opf", opf.as_str())];
    files.extend(names.iter().map(String::as_str).zip(pages.iter().map(String::as_str)));
    let (document, said) = read(pack(&files));
    let words = words(&document);
    assert!(words.contains("Told in") && words.contains("Ship’s log") && !words.contains("reffen"), "{words}");
    assert!(document.meta.authors.is_empty() && document.meta.rights.is_none());
    assert!(said.iter().any(|line| line.starts_with("epub-unreached: Pages of the book are left out (1)")), "{said:?}");
}

#[test]
fn what_has_no_title_comes_back_without_one() {
    let texts = [
        "## A heading\n\nWords.\n\n### Under it\n\n## Another\n\nMore.\n",
        "---\nauthor: Ada Quill\n---\n\n## A heading\n\nWords.\n\n## Another\n\nMore.\n",
        "---\nstandfirst: What it says.\nauthor: Ada Quill\n---\n\nOnly words.\n",
        "---\nlang: ja\nwriting: vertical\n---\n\n平成31年のこと。\n",
    ];
    for text in texts {
        let source = Source::new("a.md", text.as_bytes().to_vec());
        let direct = offprint::read(&source, front::detect(&source), &mut Context::default()).unwrap();
        let (back, _) = read(book(&direct));
        assert_eq!(markdown(&back), markdown(&direct));
        assert_eq!(markdown(&direct).trim(), text.trim());
    }
}

#[test]
fn what_html_has_no_word_for_comes_back_too() {
    let paragraph = |words: &str| -> Block { BlockKind::Paragraph(vec![Inline::text(words)]).into() };
    let aside = |kind, title: &str| {
        let title = if title.is_empty() { Vec::new() } else { vec![Inline::text(title)] };
        BlockKind::Aside(Aside { kind, title, blocks: vec![paragraph("Inside.")] }).into()
    };
    let quote = |kind, attribution| {
        let attribution: Inlines = if attribution { vec![Inline::text("Sage")] } else { Vec::new() };
        BlockKind::Quote(Quote { kind, blocks: vec![paragraph("Motto.")], attribution }).into()
    };
    let list = |numbering, delimiter| {
        let kind = ListKind::Ordered { start: 3, numbering, delimiter };
        let items = vec![ListItem { number: None, checked: None, blocks: vec![paragraph("Item")] }];
        BlockKind::List(List { kind, tight: true, items }).into()
    };
    let verse = vec![
        vec![Inline::text("One,")],
        vec![Inline::text("two.")],
        vec![],
        vec![Inline::text("Three,")],
        vec![Inline::text("four.")],
    ];
    let blocks = vec![
        quote(QuoteKind::Epigraph, true),
        paragraph("Words."),
        quote(QuoteKind::Pull, false),
        quote(QuoteKind::Block, true),
        aside(AsideKind::Note, ""),
        aside(AsideKind::Tip, "A title of its own"),
        aside(AsideKind::Caution, ""),
        aside(AsideKind::Sidebar, "Told aside"),
        list(Numbering::LowerRoman, Delimiter::Paren),
        paragraph("Words."),
        list(Numbering::Decimal, Delimiter::Parens),
        BlockKind::Verse(verse).into(),
    ];
    let meta = Meta {
        title: vec![Inline::text("On "), Inline::Emph(vec![Inline::text("mottoes")])],
        subtitle: vec![Inline::text("A second line")],
        eyebrow: Some("Letters".into()),
        authors: vec![
            Author::new("Ada Quill"),
            Author { name: "Jo Roe".into(), file_as: Some("Jo of Roe".into()), role: Role::Translator },
        ],
        published: Date::parse_iso("2024-03"),
        updated: Date::ymd(2024, 5, 6),
        site: Some("The Daily".into()),
        publisher: Some("The House".into()),
        source: Some("https://example.org/a".into()),
        series: Some(Series { name: "Series".into(), position: Some(2.0) }),
        identifier: Some("doi:10.1/2".into()),
        description: Some("For catalogues.".into()),
        ..Meta::default()
    };
    let direct = Document { meta, blocks, ..Document::default() };
    let (back, _) = read(book(&direct));
    assert_eq!(words(&direct), words(&back));
}

#[test]
fn the_xhtml_of_every_example_is_as_blessed() {
    for name in EXAMPLES {
        let got = entry(&book(&example(name)), "OEBPS/article.xhtml");
        golden::check(format!("tests/golden/epub/{}.xhtml", name.replace('.', "-")), &got);
    }
}

#[test]
fn cover_and_title_page_repeat_what_is_known() {
    let metadata = "<dc:title>Tides</dc:title><dc:creator>Ada Quill</dc:creator>";
    let pages = [
        "<html><body epub:type=\"cover\"><img src=\"c.png\" alt=\"Cover\"/></body></html>",
        "<html><body><section epub:type=\"titlepage\"><h1>Tides</h1><p>Ada\n Quill</p></section></body></html>",
        "<html><body><h1>Tides</h1><h2>One</h2><p>Words.</p></body></html>",
    ];
    let (document, said) = read(package(metadata, &pages, &[]));
    assert_eq!(document.blocks.len(), 2, "{}", words(&document));
    assert_eq!(said.iter().filter(|s| s.starts_with("epub-repeats")).count(), 2, "{said:?}");
    let told = pages[1].replace("</section>", "<p>For my mother</p></section>");
    let (document, _) = read(package(metadata, &[pages[2], &told], &[]));
    assert!(words(&document).contains("For my mother"), "a title page that says more is kept");
}

#[test]
fn ids_of_two_pages_are_kept_apart() {
    let page = |words: &str, to: &str| {
        format!("<html><body><h2 id=\"a\">{words}</h2><p><a href=\"{to}#a\">go</a></p></body></html>")
    };
    let (document, _) = read(package("", &[&page("One", "p2.xhtml"), &page("Two", "")], &[]));
    let tree = words(&document);
    let ids: Vec<&str> = tree.lines().filter(|l| l.contains("heading") || l.contains("link")).collect();
    assert_eq!(ids.len(), 4, "{tree}");
    assert!(ids[1].contains("#page-1-a") && ids[2].contains("page-1-a") && ids[3].contains("#page-1-a"), "{ids:?}");
}

#[test]
fn packages_that_are_no_books_say_why() {
    let whole = book(&example("poem.md"));
    let no_spine = [CONTAINER, ("o/b.opf", "<package><spine/></package>")];
    let locked =
        ("META-INF/encryption.xml", "<encryption><enc:EncryptionMethod Algorithm=\"urn:secret\"/></encryption>");
    let cases = [
        (b"PK\x03\x04 and noise".to_vec(), "no whole ZIP archive"),
        (whole[..whole.len() / 2].to_vec(), "no whole ZIP archive"),
        (pack(&[("o/a.xhtml", "<p>x</p>")]), "no META-INF/container.xml"),
        (pack(&[CONTAINER]), "package document is missing"),
        (pack(&no_spine), "no pages in its reading order"),
        (package("", &["<p>x</p>"], &[locked]), "copy-protected"),
    ];
    for (bytes, why) in cases {
        let source = Source::new("book.epub", bytes);
        let error = offprint::read(&source, front::by_name("epub").unwrap(), &mut Context::default()).unwrap_err();
        let Error::Unreadable { code, message, .. } = error else { panic!("{why}: {error}") };
        assert!(code == "epub-unreadable" && message.contains(why), "{why}: {message}");
    }
}

#[test]
fn a_page_that_bursts_is_left_out_and_the_others_stay() {
    let bomb = format!("<html><body><p>{}</p></body></html>", "A".repeat(80 << 20));
    let (document, said) = read(package("", &[&bomb, "<html><body><p>Words.</p></body></html>"], &[]));
    assert_eq!(document.blocks.len(), 1, "and the page that the spine names twice comes once");
    assert!(said.iter().any(|s| s.starts_with("epub-page")), "{said:?}");
}

#[test]
fn nothing_outside_the_package_is_read() {
    let page = "<html><body><p>Words <img src=\"../../../../etc/hostname\" alt=\"up\"/> <img src=\"/etc/hostname\" alt=\"root\"/>\
                <img src=\"file:///etc/hostname\" alt=\"file\"/></p></body></html>";
    let (document, _) = read(package("", &[page], &[]));
    assert!(document.assets.iter().next().is_none());
    assert!(["up", "root", "file"].iter().all(|alt| words(&document).contains(alt)));
}
