//! Mathematics, read once: TeX by `ratex`, MathML by a reader of ours. Pages set the tree of TeX
//! ([`crate::layout::math`]), books write it as MathML, and both speak the same words, so that no formula differs
//! between a PDF and an EPUB.
//!
//! ```text
//! TeX ----> tree of TeX ----> pages, words, MathML
//!             ^
//! MathML -> checked MathML -> MathML
//! ```

mod commands;
pub(crate) mod element;
pub(crate) mod given;
pub(crate) mod seams;

mod from_mathml;
mod linear;
mod markup;
mod plain;
mod speak;

pub use element::Element;
pub use plain::without_scripts;

use ratex_parser::ParseNode;

use crate::doc::{Inline, Lang, Math, plain_text_start_with, plain_text_with};

/// Longest formula in TeX that is read, in bytes: a formula, not a file.
const LONGEST: usize = 20_000;
/// Longest formula in MathML that is read, in bytes.
const LONGEST_MATHML: usize = LONGEST * 10;

/// The tree of a formula; `None` if its notation cannot be understood, and then its words replace it.
pub fn tree(math: &Math) -> Option<Vec<ParseNode>> {
    parse(&source(math)?)
}

fn parse(tex: &str) -> Option<Vec<ParseNode>> {
    ratex_parser::parse(&commands::defined(tex)).ok()
}

/// A formula as a valid `math` element: the article's own MathML, otherwise its TeX; `None` if neither can be
/// understood.
pub fn markup(math: &Math, display: bool) -> Option<Element> {
    given(math).or_else(|| {
        let element = markup::math(&tree(math)?, display);
        (!element.words().is_empty()).then_some(element)
    })
}

/// A formula in words. Without words (a language other than English, an unknown notation) its TeX, which people who
/// work with formulas know how to hear.
pub fn spoken(math: &Math, lang: &Lang) -> String {
    let Some(tex) = source(math) else {
        return given(math).map_or_else(|| "Formula".into(), |element| element.words());
    };
    let words = match lang.primary() {
        "en" => parse(&tex).map(|nodes| speak::speak(&nodes)),
        _ => None,
    };
    words.filter(|words| !words.is_empty()).unwrap_or_else(|| tex.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A formula on one line of plain characters: `x²`, `(a + b)/c`. If its notation cannot be understood, it stays as typed.
pub fn linear(math: &Math) -> String {
    let line = markup(math, false).map(|element| linear::linear(&element)).filter(|line| !line.is_empty());
    line.unwrap_or_else(|| math.tex.iter().flat_map(|tex| tex.split_whitespace()).collect::<Vec<_>>().join(" "))
}

/// A title or heading in plain characters, for places that hold nothing else: bookmarks, navigation, catalogues.
/// Its formulas are readable, while [`crate::doc::plain_text()`] has them as typed.
pub fn title_text(inlines: &[Inline]) -> String {
    plain_text_with(inlines, &linear)
}

/// The beginning of the same, as [`crate::doc::plain_text_start()`] cuts it.
pub fn title_text_start(inlines: &[Inline], most: usize) -> String {
    plain_text_start_with(inlines, most, &linear)
}

/// The article's own MathML, checked.
fn given(math: &Math) -> Option<Element> {
    math.mathml.as_deref().filter(|mathml| mathml.len() <= LONGEST_MATHML).and_then(given::read)
}

/// The formula in TeX.
fn source(math: &Math) -> Option<String> {
    let tex = match (&math.tex, &math.mathml) {
        (Some(tex), _) => tex.clone(),
        (None, Some(mathml)) if mathml.len() <= LONGEST_MATHML => {
            given::annotation(mathml).or_else(|| from_mathml::to_tex(&given::read(mathml)?))?
        }
        _ => return None,
    };
    (tex.len() <= LONGEST && !tex.trim().is_empty()).then(|| without_names(&tex))
}

/// TeX without the commands that attach an id, class or data for scripts to a part: the part stays. The reader reverses
/// the letters of such a part.
fn without_names(tex: &str) -> String {
    const COMMANDS: &[&str] = &["\\htmlId", "\\htmlClass", "\\htmlData"];
    let mut out = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some(at) = rest.find("\\html") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let command = COMMANDS.iter().find(|command| from.starts_with(**command));
        let named = command.and_then(|command| {
            let argument = from[command.len()..].trim_start().strip_prefix('{')?;
            argument.find(['{', '}']).filter(|end| argument[*end..].starts_with('}')).map(|end| &argument[end + 1..])
        });
        match named {
            Some(after) => rest = after,
            None => {
                out.push_str("\\html");
                rest = &from["\\html".len()..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_for_scripts_go_and_what_they_name_stays() {
        for (typed, read) in [
            (r"\htmlId{a}{inner} + x", "{inner} + x"),
            (r"a \htmlClass {b c}{\htmlData{k=v}{y}}", "a {{y}}"),
            (r"\htmlStyle{color:red}{z} \htmlId", r"\htmlStyle{color:red}{z} \htmlId"),
            (r"\htmlId{a{b}}{c}", r"\htmlId{a{b}}{c}"),
        ] {
            assert_eq!(without_names(typed), read);
        }
    }
}
