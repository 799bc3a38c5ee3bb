//! Units: logical lines. A paragraph that was wrapped over five lines is one unit; so is a list item, a menu entry, a
//! table or a piece of code. Every judge of the article looks at units, so hard-wrapped and unwrapped captures are
//! judged equally.

use crate::doc::{Delimiter, Numbering, numerals};
use crate::source::Span;

/// The kind of lines that a unit was made of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Words.
    Prose,
    /// A line of dashes, stars or the like that parts sections.
    Rule,
    /// Lines that stay unchanged: code, ASCII art; with the language of a fence.
    Verbatim(Vec<String>, Option<String>),
    /// Rows of cells; true if the first row is a head.
    Table(Vec<Vec<String>>, bool),
}

/// Lines that belong together: their number and their kind.
pub(crate) type Region = (usize, Kind);

/// A list marker.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Marker {
    /// A bullet, and true if its box is ticked, if it has one.
    Bullet(char, Option<bool>),
    /// A number or letter; the text as typed comes with it.
    Number { value: u32, numbering: Numbering, delimiter: Delimiter, typed: String },
}

/// A logical line.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// The kind of its lines.
    pub kind: Kind,
    /// Its words, unwrapped, white space folded, without the marker. For tables the cells, for code the lines.
    pub text: String,
    /// The list marker before it.
    pub marker: Option<Marker>,
    /// Columns before its first line.
    pub indent: usize,
    /// Columns before the line that begins farthest to the left.
    pub least: usize,
    /// The column where the text after the marker begins; the indent without a marker.
    pub content: usize,
    /// Depth of `>`.
    pub quote: usize,
    /// Empty lines above.
    pub gap: usize,
    /// The number of source lines that were joined.
    pub lines: usize,
    /// 1 or 2 if a line of `=` or `-` underlines it.
    pub underlined: u8,
    /// The level of a heading, from 1, if the format of the document marks it as one.
    pub level: Option<u8>,
    /// True if a wiki's link to edit the section followed it.
    pub editable: bool,
    /// Its place in the source.
    pub span: Span,
}

impl Unit {
    /// The text as a reader saw it, with a number before it but without a bullet.
    pub(crate) fn full_text(&self) -> String {
        match &self.marker {
            Some(Marker::Number { typed, .. }) => format!("{typed} {}", self.text),
            _ => self.text.clone(),
        }
    }

    /// True for words without a marker.
    pub(crate) fn is_plain(&self) -> bool {
        self.kind == Kind::Prose && self.marker.is_none()
    }
}

const BULLETS: &str = "•◦▪▫●○■□‣⁃∙·►▶▸➤➢➔→✓✔✗✘✦❖◆◇★☆*+-–§";

/// The marker at the head of a text and the text after it.
pub(crate) fn marker(text: &str) -> Option<(Marker, &str)> {
    let first = text.chars().next()?;
    if BULLETS.contains(first) {
        let rest = text.get(first.len_utf8()..)?;
        let ascii = matches!(first, '*' | '+' | '-' | '–' | '·' | '§' | '→');
        if !rest.starts_with([' ', '\t', '\u{a0}']) && (ascii || rest.is_empty() || "★☆".contains(first)) {
            return None;
        }
        let rest = rest.trim_start();
        if rest.is_empty() || first == '§' && rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (checked, rest) = checkbox(rest);
        return Some((Marker::Bullet(first, checked), rest));
    }
    if let (Some(checked), rest) = checkbox(text) {
        return (!rest.is_empty()).then_some((Marker::Bullet('☐', Some(checked)), rest));
    }
    // The letter for a hollow bullet in memos has two spaces after it.
    if let Some(rest) = text.strip_prefix("o  ") {
        let rest = rest.trim_start();
        return (!rest.is_empty()).then_some((Marker::Bullet('◦', None), rest));
    }
    if let Some((checked, rest)) = match first {
        '☐' => Some((false, 3)),
        '☑' | '☒' => Some((true, 3)),
        _ => None,
    } {
        let rest = text.get(rest..)?.trim_start();
        return (!rest.is_empty()).then_some((Marker::Bullet('☐', Some(checked)), rest));
    }
    number(text)
}

fn checkbox(rest: &str) -> (Option<bool>, &str) {
    for (mark, checked) in [("[ ] ", false), ("[x] ", true), ("[X] ", true)] {
        if let Some(after) = rest.strip_prefix(mark) {
            return (Some(checked), after.trim_start());
        }
    }
    (None, rest)
}

