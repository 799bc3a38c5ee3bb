//! Formulas as Presentation MathML, whichever notation the article has.
//!
//! TeX goes through `katex-rs`, of whose output only the `<math>` element is kept. That and MathML from the article
//! pass the same sieve: known elements and attributes of MathML 3, nothing else, the words of the formula as
//! `alttext` and, where there is TeX, the annotation that KaTeX leaves for those who want to copy it.

use usvg::roxmltree;

use super::xml::{Dialect, Writer, escaped};
use crate::doc::Math;

/// Longest formula that is converted, in bytes.
const LONGEST: usize = 20_000;
/// Deepest nesting of groups that is converted: the parser below goes down once a group.
const DEEPEST: usize = 60;

/// The formula as it was typed.
pub fn source(math: &Math) -> &str {
    math.tex.as_deref().or(math.mathml.as_deref()).unwrap_or("").trim()
}

/// The formula as a `<math>` element, or `None` where neither notation can be understood.
pub fn mathml(math: &Math, display: bool) -> Option<String> {
    let tex = math.tex.as_deref().map(str::trim).filter(|tex| !tex.is_empty());
    let given = math.mathml.as_deref().and_then(|xml| sieve(xml, tex, display));
    given.or_else(|| tex.and_then(|tex| sieve(&from_tex(tex, display)?, Some(tex), display)))
}

/// KaTeX's MathML for a formula.
fn from_tex(tex: &str, display: bool) -> Option<String> {
    if tex.len() > LONGEST || nesting(tex) > DEEPEST {
        return None;
    }
    let settings = katex::Settings::builder().display_mode(display).output(katex::types::OutputFormat::Mathml).build();
    let context = katex::KatexContext::default();
    let html = katex::render_to_string(&context, tex, &settings).ok()?;
    let start = html.find("<math")?;
    let end = html.rfind("</math>")? + "</math>".len();
    html.get(start..end).map(String::from)
}

fn nesting(tex: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    for (at, byte) in tex.bytes().enumerate() {
        match byte {
            b'{' | b'^' | b'_' => depth += usize::from(byte == b'{'),
            b'}' => depth = depth.saturating_sub(1),
            b'\\' if tex.get(at..).is_some_and(|t| t.starts_with("\\left") || t.starts_with("\\begin")) => depth += 1,
            b'\\' if tex.get(at..).is_some_and(|t| t.starts_with("\\right") || t.starts_with("\\end")) => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    // Chains without braces (`\sqrt\sqrt\sqrt x`) nest too.
    deepest.max(tex.matches("\\sqrt").count() / 4).max(tex.matches("\\frac").count() / 8)
}

/// Only what MathML 3 knows, and with `alttext`.
fn sieve(xml: &str, tex: Option<&str>, display: bool) -> Option<String> {
    let xml = xml.replace("&nbsp;", "&#160;");
    let document = roxmltree::Document::parse(&xml).ok()?;
    let root = document.root_element();
    if root.tag_name().name() != "math" {
        return None;
    }
    let words = tex.map(String::from).or_else(|| root.attribute("alttext").map(String::from));
    let words = words.unwrap_or_else(|| spoken(root));
    let words = super::xml::one_line(&words);
    if words.is_empty() {
        return None;
    }
    let mut out = format!("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"{}\"", escaped(&words));
    if display {
        out.push_str(" display=\"block\"");
    }
    out.push('>');
    let mut w = Writer::new(Dialect::Epub3);
    for child in root.children() {
        copy(child, &mut w, 0)?;
    }
    out.push_str(&w.finish());
    out.push_str("</math>");
    Some(out)
}

fn spoken(root: roxmltree::Node) -> String {
    let words: Vec<&str> = root.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
    words.join(" ")
}

/// Copies a node; an element nobody knows gives its children.
fn copy(node: roxmltree::Node, w: &mut Writer, depth: usize) -> Option<()> {
    if depth > 200 {
        return None;
    }
    if node.is_text() {
        w.text(node.text().unwrap_or(""));
    }
    if !node.is_element() {
        return Some(());
    }
    let known = ELEMENTS.iter().copied().find(|name| *name == node.tag_name().name());
    if let Some(name) = known {
        let attributes: Vec<(&str, &str)> = node
            .attributes()
            .filter(|a| a.namespace().is_none())
            .filter_map(|a| ATTRIBUTES.iter().find(|known| **known == a.name()).map(|known| (*known, a.value())))
            .filter(|(key, value)| !value.is_empty() && (*key != "encoding" || name == "annotation"))
            .collect();
        w.open(name, &attributes);
    }
    for child in node.children() {
        copy(child, w, depth + 1)?;
    }
    if known.is_some() {
        w.close();
    }
    Some(())
}

/// Presentation elements of MathML 3, chapter 3, and the annotation.
const ELEMENTS: &[&str] = &[
    "mi",
    "mn",
    "mo",
    "mtext",
    "mspace",
    "ms",
    "mrow",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "merror",
    "mpadded",
    "mphantom",
    "mfenced",
    "menclose",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mprescripts",
    "none",
    "mtable",
    "mtr",
    "mtd",
    "mlabeledtr",
    "semantics",
    "annotation",
];

/// Attributes that change what a reader sees; links, classes and styles are not among them.
const ATTRIBUTES: &[&str] = &[
    "mathvariant",
    "displaystyle",
    "scriptlevel",
    "stretchy",
    "fence",
    "separator",
    "lspace",
    "rspace",
    "symmetric",
    "minsize",
    "maxsize",
    "largeop",
    "movablelimits",
    "accent",
    "accentunder",
    "form",
    "width",
    "height",
    "depth",
    "voffset",
    "linethickness",
    "numalign",
    "denomalign",
    "bevelled",
    "open",
    "close",
    "separators",
    "notation",
    "columnalign",
    "rowalign",
    "columnspacing",
    "rowspacing",
    "columnlines",
    "rowlines",
    "frame",
    "columnspan",
    "rowspan",
    "encoding",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn tex(tex: &str) -> Option<String> {
        mathml(&Math { tex: Some(tex.into()), mathml: None }, false)
    }

    #[test]
    fn tex_becomes_mathml_with_its_words() {
        let xml = tex(r"\frac{a}{b} < c").unwrap();
        assert!(xml.contains("<mfrac>") && xml.contains("alttext=\"\\frac{a}{b} &lt; c\""), "{xml}");
        assert!(xml.contains("application/x-tex") && !xml.contains("style="));
    }

    #[test]
    fn bad_and_hostile_formulas_are_refused() {
        assert_eq!(tex(r"\frac{a}{"), None);
        assert_eq!(tex(&"{".repeat(100_000)), None);
        assert_eq!(tex(&"{".repeat(5000)), None);
    }

    #[test]
    fn given_mathml_passes_a_sieve() {
        let given = r#"<math><mrow onclick="x()"><mi>x</mi><script>1</script></mrow></math>"#;
        let xml = mathml(&Math { tex: None, mathml: Some(given.into()) }, true).unwrap();
        assert!(xml.contains("<mrow><mi>x</mi>1</mrow>"), "{xml}");
    }
}
