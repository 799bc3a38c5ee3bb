//! MathML: written out again as text, and read as TeX if the page does not state its TeX.

use crate::doc::Math;
use crate::front::html::dom::{Dom, Id};
use crate::xml::push_escaped;

/// The most characters of a formula's MathML that are kept; longer formulas are hostile or broken.
const LONGEST: usize = 200_000;

/// A `<math>` element as text, presentation only: annotations, scripts, styles and event attributes left out.
pub(crate) fn serialise(dom: &Dom, id: Id) -> Option<String> {
    let mut out = String::new();
    element(dom, id, &mut out);
    (out.len() < LONGEST && out.contains("<m")).then_some(out)
}

fn element(dom: &Dom, id: Id, out: &mut String) {
    if out.len() >= LONGEST {
        return;
    }
    if let Some(text) = dom.text(id) {
        push_escaped(text, out);
        return;
    }
    let tag = dom.tag(id);
    if matches!(tag, "annotation" | "annotation-xml" | "script" | "style" | "maction") || !is_mathml(tag) {
        // The content of an unknown wrapper still counts.
        if !matches!(tag, "annotation" | "annotation-xml" | "script" | "style") {
            dom.children(id).for_each(|c| element(dom, c, out));
        }
        return;
    }
    if tag == "semantics" {
        return dom.children(id).for_each(|c| element(dom, c, out));
    }
    out.push('<');
    out.push_str(tag);
    if tag == "math" {
        out.push_str(" xmlns=\"http://www.w3.org/1998/Math/MathML\"");
    }
    for (name, value) in dom.attributes(id) {
        if is_kept_attribute(name) {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            push_escaped(value, out);
            out.push('"');
        }
    }
    out.push('>');
    dom.children(id).for_each(|c| element(dom, c, out));
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

fn is_mathml(tag: &str) -> bool {
    tag == "math"
        || tag == "semantics"
        || tag == "none"
        || tag.starts_with('m') && tag.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_kept_attribute(name: &str) -> bool {
    matches!(
        name,
        "display"
            | "mathvariant"
            | "stretchy"
            | "fence"
            | "separator"
            | "accent"
            | "accentunder"
            | "linethickness"
            | "columnalign"
            | "rowspacing"
            | "columnspacing"
            | "displaystyle"
            | "scriptlevel"
            | "lspace"
            | "rspace"
            | "width"
            | "height"
            | "depth"
            | "notation"
            | "form"
            | "minsize"
            | "maxsize"
            | "columnspan"
            | "rowspan"
            | "largeop"
            | "movablelimits"
            | "symmetric"
            | "columnlines"
            | "rowlines"
            | "frame"
            | "open"
            | "close"
            | "separators"
    )
}

/// A `<math>` element as TeX; `None` if it has nothing to show.
pub(crate) fn to_tex(dom: &Dom, id: Id) -> Option<String> {
    let mut out = String::new();
    row(dom, id, &mut out);
    let text = crate::front::html::dom::fold(&out);
    (!text.is_empty()).then_some(text)
}

fn row(dom: &Dom, id: Id, out: &mut String) {
    let children: Vec<Id> = dom.children(id).collect();
    let sides = fences(dom, &children);
    for (child, side) in children.into_iter().zip(sides) {
        out.push_str(side);
        node(dom, child, out);
    }
}

/// `\left` and `\right` before the brackets of a row that pair up: a lone one would be an error in TeX.
fn fences(dom: &Dom, children: &[Id]) -> Vec<&'static str> {
    let mut sides = vec![""; children.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (i, child) in children.iter().enumerate() {
        if dom.tag(*child) != "mo" {
            continue;
        }
        match dom.words_of(*child).as_str() {
            "(" => open.push((i, ")")),
            "[" => open.push((i, "]")),
            "{" => open.push((i, "}")),
            sign @ (")" | "]" | "}") => {
                if let Some((start, want)) = open.pop()
                    && want == sign
                {
                    sides[start] = "\\left";
                    sides[i] = "\\right";
                }
            }
            _ => {}
        }
    }
    sides
}

/// A child in braces, or bare if it is one character.
fn group(dom: &Dom, id: Option<Id>, out: &mut String) {
    let mut inner = String::new();
    if let Some(id) = id {
        node(dom, id, &mut inner);
    }
    let inner = inner.trim();
    out.push('{');
    out.push_str(inner);
    out.push('}');
}

fn node(dom: &Dom, id: Id, out: &mut String) {
    if let Some(text) = dom.text(id) {
        symbols(text.trim(), out);
        return;
    }
    let children: Vec<Id> = dom.elements(id).collect();
    let child = |n: usize| children.get(n).copied();
    match dom.tag(id) {
        "mi" => identifier(dom, id, out),
        "mn" => symbols(&dom.words_of(id), out),
        "mo" => operator(&dom.words_of(id), out),
        "mtext" | "ms" => {
            let text = dom.text_of(id).replace('\u{a0}', " ");
            if !text.trim().is_empty() {
                out.push_str(&format!("\\text{{{text}}}"));
            } else {
                out.push_str("\\ ");
            }
        }
        "mspace" => out.push(' '),
        "mfrac" => binary(dom, "\\frac", child(0), child(1), out),
        "msqrt" => {
            out.push_str("\\sqrt{");
            row(dom, id, out);
            out.push('}');
        }
        "mroot" => {
            out.push_str("\\sqrt[");
            if let Some(index) = child(1) {
                node(dom, index, out);
            }
            out.push(']');
            group(dom, child(0), out);
        }
        "msub" | "munder" => script(dom, child(0), child(1), None, out),
        "msup" => script(dom, child(0), None, child(1), out),
        "mover" => over(dom, child(0), child(1), out),
        "msubsup" | "munderover" => script(dom, child(0), child(1), child(2), out),
        "mfenced" => {
            let mark = |name: &str, default: &str| dom.attr(id, name).unwrap_or(default).to_string();
            let (open, close) = (mark("open", "("), mark("close", ")"));
            operator(&open, out);
            for (i, c) in children.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                node(dom, *c, out);
            }
            operator(&close, out);
        }
        "mtable" => table(dom, &children, out),
        "annotation" | "annotation-xml" | "mphantom" | "none" | "mprescripts" => {}
        _ => row(dom, id, out),
    }
}

fn binary(dom: &Dom, command: &str, a: Option<Id>, b: Option<Id>, out: &mut String) {
    out.push_str(command);
    group(dom, a, out);
    group(dom, b, out);
}

fn base(dom: &Dom, id: Option<Id>, out: &mut String) {
    let Some(id) = id else { return out.push_str("{}") };
    let mut inner = String::new();
    node(dom, id, &mut inner);
    let inner = inner.trim();
    let simple =
        inner.chars().count() <= 1 || inner.starts_with('\\') && inner[1..].bytes().all(|b| b.is_ascii_alphabetic());
    if simple || matches!(dom.tag(id), "mi" | "mn" | "mo") {
        out.push_str(inner);
    } else {
        out.push_str(&format!("{{{inner}}}"));
    }
}

fn script(dom: &Dom, inner: Option<Id>, sub: Option<Id>, sup: Option<Id>, out: &mut String) {
    base(dom, inner, out);
    for (mark, node_) in [('_', sub), ('^', sup)] {
        if node_.is_some() {
            out.push(mark);
            let mut text = String::new();
            if let Some(n) = node_ {
                node(dom, n, &mut text);
            }
            let text = text.trim();
            out.push_str(&format!("{{{text}}}"));
        }
    }
}

fn over(dom: &Dom, inner: Option<Id>, mark: Option<Id>, out: &mut String) {
    let sign = mark.map(|m| dom.words_of(m)).unwrap_or_default();
    let command = match sign.as_str() {
        "^" | "ˆ" | "\u{302}" => "\\hat",
        "¯" | "‾" | "―" | "_" | "\u{305}" => "\\overline",
        "~" | "˜" | "\u{303}" => "\\tilde",
        "→" | "⃗" => "\\vec",
        "˙" | "." => "\\dot",
        "¨" | ".." => "\\ddot",
        "⏞" => "\\overbrace",
        _ => return script(dom, inner, None, mark, out),
    };
    out.push_str(command);
    group(dom, inner, out);
}

fn table(dom: &Dom, rows: &[Id], out: &mut String) {
    out.push_str("\\begin{matrix}");
    for (i, r) in rows.iter().enumerate() {
        if i > 0 {
            out.push_str(" \\\\ ");
        }
        for (j, cell) in dom.elements(*r).enumerate() {
            if j > 0 {
                out.push_str(" & ");
            }
            row(dom, cell, out);
        }
    }
    out.push_str("\\end{matrix}");
}

fn identifier(dom: &Dom, id: Id, out: &mut String) {
    let name = dom.words_of(id);
    const FUNCTIONS: &[&str] = &[
        "sin", "cos", "tan", "log", "ln", "exp", "lim", "max", "min", "sup", "inf", "det", "dim", "ker", "gcd", "arg",
    ];
    if FUNCTIONS.contains(&name.as_str()) {
        out.push_str(&format!("\\{name} "));
        return;
    }
    let command = match dom.attr(id, "mathvariant") {
        Some("double-struck") => Some("\\mathbb"),
        Some("script") => Some("\\mathcal"),
        Some("fraktur") => Some("\\mathfrak"),
        Some("bold") => Some("\\mathbf"),
        Some("normal") if name.chars().count() > 1 => Some("\\mathrm"),
        None if name.chars().count() > 1 && name.chars().all(char::is_alphabetic) => Some("\\mathrm"),
        _ => None,
    };
    match command {
        Some(command) => out.push_str(&format!("{command}{{{name}}}")),
        None => symbols(&name, out),
    }
}

fn operator(sign: &str, out: &mut String) {
    match sign {
        "\u{2061}" | "\u{2062}" | "\u{2063}" | "\u{2064}" => {}
        "{" => out.push_str("\\{"),
        "}" => out.push_str("\\}"),
        _ => symbols(sign, out),
    }
}

/// Writes characters as TeX commands, where TeX has a command that every engine knows.
fn symbols(text: &str, out: &mut String) {
    for c in text.chars() {
        match COMMANDS.iter().find(|(sign, _)| *sign == c) {
            Some((_, command)) => {
                out.push_str(command);
                out.push(' ');
            }
            None => match c {
                '\u{2061}'..='\u{2064}' | '\u{200b}' => {}
                '−' => out.push('-'),
                '%' | '#' | '&' | '_' | '$' => {
                    out.push('\\');
                    out.push(c);
                }
                c => out.push(c),
            },
        }
    }
}

const COMMANDS: &[(char, &str)] = &[
    ('α', "\\alpha"),
    ('β', "\\beta"),
    ('γ', "\\gamma"),
    ('δ', "\\delta"),
    ('ε', "\\epsilon"),
    ('ϵ', "\\epsilon"),
    ('ζ', "\\zeta"),
    ('η', "\\eta"),
    ('θ', "\\theta"),
    ('ι', "\\iota"),
    ('κ', "\\kappa"),
    ('λ', "\\lambda"),
    ('μ', "\\mu"),
    ('ν', "\\nu"),
    ('ξ', "\\xi"),
    ('π', "\\pi"),
    ('ρ', "\\rho"),
    ('σ', "\\sigma"),
    ('τ', "\\tau"),
    ('υ', "\\upsilon"),
    ('φ', "\\phi"),
    ('ϕ', "\\phi"),
    ('χ', "\\chi"),
    ('ψ', "\\psi"),
    ('ω', "\\omega"),
    ('Γ', "\\Gamma"),
    ('Δ', "\\Delta"),
    ('Θ', "\\Theta"),
    ('Λ', "\\Lambda"),
    ('Ξ', "\\Xi"),
    ('Π', "\\Pi"),
    ('Σ', "\\Sigma"),
    ('Φ', "\\Phi"),
    ('Ψ', "\\Psi"),
    ('Ω', "\\Omega"),
    ('×', "\\times"),
    ('·', "\\cdot"),
    ('⋅', "\\cdot"),
    ('÷', "\\div"),
    ('±', "\\pm"),
    ('∓', "\\mp"),
    ('≤', "\\leq"),
    ('≥', "\\geq"),
    ('≠', "\\neq"),
    ('≈', "\\approx"),
    ('≡', "\\equiv"),
    ('∼', "\\sim"),
    ('∝', "\\propto"),
    ('∞', "\\infty"),
    ('∑', "\\sum"),
    ('∏', "\\prod"),
    ('∫', "\\int"),
    ('∂', "\\partial"),
    ('∇', "\\nabla"),
    ('∈', "\\in"),
    ('∉', "\\notin"),
    ('⊂', "\\subset"),
    ('⊆', "\\subseteq"),
    ('∪', "\\cup"),
    ('∩', "\\cap"),
    ('∅', "\\emptyset"),
    ('∀', "\\forall"),
    ('∃', "\\exists"),
    ('¬', "\\neg"),
    ('∧', "\\land"),
    ('∨', "\\lor"),
    ('→', "\\to"),
    ('⇒', "\\Rightarrow"),
    ('↔', "\\leftrightarrow"),
    ('⇔', "\\Leftrightarrow"),
    ('←', "\\leftarrow"),
    ('↦', "\\mapsto"),
    ('…', "\\ldots"),
    ('⋯', "\\cdots"),
    ('∘', "\\circ"),
    ('⊕', "\\oplus"),
    ('⊗', "\\otimes"),
    ('√', "\\sqrt"),
    ('ℝ', "\\mathbb{R}"),
    ('ℤ', "\\mathbb{Z}"),
    ('ℕ', "\\mathbb{N}"),
    ('ℂ', "\\mathbb{C}"),
    ('ℚ', "\\mathbb{Q}"),
    ('⟨', "\\langle"),
    ('⟩', "\\rangle"),
    ('∗', "*"),
    ('′', "'"),
    ('ℓ', "\\ell"),
    ('ℏ', "\\hbar"),
];

/// MathJax's own boxes (`mjx-mi` with a `mjx-c` for each character), where no MathML is left near them. The class names
/// each character (`mjx-c1D465`).
pub(crate) fn from_chtml(dom: &Dom, id: Id) -> Option<Math> {
    let root = dom
        .descendants(id)
        .find(|d| dom.tag(*d) == "mjx-math")
        .or_else(|| dom.descendants(id).find(|d| dom.attr(*d, "data-mml-node") == Some("math")))?;
    let mut mathml = String::from("<math xmlns=\"http://www.w3.org/1998/Math/MathML\">");
    dom.elements(root).for_each(|c| chtml(dom, c, &mut mathml));
    mathml.push_str("</math>");
    let copy = Dom::fragment(&mathml);
    let tex = copy.find(Dom::ROOT, "math").and_then(|m| to_tex(&copy, m))?;
    Some(Math { tex: Some(tex), mathml: Some(mathml) })
}

fn chtml(dom: &Dom, id: Id, out: &mut String) {
    let tag = dom.tag(id);
    let name = dom.attr(id, "data-mml-node").or_else(|| tag.strip_prefix("mjx-"));
    match name {
        Some("c") => {
            let code = dom.classes(id).find_map(|c| c.strip_prefix("mjx-c")).or_else(|| dom.attr(id, "data-c"));
            if let Some(c) = code.and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32) {
                push_escaped(&plain_letter(c).to_string(), out);
            }
        }
        Some("assistive-mml" | "speech") => {}
        Some("texatom" | "TeXAtom" | "mrow" | "box" | "nucleus") | None => {
            if name.is_some() && !matches!(name, Some("box" | "nucleus")) {
                out.push_str("<mrow>");
                dom.elements(id).for_each(|c| chtml(dom, c, out));
                out.push_str("</mrow>");
            } else if dom.attr(id, "data-c").is_some() {
                chtml_character(dom, id, out);
            } else {
                dom.elements(id).for_each(|c| chtml(dom, c, out));
            }
        }
        Some(
            name @ ("mi" | "mn" | "mo" | "mtext" | "msup" | "msub" | "msubsup" | "mfrac" | "msqrt" | "mroot" | "mover"
            | "munder" | "munderover" | "mtable" | "mtr" | "mtd" | "mspace" | "mstyle" | "mpadded"),
        ) => {
            out.push_str(&format!("<{name}>"));
            // A script with both parts lists the upper one first on the page.
            let mut parts: Vec<Id> = Vec::new();
            collect_parts(dom, id, &mut parts);
            order_parts(name, &mut parts);
            parts.iter().for_each(|c| chtml(dom, *c, out));
            out.push_str(&format!("</{name}>"));
        }
        _ => dom.elements(id).for_each(|c| chtml(dom, c, out)),
    }
}

