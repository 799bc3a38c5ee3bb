//! The examples as the program makes them: the tree and the remarks of each, its Markdown, and its pages in clean
//! print, as goldens. Their XHTML is in `tests/books.rs`.
#![allow(clippy::disallowed_methods, reason = "tests read examples and goldens")]

#[path = "support/golden.rs"]
mod golden;
#[path = "support/pictures.rs"]
mod pictures;

use std::path::{Path, PathBuf};

use offprint::context::Context;
use offprint::diag::Severity;
use offprint::doc::{Document, dump};
use offprint::source::Source;
use offprint::style::resolve::plain;
use offprint::{back, front};

use pictures::Pictures;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every article among the examples.
fn examples() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("examples")).unwrap().map(|entry| entry.unwrap().path());
    let article =
        |path: &PathBuf| path.extension().is_some_and(|e| ["md", "txt", "html"].iter().any(|known| e == *known));
    let mut names: Vec<PathBuf> = entries.filter(article).collect();
    names.sort();
    assert!(names.len() >= 9, "the examples were found");
    names
}

/// `essay.md` as `essay-md`: the folder of its goldens.
fn stem(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().replace('.', "-")
}

/// Reads an example, and hands over its tree, its source and its messages.
fn read<R>(path: &Path, then: impl FnOnce(&Document, &Source, &mut Context) -> R) -> R {
    let mut cx = Context::new(&Pictures);
    let source = Source::new(path.file_name().unwrap().to_string_lossy(), std::fs::read(path).unwrap());
    let name = match path.extension().and_then(|e| e.to_str()) {
        Some("md") => "markdown",
        Some("html") => "html",
        _ => "text",
    };
    let document = offprint::read(&source, front::by_name(name).unwrap(), &mut cx).unwrap();
    then(&document, &source, &mut cx)
}

fn emitted(document: &Document, back_end: &str, size: &str, cx: &mut Context) -> String {
    let output = back::by_name(back_end).unwrap().emit(&document.clone().into(), &plain(size), cx).unwrap();
    String::from_utf8(output.bytes).unwrap()
}

fn all_as_blessed(extension: &str, picture: impl Fn(&Document, &Source, &mut Context) -> String) {
    // The pages of the kitchen sink show the system's faces, which differ from machine to machine; `tests/pages.rs`
    // has a kitchen sink without them.
    let set = |path: &&PathBuf| extension != "pages" || !path.ends_with("kitchen-sink.md");
    let wrong: Vec<String> = examples()
        .iter()
        .filter(set)
        .filter_map(|path| {
            golden::compare(format!("tests/golden/examples/{}.{extension}", stem(path)), &read(path, &picture)).err()
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_example_is_understood_as_blessed() {
    all_as_blessed("tree", |document, source, cx| {
        let mut out = dump::dump(document);
        for said in cx.diags.iter() {
            let place = said.span.map(|s| format!("line {}: ", source.line_column(s.start).0)).unwrap_or_default();
            out.push_str(&format!("{place}{} {}\n", said.code, said.message));
        }
        out
    });
}

#[test]
fn every_example_is_written_as_markdown_as_blessed() {
    all_as_blessed("md", |document, _, cx| emitted(document, "md", "normal", cx));
}

#[test]
fn every_example_is_set_in_clean_print_as_blessed() {
    all_as_blessed("pages", |document, _, cx| emitted(document, "pages", "large", cx));
}

#[test]
fn no_example_is_said_to_be_wrong() {
    for path in examples() {
        read(&path, |document, _, cx| {
            let wrong: Vec<_> = cx.diags.iter().filter(|d| d.severity > Severity::Remark).collect();
            assert!(wrong.is_empty() || path.ends_with("kitchen-sink.md"), "{}: {wrong:?}", path.display());
            assert!(!document.meta.title.is_empty(), "{} has no title", path.display());
            assert!(!document.blocks.is_empty());
        });
    }
}
