//! Formulas on one line of plain characters, for places where only characters fit: bookmarks, navigation, catalogues,
//! lists of titles. `\frac{a}{b} + x^2` is `a/b + x²`.
//!
//! The form is the linear format of Unicode (Unicode Technical Note 28), simplified for people: scripts are Unicode's
//! raised and lowered characters where all of them exist, otherwise they follow `^` and `_`; parts of more than one term
//! have brackets. It is made from MathML, to which both notations lead.

use super::element::Element;
use super::markup::APPLY;

/// Relations and operators between two terms, with a space on both sides.
const INFIX: &str = "=<>≤≥≠≈≡∼≃≅≐≜∝≪≫≺≻⪯⪰∈∉∋⊂⊃⊄⊆⊇⊈⊊⊥∤→←↔↦↪↩↠↞⇀⇁↼↽⇌⇋⇄⇝⇒⇐⇔⟶⟵⟷⟹⟸⟺⟼∧∨∪∩+−±∓×÷·⋅∘∗*⊕⊖⊗⊙∖⊢⊨≔∶:";
/// Operators that may also stand before their only term.
const SIGNS: &str = "+−±∓*∗∼:";
/// Signs after which a minus belongs to the term after it.
const OPENING: &str = "([{⟨⌈⌊";
/// Bars open and close in turn.
const BARS: &str = "|‖";
/// Signs with a space after them.
const PUNCTUATION: &str = ",;";
/// Signs over a range, with a space between their limits and their term.
const LARGE: &str = "∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂";

/// Characters and their raised forms. Letters are left out, because few faces have them, except the two that all have.
const RAISED: (&str, &str) = ("0123456789+−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ");
/// Characters and their lowered forms.
const LOWERED: (&str, &str) = ("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ");

/// Accents as combining characters over a letter.
const ACCENTS: &[(&str, char)] = &[
    ("^", '\u{302}'),
    ("ˆ", '\u{302}'),
    ("~", '\u{303}'),
    ("˜", '\u{303}'),
    ("¯", '\u{304}'),
    ("ˉ", '\u{304}'),
    ("‾", '\u{304}'),
    ("˙", '\u{307}'),
    ("¨", '\u{308}'),
    ("ˇ", '\u{30C}'),
    ("´", '\u{301}'),
    ("ˊ", '\u{301}'),
    ("`", '\u{300}'),
    ("ˋ", '\u{300}'),
    ("˘", '\u{306}'),
    ("→", '\u{20D7}'),
    ("\u{20DB}", '\u{20DB}'),
    ("\u{20DC}", '\u{20DC}'),
    ("⃗", '\u{20D7}'),
];

/// The formula on one line.
pub(super) fn linear(formula: &Element) -> String {
    let text = row(&formula.children);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parts side by side.
fn row(parts: &[Element]) -> String {
    let mut out = String::new();
    let mut last: Option<&Element> = None;
    for part in parts {
        let text = one(part);
        match part.name {
            // The space after a function's name is not needed before a bracket.
            "mo" if is_of(&text, OPENING) && last.is_some_and(|last| last.text == APPLY) => {
                out.truncate(out.trim_end().len());
                out.push_str(&text);
            }
            "mo" => operator(&text, &mut out),
            _ if is_relation(part) => infix(&text, &mut out),
            _ => {
                let after_name = last.is_some_and(is_function) && text.starts_with(char::is_alphanumeric);
                if !text.is_empty() && (after_name || needs_space(&out, &text, part)) {
                    out.push(' ');
                }
                out.push_str(&text);
                if ends_in_large(part) {
                    out.push(' ');
                }
            }
        }
        if !text.is_empty() {
            last = Some(part);
        }
    }
    out
}

/// True if all of a text are some of these signs.
fn is_of(text: &str, signs: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| signs.contains(c))
}

/// True for a relation or an arrow with words over or under it.
fn is_relation(part: &Element) -> bool {
    is_scripted(part) && part.children.first().is_some_and(|base| base.name == "mo" && is_of(&base.text, INFIX))
}

