//! MathML from an article, read into a checked tree.
//!
//! A small reader, because formulas are small: elements, text and the entities of formulas, in any state. The result is
//! then repaired until it is valid ([`super::element`]): text between elements becomes `mtext`, an unknown element is
//! replaced by its children, missing parts are empty rows and surplus parts are gathered into one row, so that no
//! character of the formula is lost.

use super::element::{Content, Element, attribute, known};

/// Deepest nesting that is kept; deeper elements are put side by side at that depth.
const DEEPEST: usize = 40;

/// An element with its children, or text, unchanged from the article.
#[derive(Debug)]
pub(crate) enum Node {
    /// An element.
    Element {
        /// Its name without a prefix, in small letters.
        name: String,
        /// All text between the name and the end of the tag.
        attributes: String,
        /// Its content.
        children: Vec<Node>,
    },
    /// Text.
    Text(String),
}

/// The formula as a valid `math` element; `None` if there is none, or an empty one.
pub(crate) fn read(mathml: &str) -> Option<Element> {
    let nodes = parse(mathml);
    let math = find(&nodes, "math")?;
    let Node::Element { children, .. } = math else { return None };
    let math = Element::of("math", parts(children));
    (!math.words().is_empty()).then_some(math)
}

/// TeX that the formula carries along.
pub(crate) fn annotation(mathml: &str) -> Option<String> {
    find_annotation(&parse(mathml))
}

fn parse(mathml: &str) -> Vec<Node> {
    Reader { rest: mathml }.nodes(0)
}

fn find<'a>(nodes: &'a [Node], wanted: &str) -> Option<&'a Node> {
    nodes.iter().find_map(|node| match node {
        Node::Element { name, .. } if name == wanted => Some(node),
        Node::Element { children, .. } => find(children, wanted),
        Node::Text(_) => None,
    })
}

