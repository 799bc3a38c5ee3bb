//! Formulas as Presentation MathML, from either notation.
//!
//! [`crate::math`] makes valid MathML of a formula; here it is written, with the words of the formula as `alttext` and,
//! if there is TeX, an annotation for readers who copy it.

use super::xml::{Dialect, Writer, one_line};
use crate::doc::Math;
use crate::math::{self, element::Element};

/// The formula as it was typed.
pub(crate) fn source(math: &Math) -> &str {
    math.tex.as_deref().or(math.mathml.as_deref()).unwrap_or("").trim()
}

/// The formula as a `<math>` element, or `None` if neither notation can be understood.
pub(crate) fn mathml(formula: &Math, display: bool) -> Option<String> {
    let root = math::markup(formula, display)?;
    let tex = formula.tex.as_deref().map(str::trim).filter(|tex| !tex.is_empty());
    let words = tex.map_or_else(|| root.words(), String::from);
    let words = one_line(&words);
    let mut attributes = vec![("xmlns", "http://www.w3.org/1998/Math/MathML"), ("alttext", words.as_str())];
    if display {
        attributes.push(("display", "block"));
    }
    let mut w = Writer::new(Dialect::Epub3);
    w.open("math", &attributes);
    match tex {
        Some(tex) => {
            w.open("semantics", &[]);
            w.open("mrow", &[]);
            // A formula that was read from a book has this row already.
            let row = match root.children.as_slice() {
                [row] if row.name == "mrow" && row.attributes.is_empty() => &row.children,
                all => all,
            };
            row.iter().for_each(|child| write(child, &mut w));
            w.close();
            w.leaf("annotation", &[("encoding", "application/x-tex")], tex);
            w.close();
        }
        None => root.children.iter().for_each(|child| write(child, &mut w)),
    }
    Some(w.finish())
}

fn write(element: &Element, w: &mut Writer) {
    let attributes: Vec<(&str, &str)> =
        element.attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    w.open(element.name, &attributes);
    w.text(&element.text);
    element.children.iter().for_each(|child| write(child, w));
    w.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tex(tex: &str) -> Option<String> {
        mathml(&Math { tex: Some(tex.into()), mathml: None }, false)
    }

    fn given(mathml: &str) -> String {
        super::mathml(&Math { tex: None, mathml: Some(mathml.into()) }, true).unwrap()
    }

    #[test]
    fn tex_becomes_mathml_with_its_words() {
        let xml = tex(r"\frac{a}{b} < c").unwrap();
        assert!(xml.contains("<mfrac>") && xml.contains("alttext=\"\\frac{a}{b} &lt; c\""), "{xml}");
        assert!(xml.contains("application/x-tex") && !xml.contains("style="));
    }

    #[test]
    fn a_formula_that_is_read_and_written_again_stays() {
        for typed in ["x", r"\frac{a}{b} < c", "{a + b}"] {
            let once = tex(typed).unwrap();
            let read = Math { tex: Some(typed.into()), mathml: Some(once.clone()) };
            assert_eq!(mathml(&read, false), Some(once), "{typed}");
        }
    }

    #[test]
    fn bad_and_hostile_formulas_are_refused() {
        assert_eq!(tex(r"\frac{a}{"), None);
        assert_eq!(tex(&"{".repeat(100_000)), None);
        assert_eq!(tex(&"{".repeat(5000)), None);
    }

    #[test]
    fn given_mathml_is_mended_until_it_is_valid() {
        for (typed, written) in [
            (r#"<mrow onclick="x()"><mi>x</mi><script>1</script></mrow>"#, "<mrow><mi>x</mi></mrow>"),
            ("<mfrac/>x", "<mfrac><mrow></mrow><mrow></mrow></mfrac><mtext>x</mtext>"),
            ("<msup><mi>x</mi></msup>", "<msup><mi>x</mi><mrow></mrow></msup>"),
            ("<msup><mi>a</mi><mo>+</mo><mi>b</mi></msup>", "<msup><mrow><mi>a</mi><mo>+</mo></mrow><mi>b</mi></msup>"),
            ("<mo stretchy='maybe' lspace='2em'><mi>a</mi></mo>", "<mo lspace=\"2em\">a</mo>"),
            (
                "<mtable><mtd><mi>a</mi></mtd><mi>b</mi></mtable>",
                "<mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>",
            ),
            (
                "<mfenced open='['><mi>a</mi><mi>b</mi></mfenced>",
                "<mrow><mo>[</mo><mi>a</mi><mo separator=\"true\">,</mo><mi>b</mi><mo>)</mo></mrow>",
            ),
            (
                "<mmultiscripts><mi>a</mi><mn>1</mn></mmultiscripts>",
                "<mmultiscripts><mi>a</mi><mn>1</mn><none></none></mmultiscripts>",
            ),
        ] {
            let xml = given(&format!("<math>{typed}</math>"));
            assert!(xml.contains(written), "{typed}: {xml}");
        }
    }
}
