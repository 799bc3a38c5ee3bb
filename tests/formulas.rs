//! Formulas in TeX and MathML, with what each becomes: MathML for EPUB, one line for titles, words for alternative texts.
//! `tests/golden/formulas/in.txt` has one formula a line.
#![allow(clippy::disallowed_methods, reason = "tests read goldens")]

#[path = "support/golden.rs"]
mod golden;

use std::fmt::Write;
use std::path::Path;

use offprint::doc::{Lang, Math};
use offprint::math::{self, Element};

const FOLDER: &str = "tests/golden/formulas";

/// An element on one line: its name, its attributes, and its characters or parts in brackets.
fn shown(element: &Element) -> String {
    let mut out = element.name.to_owned();
    element.attributes.iter().for_each(|(key, value)| write!(out, " {key}={value:?}").unwrap());
    let parts: Vec<String> = element.children.iter().map(shown).collect();
    write!(out, "({}{})", element.text.escape_debug(), parts.join(" ")).unwrap();
    out
}

fn read(line: &str) -> Math {
    let is_mathml = line.trim_start().starts_with('<');
    let given = Some(line.to_owned());
    if is_mathml { Math { tex: None, mathml: given } } else { Math { tex: given, mathml: None } }
}

fn markup(formula: &Math, display: bool) -> String {
    math::markup(formula, display).map_or("nothing".into(), |element| shown(&element))
}

#[test]
fn formulas_become_what_was_blessed() {
    let input = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join("in.txt")).unwrap();
    let (english, german) = (Lang::new("en").unwrap(), Lang::new("de").unwrap());
    let mut out = String::new();
    for line in input.lines() {
        if line.starts_with('#') {
            writeln!(out, "{line}").unwrap();
            continue;
        }
        let formula = read(line);
        let (inline, displayed) = (markup(&formula, false), markup(&formula, true));
        writeln!(out, "\n{line}\n  markup {inline}").unwrap();
        if displayed != inline {
            writeln!(out, "  display {displayed}").unwrap();
        }
        writeln!(out, "  line {}\n  words {}", math::linear(&formula), math::spoken(&formula, &english)).unwrap();
        writeln!(out, "  German {}", math::spoken(&formula, &german)).unwrap();
    }
    golden::check(format!("{FOLDER}/out.txt"), &out);
}
