//! Presentation MathML as a tree that is valid by construction: the elements, attributes and values that the schema of
//! MathML 3 (chapter 3) allows, each element with its required number of children.
//!
//! Two roads lead here: TeX ([`mod@super::markup`]) and MathML from an article ([`mod@super::given`]). EPUB writes the
//! tree, pages set it, so both say the same, and no text of a stranger reaches a book unchecked.

/// An element. Tokens hold text and no children, all others children and no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name, one of [`ELEMENTS`].
    pub name: &'static str,
    /// Attributes in the order in which they are written.
    pub attributes: Vec<(&'static str, String)>,
    /// The characters of a token.
    pub text: String,
    /// The parts of any other element.
    pub children: Vec<Element>,
}

impl Element {
    /// An element of some parts.
    pub fn of(name: &'static str, children: Vec<Element>) -> Self {
        Element { name, attributes: Vec::new(), text: String::new(), children }
    }

    /// A token.
    pub fn token(name: &'static str, text: impl Into<String>) -> Self {
        Element { name, attributes: Vec::new(), text: text.into(), children: Vec::new() }
    }

    /// One element for any number of parts: the part itself, or a row.
    pub fn row(mut parts: Vec<Element>) -> Self {
        match (parts.len(), parts.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                parts.extend(last);
                Element::of("mrow", parts)
            }
        }
    }

    /// The same with one more attribute. An attribute that the schema does not allow here is left out.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if let Some(name) = attribute(self.name, name, value) {
            self.attributes.push((name, value.trim().to_owned()));
        }
        self
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// True if it holds text instead of elements.
    pub fn is_token(&self) -> bool {
        content(self.name) == Some(Content::Token)
    }

    /// All characters of the formula, token after token, in the order of reading.
    pub fn words(&self) -> String {
        let mut words = Vec::new();
        self.collect(&mut words);
        words.join(" ")
    }

    fn collect<'a>(&'a self, words: &mut Vec<&'a str>) {
        words.extend(self.text.split_whitespace());
        self.children.iter().for_each(|child| child.collect(words));
    }
}

/// The content that an element may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Characters.
    Token,
    /// Nothing.
    Empty,
    /// Any number of elements.
    Row,
    /// This many elements.
    Exactly(usize),
    /// A base, pairs of scripts, and after `mprescripts` more pairs.
    Scripts,
    /// Rows of a table.
    Table,
    /// Cells of a row.
    Cells,
}

/// The content that an element of that name may have; `None` if MathML's presentation has no such element.
pub(crate) fn content(name: &str) -> Option<Content> {
    ELEMENTS.iter().find(|(known, _)| *known == name).map(|(_, content)| *content)
}

/// The name as the table spells it.
pub(crate) fn known(name: &str) -> Option<(&'static str, Content)> {
    ELEMENTS.iter().find(|(known, _)| *known == name).copied()
}

/// Elements of presentation MathML 3, and the content of each.
const ELEMENTS: &[(&str, Content)] = &[
    ("math", Content::Row),
    ("mi", Content::Token),
    ("mn", Content::Token),
    ("mo", Content::Token),
    ("mtext", Content::Token),
    ("ms", Content::Token),
    ("mspace", Content::Empty),
    ("mprescripts", Content::Empty),
    ("none", Content::Empty),
    ("mrow", Content::Row),
    ("mstyle", Content::Row),
    ("merror", Content::Row),
    ("mpadded", Content::Row),
    ("mphantom", Content::Row),
    ("menclose", Content::Row),
    ("msqrt", Content::Row),
    ("mtd", Content::Row),
    ("mfrac", Content::Exactly(2)),
    ("mroot", Content::Exactly(2)),
    ("msub", Content::Exactly(2)),
    ("msup", Content::Exactly(2)),
    ("munder", Content::Exactly(2)),
    ("mover", Content::Exactly(2)),
    ("msubsup", Content::Exactly(3)),
    ("munderover", Content::Exactly(3)),
    ("mmultiscripts", Content::Scripts),
    ("mtable", Content::Table),
    ("mtr", Content::Cells),
    ("mlabeledtr", Content::Cells),
];

/// The values that an attribute may have.
#[derive(Clone, Copy)]
enum Value {
    Bool,
    /// A number with a unit, or one of MathML's spaces.
    Length,
    Lengths,
    Integer,
    Positive,
    OneOf(&'static [&'static str]),
    ListOf(&'static [&'static str]),
}

const TOKENS: &[&str] = &["mi", "mn", "mo", "mtext", "ms", "mstyle"];
const OPERATOR: &[&str] = &["mo"];
const TABLE: &[&str] = &["mtable"];
const ROWS: &[&str] = &["mtable", "mtr", "mlabeledtr", "mtd"];
const CELL: &[&str] = &["mtd"];
const SIDES: &[&str] = &["left", "center", "right"];
const HEIGHTS: &[&str] = &["top", "bottom", "center", "baseline", "axis"];
const LINES: &[&str] = &["none", "solid", "dashed"];
const VARIANTS: &[&str] = &[
    "normal", "bold", "italic", "bold-italic", "double-struck", "bold-fraktur", "script", "bold-script", "fraktur",
    "sans-serif", "bold-sans-serif", "sans-serif-italic", "sans-serif-bold-italic", "monospace",
];

