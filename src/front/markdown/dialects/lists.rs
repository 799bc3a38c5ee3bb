//! Lists with letters, Roman figures or two brackets as numbers: `a.`, `iv)`, `(1)`, `#.`.
//!
//! Two consecutive items (a, b) are a list; a single one may be a name (`A. Smith wrote`).

use crate::doc::{Numbering, numerals};
use crate::front::markdown::page::{Edit, Line, Page};

/// The most lines between two items.
const MOST_LINES: usize = 200;

/// The marker of an item.
#[derive(Clone, Copy, PartialEq)]
struct Marker {
    kind: Kind,
    /// Brackets on both sides.
    both: bool,
    /// A bracket behind.
    bracket: bool,
    number: u32,
    /// Its length with the spaces after it.
    width: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Decimal,
    Auto,
    Letters { upper: bool },
    Roman { upper: bool },
}

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    let mut taken = 0;
    for (number, line) in lines.iter().enumerate() {
        if number < taken || !may_begin(&lines, number) {
            continue;
        }
        let found = markers(line.body()).into_iter().flatten().find_map(|first| {
            let items = items(&lines, number, first);
            (items.len() >= 2 && !page.is_verbatim(line.start + line.prefix().len())).then_some(items)
        });
        let Some(items) = found else { continue };
        for (n, (at, marker)) in items.iter().enumerate() {
            let start = lines[*at].start + lines[*at].prefix().len();
            let comment = if n == 0 { comment(marker, lines[*at].prefix()) } else { String::new() };
            edits.push(Edit::new(start..start + marker.width, comment + &decimal(marker)));
            taken = at + 1;
        }
    }
    edits
}

/// True if a list may begin in this line: below a blank line, a heading, an item or a colon.
fn may_begin(lines: &[Line], number: usize) -> bool {
    let Some(above) = number.checked_sub(1).map(|above| lines[above]) else { return true };
    let body = above.body();
    let item = body.split(' ').next().is_some_and(|word| {
        matches!(word, "-" | "*" | "+")
            || word.len() <= 4 && word.ends_with(['.', ')']) && word.starts_with(|c: char| c.is_ascii_digit())
    });
    above.is_blank() || body.ends_with(':') || body.starts_with('#') || item
}

/// The items that follow `first`, with the lines they begin in.
fn items(lines: &[Line], number: usize, first: Marker) -> Vec<(usize, Marker)> {
    let prefix = lines[number].prefix();
    let mut out = vec![(number, first)];
    let mut blank = false;
    let mut since = 0;
    for (at, line) in lines.iter().enumerate().skip(number + 1) {
        let last = out[out.len() - 1].1;
        let next =
            (line.prefix() == prefix).then(|| markers(line.body()).into_iter().flatten().find(|m| follows(&last, m)));
        if let Some(marker) = next.flatten() {
            out.push((at, marker));
            since = 0;
        } else if line.is_blank() {
            blank = true;
            continue;
        } else if blank && line.prefix().len() < prefix.len() + 2 {
            break;
        }
        since += 1;
        if since > MOST_LINES {
            break;
        }
        blank = false;
    }
    out
}

fn follows(last: &Marker, next: &Marker) -> bool {
    let number = if last.kind == Kind::Auto { next.number } else { last.number + 1 };
    next.kind == last.kind && next.both == last.both && next.bracket == last.bracket && next.number == number
}

