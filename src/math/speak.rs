//! A formula in English words, as one would read it to a friend on the telephone.
//!
//! Grouping is spoken only if it would be lost: the words mark the start and end of a fraction of more than single
//! terms, and the end of a root (the manner of MathSpeak, without its brevity marks).

use ratex_parser::ParseNode;

/// Deepest nesting that is spoken; the parser allows less.
const DEEPEST: usize = 64;

/// Speaks a formula.
pub(super) fn speak(nodes: &[ParseNode]) -> String {
    let mut speaker = Speaker { out: String::new() };
    speaker.list(nodes, 0);
    speaker.out.replace(" ,", ",").trim().trim_end_matches(',').to_owned()
}

struct Speaker {
    out: String,
}

impl Speaker {
    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if !self.out.is_empty() && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
        self.out.push_str(word);
    }

    fn list(&mut self, nodes: &[ParseNode], depth: usize) {
        let mut nodes = nodes.iter().peekable();
        while let Some(node) = nodes.next() {
            // The digits of a number are one word.
            if let Some(first) = digit(node) {
                let mut number = String::from(first);
                while let Some(more) = nodes.peek().and_then(|node| digit_or_point(node)) {
                    number.push_str(more);
                    nodes.next();
                }
                // An exponent hangs on the last digit alone, and belongs to the number.
                let raised = nodes.peek().copied().and_then(|node| match node {
                    ParseNode::SupSub { base: Some(base), sup, sub, .. } => Some((digit(base)?, sup, sub)),
                    _ => None,
                });
                match raised {
                    Some((last, sup, sub)) => {
                        nodes.next();
                        self.word(&(number + last));
                        self.scripts(None, sup.as_deref(), sub.as_deref(), depth + 1);
                    }
                    None => self.word(&number),
                }
            } else {
                self.node(node, depth);
            }
        }
    }

    fn node(&mut self, node: &ParseNode, depth: usize) {
        use ParseNode::*;
        if depth > DEEPEST {
            return;
        }
        let next = depth + 1;
        match node {
            Atom { text, .. } | MathOrd { text, .. } | TextOrd { text, .. } | OpToken { text, .. } => {
                self.word(&symbol(text));
            }
            OrdGroup { body, .. }
            | Color { body, .. }
            | Styling { body, .. }
            | Sizing { body, .. }
            | MClass { body, .. }
            | OperatorName { body, .. }
            | HBox { body, .. }
            | Pmb { body, .. }
            | Href { body, .. } => {
                let before = self.out.len();
                self.list(body, next);
                if matches!(node, OperatorName { .. }) {
                    self.join_letters(before);
                }
            }
            Text { body, .. } => {
                let before = self.out.len();
                self.list(body, next);
                self.join_letters(before);
            }
            Font { body, .. }
            | Smash { body, .. }
            | Lap { body, .. }
            | RaiseBox { body, .. }
            | VCenter { body, .. } => {
                self.node(body, next);
            }
            Enclose { body, .. } => self.node(body, next),
            SupSub { base, sup, sub, .. } => self.scripts(base.as_deref(), sup.as_deref(), sub.as_deref(), next),
            GenFrac { numer, denom, has_bar_line, .. } => self.fraction(numer, denom, *has_bar_line, next),
            Sqrt { body, index, .. } => {
                match index.as_deref().map(flat).as_deref() {
                    None => self.word("the square root of"),
                    Some("3") => self.word("the cube root of"),
                    Some(index) => self.word(&format!("the root of order {index} of")),
                }
                self.node(body, next);
                self.word(", end root,");
            }
            Accent { label, base, .. } | AccentUnder { label, base, .. } => {
                self.node(base, next);
                self.word(accent(label));
            }
            Op { name, body, .. } => match (name, body) {
                (Some(name), _) => self.word(&symbol(name)),
                (None, Some(body)) => self.list(body, next),
                (None, None) => {}
            },
            LeftRight { body, left, right, .. } => {
                self.word(&delimiter(left, true));
                self.list(body, next);
                self.word(&delimiter(right, false));
            }
            DelimSizing { delim, mclass, .. } => self.word(&delimiter(delim, mclass != "mclose")),
            Overline { body, .. } => {
                self.node(body, next);
                self.word("bar");
            }
            Underline { body, .. } => self.node(body, next),
            HorizBrace { base, .. } => self.node(base, next),
            XArrow { body, .. } => {
                self.word("arrow");
                self.node(body, next);
            }
            Array { body, .. } => self.rows(body, next),
            MathChoice { text, .. } => self.list(text, next),
            Html { body, .. } => self.list(body, next),
            HtmlMathMl { mathml, .. } => self.list(mathml, next),
            Tag { body, .. } => self.list(body, next),
            Verb { body, .. } => self.word(body),
            SpacingNode { text, .. } if text.contains(' ') || text.contains('~') => self.out.push(' '),
            _ => {}
        }
    }

    /// Letters of a word were spoken one by one: put them together again.
    fn join_letters(&mut self, from: usize) {
        let spoken = self.out.split_off(from);
        let words: Vec<String> = spoken.split("  ").map(|word| word.replace(' ', "")).collect();
        self.word(words.join(" ").trim());
    }

    fn scripts(&mut self, base: Option<&ParseNode>, sup: Option<&ParseNode>, sub: Option<&ParseNode>, depth: usize) {
        let name = match base {
            Some(ParseNode::Op { name: Some(name), .. }) => name.as_str(),
            _ => "",
        };
        if let Some(base) = base {
            self.node(base, depth);
        }
        let over = matches!(name, "\\sum" | "\\prod" | "\\int" | "\\bigcup" | "\\bigcap" | "\\oint" | "\\iint");
        if let Some(sub) = sub {
            self.word(match name {
                "\\lim" => "as",
                _ if over => "from",
                _ => "sub",
            });
            self.node(sub, depth);
        }
        let Some(sup) = sup else { return };
        match flat(sup).as_str() {
            _ if over => {
                self.word("to");
                self.node(sup, depth);
                self.word("of");
            }
            "2" => self.word("squared"),
            "3" => self.word("cubed"),
            "'" | "\\prime" => self.word("prime"),
            "\\circ" => self.word("degrees"),
            "\\prime\\prime" => self.word("double prime"),
            simple => {
                self.word("to the power");
                self.node(sup, depth);
                if simple.chars().count() > 2 && !simple.starts_with('\\') {
                    self.word(", end power,");
                }
            }
        }
    }

    fn fraction(&mut self, numer: &ParseNode, denom: &ParseNode, bar: bool, depth: usize) {
        let simple = |node: &ParseNode| flat(node).trim_start_matches('\\').chars().all(char::is_alphanumeric);
        let between = if bar { "over" } else { "choose" };
        if simple(numer) && simple(denom) {
            self.node(numer, depth);
            self.word(between);
            self.node(denom, depth);
        } else {
            self.word("the fraction");
            self.node(numer, depth);
            self.word(between);
            self.node(denom, depth);
            self.word(", end fraction,");
        }
    }

    fn rows(&mut self, rows: &[Vec<ParseNode>], depth: usize) {
        for (number, row) in rows.iter().enumerate() {
            if rows.len() > 1 {
                self.word(&format!("row {}:", number + 1));
            }
            for (column, cell) in row.iter().enumerate() {
                self.node(cell, depth);
                if column + 1 < row.len() {
                    self.word(",");
                }
            }
            if number + 1 < rows.len() {
                self.word(";");
            }
        }
    }
}

