//! Symbols, functions, accents, brackets and arrows in English words, after MathSpeak's names.

/// Words for symbols, each with the commands and characters that mean it.
#[rustfmt::skip]
const SYMBOLS: &[(&str, &[&str])] = &[
    ("plus", &["+"]),
    ("minus", &["-", "−"]),
    ("plus or minus", &["\\pm", "±"]),
    ("minus or plus", &["\\mp", "∓"]),
    ("times", &["*", "\\ast", "\\cdot", "\\times", "×", "·", "⋅", "∗"]),
    ("divided by", &["/", "\\div", "÷"]),
    ("composed with", &["\\circ", "∘"]),
    ("circled plus", &["\\oplus", "⊕"]),
    ("circled minus", &["\\ominus", "⊖"]),
    ("circled times", &["\\otimes", "⊗"]),
    ("circled dot", &["\\odot", "⊙"]),
    ("dagger", &["\\dagger", "\\dag", "†"]),
    ("double dagger", &["\\ddagger", "\\ddag", "‡"]),
    ("equals", &["="]),
    ("is not equal to", &["\\neq", "\\ne", "≠"]),
    ("is less than", &["<", "\\lt"]),
    ("is greater than", &[">", "\\gt"]),
    ("is at most", &["\\leq", "\\le", "≤", "\\leqslant", "⩽"]),
    ("is at least", &["\\geq", "\\ge", "≥", "\\geqslant", "⩾"]),
    ("is much less than", &["\\ll", "≪"]),
    ("is much greater than", &["\\gg", "≫"]),
    ("is approximately", &["\\approx", "≈"]),
    ("is equivalent to", &["\\equiv", "≡"]),
    ("is similar to", &["\\sim", "∼"]),
    ("is asymptotically equal to", &["\\simeq", "≃"]),
    ("is congruent to", &["\\cong", "≅"]),
    ("is proportional to", &["\\propto", "∝"]),
    ("is defined as", &["\\coloneqq", "≔", "≝"]),
    ("precedes", &["\\prec", "≺", "\\preceq", "⪯"]),
    ("succeeds", &["\\succ", "≻", "\\succeq", "⪰"]),
    ("is parallel to", &["\\parallel", "∥"]),
    ("is perpendicular to", &["\\perp", "⊥"]),
    ("does not divide", &["\\nmid", "∤"]),
    ("models", &["\\models", "⊨"]),
    ("proves", &["\\vdash", "⊢"]),
    ("in", &["\\in", "∈"]),
    ("not in", &["\\notin", "∉"]),
    ("contains", &["\\ni", "∋"]),
    ("is a subset of", &["\\subset", "\\subseteq", "⊂", "⊆"]),
    ("is a proper subset of", &["\\subsetneq", "⊊"]),
    ("is a superset of", &["\\supset", "\\supseteq", "⊃", "⊇"]),
    ("union", &["\\cup", "∪"]),
    ("intersection", &["\\cap", "∩"]),
    ("set minus", &["\\setminus", "∖", "\\smallsetminus"]),
    ("the empty set", &["\\emptyset", "\\varnothing", "∅"]),
    ("not", &["\u{338}", "\\neg", "\\lnot", "¬"]),
    ("and", &["\\land", "\\wedge", "∧"]),
    ("or", &["\\lor", "\\vee", "∨"]),
    ("for all", &["\\forall", "∀"]),
    ("there is", &["\\exists", "∃"]),
    ("there is no", &["\\nexists", "∄"]),
    ("therefore", &["\\therefore", "∴"]),
    ("because", &["\\because", "∵"]),
    ("to", &["\\to", "\\rightarrow", "→", "\\longrightarrow", "⟶"]),
    ("left arrow", &["\\gets", "\\leftarrow", "←", "\\longleftarrow", "⟵"]),
    ("left right arrow", &["\\leftrightarrow", "↔", "\\longleftrightarrow", "⟷"]),
    ("maps to", &["\\mapsto", "↦", "\\longmapsto", "⟼"]),
    ("leads to", &["\\leadsto", "\\rightsquigarrow", "⇝"]),
    ("hooked right arrow", &["\\hookrightarrow", "↪"]),
    ("hooked left arrow", &["\\hookleftarrow", "↩"]),
    ("two-headed right arrow", &["\\twoheadrightarrow", "↠"]),
    ("is in equilibrium with", &["\\rightleftharpoons", "⇌", "\\leftrightharpoons", "⇋"]),
    ("up arrow", &["\\uparrow", "↑", "\\Uparrow", "⇑"]),
    ("down arrow", &["\\downarrow", "↓", "\\Downarrow", "⇓"]),
    ("up down arrow", &["\\updownarrow", "↕", "\\Updownarrow", "⇕"]),
    ("implies", &["\\Rightarrow", "\\implies", "\\Longrightarrow", "⇒", "⟹"]),
    ("is implied by", &["\\Leftarrow", "\\impliedby", "\\Longleftarrow", "⇐", "⟸"]),
    ("if and only if", &["\\Leftrightarrow", "\\Longleftrightarrow", "\\iff", "⇔", "⟺"]),
    ("infinity", &["\\infty", "∞"]),
    ("partial", &["\\partial", "∂"]),
    ("nabla", &["\\nabla", "∇"]),
    ("the sum", &["\\sum", "∑"]),
    ("the product", &["\\prod", "∏"]),
    ("the coproduct", &["\\coprod", "∐"]),
    ("the integral", &["\\int", "∫", "\\smallint", "\\intop"]),
    ("the double integral", &["\\iint", "∬"]),
    ("the triple integral", &["\\iiint", "∭"]),
    ("the contour integral", &["\\oint", "∮"]),
    ("the union", &["\\bigcup", "⋃"]),
    ("the intersection", &["\\bigcap", "⋂"]),
    ("the disjoint union", &["\\bigsqcup", "⨆"]),
    ("the direct sum", &["\\bigoplus", "⨁"]),
    ("the tensor product", &["\\bigotimes", "⨂"]),
    ("the disjunction", &["\\bigvee", "⋁"]),
    ("the conjunction", &["\\bigwedge", "⋀"]),
    ("and so on", &["\\ldots", "\\dots", "\\cdots", "\\@cdots", "\\vdots", "\\varvdots", "\\ddots", "…", "⋯", "⋮", "⋱"]),
    ("open parenthesis", &["("]),
    ("close parenthesis", &[")"]),
    ("open bracket", &["[", "\\lbrack"]),
    ("close bracket", &["]", "\\rbrack"]),
    ("open brace", &["\\{", "\\lbrace"]),
    ("close brace", &["\\}", "\\rbrace"]),
    ("open angle bracket", &["\\langle", "⟨"]),
    ("close angle bracket", &["\\rangle", "⟩"]),
    ("open floor", &["\\lfloor", "⌊"]),
    ("close floor", &["\\rfloor", "⌋"]),
    ("open ceiling", &["\\lceil", "⌈"]),
    ("close ceiling", &["\\rceil", "⌉"]),
    ("bar", &["|", "\\vert", "\\lvert", "\\rvert", "\\mid", "∣"]),
    ("double bar", &["\\|", "\\Vert", "\\lVert", "\\rVert", "‖"]),
    ("factorial", &["!"]),
    ("per cent", &["%", "\\%"]),
    ("number sign", &["\\#"]),
    ("ampersand", &["\\&"]),
    ("dollars", &["\\$"]),
    ("underscore", &["\\_"]),
    ("prime", &["'", "\\prime", "′"]),
    ("i", &["\\imath", "ı"]),
    ("j", &["\\jmath", "ȷ"]),
    ("h bar", &["\\hbar", "ℏ"]),
    ("the real part", &["\\Re", "ℜ"]),
    ("the imaginary part", &["\\Im", "ℑ"]),
    ("epsilon", &["\\varepsilon"]),
    ("theta", &["\\vartheta"]),
    ("kappa", &["\\varkappa"]),
    ("pi", &["\\varpi"]),
    ("rho", &["\\varrho"]),
    ("sigma", &["\\varsigma"]),
    ("phi", &["\\varphi"]),
    ("sine", &["\\sin"]),
    ("cosine", &["\\cos"]),
    ("tangent", &["\\tan"]),
    ("cotangent", &["\\cot"]),
    ("secant", &["\\sec"]),
    ("cosecant", &["\\csc"]),
    ("arc sine", &["\\arcsin"]),
    ("arc cosine", &["\\arccos"]),
    ("arc tangent", &["\\arctan"]),
    ("hyperbolic sine", &["\\sinh"]),
    ("hyperbolic cosine", &["\\cosh"]),
    ("hyperbolic tangent", &["\\tanh"]),
    ("natural log", &["\\ln"]),
    ("the limit", &["\\lim"]),
    ("the limit superior", &["\\limsup"]),
    ("the limit inferior", &["\\liminf"]),
    ("the minimum", &["\\min"]),
    ("the maximum", &["\\max"]),
    ("the supremum", &["\\sup"]),
    ("the infimum", &["\\inf"]),
    ("arg min", &["\\argmin"]),
    ("arg max", &["\\argmax"]),
    ("the probability", &["\\Pr"]),
    ("the determinant", &["\\det"]),
    ("the dimension", &["\\dim"]),
    ("the kernel", &["\\ker"]),
    ("the argument", &["\\arg"]),
    ("the degree", &["\\deg"]),
    ("", &["\\ ", "~", "\\,", "\\;", "\\:", "\\quad", "\\qquad", "\\!"]),
];

