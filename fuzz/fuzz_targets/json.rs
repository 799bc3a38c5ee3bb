//! Any bytes through the front end for json, the transforms and every back end that is cheap.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offprint::context::Context;
use offprint::source::Source;
use offprint::style::resolve::plain;
use offprint::{back, front};

fuzz_target!(|bytes: &[u8]| {
    let source = Source::new("fuzz", bytes.to_vec());
    let mut cx = Context::default();
    let Some(front) = front::by_name("json") else { return };
    let document = offprint::read(&source, front, &mut cx);
    assert_eq!(cx.diags.count("tree"), 0, "the tree is not as it should be");
    for name in ["md", "json", "tree"] {
        let Some(back) = back::by_name(name) else { continue };
        back.emit(&document, &plain("normal"), &mut cx).expect("back ends do not fail");
    }
});
