//! What is made of every input of the goldens in many looks: the pages and a checksum of each file, in
//! `tests/golden/outputs.txt`.
//!
//! The other tests say what is right. This one says that a file is no longer what it was, where no other test looks: each
//! article is set in the next of the looks below. When a line changes, make the file with the program from before and after,
//! look at both, and if the new one is right, `make bless`.
#![allow(clippy::disallowed_methods, reason = "tests read goldens and the environment")]

#[path = "support/filler.rs"]
mod filler;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/pictures.rs"]
mod pictures;
#[path = "support/variants.rs"]
mod variants;

use offprint::back;
use offprint::context::Context;
use offprint::diag::Diagnostics;
use offprint::doc::Document;
use offprint::front;
use offprint::layout::fonts::Fonts;
use offprint::source::Source;
use offprint::style::resolve::{Choices, resolve};
use offprint::style::{Families, Style, device, load, print};

use pictures::Pictures;
use variants::{digest, inputs};

/// Looks, taken in turn: the style, lines of YAML more, size, paper, print.
const LOOKS: &[(&str, &str, &str, &str, &str)] = &[
    ("article", "", "normal", "", ""),
    ("book", "contents_from_words: 0", "small", "a5", ""),
    ("large-print", "", "huge", "", ""),
    ("newspaper", "page: { columns: 2 }", "small", "", ""),
    ("article", "notes: end", "large", "letter", "office"),
    ("manuscript", "code_line_numbers: true", "normal", "a5", ""),
    ("article", "source_link: text", "x-large", "a5", ""),
    ("book", "notes: foot", "normal", "a6", "booklet"),
    ("dyslexia", "", "normal", "a5", ""),
    ("article", "", "small", "70x120mm", ""),
    ("book", "opening: { front: full }", "normal", "a5", "pod+kdp+cover"),
    ("night", "source_link: qr", "large", "a6", ""),
    ("newspaper", "page: { columns: 3 }", "normal", "a4", "offset+colour"),
];

fn style(number: usize) -> Style {
    let (name, yaml, size, paper, printed) = LOOKS[number % LOOKS.len()];
    let raw = load::load("test.yaml", &format!("name: test\nextends: {name}\n{yaml}"), &|_| None).unwrap();
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let words: Vec<String> = printed.split('+').map(str::to_owned).collect();
    let print = (!printed.is_empty()).then(|| print::parse(&words).unwrap());
    let choices = Choices { size: said(size), paper: said(paper), print, ..Choices::default() };
    let fonts = Fonts::with_families(Families::default());
    let mut style = resolve(&raw, &choices, &fonts, &mut Diagnostics::default()).unwrap();
    style.markdown.wrap = (number % 3 == 1).then_some(40 + u16::try_from(number % 40).unwrap());
    let devices = ["kindle", "kobo", "tolino"];
    style.epub.device = devices.get(number % 5).and_then(|name| device::by_name(name));
    style
}

fn read(front: &str, name: &str, text: &str) -> Document {
    let mut cx = Context::new(&Pictures);
    offprint::read(&Source::from_text(name, text), front::by_name(front).unwrap(), &mut cx).unwrap()
}

fn made(document: &Document, back: &str, style: &Style) -> String {
    let mut cx = Context::new(&Pictures);
    let output = match back::by_name(back).unwrap().emit(&document.clone().into(), style, &mut cx) {
        Ok(output) => output,
        Err(why) => return format!("{back} {why}"),
    };
    let mut all = output.bytes;
    output.companions.iter().for_each(|(name, bytes)| all.extend(name.bytes().chain(bytes.iter().copied())));
    for report in &output.reports {
        report.rows.iter().for_each(|row| all.extend(format!("{}{}{}", row.rule, row.found, row.met).bytes()));
    }
    cx.diags.iter().for_each(|said| all.extend(said.message.bytes()));
    format!("{back} {} {}", all.len(), digest(&all))
}

fn as_blessed(name: &str, front: &str, folder: &str, ending: &str, first: usize, step: usize) {
    let mut all = String::new();
    for (number, (input, text)) in inputs(folder, ending).into_iter().enumerate().skip(first).step_by(step) {
        let document = read(front, &input, &text);
        all += &format!("== {input}\n");
        for look in [number * 2, number * 2 + 1] {
            let style = style(look);
            all += &format!("{} {}:", LOOKS[look % LOOKS.len()].0, LOOKS[look % LOOKS.len()].2);
            for back in ["pages", "pdf", "epub", "md", "html", "json"] {
                all += &format!(" {}", made(&document, back, &style));
            }
            all.push('\n');
        }
    }
    golden::check(format!("tests/golden/outputs/{name}.txt"), &all);
}

/// Every article of the looks in each of them.
fn in_every_look(front: &str, ending: &str) {
    let mut all = String::new();
    for (input, text) in inputs("tests/golden/looks", ending) {
        let document = read(front, &input, &text);
        all += &format!("== {input}\n");
        for (look, (name, _, size, ..)) in LOOKS.iter().enumerate() {
            let style = style(look);
            all += &format!("{name} {size}: {} {}\n", made(&document, "pages", &style), made(&document, "pdf", &style));
        }
    }
    golden::check(format!("tests/golden/outputs/every-look-{front}.txt"), &all);
}

#[test]
fn of_markdown_in_every_look() {
    in_every_look("markdown", ".md");
}

#[test]
fn of_html_in_every_look() {
    in_every_look("html", ".html");
}

#[test]
fn of_pages() {
    as_blessed("pages", "html", "tests/golden/html", "in.html", 0, 1);
}

#[test]
fn of_texts() {
    as_blessed("texts", "text", "tests/golden/text", "in.txt", 0, 1);
}

#[test]
fn of_looks() {
    as_blessed("markdown", "markdown", "tests/golden/looks", ".md", 0, 1);
    as_blessed("html", "html", "tests/golden/looks", ".html", 0, 1);
}