/// `1.`, `1)`, `(1)`, `a)`, `(iv)`, `B.` and white space.
fn number(text: &str) -> Option<(Marker, &str)> {
    let (open, rest) = match text.strip_prefix('(') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (label, rest) = (rest.get(..end)?, rest.get(end..)?);
    let (delimiter, rest) = match (open, rest.chars().next()?) {
        (false, '.') => (Delimiter::Period, rest.get(1..)?),
        (false, ')') => (Delimiter::Paren, rest.get(1..)?),
        (true, ')') => (Delimiter::Parens, rest.get(1..)?),
        _ => return None,
    };
    let after = rest.trim_start();
    if after.len() == rest.len() || after.is_empty() {
        return None;
    }
    let (value, numbering) = ordinal(label)?;
    let typed = text.get(..text.len() - rest.len())?.to_owned();
    Some((Marker::Number { value, numbering, delimiter, typed }, after))
}

fn ordinal(label: &str) -> Option<(u32, Numbering)> {
    let bytes = label.as_bytes();
    if label.is_empty() {
        return None;
    }
    if bytes.iter().all(u8::is_ascii_digit) {
        // A year or a house number is not a list number, and a leading zero would be lost.
        let plain = label.len() <= 3 && (bytes[0] != b'0' || label == "0");
        return plain.then(|| label.parse().ok()).flatten().map(|n| (n, Numbering::Decimal));
    }
    let roman = |s: &str| roman_value(s).filter(|_| s.len() > 1 || s == "i");
    if bytes.iter().all(u8::is_ascii_lowercase) {
        if let Some(value) = roman(label) {
            return Some((value, Numbering::LowerRoman));
        }
        return (label.len() == 1).then(|| (u32::from(bytes[0] - b'a') + 1, Numbering::LowerAlpha));
    }
    if bytes.iter().all(u8::is_ascii_uppercase) {
        if let Some(value) = roman(&label.to_ascii_lowercase()) {
            return Some((value, Numbering::UpperRoman));
        }
        return (label.len() == 1).then(|| (u32::from(bytes[0] - b'A') + 1, Numbering::UpperAlpha));
    }
    None
}

/// The value of a short Roman numeral in lower case; longer and larger ones are words, such as `mix`.
pub(crate) fn roman_value(text: &str) -> Option<u32> {
    if text.len() > 8 { None } else { numerals::roman_value(text).filter(|value| *value < 400) }
}

/// True for a line that only parts sections: `---`, `* * *`, `___`, `⁂`, `❦`, `~~~~`.
pub(crate) fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    let rest = signs.clone().count();
    if matches!(first, '⁂' | '❦' | '❧' | '☙') {
        return rest < 3;
    }
    if matches!(first, '#' | '•' | '.') {
        // Only with spaces between them: `# # #` ends press releases.
        return rest >= 2 && signs.all(|c| c == first) && (text.contains(' ') || text == "###");
    }
    let family: &[char] = match first {
        '-' | '–' | '—' | '‒' | '―' => &['-', '–', '—', '‒', '―'],
        '*' => &['*'],
        '_' => &['_'],
        '=' => &['='],
        '~' => &['~'],
        '─' | '━' | '═' => &['─', '━', '═'],
        '+' => &['+'],
        _ => return false,
    };
    let enough = if matches!(first, '—' | '―' | '─' | '━' | '═') { 1 } else { 2 };
    rest >= enough && signs.all(|c| family.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_every_kind() {
        assert!(matches!(marker("• one"), Some((Marker::Bullet('•', None), "one"))));
        assert!(matches!(marker("- [x] done"), Some((Marker::Bullet('-', Some(true)), "done"))));
        assert!(matches!(marker("[ ] to do"), Some((Marker::Bullet(_, Some(false)), "to do"))));
        for (text, n) in [("3. x", 3), ("(12) x", 12), ("c) x", 3), ("iv. x", 4), ("XII. x", 12)] {
            assert!(matches!(marker(text), Some((Marker::Number { value, .. }, "x")) if value == n), "{text}");
        }
        for text in ["1945. A year", "-5 degrees", "*emphasis* here", "e.g. this", "3.5 per cent", "007. Bond"] {
            assert!(marker(text).is_none(), "{text}");
        }
    }

    #[test]
    fn rules() {
        assert!(["---", "* * *", "⁂", "______", "# # #", "– – –"].iter().all(|t| is_rule(t)));
        assert!(!["-", "--x", "...", "*", "# 1"].iter().any(|t| is_rule(t)));
    }
}
