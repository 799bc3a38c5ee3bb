//! Inputs with their outputs: `tests/golden/FORMAT/NAME/in.EXT` lies next to `out.tree`, the tree and the remarks as
//! text, and next to any other output worth keeping, such as `out.md`. To add one, write the input, run `make bless`,
//! and read the outputs.
#![allow(clippy::disallowed_methods, reason = "tests read the repository")]

#[path = "support/golden.rs"]
mod golden;

use std::path::{Path, PathBuf};

use offprint::context::Context;
use offprint::diag::Diagnostics;
use offprint::doc::{Document, dump};
use offprint::source::Source;
use offprint::style::resolve::plain;
use offprint::{back, front};

/// The least number of inputs, so that a wrong path does not pass for success.
const FEWEST: usize = 55;

fn inputs(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            inputs(&path, out);
        } else if path.file_stem().is_some_and(|stem| stem == "in") {
            out.push(path);
        }
    }
}

/// The tree, then every remark with its line.
fn understood(document: &Document, source: &Source, said: &Diagnostics) -> String {
    let mut out = dump::dump(document);
    for d in said.iter() {
        let place = d.span.map(|span| format!("line {}: ", source.line_column(span.start).0)).unwrap_or_default();
        out.push_str(&format!("{place}{} {}\n", d.code, d.message));
    }
    out
}

/// Every committed output of an input, and the tree; the errors name the outputs that differ.
fn differences(input: &Path) -> Vec<String> {
    let (folder, extension) = (input.parent().unwrap(), input.extension().unwrap().to_string_lossy());
    let source = Source::new("in", std::fs::read(input).unwrap());
    let mut cx = Context::default();
    let document = offprint::read(&source, front::by_name(&extension).unwrap(), &mut cx).unwrap();
    let tree = understood(&document, &source, &cx.diags);
    let mut wrong: Vec<String> = golden::compare(folder.join("out.tree"), &tree).err().into_iter().collect();
    for back in back::BACK_ENDS.iter().filter(|back| back.is_text() && back.name() != "tree") {
        let path = folder.join(format!("out.{}", back.extension()));
        if path.exists() {
            let output = back.emit(&document.clone().into(), &plain("normal"), &mut Context::default()).unwrap();
            wrong.extend(golden::compare(path, &String::from_utf8(output.bytes).unwrap()).err());
        }
    }
    wrong
}

#[test]
fn inputs_become_what_stands_beside_them() {
    let mut all = Vec::new();
    inputs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden"), &mut all);
    all.sort();
    assert!(all.len() >= FEWEST, "{} inputs were found", all.len());
    let wrong: Vec<String> = all.iter().flat_map(|input| differences(input)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