/// Attributes that change what a reader sees, the elements that have them, and their values. Links, classes, styles,
/// colours and events are not among them.
const ATTRIBUTES: &[(&str, &[&str], Value)] = &[
    ("mathvariant", TOKENS, Value::OneOf(VARIANTS)),
    ("displaystyle", &["mstyle", "mtable"], Value::Bool),
    ("scriptlevel", &["mstyle"], Value::Integer),
    ("form", OPERATOR, Value::OneOf(&["prefix", "infix", "postfix"])),
    ("stretchy", OPERATOR, Value::Bool),
    ("fence", OPERATOR, Value::Bool),
    ("separator", OPERATOR, Value::Bool),
    ("symmetric", OPERATOR, Value::Bool),
    ("largeop", OPERATOR, Value::Bool),
    ("movablelimits", OPERATOR, Value::Bool),
    ("minsize", OPERATOR, Value::Length),
    ("maxsize", OPERATOR, Value::Length),
    ("lspace", &["mo", "mpadded"], Value::Length),
    ("rspace", OPERATOR, Value::Length),
    ("accent", &["mo", "mover", "munderover"], Value::Bool),
    ("accentunder", &["munder", "munderover"], Value::Bool),
    ("width", &["mspace", "mpadded", "mtable"], Value::Length),
    ("height", &["mspace", "mpadded"], Value::Length),
    ("depth", &["mspace", "mpadded"], Value::Length),
    ("voffset", &["mpadded"], Value::Length),
    ("linethickness", &["mfrac"], Value::Length),
    ("numalign", &["mfrac"], Value::OneOf(SIDES)),
    ("denomalign", &["mfrac"], Value::OneOf(SIDES)),
    ("bevelled", &["mfrac"], Value::Bool),
    ("notation", &["menclose"], Value::ListOf(NOTATIONS)),
    ("columnalign", ROWS, Value::ListOf(SIDES)),
    ("rowalign", ROWS, Value::ListOf(HEIGHTS)),
    ("columnspacing", TABLE, Value::Lengths),
    ("rowspacing", TABLE, Value::Lengths),
    ("columnlines", TABLE, Value::ListOf(LINES)),
    ("rowlines", TABLE, Value::ListOf(LINES)),
    ("frame", TABLE, Value::OneOf(LINES)),
    ("columnspan", CELL, Value::Positive),
    ("rowspan", CELL, Value::Positive),
];

const NOTATIONS: &[&str] = &[
    "longdiv", "actuarial", "radical", "box", "roundedbox", "circle", "left", "right", "top", "bottom",
    "updiagonalstrike", "downdiagonalstrike", "verticalstrike", "horizontalstrike", "madruwb",
];

/// The attribute's name in the table's spelling, if the element may have it with that value.
pub(crate) fn attribute(element: &str, name: &str, value: &str) -> Option<&'static str> {
    let (name, elements, values) = ATTRIBUTES.iter().find(|(known, _, _)| *known == name)?;
    (elements.contains(&element) && fits(value.trim(), *values)).then_some(*name)
}

fn fits(value: &str, values: Value) -> bool {
    let all = |one: fn(&str) -> bool| !value.is_empty() && value.split_whitespace().all(one);
    match values {
        Value::Bool => matches!(value, "true" | "false"),
        Value::Length => length(value),
        Value::Lengths => all(length),
        Value::Integer => value.len() < 4 && value.strip_prefix(['+', '-']).unwrap_or(value).parse::<u8>().is_ok(),
        Value::Positive => value.parse::<u16>().is_ok_and(|n| n > 0) && !value.starts_with('+'),
        Value::OneOf(known) => known.contains(&value),
        Value::ListOf(known) => !value.is_empty() && value.split_whitespace().all(|one| known.contains(&one)),
    }
}

/// A length (MathML 3, 2.1.5.2): a number with a unit, or a named space.
fn length(value: &str) -> bool {
    const SPACES: &[&str] = &["veryverythin", "verythin", "thin", "medium", "thick", "verythick", "veryverythick"];
    let named = value.strip_prefix("negative").unwrap_or(value).strip_suffix("mathspace");
    if named.is_some_and(|space| SPACES.contains(&space)) {
        return true;
    }
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let unit = &value[number.len()..];
    let digits = number.strip_prefix('-').unwrap_or(number);
    matches!(unit, "" | "em" | "ex" | "px" | "in" | "cm" | "mm" | "pt" | "pc" | "%")
        && digits.len() < 12
        && digits.bytes().any(|b| b.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.matches('.').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_stand_only_where_the_schema_has_them_and_with_its_values() {
        for (element, name, value, allowed) in [
            ("mo", "stretchy", "true", true),
            ("mo", "stretchy", "yes", false),
            ("mi", "stretchy", "true", false),
            ("mspace", "width", "0.5em", true),
            ("mspace", "width", "-.5em", true),
            ("mspace", "width", "negativethinmathspace", true),
            ("mspace", "width", ".", false),
            ("mspace", "width", "1.2.3em", false),
            ("mspace", "width", "1em;", false),
            ("mtd", "rowspan", "0", false),
            ("mtable", "columnspacing", "1em 0em", true),
            ("mi", "href", "javascript:x", false),
            ("mstyle", "scriptlevel", "+1", true),
            ("menclose", "notation", "box phasorangle", false),
        ] {
            assert_eq!(attribute(element, name, value).is_some(), allowed, "{element} {name}={value}");
        }
    }
}
