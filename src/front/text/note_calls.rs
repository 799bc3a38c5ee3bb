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

/// The sign at byte `at` that calls a note at the end of a word: `blanks*`, `thought.†`, `seven**`. A star that closes
/// emphasis calls none: `*1512*`.
pub(crate) fn sign(whole: &str, at: usize) -> Option<&str> {
    let (above, text) = whole.split_at_checked(at)?;
    let before = above.chars().next_back()?;
    let first = text.chars().next().filter(|c| SIGNS.contains(*c))?;
    let used = text.len() - text.trim_start_matches(first).len();
    let label = text.get(..used).filter(|label| label.chars().count() <= 3)?;
    let leans = before.is_alphanumeric() || ".,;:!?)”’»\"'".contains(before);
    let next = text.get(used..)?.chars().next();
    (leans && !closes(above, first) && next.is_none_or(|c| c.is_whitespace() || ".,;:!?)”’»\"'".contains(c)))
        .then_some(label)
}

/// The longest emphasis, in bytes; it bounds the search for its begin.
const EMPHASIS: usize = 200;

/// True if the last such sign of a text opens emphasis: it leans on the word after it and not on one before.
fn closes(above: &str, sign: char) -> bool {
    let from = (above.len().saturating_sub(EMPHASIS)..=above.len()).find(|&from| above.is_char_boundary(from));
    let near = above.get(from.unwrap_or(0)..).unwrap_or("");
    let Some(at) = near.rfind(sign) else { return false };
    let before = near[..at].trim_end_matches(sign).chars().next_back();
    let after = near[at + sign.len_utf8()..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || "([{“‘\"'—–-".contains(c)) && after.is_some_and(|c| !c.is_whitespace())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_that_closes_emphasis_calls_no_note() {
        assert_eq!(sign("In 1512* it", 7), Some("*"));
        assert_eq!(sign("In *1512* it", 8), None);
        assert_eq!(sign("In *the year 1512* it", 17), None);
        assert_eq!(sign("In *May* of 1512* it", 16), Some("*"));
        assert_eq!(sign("In **1512** it", 9), None);
        assert_eq!(sign("2 * 1512* it", 8), Some("*"));
    }
}