fn find_annotation(nodes: &[Node]) -> Option<String> {
    nodes.iter().find_map(|node| match node {
        Node::Element { name, attributes, children } => {
            if name == "annotation" && attributes.to_ascii_lowercase().contains("tex") {
                let text = characters(children);
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

/// True for an element whose characters are no part of the formula.
fn is_silent(name: &str) -> bool {
    name.starts_with("annotation") || matches!(name, "script" | "style" | "title" | "desc")
}

/// Valid elements for the content between two elements.
fn parts(nodes: &[Node]) -> Vec<Element> {
    let mut out = Vec::new();
    for node in nodes {
        match node {
            Node::Text(text) if text.trim().is_empty() => {}
            Node::Text(text) => out.push(Element::token("mtext", text.trim())),
            Node::Element { name, .. } if is_silent(name) || name == "mprescripts" => {}
            // The place of a missing script; elsewhere it is dropped.
            Node::Element { name, .. } if name == "none" => out.push(Element::of("mrow", Vec::new())),
            Node::Element { name, attributes, children } if name == "mfenced" => {
                out.push(fenced(attributes, parts(children)));
            }
            Node::Element { name, attributes, children } => match known(name) {
                Some((name, content)) if name != "math" => out.push(element(name, content, attributes, children)),
                _ => out.extend(parts(children)),
            },
        }
    }
    out
}

fn element(name: &'static str, content: Content, attributes: &str, nodes: &[Node]) -> Element {
    let mut out = match content {
        Content::Token => Element::token(name, tidy(&characters(nodes))),
        Content::Empty => Element::of(name, Vec::new()),
        Content::Row => Element::of(name, parts(nodes)),
        Content::Exactly(count) => exactly(name, count, parts(nodes)),
        Content::Scripts => scripts(nodes),
        Content::Table => table(nodes),
        // A row or cell outside of a table.
        Content::Cells => Element::of("mrow", parts(nodes).into_iter().flat_map(uncelled).collect()),
    };
    if out.name == "mtd" {
        // Cells belong in tables, and `table` takes them itself.
        out.name = "mrow";
    }
    if out.name == name {
        set_attributes(&mut out, attributes);
    }
    out
}

/// A cell's content, if the cell is outside a table.
fn uncelled(element: Element) -> Vec<Element> {
    if element.name == "mtd" { element.children } else { vec![element] }
}

/// `mfenced` as the row that it abbreviates (MathML 3, 3.3.8): brackets around, separators between.
fn fenced(attributes: &str, parts: Vec<Element>) -> Element {
    let mut marks = [("open", String::from("(")), ("close", String::from(")")), ("separators", String::from(","))];
    each_attribute(attributes, |name, value| {
        if let Some((_, mark)) = marks.iter_mut().find(|(known, _)| *known == name) {
            *mark = value.chars().filter(|c| !c.is_whitespace()).collect();
        }
    });
    let [(_, open), (_, close), (_, separators)] = marks;
    let bracket = |mark: String| Some(mark).filter(|m| !m.is_empty()).map(|m| Element::token("mo", m));
    let mut row: Vec<Element> = bracket(open).into_iter().collect();
    // The last separator serves for all that follow.
    let mut marks =
        separators.chars().chain(std::iter::repeat_n(separators.chars().next_back(), parts.len()).flatten());
    for (number, part) in parts.into_iter().enumerate() {
        if number > 0 {
            row.extend(marks.next().map(|mark| Element::token("mo", mark).with("separator", "true")));
        }
        row.push(part);
    }
    row.extend(bracket(close));
    Element::of("mrow", row)
}

/// The required number of parts of the element.
fn exactly(name: &'static str, count: usize, mut parts: Vec<Element>) -> Element {
    if parts.len() > count {
        // The base takes the excess, because authors forget to group it.
        let rest = parts.split_off(parts.len() - (count - 1));
        let base = Element::of("mrow", parts);
        parts = std::iter::once(base).chain(rest).collect();
    }
    parts.resize_with(count, || Element::of("mrow", Vec::new()));
    Element::of(name, parts)
}

/// A base and pairs of scripts before and after it.
fn scripts(nodes: &[Node]) -> Element {
    let prescripts = |node: &Node| matches!(node, Node::Element { name, .. } if name == "mprescripts");
    let at = nodes.iter().position(prescripts).unwrap_or(nodes.len());
    let (after, before) = nodes.split_at(at);
    let nothing = || Element::of("none", Vec::new());
    let pairs = |parts: &mut Vec<Element>| {
        for part in parts.iter_mut().filter(|part| part.name == "mrow" && part.children.is_empty()) {
            *part = nothing();
        }
        if !parts.len().is_multiple_of(2) {
            parts.push(nothing());
        }
    };
    let mut after = parts(after).into_iter();
    let base = after.next().unwrap_or_else(|| Element::of("mrow", Vec::new()));
    let mut rest: Vec<Element> = after.collect();
    pairs(&mut rest);
    let mut children = vec![base];
    children.append(&mut rest);
    let mut before = parts(before);
    if !before.is_empty() {
        pairs(&mut before);
        children.push(Element::of("mprescripts", Vec::new()));
        children.append(&mut before);
    }
    Element::of("mmultiscripts", children)
}

/// Rows of cells, from any content of the table.
fn table(nodes: &[Node]) -> Element {
    let mut rows = Vec::new();
    for node in nodes {
        match node {
            Node::Element { name, attributes, children } if matches!(name.as_str(), "mtr" | "mlabeledtr") => {
                let mut row = Element::of(if name == "mtr" { "mtr" } else { "mlabeledtr" }, cells(children));
                if row.name == "mlabeledtr" && row.children.is_empty() {
                    row.name = "mtr";
                }
                set_attributes(&mut row, attributes);
                rows.push(row);
            }
            Node::Element { name, .. } if name == "mtd" => {
                rows.push(Element::of("mtr", cells(std::slice::from_ref(node))));
            }
            other => {
                let content = parts(std::slice::from_ref(other));
                if !content.is_empty() {
                    rows.push(Element::of("mtr", vec![Element::of("mtd", content)]));
                }
            }
        }
    }
    Element::of("mtable", rows)
}

fn cells(nodes: &[Node]) -> Vec<Element> {
    let mut cells = Vec::new();
    for node in nodes {
        match node {
            Node::Element { name, attributes, children } if name == "mtd" => {
                let mut cell = Element::of("mtd", parts(children));
                set_attributes(&mut cell, attributes);
                cells.push(cell);
            }
            other => {
                let content = parts(std::slice::from_ref(other));
                if !content.is_empty() {
                    cells.push(Element::of("mtd", content));
                }
            }
        }
    }
    cells
}

/// The attributes of a tag that its element may have, each once.
fn set_attributes(element: &mut Element, text: &str) {
    each_attribute(text, |name, value| {
        if let Some(name) = attribute(element.name, name, value)
            && element.attribute(name).is_none()
        {
            element.attributes.push((name, value.trim().to_owned()));
        }
    });
}

/// Passes name and value of each attribute in a tag to a function.
fn each_attribute(text: &str, mut take: impl FnMut(&str, &str)) {
    let mut rest = text.trim_start();
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_end().rsplit(char::is_whitespace).next().unwrap_or(name).to_ascii_lowercase();
        let after = after.trim_start();
        let (value, tail) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        take(&name, &unescape(value));
        rest = tail.trim_start();
    }
}

/// All characters under some nodes.
fn characters(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element { name, children, .. } if !is_silent(name) => {
                out.push_str(&characters(children));
            }
            Node::Element { .. } => {}
        }
    }
    out
}

/// A token's characters in MathML's reading: no white space around, single spaces inside (MathML 3, 2.1.7).
fn tidy(text: &str) -> String {
    let kept = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    kept.collect::<Vec<_>>().join(" ")
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// Nodes up to the end tag of the element around them, or the end.
    fn nodes(&mut self, depth: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        // Elements that were opened too deep to be kept: their end tags end no other element.
        let mut beyond = 0usize;
        while !self.rest.is_empty() {
            let Some(open) = self.rest.find('<') else {
                nodes.push(Node::Text(unescape(self.rest)));
                self.rest = "";
                break;
            };
            let (text, tag) = self.rest.split_at(open);
            if !text.is_empty() {
                nodes.push(Node::Text(unescape(text)));
            }
            if let Some(comment) = tag.strip_prefix("<!--") {
                self.rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let Some(close) = tag.find('>') else {
                self.rest = "";
                break;
            };
            let inside = &tag[1..close];
            self.rest = &tag[close + 1..];
            if inside.starts_with('/') {
                if beyond == 0 {
                    break;
                }
                beyond -= 1;
                continue;
            }
            if inside.starts_with(['!', '?']) {
                continue;
            }
            let empty = inside.ends_with('/');
            if depth >= DEEPEST {
                beyond += usize::from(!empty);
                continue;
            }
            let inside = inside.trim_end_matches('/');
            let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
            let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
            let attributes = attributes.to_owned();
            let children = if empty { Vec::new() } else { self.nodes(depth + 1) };
            nodes.push(Node::Element { name, attributes, children });
        }
        nodes
    }
}

/// Entities that occur in formulas.
fn unescape(text: &str) -> String {
    /// `&InvisibleTimes;` and a little more.
    const LONGEST_ENTITY: usize = 20;

    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let Some(end) = tail.char_indices().take(LONGEST_ENTITY).find(|(_, c)| *c == ';').map(|(end, _)| end) else {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_and_unknown_ones_stay() {
        for (given, meant) in [
            ("a&amp;b", "a&b"),
            ("&lt;&gt;&quot;&apos;", "<>\"'"),
            ("f&af;x, f&ApplyFunction;x", "f\u{2061}x, f\u{2061}x"),
            ("2&it;x&InvisibleTimes;y", "2\u{2062}x\u{2062}y"),
            ("&#65;&#x42;&#X43;", "ABC"),
            ("&alpha;&minus;&Sigma;&in;&isin;", "α−Σ∈∈"),
            ("&le;&leq;&ge;&geq;&ne;&pm;&times;", "≤≤≥≥≠±×"),
            ("&beta;&gamma;&delta;&epsilon;&theta;&lambda;&mu;&pi;", "βγδεθλμπ"),
            ("&rho;&sigma;&phi;&omega;&Delta;&Omega;", "ρσφωΔΩ"),
            ("&nbsp;&middot;&centerdot;&PlusMinus;&infin;", "\u{A0}··±∞"),
            ("&sum;&Sum;&int;&Integral;&rarr;&rightarrow;", "∑∑∫∫→→"),
            ("a & b &nope; c", "a & b &nope; c"),
        ] {
            assert_eq!(unescape(given), meant);
        }
    }

    #[test]
    fn the_tex_of_an_annotation_is_found_without_its_wrapper() {
        let math = |encoding: &str, tex: &str| {
            let tag = format!("<annotation encoding=\"{encoding}\">{tex}</annotation>");
            annotation(&format!("<math><semantics><mi>x</mi>{tag}</semantics></math>"))
        };
        assert_eq!(math("application/x-tex", " x^2 ").as_deref(), Some("x^2"));
        assert_eq!(math("application/x-TeX", "{\\displaystyle x_{1}}").as_deref(), Some("x_{1}"));
        assert_eq!(math("application/x-tex", "\\frac{a}{b}").as_deref(), Some("\\frac{a}{b}"));
        assert_eq!(math("application/x-tex", " "), None, "nothing is no TeX");
        assert_eq!(math("MathML-Content", "x"), None);
    }
}
