//! Two articles in many looks, as goldens in `tests/golden/looks`: what stands where on their pages, the operators of print
//! editions, and the texts of the other back ends.
//!
//! `all.md` has one of each thing that an article may hold; `prose.md` is long enough for pagination to choose. A look is a
//! row of a table: a style, a size, and what the look is there to show.
#![allow(clippy::disallowed_methods, reason = "tests read goldens")]

#[path = "support/epub.rs"]
mod epub;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/operators.rs"]
mod operators;
#[path = "support/pdf.rs"]
mod pdf;
#[path = "support/pictures.rs"]
mod pictures;

use std::path::Path;

use offprint::back;
use offprint::context::Context;
use offprint::diag::Diagnostics;
use offprint::doc::{Inline, Meta, Part, Publication};
use offprint::layout::fonts::Fonts;
use offprint::source::Source;
use offprint::style::resolve::{Choices, resolve};
use offprint::style::{Families, Style, device, load, print, standard::Standard};

use pictures::Pictures;

const FOLDER: &str = "tests/golden/looks";

/// Articles as an edition, by the name under which tables ask for it.
const EDITION: &str = "edition";

fn article(name: &str, cx: &mut Context) -> offprint::doc::Document {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join(name)).unwrap();
    let source = Source::new(name, bytes);
    offprint::read(&source, offprint::front::detect(&source), cx).unwrap()
}

fn publication(name: &str, cx: &mut Context) -> Publication {
    if name != EDITION {
        return article(name, cx).into();
    }
    let title = |words: &str| vec![Inline::text(words)];
    let part =
        |words: &str, name: &str, cx: &mut Context| Part { title: title(words), articles: vec![article(name, cx)] };
    let parts = vec![part("Walks", "short.md", cx), part("Letters", "right-to-left.md", cx)];
    let meta = Meta { title: title("The Wave"), ..Meta::default() };
    Publication { edition: Some(meta), parts, ..Publication::default() }
}

/// A style with some lines of YAML more, at a size. Words after `print:` are those of `--print`, after `paper:` its paper,
/// after `standard:` its guideline, after `wrap:` the width of Markdown; the size stands first.
fn style(name: &str, yaml: &str, choices: &str) -> Style {
    let raw = match yaml {
        "" => load::named(name).unwrap(),
        yaml => load::load("test.yaml", &format!("name: test\nextends: {name}\n{yaml}"), &|_| None).unwrap(),
    };
    let after = |key: &str| choices.split_whitespace().find_map(|word| word.strip_prefix(key)).map(str::to_owned);
    let words = after("print:").map(|words| words.split('+').map(str::to_owned).collect::<Vec<_>>());
    let print = words.map(|words| print::parse(&words).unwrap());
    let standard = after("standard:").map(|name| Standard::named(&name).unwrap());
    let size = choices.split_whitespace().next().filter(|word| !word.contains(':')).map(str::to_owned);
    let wrap = after("wrap:").map(|width| width.parse().unwrap());
    let choices = Choices { size, paper: after("paper:"), standard, print, ..Choices::default() };
    let fonts = Fonts::with_families(Families::default());
    let mut style = resolve(&raw, &choices, &fonts, &mut Diagnostics::default()).unwrap();
    style.markdown.wrap = wrap;
    style
}

/// The output of a look, with its remarks.
fn made(name: &str, back: &str, style: &Style) -> (back::Output, String) {
    let mut cx = Context::new(&Pictures);
    let publication = publication(name, &mut cx);
    let output = back::by_name(back).unwrap().emit(&publication, style, &mut cx).unwrap();
    let said: String = cx.diags.iter().map(|said| format!("{} {}\n", said.code, said.message)).collect();
    (output, said)
}

