//! The evidence that learned judges weigh, as goldens: every number of every block of a page and of every line of a text.
//!
//! A judge hides a wrong number where its weight is small or another number outvotes it; here each is seen by itself. The
//! same functions give the numbers to the trainers in `benches`.
#![allow(clippy::disallowed_methods, reason = "tests read goldens")]

#[path = "support/filler.rs"]
mod filler;
#[path = "support/golden.rs"]
mod golden;

use std::path::Path;

use offprint::front::{html, text};
use offprint::source::Source;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The numbers that are not 0, by their places, to a thousandth.
fn shown(numbers: impl IntoIterator<Item = f64>) -> String {
    let rounded = numbers.into_iter().map(|number| (number * 1000.0).round() / 1000.0 + 0.0);
    let kept = rounded.enumerate().filter(|(_, number)| *number != 0.0);
    kept.map(|(at, number)| format!(" {at}:{number}")).collect()
}

fn beginning(text: &str) -> String {
    text.chars().take(40).collect()
}

const PAGES: &[&str] = &[
    "tests/golden/evidence/page.html",
    "tests/golden/evidence/thread.html",
    "tests/golden/html/wikipedia/in.html",
    "examples/page.html",
];

#[test]
fn evidence_about_blocks_of_pages_is_as_blessed() {
    let mut all = String::new();
    for path in PAGES {
        let (blocks, proposals) = html::learn::evidence(&filler::expanded(&read(path), true));
        all.push_str(&format!("== {path}\n"));
        for block in blocks {
            all.push_str(&format!("{:?} {} words\n ", beginning(&block.text), block.words));
            all.push_str(&format!("{}\n", shown(block.row.into_iter().map(f64::from))));
        }
        for proposal in proposals {
            all.push_str(&format!("{}:{}\n", proposal.name, shown(proposal.coverage.into_iter().map(f64::from))));
        }
    }
    golden::check("tests/golden/evidence/pages.txt", &all);
}

const TEXTS: &[&str] = &[
    "tests/golden/evidence/text.txt",
    "examples/news.txt",
    "tests/golden/text/forum/in.txt",
    "tests/golden/text/paper/in.txt",
    "tests/golden/text/recipe/in.txt",
];

fn texts_as_blessed(mode: &str) {
    let mut all = String::new();
    for path in TEXTS {
        let source = Source::from_text("page", filler::expanded(&read(path), false));
        let answer: serde_json::Value = serde_json::from_str(&text::learn::dump(&source, mode)).unwrap();
        all.push_str(&format!("== {path}\n"));
        for unit in answer["units"].as_array().unwrap() {
            let numbers = unit[2].as_array().unwrap().iter().map(|number| number.as_f64().unwrap_or_default());
            let terms: Vec<&str> = unit[3].as_array().into_iter().flatten().filter_map(|term| term.as_str()).collect();
            all.push_str(&format!("{:?} {} {}\n ", beginning(unit[0].as_str().unwrap()), unit[1], terms.join(" ")));
            all.push_str(&format!("{}\n", shown(numbers)));
        }
    }
    golden::check(format!("tests/golden/evidence/{mode}.txt"), &all);
}

#[test]
fn evidence_about_lines_of_texts_is_as_blessed() {
    texts_as_blessed("page");
}

#[test]
fn evidence_about_headings_is_as_blessed() {
    texts_as_blessed("body");
}

#[test]
fn evidence_about_titles_is_as_blessed() {
    texts_as_blessed("head");
}

#[test]
fn evidence_about_ends_of_paragraphs_is_as_blessed() {
    texts_as_blessed("ends");
}