/// Signs with their range below and above.
const LARGE: &[&str] = &[
    "\\sum", "\\prod", "\\coprod", "\\int", "\\iint", "\\iiint", "\\oint", "\\bigcup", "\\bigcap", "\\bigsqcup",
    "\\bigoplus", "\\bigotimes", "\\bigvee", "\\bigwedge",
];

/// Functions whose index is what they range over.
const RANGED: &[&str] = &["\\min", "\\max", "\\sup", "\\inf", "\\argmin", "\\argmax", "\\limsup", "\\liminf", "\\Pr"];

/// Words for accents.
const ACCENTS: &[(&str, &[&str])] = &[
    ("hat", &["\\hat", "\\widehat"]),
    ("check", &["\\check", "\\widecheck"]),
    ("breve", &["\\breve"]),
    ("bar", &["\\bar", "\\overline"]),
    ("vector", &["\\vec", "\\overrightarrow"]),
    ("dot", &["\\dot"]),
    ("double dot", &["\\ddot"]),
    ("triple dot", &["\\dddot"]),
    ("tilde", &["\\tilde", "\\widetilde"]),
    ("acute", &["\\acute"]),
    ("grave", &["\\grave"]),
    ("ring", &["\\mathring"]),
    ("with left arrow above", &["\\overleftarrow"]),
    ("with left right arrow above", &["\\overleftrightarrow"]),
    ("with left arrow below", &["\\underleftarrow"]),
    ("with right arrow below", &["\\underrightarrow"]),
    ("with left right arrow below", &["\\underleftrightarrow"]),
    ("with tilde below", &["\\utilde"]),
];

