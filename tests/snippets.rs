//! Many small articles in a file, with what was understood of each: `tests/golden/snippets/NAME.EXT` and `NAME.tree`.
//!
//! A line `===== name` begins an article. `{prose 300}` stands for three hundred characters of prose that is the same in
//! every run, `{prose 3x400}` for three paragraphs of four hundred as the format writes them. Other than the inputs of
//! `tests/golden.rs`, which are whole pages, each of these shows one thing, and its neighbours show where it ends.
#![allow(clippy::disallowed_methods, reason = "tests read goldens")]

#[path = "support/filler.rs"]
mod filler;
#[path = "support/golden.rs"]
mod golden;

use std::path::{Path, PathBuf};

use offprint::context::Context;
use offprint::doc::dump;
use offprint::front;
use offprint::source::Source;

use filler::expanded;

const FOLDER: &str = "tests/golden/snippets";

/// The longest line that is shown whole, in characters.
const LONGEST: usize = 150;

/// The tree and the remarks, long lines cut.
fn understood(name: &str, article: &str, extension: &str) -> String {
    let source = Source::new(format!("{name}.{extension}"), expanded(article, extension == "html").into_bytes());
    let mut cx = Context::default();
    let mut all = match offprint::read(&source, front::by_name(extension).unwrap(), &mut cx) {
        Ok(document) => dump::dump(&document),
        Err(error) => format!("{error}\n"),
    };
    for said in cx.diags.iter() {
        let line = said.span.map(|span| format!("line {}: ", source.line_column(span.start).0)).unwrap_or_default();
        all.push_str(&format!("{line}{:?} {} {}\n", said.severity, said.code, said.message));
        said.hint.iter().for_each(|hint| all.push_str(&format!("  hint {hint}\n")));
    }
    all.lines().map(cut).collect()
}

fn cut(line: &str) -> String {
    let count = line.chars().count();
    let short = || -> String {
        line.chars().take(LONGEST - 30).chain(" ... ".chars()).chain(line.chars().skip(count - 20)).collect()
    };
    let shown: String = if count > LONGEST { short() } else { line.to_owned() };
    format!("{shown}\n")
}

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension != "tree"));
    files.sort();
    files
}

#[test]
fn snippets_are_understood_as_blessed() {
    let files = files();
    assert!(files.len() >= 8, "{} files were found", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let (stem, extension) =
            (file.file_stem().unwrap().to_string_lossy(), file.extension().unwrap().to_string_lossy());
        let text = std::fs::read_to_string(&file).unwrap();
        let mut all = String::new();
        for part in format!("\n{text}").split("\n===== ").skip(1) {
            let (name, article) = part.split_once('\n').unwrap();
            all.push_str(&format!("===== {name}\n{}", understood(name, article, &extension)));
        }
        wrong.extend(golden::compare(format!("{FOLDER}/{stem}.tree"), &all).err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