fn infix(sign: &str, out: &mut String) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(sign);
    out.push(' ');
}

fn operator(sign: &str, out: &mut String) {
    let is_open = |bar: char| BARS.contains(bar) && out.matches(bar).count() % 2 == 1;
    let ends_term = |c: char| !INFIX.contains(c) && !OPENING.contains(c) && c != ',' && !is_open(c);
    let between = out.trim_end().chars().last().is_some_and(ends_term);
    match sign {
        // The invisible operators: application, times, separator, plus.
        APPLY => out.push(' '),
        "\u{2062}" | "\u{2063}" | "\u{2064}" => {}
        _ if is_of(sign, INFIX) && (between || out.is_empty() && !is_of(sign, SIGNS)) => infix(sign, out),
        _ if is_of(sign, LARGE) => {
            if between && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str(sign);
            out.push(' ');
        }
        _ => {
            out.push_str(sign);
            if is_of(sign, PUNCTUATION) {
                out.push(' ');
            }
        }
    }
}

/// True for a name of several letters.
fn is_function(part: &Element) -> bool {
    part.name == "mi" && part.text.chars().take_while(|c| c.is_alphabetic()).count() > 1
}

/// True if two terms side by side would be read as one: a name of several letters, a sum, a fraction or a script and the
/// term after it.
fn needs_space(before: &str, text: &str, part: &Element) -> bool {
    let base = if is_scripted(part) { part.children.first().unwrap_or(part) } else { part };
    if is_of(&base.text, LARGE) {
        return !before.is_empty() && !before.ends_with([' ', '(', '[', '{']);
    }
    if is_function(base) && before.ends_with(|c: char| is_small(c) || c == ')') {
        return true;
    }
    let touch = before.ends_with(|c: char| c.is_alphanumeric()) && text.starts_with(char::is_alphanumeric);
    let last = before.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '^' | '_')).next().unwrap_or("");
    touch && part.name != "mtext" && (is_function(base) || part.name == "mfrac" || last.contains(['/', '^', '_']))
}

fn is_scripted(part: &Element) -> bool {
    matches!(part.name, "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover")
}

/// True for a sum, an integral and so on with limits.
fn ends_in_large(part: &Element) -> bool {
    is_scripted(part)
        && part
            .children
            .first()
            .is_some_and(|base| is_of(&base.text, LARGE) || base.name == "mi" && base.text.chars().count() > 1)
}

/// A part by itself.
fn one(part: &Element) -> String {
    let child = |at: usize| part.children.get(at);
    let of = |at: usize| child(at).map(one).unwrap_or_default();
    match part.name {
        "mi" | "mn" | "mo" | "mtext" | "ms" => token(part),
        "mspace" => {
            if is_wide(part) {
                " ".into()
            } else {
                String::new()
            }
        }
        "mphantom" | "none" | "mprescripts" => String::new(),
        "mfrac" if part.attribute("linethickness").is_some_and(|width| width.starts_with('0')) => {
            format!("{} {}", of(0), of(1))
        }
        "mfrac" => format!("{}/{}", bracketed(&of(0), false), bracketed(&of(1), true)),
        "msqrt" => format!("√{}", bracketed(&row(&part.children), true)),
        "mroot" => {
            let sign = match of(1).as_str() {
                "3" => "∛".to_owned(),
                "4" => "∜".to_owned(),
                index => script(index, '^', RAISED) + "√",
            };
            sign + &bracketed(&of(0), true)
        }
        "munder" if is_sign(child(1)) => of(0),
        "msub" | "munder" if part.attribute("accentunder") != Some("true") => {
            based(&of(0)) + &script(&of(1), '_', LOWERED)
        }
        "mover" if part.attribute("accent") == Some("true") || is_sign(child(1)) || is_accent(child(1)) => {
            accented(of(0), &of(1))
        }
        "munder" => of(0),
        "msup" | "mover" => based(&of(0)) + &script(&of(1), '^', RAISED),
        "msubsup" | "munderover" => based(&of(0)) + &script(&of(1), '_', LOWERED) + &script(&of(2), '^', RAISED),
        "mmultiscripts" => multiscripts(&part.children),
        "mtable" => part.children.iter().map(one).collect::<Vec<_>>().join("; "),
        "mtr" | "mlabeledtr" => part.children.iter().map(one).collect::<Vec<_>>().join(" "),
        _ => row(&part.children),
    }
}

