//! What is understood of a few thousand variants of the goldens' inputs: the words and a checksum of tree and remarks of
//! each, in `tests/golden/variants`.
//!
//! The other tests say what is right. This one says that something is no longer what it was, where no other test looks: an
//! input is cut off, its pieces are dropped, doubled, lengthened, exchanged. When a line changes, the error names a file
//! with the variant; convert it with the program from before and after, and if the new output is right, `make bless`.
#![allow(clippy::disallowed_methods, reason = "tests read goldens and the environment")]

#[path = "support/filler.rs"]
mod filler;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/variants.rs"]
mod variants;

use offprint::context::Context;
use offprint::doc::dump;
use offprint::front;
use offprint::source::Source;

use variants::{Pieces, digest, inputs};

/// The words of the tree and a checksum of it and of all that is said.
fn understood(front: &str, text: &str) -> String {
    let mut cx = Context::default();
    let source = Source::from_text("in", text);
    let tree = match offprint::read(&source, front::by_name(front).unwrap(), &mut cx) {
        Ok(document) => dump::dump(&document),
        Err(why) => why.to_string(),
    };
    let said: String = cx.diags.iter().map(|said| format!("{}{}{:?}\n", said.code, said.message, said.span)).collect();
    format!("{} {}", tree.split_whitespace().count(), digest((tree + &said).as_bytes()))
}

fn as_blessed(
    name: &str,
    front: &str,
    each: usize,
    pieces: fn(&str) -> Pieces,
    chosen: impl Iterator<Item = (String, String)>,
) {
    let path = format!("tests/golden/variants/{name}.txt");
    let before =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap_or_default();
    let (mut all, mut changed) = (String::new(), Vec::new());
    for (input, text) in chosen {
        let mut lines = format!("== {input}\nas it is: {}\n", understood(front, &text));
        for (name, variant) in variants::variants(&pieces(&text), each) {
            let line = format!("{name}: {}\n", understood(front, &variant));
            if !before.contains(&line) {
                changed.push((format!("{input} {name}"), variant));
            }
            lines += &line;
        }
        all += &lines;
    }
    if let (Err(why), Some((what, variant))) = (golden::compare(&path, &all), changed.first()) {
        let kept = std::env::temp_dir().join(format!("offprint-variant.{front}"));
        std::fs::write(&kept, variant).unwrap();
        panic!("{why}\n{} variants are understood otherwise; the first, {what}, is {}", changed.len(), kept.display());
    }
}

/// Every so many-th of the inputs, so that no test takes long.
fn share(folder: &str, ending: &str, first: usize, step: usize) -> impl Iterator<Item = (String, String)> {
    inputs(folder, ending).into_iter().skip(first).step_by(step)
}

#[test]
fn pages_first_half() {
    as_blessed("pages-1", "html", 36, Pieces::of_page, share("tests/golden/html", "in.html", 0, 2));
}

#[test]
fn pages_second_half() {
    as_blessed("pages-2", "html", 36, Pieces::of_page, share("tests/golden/html", "in.html", 1, 2));
}

#[test]
fn long_pages() {
    let long = share("tests/golden/evidence", ".html", 0, 1).chain(share("examples", ".html", 0, 1));
    as_blessed("pages-3", "html", 90, Pieces::of_page, long);
}

#[test]
fn texts_first_half() {
    as_blessed("texts-1", "text", 36, Pieces::of_text, share("tests/golden/text", "in.txt", 0, 2));
}

#[test]
fn texts_second_half() {
    as_blessed("texts-2", "text", 36, Pieces::of_text, share("tests/golden/text", "in.txt", 1, 2));
}

#[test]
fn long_texts() {
    let long = share("tests/golden/evidence", "text.txt", 0, 1).chain(share("examples", ".txt", 0, 1));
    as_blessed("texts-3", "text", 90, Pieces::of_text, long);
}

#[test]
fn markdown() {
    let all = share("tests/golden", ".md", 0, 1)
        .filter(|(name, _)| !name.contains("/out."))
        .chain(share("examples", ".md", 0, 1));
    as_blessed("markdown", "markdown", 40, Pieces::of_text, all);
}

/// The small articles of `tests/golden/snippets`, with their front end; those about pages stand in one line.
fn snippets(each: usize, ending: &str, front: &str, pieces: fn(&str) -> Pieces) {
    let files = inputs("tests/golden/snippets", ending);
    let articles = files.iter().flat_map(|(file, text)| {
        let parts = text.split("===== ").skip(1);
        parts.map(move |part| {
            let (name, article) = part.split_once('\n').unwrap();
            (format!("{file}: {name}"), article.to_owned())
        })
    });
    as_blessed(&format!("snippets-{front}"), front, each, pieces, articles);
}

#[test]
fn snippets_of_pages() {
    snippets(30, ".html", "html", Pieces::of_page);
}

#[test]
fn snippets_of_texts() {
    snippets(30, ".txt", "text", Pieces::of_text);
}

#[test]
fn snippets_of_markdown() {
    snippets(30, ".md", "markdown", Pieces::of_text);
}

#[test]
fn snippets_of_feeds() {
    snippets(30, ".rss", "feed", Pieces::of_page);
}

#[test]
fn snippets_of_mail() {
    snippets(30, ".eml", "mail", Pieces::of_text);
}

#[test]
fn snippets_of_trees() {
    snippets(30, ".json", "json", Pieces::of_json);
}

#[test]
fn mail() {
    let all = share("tests/golden", ".eml", 0, 1).chain(share("examples", ".eml", 0, 1));
    as_blessed("mail", "mail", 60, Pieces::of_text, all);
}
