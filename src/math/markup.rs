//! TeX as presentation MathML: one rule for each kind of node that the reader of TeX makes.
//!
//! The rules are those of KaTeX's MathML builder where it is valid, but the output here is always valid: operators hold
//! characters and never elements, and every element has its required parts ([`super::element`]). Depth needs no bound
//! here, because the reader has one.

use ratex_font::symbols::{self, get_symbol};
use ratex_parser::ParseNode;
use ratex_parser::parse_node::{AlignType, ArrayTag, AtomFamily, Measurement, Mode, ProofBranch, StyleStr};
use unicode_normalization::UnicodeNormalization;

use super::element::Element;

/// The invisible operator between a function's name and its argument.
pub(super) const APPLY: &str = "\u{2061}";

/// A formula in TeX as a `math` element.
pub(super) fn math(nodes: &[ParseNode], display: bool) -> Element {
    let style = if display { StyleStr::Display } else { StyleStr::Text };
    Element::of("math", Look { variant: None, style }.lines(nodes))
}

/// The state that a group passes on to its parts.
#[derive(Clone, Copy)]
struct Look {
    /// The alphabet of a command.
    variant: Option<&'static str>,
    /// TeX's style, which decides the place of limits.
    style: StyleStr,
}

impl Look {
    /// Nodes with possible line breaks: each line is then a row of a table.
    fn lines(self, nodes: &[ParseNode]) -> Vec<Element> {
        let mut lines: Vec<&[ParseNode]> = nodes.split(|node| matches!(node, ParseNode::Cr { .. })).collect();
        if lines.len() > 1 && lines.last().is_some_and(|line| line.is_empty()) {
            lines.pop();
        }
        match lines[..] {
            [line] => self.list(line),
            _ => {
                let cell = |line: &&[ParseNode]| Element::of("mtr", vec![Element::of("mtd", self.list(line))]);
                vec![Element::of("mtable", lines.iter().map(cell).collect()).with("columnalign", "left")]
            }
        }
    }