/// A token; the letters of the number sets as characters of their own.
fn token(part: &Element) -> String {
    if part.attribute("mathvariant") == Some("double-struck") {
        let struck = |c: char| "CHNPQRZ".find(c).and_then(|at| "ℂℍℕℙℚℝℤ".chars().nth(at)).unwrap_or(c);
        return part.text.chars().map(struck).collect();
    }
    part.text.replace('\u{A0}', " ").replace('∣', "|").replace('∥', "‖")
}

fn is_wide(space: &Element) -> bool {
    let width = space.attribute("width").and_then(|width| width.strip_suffix("em"));
    width.and_then(|ems| ems.parse::<f32>().ok()).is_some_and(|ems| ems >= 0.15)
}

/// True for a sign that is drawn over its base, such as an arrow, and not a script over it.
fn is_sign(part: Option<&Element>) -> bool {
    part.is_some_and(|part| part.name == "mo" && part.attribute("stretchy") == Some("true"))
}

/// True for an accent that is not marked as one.
fn is_accent(part: Option<&Element>) -> bool {
    part.is_some_and(|part| part.name == "mo" && ACCENTS.iter().any(|(sign, _)| *sign == part.text.trim()))
}

/// The scripts of a base on both its sides, in pairs.
fn multiscripts(parts: &[Element]) -> String {
    let split = parts.iter().position(|part| part.name == "mprescripts").unwrap_or(parts.len());
    let pairs = |parts: &[Element]| {
        let pair = |pair: &[Element]| match pair {
            [low, high] => script(&one(low), '_', LOWERED) + &script(&one(high), '^', RAISED),
            _ => pair.iter().map(one).collect(),
        };
        parts.chunks(2).map(pair).collect::<String>()
    };
    let before = parts.get(split + 1..).map(pairs).unwrap_or_default();
    let base = parts.first().map(one).unwrap_or_default();
    before + &based(&base) + &parts.get(1..split).map(pairs).unwrap_or_default()
}

/// A base: a fraction or a sum that has scripts as a whole needs brackets.
fn based(base: &str) -> String {
    let is_words = base.chars().all(|c| c.is_alphabetic() || c == ' ');
    if base.contains('/') { bracketed(base, false) } else { bracketed_if(base, base.contains(' ') && !is_words) }
}

/// A script in Unicode's characters if it has all of them, otherwise after a sign.
fn script(text: &str, sign: char, (plain, small): (&str, &str)) -> String {
    let text = text.trim();
    match text {
        "" => return String::new(),
        // Primes are raised already, and so is the sign of degrees.
        _ if text.chars().all(|c| matches!(c, '′' | '″' | '‴')) => return text.to_owned(),
        "∘" => return "°".into(),
        _ => {}
    }
    let tight: String = text.chars().filter(|c| *c != ' ').collect();
    if is_name(&tight) {
        return format!("{sign}{tight}");
    }
    let of = |c: char| plain.chars().position(|known| known == c).and_then(|at| small.chars().nth(at));
    match tight.chars().map(of).collect::<Option<String>>() {
        Some(small) => small,
        None => format!("{sign}{}", bracketed(&tight, true)),
    }
}

fn accented(base: String, accent: &str) -> String {
    let mark = ACCENTS.iter().find(|(sign, _)| *sign == accent.trim()).map(|(_, mark)| *mark);
    match mark {
        Some(mark) if base.chars().count() == 1 => base + &mark.to_string(),
        // No character spans several letters; braces under and over a part only group it.
        Some(_) => bracketed(&base, true) + accent.trim(),
        None => base,
    }
}

