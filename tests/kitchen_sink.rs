//! One document with every kind of block and inline through every back end, whatever back ends there are: none may fail,
//! none may say that the tree is wrong, none may depend on anything but its input.

#![allow(clippy::disallowed_methods, reason = "tests read the examples")]

#[path = "support/pictures.rs"]
mod pictures;

use offprint::back::BACK_ENDS;
use offprint::context::Context;
use offprint::doc::{Document, Inline, Meta, Part, Publication};
use offprint::source::Source;
use offprint::style::resolve::plain;

use pictures::Pictures;

const SINK: &str = include_str!("../examples/kitchen-sink.md");

fn sink(cx: &mut Context) -> Document {
    let source = Source::from_text("kitchen-sink.md", SINK);
    offprint::read(&source, offprint::front::by_name("markdown").unwrap(), cx).unwrap()
}

#[test]
fn every_back_end_makes_the_kitchen_sink_at_every_size_twice_the_same() {
    let mut cx = Context::new(&Pictures);
    let document = sink(&mut cx);
    let wrong: Vec<_> = cx.diags.iter().filter(|d| d.code == "tree").collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let publication = Publication::from(document);
    for back in BACK_ENDS {
        for size in ["small", "normal", "large", "x-large", "huge"] {
            let emit = || {
                let mut cx = Context::new(&Pictures);
                let output = back.emit(&publication, &plain(size), &mut cx);
                output.unwrap_or_else(|e| panic!("{} at {size}: {e}", back.name()))
            };
            let (one, two) = (emit(), emit());
            assert!(one.bytes == two.bytes && one.files == two.files, "{} at {size} differs", back.name());
            assert!(one.bytes.len() > 1000, "{} made {} bytes", back.name(), one.bytes.len());
        }
    }
}

#[test]
fn every_kind_of_block_and_inline_is_in_the_kitchen_sink() {
    let tree = offprint::doc::dump::dump(&sink(&mut Context::new(&Pictures)));
    let kinds = [
        "heading",
        "paragraph",
        "quote",
        "code",
        "list",
        "definition",
        "table",
        "figure",
        "math",
        "aside",
        "break",
        "emph",
        "strong",
        "strike",
        "underline",
        "mark",
        "super",
        "sub",
        "link",
        "image",
        "note",
        "lang",
        "asset",
    ];
    let missing: Vec<_> = kinds.iter().filter(|kind| !tree.contains(**kind)).collect();
    assert!(missing.is_empty(), "{missing:?} are not in:\n{tree}");
}

#[test]
fn back_ends_that_know_editions_bind_it_with_itself() {
    let mut cx = Context::new(&Pictures);
    let article = sink(&mut cx);
    let meta = Meta { title: vec![Inline::text("Twice")], ..Meta::default() };
    let parts = vec![Part { title: Vec::new(), articles: vec![article.clone(), article] }];
    let edition = Publication { edition: Some(meta), parts, ..Publication::default() };
    for back in BACK_ENDS {
        match back.emit(&edition, &plain("normal"), &mut Context::new(&Pictures)) {
            Ok(output) => assert!(back.binds() && !output.bytes.is_empty(), "{}", back.name()),
            Err(offprint::diag::Error::Unsupported(why)) => assert!(!back.binds() && why.contains("pdf"), "{why}"),
            Err(e) => panic!("{}: {e}", back.name()),
        }
    }
}