    /// Nodes side by side: digits become one number, characters of a text one text.
    fn list(self, nodes: &[ParseNode]) -> Vec<Element> {
        let mut out: Vec<Element> = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            for mut part in self.node(node) {
                let point = matches!(part.text.as_str(), "." | ",") && nodes.get(at + 1).is_some_and(is_digit);
                match out.last_mut() {
                    Some(last) if joins(last, &part, point) => last.text.push_str(&part.text),
                    // The stroke of `\not` comes before the sign that it crosses.
                    Some(last) if last.text == "\u{338}" && part.is_token() => {
                        part.text = format!("{}\u{338}", part.text).nfc().collect();
                        *last = part;
                    }
                    Some(last) if is_raised_end(last, &part) => {
                        if let Some(base) = part.children.first_mut() {
                            base.text.insert_str(0, &last.text);
                        }
                        *last = part;
                    }
                    _ => out.push(part),
                }
            }
        }
        out
    }

    fn row(self, nodes: &[ParseNode]) -> Element {
        Element::row(self.lines(nodes))
    }

    /// A node as one element.
    fn one(self, node: &ParseNode) -> Element {
        Element::row(self.node(node))
    }

    fn script(self) -> Look {
        let style = match self.style {
            StyleStr::Display | StyleStr::Text => StyleStr::Script,
            StyleStr::Script | StyleStr::Scriptscript => StyleStr::Scriptscript,
        };
        Look { style, ..self }
    }

    fn node(self, node: &ParseNode) -> Vec<Element> {
        use ParseNode as N;
        let one = match node {
            N::MathOrd { mode, text, .. } => self.letter(*mode, text, "italic"),
            N::TextOrd { mode, text, .. } => self.letter(*mode, text, "normal"),
            N::Atom { mode, family, text, .. } => self.atom(*mode, *family, text),
            N::OpToken { mode, text, .. } => Element::token("mo", character(text, *mode)),
            N::AccentToken { mode, text, .. } => Element::token("mtext", character(text, *mode)),
            N::SpacingNode { text, .. } => space(text),
            N::Kern { dimension, .. } => Element::of("mspace", Vec::new()).with("width", &ems(dimension)),
            N::Rule { width, height, .. } => {
                Element::of("mspace", Vec::new()).with("width", &ems(width)).with("height", &ems(height))
            }
            N::OrdGroup { body, .. } => self.row(body),
            N::Color { body, .. } | N::Sizing { body, .. } | N::Href { body, .. } | N::Html { body, .. } => {
                return self.lines(body);
            }
            N::MClass { mclass, body, is_character_box, .. } => {
                let mut parts = self.lines(body);
                if let ([sign], true) = (parts.as_mut_slice(), *is_character_box)
                    && matches!(mclass.as_str(), "mrel" | "mbin" | "mopen" | "mclose" | "mpunct")
                {
                    *sign = Element::token("mo", std::mem::take(&mut sign.text));
                }
                return parts;
            }
            N::VCenter { body, .. } | N::CdLabelParent { fragment: body, .. } => return self.node(body),
            N::HtmlMathMl { mathml, .. } => return self.lines(mathml),
            N::Styling { style, body, .. } => styled(*style, Look { style: *style, ..self }.lines(body)),
            N::HBox { body, .. } => styled(StyleStr::Text, Look { style: StyleStr::Text, ..self }.lines(body)),
            N::MathChoice { display, text, script, scriptscript, .. } => {
                return self.lines(match self.style {
                    StyleStr::Display => display,
                    StyleStr::Text => text,
                    StyleStr::Script => script,
                    StyleStr::Scriptscript => scriptscript,
                });
            }
            N::Font { font, body, .. } => {
                let look = Look { variant: variant(font).unwrap_or(self.variant), ..self };
                match name_in(font, body) {
                    Some(name) => Element::token("mi", name).with("mathvariant", look.variant.unwrap_or("")),
                    None => return look.node(body),
                }
            }
            N::Text { body, font, .. } => {
                let variant = font.as_deref().and_then(variant).unwrap_or(self.variant);
                return Look { variant, ..self }.list(body);
            }
            N::Pmb { body, .. } => return Look { variant: Some("bold"), ..self }.lines(body),
            N::Verb { body, .. } => {
                Element::token("mtext", body.replace(' ', "\u{A0}")).with("mathvariant", "monospace")
            }
            N::Url { url, .. } => Element::token("mtext", url.as_str()),
            N::Raw { string, .. } => Element::token("mtext", string.as_str()),
            N::IncludeGraphics { alt, .. } => Element::token("mtext", alt.as_str()),
            N::SupSub { base, sup, sub, .. } => self.scripts(base.as_deref(), sub.as_deref(), sup.as_deref()),
            N::GenFrac { numer, denom, has_bar_line, bar_size, left_delim, right_delim, .. } => {
                let width = match (has_bar_line, bar_size) {
                    (false, _) => Some("0px".to_owned()),
                    (true, size) => size.as_ref().map(ems),
                };
                let below = if matches!(self.style, StyleStr::Display) {
                    Look { style: StyleStr::Text, ..self }
                } else {
                    self.script()
                };
                let mut fraction = Element::of("mfrac", vec![below.one(numer), below.one(denom)]);
                if let Some(width) = width {
                    fraction = fraction.with("linethickness", &width);
                }
                let (left, right) = (left_delim.as_deref().unwrap_or("."), right_delim.as_deref().unwrap_or("."));
                return fenced(left, vec![fraction], right);
            }
            N::Sqrt { body, index, .. } => match index {
                Some(index) => Element::of("mroot", vec![self.one(body), self.script().one(index)]),
                None => Element::of("msqrt", self.node(body)),
            },
            N::Accent { label, is_stretchy, base, .. } => {
                Element::of("mover", vec![self.one(base), accent(label, *is_stretchy)]).with("accent", "true")
            }
            N::AccentUnder { label, is_stretchy, base, .. } => {
                Element::of("munder", vec![self.one(base), accent(label, *is_stretchy)]).with("accentunder", "true")
            }
            N::Overline { body, .. } => Element::of("mover", vec![self.one(body), stretchy("\u{203E}")]),
            N::Underline { body, .. } => {
                Element::of("munder", vec![self.one(body), stretchy("\u{203E}")]).with("accentunder", "true")
            }
            N::HorizBrace { label, is_over, base, .. } => {
                let name = if *is_over { "mover" } else { "munder" };
                Element::of(name, vec![self.one(base), accent(label, Some(true))])
            }
            N::Op { name: Some(name), symbol: true, mode, .. } => {
                let sign = Element::token("mo", character(name, *mode));
                if name == "\\smallint" { sign.with("largeop", "false") } else { sign }
            }
            N::Op { name: Some(name), .. } => {
                return vec![Element::token("mi", name.trim_start_matches('\\')), Element::token("mo", APPLY)];
            }
            N::Op { body, .. } => return self.lines(body.as_deref().unwrap_or_default()),
            N::OperatorName { body, .. } => {
                let mut parts = Look { variant: Some("normal"), ..self }.list(body);
                if parts.iter().all(|part| matches!(part.name, "mi" | "mn" | "mo" | "mtext" | "mspace")) {
                    let text = |part: &Element| if part.name == "mspace" { " ".into() } else { part.text.clone() };
                    let name: String = parts.iter().map(text).collect();
                    parts = vec![Element::token("mi", name).with("mathvariant", "normal")];
                }
                parts.push(Element::token("mo", APPLY));
                return parts;
            }
            N::DelimSizing { size, delim, .. } => {
                let height = ["1em", "1.2em", "1.8em", "2.4em", "3em"].get(usize::from(*size)).unwrap_or(&"3em");
                let sized = |sign: Element| sign.with("minsize", height).with("maxsize", height);
                return delimiter(delim).map(sized).into_iter().collect();
            }
            N::LeftRight { body, left, right, .. } => return fenced(left, self.lines(body), right),
            N::Middle { delim, .. } | N::LeftRightRight { delim, .. } => {
                return delimiter(delim).into_iter().collect();
            }
            N::Phantom { body, .. } => Element::of("mphantom", self.lines(body)),
            N::VPhantom { body, .. } => {
                Element::of("mpadded", vec![Element::of("mphantom", self.node(body))]).with("width", "0px")
            }
            N::Smash { body, smash_height, smash_depth, .. } => {
                let mut padded = Element::of("mpadded", self.node(body));
                for (side, flat) in [("height", smash_height), ("depth", smash_depth)] {
                    padded = if *flat { padded.with(side, "0px") } else { padded };
                }
                padded
            }
            N::Lap { body, .. } => Element::of("mpadded", self.node(body)).with("width", "0px"),
            N::RaiseBox { dy, body, .. } => Element::of("mpadded", self.node(body)).with("voffset", &ems(dy)),
            N::Enclose { label, body, .. } => enclosed(label, self.node(body)),
            N::Array { body, tags, cols, hlines_before_row, .. } => {
                let mut table = self.table(body, tags.as_deref().unwrap_or_default());
                let letters: Vec<&str> = cols.iter().flatten().filter_map(|col| col.align.as_deref()).collect();
                let sides: Vec<&str> = letters.iter().map(|letter| side(letter)).collect();
                table = table.with("columnalign", &sides.join(" "));
                table = table.with("columnlines", &column_lines(cols.as_deref().unwrap_or_default()));
                table.with("rowlines", &row_lines(hlines_before_row, body.len()))
            }
            N::XArrow { label, body, below, .. } => {
                self.attach(accent(label, Some(true)), below.as_deref(), Some(body.as_ref()), true)
            }
            N::CdArrow { direction, label_above, label_below, .. } => {
                let flat = !matches!(direction.as_str(), "up" | "down" | "vert_eq");
                let sign = Element::token("mo", arrow(direction));
                self.attach(sign, label_below.as_deref(), label_above.as_deref(), flat)
            }
            N::CdLabel { label, .. } => return self.node(label),
            N::ProofTree { tree, .. } => self.proof(tree),
            N::Tag { body, tag, .. } => {
                let mut parts = self.list(body);
                parts.push(Element::of("mspace", Vec::new()).with("width", "2em"));
                parts.extend(Look { style: StyleStr::Text, ..self }.list(tag));
                return parts;
            }
            N::Cr { .. }
            | N::ColorToken { .. }
            | N::Size { .. }
            | N::Environment { .. }
            | N::Infix { .. }
            | N::Internal { .. }
            | N::NoNumber { .. } => return Vec::new(),
        };
        vec![one]
    }

    /// A letter, a digit or another ordinary character.
    fn letter(self, mode: Mode, text: &str, default: &str) -> Element {
        let shown = character(text, mode);
        let token = if mode == Mode::Text {
            Element::token("mtext", if shown == " " { "\u{A0}".to_owned() } else { shown })
        } else if text.bytes().all(|b| b.is_ascii_digit()) {
            Element::token("mn", shown)
        } else if text == "\\prime" || shown == "'" {
            Element::token("mo", "\u{2032}")
        } else {
            let normal = default == "normal" && self.variant.is_none();
            let letter = Element::token("mi", shown);
            return match self.variant {
                Some(variant) if !matches!(text, "\\imath" | "\\jmath") => letter.with("mathvariant", variant),
                _ if normal => letter.with("mathvariant", "normal"),
                _ => letter,
            };
        };
        match self.variant {
            Some(variant) if token.name != "mo" => token.with("mathvariant", variant),
            _ => token,
        }
    }

    fn atom(self, mode: Mode, family: AtomFamily, text: &str) -> Element {
        let shown = character(text, mode);
        if mode == Mode::Text {
            return Element::token("mtext", shown);
        }
        let sign = Element::token("mo", shown);
        match family {
            AtomFamily::Open | AtomFamily::Close => sign.with("stretchy", "false"),
            AtomFamily::Punct => sign.with("separator", "true"),
            _ => sign,
        }
    }

    fn scripts(self, base: Option<&ParseNode>, sub: Option<&ParseNode>, sup: Option<&ParseNode>) -> Element {
        let over = matches!(base, Some(ParseNode::HorizBrace { .. })) || base.is_some_and(|base| self.has_limits(base));
        let center = base.map_or_else(|| Element::of("mrow", Vec::new()), |base| self.base(base));
        self.attach(center, sub, sup, over)
    }

    /// A base without the invisible operator after a function's name.
    fn base(self, node: &ParseNode) -> Element {
        let mut parts = self.node(node);
        if parts.last().is_some_and(|last| last.text == APPLY) {
            parts.pop();
        }
        Element::row(parts)
    }

    /// True if scripts are under and over this base.
    fn has_limits(self, base: &ParseNode) -> bool {
        let display = matches!(self.style, StyleStr::Display);
        match base {
            ParseNode::Op { limits, always_handle_sup_sub, .. } => {
                *limits && (display || *always_handle_sup_sub == Some(true))
            }
            ParseNode::OperatorName { limits, always_handle_sup_sub, .. } => {
                *always_handle_sup_sub && (display || *limits)
            }
            _ => false,
        }
    }

    /// A base with scripts: as limits under and over it, or after it.
    fn attach(self, base: Element, low: Option<&ParseNode>, high: Option<&ParseNode>, limits: bool) -> Element {
        let small = self.script();
        let (low, high) = (low.map(|node| small.one(node)), high.map(|node| small.one(node)));
        let name = |limit, script| if limits { limit } else { script };
        match (low, high) {
            (None, None) => base,
            (Some(low), None) => Element::of(name("munder", "msub"), vec![base, low]),
            (None, Some(high)) => Element::of(name("mover", "msup"), vec![base, high]),
            (Some(low), Some(high)) => Element::of(name("munderover", "msubsup"), vec![base, low, high]),
        }
    }

    fn table(self, rows: &[Vec<ParseNode>], tags: &[ArrayTag]) -> Element {
        let mut out = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let mut cells: Vec<Element> = row.iter().map(|cell| Element::of("mtd", self.node(cell))).collect();
            if let Some(ArrayTag::Explicit(tag)) = tags.get(number).filter(|_| tags.len() == rows.len())
                && !tag.is_empty()
            {
                cells.push(Element::of("mtd", Look { style: StyleStr::Text, ..self }.list(tag)));
            }
            out.push(Element::of("mtr", cells));
        }
        Element::of("mtable", out)
    }

    /// A proof as fractions: premises over the line, conclusion under it, labels at its side.
    fn proof(self, tree: &ProofBranch) -> Element {
        let conclusion = self.row(&tree.conclusion);
        if tree.premises.is_empty() {
            return conclusion;
        }
        let mut premises = Vec::new();
        for premise in &tree.premises {
            if !premises.is_empty() {
                premises.push(Element::of("mspace", Vec::new()).with("width", "2em"));
            }
            premises.push(self.proof(premise));
        }
        let fraction = Element::of("mfrac", vec![Element::of("mrow", premises), conclusion]);
        let label = |nodes: &Option<Vec<ParseNode>>| nodes.as_deref().map(|nodes| self.row(nodes));
        let parts = label(&tree.left_label).into_iter().chain([fraction]).chain(label(&tree.right_label));
        Element::row(parts.collect())
    }
}

