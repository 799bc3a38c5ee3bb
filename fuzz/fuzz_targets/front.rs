//! Code that the fuzz targets of the front ends share: any bytes, parsed, transformed, checked, and emitted.
//!
//! The cheap back ends see every tree. Packages and pages, which cost a hundred times as much, see one in sixteen,
//! chosen by the input itself so that a finding repeats.

use offprint::context::Context;
use offprint::source::Source;
use offprint::style::resolve::plain;
use offprint::{back, front};

/// Reads the bytes as that format and writes the result.
pub fn through(name: &str, bytes: &[u8]) {
    let source = Source::new("fuzz", bytes.to_vec());
    let mut cx = Context::default();
    let Some(front) = front::by_name(name) else { return };
    let Ok(document) = offprint::read(&source, front, &mut cx) else { return };
    assert_eq!(cx.diags.count("tree"), 0, "the tree is not as it should be");
    let all = bytes.iter().fold(bytes.len(), |sum, b| sum.wrapping_mul(31) + usize::from(*b)) % 16 == 0;
    let publication = document.into();
    for back in back::BACK_ENDS.iter().filter(|b| all || matches!(b.name(), "md" | "json" | "tree")) {
        back.emit(&publication, &plain("normal"), &mut cx).expect("back ends do not fail");
    }
}

/// Lets panics of the finder of articles pass, because the front end catches them and goes on without it. Other panics
/// still end the run, as libfuzzer's hook does for all of them.
#[allow(dead_code, reason = "only pages are searched for articles")]
pub fn forgive_finder() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !info.location().is_some_and(|place| place.file().contains("dom_smoothie")) {
            hook(info);
        }
    }));
}
