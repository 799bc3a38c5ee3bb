//! What the program carries with it, made ready when it is built, so that no run pays for it:
//!
//! - its own styles, from YAML, which people write, into JSON, which a program reads forty times as fast: reading them
//!   was most of the time that a short article took to become Markdown. That they are styles without mistakes is a
//!   test's to say (`style::load`);
//! - the grammars of code, with lighter classes of characters: compiling a grammar's expressions was more than half of
//!   the time that an article with a little code took to become a PDF.
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads files and is told by the environment where to write"
)]

use std::path::Path;

use syntect::parsing::syntax_definition::Pattern;
use syntect::parsing::{Regex, SyntaxSetBuilder};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=styles");
    let out = std::env::var_os("OUT_DIR").expect("cargo says where to write");
    styles(Path::new(&out));
    grammars(Path::new(&out));
}

/// Every style as JSON, NAME.json in the folder `out`.
fn styles(out: &Path) {
    for entry in std::fs::read_dir("styles").expect("the styles are beside the build script") {
        let path = entry.expect("a folder can be read").path();
        if path.extension().is_some_and(|e| e == "yaml") {
            let yaml = std::fs::read_to_string(&path).expect("a style is text");
            let value: serde_json::Value =
                serde_yaml::from_str(&yaml).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let name = path.with_extension("json");
            let name = name.file_name().expect("a file has a name");
            std::fs::write(out.join(name), value.to_string()).expect("OUT_DIR can be written to");
        }
    }
}

/// The grammars of two-face, every expression lightened, as syntect reads them: grammars.bin in the folder `out`.
fn grammars(out: &Path) {
    let heavy = two_face::syntax::extra_newlines().into_builder();
    let mut light = SyntaxSetBuilder::new();
    // Their contexts point at each other by number: the order stays.
    for grammar in heavy.syntaxes() {
        let mut grammar = grammar.clone();
        let patterns = grammar.contexts.values_mut().flat_map(|context| &mut context.patterns);
        for pattern in patterns {
            if let Pattern::Match(matching) = pattern {
                matching.regex = Regex::new(lighten(matching.regex.regex_str()));
            }
        }
        light.add(grammar);
    }
    syntect::dumps::dump_to_uncompressed_file(&light.build(), out.join("grammars.bin"))
        .expect("OUT_DIR can be written to");
}

/// Classes of characters and what stands for them within brackets. A class of Unicode is hundreds of ranges, which
/// become an automaton of thousands of states, .3 ms for every mention of `\p{L}`; these are a handful. All beyond ASCII
/// is a letter: code has names in every script, and signs beyond ASCII hardly outside text and comments. Case is told
/// apart in Latin, Greek and Cyrillic; spaces are ASCII's and the no-break space that web pages put into code.
const CLASSES: &[(&str, &str)] = &[
    (r"\p{L}", r"A-Za-z\x{80}-\x{10FFFF}"),
    (r"\p{Lu}", "A-ZÀ-ÖØ-ÞΑ-ΩА-Я"),
    (r"\p{Ll}", "a-zß-öø-ÿα-ωа-я"),
    (r"\p{N}", "0-9"),
    (r"\p{Nd}", "0-9"),
    (r"\p{Nl}", r"\x{2160}-\x{2188}"),
    (r"\p{Mn}", r"\x{300}-\x{36F}"),
    (r"\p{Mc}", r"\x{300}-\x{36F}"),
    (r"\p{Pc}", "_"),
    (r"\d", "0-9"),
    (r"\w", r"0-9A-Z_a-z\x{80}-\x{10FFFF}"),
    (r"\s", r"\t-\r \x{A0}"),
];

/// The expression with [`CLASSES`] in place of Unicode's.
fn lighten(expression: &str) -> String {
    let mut light = String::with_capacity(expression.len());
    let mut rest = expression;
    let mut depth = 0_usize; // of brackets
    while let Some(first) = rest.chars().next() {
        let taken = if let Some((class, ranges)) = CLASSES.iter().find(|(class, _)| rest.starts_with(class)) {
            light.push_str(&if depth > 0 { (*ranges).to_owned() } else { format!("[{ranges}]") });
            class.len()
        } else if depth == 0 && rest.starts_with(r"\S") {
            light.push_str(r"[^\t-\r \x{A0}]");
            2
        } else {
            match first {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            // What a backslash protects is taken with it.
            let protected = if first == '\\' { rest[1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
            let taken = first.len_utf8() + protected;
            light.push_str(&rest[..taken]);
            taken
        };
        rest = &rest[taken..];
    }
    light
}