/// The letters in a face in which letters side by side are one name, such as `\mathrm{max}`.
pub(super) fn name_in(font: &str, body: &ParseNode) -> Option<String> {
    let ParseNode::OrdGroup { body, .. } = body else { return None };
    let letter = |node: &ParseNode| match node {
        ParseNode::MathOrd { mode: Mode::Math, text, .. } if text.chars().all(char::is_alphabetic) => {
            Some(text.clone())
        }
        _ => None,
    };
    let is_name = matches!(font, "mathrm" | "mathit" | "mathsf" | "mathtt") && body.len() > 1;
    if is_name { body.iter().map(letter).collect() } else { None }
}

/// True if a part belongs to the token before it.
fn joins(last: &Element, part: &Element, point: bool) -> bool {
    let same = last.attributes == part.attributes;
    match (last.name, part.name) {
        ("mn", "mn") | ("mtext", "mtext") => same,
        ("mn", _) => point && part.children.is_empty(),
        _ => false,
    }
}

/// True if a part is the last digit of the number before it, with an exponent or index: TeX hangs that on the digit alone.
fn is_raised_end(last: &Element, part: &Element) -> bool {
    let raised = matches!(part.name, "msup" | "msub" | "msubsup");
    let base = part.children.first().filter(|base| raised && base.name == "mn");
    last.name == "mn" && base.is_some_and(|base| base.attributes == last.attributes)
}

