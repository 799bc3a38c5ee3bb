//! Presentation MathML to TeX, for formulas that come without their TeX.
//!
//! A small reader of its own, because formulas are small: elements, text and the entities of formulas. Everything
//! unknown is a row of its children, so that something is set. Depth is bounded; the reader never looks back.

/// Deepest nesting that is read.
const DEEPEST: usize = 40;

/// An element with its children, or text.
#[derive(Debug)]
enum Node {
    Element { name: String, attributes: String, children: Vec<Node> },
    Text(String),
}

/// The formula in TeX; `None` when there is no `math` element or nothing in it.
pub fn to_tex(mathml: &str) -> Option<String> {
    let mut reader = Reader { rest: mathml };
    let nodes = reader.nodes(0);
    if let Some(tex) = find_annotation(&nodes) {
        return Some(tex);
    }
    let mut out = String::new();
    nodes.iter().for_each(|node| write(node, &mut out));
    let out = out.trim();
    (!out.is_empty()).then(|| out.to_owned())
}

/// The characters of the formula, one after another.
pub fn text(mathml: &str) -> String {
    fn collect(node: &Node, out: &mut String) {
        match node {
            Node::Text(text) => {
                out.push_str(text.trim());
                out.push(' ');
            }
            Node::Element { children, .. } => children.iter().for_each(|child| collect(child, out)),
        }
    }
    let mut out = String::new();
    Reader { rest: mathml }.nodes(0).iter().for_each(|node| collect(node, &mut out));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// TeX that the formula carries along.
fn find_annotation(nodes: &[Node]) -> Option<String> {
    nodes.iter().find_map(|node| match node {
        Node::Element { name, attributes, children } => {
            if name == "annotation" && attributes.to_ascii_lowercase().contains("tex") {
                let mut text = String::new();
                children.iter().for_each(|child| {
                    if let Node::Text(t) = child {
                        text.push_str(t);
                    }
                });
                let text = text.trim().trim_start_matches("{\\displaystyle").trim();
                // An unbalanced rest of a wrapper is taken off too.
                let text = if text.matches('}').count() > text.matches('{').count() {
                    text.strip_suffix('}').unwrap_or(text)
                } else {
                    text
                };
                return (!text.is_empty()).then(|| text.to_owned());
            }
            find_annotation(children)
        }
        Node::Text(_) => None,
    })
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// Nodes up to the end tag of the element around them, or the end.
    fn nodes(&mut self, depth: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        while !self.rest.is_empty() {
            let Some(open) = self.rest.find('<') else {
                nodes.push(Node::Text(unescape(self.rest)));
                self.rest = "";
                break;
            };
            let (text, tag) = self.rest.split_at(open);
            if !text.trim().is_empty() {
                nodes.push(Node::Text(unescape(text)));
            }
            let Some(close) = tag.find('>') else {
                self.rest = "";
                break;
            };
            let inside = &tag[1..close];
            self.rest = &tag[close + 1..];
            if inside.starts_with('/') {
                break;
            }
            if inside.starts_with(['!', '?']) {
                continue;
            }
            let empty = inside.ends_with('/');
            let inside = inside.trim_end_matches('/');
            let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
            let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
            let attributes = attributes.to_owned();
            let children = if empty {
                Vec::new()
            } else if depth < DEEPEST {
                self.nodes(depth + 1)
            } else {
                self.skip();
                Vec::new()
            };
            nodes.push(Node::Element { name, attributes, children });
        }
        nodes
    }

    /// Passes over an element's content without keeping it.
    fn skip(&mut self) {
        let mut open = 1usize;
        while open > 0 {
            let Some(at) = self.rest.find('<') else {
                self.rest = "";
                return;
            };
            let tag = &self.rest[at..];
            let Some(close) = tag.find('>') else {
                self.rest = "";
                return;
            };
            let inside = &tag[1..close];
            if inside.starts_with('/') {
                open -= 1;
            } else if !inside.ends_with('/') && !inside.starts_with(['!', '?']) {
                open += 1;
            }
            self.rest = &tag[close + 1..];
        }
    }
}

/// Entities that formulas are written with.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let Some(end) = tail.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end) else {
            out.push('&');
            rest = &tail[1..];
            continue;
        };
        match entity(&tail[1..end]) {
            Some(c) => out.push(c),
            None => out.push_str(&tail[..=end]),
        }
        rest = &tail[end + 1..];
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(code) = name.strip_prefix('#') {
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => code.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "InvisibleTimes" | "it" => '\u{2062}',
        "ApplyFunction" | "af" => '\u{2061}',
        "minus" => '−',
        "times" => '×',
        "middot" | "centerdot" => '·',
        "PlusMinus" | "pm" => '±',
        "infin" => '∞',
        "sum" | "Sum" => '∑',
        "int" | "Integral" => '∫',
        "alpha" => 'α',
        "beta" => 'β',
        "gamma" => 'γ',
        "delta" => 'δ',
        "epsilon" => 'ε',
        "theta" => 'θ',
        "lambda" => 'λ',
        "mu" => 'μ',
        "pi" => 'π',
        "rho" => 'ρ',
        "sigma" => 'σ',
        "phi" => 'φ',
        "omega" => 'ω',
        "Delta" => 'Δ',
        "Omega" => 'Ω',
        "Sigma" => 'Σ',
        "le" | "leq" => '≤',
        "ge" | "geq" => '≥',
        "ne" => '≠',
        "rarr" | "rightarrow" => '→',
        "isin" | "in" => '∈',
        _ => return None,
    })
}