/// Words for brackets of two sides, which are opened and closed.
const BRACKETS: &[(&str, &[&str])] = &[
    ("parenthesis", &["(", ")"]),
    ("bracket", &["[", "]", "\\lbrack", "\\rbrack"]),
    ("brace", &["\\{", "\\}", "\\lbrace", "\\rbrace"]),
    ("bar", &["|", "\\vert", "\\lvert", "\\rvert"]),
    ("double bar", &["\\|", "\\Vert", "\\lVert", "\\rVert"]),
    ("angle bracket", &["\\langle", "\\rangle", "<", ">", "\\lt", "\\gt"]),
    ("floor", &["\\lfloor", "\\rfloor"]),
    ("ceiling", &["\\lceil", "\\rceil"]),
];

fn named<'n>(table: &[(&'n str, &[&str])], sign: &str) -> Option<&'n str> {
    table.iter().find(|(_, signs)| signs.contains(&sign)).map(|(name, _)| *name)
}

/// A symbol's name; a command without one is said as it is called.
pub(super) fn symbol(text: &str) -> &str {
    named(SYMBOLS, text).unwrap_or(text.trim_start_matches('\\'))
}

/// The name of a function that is written in letters, such as `sin`.
pub(super) fn function(letters: &str) -> &str {
    named(SYMBOLS, &format!("\\{}", letters.replace(' ', ""))).unwrap_or(letters)
}

/// True for a sum, an integral and so on.
pub(super) fn is_large(command: &str) -> bool {
    LARGE.contains(&command)
}

/// True for a function whose index is what it ranges over.
pub(super) fn is_ranged(command: &str) -> bool {
    RANGED.contains(&command)
}

/// What is said after the base of an accent.
pub(super) fn accent(label: &str) -> &'static str {
    named(ACCENTS, label).unwrap_or("")
}

/// A bracket, opened or closed; nothing for the invisible one.
pub(super) fn bracket(sign: &str, open: bool) -> String {
    match named(BRACKETS, sign) {
        Some(name) => format!("{} {name}", if open { "open" } else { "close" }),
        None if matches!(sign, "." | "") => String::new(),
        None => symbol(sign).to_owned(),
    }
}

/// An arrow with words over or under it.
pub(super) fn arrow(label: &str) -> &'static str {
    match label.trim_start_matches("\\x") {
        "leftarrow" | "left" => "left arrow",
        "rightarrow" | "right" => "right arrow",
        "Leftarrow" => "double left arrow",
        "Rightarrow" => "double right arrow",
        "leftrightarrow" | "Leftrightarrow" => "left right arrow",
        "mapsto" => "maps to",
        "longequal" | "horiz_eq" | "vert_eq" => "equals",
        "rightleftharpoons" | "leftrightharpoons" | "rightequilibrium" | "leftequilibrium" => "reversible arrow",
        "up" => "up arrow",
        "down" => "down arrow",
        _ => "arrow",
    }
}