fn is_digit(node: &ParseNode) -> bool {
    matches!(node, ParseNode::TextOrd { text, .. } if text.bytes().all(|b| b.is_ascii_digit()))
}

/// The character of a command or a key.
pub(super) fn character(name: &str, mode: Mode) -> String {
    let mode = match mode {
        Mode::Math => symbols::Mode::Math,
        Mode::Text => symbols::Mode::Text,
    };
    // Ligatures of a text stay two characters, as typed.
    match get_symbol(name, mode).and_then(|symbol| symbol.codepoint) {
        Some(c) => c.to_string(),
        None => name.trim_start_matches('\\').to_owned(),
    }
}

/// A typed space, or the space of a command.
fn space(text: &str) -> Element {
    let width = match text {
        "\\ " | "~" | "\\space" | "\\nobreakspace" | " " => return Element::token("mtext", "\u{A0}"),
        "\\," | "\\thinspace" => "0.1667em",
        "\\:" | "\\>" | "\\medspace" => "0.2222em",
        "\\;" | "\\thickspace" => "0.2778em",
        "\\!" | "\\negthinspace" => "-0.1667em",
        "\\enspace" => "0.5em",
        "\\quad" => "1em",
        "\\qquad" => "2em",
        _ => "0em",
    };
    Element::of("mspace", Vec::new()).with("width", width)
}