/// The markers that the first word of a line may be: `i.` may be a letter or a number.
fn markers(body: &str) -> [Option<Marker>; 2] {
    let word = body.split(' ').next().unwrap_or("");
    let spaces = body[word.len()..].len() - body[word.len()..].trim_start_matches(' ').len();
    let (both, inner) = match word.strip_prefix('(').and_then(|w| w.strip_suffix(')')) {
        Some(inner) => (true, inner),
        None => (false, word.strip_suffix(['.', ')']).unwrap_or("")),
    };
    if inner.is_empty() || inner.len() > 8 || spaces == 0 || spaces > 4 || body.len() == word.len() + spaces {
        return [None, None];
    }
    let marker = |kind, number| Marker { kind, both, bracket: word.ends_with(')'), number, width: word.len() + spaces };
    let upper = inner.bytes().all(|b| b.is_ascii_uppercase());
    let lower = inner.bytes().all(|b| b.is_ascii_lowercase());
    if inner == "#" {
        return [Some(marker(Kind::Auto, 1)), None];
    }
    if both && inner.bytes().all(|b| b.is_ascii_digit()) {
        return [inner.parse().ok().map(|number| marker(Kind::Decimal, number)), None];
    }
    if !upper && !lower {
        return [None, None];
    }
    let roman = roman(&inner.to_ascii_lowercase()).map(|number| marker(Kind::Roman { upper }, number));
    let letter = (inner.len() == 1)
        .then(|| marker(Kind::Letters { upper }, u32::from(inner.as_bytes()[0].to_ascii_lowercase() - b'a' + 1)));
    // `i.` begins a list of numbers; `h.`, `i.` continue one of letters.
    [roman.filter(|m| m.number == 1).or(letter), roman]
}

/// The value of a Roman number below 60 in its usual form.
fn roman(text: &str) -> Option<u32> {
    numerals::roman_value(text).filter(|value| *value < 60)
}

/// The comment on the line before a list that tells `shape` its kind.
fn comment(marker: &Marker, prefix: &str) -> String {
    let numbering = match marker.kind {
        Kind::Decimal | Kind::Auto => None,
        Kind::Letters { upper: false } => Some(Numbering::LowerAlpha),
        Kind::Letters { upper: true } => Some(Numbering::UpperAlpha),
        Kind::Roman { upper: false } => Some(Numbering::LowerRoman),
        Kind::Roman { upper: true } => Some(Numbering::UpperRoman),
    };
    let name = match numbering {
        Some(Numbering::LowerAlpha) => "lower-alpha",
        Some(Numbering::UpperAlpha) => "upper-alpha",
        Some(Numbering::LowerRoman) => "lower-roman",
        Some(Numbering::UpperRoman) => "upper-roman",
        _ => "",
    };
    let words = [name, if marker.both { "parens" } else { "" }].join(" ");
    if words.trim().is_empty() { format!("<!-- -->\n{prefix}") } else { format!("<!-- {} -->\n{prefix}", words.trim()) }
}

/// The same marker in figures, with the same length, so that lines below it stay in the item.
fn decimal(marker: &Marker) -> String {
    let sign = if marker.bracket { ')' } else { '.' };
    let spaces = if marker.width > 3 { 1 } else { marker.width - 2 };
    let digits = marker.width - 1 - spaces;
    let number = format!("{:0digits$}", marker.number);
    if number.len() > 9 { format!("{}{sign} ", marker.number) } else { format!("{number}{sign}{}", " ".repeat(spaces)) }
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn letters_and_brackets_make_lists() {
        for (source, expected) in [
            ("a. x\nb. y\n", "<!-- lower-alpha -->\n1. x\n2. y\n"),
            ("(1) x\n\n    more\n\n(2) y\n", "<!-- parens -->\n01) x\n\n    more\n\n02) y\n"),
            ("i) x\nii) y\niii) z\n", "<!-- lower-roman -->\n1) x\n02) y\n003) z\n"),
            ("1. one\na. alpha\nb. beta\n", "1. one\n<!-- lower-alpha -->\n1. alpha\n2. beta\n"),
            ("#. x\n#. y\n", "<!-- -->\n1. x\n1. y\n"),
            ("C. x\nD. y\n", "<!-- upper-alpha -->\n3. x\n4. y\n"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }

    #[test]
    fn names_and_running_text_are_no_lists() {
        for same in [
            "A. Smith wrote.\n\nB. later\n".replace("B.", "C."),
            "text\na. x\nb. y\n".into(),
            "a. x\n".into(),
            "```\na. x\nb. y\n```\n".into(),
        ] {
            assert_eq!(rewritten(read, &same), same);
        }
    }
}
