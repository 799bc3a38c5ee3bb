//! MathML to TeX, for formulas that come without their TeX: pages are set from TeX.
//!
//! The input is checked MathML ([`super::element`]), so every element has its required parts. A construct without a TeX
//! command becomes a row of its parts, so that no character is lost.

use super::element::Element;

/// The formula in TeX; `None` if it is empty.
pub(super) fn to_tex(math: &Element) -> Option<String> {
    let mut out = String::new();
    rows(&math.children, &mut out);
    let out = out.trim();
    (!out.is_empty()).then(|| out.to_owned())
}

fn rows(parts: &[Element], out: &mut String) {
    parts.iter().for_each(|part| write(part, out));
}

/// Some parts in braces.
fn group(parts: &[Element], out: &mut String) {
    out.push('{');
    rows(parts, out);
    out.push('}');
}

/// The part with that number in braces.
fn arm(element: &Element, number: usize, out: &mut String) {
    group(element.children.get(number).map(std::slice::from_ref).unwrap_or_default(), out);
}

fn write(element: &Element, out: &mut String) {
    match element.name {
        "mi" => identifier(&element.text, element.attribute("mathvariant"), out),
        "mtext" | "ms" => words(&element.text, out),
        "mn" | "mo" => symbols(&element.text, out),
        "mfrac" => {
            let bare = element.attribute("linethickness").is_some_and(|width| width.starts_with('0'));
            out.push_str(if bare { "\\genfrac{}{}{0pt}{}" } else { "\\frac" });
            arm(element, 0, out);
            arm(element, 1, out);
        }
        "msqrt" => {
            out.push_str("\\sqrt");
            group(&element.children, out);
        }
        "mroot" => {
            out.push_str("\\sqrt[");
            arm(element, 1, out);
            out.push(']');
            arm(element, 0, out);
        }
        "msup" | "msub" | "msubsup" => {
            arm(element, 0, out);
            scripts(element, out);
        }
        "munder" | "mover" | "munderover" => limits(element, out),
        "mmultiscripts" => multiscripts(&element.children, out),
        "mtable" => {
            out.push_str("\\begin{matrix}");
            for row in &element.children {
                cells(row, out);
                out.push_str(" \\\\ ");
            }
            out.push_str("\\end{matrix}");
        }
        "mspace" => out.push_str("\\;"),
        "mphantom" => {
            out.push_str("\\phantom");
            group(&element.children, out);
        }
        _ => group(&element.children, out),
    }
}

/// A row of a table; the label of a labelled row, which comes first in MathML, is put after it.
fn cells(row: &Element, out: &mut String) {
    let (label, cells) = match row.children.split_first() {
        Some((label, cells)) if row.name == "mlabeledtr" => (Some(label), cells),
        _ => (None, row.children.as_slice()),
    };
    for (number, cell) in cells.iter().chain(label).enumerate() {
        if number > 0 {
            out.push_str(" & ");
        }
        group(&cell.children, out);
    }
}

fn scripts(element: &Element, out: &mut String) {
    out.push(if matches!(element.name, "msup" | "mover") { '^' } else { '_' });
    arm(element, 1, out);
    if element.children.len() > 2 {
        out.push('^');
        arm(element, 2, out);
    }
}

/// Scripts on both sides: those before the base are attached to an empty group.
fn multiscripts(parts: &[Element], out: &mut String) {
    let at = parts.iter().position(|part| part.name == "mprescripts").unwrap_or(parts.len());
    let (after, before) = parts.split_at(at);
    let pairs = |parts: &[Element], out: &mut String| {
        for pair in parts.chunks(2) {
            out.push_str("{}");
            for (mark, script) in ['_', '^'].into_iter().zip(pair).filter(|(_, script)| script.name != "none") {
                out.push(mark);
                group(std::slice::from_ref(script), out);
            }
        }
    };
    pairs(before.get(1..).unwrap_or_default(), out);
    if let Some((base, rest)) = after.split_first() {
        group(std::slice::from_ref(base), out);
        // The first pair hangs on the base itself.
        let mut text = String::new();
        pairs(rest, &mut text);
        out.push_str(text.strip_prefix("{}").unwrap_or(&text));
    }
}

fn limits(element: &Element, out: &mut String) {
    let characters = |number: usize| element.children.get(number).map(Element::words).unwrap_or_default();
    let (base, mark) = (characters(0), characters(1));
    let accent = match (element.name, mark.as_str()) {
        ("mover", "¯" | "‾" | "_" | "―") => Some("\\overline"),
        ("mover", "^" | "ˆ") => Some("\\hat"),
        ("mover", "→" | "⇀") => Some("\\vec"),
        ("mover", "˙" | ".") => Some("\\dot"),
        ("mover", "¨") => Some("\\ddot"),
        ("mover", "~" | "˜") => Some("\\tilde"),
        ("mover", "⃛") => Some("\\dddot"),
        ("mover", "⏞") => Some("\\overbrace"),
        ("munder", "⏟") => Some("\\underbrace"),
        ("munder", "_" | "‾" | "\u{332}") => Some("\\underline"),
        _ => None,
    };
    if let Some(accent) = accent {
        out.push_str(accent);
        return arm(element, 0, out);
    }
    if matches!(base.as_str(), "∑" | "∏" | "∫" | "⋃" | "⋂" | "lim" | "max" | "min" | "sup" | "inf") {
        element.children.first().into_iter().for_each(|child| write(child, out));
        return scripts(element, out);
    }
    let (under, over) = match element.name {
        "munder" => (Some(1), None),
        "mover" => (None, Some(1)),
        _ => (Some(1), Some(2)),
    };
    if let Some(over) = over {
        out.push_str("\\overset");
        arm(element, over, out);
        out.push('{');
    }
    if let Some(under) = under {
        out.push_str("\\underset");
        arm(element, under, out);
    }
    arm(element, 0, out);
    if over.is_some() {
        out.push('}');
    }
}