/// A measurement of TeX in ems of ten points.
fn ems(measurement: &Measurement) -> String {
    let unit = match measurement.unit.as_str() {
        "ex" => 0.431,
        "mu" => 1.0 / 18.0,
        "pt" => 0.1,
        "mm" => 0.2845,
        "cm" => 2.845,
        "in" => 7.227,
        "bp" | "px" => 0.1004,
        "pc" => 1.2,
        "sp" => 0.1 / 65536.0,
        _ => 1.0,
    };
    let ems = (measurement.number * unit).clamp(-1000.0, 1000.0);
    let ems = if ems.is_finite() { ems } else { 0.0 };
    format!("{}em", (ems * 1e4).round() / 1e4)
}

fn styled(style: StyleStr, parts: Vec<Element>) -> Element {
    let (level, display) = match style {
        StyleStr::Display => ("0", "true"),
        StyleStr::Text => ("0", "false"),
        StyleStr::Script => ("1", "false"),
        StyleStr::Scriptscript => ("2", "false"),
    };
    Element::of("mstyle", parts).with("scriptlevel", level).with("displaystyle", display)
}

/// MathML's alphabet for a command of fonts; `None` for an unknown command, `Some(None)` for the plain alphabet.
fn variant(font: &str) -> Option<Option<&'static str>> {
    Some(Some(match font.trim_start_matches('\\') {
        "mathrm" | "textrm" | "textnormal" | "textup" | "textmd" => "normal",
        "mathit" | "textit" | "textsl" | "emph" => "italic",
        "mathbf" | "textbf" | "bold" => "bold",
        "boldsymbol" => "bold-italic",
        "mathbb" => "double-struck",
        "mathcal" | "mathscr" => "script",
        "mathfrak" => "fraktur",
        "mathsf" | "textsf" => "sans-serif",
        "mathsfit" => "sans-serif-italic",
        "mathtt" | "texttt" => "monospace",
        "mathnormal" | "text" => return Some(None),
        _ => return None,
    }))
}