fn digit(node: &ParseNode) -> Option<&str> {
    match node {
        ParseNode::TextOrd { text, .. } if text.chars().all(|c| c.is_ascii_digit()) => Some(text),
        _ => None,
    }
}

fn digit_or_point(node: &ParseNode) -> Option<&str> {
    match node {
        ParseNode::TextOrd { text, .. } if text.chars().all(|c| c.is_ascii_digit() || c == '.') => Some(text),
        _ => None,
    }
}

/// The symbols of a small group in one string, to recognise the simple ones.
fn flat(node: &ParseNode) -> String {
    use ParseNode::*;
    match node {
        Atom { text, .. } | MathOrd { text, .. } | TextOrd { text, .. } => text.clone(),
        OrdGroup { body, .. } | Styling { body, .. } if body.len() <= 8 => {
            body.iter().map(|node| if matches!(node, OrdGroup { .. }) { "{}".into() } else { flat(node) }).collect()
        }
        _ => "{}".into(),
    }
}

fn accent(label: &str) -> &str {
    match label {
        "\\hat" | "\\widehat" => "hat",
        "\\bar" | "\\overline" => "bar",
        "\\vec" | "\\overrightarrow" => "vector",
        "\\dot" => "dot",
        "\\ddot" => "double dot",
        "\\tilde" | "\\widetilde" => "tilde",
        _ => "",
    }
}