/// The golden's name, the article, the style, lines of YAML, and the choices.
type Look = (&'static str, &'static str, &'static str, &'static str, &'static str);

const LOOKS: &[Look] = &[
    ("all-normal", "all.md", "article", "", "normal"),
    ("all-newspaper", "all.md", "newspaper", "code_line_numbers: true\nnotes: foot", "small"),
    ("all-large", "all.md", "article", "contents_from_words: 0\nnotes: end", "large"),
    ("all-huge", "all.md", "large-print", "", "huge"),
    ("all-small-paper", "all.md", "manuscript", "", "small paper:a6"),
    ("all-night", "all.md", "night", "sizes: { x-large: { tables: { wide: split } } }\nsource_link: qr", "x-large"),
    (
        "prose-book",
        "prose.md",
        "book",
        "contents_from_words: 0\nopening: { front: full }\npage: { columns: 1 }",
        "normal",
    ),
    ("prose-columns", "prose.md", "newspaper", "page: { columns: 3 }", "small"),
    ("prose-dyslexia", "prose.md", "dyslexia", "source_link: text", "normal paper:a5"),
    ("prose-standard", "prose.md", "article", "", "standard:rnib-clear"),
    ("edition", EDITION, "book", "", "small paper:a5"),
    ("right-to-left", "right-to-left.md", "article", "contents_from_words: 0", "normal paper:a5"),
    ("lines-narrow", "lines.md", "article", "", "normal paper:60x200mm"),
    ("lines-ragged", "lines.md", "article", "", "large paper:a5"),
    ("sections", "sections.md", "article", "", "normal paper:a5"),
    ("sections-large", "sections.md", "article", "", "large"),
    ("formulas", "formulas.md", "article", "", "normal paper:a6"),
    ("formulas-large", "formulas.md", "article", "", "x-large paper:a6"),
    ("tables", "tables.html", "article", "", "normal"),
    ("tables-narrow", "tables.html", "book", "sizes: { normal: { tables: { wide: split } } }", "normal paper:a6"),
    ("tables-large", "tables.html", "large-print", "", "huge paper:a5"),
    ("gallery", "gallery.html", "article", "", "normal paper:a5"),
    ("gallery-columns", "gallery.html", "newspaper", "page: { columns: 2 }", "small"),
    ("gallery-large", "gallery.html", "large-print", "", "huge"),
];

fn all_as_blessed(differences: impl Iterator<Item = Result<(), String>>) {
    let wrong: Vec<String> = differences.filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_of_every_look_are_as_blessed() {
    all_as_blessed(LOOKS.iter().map(|(golden, article, name, yaml, choices)| {
        let (output, said) = made(article, "pages", &style(name, yaml, choices));
        let pages = String::from_utf8(output.bytes).unwrap();
        golden::compare(format!("{FOLDER}/{golden}.pages"), &format!("{pages}{said}"))
    }));
}

/// Files for printers: boxes and operators of each page, then the reports.
const PRINTED: &[Look] = &[
    ("print-office", "short.md", "article", "", "small paper:a5 print:office"),
    ("print-offset", "short.md", "book", "", "normal print:offset+colour+cover=0.2mm"),
    ("print-pod", "prose.md", "book", "", "normal print:pod+kdp+bleed+cover"),
    ("print-booklet", "prose.md", "article", "", "small paper:a6 print:booklet+signature=2"),
    ("screen", "short.md", "sepia", "", "normal paper:a6"),
    ("screen-letters", "letters.md", "article", "", "small paper:60x70mm"),
    ("screen-drawings", "tables.html", "article", "", "normal"),
    ("print-drawings", "tables.html", "article", "", "small paper:a5 print:office"),
    ("print-odd-booklet", "prose.md", "article", "", "small paper:103x151mm print:booklet+signature=3"),
    ("print-spine", "prose.md", "book", "", "normal print:offset+cover=0.9mm"),
    ("standard-clear", "prose.md", "article", "", "standard:rnib-clear"),
    ("standard-a5", "all.md", "article", "", "standard:rnib-clear paper:a5"),
    ("print-edition", EDITION, "book", "", "small paper:a5 print:pod+kdp+cover"),
];

#[test]
fn operators_of_every_print_edition_are_as_blessed() {
    all_as_blessed(PRINTED.iter().map(|(golden, article, name, yaml, choices)| {
        let (output, said) = made(article, "pdf", &style(name, yaml, choices));
        let mut all = operators::describe(&output.bytes);
        for (suffix, bytes) in &output.companions {
            all.push_str(&format!("companion {suffix}\n{}", operators::describe(bytes)));
        }
        for report in &output.reports {
            all.push_str(&format!("report {}\n", report.title));
            for row in &report.rows {
                all.push_str(&format!("  {} {}: {}\n", if row.met { "met" } else { "not met" }, row.rule, row.found));
            }
            report.steps.iter().for_each(|step| all.push_str(&format!("  step {step}\n")));
        }
        golden::compare(format!("{FOLDER}/{golden}.operators"), &format!("{all}{said}"))
    }));
}

/// Texts: the golden, the article, the back end, lines of YAML, the size.
const WRITTEN: &[Look] = &[
    ("all.html", "all.md", "html", "", "normal"),
    ("all-large.html", "all.md", "html", "colours: { text: '#eeeeee', page: '#111111' }", "large"),
    ("right-to-left.html", "right-to-left.md", "html", "", "normal"),
    ("formulas.html", "formulas.md", "html", "", "normal"),
    ("given-out.html", "given.html", "html", "", "normal"),
    ("given.md", "given.html", "md", "", "normal"),
    ("given.tree", "given.html", "tree", "", "normal"),
    ("all.md.out", "all.md", "md", "", "normal"),
    ("signs.md", "signs.html", "md", "", "normal"),
    ("all.json", "all.md", "json", "", "normal"),
    ("all.tree", "all.md", "tree", "", "normal"),
    ("letters.svg", "letters.md", "svg", "", "small paper:60x70mm"),
    ("tables-out.md", "tables.html", "md", "", "normal"),
    ("tables-out.html", "tables.html", "html", "", "normal"),
    ("narrow.md", "all.md", "md", "", "normal wrap:40"),
];

#[test]
fn texts_of_every_back_end_are_as_blessed() {
    all_as_blessed(WRITTEN.iter().map(|(golden, article, back, yaml, choices)| {
        let (output, said) = made(article, back, &style("article", yaml, choices));
        let text = String::from_utf8(output.bytes).unwrap();
        // The style sheet only where one of everything is; one element a line, and pictures by their length.
        let text = if *back == "html" && !golden.starts_with("all") { without_style(&text) } else { text };
        let text = if *back == "md" || *back == "tree" {
            text
        } else {
            text.replace("><", ">\n<").replace(",{\"t\"", ",\n{\"t\"")
        };
        let text = text.split_inclusive(['"', '\'']).map(shortened).collect::<String>();
        golden::compare(format!("{FOLDER}/{golden}"), &format!("{text}\n{said}"))
    }));
}

/// A page with the length of its style sheet in place of the sheet.
fn without_style(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (sheet, after) = rest.split_once("</style>").unwrap();
    format!("{before}<style>{} letters</style>{after}", sheet.len())
}

/// A picture in base64 by its length; other text as it is.
fn shortened(part: &str) -> String {
    match part.split_once(";base64,") {
        Some((media, data)) => format!("{media};base64, {} letters{}", data.len(), &data[data.len() - 1..]),
        None => part.to_owned(),
    }
}

/// Books: the golden, the article, the device, lines of YAML.
const BOOKS: &[(&str, &str, Option<&str>, &str)] = &[
    ("all", "all.md", None, ""),
    ("all-kobo", "all.md", Some("kobo"), ""),
    ("formulas-kindle", "formulas.md", Some("kindle"), ""),
    ("right-to-left", "right-to-left.md", None, "epub: { embed_faces: true }"),
    ("edition", EDITION, None, "contents_from_words: 0"),
    ("tables", "tables.html", None, ""),
];

#[test]
fn files_of_every_book_are_as_blessed() {
    all_as_blessed(BOOKS.iter().map(|(golden, article, device, yaml)| {
        let mut style = style("article", yaml, "normal");
        style.epub.device = device.map(|name| device::by_name(name).unwrap());
        let (output, said) = made(article, "epub", &style);
        let mut all = String::new();
        for (name, bytes) in epub::files(&output.bytes) {
            match String::from_utf8(bytes) {
                Ok(text) if !name.ends_with(".css") || *golden == "all" => {
                    all.push_str(&format!("== {name}\n{text}\n"))
                }
                Ok(text) => all.push_str(&format!("== {name}: {} letters\n", text.len())),
                Err(other) => all.push_str(&format!("== {name}: {} bytes\n", other.as_bytes().len())),
            }
        }
        golden::compare(format!("{FOLDER}/{golden}.epub.txt"), &format!("{all}{said}"))
    }));
}

/// `SOURCE_DATE_EPOCH` says when the file was made; when the article appeared it knows better.
#[test]
fn the_epoch_dates_files_and_not_articles() {
    let made = |name: &str| {
        let mut cx = Context { epoch: Some(1_000_000_000), ..Context::new(&Pictures) };
        let publication = publication("short.md", &mut cx);
        back::by_name(name).unwrap().emit(&publication, &style("article", "", "normal"), &mut cx).unwrap().bytes
    };
    let pdf = pdf::Pdf::read(&made("pdf")).describe();
    assert!(pdf.contains("info CreationDate: D:20010909") && !pdf.contains("D:2024"), "{pdf}");
    let epub = epub::describe(&made("epub"));
    assert!(epub.contains("2001-09-09T01:46:40Z") && epub.contains("2024-05-03"), "{epub}");
}