fn stretchy(sign: &str) -> Element {
    Element::token("mo", sign).with("stretchy", "true")
}

/// The sign of an accent, a brace or a long arrow.
fn accent(label: &str, is_stretchy: Option<bool>) -> Element {
    let name = label.trim_start_matches('\\');
    let sign = LONG_SIGNS.iter().find(|(names, _)| names.contains(&name)).map(|(_, sign)| *sign);
    match sign {
        Some(sign) => stretchy(sign),
        None if name == "dddot" => Element::token("mo", "\u{20DB}").with("stretchy", "false"),
        None if name == "ddddot" => Element::token("mo", "\u{20DC}").with("stretchy", "false"),
        None => {
            let sign = character(label, Mode::Math);
            let sign = if sign == name && sign.len() > 1 { character(label, Mode::Text) } else { sign };
            Element::token("mo", sign).with("stretchy", if is_stretchy == Some(true) { "true" } else { "false" })
        }
    }
}

/// Signs that grow with their base.
const LONG_SIGNS: &[(&[&str], &str)] = &[
    (&["widehat"], "^"),
    (&["widecheck"], "ˇ"),
    (&["widetilde", "utilde"], "~"),
    (&["overleftarrow", "underleftarrow", "xleftarrow"], "←"),
    (&["overrightarrow", "underrightarrow", "xrightarrow"], "→"),
    (&["overleftrightarrow", "underleftrightarrow", "xleftrightarrow"], "↔"),
    (&["Overrightarrow", "xRightarrow"], "⇒"),
    (&["xLeftarrow"], "⇐"),
    (&["xLeftrightarrow"], "⇔"),
    (&["overleftharpoon", "xleftharpoonup"], "↼"),
    (&["overrightharpoon", "xrightharpoonup"], "⇀"),
    (&["xleftharpoondown"], "↽"),
    (&["xrightharpoondown"], "⇁"),
    (&["xhookleftarrow"], "↩"),
    (&["xhookrightarrow"], "↪"),
    (&["xmapsto"], "↦"),
    (&["xrightleftharpoons", "xrightequilibrium"], "⇌"),
    (&["xleftrightharpoons", "xleftequilibrium"], "⇋"),
    (&["xtwoheadleftarrow"], "↞"),
    (&["xtwoheadrightarrow"], "↠"),
    (&["xlongequal"], "="),
    (&["xtofrom", "xrightleftarrows"], "⇄"),
    (&["overbrace"], "⏞"),
    (&["underbrace"], "⏟"),
    (&["overbracket"], "⎴"),
    (&["underbracket"], "⎵"),
    (&["overgroup"], "⏠"),
    (&["undergroup"], "⏡"),
    (&["overparen"], "⏜"),
    (&["underparen"], "⏝"),
    (&["overlinesegment", "underlinesegment"], "⎼"),
];