/// Writes a node as TeX.
fn write(node: &Node, out: &mut String) {
    let (name, attributes, children) = match node {
        Node::Text(text) => return symbols(text.trim(), out),
        Node::Element { name, attributes, children } => (name.as_str(), attributes.as_str(), children.as_slice()),
    };
    let arm = |number: usize, out: &mut String| {
        out.push('{');
        if let Some(child) = children.get(number) {
            write(child, out);
        }
        out.push('}');
    };
    match name {
        "mi" => identifier(&characters(children), attributes, out),
        "mtext" | "ms" => words(&characters(children), out),
        "mfrac" => {
            out.push_str(if attributes.contains("linethickness=\"0") { "\\genfrac{}{}{0pt}{}" } else { "\\frac" });
            arm(0, out);
            arm(1, out);
        }
        "msqrt" => {
            out.push_str("\\sqrt{");
            children.iter().for_each(|child| write(child, out));
            out.push('}');
        }
        "mroot" => {
            out.push_str("\\sqrt[{");
            children.get(1).into_iter().for_each(|child| write(child, out));
            out.push_str("}]");
            arm(0, out);
        }
        "msup" | "msub" | "msubsup" => {
            arm(0, out);
            scripts(name == "msup", name == "msubsup", &arm, out);
        }
        "munder" | "mover" | "munderover" => limits(name, children, &arm, out),
        "mtable" => {
            out.push_str("\\begin{matrix}");
            children.iter().for_each(|child| write(child, out));
            out.push_str("\\end{matrix}");
        }
        "mtr" | "mlabeledtr" => {
            for (number, cell) in children.iter().enumerate() {
                if number > 0 {
                    out.push_str(" & ");
                }
                write(cell, out);
            }
            out.push_str(" \\\\ ");
        }
        "mspace" => out.push_str("\\;"),
        "mfenced" => {
            out.push_str("\\left(");
            children.iter().for_each(|child| write(child, out));
            out.push_str("\\right)");
        }
        "mphantom" => {
            out.push_str("\\phantom{");
            children.iter().for_each(|child| write(child, out));
            out.push('}');
        }
        "semantics" => children.first().into_iter().for_each(|child| write(child, out)),
        "annotation" | "annotation-xml" => {}
        "mrow" | "math" | "mstyle" | "mtd" => {
            out.push('{');
            children.iter().for_each(|child| write(child, out));
            out.push('}');
        }
        _ => children.iter().for_each(|child| write(child, out)),
    }
}

fn scripts(sup: bool, both: bool, arm: &dyn Fn(usize, &mut String), out: &mut String) {
    out.push(if sup { '^' } else { '_' });
    arm(1, out);
    if both {
        out.push('^');
        arm(2, out);
    }
}

fn limits(name: &str, children: &[Node], arm: &dyn Fn(usize, &mut String), out: &mut String) {
    let base = children.first().map(|child| characters(std::slice::from_ref(child))).unwrap_or_default();
    let mark = children.get(1).map(|child| characters(std::slice::from_ref(child))).unwrap_or_default();
    let accent = match (name, mark.as_str()) {
        ("mover", "¯" | "‾" | "_" | "―") => Some("\\overline"),
        ("mover", "^" | "ˆ") => Some("\\hat"),
        ("mover", "→" | "⇀") => Some("\\vec"),
        ("mover", "˙" | ".") => Some("\\dot"),
        ("mover", "¨") => Some("\\ddot"),
        ("mover", "~" | "˜") => Some("\\tilde"),
        _ => None,
    };
    if let Some(accent) = accent {
        out.push_str(accent);
        return arm(0, out);
    }
    if matches!(base.as_str(), "∑" | "∏" | "∫" | "⋃" | "⋂" | "lim" | "max" | "min" | "sup" | "inf") {
        children.first().into_iter().for_each(|child| write(child, out));
        return scripts(name == "mover", name == "munderover", arm, out);
    }
    if name == "mover" {
        out.push_str("\\overset");
        arm(1, out);
        arm(0, out);
    } else {
        if name == "munderover" {
            out.push_str("\\overset");
            arm(2, out);
            out.push('{');
        }
        out.push_str("\\underset");
        arm(1, out);
        arm(0, out);
        if name == "munderover" {
            out.push('}');
        }
    }
}

/// All characters under some nodes.
fn characters(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text.trim()),
            Node::Element { children, .. } => out.push_str(&characters(children)),
        }
    }
    out
}

fn identifier(text: &str, attributes: &str, out: &mut String) {
    let variant = ["double-struck", "bold-italic", "bold", "script", "fraktur", "sans-serif", "monospace", "normal"]
        .into_iter()
        .find(|variant| attributes.contains(&format!("\"{variant}\"")) || attributes.contains(&format!("'{variant}'")));
    let command = match variant {
        Some("double-struck") => "\\mathbb",
        Some("bold" | "bold-italic") => "\\mathbf",
        Some("script") => "\\mathcal",
        Some("fraktur") => "\\mathfrak",
        Some("sans-serif") => "\\mathsf",
        Some("monospace") => "\\mathtt",
        Some(_) if text.chars().count() == 1 => "\\mathrm",
        _ if text.chars().count() > 1 && text.chars().all(char::is_alphanumeric) => {
            out.push_str(if matches!(text, "lim" | "max" | "min" | "sup" | "inf") {
                "\\operatorname*"
            } else {
                "\\operatorname"
            });
            ""
        }
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
        escape(c, out);
    }
    out.push('}');
}

/// Characters of a formula: those that mean something to TeX are escaped, invisible operators dropped.
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
        '^' => out.push_str("\\hat{}"),
        c => out.push(c),
    }
}