fn delimiter(delim: &str, open: bool) -> String {
    let name = match delim {
        "(" | ")" => "parenthesis",
        "[" | "]" => "bracket",
        "\\{" | "\\}" | "\\lbrace" | "\\rbrace" => "brace",
        "|" | "\\vert" | "\\lvert" | "\\rvert" => "bar",
        "\\|" | "\\Vert" => "double bar",
        "\\langle" | "\\rangle" => "angle bracket",
        _ => return String::new(),
    };
    format!("{} {name}", if open { "open" } else { "close" })
}

/// A symbol's name.
fn symbol(text: &str) -> String {
    let known = match text {
        "+" => "plus",
        "-" | "−" => "minus",
        "=" => "equals",
        "<" | "\\lt" => "is less than",
        ">" | "\\gt" => "is greater than",
        "\\leq" | "\\le" | "≤" => "is at most",
        "\\geq" | "\\ge" | "≥" => "is at least",
        "\\neq" | "\\ne" | "≠" => "is not equal to",
        "\\approx" | "≈" => "is approximately",
        "\\equiv" => "is equivalent to",
        "\\sim" => "is similar to",
        "\\propto" => "is proportional to",
        "*" | "\\ast" | "\\cdot" | "\\times" | "×" | "·" | "∗" => "times",
        "/" => "divided by",
        "\\div" => "divided by",
        "\\pm" | "±" => "plus or minus",
        "\\mp" => "minus or plus",
        "\\to" | "\\rightarrow" | "→" => "to",
        "\\mapsto" => "maps to",
        "\\Rightarrow" | "\\implies" => "implies",
        "\\Leftrightarrow" | "\\Longleftrightarrow" | "\\iff" => "if and only if",
        "\\in" | "∈" => "in",
        "\\notin" | "∉" => "not in",
        "\u{338}" => "not",
        "\\subset" | "\\subseteq" => "is a subset of",
        "\\cup" => "union",
        "\\cap" => "intersection",
        "\\forall" => "for all",
        "\\exists" => "there is",
        "\\infty" | "∞" => "infinity",
        "\\partial" | "∂" => "partial",
        "\\nabla" => "nabla",
        "\\sum" | "∑" => "the sum",
        "\\prod" => "the product",
        "\\int" | "\\oint" | "\\iint" | "∫" => "the integral",
        "\\lim" => "the limit",
        "\\ldots" | "\\dots" | "\\cdots" | "\\@cdots" | "\\vdots" | "\\varvdots" | "…" => "and so on",
        "(" => "open parenthesis",
        ")" => "close parenthesis",
        "[" => "open bracket",
        "]" => "close bracket",
        "\\{" | "\\lbrace" => "open brace",
        "\\}" | "\\rbrace" => "close brace",
        "|" | "\\vert" | "\\lvert" | "\\rvert" | "\\mid" => "bar",
        "\\Vert" | "\\lVert" | "\\rVert" => "double bar",
        "!" => "factorial",
        "%" | "\\%" => "per cent",
        "'" | "\\prime" => "prime",
        "\\ " | "~" | "\\," | "\\;" | "\\quad" | "\\qquad" | "\\!" => "",
        _ => return text.trim_start_matches('\\').to_owned(),
    };
    known.to_owned()
}