fn chtml_character(dom: &Dom, id: Id, out: &mut String) {
    let code = dom.attr(id, "data-c").and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32);
    if let Some(c) = code {
        push_escaped(&plain_letter(c).to_string(), out);
    }
}

/// The parts of a construction below the boxes that only place them.
fn collect_parts(dom: &Dom, id: Id, parts: &mut Vec<Id>) {
    for child in dom.elements(id) {
        let name = dom.attr(child, "data-mml-node").or_else(|| dom.tag(child).strip_prefix("mjx-"));
        match name {
            Some(
                "script" | "base" | "box" | "frac" | "num" | "den" | "dbox" | "sqrt" | "over" | "under" | "row"
                | "itable" | "table" | "nucleus",
            ) => {
                collect_parts(dom, child, parts);
            }
            Some("nstrut" | "dstrut" | "tstrut" | "line" | "surd" | "spacer" | "strut" | "rowalign") => {}
            Some("munder") if dom.ancestors(child).take(2).any(|a| dom.tag(a) == "mjx-munderover") => {
                collect_parts(dom, child, parts)
            }
            None if dom.attr(child, "data-c").is_none() && dom.tag(child) == "g" => collect_parts(dom, child, parts),
            None if dom.tag(child) == "rect" => {}
            _ => parts.push(child),
        }
    }
}