/// A bracket that grows; the point of `\left.` is not one.
fn delimiter(delim: &str) -> Option<Element> {
    let sign = match delim {
        "." | "" => return None,
        "<" | "\\lt" => "⟨".to_owned(),
        ">" | "\\gt" => "⟩".to_owned(),
        delim => character(delim, Mode::Math),
    };
    Some(Element::token("mo", sign).with("fence", "true").with("stretchy", "true"))
}

fn fenced(left: &str, body: Vec<Element>, right: &str) -> Vec<Element> {
    let (left, right) = (delimiter(left), delimiter(right).map(|sign| sign.with("form", "postfix")));
    if left.is_none() && right.is_none() {
        return body;
    }
    let left = left.map(|sign| sign.with("form", "prefix"));
    vec![Element::of("mrow", left.into_iter().chain(body).chain(right).collect())]
}

fn enclosed(label: &str, body: Vec<Element>) -> Element {
    let notation = match label {
        "\\cancel" | "\\slashed" | "\\centernot" => "updiagonalstrike",
        "\\bcancel" => "downdiagonalstrike",
        "\\xcancel" => "updiagonalstrike downdiagonalstrike",
        "\\sout" => "horizontalstrike",
        "\\fbox" | "\\fcolorbox" => "box",
        "\\angl" => "actuarial",
        "\\phase" => "bottom",
        _ => return Element::of("mrow", body),
    };
    Element::of("menclose", body).with("notation", notation)
}

fn side(letter: &str) -> &'static str {
    match letter {
        "l" => "left",
        "r" => "right",
        _ => "center",
    }
}

fn line(rule: bool) -> &'static str {
    if rule { "solid" } else { "none" }
}

/// The columns with a rule between them, as MathML lists them; empty without rules.
fn column_lines(cols: &[ratex_parser::parse_node::AlignSpec]) -> String {
    let columns: Vec<usize> = cols
        .iter()
        .enumerate()
        .filter(|(_, col)| matches!(col.align_type, AlignType::Align))
        .map(|(at, _)| at)
        .collect();
    let rules: Vec<bool> =
        columns.windows(2).map(|pair| pair.first().zip(pair.last()).is_some_and(|(a, b)| b - a > 1)).collect();
    listed(&rules)
}

/// The rows with a rule between them.
fn row_lines(before: &[Vec<bool>], rows: usize) -> String {
    let rules: Vec<bool> = (1..rows).map(|row| before.get(row).is_some_and(|lines| !lines.is_empty())).collect();
    listed(&rules)
}

fn listed(rules: &[bool]) -> String {
    if rules.contains(&true) {
        rules.iter().map(|rule| line(*rule)).collect::<Vec<_>>().join(" ")
    } else {
        String::new()
    }
}

fn arrow(direction: &str) -> &'static str {
    match direction {
        "right" => "→",
        "left" => "←",
        "up" => "↑",
        "down" => "↓",
        "horiz_eq" => "=",
        "vert_eq" => "‖",
        _ => "",
    }
}
