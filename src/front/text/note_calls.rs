//! The signs that call notes in plain text: `³`, `*` and `†` at the end of a word, several numbers in one pair of brackets.

/// Superscript digits, 0 to 9.
pub(crate) const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// Signs that call notes, in their traditional order.
pub(crate) const SIGNS: &str = "*†‡";

/// The label of superscript digits at the head of a text, and their bytes.
pub(crate) fn superscript(text: &str) -> Option<(String, usize)> {
    let digit = |c: char| RAISED.chars().position(|d| d == c);
    let label: String = text.chars().map_while(digit).take(4).map(|n| char::from(b'0' + n as u8)).collect();
    let used = text.chars().take(label.len()).map(char::len_utf8).sum();
    (!label.is_empty()).then_some((label, used))
}

/// The sign that calls a note at the end of a word, and its bytes: `blanks*`, `thought.†`, `seven**`.
pub(crate) fn sign(text: &str, before: char) -> Option<&str> {
    let first = text.chars().next().filter(|c| SIGNS.contains(*c))?;
    let used = text.len() - text.trim_start_matches(first).len();
    let label = text.get(..used).filter(|label| label.chars().count() <= 3)?;
    let leans = before.is_alphanumeric() || ".,;:!?)”’»\"'".contains(before);
    let next = text.get(used..)?.chars().next();
    (leans && next.is_none_or(|c| c.is_whitespace() || ".,;:!?)”’»\"'".contains(c))).then_some(label)
}

/// The numbers of `[2, 3]` and `[2-4]`; empty unless there are several.
pub(crate) fn several(label: &str) -> Vec<String> {
    let parts: Vec<&str> = label.split([',', ';']).map(str::trim).collect();
    let number = |p: &str| p.parse::<u32>().ok().filter(|n| *n < 1000);
    let mut out = Vec::new();
    for part in parts {
        let range = part.split_once(['-', '–']).map_or((part, part), |(a, b)| (a.trim(), b.trim()));
        match (number(range.0), number(range.1)) {
            (Some(a), Some(b)) if a <= b && b - a < 20 => out.extend((a..=b).map(|n| n.to_string())),
            _ => return Vec::new(),
        }
    }
    if out.len() > 1 { out } else { Vec::new() }
}