/// The page lists the overscript first; MathML lists the base, the underscript, the overscript.
fn order_parts(name: &str, parts: &mut [Id]) {
    match (name, parts) {
        ("msubsup", [_, above, below]) => std::mem::swap(above, below),
        ("munderover", [above, base, below]) => {
            let (over, inner, under) = (*above, *base, *below);
            (*above, *base, *below) = (inner, under, over);
        }
        ("mover", [above, base]) => std::mem::swap(above, base),
        _ => {}
    }
}

/// Mathematical italic and bold letters as plain letters, because the element's name states the style.
fn plain_letter(c: char) -> char {
    let n = c as u32;
    let letter = |offset: u32| char::from_u32(if offset < 26 { 65 + offset } else { 71 + offset }).unwrap_or(c);
    match n {
        0x210E => 'h',
        0x1D400..=0x1D6A3 => letter((n - 0x1D400) % 52),
        0x1D6A8..=0x1D7C9 => {
            let at = (n - 0x1D6A8) % 58;
            match at {
                0..=24 => char::from_u32(0x391 + at).unwrap_or(c),
                26..=50 => char::from_u32(0x3B1 + at - 26).unwrap_or(c),
                _ => c,
            }
        }
        0x1D7CE..=0x1D7FF => char::from_u32(48 + (n - 0x1D7CE) % 10).unwrap_or(c),
        _ => c,
    }
}