/// A part in brackets unless it is one term; `strictly` also if it is a product.
fn bracketed(text: &str, strictly: bool) -> String {
    let text = text.trim();
    let letters = text.chars().filter(|c| !is_small(*c)).count();
    let is_number = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let product = strictly && letters > 1 && !is_number && !is_name(text);
    bracketed_if(text, text.contains([' ', '/']) || product)
}

fn bracketed_if(text: &str, wanted: bool) -> String {
    if wanted && !is_enclosed(text) { format!("({text})") } else { text.to_owned() }
}

/// True for a character that belongs to the one before it.
fn is_small(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{20D0}'..='\u{20FF}' | '′' | '″' | '°')
        || RAISED.1.contains(c)
        || LOWERED.1.contains(c)
}

/// True for a word, as in an index that is a name.
fn is_name(text: &str) -> bool {
    text.chars().count() > 2 && text.chars().all(|c| c.is_ascii_lowercase())
}

/// True if one pair of brackets is around the whole.
fn is_enclosed(text: &str) -> bool {
    let mut depth = 0_i32;
    let count = text.chars().count();
    for (at, c) in text.chars().enumerate() {
        match c {
            '(' | '[' | '{' | '⟨' => depth += 1,
            ')' | ']' | '}' | '⟩' => depth -= 1,
            _ => {}
        }
        if depth == 0 && at + 1 < count {
            return false;
        }
    }
    count > 1 && text.starts_with(['(', '[', '{', '⟨'])
}

#[cfg(test)]
mod tests {
    use crate::doc::{Inline, Math};

    #[test]
    fn formulas_stand_on_one_line() {
        for (tex, wanted) in [
            ("x^2", "x²"),
            (r"\frac{a}{b}", "a/b"),
            (r"\frac{a+b}{2c}", "(a + b)/(2c)"),
            (r"\frac12 x", "1/2 x"),
            (r"e^{i\pi}+1=0", "e^(iπ) + 1 = 0"),
            (r"\sum_{i=0}^{n} \alpha_i", "∑ᵢ₌₀ⁿ αᵢ"),
            (r"\mathbb{R}^n \to \mathbb{C}", "ℝⁿ → ℂ"),
            (r"\sqrt{x+1} \le \hat{y}", "√(x + 1) ≤ y\u{302}"),
            (r"\sqrt[3]{2}", "∛2"),
            (r"-a \cdot -b", "−a ⋅ −b"),
            (r"f'(x) = \sin x", "f′(x) = sin x"),
            (r"\sin(x)", "sin(x)"),
            (r"\log_2 n", "log₂ n"),
            (r"O(n \log n)", "O(n log n)"),
            (r"A^{T}B", "A^T B"),
            (r"x_{\text{max}}", "x_max"),
            (r"\lim_{x\to 0} g", "lim_(x→0) g"),
            (r"90^\circ", "90°"),
            (r"H_2O", "H₂O"),
            (r"{}^{14}C", "¹⁴C"),
            (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
            (r"\binom{n}{k}", "(n k)"),
            (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1 2; 3 4)"),
            (r"3.14 \times 10^{-8}", "3.14 × 10⁻⁸"),
            (r"|x| < 2\,\text{cm}", "|x| < 2 cm"),
            (r"\|-x\| = 4", "‖−x‖ = 4"),
            (r"\int_0^1 f\,dx", "∫₀¹ f dx"),
            (r"\{a, b\}", "{a, b}"),
            (r"a \quad b", "a b"),
            (r"\unknown{x}", r"\unknown{x}"),
        ] {
            assert_eq!(crate::math::linear(&Math { tex: Some(tex.into()), mathml: None }), wanted, "{tex}");
        }
        let mathml = "<math><mfrac><mi>p</mi><mi>q</mi></mfrac><mo>+</mo><msup><mi>z</mi><mn>3</mn></msup></math>";
        let given = Math { tex: None, mathml: Some(mathml.into()) };
        assert_eq!(crate::math::linear(&given), "p/q + z³");
        let words = vec![Inline::text("The ratio "), Inline::Math(given), Inline::Note(Vec::new())];
        assert_eq!(crate::math::title_text(&words), "The ratio p/q + z³");
    }
}