fn identifier(text: &str, variant: Option<&str>, out: &mut String) {
    let command = match variant {
        Some("double-struck") => "\\mathbb",
        Some("bold" | "bold-italic") => "\\mathbf",
        Some("script") => "\\mathcal",
        Some("fraktur") => "\\mathfrak",
        Some("sans-serif") => "\\mathsf",
        Some("monospace") => "\\mathtt",
        Some(_) if text.chars().count() == 1 => "\\mathrm",
        _ if matches!(text, "lim" | "max" | "min" | "sup" | "inf") => "\\operatorname*",
        _ if text.chars().count() > 1 && text.chars().all(char::is_alphanumeric) => "\\operatorname",
        _ => return symbols(text, out),
    };
    out.push_str(command);
    out.push('{');
    symbols(text, out);
    out.push('}');
}

fn words(text: &str, out: &mut String) {
    out.push_str("\\text{");
    for c in text.chars() {
        match c {
            '^' => out.push_str("\\textasciicircum "),
            '~' => out.push_str("\\textasciitilde "),
            '\\' => out.push_str("\\textbackslash "),
            c => escape(c, out),
        }
    }
    out.push('}');
}

/// Characters of a formula: characters with a meaning in TeX are escaped, invisible operators dropped.
fn symbols(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\u{2061}'..='\u{2064}' => {}
            '\u{A0}' => out.push('~'),
            '\u{2032}' => out.push('\''),
            c => escape(c, out),
        }
    }
    out.push(' ');
}

fn escape(c: char, out: &mut String) {
    match c {
        '{' | '}' | '#' | '$' | '%' | '&' | '_' => {
            out.push('\\');
            out.push(c);
        }
        '\\' => out.push_str("\\backslash "),
        '~' => out.push_str("\\sim "),
        '^' => out.push_str("\\text{\\textasciicircum}"),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::given;

    #[test]
    fn every_construct_has_its_command() {
        for (mathml, tex) in [
            ("<mfrac><mi>a</mi><mi>b</mi></mfrac>", r"\frac{a }{b }"),
            ("<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>", r"\genfrac{}{}{0pt}{}{n }{k }"),
            ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", r"\sqrt{a + b }"),
            ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[{3 }]{x }"),
            ("<msup><mi>x</mi><mn>2</mn></msup>", "{x }^{2 }"),
            ("<msub><mi>y</mi><mi>i</mi></msub>", "{y }_{i }"),
            ("<msubsup><mi>z</mi><mn>1</mn><mn>2</mn></msubsup>", "{z }_{1 }^{2 }"),
            ("<munder><mi>lim</mi><mi>n</mi></munder>", r"\operatorname*{lim }_{n }"),
            ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>", "∑ _{i }^{n }"),
            ("<munder><mi>s</mi><mi>t</mi></munder>", r"\underset{t }{s }"),
            ("<mover><mi>v</mi><mi>w</mi></mover>", r"\overset{w }{{v }}"),
            ("<munderover><mi>p</mi><mi>q</mi><mi>r</mi></munderover>", r"\overset{r }{\underset{q }{p }}"),
            (
                "<mmultiscripts><mi>X</mi><mi>a</mi><mi>b</mi><none/><mi>c</mi><mprescripts/><mi>d</mi><none/></mmultiscripts>",
                "{}_{d }{X }_{a }^{b }{}^{c }",
            ),
            (
                "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mlabeledtr><mtd><mi>L</mi></mtd><mtd><mi>c</mi></mtd>\
                 </mlabeledtr></mtable>",
                r"\begin{matrix}{a } & {b } \\ {c } & {L } \\ \end{matrix}",
            ),
            ("<mi>a</mi><mspace/><mphantom><mi>p</mi></mphantom>", r"a \;\phantom{p }"),
            (r"<mtext>a_b ^ ~ \ {c}</mtext>", r"\text{a\_b \textasciicircum  \textasciitilde  \textbackslash  \{c\}}"),
            ("<mi mathvariant='double-struck'>R</mi><mi mathvariant='bold'>v</mi>", r"\mathbb{R }\mathbf{v }"),
            ("<mi mathvariant='script'>L</mi><mi mathvariant='fraktur'>g</mi>", r"\mathcal{L }\mathfrak{g }"),
            ("<mi mathvariant='sans-serif'>s</mi><mi mathvariant='monospace'>t</mi>", r"\mathsf{s }\mathtt{t }"),
            (
                "<mi mathvariant='normal'>d</mi><mi>sin</mi><mi>max</mi>",
                r"\mathrm{d }\operatorname{sin }\operatorname*{max }",
            ),
            ("<mi>x</mi><mo>\u{2032}</mo><mo>{</mo><mi>%</mi><mo>\u{2062}</mo><mi>y</mi>", r"x ' \{ \%  y"),
        ] {
            let math = given::read(&format!("<math>{mathml}</math>")).unwrap();
            assert_eq!(to_tex(&math).as_deref(), Some(tex), "{mathml}");
        }
    }
}
