//! A formula in English words, as one would read it to a friend on the telephone.
//!
//! Grouping is spoken only if it would be lost: the words mark the start and end of a fraction of more than single
//! terms, and the end of a root (the manner of MathSpeak, without its brevity marks).

mod symbols;

use ratex_parser::ParseNode;
use ratex_parser::parse_node::ArrayTag;

use self::symbols::{accent, arrow, bracket, function, is_large, is_ranged, symbol};
use super::markup::{character, name_in};

/// Deepest nesting that is spoken; the parser allows less.
const DEEPEST: usize = 64;

/// Speaks a formula.
pub(super) fn speak(nodes: &[ParseNode]) -> String {
    let mut speaker = Speaker { out: String::new() };
    speaker.list(nodes, 0);
    let mut words = speaker.out.replace(" ,", ",").replace(" ;", ";");
    while words.contains(",,") {
        words = words.replace(",,", ",");
    }
    words.trim().trim_end_matches(',').to_owned()
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
                    number.push_str(&more);
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
                self.word(symbol(text));
            }
            OrdGroup { body, .. }
            | Color { body, .. }
            | Styling { body, .. }
            | Sizing { body, .. }
            | MClass { body, .. }
            | HBox { body, .. }
            | Pmb { body, .. }
            | Href { body, .. } => self.list(body, next),
            OperatorName { body, .. } => self.letters(body, true, next),
            Text { body, .. } => self.letters(body, false, next),
            Font { font, body, .. } => match name_in(font, body) {
                Some(name) => self.word(function(&name)),
                None => self.node(body, next),
            },
            Smash { body, .. } | Lap { body, .. } | RaiseBox { body, .. } | VCenter { body, .. } => {
                self.node(body, next);
            }
            Enclose { label, body, .. } => {
                if label.contains("cancel") || label == "\\sout" {
                    self.word("crossed out");
                }
                self.node(body, next);
            }
            SupSub { base, sup, sub, .. } => self.scripts(base.as_deref(), sup.as_deref(), sub.as_deref(), next),
            GenFrac { numer, denom, has_bar_line, left_delim, right_delim, .. } => {
                let sides = [left_delim, right_delim].map(|sign| sign.as_deref().unwrap_or("."));
                match (has_bar_line, sides) {
                    (false, ["(", ")"]) => self.fraction(numer, denom, "choose", next),
                    (bar, [left, right]) => {
                        self.word(&bracket(left, true));
                        self.fraction(numer, denom, if *bar { "over" } else { "above" }, next);
                        self.word(&bracket(right, false));
                    }
                }
            }
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
                (Some(name), _) => self.word(symbol(name)),
                (None, Some(body)) => self.list(body, next),
                (None, None) => {}
            },
            LeftRight { body, left, right, .. } => {
                self.word(&bracket(left, true));
                self.list(body, next);
                self.word(&bracket(right, false));
            }
            // A bar that is only sized is neither side.
            DelimSizing { delim, mclass, .. } if matches!(mclass.as_str(), "mopen" | "mclose") => {
                self.word(&bracket(delim, mclass == "mopen"));
            }
            DelimSizing { delim, .. } | Middle { delim, .. } | LeftRightRight { delim, .. } => self.word(symbol(delim)),
            Overline { body, .. } => {
                self.node(body, next);
                self.word("bar");
            }
            Underline { body, .. } => {
                self.node(body, next);
                self.word("underlined");
            }
            HorizBrace { base, .. } => self.node(base, next),
            XArrow { label, body, below, .. } => {
                self.word(arrow(label));
                self.attached(Some(body), "above", next);
                self.attached(below.as_deref(), "below", next);
            }
            CdArrow { direction, label_above, label_below, .. } => {
                self.word(arrow(direction));
                self.attached(label_above.as_deref(), "above", next);
                self.attached(label_below.as_deref(), "below", next);
            }
            CdLabel { label, .. } => self.node(label, next),
            CdLabelParent { fragment, .. } => self.node(fragment, next),
            Array { body, tags, col_separation_type, .. } => {
                let between = if col_separation_type.is_some() { "" } else { "," };
                self.rows(body, between, tags.as_deref().unwrap_or_default(), next);
            }
            MathChoice { text, .. } => self.list(text, next),
            Html { body, .. } => self.list(body, next),
            HtmlMathMl { mathml, .. } => self.list(mathml, next),
            Tag { body, tag, .. } => {
                self.list(body, next);
                self.number(tag, next);
            }
            Verb { body, .. } => self.word(body),
            Url { url, .. } => self.word(url),
            Raw { string, .. } => self.word(string),
            IncludeGraphics { alt, .. } => self.word(alt),
            _ => {}
        }
    }

    /// Words as they are written, with what is a formula between them; of an operator's name if it `names` one.
    fn letters(&mut self, nodes: &[ParseNode], names: bool, depth: usize) {
        let mut run = String::new();
        for node in nodes {
            match letter(node) {
                Some(letter) => run.push_str(&letter),
                None => {
                    self.word(run.trim());
                    run.clear();
                    self.node(node, depth);
                }
            }
        }
        let words = run.trim();
        self.word(if names { function(words) } else { words });
    }

    /// Words over or under a sign.
    fn attached(&mut self, part: Option<&ParseNode>, side: &str, depth: usize) {
        let Some(part) = part.filter(|part| !matches!(part, ParseNode::OrdGroup { body, .. } if body.is_empty()))
        else {
            return;
        };
        self.word("with");
        self.node(part, depth);
        self.word(side);
    }

    fn scripts(&mut self, base: Option<&ParseNode>, sup: Option<&ParseNode>, sub: Option<&ParseNode>, depth: usize) {
        let name = match base {
            Some(ParseNode::Op { name: Some(name), .. }) => name.clone(),
            Some(ParseNode::OperatorName { body, .. }) => {
                format!("\\{}", body.iter().filter_map(letter).collect::<String>().replace(' ', ""))
            }
            _ => String::new(),
        };
        if let Some(base) = base {
            self.node(base, depth);
        }
        if matches!(base, Some(ParseNode::HorizBrace { .. } | ParseNode::Op { body: Some(_), .. })) {
            self.attached(sup, "above", depth);
            return self.attached(sub, "below", depth);
        }
        let large = is_large(&name);
        if let Some(sub) = sub {
            self.word(match name.as_str() {
                "\\lim" => "as",
                _ if large && sup.is_some() => "from",
                name if large || is_ranged(name) => "over",
                _ => "sub",
            });
            self.node(sub, depth);
            if sup.is_none() && (large || name == "\\lim" || is_ranged(&name)) {
                self.word("of");
            }
        }
        if let Some(sup) = sup {
            self.raised(sup, large, depth);
        }
    }

    fn raised(&mut self, sup: &ParseNode, large: bool, depth: usize) {
        if large {
            self.word("to");
            self.node(sup, depth);
            return self.word("of");
        }
        match flat(sup).as_str() {
            "2" => self.word("squared"),
            "3" => self.word("cubed"),
            "'" | "\\prime" => self.word("prime"),
            "\\prime\\prime" => self.word("double prime"),
            "\\prime\\prime\\prime" => self.word("triple prime"),
            "\\prime2" => self.word("prime squared"),
            "\\circ" => self.word("degrees"),
            "*" | "\\ast" => self.word("star"),
            "\\top" => self.word("transpose"),
            sign @ ("+" | "-" | "\\dagger") => self.word(symbol(sign)),
            simple => {
                self.word("to the power");
                self.node(sup, depth);
                if simple.chars().count() > 2 && !simple.starts_with('\\') {
                    self.word(", end power,");
                }
            }
        }
    }

    fn fraction(&mut self, numer: &ParseNode, denom: &ParseNode, between: &str, depth: usize) {
        let simple = |node: &ParseNode| flat(node).trim_start_matches('\\').chars().all(char::is_alphanumeric);
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

    /// The rows of a table or of formulas under each other, with the word between two cells.
    fn rows(&mut self, rows: &[Vec<ParseNode>], between: &str, tags: &[ArrayTag], depth: usize) {
        for (number, row) in rows.iter().enumerate() {
            if number > 0 {
                self.word(";");
            }
            if rows.len() > 1 {
                self.word(&format!("row {}:", number + 1));
            }
            for (column, cell) in row.iter().enumerate() {
                if column > 0 {
                    self.word(between);
                }
                self.node(cell, depth);
            }
            if let Some(ArrayTag::Explicit(tag)) = tags.get(number)
                && !tag.is_empty()
            {
                self.number(tag, depth);
            }
        }
    }

    /// The number of a formula.
    fn number(&mut self, tag: &[ParseNode], depth: usize) {
        self.word(", number");
        self.letters(tag, false, depth);
    }
}

fn digit(node: &ParseNode) -> Option<&str> {
    match node {
        ParseNode::TextOrd { text, .. } if text.chars().all(|c| c.is_ascii_digit()) => Some(text),
        _ => None,
    }
}

/// A digit, a point, or the comma between thousands: `{,}`.
fn digit_or_point(node: &ParseNode) -> Option<String> {
    match node {
        ParseNode::TextOrd { text, .. } if text.chars().all(|c| c.is_ascii_digit() || c == '.') => Some(text.clone()),
        ParseNode::OrdGroup { body, .. } => match body.as_slice() {
            [ParseNode::Atom { text, .. }] if text == "," => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// A character of a word: a letter or a sign as it is printed, or a space.
fn letter(node: &ParseNode) -> Option<String> {
    use ParseNode::*;
    match node {
        Atom { mode, text, .. } | MathOrd { mode, text, .. } | TextOrd { mode, text, .. } => {
            Some(character(text, *mode))
        }
        SpacingNode { .. } | Kern { .. } => Some(" ".into()),
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
